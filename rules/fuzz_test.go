package rules

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cablelint/cablelint/lint"
)

// FuzzFix holds all rules together to what a fix promises, on any bytes.
func FuzzFix(f *testing.F) {
	names, err := filepath.Glob("../fixtures/*/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for i, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		if filepath.Base(name) != "findings.txt" {
			f.Add(raw, uint8(i))
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte, options uint8) {
		if len(raw) > 1<<16 {
			return
		}
		q := lint.Request{Preset: lint.Preset(1 << (options >> 2 & 3))}
		if options&16 != 0 {
			q.Select = []string{"all"}
		}
		s, err := lint.Select(All(), q)
		if err != nil {
			t.Fatal(err)
		}
		e, err := lint.New(s, lint.Options{Fixing: true, Unsafe: options&1 != 0, FixInfo: options&2 != 0})
		if err != nil {
			t.Fatal(err)
		}
		checkFix(t, e.NewSession(), raw)
	})
}

func checkFix(t *testing.T, s *lint.Session, raw []byte) {
	was := bytes.Clone(raw)
	_, rep := s.Fix(raw, nil, lint.Origin{ID: "06NOWHERE1"})
	if !bytes.Equal(raw, was) {
		t.Fatal("the input was changed")
	}
	for _, found := range rep.Result.Findings {
		if found.Rule.ID == lint.PanicID {
			t.Fatal(lint.Render(&found, false))
		}
	}
	if rep.Text == nil {
		return
	}
	edits := lint.Edits(rep.Edits)
	switch {
	case !lint.Disjoint(edits):
		t.Fatalf("edits meet: %v", rep.Edits)
	case !bytes.Equal(lint.Apply(raw, edits), rep.Text):
		t.Fatal("the edits do not give the text")
	case !bytes.Equal(lint.Apply(rep.Text, lint.Inverse(raw, edits)), raw):
		t.Fatal("undoing the edits does not give the cable")
	}
	before := map[string]int{}
	for _, found := range rep.Result.Findings {
		before[found.Rule.ID]++
	}
	_, again := s.Fix(rep.Text, nil, lint.Origin{ID: "06NOWHERE1"})
	if again.Text != nil {
		t.Fatalf("a second fix changes %q to %q", rep.Text, again.Text)
	}
	for _, found := range again.Result.Findings {
		if before[found.Rule.ID]--; before[found.Rule.ID] < 0 {
			t.Fatalf("the fix adds a finding of %s", found.Rule.ID)
		}
	}
}

// TestHostileTextsCostLinearTime repeats what rules hang on until a cost that
// grows with the square of the text would take minutes.
func TestHostileTextsCostLinearTime(t *testing.T) {
	s, err := lint.Select(All(), lint.Request{Select: []string{"all"}})
	if err != nil {
		t.Fatal(err)
	}
	e, err := lint.New(s, lint.Options{})
	if err != nil {
		t.Fatal(err)
	}
	session := e.NewSession()
	const head = "C O N F I D E N T I A L LAURENBERG 000824\n\nE.O. 12958: DECL: 1/1/2016\nTAGS: PGOV\nSUBJECT: X\n\n1. (C) "
	for _, atom := range []string{
		"\r", "\r\n", "\n", " )", "&x8", "A,s ", "&amp;", "aaaa.Baaaa", "abcd,Efgh", "U.S ", "the the ", "XXXX ", "http://a.b/", "Q", "?s ", "((", "1. ",
		"PAGE 02 LAUREN 0001\n", "LAURENBERG 00002069  001.2 OF 002\n", "TAGS: PGOV\n", "REF: A. 05 LAURENBERG 1\n", "SUMMARY\n-------\n", "\xc2\xb6", "\xff",
	} {
		cost := func(size int) time.Duration {
			text := []byte(head + strings.Repeat(atom, size/len(atom)))
			start := time.Now()
			session.Lint(text, nil, lint.Origin{})
			return time.Since(start)
		}
		// A busy machine may spoil a measurement, a square spoils all of them.
		grows := true
		for try := 0; try < 4 && grows; try++ {
			grows = cost(320_000) > 16*4*max(cost(20_000), 2*time.Millisecond)
		}
		if grows {
			t.Errorf("320 KB of %q cost more than 64 times what 20 KB cost", atom)
		}
	}
}
