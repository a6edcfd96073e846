package main

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/report"
	"github.com/cablelint/cablelint/rules"
)

// TestRedactedReportsHoldNoTextOfAnyFixture lints every fixture with every rule
// in every format and looks for two words that stand side by side in the cable.
func TestRedactedReportsHoldNoTextOfAnyFixture(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root(t), "fixtures", "*", "bad.*"))
	if err != nil || len(files) < 100 {
		t.Fatalf("%d fixtures, %v", len(files), err)
	}
	var ours strings.Builder // what the rules say of themselves
	for _, r := range rules.All() {
		ours.WriteString(r.Title + "\n" + r.Doc + "\n")
	}
	word := regexp.MustCompile(`[A-Za-z]{3,}[,.']?[a-z]* [A-Za-z]{4,}`)
	dir := t.TempDir()
	found := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		args := []string{"lint", "--isolated", "--redact", "--select", "all", "--severity", "info", "--quiet", "--exit-zero", file}
		for _, f := range report.Formats() {
			args = append(args, "--output", f.Name+":"+filepath.Join(dir, f.Name))
		}
		if got := cablelint(t, "", args...); got.status != int(Clean) {
			t.Fatalf("%s: %+v", file, got)
		}
		for _, f := range report.Formats() {
			out, err := os.ReadFile(filepath.Join(dir, f.Name))
			if err != nil {
				t.Fatal(err)
			}
			shown := html.UnescapeString(string(out))
			if f.Name == "sarif" {
				_, shown, _ = strings.Cut(shown, `"results":`) // before it stand the pages of the rules
			}
			found += strings.Count(shown, "bytes, ")
			for _, pair := range word.FindAllString(string(text), -1) {
				if strings.Contains(shown, pair) && !strings.Contains(ours.String(), pair) {
					t.Errorf("%s: %s --redact shows %q", file, f.Name, pair)
				}
			}
		}
	}
	if found == 0 {
		t.Error("nothing was left out: the test shows nothing")
	}
}
