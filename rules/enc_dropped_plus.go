package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

//go:embed docs/enc-dropped-plus.md
var droppedPlusDoc string

// droppedPlus reports the names of groups that lost their plus sign.
var droppedPlus = &lint.Rule{
	ID:        "enc-dropped-plus",
	Title:     "plus sign replaced by a blank",
	Doc:       droppedPlusDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	In:        foldedZones,
	Anchors: []lint.Anchor{
		{Byte: '5', Before: cable.MaskUpper | cable.MaskDash | cable.MaskBlank | cable.MaskControl, After: cable.MaskBlank},
		{Byte: '3', Before: cable.MaskQuote | cable.MaskBlank | cable.MaskControl, Next: ' '},
		{Byte: '4', Before: cable.MaskQuote | cable.MaskBlank | cable.MaskControl, Next: ' '},
	},
	At: folded("{0}: the plus sign was replaced by a blank; expected {1}",
		"put the plus sign back", fold.DroppedPlus),
}
