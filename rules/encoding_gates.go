package rules

import (
	"sort"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

// The decisions of a block are taken together, which costs a visit to all its
// bytes. A gate looks at the bytes beside an anchor first and tells where no
// decision can report anything there; nearly all anchors end at it.

// gate reports whether a repair may hang on the byte at offset i of raw. It
// reads at most gateReach bytes to each side.
type gate func(p *lint.Pass, raw []byte, i int) bool

// gateReach bounds what a gate reads, in bytes.
const gateReach = 32

// foldedIf is [folded] behind a gate.
func foldedIf(open gate, message, fix string, causes ...fold.Cause) func(*lint.Pass, uint32) {
	return func(p *lint.Pass, at uint32) {
		if !open(p, p.Cable.Raw, int(at)) && !brokenNear(p.Cable, at) {
			return
		}
		reportFolded(p, at, message, fix, causes)
	}
}

// brokenNear reports whether the text round at is not that of its flow: a mark or
// a cut is left out there, so that other bytes stand side by side.
func brokenNear(d *cable.Document, at uint32) bool {
	if len(d.Marks)+len(d.Cuts) == 0 {
		return false
	}
	lo, hi := at-min(at, gateReach), at+gateReach
	k := sort.Search(len(d.Marks), func(k int) bool { return d.Marks[k].Span.End >= lo })
	for ; k < len(d.Marks) && d.Marks[k].Span.Start <= hi; k++ {
		if d.Marks[k].Zone&(cable.ZoneFurniture|cable.ZoneRepeat) != 0 {
			return true
		}
	}
	k = sort.Search(len(d.Cuts), func(k int) bool { return d.Cuts[k].Span.End >= lo })
	for ; k < len(d.Cuts) && d.Cuts[k].Span.Start <= hi; k++ {
		if d.Cuts[k].Kind != cable.CutRuler {
			return true
		}
	}
	return false
}

// byteAt is raw[i]; a blank before the first and after the last byte.
func byteAt(raw []byte, i int) byte {
	if i < 0 || i >= len(raw) {
		return ' '
	}
	return raw[i]
}

// mayLackAccent looks for the words that the decider knows.
func mayLackAccent(_ *lint.Pass, raw []byte, i int) bool {
	switch raw[i] {
	case 'h': // attach
		return i >= 5 && raw[i-1] == 'c' && raw[i-2] == 'a' && raw[i-3] == 't'
	case 'q': // communiqu
		return i >= 7 && raw[i-1] == 'i' && raw[i-2] == 'n' && raw[i-3] == 'u' && byteAt(raw, i+2) != 'e'
	}
	return fold.MayLackAccent(raw, i)
}

// mayBeLatin1 looks for what the decider knows of the letter v: naove.
func mayBeLatin1(_ *lint.Pass, raw []byte, i int) bool {
	return raw[i] != 'v' || byteAt(raw, i+1) == 'e' && byteAt(raw, i-1) == 'o' && byteAt(raw, i-2) == 'a'
}

// mayBeOddApostrophe passes a hyphen only before a lone s, and a lone s only after a comma.
func mayBeOddApostrophe(_ *lint.Pass, raw []byte, i int) bool {
	switch raw[i] {
	case '-':
		return byteAt(raw, i+1) == 's' && !isLetter(byteAt(raw, i+2))
	case 's':
		return byteAt(raw, i-2) == ','
	case '8':
		return byteAt(raw, i+1) == 'a'
	}
	return true
}

// mayBePlus passes a 5 with a single digit after the blank.
func mayBePlus(_ *lint.Pass, raw []byte, i int) bool {
	return byteAt(raw, i+1) == ' ' && isDigit(byteAt(raw, i+2))
}

// mayBeEllipsis passes a parenthesis that does not stand as one does: after a
// blank and before a word.
func mayBeEllipsis(_ *lint.Pass, raw []byte, i int) bool {
	b, a := byteAt(raw, i-1), byteAt(raw, i+1)
	return !((b == ' ' || b == '\n') && isLower(a)) && !(isLower(b) && isLower(a))
}

// mayBeGlyph passes a glyph that makes a word with what follows, unless it is the
// pilcrow that a page put before a paragraph.
func mayBeGlyph(_ *lint.Pass, raw []byte, i int) bool {
	if raw[i] == 0xC2 && byteAt(raw, i+1) == 0xB6 && startsLine(raw, i) {
		return false
	}
	return fold.MayBeGlyph(raw, i)
}

// startsLine reports whether nothing but a few spaces stands before the byte at i
// on its line.
func startsLine(raw []byte, i int) bool {
	for k := i - 1; k >= 0 && i-k < gateReach; k-- {
		if raw[k] != ' ' {
			return raw[k] == '\n'
		}
	}
	return i < gateReach
}

// mayBeSmartQ passes a Q inside a word before small letters, as in a contraction,
// and one at the start of a word only where the cable shows others that were marks.
func mayBeSmartQ(p *lint.Pass, raw []byte, i int) bool {
	if a := byteAt(raw, i+1); isLetter(byteAt(raw, i-1)) {
		return !isUpper(a) || isLower(byteAt(raw, i+2))
	}
	return memoOf(p).evidenceOf(p).SmartQs > 0
}

// mayBeInner passes a comma before a letter that the decider does not let be.
func mayBeInner(_ *lint.Pass, raw []byte, i int) bool {
	switch a := byteAt(raw, i+1); {
	case raw[i] != ',' || isDigit(a):
		return true
	case a == 0xC2 || a == 0xE2:
		return false // a mark: no letter starts with these bytes
	}
	return fold.MayBeInner(raw, i)
}

// mayBeApostrophe passes of what UTF-8 starts with E2 only single quotation marks.
func mayBeApostrophe(p *lint.Pass, raw []byte, i int) bool {
	if raw[i] == ',' {
		return mayBeInner(p, raw, i)
	}
	return raw[i] != 0xE2 || byteAt(raw, i+1) == 0x80 && (byteAt(raw, i+2) == 0x98 || byteAt(raw, i+2) == 0x99)
}

// mayBeCutUTF8 passes a C after a small letter, or after a lone capital before
// a mark and a small letter: else it ends an acronym.
func mayBeCutUTF8(_ *lint.Pass, raw []byte, i int) bool {
	if raw[i] != 'C' {
		return true
	}
	b, a := byteAt(raw, i-1), byteAt(raw, i+1)
	return a >= '!' && a <= '?' && (isLower(b) || isLower(byteAt(raw, i+2)))
}

// mayCloseQuote passes an 8 that may close a quotation, after a digit only in a
// block with something that may open one.
func mayCloseQuote(p *lint.Pass, raw []byte, i int) bool {
	return fold.MayClose(raw, i) && (!isDigit(byteAt(raw, i-1)) || memoOf(p).opensIn(p.Cable, uint32(i)))
}

// opensIn reports whether the block that holds the byte offset at has what may
// open a quotation: an ampersand, a quotation mark or a glyph.
func (m *foldMemo) opensIn(d *cable.Document, at uint32) bool {
	b := m.blockOf(d, at)
	if b < 0 {
		return false
	}
	if m.opens != b+1 {
		m.opens, m.opened = b+1, opensQuote(d, d.Blocks[b])
	}
	return m.opened
}

func opensQuote(d *cable.Document, b cable.Block) bool {
	for n := b.First; n <= b.Last; n++ {
		l := &d.Lines[n]
		if l.Mask&(cable.MaskAmp|cable.MaskQuote) != 0 || l.Mask&cable.MaskHigh != 0 && hasGlyph(d.Raw[l.Start:l.End]) {
			return true
		}
	}
	return false
}

// hasGlyph reports whether a line has a byte outside ASCII that is of no pilcrow
// and no no-break space.
func hasGlyph(line []byte) bool {
	for i := 0; i < len(line); i++ {
		if line[i] < 0x80 {
			continue
		}
		if a := byteAt(line, i+1); line[i] != 0xC2 || a != 0xB6 && a != 0xA0 {
			return true
		}
		i++
	}
	return false
}

// blockOf is the index of the block that holds at; -1 when none does. Anchors come
// in order: it is mostly the one asked for last.
func (m *foldMemo) blockOf(d *cable.Document, at uint32) int {
	if m.last < len(d.Blocks) {
		if b := d.Blocks[m.last]; d.Lines[b.First].Start <= at && at < d.Lines[b.Last].Next() {
			return m.last
		}
	}
	b := d.BlockAt(at)
	if b >= 0 {
		m.last = b
	}
	return b
}
