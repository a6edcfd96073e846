package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

//go:embed docs/enc-quote-close-8.md
var quoteClose8Doc string

// quoteClose8 reports an 8 that was a closing quotation mark whose opening mark is not
// folded; a pair belongs to enc-quote-open-amp.
var quoteClose8 = &lint.Rule{
	ID:        "enc-quote-close-8",
	Title:     "closing quotation mark folded to an 8",
	Doc:       quoteClose8Doc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	In:        foldedZones,
	Anchors: []lint.Anchor{
		{Byte: '8', Before: beforeEight, After: afterEight},
	},
	At: folded("{0}: the closing quotation mark was folded to an 8; expected {1}",
		"put the quotation mark back", fold.QuoteClose),
}
