// Package cable reads a U.S. diplomatic cable: bytes in, a line table and typed
// fields with spans out. Reading never fails: what is not understood is a line
// of kind [KindUnknown], and the lines joined always give back the input.
//
// Offsets are byte offsets from 0, line numbers of the interface count from 1
// and columns count code points from 1; indices into [Document.Lines] count from 0.
package cable

import (
	"encoding/binary"
	"math/bits"
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
// ending. It takes eight bytes a step, by two and two; the last eight bytes of the
// line may overlap a step.
func scanLine(b []byte, t *pairs) (n int, mask Mask) {
	last := len(b) - 8 // where the last step may start
	for n <= last {
		w := (*[8]byte)(b[n:])
		var m Mask
		if binary.LittleEndian.Uint64(w[:])&highBits == 0 {
			m = t.at(w[0], w[1]) | t.at(w[2], w[3]) | t.at(w[4], w[5]) | t.at(w[6], w[7])
		} else {
			m = t.eight(w)
		}
		if m&MaskControl != 0 {
			break
		}
		mask |= m
		n += 8
	}
	if n <= last {
		end := n + feedWithin(b[n:])
		if end >= 8 {
			if m := t.eight((*[8]byte)(b[end-8 : end])); m&MaskControl == 0 {
				return end, mask | m | edgeFacts(b[:end])
			}
		}
	}
	return scanEnd(b, t, n, mask)
}

// feedWithin is the offset of the first line feed in the first eight bytes of b;
// 8 when there is none.
func feedWithin(b []byte) int {
	const ones, feeds = 0x0101010101010101, 0x0A0A0A0A0A0A0A0A
	v := binary.LittleEndian.Uint64(b) ^ feeds
	return bits.TrailingZeros64((v-ones)&^v&highBits) / 8
}

// scanEnd reads the rest of the line at the start of b from offset n on.
func scanEnd(b []byte, t *pairs, n int, mask Mask) (int, Mask) {
	before := byte(0)
	for n < len(b) && b[n] != '\n' && b[n] != '\r' {
		c := b[n]
		mask |= classes[c]
		if before|c < 0x80 {
			mask |= t.at(before, c) & anyPair
		}
		before = c
		n++
	}
	return n, mask | edgeFacts(b[:n])
}

// highBits is the bits of eight bytes that no byte of ASCII has.
const highBits = 0x8080808080808080

// edgeFacts is what the first and the last bytes of a line say of its content.
func edgeFacts(b []byte) (facts Mask) {
	if len(b) == 0 {
		return 0
	}
	if b[0] <= ' ' || b[0] == 0xC2 {
		facts = factEdge
	}
	switch last := b[len(b)-1]; {
	case last > ' ' && last != 0xA0:
	case last == ' ' && len(b) > 1 && b[len(b)-2] > ' ' && b[len(b)-2] != 0xA0:
		facts |= oneTrailing
	default:
		facts |= factTrim
	}
	return facts
}

// pairs is the classes and facts of each two bytes of ASCII: a text is read twice
// as fast by two and two.
type pairs [1 << 16]Mask

func (t *pairs) at(a, b byte) Mask { return t[uint16(a)|uint16(b)<<8] }

// eight is the classes and facts of eight bytes. What a pair says that is not of
// ASCII is not certain: a look costs more than it is worth.
func (t *pairs) eight(w *[8]byte) Mask {
	v := binary.LittleEndian.Uint64(w[:])
	ascii := v &^ highBits
	m := t[uint16(ascii)] | t[uint16(ascii>>16)] | t[uint16(ascii>>32)] | t[uint16(ascii>>48)]
	if v == ascii {
		return m
	}
	return m&anyPair | classes[w[0]] | classes[w[1]] | classes[w[2]] | classes[w[3]] | classes[w[4]] | classes[w[5]] | classes[w[6]] | classes[w[7]]
}

// anyPair is all facts that pairs say.
const anyPair = factX | factWWW | factPath | factPair

// pairTable builds the table when the first cable is read.
var pairTable = sync.OnceValue(func() *pairs {
	t := new(pairs)
	for b := range byte(0x80) {
		for a := range byte(0x80) {
			t[uint16(a)|uint16(b)<<8] = classes[a] | classes[b]
		}
	}
	for _, s := range [...]string{"  ", "XX", "xx", "ww", ":/", "//", "v/", ".g"} {
		t[uint16(s[0])|uint16(s[1])<<8] |= pairFacts(s)
	}
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
