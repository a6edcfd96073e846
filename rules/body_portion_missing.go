package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/body-portion-missing.md
var portionMissingDoc string

// portionMissing reports a numbered paragraph without a portion mark. A
// classified cable must mark every paragraph; in an unclassified one marks are
// free, so there it is reported as information, and only where others have one.
var portionMissing = &lint.Rule{
	ID:        "body-portion-missing",
	Title:     "paragraph without a portion mark",
	Doc:       portionMissingDoc,
	Severity:  lint.Warning,
	Presets:   drafted,
	Authority: "5 FAH-1 H-246.2; 32 CFR 2001.21",
	Eras:      portionsAsked,
	Since:     "0.1",
	Needs:     cable.HasUnmarked,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if entireText(d) {
			return
		}
		classified := d.Banner.Level.Classified()
		for i := range d.Paragraphs {
			para := &d.Paragraphs[i]
			if para.Nested || para.Number == 0 || para.Mark.Marked() {
				continue
			}
			if !classified {
				p.Report(para.NumberSpan, "paragraph {0} has no portion mark; an unclassified cable need not have one", lint.Int(para.Number)).
					Severity = lint.Info
				continue
			}
			p.Report(para.NumberSpan, "paragraph {0} has no portion mark; every paragraph of a {1} cable needs one",
				lint.Int(para.Number), lint.Name(d.Banner.Level.String()))
		}
	},
}

// entireText reports whether one mark covers the whole text: (C - ENTIRE TEXT).
func entireText(d *cable.Document) bool {
	for m := range portions(d) {
		if m.EntireText {
			return true
		}
	}
	// The same without its parentheses: 1. CONFIDENTIAL - ENTIRE TEXT.
	for i := range min(2, len(d.Paragraphs)) {
		text := d.Bytes(d.Paragraphs[i].Text)
		if containsFold(text[:min(len(text), longestEntire)], "ENTIRE TEXT") {
			return true
		}
	}
	return false
}

// longestEntire bounds where "ENTIRE TEXT" stands in its paragraph, in bytes.
const longestEntire = 60
