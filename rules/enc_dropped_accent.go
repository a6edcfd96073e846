package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

//go:embed docs/enc-dropped-accent.md
var droppedAccentDoc string

// beforeName is what may stand before a name.
const beforeName = cable.MaskBlank | cable.MaskControl | cable.MaskOpen | cable.MaskDash

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
		{Byte: 'C', Before: beforeName, After: cable.MaskLower, Next: 'h'},
		{Byte: 'C', Before: beforeName, After: cable.MaskLower, Next: 'a'},
		{Byte: 'C', Before: beforeName, After: cable.MaskLower, Next: 'r'},
		{Byte: 'C', Before: beforeName, After: cable.MaskLower, Next: 'u'},
		{Byte: 'F', Before: beforeName, After: cable.MaskLower, Next: 'r'},
		{Byte: 'F', Before: beforeName, After: cable.MaskLower, Next: 'e'},
		{Byte: 'E', Before: beforeName, After: cable.MaskLower, Next: 'l'},
		{Byte: 'G', Before: beforeName, After: cable.MaskLower, Next: 'a'},
		{Byte: 'G', Before: beforeName, After: cable.MaskLower, Next: 'o'},
		{Byte: 'G', Before: beforeName, After: cable.MaskLower, Next: 'm'},
		{Byte: 'G', Before: beforeName, After: cable.MaskLower, Next: 'u'},
		{Byte: 'J', Before: beforeName, After: cable.MaskLower, Next: 'i'},
		{Byte: 'J', Before: beforeName, After: cable.MaskLower, Next: 'u'},
		{Byte: 'J', Before: beforeName, After: cable.MaskLower, Next: 'o'},
		{Byte: 'B', Before: beforeName, After: cable.MaskLower, Next: 'o'},
		{Byte: 'B', Before: beforeName, After: cable.MaskLower, Next: 'r'},
		{Byte: 'c', Before: beforeName, After: cable.MaskLower, Next: 'a'},
		{Byte: 'c', Before: beforeName, After: cable.MaskLower, Next: 'l'},
		{Byte: 'h', Before: cable.MaskLower, After: ^letters, Prev: 'c'},
		{Byte: 'q', Before: cable.MaskLower, After: cable.MaskLower, Prev: 'i'},
	},
	At: folded("{0}: a letter with an accent was deleted; expected {1}",
		"put the letter back", fold.DroppedAccent),
}
