package rules

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

var measure = flag.Bool("measure", false, "measure every rule on the sample and write docs/measured/summary.tsv")

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

// TestMeasureSample counts the findings of every rule over the sample and takes
// its time. The time of a rule is that of a run with this rule alone, less that
// of a run without any: the least of a few.
func TestMeasureSample(t *testing.T) {
	if !*measure {
		t.Skip("run with -measure to write docs/measured/summary.tsv")
	}
	cables := sample(t)
	bytesOf := 0
	for _, c := range cables {
		bytesOf += len(c.raw)
	}
	type row struct {
		id           string
		cables, hits int
	}
	rows := map[string]*row{}
	for _, r := range All() {
		rows[r.ID] = &row{id: r.ID}
	}
	s := sessionOf(t, lint.Options{}, lint.Request{Select: allIDs()})
	lintAll(s, cables, func(_ sampleCable, fs []lint.Finding) {
		for id, n := range countByRule(fs) {
			rows[id].cables++
			rows[id].hits += n
		}
	})
	docs := make([]*cable.Document, len(cables))
	for i, c := range cables {
		docs[i] = cable.Parse(c.raw)
	}
	idle := leastTime(t, docs, []string{"meta-created"}) // needs metadata: reads nothing here
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %d published cables, %d KB\nrule\tcables\thits\tns_per_kb\n", len(cables), bytesOf/1024)
	for _, id := range slices.Sorted(func(yield func(string) bool) {
		for id := range rows {
			if !yield(id) {
				return
			}
		}
	}) {
		r := rows[id]
		spent := max(0, leastTime(t, docs, []string{id})-idle)
		fmt.Fprintf(&b, "%s\t%d\t%d\t%d\n", id, r.cables, r.hits, spent.Nanoseconds()*1024/int64(bytesOf))
	}
	if err := os.WriteFile("../docs/measured/summary.tsv", b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// allIDs are the ids of all rules: by its full id even a rule that is off is on.
func allIDs() []string {
	var ids []string
	for _, r := range All() {
		ids = append(ids, r.ID)
	}
	return ids
}

// leastTime is the least time of some runs of the rules over documents.
func leastTime(t *testing.T, docs []*cable.Document, ids []string) time.Duration {
	s := sessionOf(t, lint.Options{}, lint.Request{Select: ids})
	var runs []time.Duration
	for range 5 {
		start := time.Now()
		for _, d := range docs {
			s.Run(d, lint.Origin{})
		}
		runs = append(runs, time.Since(start))
	}
	return slices.MinFunc(runs, cmp.Compare[time.Duration])
}
