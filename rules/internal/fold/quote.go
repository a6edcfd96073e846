package fold

// Readings of quotation marks.
const (
	asText  uint8 = iota // the character is what it seems
	asOpen               // an opening mark
	asClose              // a closing mark
)

// Costs of readings of quotation marks, in hundredths of a nat. Set by hand from
// counts over cables with sound marks; see docs/encoding.md.
const (
	gluedAmpText   = 600 // "&word" after a blank, and no quotation
	gluedEightText = 800 // "word8", and no quotation
	strayClose     = 450 // a closing mark with nothing open before it
	strayReal      = 300 // the same, a sound mark
	wrongWay       = 350 // a straight mark that closes where it should open
	opensLate      = 600 // one that opens right behind a word: an 8 there never does
)

var quoteCosts = latticeCosts{nest: 300, restart: 400, unshut: 250}

// findQuotes finds ampersands and eights that were quotation marks.
func (d *Decider) findQuotes(text []byte) {
	if !d.hasQuote(text) {
		return
	}
	l := &d.quotes
	l.reset(quoteCosts)
	for _, i := range d.sites {
		switch text[i] {
		case '&':
			if asIs, ok := ampCost(text, i); ok {
				l.add(i, i+1, reading{as: asText, cost: asIs}, reading{as: asOpen, move: open})
			}
		case '8':
			if text8, mark8, ok := eightCosts(text, i); ok {
				l.add(i, i+1, reading{as: asText, cost: text8}, reading{as: asClose, move: shut, cost: mark8, stray: strayClose})
			}
		case '"':
			addStraight(l, text, i)
		case 0xE2:
			if has(text, i, leftDouble) {
				l.add(i, i+3, reading{as: asOpen, move: open})
			} else if has(text, i, rightDouble) {
				l.add(i, i+3, reading{as: asClose, move: shut, stray: strayReal})
			} else {
				addGlyph(l, text, i)
			}
		case 0xC2, 0xC3, 0xCE, 0xCF:
			addGlyph(l, text, i)
		}
	}
	l.solve()
	d.pairQuotes(text)
}

// hasQuote reports whether one of the sites may be a folded quotation mark.
func (d *Decider) hasQuote(text []byte) bool {
	for _, i := range d.sites {
		switch text[i] {
		case '&':
			if _, ok := ampCost(text, i); ok {
				return true
			}
		case '8':
			if _, _, ok := eightCosts(text, i); ok {
				return true
			}
		case 0xC2, 0xC3, 0xCE, 0xCF, 0xE2:
			if glyphWord(text, i) > 0 {
				return true
			}
		}
	}
	return false
}

// ampCost is what it costs to leave the ampersand at i; false when it opens no quotation.
func ampCost(text []byte, i int) (int, bool) {
	b, a := at(text, i-1), at(text, i+1)
	if alnum(b) || accented(text, i-1) || b == ')' || b == '&' || blank(a) || a == '&' || a == ')' || a == ',' || entity(text, i) > 0 {
		return 0, false
	}
	end := wordAfter(text, i+1)
	switch {
	case end == i+2 && lower(a) && (at(text, end) == ')' || at(text, end) == ','):
		return 0, true // reasons 1.4 (b) &d)
	case upper(a) && upper(at(text, backBlanks(text, i)-1)) && end <= i+3 && !at8(text, end):
		return 250, true // R &D
	}
	return gluedAmpText, true
}

func at8(text []byte, i int) bool { return at(text, i) == '8' || at(text, i) == '-' }

// closesHere reports whether what stands at i may follow a closing mark.
func closesHere(text []byte, i int) bool {
	switch b := at(text, i); b {
	case ' ', '\n', '\t', '\r', '.', ',', ';', ':', '!', '?', ')', '-', '\'', '"', ']', '/', '&', '*':
		return true
	case 'X', 'x':
		return has(text, i, "XXXX") || has(text, i, "xxxx") // a redaction whose blank was lost
	default:
		return has(text, i, "\u2019") || has(text, i, "\u2014") || has(text, i, "\u2013") || has(text, i, rightDouble)
	}
}

// eightCosts weighs the 8 at i by what stands before it; false when it closes no quotation.
func eightCosts(text []byte, i int) (asText, asMark int, ok bool) {
	if !closesHere(text, i+1) || has(text, i, "8at8") || ends(text, i, "8at") {
		return 0, 0, false
	}
	b := at(text, i-1)
	switch {
	case letter(b) || accented(text, i-1):
		return letterEight(text, i)
	case digit(b):
		asText, asMark = digitEight(text, i)
		return asText, asMark, asMark < 500
	case b == '.' && digit(at(text, i-2)):
		asText, asMark = pointEight(text, i)
		return asText, asMark, true
	case b == ',' && digit(at(text, i-2)):
		return 0, 0, true
	case b == '.' || b == ',' || b == '!' || b == '?' || b == ';' || b == ':' || b == ')' || b == '%' || b == '\'' || b == ']':
		return gluedEightText, 0, true
	case ends(text, i, rightSingle) || ends(text, i, "\u2026"):
		return gluedEightText, 0, true
	case b == '-' && lower(at(text, i-2)):
		return 0, 200, true
	default:
		return 0, 0, false
	}
}

// letterEight weighs an 8 after a letter. A token of up to three capitals and an
// 8 may be a name of its own: G8, EU8, MI8.
func letterEight(text []byte, i int) (asText, asMark int, ok bool) {
	start := wordBefore(text, i)
	b := at(text, start-1)
	switch word := text[start:i]; {
	case digit(b) && string(word) == "s":
		return gluedEightText, 0, true // the 1990s8
	case digit(b):
		return 0, 300, true
	case capitals(word) && b != '&' && (len(word) == 1 || isWord(word, "eu", "mi", "md", "an", "un", "be", "su", "ba")):
		return 0, 150, true
	case len(word) <= 3 && capitals(word) && b != '&':
		return 250, 0, true
	case word[0] == 'x' && len(word) > 3 && isRun(word), word[0] == 'X' && len(word) > 3 && isRun(word):
		return 300, 0, true
	}
	return gluedEightText, 0, true
}

// isRun reports whether the word is one letter again and again: a redaction.
func isRun(word []byte) bool {
	for _, b := range word {
		if b != word[0] {
			return false
		}
	}
	return true
}

// digitEight weighs an 8 after a digit: part of the number, unless the number is
// malformed with it and sound without.
func digitEight(text []byte, i int) (asText, asMark int) {
	asText, asMark, ok := tooManyDigits(text, i)
	switch {
	case ok:
		return asText, asMark
	case unitFollows(text, i+1):
		return 0, 900
	default:
		return 0, 450
	}
}

// tooManyDigits weighs an 8 after a number that is sound without it, or in groups; false
// for others.
func tooManyDigits(text []byte, i int) (asText, asMark int, ok bool) {
	start, comma := i, -1 // the last comma
	for start > 0 && i-start < longestWord && (digit(text[start-1]) || text[start-1] == ',' && digit(at(text, start-2))) {
		if start--; text[start] == ',' && comma < 0 {
			comma = start
		}
	}
	token := start
	for token > 0 && i-token < longestWord && !blank(text[token-1]) {
		token--
	}
	switch {
	case text[token] == '&' && token+1 < start:
		return 300, 0, true // &20/308
	case comma >= 0 && i-comma == 4:
		return 400, 0, true // 250,0008
	case comma >= 0:
		return 0, 400, true
	case i-start == 4 && year(text[start:i]):
		return 200, 50, true // 20018
	}
	return 0, 0, false
}

// year reports whether the four digits are a year that cables speak of.
func year(number []byte) bool {
	return number[0] == '1' && number[1] == '9' || number[0] == '2' && number[1] == '0'
}

// pointEight weighs an 8 after a stop after a digit: "September 7.8 (Note" or 7.8 percent.
func pointEight(text []byte, i int) (asText, asMark int) {
	start := i - 1
	for start > 0 && i-start < longestWord && digit(text[start-1]) {
		start--
	}
	end := backBlanks(text, start)
	word := text[wordBefore(text, end):end]
	next := skipBlanks(text, i+1)
	switch {
	case isMonth(word):
		return 400, 0
	case i-1-start == 4 && year(text[start:i-1]):
		return 500, 0 // in 2004.8
	case unitFollows(text, i+1) || at(text, i+1) == '.' && digit(at(text, i+2)):
		return 0, 900
	case at(text, i+1) == '\n' || next == len(text) || upper(at(text, next)) || at(text, next) == '(':
		return 0, 0
	default:
		return 0, 350
	}
}

// isMonth reports whether the word is the name of a month, whole or cut to three letters.
func isMonth(word []byte) bool {
	if len(word) < 3 || len(word) > len("september") {
		return false
	}
	var buf [24]byte
	switch string(foldWord(word, &buf)) {
	case "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
		"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec":
		return true
	}
	return false
}

// unitFollows reports whether a unit of measure follows, so that what stands before is a number.
func unitFollows(text []byte, i int) bool {
	i = skipBlanks(text, i)
	if at(text, i) == '%' {
		return true
	}
	var buf [24]byte
	switch string(foldWord(text[i:wordAfter(text, i)], &buf)) {
	case "percent", "per", "million", "billion", "trillion", "thousand", "hundred", "m", "km", "kg", "kilometers", "miles",
		"meters", "tons", "mw", "gw", "kwh", "mb", "bn", "bcm", "mmcf", "times", "hours", "days", "years", "months", "weeks", "am", "pm", "points", "dollars", "euros":
		return true
	}
	return false
}

// addStraight adds a straight mark, which opens or closes as its neighbours say.
func addStraight(l *lattice, text []byte, i int) {
	b, a := at(text, i-1), at(text, i+1)
	toOpen, toClose := 0, 0
	opens := blank(b) || b == '(' || b == '[' || b == '-' || b == '/'
	closes := blank(a) || a == '.' || a == ',' || a == ';' || a == ':' || a == ')' || a == '?' || a == '!' || a == '-'
	if opens && !closes {
		toClose = wrongWay
	}
	if closes && !opens {
		toOpen = opensLate
	}
	l.add(i, i+1, reading{as: asOpen, move: open, cost: toOpen}, reading{as: asClose, move: shut, cost: toClose, stray: strayReal})
}

// pairQuotes turns the best reading into repairs.
func (d *Decider) pairQuotes(text []byte) {
	l := &d.quotes
	d.stack = d.stack[:0]
	l.path(func(i int, r *reading, s, t int) {
		switch r.move {
		case open:
			if t == s && s > 0 {
				d.loneOpen(text)
			}
			d.stack = append(d.stack, i)
		case shut:
			if len(d.stack) == 0 {
				d.loneClose(text, i)
				return
			}
			d.closePair(text, d.stack[len(d.stack)-1], i)
			d.stack = d.stack[:len(d.stack)-1]
		}
	})
	for len(d.stack) > 0 {
		d.loneOpen(text)
	}
}

// closePair makes the repair of a pair of marks, if one of them is folded.
func (d *Decider) closePair(text []byte, o, c int) {
	a, b := &d.quotes.marks[o], &d.quotes.marks[c]
	amp, eight := text[a.start] == '&', text[b.start] == '8'
	name, _ := entityGlyph(text, a.start)
	switch {
	case name != "":
		r := Repair{
			Cause: HTMLEntity, Anchor: a.start + 1, N: 1, Margin: min(a.margin, Certain), // the second byte tells glyphs apart
			Edits: [2]Edit{{Start: a.start, End: a.end, Glyph: OpenQuote, Text: name}},
		}
		if eight { // each tells of the other
			r.N, r.Margin = 2, min(r.Margin, b.margin)
			r.Edits[1] = Edit{Start: b.start, End: b.end, Glyph: CloseQuote}
		}
		d.repairs = append(d.repairs, r)
	case amp && eight:
		d.repairs = append(d.repairs, Repair{
			Cause: QuotePair, Anchor: a.start, N: 2, Margin: min(a.margin, b.margin, Certain),
			Edits: [2]Edit{{Start: a.start, End: a.end, Glyph: OpenQuote}, {Start: b.start, End: b.end, Glyph: CloseQuote}},
		})
	case amp:
		d.one(QuoteMixed, a.start, a.end, OpenQuote, min(a.margin, Certain))
		d.repairs[len(d.repairs)-1].Edits[0].Like = styleOf(text[b.start])
	case eight:
		d.one(QuoteClose, b.start, b.end, CloseQuote, min(b.margin, Certain))
		d.repairs[len(d.repairs)-1].Edits[0].Like = styleOf(text[a.start])
	}
}

// styleOf is the style of the mark that starts with b.
func styleOf(b byte) Style {
	if b == '"' {
		return Straight
	}
	return Curly
}

// loneOpen takes an opening mark that nothing closes from the stack.
func (d *Decider) loneOpen(text []byte) {
	m := &d.quotes.marks[d.stack[len(d.stack)-1]]
	d.stack = d.stack[:len(d.stack)-1]
	if text[m.start] == '&' {
		d.one(QuoteOpen, m.start, m.end, OpenQuote, min(m.margin, loneLimit))
	}
}

// loneClose makes the repair of a closing mark that nothing opens.
func (d *Decider) loneClose(text []byte, i int) {
	m := &d.quotes.marks[i]
	if text[m.start] == '8' {
		d.one(QuoteClose, m.start, m.end, CloseQuote, min(m.margin, loneLimit))
	}
}

// loneLimit bounds the margin of half a pair: its other half may be anywhere.
const loneLimit = 350
