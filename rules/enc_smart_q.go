package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

//go:embed docs/enc-smart-q.md
var smartQDoc string

// smartQ reports a Q that was an apostrophe, a dash or a pair of quotation marks.
var smartQ = &lint.Rule{
	ID:        "enc-smart-q",
	Title:     "smart character folded to a Q",
	Doc:       smartQDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	In:        foldedZones,
	Anchors: []lint.Anchor{
		{Byte: 'Q', Before: letters, After: letters | cable.MaskComma | cable.MaskBlank | cable.MaskControl},
		{Byte: 'Q', Before: cable.MaskBlank | cable.MaskControl | cable.MaskOpen, After: letters | cable.MaskBlank | cable.MaskControl},
	},
	At: folded("{0}: a smart character was folded to a Q; expected {1}",
		"put the character back", fold.SmartQ),
}
