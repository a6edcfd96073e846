package fold

import (
	"strconv"
	"strings"
)

// The plural possessive: "officials, concerns" for "officials' concerns". Nearly
// every comma after an s is a comma, so that much has to speak for it. What does
// is weighed by a linear model over the words around the comma, trained offline
// on sound cables: each s' of theirs is an example, and so is each "s,".

// A feature is a number; its name stands in the lexicon. Groups of features are
// laid out one after the other.
const (
	featBias      = 0
	featNext      = featBias + 1                       // class of the word after the comma
	featPair      = featNext + numClasses              // classes of the two words after it
	featSecond    = featPair + numClasses*numClasses   // classes of the second and third
	featBefore    = featSecond + numClasses*numClasses // class of the word two before the comma
	featCommas    = featBefore + numClasses            // words to the next comma, and what follows it
	featBack      = featCommas + distances*3           // words to the comma before
	featOpening   = featBack + distances               // what opens the sentence
	featVerbs     = featOpening + numClasses*2         // whether verbs stand before and after, and how the sentence opens
	featGovern    = featVerbs + 8                      // what governs the phrase before the comma, what ends the one after it, how the sentence opens
	featBare      = featGovern + governors*enders*2    // what governs it, and the class of the next word
	featShape     = featBare + governors*numClasses    // small facts
	featWeight    = featShape + numShapes              // the weight of the next word, in hundredths
	featWeightTwo = featWeight + 1                     // that of the second, after an adjective
	// What follows tells plurals from other words: examples with an 's have none of it.
	featBase    = featWeightTwo + 1 // class of the word before the comma
	featPhrase  = featBase + numClasses
	featEnding  = featPhrase + numClasses*numClasses // ending of the word before the comma
	NumFeatures = featEnding + len(endings)
	// FirstOfPlural is the first of the features that speak of the plural itself.
	FirstOfPlural = featBase
)

// endings of the word before the comma that no plural has, or few.
var endings = [...]string{"ss", "us", "is", "as", "os", "ys", "es", "x", "z", "s"}

// Places in endings: those of two letters, by the first, and the last.
const (
	beforeS = "suiaoye"
	plainS  = len(endings) - 1
)

// distances is how many distances to a comma are told apart.
const distances = 6

// Small facts.
const (
	shapeLineEnd    = iota // the comma ends its line
	shapeQuoted            // the next word opens a quotation
	shapePossessed         // the next word has an apostrophe of its own
	shapeTwoCommas         // another comma follows at once
	shapeHyphenated        // the next word is a compound
	shapeCapsAll           // everything around is in capitals
	shapeAfterOf           // "of the ...s,"
	shapeListBefore        // "X, Y and Zs,"
	numShapes
)

// token is a word or a mark.
type token struct {
	start, end int
	class      Class
	weight     int
	possessed  bool
	hyphenated bool
	quoted     bool
}

// Feature is a feature of a comma: its number, and its value in hundredths.
type Feature struct{ Number, Value int }

// PluralFeatures appends the features of the comma at i, which stands after an s,
// z or x, to out.
func PluralFeatures(text []byte, i int, out []Feature) []Feature {
	w := weighing{text: text, features: out, listed: true, enough: -impossible, unowned: -impossible}
	w.comma(i)
	return w.features
}

// PluralScore is the sum of the weights of the features, in hundredths of a nat.
func PluralScore(fs []Feature) int {
	sum := 0
	for _, f := range fs {
		sum += weight(f.Number) * f.Value
	}
	return sum / 100
}

// weighing sums the weights of the features of a comma, the telling and cheap ones
// first. It ends early where the rest cannot make the sum as great as enough.
type weighing struct {
	text    []byte
	sum     int // in hundredths of hundredths
	enough  int
	unowned int // what is enough before a word that owners do not have

	// The tokens on both sides of the comma, the nearest ones first, as far as they
	// were read: several features ask for the same ones.
	after, before   [farthest]token
	nAfter, nBefore int

	listed   bool
	features []Feature
}

func (w *weighing) on(n int) { w.add(n, 100) }

func (w *weighing) add(n, value int) {
	w.sum += weight(n) * value
	if w.listed {
		w.features = append(w.features, Feature{n, value})
	}
}

// hopeless reports whether the sum is too small when the rest adds at most so much.
func (w *weighing) hopeless(rest int) bool { return w.sum/100+rest+1 < w.enough }

// ahead is the token after n others that follow the comma; n is less than farthest.
func (w *weighing) ahead(n int) *token {
	if n >= w.nAfter {
		w.readAfter(n)
	}
	return &w.after[n]
}

func (w *weighing) readAfter(n int) {
	for ; w.nAfter <= n; w.nAfter++ {
		w.after[w.nAfter] = next(w.text, w.after[w.nAfter-1].end)
	}
}

// behind is the token before n others that precede the comma.
func (w *weighing) behind(n int) *token {
	if n >= w.nBefore {
		w.readBefore(n)
	}
	return &w.before[n]
}

func (w *weighing) readBefore(n int) {
	for ; w.nBefore <= n; w.nBefore++ {
		w.before[w.nBefore] = previous(w.text, w.before[w.nBefore-1].start)
	}
}

// comma weighs the comma at i; false when it ended early.
func (w *weighing) comma(i int) bool {
	rest := w.beside(i)
	if w.ahead(0).weight < owned {
		w.enough = w.unowned
	}
	if w.hopeless(rest) {
		return false
	}
	one, two, base := w.ahead(0), w.ahead(1), w.behind(0)
	w.on(featPair + one.class.index()*numClasses + two.class.index())
	if describes(one.class) {
		w.add(featWeightTwo, two.weight)
	}
	rest += bound(boundThird, two.class) - bound(boundAfter, one.class)
	if w.hopeless(rest) {
		return false
	}
	before := w.behind(1)
	w.on(featBefore + before.class.index())
	w.on(featPhrase + before.class.index()*numClasses + base.class.index())
	rest -= bound(boundBefore, base.class)
	if w.hopeless(rest) {
		return false
	}
	w.on(featSecond + two.class.index()*numClasses + w.ahead(2).class.index())
	rest -= bound(boundThird, two.class)
	if w.hopeless(rest) {
		return false
	}
	g, e := w.governor(), w.ender()
	w.on(featBare + g*numClasses + one.class.index())
	ends := (g*enders + e) * 2
	govern := max(weight(featGovern+ends), weight(featGovern+ends+1))
	rest += govern - bound(boundGovern, one.class)
	if w.hopeless(rest) {
		return false
	}
	d, follows := w.commaAfter()
	w.on(featCommas + d*3 + follows)
	back, list := w.commaBefore()
	w.on(featBack + back)
	rest -= most(groupCommas) + most(groupBack)
	if w.hopeless(rest) {
		return false
	}
	opening, first := sentenceOpening(w.text, i)
	intro := 0
	if first && introduces(opening) {
		intro = 1
	}
	w.on(featGovern + ends + intro)
	k := featOpening + opening.index()*2
	if first {
		k++
	}
	w.on(k)
	rest -= govern + most(groupOpening)
	if w.hopeless(rest) {
		return false
	}
	w.on(featVerbs + w.verbs(opening))
	if list {
		w.on(featShape + shapeListBefore)
	}
	if end := backBlanks(w.text, before.start); before.class == Determiner && isWord(w.text[wordBefore(w.text, end):end], "of") {
		w.on(featShape + shapeAfterOf)
	}
	return true
}

// beside weighs what the words on both sides of the comma at i tell by themselves. The
// rest is what all else adds at most.
func (w *weighing) beside(i int) (rest int) {
	text := w.text
	w.on(featBias)
	from := i + 1
	if at(text, from) == ',' {
		w.on(featShape + shapeTwoCommas)
		from++
	}
	w.after[0], w.nAfter = next(text, from), 1
	w.before[0], w.nBefore = previous(text, i), 1
	one, base := w.ahead(0), w.behind(0)
	w.on(featNext + one.class.index())
	w.add(featWeight, one.weight)
	w.on(featBase + base.class.index())
	word := text[base.start:i]
	if k := endingOf(word); k < len(endings) {
		w.on(featEnding + k)
	}
	if at(text, i+1) == '\n' {
		w.on(featShape + shapeLineEnd)
	}
	if one.quoted {
		w.on(featShape + shapeQuoted)
	}
	if one.possessed {
		w.on(featShape + shapePossessed)
	}
	if one.hyphenated {
		w.on(featShape + shapeHyphenated)
	}
	if capitals(word) && capitals(text[one.start:one.end]) {
		w.on(featShape + shapeCapsAll)
	}
	return bound(boundBefore, base.class) + bound(boundAfter, one.class) + bound(boundGovern, one.class) +
		most(groupCommas) + most(groupBack) + most(groupOpening) + most(groupVerbs) +
		max(0, weight(featShape+shapeListBefore)) + max(0, weight(featShape+shapeAfterOf))
}

// endingOf is the first of endings that a word has; their number when it has none.
func endingOf(word []byte) int {
	b, last := at(word, len(word)-2)|0x20, at(word, len(word)-1)|0x20 // small letters, and a few other bytes
	switch last {
	case 's':
		if k := strings.IndexByte(beforeS, b); k >= 0 {
			return k
		}
		return plainS
	case 'x':
		return plainS - 2
	case 'z':
		return plainS - 1
	}
	return len(endings)
}

// describes reports whether a word of the class may describe the one after it, so that
// the weight of that counts too.
func describes(c Class) bool { return c == Adjective || c == knownUpper || c == unknownUpper }

// next reads the token at or after i.
func next(text []byte, i int) token {
	if i < len(text) && text[i] == ' ' {
		i++
	}
	if i < len(text) && letter(text[i]) {
		return wordToken(text, i, false)
	}
	i = skipBlanks(text, i)
	t := token{start: i, end: i, class: nothing}
	if i >= len(text) {
		return t
	}
	if skip := openingMark(text, i); skip > 0 {
		t.quoted = true
		i += skip
		t.start, t.end = i, i
	}
	switch b := at(text, i); {
	case letter(b) || accented(text, i):
		return wordToken(text, i, t.quoted)
	case b == '8' && letter(at(text, i-1)) && !alnum(at(text, i+1)):
		t.class = other // a closing mark
	case digit(b) || b == '$':
		t.class = numeral
		for t.end = i + 1; t.end < len(text) && t.end-i < longestWord && (alnum(text[t.end]) || (text[t.end] == ',' || text[t.end] == '.') && digit(at(text, t.end+1))); {
			t.end++
		}
		return t
	case b == ',' || b == ';' || b == ':':
		t.class = comma
	case b == '.' || b == '!' || b == '?':
		t.class = stop
	case b == '(' || b == ')' || b == '[' || b == ']':
		t.class = bracket
	case b == '-' || has(text, i, "\u2013") || has(text, i, "\u2014"):
		t.class = dashes
	default:
		t.class = other
	}
	t.end = min(i+1, len(text))
	for t.end < len(text) && t.end-i < longestWord && (t.class == dashes && text[t.end] == '-' || text[t.end]&0xC0 == 0x80) {
		t.end++
	}
	return t
}

// openingMark is the length of a quotation mark before a word at i.
func openingMark(text []byte, i int) int {
	n := 0
	switch {
	case text[i] == '"' || text[i] == '\'' || text[i] == '&':
		n = 1
	case has(text, i, leftDouble) || has(text, i, leftSingle):
		n = 3
	default:
		return 0
	}
	if alnum(at(text, i+n)) {
		return n
	}
	return 0
}

// wordToken reads the word at i.
func wordToken(text []byte, i int, quoted bool) token {
	t := token{start: i, quoted: quoted}
	end, e, ok := findAfter(text, i)
	last := i // where the last part of a compound starts: of the whole, the lexicon knows no more
	for at(text, end) == '-' && letter(at(text, end+1)) && end-i < longestWord {
		t.hyphenated, last = true, end+1
		end, e, ok = findAfter(text, last)
	}
	t.end = end
	initial := t.end == last+1 // of U.S. and its like
	for initial && t.end-i < longestWord && at(text, t.end) == '.' && upper(at(text, t.end+1)) && !letter(at(text, t.end+2)) {
		t.end += 2
		t.class = acronym
	}
	if t.class == acronym {
		if at(text, t.end) == '.' {
			t.end++
		}
		return t
	}
	t.possessed = possessed(text, t.end)
	t.class, t.weight = classify(text[i:t.end], last-i, e, ok)
	return t
}

// possessed reports whether an apostrophe and an s follow, folded or not.
func possessed(text []byte, i int) bool {
	switch {
	case at(text, i) == ',' || at(text, i) == '\'':
		return at(text, i+1)|0x20 == 's' && !alnum(at(text, i+2))
	case has(text, i, rightSingle):
		return at(text, i+3)|0x20 == 's' && !alnum(at(text, i+4))
	}
	return false
}

// classify gives the class of a word, of whose last part, from last on, the lexicon knows e.
func classify(word []byte, last int, e entry, ok bool) (Class, int) {
	first := word[0]
	switch {
	case ok && lower(first) && first != 'x':
		return e.class, e.weight
	case len(word) >= 4 && first|0x20 == 'x' && isRun(word):
		return redacted, 0
	case upper(first) && isMonth(word):
		return numeral, 0 // a date follows
	case len(word) > 1 && capitals(word) && !ok:
		return acronym, 0
	case !ok && upper(first):
		return unknownUpper, 0
	case !ok:
		return guess(word[last:]), 0
	case upper(first) && !closed(e.class) && !capitals(word):
		return knownUpper, e.weight
	default:
		return e.class, e.weight
	}
}

// guess gives the class of a word that the lexicon lacks by its ending.
func guess(word []byte) Class {
	switch {
	case endsFold(word, "tion") || endsFold(word, "ment") || endsFold(word, "ness") || endsFold(word, "ity") || endsFold(word, "ance") || endsFold(word, "ence") || endsFold(word, "ship") || endsFold(word, "ism"):
		return Abstract
	case endsFold(word, "er") || endsFold(word, "or") || endsFold(word, "ist"):
		return Person
	case endsFold(word, "ers") || endsFold(word, "ors") || endsFold(word, "ists"):
		return Persons
	case endsFold(word, "ly"):
		return Adverb
	case endsFold(word, "ing"):
		return Gerund
	case endsFold(word, "ed"):
		return Past
	case endsFold(word, "al") || endsFold(word, "ive") || endsFold(word, "ous") || endsFold(word, "ic") || endsFold(word, "able"):
		return Adjective
	case endsFold(word, "ions") || endsFold(word, "ments") || endsFold(word, "ities"):
		return Abstracts
	default:
		return unknownLower
	}
}

// endsFold reports whether the word ends in s, which is in small letters.
func endsFold(word []byte, s string) bool {
	if len(word) < len(s) {
		return false
	}
	for i, b := range word[len(word)-len(s):] {
		if upper(b) {
			b |= 0x20
		}
		if b != s[i] {
			return false
		}
	}
	return true
}

// previous reads the token that ends at or before i.
func previous(text []byte, i int) token {
	end := backBlanks(text, i)
	t := token{start: end, end: end, class: nothing}
	if end == 0 {
		return t
	}
	b := text[end-1]
	if b == '.' && end >= 2 && upper(text[end-2]) && (end == 2 || !alnum(text[end-3])) {
		t.start, t.class = end-2, acronym
		for t.start >= 2 && end-t.start < longestWord && text[t.start-1] == '.' && upper(text[t.start-2]) {
			t.start -= 2
		}
		return t
	}
	switch {
	case letter(b) || accented(text, end-1):
		start, e, ok := findBefore(text, end)
		t.start = start
		for t.start > 1 && end-t.start < longestWord && text[t.start-1] == '-' && letter(text[t.start-2]) {
			t.start, t.hyphenated = wordBefore(text, t.start-1), true
		}
		t.class, t.weight = classify(text[t.start:end], start-t.start, e, ok)
		return t
	case b == '8' && letter(at(text, end-2)):
		t.class = other // a closing mark
		t.start = end - 1
		return t
	case digit(b):
		t.class = numeral
		for t.start > 0 && end-t.start < longestWord && alnum(text[t.start-1]) {
			t.start--
		}
		return t
	case b == ',' || b == ';' || b == ':':
		t.class = comma
	case b == '.' || b == '!' || b == '?':
		t.class = stop
	case b == '(' || b == ')':
		t.class = bracket
	case b == '-':
		t.class = dashes
	default:
		t.class = other
	}
	t.start = end - 1
	return t
}

// commaAfter counts the words behind the next one to a comma or stop, in classes,
// and says what follows: 0 a stop, 1 a comma, 2 a comma or not, and a conjunction.
func (w *weighing) commaAfter() (distance, follows int) {
	for n := 1; n <= 8; n++ {
		switch w.ahead(n).class {
		case comma:
			if w.ahead(n+1).class == Conjunction {
				return bucket(n), 2
			}
			return bucket(n), 1
		case Conjunction:
			if n <= 2 {
				return bucket(n), 2
			}
		case stop, nothing, bracket, dashes:
			return bucket(n), 0
		}
	}
	return distances - 1, 0
}

// bucket puts a number of words in one of the distances.
func bucket(n int) int {
	switch {
	case n <= 3:
		return n - 1
	case n <= 5:
		return 3
	default:
		return 4
	}
}

// commaBefore counts the words back to the comma before, and says whether what
// lies between looks like an item of a list.
func (w *weighing) commaBefore() (distance int, list bool) {
	for n := 1; n <= 8; n++ {
		switch w.behind(n).class {
		case comma:
			return bucket(n), list || n <= 2
		case stop, nothing, bracket, dashes:
			return distances - 1, list
		case Conjunction:
			list = true
		}
	}
	return distances - 1, list
}

// sentenceOpening is the class of the first word of the sentence that holds i,
// and whether no comma stands between.
func sentenceOpening(text []byte, i int) (Class, bool) {
	start, first := i, true
	for ; start > 0 && i-start < 400; start-- {
		switch b := text[start-1]; b {
		default:
			continue
		case ',':
			if start-1 != i {
				first = false
			}
			continue
		case ')':
			if start-1 >= 12 {
				continue // not the portion mark of the paragraph
			}
		case '.', '!', '?':
			if !blank(at(text, start)) || upper(at(text, start-2)) {
				continue
			}
		}
		break
	}
	return next(text, start).class, first
}

// verbs says whether a finite verb stands in the sentence before the comma, and
// in the clause after it, and whether the sentence opens with a phrase that a
// comma ends: In the coming months, leaders ...
func (w *weighing) verbs(opening Class) int {
	k := 0
	if w.finiteBefore() {
		k |= 1
	}
	if w.finiteAfter() {
		k |= 2
	}
	if introduces(opening) {
		k |= 4
	}
	return k
}

// introduces reports whether a sentence that opens with the class has a phrase
// first that a comma ends.
func introduces(c Class) bool {
	return c == Preposition || c == Subordinate || c == Gerund || c == Adverb
}

// What may govern a phrase, and what may end one: kinds of classes.
const (
	governors = 7
	enders    = 9
)

// nominal reports whether a word of the class may stand inside a noun phrase.
func nominal(c Class) bool { return nominalClasses>>c.index()&1 != 0 }

// kinds sorts the classes that bound phrases, in the order of classList: what governs, verbs,
// conjunctions, commas, stops, what subordinates, and others.
const kinds = "66666666" + "111" + "66" + "025" + "666" + "1" + "666666" + "34" + "66" + "4" + "6"

func kind(c Class) int { return int(kinds[c.index()] - '0') }

// longestPhrase is how many words a noun phrase may have.
const longestPhrase = 6

// governor is the kind of word before the noun phrase that ends before the word
// before the comma.
func (w *weighing) governor() int {
	for n := range longestPhrase {
		if c := w.behind(n + 1).class; !nominal(c) && c != Determiner && c != Possessor {
			return kind(c)
		}
	}
	return governors - 1
}

// ender is the kind of word after the noun phrase that starts with the next word; the
// last kind when it starts none.
func (w *weighing) ender() int {
	if !nominal(w.ahead(0).class) {
		return enders - 1
	}
	for n := range longestPhrase {
		if c := w.ahead(n + 1).class; !nominal(c) {
			return kind(c)
		}
	}
	return enders - 2
}

// finite reports whether a word of the class is mostly a finite verb.
func finite(c Class) bool { return c == Verb || c == Past || c == Auxiliary }

// farthest is how many words verbs are looked for.
const farthest = 14

func (w *weighing) finiteBefore() bool {
	for n := range farthest {
		switch c := w.behind(n).class; {
		case finite(c):
			return true
		case c == stop || c == nothing:
			return false
		}
	}
	return false
}

func (w *weighing) finiteAfter() bool {
	for n := range farthest {
		switch c := w.ahead(n).class; {
		case n > 0 && finite(c):
			return true
		case c == stop || c == nothing || c == comma || c == Subordinate:
			return false
		}
	}
	return false
}

// FeatureNumber is the number of a feature by its name; -1 when there is none.
func FeatureNumber(name string) int {
	for _, g := range groups {
		if len(name) > len(g.name) && name[:len(g.name)] == g.name {
			return g.number(name[len(g.name):])
		}
	}
	return -1
}

// FeatureName is the name of a feature.
func FeatureName(n int) string {
	for k := len(groups) - 1; k >= 0; k-- {
		if g := groups[k]; n >= g.start {
			return g.name + g.suffix(n-g.start)
		}
	}
	return ""
}

// group is a run of features with a common prefix.
type group struct {
	name  string
	start int
	size  int
	kind  groupKind
}

type groupKind uint8

const (
	plain   groupKind = iota // a number
	byClass                  // a class
	byPair                   // two classes
)

// The groups, by their place in groups.
const (
	_ = iota
	groupNext
	groupPair
	groupSecond
	groupBefore
	groupCommas
	groupBack
	groupOpening
	groupVerbs
	groupGovern
	groupBare
	groupShape
	groupWeight
	groupBase
	groupPhrase
	groupEnding
	numGroups
)

var groups = [...]group{
	{"bias:", featBias, 1, plain},
	{"next:", featNext, numClasses, byClass},
	{"pair:", featPair, numClasses * numClasses, byPair},
	{"second:", featSecond, numClasses * numClasses, byPair},
	{"before:", featBefore, numClasses, byClass},
	{"commas:", featCommas, distances * 3, plain},
	{"back:", featBack, distances, plain},
	{"opening:", featOpening, numClasses * 2, plain},
	{"verbs:", featVerbs, 8, plain},
	{"govern:", featGovern, governors * enders * 2, plain},
	{"bare:", featBare, governors * numClasses, plain},
	{"shape:", featShape, numShapes, plain},
	{"weight:", featWeight, 2, plain},
	{"base:", featBase, numClasses, byClass},
	{"phrase:", featPhrase, numClasses * numClasses, byPair},
	{"ending:", featEnding, len(endings), plain},
}

func (g group) suffix(k int) string {
	switch g.kind {
	case byClass:
		return classList[k : k+1]
	case byPair:
		return classList[k/numClasses:k/numClasses+1] + classList[k%numClasses:k%numClasses+1]
	default:
		return strconv.Itoa(k)
	}
}

func (g group) number(s string) int {
	k := -1
	switch {
	case g.kind == byClass && len(s) == 1:
		k = Class(s[0]).index()
	case g.kind == byPair && len(s) == 2:
		k = Class(s[0]).index()*numClasses + Class(s[1]).index()
	case g.kind == plain:
		if n, err := strconv.Atoi(s); err == nil {
			k = n
		}
	}
	if k < 0 || k >= g.size {
		return -1
	}
	return g.start + k
}
