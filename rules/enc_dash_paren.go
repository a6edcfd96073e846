package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

//go:embed docs/enc-dash-paren.md
var dashParenDoc string

// dashParen reports a closing parenthesis that was a dash. The parentheses of the
// paragraph are balanced first.
var dashParen = &lint.Rule{
	ID:        "enc-dash-paren",
	Title:     "dash folded to a parenthesis",
	Doc:       dashParenDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	In:        foldedZones,
	Anchors: []lint.Anchor{
		{Byte: ')', Before: blankOrDash},
		{Byte: ')', Before: cable.MaskDigit, After: cable.MaskDigit},
		{Byte: ')', Before: cable.MaskLower | cable.MaskDigit, After: cable.MaskLower | cable.MaskUpper | cable.MaskDash},
	},
	At: folded("{0}: the dash was folded to a parenthesis, which nothing opens; expected {1}",
		"put the dash back", fold.DashParen),
}
