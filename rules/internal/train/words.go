package main

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"github.com/cablelint/cablelint/rules/internal/fold"
)

// inCables is in how many cables a word must stand, in small letters, to be kept.
const inCables = 3

// maxWords bounds the lexicon.
const maxWords = 11500

// closedClasses are the words of the small classes.
var closedClasses = map[fold.Class]string{
	fold.Preposition: "of in on at by for with from to into onto upon over under above below between among amid against about around across along through throughout during before after since until till within without toward towards per via despite notwithstanding regarding concerning including excluding besides beyond beside behind near off out up down inside outside than like unlike except given according due because-of following versus amidst as-to pending barring",
	fold.Conjunction: "and or but nor yet so plus",
	fold.Subordinate: "which who whom whose that where when while whereas although though because if unless as whether why how what once lest wherein whereby whereupon whenever wherever whoever whatever whichever thereby",
	fold.Determiner:  "the a an this these some any each every either neither no such another all both several many most more few fewer less much enough one two three four five six seven eight nine ten half",
	fold.Possessor:   "his her its their our my your",
	fold.Pronoun:     "he she it they we i you there him them us me himself herself itself themselves ourselves one's others everyone someone anyone nobody nothing something anything everything none",
	fold.Auxiliary:   "is are was were be been being has have had having do does did will would shall should can could may might must cannot not",
	fold.Adverb:      "also however then thus now even still just only already again soon later never always often here there-fore therefore perhaps especially particularly notably mainly mostly instead rather too very well nonetheless nevertheless meanwhile moreover furthermore finally namely alike together apart respectively otherwise hence far almost nearly",
}

// dictionary says how often a lemma is a noun, a verb, an adjective, an adverb.
type dictionary struct {
	counts    map[string][4]float64
	irregular map[string]string     // verb form -> lemma
	kinds     map[string][4]float64 // of a noun: thing, person, abstract, measure
}

// nounKinds are the lexicographer files of WordNet whose nouns are no things.
var nounKinds = map[string]int{
	"18": 1,
	"04": 2, "07": 2, "09": 2, "10": 2, "11": 2, "12": 2, "16": 2, "22": 2, "24": 2, "26": 2,
	"28": 3, "23": 3,
}

// nounClass is the class of a noun lemma, by the kind of most of its uses.
func (d *dictionary) nounClass(lemma string, many bool) fold.Class {
	best := 0
	k := d.kinds[lemma]
	for i := range k {
		if k[i] > k[best] {
			best = i
		}
	}
	if many {
		return []fold.Class{fold.Plural, fold.Persons, fold.Abstracts, fold.Measures}[best]
	}
	return []fold.Class{fold.Noun, fold.Person, fold.Abstract, fold.Measure}[best]
}

// readWordNet reads the index and the counts of WordNet 3.
func readWordNet(folder string) (*dictionary, error) {
	d := &dictionary{map[string][4]float64{}, map[string]string{}, map[string][4]float64{}}
	for pos, name := range []string{"noun", "verb", "adj", "adv"} {
		err := lines(filepath.Join(folder, "index."+name), func(f []string) {
			c := d.counts[f[0]]
			c[pos] += 0.2
			d.counts[f[0]] = c
		})
		if err != nil {
			return nil, err
		}
	}
	err := lines(filepath.Join(folder, "cntlist.rev"), func(f []string) {
		lemma, rest, ok := strings.Cut(f[0], "%")
		if !ok || len(f) < 3 {
			return
		}
		pos, ok := map[byte]int{'1': 0, '2': 1, '3': 2, '5': 2, '4': 3}[rest[0]]
		if !ok {
			return
		}
		n, _ := strconv.Atoi(f[2])
		c := d.counts[lemma]
		c[pos] += float64(n)
		d.counts[lemma] = c
		if pos == 0 {
			k := d.kinds[lemma]
			k[nounKinds[rest[2:4]]] += float64(n)
			d.kinds[lemma] = k
		}
	})
	if err != nil {
		return nil, err
	}
	return d, lines(filepath.Join(folder, "verb.exc"), func(f []string) { d.irregular[f[0]] = f[1] })
}

func lines(name string, f func(fields []string)) error {
	file, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("wordnet: %w", err)
	}
	defer file.Close()
	s := bufio.NewScanner(file)
	s.Buffer(make([]byte, 1<<20), 1<<20)
	for s.Scan() {
		if fs := strings.Fields(s.Text()); len(fs) > 1 && s.Text()[0] != ' ' {
			f(fs)
		}
	}
	return s.Err()
}

// class is the part that a word form most often plays; 0 when it is unknown.
func (d *dictionary) class(w string) (fold.Class, float64) {
	var noun, plural, verb, past, gerund, adj, adv float64
	c := d.counts[w]
	noun, verb, adj, adv = c[0], c[1], c[2], c[3]
	singular, most := w, 0.0
	for _, s := range stems(w, "s", "", "es", "", "ies", "y") {
		if n := d.counts[s][0]; n > most {
			singular, most = s, n
		}
		plural += d.counts[s][0]
		verb += d.counts[s][1] * 0.3
	}
	for _, s := range stems(w, "ed", "", "ed", "e", "ied", "y") {
		past += d.counts[s][1]
	}
	if s, ok := d.irregular[w]; ok {
		past += d.counts[s][1]
	}
	for _, s := range stems(w, "ing", "", "ing", "e") {
		gerund += d.counts[s][1]
	}
	if n := len(w); n > 5 && (strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing")) && w[n-3] == w[max(0, n-4)] {
		past += d.counts[strings.TrimSuffix(w, "ed")[:max(1, n-3)]][1]
	}
	if strings.HasSuffix(w, "ed") && past > 0 {
		adj *= 0.3
	}
	best, class, total := 0.0, fold.Class(0), 0.0
	for _, x := range []struct {
		n float64
		c fold.Class
	}{{noun, fold.Noun}, {plural, fold.Plural}, {verb, fold.Verb}, {past, fold.Past}, {gerund, fold.Gerund}, {adj, fold.Adjective}, {adv, fold.Adverb}} {
		total += x.n
		if x.n > best {
			best, class = x.n, x.c
		}
	}
	switch class {
	case fold.Noun:
		class = d.nounClass(w, false)
	case fold.Plural:
		class = d.nounClass(singular, true)
	}
	return class, total
}

// stems takes endings off w: pairs of an ending and what replaces it.
func stems(w string, pairs ...string) []string {
	var out []string
	for i := 0; i < len(pairs); i += 2 {
		if s, ok := strings.CutSuffix(w, pairs[i]); ok && len(s) > 1 {
			out = append(out, s+pairs[i+1])
		}
	}
	return out
}

// word is what the trainer counts of a word.
type word struct {
	cables     int     // in which it stands in small letters
	possessive float64 // times after "'s"
	comma      float64 // times after a comma
	class      fold.Class
	common     float64 // how common it is in WordNet's texts
}

// countWords counts the words of the cables.
func countWords(texts []*text, d *dictionary) map[string]*word {
	words := map[string]*word{}
	get := func(s string) *word {
		w := words[s]
		if w == nil {
			w = &word{}
			words[s] = w
		}
		return w
	}
	for _, t := range texts {
		seen := map[string]bool{}
		for _, b := range t.blocks {
			countBlock(string(b), t.evidence.FoldedCommas() > 0, seen, get)
		}
		for s := range seen {
			get(s).cables++
		}
	}
	for s, w := range words {
		if w.cables < inCables {
			delete(words, s)
		}
	}
	for s := range d.counts {
		if plainWord(s) {
			for _, form := range forms(s) {
				if _, n := d.class(form); n >= 1 {
					get(form).common = n
				}
			}
		}
	}
	for c, list := range closedClasses {
		for _, s := range strings.Fields(list) {
			if plainWord(s) {
				w := get(s)
				w.class, w.common = c, 1e6
			}
		}
	}
	for s, w := range words {
		if w.class == 0 {
			w.class, _ = d.class(s)
		}
		if w.class == 0 {
			w.class = 'u'
		}
	}
	return words
}

// forms are a lemma and its regular forms.
func forms(s string) []string {
	out := []string{s, s + "s"}
	if stem, ok := strings.CutSuffix(s, "y"); ok {
		out = append(out, stem+"ies", stem+"ied")
	}
	if stem, ok := strings.CutSuffix(s, "e"); ok {
		return append(out, s+"d", stem+"ing")
	}
	for _, end := range []string{"s", "x", "z", "ch", "sh", "o"} {
		if strings.HasSuffix(s, end) {
			out = append(out, s+"es")
		}
	}
	return append(out, s+"ed", s+"ing")
}

func plainWord(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return len(s) > 0 && len(s) <= 20
}

// countBlock counts the words of one block. damaged says that commas of the cable
// may be apostrophes: those before an s then count as such, others not at all.
func countBlock(s string, damaged bool, seen map[string]bool, get func(string) *word) {
	for i := 0; i < len(s); {
		if !isLetter(s[i]) {
			i++
			continue
		}
		start := i
		for i < len(s) && isLetter(s[i]) {
			i++
		}
		w := s[start:i]
		lower := strings.ToLower(w)
		if lower == w && plainWord(w) && len(w) > 1 && (start == 0 || s[start-1] < 0x80 && s[start-1] != '\'') {
			seen[w] = true
		}
		if !plainWord(lower) || w != lower {
			continue
		}
		before := strings.TrimRight(s[:start], " \n")
		if len(before) == start {
			continue // glued to what stands before
		}
		switch {
		case strings.HasSuffix(before, "'s") || strings.HasSuffix(before, "\u2019s") || strings.HasSuffix(before, ",s"):
			get(lower).possessive++
		case strings.HasSuffix(before, ",") && !damaged:
			get(lower).comma++
		case strings.HasSuffix(before, "s'") || strings.HasSuffix(before, "s\u2019"):
			get(lower).possessive++
		}
	}
}

func isLetter(b byte) bool { return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' }

// strength is how much the class of a word weighs against its own counts.
const strength = 3

// weigh gives each word its weight: the logarithm of how much oftener it stands
// after a possessive than after a comma, drawn towards that of its class.
func weigh(words map[string]*word) map[string]int {
	perClass := map[fold.Class][2]float64{}
	var all [2]float64
	names := sorted(words)
	for _, s := range names {
		w := words[s]
		c := perClass[w.class]
		c[0], c[1] = c[0]+w.possessive, c[1]+w.comma
		perClass[w.class] = c
		all[0], all[1] = all[0]+w.possessive, all[1]+w.comma
	}
	out := map[string]int{}
	for _, s := range names {
		w := words[s]
		c := perClass[w.class]
		p, q := (c[0]+1)/(all[0]+10), (c[1]+1)/(all[1]+10)
		pc, qc := p/(p+q), q/(p+q)
		// counts scaled so that a possessive and a comma are equally frequent
		r := all[1] / all[0]
		x := (w.possessive*r + strength*pc) / (w.comma + strength*qc)
		out[s] = int(math.Round(100 * max(-6, min(6, math.Log(x)))))
	}
	return out
}

func sorted(words map[string]*word) []string {
	var names []string
	for s := range words {
		names = append(names, s)
	}
	sort.Strings(names)
	return names
}

// choose keeps the words of the cables and the commonest others.
func choose(words map[string]*word) map[string]*word {
	names := sorted(words)
	sort.SliceStable(names, func(i, j int) bool {
		a, b := words[names[i]], words[names[j]]
		if (a.cables >= inCables || a.common >= 1e6) != (b.cables >= inCables || b.common >= 1e6) {
			return a.cables >= inCables || a.common >= 1e6
		}
		return a.common > b.common
	})
	out := map[string]*word{}
	for _, s := range names[:min(len(names), maxWords)] {
		out[s] = words[s]
	}
	return out
}
