package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/enc-curly-quotes.md
var curlyQuotesDoc string

// curlyQuotes reports typographic marks: once a cable, with an edit for each.
var curlyQuotes = &lint.Rule{
	ID:        "enc-curly-quotes",
	Title:     "typographic quotation marks and dashes of a publisher",
	Doc:       curlyQuotesDoc,
	Severity:  lint.Info,
	Fix:       lint.Safe,
	Off:       true,
	Authority: "observed",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		var edits []lint.Edit
		for _, i := range rareLines(p).high {
			l := &p.Cable.Lines[i]
			edits = straighten(p.Cable.Raw, l.Start, l.End, edits)
		}
		if len(edits) == 0 {
			return
		}
		p.Report(edits[0].Span, "{0} typographic marks; the telegram had straight ones", lint.Int(len(edits))).
			SetFixes(lint.Safe, "write straight quotation marks", edits)
	},
}

// straighten appends an edit for each typographic mark of a line.
func straighten(raw []byte, start, end uint32, edits []lint.Edit) []lint.Edit {
	for i := start; i+2 < end; i++ {
		if raw[i] != 0xE2 || raw[i+1] != 0x80 {
			continue
		}
		with := ""
		switch raw[i+2] {
		case 0x98, 0x99:
			with = "'"
		case 0x9C, 0x9D:
			with = `"`
		case 0x93, 0x94:
			with = "--"
		default:
			continue
		}
		edits = append(edits, lint.Replace(cable.Span{Start: i, End: i + 3}, with))
	}
	return edits
}
