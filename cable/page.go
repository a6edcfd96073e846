package cable

import "bytes"

// pageKeys are the labels with which pages show the metadata of a cable; the last
// is that of the title.
var pageKeys = [...]string{
	"identifier", "created", "classification", "origin", "cable title", "tags", "references", "released",
	"redacted", "wikileaks", "reference id", "pdf", "viewing cable", "us embassy cable -", "title",
}

// pageBlock classifies the block of metadata that a mirror page puts before the
// cable, reads its values, and gives the first line after it.
func (d *Document) pageBlock() int {
	first := d.nextText(0)
	if first == len(d.Lines) {
		return 0
	}
	if n := d.recordPage(first); n > 0 {
		return n
	}
	i := d.pageStart(first)
	if i < 0 {
		return 0
	}
	last, end := -1, min(len(d.Lines), first+400)
	top := i
	for ; i < end; i++ {
		if d.isBlank(i) {
			continue
		}
		b := d.text(i)
		if endsPage(b) {
			break
		}
		if pageKey(b) >= 0 {
			last = i
		}
	}
	if i == end {
		i = last + 1
	}
	for i > first && d.isBlank(i-1) {
		i--
	}
	for n := range i {
		if d.isBlank(n) {
			d.setBlank(n)
		} else {
			d.set(n, KindPageMetadata, ZonePageMetadata)
		}
	}
	d.Metadata.Block = Span{d.Lines[first].Start, d.Lines[i-1].End}
	d.pageValues(top, i)
	return i
}

// pageStart is the first line of the block of metadata: line first, or one below
// the lists of links that old pages begin with; -1 when there is none before the
// cable begins.
func (d *Document) pageStart(first int) int {
	for i := first; i < len(d.Lines) && i < first+400; i++ {
		if d.isBlank(i) {
			continue
		}
		b := d.text(i)
		if startsPage(b) {
			return i
		}
		if endsPage(b) {
			return -1
		}
		if f, _ := labelAt(b, true); f >= 0 {
			return -1
		}
		if n, next := paragraphNumber(b); n > 0 && next < len(b) {
			return -1
		}
	}
	return -1
}

// recordPage classifies the page of the later archive release, whose values stand
// one a line above the words "Show Headers", and gives the first line after it;
// 0 when there is none.
func (d *Document) recordPage(first int) int {
	last := -1
	for i := first; i < len(d.Lines) && i < first+200 && last < 0; i++ {
		l := &d.Lines[i]
		if l.Mask&factEdge == 0 && l.Start < l.End && d.Raw[l.Start]|0x20 != 's' && d.Raw[l.Start] != 'V' {
			continue // neither of the lines below
		}
		b := d.text(i)
		switch {
		case equalFold(b, "Show Headers"):
			last = i
		case len(b) > 0 && b[0] == 'V' && formatLine(b) == KindStart || hasFold(b, "SUBJECT:"):
			return 0
		}
	}
	if last < 0 {
		return 0
	}
	for i := first; i <= last; i++ {
		if d.isBlank(i) {
			d.setBlank(i)
			continue
		}
		d.set(i, KindPageMetadata, ZonePageMetadata)
		d.recordValue(i)
	}
	d.Metadata.Block = Span{d.Lines[first].Start, d.Lines[last].End}
	return last + 1
}

// recordValue reads line i of a record's page: the title, below it the date, the
// canonical id, and the classification that the cable had.
func (d *Document) recordValue(i int) {
	m := &d.Metadata
	b := d.text(i)
	switch n := digits(b); {
	case m.ID != "" && m.Classification == "" && isClassLine(b):
		m.Classification = d.copied(b)
	case n != 4 || len(b) < 8:
	case m.ID == "" && isUpper(b[4]) && isDigit(firstField(b)[len(firstField(b))-1]) || m.ID == "" && isUpper(b[4]) && b[len(b)-2] == '_':
		if i := bytes.IndexByte(b, '_'); i > 0 {
			b = b[:i]
		}
		m.ID = d.copied(b)
	case m.Created == "" && b[4] == ' ' && bytes.IndexByte(b, ':') > 0 && bytes.IndexByte(b, '(') > 0:
		m.Created = d.copied(b)
		if above := d.textBefore(i - 1); above >= 0 && m.Title == "" {
			m.TitleSpan = d.content(above)
			m.Title = d.copied(d.Bytes(m.TitleSpan))
		}
	}
}

// startsPage reports whether b is the first line of a page block.
func startsPage(b []byte) bool {
	return equalFold(b, "Identifier") || hasFold(b, "Identifier:") || hasFold(b, "US embassy cable - ") ||
		equalFold(b, "Reference ID") || hasFold(b, "Reference ID:") || hasFold(b, "Viewing cable ") || hasFold(b, "Cable title:")
}

// endsPage reports whether b belongs to the cable itself.
func endsPage(b []byte) bool {
	switch preludeKind(b, KindUnknown) {
	case KindStart, KindDE, KindSecurity, KindDateTimeGroup, KindCalledStations, KindFrom, KindPartialExtract, KindLegacyPage:
		return true
	}
	return isBannerLine(b) || equalFold(b, "SIPDIS")
}

// pageKey is the index in pageKeys of the label that b starts with; -1 when none.
func pageKey(b []byte) int {
	for i, k := range pageKeys {
		if hasFold(b, k) && (len(b) == len(k) || b[len(k)] == ':' || b[len(k)] == ' ' || b[len(k)] >= 0x80) {
			return i
		}
	}
	return -1
}

// pageValues reads the values of a page block on the lines [first, end). Labels
// stand before their value, above it, or four labels above four values.
func (d *Document) pageValues(first, end int) {
	var waiting [len(pageKeys)]int
	n, titled := 0, true // titled: no title stands alone below the page's heading
	for i := first; i < end; i++ {
		s := d.content(i)
		if s.Empty() {
			continue
		}
		k := pageKey(d.Bytes(s))
		if k < 0 {
			if n > 0 {
				d.pageValue(waiting[0], s)
				copy(waiting[:], waiting[1:n])
				n--
			} else if !titled {
				d.pageValue(len(pageKeys)-1, s)
			}
			titled = true
			continue
		}
		titled = pageKeys[k] != "us embassy cable -"
		v := Span{s.Start + uint32(len(pageKeys[k])), s.End}
		if !v.Empty() && d.Raw[v.Start] == ':' {
			v.Start++
		}
		v.Start = skipBlank(d.Raw, v.Start, v.End)
		if !v.Empty() {
			d.pageValue(k, v)
		} else if n < len(waiting) {
			waiting[n] = k
			n++
		}
	}
}

// pageValue keeps the value of the key with index k in pageKeys.
func (d *Document) pageValue(k int, v Span) {
	m := &d.Metadata
	keep := func(s *string) {
		if *s == "" {
			*s = d.copied(d.Bytes(v))
		}
	}
	switch pageKeys[k] {
	case "viewing cable": // 06PARIS824, TITLE
		id, title, ok := bytes.Cut(d.Bytes(v), []byte(","))
		v.End = v.Start + uint32(len(id))
		keep(&m.ID)
		if title = bytes.TrimSpace(title); ok && len(title) > 0 && m.Title == "" {
			v = Span{v.End + 1, v.End + 1 + uint32(len(title))}
			v.Start = skipBlank(d.Raw, v.Start, uint32(len(d.Raw)))
			v.End = v.Start + uint32(len(title))
			m.Title, m.TitleSpan = d.copied(title), v
		}
	case "identifier", "reference id", "us embassy cable -":
		if isDigit(d.Raw[v.Start]) { // else a row of labels
			keep(&m.ID)
		}
	case "created":
		keep(&m.Created)
	case "classification":
		keep(&m.Classification)
	case "origin":
		keep(&m.Origin)
	case "cable title", "title":
		keep(&m.Title)
		m.TitleSpan = v
	case "tags":
		if len(m.Tags) == 0 {
			d.pageTags = d.words(d.pageTags[:0], v)
			m.Tags = d.pageTags
		}
	case "references":
		if len(m.References) == 0 {
			d.pageReferences = d.words(d.pageReferences[:0], v)
			m.References = d.pageReferences
		}
	}
}

// words appends the words of s to list.
func (d *Document) words(list []string, s Span) []string {
	for at := s.Start; at < s.End; {
		if n, ok := blankAt(d.Raw, at, s.End); ok || d.Raw[at] == ',' {
			at += max(n, 1)
			continue
		}
		from := at
		for at < s.End && d.Raw[at] != ',' {
			if _, ok := blankAt(d.Raw, at, s.End); ok {
				break
			}
			at++
		}
		list = append(list, d.copied(d.Raw[from:at]))
	}
	return list
}

var weekdays = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// isDateLine reports whether b is the line a newspaper put above the text:
// "Monday, 25 January 2010, 09:33".
func isDateLine(b []byte) bool {
	n := len(b)
	if n < 20 || n > 45 || !isDigit(b[n-1]) || !isDigit(b[n-2]) || b[n-3] != ':' {
		return false
	}
	for _, w := range weekdays {
		if hasFold(b, w) && b[len(w)] == ',' {
			return true
		}
	}
	return false
}

// isPageResidue is isResidue of a line whose classes are not at hand.
func isPageResidue(b []byte) bool { return isResidue(classBits, b) }

// isResidue reports whether b, of a line with the classes m, is a line that a
// publisher's tool left in the text.
func isResidue(m Mask, b []byte) bool {
	return residueFirst[b[0]] && isResidueLine(b) || m&MaskSlash != 0 && len(b) > 20 && around(b, "DB", '/', "Inbox")
}

// residueFirst marks the bytes with which a line for isResidueLine begins.
var residueFirst = [256]bool{
	'>': true, '<': true, 'N': true, 'n': true, 'W': true, 'S': true, 'E': true, 'e': true, 'T': true, 't': true,
	'I': true, 'O': true, 'D': true, 'C': true, 'M': true,
	'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true,
}

// isResidueLine is isResidue of a line that is told by its start.
func isResidueLine(b []byte) bool {
	switch b[0] {
	case '>':
		if len(b) == 1 {
			return true
		}
	case '<':
		if len(b) > 4 && b[1] == '<' && isDigit(b[2]) { // <<220571>>, the number of a database row
			return 2+digits(b[2:])+2 == len(b) && bytes.HasSuffix(b, []byte(">>"))
		}
	case 'N', 'n':
		if equalFold(b, "null") {
			return true
		}
	case 'W', 'S':
		if bytes.HasPrefix(b, []byte("WHERE `id`")) || bytes.HasPrefix(b, []byte("SELECT * FROM `")) {
			return true
		}
	case 'E', 'e', 'T', 't':
		if hasFold(b, "EPET @ EL PA") || hasFold(b, "Track impresi") {
			return true
		}
	}
	switch {
	case len(b) > 5 && isDumpLine(b):
		return true
	case len(b) > 20 && len(b) < 60 && digits(b) == 4 && isUpper(b[4]):
		// 2004ZENDA02200 - CONFIDENTIAL
		i := bytes.Index(b, []byte(" - "))
		return i > 8 && isDigit(b[i-1]) && isClassLine(b[i+3:])
	}
	return false
}

// isDumpLine reports whether b is a line of the table that a publisher's tool
// printed in front of the text: ID, ORIGIN, DATE, SOURCE, CLASSIFICATION, MISC,
// DESTINATION, each with the kind of value that the table has.
func isDumpLine(b []byte) bool {
	switch b[0] {
	case 'I', 'O', 'D', 'S', 'C', 'M':
	default:
		return false
	}
	i := bytes.IndexByte(b[:min(len(b), 16)], ':')
	if i < 0 || i > 14 || byteAt(b, i+1) != ' ' {
		return false
	}
	v := bytes.TrimLeft(b[i+2:], " ")
	switch string(b[:i]) {
	case "ID":
		return len(v) >= 4 && digits(v) == len(v)
	case "ORIGIN", "MISC":
		n := digits(v)
		return n == 2 && len(v) > 4 && isUpper(v[2]) && isDigit(v[len(v)-1]) && bytes.IndexByte(v, ' ') < 0
	case "DATE":
		return len(v) >= 10 && digits(v) == 4 && v[4] == '-' && v[7] == '-'
	case "SOURCE":
		return bytes.HasPrefix(v, []byte("Embassy ")) || bytes.HasPrefix(v, []byte("Consulate ")) || bytes.HasPrefix(v, []byte("Secretary of State")) || bytes.HasPrefix(v, []byte("Mission "))
	case "CLASSIFICATION":
		return hasFold(v, "SECRET") || hasFold(v, "CONFIDENTIAL") || hasFold(v, "UNCLASSIFIED")
	case "DESTINATION":
		return bytes.HasPrefix(v, []byte("VZCZC"))
	}
	return false
}

// dumpLabel reads a line of the table of isDumpLine into the metadata.
func (d *Document) dumpLabel(b []byte) {
	m := &d.Metadata
	label, value, _ := bytes.Cut(b, []byte(": "))
	value = bytes.TrimSpace(value)
	keep := func(s *string) {
		if *s == "" {
			*s = d.copied(value)
		}
	}
	switch string(label) {
	case "ORIGIN":
		keep(&m.ID)
	case "DATE":
		keep(&m.Created)
	case "SOURCE":
		keep(&m.Origin)
	case "CLASSIFICATION":
		keep(&m.Classification)
	case "MISC":
		if len(m.References) == 0 {
			d.pageReferences = d.pageReferences[:0]
			for f := range bytes.FieldsFuncSeq(value, func(r rune) bool { return r == '|' || r == ' ' || r == ',' }) {
				d.pageReferences = append(d.pageReferences, d.copied(f))
			}
			m.References = d.pageReferences
		}
	}
}

// dumpValue reads line i as a value of a database row that stands before the
// header: the id, the origin, the classification.
func (d *Document) dumpValue(i int) {
	s := d.content(i)
	b := d.Bytes(s)
	m := &d.Metadata
	switch {
	case m.ID == "" && len(b) > 4 && digits(b) == 2 && isUpper(b[2]) && isDigit(b[len(b)-1]):
		m.ID = d.copied(b)
	case m.Origin == "" && (hasFold(b, "Embassy ") || hasFold(b, "Consulate ") || hasFold(b, "Mission ") || hasFold(b, "Secretary of State")):
		m.Origin = d.copied(b)
	case m.Classification == "" && isClassLine(firstField(b)):
		m.Classification = d.copied(b)
	case m.Created == "" && digits(b) > 0 && bytes.IndexByte(b, '/') > 0 && bytes.IndexByte(b, ':') > 0:
		m.Created = d.copied(b)
	}
}

// firstField is b up to a double slash.
func firstField(b []byte) []byte {
	if i := bytes.Index(b, []byte("//")); i >= 0 {
		return b[:i]
	}
	return b
}

// rowValues reads the id and the date of the database row b.
func (d *Document) rowValues(b []byte) {
	b = b[digits(b):]
	b = b[blanks(b):]
	if d.Metadata.Created == "" {
		d.Metadata.Created = d.copied(b[:10])
	}
	if d.Metadata.ID == "" {
		d.Metadata.ID = d.copied(firstWord(b[10+blanks(b[10:]):]))
	}
}

// isDatabaseRow reports whether b starts with the columns of a publisher's
// database: a number, an ISO date and the id of a cable.
func isDatabaseRow(b []byte) bool { return len(b) > 20 && isDigit(b[0]) && startsRow(b) }

// startsRow is isDatabaseRow of a line that begins with a digit.
func startsRow(b []byte) bool {
	n := digits(b)
	if n > 7 || len(b) < n+20 || blanks(b[n:]) == 0 {
		return false
	}
	b = b[n+blanks(b[n:]):]
	if len(b) < 18 || digits(b) != 4 || b[4] != '-' || digits(b[5:]) != 2 || b[7] != '-' || digits(b[8:]) != 2 || blanks(b[10:]) == 0 {
		return false
	}
	b = firstWord(b[10+blanks(b[10:]):])
	return len(b) > 4 && digits(b) == 2 && isUpper(b[2]) && isDigit(b[len(b)-1])
}
