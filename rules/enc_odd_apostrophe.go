package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

//go:embed docs/enc-odd-apostrophe.md
var oddApostropheDoc string

// oddApostrophe reports stand-ins that one machine or another used: postVs, Marland-s,
// 8at8.
var oddApostrophe = &lint.Rule{
	ID:        "enc-odd-apostrophe",
	Title:     "odd stand-in for an apostrophe, a dash or an at sign",
	Doc:       oddApostropheDoc,
	Severity:  lint.Warning,
	Fix:       lint.Unsafe,
	Authority: "observed",
	Since:     "0.1",
	In:        foldedZones,
	Anchors: []lint.Anchor{
		{Byte: 's', Prev: '-', After: cable.MaskBlank | cable.MaskControl},
		{Byte: 'V', Before: cable.MaskLower, Next: 's'},
		{Byte: '~', Before: cable.MaskLower, After: cable.MaskLower},
		{Byte: '8', Before: letters | cable.MaskDigit, Next: 'a'},
		{Byte: 's', Prev: ' ', After: cable.MaskBlank | cable.MaskControl},
	},
	At: folded("{0}: a stray character stands for another; expected {1}",
		"put the character back", fold.OddApostrophe),
}
