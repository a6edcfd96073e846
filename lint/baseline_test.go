package lint_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

func TestBaselineKnowsFindingsWhoseLinesMoved(t *testing.T) {
	rule := &lint.Rule{ID: "enc-toy"}
	find := func(text, what string) (*cable.Document, []lint.Finding) {
		d := cable.Parse([]byte(text))
		i := strings.Index(text, what)
		return d, []lint.Finding{{Rule: rule, Span: cable.Span{Start: uint32(i), End: uint32(i + len(what))}}}
	}
	from := lint.Origin{ID: "09NEWARCADIA1"}
	d, findings := find("A line of some length.\nThe Minister,s aide spoke of the harbor.\n", ",")
	prints := lint.Fingerprints(d.Raw, from.ID, findings)
	var file bytes.Buffer
	if _, err := lint.NewBaseline([]lint.Known{{Fingerprint: prints[0], Rule: rule.ID, ID: from.ID}, {Fingerprint: "gone", Rule: rule.ID}}).WriteTo(&file); err != nil {
		t.Fatal(err)
	}
	b, err := lint.ReadBaseline(&file)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text, what string
		known            bool
	}{
		{"twenty lines above", strings.Repeat("A line of some length.\n", 20) + "The Minister,s aide spoke of the harbor.\n", ",", true},
		{"another place of the same kind", "The Deputy,s aide spoke of the harbor.\n", ",", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, findings := find(c.text, c.what)
			why := make([]string, 1)
			b.Filter(d, from, findings, why)
			if known := why[0] == lint.BaselineReason; known != c.known {
				t.Errorf("known: %v, want %v", known, c.known)
			}
		})
	}
	if stale := b.Stale(); len(stale) != 1 || stale[0].Fingerprint != "gone" {
		t.Errorf("stale: %v, want the one that no cable had", stale)
	}
}

func TestReadBaselineNamesTheBadLine(t *testing.T) {
	for text, want := range map[string]string{
		"{\"fingerprint\":\"a\"}\n\nrubbish\n": "line 3: not a line of a baseline",
		"{\"rule\":\"x\"}\n":                   "line 1: a finding of a baseline has a fingerprint",
	} {
		if _, err := lint.ReadBaseline(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

func FuzzReadBaseline(f *testing.F) {
	f.Add([]byte("{\"fingerprint\":\"a\",\"rule\":\"enc-toy\"}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := lint.ReadBaseline(bytes.NewReader(data))
		if err != nil {
			return
		}
		var once, twice bytes.Buffer
		if _, err := b.WriteTo(&once); err != nil {
			t.Fatal(err)
		}
		again, err := lint.ReadBaseline(bytes.NewReader(once.Bytes()))
		if err != nil {
			t.Fatalf("what was written is not read: %v", err)
		}
		if _, err := again.WriteTo(&twice); err != nil || !bytes.Equal(once.Bytes(), twice.Bytes()) {
			t.Errorf("written again it differs: %v", err)
		}
	})
}
