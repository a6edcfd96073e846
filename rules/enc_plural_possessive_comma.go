package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

//go:embed docs/enc-plural-possessive-comma.md
var pluralPossessiveCommaDoc string

// pluralPossessiveComma reports commas that were the apostrophe of a plural possessive. Nearly
// every comma after an s is a comma: the words around it decide, and how likely an
// apostrophe of this cable was folded.
var pluralPossessiveComma = &lint.Rule{
	ID:        "enc-plural-possessive-comma",
	Title:     "apostrophe of a plural possessive folded to a comma",
	Doc:       pluralPossessiveCommaDoc,
	Severity:  lint.Warning,
	Fix:       lint.Unsafe,
	Certain:   true,
	Authority: "observed",
	Since:     "0.1",
	In:        foldedZones,
	Anchors: []lint.Anchor{
		{Byte: ',', Before: letters, After: cable.MaskBlank | cable.MaskControl, Prev: 's'},
		{Byte: ',', Before: letters, After: cable.MaskBlank | cable.MaskControl, Prev: 'S'},
		{Byte: ',', Before: letters, After: cable.MaskBlank | cable.MaskControl, Prev: 'z'},
		{Byte: ',', Before: letters, After: cable.MaskBlank | cable.MaskControl, Prev: 'Z'},
		{Byte: ',', Before: letters, After: cable.MaskBlank | cable.MaskControl, Prev: 'x'},
		{Byte: ',', Before: letters, After: cable.MaskBlank | cable.MaskControl, Prev: 'X'},
	},
	// The commonest anchor of all: in most cables the whole tells that it is a comma.
	At: func(p *lint.Pass, at uint32) {
		if memoOf(p).evidence.MayHavePlurals() {
			pluralComma(p, at)
		}
	},
}

var pluralComma = folded("{0}: the apostrophe of a plural possessive seems to be folded to a comma; expected {1}",
	"put the apostrophe back", fold.PluralComma)
