package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

//go:embed docs/enc-ellipsis-paren.md
var ellipsisParenDoc string

// ellipsisParen reports an opening parenthesis that was an ellipsis.
var ellipsisParen = &lint.Rule{
	ID:        "enc-ellipsis-paren",
	Title:     "ellipsis folded to a parenthesis",
	Doc:       ellipsisParenDoc,
	Severity:  lint.Warning,
	Fix:       lint.Unsafe,
	Authority: "observed",
	Since:     "0.1",
	In:        foldedZones,
	Anchors: []lint.Anchor{
		{Byte: '(', Before: cable.MaskLower | cable.MaskBlank, After: cable.MaskBlank | cable.MaskControl},
		{Byte: '(', Before: cable.MaskLower, After: cable.MaskQuote | cable.MaskHigh},
		{Byte: '(', Before: cable.MaskQuote | cable.MaskHigh | cable.MaskAmp, After: cable.MaskLower},
	},
	At: folded("{0}: the parenthesis is never closed; it seems to stand for an ellipsis; expected {1}",
		"put the ellipsis back", fold.EllipsisParen),
}
