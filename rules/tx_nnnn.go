package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/tx-nnnn.md
var endMarkDoc string

// endMark reports the marks that end a transmission (NNNN, BT) or a publisher's
// copy of one (End Cable Text). They are no part of the message.
var endMark = &lint.Rule{
	ID:        "tx-nnnn",
	Title:     "end-of-message mark in the text",
	Doc:       endMarkDoc,
	Severity:  lint.Info,
	Fix:       lint.Safe,
	Presets:   archived,
	Authority: "5 FAH-2 H-320 format lines 13 and 16",
	Since:     "0.1",
	Kinds:     []cable.Kind{cable.KindEndMark},
	Line: func(p *lint.Pass, line int) {
		d := p.Cable
		p.Report(d.Lines[line].Span(), "{0} ends a transmission; it is no part of the message", lint.Text(content(d, line))).
			SetFix(lint.Safe, "take the mark out", endMarkCuts(d, line)...)
	},
}

// endMarkCuts are the line of the mark and the blank lines before it, those above what a
// page break printed there too. The last line of a cable keeps the line ending before it.
func endMarkCuts(d *cable.Document, line int) []lint.Edit {
	const farthest = 16 // lines: a row of marks must not cost its square
	first := line
	for first > 0 && line-first < farthest && d.Lines[first-1].Zone&(cable.ZoneBlank|cable.ZoneFurniture) != 0 {
		first--
	}
	if first == 0 || d.Lines[first-1].Kind == cable.KindEndMark {
		first = line
	}
	var cuts []lint.Edit
	for i := first; i <= line; i++ {
		if i < line && d.Lines[i].Kind != cable.KindBlank {
			continue
		}
		cut := whole(d, i)
		if n := len(cuts); n > 0 && cuts[n-1].Span.End == cut.Start {
			cuts[n-1].Span.End = cut.End
			continue
		}
		cuts = append(cuts, lint.Delete(cut))
	}
	return cuts
}
