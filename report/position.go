package report

import (
	"sort"
	"unicode/utf8"

	"github.com/cablelint/cablelint/cable"
)

// Position is one place in a cable's own text.
type Position struct {
	Offset int // bytes from 0
	Line   int // from 1
	Column int // code points from 1
	UTF16  int // UTF-16 units from 0, in the line
}

// mileage is the distance in bytes between two marks on a long line.
const mileage = 1 << 12

// Locator turns byte offsets into positions. It costs time linear in the text
// however long its lines are: on the line of the last question it keeps a mark
// every few thousand bytes.
type Locator struct {
	doc   *cable.Document
	line  int // of marks; -1: none
	marks []Position
}

// Reset makes the locator serve another cable.
func (l *Locator) Reset(doc *cable.Document) {
	l.doc, l.line, l.marks = doc, -1, l.marks[:0]
}

// LineIndex is the index of the line that holds a byte offset; an offset inside
// a line ending belongs to the line that it ends.
func (l *Locator) LineIndex(at uint32) int {
	lines := l.doc.Lines
	return max(sort.Search(len(lines), func(i int) bool { return lines[i].Start > at })-1, 0)
}

// Position is the place of a byte offset.
func (l *Locator) Position(at uint32) Position {
	if len(l.doc.Lines) == 0 {
		return Position{Line: 1, Column: 1}
	}
	at = min(at, uint32(len(l.doc.Raw)))
	i := l.LineIndex(at)
	if last := len(l.doc.Lines) - 1; i == last && l.doc.Lines[last].EOL != cable.NoEOL && at >= l.doc.Lines[last].Next() {
		return Position{int(at), i + 2, 1, 0} // after the last line ending
	}
	start := l.doc.Lines[i].Start
	if at-start < mileage {
		return l.walk(Position{int(start), i + 1, 1, 0}, at)
	}
	if l.line != i {
		l.line, l.marks = i, append(l.marks[:0], Position{int(start), i + 1, 1, 0})
	}
	k := int(at-start) / mileage
	for len(l.marks) <= k {
		l.marks = append(l.marks, l.walk(l.marks[len(l.marks)-1], start+uint32(len(l.marks)*mileage)))
	}
	return l.walk(l.marks[k], at)
}

// walk goes forward from a position to an offset, or to the start of the code
// point that the offset lies in.
func (l *Locator) walk(p Position, to uint32) Position {
	for raw := l.doc.Raw; p.Offset < int(to); {
		r, size := rune(raw[p.Offset]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(raw[p.Offset:])
		}
		if p.Offset+size > int(to) {
			break // inside a code point: it has the column of its start
		}
		p.Offset += size
		p.Column++
		p.UTF16++
		if r >= 0x10000 {
			p.UTF16++
		}
	}
	return p
}
