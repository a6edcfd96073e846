package cable

import (
	"bytes"
	"encoding/binary"
)

// prelude classifies the lines before the message text: what a page put round
// the cable, and the transmission header. It stops at the banner, or at the
// first header field or paragraph when there is none.
func (r *reader) prelude() {
	d := r.d
	page := d.pageBlock()
	after := KindUnknown                    // the kind that an address or office line goes on with
	gap, dump, begun := false, false, false // dump: a database row stands before the header; begun: a format line was read
	for r.line = page; r.line < len(d.Lines); r.line++ {
		i := r.line
		if d.isBlank(i) {
			d.setBlank(i)
			if after == KindCalledStations {
				after = KindUnknown
			}
			gap = true
			continue
		}
		s := d.content(i)
		b := d.Bytes(s)
		if gap && (after == KindTo || after == KindInfo) && !hasIndicator(b) {
			after = KindUnknown
		}
		gap = false
		if (after == KindTo || after == KindInfo || after == KindExempt) && hasIndicator(b) {
			if after == KindExempt {
				after = KindInfo
			}
			d.set(i, after, ZoneHeader)
			continue
		}
		if k := formatLine(b); k != KindUnknown {
			d.set(i, k, ZoneHeader)
			after, begun = k, true
			continue
		}
		if isClassLine(b) && d.besidePage(i) {
			d.set(i, KindLegacyPage, ZoneFurniture)
			continue
		}
		if isDatabaseRow(b) {
			d.rowValues(b)
			d.set(i, KindPageMetadata, ZonePageMetadata)
			continue
		}
		if d.Lines[i].Zone == ZoneFurniture {
			continue // the second half of a page header
		}
		if d.Lines[i].Mask&MaskDigit != 0 && bytes.Contains(b, []byte("PAGE ")) && r.pageMark(i, s) {
			if d.Lines[i].Zone == ZoneFurniture {
				continue
			}
			s = d.afterMark(s)
			b = d.Bytes(s)
		}
		if k := d.addressLine(d.Lines[i].Mask, b); k != KindUnknown {
			d.set(i, k, ZoneHeader)
			after = k
			continue
		}
		banner := r.readsBanner(i, s)
		if banner && !begun && d.preamble(i) {
			r.preambleEnd(i)
			continue
		}
		if banner {
			r.banner, r.bannerLen = i, len(b)
			break
		}
		if r.startsHead(i, b) && (after != KindUnknown || !d.headerBelow(i)) {
			break
		}
		k := preludeKind(b, after)
		switch {
		case k == KindPageMetadata && (b[0] == '>' || b[0] == '<'):
			dump = true
		case k == KindPageMetadata && isDumpLine(b):
			d.dumpLabel(b)
		case equalFold(b, "Message Text"):
			k = KindAttributes
		case k == KindUnknown && after == KindDistribution && bytes.IndexByte(b, '/') >= 0 && len(b) < 40:
			k = KindDistribution
		case k == KindUnknown && digits(b) == len(b) && len(b) < 8:
			k = KindDistribution // the number of the service desk above the office table
		case k == KindUnknown && dump:
			k = KindPageMetadata
			d.dumpValue(i)
		}
		d.set(i, k, preludeZone(k))
		if k != KindStamp {
			after = k
		}
	}
	d.repeatedTransmission(page, r.line)
	r.addresses(page)
}

// addressLine is KindTo or KindInfo for the first line of the addressees, in
// capitals and with a routing indicator, as most are: it can be nothing else.
// [preludeKind] reads the others.
func (d *Document) addressLine(m Mask, b []byte) Kind {
	switch {
	case m&MaskLower != 0 || m&MaskSlash == 0:
	case len(b) > 3 && string(b[:3]) == "TO " && hasIndicator(b[3:]):
		return d.unlessCaption(b, KindTo)
	case len(b) > 5 && string(b[:5]) == "INFO " && hasIndicator(b[5:]) && !isDistribution(b):
		return d.unlessCaption(b, KindInfo)
	}
	return KindUnknown
}

// unlessCaption is k, or KindUnknown for a line that may be a caption.
func (d *Document) unlessCaption(b []byte, k Kind) Kind {
	if endsChannel(b) || d.own.caption(b) {
		return KindUnknown
	}
	return k
}

// preamble reports whether the banner on line i belongs to the preamble of a
// retrieval system: the transmission header of the same message stands below it.
func (d *Document) preamble(i int) bool {
	if !d.headerBelow(i) {
		return false
	}
	own, ok := d.parseBanner(i)
	for n := i + 1; ok && n < len(d.Lines) && n < i+120; n++ {
		if d.isBlank(n) {
			continue
		}
		if f, _ := labelAt(d.text(n), true); f == fieldEO || f == fieldTags || f == fieldSubject {
			return false
		}
		if !d.isBanner(n, d.text(n)) {
			continue
		}
		b, ok := d.parseBanner(n)
		return ok && b.Serial == own.Serial && equalFoldBytes(d.Bytes(b.Post), d.Bytes(own.Post))
	}
	return false
}

// preambleEnd takes the preamble that starts with the banner on line i out of
// what is read, and leaves r.line on its last line.
func (r *reader) preambleEnd(i int) {
	d := r.d
	rep := Repeat{First: i, Last: i, OfFirst: i, OfLast: i}
	for n := i; n < len(d.Lines); n++ {
		if d.isBlank(n) {
			d.setBlank(n)
			continue
		}
		b := d.text(n)
		if n > i && formatLine(b) != KindUnknown {
			break
		}
		k := KindDrafting
		switch {
		case n == i:
			k = KindBanner
		case d.isCaptionLine(b):
			k = KindCaption
		}
		d.set(n, k, ZoneRepeat)
		rep.Last = n
	}
	for n := rep.Last + 1; n < len(d.Lines); n++ {
		if !d.isBlank(n) && d.isBanner(n, d.text(n)) {
			rep.OfFirst, rep.OfLast = n, n
			break
		}
	}
	rep.Remove = Span{d.Lines[i].Start, d.Lines[rep.Last].Next()}
	d.Repeats = append(d.Repeats, rep)
	r.line = rep.Last
}

// headerBelow reports whether a transmission header or a banner stands below
// line i, before any paragraph: then line i is a page's.
func (d *Document) headerBelow(i int) bool {
	for n := i + 1; n < len(d.Lines) && n < i+400; n++ {
		if d.isBlank(n) {
			continue
		}
		b := d.text(n)
		if k := formatLine(b); k == KindStart || k == KindDE || k == KindDateTimeGroup {
			return !d.quoted(n)
		}
		if value, next := paragraphNumber(b); value > 0 && next < len(b) && b[next] == '(' {
			return false
		}
	}
	return false
}

// startsHead reports whether the message text starts at line i without a banner.
func (r *reader) startsHead(i int, b []byte) bool {
	if r.d.isCaptionLine(b) {
		return true
	}
	if f, n := labelAt(b, true); f >= 0 && (f != fieldReference || startsReferences(b, n)) {
		return true
	}
	if n, next := paragraphNumber(b); n > 0 && next < len(b) && (n == 1 && (b[next] == '(' || !r.d.Metadata.Block.Empty()) || foldAt(b, next, "SUMMARY") || isPortionMark(b[next:])) {
		return true // below the block of a page, the header may be left out
	}
	return r.startsSummary(i, b)
}

// isBanner reports whether line i, with the content b, is a banner. A banner has
// digits, or a redaction in their place, and is short unless a header runs on.
func (d *Document) isBanner(i int, b []byte) bool {
	return opensBanner(b[leadingPilcrow(b):]) && d.mayBeBanner(i, b) && isBannerLine(b)
}

// mayBeBanner reports whether line i, with the content b, has what each banner has.
func (d *Document) mayBeBanner(i int, b []byte) bool {
	return d.Lines[i].Mask&MaskDigit != 0 || bytes.IndexByte(b, 'X') >= 0 || bytes.IndexByte(b, 'x') >= 0
}

// readsBanner is [Document.isBanner] for prelude, of line i with the content s. What
// it reads is kept for head.
func (r *reader) readsBanner(i int, s Span) bool {
	d := r.d
	b := d.Bytes(s)
	switch {
	case d.Lines[i].Mask&MaskHigh != 0:
		return d.isBanner(i, b)
	case len(b) == 0 || !startsBanner(b, 0) || !d.mayBeBanner(i, b):
		return false
	}
	var ok bool
	r.parts, ok = readBanner(b)
	r.partsAt = s.Start
	return ok
}

// openBanner reads the banner of the cable on line i.
func (r *reader) openBanner(i int) {
	d := r.d
	l := &d.Lines[i]
	if i == r.banner && r.bannerLen > 0 && r.partsAt == l.Start && r.parts.serial >= 0 && l.Mask&MaskHigh == 0 {
		d.Banner = r.parts.banner(l.Start, i) // what follows a serial does not count
	} else {
		d.Banner, _ = d.parseBanner(i)
	}
	r.capitals = l.Mask&MaskLower == 0
}

// isBanner is [Document.isBanner], which prelude asked already for the line at
// which it stopped.
func (r *reader) isBanner(i int, b []byte) bool {
	return i == r.banner && len(b) == r.bannerLen || r.d.isBanner(i, b)
}

// formatLine is the kind of a line of the transmission header that no other line
// can be taken for; KindUnknown when it is none.
func formatLine(b []byte) Kind {
	switch b[0] {
	case 'V', 'v':
		if hasFold(b, "VZCZC") {
			return KindStart
		}
	case 'D':
		if len(b) > 3 && string(b[:4]) == "DE R" {
			return KindDE
		}
	case 'F', 'f':
		if hasFold(b, "FM ") {
			return KindFrom
		}
	case 'Z', 'O', 'P', 'R', 'Y', '0', '1', '2', '3':
		switch {
		case b[0] == 'Z' && len(b) > 3 && (string(b[:4]) == "ZNR " || string(b[:4]) == "ZNY "):
			return KindSecurity
		case isDateTimeGroup(b):
			return KindDateTimeGroup
		case b[0] > '9' && isCalledStations(b):
			return KindCalledStations
		}
	}
	return KindUnknown
}

// startsSummary reports whether the text of a cable that lost its header starts
// at line i: SUMMARY between or over rulers, or a marked paragraph with it.
func (r *reader) startsSummary(i int, b []byte) bool {
	d := r.d
	if i+1 < len(d.Lines) && isRuler(d.Lines[i+1].Mask) && !d.isBlank(i+1) && !isRuler(d.Lines[i].Mask) {
		if end, ok := summaryHeading(b, 0); ok && end == len(b) {
			return true
		}
	}
	m, next := portionMark(b, 0)
	if !m.Marked() {
		return false
	}
	_, ok := summaryHeading(b, next)
	return ok
}

// isPortionMark reports whether b starts with a portion mark.
func isPortionMark(b []byte) bool {
	m, _ := portionMark(b, 0)
	return m.Marked()
}

// preludeKind is the kind of a line of the transmission header. after is the
// kind of the line before it.
func preludeKind(b []byte, after Kind) Kind {
	if k := formatLine(b); k != KindUnknown {
		return k
	}
	switch {
	case after == KindCalledStations && isStations(b):
		return KindCalledStations
	case isStamp(b):
		return KindStamp
	case isDashCounter(b):
		return KindDashCounter
	case isDateLine(b) || isPageResidue(b):
		return KindPageMetadata
	case hasFold(b, partialExtract):
		return KindPartialExtract
	case bytes.HasPrefix(b, []byte("TO ")) || bytes.HasPrefix(b, []byte("To ")) || equalFold(b, "TO"):
		return KindTo
	case bytes.HasPrefix(b, []byte("XMT ")):
		return KindExempt
	case isDistribution(b):
		return KindDistribution
	case hasFold(b, "INFO ") || equalFold(b, "INFO"):
		return KindInfo
	case hasFold(b, "DRAFTED BY") || hasFold(b, "APPROVED BY") || bytes.HasPrefix(b, []byte("SOURCE: ")):
		return KindDrafting
	}
	switch after {
	case KindTo, KindInfo, KindDrafting:
		return after
	case KindExempt:
		return KindInfo
	}
	return KindUnknown
}

func preludeZone(k Kind) Zone {
	switch k {
	case KindUnknown:
		return ZoneUnknown
	case KindPageMetadata, KindPartialExtract, KindStamp:
		return ZonePageMetadata
	case KindLegacyPage:
		return ZoneFurniture
	case KindAttributes:
		return ZoneAttributes
	}
	return ZoneHeader
}

// addresses hands the classified header lines to their grammars.
func (r *reader) addresses(first int) {
	d := r.d
	for i := first; i < r.line; i++ {
		if d.Lines[i].Zone == ZoneRepeat {
			continue
		}
		switch k := d.Lines[i].Kind; k {
		case KindStart, KindCalledStations, KindDE, KindSecurity, KindDateTimeGroup, KindFrom, KindExempt:
			d.parseTransmissionLine(i)
		case KindTo, KindInfo:
			last := i
			for n := i + 1; n < r.line && (d.Lines[n].Kind == k || d.Lines[n].Zone&(ZoneBlank|ZoneFurniture) != 0); n++ {
				if d.Lines[n].Kind == k {
					last = n
				}
			}
			d.parseAddressees(i, last, k == KindInfo)
			i = last
		case KindPartialExtract:
			d.Partial = true
			continue
		default:
			continue
		}
		d.Transmission.Span = join(d.Transmission.Span, d.Lines[i].Span())
	}
}

// join is the smallest span that covers both; an empty one counts for nothing.
func join(a, b Span) Span {
	switch {
	case a.Empty():
		return b
	case b.Empty():
		return a
	}
	return Span{min(a.Start, b.Start), max(a.End, b.End)}
}

// isDateTimeGroup reports whether b is format line 5: R 081651Z FEB 06.
func isDateTimeGroup(b []byte) bool {
	for range 2 {
		if len(b) > 2 && b[1] == ' ' && prosign(b[0]) != NoPrecedence && isUpper(b[0]) {
			b = b[1+blanks(b[1:]):]
		}
	}
	n := digits(b)
	if n != 6 || len(b) < 12 {
		return false
	}
	b = b[n:]
	b = b[blanks(b):]
	if len(b) < 5 || lower(b[0]) != 'z' || b[1] != ' ' {
		return false
	}
	b = b[1:]
	b = b[blanks(b):]
	return len(b) >= 3 && isLetter(b[0]) && isLetter(b[1]) && isLetter(b[2])
}

// isCalledStations reports whether b is format line 2: OO RUEHC RUEHBS.
func isCalledStations(b []byte) bool {
	return len(b) > 7 && b[2] == ' ' && isProsign(b[0]) && isProsign(b[1]) && isStations(b[3:])
}

// isProsign reports whether c is a precedence of format line 2.
func isProsign(c byte) bool { return c == 'Z' || c == 'O' || c == 'P' || c == 'R' }

// isStations reports whether b is nothing but routing indicators.
func isStations(b []byte) bool {
	stations := 0
	for b = b[blanks(b):]; len(b) > 0; b = b[blanks(b):] {
		n := capitalRun(b)
		if n < 5 || b[0] != 'R' || n < len(b) && !isBlank(b[n]) {
			return false
		}
		stations++
		b = b[n:]
	}
	return stations > 0
}

// partialExtract is how the archive marks a cable of which it has a part only.
const partialExtract = "This record is a partial extract"

// hasIndicator reports whether b starts with a routing indicator and a slash: RUEHC/.
func hasIndicator(b []byte) bool {
	n := capitalRun(b)
	return n >= 3 && n < len(b) && b[n] == '/' && (b[0] == 'R' || b[0] == 'Z')
}

// capitalRun is the number of capital letters at the start of b, at most eight.
func capitalRun(b []byte) int {
	if len(b) < 8 {
		n := 0
		for n < len(b) && isUpper(b[n]) {
			n++
		}
		return n
	}
	return runOf(binary.LittleEndian.Uint64(b), 'A', 'Z')
}

// isDistribution reports whether b is a line of an office table:
// ACTION EUR-12, INFO LOG-00 MFA-00, ISO-00 /087 R.
func isDistribution(b []byte) bool {
	for _, w := range [...]string{"ACTION ", "INFO ", "ORIGIN "} {
		if hasFold(b, w) {
			b = b[len(w):]
			b = b[blanks(b):]
			break
		}
	}
	return isOffice(firstWord(b))
}

// isOffice reports whether w is an office and its number of copies: EUR-12.
func isOffice(w []byte) bool {
	n := len(w)
	if n < 3 || n > 9 || !isDigit(w[n-1]) {
		return false
	}
	i := n - 1
	for i > 0 && isDigit(w[i-1]) {
		i--
	}
	if i < 2 || w[i-1] != '-' || n-i > 2 {
		return false
	}
	for _, c := range w[:i-1] {
		if !isUpper(c) && c != '/' {
			return false
		}
	}
	return true
}

// isDashCounter reports whether b is the dashed line with the running number:
// --------------------- 054161.
func isDashCounter(b []byte) bool {
	n := 0
	for n < len(b) && b[n] == '-' {
		n++
	}
	rest := bytes.TrimLeft(b[n:], " ")
	return n >= 8 && len(rest) >= 4 && len(rest) < 40 && bytes.IndexFunc(rest, func(c rune) bool { return '0' <= c && c <= '9' }) >= 0 &&
		bytes.IndexByte(rest, '-') < 0
}

// isStamp reports whether b is a declassification stamp of the 1973-79 records.
func isStamp(b []byte) bool {
	return around(b, "Declassified", '/', "Released US Department of State") || len(b) < 120 && around(b, "EO S", 'y', "stematic Review")
}

// The labels are sought all at once, by the byte before them and their first three: each
// has four bits, one for each of these places. A bit says that the bytes up to its place
// fit; a byte later it is one further.
const (
	beforeOrder = 1 << (4 * iota)
	beforeTags
	beforeSubject
	beforeReference
	beforeClassified
	beforeDerived
	beforeDeclassify
	beforeMark

	beforeAny  = 0x11111111
	anyByte    = beforeOrder<<3 | beforeMark<<2 | beforeMark<<3 // places that every byte can take
	colonForms = beforeTags | beforeSubject | beforeReference | beforeDerived | beforeDeclassify
)

// labelPlaces is the places that each byte can take.
var labelPlaces = [256]uint32{
	' ': beforeAny | beforeOrder<<2, '\t': beforeAny, '.': beforeAny | beforeOrder<<2, ')': beforeAny,
	'(': beforeMark << 1, '0': beforeOrder << 2, '9': beforeOrder << 2, 'O': beforeOrder << 2, 'o': beforeOrder << 2,
	'A': beforeTags<<2 | beforeClassified<<3, 'a': beforeTags<<2 | beforeClassified<<3,
	'B': beforeSubject << 3, 'b': beforeSubject << 3,
	'C': beforeClassified<<1 | beforeDeclassify<<3, 'c': beforeClassified<<1 | beforeDeclassify<<3,
	'D': beforeDerived<<1 | beforeDeclassify<<1, 'd': beforeDerived<<1 | beforeDeclassify<<1,
	'E': beforeOrder<<1 | beforeReference<<2 | beforeDerived<<2 | beforeDeclassify<<2,
	'e': beforeReference<<2 | beforeDerived<<2 | beforeDeclassify<<2,
	'F': beforeReference << 3, 'f': beforeReference << 3,
	'G': beforeTags << 3, 'g': beforeTags << 3,
	'L': beforeClassified << 2, 'l': beforeClassified << 2,
	'R': beforeReference<<1 | beforeDerived<<3, 'r': beforeReference<<1 | beforeDerived<<3,
	'S': beforeSubject << 1, 's': beforeSubject << 1,
	'T': beforeTags << 1, 't': beforeTags << 1,
	'U': beforeSubject << 2, 'u': beforeSubject << 2,
}

// labelAt says which header field b starts, -1 when none, and how long its label
// is. start is whether b stands at the start of its line, where the forms
// without a colon count too.
func labelAt(b []byte, start bool) (f, length int) {
	if len(b) < 4 {
		return -1, 0
	}
	fits := labelPlaces[b[0]] >> 1 & ((labelPlaces[b[1]] | anyByte) >> 2) & ((labelPlaces[b[2]] | anyByte) >> 3)
	switch fits & beforeAny {
	case 0:
		return -1, 0
	case beforeOrder:
		f, length = fieldEO, atEO(b)
	case beforeTags:
		f, length = fieldTags, atTags(b, start)
	case beforeSubject:
		f, length = fieldSubject, atSubject(b, start)
	case beforeReference:
		f, length = fieldReference, atReference(b, start)
	default:
		f, length = fieldAuthority, atAuthority(b, start)
	}
	if length == 0 {
		return -1, 0
	}
	return f, length
}

// atEO is the length of "E.O. 12958:" at the start of b, without its number;
// 0 when there is none. Scanned records have a digit for the O.
func atEO(b []byte) int {
	i := skipByte(b, skipByte(b, 1, '.'), ' ')
	if c := byteAt(b, i); c != 'O' && c != 'o' && c != '0' && c != '9' {
		return 0
	}
	i = skipByte(b, skipByte(b, i+1, '.'), ':')
	i += blanks(b[i:])
	n := digits(b[i:])
	if n != 5 && n != 4 || b[i] == '0' || !isUpper(b[0]) {
		return 0
	}
	// "EO 12958" in the middle of a sentence ends in a comma or a word; a field in
	// a colon, a blank, or its line.
	if j := i + n; j < len(b) && !isBlank(b[j]) && b[j] != ':' && b[j] != ';' && b[j] != '.' {
		return 0
	}
	return i
}

// skipByte is the offset after the byte c, if one stands at i.
func skipByte(b []byte, i int, c byte) int {
	if i < len(b) && b[i] == c {
		return i + 1
	}
	return i
}

// atTags is the length of "TAGS:" at the start of b; 0 when there is none.
func atTags(b []byte, start bool) int {
	if !hasFold(b, "TAG") {
		return 0
	}
	n := 3
	if lower(b[n]) == 's' {
		n++
	}
	colon := n + blanks(b[n:])
	if colon < len(b) && (b[colon] == ':' || b[colon] == ';') {
		return colon + 1
	}
	// Newspapers dropped the colon: what follows must look like a tag.
	if start && isUpper(b[1]) && colon > n &&
		(isTagsContinuation(bytes.TrimRight(firstWord(b[colon:]), ",;"), nil) || isTagsContinuation(b[colon:min(len(b), colon+200)], nil)) {
		return n
	}
	return 0
}

// atSubject is the length of "SUBJECT:" at the start of b; 0 when there is none.
func atSubject(b []byte, start bool) int {
	n := 0
	switch {
	case hasFold(b, "SUBJECT"):
		n = 7
	case hasFold(b, "SUBJ"):
		n = 4
	case !start || !hasFold(b, "SUB"):
		return 0
	}
	if n > 0 {
		colon := n + blanks(b[n:])
		if colon < len(b) && (b[colon] == ':' || b[colon] == ';') {
			return skipByte(b, colon+1, ':')
		}
		if start && isUpper(b[1]) && colon > n && colon < len(b) && (isUpper(b[colon]) || b[colon] == '(') {
			return n
		}
	}
	n = skipLetters(b, 0)
	if start && byteAt(b, n) == ':' && allCapitals(b[:n]) && nearlyWord(b, n, "SUBJECT", 3) {
		return n + 1 // SUBJCET:
	}
	return 0
}

// atReference is the length of "REF:" at the start of b; 0 when there is none.
func atReference(b []byte, start bool) int {
	if !hasFold(b, "REF") {
		return 0
	}
	n := len("REF")
	if b[n] != ':' {
		for _, w := range [...]string{"REFERENCES", "REFERENCE", "REFTELS", "REFTEL", "REF TELS", "REF TEL", "REFS"} {
			if hasFold(b, w) {
				n = len(w)
				break
			}
		}
	}
	if hasFold(b[n:], "(S)") {
		n += 3
	}
	colon := n + blanks(b[n:])
	if colon < len(b) && (b[colon] == ':' || b[colon] == ';' || b[colon] == '.' && start && colon == n && isUpper(b[1])) {
		return colon + 1
	}
	if !start || !isUpper(b[1]) || colon == n || colon >= len(b) {
		return 0
	}
	// Without a colon: "REF A. STATE 1", "REF (A) STATE 1", "REF STATE 123".
	rest := b[colon:]
	if len(rest) > 2 && (rest[0] == '(' && rest[2] == ')' || isUpper(rest[0]) && (rest[1] == '.' || rest[1] == ')' || rest[1] == ':')) {
		return n
	}
	w := firstWord(rest)
	for len(w) > 0 && (isUpper(w[0]) || w[0] == '\'') {
		w = w[1:]
	}
	if len(w) == 0 && digits(bytes.TrimLeft(rest[len(firstWord(rest)):], " ")) > 0 {
		return n
	}
	return 0
}

// atAuthority is the length of "Classified By:" at the start of b; 0 when there is none.
func atAuthority(b []byte, start bool) int {
	n := 0
	if start && len(b) > 0 && b[0] == '(' {
		if i := bytes.IndexByte(b[:min(len(b), 5)], ')'); i > 0 {
			n = i + 1 + blanks(b[i+1:])
		}
	}
	rest := b[n:]
	if len(rest) < 2 || lower(rest[1]) != 'l' && lower(rest[1]) != 'e' {
		return 0
	}
	for _, w := range [...]string{"CLASSIFIED BY", "CLASSIFIED FROM", "CLASSIFIED:", "CLASSIFIED  BY", "DERIVED FROM", "DERIVATIVE", "DERIVED BY", "DECLASSIFY ON:"} {
		if hasFold(rest, w) && (start || len(rest) > len(w) && (rest[len(w)] == ':' || w[len(w)-1] == ':')) {
			n += len(w)
			if n < len(b) && b[n] == ':' {
				n++
			}
			return n
		}
	}
	if k := misspeltBy(rest); k > 0 && start {
		return n + skipByte(rest, k, ':')
	}
	return 0
}

// misspeltBy is the length of CLASSIFIED BY at the start of b with up to two letters
// behind CLAS wrong, lost or added, or without its blank; 0 else.
func misspeltBy(b []byte) int {
	const word = "CLASSIFIED"
	n := skipLetters(b, 0)
	if n == len("CLASSIFIEDBY") && foldAt(b, 0, "CLASSIFIEDBY") {
		return n
	}
	k := skipBlanks(b, n)
	if k == n || n > len(word)+2 || !wordAt(b, k, "BY") || !nearlyWord(b, n, word, 4) {
		return 0
	}
	return k + len("BY")
}

// nearlyWord reports whether the first n bytes of b are word, whose first letters
// they share, but for up to two letters beside each other that are wrong, lost or added.
func nearlyWord(b []byte, n int, word string, first int) bool {
	if !foldAt(b, 0, word[:first]) || n < first {
		return false
	}
	same, tail := first, 0
	for same < min(n, len(word)) && upper(b[same]) == word[same] {
		same++
	}
	for tail < min(n, len(word))-same && upper(b[n-1-tail]) == word[len(word)-1-tail] {
		tail++
	}
	return max(n, len(word))-same-tail <= 2
}

var fieldKinds = [fieldCount]Kind{KindExecutiveOrder, KindTags, KindSubject, KindReference, KindAuthority}

var fieldZones = [fieldCount]Zone{ZoneHeader, ZoneHeader, ZoneSubject, ZoneHeader, ZoneAuthority}

// head classifies the lines from the banner to the classification authority.
func (r *reader) head() {
	d := r.d
	end := r.headEnd()
	current, gap := -1, false // the field that a line may go on with, and whether blank lines stand between
	again := false            // the line before belongs to a field that was read already
	closed := false           // a copy of the SUBJECT stands since the current field
	for ; r.line < len(d.Lines); r.line++ {
		i := r.line
		if d.isBlank(i) {
			d.setBlank(i)
			gap = true
			continue
		}
		s := d.content(i)
		if r.pageMark(i, s) && !d.Lines[i].hasText() {
			continue
		}
		s = d.afterMark(s)
		b := d.Bytes(s)
		h := r.labelOf(i, s)
		f, label := int(h.field), int(h.label)
		if n, next := h.number, int(h.next); n > 0 && i <= end && atAuthority(b[next:], true) > 0 {
			// "1. Classified by ...": the authority has the first number.
			f, label = fieldAuthority, atAuthority(b[next:], true)
			at := Span{s.Start, s.Start + uint32(next)}
			s.Start = at.End
			r.add(&Paragraph{Line: i, Number: int(n), NumberSpan: d.trimEnd(at), Text: s, Pilcrow: r.hasPilcrow(i)})
		}
		switch {
		case i > 0 && d.Banner.Present() && isDatabaseRow(b):
			// The row of another cable.
			d.Next, d.BodyLine = i, i
			return
		case !d.Banner.Present() && r.isBanner(i, b):
			r.openBanner(i)
			current, again = -1, false
			d.set(i, KindBanner, ZoneHeader)
			d.bannerCaptions(i, Span{min(d.Banner.Span.End, s.End), s.End})
			r.inside(i, s, -1, 0)
		case current < 0 && d.Banner.Present() && d.isBanner(i, b) && d.sameCable(i) && !d.quoted(i):
			d.bannerAgain(i)
			r.capitals = d.Lines[i].Mask&MaskLower == 0
		case f >= 0 && r.fields[f].span.Empty() && i <= end:
			current, again, closed = r.open(i, s, f, label), false, false
		case f == fieldAuthority && i <= end && goesOnAuthority(b):
			r.extend(i, s, f)
			current, again = f, false
		case f == fieldSubject && i <= end && r.subjectCut(i, s):
			current, again = r.open(i, s, f, label), false
		case f == fieldSubject && r.subjectAgain(i, s):
			closed = true
		case f >= 0 && i <= end || again && !gap && !d.isCaptionLine(b) && i <= end:
			if f >= 0 {
				d.set(i, fieldKinds[f], ZoneRepeat)
			} else {
				d.set(i, d.Lines[i-1].Kind, ZoneRepeat)
			}
			current, again, gap = -1, true, false
			continue
		case current < fieldSubject && d.isCaptionLine(b):
			d.caption(i)
		case isDateLine(b) || mayBeResidue(d.Lines[i].Mask, b) && isPageResidue(b):
			d.set(i, KindPageMetadata, ZonePageMetadata)
		case d.Lines[i].Mask&MaskLower != 0 && isStamp(b):
			d.set(i, KindStamp, ZonePageMetadata)
		case !closed && r.goesOn(i, s, current, gap, end):
			r.extend(i, s, current)
			current = r.inside(i, s, current, int(h.label))
		case i <= end:
			if g := r.inside(i, s, -1, 0); g >= 0 {
				current = g
			} else if d.isCaptionLine(b) {
				d.caption(i)
			} else {
				d.set(i, KindSlug, ZoneSlug)
				r.beforeFields(i, s)
				if current == fieldSubject {
					current = -1 // the lines below it are of the same block
				}
			}
		default:
			d.BodyLine = i
			return
		}
		gap = false
		if r.bodyFrom > 0 {
			r.line++
			break
		}
	}
	d.BodyLine = r.line
}

// bannerCaptions reads the captions that stand right behind the banner, at the
// start of s, on its line i.
func (d *Document) bannerCaptions(i int, s Span) {
	b := d.Bytes(s)
	for at := skipBlanks(b, 0); at < len(b); {
		end := spacedCaption(b, at)
		if end == 0 {
			return
		}
		d.Captions = append(d.Captions, Caption{Span: Span{s.Start + uint32(at), s.Start + uint32(end)}, Line: i, Known: true})
		at = skipBlanks(b, end)
	}
}

// caption reads the caption line i.
func (d *Document) caption(i int) {
	d.set(i, KindCaption, ZoneHeader)
	if c, ok := d.parseCaption(i); ok {
		d.Captions = append(d.Captions, c)
	}
}

// headEnd is the last line that starts a header field: what stands before it is
// header too. It looks no further than the first numbered paragraph.
func (r *reader) headEnd() int {
	d := r.d
	end, seen, left, banner := -1, [fieldCount]bool{}, 150, false
	var subject []byte // the first line of SUBJECT
	for i := r.line; i < len(d.Lines) && left > 0; i++ {
		if d.isBlank(i) {
			continue
		}
		left--
		s := d.content(i)
		b := d.Bytes(s)
		if isDatabaseRow(b) {
			break
		}
		h := r.headLine(i)
		*h = readHeadLine(b, s)
		if n, next := h.number, int(h.next); n > 0 && n < 100 && next < len(b) && end >= 0 {
			if !seen[fieldAuthority] && atAuthority(b[next:], true) > 0 {
				seen[fieldAuthority], end = true, i
				continue
			}
			break
		}
		f, at := int(h.field), int(h.label)
		if f < 0 && r.isBanner(i, b) {
			if banner && seen != [fieldCount]bool{} {
				break
			}
			// The fields before the first banner belong to a preamble.
			banner, seen = true, [fieldCount]bool{}
		}
		if m := d.Lines[i].Mask; f < 0 && m&(MaskColon|MaskDigit) != 0 {
			f, at = nextLabel(b, m, 0, -1)
		}
		if f < 0 {
			h.alone = true
			continue
		}
		if seen[f] {
			if f == fieldAuthority && goesOnAuthority(b) {
				end = i
				continue
			}
			if f == fieldSubject && bytes.Equal(b, subject) {
				continue // printed again
			}
			if f < fieldSubject && !seen[fieldSubject] {
				continue // a label written twice before the SUBJECT came
			}
			break
		}
		if f == fieldSubject {
			subject = b
		}
		for f >= 0 {
			seen[f] = true
			end = i
			before := at
			f, at = nextLabel(b, d.Lines[i].Mask, at, f)
			h.alone = f < 0 && before == int(h.label)
		}
	}
	return end
}

// headLine is what the start of a line of the head, with the content span, says.
type headLine struct {
	span         Span
	field        int8  // the field that its label names; -1 without a label
	label        int32 // the length of the label
	number, next int32 // the number of a paragraph, and what follows it
	alone        bool  // no further label follows, as headEnd looked for it
}

func readHeadLine(b []byte, s Span) headLine {
	f, label := labelAt(b, true)
	h := headLine{span: s, field: int8(f), label: int32(label)}
	if len(b) > 0 && isDigit(b[0]) {
		n, next := paragraphNumber(b)
		h.number, h.next = int32(n), int32(next)
	}
	return h
}

// labelOf is what the start of line i says, which has the content s without a page
// mark. headEnd read most lines already.
func (r *reader) labelOf(i int, s Span) *headLine {
	h := r.headLine(i)
	if h.span != s {
		*h = readHeadLine(r.d.Bytes(s), s)
	}
	return h
}

// headLine is the place for what the start of line i says. The lines share the places.
func (r *reader) headLine(i int) *headLine { return &r.headLines[i%len(r.headLines)] }

// nextLabel finds the next label in b from offset from on that may follow the field
// current, on a line with the mask m; f is -1 when there is none.
func nextLabel(b []byte, m Mask, from, current int) (f, at int) {
	wanted := uint32(colonForms | beforeClassified | beforeOrder)
	switch {
	case current == fieldEO: // DECLASSIFY ON is its date
		wanted = colonForms&^beforeDeclassify | beforeClassified | beforeMark
	case m&MaskDigit == 0: // the order has a number
		wanted &^= beforeOrder
	}
	places := uint32(beforeAny)
	if from > 0 {
		places &= labelPlaces[b[from-1]]
	}
	for i, c := range b[from:] {
		places = (places<<1 | beforeAny) & (labelPlaces[c] | anyByte)
		if places&(wanted<<3) == 0 {
			continue
		}
		p := from + i - 2
		g, n := labelAt(b[p:], current == fieldEO)
		if g < 0 && current >= fieldSubject && saysWhy(b[p:]) {
			g, n = fieldAuthority, len("CLASSIFIED BY")
		}
		if (g > current || g != current && shoutedLabel(b[p:p+n])) && n > 0 && (g != fieldAuthority || current >= 0) {
			return g, p + n
		}
	}
	return -1, 0
}

// saysWhy reports whether b begins with "Classified by" and names reasons: the
// authority without its colon in the middle of a line.
func saysWhy(b []byte) bool {
	if !hasFold(b, "CLASSIFIED BY ") {
		return false
	}
	b = b[:min(len(b), 300)] // the cost of a line stays linear
	return indexFold(b, "REASON") > 0 || indexFold(b, "1.4") > 0 || indexFold(b, "1.5") > 0
}

// shoutedLabel reports whether a label is in capitals and ends in a colon: such
// a one starts its field in any order.
func shoutedLabel(b []byte) bool {
	if len(b) == 0 || b[len(b)-1] != ':' && !isDigit(b[len(b)-1]) {
		return false
	}
	for _, c := range b {
		if isLower(c) {
			return false
		}
	}
	return true
}

// open starts field f at s on line i, and the further fields on the same line.
// label is the length of its label.
func (r *reader) open(i int, s Span, f, label int) int {
	r.fields[f] = headField{s, i}
	r.d.set(i, fieldKinds[f], fieldZones[f])
	return r.inside(i, s, f, label)
}

// extend makes line i part of field f.
func (r *reader) extend(i int, s Span, f int) {
	r.fields[f].span.End = s.End
	r.d.set(i, fieldKinds[f], fieldZones[f])
}

// inside looks for fields, and for paragraph 1, that start in the middle of s.
// current is the field that is open where s starts, and from the length of its
// label. It gives the field that is open at the end of the line.
func (r *reader) inside(i int, s Span, current, from int) int {
	d := r.d
	b := d.Bytes(s)
	first := current
	if h := r.headLine(i); h.alone && h.span == s && current == int(h.field) && from == int(h.label) {
		return r.insideRest(i, s, current)
	}
	for m := d.Lines[i].Mask; m&(MaskColon|MaskDigit) != 0; {
		f, next := nextLabel(b, m, from, current)
		if f < 0 {
			break
		}
		at := labelStart(b, next, f)
		if !r.fields[f].span.Empty() {
			from = next
			continue
		}
		before := d.trimEnd(Span{s.Start, s.Start + uint32(at)})
		if current >= 0 {
			r.fields[current].span.End = before.End
		} else if d.Lines[i].Kind != KindBanner {
			r.beforeFields(i, before)
		}
		r.fields[f] = headField{Span{s.Start + uint32(at), s.End}, i}
		if first < 0 && d.Lines[i].Kind != KindBanner {
			d.set(i, fieldKinds[f], fieldZones[f])
		}
		first, current, from = f, f, next
	}
	return r.insideRest(i, s, current)
}

// insideRest looks for paragraph 1 in the middle of s, on line i, which ends with the
// field current.
func (r *reader) insideRest(i int, s Span, current int) int {
	d := r.d
	if m := d.Lines[i].Mask; current >= 0 && m&MaskDigit != 0 && m&MaskOpen != 0 {
		if at := d.runOnFrom(s.Start, s.Start, s.End, 1, 1); at > 0 {
			r.fields[current].span.End = d.trimEnd(Span{r.fields[current].span.Start, at}).End
			r.bodyFrom = at
		}
	}
	return current
}

// labelStart is the offset at which the label of field f that ends at next starts.
func labelStart(b []byte, next, f int) int {
	for p := next - 3; p >= 0; p-- {
		if p > 0 && b[p-1] != ' ' && b[p-1] != '\t' && b[p-1] != '.' && b[p-1] != ')' {
			continue
		}
		if g, n := labelAt(b[p:], true); g == f && p+n == next {
			return p
		}
	}
	return next
}

// beforeFields reads what stands before the first field of line i: a caption,
// or a passing line.
func (r *reader) beforeFields(i int, s Span) {
	d := r.d
	if s.Empty() {
		return
	}
	if w := firstWord(d.Bytes(s)); d.isCaptionLine(w) {
		at := Span{s.Start, s.Start + uint32(len(w))}
		d.Captions = append(d.Captions, Caption{Span: at, Line: i, Known: true})
		s.Start = skipBlank(d.Raw, at.End, s.End)
	}
	if !s.Empty() {
		d.Slugs = append(d.Slugs, s)
	}
}

// goesOn reports whether line i, which has no label, goes on with field f. gap
// is whether blank lines stand before it; end is the last line with a label.
func (r *reader) goesOn(i int, s Span, f int, gap bool, end int) bool {
	d := r.d
	b := d.Bytes(s)
	if f < 0 || d.drawsRuler(i) {
		return false
	}
	n, next := paragraphNumber(b)
	switch {
	case n == 0 || next == len(b) || f == fieldTags || f == fieldReference:
	case f == fieldSubject && n > 99 && !gap: // a year
	case f == fieldAuthority && !gap && n >= 3 && n <= 8 && r.openEnd(i) == '.' && !d.marked(s): // 1. | 4 (b): the section, cut
	default:
		return false
	}
	ruled := i+1 < len(d.Lines) && d.drawsRuler(i+1)
	switch f {
	case fieldEO:
		return !gap && (i < end || r.openEnd(i) == ':') && !d.isCaptionLine(b)
	case fieldTags:
		if n > 0 && next < len(b) && b[next] == '(' {
			return false // a paragraph
		}
		torn := gap || i > 0 && d.Lines[i-1].Kind == KindCaption
		return (!torn || r.openEnd(i) == ',') && isTagsContinuation(b, d.own)
	case fieldSubject:
		if ruled && i > end {
			return false
		}
		return !gap && !d.marked(s) && !equalFold(b, "SIPDIS") || gap && i < end && !ruled && !isCaptionLine(b) && (isShouting(b) && !d.marked(s) && !isNotice(b) || r.endsTitle(i, b))
	case fieldReference:
		if item := referenceItem(b); item {
			return true
		}
		if n > 0 && next < len(b) && b[next] == '(' {
			return false
		}
		return !gap && !ruled && !d.marked(s) && n == 0
	case fieldAuthority:
		if i-r.fields[fieldAuthority].line > authorityLines {
			return false
		}
		if d.marked(s) && !(len(b) > 3 && b[3] == ',') {
			return false
		}
		if goesOnAuthority(b) {
			return true
		}
		return !gap && !ruled && !r.authorityEnded(i)
	}
	return false
}

// isNotice reports whether a line in capitals tells how to handle the cable or whom it
// is for: SENSITIVE BUT UNCLASSIFIED - PROTECT ACCORDINGLY, ACTION REQUEST, NSC FOR VALE.
func isNotice(b []byte) bool {
	if foldAt(b, 0, "PASS TO ") || foldAt(b, 0, "ACTION REQUEST") || foldAt(b, 0, "THIS IS AN ACTION ") {
		return true
	}
	if first := skipLetters(b, 0); first+1 < len(b) && b[first] == ' ' && oneOf(b[:first], agencies) {
		if oneOf(b[first+1:skipLetters(b, first+1)], []string{"FOR", "PASS", "ALSO", "PLEASE"}) {
			return true
		}
	}
	for _, words := range notices {
		if bytes.Contains(b, words) {
			return true
		}
	}
	return false
}

// notices are the words by which a line that tells how to handle a cable is known.
var notices = [][]byte{[]byte("ACCORDINGLY"), []byte("BUT UNCLASSIFIED"), []byte("ENTIRE TEXT"), []byte("NOFORN")}

// agencies are the first words of passing lines.
var agencies = []string{
	"STATE", "DEPT", "DEPARTMENT", "NSC", "TREASURY", "USDOC", "COMMERCE", "DOC", "USTR", "DOE", "ENERGY", "USDA", "DOJ", "JUSTICE", "FBI", "CIA", "DHS", "DOD", "OSD",
	"SECDEF", "JCS", "USAID", "LABOR", "HHS", "FAA", "TSA", "PACOM", "USPACOM", "EUCOM", "USEUCOM", "CENTCOM", "USCENTCOM", "SOUTHCOM", "USSOUTHCOM", "AFRICOM",
}

// endsTitle reports whether line i, behind a blank line, is the end of a SUBJECT that
// is not in capitals: it is not either, stands alone and is no sentence.
func (r *reader) endsTitle(i int, b []byte) bool {
	d := r.d
	own := d.Bytes(r.fields[fieldSubject].span)
	_, n := labelAt(own, true)
	c := b[len(b)-1]
	return i+1 < len(d.Lines) && d.isBlank(i+1) && isUpper(b[0]) && (isLetter(c) || isDigit(c)) && bytes.IndexByte(b, ':') < 0 &&
		!isShouting(own[n:]) && !endsSentence(own)
}

// openEnd is the mark with which the text above line i, captions apart, says that
// it goes on: a comma, a colon, or the stop of "1." before a section; 0 without one.
func (r *reader) openEnd(i int) byte {
	d := r.d
	p := i - 1
	for p > 0 && (d.isBlank(p) || d.Lines[p].Kind == KindCaption) {
		p--
	}
	if p < 0 {
		return 0
	}
	b := d.text(p)
	switch n := len(b); {
	case n > 0 && (b[n-1] == ',' || b[n-1] == ':'):
		return b[n-1]
	case n > 2 && b[n-1] == '.' && b[n-2] == '1' && b[n-3] == ' ':
		return '.'
	}
	return 0
}

// goesOnAuthority reports whether b is a further line of the authority: the
// reasons, the source, or how long it stays classified.
func goesOnAuthority(b []byte) bool {
	return hasFold(b, "REASON") || hasFold(b, "DECLASSIFY") || hasFold(b, "DERIVED") || hasFold(b, "DECL ON")
}

// authorityLines bounds the classification authority, in lines.
const authorityLines = 20

// authorityEnded reports whether the line before i ends the authority: its
// reasons are written and its sentence is over.
func (r *reader) authorityEnded(i int) bool {
	d := r.d
	a := d.Bytes(Span{r.fields[fieldAuthority].span.Start, r.fields[fieldAuthority].span.End})
	n := len(a)
	if n == 0 || i == r.fields[fieldAuthority].line {
		return false
	}
	if a[n-1] != '.' && a[n-1] != ')' {
		return false
	}
	reasons := indexFold(a, "1.4") >= 0 || indexFold(a, "1.5") >= 0
	b := d.text(i)
	return reasons && len(b) > 0 && b[0] != '(' && !hasFold(b, "and ")
}

// referenceItem reports whether b starts like an item of a REF list: "B. ", "(C) ", "D) ".
func referenceItem(b []byte) bool {
	switch {
	case len(b) > 3 && isUpper(b[0]) && (b[1] == '.' || b[1] == ')') && b[2] == ' ':
		return true
	case len(b) > 4 && b[0] == '(' && isUpper(b[1]) && b[2] == ')' && b[3] == ' ' && bytes.IndexByte([]byte("CSU"), b[1]) < 0:
		return true
	}
	return false
}

// isShouting reports whether b has letters and no small ones.
func isShouting(b []byte) bool {
	capitals := 0
	for _, c := range b {
		if isLower(c) {
			return false
		}
		if isUpper(c) {
			capitals++
		}
	}
	return capitals > 2
}

// fields hands the header fields to their grammars.
func (r *reader) parseFields() {
	d := r.d
	for f, x := range r.fields {
		if x.span.Empty() {
			continue
		}
		switch f {
		case fieldEO:
			d.parseExecutiveOrder(x.span, x.line)
		case fieldTags:
			d.parseTags(x.span, x.line)
		case fieldSubject:
			d.parseSubject(x.span, x.line)
		case fieldReference:
			d.parseReferences(x.span, x.line)
		case fieldAuthority:
			d.parseAuthority(x.span, x.line)
		}
	}
}

// shortestCopy is the least length of the start of the SUBJECT, in bytes, that is
// no chance in the middle of a text.
const shortestCopy = 12

// subjectCut reports whether the SUBJECT read so far stands before the banner, as a
// publisher lists it, and is all of the one at s on line i, which goes on after that.
// It takes the cut one out of what is read, as a copy.
func (r *reader) subjectCut(i int, s Span) bool {
	d := r.d
	own := r.fields[fieldSubject]
	if own.span.Empty() || !d.Banner.Present() || own.line >= d.Banner.Line || d.content(own.line).Start != own.span.Start {
		return false
	}
	a, b := d.afterLabel(own.span), d.afterLabel(s)
	b.Start = d.sameWords(&a, b)
	if a.Start = skipBlank(d.Raw, a.Start, a.End); !a.Empty() {
		return false
	}
	if b.Start == b.End && (i+1 == len(d.Lines) || d.isBlank(i+1) || r.labelOf(i+1, d.content(i+1)).field >= 0) {
		return false
	}
	for n := own.line; n < len(d.Lines) && d.Lines[n].Start < own.span.End; n++ {
		d.set(n, KindSubject, ZoneRepeat)
	}
	d.SubjectAgain = append(d.SubjectAgain, d.trimEnd(own.span))
	return true
}

// afterLabel is the text of a SUBJECT field without its label.
func (d *Document) afterLabel(s Span) Span {
	_, n := labelAt(d.Bytes(s), true)
	return Span{skipBlank(d.Raw, s.Start+uint32(n), s.End), s.End}
}

// subjectAgain reports whether the SUBJECT at s on line i is the cable's own,
// printed again, and takes the copy out of what is read. The copy may be cut
// short, and text may run on after it. What stands over a copy that fills its line
// does not matter: a page mark may have been taken out there.
func (r *reader) subjectAgain(i int, s Span) bool {
	d := r.d
	own := r.fields[fieldSubject]
	if own.span.Empty() {
		return false
	}
	_, n := labelAt(d.Bytes(own.span), true)
	a := Span{skipBlank(d.Raw, own.span.Start+uint32(n), own.span.End), own.span.End}
	_, n = labelAt(d.Bytes(s), true)
	b := Span{skipBlank(d.Raw, s.Start+uint32(n), s.End), s.End}
	b.Start = d.sameWords(&a, b)
	short := b.Start-s.Start < shortestCopy+uint32(n)
	if short && (b.Start < b.End || !a.Empty() && !r.opensBlock(i)) {
		return false
	}
	copied := Span{s.Start, b.Start}
	if b.Start < b.End {
		// Text runs on: the copy ends with a word.
		if d.Raw[b.Start] != ' ' || r.line <= own.line || !r.opensBlock(i) {
			return false
		}
		d.Marks = append(d.Marks, Mark{copied, ZoneRepeat})
		d.SubjectAgain = append(d.SubjectAgain, copied)
		return false
	}
	d.set(i, KindSubject, ZoneRepeat)
	// The copy goes on as the field did.
	rest := Span{skipBlank(d.Raw, a.Start, a.End), a.End}
	inside := i + 1 // what a page break printed inside the copy, up to the line at hand
	for n := i + 1; n < len(d.Lines) && !rest.Empty() && !d.isBlank(n); n++ {
		t := d.content(n)
		if n-inside < longestInside && (len(d.Captions) > 0 && equalFold(d.Bytes(t), "SIPDIS") || r.isPageMark(n, t)) {
			continue
		}
		for !rest.Empty() && (d.Raw[rest.Start] == '\n' || d.Raw[rest.Start] == '\r' || d.Raw[rest.Start] == ' ') {
			rest.Start++
		}
		if rest.Len() < t.Len() || !equalFoldBytes(d.Raw[rest.Start:rest.Start+uint32(t.Len())], d.Bytes(t)) {
			break
		}
		for ; inside < n; inside++ {
			r.insideCopy(inside)
		}
		inside++
		d.set(n, KindSubject, ZoneRepeat)
		copied.End = t.End
		rest.Start += uint32(t.Len())
		r.line = n
	}
	d.SubjectAgain = append(d.SubjectAgain, copied)
	return true
}

// longestInside bounds what a page break prints inside a copy of the SUBJECT, in lines.
const longestInside = 4

// insideCopy classifies line i inside a copy of the SUBJECT: a page mark or SIPDIS.
func (r *reader) insideCopy(i int) {
	d := r.d
	switch {
	case r.pageMark(i, d.content(i)):
	case len(d.Paragraphs) > 0:
		d.set(i, KindCaptionInBody, ZoneFurniture)
	default:
		d.caption(i)
	}
}

// sameWords moves the start of a past the words that b starts with, case apart,
// and gives the offset in b up to which the two agree. A line break in a is a blank.
func (d *Document) sameWords(a *Span, b Span) uint32 {
	for a.Start < a.End && b.Start < b.End {
		x, y := d.Raw[a.Start], d.Raw[b.Start]
		switch {
		case lower(x) == lower(y):
			a.Start++
			b.Start++
		case y == ' ' && (x == '\n' || x == '\r'):
			b.Start++
			fallthrough
		case (x == '\n' || x == '\r' || x == ' ') && b.Start > 0 && d.Raw[b.Start-1] == ' ':
			a.Start++
		default:
			return b.Start
		}
	}
	return b.Start
}
