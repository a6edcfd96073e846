package rules

import (
	"strings"
	"testing"

	"github.com/cablelint/cablelint/lint"
)

// TestCutOfALineThatWasUnwrapped: the blank that a publisher put for the line
// ending inside a word goes, and nothing else does.
func TestCutOfALineThatWasUnwrapped(t *testing.T) {
	const by = "Classified By: Minister-Counselor for Harbor Affairs Ann Valen for reas"
	text := strings.Replace(headerBase, baseBy, by+" ons 1.4 (b) and (d).", 1)
	want := strings.Replace(headerBase, baseBy, by+"ons 1.4 (b) and (d).", 1)
	s := sessionOf(t, lint.Options{}, lint.Request{Select: []string{"tx-hard-cut-71"}})
	_, res := s.Fix([]byte(text), nil, lint.Origin{})
	if len(by) != 71 || string(res.Text) != want {
		t.Errorf("a line of %d columns becomes %q", len(by), res.Text)
	}
	if got := string(repaired(s, []byte(want))); got != want {
		t.Errorf("the second fix makes %q of it", got)
	}
}
