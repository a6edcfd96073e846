package fold

import (
	"encoding/binary"
	"math/bits"
)

// The data of the deciders are in lexicon.tsv, written by the trainer
// (rules/internal/train); its first lines are the record of the training. Words first,
// sorted, one a line: word, class, weight. Then the weights of the plural possessive:
// feature, weight. The program has its index only.

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
var classIndex = [256]uint8{
	'n': 0, 'i': 1, 'b': 2, 't': 3, 'm': 4, 'j': 5, 'k': 6, 'y': 7,
	'v': 8, 'e': 9, 'g': 10, 'a': 11, 'r': 12, 'p': 13, 'c': 14, 's': 15,
	'd': 16, 'h': 17, 'o': 18, 'x': 19, 'u': 20, 'U': 21, 'C': 22, 'K': 23,
	'0': 24, 'X': 25, ',': 26, '.': 27, '(': 28, '-': 29, '$': 30, '?': 31,
}

// Sets of classes: bits by their places in classList.
const (
	closedClasses  = 1<<20 - 1<<13                    // from Preposition to Auxiliary
	nominalClasses = 1<<26 - 1<<20 | 1<<11 | 1<<8 - 1 // from unknownLower to redacted, Adjective, from Noun to Measures
)

// closed reports whether the class is one of few words, that a capital does not change.
func closed(c Class) bool { return closedClasses>>c.index()&1 != 0 }

// entry is what the lexicon knows of a word.
type entry struct {
	class  Class
	weight int // hundredths of a nat that the word speaks for a possessive before it
}

// find looks up the word at text[start:end], in whatever case.
func find(text []byte, start, end int) (entry, bool) {
	if s, ok := spell(text, start, end); ok {
		return lookup(s)
	}
	return entry{}, false
}

// findAfter looks up the run of letters that starts at i, and findBefore the one that
// ends there. Most are short: then its eight bytes are read once.
func findAfter(text []byte, i int) (end int, e entry, ok bool) {
	if i <= len(text)-8 {
		v := binary.LittleEndian.Uint64(text[i : i+8])
		if n := bits.TrailingZeros64(lettersOf(v)^highBits) / 8; n < 8 && text[i+n] < 0x80 {
			e, ok = lookup(spelling{low: fiveBits(v & firstBytes(n))})
			return i + n, e, ok
		}
	}
	end = wordAfter(text, i)
	e, ok = find(text, i, end)
	return end, e, ok
}

func findBefore(text []byte, i int) (start int, e entry, ok bool) {
	if i >= 8 {
		v := binary.LittleEndian.Uint64(text[i-8 : i])
		if n := bits.LeadingZeros64(lettersOf(v)^highBits) / 8; n < 8 && text[i-n-1] < 0x80 {
			e, ok = lookup(spelling{low: fiveBits(v >> (8 * uint(8-n)))})
			return i - n, e, ok
		}
	}
	start = wordBefore(text, i)
	e, ok = find(text, start, i)
	return start, e, ok
}

// lookup looks up a word.
func lookup(s spelling) (entry, bool) {
	for k := s.slot(); ; k = (k + 1) % slots {
		slot := index[slotsAt+slotSize*k : slotsAt+slotSize*(k+1)]
		switch low, high := eightBytes(slot), eightBytes(slot[8:]); {
		case low == 0:
			return entry{}, false
		case low == s.low && (high^s.high)<<(64-valueShift) == 0:
			return entry{Class(classList[high>>(valueShift+weightBits)]), int(int64(high<<(64-valueShift-weightBits)) >> (64 - weightBits))}, true
		}
	}
}

// known reports whether the word is in the lexicon.
func known(word []byte) bool {
	_, ok := find(word, 0, len(word))
	return ok
}
