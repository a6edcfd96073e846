package rules

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"math/bits"

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
	Cable: func(p *lint.Pass) {
		before, above := uint32(short), uint32(short) // lengths of the two lines before, the second one above the first
		lines := p.Cable.Lines
		for line := range lines {
			n := lines[line].End - lines[line].Start
			// Which lines are as long as one of these nobody can foretell: one question is better than two.
			if uint64(n^before)*uint64(n^above) == 0 && mayBeCopy(p.Cable, line) {
				reportLineTwice(p, line)
			}
			before, above = n|(n-sameLine)&short, before
		}
	},
}

// short marks the length of a line that is shorter than sameLine: no line is as long.
const short = 1 << 31

// mayBeCopy is a quick look at a line that is as long as one of the two above it.
func mayBeCopy(d *cable.Document, line int) bool {
	if line < 2 {
		return false
	}
	raw, l, above := d.Raw, &d.Lines[line], d.Lines[line-2:line]
	return (beginAlike(raw, l.Start, above[0].Start) && startAlike(raw, l, &above[0]) || beginAlike(raw, l.Start, above[1].Start) && startAlike(raw, l, &above[1])) &&
		(l.Kind == cable.KindText || l.Kind == cable.KindUnnumbered && raw[l.Start] == '(') && l.Zone&cable.ZoneProse != 0
}

// oddFirst is the classes of what may begin one of two lines with the same text and not
// the other: a blank or a pilcrow that is no part of it, and marks that are folded to
// others.
const oddFirst = cable.MaskBlank | cable.MaskControl | cable.MaskHigh | cable.MaskComma | cable.MaskTick | cable.MaskAmp | cable.MaskQuote | cable.MaskDigit

// beginAlike reports whether the lines at two offsets may have the same text by their
// first bytes.
func beginAlike(raw []byte, at, other uint32) bool {
	x, y := raw[at], raw[other]
	return x == y || (cable.Class(x)|cable.Class(y))&oddFirst != 0
}

// startAlike reports the same by their first eight bytes. The first line has as many.
func startAlike(raw []byte, l, other *cable.Line) bool {
	const most = 8
	if other.End-other.Start < most {
		return false
	}
	x, y := binary.LittleEndian.Uint64(raw[l.Start:]), binary.LittleEndian.Uint64(raw[other.Start:])
	if (cable.Class(byte(x))|cable.Class(byte(y)))&(cable.MaskBlank|cable.MaskControl|cable.MaskHigh) != 0 || x == y {
		return true
	}
	first := bits.TrailingZeros64(x^y) &^ 7 // of the bytes that are not the same
	return mayBeFolded(byte(x>>first), byte(y>>first))
}

// mayBeFolded reports whether one of two bytes is a mark and the other one what it was
// folded to.
func mayBeFolded(x, y byte) bool { return unfolded(x) == y || x == unfolded(y) }

// reportLineTwice reports a line that repeats one of the two above it.
func reportLineTwice(p *lint.Pass, line int) {
	d := p.Cable
	back, ok := firstCopy(d, line)
	numbered := ok && d.Lines[back].Kind == cable.KindParagraph // no chance, no verse
	if !ok || !numbered && !distinctive(content(d, line)) {
		return
	}
	other := "the first copy"
	if back == line-1 && poorer(content(d, back), content(d, line)) {
		back, line, other = line, back, "the better copy"
	}
	message, fix := "line {0} is printed twice; removing this copy loses nothing", lint.Safe
	if !numbered && len(content(d, line)) < shortestProse && !runsInto(d, min(back, line)) {
		message, fix = "line {0} is printed twice", lint.Unsafe // a verse may be
	}
	p.Report(d.Lines[line].Span(), message, lint.Text(content(d, line))).
		SetFix(fix, "take the copy out", lint.Delete(whole(d, line))).
		Related = []lint.Related{{Message: other, Span: d.Lines[back].Span()}}
}

// shortestProse is the least length of a line that the width of the page broke.
const shortestProse = 50

// runsInto reports whether a line is in the middle of a text: the one above it
// belongs to the same block, and does not announce a quotation or a list.
func runsInto(d *cable.Document, line int) bool {
	return line > 0 && textLine(d, line-1) && sameBlock(d, line-1, line) && !bytes.HasSuffix(content(d, line-1), []byte{':'})
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
// its ends aside. A folded mark and a repaired one are the same.
func sameText(d *cable.Document, a, b int) bool {
	if !textLine(d, a) {
		return false
	}
	x, y := content(d, a), content(d, b)
	return alike(x, y)
}

// alike reports whether two texts are equal, but for marks that are folded in one of them.
func alike(x, y []byte) bool {
	if len(x) != len(y) {
		return false
	}
	for i, c := range x {
		if c != y[i] && !mayBeFolded(c, y[i]) {
			return false
		}
	}
	return true
}

// unfolded is the mark of ASCII that may have been folded to c.
func unfolded(c byte) byte {
	switch c {
	case ',':
		return '\''
	case '&', '8':
		return '"'
	}
	return c
}

// poorer reports whether the first of two texts that are alike has a mark that is folded,
// and whole in the other.
func poorer(x, y []byte) bool {
	for i, c := range x {
		if c != y[i] {
			return unfolded(c) != c && unfolded(y[i]) == y[i]
		}
	}
	return false
}

// distinctive reports whether a line is a sentence's: words with small letters or
// blanks, and no redaction, which repeats for its own reasons.
func distinctive(b []byte) bool {
	return len(b) >= sameLine && bytes.Count(b, []byte{' '}) >= 3 && !bytes.Contains(b, []byte("XXXX")) && !bytes.Contains(b, []byte("xxxx"))
}
