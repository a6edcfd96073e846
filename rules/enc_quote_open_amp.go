package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

//go:embed docs/enc-quote-open-amp.md
var quoteOpenAmpDoc string

// quoteOpenAmp reports an ampersand that was an opening quotation mark, together with
// the 8 that closes it.
var quoteOpenAmp = &lint.Rule{
	ID:        "enc-quote-open-amp",
	Title:     "opening quotation mark folded to an ampersand",
	Doc:       quoteOpenAmpDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	In:        foldedZones,
	Anchors: []lint.Anchor{
		{Byte: '&', Before: beforeQuote, After: afterOpenQuote},
	},
	At: folded("{0}: quotation marks were folded to & and 8; expected {1}",
		"put the quotation marks back", fold.QuotePair, fold.QuoteOpen),
}
