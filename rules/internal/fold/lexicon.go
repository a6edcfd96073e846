package fold

import _ "embed"

// The data of the deciders, written by the trainer (rules/internal/train); its
// first lines are the record of the training. Words first, sorted, one a line:
// word, class, weight. Then the weights of the plural possessive: feature, weight.
//
//go:embed lexicon.tsv
var lexicon string

// wordsMark and weightsMark head the two parts of the lexicon.
const (
	wordsMark   = "\n# words\n"
	weightsMark = "\n# weights\n"
)

// Class is the part that a word plays; a letter, as in the lexicon.
type Class byte

// The classes. Those of words in small letters come from the lexicon.
const (
	Noun        Class = 'n' // a thing
	Person      Class = 'i' // a noun for a person: coordinator
	Abstract    Class = 'b' // for an act, a state, a thought: decision
	Measure     Class = 't' // for a time or a quantity: year
	Plural      Class = 'm' // the same of many
	Persons     Class = 'j'
	Abstracts   Class = 'k'
	Measures    Class = 'y'
	Verb        Class = 'v'
	Past        Class = 'e'
	Gerund      Class = 'g'
	Adjective   Class = 'a'
	Adverb      Class = 'r'
	Preposition Class = 'p'
	Conjunction Class = 'c'
	Subordinate Class = 's' // which, who, that, while
	Determiner  Class = 'd'
	Possessor   Class = 'h' // his, their
	Pronoun     Class = 'o'
	Auxiliary   Class = 'x'

	unknownLower Class = 'u'
	unknownUpper Class = 'U'
	knownUpper   Class = 'C' // a word of the lexicon with a capital
	acronym      Class = 'K'
	numeral      Class = '0'
	redacted     Class = 'X'
	comma        Class = ','
	stop         Class = '.'
	bracket      Class = '('
	dashes       Class = '-'
	nothing      Class = '$' // the end of the block
	other        Class = '?'
)

// classes in the order of feature numbers.
const classList = "nibtmjkyvegarpcsdhoxuUCK0X,.(-$?"

const numClasses = len(classList)

func (c Class) index() int { return int(classIndex[c]) }

// classIndex is the place of each class in classList.
var classIndex = func() (t [256]uint8) {
	for i := range len(classList) {
		t[classList[i]] = uint8(i)
	}
	return t
}()

// entry is what the lexicon knows of a word.
type entry struct {
	class  Class
	weight int // hundredths of a nat that the word speaks for a possessive before it
}

// lookup finds a word, in small letters, by the index.
func lookup(buf *[longestEntry]byte, n int) (entry, bool) {
	h := hashWord(buf)
	for at := int(h) % slots; ; at = (at + 1) % slots {
		k := slot(at)
		if k == 0 {
			return entry{}, false
		}
		start := int(k & offsetMask)
		if k&^offsetMask != h&^offsetMask || start+n >= len(lexicon) || lexicon[start+n] != '\t' || lexicon[start:start+n] != string(buf[:n]) {
			continue
		}
		return entry{Class(lexicon[start+n+1]), weightAt(start + n + 3)}, true
	}
}

// weightAt is the number that stands at an offset of the lexicon.
func weightAt(i int) int {
	sign, n := 1, 0
	if lexicon[i] == '-' {
		sign, i = -1, i+1
	}
	for ; i < len(lexicon) && digit(lexicon[i]); i++ {
		n = n*10 + int(lexicon[i]-'0')
	}
	return sign * n
}

// find looks a word up in whatever case.
func find(word []byte) (entry, bool) {
	var buf [longestEntry]byte
	if len(word) == 0 || len(word) > len(buf) {
		return entry{}, false
	}
	foldWord(word, &buf)
	return lookup(&buf, len(word))
}

// known reports whether the word is in the lexicon.
func known(word []byte) bool {
	_, ok := find(word)
	return ok
}
