package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/tx-page-furniture.md
var pageFurnitureDoc string

// pageFurniture reports the mark that the telegram system prints where a page or
// a section ends. It stands between paragraphs, inside sentences, in the header
// or, where a publisher unwrapped the lines, in the middle of one; the message
// says which. The model knows what goes with it: its line and the blank lines
// that belong to the page break, so that a cut sentence is joined again.
var pageFurniture = &lint.Rule{
	ID:        "tx-page-furniture",
	Title:     "page mark of the telegram system in the text",
	Doc:       pageFurnitureDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed; 5 FAH-2 H-320",
	Since:     "0.1",
	Needs:     cable.HasFurniture,
	Cable: func(p *lint.Pass) {
		for i := range p.Cable.Furniture {
			f := &p.Cable.Furniture[i]
			if f.Legacy || p.Cable.Lines[f.Line].Zone&cable.ZoneRepeat != 0 {
				continue
			}
			p.Report(f.Span, furnitureMessage(f), lint.Text(p.Cable.Bytes(f.Span))).
				SetFix(lint.Safe, furnitureFix(f), lint.Delete(f.Cut))
		}
	},
}

// furnitureMessage says where the mark stands.
func furnitureMessage(f *cable.Furniture) string {
	switch {
	case f.Header:
		return "page mark {0} stands in the header; it is no part of the message"
	case f.Inline:
		return "page mark {0} is joined to the text of its line; it is no part of the message"
	case f.MidText:
		return "page mark {0} cuts a sentence in two; it is no part of the message"
	default:
		return "page mark {0} stands between paragraphs; it is no part of the message"
	}
}

func furnitureFix(f *cable.Furniture) string {
	if f.MidText {
		return "take the page mark out and join the sentence"
	}
	return "take the page mark out"
}
