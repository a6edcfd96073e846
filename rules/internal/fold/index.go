package fold

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// The lexicon is read millions of times in a run and once in a hook: neither a
// search through its lines nor a table built at the start would do. Its index is
// written beside it by the trainer, and a test tells when it is not of the lexicon.

// lexiconIndex is the index: slots of four bytes, little-endian, then the weights
// of the features and the most that each group of them adds, two bytes each. A slot is 0, or the offset of a word in the
// lexicon with the upper bits of its hash; a word stands in the slot that the
// lower bits of its hash name, or in the next that is free.
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

// most is what the features of a group add to a score at most.
func most(group int) int { return weight(NumFeatures + group) }

// mostOf is the sum of the positive weights of small facts, of which several may
// hold; of other groups, of which one holds, the greatest weight.
func mostOf(group int, weights []byte) int {
	sum, greatest := 0, -1<<15
	for f := groups[group].start; f < groups[group].start+groups[group].size; f++ {
		w := int(int16(binary.LittleEndian.Uint16(weights[2*f:])))
		sum, greatest = sum+max(0, w), max(greatest, w)
	}
	if group == groupShape {
		return sum
	}
	return greatest
}

// Index makes the index of a lexicon.
func Index(data string) (string, error) {
	out := make([]byte, 4*slots+2*(NumFeatures+numGroups))
	words, weights, ok := strings.Cut(data[strings.Index(data, wordsMark)+1:], weightsMark)
	if !ok || len(data) > offsetMask {
		return "", fmt.Errorf("lexicon of %d bytes: expected words, weights and at most %d bytes", len(data), offsetMask)
	}
	at := strings.Index(data, wordsMark) + 1
	for line := range strings.Lines(words + "\n") {
		word, _, ok := strings.Cut(line, "\t")
		start := at
		at += len(line)
		if !ok {
			continue
		}
		var buf [longestEntry]byte
		if copy(buf[:], word) == len(word) { // longer ones are never asked for
			put(out, hashWord(&buf), start)
		}
	}
	for line := range strings.Lines(weights) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		n, err := strconv.ParseInt(value, 10, 16)
		if f := FeatureNumber(name); err == nil && f >= 0 {
			binary.LittleEndian.PutUint16(out[4*slots+2*f:], uint16(int16(n)))
		}
	}
	for g := range groups {
		binary.LittleEndian.PutUint16(out[4*slots+2*(NumFeatures+g):], uint16(int16(mostOf(g, out[4*slots:]))))
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
