package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// run is what a user would see of one command.
type run struct {
	status         int
	stdout, stderr string
}

func cablelint(t testing.TB, stdin string, args ...string) run {
	t.Helper()
	var out, err bytes.Buffer
	c := Command{Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &err}
	status := c.Main(append([]string{"cablelint"}, args...))
	return run{status, out.String(), err.String()}
}

// file writes a file below a folder of the test.
func file(t testing.TB, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// read gives the text of a file.
func read(t testing.TB, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

const (
	damaged = "1. (U) The mayor of Laurenberg thanked the Ambassador for\nAmerica,s help with the harbor.\n"
	sound   = "1. (U) The mayor of Laurenberg thanked the Ambassador for\nAmerica's help with the harbor.\n"
)

func TestFlagsMayStandBeforeOrAfterPaths(t *testing.T) {
	dir := t.TempDir()
	path := file(t, dir, "a.txt", damaged)
	want := cablelint(t, "", "lint", "--format", "jsonl", "--select", "enc-", path)
	if want.status != int(Found) {
		t.Fatalf("%+v", want)
	}
	for _, args := range [][]string{
		{"lint", path, "--format", "jsonl", "--select", "enc-"},
		{"lint", "--format=jsonl", path, "--select=enc-"},
		{"lint", "-format", "jsonl", "-j1", "--select", "enc-", "--", path},
		{"lint", "-j", "4", path, "--select", "enc-", "--format", "jsonl"},
	} {
		if got := cablelint(t, "", args...); got != want {
			t.Errorf("%v: %+v", args, got)
		}
	}
}

func TestAfterTwoDashesEverythingIsAPath(t *testing.T) {
	t.Chdir(t.TempDir())
	file(t, ".", "--quiet", sound)
	if got := cablelint(t, "", "lint", "--", "--quiet"); got.status != int(Clean) || !strings.Contains(got.stdout, "1 cable") {
		t.Errorf("%+v", got)
	}
}

func TestExitStatus(t *testing.T) {
	dir := t.TempDir()
	bad, good := file(t, dir, "bad.txt", damaged), file(t, dir, "good.txt", sound)
	empty := filepath.Join(dir, "empty")
	if err := os.Mkdir(empty, 0o755); err != nil {
		t.Fatal(err)
	}
	missing := filepath.Join(dir, "missing.txt")
	for _, c := range []struct {
		name string
		want Status
		args []string
	}{
		{"nothing is found", Clean, []string{"lint", good}},
		{"something is found", Found, []string{"lint", bad}},
		{"something is found and does not matter", Clean, []string{"lint", bad, "--exit-zero"}},
		{"only errors matter", Clean, []string{"lint", bad, "--fail-on", "error"}},
		{"nothing matters", Clean, []string{"lint", bad, "--fail-on", "never"}},
		{"what is hidden still matters", Found, []string{"lint", bad, "--severity", "error"}},
		{"a folder without cables", Misuse, []string{"lint", empty}},
		{"a folder without cables is allowed", Clean, []string{"lint", empty, "--allow-empty"}},
		{"a path is missing", Failed, []string{"lint", missing}},
		{"a path is missing and the other has findings", Failed, []string{"lint", missing, bad}},
		{"a path is missing, findings are forgiven", Failed, []string{"lint", missing, bad, "--exit-zero"}},
		{"an unknown command", Misuse, []string{"lnit", bad}},
		{"an unknown flag", Misuse, []string{"lint", bad, "--formt", "json"}},
		{"an unknown format", Misuse, []string{"lint", bad, "--format", "yaml"}},
		{"an unknown rule", Misuse, []string{"lint", bad, "--select", "enc-apostrofe"}},
		{"an unknown preset", Misuse, []string{"lint", bad, "--preset", "all"}},
		{"a flag without its value", Misuse, []string{"lint", bad, "--format"}},
		{"a number that is none", Misuse, []string{"lint", bad, "-j", "many"}},
		{"no command", Misuse, nil},
		{"help", Clean, []string{"--help"}},
		{"help of a command", Clean, []string{"lint", "--help"}},
		{"version", Clean, []string{"version"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := cablelint(t, "", c.args...)
			if got.status != int(c.want) {
				t.Errorf("status %d, want %d: %+v", got.status, c.want, got)
			}
			if c.want >= Misuse && !strings.HasPrefix(got.stderr, "cablelint: ") && len(c.args) > 0 {
				t.Errorf("no line on standard error: %q", got.stderr)
			}
		})
	}
}

func TestUnknownWordsComeWithTheNearestKnownOne(t *testing.T) {
	path := file(t, t.TempDir(), "a.txt", damaged)
	for _, c := range []struct{ args, want string }{
		{"lnit", `did you mean "lint"?`},
		{"lint --formt", "did you mean --format?"},
		{"explain enc-apostrophe-coma", `did you mean "enc-apostrophe-comma"?`},
		{"lint --select enc-apostrophe-coma", `did you mean "enc-apostrophe-comma"?`},
		{path, "is a path, not a command"},
	} {
		if got := cablelint(t, "", strings.Fields(c.args)...); !strings.Contains(got.stderr, c.want) {
			t.Errorf("%s: %q", c.args, got.stderr)
		}
	}
}

func TestColourFollowsTheFlagAndNotTheOtherStream(t *testing.T) {
	path := file(t, t.TempDir(), "a.txt", damaged)
	if got := cablelint(t, "", "lint", path); strings.Contains(got.stdout, "\x1b") {
		t.Errorf("colour in a buffer: %q", got.stdout)
	}
	if got := cablelint(t, "", "lint", path, "--color", "always"); !strings.Contains(got.stdout, "\x1b[") {
		t.Errorf("no colour though asked for: %q", got.stdout)
	}
	if got := cablelint(t, "", "lint", path, "--color", "sometimes"); got.status != int(Misuse) {
		t.Errorf("%+v", got)
	}
}

func TestSameBytesAtAnyWorkers(t *testing.T) {
	dir := t.TempDir()
	for i := range 200 {
		file(t, dir, string(rune('a'+i%26))+strings.Repeat("x", i/26)+".txt", strings.Repeat(damaged, i%7+1))
	}
	for _, format := range []string{"text", "jsonl", "json", "sarif", "html", "csv"} {
		want := cablelint(t, "", "lint", dir, "--format", format, "-j", "1")
		for _, n := range []string{"2", "8", "64"} {
			if got := cablelint(t, "", "lint", dir, "--format", format, "-j", n); got != want {
				t.Errorf("%s: -j %s differs from -j 1", format, n)
			}
		}
	}
}

func TestSeveralReportsInOneRun(t *testing.T) {
	dir := t.TempDir()
	path := file(t, dir, "a.txt", damaged)
	jsonl, sarif := filepath.Join(dir, "o.jsonl"), filepath.Join(dir, "o.sarif")
	got := cablelint(t, "", "lint", path, "--output", "jsonl:"+jsonl, "--output", "sarif:"+sarif, "--format", "concise")
	alone := cablelint(t, "", "lint", path, "--format", "jsonl")
	if b, err := os.ReadFile(jsonl); err != nil || string(b) != alone.stdout {
		t.Errorf("the file holds %q (%v), standard output gets %q", b, err, alone.stdout)
	}
	if b, err := os.ReadFile(sarif); err != nil || !strings.Contains(string(b), `"2.1.0"`) {
		t.Errorf("%q %v", b, err)
	}
	if !strings.Contains(got.stdout, "a.txt:2:8: warning enc-apostrophe-comma") {
		t.Errorf("%+v", got)
	}
	if got := cablelint(t, "", "lint", path, "--output", "jsonl:"+jsonl, "--output", "json:"+jsonl); got.status != int(Misuse) {
		t.Errorf("two formats to one file: %+v", got)
	}
	if got := cablelint(t, "", "lint", path, "--output", "json:"+filepath.Join(dir, "no", "o.json")); got.status != int(Failed) || !strings.Contains(got.stdout, "enc-apostrophe-comma") {
		t.Errorf("an output that cannot be written: %+v", got)
	}
}
