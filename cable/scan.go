// Package cable reads a U.S. diplomatic cable: bytes in, a line table and typed
// fields with spans out. Reading never fails: what is not understood is a line
// of kind [KindUnknown], and the lines joined always give back the input.
//
// Offsets are byte offsets from 0, line numbers of the interface count from 1
// and columns count code points from 1; indices into [Document.Lines] count from 0.
package cable

import (
	"encoding/binary"
	"sync"
)

// Parse reads one cable. The document keeps raw; do not change it.
func Parse(raw []byte) *Document {
	var s Scanner
	d := new(Document)
	s.Scan(d, raw, nil)
	return d
}

// Scanner reads many cables and keeps its buffers between them.
// The zero value is ready. A Scanner is not safe for concurrent use.
type Scanner struct {
	Own *Own // codes beside the tables; nil adds none
}

// Scan reads raw into d, which it first empties. meta is what the container says
// of the cable, or nil.
func (s *Scanner) Scan(d *Document, raw []byte, meta *Metadata) {
	d.reset(raw)
	d.own = s.Own
	if meta != nil {
		d.Metadata = *meta
	}
	d.scanLines()
	d.parse()
}

// reset empties d and keeps the memory of its slices.
func (d *Document) reset(raw []byte) {
	*d = Document{
		Raw: raw, Lines: d.Lines[:0], Marks: d.Marks[:0], Captions: d.Captions[:0], Slugs: d.Slugs[:0],
		Blocks: d.Blocks[:0], Paragraphs: d.Paragraphs[:0], Furniture: d.Furniture[:0], Repeats: d.Repeats[:0],
		Signature: d.Signature[:0], Breaks: d.Breaks[:0], Cuts: d.Cuts[:0], FalsePilcrows: d.FalsePilcrows[:0],
		Echoes: d.Echoes[:0], SubjectAgain: d.SubjectAgain[:0],
		scratch: d.scratch,
		Transmission: Transmission{
			Called:    CalledStations{Stations: d.Transmission.Called.Stations[:0]},
			To:        d.Transmission.To[:0],
			Info:      d.Transmission.Info[:0],
			Malformed: d.Transmission.Malformed[:0],
		},
		Tags:       Tags{Items: d.Tags.Items[:0]},
		References: References{Items: d.References.Items[:0]},
		Authority:  Authority{Reasons: d.Authority.Reasons[:0]},
	}
}

// scanLines fills the line table. A lone CR ends a line too: old Macintosh files
// have nothing else.
func (d *Document) scanLines() {
	raw, lines, t := d.Raw, d.Lines, pairTable()
	for at := 0; at < len(raw); {
		n, mask := scanLine(raw[at:], t)
		eol := eolAt(raw[at+n:])
		lines = append(lines, Line{Start: uint32(at), End: uint32(at + n), EOL: eol, Mask: mask})
		at += n + int(eol.Len())
	}
	d.Lines = lines
}

// eolAt is the line ending with which b begins.
func eolAt(b []byte) EOL {
	switch {
	case len(b) == 0:
		return NoEOL
	case b[0] == '\n':
		return LF
	case len(b) > 1 && b[1] == '\n':
		return CRLF
	}
	return CR
}

// scanLine reads the line at the start of b, and gives its length without its
// ending. It takes eight bytes a step, by two and two, up to the step in which the
// line ends.
func scanLine(b []byte, t *pairs) (n int, mask Mask) {
	for n <= len(b)-8 {
		w := (*[8]byte)(b[n:])
		var m Mask
		if binary.LittleEndian.Uint64(w[:])&highBits == 0 {
			m = t.at(w[0], w[1]) | t.at(w[2], w[3]) | t.at(w[4], w[5]) | t.at(w[6], w[7])
		} else {
			m = classes[w[0]] | classes[w[1]] | classes[w[2]] | classes[w[3]] | classes[w[4]] | classes[w[5]] | classes[w[6]] | classes[w[7]] | factPair
		}
		if m&MaskControl != 0 {
			break
		}
		mask |= m
		n += 8
	}
	before := byte(0)
	for ; n < len(b); n++ {
		c := b[n]
		if c == '\n' || c == '\r' {
			break
		}
		if c == ' ' && before == ' ' {
			mask |= factPair
		}
		mask |= classes[c]
		before = c
	}
	if n > 0 {
		mask |= starts[b[0]] | endFacts(b[:n])
	}
	return n, mask
}

// highBits is the bits of eight bytes that no byte of ASCII has.
const highBits = 0x8080808080808080

// endFacts is what the end of a line says of its content.
func endFacts(b []byte) Mask {
	switch last := b[len(b)-1]; {
	case last > ' ' && last != 0xA0:
		return 0
	case last == ' ' && len(b) > 1 && b[len(b)-2] > ' ' && b[len(b)-2] != 0xA0:
		return oneTrailing
	}
	return factEdge
}

// pairs is the classes and facts of each two bytes of ASCII: a text is read twice
// as fast by two and two.
type pairs [1 << 16]Mask

func (t *pairs) at(a, b byte) Mask { return t[uint16(a)|uint16(b)<<8] }

// pairTable builds the table when the first cable is read.
var pairTable = sync.OnceValue(func() *pairs {
	t := new(pairs)
	for b := range 0x80 {
		row := t[b<<8 : b<<8+0x80]
		for a := range row {
			row[a] = classes[a] | classes[b]
		}
	}
	t[' '|' '<<8] |= factPair
	return t
})

// parse fills the typed fields from the line table.
func (d *Document) parse() {
	r := reader{d: d}
	r.prelude()
	r.head()
	r.body()
	d.mark()
	r.parseFields()
	d.findRepeats(&r)
	d.findCuts(&r)
	d.parseSignature()
	d.build()
	d.judge()
}
