package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/body-nf-without-caption.md
var nfWithoutCaptionDoc string

//go:embed docs/body-caption-mismatch.md
var captionMismatchDoc string

// nfWithoutCaption reports paragraphs marked NF in a cable without the caption
// NOFORN, and the caption in a cable none of whose paragraphs is marked NF.
var nfWithoutCaption = &lint.Rule{
	ID:        "body-nf-without-caption",
	Title:     "NF marks and NOFORN caption disagree",
	Doc:       nfWithoutCaptionDoc,
	Severity:  lint.Warning,
	Presets:   drafted,
	Authority: "5 FAH-2 H-250",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if !d.Banner.Present() || d.Partial {
			return
		}
		caption := captioned(d, "NOFORN")
		first, marks := firstNoForeign(d)
		switch {
		case first.Marked() && !caption:
			p.Report(first.Span, "{0} forbids release to foreigners, but the cable has no NOFORN caption", lint.Text(d.Bytes(first.Span)))
		case caption && marks > 0 && !first.Marked() && everyParagraphMarked(d):
			p.Report(noforn(d), "the caption NOFORN stands over a cable none of whose paragraphs is marked NF")
		}
	},
}

// firstNoForeign is the first mark with NF, and how many marks there are.
func firstNoForeign(d *cable.Document) (first cable.PortionMark, marks int) {
	for m := range portions(d) {
		if marks++; m.NoForeign && !first.Marked() {
			first = m
		}
	}
	return first, marks
}

// everyParagraphMarked reports whether no paragraph lost or never had its mark.
func everyParagraphMarked(d *cable.Document) bool {
	for i := range d.Paragraphs {
		if para := &d.Paragraphs[i]; !para.Nested && para.Number > 0 && !para.Mark.Marked() {
			return false
		}
	}
	return true
}

// noforn is the caption that says NOFORN, or the banner that does.
func noforn(d *cable.Document) cable.Span {
	for _, c := range d.Captions {
		if containsFold(d.Bytes(c.Span), "NOFORN") {
			return c.Span
		}
	}
	return d.Banner.Span
}

// captionMismatch reports paragraphs marked SBU in an unclassified cable without
// the caption SENSITIVE. In a classified cable the caption is not asked for.
var captionMismatch = &lint.Rule{
	ID:        "body-caption-mismatch",
	Title:     "SBU marks without the caption SENSITIVE",
	Doc:       captionMismatchDoc,
	Severity:  lint.Warning,
	Presets:   drafted,
	Authority: "12 FAM 540; 5 FAH-2 H-250",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		d := p.Cable
		level := d.Banner.Level
		if level != cable.Unclassified && level != cable.ForOfficialUse || d.Banner.EFTO || d.Partial {
			return
		}
		if captioned(d, "SENSITIVE") || captioned(d, "SBU") || captioned(d, "OFFICIAL USE") {
			return
		}
		for m := range portions(d) {
			if m.SBU {
				p.Report(m.Span, "{0} marks sensitive information, but the cable has no SENSITIVE caption", lint.Text(d.Bytes(m.Span)))
				return
			}
		}
	},
}
