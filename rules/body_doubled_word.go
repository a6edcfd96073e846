package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/body-doubled-word.md
var doubledWordDoc string

// doubledWord reports a function word that stands twice in a row, also over a
// line end. Words that may be doubled on purpose (had had, that that) and names
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
	Anchors: []lint.Anchor{
		{Byte: 't', Before: cable.MaskBlank | cable.MaskControl, After: cable.MaskLower},
		{Byte: 'o', Before: cable.MaskBlank | cable.MaskControl, After: cable.MaskLower},
		{Byte: 'i', Before: cable.MaskBlank | cable.MaskControl, After: cable.MaskLower},
		{Byte: 'a', Before: cable.MaskBlank | cable.MaskControl},
		{Byte: 'f', Before: cable.MaskBlank | cable.MaskControl, After: cable.MaskLower},
		{Byte: 'w', Before: cable.MaskBlank | cable.MaskControl, After: cable.MaskLower},
		{Byte: 'b', Before: cable.MaskBlank | cable.MaskControl, After: cable.MaskLower},
		{Byte: 'h', Before: cable.MaskBlank | cable.MaskControl, After: cable.MaskLower},
		{Byte: 'n', Before: cable.MaskBlank | cable.MaskControl, After: cable.MaskLower},
	},
	In: cable.ZoneProse,
	At: func(p *lint.Pass, at uint32) {
		d := p.Cable
		// at is the first letter of the second word.
		end := at
		for int(end) < len(d.Raw) && isLower(d.Raw[end]) {
			end++
		}
		n := end - at
		// Most words end otherwise than the word before them.
		if at >= 2 && d.Raw[at-1] == ' ' && d.Raw[at-2] > ' ' && d.Raw[at-2] != d.Raw[end-1] {
			return
		}
		if n > 5 || int(end) < len(d.Raw) && !closesWord(d.Raw[end]) || !functionWord(string(d.Raw[at:end])) {
			return
		}
		first, ok := wordBefore(d, at, n)
		if !ok || string(d.Raw[first:first+n]) != string(d.Raw[at:end]) || first > 0 && !opensWord(d.Raw[first-1]) {
			return
		}
		span := cable.Span{Start: first, End: end}
		p.Report(span, "{0} is written twice", lint.Text(d.Raw[at:end])).
			SetFix(lint.Unsafe, "drop one", lint.Delete(cable.Span{Start: first, End: at}))
	},
}

// wordBefore is the offset of the n letters before the blanks that stand before
// at; the blanks may hold one line end.
func wordBefore(d *cable.Document, at, n uint32) (uint32, bool) {
	end, feeds := at, 0
	for end > 0 && d.Raw[end-1] <= ' ' {
		end--
		if d.Raw[end] == '\n' {
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
		"or", "as", "it", "its", "his", "their", "this", "will", "would", "has", "have", "not", "they", "we", "than", "which", "into":
		return true
	default:
		return false
	}
}
