package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/body-para-run-on.md
var paraRunOnDoc string

// paraRunOn reports a numbered paragraph that starts in the middle of a line.
var paraRunOn = &lint.Rule{
	ID:        "body-para-run-on",
	Title:     "numbered paragraph in the middle of a line",
	Doc:       paraRunOnDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Presets:   archived,
	Authority: "observed",
	Since:     "0.1",
	Needs:     cable.HasRunOnNumber,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		for i := range d.Paragraphs {
			para := &d.Paragraphs[i]
			if !para.RunOn {
				continue
			}
			p.Report(para.NumberSpan, "paragraph {0} starts in the middle of a line; expected a line of its own", lint.Int(para.Number)).
				SetFix(lint.Safe, "start a new paragraph", newParagraph(d, para.NumberSpan.Start))
		}
	},
}

// newParagraph begins a line at the offset, with a blank line before it.
func newParagraph(d *cable.Document, at uint32) lint.Edit {
	e := breakBefore(d, at)
	e.New = append(e.New, e.New...)
	return e
}
