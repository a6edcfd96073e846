package fold

import (
	"math/rand/v2"
	"testing"
)

// TestWordsEndWhereLettersDo compares what is read eight bytes at once with a visit of
// each byte, in texts of words long and short, at their ends too.
func TestWordsEndWhereLettersDo(t *testing.T) {
	isLetter := func(text []byte, i int) bool {
		return lower(text[i]) || upper(text[i]) || accented(text, i)
	}
	pieces := []string{"a", "Zed", "the", "officials", "incommensurability", "\u00e9", "\u00ff", "\xc3", "\u2019", "\u0151", "@", "[", "`", "{", "\x00", " ", "-", "8", "\xff", "abcdefgh"}
	r := rand.New(rand.NewPCG(7, 8))
	for range 20_000 {
		var text []byte
		for range 1 + r.IntN(12) {
			text = append(text, pieces[r.IntN(len(pieces))]...)
		}
		for i := range len(text) + 1 {
			start, end := i, i
			for start > 0 && isLetter(text, start-1) {
				start--
			}
			for end < len(text) && isLetter(text, end) {
				end++
			}
			if end-i > longestWord || i-start > longestWord {
				continue
			}
			if got := wordBefore(text, i); got != start {
				t.Fatalf("%q: the word before %d starts at %d, want %d", text, i, got, start)
			}
			if got := wordAfter(text, i); got != end {
				t.Fatalf("%q: the word after %d ends at %d, want %d", text, i, got, end)
			}
			e, ok := find(text, start, i)
			if at, got, is := findBefore(text, i); at != start || got != e || is != ok {
				t.Fatalf("%q: before %d got %d %v %v, want %d %v %v", text, i, at, got, is, start, e, ok)
			}
			e, ok = find(text, i, end)
			if at, got, is := findAfter(text, i); at != end || got != e || is != ok {
				t.Fatalf("%q: after %d got %d %v %v, want %d %v %v", text, i, at, got, is, end, e, ok)
			}
		}
	}
}
