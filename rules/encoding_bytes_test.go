package rules

import (
	"slices"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
)

// TestOddRuns: runs of bytes outside ASCII are looked at unless they are nothing but
// pilcrows and typographic marks, wherever on a line they stand.
func TestOddRuns(t *testing.T) {
	for _, row := range []struct {
		run string
		odd bool
	}{
		{"\u00b6", false}, {"\u2019", false}, {"\u201c\u2018", false}, {"\u2013", false}, {"\u2014", false}, {"\u2026\u201d", false},
		{"\u00a0", true}, {"\u00b6\u00a0", true}, {"\u2019\u00e9", true}, {"\u00e9\u2019", true}, {"\u200b", true}, {"\u2020", true}, {"\ufeff", true},
		{"\xe2\x80", true}, {"\xc2", true}, {"\x99", true}, {"\xe2\x80\x99\x80", true}, {"\u00e2\u20ac\u2122", true},
	} {
		for n := range 70 {
			text := strings.Repeat("a", n) + row.run
			for _, end := range []string{"", "b", strings.Repeat("b", 40) + row.run} {
				var want []cable.Span
				if row.odd {
					want = append(want, spanOf(n, n+len(row.run)))
					if at := len(text) + len(end) - len(row.run); at > n && len(end) > 1 {
						want = append(want, spanOf(at, at+len(row.run)))
					}
				}
				if got := appendOddRuns(nil, []byte(text+end), spanOf(0, len(text+end))); !slices.Equal(got, want) {
					t.Fatalf("%q: got %v, want %v", text+end, got, want)
				}
			}
		}
	}
}
