package rules

import (
	"bytes"
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
	Needs:     cable.HasBanner,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if !d.Banner.Present() || d.Partial {
			return
		}
		caption := captioned(d, "NOFORN")
		first, marks := firstNoForeign(d)
		if first.Empty() {
			first = itemNoForeign(d)
		}
		switch {
		case !first.Empty() && !caption:
			p.Report(first, "{0} forbids release to foreigners, but the cable has no NOFORN caption", lint.Text(d.Bytes(first)))
		case caption && marks > 0 && first.Empty() && everyParagraphMarked(d):
			p.Report(noforn(d), "the caption NOFORN stands over a cable none of whose paragraphs is marked NF")
		}
	},
}

// firstNoForeign is the first mark with NF, and how many marks there are.
func firstNoForeign(d *cable.Document) (first cable.Span, marks int) {
	for m := range portions(d) {
		if marks++; m.NoForeign && first.Empty() {
			first = m.Span
		}
	}
	return first, marks
}

// itemNoForeign is the first mark with NF of an item that has no number of a
// paragraph: "A) (S//NF)", "- (C/NF)". Few lines have the bytes of one.
func itemNoForeign(d *cable.Document) cable.Span {
	const bytesOfOne = cable.MaskOpen | cable.MaskClose | cable.MaskSlash | cable.MaskUpper
	for i := d.BodyLine; i < len(d.Lines); i++ {
		l := &d.Lines[i]
		if l.Mask&bytesOfOne != bytesOfOne || l.Zone&cable.ZoneProse == 0 {
			continue
		}
		b := d.Raw[l.Start:l.End]
		open := bytes.IndexByte(b, '(')
		if end := bytes.Index(b, noForeignEnd); open > 0 && end > open && isItemLabel(b[:open]) && isClassified(b[open+1:end+len(noForeignEnd)-1]) {
			return cable.Span{Start: l.Start + uint32(open), End: l.Start + uint32(end+len(noForeignEnd))}
		}
	}
	return cable.Span{}
}

var noForeignEnd = []byte("NF)")

// isItemLabel reports whether b is what stands before the mark of an item: a letter
// or number with its stop or parenthesis, two of them, or a dash.
func isItemLabel(b []byte) bool {
	b = bytes.TrimSpace(b)
	if len(b) == 0 || len(b) > 8 || bytes.IndexByte([]byte(").-*"), b[len(b)-1]) < 0 {
		return false
	}
	letters := 0
	for _, c := range b {
		if isLetter(c) {
			letters++
		}
	}
	return letters <= 2
}

// isClassified reports whether b, which stands in parentheses, is a level and what goes with it.
func isClassified(b []byte) bool {
	level, _, found := bytes.Cut(b, []byte{'/'})
	return found && (string(level) == "S" || string(level) == "C" || string(level) == "TS")
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
	Needs:     cable.HasSBU | cable.HasLevel,
	Lacks:     cable.HasClassified,
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
