package cable

import (
	"bytes"
	"encoding/binary"
)

// isRuler reports whether a line with these bytes is a row of dashes, stars or
// equal signs.
func isRuler(m Mask) bool {
	const rule = MaskDash | MaskRule | MaskStar
	return m&rule != 0 && m&(classBits&^(rule|MaskBlank)) == 0
}

// drawsRuler reports whether line i is a ruler: two dashes alone are one dash of the text.
func (d *Document) drawsRuler(i int) bool {
	return isRuler(d.Lines[i].Mask) && d.content(i).Len() > 2
}

// body classifies the lines after the header fields.
func (r *reader) body() {
	d := r.d
	r.blank = true
	if r.bodyFrom > 0 {
		r.runOn(r.line-1, r.bodyFrom)
	}
	lines := d.Lines
	for ; r.line < len(lines) && d.Next == 0; r.line++ {
		l := &lines[r.line]
		m := l.Mask
		if m.blank() {
			l.Kind, l.Zone, r.blank = KindBlank, ZoneBlank, true
			continue
		}
		// Most lines are prose and nothing else. Few of the others get past the first
		// question, and it is one: a processor foretells its answer better than several.
		long := (longestSpecial + 1 - (l.End - l.Start)) >> 31 // 1 where the difference is less than 0
		first := &plainFirst[d.Raw[l.Start]]
		if m&first.unless[long&1]|m&MaskOpen&(m*openByDigit) == 0 && m&(MaskLower|MaskUpper) != 0 && (first.from < asWord && m&(MaskLower|factZero) == MaskLower || r.isPlain(l, first.from)) {
			l.Kind, l.Zone, r.blank = KindText, ZoneProse, false
			if m&factPair != 0 {
				d.asTable(l)
			}
			continue
		}
		r.bodyLine(r.line)
	}
	// What follows is another cable's.
	for i := d.Next; i > 0 && i < len(d.Lines); i++ {
		d.set(i, KindUnknown, ZoneUnknown)
	}
}

// askMask is the classes and facts of which a line of the body that is more than
// prose has one, unless its first byte says it already, or it has a parenthesis and
// digits: a paragraph may start in its middle.
const askMask = MaskQ | factZulu | factEdge

// openByDigit is the factor that makes MaskOpen of MaskDigit.
const openByDigit = MaskOpen / MaskDigit

// What a line of the body that begins with a byte and has letters must be to be prose and nothing else.
const (
	never    = iota // its words decide
	always          // without askMask
	whenBare        // the same, and long, or without residueMask
	whenLong        // the same, and more bytes than a line of another kind
	whenBoth        // the same, and long and without residueMask
	asWord          // the same, and another word than the lines of another kind
)

// firstByte is what the first byte of a line says of it.
type firstByte struct {
	unless [2]Mask // the classes and facts of which a line of prose has none: a short one, a long one
	from   uint8
}

// plainUnless is the part of firstByte that is the same for all bytes of a kind.
var plainUnless = [...][2]Mask{
	never:    {classBits, classBits},
	always:   {askMask, askMask},
	whenBare: {askMask | specialMask | residueMask, askMask | specialMask},
	whenLong: {classBits, askMask | specialMask},
	whenBoth: {classBits, askMask | specialMask | residueMask},
	asWord:   {classBits, askMask | specialMask},
}

// isPlain answers for the few lines of which more must be asked: those without small
// letters, with certain first letters, or with a 0.
func (r *reader) isPlain(l *Line, from uint8) bool {
	if from >= whenLong && !r.d.isPlainWord(l, from) {
		return false
	}
	return l.Mask&factZero == 0 || !r.holdsOf(l)
}

// isPlainWord reports whether the first word of a long line of the kind from is none
// of those that say what a line is.
func (d *Document) isPlainWord(l *Line, from uint8) bool {
	word := (*[3]byte)(d.Raw[l.Start:])
	if l.Mask&MaskLower == 0 && word[2] == ' ' {
		return false // called stations: OO RUEHC
	}
	return from != asWord || word[0] == 'T' && word[1] == 'h' && word[2] != 'i' || l.Mask&residueMask == 0 && isOtherWord(word)
}

// holdsOf reports whether a line may hold a page mark of the newer system.
func (r *reader) holdsOf(l *Line) bool {
	return l.mayHoldFurniture() && r.nextOf(l.Mask, r.d.Raw[l.Start:l.End]) >= 0
}

// asTable makes a line of prose with columns a line of a table.
func (d *Document) asTable(l *Line) {
	if l.End-l.Start > 20 && d.isTable(l) {
		l.Kind, l.Zone = KindTable, ZoneTable
	}
}

// isOtherWord reports whether a word that begins with b is none of those that say
// what a line is: SIPDIS, SUBJECT, This record, VZCZC, ZNR.
func isOtherWord(b *[3]byte) bool {
	switch b[0] {
	case 'S', 's':
		return lower(b[1]) != 'i' && lower(b[1]) != 'u'
	case 'T':
		return lower(b[2]) != 'i'
	case 'V':
		return lower(b[1]) != 'z'
	default:
		return b[1] != 'N'
	}
}

// plainFirst is what the first bytes of lines say.
var plainFirst = buildPlainFirst()

func buildPlainFirst() (t [256]firstByte) {
	for b := range t {
		from := plainFrom(byte(b))
		t[b] = firstByte{plainUnless[from], from}
	}
	return t
}

func plainFrom(c byte) uint8 {
	switch {
	case c <= ' ' || c >= 0x7f || isDigit(c) || bytes.IndexByte([]byte("(<#>Q"), c) >= 0:
		return never
	case bytes.IndexByte([]byte("SsTVZ"), c) >= 0:
		return asWord
	case c == 'E' || c == 'W':
		return whenBoth
	case bytes.IndexByte([]byte("ADFGHIJKXY"), c) >= 0:
		return whenBare
	case isUpper(c) || c == 'n':
		return whenLong
	default:
		return always
	}
}

// bodyLine classifies one line of the body. Most lines are prose: what can be
// something else is told apart by the classes of its bytes and its first byte.
func (r *reader) bodyLine(i int) {
	d := r.d
	l := &d.Lines[i]
	if l.Mask&(MaskLower|MaskUpper|MaskDigit) == 0 && r.wordless(i) {
		return
	}
	if l.Zone == ZoneFurniture {
		return // the second half of a page header
	}
	s := d.content(i)
	// A mark has a 0 or a Z on a line that starts with a number or a portion mark.
	if m := l.Mask; m&MaskDigit != 0 && (m&(factZero|factZulu) != 0 || !startsNumber[d.Raw[s.Start]]) && r.pageMark(i, s) {
		if l.Zone&ZoneFurniture != 0 {
			return
		}
		s = d.afterMark(s)
	}
	b := d.Bytes(s)
	l.Kind, l.Zone = KindText, ZoneProse
	c, from := b[0], s.Start // from: where a further paragraph may start
	switch {
	case isDigit(c) && l.Mask&MaskDash != 0 && i > 0 && isDatabaseRow(b):
		d.nextCable(i)
		return
	case isDigit(c) || c == '(':
		if r.paragraph(i, s) {
			l.Kind = KindParagraph
			p := &d.Paragraphs[len(d.Paragraphs)-1]
			if p.Number == 0 {
				l.Kind = KindUnnumbered
			}
			from = max(from, p.Mark.Span.End)
		} else if isDigit(c) && l.Mask&MaskDash != 0 && isResidue(l.Mask, b) {
			d.set(i, KindPageMetadata, ZonePageMetadata)
			return
		}
	case c == 'Q' && d.isEcho(i, b):
		l.Kind, l.Zone = KindEcho, ZoneFurniture
		d.Echoes = append(d.Echoes, Span{l.Start, l.Next()})
		return
	case (c == 'V' || c == 'O' || c == 'P' || c == 'R' || c == 'Z' || c == 'T') && r.otherCable(i, b):
		return
	case isUpper(c) || c == 's' || c == '<' || c == '#' || c == '>' || c == 'n':
		if r.special(i, b) {
			return
		}
	}
	if l.Kind == KindText && l.Mask&factPair != 0 {
		d.asTable(l)
	}
	if l.Mask&MaskOpen != 0 && l.Mask&MaskDigit != 0 {
		r.runOns(i, s, from)
	}
	if l.Mask&MaskQ != 0 && l.End-l.Start > 2*shortestEcho {
		d.inlineEchoes(*l)
	}
	r.blank = false
}

// startsNumber marks the bytes with which numbers and portion marks begin.
var startsNumber = [256]bool{'(': true, '0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true}

// wordless classifies line i, which has no letters and digits, when it is blank or a ruler.
func (r *reader) wordless(i int) bool {
	switch {
	case r.d.isBlank(i):
		r.d.setBlank(i)
	case r.d.drawsRuler(i):
		r.d.set(i, KindRuler, ZoneRuler)
	default:
		return false
	}
	r.blank = true
	return true
}

// special classifies the lines of the body that begin with a capital and are not
// prose: repeated captions, classification lines of pages, end marks, stamps.
func (r *reader) special(i int, b []byte) bool {
	d := r.d
	l := &d.Lines[i]
	if l.Mask&(specialMask|residueMask) == 0 && len(b) > longestSpecial && lower(b[0]) != 's' {
		return false
	}
	switch b[0] {
	case 'S', 's':
		if hasFold(b, "SIPDIS") && (len(b) == 6 || b[6] == ' ') {
			return r.sipdis(i, len(b) == 6)
		}
		if atSubject(b, true) > 0 {
			return r.subjectAgain(i, d.content(i))
		}
		fallthrough
	case 'C', 'U', 'T', 'L':
		if r.otherBanner(i, b) {
			return true
		}
		if isClassLine(b) && d.besidePage(i) {
			d.set(i, KindLegacyPage, ZoneFurniture)
			return true
		}
	case 'M':
		if equalFold(b, "Message Attributes") {
			d.attributes(i)
			r.line = len(d.Lines)
			return true
		}
	case 'P':
		if isPageMark(b) {
			return r.legacyPage(i, d.content(i)) && l.Zone == ZoneFurniture
		}
	}
	switch {
	case l.Mask&MaskDash != 0 && l.Mask&MaskDigit != 0 && isDistribution(b):
		d.set(i, KindDistribution, ZoneFurniture)
	case len(b) > 120:
		return false
	case isEndMark(b):
		d.set(i, KindEndMark, ZoneSignature)
	case l.Mask&MaskSlash != 0 && l.Mask&MaskLower != 0 && isStamp(b):
		d.set(i, KindStamp, ZonePageMetadata)
	case l.Mask&MaskColon != 0 && isDateLine(b) || (l.Mask&residueMask != 0 || len(b) <= 16) && isResidue(l.Mask, b):
		d.set(i, KindPageMetadata, ZonePageMetadata)
	default:
		return false
	}
	return true
}

// otherCable reports whether line i starts a transmission header: that of a
// second cable glued to this one, or this one's own, printed again.
func (r *reader) otherCable(i int, b []byte) bool {
	d := r.d
	switch k := formatLine(b); {
	case k == KindStart:
	case k == KindCalledStations || k == KindDateTimeGroup:
		if n := d.nextText(i + 1); n == len(d.Lines) || formatLine(d.text(n)) == KindUnknown {
			return false
		}
	case !hasFold(b, partialExtract) || d.quoted(i):
		return false
	}
	if d.quoted(i) {
		return false
	}
	if r.ownHeader(i) {
		return r.headerAgain(i)
	}
	d.nextCable(i)
	return true
}

// nextCable ends this cable before line i, or before the page's lines above it.
func (d *Document) nextCable(i int) {
	d.Next = i
	for n := i - 1; n > d.BodyLine && (d.isBlank(n) || d.Lines[n].Kind == KindPageMetadata); n-- {
		if !d.isBlank(n) {
			d.Next = n
		}
	}
}

// otherBanner reports whether line i is the banner of a second cable glued to
// this one: it names another message, and header fields follow it.
func (r *reader) otherBanner(i int, b []byte) bool {
	d := r.d
	if d.Lines[i].Mask&MaskDigit == 0 || len(d.Paragraphs) == 0 || !isBannerLine(b) || d.sameCable(i) || d.quoted(i) {
		return false
	}
	for n, left := d.nextText(i+1), 10; n < len(d.Lines) && left > 0; n, left = d.nextText(n+1), left-1 {
		if f, _ := labelAt(d.text(n), true); f == fieldEO || f == fieldTags {
			d.nextCable(i)
			return true
		}
	}
	return false
}

// ownHeader reports whether line i is a line of this cable's transmission header,
// or starts one over this cable's own banner: that of a further section.
func (r *reader) ownHeader(i int) bool {
	d := r.d
	for n := i + 1; n < min(len(d.Lines), i+longestHeader); n++ {
		if b := d.text(n); len(b) > 0 && d.isBanner(n, b) {
			if d.sameCable(n) {
				return true
			}
			break
		}
	}
	for k := range min(d.Banner.Line, len(d.Lines), longestHeader) {
		if d.Lines[k].Zone == ZoneHeader && d.sameLine(k, i) {
			return true
		}
	}
	return false
}

// headerAgain takes the transmission header that is printed again from line i on
// out of what is read.
func (r *reader) headerAgain(i int) bool {
	d := r.d
	after := KindUnknown
	for n := i; n < len(d.Lines) && n < i+80; n++ {
		if d.isBlank(n) {
			d.setBlank(n)
			r.line = n
			continue
		}
		b := d.text(n)
		if isBannerLine(b) || r.startsHead(n, b) {
			break
		}
		if after = preludeKind(b, after); after == KindUnknown {
			break
		}
		d.set(n, after, ZoneRepeat)
		r.line = n
	}
	return true
}

// specialMask is the classes of which each special line has one that is longer
// than longestSpecial, in bytes, unless it begins with S, or with E, T or W as some
// residue does.
const (
	specialMask    = MaskSlash | MaskColon | MaskDigit
	longestSpecial = 44
)

// mayBeResidue reports whether a line with these bytes can be what isPageResidue
// looks for.
func mayBeResidue(m Mask, b []byte) bool {
	return m&residueMask != 0 || len(b) < 16 || lower(b[0]) == 't'
}

// residueMask is the classes of which a publisher's residue has one, but for its
// shortest forms.
const residueMask = MaskSlash | MaskHash | MaskStar | MaskTick | MaskDash | MaskColon

// sipdis classifies line i, which starts with the caption that a page break
// repeats: alone, or with text after it.
func (r *reader) sipdis(i int, alone bool) bool {
	d := r.d
	if alone && len(d.Captions) == 0 && len(d.Paragraphs) == 0 {
		// The cable's own: what stands before it is a header block printed again.
		if c, ok := d.parseCaption(i); ok {
			d.Captions = append(d.Captions, c)
			d.set(i, KindCaption, ZoneHeader)
			return true
		}
	}
	if alone && d.underQuotedBanner(i) {
		return false // the caption of a cable that the text repeats
	}
	if alone {
		d.set(i, KindCaptionInBody, ZoneFurniture)
		return true
	}
	at := d.content(i).Start
	if d.Raw[at+1] == 'I' && len(d.Paragraphs) > 0 {
		d.Marks = append(d.Marks, Mark{Span{at, at + 7}, ZoneFurniture})
	}
	return false
}

// underQuotedBanner reports whether line i stands below the banner of a cable that
// the text quotes, with nothing but captions between: QUOTE: S E C R E T STATE 127892.
func (d *Document) underQuotedBanner(i int) bool {
	for p := i - 1; p >= 0 && i-p < 10; p-- {
		b := d.text(p)
		if len(b) == 0 || isCaptionLine(b) {
			continue
		}
		if hasFold(b, "quote") || hasFold(b, "begin") {
			k := bytes.IndexByte(b, ':')
			b = b[k+1:]
			return k > 0 && isBannerLine(b[blanks(b):])
		}
		return isBannerLine(b) && !d.sameCable(p)
	}
	return false
}

// isEcho reports whether line i is Q and a copy of the line before it.
func (d *Document) isEcho(i int, b []byte) bool {
	b = b[1:]
	if len(b) < 4 {
		return false
	}
	for p := i - 1; p >= 0 && i-p < 6; p-- {
		if d.isBlank(p) || d.Lines[p].Zone&ZoneFurniture != 0 {
			continue
		}
		return bytes.Equal(d.text(p), b)
	}
	return false
}

// The bounds of an echo in the middle of a line, in bytes: how much must be equal
// for it to be no chance, and how far back the system repeats.
const (
	shortestEcho = 25
	farthestEcho = 200
)

// inlineEchoes finds the echoes in an unwrapped line: Q, and after it a copy of
// what stands before it.
func (d *Document) inlineEchoes(l Line) {
	raw := d.Raw
	for at := l.Start + shortestEcho; at < l.End; at++ {
		i := bytes.IndexByte(raw[at:l.End], 'Q')
		if i < 0 {
			return
		}
		at += uint32(i)
		if at+1+shortestEcho > l.End {
			return
		}
		back := max(l.Start, at-min(at, farthestEcho))
		k := LastCopy(raw[back:at], raw[at+1:at+1+shortestEcho])
		if k < 0 {
			continue
		}
		original := raw[back+uint32(k) : at]
		end := at + 1 + uint32(len(original))
		if end > l.End || !bytes.Equal(original, raw[at+1:end]) {
			continue
		}
		d.Echoes = append(d.Echoes, Span{at, end})
		d.Marks = append(d.Marks, Mark{Span{at, end}, ZoneFurniture})
		at = end
	}
}

// LastCopy is the offset of the last copy of s, which has two bytes or more, in b; -1
// when there is none. The text is short: to look for the first two bytes of s costs less
// than to hash it.
func LastCopy(b, s []byte) int {
	first, second := ones*uint64(s[0]), ones*uint64(s[1])
	for k := len(b) - len(s); k >= 0; k-- {
		for k >= 6 && !mayHavePair(binary.LittleEndian.Uint64(b[k-6:]), first, second) {
			k -= 7 // none of seven places has them
		}
		if k >= 0 && bytes.Equal(b[k:k+len(s)], s) {
			return k
		}
	}
	return -1
}

// mayHavePair reports whether in the bytes of w one may be that of first, and the next
// one that of second, of which each is eight times in its word.
func mayHavePair(w, first, second uint64) bool {
	return zeroBytes(w^first)&(zeroBytes(w^second)>>8) != 0
}

// opensBlock reports whether line i stands before paragraph 1 or at the start of a
// block: there a short copy of the SUBJECT counts, and one on whose line the text
// goes on.
func (r *reader) opensBlock(i int) bool {
	d := r.d
	if len(d.Paragraphs) == 0 {
		return true
	}
	return i > 0 && (d.isBlank(i-1) || d.Lines[i-1].Zone == ZoneFurniture)
}

// isTable reports whether line l has columns: two or more gaps of three blanks
// or more between its words. Of three blanks one is a third byte.
func (d *Document) isTable(l *Line) bool {
	b := d.Raw[skipBlank(d.Raw, l.Start, l.End):l.End]
	if !mayHaveGap(b) {
		return false
	}
	gaps := 0
	for i := 2; i < len(b); {
		if b[i] != ' ' {
			i += 3
			continue
		}
		from, to := i, i+1
		for b[from-1] == ' ' { // the first byte is no blank
			from--
		}
		for to < len(b) && b[to] == ' ' {
			to++
		}
		if to-from >= 3 {
			if to += blanks(b[to:]); to == len(b) {
				break
			}
			gaps++
		}
		i = to + 3
	}
	return gaps > 1
}

// mayHaveGap reports whether three blanks may stand side by side in b. Most lines with
// two have them between sentences, and are told from a table eight bytes at a time, of
// which the last two are looked at again.
func mayHaveGap(b []byte) bool {
	if len(b) < 8 {
		return true
	}
	for at := 0; at < len(b)-2; at += 6 {
		blank := zeroBytes(binary.LittleEndian.Uint64(b[min(at, len(b)-8):]) ^ ones*' ')
		if blank&(blank>>8)&(blank>>16) != 0 {
			return true
		}
	}
	return false
}

// paragraphNumber reads the number at the start of b: its value, and the offset
// of what follows the number, its stop and the blanks. The value is 0 when there is none.
func paragraphNumber(b []byte) (value, next int) {
	n := digits(b)
	if n == 0 || n > 4 || n == len(b) {
		return 0, 0
	}
	if n+2 < len(b) && b[n] == '.' && b[n+1] == ' ' && !isBlank(b[n+2]) {
		return decimal(b[:n]), n + 2 // as most are written
	}
	at := n
	if n+3 < len(b) && isBlank(b[n]) && b[n+1] == '.' {
		if k := n + 2 + blanks(b[n+2:]); k < len(b) && b[k] == '(' {
			at++ // "1 . (C)"
		}
	}
	for at < len(b) && at < n+2 && isNumberStop(b[at]) {
		at++
	}
	stop := at > n
	at += blanks(b[at:])
	if at == len(b) {
		if stop && b[n] == '.' {
			return decimal(b[:n]), at
		}
		return 0, 0
	}
	switch {
	case b[at] == '(':
	case !stop || at == n+1 && !isUpper(b[at]):
		return 0, 0
	case b[n] != '.':
		return 0, 0
	}
	return decimal(b[:n]), at
}

// isNumberStop reports whether c may stand behind the number of a paragraph.
func isNumberStop(c byte) bool { return c == '.' || c == ',' || c == ';' || c == ':' || c == ')' }

// marked reports whether s starts with a portion mark.
func (d *Document) marked(s Span) bool {
	if s.Len() < 3 || d.Raw[s.Start] != '(' {
		return false
	}
	m, _ := d.parsePortionMark(s.Start, s.End)
	return m.Marked()
}

// paragraph reads the start of a paragraph at s on line i: a number, a mark, or
// both. It reports whether there is one.
func (r *reader) paragraph(i int, s Span) bool {
	d := r.d
	if d.Raw[s.Start] == '(' {
		return r.markFirst(i, s)
	}
	value, next := paragraphNumber(d.Bytes(s))
	pilcrow := r.hasPilcrow(i)
	if value == 0 {
		if pilcrow {
			r.falsePilcrow(i, decimal(d.Raw[s.Start:s.Start+uint32(digits(d.Bytes(s)))]))
		}
		return false
	}
	if n := len(d.Paragraphs) - 1; n >= 0 && d.Paragraphs[n].Number == value && s.Len() >= leastCopy && bytes.Equal(d.text(i-1), d.Bytes(s)) {
		return false // the line above was sent twice
	}
	p := Paragraph{Line: i, Number: value, Pilcrow: pilcrow}
	p.NumberSpan = d.trimEnd(Span{s.Start, s.Start + uint32(next)})
	p.Mark, p.Text.Start = d.parsePortionMark(s.Start+uint32(next), s.End)
	if !p.Mark.Marked() && (value == r.last+1 || value == 1) {
		p.Mark, p.Text.Start = d.oddMark(s.Start+uint32(next), s.End)
	}
	if !p.Mark.Marked() {
		p.Text.Start = s.Start + uint32(next)
		if !bareStop(d.Raw, p.NumberSpan) {
			return false
		}
	}
	p.Text = Span{skipBlank(d.Raw, p.Text.Start, s.End), s.End}
	if isDigit(d.Raw[p.NumberSpan.End-1]) && !r.blank && !r.ended(i) {
		return false // "paragraph / 3 (c) of the plan": without a stop only a new sentence counts
	}
	ok, nested := r.isParagraph(i, &p)
	if !ok {
		if pilcrow {
			r.falsePilcrow(i, value)
		}
		return false
	}
	p.Nested = nested
	r.add(&p)
	return true
}

// leastCopy is the least length of a line that starts a paragraph and whose
// repetition is no second paragraph.
const leastCopy = 30

// bareStop reports whether the number at s ends in one stop, the only form that
// counts without a portion mark.
func bareStop(raw []byte, s Span) bool {
	return s.Len() >= 2 && raw[s.End-1] == '.' && isDigit(raw[s.End-2])
}

// markFirst reads a paragraph that starts with its mark: "(C) 1. Text", "(C) Text".
func (r *reader) markFirst(i int, s Span) bool {
	d := r.d
	m, next := d.parsePortionMark(s.Start, s.End)
	if !m.Marked() {
		return r.numberInParentheses(i, s)
	}
	if next < s.End && (d.Raw[next] == ',' || d.Raw[next] == ')') {
		return false // "(c), and (d)." of an authority
	}
	next = skipBlank(d.Raw, next, s.End)
	if n := len(d.Paragraphs) - 1; n >= 0 && i > 0 {
		if p := &d.Paragraphs[n]; p.Line == i-1 && p.Number > 0 && p.Text.Empty() && !p.Mark.Marked() {
			p.Mark, p.Text = m, Span{next, s.End} // the number stands alone on the line above
			return false
		}
	}
	p := Paragraph{Line: i, Mark: m, Pilcrow: r.hasPilcrow(i), Text: Span{next, s.End}}
	number := skipBlank(d.Raw, next, s.End)
	if value, n := paragraphNumber(d.Raw[number:s.End]); value > 0 {
		p.Number = value
		p.NumberSpan = d.trimEnd(Span{number, number + uint32(n)})
		p.Text.Start = number + uint32(n)
		if ok, nested := r.isParagraph(i, &p); ok {
			p.Nested = nested
			r.add(&p)
			return true
		}
		p.Number, p.NumberSpan, p.Text.Start = 0, Span{}, next
	}
	if !r.blank && !r.opensUnwrapped(i, m, p.Text) {
		return false
	}
	r.add(&p)
	return true
}

// unwrappedLine is the length of a line that holds more than a line of a telegram.
const unwrappedLine = 120

// opensUnwrapped reports whether line i, with mark m before text, is a paragraph of
// its own though no blank line stands above: who unwrapped the lines dropped it. The
// line is longer than telegrams have them, and the one above is over.
func (r *reader) opensUnwrapped(i int, m PortionMark, text Span) bool {
	d := r.d
	b := d.Bytes(text)
	if len(b) < unwrappedLine || !isUpper(b[0]) || !isLower(b[1]) && !isBlank(b[1]) || i == 0 {
		return false
	}
	above := d.text(i - 1)
	if letter := d.Raw[m.Span.Start+1]; m.Span.Len() == 3 && len(above) > 2 && above[0] == '(' && above[1] == letter-1 && above[2] == ')' {
		return false // (B), (C): items of a list
	}
	return r.ended(i) || d.Lines[i-1].Kind == KindParagraph && d.short(i-1)
}

// numberInParentheses reads a paragraph whose number stands in parentheses,
// "(6). (C) Text": only the next number before a mark counts.
func (r *reader) numberInParentheses(i int, s Span) bool {
	d := r.d
	b := d.Bytes(s)
	n := digits(b[1:])
	if n == 0 || n > 2 || len(b) < n+6 || b[n+1] != ')' || decimal(b[1:n+1]) != r.last+1 || !r.blank {
		return false
	}
	at := s.Start + uint32(n) + 2
	if d.Raw[at] == '.' {
		at++
	}
	m, next := d.parsePortionMark(at, s.End)
	if !m.Marked() {
		return false
	}
	r.add(&Paragraph{
		Line: i, Number: r.last + 1, NumberSpan: Span{s.Start, at}, Mark: m, Pilcrow: r.hasPilcrow(i),
		Text: Span{skipBlank(d.Raw, next, s.End), s.End},
	})
	return true
}

// add appends a paragraph.
func (r *reader) add(p *Paragraph) {
	switch {
	case p.Number == 0:
	case p.Nested:
		r.lastNested = p.Number
	default:
		if p.Number == 3 && r.last == 1 && r.lastNested == 1 {
			r.secondOne()
		}
		r.last, r.lastNested = p.Number, 0
		r.marked = p.Mark.Marked() && !p.Mark.EntireText
	}
	if p.Pilcrow {
		r.pilcrow = p.Number
	}
	r.d.Paragraphs = append(r.d.Paragraphs, *p)
}

// secondOne is for a paragraph 3 after a paragraph 1 and one item 1: where that has
// its mark it is no list of one item but the paragraph that should have been 2.
func (r *reader) secondOne() {
	ps := r.d.Paragraphs
	if p := &ps[len(ps)-1]; p.Nested && p.Number == 1 && p.Mark.Marked() {
		p.Nested = false
	}
}

// isParagraph decides whether the number at the start of line i numbers a
// paragraph or an item of a list inside one, or is a year, a day or a figure that
// a line happens to start with.
func (r *reader) isParagraph(i int, p *Paragraph) (ok, nested bool) {
	n := p.Number
	if n == 0 || n > 199 {
		return false, false
	}
	item := r.lastNested > 0 && n == r.lastNested+1 // the next item of the open list
	if p.Mark.Marked() {
		switch {
		case r.last > 0 && r.d.Raw[p.NumberSpan.End-1] == ')':
			return true, true
		case n == r.last+1:
			return true, false
		case n == 1 && r.last > 0:
			return true, true
		}
		return true, item
	}
	if ok, nested := r.chained(i, n); ok {
		return true, nested
	}
	if !r.blank && !r.ended(i) {
		if n == r.last+1 && n > 1 && p.Pilcrow && r.belowCapitals(i, p.Text) {
			return true, false
		}
		return item, true
	}
	switch {
	case n == r.last+1 && item:
		return true, r.marked
	case n == r.last+1:
		return r.last > 0 || n == 1, false
	case n == 1 || item:
		return true, true
	case n == r.last:
		return true, false
	case n > r.last:
		return r.blank && n < 100 && (r.ended(i) || r.belowList(i)), false
	}
	return true, r.marked
}

// belowCapitals reports whether line i, whose text is in lower case, stands directly
// below a heading in capitals, as in a layout without blank lines.
func (r *reader) belowCapitals(i int, text Span) bool {
	d := r.d
	if i == 0 || text.Len() < 2 || !isLower(d.Raw[text.Start+1]) {
		return false
	}
	above := d.text(i - 1)
	return len(above) > 3 && len(above) <= 70 && isUpper(above[0]) && allCapitals(above)
}

// chained reports whether line i stands directly below the item before it, as in
// a list without blank lines, and whether that item is nested.
func (r *reader) chained(i, n int) (ok, nested bool) {
	k := len(r.d.Paragraphs) - 1
	if k < 0 || i == 0 || r.d.Paragraphs[k].Line != i-1 || r.d.Paragraphs[k].Number != n-1 || r.d.Paragraphs[k].Mark.Marked() {
		return false, false
	}
	return true, r.d.Paragraphs[k].Nested
}

// belowList reports whether the line above line i, blank lines apart, ends in a closing
// parenthesis, as the items of a list do, and line i stands by itself.
func (r *reader) belowList(i int) bool {
	d := r.d
	n := i - 1
	for n >= 0 && d.isBlank(n) {
		n--
	}
	return n >= 0 && d.Lines[n].Zone&ZoneProse != 0 && bytes.HasSuffix(d.text(n), []byte{')'}) && i+1 < len(d.Lines) && d.isBlank(i+1)
}

// ended reports whether the text before line i ends a sentence or a list item.
func (r *reader) ended(i int) bool {
	d := r.d
	for i--; i >= 0; i-- {
		if d.Lines[i].Zone&(ZoneBlank|ZoneFurniture) != 0 {
			continue
		}
		b := d.text(i)
		return d.Lines[i].Zone&ZoneProse == 0 || endsSentence(b) || endsRedacted(b)
	}
	return true
}

// endsRedacted reports whether b ends in a redaction.
func endsRedacted(b []byte) bool {
	return bytes.HasSuffix(b, []byte("XXXXX")) || bytes.HasSuffix(b, []byte("xxxxx"))
}

// endsSentence reports whether b ends in a stop, a colon or a closing mark after one.
func endsSentence(b []byte) bool {
	for len(b) > 0 {
		switch c := b[len(b)-1]; c {
		case '.', '!', '?', ':', ';':
			return true
		case '"', '\'', ')', ']', '8':
			b = b[:len(b)-1]
			if c == '8' && (len(b) == 0 || b[len(b)-1] != '.') {
				return false
			}
		case 0x9D: // the last byte of a closing curly quote
			if len(b) < 3 {
				return false
			}
			b = b[:len(b)-3]
		default:
			return false
		}
	}
	return false
}

// hasPilcrow reports whether a page put a pilcrow before line i.
func (r *reader) hasPilcrow(i int) bool {
	return r.d.Lines[i].Mask&MaskHigh != 0 && r.d.pilcrowAt(i)
}

// pilcrowAt reports whether line i starts with a pilcrow.
func (d *Document) pilcrowAt(i int) bool {
	l := &d.Lines[i]
	if d.Raw[l.Start] > ' ' && Pilcrow(d.Raw[l.Start:l.End]) > 0 {
		return true
	}
	at := skipBlank(d.Raw, l.Start, l.End)
	return Pilcrow(d.Raw[at:l.End]) > 0
}

// falsePilcrow records the pilcrow of line i when the number after it ends the
// sentence of the line above: it numbers no paragraph and no item of a list.
func (r *reader) falsePilcrow(i, value int) {
	d := r.d
	counted := value == r.pilcrow+1
	r.pilcrow = value
	above, gap, torn := i-1, false, false
	for ; above >= 0 && d.Lines[above].Zone&(ZoneFurniture|ZoneBlank) != 0; above-- {
		gap = gap || d.isBlank(above)
		torn = torn || !d.isBlank(above)
	}
	if above < 0 || gap && !torn || d.Lines[above].Zone&ZoneProse == 0 {
		return
	}
	b := d.text(above)
	if !asksForNumber(b) && (counted || endsSentence(b) || endsRedacted(b)) {
		return
	}
	l := d.Lines[i]
	at := skipBlank(d.Raw, l.Start, l.End)
	d.FalsePilcrows = append(d.FalsePilcrows, Span{at, at + 2})
}

// asksForNumber reports whether b ends in a word that a day, a year or another
// number follows: a month, a preposition, "Resolution".
func asksForNumber(b []byte) bool {
	w := b[bytes.LastIndexByte(b, ' ')+1:]
	for _, s := range [...]string{
		"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
		"in", "of", "on", "at", "by", "to", "until", "since", "from", "between", "through", "than", "about", "around",
		"resolution", "unscr", "paragraph", "paragraphs", "para", "paras", "article", "articles", "and", "or",
	} {
		if equalFold(w, s) {
			return true
		}
	}
	return false
}

// runOns finds the paragraphs that start in the middle of s with a mark at or after from.
func (r *reader) runOns(i int, s Span, from uint32) {
	for at := s.Start; ; {
		at = r.d.runOnFrom(at, max(at, from), s.End, r.last+1, r.last+1+mostSkipped)
		if at == 0 {
			return
		}
		r.runOn(i, at)
		at++
	}
}

// mostSkipped is how many paragraphs may be missing before one that starts in
// mid-line: a publisher takes out a few.
const mostSkipped = 3

// runOnFrom is the offset in [from, end) at which the paragraph numbered want, or
// one up to most where some before it are missing, starts in mid-line, after the
// end of a sentence and before a portion mark that stands at or after mark; 0 when
// there is none.
func (d *Document) runOnFrom(from, mark, end uint32, want, most int) uint32 {
	raw := d.Raw
	for at := mark; at < end; at++ {
		i := bytes.IndexByte(raw[at:end], '(')
		if i < 0 {
			return 0
		}
		at += uint32(i)
		p := at
		for p > from && (raw[p-1] == ' ' || raw[p-1] == '\t') {
			p--
		}
		for p > from && (raw[p-1] == '.' || raw[p-1] == ',') && at-p < 6 {
			p--
		}
		n := backDigits(raw, from, p)
		if n == 0 || n > 2 {
			continue
		}
		value := decimal(raw[p-n : p])
		if value < want || value > most {
			continue
		}
		start := p - n
		if start <= from || raw[start-1] != ' ' {
			continue
		}
		before := d.trimEnd(Span{from, start})
		if before.Empty() {
			continue
		}
		m, next := d.parsePortionMark(at, end)
		if b := d.Bytes(before); !endsSentence(b) && !d.markEnds(before.End) && !(want == 1 && endsReason(b)) &&
			!(want > 1 && value == want && m.Canonical && raw[p] == '.' && closes(b) && d.startsUpper(Span{next, end})) {
			continue
		}
		if m.Marked() && (value == want || d.opensAfterGap(before, Span{next, end})) {
			return start
		}
	}
	return 0
}

// opensAfterGap reports whether what stands before a number that is not the next one
// ends a sentence and what stands behind its mark begins one: "see para. 12. (C)" and
// "2. (C) and 5. (C)" name paragraphs.
func (d *Document) opensAfterGap(before, after Span) bool {
	b := d.Bytes(before)
	if !endsSentence(b) || opensList(b) {
		return false
	}
	w := bytes.TrimSuffix(b[bytes.LastIndexAny(b, " (")+1:], []byte("."))
	for _, s := range [...]string{"para", "paras", "ref", "refs", "no", "nos", "cf"} {
		if equalFold(w, s) {
			return false
		}
	}
	return d.startsUpper(after)
}

// startsUpper reports whether s starts with a capital, blanks apart.
func (d *Document) startsUpper(s Span) bool {
	at := skipBlank(d.Raw, s.Start, s.End)
	return at < s.End && isUpper(d.Raw[at])
}

// closes reports whether b ends in what closes a note or a quotation that has no stop:
// (Appendix source 2), End Comment), but not (b).
func closes(b []byte) bool {
	n := len(b)
	return n > 3 && (b[n-1] == ')' || b[n-1] == '"') && isAlnum(b[n-2]) && b[n-3] != '('
}

// endsReason reports whether b ends in the letter of a reason: 1.4 (b), (d).
func endsReason(b []byte) bool {
	n := len(b)
	return n > 3 && b[n-1] == ')' && 'a' <= lower(b[n-2]) && lower(b[n-2]) <= 'h'
}

// markEnds reports whether a mark of furniture ends at or just before at.
func (d *Document) markEnds(at uint32) bool {
	for k := len(d.Marks) - 1; k >= 0 && k >= len(d.Marks)-4; k-- {
		if m := d.Marks[k]; m.Span.End == at && m.Zone&ZoneFurniture != 0 {
			return true
		}
	}
	return false
}

// runOn records the paragraph that starts at at in the middle of line i.
func (r *reader) runOn(i int, at uint32) {
	d := r.d
	end := d.content(i).End
	value, next := paragraphNumber(d.Raw[at:end])
	if value == 0 {
		return
	}
	p := Paragraph{Line: i, Number: value, RunOn: true}
	p.NumberSpan = d.trimEnd(Span{at, at + uint32(next)})
	p.Mark, p.Text.Start = d.parsePortionMark(at+uint32(next), end)
	p.Text = Span{skipBlank(d.Raw, p.Text.Start, end), end}
	r.add(&p)
}
