package rules

import (
	"os"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/lint"
)

// catalogueRow is one row of docs/rules.tsv.
type catalogueRow struct {
	id, severity, fix string
	on                bool
}

func readCatalogue(t *testing.T) map[string]catalogueRow {
	t.Helper()
	b, err := os.ReadFile("../docs/rules.tsv")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]catalogueRow{}
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n")[1:] {
		f := strings.Split(line, "\t")
		rows[f[0]] = catalogueRow{f[0], f[1], f[2], f[3] == "on"}
	}
	return rows
}

func severityWord(s lint.Severity) string { return [...]string{"info", "warning", "error"}[s] }

func fixWord(a lint.Applicability) string {
	return [...]string{"none", "display", "unsafe", "safe"}[a]
}

// onByDefault reports whether the preset ingest has the rule.
func onByDefault(r *lint.Rule) bool {
	return !r.Off && (r.Presets == 0 || r.Presets&lint.Ingest != 0)
}

func TestRuleIsAsTheCatalogueSays(t *testing.T) {
	rows, seen := readCatalogue(t), map[string]bool{}
	for _, r := range All() {
		row, ok := rows[r.ID]
		switch {
		case !ok:
			t.Errorf("%s: not in docs/rules.tsv", r.ID)
			continue
		case seen[r.ID]:
			t.Errorf("%s: listed twice", r.ID)
		}
		seen[r.ID] = true
		if got := severityWord(r.Severity); got != row.severity {
			t.Errorf("%s: severity %s, the catalogue says %s", r.ID, got, row.severity)
		}
		if got := fixWord(r.Fix); got != row.fix {
			t.Errorf("%s: fix %s, the catalogue says %s", r.ID, got, row.fix)
		}
		if got := onByDefault(r); got != row.on {
			t.Errorf("%s: on by default %v, the catalogue says %v", r.ID, got, row.on)
		}
		if r.Title == "" || r.Authority == "" || r.Since == "" {
			t.Errorf("%s: title, authority and since must be given", r.ID)
		}
		for _, s := range r.Supersedes {
			id, _, _ := strings.Cut(s, "@")
			if _, ok := rows[id]; !ok {
				t.Errorf("%s supersedes %q, which no catalogue knows", r.ID, s)
			}
		}
	}
}

// docHeadings are the headings that every rule's documentation has, in order.
var docHeadings = []string{"## What\n", "## Why it matters\n", "## Fix safety\n", "## What it leaves alone\n"}

func TestDocumentationHasEveryHeading(t *testing.T) {
	for _, r := range All() {
		if !strings.HasPrefix(r.Doc, "# "+r.ID+"\n") {
			t.Errorf("%s: documentation does not start with its id", r.ID)
		}
		at := 0
		for _, h := range docHeadings {
			i := strings.Index(r.Doc[at:], "\n"+h)
			if i < 0 {
				t.Errorf("%s: documentation lacks %q after the headings before it", r.ID, strings.TrimSpace(h))
				break
			}
			at += i
		}
	}
}

// examples are the blocks of a documentation with the given info string.
func examples(doc, word string) []string {
	var out []string
	for {
		_, rest, ok := strings.Cut(doc, "\n```"+word+"\n")
		if !ok {
			return out
		}
		body, after, ok := strings.Cut(rest, "\n```")
		if !ok {
			return out
		}
		out = append(out, body+"\n")
		doc = after
	}
}

func TestDocumentationHasExamples(t *testing.T) {
	for _, r := range All() {
		if r.Corpus != nil || r.ID == lint.PanicID {
			continue // they need more than one cable, or a fault of ours
		}
		if len(examples(r.Doc, "bad")) == 0 || len(examples(r.Doc, "good")) == 0 {
			t.Errorf("%s: documentation needs a ```bad and a ```good example", r.ID)
		}
	}
}

func TestBadExampleIsReportedAndGoodIsNot(t *testing.T) {
	for _, r := range All() {
		if r.Corpus != nil || r.ID == lint.PanicID {
			continue
		}
		for i, e := range examples(r.Doc, "bad") {
			if findingsOf(t, r.ID, []byte(e)) == "" {
				t.Errorf("%s: bad example %d of the documentation gives no finding", r.ID, i+1)
			}
		}
		for i, e := range examples(r.Doc, "good") {
			if got := findingsOf(t, r.ID, []byte(e)); got != "" {
				t.Errorf("%s: good example %d of the documentation gives findings:\n%s", r.ID, i+1, got)
			}
		}
	}
}
