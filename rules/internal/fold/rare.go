package fold

// rare finds the marks of the rarer channels among the sites.
func (d *Decider) rare(text []byte, ev *Evidence) {
	for _, i := range d.sites {
		switch text[i] {
		case 'Q':
			d.smartQ(text, i, ev)
		case '?':
			d.questionMark(text, i, ev)
		case 'C', 'B':
			d.cutUTF8(text, i, ev)
		case 'V', '~', '8':
			d.oddApostrophe(text, i)
		case '-':
			if at(text, i+1) == 's' {
				d.loneS(text, i+1)
			}
		case ',':
			if at(text, i+1) == ' ' && at(text, i+2) == 's' {
				d.loneS(text, i+2)
			}
		}
	}
}

// star finds a dash that became an asterisk between two words.
func (d *Decider) star(text []byte, i int) {
	b, a := at(text, i-1), at(text, i+1)
	hyphen := b == '-' || a == '-'
	start, end := i, i+1
	if b == '-' {
		start--
	}
	if a == '-' {
		end++
	}
	left, right := text[wordBefore(text, start):start], text[end:wordAfter(text, end)]
	switch {
	case len(left) < 2 || len(right) < 2 || !lower(left[len(left)-1]):
	case hyphen:
		d.one(EmdashStar, i, i+1, HalfDash, 600)
	case len(left) >= 3 || known(left) && known(right):
		d.one(EmdashStar, i, i+1, Dash, 600)
	default:
		d.one(EmdashStar, i, i+1, Dash, 250)
	}
}

// smartQ finds a Q that was an apostrophe, a dash or a pair of quotation marks.
func (d *Decider) smartQ(text []byte, i int, ev *Evidence) {
	b, a := at(text, i-1), at(text, i+1)
	switch {
	case letter(b) && a == ',':
		d.smartQComma(text, i, ev)
	case letter(b) && letter(a):
		d.smartQInside(text, i, ev)
	case b == ' ' && blank(a) && !ev.SmartQs():
		if loneQ(text, i) {
			d.one(SmartQ, i, i+1, Dash, 200)
		}
	case !ev.SmartQs():
	case blank(b) && blank(a):
		d.one(SmartQ, i, i+1, Dash, 250)
	case (blank(b) || b == '(') && letter(a):
		d.smartQPair(text, i)
	case sibilant(b) && blank(a) && !smartQOpen(text, i):
		d.one(SmartQ, i, i+1, Apostrophe, 250)
	}
}

// loneQ reports whether the Q at i stands between two words of one sentence and
// names nothing: a dash, though no other mark of the cable became a Q.
func loneQ(text []byte, i int) bool {
	if i == 0 {
		return false
	}
	before, next := text[wordBefore(text, i-1):i-1], skipBlanks(text, i+1)
	return len(before) > 2 && lower(before[0]) && lower(at(text, next)) && !isWord(before, namesByLetter[:]...) &&
		!isWord(text[next:wordAfter(text, next)], "and", "or", "to", "is", "was")
}

// namesByLetter are words after which a letter by itself is a name.
var namesByLetter = [...]string{"letter", "paragraph", "para", "section", "annex", "appendix", "item", "option", "question", "point", "part", "class", "line", "level", "code",
	"group", "type", "ref", "reftel", "and", "the", "from", "for", "with", "called", "named"}

// smartQComma judges "Q,", which is an apostrophe too.
func (d *Decider) smartQComma(text []byte, i int, ev *Evidence) {
	if !lower(at(text, i-1)) {
		return
	}
	switch {
	case tail(text, i+2):
		d.one(SmartQ, i, i+2, Apostrophe, 700)
	case at(text, i-1) == 's' && blank(at(text, i+2)):
		d.one(SmartQ, i, i+2, Apostrophe, 200)
	}
}

// smartQInside judges a Q between letters: ZimbabweQs, doesnQt, IQm.
func (d *Decider) smartQInside(text []byte, i int, ev *Evidence) {
	base, rest := text[wordBefore(text, i):i], text[i+1:wordAfter(text, i+1)]
	switch {
	case contraction(base, rest) && !capitals(rest):
		d.one(SmartQ, i, i+1, Apostrophe, 700)
	case string(rest) == "s" && lower(at(text, i-1)) && len(base) >= 2:
		d.one(SmartQ, i, i+1, Apostrophe, 700)
	case string(rest) == "s" && ev.SmartQs() && len(base) >= 2:
		d.one(SmartQ, i, i+1, Apostrophe, 500) // GOZQs; but HQs, FAQs elsewhere
	}
}

// longestQPair is how many bytes a quotation between two Qs may span.
const longestQPair = 120

// smartQPair looks for the Q that closes the quotation that may open at i.
func (d *Decider) smartQPair(text []byte, i int) {
	if lower(at(text, i+1)) && at(text, i+1) == 'u' {
		return // quick, quota
	}
	for k := i + 2; k < len(text) && k-i < longestQPair; k++ {
		if text[k] != 'Q' || blank(text[k-1]) || letter(at(text, k+1)) {
			continue
		}
		d.repairs = append(d.repairs, Repair{
			Cause: SmartQ, Anchor: i, N: 2, Margin: 250,
			Edits: [2]Edit{{Start: i, End: i + 1, Glyph: OpenQuote}, {Start: k, End: k + 1, Glyph: CloseQuote}},
		})
		return
	}
}

// smartQOpen reports whether a quotation opened by a Q may still be open at i.
func smartQOpen(text []byte, i int) bool {
	for k := i - 1; k >= 0 && i-k < longestQPair; k-- {
		if text[k] == 'Q' {
			return blank(at(text, k-1)) && letter(at(text, k+1))
		}
	}
	return false
}

// questionMark finds a question mark that stands for a smart character.
func (d *Decider) questionMark(text []byte, i int, ev *Evidence) {
	b, a := at(text, i-1), at(text, i+1)
	switch {
	case letter(b) && has(text, i, "???") && at(text, i+3) != '?' && letter(at(text, i+3)):
		d.one(QuestionMark, i, i+3, Apostrophe, 200)
	case letter(b) && letter(a):
		base, rest := text[wordBefore(text, i):i], text[i+1:wordAfter(text, i+1)]
		if string(rest) == "s" && len(base) >= 2 || contraction(base, rest) && !capitals(rest) {
			d.one(QuestionMark, i, i+1, Apostrophe, 700)
		}
	case at(text, i-1) == ' ' && at(text, i+1) == ' ':
		d.questionDash(text, i, ev)
	case (blank(b) || b == '(') && letter(a):
		d.questionPair(text, i)
	}
}

// questionDash judges a question mark between blanks: a dash when the sentence
// goes on after it.
func (d *Decider) questionDash(text []byte, i int, ev *Evidence) {
	next := at(text, skipBlanks(text, i+1))
	switch {
	case !alnum(at(text, i-2)):
	case lower(next):
		d.one(QuestionMark, i, i+1, Dash, 200)
	case upper(next) && ev.Questions():
		d.one(QuestionMark, i, i+1, Dash, 160)
	}
}

// longestQuestionPair is how many bytes a quotation between two question marks may span.
const longestQuestionPair = 60

func (d *Decider) questionPair(text []byte, i int) {
	for k := i + 2; k < len(text) && k-i < longestQuestionPair; k++ {
		if text[k] == '.' || text[k] == '\n' && at(text, k+1) == '\n' {
			return
		}
		if text[k] != '?' {
			continue
		}
		if letter(at(text, k-1)) && !letter(at(text, k+1)) {
			d.repairs = append(d.repairs, Repair{
				Cause: QuestionMark, Anchor: i, N: 2, Margin: 200,
				Edits: [2]Edit{{Start: i, End: i + 1, Glyph: OpenQuote}, {Start: k, End: k + 1, Glyph: CloseQuote}},
			})
		}
		return
	}
}

// groupWords are what follows the name of a group of states.
var groupWords = [...]string{"process", "talks", "format", "meeting", "meetings", "formula", "countries", "group", "partners", "states", "members", "statement", "proposal", "offer", "mechanism"}

// droppedPlus finds a plus sign that became a blank: the P5 1, the 5 2 process, the
// 3 1 mechanism, a Mercosur 4 1.
func (d *Decider) droppedPlus(text []byte, i int, ev *Evidence) {
	if at(text, i+1) != ' ' || !digit(at(text, i+2)) || alnum(at(text, i+3)) || at(text, i+3) == '.' && digit(at(text, i+4)) || at(text, i+3) == ',' && digit(at(text, i+4)) {
		return
	}
	b := at(text, i-1)
	after := skipBlanks(text, i+3)
	word := text[after:wordAfter(text, after)]
	switch {
	case unitFollows(text, i+3):
		return
	case text[i] == '5' && (b == 'P' && !alnum(at(text, i-2)) || b == '-' && at(text, i-2) == 'P' && !alnum(at(text, i-3))) && at(text, i+2) == '1':
		// Alone, the number may be that of a footnote.
		margin := 250
		if isWord(word, groupWords[:]...) || ev.Pluses() > 1 {
			margin = 700
		}
		d.spell(DroppedPlus, i+1, i+2, "+", margin)
	case (blank(b) || b == '"') && (at(text, i+2) == '1' || at(text, i+2) == '2' && text[i] == '5') && isWord(word, groupWords[:]...):
		margin := 600
		if text[i] != '5' {
			margin = 300 // fewer groups have this name
		}
		d.spell(DroppedPlus, i+1, i+2, "+", margin)
	case i > 0 && b == ' ' && text[i] == '4' && at(text, i+2) == '1' && isWord(text[wordBefore(text, i-1):i-1], "mercosur", "mercosul"):
		d.spell(DroppedPlus, i+1, i+2, "+", 300)
	default:
		return
	}
	d.repairs[len(d.repairs)-1].Anchor = i
}

// cutLatin1 finds letters of Latin-1 or code page 437 cut to seven bits.
func (d *Decider) cutLatin1(text []byte, i int) {
	switch b, a := at(text, i-1), at(text, i+1); text[i] {
	case '`', '(':
		if ends(text, i, "vis-") && has(text, i+1, "-vis") {
			d.spell(Latin1Cut, i, i+1, "a", 300)
		}
	case '$':
		if lower(b) && lower(a) && lower(at(text, i-2)) {
			d.spell(Latin1Cut, i, i+1, "\u00f1", 250)
		}
	case 'o':
		if start := wordBefore(text, i); isWord(text[start:i], "na") && has(text, i+1, "ve") {
			d.spell(Latin1Cut, i, i+1, "\u00ef", 250) // naove
		}
	}
}

// oddApostrophe finds marks that one machine or another put for an apostrophe,
// a dash or an at sign.
func (d *Decider) oddApostrophe(text []byte, i int) {
	b, a := at(text, i-1), at(text, i+1)
	switch text[i] {
	case 'V':
		if base := text[wordBefore(text, i):i]; lower(b) && a == 's' && !alnum(at(text, i+2)) && len(base) >= 3 {
			d.one(OddApostrophe, i, i+1, Apostrophe, 250)
		}
	case '~':
		if lower(b) && lower(a) {
			d.one(OddApostrophe, i, i+1, Dash, 180)
		}
	case '8':
		if alnum(b) && has(text, i, "8at8") && alnum(at(text, i+4)) {
			d.spell(OddApostrophe, i, i+4, "@", 300)
		}
	case 's':
		d.loneS(text, i)
	}
}

// loneS finds an s that a hyphen, or a comma and a blank, part from its word.
func (d *Decider) loneS(text []byte, i int) {
	if !blank(at(text, i+1)) || !lower(at(text, i+2)) {
		return
	}
	switch at(text, i-1) {
	case ' ':
		if at(text, i-2) != ',' || !letter(at(text, i-3)) {
			return
		}
		d.one(OddApostrophe, i-2, i, Apostrophe, 200)
	case '-':
		start := wordBefore(text, i-1)
		if base := text[start : i-1]; len(base) < 4 || !lower(base[len(base)-1]) || !upper(base[0]) || at(text, start-1) == '-' {
			return
		}
		d.one(OddApostrophe, i-1, i, Apostrophe, 180)
	default:
		return
	}
	d.repairs[len(d.repairs)-1].Anchor = i
}
