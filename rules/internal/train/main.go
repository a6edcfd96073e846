// Command train writes the lexicon of the deciders over folded characters
// (rules/internal/fold/lexicon.tsv): a list of words with the class of each and
// how much it speaks for a possessive before it, and the weights of the plural
// possessive.
//
// It learns from sound apostrophes: every "officials' views" of a cable is an
// example of a plural possessive, every "officials, who" of a cable without folded
// apostrophes is an example of a comma, and every "France's views" says which
// words stand after a possessive. Nothing of a cable is kept but words that stand
// in three cables or more.
//
//	train -cables ../shared/corpus/text -labels ../shared/eval/plural.tsv -wordnet /usr/share/wordnet -o rules/internal/fold/lexicon.tsv
//
// With -folds N it also trains N times on all cables but a share of them and
// prints the precision and recall on the cables left out.
package main

import (
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

func main() {
	var (
		cables  = flag.String("cables", "", "folder of cables, one a file")
		labels  = flag.String("labels", "", "labels of commas after s: file, line, column, 1 or 0")
		wordnet = flag.String("wordnet", "", "folder of the WordNet database")
		out     = flag.String("o", "", "lexicon to write")
		folds   = flag.Int("folds", 0, "measure by cross-validation over cables")
		foldOut = flag.String("fold-out", "", "folder for the lexicon of each fold")
	)
	flag.Parse()
	if err := run(*cables, *labels, *wordnet, *out, *foldOut, *folds); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(cables, labels, wordnet, out, foldOut string, folds int) error {
	texts, err := read(cables, labels)
	if err != nil {
		return err
	}
	dict, err := readWordNet(wordnet)
	if err != nil {
		return err
	}
	var held []scored
	for k := range folds {
		data := train(keep(texts, func(t *text) bool { return t.share(folds) != k }), dict)
		use(data)
		held = append(held, judge(keep(texts, func(t *text) bool { return t.share(folds) == k }))...)
		if foldOut != "" {
			if err := os.WriteFile(filepath.Join(foldOut, strconv.Itoa(k)+".tsv"), []byte(data), 0o644); err != nil {
				return err
			}
		}
	}
	if folds > 0 {
		fmt.Printf("left out, %d folds over cables:\n", folds)
		printCurve(held)
	}
	data := train(texts, dict)
	use(data)
	fmt.Println("seen in training:")
	printCurve(judge(texts))
	if out == "" {
		return nil
	}
	index, err := fold.Index(data)
	if err != nil {
		return err
	}
	if err := os.WriteFile(strings.TrimSuffix(out, ".tsv")+".idx", []byte(index), 0o644); err != nil {
		return err
	}
	return os.WriteFile(out, []byte(data), 0o644)
}

// text is one cable as the trainer sees it.
type text struct {
	name     string
	blocks   [][]byte
	evidence fold.Evidence
	examples []example
	others   []example // after other words than plurals: "France's views" and "France, who"
}

// share puts the cable in one of n shares, by its name.
func (t *text) share(n int) int {
	h := fnv.New32a()
	h.Write([]byte(t.name))
	return int(h.Sum32() % uint32(n))
}

func keep(texts []*text, f func(*text) bool) []*text {
	var out []*text
	for _, t := range texts {
		if f(t) {
			out = append(out, t)
		}
	}
	return out
}

// example is a comma after s, or an apostrophe written as one.
type example struct {
	block      []byte
	at         int
	possessive bool
}

// read reads the cables and finds their examples.
func read(folder, labelFile string) ([]*text, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%s: no cables", folder)
	}
	labels, err := readLabels(labelFile)
	if err != nil {
		return nil, err
	}
	var texts []*text
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		texts = append(texts, newText(filepath.Base(name), raw, labels))
	}
	return texts, nil
}

// place is a place in a file, as labels name it.
type place struct {
	name         string
	line, column int
}

func readLabels(name string) (map[place]bool, error) {
	labels := map[place]bool{}
	if name == "" {
		return labels, nil
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	for _, row := range strings.Split(string(b), "\n")[1:] {
		f := strings.Split(row, "\t")
		if len(f) < 4 {
			continue
		}
		line, _ := strconv.Atoi(f[1])
		column, _ := strconv.Atoi(f[2])
		labels[place{f[0], line, column}] = f[3] == "1"
	}
	return labels, nil
}

// newText reads one cable. Commas of a cable with folded apostrophes count only
// where they are labelled.
func newText(name string, raw []byte, labels map[place]bool) *text {
	d := cable.Parse(raw)
	t := &text{name: name, evidence: fold.Gather(raw)}
	var flow cable.Flow
	for i, b := range d.Blocks {
		if b.Zone&(cable.ZoneProse|cable.ZoneSubject) == 0 {
			continue
		}
		d.Flow(i, &flow)
		block := append([]byte(nil), flow.Text...)
		t.blocks = append(t.blocks, block)
		for at, c := range block {
			if c != ',' || !fold.AfterSibilant(block, at) {
				continue
			}
			v, ok := labels[position(d, name, flow.Raw(at))]
			if ok || t.evidence.FoldedCommas() == 0 {
				t.examples = append(t.examples, example{block, at, v})
			}
		}
		t.examples = append(t.examples, apostrophes(block)...)
		t.others = append(t.others, others(block, t.evidence.FoldedCommas() > 0)...)
	}
	return t
}

// position is where a byte of the cable stands, as labels count.
func position(d *cable.Document, name string, at uint32) place {
	n := d.LineAt(at)
	return place{name, n + 1, len([]rune(string(d.Raw[d.Lines[n].Start:at]))) + 1}
}

// apostrophes makes an example of each sound apostrophe of a plural possessive:
// the block with a comma in its place.
func apostrophes(block []byte) []example {
	var out []example
	for i := range block {
		n := 0
		switch {
		case block[i] == '\'':
			n = 1
		case strings.HasPrefix(string(block[i:min(i+3, len(block))]), "\u2019"):
			n = 3
		}
		if n == 0 || i == 0 || !strings.ContainsRune("sSzZxX", rune(block[i-1])) || singleOpen(block, i) {
			continue
		}
		folded := append(append(append([]byte(nil), block[:i]...), ','), block[i+n:]...)
		if fold.AfterSibilant(folded, i) {
			out = append(out, example{folded, i, true})
		}
	}
	return out
}

// others makes an example of each "X's Y", with a comma for the apostrophe and the
// s, and of each comma after a word that ends otherwise.
func others(block []byte, damaged bool) []example {
	var out []example
	for i := range block {
		n := 0
		switch {
		case i == 0 || !isLetter(block[i-1]) || strings.ContainsRune("sSzZxX", rune(block[i-1])):
			continue
		case strings.HasPrefix(string(block[i:min(i+2, len(block))]), "'s"), strings.HasPrefix(string(block[i:min(i+2, len(block))]), ",s"):
			n = 2
		case strings.HasPrefix(string(block[i:min(i+4, len(block))]), "\u2019s"):
			n = 4
		case block[i] == ',' && !damaged:
			if fold.WordsAround(block, i) {
				out = append(out, example{block, i, false})
			}
			continue
		default:
			continue
		}
		folded := append(append(append([]byte(nil), block[:i]...), ','), block[i+n:]...)
		if fold.WordsAround(folded, i) {
			out = append(out, example{folded, i, true})
		}
	}
	return out
}

// singleOpen reports whether a single quotation is open at i: the mark may close it.
func singleOpen(block []byte, i int) bool {
	from := max(0, i-200)
	s := string(block[from:i])
	for _, mark := range []string{" '", "\n'", "(\u2018", " \u2018", "\n\u2018", "\"\u2018", " \u2019", "('", "\"'"} {
		if strings.Contains(s, mark) {
			return true
		}
	}
	return false
}

// scored is an example with its score.
type scored struct {
	example
	score int
}

func judge(texts []*text) []scored {
	var out []scored
	var fs []fold.Feature
	for _, t := range texts {
		for _, e := range t.examples {
			fs = fold.PluralFeatures(e.block, e.at, fs[:0])
			out = append(out, scored{e, fold.PluralScore(fs)})
		}
	}
	return out
}

// printCurve prints precision and recall at each threshold.
func printCurve(all []scored) {
	sort.SliceStable(all, func(i, j int) bool { return all[i].score > all[j].score })
	positives := 0
	for _, s := range all {
		if s.possessive {
			positives++
		}
	}
	fmt.Printf("%d possessives, %d commas\n", positives, len(all)-positives)
	for _, limit := range []int{500, 400, 300, 250, 200, 150, 100, 50, 0, -50, -100, -150, -200} {
		tp, fp := 0, 0
		for _, s := range all {
			if s.score < limit {
				break
			}
			if s.possessive {
				tp++
			} else {
				fp++
			}
		}
		fmt.Printf("from %5d: precision %.4f recall %.4f (%d right, %d wrong)\n", limit, float64(tp)/float64(max(1, tp+fp)), float64(tp)/float64(max(1, positives)), tp, fp)
	}
	tp, sum := 0, 0.0
	for k, x := range all {
		if x.possessive {
			tp++
			sum += float64(tp) / float64(k+1)
		}
	}
	fmt.Printf("average precision %.4f\n", sum/float64(max(1, positives)))
	if os.Getenv("TRAIN_ERRORS") == "" {
		return
	}
	for _, s := range all {
		if !s.possessive && s.score > 0 || s.possessive && s.score < 50 {
			lo, hi := max(0, s.at-50), min(len(s.block), s.at+50)
			fmt.Printf("%v %d %q\n", s.possessive, s.score, string(s.block[lo:s.at])+"["+string(s.block[s.at:hi]))
		}
	}
}
