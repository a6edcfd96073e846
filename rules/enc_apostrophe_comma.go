package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

//go:embed docs/enc-apostrophe-comma.md
var apostropheCommaDoc string

// apostropheComma reports commas that were apostrophes: the possessive, the contraction, and
// the mark that closes a single quotation, which is found by the mark that opens it.
var apostropheComma = &lint.Rule{
	ID:        "enc-apostrophe-comma",
	Title:     "apostrophe folded to a comma",
	Doc:       apostropheCommaDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	In:        foldedZones,
	Anchors: []lint.Anchor{
		{Byte: ',', Before: wordEnd, After: letterStart},
		{Byte: ',', Before: blankOrDash, After: cable.MaskDigit},
		{Byte: '\'', Before: blankOrOpen, After: letterStart},
		{Byte: 0xE2, Before: blankOrOpen, After: cable.MaskHigh},
	},
	At: folded("{0}: the apostrophe was folded to a comma; expected {1}",
		"put the apostrophe back", fold.ApostropheComma),
}
