package cable

import "sort"

// Flow is the text of a block as its writer wrote it: page furniture, blank
// lines of page breaks, repeated captions, echoes and pilcrows are left out, a
// hard cut is joined, and every line ending is one '\n'. Each byte knows where
// it stands in Raw, so that an edit is always an edit of the original. Text is to be
// read only: where nothing is left out, it is a part of Raw.
type Flow struct {
	Text   []byte
	pieces []piece
	copied []byte // the memory of texts that are not
}

// piece says that Text from offset text on was copied from Raw offset raw on.
type piece struct{ text, raw uint32 }

// Reset empties the flow and keeps its memory.
func (f *Flow) Reset() {
	f.Text = f.copied[:0]
	f.pieces = f.pieces[:0]
}

// add copies raw[start:end] into the flow.
func (f *Flow) add(raw []byte, start, end uint32) {
	if end <= start {
		return
	}
	if n := len(f.pieces); n == 0 || f.pieces[n-1].raw+uint32(len(f.Text))-f.pieces[n-1].text != start {
		f.pieces = append(f.pieces, piece{uint32(len(f.Text)), start})
	}
	f.Text = append(f.Text, raw[start:end]...)
	f.copied = f.Text
}

// Raw is the offset in Raw of the byte at offset i of Text. For i == len(Text)
// it is the offset after the last byte.
func (f *Flow) Raw(i int) uint32 {
	if len(f.pieces) == 0 {
		return 0
	}
	if i == len(f.Text) && i > 0 {
		return f.Raw(i-1) + 1
	}
	k := len(f.pieces) - 1 // the only one, most often
	if f.pieces[k].text > uint32(i) {
		k = sort.Search(k, func(k int) bool { return f.pieces[k].text > uint32(i) }) - 1
	}
	return f.pieces[k].raw + uint32(i) - f.pieces[k].text
}

// Index is the offset in Text of the byte at offset at of Raw; false when the
// byte is not part of the flow.
func (f *Flow) Index(at uint32) (int, bool) {
	k := sort.Search(len(f.pieces), func(k int) bool { return f.pieces[k].raw > at }) - 1
	if k < 0 {
		return 0, false
	}
	end := uint32(len(f.Text))
	if k+1 < len(f.pieces) {
		end = f.pieces[k+1].text
	}
	i := f.pieces[k].text + at - f.pieces[k].raw
	return int(i), i < end
}

// Flow writes the text of the block with index i into f.
func (d *Document) Flow(i int, f *Flow) {
	f.Reset()
	b := d.Blocks[i]
	if s := d.unbroken(b); !s.Empty() {
		f.Text, f.pieces = d.Raw[s.Start:s.End:s.End], append(f.pieces, piece{0, s.Start})
		return
	}
	d.flowLines(f, b)
}

// unbroken is the text of a block of which nothing but a pilcrow at its start is left
// out of the flow: most blocks are such. Empty where the flow must be put together.
func (d *Document) unbroken(b Block) Span {
	s := Span{d.Lines[b.First].Start, d.Lines[b.Last].End}
	for n := b.First; n <= b.Last; n++ {
		l := &d.Lines[n]
		if l.Zone&(ZoneBlank|ZoneFurniture|ZoneRepeat) != 0 || n < b.Last && l.EOL != LF {
			return Span{}
		}
		if l.Mask&MaskHigh == 0 {
			continue
		}
		at := skipBlank(d.Raw, l.Start, l.End)
		switch p := Pilcrow(d.Raw[at:l.End]); {
		case p == 0:
		case n > b.First:
			return Span{}
		default:
			s.Start = at + uint32(p)
		}
	}
	k := d.markAfter(s.Start)
	for ; k < len(d.Marks) && d.Marks[k].Span.Start < s.End; k++ {
		if d.Marks[k].Zone&(ZoneFurniture|ZoneRepeat) != 0 {
			return Span{}
		}
	}
	k = d.cutAfter(s.Start)
	if k < len(d.Cuts) && d.Cuts[k].Span.Start <= s.End {
		return Span{}
	}
	return s
}

// flowLines puts the flow of a block together.
func (d *Document) flowLines(f *Flow, b Block) {
	start := d.Lines[b.First].Start
	k, c := d.markAfter(start), d.cutAfter(start)
	for n := b.First; n <= b.Last; n++ {
		l := &d.Lines[n]
		for k < len(d.Marks) && d.Marks[k].Span.End <= l.Start {
			k++
		}
		for c < len(d.Cuts) && d.Cuts[c].Span.End <= l.Start {
			c++
		}
		switch {
		case l.Zone&(ZoneBlank|ZoneFurniture|ZoneRepeat) != 0:
		case l.Mask&MaskHigh == 0 && l.EOL == LF && n < b.Last && d.untouched(l, k, c):
			f.add(d.Raw, l.Start, l.Next())
		default:
			d.flowLine(f, l, n < b.Last)
		}
	}
}

// untouched reports whether no mark and no cut, of which k and c are the first that end
// after the start of the line, touches it.
func (d *Document) untouched(l *Line, k, c int) bool {
	return (k == len(d.Marks) || d.Marks[k].Span.Start > l.End) && (c == len(d.Cuts) || d.Cuts[c].Span.Start > l.End)
}

// cutAfter is the index of the first cut that ends after an offset.
func (d *Document) cutAfter(at uint32) int {
	return sort.Search(len(d.Cuts), func(c int) bool { return d.Cuts[c].Span.End > at })
}

// flowLine adds one line without its pilcrow, its marks of furniture and its
// cuts, and a line ending when more follows and the line is not cut in mid-word.
func (d *Document) flowLine(f *Flow, l *Line, more bool) {
	start := skipBlank(d.Raw, l.Start, l.End)
	if n := Pilcrow(d.Raw[start:l.End]); n > 0 {
		start += uint32(n)
	} else {
		start = l.Start
	}
	k, c := d.markAfter(start), d.cutAfter(start)
	for {
		// The next stretch to leave out, a mark or a cut.
		for k < len(d.Marks) && d.Marks[k].Zone&(ZoneFurniture|ZoneRepeat) == 0 && d.Marks[k].Span.Start < l.End {
			k++
		}
		out := Span{l.End, l.End}
		if k < len(d.Marks) && d.Marks[k].Span.Start < l.End {
			out = d.Marks[k].Span
		}
		if c < len(d.Cuts) && d.Cuts[c].Span.Start < l.End && d.Cuts[c].Span.Start <= out.Start {
			out = d.Cuts[c].Span
			c++
		} else {
			k++
		}
		f.add(d.Raw, start, max(start, out.Start))
		start = max(start, out.End)
		if start >= l.End {
			break
		}
	}
	if !more || l.EOL == NoEOL || start > l.End {
		return
	}
	if c < len(d.Cuts) && d.Cuts[c].Span.Start <= l.End && d.Cuts[c].Span.End >= l.Next() {
		return
	}
	// CRLF counts as one ending: its LF is the byte that is kept.
	at := l.Next() - 1
	f.add(d.Raw, at, at+1)
	f.Text[len(f.Text)-1] = '\n'
}

// Pilcrow is the length in bytes of a pilcrow at the start of b; 0 when there is none.
func Pilcrow(b []byte) int {
	if len(b) >= 2 && b[0] == 0xC2 && b[1] == 0xB6 {
		return 2
	}
	return 0
}

// BlockAt is the index of the block that holds the byte offset at; -1 when none does.
func (d *Document) BlockAt(at uint32) int {
	if len(d.Blocks) == 0 {
		return -1
	}
	i := 0 // found as in LineAt
	for n := len(d.Blocks); n > 1; {
		half := n / 2
		i += half &^ behind(int64(d.Lines[d.Blocks[i+half].First].Start), int64(at))
		n -= half
	}
	if b := &d.Blocks[i]; d.Lines[b.First].Start > at || d.Lines[b.Last].Next() <= at {
		return -1
	}
	return i
}

// LineAt is the index of the line that holds the byte offset at. An offset at
// the end of Raw belongs to the last line.
func (d *Document) LineAt(at uint32) int {
	first := 0
	for n := len(d.Lines); n > 1; {
		half := n / 2
		first += half &^ behind(int64(d.Lines[first+half].Start), int64(at))
		n -= half
	}
	return first
}

// behind is -1 where a place stands behind at, else 0. A search that halves what is left
// computes its steps with it: no processor foretells them when they are decided.
func behind(place, at int64) int { return int((at - place) >> 63) }

// ZoneAt is the zone of the byte at offset at: that of a mark over it, else that of its line.
func (d *Document) ZoneAt(at uint32) Zone {
	k := d.markAfter(at)
	if k < len(d.Marks) && d.Marks[k].Span.Start <= at {
		return d.Marks[k].Zone
	}
	if len(d.Lines) == 0 {
		return ZoneUnknown
	}
	return d.Lines[d.LineAt(at)].Zone
}

// Bytes is the text that a span covers.
func (d *Document) Bytes(s Span) []byte { return d.Raw[s.Start:s.End] }
