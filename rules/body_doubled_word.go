package rules

import (
	_ "embed"
	"encoding/binary"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/body-doubled-word.md
var doubledWordDoc string

// doubledWord reports a function word that stands twice in a row, also over a
// line end. Words that may be doubled on purpose (had had, that that) and names
// (Zaw Zaw) are left alone.
//
// Every word would have to be compared with the one before it. A text that is
// compared with itself, shifted by three, four or five bytes, shows a doubled
// word of two, three or four letters as a run of equal bytes, eight at a time.
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
	Line: func(p *lint.Pass, line int) {
		d := p.Cable
		l := d.Lines[line]
		if line > 0 && d.Lines[line-1].Zone&cable.ZoneProse != 0 {
			reportDoubled(p, l.Start)
		}
		row, end := d.Raw[l.Start:l.End], l.End
		for i := 0; i+13 <= len(row); i += 5 {
			b := row[i : i+13 : i+13]
			x := binary.LittleEndian.Uint64(b)
			two := equalBytes(x, binary.LittleEndian.Uint64(b[3:]))
			three := equalBytes(x, binary.LittleEndian.Uint64(b[4:]))
			four := equalBytes(x, binary.LittleEndian.Uint64(b[5:]))
			two, three, four = two&(two>>8), three&(three>>8), four&(four>>8)
			if two|three|four == 0 {
				continue // not even two bytes agree: so it is nearly everywhere
			}
			if two&(two>>8)|three&(three>>16)|four&(four>>16) != 0 {
				at := l.Start + uint32(i)
				// The second word starts in the ten bytes from here on.
				for k := at; k < min(at+10, end); k++ {
					if k > l.Start && isBlank(d.Raw[k-1]) {
						reportDoubled(p, k)
					}
				}
			}
		}
	},
}

// equalBytes has the high bit set of each byte in which x and y agree.
func equalBytes(x, y uint64) uint64 {
	const low = 0x7f7f7f7f7f7f7f7f
	v := x ^ y
	return ^((v&low + low) | v | low)
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
