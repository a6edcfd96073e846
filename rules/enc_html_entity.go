package rules

import (
	_ "embed"

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
		// The second bytes of the glyphs. A pilcrow is one only before letters: nearly
		// all pilcrows of a page stand before numbers.
		{Byte: 0xB6, Prev: 0xC2, After: letters},
		{Byte: 0xA2, Prev: 0xC2},
		{Byte: 0xA3, Prev: 0xC2},
		{Byte: 0xA4, Prev: 0xC2},
		{Byte: 0xA5, Prev: 0xC2},
		{Byte: 0xA7, Prev: 0xC2},
		{Byte: 0xA9, Prev: 0xC2},
		{Byte: 0xAC, Prev: 0xC2},
		{Byte: 0xAE, Prev: 0xC2},
		{Byte: 0xAF, Prev: 0xC2},
		{Byte: 0xB0, Prev: 0xC2},
		{Byte: 0xB1, Prev: 0xC2},
		{Byte: 0xB5, Prev: 0xC2},
		{Byte: 0x97, Prev: 0xC3},
		{Byte: 0xB0, Prev: 0xC3},
		{Byte: 0xB7, Prev: 0xC3},
		{Byte: 0xBE, Prev: 0xC3},
		{Byte: 0xB7, Prev: 0xCE},
		{Byte: 0xBC, Prev: 0xCE},
		{Byte: 0xBD, Prev: 0xCE},
		{Byte: 0xBE, Prev: 0xCE},
		{Byte: 0x80, Prev: 0xCF},
		{Byte: 0x81, Prev: 0xCF},
		{Byte: 0x84, Prev: 0xCF},
		{Byte: 0x87, Prev: 0xCF},
		{Byte: 0x88, Prev: 0xCF},
		{Byte: 0x88, Prev: 0xE2},
		{Byte: 0x89, Prev: 0xE2},
		{Byte: 0x8A, Prev: 0xE2},
	},
	At: folded("{0}: a folded quotation mark and the start of a word were read as an entity; expected {1}",
		"put the quotation mark and the letters back", fold.HTMLEntity),
}
