package cable

// parseBanner reads the banner on a line: classification, section, post, serial.
func (d *Document) parseBanner(line int) (Banner, bool) {
	l := d.Lines[line]
	base := d.content(line).Start
	r, ok := readBanner(d.Raw[base:l.End])
	if !ok {
		return Banner{}, false
	}
	return r.banner(base, line), true
}

// banner is the banner of which r are the parts, on a line whose text starts at base.
func (r *bannerParts) banner(base uint32, line int) Banner {
	at := func(p [2]int) Span { return Span{base + uint32(p[0]), base + uint32(p[1])} }
	return Banner{
		Span: at([2]int{r.class[0], r.end}), Line: line, Level: r.level, Classification: at(r.class), EFTO: r.efto,
		Section: r.section, Sections: r.sections, SectionSpan: at(r.sectionAt), Post: at(r.post), Serial: r.serial,
		SerialSpan: at(r.serialAt), Series: at(r.series), Damaged: r.damaged,
	}
}

// isBannerLine reports whether a line starts with a banner.
func isBannerLine(b []byte) bool {
	b = b[leadingPilcrow(b):]
	if !opensBanner(b) {
		return false
	}
	_, ok := readBanner(b)
	return ok
}

// opensBanner reports whether a classification may begin the line b.
func opensBanner(b []byte) bool {
	i := skipBlanks(b, 0)
	return i < len(b) && startsBanner(b, i)
}

// bannerParts is a banner in offsets of its line.
type bannerParts struct {
	level             Level
	damaged, efto     bool
	spaced            bool // a blank after each letter of the classification
	section, sections int
	serial            int
	class, sectionAt  [2]int
	post, serialAt    [2]int
	series            [2]int
	end               int
}

// readBanner reads a banner at the start of b. It needs a classification and a
// serial: a classification alone is the head or the foot of a page.
func readBanner(b []byte) (bannerParts, bool) {
	r := bannerParts{serial: -1}
	i := skipBlanks(b, 0)
	if i >= len(b) || !startsBanner(b, i) {
		return r, false
	}
	end := r.classification(b, i)
	if end == 0 {
		return r, false
	}
	r.class = [2]int{i, end}
	i = r.handling(b, end)
	i = r.sectionNumbers(b, i)
	if !r.postAndSerial(b, i) {
		return r, false
	}
	r.travel(b)
	return r, true
}

// startsBanner reports whether a classification may begin at i: whole, with its
// first letter lost, or with another letter before it.
func startsBanner(b []byte, i int) bool {
	first := classFirst[b[i]]
	if first == 0 {
		return false
	}
	k := skipBlanks(b, i+1)
	second := byteAt(b, k)
	if first&classSecond[second] != 0 {
		return true
	}
	return k-i <= 2 && classFirst[second]&classSecond[byteAt(b, skipBlanks(b, k+1))]&wholeClass != 0
}

// The first two letters of a classification; a nought may stand for the O.
const (
	classCO = 1 << iota
	classTO
	classLO
	classSE
	classUN
	classLI
	lostON // without its first letter
	lostOP
	lostEC
	lostNC
	lostIM

	wholeClass = lostON - 1
)

// classFirst and classSecond are the pairs of which a byte is the first and the second letter.
var (
	classFirst = [256]uint16{
		'C': classCO, 'c': classCO, 'S': classSE, 's': classSE, 'T': classTO, 't': classTO, 'U': classUN, 'u': classUN,
		'L': classLO | classLI, 'l': classLO | classLI, 'O': lostON | lostOP, 'o': lostON | lostOP,
		'E': lostEC, 'e': lostEC, 'N': lostNC, 'n': lostNC, 'I': lostIM, 'i': lostIM,
	}
	classSecond = [256]uint16{
		'O': classCO | classTO | classLO, 'o': classCO | classTO | classLO, '0': classCO | classTO | classLO,
		'E': classSE, 'e': classSE, 'N': classUN | lostON, 'n': classUN | lostON, 'I': classLI, 'i': classLI,
		'P': lostOP, 'p': lostOP, 'C': lostEC | lostNC, 'c': lostEC | lostNC, 'M': lostIM, 'm': lostIM,
	}
)

// classes in the order in which they are tried: the longer before its beginning.
var bannerClasses = []struct {
	letters string
	level   Level
	spaced  bool // the handbooks print it with a blank after each letter
}{
	{"TOPSECRET", TopSecret, true},
	{"SECRET", Secret, true},
	{"CONFIDENTIAL", Confidential, true},
	{"UNCLASSIFIED", Unclassified, false},
	{"UNCLAS", Unclassified, false},
	{"LIMITEDOFFICIALUSE", ForOfficialUse, false},
	{"LIMITEDOFFICALUSE", ForOfficialUse, false},
	{"LOU", ForOfficialUse, false},
}

// classification reads the classification at i and gives its end; 0 when none
// stands there. Damage of the first letters is tolerated and noted.
func (r *bannerParts) classification(b []byte, i int) int {
	if n := r.usualClass(b[i:]); n > 0 {
		return i + n
	}
	return r.anyClass(b, i)
}

// anyClass is classification in any form.
func (r *bannerParts) anyClass(b []byte, i int) int {
	first := upper(b[i])
	for k := range bannerClasses {
		c := &bannerClasses[k]
		if c.letters[0] != first {
			continue
		}
		if end := spacedWord(b, i, c.letters); end > 0 {
			r.level = c.level
			r.spaced, r.damaged = spacing(b[i:end], len(c.letters))
			return end
		}
	}
	for k := range bannerClasses {
		c := &bannerClasses[k]
		if len(c.letters) < 6 {
			continue
		}
		end := 0
		if first == c.letters[1] { // the first letter is lost
			end = spacedWord(b, i, c.letters[1:])
		}
		if end == 0 { // it is doubled, or another stands before it
			if k := skipBlanks(b, i+1); k < len(b) && k-i <= 2 && upper(b[k]) == c.letters[0] {
				end = spacedWord(b, k, c.letters)
			}
		}
		if end == 0 && first == c.letters[0] {
			end = nearWord(b, i, c.letters)
		}
		if end > 0 {
			r.level, r.damaged = c.level, true
			r.spaced, _ = spacing(b[i:end], len(c.letters))
			return end
		}
	}
	return 0
}

// usualClasses are the classifications as most banners have them. None is the start of
// another one: UNCLAS SIFIED is not read here.
var usualClasses = [...]struct {
	text   string
	level  Level
	spaced bool
}{
	{"C O N F I D E N T I A L ", Confidential, true},
	{"UNCLAS ", Unclassified, false},
	{"S E C R E T ", Secret, true},
	{"CONFIDENTIAL ", Confidential, false},
}

// usualClass reads one of usualClasses at the start of b and gives its length; 0 when
// none stands there.
func (r *bannerParts) usualClass(b []byte) int {
	for k := range usualClasses {
		c := &usualClasses[k]
		n := len(c.text)
		if c.text[0] != b[0] || len(b) <= n || string(b[:n]) != c.text {
			continue
		}
		if !c.spaced && (isBlank(b[n]) || upper(b[n]) == 'S' && upper(byteAt(b, n+1)) != 'E') {
			return 0
		}
		r.level, r.spaced = c.level, c.spaced
		return n - 1
	}
	return 0
}

// spacing says whether a classification of n letters is written with a blank
// after each letter, and whether it is neither that nor unspaced.
func spacing(b []byte, n int) (spaced, damaged bool) {
	blanks := 0
	for _, c := range b {
		if isBlank(c) {
			blanks++
		}
	}
	switch {
	case blanks <= 2 && blanks < n-2: // LIMITED OFFICIAL USE, TOP SECRET
		return false, blanks == 1 && n == len("CONFIDENTIAL") || blanks > 0 && n == len("SECRET")
	case blanks < n-1:
		return true, true
	default:
		return true, false
	}
}

// nearWord is the end of word written with blanks after its letters and with one
// letter inside it lost or wrong; 0 when that is not what stands at i.
func nearWord(b []byte, i int, word string) int {
	if i+1 >= len(b) || !isBlank(b[i+1]) || upper(b[i]) != word[0] {
		return 0
	}
	faults, k := 0, 0
	for k < len(word) {
		i = skipBlanks(b, i)
		if i >= len(b) {
			return 0
		}
		c := upper(b[i])
		switch {
		case c == word[k]:
			i, k = i+1, k+1
		case c == '0' && word[k] == 'O' && faults == 0:
			faults, i, k = 1, i+1, k+1
		case faults > 0 || k < 2:
			return 0
		case k+1 < len(word) && c == word[k+1]: // lost
			faults, k = 1, k+1
		case isLetter(c) || isDigit(c): // wrong
			faults, i, k = 1, i+1, k+1
		default:
			return 0
		}
	}
	if i < len(b) && isAlnum(b[i]) {
		return 0
	}
	return i
}

// handling skips what may follow the classification: E F T O, FOR OFFICIAL USE
// ONLY, NOFORN, captions joined by slashes.
func (r *bannerParts) handling(b []byte, i int) int {
	for {
		k := i
		for k < len(b) && (isBlank(b[k]) || b[k] == '/' || b[k] == '-') {
			k++
		}
		switch upper(byteAt(b, k)) {
		case 'E':
			i = spacedWord(b, k, "EFTO")
			if i > 0 {
				r.efto, r.class[1] = true, i
			}
		case 'F':
			i = spacedWord(b, k, "FOROFFICIALUSEONLY")
		case 'N':
			i = spacedWord(b, k, "NOFORN")
		case 'S':
			i = spacedWord(b, k, "SENSITIVE")
		default:
			return k
		}
		if i == 0 {
			return k
		}
	}
}

// sectionNumbers reads SECTION 01 OF 02 at i.
func (r *bannerParts) sectionNumbers(b []byte, i int) int {
	if !foldAt(b, i, "SECTION") && !foldAt(b, i, "SEC ") {
		return i
	}
	k := skipBlanks(b, skipLetters(b, i))
	j := skipDigits(b, k)
	n := number(b[k:j])
	of := skipBlanks(b, j)
	if n < 0 || !wordAt(b, of, "OF") && !wordAt(b, of, "of") {
		return i
	}
	k = skipBlanks(b, of+2)
	j = skipDigits(b, k)
	m := number(b[k:j])
	if m < 0 {
		return i
	}
	r.section, r.sections, r.sectionAt = n, m, [2]int{i, j}
	return skipBlanks(b, j)
}

// longestPost bounds the name of a post in a banner, in bytes.
const longestPost = 40

// postAndSerial reads PARIS 000824 at i.
func (r *bannerParts) postAndSerial(b []byte, i int) bool {
	k, end := i, min(len(b), i+longestPost)
	for k < end && (isLetter(b[k]) || isBlank(b[k]) || b[k] == '\'' || b[k] == '.' || b[k] == '-' || b[k] == '/') {
		k++
	}
	switch {
	case k == end:
		return r.redactedBanner(b, i, k)
	case isDigit(b[k]):
		return r.serialNumber(b, i, k)
	}
	return false
}

// serialNumber reads the serial at k of the post [i, k).
func (r *bannerParts) serialNumber(b []byte, i, k int) bool {
	end := skipDigits(b, k)
	to := len(trimEnd(b[i:k])) + i
	if to <= i || end-k < 2 || end-k > 8 || end < len(b) && isLetter(b[end]) || string(b[i:to]) == "PAGE" {
		return false
	}
	if !r.spaced && !r.sure(b, i, to, k, end) {
		return false
	}
	if of := skipBlanks(b, end); wordAt(b, of, "OF") {
		return false // SECTON 01 OF 02: the number of a section
	}
	r.post, r.serialAt = [2]int{i, to}, [2]int{k, end}
	r.serial, r.end = number(b[k:end]), end
	return true
}

// sure decides for a classification without blanks, which may be a word of a
// sentence: the whole is in capitals, and the post is known or the serial has
// its noughts or its six digits.
func (r *bannerParts) sure(b []byte, i, to, k, end int) bool {
	words := countWords(b[i:k])
	if words > 4 || !allCapitals(b[r.class[0]:r.class[1]]) || !allCapitals(b[i:to]) {
		return false
	}
	return knownPost(b[i:to]) || end-k >= 5 || b[k] == '0' || words == 1 && end-k >= 3 || isRedacted(b[i:to])
}

// countWords is the number of runs of letters in b.
func countWords(b []byte) int {
	n := 0
	for i, c := range b {
		if isLetter(c) && (i == 0 || !isLetter(b[i-1])) {
			n++
		}
	}
	return n
}

// redactedBanner accepts a post or a serial that the publisher covered.
func (r *bannerParts) redactedBanner(b []byte, i, k int) bool {
	words := trimEnd(b[i:min(k, len(b))])
	if !r.spaced && r.sections == 0 || !r.spaced && !allCapitals(words) {
		return false
	}
	for at := range words {
		if isRedacted(words[at:]) && (at == 0 || isBlank(words[at-1])) {
			r.post = [2]int{i, i + len(words)}
			r.end = r.post[1]
			return true
		}
	}
	return false
}

// travel reads the series of the travelling Secretary after the serial: TOSEC
// 190010, SECTO 04023.
func (r *bannerParts) travel(b []byte) {
	k := skipBlanks(b, r.end)
	if k == len(b) || !wordAt(b, k, "TOSEC") && !wordAt(b, k, "SECTO") && !wordAt(b, k, "TODEP") && !wordAt(b, k, "DEPTO") {
		return
	}
	j := skipBlanks(b, skipLetters(b, k))
	if end := skipDigits(b, j); end > j {
		r.series, r.end = [2]int{k, end}, end
	}
}
