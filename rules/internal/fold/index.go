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

// lexiconIndex is the index; its numbers have two bytes and are little-endian. First the
// weights of the features, the most that each group of them adds, and the bounds by
// class. Then for each bucket the number of the first word in it, and the number of all
// words. Then the words by bucket: most look-ups read one line of the cache beside that
// of the bucket.
//
//go:embed lexicon.idx
var lexiconIndex string

// index is the index in use. The trainer replaces it.
var index = lexiconIndex

const (
	bucketBits = 14
	buckets    = 1 << bucketBits
	bucketsAt  = 2 * numWeights            // where the index says of a bucket which words are in it
	wordsAt    = bucketsAt + 2*(buckets+1) // where its words are

	// A word has its letters with zeros after them, its class and its weight.
	wordSize     = 24
	longestEntry = 21
	classShift   = 8 * (longestEntry - 16) // of the last third of a word
)

// spelling is a word, which has no zeros, in small letters, with zeros after it, as three
// numbers.
type spelling [3]uint64

// spell is the spelling of the word at text[start:end], in whatever case; false when it
// is longer than those of the lexicon.
func spell(text []byte, start, end int) (s spelling, ok bool) {
	n := end - start
	if n > longestEntry {
		return s, false
	}
	var short [wordSize]byte
	b := &short
	if start <= len(text)-len(b) {
		b = (*[wordSize]byte)(text[start:])
	} else {
		copy(short[:], text[start:end])
	}
	s[0] = smallLetters(binary.LittleEndian.Uint64(b[:8])) & firstBytes(n)
	if n > 8 {
		s[1] = smallLetters(binary.LittleEndian.Uint64(b[8:16])) & firstBytes(n-8)
		s[2] = smallLetters(binary.LittleEndian.Uint64(b[16:])) & firstBytes(max(0, n-16))
	}
	return s, true
}

// bucket is where the word is, if it is in the lexicon.
func (s *spelling) bucket() int {
	return int((s[0]+s[1]*0x9E3779B97F4A7C15+s[2]*0xC2B2AE3D27D4EB4F)*0xD6E8FEB86659FD93>>(64-bucketBits)) & (buckets - 1)
}

// number is the number of two bytes at an offset of the index.
func number(at int) uint16 {
	s := index[at : at+2]
	return uint16(s[0]) | uint16(s[1])<<8
}

// eightBytes are the first eight bytes of s.
func eightBytes(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// weight is the weight of a feature of the plural possessive.
func weight(feature int) int { return int(int16(number(2 * feature))) }

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
	words, features, ok := strings.Cut(data[strings.Index(data, wordsMark)+1:], weightsMark)
	if !ok {
		return "", errors.New("lexicon: expected words and weights")
	}
	var in [buckets][]byte
	heaviest := 0
	for line := range strings.Lines(words) {
		word, rest, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			continue
		}
		class, value, _ := strings.Cut(rest, "\t")
		n, err := strconv.ParseInt(value, 10, 16)
		if err != nil || len(class) != 1 {
			return "", fmt.Errorf("lexicon: line %q: expected a word, a class and a weight", line)
		}
		heaviest = max(heaviest, int(n))
		s, ok := spell([]byte(word), 0, len(word))
		if !ok || wordAfter([]byte(word), 0) < len(word) {
			continue // it is never asked for
		}
		b := s.bucket()
		s[2] |= uint64(class[0])<<classShift | uint64(uint16(n))<<(classShift+8)
		for _, third := range s {
			in[b] = binary.LittleEndian.AppendUint64(in[b], third)
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
	var out []byte
	for _, n := range w {
		out = binary.LittleEndian.AppendUint16(out, uint16(int16(n)))
	}
	return string(appendWords(out, &in)), nil
}

// appendWords appends which words are in each bucket, and the words.
func appendWords(out []byte, in *[buckets][]byte) []byte {
	n := 0
	for _, words := range in {
		out = binary.LittleEndian.AppendUint16(out, uint16(n))
		n += len(words) / wordSize
	}
	out = binary.LittleEndian.AppendUint16(out, uint16(n))
	for _, words := range in {
		out = append(out, words...)
	}
	return out
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
