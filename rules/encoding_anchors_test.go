package rules

import (
	"slices"
	"testing"

	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

func TestEveryWordThatLacksAnAccentHasAnAnchor(t *testing.T) {
	for word, i := range fold.LackingAccent() {
		text := []byte("the " + word + " of Arkham")
		i += len("the ")
		anchored := slices.ContainsFunc(droppedAccent.Anchors, func(a lint.Anchor) bool {
			return a.Byte == text[i] && a.Prev == text[i-1] && (a.Next == text[i+1] || a.Next == 0)
		})
		if !anchored || !fold.Probe(fold.DroppedAccent, text, i) {
			t.Errorf("%s has no anchor, or the quick look hides it", word)
		}
	}
}
