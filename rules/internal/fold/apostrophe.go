package fold

// comma judges a comma with a letter or a number after it.
func (d *Decider) comma(text []byte, i int) {
	switch after := at(text, i+1); {
	case text[i] != ',':
	case letter(after) || accented(text, i+1):
		if c, m := inner(text, i); m > 0 {
			d.one(c, i, i+1, Apostrophe, m)
		}
	case digit(after):
		if decade(text, i) {
			d.one(ApostropheComma, i, i+1, Apostrophe, 600)
		}
	}
}

// inner weighs a comma with a letter after it.
func inner(text []byte, i int) (Cause, int) {
	before := at(text, i-1)
	if before == 'Q' && lower(at(text, i-2)) {
		return ApostropheComma, 0 // peopleQ,s: see smartQComma
	}
	end := wordAfter(text, i+1)
	rest := text[i+1 : end]
	if len(rest) == 1 && rest[0]|0x20 == 's' && (!digit(at(text, end)) || at(text, end) == '8' && closesHere(text, end+1)) {
		return ApostropheComma, possessiveMargin(text, i, rest[0])
	}
	if !letter(before) && !accented(text, i-1) {
		return ApostropheComma, 0
	}
	base := text[wordBefore(text, i):i]
	if !digit(at(text, end)) && contraction(base, rest) {
		return ApostropheComma, Certain
	}
	return ApostropheName, nameMargin(text, i, base, rest)
}

// possessiveMargin weighs a comma before a lone s.
func possessiveMargin(text []byte, i int, s byte) int {
	b := at(text, i-1)
	start := wordBefore(text, i)
	base := text[start:i]
	switch {
	case b == ')' || b == '.' && letter(at(text, i-2)) || b == '8' && letter(at(text, i-2)):
	case digit(b):
	case b == '"' || ends(text, i, rightDouble):
	case len(base) == 0:
		return 0
	case len(base) == 1 && (at(text, start-1) == ',' || at(text, start-1) == '('):
		return 0 // (b,s): a list of letters
	case s == 's' && upper(b) && at(text, start-1) == '/' && upper(at(text, start-2)): // the M/C,s views
	case len(base) == 1:
		return 300
	}
	// A capital S after small letters is more likely an initial than a possessive.
	if s == 'S' && len(base) > 1 && !capitals(base) {
		return 0
	}
	return Certain
}

// negated are the words before "n't", with their n.
var negated = [...]string{
	"don", "doesn", "didn", "isn", "aren", "wasn", "weren", "won", "wouldn", "couldn", "shouldn", "can",
	"hasn", "haven", "hadn", "mustn", "needn", "ain", "mightn", "shan", "oughtn", "con",
}

// contraction reports whether base and rest, joined by an apostrophe, are a contraction.
func contraction(base, rest []byte) bool {
	// Both in the same case: (I,D) is a list.
	if capitals(rest) && (len(base) < 2 || !capitals(base)) {
		return false
	}
	switch {
	case isWord(rest, "t"):
		return isWord(base, negated[:]...)
	case isWord(rest, "re"):
		return isWord(base, "we", "they", "you", "who", "there", "what", "these", "those")
	case isWord(rest, "ve"):
		return isWord(base, "i", "we", "they", "you", "who", "would", "should", "could", "might", "must", "there")
	case isWord(rest, "ll"):
		return isWord(base, "i", "we", "they", "you", "he", "she", "it", "who", "that", "there", "this", "what")
	case isWord(rest, "d"):
		return isWord(base, "i", "we", "they", "you", "he", "she", "it", "who", "there", "that", "cont", "ret")
	case isWord(rest, "m"):
		return isWord(base, "i")
	case isWord(rest, "clock"):
		return isWord(base, "o")
	case isWord(rest, "am"):
		return isWord(base, "ma")
	case isWord(rest, "all"):
		return isWord(base, "y")
	case isWord(rest, "er", "ers"):
		return isWord(base, "ne")
	default:
		return false
	}
}

// decade reports whether the comma at i is the apostrophe of ",90s", which stands
// for the century.
func decade(text []byte, i int) bool {
	if b := at(text, i-1); !blank(b) && b != '-' && b != '(' {
		return false
	}
	return digit(at(text, i+1)) && digit(at(text, i+2)) && at(text, i+3) == 's' && !alnum(at(text, i+4))
}

// sibilant reports whether b ends a word whose possessive is a bare apostrophe.
func sibilant(b byte) bool {
	switch b {
	case 's', 'S', 'z', 'Z', 'x', 'X':
		return true
	}
	return false
}
