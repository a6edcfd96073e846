package rules

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// samplePath is the sample of published cables beside the repository.
const samplePath = "../../shared/corpus/text"

// sampleCable is one cable of the sample.
type sampleCable struct {
	name string
	raw  []byte
}

// sample reads the sample, or skips the test where it is not there.
func sample(t testing.TB) []sampleCable {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(samplePath, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Skip("the sample of published cables is not beside the repository")
	}
	cables := make([]sampleCable, 0, len(paths))
	for _, p := range paths {
		raw, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		cables = append(cables, sampleCable{strings.TrimSuffix(filepath.Base(p), ".txt"), raw})
	}
	return cables
}

// lintAll runs a session over cables and calls visit with what it finds in each.
func lintAll(s *lint.Session, cables []sampleCable, visit func(sampleCable, []lint.Finding)) {
	for i, c := range cables {
		_, res := s.Lint(c.raw, &cable.Metadata{FileID: c.name}, lint.Origin{Seq: uint64(i + 1), Document: c.name, ID: c.name})
		visit(c, res.Findings)
	}
}

func TestNoRuleBreaksOnTheSample(t *testing.T) {
	s := sessionOf(t, lint.Options{}, lint.Request{Select: []string{"all"}})
	lintAll(s, sample(t), func(c sampleCable, fs []lint.Finding) {
		for _, f := range fs {
			if f.Rule.ID == lint.PanicID {
				t.Errorf("%s: %s", c.name, lint.Render(&f, false))
			}
		}
	})
}

// allIDs are the ids of all rules: by its full id even a rule that is off is on.
func allIDs() []string {
	var ids []string
	for _, r := range All() {
		ids = append(ids, r.ID)
	}
	return ids
}
