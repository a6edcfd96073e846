package rules

import (
	_ "embed"

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
	Cable: func(p *lint.Pass) {
		for _, b := range p.Cable.Breaks {
			if b.Heading {
				p.Report(b.Span, "a blank line stands between a heading and its ruler: a page ended here").
					SetFix(lint.Unsafe, "drop the blank line", lint.Delete(b.Span))
			}
		}
	},
}
