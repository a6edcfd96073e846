package cable

// parseAddressees reads the lines from first to last of TO, or of INFO: one
// addressee a line, the first after the word itself.
func (d *Document) parseAddressees(first, last int, info bool) {
	list := &d.Transmission.To
	if info {
		list = &d.Transmission.Info
	}
	for n := first; n <= last && n < len(d.Lines); n++ {
		l := &d.Lines[n]
		if l.Mask.blank() || l.Zone&(ZoneBlank|ZoneFurniture) != 0 {
			continue
		}
		span := d.lineText(l)
		if n == first {
			span.Start += addressWord(d.Raw[span.Start:span.End], info)
		}
		if n == first || l.Mask&MaskHigh != 0 {
			span = d.trim(span)
		}
		if span.Empty() || isPageMark(d.Bytes(span)) {
			continue // the head of a page ran into the list: TO PAGE 02 STATE 012345 ...
		}
		*list = append(*list, Addressee{Span: span})
		a := &(*list)[len(*list)-1]
		a.read(d.Bytes(span))
		if a.Name.Empty() {
			d.Transmission.Malformed = append(d.Transmission.Malformed, n)
		}
	}
}

// addressWord is the length of "TO " or "INFO " at the start of b.
func addressWord(b []byte, info bool) uint32 {
	word := "TO"
	if info {
		word = "INFO"
	}
	if !wordAt(b, 0, word) {
		return 0
	}
	n := len(word)
	for n < len(b) && (isBlank(b[n]) || b[n] == ':') {
		n++
	}
	return uint32(n)
}

// read reads [indicator "/"] name [precedence] [continuity number], the line b.
func (a *Addressee) read(b []byte) {
	span := a.Span
	start := indicatorEnd(b)
	if start > 0 {
		a.Indicator = span.part(0, start)
		start++
	}
	end := len(b)
	if from := continuity(b, start); from > 0 {
		a.Continuity = span.part(from, end)
		end = len(trimEnd(b[:from]))
	}
	if p, from := precedenceAtEnd(b[:end]); p != NoPrecedence && from > start {
		a.Precedence, end = p, len(trimEnd(b[:from]))
	}
	for end > start && (b[end-1] == '/' || isBlank(b[end-1])) && end-start > 1 && b[end-1] != ')' {
		if b[end-1] == '/' && end-2 >= start && b[end-2] == '/' {
			break // "//" closes an office: DOE WASHDC//NA-20//
		}
		end--
	}
	start = skipBlanks(b[:end], start)
	a.Name = span.part(start, end)
}

// indicatorEnd is the length of the routing indicator (or ZEN) before a slash;
// 0 when none stands there. A routing indicator starts with R and has four to
// eight letters.
func indicatorEnd(b []byte) int {
	n := capitalRun(b)
	if n >= 4 && n+1 < len(b) && b[n] == '/' && b[n+1] != '/' && b[0] == 'R' { // as most are
		return n
	}
	n = skipLetters(b, 0)
	switch {
	case n >= len(b) || b[n] != '/' || n+1 < len(b) && b[n+1] == '/':
		return 0
	case foldEqual(b[:n], "ZEN"):
		return n
	case n >= 4 && n <= 8 && upper(b[0]) == 'R':
		return n
	}
	return 0
}

// continuity is the offset of the message continuity number at the end of b:
// 4778, 4778-4781, or 4778/4781; 0 when there is none. One to six digits; a
// shorter number belongs to the name (CDR JTF 7).
func continuity(b []byte, start int) int {
	if len(b) == 0 || !isDigit(b[len(b)-1]) {
		return 0
	}
	i := len(b)
	j := i
	for j > start && (isDigit(b[j-1]) || (b[j-1] == '-' || b[j-1] == '/') && j < i && j-2 >= start && isDigit(b[j-2])) {
		j--
	}
	if j == i || j <= start+1 || !isBlank(b[j-1]) {
		return 0
	}
	if n := skipDigits(b, j) - j; n < 3 || n > 6 {
		if p, _ := precedenceAtEnd(trimEnd(b[:j])); p == NoPrecedence {
			return 0
		}
	}
	return j
}

// precedenceAtEnd reads the word of precedence that ends b and gives its offset.
func precedenceAtEnd(b []byte) (Precedence, int) {
	if len(b) == 0 {
		return NoPrecedence, 0
	}
	words := wordsOfPrecedence(b[len(b)-1])
	for k := range words {
		w := &words[k]
		from := len(b) - len(w.word)
		if from > 0 && isBlank(b[from-1]) && foldAt(b, from, w.word) {
			return w.level, from
		}
	}
	return NoPrecedence, 0
}

type precedenceWord struct {
	word  string
	level Precedence
}

// precedenceWords are the words of precedence by their last letter, the longer before
// its end.
var (
	precedenceWordsE = []precedenceWord{{"NIACT IMMEDIATE", NiactImmediate}, {"IMMEDIATE", Immediate}, {"ROUTINE", Routine}}
	precedenceWordsH = []precedenceWord{{"FLASH", Flash}}
	precedenceWordsT = []precedenceWord{{"IMMEDIATE NIACT", NiactImmediate}, {"NIACT", NiactImmediate}}
	precedenceWordsY = []precedenceWord{{"PRIORITY", Priority}}
)

// wordsOfPrecedence are the words of precedence that end in the letter c.
func wordsOfPrecedence(c byte) []precedenceWord {
	switch upper(c) {
	case 'E':
		return precedenceWordsE
	case 'H':
		return precedenceWordsH
	case 'T':
		return precedenceWordsT
	case 'Y':
		return precedenceWordsY
	}
	return nil
}
