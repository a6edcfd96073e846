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
// apostrophe of this cable was folded, which is known at its end.
var pluralPossessiveComma = &lint.Rule{
	ID:        "enc-plural-possessive-comma",
	Title:     "apostrophe of a plural possessive folded to a comma",
	Doc:       pluralPossessiveCommaDoc,
	Severity:  lint.Warning,
	Fix:       lint.Unsafe,
	Certain:   true,
	Authority: "observed",
	Since:     "0.1",
	In:        cable.ZoneAll,
	Anchors: []lint.Anchor{
		{Byte: ',', Prev: 's', After: cable.MaskBlank | cable.MaskControl},
		{Byte: ',', Prev: 'S', After: cable.MaskBlank | cable.MaskControl},
		{Byte: ',', Prev: 'z', After: cable.MaskBlank | cable.MaskControl},
		{Byte: ',', Prev: 'Z', After: cable.MaskBlank | cable.MaskControl},
		{Byte: ',', Prev: 'x', After: cable.MaskBlank | cable.MaskControl},
		{Byte: ',', Prev: 'X', After: cable.MaskBlank | cable.MaskControl},
		// What tells how likely an apostrophe of this cable was folded.
		{Byte: ',', Before: letters | cable.MaskDigit, Next: 's'},
		{Byte: ',', Before: letters | cable.MaskDigit, Next: 'S'},
		{Byte: ',', Before: letters | cable.MaskDigit, Next: 't'},
		{Byte: ',', Before: letters | cable.MaskDigit, Next: 'T'},
		{Byte: '\'', Before: letters | cable.MaskDigit, Next: 's'},
		{Byte: '\'', Before: letters | cable.MaskDigit, Next: 'S'},
		{Byte: '\'', Before: letters | cable.MaskDigit, Next: 't'},
		{Byte: '\'', Before: letters | cable.MaskDigit, Next: 'T'},
		{Byte: 0x99, Prev: 0x80, Next: 's'}, // the last byte of a curly one
		{Byte: 0x99, Prev: 0x80, Next: 'S'},
		{Byte: 0x99, Prev: 0x80, Next: 't'},
		{Byte: 0x99, Prev: 0x80, Next: 'T'},
		{Byte: '&', Before: ^(letters | cable.MaskDigit), After: letters | cable.MaskDigit},
		{Byte: '8', Before: cable.MaskLower, After: ^(letters | cable.MaskDigit)},
		{Byte: ')', Before: cable.MaskBlank | cable.MaskControl, After: cable.MaskBlank | cable.MaskControl},
	},
	At: func(p *lint.Pass, at uint32) {
		m := memoOf(p)
		if raw := p.Cable.Raw; raw[at] == ',' && int(at)+1 < len(raw) && !isLetter(raw[at+1]) {
			m.plurals = append(m.plurals, at)
			return
		}
		m.evidence.Note(int(at))
	},
	Cable: func(p *lint.Pass) {
		m, d := memoOf(p), p.Cable
		m.evidence.Noted()
		only := !m.evidence.MayHavePlurals() // only what is certain counts
		gaps := len(d.Marks)+len(d.Cuts) > 0
		for _, at := range m.plurals {
			may, certain := fold.MayBePlural(d.Raw, int(at))
			may = may && (certain || !only || overOther(d, at)) || gaps && m.broken(d, at)
			if may && d.ZoneAt(at)&foldedZones != 0 {
				m.decide(p, at, fold.PluralComma, "{0}: the apostrophe of a plural possessive seems to be folded to a comma; expected {1}",
					"put the apostrophe back")
			}
		}
	},
}

// overOther reports whether the comma at an offset ends its line, and what stands below
// is no line of the text: the sentence may go on under it.
func overOther(d *cable.Document, at uint32) bool {
	k := int(at) + 1
	for k < len(d.Raw) && isBlank(d.Raw[k]) {
		k++
	}
	if k == len(d.Raw) || d.Raw[k] > ' ' {
		return false
	}
	below := d.LineAt(at) + 1
	return below < len(d.Lines) && d.Lines[below].Kind != cable.KindText
}
