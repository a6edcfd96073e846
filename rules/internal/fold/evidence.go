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

	commas    int   // see FoldedCommas
	marks     Marks // but for its straight quotation marks
	amps      int   // "&" glued to the word after it; three are enough
	eights    int   // "8" glued to a word of letters before it; three are enough
	parens    int   // ")" with blanks on both sides; three are enough
	smartQs   bool
	questions bool
	pluses    int
	letters   bool // of Latin-1
	plurals   bool
}

// part is a part of the evidence; parts are bits.
type part uint16

const (
	ofCommas part = 1 << iota
	ofMarks
	ofQuotes
	ofPairs
	ofSmartQs
	ofQuestions
	ofPluses
	ofLetters
	ofPlurals
)

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

// FoldedCommas is how many apostrophes were folded to a comma beyond doubt: ",s", "n,t".
func (ev *Evidence) FoldedCommas() int {
	if ev.first(ofCommas) {
		each(ev.raw, ',', func(i int) bool {
			if tail(ev.raw, i+1) && alnum(at(ev.raw, i-1)) {
				ev.commas++
			}
			return true
		})
	}
	return ev.commas
}

// Marks counts the sound marks.
func (ev *Evidence) Marks() Marks {
	ev.countMarks()
	if ev.first(ofQuotes) {
		ev.marks.Quotes = ev.marks.CurlyQuotes + bytes.Count(ev.raw, []byte{'"'})
	}
	return ev.marks
}

func (ev *Evidence) countMarks() {
	if !ev.first(ofMarks) {
		return
	}
	raw, m := ev.raw, &ev.marks
	each(raw, '\'', func(i int) bool {
		if ownsAt(raw, i, 1) {
			m.Apostrophes++
		}
		return true
	})
	each(raw, 0xE2, func(i int) bool {
		if at(raw, i+1) != 0x80 {
			return true
		}
		switch at(raw, i+2) {
		case 0x99:
			if ownsAt(raw, i, len(rightSingle)) {
				m.Apostrophes++
				m.Curly++
			}
		case 0x9C, 0x9D:
			m.CurlyQuotes++
		case 0x93:
			m.EnDashes++
		case 0x94:
			m.EmDashes++
		}
		return true
	})
}

// ownsAt reports whether the apostrophe of n bytes at i stands in a possessive or a
// contraction.
func ownsAt(raw []byte, i, n int) bool { return tail(raw, i+n) && alnum(at(raw, i-1)) }

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

// enoughPairs is how many folded quotation marks, and how many parentheses between
// blanks, are as much evidence as any number of them.
const enoughPairs = 3

// countPairs counts ampersands, eights and parentheses as far as they matter.
func (ev *Evidence) countPairs() {
	if !ev.first(ofPairs) {
		return
	}
	raw := ev.raw
	each(raw, '&', func(i int) bool {
		if alnum(at(raw, i+1)) && !alnum(at(raw, i-1)) {
			ev.amps++
		}
		return ev.amps < enoughPairs
	})
	if ev.amps > 0 {
		each(raw, '8', func(i int) bool {
			if lower(at(raw, i-1)) && !alnum(at(raw, i+1)) {
				ev.eights++
			}
			return ev.eights < enoughPairs
		})
	}
	each(raw, ')', func(i int) bool {
		if blank(at(raw, i-1)) && blank(at(raw, i+1)) {
			ev.parens++
		}
		return ev.parens < enoughPairs
	})
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

// FoldedShare is the logarithm of the share of the cable's apostrophes that were
// folded, in hundredths, as far as its possessives tell: with none folded it is
// low, though not impossible; with all folded it is nearly 0.
func (ev *Evidence) FoldedShare() int {
	ev.countPairs()
	return ev.shareWith(2*min(ev.amps, ev.eights) + ev.parens)
}

// mostOfPairs is the most that ampersands, eights and parentheses add to the folded.
const mostOfPairs = 3 * enoughPairs

// shareWith is the share when ampersands, eights and parentheses add so much.
func (ev *Evidence) shareWith(pairs int) int {
	ev.countMarks()
	folded := 10*ev.FoldedCommas() + 1 + pairs
	return intLog(folded) - intLog(folded+10*ev.marks.Apostrophes+9)
}

// MayHavePlurals reports whether a plural possessive of the cable may be reported
// at all: where nearly all of its apostrophes are sound, no words are enough.
func (ev *Evidence) MayHavePlurals() bool {
	if ev.first(ofPlurals) {
		least := Thresholds[PluralComma].Suggest - mostWords
		ev.plurals = ev.shareWith(mostOfPairs)*3/2 >= least && ev.FoldedShare()*3/2 >= least
	}
	return ev.plurals
}

// mostWords is more than the words around a comma have been seen to weigh.
const mostWords = 700
