package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

//go:embed docs/enc-utf8-7bit.md
var utf8SevenBitDoc string

// utf8SevenBit reports a character whose two bytes in UTF-8 lost their high bits.
var utf8SevenBit = &lint.Rule{
	ID:        "enc-utf8-7bit",
	Title:     "letter with an accent cut to seven bits",
	Doc:       utf8SevenBitDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	In:        foldedZones,
	Anchors: []lint.Anchor{
		{Byte: 'C', Before: letters, After: ^letters &^ (cable.MaskBlank | cable.MaskControl)},
		{Byte: 'B', Before: cable.MaskBlank | cable.MaskControl | cable.MaskDigit | cable.MaskHigh, After: cable.MaskDigit | cable.MaskRule},
	},
	At: folded("{0}: two bytes of UTF-8 were cut to seven bits; expected {1}",
		"decode the character", fold.UTF8Cut),
}
