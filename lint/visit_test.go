package lint_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// anchored reports, byte by byte, whether an anchor in some zones calls its rule at
// an offset.
func anchored(d *cable.Document, a lint.Anchor, in cable.Zone, at int) bool {
	prev, next := byte(' '), byte(' ')
	if at > 0 {
		prev = d.Raw[at-1]
	}
	if at+1 < len(d.Raw) {
		next = d.Raw[at+1]
	}
	return d.Raw[at] == a.Byte && in&d.ZoneAt(uint32(at)) != 0 &&
		(a.Before == 0 || a.Before&cable.Class(prev) != 0) && (a.After == 0 || a.After&cable.Class(next) != 0) &&
		(a.Prev == 0 || a.Prev == prev) && (a.Next == 0 || a.Next == next)
}

// randomAnchors are rules with a few anchors each on the bytes of an alphabet.
func randomAnchors(rng *rand.Rand, alphabet string) []*lint.Rule {
	some := func() byte { return alphabet[rng.IntN(len(alphabet))] }
	classes := func() (m cable.Mask) {
		for range 2 {
			m |= cable.Class(some())
		}
		return m
	}
	var rules []*lint.Rule
	for n := range 1 + rng.IntN(60) {
		var anchors []lint.Anchor
		for range 1 + rng.IntN(5) {
			a := lint.Anchor{Byte: some()}
			if rng.IntN(2) == 0 {
				a.Before = classes()
			}
			if rng.IntN(2) == 0 {
				a.After = classes()
			}
			if rng.IntN(6) == 0 {
				a.Prev = some()
			}
			if rng.IntN(6) == 0 {
				a.Next = some()
			}
			if a.Byte != '\n' {
				anchors = append(anchors, a)
			}
		}
		if len(anchors) > 0 {
			rules = append(rules, at(fmt.Sprintf("r-%d", n), cable.Zone(rng.UintN(1<<16)), anchors...))
		}
	}
	return rules
}

func TestVisitCallsWhatTheAnchorsSay(t *testing.T) {
	const alphabet = "abQX ,.1(\n\xe2"
	rng := rand.New(rand.NewPCG(5, 5))
	filler := doc(strings.Repeat("zzzzzzz\n", 32<<10)) // pairs of bytes are looked up behind so much
	for range 100 {
		rules := randomAnchors(rng, alphabet)
		text := make([]byte, rng.IntN(3_000))
		for i := range text {
			text[i] = alphabet[rng.IntN(len(alphabet))]
		}
		d := doc(string(text))
		var want []string
		for i := range text {
			if text[i] == '\n' {
				continue
			}
			for _, r := range rules {
				if slices.ContainsFunc(r.Anchors, func(a lint.Anchor) bool { return anchored(d, a, r.In, i) }) {
					want = append(want, fmt.Sprintf("%s@%d", r.ID, i))
				}
			}
		}
		slices.Sort(want)
		s := engine(t, lint.Request{}, lint.Options{}, rules...).NewSession()
		check := func(when string) {
			got := strings.Fields(places(s.Run(d, lint.Origin{}).Findings))
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Fatalf("%q %s: called %v, want %v", text, when, got, want)
			}
		}
		check("in a first cable")
		s.Run(filler, lint.Origin{})
		check("after many cables")
	}
}

func TestTooManyAnchorsOnOneByteAreAnError(t *testing.T) {
	rule := at("crowd", cable.ZoneProse, slices.Repeat([]lint.Anchor{{Byte: ','}}, 65)...)
	s, err := lint.Select([]*lint.Rule{rule}, lint.Request{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lint.New(s, lint.Options{}); err == nil || !strings.Contains(err.Error(), "crowd") {
		t.Errorf("got %v, want an error that names the rule", err)
	}
}
