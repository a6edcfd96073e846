package lint_test

import (
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// twice reports the second and later cables with one text.
func twice() *lint.Rule {
	return &lint.Rule{ID: "corpus-twice", Severity: lint.Error, Corpus: &lint.CorpusRule{
		Collect: func(d *cable.Document, id string, emit func(key, value string)) {
			if string(d.Raw) == "broken" {
				panic("no fact")
			}
			emit(string(d.Raw), id)
		},
		Finish: func(key string, facts []lint.Fact, report func(lint.Fact, string, ...lint.Arg)) {
			if key == "bad" {
				panic("no end")
			}
			for _, f := range facts[1:] {
				report(f, "same text as {0}", lint.Name(facts[0].Value))
			}
		},
	}}
}

func corpusRules(t *testing.T) []lint.Selected {
	s, err := lint.Select([]*lint.Rule{twice(), word("other", "x")}, lint.Request{})
	if err != nil {
		t.Fatal(err)
	}
	return s.Corpus()
}

func seqOf(facts []lint.Fact) iter.Seq2[lint.Fact, error] {
	return func(yield func(lint.Fact, error) bool) {
		for _, f := range facts {
			if !yield(f, nil) {
				return
			}
		}
	}
}

func TestFactsFinishInOneOrder(t *testing.T) {
	rules := corpusRules(t)
	var facts []lint.Fact
	collector := lint.NewCollector(rules, func(f lint.Fact) { facts = append(facts, f) })
	for i, text := range strings.Fields("a b a c bad bad a b d") {
		broken := collector.Collect(cable.Parse([]byte(text)), lint.Origin{Seq: uint64(i + 1), Document: text + ".txt", ID: fmt.Sprintf("06X%d", i+1)})
		if broken != nil {
			t.Fatal(broken)
		}
	}
	finish := func(facts iter.Seq2[lint.Fact, error]) string {
		var out []string
		err := lint.FinishFacts(rules, facts, func(f lint.CorpusFinding) error {
			out = append(out, fmt.Sprintf("%d %s %s: %s", f.Seq, f.ID, f.Rule.ID, lint.Render(&f.Finding, false)))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(out, "\n")
	}
	want := `3 06X3 corpus-twice: same text as 06X1
7 06X7 corpus-twice: same text as 06X1
8 06X8 corpus-twice: same text as 06X2
5 06X5 lint-panic: rule corpus-twice failed on this cable and was left out ("no end"); please report this`
	rng := rand.New(rand.NewPCG(5, 6))
	for range 20 {
		rng.Shuffle(len(facts), func(i, k int) { facts[i], facts[k] = facts[k], facts[i] })
		lint.SortFacts(facts)
		if got := finish(seqOf(facts)); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

func TestCollectNamesABrokenRule(t *testing.T) {
	collector := lint.NewCollector(corpusRules(t), func(f lint.Fact) { t.Errorf("a fact of a broken rule: %+v", f) })
	broken := collector.Collect(cable.Parse([]byte("broken")), lint.Origin{})
	if len(broken) != 1 || broken[0].Rule.ID != lint.PanicID || broken[0].Args[0].Str != "corpus-twice" {
		t.Errorf("%+v", broken)
	}
}

func TestFinishStopsAtAnError(t *testing.T) {
	failing := func(yield func(lint.Fact, error) bool) {
		if yield(lint.Fact{Key: "a"}, nil) {
			yield(lint.Fact{}, errors.New("disk"))
		}
	}
	if err := lint.FinishFacts(nil, failing, nil); err == nil || err.Error() != "disk" {
		t.Errorf("got %v", err)
	}
}

func FuzzFact(f *testing.F) {
	f.Add(uint64(1), "rule", "a\tb\\t", "\xff\n", "dump.csv#41", "06X1", uint32(3))
	f.Fuzz(func(t *testing.T, seq uint64, rule, key, value, document, id string, at uint32) {
		want := lint.Fact{Seq: seq, Rule: rule, Key: key, Value: value, Document: document, ID: id, Span: cable.Span{Start: at, End: at}}
		line := lint.AppendFact(nil, want)
		if strings.Count(string(line), "\n") != 1 {
			t.Fatalf("not one line: %q", line)
		}
		got, err := lint.ParseFact(line)
		if err != nil || got != want {
			t.Fatalf("%q reads back as %+v, %v", line, got, err)
		}
	})
}

func TestLinesThatAreNoFacts(t *testing.T) {
	for _, line := range []string{"", "1\ta", "x\tr\tk\tv\td\ti\t0\t0", "1\tr\tk\tv\td\ti\t0\t99999999999"} {
		if _, err := lint.ParseFact([]byte(line)); err == nil {
			t.Errorf("%q was read as a fact", line)
		}
	}
}
