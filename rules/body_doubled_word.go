package rules

import (
	_ "embed"
	"encoding/binary"
	"math/bits"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/body-doubled-word.md
var doubledWordDoc string

// doubledWord reports a function word that stands twice in a row, also over a
// line end. Words that may be doubled on purpose (had had, that that) and names
// (Zaw Zaw) are left alone.
//
// A word of two, three or four letters stands twice where the bytes after a blank
// are those before it: the blanks are found eight bytes at a time, and the bytes
// on both sides are compared as numbers.
var doubledWord = &lint.Rule{
	ID:        "body-doubled-word",
	Title:     "word written twice",
	Doc:       doubledWordDoc,
	Severity:  lint.Warning,
	Fix:       lint.Unsafe,
	Presets:   drafted,
	Authority: "observed",
	Since:     "0.1",
	Kinds:     []cable.Kind{cable.KindText, cable.KindParagraph, cable.KindUnnumbered},
	Line: func(pass *lint.Pass, line int) {
		d := pass.Cable
		l := d.Lines[line]
		if line > 0 && d.Lines[line-1].Zone&cable.ZoneProse != 0 {
			reportDoubled(pass, l.Start)
		}
		const ones, highs, spaces = 0x0101010101010101, 0x8080808080808080, 0x2020202020202020
		raw := d.Raw
		for at := max(int(l.Start), 4); at < int(l.End) && at+12 < len(raw); at += 8 {
			v := binary.LittleEndian.Uint64(raw[at:]) ^ spaces
			// The high bit of each byte that is a blank, and now and then of one above.
			for z := (v - ones) &^ v & highs; z != 0; z &= z - 1 {
				p := at + bits.TrailingZeros64(z)/8
				if sameAround(raw[p-4:p+5]) && p < int(l.End) {
					reportDoubled(pass, uint32(p)+1)
				}
			}
		}
	},
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
	raw := p.Cable.Raw
	end := at
	for int(end) < len(raw) && isLower(raw[end]) {
		end++
	}
	n := end - at
	if n == 0 || n > 5 || int(end) < len(raw) && !closesWord(raw[end]) {
		return
	}
	first, ok := wordBefore(raw, at, n)
	if !ok || string(raw[first:first+n]) != string(raw[at:end]) || first > 0 && !opensWord(raw[first-1]) || !functionWord(string(raw[at:end])) {
		return
	}
	p.Report(cable.Span{Start: first, End: end}, "{0} is written twice", lint.Text(raw[at:end])).
		SetFix(lint.Unsafe, "drop one", lint.Delete(cable.Span{Start: first, End: at}))
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

// functionWord reports whether a word is one that no writer doubles.
func functionWord(s string) bool {
	switch s {
	case "the", "of", "to", "in", "and", "a", "an", "for", "is", "was", "been", "be", "at", "by", "with", "from", "are", "were",
		"or", "as", "it", "its", "his", "this", "will", "has", "have", "not", "they", "we", "than", "into":
		return true
	default:
		return false
	}
}
