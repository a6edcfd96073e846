package rules

import (
	_ "embed"
	"strconv"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/body-para-number-format.md
var paraNumberFormatDoc string

// paraNumberFormat reports a paragraph number that is not "N. " before its mark:
// 3.(C), 8, (C), 3.. (C), 15 (SBU).
var paraNumberFormat = &lint.Rule{
	ID:        "body-para-number-format",
	Title:     "paragraph number without its stop or blank",
	Doc:       paraNumberFormatDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Presets:   drafted,
	Authority: "5 FAH-1 H-246.2",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		d := p.Cable
		for i := range d.Paragraphs {
			para := &d.Paragraphs[i]
			if para.Number == 0 || para.Nested || plainlyNumbered(d.Raw, para) {
				continue
			}
			if !para.Mark.Marked() {
				reportGluedText(p, para)
				continue
			}
			if para.Mark.Span.Start < para.NumberSpan.Start {
				continue // body-portion-malformed
			}
			number := digits(d, para.NumberSpan)
			between := cable.Span{Start: number.End, End: para.Mark.Span.Start}
			if wellSeparated(d.Bytes(between)) && number.Start == para.NumberSpan.Start {
				continue
			}
			edits := []lint.Edit{lint.Replace(between, ". ")}
			if number.Start > para.NumberSpan.Start { // (6). (U)
				edits = append([]lint.Edit{lint.Delete(cable.Span{Start: para.NumberSpan.Start, End: number.Start})}, edits...)
			}
			span := cable.Span{Start: para.NumberSpan.Start, End: para.Mark.Span.End}
			p.Report(span, "paragraph number {0} is not followed by a stop and a blank; expected {1}",
				lint.Text(d.Bytes(span)), lint.Quoted(strconv.Itoa(para.Number)+". "+string(d.Bytes(para.Mark.Span)))).
				SetFix(lint.Safe, "write the stop and the blank", edits...)
		}
	},
}

// plainlyNumbered reports whether a paragraph begins as most do, with its number, a stop,
// a blank and its mark: 3. (C).
func plainlyNumbered(raw []byte, para *cable.Paragraph) bool {
	n := para.NumberSpan
	return n.End+1 == para.Mark.Span.Start && n.Len() >= 2 && raw[n.End] == ' ' && raw[n.End-1] == '.' && isDigit(raw[n.End-2]) && isDigit(raw[n.Start])
}

// reportGluedText reports an unmarked paragraph whose text follows the stop of
// its number without a blank: 18.This cable.
func reportGluedText(p *lint.Pass, para *cable.Paragraph) {
	d, end := p.Cable, para.NumberSpan.End
	if int(end) >= len(d.Raw) || !isUpper(d.Raw[end]) || redacted(wordsRound(d, end)) {
		return
	}
	p.Report(cable.Span{Start: para.NumberSpan.Start, End: end}, "paragraph number {0} is not followed by a blank",
		lint.Text(d.Bytes(para.NumberSpan))).
		SetFix(lint.Safe, "put the blank", lint.Replace(cable.Span{Start: end, End: end}, " "))
}

// wellSeparated reports whether b is a stop and one blank or more.
func wellSeparated(b []byte) bool {
	if len(b) < 2 || b[0] != '.' {
		return false
	}
	for _, c := range b[1:] {
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return false
		}
	}
	return true
}
