package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

//go:embed docs/enc-7bit-latin1-cp437.md
var latin1SevenBitDoc string

// latin1SevenBit reports words in which a letter of an 8-bit code lost its high bit.
var latin1SevenBit = &lint.Rule{
	ID:        "enc-7bit-latin1-cp437",
	Title:     "letter of Latin-1 or code page 437 cut to seven bits",
	Doc:       latin1SevenBitDoc,
	Severity:  lint.Warning,
	Fix:       lint.Unsafe,
	Authority: "observed",
	Since:     "0.1",
	In:        foldedZones,
	Anchors: []lint.Anchor{
		{Byte: '`', Prev: '-', Next: '-'},
		{Byte: '(', Prev: '-', Next: '-'},
		{Byte: '$', Before: cable.MaskLower, After: cable.MaskLower},
		{Byte: 'o', Prev: 'a', Next: 'v'},
	},
	At: folded("{0}: a letter with an accent was cut to seven bits; expected {1}",
		"put the letter back", fold.Latin1Cut),
}
