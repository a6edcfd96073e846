package report

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// A window shows one column for each code point, with the mark over the columns
// of its bytes, whatever the line is made of.
func TestWindowCountsCodePoints(t *testing.T) {
	parts := []string{"a", "The consul met ", "1. (U) ", "é", "¶1. ", "🙂", "\xe2\x80", "\xff", "\t", "\x1b", "\x7f", "\u202e"}
	rng := rand.New(rand.NewPCG(4, 9))
	for range 3000 {
		var line []byte
		var edges []int // where code points start
		for range 1 + rng.IntN(30) {
			line = append(line, parts[rng.IntN(len(parts))]...)
		}
		var columns strings.Builder
		for i := 0; i < len(line); {
			r, size := utf8.DecodeRune(line[i:])
			edges = append(edges, i)
			if r == '\t' {
				r = ' '
			}
			columns.WriteRune(visible(r))
			i += size
		}
		edges = append(edges, len(line))
		k := rng.IntN(len(edges))
		m := k + rng.IntN(min(len(edges)-k, 20))
		shown, indent, width := window(nil, line, edges[k], edges[m], widest)
		all := []rune(columns.String())
		if from := windowStart(line, edges[k], edges[m], widest); from > 0 {
			all = append([]rune("..."), []rune(columns.String())[countEdges(edges, from):]...)
		}
		want := string(all)
		if len(all) > widest {
			want = string(all[:widest]) + "..."
		}
		if string(shown) != want {
			t.Fatalf("%q shows as\n%q, want\n%q", line, shown, want)
		}
		before := indent
		if shown := []rune(want); before < len(shown) && m > k && before < widest && shown[before] != []rune(columns.String())[k] {
			t.Fatalf("%q: the mark stands under %q", line, shown[before])
		}
		if want := max(min(m-k, widest-indent), 1); width != want {
			t.Fatalf("%q: the mark is %d wide, want %d", line, width, want)
		}
	}
}

// countEdges is how many code points start before a byte.
func countEdges(edges []int, at int) (n int) {
	for n < len(edges) && edges[n] < at {
		n++
	}
	return n
}

// TestWhatFixWouldDo: the line counts repairs and does not say that all are applied,
// since some may do harm.
func TestWhatFixWouldDo(t *testing.T) {
	for _, tt := range []struct {
		fixable Fixable
		want    string
	}{
		{Fixable{}, ""},
		{Fixable{Safe: 1}, "cablelint fix has repairs for 1 finding"},
		{Fixable{Safe: 5, SafeInfo: 2, Unsafe: 1}, "cablelint fix has repairs for 3 findings; 2 more with --fix-info; 1 more with --unsafe"},
		{Fixable{Safe: 2, SafeInfo: 2}, "cablelint fix has repairs for none of them; 2 more with --fix-info"},
	} {
		if got := would(tt.fixable); got != tt.want {
			t.Errorf("%+v: %q, want %q", tt.fixable, got, tt.want)
		}
	}
}
