package rules

import (
	"bytes"
	_ "embed"
	"unicode/utf8"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/body-trailing-blank.md
var trailingBlankDoc string

//go:embed docs/body-line-over-72.md
var lineOver72Doc string

// trailingBlank reports the blank that the archive put at the end of each line:
// one finding a cable. It is off by default, as the blank harms nobody.
var trailingBlank = &lint.Rule{
	ID:        "body-trailing-blank",
	Title:     "blanks at line ends",
	Doc:       trailingBlankDoc,
	Severity:  lint.Info,
	Fix:       lint.Safe,
	Off:       true,
	Authority: "observed: 1,054 of 1,295 cables",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		d := p.Cable
		var edits []lint.Edit
		for _, l := range d.Lines {
			end := l.End
			for end > l.Start && isBlank(d.Raw[end-1]) {
				end--
			}
			if end < l.End {
				edits = append(edits, lint.Delete(cable.Span{Start: end, End: l.End}))
			}
		}
		if len(edits) == 0 {
			return
		}
		p.Report(edits[0].Span, "{0} lines end in a blank", lint.Int(len(edits))).
			SetFixes(lint.Safe, "drop the blanks", edits)
	},
}

// widest is the longest line of a telegram, in characters.
const widest = 72

// lineOver72 reports a line of text wider than a telegram's. It belongs to the
// preset draft: archives unwrap lines.
var lineOver72 = &lint.Rule{
	ID:        "body-line-over-72",
	Title:     "line wider than a telegram's",
	Doc:       lineOver72Doc,
	Severity:  lint.Info,
	Fix:       lint.Display,
	Presets:   lint.Draft,
	Authority: "5 FAH-1 H-246",
	Editions:  asSent,
	Since:     "0.1",
	Kinds:     []cable.Kind{cable.KindText, cable.KindParagraph, cable.KindUnnumbered, cable.KindHeading},
	Line: func(p *lint.Pass, line int) {
		d := p.Cable
		l := d.Lines[line]
		b := bytes.TrimRight(d.Raw[l.Start:l.End], " ")
		if len(b) <= widest || utf8.RuneCount(b) <= widest || bytes.Contains(b, []byte("://")) {
			return
		}
		at := offsetOfRune(b, widest)
		f := p.Report(cable.Span{Start: l.Start + uint32(at), End: l.Start + uint32(len(b))},
			"the line has {0} characters; a telegram's has at most {1}", lint.Int(utf8.RuneCount(b)), lint.Int(widest))
		if i := bytes.LastIndexByte(b[:at], ' '); i > 0 {
			blank := cable.Span{Start: l.Start + uint32(i), End: l.Start + uint32(i) + 1}
			f.SetFix(lint.Display, "break the line", lint.Replace(blank, lineEnding(d, l.Start)))
		}
	},
}

// offsetOfRune is the byte offset of the n-th character of b.
func offsetOfRune(b []byte, n int) int {
	at := 0
	for ; n > 0 && at < len(b); n-- {
		_, size := utf8.DecodeRune(b[at:])
		at += size
	}
	return at
}
