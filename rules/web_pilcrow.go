package rules

import (
	"bytes"
	_ "embed"
	"slices"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/web-pilcrow.md
var pilcrowDoc string

//go:embed docs/web-pilcrow-false.md
var pilcrowFalseDoc string

// pilcrow reports the marks that a web page put before what looks like a
// paragraph number or a reference letter at the start of a line: one finding a
// cable, each mark an edit of its own.
var pilcrow = &lint.Rule{
	ID:        "web-pilcrow",
	Title:     "pilcrows of a web page",
	Doc:       pilcrowDoc,
	Severity:  lint.Info,
	Fix:       lint.Safe,
	Presets:   archived,
	Authority: "observed: 1,273 of 1,295 cables",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		d := p.Cable
		edits := p.Edits()
		var first cable.Span
		for _, line := range rareLines(p).high {
			at, ok := pilcrowAt(d, line)
			if !ok {
				continue
			}
			edits = append(edits, lint.Delete(at))
			if first.Empty() && !slices.Contains(d.FalsePilcrows, at) {
				first = at
			}
		}
		if first.Empty() {
			return
		}
		p.Report(first, "a web page put {0} pilcrows before numbers and letters at line starts", lint.Int(len(edits))).
			SetFixes(lint.Safe, "take the pilcrows out", edits)
	},
}

// pilcrowFalse reports a pilcrow before a year, a day or another number that ends
// a sentence: whoever trusts it finds a paragraph that is none.
var pilcrowFalse = &lint.Rule{
	ID:         "web-pilcrow-false",
	Title:      "pilcrow before a number that starts no paragraph",
	Doc:        pilcrowFalseDoc,
	Severity:   lint.Warning,
	Fix:        lint.Safe,
	Presets:    archived,
	Authority:  "observed: 74 of 1,295 cables",
	Since:      "0.1",
	Supersedes: []string{"web-pilcrow"},
	Needs:      cable.HasFalsePilcrows,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		for _, at := range d.FalsePilcrows {
			line := d.LineAt(at.Start)
			before := beforeBlanks(d, line-1)
			if before < 0 {
				continue
			}
			p.Report(at, "the pilcrow marks {0} as a paragraph, but it ends the sentence that {1} begins",
				lint.Text(firstWord(d, line)[2:]), lint.Text(lastWords(d, before))).
				SetFix(lint.Safe, "take the pilcrow out", lint.Delete(at))
		}
	},
}

// pilcrowAt is the pilcrow at the start of a line, before a number or a letter
// with its stop; false when there is none.
func pilcrowAt(d *cable.Document, line int) (cable.Span, bool) {
	l := &d.Lines[line]
	at := l.Start
	for at < l.End && isBlank(d.Raw[at]) {
		at++
	}
	for at+1 < l.End && d.Raw[at] == 0xC2 && d.Raw[at+1] == 0xA0 {
		at += 2 // a no-break space
	}
	if cable.Pilcrow(d.Raw[at:l.End]) == 0 {
		return cable.Span{}, false
	}
	rest := d.Raw[at+2 : l.End]
	n := 0
	for n < len(rest) && isDigit(rest[n]) {
		n++
	}
	if n == 0 {
		for n < len(rest) && n < 2 && isUpper(rest[n]) {
			n++
		}
	}
	if n == 0 || n == len(rest) || rest[n] != '.' {
		return cable.Span{}, false
	}
	return cable.Span{Start: at, End: at + 2}, true
}

// lastWords is the end of a line, short enough for a message.
func lastWords(d *cable.Document, line int) []byte {
	b := content(d, line)
	if i := bytes.LastIndexByte(b, ' '); i > 0 {
		if k := bytes.LastIndexByte(b[:i], ' '); k >= 0 {
			return b[k+1:]
		}
	}
	return b
}
