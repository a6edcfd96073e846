package lint

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// Position is a place in a cable as the interface counts it.
type Position struct {
	Offset int // bytes, from 0
	Line   int // from 1; LF, CRLF and a lone CR end a line
	Column int // code points, from 1; an invalid byte counts as one
	UTF16  int // UTF-16 units from the start of the line, from 0
}

// Positions turns offsets of one cable into positions. It reads the cable once,
// as far as it is asked, whatever the order of the questions.
type Positions struct {
	raw     []byte
	cr      bool       // there is a CR: lines may end in one
	known   []Position // every few thousand bytes, in order
	current Position
}

// stride is the distance of known positions.
const stride = 4096

// NewPositions makes positions of a cable.
func NewPositions(raw []byte) *Positions {
	p := new(Positions)
	p.Reset(raw)
	return p
}

// Reset turns to another cable.
func (p *Positions) Reset(raw []byte) {
	p.raw, p.cr = raw, bytes.IndexByte(raw, '\r') >= 0
	p.current = Position{Line: 1, Column: 1}
	p.known = append(p.known[:0], p.current)
}

// At is the position of a byte offset; one beyond the cable is its end. An offset
// inside a character is that of its bytes before it.
func (p *Positions) At(offset uint32) Position {
	at := min(int(offset), len(p.raw))
	// From inside a character, or a CRLF, counting cannot go on.
	if at < p.current.Offset || at > p.current.Offset && p.boundary(p.current.Offset) != p.current.Offset {
		i := sort.Search(len(p.known), func(i int) bool { return p.known[i].Offset > min(at, p.current.Offset) })
		p.current = p.known[i-1]
	}
	for p.current.Offset < at {
		p.step(at)
	}
	return p.current
}

// step goes on to at, or to the next place that is worth knowing.
func (p *Positions) step(at int) {
	last := p.known[len(p.known)-1].Offset
	edge := p.current.Offset - p.current.Offset%stride + stride
	if edge = p.boundary(edge); edge > at {
		p.current = p.after(p.current, at)
		return
	}
	p.current = p.after(p.current, edge)
	if edge > last {
		p.known = append(p.known, p.current)
	}
}

// boundary is the first offset from at on where neither a character nor a CRLF is
// cut in two, so that counting may go on from there.
func (p *Positions) boundary(at int) int {
	for n := 0; n < utf8.UTFMax && at < len(p.raw) && !utf8.RuneStart(p.raw[at]); n++ {
		at++
	}
	if at > 0 && at < len(p.raw) && p.raw[at-1] == '\r' && p.raw[at] == '\n' {
		at++
	}
	return at
}

// after counts on from a known position to an offset behind it.
func (p *Positions) after(from Position, at int) Position {
	b := p.raw[from.Offset:at]
	if p.cr {
		from = p.linesWithCR(from, b)
	} else if n := bytes.Count(b, []byte{'\n'}); n > 0 {
		from.Line, from.Column, from.UTF16 = from.Line+n, 1, 0
		from.Offset += bytes.LastIndexByte(b, '\n') + 1
	}
	b = p.raw[from.Offset:at]
	runes := utf8.RuneCount(b)
	from.Offset, from.Column, from.UTF16 = at, from.Column+runes, from.UTF16+runes
	if runes < len(b) {
		from.UTF16 += countAstral(b)
	}
	return from
}

// linesWithCR goes to the start of the last line that starts in b. The CR of a
// CRLF ends nothing: its LF does.
func (p *Positions) linesWithCR(from Position, b []byte) Position {
	start := from.Offset
	for i, c := range b {
		next := start + i + 1
		if c == '\n' || c == '\r' && (next == len(p.raw) || p.raw[next] != '\n') {
			from = Position{Offset: next, Line: from.Line + 1, Column: 1}
		}
	}
	return from
}

// countAstral counts characters that take two UTF-16 units.
func countAstral(b []byte) int {
	n := 0
	for i := 0; i < len(b); {
		if b[i] < 0xF0 {
			i++
			continue
		}
		_, size := utf8.DecodeRune(b[i:])
		if size == 4 {
			n++
		}
		i += size
	}
	return n
}
