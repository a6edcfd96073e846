package rules

import (
	"bytes"
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/body-para-unnumbered.md
var paraUnnumberedDoc string

// paraUnnumbered reports a marked paragraph without a number. SMART messages have
// them as a rule; a heading with a mark and the authority line are none.
var paraUnnumbered = &lint.Rule{
	ID:        "body-para-unnumbered",
	Title:     "marked paragraph without a number",
	Doc:       paraUnnumberedDoc,
	Severity:  lint.Info,
	Presets:   drafted,
	Authority: "5 FAH-1 H-246.2",
	Eras:      cable.EraAny &^ cable.EraSMART,
	Since:     "0.1",
	Needs:     cable.HasUnnumbered,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if !numbered(d) {
			return
		}
		for i := range d.Paragraphs {
			para := &d.Paragraphs[i]
			if para.Number == 0 && para.Mark.Marked() && !para.Mark.EntireText && opensProse(d, para) {
				p.Report(para.Mark.Span, "a paragraph with the mark {0} has no number", lint.Text(d.Bytes(para.Mark.Span)))
			}
		}
	},
}

// numbered reports whether the cable numbers its paragraphs.
func numbered(d *cable.Document) bool {
	for i := range d.Paragraphs {
		if d.Paragraphs[i].Number > 0 {
			return true
		}
	}
	return false
}

// opensProse reports whether the text behind the mark is a paragraph's. A heading
// with a mark is in capitals without a stop, short and alone, or stands over a ruler.
func opensProse(d *cable.Document, para *cable.Paragraph) bool {
	next := para.Line + 1
	more := next < len(d.Lines) && d.Lines[next].Kind == cable.KindText
	if next < len(d.Lines) && d.Lines[next].Kind == cable.KindRuler {
		return false
	}
	first := d.Raw[para.Text.Start:max(para.Text.Start, d.Lines[para.Line].End)]
	if !hasLower(first) {
		said := bytes.TrimRight(first, " ")
		return len(said) >= 40 && said[len(said)-1] == '.'
	}
	return more && len(first) > 20 || len(first) >= 40
}

// hasLower reports whether a text has a small letter.
func hasLower(b []byte) bool {
	for _, c := range b {
		if isLower(c) {
			return true
		}
	}
	return false
}
