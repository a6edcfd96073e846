package config

import (
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

func TestIgnoreEntries(t *testing.T) {
	enc := lint.Finding{Rule: &lint.Rule{ID: "enc-toy"}}
	hdr := lint.Finding{Rule: &lint.Rule{ID: "hdr-toy"}}
	for _, c := range []struct {
		name, entry  string
		enc, hdr     bool // is left out
		unmatched    int
		document, id string
	}{
		{"a cable by its id", "09NEWARCADIA1 enc-toy -- the writer's own", true, false, 0, "x.txt", "09NEWARCADIA1"},
		{"a glob and a family", "a/**/*.txt hdr- -- typed by volunteers", false, true, 0, "a/b/x.txt", ""},
		{"all rules", "x.txt all -- a test", true, true, 0, "x.txt", ""},
		{"two rules", "x.txt enc-toy,hdr-toy -- a test", true, true, 0, "x.txt", ""},
		{"another cable", "y.txt all -- a test", false, false, 1, "x.txt", ""},
		{"a comment and a blank line", "# x\n\n", false, false, 0, "x.txt", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			ig, err := ParseIgnore(".cablelint-ignore", []byte(c.entry+"\n"))
			if err != nil {
				t.Fatal(err)
			}
			why := make([]string, 2)
			ig.Filter(nil, lint.Origin{Document: c.document, ID: c.id}, []lint.Finding{enc, hdr}, why)
			if (why[0] != "") != c.enc || (why[1] != "") != c.hdr {
				t.Errorf("left out for %q, want %v and %v", why, c.enc, c.hdr)
			}
			if n := len(ig.Unmatched()); n != c.unmatched {
				t.Errorf("%d entries met nothing, want %d", n, c.unmatched)
			}
		})
	}
}

func TestIgnoreComplainsWithTheLine(t *testing.T) {
	for text, want := range map[string]string{
		"x.txt all":               ":1: a reason is missing",
		"\nx.txt -- why":          ":2: expected a cable and its rules",
		"x[ all -- why":           ":1: \"x[\" is not a glob",
		"a b c -- why\nx.txt all": ":2: a reason is missing",
	} {
		if _, err := ParseIgnore("f", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %q", text, err, want)
		}
	}
}

func TestOverridesHoldWhereTheySay(t *testing.T) {
	c, err := Parse("x.yaml", []byte("overrides:\n  - {editions: [press], ignore: [hdr-]}\n  - {paths: ['old/**'], severity: {enc-: info, enc-toy: error}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	c.Dir = "."
	for _, tc := range []struct {
		name     string
		edition  cable.Edition
		document string
		ignored  bool
		severity lint.Severity
	}{
		{"another edition, another folder", cable.EditionWire, "new/a.txt", false, lint.Warning},
		{"the edition", cable.EditionPress, "new/a.txt", true, lint.Warning},
		{"the folder: the longest name wins", cable.EditionWire, "old/a.txt", false, lint.Error},
	} {
		t.Run(tc.name, func(t *testing.T) {
			findings := []lint.Finding{{Rule: &lint.Rule{ID: "hdr-toy"}, Severity: lint.Warning}, {Rule: &lint.Rule{ID: "enc-toy"}, Severity: lint.Warning}}
			why := make([]string, 2)
			c.Filter(&cable.Document{Edition: tc.edition}, lint.Origin{Document: tc.document}, findings, why)
			if (why[0] != "") != tc.ignored || findings[1].Severity != tc.severity {
				t.Errorf("left out %q, severity %v", why, findings[1].Severity)
			}
		})
	}
}
