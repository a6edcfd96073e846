package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

//go:embed docs/enc-html-entity.md
var htmlEntityDoc string

// htmlEntity reports a glyph that a page parser made of a folded quotation mark and
// the start of the word after it.
var htmlEntity = &lint.Rule{
	ID:        "enc-html-entity",
	Title:     "folded quotation mark and word read as an HTML entity",
	Doc:       htmlEntityDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	In:        foldedZones,
	Anchors: []lint.Anchor{
		{Byte: 0xC2, Before: cable.MaskBlank | cable.MaskControl | cable.MaskOpen, After: cable.MaskHigh},
		{Byte: 0xC3, Before: cable.MaskBlank | cable.MaskControl | cable.MaskOpen, After: cable.MaskHigh},
		{Byte: 0xCE, Before: cable.MaskBlank | cable.MaskControl | cable.MaskOpen, After: cable.MaskHigh},
		{Byte: 0xCF, Before: cable.MaskBlank | cable.MaskControl | cable.MaskOpen, After: cable.MaskHigh},
		{Byte: 0xE2, Before: cable.MaskBlank | cable.MaskControl | cable.MaskOpen, After: cable.MaskHigh},
	},
	At: folded("{0}: a folded quotation mark and the start of a word were read as an entity; expected {1}",
		"put the quotation mark and the letters back", fold.HTMLEntity),
}
