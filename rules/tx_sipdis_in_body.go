package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/tx-sipdis-in-body.md
var sipdisInBodyDoc string

// sipdisInBody reports the caption that a page break printed again in the text.
// The telegram system put a blank line before it; the sentence goes on after it.
var sipdisInBody = &lint.Rule{
	ID:        "tx-sipdis-in-body",
	Title:     "caption repeated inside the text",
	Doc:       sipdisInBodyDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed, 2004-2008",
	Since:     "0.1",
	Kinds:     []cable.Kind{cable.KindCaptionInBody},
	Line: func(p *lint.Pass, line int) {
		d := p.Cable
		if d.Lines[line].Zone&cable.ZoneRepeat != 0 {
			return
		}
		l := d.Lines[line]
		p.Report(l.Span(), "caption {0} stands inside the text: a page ended here and the system printed it again",
			lint.Text(content(d, line))).
			SetFix(lint.Safe, "take the caption out", lint.Delete(captionCut(d, line)))
	},
}

// captionCut is the caption's line with the blank lines of its page break. Where
// the caption stands between two paragraphs, one blank line stays.
func captionCut(d *cable.Document, line int) cable.Span {
	before, after := beforeBlanks(d, line-1), afterBlanks(d, line+1)
	cut := whole(d, line)
	if before < 0 || after == len(d.Lines) {
		return cut
	}
	if sameBlock(d, before, after) || after == line+1 && textLine(d, before) && d.Lines[after].Kind == cable.KindText {
		return cable.Span{Start: d.Lines[before+1].Start, End: d.Lines[after].Start}
	}
	if after > line+1 && before < line-1 {
		cut.End = d.Lines[after].Start // blank lines before it stay
	}
	return cut
}

// sameBlock reports whether two lines belong to one block.
func sameBlock(d *cable.Document, a, b int) bool {
	i := d.BlockAt(d.Lines[a].Start)
	return i >= 0 && d.Blocks[i].First <= a && b <= d.Blocks[i].Last
}
