package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

//go:embed docs/enc-dropped-accent.md
var droppedAccentDoc string

// droppedAccent reports words whose letter with an accent was deleted.
var droppedAccent = &lint.Rule{
	ID:        "enc-dropped-accent",
	Title:     "letter with an accent deleted",
	Doc:       droppedAccentDoc,
	Severity:  lint.Warning,
	Fix:       lint.Unsafe,
	Certain:   true,
	Authority: "observed",
	Since:     "0.1",
	In:        foldedZones,
	Anchors: []lint.Anchor{
		{Byte: 'C', Before: cable.MaskBlank | cable.MaskControl | cable.MaskOpen | cable.MaskDash, After: cable.MaskLower},
		{Byte: 'F', Before: cable.MaskBlank | cable.MaskControl | cable.MaskOpen | cable.MaskDash, After: cable.MaskLower},
		{Byte: 'E', Before: cable.MaskBlank | cable.MaskControl | cable.MaskOpen | cable.MaskDash, After: cable.MaskLower},
		{Byte: 'G', Before: cable.MaskBlank | cable.MaskControl | cable.MaskOpen | cable.MaskDash, After: cable.MaskLower},
		{Byte: 'J', Before: cable.MaskBlank | cable.MaskControl | cable.MaskOpen | cable.MaskDash, After: cable.MaskLower},
		{Byte: 'B', Before: cable.MaskBlank | cable.MaskControl | cable.MaskOpen | cable.MaskDash, After: cable.MaskLower},
		{Byte: 'c', Before: cable.MaskBlank | cable.MaskControl | cable.MaskOpen | cable.MaskDash, After: cable.MaskLower},
		{Byte: 'h', Before: cable.MaskLower, After: ^letters},
		{Byte: 'q', Before: cable.MaskLower, After: cable.MaskLower},
	},
	At: folded("{0}: a letter with an accent was deleted; expected {1}",
		"put the letter back", fold.DroppedAccent),
}
