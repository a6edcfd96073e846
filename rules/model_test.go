package rules

import (
	"bytes"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/lint"
)

// mutants are variations of a cable: lines lost, doubled and swapped, marks of
// other channels put in, the text cut in the middle.
func mutants(raw []byte, n int) [][]byte {
	h := fnv.New64a()
	h.Write(raw) //nolint:errcheck // a hash does not fail
	rng := rand.New(rand.NewPCG(h.Sum64(), 1))
	noise := []string{",s ", "&word8 ", " ) ", "\n\n", "XXXXXXXXXXXX", "\nSIPDIS\n", "\nARBONNE 00000824  001.2 OF 002\n", "\u00a0", "\u00b6", "Q", "?s "}
	var all [][]byte
	for range n {
		lines := bytes.SplitAfter(raw, []byte("\n"))
		for range 1 + rng.IntN(3) {
			i := rng.IntN(len(lines))
			switch rng.IntN(5) {
			case 0:
				lines = slices.Delete(lines, i, i+1)
			case 1:
				lines = slices.Insert(lines, i, lines[rng.IntN(len(lines))])
			case 2:
				k := rng.IntN(len(lines))
				lines[i], lines[k] = lines[k], lines[i]
			case 3:
				at := rng.IntN(len(lines[i]) + 1)
				lines[i] = slices.Concat(lines[i][:at], []byte(noise[rng.IntN(len(noise))]), lines[i][at:])
			default:
				lines[i] = lines[i][:rng.IntN(len(lines[i])+1)]
			}
			if len(lines) == 0 {
				break
			}
		}
		all = append(all, bytes.Join(lines, nil))
	}
	return all
}

// modelTexts are the fixtures and their mutants.
func modelTexts(t *testing.T, each int) map[string][]byte {
	texts := map[string][]byte{}
	for name, raw := range fixtureCables(t) {
		texts[name] = raw
		for i, m := range mutants(raw, each) {
			texts[name+"~"+string(rune('a'+i))] = m
		}
	}
	return texts
}

// repaired is a text after the safe fixes of some rules.
func repaired(s *lint.Session, raw []byte) []byte {
	_, r := s.Fix(raw, nil, lint.Origin{})
	if r.Text == nil {
		return raw
	}
	return r.Text
}

// TestSafeFixesOfMutants: no safe fix adds a finding in any preset, a second fix
// is empty, undo restores, on texts that nobody wrote.
func TestSafeFixesOfMutants(t *testing.T) {
	each := 6
	if testing.Short() {
		each = 1
	}
	texts := modelTexts(t, each)
	for _, preset := range []lint.Preset{lint.Ingest, lint.Draft, lint.Archive, lint.Strict} {
		fixer := sessionOf(t, lint.Options{Fixing: true, FixInfo: true}, lint.Request{Preset: preset})
		for name, raw := range texts {
			_, r := fixer.Fix(raw, nil, lint.Origin{})
			if r.Text == nil {
				continue
			}
			before := countByRule(r.Findings)
			_, after := fixer.Lint(r.Text, nil, lint.Origin{})
			for rule, n := range countByRule(after.Findings) {
				if n > before[rule] {
					t.Errorf("preset %d, %s: the repair adds a finding of %s", preset, name, rule)
				}
			}
			if again := repaired(fixer, r.Text); !bytes.Equal(again, r.Text) {
				t.Errorf("preset %d, %s: a second fix changes the text", preset, name)
			}
			if back := lint.Apply(r.Text, lint.Inverse(raw, lint.Edits(r.Edits))); !bytes.Equal(back, raw) {
				t.Errorf("preset %d, %s: undo does not restore", preset, name)
			}
		}
	}
}

// words is a text without its blank lines: where two lines between blank ones
// go, it does not matter which of the blank ones stay.
func words(raw []byte) string {
	var b strings.Builder
	for line := range bytes.Lines(raw) {
		if len(bytes.TrimSpace(line)) > 0 {
			b.Write(line)
		}
	}
	return b.String()
}

// weighs are rules that weigh what the rest of the cable shows: a folded
// apostrophe makes another likelier, and is gone once it is repaired. They decide
// alike in any selection on one text, not on what another repair left of it.
var weighs = []string{"enc-plural-possessive-comma"}

// TestPairsOfSafeRules: for each pair of rules with fixes on one text, fixing
// with the one and then the other gives what both together give, in either
// order, so that no rule undoes or waits for another.
func TestPairsOfSafeRules(t *testing.T) {
	sessions := map[string]*lint.Session{}
	session := func(ids ...string) *lint.Session {
		key := strings.Join(ids, ",")
		if sessions[key] == nil {
			sessions[key] = sessionOf(t, lint.Options{Fixing: true}, lint.Request{Select: ids})
		}
		return sessions[key]
	}
	each := 8
	if testing.Short() {
		each = 0
	}
	all := sessionOf(t, lint.Options{Fixing: true, FixInfo: true}, lint.Request{})
	pairs := 0
	for name, raw := range modelTexts(t, each) {
		_, r := all.Fix(raw, nil, lint.Origin{})
		var ids []string
		for _, e := range r.Edits {
			ids = append(ids, e.Rule)
		}
		slices.Sort(ids)
		ids = slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return slices.Contains(weighs, id) })
		for i, a := range ids {
			for _, b := range ids[i+1:] {
				pairs++
				together := words(repaired(session(a, b), raw))
				ab := words(repaired(session(b), repaired(session(a), raw)))
				ba := words(repaired(session(a), repaired(session(b), raw)))
				if ab != ba || ab != together {
					t.Errorf("%s: %s and %s depend on their order", name, a, b)
				}
			}
		}
	}
	t.Logf("%d pairs", pairs)
	if pairs == 0 {
		t.Error("no pair of rules was tried")
	}
}
