package fold

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the index of the lexicon")

// lexiconText is the lexicon, and its lines of words.
func lexiconText(t testing.TB) (lexicon, words string) {
	t.Helper()
	text, err := os.ReadFile("lexicon.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lexicon = string(text)
	words, _, _ = strings.Cut(lexicon[strings.Index(lexicon, wordsMark)+len(wordsMark):], weightsMark)
	return lexicon, words
}

func TestIndexIsOfTheLexicon(t *testing.T) {
	lexicon, _ := lexiconText(t)
	want, err := Index(lexicon)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("lexicon.idx", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if lexiconIndex != want {
		t.Error("lexicon.idx is not of lexicon.tsv; run go test ./rules/internal/fold -update")
	}
}

func TestEveryWordOfTheLexiconIsFound(t *testing.T) {
	_, words := lexiconText(t)
	for line := range strings.Lines(words) {
		word, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		for _, text := range []string{strings.ToUpper(word), "(" + word + ", and what follows it in the text"} {
			start := strings.IndexAny(text[:1], "(") + 1
			e, ok := find([]byte(text), start, start+len(word))
			if got := fmt.Sprintf("%c\t%d", e.class, e.weight); !ok || got != rest {
				t.Errorf("%s: got %q, %v; want %q", word, got, ok, rest)
			}
		}
	}
	for _, word := range []string{"", "zzyzx", "theq", "a\tb", "a-b", "incommensurabilities"} {
		if known([]byte(word)) {
			t.Errorf("%q is found", word)
		}
	}
}

func TestSetsOfClasses(t *testing.T) {
	const (
		nouns = "nibtmjkyauUCK0X"
		few   = "pcsdhox"
	)
	bounds := map[Class]int{Preposition: 0, Verb: 1, Past: 1, Gerund: 1, Auxiliary: 1, Conjunction: 2, comma: 3, stop: 4, nothing: 4, Subordinate: 5}
	for k := range classList {
		c := Class(classList[k])
		want, bounded := bounds[c]
		if !bounded {
			want = 6
		}
		if c.index() != k || nominal(c) != strings.Contains(nouns, classList[k:k+1]) || closed(c) != strings.Contains(few, classList[k:k+1]) || kind(c) != want {
			t.Errorf("class %c: index %d, nominal %v, closed %v, kind %d", c, c.index(), nominal(c), closed(c), kind(c))
		}
	}
}
