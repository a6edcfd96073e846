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
			SetFix(lint.Safe, "take the mark out", lint.Delete(endMarkCut(d, line)))
	},
}

// endMarkCut is the line of the mark with the blank lines before it. The last
// line of a cable keeps the line ending before it.
func endMarkCut(d *cable.Document, line int) cable.Span {
	cut := whole(d, line)
	before := beforeBlanks(d, line-1)
	if before >= 0 && d.Lines[before].Kind != cable.KindEndMark {
		cut.Start = d.Lines[before].Next()
	}
	return cut
}
