package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

//go:embed docs/enc-quote-mixed-pair.md
var quoteMixedPairDoc string

// quoteMixedPair reports a folded opening mark whose closing mark is sound.
var quoteMixedPair = &lint.Rule{
	ID:        "enc-quote-mixed-pair",
	Title:     "opening mark folded, closing mark sound",
	Doc:       quoteMixedPairDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	In:        foldedZones,
	Anchors: []lint.Anchor{
		{Byte: '&', Before: beforeQuote, After: afterOpenQuote},
	},
	At: folded("{0}: the opening quotation mark was folded to an ampersand, its pair is sound; expected {1}",
		"put the quotation mark back", fold.QuoteMixed),
}
