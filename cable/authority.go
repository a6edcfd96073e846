package cable

// parseAuthority reads the classification authority: that someone classified the
// cable or that it was derived, and the reasons of the order.
func (d *Document) parseAuthority(span Span, line int) {
	f := &d.scratch
	d.fieldText(f, span, line, true)
	t := f.Text
	a := &d.Authority
	a.Span, a.Line = d.trim(span), line
	start, end, derived := authorityLabel(t)
	i, again := repeatedLabels(t, end)
	a.Label, a.Derived = f.span(start, end), derived || again
	d.readReasons(f, authorityStop(t, i))
}

// ClassifiedBy is the name and the title of the one who classified the cable, as the
// authority gives them; both are empty where it does not. They are found on demand.
func (d *Document) ClassifiedBy() (name, title Span) {
	a := &d.Authority
	if !a.Present() || a.Derived {
		return Span{}, Span{}
	}
	var f Flow
	d.fieldText(&f, a.Span, a.Line, true)
	_, end, _ := authorityLabel(f.Text)
	i, _ := repeatedLabels(f.Text, end)
	n := nameReader{t: f.Text}
	n.read(i, authorityStop(f.Text, i))
	return f.span(n.name[0], n.name[1]), f.span(n.title[0], n.title[1])
}

// repeatedLabels is the offset after further labels at i, and whether one of them says
// that the class was derived.
func repeatedLabels(t []byte, i int) (at int, derived bool) {
	for {
		// The form printed the label, the writer typed it again.
		k := skipSpace(t, i)
		from, to, again := authorityLabel(t[k:])
		if to == from && wordAt(t, k, "BY") {
			to = 2
		}
		if to == 0 {
			return i, derived
		}
		derived = derived || again
		i = k + to
		for i < len(t) && (isSpace(t[i]) || t[i] == ':') {
			i++
		}
	}
}

// authorityLabel is where the label starts and ends, with what stands before it
// ("(U)", "1. (U)") left out; both are 0 when the text has none.
func authorityLabel(t []byte) (start, end int, derived bool) {
	i := skipSpace(t, 0)
	if j := skipDigits(t, i); j > i && j < len(t) && t[j] == '.' {
		i = skipSpace(t, j+1)
	}
	if m, next := portionMark(t, i); m.Marked() {
		i = skipSpace(t, next)
	}
	if c := upper(byteAt(t, i)); c != 'C' && c != 'D' {
		return 0, 0, false
	}
	var n int
	switch {
	case wordAt(t, i, "CLASSIFIED BY"): // as most are
		n = i + len("CLASSIFIED BY")
	case foldAt(t, i, "CLASSIFIED") && !foldAt(t, i, "CLASSIFIEDBY"), foldAt(t, i, "CLASSIFICATION"), wordAt(t, i, "CLASS"):
		n = skipLetters(t, i)
		if n < len(t) && t[n] == '.' {
			n++
		}
		for _, w := range [...]string{"AUTHORITY", "CONFIDENTIAL", "SECRET"} {
			if k := skipSpace(t, n); wordAt(t, k, w) && (w == "AUTHORITY" || wordAt(t, skipSpace(t, k+len(w)), "BY")) {
				n = k + len(w)
			}
		}
		k := skipSpace(t, n)
		if k < len(t) && t[k] == ':' && wordAt(t, skipSpace(t, k+1), "BY") {
			k = skipSpace(t, k+1)
		}
		if wordAt(t, k, "BY") {
			n = k + 2
		}
	case wordAt(t, i, "DERIVED"), wordAt(t, i, "DERIVATIVE"):
		n, derived = skipLetters(t, i), true
		for _, w := range [...]string{"CLASSIFICATION", "CLASSIFIER", "BY", "FROM"} {
			if k := skipSpace(t, n); wordAt(t, k, w) {
				n = k + len(w)
			}
		}
	default:
		k := misspeltBy(t[i:])
		if k == 0 {
			return 0, 0, false
		}
		n = i + k
	}
	if k := skipSpace(t, n); k < len(t) && (t[k] == ':' || t[k] == ';' || t[k] == '-') {
		n = k + 1
	}
	return i, n, derived
}

// authorityStop is the offset at which name and title end and the reasons, or
// another field of the authority, start.
func authorityStop(t []byte, i int) int {
	for k := i; k < len(t); {
		c := t[k]
		switch {
		case isDigit(c), c == ';':
			return k
		case c == '.' && sentenceEnds(t, i, k):
			return k
		case !isLetter(c):
			k++
			continue
		}
		end := skipLetters(t, k)
		if k > i && (isLetter(t[k-1]) || t[k-1] == '\'' || t[k-1] >= 0x80) {
			k = end
			continue
		}
		if leadsToReasons>>(c%32)&1 != 0 && reasonAhead(t, k, end) {
			return k
		}
		k = end
	}
	return len(t)
}

// leadsToReasons is the letters, as bits, with which a word for [reasonAhead] begins.
const leadsToReasons = 1<<('F'%32) | 1<<('R'%32) | 1<<('U'%32) | 1<<('P'%32) | 1<<('I'%32) | 1<<('D'%32) | 1<<('E'%32) | 1<<('B'%32) | 1<<('O'%32)

// reasonAhead reports whether the word [k, end) leads to the reasons or to
// another field.
func reasonAhead(t []byte, k, end int) bool {
	word := t[k:end]
	next := skipSpace(t, end)
	switch {
	case foldEqual(word, "FOR"):
		if wordAt(t, next, "THE") {
			next = skipSpace(t, next+3)
		}
		if next >= len(t) || !isLetter(t[next]) {
			return true
		}
		stop := skipLetters(t, next)
		return isReasonWord(t[next:stop], true) || foldAt(t, next, "E.O") || wordAt(t, next, "EO") || wordAt(t, next, "SECTION") ||
			stop-next == 1 && stop < len(t) && (t[stop] == ',' || t[stop] == ')')
	case isReasonWord(word, false):
		return true
	case foldEqual(word, "UNDER"):
		return wordAt(t, next, "SECTION") || foldAt(t, next, "E.O") || wordAt(t, next, "EO") || isDigit(byteAt(t, next))
	case foldEqual(word, "BECAUSE"):
		return wordAt(t, next, "OF")
	case foldEqual(word, "IN"):
		return wordAt(t, next, "ACCORDANCE")
	case foldEqual(word, "ON"):
		if wordAt(t, next, "THE") {
			next = skipSpace(t, next+3)
		}
		return wordAt(t, next, "GROUNDS") || wordAt(t, next, "BASIS")
	case oneOf(word, reasonLeads):
		return true
	case foldAt(t, k, "E.O.") || foldEqual(word, "EO") && next < len(t) && isDigit(t[next]):
		return true
	}
	return false
}

var reasonLeads = []string{"PER", "PURSUANT", "IAW", "DECLASSIFY", "DECL", "DERIVED", "DECLASSIFICATION", "DECLASS"}

// isReasonWord reports whether b is REASON or REASONS or, with slack, a
// misspelling: its letters in another order, one lost or doubled.
func isReasonWord(b []byte, slack bool) bool {
	if foldEqual(b, "REASON") || foldEqual(b, "REASONS") {
		return true
	}
	if !slack && (len(b) < 6 || !foldAt(b, 0, "REA")) || len(b) < 3 || len(b) > 9 || upper(b[0]) != 'R' {
		return false
	}
	for _, c := range b {
		switch upper(c) {
		case 'R', 'E', 'A', 'S', 'O', 'N', 'I':
		default:
			return false
		}
	}
	return true
}

// sentenceEnds reports whether the stop at k ends a sentence rather than an
// initial or an abbreviation.
func sentenceEnds(t []byte, i, k int) bool {
	if k+1 < len(t) && !isSpace(t[k+1]) {
		return false
	}
	start := k
	for start > i && isLetter(t[start-1]) {
		start--
	}
	word := t[start:k]
	if len(word) <= 1 || oneOf(word, abbreviations) {
		// "Randt, Jr. Reasons" ends there all the same; the word after it says so.
		return false
	}
	return true
}

var abbreviations = []string{
	"AMB", "JR", "SR", "DR", "MR", "MS", "MRS", "ST", "GEN", "COL", "LT", "CAPT", "MAJ", "ADM", "SGT", "DEP", "ASST", "ASSOC", "MIN", "POL",
	"ECON", "COUNS", "COUN", "CONS", "OFF", "DIR", "ACT", "AFF", "INT", "CHG", "PROF", "REP", "SEC", "ESQ", "HON",
}

// nameReader finds name and title between label and reasons.
type nameReader struct {
	t           []byte
	name, title [2]int
}

// mostSegments is the number of stretches between commas that are looked at.
const mostSegments = 8

// read divides [i, j) at its commas and settles which stretch is the name.
func (n *nameReader) read(i, j int) {
	var segments [mostSegments][2]int
	count := 0
	for i < j && count < mostSegments {
		end := n.segmentEnd(i, j)
		from, to := n.trim(i, end)
		switch {
		case to <= from:
		case count > 0 && (generation(n.t[from:to]) || adInterim(n.t[from:to])):
			segments[count-1][1] = to
		default:
			segments[count] = [2]int{from, to}
			count++
		}
		i = end + 1
	}
	if count > 0 {
		n.settle(segments[:count])
	}
}

// segmentEnd is the offset of the comma, parenthesis or lone dash that ends the
// stretch at i.
func (n *nameReader) segmentEnd(i, j int) int {
	for k := i; k < j; k++ {
		switch n.t[k] {
		case '(', ')', ':':
			return k
		case ',':
			// d,Affaires: the apostrophe was folded to a comma.
			if !(k > i && upper(n.t[k-1]) == 'D' && k+1 < j && isLetter(n.t[k+1]) && (k-1 == i || isSpace(n.t[k-2]))) {
				return k
			}
		case '-':
			if k > i && isSpace(n.t[k-1]) && (k+1 >= j || isSpace(n.t[k+1]) || n.t[k+1] == '-') {
				return k
			}
		case '?': // a dash that became a question mark
			if k > i && isSpace(n.t[k-1]) && k+1 < j && isSpace(n.t[k+1]) {
				return k
			}
		}
	}
	return j
}

// trim leaves out blanks and loose punctuation at both ends; the stop of an
// initial and of Jr. stays.
func (n *nameReader) trim(i, j int) (int, int) {
	t := n.t
	for i < j && (isSpace(t[i]) || t[i] == ':' || t[i] == '-' || t[i] == '.' || t[i] == ',' || t[i] == '"') {
		i++
	}
	for j > i {
		c := t[j-1]
		if isSpace(c) || c == ':' || c == '-' || c == ',' || c == ';' || c == '/' || c == '"' || c == '.' && sentenceEnds(t[:j], i, j-1) {
			j--
			continue
		}
		break
	}
	return i, j
}

// generation reports whether b is what follows a name: Jr., Sr., III.
func generation(b []byte) bool {
	if len(b) > 0 && b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	return oneOf(b, generations)
}

// adInterim reports whether b is what follows the title of a charge: a.i.
func adInterim(b []byte) bool {
	b = bare(b)
	return foldEqual(b, "A.I") || foldEqual(b, "AI") || foldEqual(b, "AD INTERIM")
}

var generations = []string{"JR", "SR", "II", "III", "IV", "ESQ"}

// settle decides. A title stands before the name (AMBASSADOR JANE DOE), or after
// it between commas (Jane Doe, Ambassador), or alone before a comma
// (Political Counselor, Jane Doe).
func (n *nameReader) settle(segments [][2]int) {
	first := segments[0]
	from, to := n.titleWords(first)
	switch {
	case to == 0:
		n.name = first
		if len(segments) > 1 && n.oneWord(first) && n.oneWord(segments[1]) {
			n.name[1] = segments[1][1] // Doe, Jane
			segments = segments[1:]
		}
		if len(segments) > 1 {
			n.title = segments[1]
		}
	case to < first[1]:
		to = n.accredited(to, first[1])
		n.title = [2]int{first[0], to}
		n.name[0], n.name[1] = n.trim(to, first[1])
	default:
		n.title = first
		for _, s := range segments[1:] {
			if _, to := n.titleWords(s); to == 0 && n.looksLikeName(s[0], s[1]) {
				n.name = s
				return
			} else if to > 0 && to < s[1] && n.looksLikeName(to, s[1]) {
				n.title[1] = to
				n.name[0], n.name[1] = n.trim(to, s[1])
				return
			}
		}
		if n.nameBefore(first[0], from) { // Jane Doe Political Counselor
			n.name[0], n.name[1] = n.trim(first[0], from)
			n.title[0], n.title[1] = n.trim(from, first[1])
		}
	}
}

// accredited is where a title that ends at i goes on to: behind "to NATO", "to the EU",
// "to the Holy See". A name in capitals is not told from such a word, so small letters
// must stand in what follows.
func (n *nameReader) accredited(i, j int) int {
	k := skipSpace(n.t[:j], i)
	if !wordAt(n.t, k, "TO") {
		return i
	}
	if k = skipSpace(n.t[:j], k+2); wordAt(n.t, k, "THE") {
		k = skipSpace(n.t[:j], k+3)
	}
	if wordAt(n.t, k, "HOLY") && wordAt(n.t, skipSpace(n.t[:j], k+4), "SEE") {
		return skipSpace(n.t[:j], k+4) + 3
	}
	end := k
	for end < j && isUpper(n.t[end]) {
		end++
	}
	if end-k < 2 || end < j && !isSpace(n.t[end]) || allCapitals(n.t[end:j]) {
		return i
	}
	return end
}

// oneWord reports whether s is a single word and none of a title.
func (n *nameReader) oneWord(s [2]int) bool {
	for _, c := range n.t[s[0]:s[1]] {
		if !isLetter(c) && c != '-' && c != '\'' && c < 0x80 {
			return false
		}
	}
	return !isTitleWord(n.t[s[0]:s[1]])
}

// looksLikeName reports whether [i, j) has two words or more that start with a capital.
func (n *nameReader) looksLikeName(i, j int) bool {
	words := 0
	for k := i; k < j; {
		if k = skipSpace(n.t[:j], k); k >= j {
			break
		}
		if c := n.t[k]; (c < 'A' || c > 'Z') && c < 0x80 {
			return false
		}
		words++
		for k < j && !isSpace(n.t[k]) {
			k++
		}
	}
	return words >= 2 && words <= 5
}

// nameBefore reports whether the words [i, j) before a title are a name: two or
// more, none of them an office symbol.
func (n *nameReader) nameBefore(i, j int) bool {
	for _, c := range n.t[i:max(i, j)] {
		if c == '/' {
			return false
		}
	}
	i, j = n.trim(i, j)
	return n.looksLikeName(i, j)
}

// titleWords is the stretch of the segment from its first to its last word that
// belongs to a title; to is 0 when it has none. Offices at the start of the
// segment (EUR/RPM, ISN) count.
func (n *nameReader) titleWords(s [2]int) (from, to int) {
	first := true
	for k := s[0]; k < s[1]; {
		if k = skipSpace(n.t[:s[1]], k); k >= s[1] {
			break
		}
		end := k
		for end < s[1] && !isSpace(n.t[end]) {
			end++
		}
		word := n.t[k:end]
		if isTitleWord(word) || first && isOfficeSymbol(word) || foldEqual(word, "HEAD") && wordAt(n.t, skipSpace(n.t, end), "OF") {
			if to == 0 {
				from = k
			}
			to = end
		}
		first = first && (to == end)
		k = end
	}
	return from, to
}

// isTitleWord reports whether a word, or its last part after a slash or a
// hyphen, is a word of titles.
func isTitleWord(b []byte) bool {
	b = bare(b)
	if string(b) == "PO" { // Po is a name
		return true
	}
	if titleWord(b) || foldAt(b, 0, "D'AFF") || foldAt(b, 0, "D,AFF") || foldAt(b, 0, "D`AFF") || foldAt(b, 0, "D\xe2\x80\x99AFF") {
		return true
	}
	for k := len(b) - 1; k > 0; k-- {
		if b[k] == '/' || b[k] == '-' {
			return titleWord(b[k+1:])
		}
	}
	if n := len(b) - len("COUNS"); n > 0 && foldAt(b, n, "COUNS") {
		return true
	}
	for _, w := range [...]string{"AMBASSADOR", "COUNSELOR", "MINISTER-COUNSELOR"} {
		if oneFault(b, w) {
			return true
		}
	}
	return false
}

// oneFault reports whether b is word, in upper case, with one letter lost,
// doubled or wrong after its first.
func oneFault(b []byte, word string) bool {
	n := len(b) - len(word)
	if n < -1 || n > 1 || len(b) == 0 || upper(b[0]) != word[0] {
		return false
	}
	i := 0
	for i < len(b) && i < len(word) && upper(b[i]) == word[i] {
		i++
	}
	j := 0
	for j < len(b)-i && j < len(word)-i && upper(b[len(b)-1-j]) == word[len(word)-1-j] {
		j++
	}
	return i+j >= min(len(b), len(word))-max(0, 1-max(n, -n))
}

// bare is a word without stops and colons at its end and without blanks.
func bare(b []byte) []byte {
	for len(b) > 0 && (b[len(b)-1] == '.' || b[len(b)-1] == ':') {
		b = b[:len(b)-1]
	}
	return b
}

// isOfficeSymbol reports whether a word is the symbol of an office: EUR, ISN/MTR, S/CT.
func isOfficeSymbol(b []byte) bool {
	b = bare(b)
	for _, c := range b {
		if c == '/' {
			return len(b) <= 12 && allCapitals(b)
		}
	}
	return allCapitals(b) && oneOf(b, offices)
}

var offices = []string{"EUR", "NEA", "EAP", "SCA", "WHA", "ISN", "VCI", "DRL", "INL", "INR", "OES", "PRM", "AVC", "IO", "USEU", "USUN", "USNATO", "NSC", "POL", "ECON", "RPO"}

// titleWord reports whether b is a word of titles but for case.
func titleWord(b []byte) bool {
	var buf [longestWord]byte
	switch string(capitals(&buf, b)) {
	case "AMBASSADOR", "AMB", "AMBASSADOR-DESIGNATE", "DESIGNATE", "LARGE", "CHARGE", "CHARG", "CHARGé", "AFFAIRES", "A.I", "AI", "INTERIM",
		"CDA", "DCM", "A/DCM", "ADCM", "CHIEF", "MISSION", "COUNSELOR", "COUNSELLOR", "COUNSELER", "COUNS", "COUNSEL", "POLCOUNS",
		"POLCOUNSELOR", "ECONCOUNS", "EMINCOUNS", "CONSUL", "GENERAL", "CONGEN", "CG", "ACG", "PRINCIPAL", "OFFICER", "OFF", "POLOFF", "ECONOFF",
		"POLMILOFF", "POLECONOFF", "EMBOFF", "CONOFF", "POLCHIEF", "ECONCHIEF", "DIRECTOR", "DIR", "DEPUTY", "ACTING", "SECRETARY", "ASSISTANT",
		"A/S", "DAS", "PDAS", "A/DAS", "U/S", "D/S", "UNDERSECRETARY", "MINISTER", "ATTACHE", "REPRESENTATIVE", "PERMREP", "COORDINATOR",
		"ADVISOR", "ADVISER", "AFFAIRS", "SECTION", "POLITICAL", "ECONOMIC", "POL-ECON", "POLECON", "ECONPOL", "ECOPOL", "POLMIL", "POL-MIL",
		"CONSULAR", "DEPARTMENT", "BUREAU", "OFFICE", "ENVOY", "OIC", "DPO", "RSO", "LEGATT", "POLAD", "CHAIRMAN", "COMMANDER", "CAPTAIN",
		"COLONEL", "COL", "COUNCILOR", "MINCOUNS", "DEPCOUNS", "POLCONS", "EXECUTIVE", "MC", "M/C", "M-C", "MANAGER", "ADMINISTRATOR", "ANALYST",
		"SUPERVISOR", "EXEC", "EMBASSY", "CONSULATE", "MINISTER-COUNSELOR", "EMIN", "ECONMIN", "ECOMIN", "PAO", "LEADER",
		"SECURITY", "NONPROLIFERATION", "DISARMAMENT", "VERIFICATION", "COMPLIANCE", "COUNTERTERRORISM", "ENFORCEMENT", "MIGRATION":
		return true
	}
	return false
}

// readReasons collects the letters of the sections of the order from i on.
func (d *Document) readReasons(f *Flow, i int) {
	t := f.Text
	section, open := byte(0), false
	for k := i; k < len(t); {
		c := t[k]
		switch {
		case isDigit(c):
			s, end := orderSection(t, k)
			if s == 0 && paragraphAhead(t, k) {
				return
			}
			if s != 0 {
				section, open = s, true
			}
			k = end
			continue
		case !isLetter(c):
			k++
			continue
		}
		end := skipLetters(t, k)
		word := t[k:end]
		switch {
		case foldAt(t, k, "E.O") || foldAt(t, k, "E. O"):
			end = k + 3
		case isReasonWord(word, true) && len(word) > 3:
			open = true
		case foldEqual(word, "A") && wordAt(t, skipSpace(t, end), "ND"): // AND, broken by a blank
			end = skipSpace(t, end) + 2
		case open && len(word) == 1 && upper(c) <= 'H':
			d.reason(f, k, section)
		case open && (len(word) == 2 || len(word) == 3) && reasonLetters(word) && !foldEqual(word, "BAD"):
			for j := k; j < end; j++ {
				d.reason(f, j, section)
			}
		case len(d.Authority.Reasons) > 0 && !oneOf(word, betweenReasons):
			return
		}
		k = end
	}
}

// betweenReasons may stand between the letters of two reasons.
var betweenReasons = []string{"AND", "OR", "ND", "AN", "THRU", "THROUGH", "TO", "SECTION", "SECTIONS", "PARA", "REASON", "REASONS", "ALSO"}

// reason appends the letter at k.
func (d *Document) reason(f *Flow, k int, section byte) {
	d.Authority.Reasons = append(d.Authority.Reasons, Reason{Span: f.span(k, k+1), Section: section, Letter: f.Text[k] | 0x20})
}

// reasonLetters reports whether every letter is one that a reason can have.
func reasonLetters(b []byte) bool {
	for _, c := range b {
		if upper(c) > 'H' {
			return false
		}
	}
	return true
}

// orderSection reads 1.4 at k, also written 1. 4, 1,4, 1/4, 1:4 or 14, and gives
// its last digit and the offset after it; without one, 0 and the end of the digits.
func orderSection(t []byte, k int) (section byte, end int) {
	end = skipDigits(t, k)
	if t[k] != '1' && t[k] != '3' {
		return 0, end
	}
	if end-k == 2 && t[k] == '1' && t[k+1] >= '3' && t[k+1] <= '6' {
		if j := skipSpace(t, end); j < len(t) && (t[j] == '(' || isLetter(t[j]) && !isLetter(byteAt(t, j+1))) {
			return t[k+1], end
		}
		return 0, end
	}
	if end-k != 1 {
		return 0, end
	}
	j := skipSpace(t, end)
	if j < len(t) && (t[j] == '.' || t[j] == ',' || t[j] == '/' || t[j] == ':' || t[j] == '-') {
		j = skipSpace(t, j+1)
	}
	if j == end || j >= len(t) || t[j] < '3' || t[j] > '8' || isDigit(byteAt(t, j+1)) {
		return 0, end
	}
	return t[j], j + 1
}

// byteAt is t[i], or 0 past its end.
func byteAt(t []byte, i int) byte {
	if i < 0 || i >= len(t) {
		return 0
	}
	return t[i]
}

// paragraphAhead reports whether a numbered paragraph runs on at k: "1. (C)".
func paragraphAhead(t []byte, k int) bool {
	end := skipDigits(t, k)
	if byteAt(t, end) != '.' {
		return false
	}
	m, _ := portionMark(t, skipSpace(t, end+1))
	return m.Marked()
}
