package fold

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the index of the lexicon")

func TestIndexIsOfTheLexicon(t *testing.T) {
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
	words, _, _ := strings.Cut(lexicon[strings.Index(lexicon, wordsMark)+len(wordsMark):], weightsMark)
	for line := range strings.Lines(words) {
		word, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		e, ok := find([]byte(strings.ToUpper(word)))
		if len(word) <= longestEntry && (!ok || string(e.class) != rest[:1]) {
			t.Errorf("%s: got class %q, %v; want %q", word, e.class, ok, rest[:1])
		}
	}
	for _, word := range []string{"", "zzyzx", "theq", "a\tb"} {
		if _, ok := find([]byte(word)); ok {
			t.Errorf("%q is found", word)
		}
	}
}
