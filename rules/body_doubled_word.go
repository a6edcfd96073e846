package rules

import (
	_ "embed"
	"encoding/binary"
	"math/bits"
	"slices"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/body-doubled-word.md
var doubledWordDoc string

// doubledWord reports a function word that stands twice in a row, also over a
// line end and over the end of a page. Words that may be doubled on purpose (had had, that that town) and names
// (Zaw Zaw) are left alone.
var doubledWord = &lint.Rule{
	ID:        "body-doubled-word",
	Title:     "word written twice",
	Doc:       doubledWordDoc,
	Severity:  lint.Warning,
	Fix:       lint.Unsafe,
	Presets:   drafted,
	Authority: "observed",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		d := p.Cable
		first, last := uint32(0), uint32(0) // where paragraphs start and end
		lines, raw := d.Lines, d.Raw
		for line := range lines {
			l := &lines[line]
			if !paragraphLine(l.Kind) {
				continue
			}
			if last == 0 {
				first = l.Start
			}
			switch {
			case line > 0 && lines[line-1].Zone&cable.ZoneProse != 0:
				if mayRepeat(raw, int(l.Start)) {
					reportDoubled(p, l.Start)
				}
			case l.Kind == cable.KindText && last > 0:
				reportOverPage(p, last, l.Start) // the block goes on
			}
			last = l.End
		}
		for i := range d.Furniture {
			if f := &d.Furniture[i]; f.Inline && first < f.Span.Start && f.Span.End < last {
				reportOverPage(p, f.Span.Start, f.Span.End)
			}
		}
		eachRepeat(d.Raw[first:last], func(blank int) {
			at := first + uint32(blank)
			if paragraphLine(d.Lines[d.LineAt(at)].Kind) {
				reportDoubled(p, at+1)
			}
		})
	},
}

// paragraphLine reports whether a line of a kind is one of a paragraph.
func paragraphLine(k cable.Kind) bool {
	const kinds = 1<<cable.KindText | 1<<cable.KindParagraph | 1<<cable.KindUnnumbered
	return uint64(kinds)>>k&1 != 0
}

// Of the 64 bytes of a window the middle ones are decided on; the others are what
// may stand to the left and to the right of them.
const (
	windowStep  = 48
	windowLeft  = 8
	windowRight = 64 - windowStep - windowLeft
)

// eachRepeat calls found with the offset of each blank round which a word of two,
// three or four letters seems to stand twice. A blank, a digit and most marks have
// bit 6 clear and letters have it set: one bit for each byte of a window tells how
// long the words on both sides of a blank are, and only words of one length are
// compared. (A word right behind a bracket looks longer than it is and is passed
// over.)
func eachRepeat(raw []byte, found func(blank int)) {
	if len(raw) < windowRight {
		return
	}
	letters := letterBits((*[8]byte)(raw)) << (64 - windowRight)
	last := len(raw) - (len(raw)-windowRight)%windowStep
	letters = windows(raw, windowRight, raw[windowRight:last], letters, found)
	// The end, and the bytes behind it, which are no letters.
	var tail [2 * windowStep]byte
	copy(tail[:], raw[last:])
	windows(raw, last, tail[:], letters, found)
}

// windows moves a window on over what follows the offset at, and decides where in it
// words may stand twice. It gives the last window.
func windows(raw []byte, at int, what []byte, letters uint64, found func(blank int)) uint64 {
	for i := 0; i <= len(what)-windowStep; i += windowStep {
		b := (*[windowStep]byte)(what[i:])
		letters = letters>>windowStep | letterBits((*[8]byte)(b[0:]))<<16 | letterBits((*[8]byte)(b[8:]))<<24 | letterBits((*[8]byte)(b[16:]))<<32 |
			letterBits((*[8]byte)(b[24:]))<<40 | letterBits((*[8]byte)(b[32:]))<<48 | letterBits((*[8]byte)(b[40:]))<<56
		if hits := evenWords(letters); hits != 0 {
			decide(raw, at+i-windowLeft-windowRight, hits, found)
		}
	}
	return letters
}

// decide calls found for the blanks of a window that starts at an offset, of which
// hits tells where, when they stand between equal words.
func decide(raw []byte, window int, hits uint64, found func(blank int)) {
	for ; hits != 0; hits &= hits - 1 {
		blank := window + bits.TrailingZeros64(hits)
		if blank >= 4 && blank+5 <= len(raw) && raw[blank] == ' ' && sameAround(raw[blank-4:blank+5]) {
			found(blank)
		}
	}
}

// letterBits are the bits 6 of eight bytes, the first one lowest.
func letterBits(b *[8]byte) uint64 {
	const bit6, gather = 0x4040404040404040, 1<<50 | 1<<43 | 1<<36 | 1<<29 | 1<<22 | 1<<15 | 1<<8 | 1<<1
	return binary.LittleEndian.Uint64(b[:]) & bit6 * gather >> 56
}

// evenWords are the edges in the middle of a window between two words of two, three
// or four letters each.
func evenWords(letters uint64) uint64 {
	edge := ^letters
	start := edge & (letters >> 1) & (letters >> 2) // of two letters or more
	two := start & (edge >> 3)
	three := start &^ two & (edge >> 4)
	four := start &^ two &^ three & (edge >> 5)
	return (two&(two<<3|two<<4) | three&(three<<4|three<<5) | four&(four<<5)) & ((1<<windowStep - 1) << windowLeft)
}

// sameAround reports whether the two, three or four bytes after the middle one of
// nine are those before it.
func sameAround(b []byte) bool {
	before, after := binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[5:])
	return before == after || (before>>8^after)<<8 == 0 || (before>>16^after)<<16 == 0
}

// reportDoubled reports the word at offset at if it is a function word and the
// one before it is the same.
func reportDoubled(p *lint.Pass, at uint32) {
	both, ok := doubledAt(p.Cable.Raw, at)
	if !ok {
		return
	}
	word := p.Cable.Raw[at:both.End]
	p.Report(both, "{0} is written twice", lint.Text(word)).
		SetFix(lint.Unsafe, "drop one", lint.Delete(cable.Span{Start: both.Start, End: at}))
}

// reportOverPage reports the function word after the end of a page, at offset to, if
// the last one before it, at offset from, is the same.
func reportOverPage(p *lint.Pass, from, to uint32) {
	raw := p.Cable.Raw
	at := to
	for int(at) < len(raw) && isBlank(raw[at]) {
		at++
	}
	for from > 0 && isBlank(raw[from-1]) {
		from--
	}
	end := at
	for int(end) < len(raw) && isLower(raw[end]) {
		end++
	}
	n := end - at
	if n == 0 || n > min(from, 5) || int(end) < len(raw) && !closesWord(raw[end]) {
		return
	}
	word, first := raw[at:end], from-n
	if string(raw[first:from]) != string(word) || first > 0 && !opensWord(raw[first-1]) || !writtenOnce(raw, at, end) {
		return
	}
	f := p.Report(cable.Span{Start: at, End: end}, "{0} is written twice, before and after the end of a page", lint.Text(word))
	if int(end) < len(raw) && raw[end] == ' ' {
		f.SetFix(lint.Unsafe, "drop one", lint.Delete(cable.Span{Start: at, End: end + 1}))
	}
}

// doubledAt is the function word at offset at with the same word before it.
func doubledAt(raw []byte, at uint32) (both cable.Span, ok bool) {
	end := at
	for int(end) < len(raw) && isLower(raw[end]) {
		end++
	}
	n := end - at
	if n == 0 || n > 5 || int(end) < len(raw) && !closesWord(raw[end]) {
		return both, false
	}
	first, ok := wordBefore(raw, at, n)
	if !ok || string(raw[first:first+n]) != string(raw[at:end]) || first > 0 && !opensWord(raw[first-1]) || !writtenOnce(raw, at, end) {
		return both, false
	}
	return cable.Span{Start: first, End: end}, true
}

// wordBefore is the offset of the n letters before the blanks that stand before
// at; the blanks may hold one line end.
func wordBefore(raw []byte, at, n uint32) (uint32, bool) {
	end, feeds := at, 0
	for end > 0 && raw[end-1] <= ' ' {
		end--
		if raw[end] == '\n' {
			feeds++
		}
	}
	if end == at || end < n || feeds > 1 {
		return 0, false
	}
	return end - n, true
}

// closesWord reports whether a word can end before the byte.
func closesWord(b byte) bool {
	return b <= ' ' || b == '.' || b == ',' || b == ';' || b == ':' || b == ')'
}

// functionWords are words that no writer doubles; "that" only before some others.
var functionWords = [...]string{
	"the", "of", "to", "in", "and", "a", "an", "for", "is", "was", "been", "be", "at", "by", "with", "from", "are", "were",
	"or", "as", "it", "its", "his", "this", "will", "has", "have", "not", "they", "we", "than", "into", "that",
}

// writtenOnce reports whether the word at [at, end) is one that no writer doubles
// there. That may be doubled (he said that that town was lost), but not before a word
// that opens a clause or a noun: a second one has no meaning then.
func writtenOnce(raw []byte, at, end uint32) bool {
	word := string(raw[at:end])
	if !slices.Contains(functionWords[:], word) {
		return false
	}
	if word != "that" {
		return true
	}
	next := end
	for int(next) < len(raw) && isBlank(raw[next]) {
		next++
	}
	after := next
	for int(after) < len(raw) && isLower(raw[after]) {
		after++
	}
	switch string(raw[next:after]) {
	case "the", "a", "an", "this", "these", "those", "his", "her", "its", "their", "our", "it", "he", "she", "they", "we", "there":
		return next > end
	default:
		return false
	}
}

// lastLetters are the letters, a bit each, with which function words of a first
// letter end.
var lastLetters = func() (t [256]uint32) {
	for _, w := range functionWords {
		t[w[0]] |= 1 << (w[len(w)-1] - 'a')
	}
	return t
}()

// mayRepeat reports whether the letter at an offset and the one before the blanks
// that stand before it are the first and the last of one function word.
func mayRepeat(raw []byte, at int) bool {
	if at >= len(raw) || lastLetters[raw[at]] == 0 {
		return false
	}
	end := at - 1
	for end >= 0 && raw[end] <= ' ' {
		end--
	}
	return end >= 0 && isLower(raw[end]) && lastLetters[raw[at]]>>(raw[end]-'a')&1 != 0
}
