package rules

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/lint"
)

// told is all that a result says.
func told(r lint.Result) string {
	var b strings.Builder
	for _, f := range r.Findings {
		fmt.Fprintln(&b, f.Rule.ID, f.Severity, f.Span, f.Message, f.Args, f.Field, f.Confidence, f.Related)
		if f.Fix != nil {
			fmt.Fprintln(&b, *f.Fix)
		}
	}
	return b.String()
}

// TestRoomHoldsTheSameResult compares a result that lies in a room, which is used
// for cable after cable, with one that owns its memory, and looks at the latter again
// when the session has read all others.
func TestRoomHoldsTheSameResult(t *testing.T) {
	texts, _ := benchTexts(t, fixtureTexts)
	s := sessionOf(t, lint.Options{}, lint.Request{})
	var room lint.Room
	owned := make([]lint.Result, len(texts))
	first := make([]string, len(texts))
	for i, text := range texts {
		_, owned[i] = s.Lint(text, nil, lint.Origin{})
		first[i] = told(owned[i])
		_, lent := s.LintIn(&room, text, nil, lint.Origin{})
		if got := told(lent); got != first[i] {
			t.Fatalf("in a room:\n%s\nowned:\n%s", got, first[i])
		}
	}
	for i, r := range owned {
		if got := told(r); got != first[i] {
			t.Errorf("the result changed when other cables were read:\n%s\nwas:\n%s", got, first[i])
		}
	}
}

// TestRoomHoldsTheSameText compares repaired texts that lie in a room with those that
// do not, over fixtures and over cables whose repairs take trials and rounds.
func TestRoomHoldsTheSameText(t *testing.T) {
	texts, _ := benchTexts(t, fixtureTexts)
	s := sessionOf(t, lint.Options{Fixing: true, Unsafe: true, FixInfo: true}, lint.Request{Select: []string{"all"}})
	var room lint.Room
	rounds := 0
	for i := range texts {
		text := slices.Concat(texts[i], texts[(i+1)%len(texts)])
		_, owned := s.Fix(text, nil, lint.Origin{})
		_, lent := s.FixIn(&room, text, nil, lint.Origin{})
		if !bytes.Equal(lent.Text, owned.Text) || (lent.Text == nil) != (owned.Text == nil) || told(lent.Result) != told(owned.Result) || lent.Rounds != owned.Rounds {
			t.Fatalf("in a room %d rounds give %q, else %d rounds %q", lent.Rounds, lent.Text, owned.Rounds, owned.Text)
		}
		rounds = max(rounds, owned.Rounds)
	}
	if rounds < 2 {
		t.Errorf("at most %d rounds: none of the cables tells whether the texts are kept apart", rounds)
	}
}
