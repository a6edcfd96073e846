package fold

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

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

func (c Class) index() int { return strings.IndexByte(classList, byte(c)) }

// entry is what the lexicon knows of a word.
type entry struct {
	class  Class
	weight int // hundredths of a nat that the word speaks for a possessive before it
}

// lookup finds a word, in small letters, by bisection of the lexicon itself.
func lookup(word []byte) (entry, bool) {
	b := bounds()
	lo, hi := b[0], b[1]
	for lo < hi {
		mid := lo + (hi-lo)/2
		start := strings.LastIndexByte(lexicon[lo:mid], '\n') + 1 + lo
		end := start + strings.IndexByte(lexicon[start:], '\n')
		line := lexicon[start:end]
		tab := strings.IndexByte(line, '\t')
		switch c := compare(line[:tab], word); {
		case c == 0:
			w, _ := strconv.Atoi(line[tab+3:])
			return entry{Class(line[tab+1]), w}, true
		case c < 0:
			lo = end + 1
		default:
			hi = start
		}
	}
	return entry{}, false
}

// compare orders a word of the lexicon and another.
func compare(a string, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return int(a[i]) - int(b[i])
		}
	}
	return len(a) - len(b)
}

// wordsOf finds where the words of the lexicon stand.
func wordsOf() [2]int {
	start := strings.Index(lexicon, wordsMark) + len(wordsMark)
	return [2]int{start, start + strings.Index(lexicon[start:], weightsMark) + 1}
}

var (
	bounds  = sync.OnceValue(wordsOf)
	weights = sync.OnceValue(weightsOf)
)

// Use replaces the lexicon. It is for the trainer, which measures one that it has
// not written yet; nothing else may call it.
func Use(data string) {
	lexicon = data
	bounds, weights = sync.OnceValue(wordsOf), sync.OnceValue(weightsOf)
}

// find looks a word up in whatever case.
func find(word []byte) (entry, bool) {
	var buf [24]byte
	w := foldWord(word, &buf)
	if len(w) == 0 {
		return entry{}, false
	}
	return lookup(w)
}

// known reports whether the word is in the lexicon.
func known(word []byte) bool {
	_, ok := find(word)
	return ok
}

// weightsOf reads the weights of the plural possessive, by feature number.
func weightsOf() *[NumFeatures]int {
	var w [NumFeatures]int
	rest := lexicon[strings.Index(lexicon, weightsMark)+len(weightsMark):]
	for len(rest) > 0 {
		line, after, _ := strings.Cut(rest, "\n")
		rest = after
		name, value, ok := strings.Cut(line, "\t")
		if f := FeatureNumber(name); ok && f >= 0 {
			w[f], _ = strconv.Atoi(value)
		}
	}
	return &w
}
