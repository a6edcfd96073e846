//go:build unix

package rules

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/cable/pace"
	"github.com/cablelint/cablelint/lint"
)

var measure = flag.Bool("measure", false, "measure every rule on the sample and write docs/measured/summary.tsv")

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
		at           [3]int // by severity
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
		for _, f := range fs {
			rows[f.Rule.ID].at[f.Severity]++
		}
	})
	docs := make([]*cable.Document, len(cables))
	for i, c := range cables {
		docs[i] = cable.Parse(c.raw)
	}
	idle := leastTime(t, docs, []string{"meta-created"}) // needs metadata: reads nothing here
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %d published cables, %d KB\nrule\tcables\thits\terror\twarning\tinfo\tns_per_kb\n", len(cables), bytesOf/1024)
	for _, id := range slices.Sorted(func(yield func(string) bool) {
		for id := range rows {
			if !yield(id) {
				return
			}
		}
	}) {
		r := rows[id]
		spent := max(0, leastTime(t, docs, []string{id})-idle)
		fmt.Fprintf(&b, "%s\t%d\t%d\t%d\t%d\t%d\t%d\n", id, r.cables, r.hits, r.at[lint.Error], r.at[lint.Warning], r.at[lint.Info], spent.Nanoseconds()*1024/int64(bytesOf))
	}
	if err := os.WriteFile("../docs/measured/summary.tsv", b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// leastTime is the least processor time of some runs of the rules over documents.
func leastTime(t *testing.T, docs []*cable.Document, ids []string) time.Duration {
	s := sessionOf(t, lint.Options{}, lint.Request{Select: ids})
	var runs []time.Duration
	for range 5 {
		start := pace.Spent()
		for _, d := range docs {
			s.Run(d, lint.Origin{})
		}
		runs = append(runs, pace.Spent()-start)
	}
	return slices.MinFunc(runs, cmp.Compare[time.Duration])
}
