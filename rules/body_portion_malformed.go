package rules

import (
	"bytes"
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/body-portion-malformed.md
var portionMalformedDoc string

// portionMalformed reports a portion mark that is not spelled as the handbooks
// do, that stands before the number of its paragraph, or that is written twice.
var portionMalformed = &lint.Rule{
	ID:        "body-portion-malformed",
	Title:     "portion mark not spelled as the handbooks do",
	Doc:       portionMalformedDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Presets:   drafted,
	Authority: "5 FAH-1 H-246.2",
	Editions:  cable.EditionWire | cable.EditionPress | cable.EditionMirror | cable.EditionUnknown,
	Since:     "0.1",
	Needs:     cable.HasOddPortion,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		for i := range d.Paragraphs {
			para := &d.Paragraphs[i]
			switch m := para.Mark; {
			case !m.Marked(), m.EntireText, para.Number == 0 && para.Text.Empty():
			case para.Number > 0 && m.Span.Start < para.NumberSpan.Start:
				reportMarkFirst(p, para)
			case !m.Canonical:
				f := reportMark(p, m)
				if para.Number == 0 {
					f.Severity = lint.Info // a line over talking points or a letter may spell its level in full
				}
			case stopBehind(d, m):
				reportStopBehind(p, m)
			default:
				if again := markAgain(d, m); !again.Empty() {
					p.Report(again, "portion mark {0} is written twice", lint.Text(d.Bytes(m.Span))).
						SetFix(lint.Unsafe, "drop the second mark", lint.Delete(cable.Span{Start: m.Span.End, End: again.End}))
				}
			}
		}
	},
}

// reportMarkFirst proposes to put the number before the mark: (C) 1. Text.
func reportMarkFirst(p *lint.Pass, para *cable.Paragraph) {
	d := p.Cable
	mark, number := d.Bytes(para.Mark.Span), d.Bytes(para.NumberSpan)
	span := cable.Span{Start: para.Mark.Span.Start, End: para.NumberSpan.End}
	p.Report(span, "portion mark {0} stands before the paragraph number; expected {1}",
		lint.Text(mark), lint.Quoted(string(number)+" "+string(mark))).
		SetFix(lint.Safe, "put the number first", lint.Replace(span, string(number)+" "+string(mark)))
}

// reportMark proposes the canonical spelling, if there is one.
func reportMark(p *lint.Pass, m cable.PortionMark) *lint.Finding {
	written := p.Cable.Bytes(m.Span)
	mark, formOnly, ok := canonicalMark(written)
	if !ok || mark == string(written) {
		return p.Report(m.Span, "portion mark {0} is not one of the handbooks; expected a form such as (C) or (S/NF)", lint.Text(written))
	}
	safe := lint.Unsafe
	if formOnly && written[len(written)-1] == ')' { // where a mark that lacks its end ends is a guess
		safe = lint.Safe
	}
	return p.Report(m.Span, "portion mark {0} is not spelled as the handbooks do; expected {1}", lint.Text(written), lint.Quoted(mark)).
		SetFix(safe, "write it in the canonical form", lint.Replace(m.Span, mark))
}

// stopBehind reports whether a stop that ends nothing stands behind the mark:
// (C). Text.
func stopBehind(d *cable.Document, m cable.PortionMark) bool {
	end := m.Span.End
	return !m.EntireText && int(end)+1 < len(d.Raw) && d.Raw[end] == '.' && isBlank(d.Raw[end+1])
}

// markAgain is a mark that says the same behind a mark, with or without what opens it:
// (C) (C) Text, (C) C) Text.
func markAgain(d *cable.Document, m cable.PortionMark) cable.Span {
	mark := d.Bytes(m.Span)
	at := m.Span.End
	for at < uint32(len(d.Raw)) && isBlank(d.Raw[at]) {
		at++
	}
	for _, again := range [...][]byte{mark, mark[1:]} {
		if end := at + uint32(len(again)); mark[0] == '(' && bytes.HasPrefix(d.Raw[at:], again) && end < uint32(len(d.Raw)) && isBlank(d.Raw[end]) {
			return cable.Span{Start: at, End: end}
		}
	}
	return cable.Span{}
}

func reportStopBehind(p *lint.Pass, m cable.PortionMark) {
	stop := cable.Span{Start: m.Span.End, End: m.Span.End + 1}
	span := cable.Span{Start: m.Span.Start, End: stop.End}
	p.Report(span, "a stop stands behind the portion mark {0}; expected {1}", lint.Text(p.Cable.Bytes(span)), lint.Quoted(string(p.Cable.Bytes(m.Span)))).
		SetFix(lint.Unsafe, "drop the stop", lint.Delete(stop))
}
