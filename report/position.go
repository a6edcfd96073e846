package report

import (
	"unicode/utf8"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// Position is one place in a cable's own text.
type Position = lint.Position

// Locator turns byte offsets of a cable into positions, by its table of lines.
type Locator struct{ doc *cable.Document }

// Reset makes the locator serve another cable.
func (l *Locator) Reset(doc *cable.Document) { l.doc = doc }

// Position is the place of a byte offset; one beyond the cable is its end.
func (l *Locator) Position(at uint32) Position {
	line, start := l.line(at)
	at = min(at, uint32(len(l.doc.Raw)))
	before := l.doc.Raw[start:at]
	runes, pairs := len(before), 0
	if line < len(l.doc.Lines) && l.doc.Lines[line].Mask&cable.MaskHigh != 0 {
		runes, pairs = characters(before)
	}
	return Position{Offset: int(at), Line: line + 1, Column: runes + 1, UTF16: runes + pairs}
}

// line is the number, from 0, and the start of the line that an offset is on.
// Behind the last line ending one more line starts.
func (l *Locator) line(at uint32) (int, uint32) {
	lines := l.doc.Lines
	if len(lines) == 0 {
		return 0, 0
	}
	n := l.doc.LineAt(at)
	if n == len(lines)-1 && lines[n].EOL != cable.NoEOL && at >= lines[n].Next() {
		return n + 1, lines[n].Next()
	}
	return n, lines[n].Start
}

// characters counts the code points of a text, an invalid byte as one, and those
// of them that take two UTF-16 units.
func characters(b []byte) (runes, pairs int) {
	for i := 0; i < len(b); runes++ {
		if n := plainBytes(b[i:]); n > 0 {
			i += n
			runes += n - 1
			continue
		}
		_, size := utf8.DecodeRune(b[i:])
		if size == utf8.UTFMax {
			pairs++
		}
		i += size
	}
	return runes, pairs
}
