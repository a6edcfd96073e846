package rules

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/lint"
)

// sharedRoot holds the sample of real cables and its labels. It is no part of the
// repository: tests that need it are skipped where it is absent.
const sharedRoot = "../../shared"

// labelGroups are the labels of the sample and the rules that report them.
var labelGroups = map[string][]string{
	"para-number":       {"body-para-number-gap", "body-para-number-duplicate", "body-para-number-format", "body-para-run-on"},
	"portion-missing":   {"body-portion-missing"},
	"portion-malformed": {"body-portion-malformed"},
	"page-furniture":    {"tx-page-furniture", "tx-legacy-page-header"},
	"page-break-blank":  {"tx-page-break-blank"},
	"pilcrow-false":     {"web-pilcrow-false"},
	"q-duplicate-line":  {"tx-q-duplicate-line"},
}

type labelled struct {
	group, file string
	line        int
}

// TestLabelsOfTheSampleAreFound holds the rules of the text to every structural
// label of the cables that were read in full, and to nothing else in them.
func TestLabelsOfTheSampleAreFound(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(sharedRoot, "eval", "structure.tsv"))
	if err != nil {
		t.Skip("the labelled sample is not here:", err)
	}
	files, err := os.ReadFile(filepath.Join(sharedRoot, "eval", "structure_files.txt"))
	if err != nil {
		t.Skip("the labelled sample is not here:", err)
	}
	var want, free []labelled
	for _, row := range strings.Split(string(b), "\n")[1:] {
		f := strings.Split(row, "\t")
		if len(f) < 3 || labelGroups[f[2]] == nil {
			continue
		}
		line, _ := strconv.Atoi(f[1])
		l := labelled{f[2], f[0], line}
		if strings.Contains(row, "report as info only") {
			free = append(free, l)
		} else {
			want = append(want, l)
		}
	}
	got := findLabelled(t, strings.Fields(string(files)))
	for _, w := range want {
		if !slices.ContainsFunc(got, w.near) {
			t.Errorf("%s:%d: no finding for %s", w.file, w.line, w.group)
		}
	}
	for _, g := range got {
		if !slices.ContainsFunc(want, g.near) && !slices.ContainsFunc(free, g.near) {
			t.Errorf("%s:%d: a finding of %s that is not labelled", g.file, g.line, g.group)
		}
	}
}

// near reports whether two places are of one group and at most a line apart.
func (l labelled) near(o labelled) bool {
	return l.group == o.group && l.file == o.file && max(l.line-o.line, o.line-l.line) <= 1
}

// findLabelled is what the rules of the groups find in the files.
func findLabelled(t *testing.T, files []string) []labelled {
	t.Helper()
	s := sessionOf(t, lint.Options{}, lint.Request{})
	var got []labelled
	for _, file := range files {
		raw, err := os.ReadFile(filepath.Join(sharedRoot, "corpus", "text", file))
		if err != nil {
			t.Skip("the sample is not complete:", err)
		}
		_, res := s.Lint(raw, nil, lint.Origin{})
		pos := lint.NewPositions(raw)
		for _, f := range res.Findings {
			for group, ids := range labelGroups {
				if slices.Contains(ids, f.Rule.ID) {
					got = append(got, labelled{group, file, pos.At(f.Span.Start).Line})
				}
			}
		}
	}
	return got
}
