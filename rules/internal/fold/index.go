package fold

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The lexicon is read millions of times in a run and once in a hook: neither a
// search through its lines nor a table built at the start would do. Its index, which is
// all that a run reads, is written beside it by the trainer, and a test tells when it is
// not of the lexicon.

// lexiconIndex is the index, little-endian. First, two bytes each, the weights of the
// features, the most that each group of them adds, and the bounds by class. Then slots of
// sixteen bytes: a word with its class and its weight stands in the slot that its hash
// names, or in the next that is free, so that most look-ups read one line of the cache.
//
//go:embed lexicon.idx
var lexiconIndex string

// index is the index in use. The trainer replaces it.
var index = lexiconIndex

const (
	slotBits = 15
	slots    = 1 << slotBits
	slotSize = 16
	slotsAt  = 2 * numWeights

	longestEntry = 21 // letters of the longest word that finds room in a slot
	weightBits   = 11
	valueShift   = 48 // of the second number of a slot: its class and its weight above
)

// spelling is a word in whatever case: its letters, of five bits each, the first one
// lowest, in two numbers. No word is 0.
type spelling struct{ low, high uint64 }

// spell is the spelling of the run of letters at text[start:end]; false when it is none, has
// an accent, or is longer than the words of the lexicon.
func spell(text []byte, start, end int) (spelling, bool) {
	n := end - start
	if n < 1 || n > longestEntry {
		return spelling{}, false
	}
	var short [24]byte
	b := &short
	if start <= len(text)-len(b) {
		b = (*[24]byte)(text[start:])
	} else {
		copy(short[:], text[start:end])
	}
	first := binary.LittleEndian.Uint64(b[:8]) & firstBytes(n)
	if n <= 8 {
		return spelling{low: fiveBits(first)}, first&highBits == 0
	}
	second := binary.LittleEndian.Uint64(b[8:16]) & firstBytes(n-8)
	third := binary.LittleEndian.Uint64(b[16:]) & firstBytes(max(0, n-16))
	more := fiveBits(second)
	return spelling{fiveBits(first) | more<<40, more>>24 | fiveBits(third)<<16}, (first|second|third)&highBits == 0
}

// fiveBits are the lower five bits of each of eight bytes, side by side.
func fiveBits(v uint64) uint64 {
	v = v&0x001F001F001F001F | v>>3&0x03E003E003E003E0
	v = v&0x000003FF000003FF | v>>6&0x000FFC00000FFC00
	return v&0xFFFFF | v>>12&0xFFFFF00000
}

// slot is the number of the slot that the hash of a word names.
func (s spelling) slot() int {
	return int((s.low ^ s.high*0x9E3779B97F4A7C15) * 0xD6E8FEB86659FD93 >> (64 - slotBits))
}

// eightBytes are the first eight bytes of s.
func eightBytes(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// weight is the weight of a feature of the plural possessive.
func weight(feature int) int {
	s := index[2*feature : 2*feature+2]
	return int(int16(uint16(s[0]) | uint16(s[1])<<8))
}

// most is what a feature of a group adds to a score at most.
func most(group int) int { return weight(NumFeatures + group) }

// What several features add to a score at most when one of the words is of a class.
const (
	boundBefore = iota // the words before that before the comma, which is of the class
	boundAfter         // the two words after the next, which is of the class
	boundThird         // the third word after the comma when the second is of the class
	boundGovern        // what governs and what ends the phrases, when the next word is of the class
	numBounds
)

// bound is what the features of a kind add at most beside a word of the class.
func bound(kind int, c Class) int {
	return weight(NumFeatures + numGroups + kind*numClasses + c.index())
}

// numWeights is how many weights the index has before its slots.
const numWeights = NumFeatures + numGroups + numBounds*numClasses

// weights are the weights of the features, and what is worked out from them.
type weights [numWeights]int

// greatest is the greatest of n weights.
func (w *weights) greatest(from, n int) int { return slices.Max(w[from : from+n]) }

// bind works out the most that each group adds, and the bounds by class. heaviest is
// the greatest weight of a word.
func (w *weights) bind(heaviest int) {
	for g := range groups {
		w[NumFeatures+g] = w.greatest(groups[g].start, groups[g].size)
	}
	for c := range numClasses {
		before, after, govern := -impossible, -impossible, -impossible
		for k := range numClasses {
			before = max(before, w[featBefore+k]+w[featPhrase+k*numClasses+c])
			after = max(after, w[featPair+c*numClasses+k]+w.greatest(featSecond+k*numClasses, numClasses))
		}
		if describes(Class(classList[c])) {
			after += max(0, w[featWeightTwo]*heaviest/100+1)
		}
		for g := range governors {
			govern = max(govern, w[featBare+g*numClasses+c]+w.greatest(featGovern+g*enders*2, enders*2))
		}
		for kind, most := range [numBounds]int{before, after, w.greatest(featSecond+c*numClasses, numClasses), govern} {
			w[NumFeatures+numGroups+kind*numClasses+c] = most
		}
	}
}

// Index makes the index of a lexicon.
func Index(data string) (string, error) {
	words, features, ok := strings.Cut(data[strings.Index(data, wordsMark)+1:], weightsMark)
	if !ok {
		return "", errors.New("lexicon: expected words and weights")
	}
	table := make([]byte, slots*slotSize)
	heaviest := 0
	for line := range strings.Lines(words) {
		word, rest, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			continue
		}
		class, value, _ := strings.Cut(rest, "\t")
		n, err := strconv.ParseInt(value, 10, weightBits)
		if err != nil || len(class) != 1 || !strings.Contains(classList, class) {
			return "", fmt.Errorf("lexicon: line %q: expected a word, a class and a weight", line)
		}
		heaviest = max(heaviest, int(n))
		if s, ok := spell([]byte(word), 0, len(word)); ok && wordAfter([]byte(word), 0) == len(word) { // others are never asked for
			put(table, s, entry{Class(class[0]), int(n)})
		}
	}
	var w weights
	for line := range strings.Lines(features) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		n, err := strconv.ParseInt(value, 10, 16)
		if f := FeatureNumber(name); err == nil && f >= 0 {
			w[f] = int(n)
		}
	}
	w.bind(heaviest)
	out := make([]byte, 0, slotsAt+len(table))
	for _, n := range w {
		out = binary.LittleEndian.AppendUint16(out, uint16(int16(n)))
	}
	return string(append(out, table...)), nil
}

// put puts a word in its slot.
func put(table []byte, s spelling, e entry) {
	at := slotSize * s.slot()
	for binary.LittleEndian.Uint64(table[at:]) != 0 {
		at = (at + slotSize) % len(table)
	}
	value := uint64(e.class.index())<<weightBits | uint64(e.weight)&(1<<weightBits-1)
	binary.LittleEndian.PutUint64(table[at:], s.low)
	binary.LittleEndian.PutUint64(table[at+8:], s.high|value<<valueShift)
}

// Use replaces the lexicon. It is for the trainer, which measures one that it has
// not written yet; nothing else may call it.
func Use(data string) error {
	made, err := Index(data)
	if err == nil {
		index = made
	}
	return err
}
