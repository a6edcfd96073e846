package rules

import (
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// needless is the catalogue with rules that are called for every cable.
func needless() []*lint.Rule {
	rules := All()
	for i, r := range rules {
		free := *r
		free.Needs, free.Lacks = 0, 0
		rules[i] = &free
	}
	return rules
}

// needsCheck compares what the rules say with what they say when they are called for
// every cable.
type needsCheck struct{ some, every *lint.Session }

func newNeedsCheck(t testing.TB) needsCheck {
	all := lint.Request{Select: allIDs()}
	return needsCheck{sessionOf(t, lint.Options{}, all), sessionOfRules(t, needless(), lint.Options{}, all)}
}

func (c needsCheck) run(t testing.TB, name string, raw []byte, meta *cable.Metadata) {
	t.Helper()
	_, some := c.some.Lint(raw, meta, lint.Origin{})
	_, every := c.every.Lint(raw, meta, lint.Origin{})
	for _, r := range All() {
		got, want := said(some.Findings, r.ID), said(every.Findings, r.ID)
		if r.ID == lint.PanicID {
			want = "" // a rule may break without what it needs: it has nothing to say there
		}
		if got != want {
			t.Errorf("%s: %s needs what it need not: it says\n%s\nand where it is called for every cable\n%s\nof\n%s", name, r.ID, got, want, raw)
		}
	}
}

// TestNeedsChangeNothing: a rule that is not called has nothing to say.
func TestNeedsChangeNothing(t *testing.T) {
	c := newNeedsCheck(t)
	for name, raw := range modelTexts(t, modelDepth(t, 2, 20)) {
		c.run(t, name, raw, nil)
		c.run(t, name, raw[len(raw)/3:], nil)
		c.run(t, name, raw[:len(raw)/2], &cable.Metadata{
			ID: "06ARBONNE825", Created: "2006-02-09 16:51:00", Classification: "SECRET", Origin: "Embassy Paris", Title: "HARBOR", Tags: []string{"PGOV", "XX"},
		})
	}
}

// FuzzNeeds is the same on any bytes.
func FuzzNeeds(f *testing.F) {
	for _, raw := range fixtureCables(f) {
		f.Add(raw, "06ARBONNE825")
	}
	f.Add([]byte{}, "06ARBONNE825") // no line for a field to stand on
	c := newNeedsCheck(f)
	f.Fuzz(func(t *testing.T, raw []byte, value string) {
		if len(raw) < 1<<14 {
			c.run(t, "fuzz", raw, &cable.Metadata{ID: value, Created: value, Classification: value, Origin: value, Title: value, Tags: []string{value}})
		}
	})
}
