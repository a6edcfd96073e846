package rules

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/lint"
)

// soundCables are cables without damage: the shared ones where they are at hand.
func soundCables(b *testing.B) (texts [][]byte, size int64) {
	b.Helper()
	names, _ := filepath.Glob("../../shared/eval/negatives/*.txt")
	if len(names) == 0 {
		b.Skip("../shared/eval/negatives is not at hand")
	}
	for _, n := range names {
		t, err := os.ReadFile(n)
		if err != nil {
			b.Fatal(err)
		}
		texts = append(texts, t)
		size += int64(len(t))
	}
	return texts, size
}

// BenchmarkEncodingOnSoundText measures what the rules over folded characters add,
// on text without damage, to a visit of the same bytes by rules that do nothing.
func BenchmarkEncodingOnSoundText(b *testing.B) {
	texts, size := soundCables(b)
	var bare, full []*lint.Rule
	for _, r := range All() {
		if strings.HasPrefix(r.ID, "enc-") && r.At != nil {
			idle := *r
			idle.At = func(*lint.Pass, uint32) {}
			bare, full = append(bare, &idle), append(full, r)
		}
	}
	for _, run := range []struct {
		name  string
		rules []*lint.Rule
	}{{"bare", bare}, {"full", full}} {
		b.Run(run.name, func(b *testing.B) {
			session := sessionOfRules(b, run.rules, lint.Options{}, lint.Request{})
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				for _, t := range texts {
					session.Lint(t, nil, lint.Origin{})
				}
			}
		})
	}
}
