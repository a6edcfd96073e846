// Package cable reads a U.S. diplomatic cable: bytes in, a line table and typed
// fields with spans out. Reading never fails: what is not understood is a line
// of kind [KindUnknown], and the lines joined always give back the input.
//
// Offsets are byte offsets from 0, line numbers of the interface count from 1
// and columns count code points from 1; indices into [Document.Lines] count from 0.
package cable

import (
	"bytes"
	"slices"
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
	if d.own != s.Own {
		d.posts = postsAsked{}
	}
	d.reset(raw)
	d.own = s.Own
	if meta != nil {
		d.Metadata = *meta
	}
	d.scanLines()
	if hasByteOrderMark(raw) {
		d.Lines[0].Mask |= factEdge
	}
	d.parse()
}

// reset empties d and keeps the memory of its slices. What lies behind raw in memory
// is cut off, so that it can change nothing.
func (d *Document) reset(raw []byte) {
	*d = Document{
		Raw: slices.Clip(raw), Lines: d.Lines[:0], Marks: d.Marks[:0], Captions: d.Captions[:0], Slugs: d.Slugs[:0],
		Blocks: d.Blocks[:0], Paragraphs: d.Paragraphs[:0], Furniture: d.Furniture[:0], Repeats: d.Repeats[:0],
		Signature: d.Signature[:0], Breaks: d.Breaks[:0], Cuts: d.Cuts[:0], FalsePilcrows: d.FalsePilcrows[:0],
		Echoes: d.Echoes[:0], SubjectAgain: d.SubjectAgain[:0],
		rare: d.rare[:0], scratch: d.scratch, posts: d.posts, pageTags: d.pageTags[:0], pageReferences: d.pageReferences[:0], kept: d.kept,
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

// scanLines fills the line table: one visit to every byte. The files of old
// Macintoshes end their lines in a lone CR; the first one hands over to scanReturns.
func (d *Document) scanLines() {
	t, raw, lines := pairTable.get(len(d.Raw)), d.Raw, d.Lines
	for at := 0; at < len(raw); {
		b := raw[at:]
		n := bytes.IndexByte(b, '\n')
		next, eol := at+n+1, LF
		switch {
		case n < 0:
			n, next, eol = len(b), len(raw), NoEOL
		case n > 0 && b[n-1] == '\r':
			n, eol = n-1, CRLF
		}
		b = b[:n]
		mask := t.line(b)
		if mask&MaskControl != 0 && bytes.IndexByte(b, '\r') >= 0 {
			d.Lines = lines
			d.scanReturns(at)
			return
		}
		if mask&rareMask != 0 {
			d.rare = append(d.rare, len(lines))
		}
		lines = append(lines, Line{Start: uint32(at), End: uint32(at + n), EOL: eol, Mask: mask})
		at = next
	}
	d.Lines = lines
}

// scanReturns fills the rest of the line table from the line at at on, where a
// lone CR ends a line too.
func (d *Document) scanReturns(at int) {
	raw, t := d.Raw, pairTable.get(0)
	feed, cr := -1, -1 // the next of each at or after at; len(raw) when there is none
	for at < len(raw) {
		if feed < at {
			feed = indexFrom(raw, at, '\n')
		}
		if cr < at {
			cr = indexFrom(raw, at, '\r')
		}
		end, eol := feed, LF
		switch {
		case feed == len(raw):
			eol = NoEOL
		case feed > at && raw[feed-1] == '\r':
			end, eol = feed-1, CRLF
		}
		if cr < end {
			end, eol = cr, CR
		}
		l := Line{Start: uint32(at), End: uint32(end), EOL: eol, Mask: t.line(raw[at:end])}
		if l.Mask&rareMask != 0 {
			d.rare = append(d.rare, len(d.Lines))
		}
		d.Lines = append(d.Lines, l)
		at = int(l.Next())
	}
}

// indexFrom is the offset of the first byte c from at on; len(b) when there is none.
func indexFrom(b []byte, at int, c byte) int {
	if i := bytes.IndexByte(b[at:], c); i >= 0 {
		return at + i
	}
	return len(b)
}

// pairs is the classes and facts of each two bytes: a text is read twice as fast
// by two and two.
type pairs [1 << 16]Mask

func (t *pairs) at(a, b byte) Mask { return t[uint16(a)|uint16(b)<<8] }

// line is the classes and facts of the line b. It takes sixteen bytes a step; the
// last step may overlap the one before.
func (t *pairs) line(b []byte) Mask {
	switch {
	case t == nil:
		return lineByBytes(b)
	case len(b) < 16:
		return t.short(b)
	}
	w := (*[16]byte)(b[len(b)-16:])
	mask := t.at(w[0], w[1]) | t.at(w[2], w[3]) | t.at(w[4], w[5]) | t.at(w[6], w[7]) |
		t.at(w[8], w[9]) | t.at(w[10], w[11]) | t.at(w[12], w[13]) | t.at(w[14], w[15])
	every := mask // what each step has
	for n := 0; n < len(b)-16; n += 16 {
		w = (*[16]byte)(b[n:])
		m := t.at(w[0], w[1]) | t.at(w[2], w[3]) | t.at(w[4], w[5]) | t.at(w[6], w[7]) |
			t.at(w[8], w[9]) | t.at(w[10], w[11]) | t.at(w[12], w[13]) | t.at(w[14], w[15])
		mask |= m
		every &= m
	}
	if every&MaskBlank == 0 {
		mask |= factLong
	}
	return mask | edgeFacts(b)
}

// short is line for less than sixteen bytes.
func (t *pairs) short(b []byte) Mask {
	if len(b) == 0 {
		return 0
	}
	mask, before := edgeFacts(b), b[0]
	for _, c := range b[1:] {
		mask |= t.at(before, c)
		before = c
	}
	return mask | classes[before]
}

// edgeFacts is what the first and the last bytes of a line say of its content.
func edgeFacts(b []byte) (facts Mask) {
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

// pairTable is built when a few cables were read: to build it costs as much as it
// spares on some 20 KB.
var pairTable = worth[pairs]{after: 32 << 10, build: func() *pairs {
	t := new(pairs)
	for b, second := range classes {
		row := t[b<<8 : b<<8+0x100]
		for a, first := range classes {
			row[a] = first | second
		}
	}
	for _, s := range [...]string{"  ", "XX", "xx", "ww", ":/", "//", "v/", ".g"} {
		t[uint16(s[0])|uint16(s[1])<<8] |= pairFacts(s)
	}
	return t
}}

// lineByBytes is what [pairs.line] gives, without a table.
func lineByBytes(b []byte) Mask {
	if len(b) == 0 {
		return 0
	}
	mask := edgeFacts(b)
	if len(b) < 16 {
		for i, c := range b {
			mask |= classes[c]
			if i > 0 {
				mask |= factsOfPair(b[i-1], c)
			}
		}
		return mask
	}
	for n := 0; n < len(b)-16; n += 16 {
		m := sixteenBytes(b[n : n+16])
		if m&MaskBlank == 0 {
			mask |= factLong
		}
		mask |= m
	}
	m := sixteenBytes(b[len(b)-16:])
	if m&MaskBlank == 0 {
		mask |= factLong
	}
	return mask | m
}

// sixteenBytes is the classes and facts of sixteen bytes.
func sixteenBytes(b []byte) (m Mask) {
	for i := 0; i < len(b); i += 2 {
		m |= classes[b[i]] | classes[b[i+1]] | factsOfPair(b[i], b[i+1])
	}
	return m
}

// factsOfPair is the facts of any two bytes.
func factsOfPair(a, b byte) Mask {
	switch {
	case a == b && (a == ' ' || a == 'X' || a == 'x' || a == 'w' || a == '/'),
		b == '/' && (a == ':' || a == 'v'), a == '.' && b == 'g':
		return pairFacts(string([]byte{a, b}))
	}
	return 0
}

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
