package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/enc-line-endings.md
var lineEndingsDoc string

// lineEndings reports a cable whose lines end in more than one way: once, with an
// edit for each line that differs from most.
var lineEndings = &lint.Rule{
	ID:        "enc-line-endings",
	Title:     "mixed line endings",
	Doc:       lineEndingsDoc,
	Severity:  lint.Info,
	Fix:       lint.Safe,
	Off:       true,
	Authority: "observed",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		var counts [4]int
		for i := range p.Cable.Lines {
			counts[p.Cable.Lines[i].EOL]++
		}
		most := cable.LF
		for _, e := range []cable.EOL{cable.CRLF, cable.CR} {
			if counts[e] > counts[most] {
				most = e
			}
		}
		odd := counts[cable.LF] + counts[cable.CRLF] + counts[cable.CR] - counts[most]
		if odd == 0 {
			return
		}
		edits := endingEdits(p.Cable, most)
		p.Report(edits[0].Span, "{0} lines end otherwise than the other {1}, which end in {2}", lint.Int(odd), lint.Int(counts[most]), lint.Name(endingNames[most])).
			SetFixes(lint.Safe, "end all lines alike", edits)
	},
}

var (
	endingNames = [...]string{cable.LF: "LF", cable.CRLF: "CRLF", cable.CR: "CR"}
	endingBytes = [...]string{cable.LF: "\n", cable.CRLF: "\r\n", cable.CR: "\r"}
)

func endingEdits(d *cable.Document, most cable.EOL) []lint.Edit {
	var edits []lint.Edit
	for i := range d.Lines {
		if l := d.Lines[i]; l.EOL != most && l.EOL != cable.NoEOL {
			edits = append(edits, lint.Replace(cable.Span{Start: l.End, End: l.Next()}, endingBytes[most]))
		}
	}
	return edits
}
