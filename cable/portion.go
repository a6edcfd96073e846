package cable

import "bytes"

// parsePortionMark reads the portion mark at at, if one stands there before end,
// and gives the offset after it. Blanks before the mark are skipped; without a
// mark next is at.
func (d *Document) parsePortionMark(at, end uint32) (mark PortionMark, next uint32) {
	b := d.Raw[:min(end, uint32(len(d.Raw)))]
	if int(at) < len(b) && b[at] > ' ' && b[at] != '(' {
		return PortionMark{}, at
	}
	i := skipBlanks(b, min(int(at), len(b)))
	if i+2 < len(b) && b[i] == '(' && b[i+2] == ')' { // (C), as most are
		if level := letterLevel(b[i+1]); level != NoLevel {
			return oneLetterMark(i, level, b[i+1]), uint32(i + 3)
		}
	}
	mark, j := portionMark(b, i)
	if !mark.Marked() {
		return PortionMark{}, at
	}
	return mark, uint32(j)
}

// longestMark bounds the text between the parentheses of a mark, in bytes.
const longestMark = 80

// portionMark reads "(C)", "(S/NF)", "(SBU)", "(C - ENTIRE TEXT)", "( c )" at i.
func portionMark(b []byte, i int) (PortionMark, int) {
	if i >= len(b) || b[i] != '(' {
		return PortionMark{}, i
	}
	if k := skipBlanks(b, i+1); k == len(b) || !startsLevel(b[k]) {
		return PortionMark{}, i
	}
	if level := letterLevel(b[i+1]); level != NoLevel && byteAt(b, i+2) == ')' {
		return oneLetterMark(i, level, b[i+1]), i + 3
	}
	if m, n := usualMark(b[i:]); n > 0 {
		m.Span = Span{uint32(i), uint32(i + n)}
		return m, i + n
	}
	j := i + 1
	for j < len(b) && j-i <= longestMark && b[j] != ')' && b[j] != '(' && b[j] != '\n' && b[j] != '\r' {
		j++
	}
	if j >= len(b) || b[j] != ')' {
		return PortionMark{}, i
	}
	m, ok := markWords(b[i+1 : j])
	if !ok {
		return PortionMark{}, i
	}
	m.Span = Span{uint32(i), uint32(j + 1)}
	return m, j + 1
}

// usualMark reads (SBU), (S/NF), (C/NF) or (U/NF) at the start of b, as most marks are
// that have more than one letter, and gives the length; 0 for any other.
func usualMark(b []byte) (m PortionMark, n int) {
	switch {
	case len(b) >= 5 && string(b[:5]) == "(SBU)":
		return PortionMark{Level: ForOfficialUse, SBU: true, Canonical: true}, 5
	case len(b) >= 6 && string(b[2:6]) == "/NF)" && isUpper(b[1]) && letterLevel(b[1]) != NoLevel:
		return PortionMark{Level: letterLevel(b[1]), NoForeign: true, Canonical: true}, 6
	}
	return m, 0
}

// oneLetterMark is the mark of one letter at i.
func oneLetterMark(i int, level Level, letter byte) PortionMark {
	return PortionMark{Span: Span{uint32(i), uint32(i + 3)}, Level: level, Canonical: isUpper(letter)}
}

// letterLevel is the level that one letter means; NoLevel when it means none.
func letterLevel(c byte) Level {
	switch c {
	case 'C', 'c':
		return Confidential
	case 'U', 'u':
		return Unclassified
	case 'S', 's':
		return Secret
	}
	return NoLevel
}

// startsLevel reports whether a level of a mark may begin with c.
func startsLevel(c byte) bool {
	switch c {
	case 'C', 'U', 'S', 'T', 'L', 'F', 'c', 'u', 's', 't', 'l', 'f':
		return true
	}
	return false
}

// markWords reads what stands between the parentheses.
func markWords(b []byte) (m PortionMark, ok bool) {
	i := skipBlanks(b, 0)
	padded := i > 0 || len(b) > 0 && isBlank(b[len(b)-1])
	n, first := 0, upper(byteAt(b, i))
	for k := range markLevels {
		w := &markLevels[k]
		if first == w.word[0] && foldAt(b, i, w.word) && (i+len(w.word) == len(b) || !isAlnum(b[i+len(w.word)])) {
			m.Level, m.SBU, n = w.level, w.sbu, len(w.word)
			break
		}
	}
	if n == 0 {
		return m, false
	}
	short := n <= 3
	capital := allCapitals(b[i : i+n])
	i += n
	m.Canonical = short && capital && !padded
	for i < len(b) {
		k := i
		for k < len(b) && (isBlank(b[k]) || b[k] == '/' || b[k] == '-' || b[k] == ',' || b[k] == '.' || b[k] == ':') {
			k++
		}
		if k == len(b) {
			break
		}
		end, known := markSuffix(b, k, &m)
		if !known {
			return m, false
		}
		if sep := b[i:k]; string(sep) != "/" && string(sep) != "//" && !m.EntireText || !wordAt(b, k, "REL") && !allCapitals(b[k:end]) {
			m.Canonical = m.Canonical && m.EntireText
		}
		i = end
	}
	return m, true
}

var markLevels = []struct {
	word  string
	level Level
	sbu   bool
}{
	{"TOP SECRET", TopSecret, false},
	{"TS", TopSecret, false},
	{"SECRET", Secret, false},
	{"SENSITIVE BUT UNCLASSIFIED", ForOfficialUse, true},
	{"SENSITIVE BUT UNCLASS", ForOfficialUse, true},
	{"SBU", ForOfficialUse, true},
	{"LIMITED OFFICIAL USE", ForOfficialUse, false},
	{"LOU", ForOfficialUse, false},
	{"FOUO", ForOfficialUse, false},
	{"S", Secret, false},
	{"CONFIDENTIAL", Confidential, false},
	{"C", Confidential, false},
	{"UNCLASSIFIED", Unclassified, false},
	{"UNCLAS", Unclassified, false},
	{"U", Unclassified, false},
}

// markSuffix reads one word of handling at k: NF, NOFORN, FOUO, FGI, REL TO ...,
// ENTIRE TEXT.
func markSuffix(b []byte, k int, m *PortionMark) (end int, known bool) {
	switch {
	case wordAt(b, k, "NF"):
		m.NoForeign = true
		return k + 2, true
	case wordAt(b, k, "NOFORN"):
		m.NoForeign = true
		return k + 6, true
	case wordAt(b, k, "N"):
		m.NoForeign = true
		return k + 1, true
	case foldAt(b, k, "ENTIRE TEXT"):
		m.EntireText = true
		return k + len("ENTIRE TEXT"), true
	case wordAt(b, k, "REL"), wordAt(b, k, "RELEASABLE"):
		return relEnd(b, k), true
	}
	for _, w := range [...]string{"FOUO", "FGI", "SBU", "ORCON", "OC", "PROPIN", "SI", "EXDIS", "NODIS", "LIMDIS", "STADIS", "SENSITIVE"} {
		if wordAt(b, k, w) {
			return k + len(w), true
		}
	}
	return k, false
}

// relEnd is the end of a list of countries after REL: up to a further "//" or the end.
func relEnd(b []byte, k int) int {
	for k < len(b) && !(b[k] == '/' && k+1 < len(b) && b[k+1] == '/') {
		k++
	}
	return k
}

// allCapitals reports whether b has no lower-case letter.
func allCapitals(b []byte) bool {
	for _, c := range b {
		if 'a' <= c && c <= 'z' {
			return false
		}
	}
	return true
}

// oddMark reads, where a paragraph's number has just been read, what was meant as
// a portion mark but has lost a parenthesis, its level or its order: "C)",
// "(C XXXX", "(SNF)", "(/REL UK)". Such a mark is never canonical.
func (d *Document) oddMark(at, end uint32) (mark PortionMark, next uint32) {
	b := d.Raw[:end]
	i := skipBlanks(b, int(at))
	if i >= len(b) {
		return mark, at
	}
	j := i + 1
	for j < len(b) && j-i < 24 && b[j] != ')' && b[j] != '(' && b[j] != '\n' && b[j] != '\r' {
		j++
	}
	closed := j < len(b) && b[j] == ')'
	switch {
	case b[i] != '(' && closed && isUpper(b[i]): // C)
		m, ok := markWords(b[i:j])
		if !ok || j-i > 8 || j+1 == len(b) || !isBlank(b[j+1]) {
			return mark, at
		}
		mark = m
	case b[i] == '(' && closed:
		m, ok := fusedMark(b[i+1 : j])
		if !ok {
			return mark, at
		}
		mark = m
	case b[i] == '(': // (C XXXX, (C The council
		k := i + 1
		for k < len(b) && !isBlank(b[k]) {
			k++
		}
		m, ok := markWords(b[i+1 : k])
		x := skipBlanks(b, k)
		if !ok || k-i > 8 || !sentenceStarts(b, x) {
			return mark, at
		}
		mark, j = m, k-1
	default:
		return mark, at
	}
	mark.Canonical = false
	mark.Span = Span{uint32(i), uint32(j + 1)}
	return mark, uint32(j + 1)
}

// sentenceStarts reports whether the text of a paragraph starts at x, after a mark
// whose parenthesis was not closed: a redaction, or a capital (of a word of its own
// only I and A) with no parenthesis after it that would close the one before.
func sentenceStarts(b []byte, x int) bool {
	if x+4 > len(b) {
		return false
	}
	if equalFold(b[x:x+4], "xxxx") {
		return true
	}
	if first := b[x]; first != '[' && !(isUpper(first) && (isLower(b[x+1]) || (first == 'I' || first == 'A') && isBlank(b[x+1]) && isLower(b[x+2]))) {
		return false
	}
	k := bytes.IndexAny(b[x:], "()")
	return k < 0 || b[x+k] == '('
}

// fusedMark reads the letters of a mark that are run together or out of order, or
// a release without a level.
func fusedMark(b []byte) (m PortionMark, ok bool) {
	switch {
	case equalFold(b, "snf"), equalFold(b, "n/sf"), equalFold(b, "sn/f"), equalFold(b, "nf/s"):
		return PortionMark{Level: Secret, NoForeign: true}, true
	case equalFold(b, "cnf"), equalFold(b, "n/cf"), equalFold(b, "cn/f"), equalFold(b, "nf/c"):
		return PortionMark{Level: Confidential, NoForeign: true}, true
	case hasFold(b, "/rel "), hasFold(b, "/nf"):
		return PortionMark{NoForeign: hasFold(b, "/nf")}, true
	}
	return m, false
}
