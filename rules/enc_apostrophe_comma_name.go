package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

//go:embed docs/enc-apostrophe-comma-name.md
var apostropheCommaNameDoc string

// apostropheCommaName reports commas inside names that were apostrophes.
var apostropheCommaName = &lint.Rule{
	ID:        "enc-apostrophe-comma-name",
	Title:     "apostrophe inside a name folded to a comma",
	Doc:       apostropheCommaNameDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	In:        foldedZones,
	Anchors: []lint.Anchor{
		{Byte: ',', Before: letterStart, After: letterStart},
	},
	At: folded("{0}: the apostrophe of a name was folded to a comma; expected {1}",
		"put the apostrophe back", fold.ApostropheName),
}
