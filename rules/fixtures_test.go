package rules

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/lint"
)

var update = flag.Bool("update", false, "write the golden files")

// fixtureRoot holds a folder for each rule that reads single cables.
const fixtureRoot = "../fixtures"

func readFixture(t *testing.T, id, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(fixtureRoot, id, name))
	if err != nil {
		t.Fatalf("%s: every rule has fixtures/%s/{bad.txt, findings.txt, good.txt}: %v", id, id, err)
	}
	return b
}

// sessionOf is a session of an engine that has the rules selected on.
func sessionOf(t testing.TB, o lint.Options, q lint.Request) *lint.Session {
	t.Helper()
	return sessionOfRules(t, All(), o, q)
}

// sessionOfRules is a session of rules that need not be those of the catalogue.
func sessionOfRules(t testing.TB, rules []*lint.Rule, o lint.Options, q lint.Request) *lint.Session {
	t.Helper()
	s, err := lint.Select(rules, q)
	if err != nil {
		t.Fatal(err)
	}
	e, err := lint.New(s, o)
	if err != nil {
		t.Fatal(err)
	}
	return e.NewSession()
}

// findingsOf are the findings of one rule in a cable, one a line, as style.md
// shows them.
func findingsOf(t testing.TB, id string, raw []byte) string {
	t.Helper()
	_, res := sessionOf(t, lint.Options{}, lint.Request{Select: []string{id}}).Lint(raw, nil, lint.Origin{})
	pos := lint.NewPositions(raw)
	var b strings.Builder
	for _, f := range res.Findings {
		at := pos.At(f.Span.Start)
		fmt.Fprintf(&b, "%d:%d: %s: %s\n", at.Line, at.Column, f.Rule.ID, lint.Render(&f, false))
	}
	return b.String()
}

// fixesOf is what the fixes of one rule make of a cable: the safe ones, or the
// unsafe ones where there is no other. It is nil when there is none.
func fixesOf(t testing.TB, id string, raw []byte) []byte {
	t.Helper()
	for _, unsafe := range []bool{false, true} {
		o := lint.Options{Fixing: true, Unsafe: unsafe, FixInfo: true}
		_, rep := sessionOf(t, o, lint.Request{Select: []string{id}}).Fix(raw, nil, lint.Origin{})
		if rep.Text != nil {
			return rep.Text
		}
	}
	return nil
}

func golden(t *testing.T, id, name string, got []byte) {
	t.Helper()
	path := filepath.Join(fixtureRoot, id, name)
	if *update {
		if got == nil {
			os.Remove(path)
			return
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if os.IsNotExist(err) && got == nil {
		return
	}
	if err != nil {
		t.Errorf("%s: %v", id, err)
		return
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s/%s:\n--- got\n%s\n--- want\n%s", id, name, got, want)
	}
}

func TestFixtures(t *testing.T) {
	for _, r := range All() {
		if r.Corpus != nil || r.ID == lint.PanicID {
			continue
		}
		t.Run(r.ID, func(t *testing.T) {
			bad := readFixture(t, r.ID, "bad.txt")
			got := findingsOf(t, r.ID, bad)
			if got == "" {
				t.Error("bad.txt gives no finding of the rule")
			}
			golden(t, r.ID, "findings.txt", []byte(got))
			golden(t, r.ID, "fixed.txt", fixesOf(t, r.ID, bad))
			if got := findingsOf(t, r.ID, readFixture(t, r.ID, "good.txt")); got != "" {
				t.Errorf("good.txt gives findings of the rule:\n%s", got)
			}
		})
	}
}

// fixtureCables are all cables of the fixtures, by path.
func fixtureCables(t testing.TB) map[string][]byte {
	t.Helper()
	cables := map[string][]byte{}
	for _, name := range []string{"bad.txt", "good.txt", "fixed.txt"} {
		paths, err := filepath.Glob(filepath.Join(fixtureRoot, "*", name))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range paths {
			b, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			cables[p] = b
		}
	}
	return cables
}

// countByRule counts findings by rule.
func countByRule(fs []lint.Finding) map[string]int {
	n := map[string]int{}
	for _, f := range fs {
		n[f.Rule.ID]++
	}
	return n
}

func TestSafeFixNeverAddsFinding(t *testing.T) {
	for path, raw := range fixtureCables(t) {
		s := sessionOf(t, lint.Options{Fixing: true, FixInfo: true}, lint.Request{})
		_, rep := s.Fix(raw, nil, lint.Origin{})
		if rep.Text == nil {
			continue
		}
		_, after := s.Lint(rep.Text, nil, lint.Origin{})
		was := countByRule(rep.Findings)
		for id, n := range countByRule(after.Findings) {
			if n > was[id] {
				t.Errorf("%s: %d findings of %s after safe fixes, %d before", path, n, id, was[id])
			}
		}
	}
}

func TestSecondFixIsEmpty(t *testing.T) {
	for path, raw := range fixtureCables(t) {
		for _, unsafe := range []bool{false, true} {
			s := sessionOf(t, lint.Options{Fixing: true, FixInfo: true, Unsafe: unsafe}, lint.Request{})
			_, rep := s.Fix(raw, nil, lint.Origin{})
			if rep.Text == nil {
				continue
			}
			if _, again := s.Fix(rep.Text, nil, lint.Origin{}); again.Text != nil {
				t.Errorf("%s: a second fix (unsafe %v) changes %d places", path, unsafe, len(again.Edits))
			}
		}
	}
}

func TestUndoRestores(t *testing.T) {
	for path, raw := range fixtureCables(t) {
		s := sessionOf(t, lint.Options{Fixing: true, FixInfo: true, Unsafe: true}, lint.Request{})
		_, rep := s.Fix(raw, nil, lint.Origin{})
		if rep.Text == nil {
			continue
		}
		edits := lint.Edits(rep.Edits)
		if got := lint.Apply(raw, edits); !bytes.Equal(got, rep.Text) {
			t.Errorf("%s: the edits do not make the text", path)
		}
		if got := lint.Apply(rep.Text, lint.Inverse(raw, edits)); !bytes.Equal(got, raw) {
			t.Errorf("%s: undo does not restore the cable", path)
		}
	}
}
