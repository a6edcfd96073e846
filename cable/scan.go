// Package cable reads a U.S. diplomatic cable: bytes in, a line table and typed
// fields with spans out. Reading never fails: what is not understood is a line
// of kind [KindUnknown], and the lines joined always give back the input.
//
// Offsets are byte offsets from 0, line numbers of the interface count from 1
// and columns count code points from 1; indices into [Document.Lines] count from 0.
package cable

import "bytes"

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

// scanLines fills the line table: one visit to every byte.
func (d *Document) scanLines() {
	raw := d.Raw
	feed, cr := -1, -1 // the next of each at or after at; len(raw) when there is none
	for at := 0; at < len(raw); {
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
		// A lone CR ends a line too: old Macintosh files have nothing else.
		if cr < end {
			end, eol = cr, CR
		}
		l := Line{Start: uint32(at), End: uint32(end), EOL: eol, Mask: maskOf(raw[at:end])}
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

// maskOf is the classes of the bytes of b.
func maskOf(b []byte) (mask Mask) {
	for len(b) >= 4 {
		mask |= classes[b[0]] | classes[b[1]] | classes[b[2]] | classes[b[3]]
		b = b[4:]
	}
	for _, c := range b {
		mask |= classes[c]
	}
	return mask
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
	d.parseSummary()
	d.judge()
}
