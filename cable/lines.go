package cable

import "bytes"

// reader walks the lines of one document from top to bottom and says what each
// is. It lives on the stack of one Scan.
type reader struct {
	d                 *Document
	line              int // the next line to classify
	fields            [fieldCount]headField
	banner, bannerLen int // the line at which a banner ended the prelude, and the length of its content
	parts             bannerParts
	partsAt           uint32       // where the text of which prelude read parts last starts
	headLines         [32]headLine // what the lines of the head say that were read last

	capitals bool   // the banner has no small letters: its furniture has none either
	bodyFrom uint32 // where the body starts when it starts in mid-line; 0 otherwise

	last, lastNested int  // numbers of the paragraph and of the list item read last; 0 before the first
	pilcrow          int  // number behind the last pilcrow
	marked           bool // the paragraph read last has a portion mark
	blank            bool // blank lines, a ruler or a heading stand before the current line
}

// headField is a header field as it was found: where it stands and on which line it starts.
type headField struct {
	span Span
	line int
}

// The header fields, in their usual order.
const (
	fieldEO = iota
	fieldTags
	fieldSubject
	fieldReference
	fieldAuthority
	fieldCount
)

// RareLines are the indices of the lines with bytes of 0x80 and above or with control
// characters, in order. Some lines without are among them.
func (d *Document) RareLines() []int { return d.rare }

// content is line i without its pilcrow and without blanks at either end.
func (d *Document) content(i int) Span {
	l := &d.Lines[i]
	if l.Mask&(factEdge|factTrim) == 0 {
		return Span{l.Start, l.End - l.Mask.trailing()}
	}
	return d.trimLine(l)
}

// trimLine is the content of a line with more than one blank to trim, or a pilcrow.
func (d *Document) trimLine(l *Line) Span {
	s := Span{l.Start, l.End}
	if l.Mask&(MaskBlank|MaskControl|MaskHigh) == 0 {
		return s
	}
	if l.Mask&factTrim == 0 && s.Len() > 3 && Pilcrow(d.Raw[s.Start:]) > 0 {
		if c := d.Raw[s.Start+2]; c > ' ' && c != 0xC2 { // a paragraph of a page, as most are
			return Span{s.Start + 2, s.End - l.Mask.trailing()}
		}
	}
	if s.Start == 0 && hasByteOrderMark(d.Raw) {
		s.Start = uint32(len(byteOrderMark))
	}
	s.Start = skipUnseen(d.Raw, s.Start, s.End)
	if p := Pilcrow(d.Raw[s.Start:s.End]); p > 0 {
		s.Start = skipUnseen(d.Raw, s.Start+uint32(p), s.End)
	}
	return d.trimEnd(s)
}

// text is the content of line i as bytes.
func (d *Document) text(i int) []byte { return d.Bytes(d.content(i)) }

// byteOrderMark may stand before the first line of a text; it is none of it.
const byteOrderMark = "\xEF\xBB\xBF"

// hasByteOrderMark reports whether a byte order mark starts b.
func hasByteOrderMark(b []byte) bool {
	return len(b) >= len(byteOrderMark) && string(b[:len(byteOrderMark)]) == byteOrderMark
}

// leadingMark is the length of the byte order mark, at the start of the text, and
// of the pilcrow at the start of s.
func (d *Document) leadingMark(s Span) uint32 {
	if s.Start == 0 && hasByteOrderMark(d.Raw) {
		return uint32(len(byteOrderMark)) + leadingPilcrow(d.Raw[len(byteOrderMark):s.End])
	}
	return leadingPilcrow(d.Raw[s.Start:s.End])
}

// blankAt reports whether a blank starts at raw[at], and how long it is: a space,
// a tab, or a no-break space.
func blankAt(raw []byte, at, end uint32) (uint32, bool) {
	switch {
	case raw[at] == ' ' || raw[at] == '\t' || raw[at] == '\v' || raw[at] == '\f':
		return 1, true
	case raw[at] == 0xC2 && at+1 < end && raw[at+1] == 0xA0:
		return 2, true
	}
	return 0, false
}

// skipBlank is the first offset from at on that is not blank, at most end.
func skipBlank(raw []byte, at, end uint32) uint32 {
	for at < end {
		n, ok := blankAt(raw, at, end)
		if !ok {
			break
		}
		at += n
	}
	return at
}

// skipUnseen is [skipBlank] past control characters too: before a line they do not hide
// what it is. Behind something on the line they are text.
func skipUnseen(raw []byte, at, end uint32) uint32 {
	for at < end {
		switch n, ok := blankAt(raw, at, end); {
		case ok:
			at += n
		case raw[at] < ' ':
			at++
		default:
			return at
		}
	}
	return at
}

// trimEnd drops the blanks at the end of s.
func (d *Document) trimEnd(s Span) Span {
	for s.End > s.Start {
		c := d.Raw[s.End-1]
		switch {
		case c == ' ' || c == '\t' || c == '\v' || c == '\f':
			s.End--
		case c == 0xA0 && s.End-1 > s.Start && d.Raw[s.End-2] == 0xC2:
			s.End -= 2
		default:
			return s
		}
	}
	return s
}

// isBlank reports whether line i holds nothing but blanks.
func (d *Document) isBlank(i int) bool {
	return d.Lines[i].Mask&(classBits&^(MaskBlank|MaskControl|MaskHigh)) == 0 && d.content(i).Empty()
}

// nextText is the first line from i on that is not blank; len(d.Lines) when there is none.
func (d *Document) nextText(i int) int {
	for i < len(d.Lines) && d.isBlank(i) {
		i++
	}
	return i
}

// set says what line i is.
func (d *Document) set(i int, k Kind, z Zone) {
	d.Lines[i].Kind, d.Lines[i].Zone = k, z
}

// setBlank says that line i is blank.
func (d *Document) setBlank(i int) { d.set(i, KindBlank, ZoneBlank) }

// hasFold reports whether b begins with the ASCII word, whatever the case.
func hasFold(b []byte, word string) bool {
	if len(b) < len(word) {
		return false
	}
	for i := range len(word) {
		if x := b[i] ^ word[i]; x != 0 && (x != 0x20 || !isLetter(b[i])) {
			return false // neither the byte nor, but for case, the letter
		}
	}
	return true
}

// equalFold reports whether b is the ASCII word, whatever the case.
func equalFold(b []byte, word string) bool { return len(b) == len(word) && hasFold(b, word) }

// indexFold is the first place of the ASCII word in b, whatever the case; -1 when absent.
func indexFold(b []byte, word string) int {
	for i := 0; i+len(word) <= len(b); i++ {
		if lower(b[i]) == lower(word[0]) && hasFold(b[i:], word) {
			return i
		}
	}
	return -1
}

func lower(c byte) byte { return c + one(isUpper(c))*0x20 }

func isUpper(c byte) bool  { return 'A' <= c && c <= 'Z' }
func isLower(c byte) bool  { return 'a' <= c && c <= 'z' }
func isLetter(c byte) bool { return isLower(c | 0x20) }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }

// digits is the number of digits at the start of b.
func digits(b []byte) int {
	n := 0
	for n < len(b) && isDigit(b[n]) {
		n++
	}
	return n
}

// decimal is the value of the digits of b, at most nine of them.
func decimal(b []byte) int {
	n := 0
	for _, c := range b[:min(len(b), 9)] {
		n = n*10 + int(c-'0')
	}
	return n
}

// blanks is the number of spaces and tabs at the start of b.
func blanks(b []byte) int {
	n := 0
	for n < len(b) && (b[n] == ' ' || b[n] == '\t') {
		n++
	}
	return n
}

// word is the part of b before its first blank.
func firstWord(b []byte) []byte {
	for i, c := range b {
		if isBlank(c) {
			return b[:i]
		}
	}
	return b
}

// around reports whether the byte c stands in b with what must stand before and
// after it; c is the rarest of them.
func around(b []byte, before string, c byte, after string) bool {
	return indexAround(b, before, c, after) >= 0
}

// indexAround is the first place at which before, c and after stand in b; -1 when
// there is none. c is the rarest of their bytes.
func indexAround(b []byte, before string, c byte, after string) int {
	for at := len(before); at < len(b)-len(after); at++ {
		i := bytes.IndexByte(b[at:], c)
		if i < 0 {
			return -1
		}
		at += i
		if at+1+len(after) <= len(b) && string(b[at+1:at+1+len(after)]) == after && string(b[at-len(before):at]) == before {
			return at - len(before)
		}
	}
	return -1
}
