package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

//go:embed docs/enc-emdash-asterisk.md
var emdashAsteriskDoc string

// emdashAsterisk reports an asterisk between two words that was a dash.
var emdashAsterisk = &lint.Rule{
	ID:        "enc-emdash-asterisk",
	Title:     "dash folded to an asterisk",
	Doc:       emdashAsteriskDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	In:        foldedZones,
	Anchors: []lint.Anchor{
		{Byte: '*', Before: letters | cable.MaskDash, After: letters | cable.MaskDash},
	},
	At: folded("{0}: the dash was folded to an asterisk; expected {1}",
		"put the dash back", fold.EmdashStar),
}
