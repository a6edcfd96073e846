package lint

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/cablelint/cablelint/cable"
)

// TestSorterGivesTheOrderOfTheInterface compares with a stable sort by all that tells
// findings apart, of few findings and of many, at few places and at many.
func TestSorterGivesTheOrderOfTheInterface(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	rules := []*Rule{{ID: "a"}, {ID: "b"}, {ID: "c"}}
	var s sorter
	for range 2_000 {
		fs := make([]Finding, rng.IntN(40))
		places := 1 + rng.IntN(60)
		for i := range fs {
			at := uint32(rng.IntN(places))
			fs[i] = Finding{
				Rule: rules[rng.IntN(len(rules))], Span: cable.Span{Start: at, End: at + uint32(rng.IntN(2))},
				Message: fmt.Sprint(rng.IntN(2)), Confidence: float64(i),
			}
		}
		want := slices.Clone(fs)
		slices.SortStableFunc(want, func(a, b Finding) int { return compareFindings(&a, &b) })
		if s.sort(fs); !reflect.DeepEqual(fs, want) {
			t.Fatalf("got %v, want %v", fs, want)
		}
	}
}
