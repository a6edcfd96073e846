package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/rules"
)

func readme(t *testing.T) string {
	t.Helper()
	t.Chdir("../..")
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestReadmeShowsWhatIsPrinted runs every command that the README shows with its output.
func TestReadmeShowsWhatIsPrinted(t *testing.T) {
	text := readme(t)
	shown := 0
	for _, block := range strings.Split(text, "```console\n")[1:] {
		block, _, _ = strings.Cut(block, "```")
		first, want, _ := strings.Cut(block, "\n")
		command, ok := strings.CutPrefix(first, "$ cablelint ")
		if !ok {
			t.Fatalf("no command in %q", first)
		}
		shown++
		if got := cablelint(t, "", strings.Fields(command)...).stdout; got != want {
			t.Errorf("%s\nprints\n%s\nthe README shows\n%s", first, got, want)
		}
	}
	if shown != 2 {
		t.Errorf("%d commands shown, expected a finding and a diff", shown)
	}
}

func TestReadmeCountsTheFindingsOfTheSample(t *testing.T) {
	text := readme(t)
	got := cablelint(t, "", "lint", "fixtures/demo", "--format", "concise", "--quiet").stdout
	words := []string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
	if want := fmt.Sprintf("Two of its %s findings", words[strings.Count(got, "\n")]); !strings.Contains(text, want) {
		t.Errorf("the README does not say %q", want)
	}
}

// TestReadmeNamesRulesAndCommandsThatExist looks up everything in backticks that
// has the form of a rule's id or of a command.
func TestReadmeNamesRulesAndCommandsThatExist(t *testing.T) {
	text := readme(t)
	known := map[string]bool{}
	for _, r := range rules.All() {
		known[r.ID] = true
	}
	for _, m := range regexp.MustCompile("`((?:enc|tx|hdr|body|web|meta|corpus)-[a-z0-9-]+)`").FindAllStringSubmatch(text, -1) {
		if !known[m[1]] {
			t.Errorf("there is no rule %s", m[1])
		}
	}
	c := Command{}
	for _, m := range regexp.MustCompile("`cablelint ([a-z]+)").FindAllStringSubmatch(text, -1) {
		found := m[1] == "help"
		for _, k := range c.commands() {
			found = found || k.name == m[1]
		}
		if !found {
			t.Errorf("there is no command %s", m[1])
		}
	}
	for _, m := range regexp.MustCompile(`\]\(([a-zA-Z/.]+)\)`).FindAllStringSubmatch(text, -1) {
		if _, err := os.Stat(m[1]); err != nil {
			t.Errorf("the README links to %s: %v", m[1], err)
		}
	}
}

// TestReadmeTestCommandIsWhatCIRuns holds .ci/run to the README.
func TestReadmeTestCommandIsWhatCIRuns(t *testing.T) {
	text := readme(t)
	_, after, _ := strings.Cut(text, "This runs every test:\n\n```sh\n")
	command, _, ok := strings.Cut(after, "\n")
	ci, err := os.ReadFile(".ci/run")
	if !ok || err != nil || !strings.Contains(string(ci), "\n"+command+"\n") {
		t.Errorf(".ci/run has no line %q (%v)", command, err)
	}
}
