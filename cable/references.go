package cable

// parseReferences reads the REF field into items: cables, with their year, post
// and serial, and everything else as it stands.
func (d *Document) parseReferences(span Span, line int) {
	f := &d.scratch
	d.fieldText(f, span, line, false)
	t := f.Text
	start, end := referenceLabel(t)
	d.References.Span, d.References.Line = d.trim(span), line
	d.References.Label = f.span(start, end)
	d.References.Items = d.References.Items[:0]
	if from, to := referenceLabel(t[end:]); to > from && letterless(t, end+to) {
		end += to // the form printed the label, the writer typed it again
	}
	r := refReader{d: d, f: f, t: t, own: d.own}
	r.read(end)
}

// referenceLabel is where the label of the field starts and ends: "REF:",
// "REFS", "REFTEL:", "REF(S):", "REFERENCES:"; both are 0 when the text has none.
func referenceLabel(t []byte) (start, end int) {
	i := skipSpace(t, 0)
	if !foldAt(t, i, "REF") {
		return 0, 0
	}
	n := i + len("REF")
	for _, w := range [...]string{"REFERENCES", "REFERENCE", "REFTELS", "REFTEL", "REFS"} {
		if isLetter(byteAt(t, n)) && foldAt(t, i, w) {
			n = i + len(w)
			break
		}
	}
	switch {
	case foldAt(t, n, "(S)"):
		n += 3
	case wordAt(t, skipBlanks(t, n), "TELS"):
		n = skipBlanks(t, n) + 4
	case wordAt(t, skipBlanks(t, n), "TEL"):
		n = skipBlanks(t, n) + 3
	}
	if n < len(t) && isAlnum(t[n]) {
		return 0, 0
	}
	colon := skipBlanks(t, n)
	if colon < len(t) && (t[colon] == ':' || t[colon] == ';' || t[colon] == '.') {
		return i, colon + 1
	}
	return i, n
}

// startsReferences reports whether a line whose label ends at n starts a REF
// field before any other: a letter or a cable follows. A page's "References:"
// with other things after it is none.
func startsReferences(b []byte, n int) bool {
	i := skipBlanks(b, n)
	if c, _ := letterMark(b, i); c != 0 {
		return true
	}
	r := refReader{t: b}
	if from, to := referenceLabel(b[i:]); to > from {
		i = skipBlanks(b, i+to)
	}
	if c, at := r.letter(i); c != 0 {
		i = at
	}
	if _, ok := r.cable(i, false); ok {
		return true
	}
	return n > 0 && b[n-1] == ':' && !foldAt(b, 0, "REFERENCE") && i < len(b)
}

// letterless reports whether no letter of an item stands at i: "REF: REF A" is
// an item, "REF: REFTEL PARIS 123" a label typed twice.
func letterless(t []byte, i int) bool {
	c, _ := letterMark(t, skipSpace(t, i))
	return c == 0
}

// refReader walks over the text of one field.
type refReader struct {
	d    *Document
	f    *Flow
	t    []byte
	own  *Own
	last byte // the last item's letter; 0 before the first
}

// cableRef is a reference to a cable, in offsets of the text.
type cableRef struct {
	start, end       int // with the year before, without what follows the serial
	year             int // four digits; 0 when not written
	postFrom, postTo int
	serial           int
}

func (r *refReader) read(i int) {
	for i < len(r.t) {
		if c := r.t[i]; isSpace(c) || c == ',' || c == ';' || c == '.' || c == ':' || c == '-' {
			i++
			continue
		}
		if w := conjunction(r.t, i); w > 0 {
			i += w
			continue
		}
		if end := numberMark(r.t, i); end > 0 {
			i = end
			continue
		}
		letter, second, at := r.letters(i)
		if letter != 0 {
			r.last = letter
		}
		i = r.item(at, letter, second)
	}
}

// conjunction is the length of AND, OR or & as a word at i; 0 when none stands there.
func conjunction(t []byte, i int) int {
	switch {
	case byteAt(t, i) == '&':
		return 1
	case wordAt(t, i, "AND"):
		return 3
	case wordAt(t, i, "OR"):
		return 2
	default:
		return 0
	}
}

// letters reads the letter of an item at i, and a doubled one, and gives the
// offset after them.
func (r *refReader) letters(i int) (letter, second byte, at int) {
	letter, at = r.letter(i)
	if letter == 0 {
		return 0, 0, i
	}
	if again, after := letterMark(r.t, at); again == letter {
		return letter, again, skipSpace(r.t, after)
	}
	return letter, 0, at
}

// letter reads one letter of an item: "A.", "A)", "(A)", "REF A:", or a bare
// letter in its turn before a cable.
func (r *refReader) letter(i int) (byte, int) {
	if wordAt(r.t, i, "REF") {
		i = skipSpace(r.t, i+3)
	}
	if c, at := letterMark(r.t, i); c != 0 {
		return c, skipSpace(r.t, at)
	}
	if i+1 < len(r.t) && isLetter(r.t[i]) && isBlank(r.t[i+1]) && upper(r.t[i]) == r.next() {
		at := skipBlanks(r.t, i+1)
		if _, ok := r.cable(at, true); ok {
			return upper(r.t[i]), at
		}
	}
	return 0, i
}

// next is the letter whose turn it is.
func (r *refReader) next() byte {
	if r.last == 0 {
		return 'A'
	}
	return r.last + 1
}

// letterMark reads "A.", "A)", "A:" or "(A)" at i.
func letterMark(t []byte, i int) (byte, int) {
	open := i < len(t) && t[i] == '('
	k := i
	if open {
		k = skipBlanks(t, i+1)
	}
	if k+1 >= len(t) || !isLetter(t[k]) {
		return 0, i
	}
	c := upper(t[k])
	k = skipBlanks(t, k+1)
	if k >= len(t) {
		return 0, i
	}
	switch {
	case t[k] == ')':
		return c, k + 1
	case open:
		return 0, i
	case t[k] == '.' && k+1 < len(t) && t[k+1] == ')':
		return c, k + 2
	case t[k] == '.' && !initials(t, k+1), t[k] == ':':
		return c, k + 1
	}
	return 0, i
}

// numberMark is the offset after "1)" or "(1)" at i, where items are numbered
// instead of lettered; 0 when none stands there.
func numberMark(t []byte, i int) int {
	if byteAt(t, i) == '(' {
		i++
	}
	if !isDigit(byteAt(t, i)) || byteAt(t, i+1) != ')' || i > 0 && isAlnum(t[i-1]) {
		return 0
	}
	return i + 2
}

// initials reports whether another letter with a stop follows at once (U.S., J.F.).
func initials(t []byte, i int) bool {
	return i+1 < len(t) && isLetter(t[i]) && t[i+1] == '.'
}

// item reads one item from i on and returns its end: a cable with what is said
// of it, further serials of the same post, or text that names no cable.
func (r *refReader) item(i int, letter, second byte) int {
	start := i
	ref, ok := cableRef{}, false
	end := i
	if other := skipLetters(r.t, i); oneOf(r.t[i:other], otherSeries) {
		for end = other; end < len(r.t) && !r.boundary(end, false); {
			end = r.word(end)
		}
		r.text(start, end, letter, second)
		return max(end, start+1)
	}
	ref, ok = r.cable(i, false)
	for !ok && end < len(r.t) {
		if end > i && r.boundary(end, false) {
			break
		}
		if ref, ok = r.cable(end, true); ok {
			break
		}
		end = r.word(end)
	}
	if !ok {
		r.text(start, end, letter, second)
		return max(end, start+1)
	}
	ref.start = start
	return r.cables(ref, letter, second)
}

// word is the offset of the next word or separator after the one at i.
func (r *refReader) word(i int) int {
	t := r.t
	if i < len(t) && isAlnum(t[i]) {
		for i < len(t) && isAlnum(t[i]) {
			i++
		}
		return i
	}
	return i + 1
}

// boundary reports whether a new item starts at i: after a semicolon, at a
// letter, or at another cable. inCable says that the item has a cable already.
func (r *refReader) boundary(i int, inCable bool) bool {
	t := r.t
	c := t[i]
	if c == ';' {
		return true
	}
	before := t[i-1]
	if isAlnum(before) {
		// "PARIS 12(B) ROME 3", "PARIS 12B) ROME 3": the blank is lost.
		letter, at := letterMark(t, i)
		return letter != 0 && letter == r.next() && t[at-1] == ')' && isDigit(before)
	}
	if numberMark(t, i) > 0 {
		return true
	}
	if wordAt(t, i, "REF") && i+3 < len(t) {
		if letter, _ := letterMark(t, skipBlanks(t, i+3)); letter != 0 {
			return true
		}
	}
	lineStart := lineStartAt(t, i)
	if letter, at := letterMark(t, i); letter != 0 && (isSpace(before) || before == ',' || before == ';' || before == '/') {
		if lineStart || letter == r.next() {
			return true
		}
		if _, ok := r.cable(skipSpace(t, at), true); ok {
			return true
		}
	}
	if !isAlnum(c) {
		return false
	}
	if upper(c) == r.next() && i+1 < len(t) && isBlank(t[i+1]) {
		if _, ok := r.cable(skipBlanks(t, i+1), true); ok {
			return true
		}
	}
	if lineStart || r.afterSeparator(i) {
		_, ok := r.cable(i, false)
		return ok
	}
	if inCable {
		_, ok := r.cable(i, true)
		return ok
	}
	return false
}

// lineStartAt reports whether nothing but blanks stands before i on its line.
func lineStartAt(t []byte, i int) bool {
	for i > 0 && isBlank(t[i-1]) {
		i--
	}
	return i == 0 || t[i-1] == '\n'
}

// afterSeparator reports whether a comma, a semicolon or a conjunction stands before i.
func (r *refReader) afterSeparator(i int) bool {
	k := i
	for k > 0 && isSpace(r.t[k-1]) {
		k--
	}
	switch {
	case k == 0:
		return true
	case r.t[k-1] == ',' || r.t[k-1] == ';' || r.t[k-1] == '&':
		return true
	default:
		return k >= 4 && k < i && foldAt(r.t, k-3, "AND") && !isAlnum(r.t[k-4])
	}
}

// text appends an item that is no cable; NONE and N/A are no item.
func (r *refReader) text(i, j int, letter, second byte) {
	i, j = trimItem(r.t, i, j)
	body := r.t[i:j]
	if len(body) == 0 || letter == 0 && (foldEqual(body, "NONE") || foldEqual(body, "N/A") || foldEqual(body, "NIL") || foldEqual(body, "NA")) {
		return
	}
	r.d.References.Items = append(r.d.References.Items,
		Reference{Span: r.f.span(i, j), Letter: letter, Second: second, Serial: -1})
}

// trimItem leaves out separators and conjunctions at both ends of an item.
func trimItem(t []byte, i, j int) (int, int) {
	for i < j && (isSpace(t[i]) || t[i] == ',' || t[i] == ';' || t[i] == '-') {
		i++
	}
	for {
		for j > i && (isSpace(t[j-1]) || t[j-1] == ',' || t[j-1] == ';' || t[j-1] == ':' || t[j-1] == '&' || t[j-1] == '(' || t[j-1] == '/' || t[j-1] == '-' ||
			t[j-1] == '.' && j-i > 1 && isDigit(t[j-2])) {
			j--
		}
		if j-i >= 3 && foldAt(t, j-3, "AND") && (j-i == 3 || !isAlnum(t[j-4])) {
			j -= 3
			continue
		}
		return i, j
	}
}

// cables appends the cable of an item and the further serials of its post, and
// returns the offset after the item.
func (r *refReader) cables(ref cableRef, letter, second byte) int {
	at := ref.end
	if year, end := yearAfter(r.t, at); year != 0 && ref.year == 0 {
		ref.year, at = year, end
	}
	first := len(r.d.References.Items)
	r.append(ref, ref.start, at, letter, second)
	for {
		serial, from, to := r.furtherSerial(afterRemark(r.t, at))
		if to == 0 {
			break
		}
		ref.serial, at = serial, to
		if year, end := yearAfter(r.t, at); year != 0 {
			ref.year, at = year, end
		}
		r.append(ref, from, at, 0, 0)
	}
	end := at
	for end < len(r.t) && !r.boundary(end, true) {
		end = r.word(end)
	}
	from, to := trimItem(r.t, at, end)
	if items := r.d.References.Items; to > from {
		// What follows the serials is said of the last one.
		last := &items[max(first, len(items)-1)]
		last.Span.End = r.f.span(at, to).End
	}
	return end
}

// afterRemark is the offset after words in parentheses at i: "(NOTAL)". A letter
// of the next item in parentheses is no remark.
func afterRemark(t []byte, i int) int {
	k := skipBlanks(t, i)
	if k >= len(t) || t[k] != '(' {
		return i
	}
	end := k + 1
	for end < len(t) && end-k < longestKey && (isLetter(t[end]) || isBlank(t[end])) {
		end++
	}
	if end == len(t) || t[end] != ')' || end-k < 4 {
		return i
	}
	return end + 1
}

// append adds one cable whose text is [i, j).
func (r *refReader) append(ref cableRef, i, j int, letter, second byte) {
	i, j = trimItem(r.t, i, j)
	r.d.References.Items = append(r.d.References.Items, Reference{
		Span: r.f.span(i, j), Letter: letter, Second: second,
		Year: ref.year, Post: r.f.span(ref.postFrom, ref.postTo), Serial: ref.serial,
	})
}

// yearAfter reads a year after a serial: "(06)", "(2006)", "/2006", or " 2006"
// where nothing else follows on the line.
func yearAfter(t []byte, i int) (year, end int) {
	k := skipBlanks(t, i)
	if k < len(t) && (t[k] == '/' || isDigit(t[k])) {
		from := k
		if t[k] == '/' {
			from++
		}
		j := skipDigits(t, from)
		rest := skipBlanks(t, j)
		if j-from == 4 && yearOf(t[from:j]) != 0 && (rest == len(t) || t[rest] == '\n' || t[rest] == ';' || t[k] == '/' && !isAlnum(t[j])) {
			return yearOf(t[from:j]), j
		}
		return 0, i
	}
	if k >= len(t) || t[k] != '(' {
		return 0, i
	}
	k++
	if k < len(t) && (t[k] == '\'' || t[k] == '`') {
		k++
	}
	j := skipDigits(t, k)
	if j >= len(t) || t[j] != ')' {
		return 0, i
	}
	y := yearOf(t[k:j])
	if y == 0 {
		return 0, i
	}
	return y, j + 1
}

// yearOf is the year that two or four digits write; 0 when they write none.
func yearOf(b []byte) int {
	n := number(b)
	switch {
	case len(b) == 2 && n >= 0:
		return fullYear(n)
	case len(b) == 4 && n >= 1940 && n <= 2029:
		return n
	default:
		return 0
	}
}

// furtherSerial reads another serial of the same post after at: ", 124",
// " AND 125", "/126". to is 0 when there is none.
func (r *refReader) furtherSerial(at int) (serial, from, to int) {
	t := r.t
	k := skipSpace(t, at)
	glue := false
	switch {
	case k < len(t) && (t[k] == ',' || t[k] == '&' || t[k] == '/' || t[k] == ';'):
		glue = true
		k = skipSpace(t, k+1)
	}
	if n := conjunction(t, k); n > 0 {
		glue = true
		k = skipSpace(t, k+n)
	}
	end := skipDigits(t, k)
	if !glue || end == k || !serialEnds(t, k, end) {
		return 0, 0, 0
	}
	if _, ok := r.cable(k, false); ok { // the year of the next cable
		return 0, 0, 0
	}
	n := number(t[k:end])
	if n <= 0 || end-k > 7 {
		return 0, 0, 0
	}
	return n, k, end
}

// cable reads a reference to a cable that starts at i. With known, its post must
// be in the table; without, any word that may be a post will do.
func (r *refReader) cable(i int, known bool) (cableRef, bool) {
	t := r.t
	ref := cableRef{start: i}
	if i >= len(t) || i > 0 && isAlnum(t[i-1]) {
		return ref, false
	}
	at := i
	if t[at] == '\'' || t[at] == '`' {
		at++
	}
	if year, end := yearAfter(t, at); byteAt(t, at) == '(' && year != 0 && !known {
		ref.year = year
		return r.postAndSerial(ref, skipSpace(t, end), known)
	}
	if j := skipDigits(t, at); j > at && !(j == at+1 && t[at] == '0' && isLetter(byteAt(t, j))) {
		if ref.year = yearOf(t[at:j]); ref.year == 0 {
			return ref, false
		}
		at = skipJoint(t, j)
	}
	return r.postAndSerial(ref, at, known)
}

// skipJoint skips what may stand between the parts of a reference: blanks, one
// line ending, a hyphen, a slash.
func skipJoint(t []byte, i int) int {
	i = skipSpace(t, i)
	if i < len(t) && (t[i] == '-' || t[i] == '/' || t[i] == '#') {
		i = skipSpace(t, i+1)
	}
	return i
}

// mostPostWords is the number of words of the longest name of a post with its
// mission before it (AMEMBASSY PORT OF SPAIN, USMISSION USUN NEW YORK).
const mostPostWords = 5

func (r *refReader) postAndSerial(ref cableRef, at int, known bool) (cableRef, bool) {
	t := r.t
	var from [mostPostWords]int
	words := 0
	for words < mostPostWords {
		end := postWordEnd(t, at)
		if end == at || end == at+1 && words == 0 && byteAt(t, end) != '\'' || end-at > longestKey ||
			noPost(t[at:end]) && !(words > 0 && wordAt(t, at, "OF")) && !startsPost(t, at, end) {
			return ref, false
		}
		if end == at+1 && words > 0 && t[at] == 'A' {
			return ref, false // PARIS A-123 is an airgram
		}
		from[words] = at
		words++
		digits := serialStart(t, end)
		if byteAt(t, end) == '\'' && upper(byteAt(t, end+1)) == 'S' && !isAlnum(byteAt(t, end+2)) { // PARIS'S 123
			digits = serialStart(t, end+2)
		}
		if digits > 0 {
			ref.postTo = end
			return r.serial(ref, from[:words], digits, known)
		}
		next := skipSpace(t, end)
		for next == end && next < len(t) && (t[next] == '-' || t[next] == '.' || t[next] == '\'') {
			next = skipSpace(t, next+1)
			end = next - 1
		}
		if next == end || next >= len(t) || !isLetter(t[next]) {
			return ref, false
		}
		at = next
	}
	return ref, false
}

// postWordEnd is the end of a word of a post's name at i; a nought typed for an O is part of it.
func postWordEnd(t []byte, i int) int {
	for i < len(t) && (isLetter(t[i]) || t[i] == '0' && i+1 < len(t) && isLetter(t[i+1])) {
		i++
	}
	return i
}

// serialStart is the offset of the digits of a serial after a post that ends at
// i: "PARIS 123", "PARIS123", "PARIS-123", "PARIS #123"; 0 when no digit follows.
func serialStart(t []byte, i int) int {
	k := skipSpace(t, i)
	for n := 0; n < 2 && k < len(t) && (t[k] == '-' || t[k] == '#' || t[k] == '/' || t[k] == ':' || t[k] == '.' || t[k] == ','); n++ {
		if t[k] == ',' && n > 0 {
			return 0
		}
		k = skipSpace(t, k+1)
	}
	if wordAt(t, k, "NO") || wordAt(t, k, "NR") {
		k = skipBlanks(t, k+2)
		if k < len(t) && t[k] == '.' {
			k = skipBlanks(t, k+1)
		}
	}
	if k < len(t) && isDigit(t[k]) {
		return k
	}
	return 0
}

// serial reads the digits at i, and settles which of the words before them are
// the post.
func (r *refReader) serial(ref cableRef, words []int, i int, known bool) (cableRef, bool) {
	t := r.t
	end := skipDigits(t, i)
	post, found := r.postWords(words, ref.postTo)
	if !found && (known || !mayBePost(t, words, ref.postTo)) {
		return ref, false
	}
	if found && len(words) > 1 && post != words[0] && ref.year != 0 && !missionWord(t[words[0]:postWordEnd(t, words[0])]) {
		return ref, false
	}
	if known && found && post != words[0] && !missionWord(t[words[0]:postWordEnd(t, words[0])]) {
		return ref, false // the same post is found again at its own word
	}
	if !known && found && post != words[0] {
		ref.start = min(ref.start, words[0])
	}
	// "PARIS 06 123": the year between post and serial.
	if year := yearOf(t[i:end]); year != 0 && ref.year == 0 && found && end-i == 2 {
		k := skipBlanks(t, end)
		if j := skipDigits(t, k); k > end && j-k >= 2 && serialEnds(t, k, j) {
			ref.year, i, end = year, k, j
		}
	}
	ref.postFrom = post
	ref.serial = number(t[i:end])
	ref.end = end
	if ref.serial <= 0 || end-i > 8 || !serialEnds(t, i, end) {
		return ref, false
	}
	return ref, found || end-i >= 2
}

// postWords is the offset of the first word of the longest name of a known post
// that ends at end.
func (r *refReader) postWords(words []int, end int) (int, bool) {
	for _, from := range words {
		if r.own.knowsPost(r.t[from:end]) {
			return from, true
		}
	}
	return words[0], false
}

// mayBePost reports whether the words can be the name of a post that no table has.
func mayBePost(t []byte, words []int, end int) bool {
	n := 0
	for _, c := range t[words[0]:end] {
		switch {
		case isLetter(c):
			n++
		case c == '-' || c == '.':
			return false
		}
	}
	return len(words) <= 2 && n >= 4 && n <= 24
}

// serialEnds reports whether the digits [i, j) can be a serial: no letter, date
// or longer number goes on after them, and they are no day of a month.
func serialEnds(t []byte, i, j int) bool {
	if j >= len(t) {
		return true
	}
	c := t[j]
	if isLetter(c) && byteAt(t, j+1) == ')' && j-i > 1 { // the letter of the next item
		return true
	}
	if isAlnum(c) || c >= 0x80 {
		return false
	}
	if j+1 < len(t) && isDigit(t[j+1]) && (c == '/' && j-i <= 2 || c == ':' || c == '.' || c == '-' && j-i <= 2) {
		return false
	}
	k := skipBlanks(t, j)
	if k > j && (byteAt(t, k) == 'O' || byteAt(t, k) == 'l') && isDigit(byteAt(t, k+1)) {
		return false // the rest of a damaged number: 1 O1684
	}
	if c == '-' || c == '/' {
		k = j + 1
	}
	if j-i == 6 && (wordAt(t, k, "Z") || foldAt(t, k, "Z ")) {
		return false
	}
	if j-i > 2 {
		return true
	}
	return !isMonth(t, k)
}

// isMonth reports whether the name of a month, whole or cut to three letters, stands at i.
func isMonth(t []byte, i int) bool {
	end := skipLetters(t, i)
	return monthNumber(t[i:end]) > 0
}

// missionWord reports whether a word says what kind of mission a post is.
func missionWord(b []byte) bool {
	return oneOf(b, missionWords)
}

var missionWords = []string{"MISSION", "AMEMBASSY", "AMEMB", "EMBASSY", "AMCONSUL", "CONGEN", "CONSULATE", "USMISSION", "USINT", "USLO", "USDEL", "SECSTATE"}

// noPost reports whether a word never is, nor begins, the name of a post in a
// reference: conjunctions, months, and the senders of other series.
func noPost(b []byte) bool {
	var buf [longestWord]byte
	switch string(capitals(&buf, b)) {
	case "AND", "OR", "OF", "FROM", "ON", "IN", "AT", "TO", "FOR", "BY", "WITH", "THE", "DATED", "DTD", "PARA", "PARAS", "PARAGRAPH",
		"PARAGRAPHS", "SECTION", "SECTIONS", "PAGE", "PAGES", "PREVIOUS", "NOTAL", "IIR", "TD", "TDX", "OSC", "FBIS", "CPP", "SERIAL", "NUMBER",
		"ARTICLE", "RESOLUTION", "UNSCR", "EMAIL", "MAIL", "PHONE", "TELCON", "FAX", "DTG", "MEMO", "LETTER", "REPORT", "CIRCA", "TOSEC",
		"SECTO", "REF", "REFTEL", "REFS", "CABLE", "CABLES", "TELEGRAM", "EXECUTIVE", "ORDER", "POINTS", "UNCLAS", "MEETING", "POC", "EMBTEL",
		"DEPTEL", "MYTEL", "CONTEL", "TEL", "AIRGRAM", "FYI", "VISIT", "LINE", "STAFFDEL":
		return true
	}
	return monthNumber(b) > 0 && !foldEqual(b, "MAR")
}

// startsPost reports whether the word [i, j), which starts no post by itself, does so
// with the word after it: TEL AVIV, THE HAGUE.
func startsPost(t []byte, i, j int) bool {
	next := skipSpace(t, j)
	end := postWordEnd(t, next)
	return next > j && end > next && end-i <= longestKey && knownPost(t[i:end])
}

// otherSeries begin the number of a report that is no cable of a post, even where
// the name of a post follows.
var otherSeries = []string{"IIR", "TD", "TDX", "OSC", "FBIS", "USDAO", "DAO", "USDLO", "CIA", "DIA", "AIRGRAM"}
