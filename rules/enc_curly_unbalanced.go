package rules

import (
	"bytes"
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/enc-curly-unbalanced.md
var curlyUnbalancedDoc string

// curlyUnbalanced reports paragraphs whose curly quotation marks do not pair.
var curlyUnbalanced = &lint.Rule{
	ID:        "enc-curly-unbalanced",
	Title:     "curly quotation marks that do not pair",
	Doc:       curlyUnbalancedDoc,
	Severity:  lint.Info,
	Fix:       lint.Display,
	Off:       true,
	Authority: "observed",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		eachTextBlock(p, func(f *cable.Flow, next []byte) {
			if at, ok := unbalanced(f.Text, next); ok {
				p.Report(cable.Span{Start: f.Raw(at), End: f.Raw(at) + 3}, "the quotation mark {0} has no pair in its paragraph", lint.Text(f.Text[at:at+3]))
			}
		})
	},
}

// eachTextBlock calls f with the flow of each block of text and the first bytes of
// the block after it.
func eachTextBlock(p *lint.Pass, f func(flow *cable.Flow, next []byte)) {
	d := p.Cable
	var flow cable.Flow
	for i, b := range d.Blocks {
		if b.Zone&cable.ZoneText == 0 {
			continue
		}
		var next []byte
		if i+1 < len(d.Blocks) {
			next = d.Raw[d.Lines[d.Blocks[i+1].First].Start:]
		}
		d.Flow(i, &flow)
		f(&flow, next)
	}
}

var (
	curlyOpen  = []byte("\u201c")
	curlyClose = []byte("\u201d")
)

// unbalanced finds the first curly mark without a pair. A quotation that goes on in
// the next paragraph, which then opens with a mark of its own, needs no end.
func unbalanced(text, next []byte) (int, bool) {
	pending := -1
	for i := 0; i+2 < len(text); i++ {
		switch {
		case bytes.HasPrefix(text[i:], curlyOpen):
			if pending >= 0 {
				return pending, true
			}
			pending = i
		case bytes.HasPrefix(text[i:], curlyClose):
			if pending < 0 {
				return i, true
			}
			pending = -1
		}
	}
	if pending < 0 || bytes.Contains(next[:min(len(next), 24)], curlyOpen) {
		return 0, false
	}
	return pending, true
}
