package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/tx-page-break-blank.md
var pageBreakBlankDoc string

// pageBreakBlank reports blank lines inside a sentence, where a page ended. The
// model tells them from the gap between two paragraphs; blanks that touch page
// furniture, a repeated caption or an echo belong to the fix of those.
var pageBreakBlank = &lint.Rule{
	ID:        "tx-page-break-blank",
	Title:     "blank line of a page break inside a sentence",
	Doc:       pageBreakBlankDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	Needs:     cable.HasBreaks,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		for _, b := range d.Breaks {
			// A blank inside SUBJECT is hdr-subject-split.
			if above := &d.Lines[b.Line-1]; b.Heading || above.Zone&cable.ZoneProse == 0 && above.Kind != cable.KindEcho {
				continue
			}
			safe := lint.Unsafe
			if b.Lower {
				safe = lint.Safe
			}
			p.Report(b.Span, "a blank line cuts the sentence between {0} and {1}: a page ended here",
				lint.Text(lastWord(d, b.Line-1)), lint.Text(firstWord(d, afterBlanks(d, b.Line)))).
				SetFix(safe, "join the sentence", lint.Delete(b.Span))
		}
	},
}
