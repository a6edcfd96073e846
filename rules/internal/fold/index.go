package fold

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// The lexicon is read millions of times in a run and once in a hook: neither a
// search through its lines nor a table built at the start would do. Its index is
// written beside it by the trainer, and a test tells when it is not of the lexicon.

// lexiconIndex is the index: slots of four bytes, little-endian, then two bytes each
// for the weights of the features, the most that each group of them adds, and the
// bounds by class. A slot is 0, or the offset of a word in the lexicon with the upper
// bits of its hash; a word stands in the slot that the lower bits of its hash name, or
// in the next that is free.
//
//go:embed lexicon.idx
var lexiconIndex string

// index is the index in use. The trainer replaces it.
var index = lexiconIndex

const (
	slots        = 1 << 15
	offsetMask   = 1<<18 - 1
	longestEntry = 24 // bytes of the longest word of the lexicon
)

// hashWord hashes a word that is followed by zeros.
func hashWord(buf *[longestEntry]byte) uint32 {
	h := mix(binary.LittleEndian.Uint64(buf[:8]), 0)
	h = mix(binary.LittleEndian.Uint64(buf[8:16]), h)
	h = mix(binary.LittleEndian.Uint64(buf[16:]), h)
	return uint32(h)
}

func mix(v, h uint64) uint64 {
	high, low := bits.Mul64(v^h^0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93)
	return high ^ low
}

// slot is what stands in a slot of the index.
func slot(at int) uint32 {
	s := index[4*at : 4*at+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// weight is the weight of a feature of the plural possessive.
func weight(feature int) int {
	s := index[4*slots+2*feature:]
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

// numWeights is how many numbers the index has after its slots.
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
	out := make([]byte, 4*slots+2*numWeights)
	words, features, ok := strings.Cut(data[strings.Index(data, wordsMark)+1:], weightsMark)
	if !ok || len(data) > offsetMask {
		return "", fmt.Errorf("lexicon of %d bytes: expected words, weights and at most %d bytes", len(data), offsetMask)
	}
	at, heaviest := strings.Index(data, wordsMark)+1, 0
	for line := range strings.Lines(words + "\n") {
		word, rest, ok := strings.Cut(line, "\t")
		start := at
		at += len(line)
		if !ok {
			continue
		}
		if n, err := strconv.Atoi(strings.TrimSpace(rest[min(2, len(rest)):])); err == nil {
			heaviest = max(heaviest, n)
		}
		var buf [longestEntry]byte
		if copy(buf[:], word) == len(word) { // longer ones are never asked for
			put(out, hashWord(&buf), start)
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
	for k, n := range w {
		binary.LittleEndian.PutUint16(out[4*slots+2*k:], uint16(int16(n)))
	}
	return string(out), nil
}

// put puts a word in its slot.
func put(out []byte, h uint32, start int) {
	for at := int(h) % slots; ; at = (at + 1) % slots {
		if slot := out[4*at : 4*at+4]; binary.LittleEndian.Uint32(slot) == 0 {
			binary.LittleEndian.PutUint32(slot, h&^uint32(offsetMask)|uint32(start))
			return
		}
	}
}

// Use replaces the lexicon. It is for the trainer, which measures one that it has
// not written yet; nothing else may call it.
func Use(data string) error {
	made, err := Index(data)
	if err == nil {
		lexicon, index = data, made
	}
	return err
}
