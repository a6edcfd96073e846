package rules

import (
	"flag"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

var speed = flag.Bool("speed", false, "fail when linting has become slower against the bare visit; needs a quiet machine")

// leastRatio is the least speed of the rules against the bare visit over the
// fixtures, which are short and full of faults, that is no regression yet: half of
// what was measured. The goal is 0.4, over plain cables.
const leastRatio = 0.03

// benchTexts are the texts that the benchmarks read: the sample of published
// cables when it is beside the repository, else the fixtures.
func benchTexts(t testing.TB, pattern string) (texts [][]byte, size int) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range paths {
		raw, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		texts, size = append(texts, raw), size+len(raw)
	}
	if len(texts) == 0 {
		t.Skip("no texts: " + pattern)
	}
	return texts, size
}

// Where benchmarks find texts.
const (
	fixtureTexts = "../fixtures/*/*.txt"
	sampleTexts  = samplePath + "/*.txt"
)

// bareSession is a session whose rules have the anchors of the catalogue and do nothing.
func bareSession(t testing.TB) *lint.Session {
	t.Helper()
	s, err := lint.Select(All(), lint.Request{})
	if err != nil {
		t.Fatal(err)
	}
	e, err := lint.New(lint.Bare(s), lint.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e.NewSession()
}

// documents reads the texts, so that the visits can be measured without reading.
func documents(texts [][]byte) []*cable.Document {
	docs := make([]*cable.Document, len(texts))
	for i, t := range texts {
		docs[i] = cable.Parse(t)
	}
	return docs
}

// BenchmarkCatalogue is the default rules in process: the bare visit of the bytes,
// the rules over texts that were read, and reading and rules together.
func BenchmarkCatalogue(b *testing.B) {
	for _, of := range []struct{ name, pattern string }{{"fixtures", fixtureTexts}, {"sample", sampleTexts}} {
		b.Run(of.name, func(b *testing.B) {
			texts, size := benchTexts(b, of.pattern)
			docs := documents(texts)
			visit := func(s *lint.Session) func() {
				return func() {
					for _, d := range docs {
						s.Run(d, lint.Origin{})
					}
				}
			}
			full := sessionOf(b, lint.Options{}, lint.Request{})
			for _, row := range []struct {
				name string
				run  func()
			}{
				{"bare", visit(bareSession(b))},
				{"rules", visit(sessionOf(b, lint.Options{}, lint.Request{}))},
				{"lint", func() {
					for _, t := range texts {
						full.Lint(t, nil, lint.Origin{})
					}
				}},
			} {
				b.Run(row.name, func(b *testing.B) {
					b.SetBytes(int64(size))
					b.ReportAllocs()
					for b.Loop() {
						row.run()
					}
				})
			}
		})
	}
}

// quickest is the least time of some runs of f: what a busy machine adds is never less.
func quickest(f func(), best time.Duration) time.Duration {
	start := time.Now()
	f()
	return min(best, time.Since(start))
}

// TestSpeedAgainstTheBareVisit fails when the rules have become much slower than
// the visit of the bytes that carries them. It compares two loops of one process
// and knows no time.
func TestSpeedAgainstTheBareVisit(t *testing.T) {
	if !*speed {
		t.Skip("go test ./rules -run Speed -speed measures it")
	}
	for _, pattern := range []string{fixtureTexts, sampleTexts} {
		t.Run(filepath.Base(filepath.Dir(filepath.Dir(pattern))), func(t *testing.T) {
			texts, _ := benchTexts(t, pattern)
			docs, bare, full := documents(texts), bareSession(t), sessionOf(t, lint.Options{}, lint.Request{})
			nothing, rules, both := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
			for range 20 {
				nothing = quickest(func() {
					for _, d := range docs {
						bare.Run(d, lint.Origin{})
					}
				}, nothing)
				rules = quickest(func() {
					for _, d := range docs {
						full.Run(d, lint.Origin{})
					}
				}, rules)
				both = quickest(func() {
					for _, text := range texts {
						full.Lint(text, nil, lint.Origin{})
					}
				}, both)
			}
			ratio := float64(nothing) / float64(rules)
			t.Logf("rules against the bare visit: %.2f; reading and rules: %.2f", ratio, float64(nothing)/float64(both))
			if strings.HasPrefix(pattern, "../fixtures") && ratio < leastRatio {
				t.Errorf("the rules run at %.2f of the speed of the bare visit; expected %.2f or more", ratio, leastRatio)
			}
		})
	}
}

// mostAllocations is how many allocations a cable without findings costs: names of
// posts that are in no table are copied, and dates are tried in several forms.
// The goal is 0; it must not grow.
const mostAllocations = 10

func TestCleanCableCostsFewAllocations(t *testing.T) {
	if underRace {
		t.Skip("the race detector allocates too")
	}
	// As long as most cables: paragraphs of one sentence each, so that every rule
	// over prose has something to look at.
	var b strings.Builder
	b.WriteString(strings.TrimSuffix(cleanWireCable, "VALE\n"))
	for n := range 60 {
		b.WriteString("\n")
		b.WriteString(strings.Replace("N. (C) The chairman told Econoff that the members, who met on\nTuesdays, expected the funds before Easter (see paragraph 2).\n", "N", strconv.Itoa(n+3), 1))
	}
	b.WriteString("VALE\n")
	text := []byte(b.String())
	for _, preset := range []lint.Preset{lint.Ingest, lint.Strict} {
		s := sessionOf(t, lint.Options{}, lint.Request{Preset: preset})
		_, res := s.Lint(text, nil, lint.Origin{})
		for _, f := range res.Findings {
			t.Errorf("preset %d: %s: %s", preset, f.Rule.ID, lint.Render(&f, false))
		}
		if n := testing.AllocsPerRun(20, func() { s.Lint(text, nil, lint.Origin{}) }); n > mostAllocations {
			t.Errorf("preset %d: %v allocations for a cable without findings; expected at most %d", preset, n, mostAllocations)
		}
	}
}
