package rules

import (
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

var speed = flag.Bool("speed", false, "fail when linting has become slower against the bare visit; needs a quiet machine")

// The least speed of reading and rules against a visit of byte classes that is no
// regression yet: two thirds of what was measured. The fixtures are short and full
// of faults. The goal is 0.4, over published cables.
const (
	leastOnFixtures  = 0.03
	leastOnSoundText = 0.06
)

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

// classVisit is the plainest way to find where rules hang: every byte is looked up
// in a table and, where there is an anchor, the classes of its neighbours are
// compared with all that the anchors on it accept. Benchmarks compare with it
// beside the engine's own visit, which does the same in fewer steps.
type classVisit struct {
	before, after [256]cable.Mask // by anchor
	calls         int             // what it finds
}

func newClassVisit(t testing.TB) *classVisit {
	t.Helper()
	s, err := lint.Select(All(), lint.Request{})
	if err != nil {
		t.Fatal(err)
	}
	v := new(classVisit)
	or := func(m *cable.Mask, with cable.Mask) {
		if with == 0 {
			with = 1<<32 - 1
		}
		*m |= with
	}
	for _, r := range s.Rules {
		if r.At == nil || !r.On {
			continue
		}
		for _, a := range r.Anchors {
			or(&v.before[a.Byte], a.Before)
			or(&v.after[a.Byte], a.After)
		}
	}
	return v
}

func (v *classVisit) run(raw []byte) {
	last := cable.MaskBlank
	for i, b := range raw {
		class := cable.Class(b)
		if v.before[b]&last != 0 {
			next := cable.MaskBlank
			if i+1 < len(raw) {
				next = cable.Class(raw[i+1])
			}
			if v.after[b]&next != 0 {
				v.calls++
			}
		}
		last = class
	}
}

// documents reads the texts, so that the visits can be measured without reading.
func documents(texts [][]byte) []*cable.Document {
	docs := make([]*cable.Document, len(texts))
	for i, t := range texts {
		docs[i] = cable.Parse(t)
	}
	return docs
}

// BenchmarkCatalogue is the default rules in process: a visit of byte classes, the
// engine's own visit with rules that do nothing, the rules over texts that were
// read, and reading and rules together.
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
				{"classes", func() {
					v := newClassVisit(b)
					for _, t := range texts {
						v.run(t)
					}
				}},
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

// quickest is the time that f takes for all of n texts: of each the least of many
// runs. A text takes microseconds, so that also a busy machine lets some of its runs
// pass undisturbed; between two runs of a text lie all others, as in a real run.
func quickest(n, runs int, f func(i int)) (sum time.Duration) {
	best := slices.Repeat([]time.Duration{math.MaxInt64}, n)
	for range runs {
		for i := range n {
			start := time.Now()
			f(i)
			best[i] = min(best[i], time.Since(start))
		}
	}
	for _, t := range best {
		sum += t
	}
	return sum
}

// TestSpeedAgainstAVisit fails when linting has become much slower than a visit of
// the bytes. It compares loops of one process and knows no time.
func TestSpeedAgainstAVisit(t *testing.T) {
	if !*speed {
		t.Skip("go test ./rules -run Speed -speed measures it")
	}
	fixtures := func(t *testing.T) [][]byte { texts, _ := benchTexts(t, fixtureTexts); return texts }
	published := func(t *testing.T) [][]byte { texts, _ := benchTexts(t, sampleTexts); return texts }
	for _, of := range []struct {
		name  string
		texts func(t *testing.T) [][]byte
		least float64
	}{
		{"fixtures", fixtures, leastOnFixtures},
		{"sound", func(*testing.T) [][]byte { return [][]byte{soundCable()} }, leastOnSoundText},
		{"sample", published, 0},
	} {
		t.Run(of.name, func(t *testing.T) {
			texts := of.texts(t)
			size := 0
			for _, text := range texts {
				size += len(text)
			}
			docs, v, nothing, full := documents(texts), newClassVisit(t), bareSession(t), sessionOf(t, lint.Options{}, lint.Request{})
			const runs = 30
			classes := quickest(len(texts), runs, func(i int) { v.run(texts[i]) })
			bare := quickest(len(docs), runs, func(i int) { nothing.Run(docs[i], lint.Origin{}) })
			rules := quickest(len(docs), runs, func(i int) { full.Run(docs[i], lint.Origin{}) })
			both := quickest(len(texts), runs, func(i int) { full.Lint(texts[i], nil, lint.Origin{}) })
			for _, row := range []struct {
				name string
				took time.Duration
			}{{"visit of byte classes", classes}, {"the engine's own visit", bare}, {"rules", rules}, {"reading and rules", both}} {
				t.Logf("%-22s %7.1f MB/s, %.2f of a visit of byte classes, %.2f of the engine's own", row.name,
					float64(size)/1e6/row.took.Seconds(), float64(classes)/float64(row.took), float64(bare)/float64(row.took))
			}
			if got := float64(classes) / float64(both); got < of.least {
				t.Errorf("linting runs at %.3f of the speed of a visit of byte classes; expected %.3f or more", got, of.least)
			}
		})
	}
}

// soundCable is a cable without a fault, as long as most cables: paragraphs of one
// sentence each, so that every rule over prose has something to look at.
func soundCable() []byte {
	var b strings.Builder
	b.WriteString(strings.TrimSuffix(cleanWireCable, "VALE\n"))
	for n := range 60 {
		b.WriteString("\n")
		b.WriteString(strings.Replace("N. (C) The chairman told Econoff that the members, who met on\nTuesdays, expected the funds before Easter (see paragraph 2).\n", "N", strconv.Itoa(n+3), 1))
	}
	b.WriteString("VALE\n")
	return []byte(b.String())
}

func TestCleanCableCostsNoAllocations(t *testing.T) {
	if underRace {
		t.Skip("the race detector allocates too")
	}
	text := soundCable()
	for _, preset := range []lint.Preset{lint.Ingest, lint.Strict} {
		s := sessionOf(t, lint.Options{}, lint.Request{Preset: preset})
		_, res := s.Lint(text, nil, lint.Origin{})
		for _, f := range res.Findings {
			t.Errorf("preset %d: %s: %s", preset, f.Rule.ID, lint.Render(&f, false))
		}
		if n := testing.AllocsPerRun(20, func() { s.Lint(text, nil, lint.Origin{}) }); n > 0 {
			t.Errorf("preset %d: %v allocations for a cable without findings; expected none", preset, n)
		}
	}
}

// BenchmarkPasses is the rules that look at every byte of a text by themselves, not
// where the engine's visit calls them: words that stand twice, and the sum by which
// two texts are known for one.
func BenchmarkPasses(b *testing.B) {
	texts, size := benchTexts(b, sampleTexts)
	docs := documents(texts)
	for _, pass := range []struct {
		name string
		run  func(d *cable.Document)
	}{
		{"doubled words", func(d *cable.Document) { eachRepeat(d.Raw, func(int) {}) }},
		{"sum of a text", func(d *cable.Document) { textSum(d) }},
	} {
		b.Run(pass.name, func(b *testing.B) {
			b.SetBytes(int64(size))
			for b.Loop() {
				for _, d := range docs {
					pass.run(d)
				}
			}
		})
	}
}
