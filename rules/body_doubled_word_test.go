package rules

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// long reports whether a word of more than one letter stands twice round a blank.
func long(raw []byte, blank int) bool {
	both, ok := doubledAt(raw, uint32(blank)+1)
	return ok && both.Len() > len("a  a")
}

// TestEdgesFindEveryDoubledWord compares the search by edges with one that tries
// every blank.
func TestEdgesFindEveryDoubledWord(t *testing.T) {
	words := slices.Concat(functionWords[:], []string{"that", "talks", "U.S.", "1", "Zaw", "co", "\u201cto", "(the", "the,", "of.", "in)"})
	gaps := []string{" ", " ", " ", " ", "  ", "\n", ", ", "-"}
	rng := rand.New(rand.NewPCG(3, 3))
	seen := 0
	for range 2_000 {
		var b strings.Builder
		word := "the"
		for range rng.IntN(60) {
			if rng.IntN(3) > 0 {
				word = words[rng.IntN(len(words))]
			}
			b.WriteString(word + gaps[rng.IntN(len(gaps))])
		}
		raw := []byte(b.String())
		var found, want []int
		eachRepeat(raw, func(blank int) {
			if long(raw, blank) {
				found = append(found, blank)
			}
		})
		for i := 4; i+5 <= len(raw); i++ {
			if raw[i] == ' ' && sameAround(raw[i-4:i+5]) && long(raw, i) {
				want = append(want, i)
			}
		}
		if !slices.Equal(found, want) {
			t.Fatalf("%q: found blanks %v, want %v", raw, found, want)
		}
		seen += len(want)
	}
	if seen < 1_000 {
		t.Errorf("only %d doubled words were tried", seen)
	}
}

// TestLettersBesideALineEnd holds the look at two letters, before lines are
// compared, to all words that may stand there.
func TestLettersBesideALineEnd(t *testing.T) {
	for _, w := range functionWords {
		raw := []byte("x " + w + " \r\n" + w + " x")
		at := len(raw) - len(w) - 2
		if _, ok := doubledAt(raw, uint32(at)); !ok || !mayRepeat(raw, at) {
			t.Errorf("%q is not seen over a line end", w)
		}
	}
	if mayRepeat([]byte("in\nfor"), 3) {
		t.Error("no function word starts with f and ends with n")
	}
}
