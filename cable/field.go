package cable

import (
	"encoding/binary"
	"math/bits"
)

// fieldText writes the text of a header field into f: its lines without blank
// lines, page furniture, captions between them, pilcrows and trailing blanks,
// joined by '\n'. The field starts on line first. With cut,
// a line that the telegram system filled to column 71 and cut in mid-word is
// joined to the next without one.
func (d *Document) fieldText(f *Flow, span Span, first int, cut bool) {
	f.Reset()
	span = d.clip(span)
	if span.Empty() {
		return
	}
	if s := d.unbrokenField(span, first, cut); !s.Empty() {
		f.Text, f.pieces = d.Raw[s.Start:s.End:s.End], append(f.pieces, piece{0, s.Start})
		return
	}
	d.joinField(f, span, first, cut)
}

// joinField is [Document.fieldText] of a field that must be put together.
func (d *Document) joinField(f *Flow, span Span, first int, cut bool) {
	pending := int64(-1) // offset of the line ending to add before the next line
	for n := first; n < len(d.Lines) && d.Lines[n].Start < span.End; n++ {
		l := d.Lines[n]
		start, end := max(l.Start, span.Start), min(l.End, span.End)
		if l.Mask.blank() || l.Zone&(ZoneBlank|ZoneFurniture) != 0 || l.Kind == KindCaption && l.Start > span.Start || end <= start {
			continue
		}
		for end > start && isBlank(d.Raw[end-1]) {
			end--
		}
		start += leadingPilcrow(d.Raw[start:end])
		if end <= start {
			continue
		}
		if pending >= 0 {
			f.add(d.Raw, uint32(pending), uint32(pending)+1)
			f.Text[len(f.Text)-1] = '\n'
		}
		d.fieldLine(f, start, end)
		pending = -1
		if l.EOL == NoEOL || cut && end-l.Start == hardCut {
			continue
		}
		pending = int64(l.Next()) - 1
	}
}

// unbrokenField is the text of a field of which nothing is left out and nothing is
// changed, as most are: it need not be put together. Empty where it must be.
func (d *Document) unbrokenField(span Span, first int, cut bool) Span {
	if span.Start >= d.Lines[first].End {
		return Span{}
	}
	for n := first; ; n++ {
		l := &d.Lines[n]
		if l.Zone&(ZoneBlank|ZoneFurniture) != 0 || l.Kind == KindCaption || l.Mask&(MaskHigh|factTrim) != 0 || l.Mask.blank() {
			return Span{}
		}
		if n+1 == len(d.Lines) || d.Lines[n+1].Start >= span.End {
			span.End = min(span.End, l.End-l.Mask.trailing())
			break
		}
		if l.EOL != LF || l.Mask.trailing() != 0 || cut && l.End-l.Start == hardCut {
			return Span{}
		}
	}
	if k := d.markAfter(span.Start); k < len(d.Marks) && d.Marks[k].Span.Start < span.End || isBlank(d.Raw[span.End-1]) {
		return Span{}
	}
	return span
}

// hardCut is the column at which the telegram system cut the lines of the
// classification authority.
const hardCut = 71

// fieldLine adds one line without the marks of furniture in it.
func (d *Document) fieldLine(f *Flow, start, end uint32) {
	for k := d.markAfter(start); k < len(d.Marks) && d.Marks[k].Span.Start < end; k++ {
		if m := d.Marks[k]; m.Zone&ZoneFurniture != 0 {
			f.add(d.Raw, start, max(start, m.Span.Start))
			start = max(start, m.Span.End)
		}
	}
	f.add(d.Raw, start, end)
}

// markAfter is the index of the first mark that ends after at.
func (d *Document) markAfter(at uint32) int {
	lo, hi := 0, len(d.Marks)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if d.Marks[mid].Span.End > at {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

// clip cuts a span to Raw.
func (d *Document) clip(s Span) Span {
	n := uint32(len(d.Raw))
	return Span{min(s.Start, n), min(s.End, n)}
}

// span is the stretch of Raw that the bytes [i, j) of the flow came from.
func (f *Flow) span(i, j int) Span {
	if len(f.pieces) == 1 {
		at, i := f.pieces[0].raw, min(i, len(f.Text))
		return Span{at + uint32(i), at + uint32(max(i, j))}
	}
	if j <= i {
		at := f.Raw(min(i, len(f.Text)))
		return Span{at, at}
	}
	return Span{f.Raw(i), f.Raw(j-1) + 1}
}

// leadingPilcrow is the length of the blanks and the pilcrow at the start of b;
// 0 when there is no pilcrow.
func leadingPilcrow(b []byte) uint32 {
	i := skipBlanks(b, 0)
	if n := Pilcrow(b[i:]); n > 0 {
		return uint32(i + n)
	}
	return 0
}

// The helpers below read ASCII; every other byte is left alone.

func upper(c byte) byte { return c - one(isLower(c))*0x20 }

// one is 1 for true and 0 for false, without a branch.
func one(b bool) (n byte) {
	if b {
		n = 1
	}
	return n
}

func isAlnum(c byte) bool { return isLetter(c) || isDigit(c) }
func isBlank(c byte) bool { return c == ' ' || c == '\t' }
func isSpace(c byte) bool { return spaces>>c&1 != 0 }

// spaces is white space, as bits.
const spaces = uint64(1<<' ' | 1<<'\t' | 1<<'\n' | 1<<'\r')

func skipBlanks(t []byte, i int) int {
	for i < len(t) && isBlank(t[i]) {
		i++
	}
	return i
}

func skipSpace(t []byte, i int) int {
	for i < len(t) && isSpace(t[i]) {
		i++
	}
	return i
}

// ones times a byte is eight of it.
const ones = 0x0101010101010101

// runOf is how many of the eight bytes of w, from the first one on, are one of the ASCII
// characters from least to most.
func runOf(w uint64, least, most byte) int {
	low := w &^ (0x80 * ones)
	below, above := ^(low + ones*uint64(0x80-least)), low+ones*uint64(0x7F-most)
	no := (w | below | above) & (0x80 * ones) // the top bit of each byte that is none
	return bits.TrailingZeros64(no) / 8
}

// zeroBytes is the top bit of each byte of w that is zero; a byte of one behind such a
// byte may count as one.
func zeroBytes(w uint64) uint64 { return (w - ones) &^ w & (0x80 * ones) }

// skipLetters is the end of the run of letters at i.
func skipLetters(t []byte, i int) int {
	for i+8 <= len(t) {
		n := runOf(binary.LittleEndian.Uint64(t[i:])|0x20*ones, 'a', 'z')
		if i += n; n < 8 {
			return i
		}
	}
	for i < len(t) && isLetter(t[i]) {
		i++
	}
	return i
}

// skipDigits is the end of the run of digits at i.
func skipDigits(t []byte, i int) int {
	for i < len(t) && isDigit(t[i]) {
		i++
	}
	return i
}

// foldAt reports whether word, in upper case, stands at t[i:]; case is ignored.
func foldAt(t []byte, i int, word string) bool {
	if i < 0 || len(t)-i < len(word) {
		return false
	}
	for k := range len(word) {
		if x := t[i+k] ^ word[k]; x != 0 && (x != 0x20 || !isLower(t[i+k])) {
			return false
		}
	}
	return true
}

// wordAt is foldAt for a whole word: no letter or digit follows.
func wordAt(t []byte, i int, word string) bool {
	return foldAt(t, i, word) && (i+len(word) == len(t) || !isAlnum(t[i+len(word)]))
}

// foldEqual reports whether b is word, in upper case, but for case.
func foldEqual(b []byte, word string) bool { return len(b) == len(word) && foldAt(b, 0, word) }

// oneOf reports whether b is one of words but for case.
func oneOf(b []byte, words []string) bool {
	for _, w := range words {
		if foldEqual(b, w) {
			return true
		}
	}
	return false
}

// longestWord is more than the bytes of a word of the lists that [capitals] serves.
const longestWord = 24

// capitals is b in upper case, written to buf, to be looked up in a switch; nil
// when it is longer than buf.
func capitals(buf *[longestWord]byte, b []byte) []byte {
	if len(b) > len(buf) {
		return nil
	}
	for i, c := range b {
		buf[i] = upper(c)
	}
	return buf[:len(b)]
}

// number is the value of the digits of b, at most nine of them; -1 else.
func number(b []byte) int {
	if len(b) == 0 || len(b) > 9 {
		return -1
	}
	n := 0
	for _, c := range b {
		if !isDigit(c) {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// fullYear is the four-digit year of a year of two digits: cables start in 1966.
func fullYear(y int) int {
	switch {
	case y < 0 || y > 99:
		return y
	case y >= 60:
		return 1900 + y
	default:
		return 2000 + y
	}
}
