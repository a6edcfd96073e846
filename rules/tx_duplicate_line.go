package rules

import (
	"bytes"
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/tx-duplicate-line.md
var duplicateLineDoc string

// sameLine is the least length of a line whose repetition is no accident.
const sameLine = 30

// duplicateLine reports a line of prose that stands twice in a row, or a pair of
// lines that does.
var duplicateLine = &lint.Rule{
	ID:        "tx-duplicate-line",
	Title:     "line sent twice",
	Doc:       duplicateLineDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	Kinds:     []cable.Kind{cable.KindText},
	Line: func(p *lint.Pass, line int) {
		d := p.Cable
		l := d.Lines[line]
		n := l.Span().Len()
		if n < sameLine || line < 2 || n != d.Lines[line-1].Span().Len() && n != d.Lines[line-2].Span().Len() || l.Zone&cable.ZoneProse == 0 {
			return
		}
		back, ok := firstCopy(d, line)
		if !ok || !distinctive(content(d, line)) {
			return
		}
		p.Report(l.Span(), "line {0} is printed twice; removing this copy loses nothing", lint.Text(content(d, line))).
			SetFix(lint.Safe, "take the copy out", lint.Delete(whole(d, line))).
			Related = []lint.Related{{Message: "the first copy", Span: d.Lines[back].Span()}}
	},
}

// firstCopy is the line that this one repeats: the one above it or, where two
// lines were sent twice together, the one two above.
func firstCopy(d *cable.Document, line int) (int, bool) {
	switch {
	case line >= 1 && sameText(d, line-1, line):
		return line - 1, true
	case line < 2 || !sameText(d, line-2, line):
		return 0, false
	}
	return line - 2, line >= 3 && sameText(d, line-3, line-1) || line+1 < len(d.Lines) && sameText(d, line-1, line+1)
}

// sameText reports whether an earlier line of prose has the same text, blanks at
// its ends and a pilcrow aside.
func sameText(d *cable.Document, a, b int) bool {
	if !textLine(d, a) {
		return false
	}
	x, y := content(d, a), content(d, b)
	return len(x) == len(y) && bytes.Equal(x, y)
}

// distinctive reports whether a line is a sentence's: words with small letters or
// blanks, and no redaction, which repeats for its own reasons.
func distinctive(b []byte) bool {
	return len(b) >= sameLine && bytes.Count(b, []byte{' '}) >= 3 && !bytes.Contains(b, []byte("XXXX")) && !bytes.Contains(b, []byte("xxxx"))
}
