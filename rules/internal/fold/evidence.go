package fold

import "bytes"

// Evidence is what a cable shows as a whole. That a channel shows elsewhere makes
// an ambiguous mark likelier to be damage, and sound marks make it less likely;
// neither decides alone.
type Evidence struct {
	Commas      int // apostrophes folded to a comma beyond doubt: ",s", "n,t"
	Apostrophes int // sound ones in the same places, straight or curly
	Curly       int // of these, curly
	Amps        int // "&" glued to the word after it
	Eights      int // "8" glued to a word of letters before it
	Quotes      int // sound quotation marks, straight or curly
	CurlyQuotes int // of these, curly
	Parens      int // ")" with blanks on both sides
	Dashes      int // "--", "—" and "–"
	EmDashes    int // of these, "—"
	EnDashes    int // of these, "–"
	SmartQs     int // "Qs" and "nQt" after a letter
	Questions   int // "?s", "?t" inside a word
	Pluses      int // "P5 1", "P-5 1"

	// Accents is whether the cable has characters outside ASCII of its own: not
	// those that a publisher adds, pilcrows and no-break spaces.
	Accents bool
}

// Gather reads the evidence of a cable from its bytes.
func Gather(raw []byte) Evidence {
	var ev Evidence
	each(raw, ',', func(i int) { ev.comma(raw, i) })
	each(raw, '\'', func(i int) { ev.tick(raw, i, 1) })
	each(raw, 0xE2, func(i int) { ev.high(raw, i) })
	each(raw, '"', func(int) { ev.Quotes++ })
	each(raw, '&', func(i int) {
		if !alnum(at(raw, i-1)) && alnum(at(raw, i+1)) {
			ev.Amps++
		}
	})
	each(raw, '8', func(i int) {
		if lower(at(raw, i-1)) && !alnum(at(raw, i+1)) {
			ev.Eights++
		}
	})
	each(raw, ')', func(i int) {
		if blank(at(raw, i-1)) && blank(at(raw, i+1)) {
			ev.Parens++
		}
	})
	each(raw, '-', func(i int) {
		if has(raw, i, "--") && !has(raw, i, "---") && at(raw, i-1) != '-' {
			ev.Dashes++
		}
	})
	each(raw, 'Q', func(i int) {
		if lower(at(raw, i-1)) && tail(raw, i+1) {
			ev.SmartQs++
		}
	})
	each(raw, '?', func(i int) {
		if lower(at(raw, i-1)) && tail(raw, i+1) {
			ev.Questions++
		}
	})
	ev.Pluses = bytes.Count(raw, []byte("P5 1")) + bytes.Count(raw, []byte("P-5 1"))
	ev.Accents = ev.CurlyQuotes+ev.Curly+ev.EmDashes+ev.EnDashes > 0 || hasLetters(raw)
	return ev
}

// hasLetters reports whether raw has a letter of Latin-1 in UTF-8.
func hasLetters(raw []byte) bool {
	for i := 0; ; i++ {
		k := bytes.IndexByte(raw[i:], 0xC3)
		if k < 0 {
			return false
		}
		i += k
		if b := at(raw, i+1); 0x80 <= b && b <= 0xBF {
			return true
		}
	}
}

// each calls f for every b of raw.
func each(raw []byte, b byte, f func(i int)) {
	for i := 0; ; i++ {
		k := bytes.IndexByte(raw[i:], b)
		if k < 0 {
			return
		}
		i += k
		f(i)
	}
}

// tail reports whether what follows an apostrophe in a possessive or a
// contraction stands at i: s, t, and then no letter.
func tail(text []byte, i int) bool {
	b := at(text, i) | 0x20
	return (b == 's' || b == 't') && !alnum(at(text, i+1))
}

func (ev *Evidence) comma(raw []byte, i int) {
	if alnum(at(raw, i-1)) && tail(raw, i+1) {
		ev.Commas++
	}
}

// tick counts the apostrophe of n bytes at i when it stands in a possessive or a contraction.
func (ev *Evidence) tick(raw []byte, i, n int) bool {
	if !alnum(at(raw, i-1)) || !tail(raw, i+n) {
		return false
	}
	ev.Apostrophes++
	return true
}

func (ev *Evidence) high(raw []byte, i int) {
	switch {
	case has(raw, i, rightSingle):
		if ev.tick(raw, i, len(rightSingle)) {
			ev.Curly++
		}
	case has(raw, i, leftDouble), has(raw, i, rightDouble):
		ev.Quotes++
		ev.CurlyQuotes++
	case has(raw, i, "\u2013"):
		ev.Dashes++
		ev.EnDashes++
	case has(raw, i, "\u2014"):
		ev.Dashes++
		ev.EmDashes++
	}
}
