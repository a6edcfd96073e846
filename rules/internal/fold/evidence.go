package fold

import "bytes"

// Evidence is what a cable shows as a whole. That a channel shows elsewhere makes
// an ambiguous mark likelier to be damage, and sound marks make it less likely;
// neither decides alone.
//
// Most decisions need one part of it and most cables none: each part is counted
// when it is first asked for.
type Evidence struct {
	raw     []byte
	counted part

	ticks ticks
	share int   // see FoldedShare
	noted ticks // by Note
	next  int   // Note was called for the bytes before this one

	marks       Marks // but for those of ticks, and straight quotation marks
	typographic bool  // see Typographic
	smartQs     bool
	questions   bool
	pluses      int
	letters     bool // of Latin-1
}

// part is a part of the evidence; parts are bits.
type part uint16

const (
	ofApostrophes part = 1 << iota
	ofFolded
	ofMarks
	ofQuotes
	ofSmartQs
	ofQuestions
	ofPluses
	ofLetters
	ofShare
)

// ticks are apostrophes, sound and folded, and the marks that were folded with them.
type ticks struct {
	commas      int // apostrophes folded to a comma beyond doubt: ",s", "n,t"
	apostrophes int // sound ones in the same places, straight or curly
	curly       int // of these, curly
	amps        int // "&" glued to the word after it
	eights      int // "8" glued to a word of letters before it
	parens      int // ")" with blanks on both sides
}

// Marks are the sound marks of a cable.
type Marks struct {
	Apostrophes int // in possessives and contractions, straight or curly
	Curly       int // of these, curly
	Quotes      int // double quotation marks, straight or curly
	CurlyQuotes int // of these, curly
	EmDashes    int
	EnDashes    int
}

// Gather begins the evidence of a cable, whose bytes it keeps.
func Gather(raw []byte) Evidence { return Evidence{raw: raw} }

// first reports whether a part is asked for for the first time.
func (ev *Evidence) first(p part) bool {
	was := ev.counted
	ev.counted |= p
	return was&p == 0
}

// noteAt counts the byte at i of the cable.
func (t *ticks) noteAt(raw []byte, i int) {
	switch b, a := at(raw, i-1), at(raw, i+1); raw[i] {
	case ',':
		if tail(raw, i+1) && alnum(b) {
			t.commas++
		}
	case '\'':
		if tail(raw, i+1) && alnum(b) {
			t.apostrophes++
		}
	case lastOfRightSingle:
		if tail(raw, i+1) && ends(raw, i+1, rightSingle) && alnum(at(raw, i-3)) {
			t.apostrophes++
			t.curly++
		}
	case '&':
		if !alnum(b) && alnum(a) {
			t.amps++
		}
	case '8':
		if lower(b) && !alnum(a) {
			t.eights++
		}
	case ')':
		if blank(b) && blank(a) {
			t.parens++
		}
	}
}

// lastOfRightSingle is the last byte of a closing single quotation mark.
const lastOfRightSingle = 0x99

// Note counts the byte at i of the cable, in the order of the bytes; [Evidence.Noted]
// says that all were. It saves a visit to all bytes to whoever makes one.
func (ev *Evidence) Note(i int) {
	if i >= ev.next {
		ev.noted.noteAt(ev.raw, i)
		ev.next = i + 1
	}
}

// Noted says that Note was called for every comma, apostrophe, ampersand, eight and
// closing parenthesis that counts.
func (ev *Evidence) Noted() {
	ev.ticks = ev.noted
	ev.counted = ev.counted&^ofShare | ofApostrophes | ofFolded
}

// count counts the bytes of a part, unless they are counted.
func (ev *Evidence) count(p part, bytes ...byte) *ticks {
	if ev.first(p) {
		for _, b := range bytes {
			each(ev.raw, b, func(i int) bool {
				ev.ticks.noteAt(ev.raw, i)
				return true
			})
		}
	}
	return &ev.ticks
}

func (ev *Evidence) sound() *ticks  { return ev.count(ofApostrophes, '\'', lastOfRightSingle) }
func (ev *Evidence) folded() *ticks { return ev.count(ofFolded, ',', '&', '8', ')') }

// FoldedCommas is how many apostrophes were folded to a comma beyond doubt.
func (ev *Evidence) FoldedCommas() int { return ev.folded().commas }

// FoldedShare is the logarithm of the share of the cable's apostrophes that were
// folded, in hundredths, as far as its possessives tell: with none folded it is
// low, though not impossible; with all folded it is nearly 0.
func (ev *Evidence) FoldedShare() int {
	t, sound := ev.folded(), ev.sound().apostrophes
	if !ev.first(ofShare) {
		return ev.share
	}
	folded := 10*t.commas + 1 + 2*min(t.amps, t.eights, 3) + min(t.parens, 3)
	ev.share = intLog(folded) - intLog(folded+10*sound+9)
	return ev.share
}

// MayHavePlurals reports whether what the cable shows helps to tell a plural
// possessive: where nearly all of its apostrophes are sound, only the words do.
func (ev *Evidence) MayHavePlurals() bool {
	return mostWords+ev.FoldedShare()*3/2 >= Thresholds[PluralComma].Suggest
}

// mostWords is more than the words around a comma have been seen to weigh.
const mostWords = 700

// Marks counts the sound marks.
func (ev *Evidence) Marks() Marks {
	t := ev.sound()
	ev.marks.Apostrophes, ev.marks.Curly = t.apostrophes, t.curly
	ev.countMarks()
	if ev.first(ofQuotes) {
		ev.marks.Quotes = ev.marks.CurlyQuotes + bytes.Count(ev.raw, []byte{'"'})
	}
	return ev.marks
}

// Typographic reports whether the cable has a typographic mark: without one, none of
// its marks curls and no dash is long.
func (ev *Evidence) Typographic() bool {
	ev.countMarks()
	return ev.typographic
}

func (ev *Evidence) countMarks() {
	if !ev.first(ofMarks) {
		return
	}
	each(ev.raw, 0xE2, func(i int) bool {
		if at(ev.raw, i+1) != 0x80 {
			return true
		}
		ev.typographic = true
		switch at(ev.raw, i+2) {
		case 0x9C, 0x9D:
			ev.marks.CurlyQuotes++
		case 0x93:
			ev.marks.EnDashes++
		case 0x94:
			ev.marks.EmDashes++
		}
		return true
	})
}

// Dashes counts the dashes: "--", "—" and "–".
func (ev *Evidence) Dashes() int {
	ev.countMarks()
	n := ev.marks.EmDashes + ev.marks.EnDashes
	each(ev.raw, '-', func(i int) bool {
		if at(ev.raw, i+1) == '-' && at(ev.raw, i+2) != '-' && at(ev.raw, i-1) != '-' {
			n++
		}
		return true
	})
	return n
}

// SmartQs reports whether an apostrophe became a Q somewhere: "Qs" and "nQt" after
// a letter.
func (ev *Evidence) SmartQs() bool {
	if ev.first(ofSmartQs) {
		ev.smartQs = ev.insideWord('Q')
	}
	return ev.smartQs
}

// Questions reports whether an apostrophe became a question mark somewhere: "?s",
// "?t" inside a word.
func (ev *Evidence) Questions() bool {
	if ev.first(ofQuestions) {
		ev.questions = ev.insideWord('?')
	}
	return ev.questions
}

// insideWord reports whether b stands where an apostrophe would, after a small letter.
func (ev *Evidence) insideWord(b byte) bool {
	found := false
	each(ev.raw, b, func(i int) bool {
		found = lower(at(ev.raw, i-1)) && tail(ev.raw, i+1)
		return !found
	})
	return found
}

// Pluses counts the plus signs that became a blank: "P5 1", "P-5 1".
func (ev *Evidence) Pluses() int {
	if ev.first(ofPluses) {
		ev.pluses = bytes.Count(ev.raw, []byte("P5 1")) + bytes.Count(ev.raw, []byte("P-5 1"))
	}
	return ev.pluses
}

// Accents reports whether the cable has characters outside ASCII of its own: not
// those that a publisher adds, pilcrows and no-break spaces.
func (ev *Evidence) Accents() bool {
	if m := ev.Marks(); m.CurlyQuotes+m.Curly+m.EmDashes+m.EnDashes > 0 {
		return true
	}
	if ev.first(ofLetters) {
		each(ev.raw, 0xC3, func(i int) bool {
			b := at(ev.raw, i+1)
			ev.letters = 0x80 <= b && b <= 0xBF // a letter of Latin-1
			return !ev.letters
		})
	}
	return ev.letters
}

// each calls f for every b of raw until it returns false.
func each(raw []byte, b byte, f func(i int) bool) {
	for i := 0; ; i++ {
		k := bytes.IndexByte(raw[i:], b)
		if k < 0 {
			return
		}
		if i += k; !f(i) {
			return
		}
	}
}

// tail reports whether what follows an apostrophe in a possessive or a
// contraction stands at i: s, t, and then no letter.
func tail(text []byte, i int) bool {
	b := at(text, i) | 0x20
	return (b == 's' || b == 't') && !alnum(at(text, i+1))
}
