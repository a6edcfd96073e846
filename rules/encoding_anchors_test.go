package rules

import (
	"slices"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

func TestEveryWordThatLacksAnAccentHasAnAnchor(t *testing.T) {
	for _, word := range fold.WordsLackingAccent() {
		anchored := slices.ContainsFunc(droppedAccent.Anchors, func(a lint.Anchor) bool {
			i := strings.IndexByte(word, a.Byte)
			if i < 0 || a.Next != 0 && (i+1 == len(word) || word[i+1] != a.Next) || a.Prev != 0 && (i == 0 || word[i-1] != a.Prev) {
				return false
			}
			return (i == 0 || a.Byte == 'q') && fold.Probe(fold.DroppedAccent, []byte(word), i)
		})
		if !anchored && word != "protg" { // p is no anchor: one of many first letters, for one rare word
			t.Errorf("%s has no anchor, or the quick look hides it", word)
		}
	}
}
