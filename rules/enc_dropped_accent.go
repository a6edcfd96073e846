package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

//go:embed docs/enc-dropped-accent.md
var droppedAccentDoc string

// droppedAccent reports words whose letter with an accent was deleted. Each is found by
// a byte that stands between these neighbours in few other words.
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
		{Byte: 'g', Prev: 'r', After: ^letters}, // Charg
		{Byte: 'q', Prev: 'i', Next: 'u'},       // communiqu
		{Byte: 'o', Prev: 'n', Next: 'i'},       // Franois
		{Byte: 'l', Prev: 'E', Next: 'y'},       // Elyse
		{Byte: 'a', Prev: 'c', Next: 'f'},       // caf
		{Byte: 'g', Prev: 't', After: ^letters}, // protg
		{Byte: 'l', Prev: 'c', Next: 'i'},       // clich
		{Byte: 'g', Prev: 'o', Next: 'o'},       // Bogot
		{Byte: 's', Prev: 'a', Next: 'l'},       // Braslia
		{Byte: 'c', Prev: 'r', Next: 'a'},       // Garca
		{Byte: 'z', Prev: 'n', Next: 'l'},       // Gonzlez
		{Byte: 'z', Prev: 'e', After: ^letters}, // Gmez, Fernndez, Jimnez, Jurez, Chvez, Gutirrez
		{Byte: 'd', Prev: 'l', Next: 'e'},       // Caldern
		{Byte: 'r', Prev: 'C', Next: 'd'},       // Crdoba
		{Byte: 'a', Prev: 'a', Next: 'o'},       // Curaao
		{Byte: 'o', Prev: 'J', Next: 's'},       // Jos
		{Byte: 't', Prev: 't', Next: 'a'},       // attach
		{Byte: '-', Prev: 's', Next: '-'},       // vis--vis
	},
	At: folded("{0}: a letter with an accent was deleted; expected {1}",
		"put the letter back", fold.DroppedAccent),
}
