package rules

import (
	"strings"
	"testing"

	"github.com/cablelint/cablelint/lint"
)

// TestCutOfALineThatWasUnwrapped: the blank that a publisher put for the line
// ending inside a word goes, and nothing else does.
func TestCutOfALineThatWasUnwrapped(t *testing.T) {
	s := sessionOf(t, lint.Options{}, lint.Request{Select: []string{"tx-hard-cut-71"}})
	for _, c := range []struct {
		name, by, rest string
		columns        int
		cut            bool
	}{
		{"after the last column", "Classified By: Minister-Counselor for Harbor Affairs Ann Valen for reas", "ons 1.4 (b) and (d).", 71, true},
		{"a blank behind a stop lost", "Classified By: Acting Counselor for Harbor Affairs Ann Valeria. Reason", "s 1.4 (b) and (d).", 70, true},
		{"a column before, no stop", "Classified By: Acting Counselor for Harbor Affairs Anne Valerian, reas", "ons 1.4 (b) and (d).", 70, false},
		{"two words behind a stop", "Classified By: Acting Counselor for Harbor Affairs Ann Valeria. Reason", "1.4 (b) and (d).", 70, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(headerBase, baseBy, c.by+" "+c.rest, 1)
			want := text
			if c.cut {
				want = strings.Replace(headerBase, baseBy, c.by+c.rest, 1)
			}
			if got := string(repaired(s, []byte(text))); len(c.by) != c.columns || got != want {
				t.Errorf("a line of %d columns becomes %q", len(c.by), got)
			}
			if got := string(repaired(s, []byte(want))); got != want {
				t.Errorf("the second fix makes %q of it", got)
			}
		})
	}
}
