package cable

import "bytes"

// signatureLines is the number of lines of text, from the end, among which the
// signature is looked for.
const signatureLines = 6

// parseSignature finds the surnames at the end: on lines of their own, or glued
// to the last sentence.
func (d *Document) parseSignature() {
	last := len(d.Lines)
	if d.Next > 0 {
		last = min(last, d.Next)
	}
	first := d.BodyLine
	if d.headless() {
		first = 0
	}
	for i, left := d.endMark(last)-1, signatureLines; i >= first && i >= 0 && left > 0; i-- {
		l := d.Lines[i]
		if l.Zone&(ZoneBlank|ZoneFurniture|ZoneRuler|ZoneAttributes|ZonePageMetadata) != 0 || l.Kind == KindEndMark {
			continue
		}
		s := d.content(i)
		b := d.Bytes(s)
		if len(b) == 0 || !hasLetter(b) || isClassLine(b) || isEndMark(b) || foldEqual(b, "NNNN") || isRedacted(b) && len(b) < 40 && !hasSmall(b) {
			continue
		}
		left--
		if own, ok := d.ownLine(i); ok {
			if p, other := d.coSigner(i); p >= 0 {
				d.signLine(other, p)
			}
			d.signLine(own, i)
			return
		}
		if d.glued(i) {
			return
		}
		if !isTrailer(b) {
			return
		}
	}
}

// headless reports whether no line was understood: a text that starts in the
// middle of a cable.
func (d *Document) headless() bool {
	if d.BodyLine < len(d.Lines) {
		return false
	}
	for i, l := range d.Lines {
		if l.Kind != KindUnknown && l.Kind != KindBlank && l.Kind != KindEndMark || i > signatureLines*10 {
			return false
		}
	}
	return true
}

// endMark is the line of the first end mark near line last, or last: what stands
// after the end of the message is the archive's.
func (d *Document) endMark(last int) int {
	end := last
	for i := last - 1; i >= max(0, last-12); i-- {
		if d.Lines[i].Kind == KindEndMark {
			end = i
		}
	}
	return end
}

// hasLetter reports whether b has a letter.
func hasLetter(b []byte) bool {
	for _, c := range b {
		if isLetter(c) {
			return true
		}
	}
	return false
}

// hasSmall reports whether b has a small letter that is no x of a redaction.
func hasSmall(b []byte) bool {
	for _, c := range b {
		if isLower(c) && c != 'x' {
			return true
		}
	}
	return false
}

// isTrailer reports whether a line may stand after the signature: the address of
// a post's page and what leads to it, a rule with words in it.
func isTrailer(b []byte) bool {
	if len(b) > 160 || len(b) == 0 {
		return false
	}
	if b[len(b)-1] == ':' && (foldAt(b, 0, "VISIT ") || foldAt(b, 0, "PLEASE VISIT ")) {
		return true
	}
	if b[0] == '=' || b[0] == '-' || b[0] == '*' || b[0] == '#' || b[0] == '>' {
		return true
	}
	for i, c := range b {
		switch c {
		case 'H', 'h':
			if foldAt(b, i, "HTTP") {
				return true
			}
		case 'W', 'w':
			if foldAt(b, i, "WWW.") {
				return true
			}
		case '.':
			if foldAt(b, i, ".GOV") {
				return true
			}
		}
	}
	return false
}

// ownLine is the text of line i when that is surnames alone.
func (d *Document) ownLine(i int) (Span, bool) {
	s := d.signatureSpan(d.content(i))
	return s, !s.Empty() && d.isSignature(s, i)
}

// signLine notes the surnames s of line i.
func (d *Document) signLine(s Span, i int) {
	d.sign(s)
	d.set(i, KindSignature, ZoneSignature)
}

// coSigner is the line above line i when it holds one more surname; -1 when it does not.
func (d *Document) coSigner(i int) (p int, s Span) {
	p = i - 1
	for p >= 0 && d.Lines[p].Zone&ZoneBlank != 0 {
		p--
	}
	if p < 0 || i-p > 2 || d.Lines[p].Zone&(ZoneProse|ZoneUnknown) == 0 || d.Lines[p].Kind == KindParagraph {
		return -1, s
	}
	s, ok := d.ownLine(p)
	if !ok || s.Len() > 20 || !allCapitals(d.Bytes(s)) {
		return -1, s
	}
	for _, c := range d.Bytes(s) {
		if isBlank(c) {
			return -1, s
		}
	}
	return p, s
}

// signatureSpan leaves out what may stand round a signature: stars, "/S/", a
// lone stop, a date, (ACTING).
func (d *Document) signatureSpan(s Span) Span {
	b := d.Bytes(s)
	i, j := 0, len(b)
	for i < j && (isBlank(b[i]) || b[i] == '*' || b[i] == '.' || b[i] == '-' || b[i] == '#' || b[i] == '=' || b[i] == '"') {
		i++
	}
	if foldAt(b, i, "/S/") {
		i = skipBlanks(b, i+3)
	}
	for j > i {
		c := b[j-1]
		switch {
		case isBlank(c) || c == '*' || c == '#' || c == '=' || c == '-' || c == '"':
			j--
		case c == '.' && (j-1 == i || !isLetter(b[j-2])): // a stop by itself
			j--
		case isDigit(c):
			k := j
			for k > i && !isBlank(b[k-1]) {
				k--
			}
			if k == i || !dateWord(b[k:j]) {
				return Span{}
			}
			j = k
		case c == ')':
			k := j - 1
			for k > i && b[k] != '(' {
				k--
			}
			if k == i || !foldEqual(b[k+1:j-1], "ACTING") {
				return Span{}
			}
			j = k
		default:
			return s.part(i, j)
		}
	}
	return Span{}
}

// dateWord reports whether b is a date in digits.
func dateWord(b []byte) bool {
	_, end, ok := dateAt(b, 0)
	return ok && end == len(b)
}

const (
	longestSignature    = 40 // a line of surnames, in bytes
	shortestBesideSlash = 4  // EUR/WE and N/A are no two surnames
)

// isSignature reports whether s, the text of line i, is one to four surnames:
// in capitals, or capitalised on a line of its own after a finished sentence.
func (d *Document) isSignature(s Span, i int) bool {
	b := d.Bytes(s)
	if len(b) < 2 || len(b) > longestSignature || !isUpper(b[0]) {
		return false
	}
	words, small := 0, false
	for k := 0; k < len(b); {
		if isBlank(b[k]) || b[k] == '/' {
			k++
			continue
		}
		end := surnameEnd(b, k)
		if !isNameWord(b[k:end]) || end-k < shortestBesideSlash && (end < len(b) && b[end] == '/' || k > 0 && b[k-1] == '/') {
			return false
		}
		small = small || !allCapitals(b[k:end])
		words++
		k = end
	}
	if words > 4 || bytes.IndexByte(b, '/') >= 0 && (words != 2 || bytes.IndexByte(b, ' ') >= 0) || notSigner(b) {
		return false
	}
	return !small || words <= 2 && d.sentenceOver(i)
}

// surnameEnd is where the word at k of a line of surnames ends: VALE/HOLLAND are two.
func surnameEnd(b []byte, k int) int {
	for k < len(b) && !isBlank(b[k]) && b[k] != '/' {
		k++
	}
	return k
}

// isNameWord reports whether b is a word of a surname: a capital, then letters,
// apostrophes, hyphens; or JR with its stop.
func isNameWord(b []byte) bool {
	if !isUpper(b[0]) && b[0] < 0x80 || isRedacted(b) {
		return false
	}
	for k, c := range b {
		switch {
		case isLetter(c) || c >= 0x80 || c == '\'' || c == '-' || c == '`':
		case c == '.' && (k <= 1 || generation(b) || foldAt(b, 0, "ST.")):
		case c == ',' && k == 1: // the apostrophe of O'Neill, folded
		default:
			return false
		}
	}
	return true
}

// notSigner reports whether b is a word that ends cables and is no name.
func notSigner(b []byte) bool {
	for k := 0; k < len(b); {
		end := skipLetters(b, k)
		if end > k && isNoSigner(b[k:end]) {
			return true
		}
		k = max(end, k+1)
	}
	return false
}

// isNoSigner reports whether a word ends cables and is no name.
func isNoSigner(word []byte) bool {
	var buf [longestWord]byte
	switch string(capitals(&buf, word)) {
	case "END", "COMMENT", "SUMMARY", "CONFIDENTIAL", "SECRET", "UNCLASSIFIED", "UNCLAS", "SIPDIS", "NOFORN", "NODIS", "EXDIS", "NOTE", "TEXT",
		"MINIMIZE", "CONSIDERED", "UNQUOTE", "QUOTE", "CLASSIFIED", "NNNN", "SENSITIVE", "CABLE", "ENDS", "MESSAGE", "CONCLUSION", "PAGE",
		"SECTION", "ATTACHMENT", "ANNEX", "REMOVED", "DETAILS", "DECLASSIFIED", "STATE", "BT", "EXEMPT", "GDS", "XGDS", "GROUP", "DRAFTED",
		"CLEARED", "APPROVED", "REGARDS", "UNCLASS", "THE", "AND", "OF":
		return true
	}
	return false
}

// sentenceOver reports whether the text before line i is finished: it ends in a
// stop, a mark of a URL, a redaction, or a blank line stands between.
func (d *Document) sentenceOver(i int) bool {
	for p := i - 1; p >= 0; p-- {
		if d.Lines[p].Zone&(ZoneBlank|ZoneFurniture|ZoneRuler) != 0 {
			if d.Lines[p].Zone&(ZoneBlank|ZoneRuler) != 0 {
				return true
			}
			continue
		}
		b := d.text(p)
		if len(b) == 0 {
			return true
		}
		return endsSentence(b) || isTrailer(b) || isRedacted(b[max(0, len(b)-5):]) || len(b) < 50
	}
	return true
}

// glued finds surnames at the end of line i after its last sentence.
func (d *Document) glued(i int) bool {
	s := d.content(i)
	b := d.Bytes(s)
	end := len(b)
	for end > 0 && (b[end-1] == '.' || isBlank(b[end-1])) && end > len(b)-3 {
		if b[end-1] == '.' && (end < 2 || !isBlank(b[end-2])) {
			return false
		}
		end--
	}
	start, words, capitals := end, 0, true
	for words < 3 {
		k := start
		for k > 0 && isBlank(b[k-1]) {
			k--
		}
		from := k
		for from > 0 && (isLetter(b[from-1]) || b[from-1] == '\'' || b[from-1] == '-' && from > 1 && isLetter(b[from-2])) {
			from--
		}
		word := b[from:k]
		if len(word) < 2 || !isUpper(word[0]) || words > 0 && !allCapitals(word) || isNoSigner(word) || isRedacted(word) {
			break
		}
		if capitals = allCapitals(word); !capitals && words > 0 {
			break
		}
		start = from
		words++
		if !capitals {
			break
		}
	}
	if words == 0 || start == 0 || !capitals && end-start < 3 {
		return false
	}
	before := trimEnd(b[:start])
	if len(before) == 0 || !afterText(before, capitals, start-len(before)) {
		return false
	}
	d.sign(s.part(start, end))
	return true
}

// afterText reports whether before ends so that surnames may follow: a finished
// sentence, a redaction, an address of a page, END COMMENT, UNQUOTE. gap is the
// number of blanks between.
func afterText(before []byte, capitals bool, gap int) bool {
	from := len(before)
	for from > 0 && !isSpace(before[from-1]) {
		from--
	}
	word := before[from:]
	c := before[len(before)-1]
	switch {
	case oneOf(word, closers):
		return capitals && !allCapitals(before[max(0, len(before)-60):]) || foldAt(before, max(0, from-4), "END ") || foldEqual(word, "CONSIDERED")
	case foldAt(before, 0, "END OF ") && len(before) < 40:
		return capitals
	case isRedacted(word), isTrailer(before[max(0, len(before)-80):]):
		return gap > 0
	case c == ')' && capitals:
		return gap > 0
	case c == '.' && !capitals && (len(word) <= 2 || oneOf(bare(word), honorifics)):
		return false
	}
	return c == '.' || c == '!' || c == '?' || gap > 0 && endsSentence(before)
}

// closers end a cable.
var closers = []string{"UNQUOTE", "COMMENT", "NOTE", "TEXT", "CONSIDERED"}

var honorifics = []string{"MR", "MS", "MRS", "DR", "ST", "GEN", "SEN", "REP", "GOV", "AMB", "COL", "LT", "ADM", "PROF", "MT", "FT", "REV", "CAPT", "MAJ", "SGT"}

// sign adds the surnames of s: each word is one, but for the particles of a name
// and JR.
func (d *Document) sign(s Span) {
	b := d.Bytes(s)
	for k := 0; k < len(b); {
		if k = skipBlanks(b, k); k < len(b) && b[k] == '/' {
			k++
			continue
		}
		from, end := k, k
		for {
			word := end
			end = surnameEnd(b, end)
			next := skipBlanks(b, end)
			if end == word+2 && b[word+1] == '.' && word == from && next < len(b) {
				from, end = next, next // an initial
				continue
			}
			if next < len(b) && (oneOf(b[word:end], particles) || generationAt(b, next)) {
				end = next
				continue
			}
			break
		}
		if end <= from {
			return
		}
		d.Signature = append(d.Signature, s.part(from, end))
		k = end
	}
}

// generationAt reports whether the word at k is JR, SR or III.
func generationAt(b []byte, k int) bool {
	end := k
	for end < len(b) && !isBlank(b[end]) {
		end++
	}
	return generation(b[k:end])
}

var particles = []string{"DE", "LA", "LE", "DEL", "DELLA", "DI", "DA", "DOS", "VAN", "VON", "DER", "DEN", "EL", "AL", "MC", "MAC", "ST", "ST.", "O", "SAN", "TER"}
