package rules

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/cable/pace"
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
		session := e.NewSession()
		if !pace.Within(20*time.Second, func() { checkFix(t, session, raw) }) {
			t.Fatal("fixing takes too long")
		}
		if long := pace.Stretch(raw, 1<<18, 64); long != nil {
			if !pace.Within(5*time.Second, func() { session.Lint(long, nil, lint.Origin{}) }) {
				t.Fatal("256 KB of this text take too long")
			}
		}
	})
}

// FuzzSelection holds every rule to it that it decides alone as it does among all.
func FuzzSelection(f *testing.F) {
	for name, raw := range fixtureCables(f) {
		if strings.HasSuffix(name, "bad.txt") {
			f.Add(raw, uint8(len(raw)))
		}
	}
	all := sessionOf(f, lint.Options{}, lint.Request{Select: allIDs()})
	ids := allIDs()
	alone := make([]*lint.Session, len(ids))
	for i, id := range ids {
		alone[i] = sessionOf(f, lint.Options{}, lint.Request{Select: []string{id}, Ignore: without(ids, id)})
	}
	f.Fuzz(func(t *testing.T, raw []byte, which uint8) {
		if len(raw) > 1<<14 {
			return
		}
		_, among := all.Lint(raw, nil, lint.Origin{})
		for i := range 8 {
			k := (int(which) + i*31) % len(ids)
			_, one := alone[k].Lint(raw, nil, lint.Origin{})
			if got, want := said(one.Findings, ids[k]), said(among.Findings, ids[k]); got != want {
				t.Fatalf("%s says alone\n%s\nand among all\n%s", ids[k], got, want)
			}
		}
	})
}

func without(ids []string, id string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(other string) bool { return other == id })
}

// said is what one rule has found, fixes and all.
func said(findings []lint.Finding, id string) string {
	var b strings.Builder
	for i := range findings {
		f := &findings[i]
		if f.Rule.ID != id {
			continue
		}
		fmt.Fprintf(&b, "%v %v %s", f.Span, f.Severity, lint.Render(f, false))
		if f.Fix != nil {
			fmt.Fprintf(&b, " %v", f.Fix.Applicability)
			for _, e := range f.Fix.Edits {
				fmt.Fprintf(&b, " %v %q", e.Span, e.New)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func checkFix(t testing.TB, s *lint.Session, raw []byte) {
	was := bytes.Clone(raw)
	_, rep := s.Fix(raw, nil, lint.Origin{ID: "06NOWHERE1"})
	if !bytes.Equal(raw, was) {
		t.Fatal("the input was changed")
	}
	checkPlaces(t, raw, rep.Result.Findings)
	if rep.Text == nil {
		return
	}
	checkPlaces(t, rep.Text, rep.Left)
	edits := lint.Edits(rep.Edits)
	checkOutside(t, raw, rep.Text, edits)
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

// checkPlaces looks at where findings and their fixes say they are.
func checkPlaces(t testing.TB, raw []byte, findings []lint.Finding) {
	t.Helper()
	inside := func(id string, s cable.Span) {
		if s.Start > s.End || int(s.End) > len(raw) {
			t.Fatalf("%s: %v of %d bytes", id, s, len(raw))
		}
	}
	last := uint32(0)
	for i := range findings {
		f := &findings[i]
		if f.Rule.ID == lint.PanicID {
			t.Fatal(lint.Render(f, false))
		}
		if f.Span.Start < last {
			t.Fatalf("%s at %d stands after one at %d", f.Rule.ID, f.Span.Start, last)
		}
		last = f.Span.Start
		inside(f.Rule.ID, f.Span)
		for _, r := range f.Related {
			inside(f.Rule.ID, r.Span)
		}
		if f.Fix == nil {
			continue
		}
		for _, e := range f.Fix.Edits {
			inside(f.Rule.ID, e.Span)
		}
		if !lint.Disjoint(f.Fix.Edits) {
			t.Fatalf("%s: edits meet: %v", f.Rule.ID, f.Fix.Edits)
		}
	}
}

// checkOutside compares every byte outside of edits with the original.
func checkOutside(t testing.TB, raw, text []byte, edits []lint.Edit) {
	t.Helper()
	at, to := 0, 0
	for _, e := range edits {
		n := int(e.Span.Start) - at
		if n < 0 || to+n+len(e.New) > len(text) || !bytes.Equal(raw[at:at+n], text[to:to+n]) || !bytes.Equal(text[to+n:to+n+len(e.New)], e.New) {
			t.Fatalf("bytes before the edit %v differ", e)
		}
		at, to = int(e.Span.End), to+n+len(e.New)
	}
	if !bytes.Equal(raw[at:], text[to:]) {
		t.Fatal("bytes after the last edit differ")
	}
}

// TestHostileTextsCostLinearTime repeats what rules hang on until a cost that
// grows with the square of the text would take minutes.
func TestHostileTextsCostLinearTime(t *testing.T) {
	session := sessionOf(t, lint.Options{}, lint.Request{Select: []string{"all"}})
	const head = "C O N F I D E N T I A L LAURENBERG 000824\n\nE.O. 12958: DECL: 1/1/2016\nTAGS: PGOV\nSUBJECT: X\n\n1. (C) "
	for _, atom := range []string{
		"\r", "\r\n", "\n", " )", "&x8", "A,s ", "&amp;", "aaaa.Baaaa", "abcd,Efgh", "U.S ", "the the ", "XXXX ", "http://a.b/", "Q", "?s ", "((", "1. ",
		"PAGE 02 LAUREN 0001\n", "LAURENBERG 00002069  001.2 OF 002\n", "TAGS: PGOV\n", "REF: A. 05 LAURENBERG 1\n", "SUMMARY\n-------\n", "\xc2\xb6", "\xff",
	} {
		cost := func(size int) time.Duration {
			text := []byte(head + strings.Repeat(atom, size/len(atom)))
			start := pace.Spent()
			session.Lint(text, nil, lint.Origin{})
			return pace.Spent() - start
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
