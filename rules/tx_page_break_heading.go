package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/tx-page-break-heading.md
var pageBreakHeadingDoc string

// pageBreakHeading reports a blank line between a heading and one of its rulers,
// where a page ended.
var pageBreakHeading = &lint.Rule{
	ID:        "tx-page-break-heading",
	Title:     "blank line of a page break between a heading and its ruler",
	Doc:       pageBreakHeadingDoc,
	Severity:  lint.Warning,
	Fix:       lint.Unsafe,
	Authority: "observed",
	Since:     "0.1",
	Needs:     cable.HasBreaks,
	Cable: func(p *lint.Pass) {
		for _, b := range p.Cable.Breaks {
			if !b.Heading {
				continue
			}
			message := "a blank line stands between a heading and its ruler: a page ended here"
			if d := p.Cable; d.Lines[b.Line-1].Kind != cable.KindRuler && d.Lines[d.LineAt(b.Span.End)].Kind != cable.KindRuler {
				message = "a blank line cuts the heading in two: a page ended here"
			}
			p.Report(b.Span, message).SetFix(lint.Unsafe, "drop the blank line", lint.Delete(b.Span))
		}
	},
}
