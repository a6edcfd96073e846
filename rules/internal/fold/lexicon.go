package fold

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

// find looks up the word at text[start:end], in whatever case.
func find(text []byte, start, end int) (entry, bool) {
	s, ok := spell(text, start, end)
	if !ok {
		return entry{}, false
	}
	return lookup(&s)
}

// lookup looks a word up.
func lookup(s *spelling) (entry, bool) {
	b := bucketsAt + 2*s.bucket()
	for k, end := int(number(b)), int(number(b+2)); k < end; k++ {
		at := wordsAt + wordSize*k
		w := index[at : at+wordSize]
		last := eightBytes(w[16:])
		if (eightBytes(w)^s[0])|(eightBytes(w[8:])^s[1])|(last^s[2])<<(64-classShift) == 0 {
			return entry{Class(last >> classShift), int(int16(last >> (classShift + 8)))}, true
		}
	}
	return entry{}, false
}

// known reports whether the word is in the lexicon.
func known(word []byte) bool {
	_, ok := find(word, 0, len(word))
	return ok
}
