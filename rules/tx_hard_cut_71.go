package rules

import (
	"bytes"
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/tx-hard-cut-71.md
var hardCutDoc string

// hardCut reports an authority line that the telegram software filled to column
// 71 and cut there, inside a word or a parenthesis.
var hardCut = &lint.Rule{
	ID:        "tx-hard-cut-71",
	Title:     "Classified By cut at column 71",
	Doc:       hardCutDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	Needs:     cable.HasCuts,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		for _, c := range d.Cuts {
			if c.Kind != cable.CutColumn || d.ZoneAt(c.Span.Start-1)&cable.ZoneRepeat != 0 {
				continue
			}
			line := d.LineAt(c.Span.Start)
			left, right := d.Raw[d.Lines[line].Start:c.Span.Start], d.Raw[c.Span.End:d.Lines[d.LineAt(c.Span.End)].End]
			left = left[bytes.LastIndexByte(left, ' ')+1:]
			if i := bytes.IndexByte(right, ' '); i >= 0 {
				right = right[:i]
			}
			p.Report(c.Span, "the line was cut after 71 characters, between {0} and {1}; expected {2}",
				lint.Text(left), lint.Text(right), lint.Quoted(string(left)+string(right))).
				SetFix(lint.Safe, "put the word together", rewrap(d, line, c.Span)...)
		}
	},
}

// rewrap joins the word and moves the line ending to the blank before it, so
// that no line grows past the limit. A word without a blank before it, and one in
// a line that was unwrapped, is joined where it stands.
func rewrap(d *cable.Document, line int, cut cable.Span) []lint.Edit {
	l := d.Lines[line]
	i := bytes.LastIndexByte(d.Raw[l.Start:cut.Start], ' ')
	if i <= 0 || cut.End < l.End {
		return []lint.Edit{lint.Delete(cut)}
	}
	at := l.Start + uint32(i)
	blank := cable.Span{Start: at, End: at + 1}
	if l.End > cut.Start { // the archive ends its lines with a blank: this one becomes it
		blank.Start++
	}
	return []lint.Edit{lint.Replace(blank, string(d.Raw[l.End:l.Next()])), lint.Delete(cut)}
}
