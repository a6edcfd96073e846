package fold

import (
	"bytes"
	"math/bits"
)

// plural judges a comma with no letter after it as the apostrophe of a plural.
func (d *Decider) plural(text []byte, i int, ev *Evidence) {
	m := d.pluralMargin(text, i, ev)
	if m < Thresholds[PluralComma].Suggest {
		return
	}
	if _, closing := singleQuotation(text, i, ev); closing <= 0 {
		d.one(PluralComma, i, i+1, Apostrophe, m)
	}
}

// singleQuotations finds the commas that were the closing mark of a single quotation.
func (d *Decider) singleQuotations(text []byte, ev *Evidence) {
	last := -longestSingle
	for _, i := range d.sites {
		if text[i] != ',' {
			if singleMark(text, i) > 0 {
				last = i
			}
			continue
		}
		if a := at(text, i+1); i-last > longestSingle || alnum(a) || accented(text, i+1) {
			continue
		}
		if start, m := singleQuotation(text, i, ev); m > 0 {
			d.repairs = append(d.repairs, Repair{
				Cause: ApostropheComma, Anchor: start, N: 1, Margin: m,
				Edits: [2]Edit{{Start: i, End: i + 1, Glyph: Apostrophe}},
			})
		}
	}
}

// pluralMargin weighs the comma at i as the apostrophe of a plural possessive:
// the words around it and, where they alone are not enough, how likely an apostrophe of
// this cable was folded. Only words make it safe, and one that owners have stands next to
// it: so a repair of the other apostrophes takes nothing from it.
func (d *Decider) pluralMargin(text []byte, i int, ev *Evidence) int {
	if !pluralNeighbours(text, i) {
		return -impossible
	}
	share := ev.FoldedShare() * 3 / 2
	limits := Thresholds[PluralComma]
	w := &d.weighing
	w.text, w.sum, w.unowned = text, 0, limits.Suggest-share
	w.enough = min(limits.Safe, w.unowned)
	if !w.comma(i) {
		return -impossible
	}
	if may, _ := MayBePlural(text, i); !may {
		return -impossible // the quick look comes last: mostly it was done at the bytes of the cable
	}
	margin := min(w.sum/100, Certain)
	if one := w.ahead(0); margin < limits.Safe || one.weight < owned || at(text, one.end) >= 0x80 && at(text, one.end) < 0xE2 {
		margin = min(margin+share, limits.Safe-1)
	}
	if at(text, i+1) == '\n' && upper(at(text, i+2)) {
		margin -= 100 // lines that start with a capital are mostly entries of a list
	}
	if parenthetic(text, wordBefore(text, i)) {
		margin = min(margin, limits.Safe-1) // never repaired unasked
	}
	if limits.Suggest <= margin && margin < limits.Safe && w.item() {
		return -impossible
	}
	return margin
}

// item reports whether a list goes on after the comma: an office after another
// (Harbor Affairs, Office of the Pilots), or a noun that the list has with the same word
// after it (information on pilots, information on berths).
func (w *weighing) item() bool {
	one, two := w.ahead(0), w.ahead(1)
	head, link := w.text[one.start:one.end], w.text[two.start:two.end]
	if two.class != Preposition {
		return false
	}
	if upper(head[0]) {
		return isWord(link, "of") && upper(at(w.text, w.behind(0).start))
	}
	later := link
	for n := range 9 {
		t := w.behind(n)
		if t.class == stop || t.class == nothing {
			return false
		}
		word := w.text[t.start:t.end]
		if bytes.EqualFold(word, head) && bytes.EqualFold(later, link) && n > 0 {
			return true
		}
		later = word
	}
	return false
}

// parenthetic reports whether the comma after the word that ends at i may close a
// remark that another opened a few words before: ", but not the mayors,".
func parenthetic(text []byte, i int) bool {
	after := token{class: nothing}
	for range 6 {
		t := previous(text, i)
		switch t.class {
		case comma:
			return after.class == Conjunction || after.class == Preposition
		case stop, nothing:
			return false
		}
		after, i = t, t.start
	}
	return false
}

// pluralNeighbours reports whether a word stands on both sides of the comma at i.
func pluralNeighbours(text []byte, i int) bool {
	start := wordBefore(text, i)
	if i-start < 2 || digit(at(text, start-1)) && i-start > 1 {
		return false
	}
	k := i + 1
	if at(text, k) == ',' {
		return false
	}
	if !blank(at(text, k)) {
		return false
	}
	k = skipBlanks(text, k)
	if letter(at(text, k)) && !alnum(at(text, k+1)) {
		return false // an initial, or the article
	}
	return k < len(text) && (letter(text[k]) || accented(text, k) || openingMark(text, k) > 0 || digit(text[k]))
}

// intLog is a hundred times the natural logarithm of n >= 1: integers, so that
// every platform has the same.
func intLog(n int) int {
	octave := bits.Len(uint(n)) - 1
	n <<= 16
	part := (n >> octave) - 1<<16 // the fraction above the power of two, of 65536
	// ln(1+x) is x - x²/2 + x³/3 near 0; the cubic is within 0.001 on the octave.
	x := part
	x2 := x * x >> 16
	x3 := x2 * x >> 16
	return (octave*45426 + (64225*x-25559*x2+6760*x3)>>16) * 100 >> 16
}

// longestSingle is how many bytes a single quotation may span to be repaired.
const longestSingle = 120

// singleStart finds the opening single mark that nothing between it and i closes;
// -1 when there is none.
func singleStart(text []byte, i int) int {
	for k := i - 1; k >= 0 && i-k <= longestSingle; k-- {
		switch text[k] {
		default:
			continue
		case ',':
			if b := at(text, k-1); b == ',' || b == '.' {
				return -1 // a folded closing mark
			}
			continue
		case '\'', 0xE2:
		}
		n, before := singleMark(text, k), at(text, k-1)
		if n == 0 {
			continue
		}
		if (blank(before) || before == '(' || before == '"' || before == '&' || ends(text, k, leftDouble)) && alnum(at(text, k+n)) {
			return k
		}
		if !letter(at(text, k+n)) {
			return -1 // a closing mark
		}
	}
	return -1
}

// singleMark is the length of a single quotation mark at i; 0 when there is none.
func singleMark(text []byte, i int) int {
	switch {
	case text[i] == '\'':
		return 1
	case has(text, i, leftSingle) || has(text, i, rightSingle):
		return 3
	}
	return 0
}

// singleQuotation weighs the comma at i as the closing mark of a single quotation; its
// margin is 0 where it is none.
func singleQuotation(text []byte, i int, ev *Evidence) (start, margin int) {
	// The mark comes after the stop of the quotation: what stands before it decides.
	b, a := at(text, i-1), at(text, i+1)
	stopped := b == '.' || b == '!' || b == '?'
	switch {
	case !blank(a) && a != ',' && a != '.' && a != ';' && a != ')' && a != '8' && a != '"':
		return 0, 0
	case stopped || b == ',':
	case a == ',' || a == '.' || !alnum(b):
		return 0, 0 // the mark after it is the one, or there is nothing to close
	}
	start = singleStart(text, i)
	switch {
	case start < 0:
		return 0, 0
	case stopped:
		margin = 500
	case b == ',':
		margin = 100 // the mark may stand before the comma or after it
	default:
		words, commas := between(text, start, i)
		margin = 300 - 40*words - 150*commas
		if capitalsFollow(text, start, i) {
			margin += 150
		}
		switch closers := closersAfter(text, i); {
		case closers < 0:
			margin -= 300 // a sound mark closes it
		case closers == 0 && words <= 6:
			margin += 200 // nothing else does
		}
	}
	if margin <= 0 {
		return start, 0 // the share takes from it
	}
	return start, margin + ev.FoldedShare()
}

// closersAfter counts the commas and folded marks after i that may close a single
// quotation as well, as far as one may reach; -1 when a sound mark does.
func closersAfter(text []byte, i int) int {
	n := 0
	for k := i + 1; k < len(text) && k-i <= longestSingle; k++ {
		m := singleMark(text, k)
		switch {
		case m > 0 && letter(at(text, k-1)) && !letter(at(text, k+m)), m > 0 && (at(text, k-1) == '.' || at(text, k-1) == ','):
			return -1
		case m > 0 && blank(at(text, k-1)):
			return n // the next quotation opens
		case text[k] == ',' && !alnum(at(text, k+1)):
			n++
		case text[k] == '.' && blank(at(text, k+1)) && lower(at(text, k-1)):
			return n
		}
	}
	return n
}

// between counts the blanks and the commas with a blank after them in a stretch.
func between(text []byte, start, end int) (blanks, commas int) {
	for k := start; k < end; k++ {
		if blank(text[k]) {
			blanks++
		}
		if text[k] == ',' && blank(at(text, k+1)) {
			commas++
		}
	}
	return blanks, commas
}

// capitalsFollow reports whether the words of a stretch have capitals: a title.
func capitalsFollow(text []byte, start, end int) bool {
	for k := start + 1; k < end; k++ {
		if blank(text[k]) && upper(at(text, k+1)) {
			return true
		}
	}
	return false
}

// AfterSibilant reports whether the comma at i may be judged as the apostrophe of
// a plural possessive: after s, z or x, with a word on both sides.
func AfterSibilant(text []byte, i int) bool {
	return sibilant(at(text, i-1)) && pluralNeighbours(text, i)
}

// WordsAround reports whether the comma at i has a word on both sides.
func WordsAround(text []byte, i int) bool { return pluralNeighbours(text, i) }

// MayBePlural is a quick look at the comma at i of a cable's bytes: whether it may be
// the apostrophe of a plural possessive, and whether the words round it may be enough to
// make that certain. Mostly the letter before it or the word after it already tells.
func MayBePlural(raw []byte, i int) (may, certain bool) {
	if !sibilant(at(raw, i-1)) {
		return false, false
	}
	k := i + 1
	for limit := min(len(raw), i+4); k < limit && blank(raw[k]); {
		k++
	}
	if b := at(raw, k); !letter(b) {
		return !digit(b), !accented(raw, k)
	}
	end, e, ok := findAfter(raw, k)
	// A compound has the weight of its end.
	return !ok || !closed(e.class) && e.weight > tooLight, ok && e.weight >= owned || at(raw, end) == '-'
}

// owned is the least weight of a word that owners have: views, goal, reaction.
const owned = 150

// tooLight is the weight of a next word that nothing else makes up for.
const tooLight = -300
