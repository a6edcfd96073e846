package rules

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// TestLastCopy compares with the search of the library, on texts of few letters.
func TestLastCopy(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 9))
	found := 0
	for range 20_000 {
		b := make([]byte, rng.IntN(60))
		for i := range b {
			b[i] = "ab"[rng.IntN(2)]
		}
		s := bytes.Repeat([]byte{'a'}, 9)
		if len(b) > 9 && rng.IntN(2) == 0 {
			at := rng.IntN(len(b) - 9)
			copy(s, b[at:])
		}
		got, want := lastCopy(b, s), bytes.LastIndex(b, s)
		if got != want {
			t.Fatalf("%q in %q: %d, want %d", s, b, got, want)
		}
		if want >= 0 {
			found++
		}
	}
	if found < 1_000 {
		t.Errorf("only %d copies were tried", found)
	}
}
