package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/cablelint/cablelint/rules/internal/fold"
)

// Settings of the fit, found by cross-validation over cables.
const (
	rounds  = 400
	penalty = 1.0 // of the squares of the weights
)

// train makes a lexicon of the cables.
func train(texts []*text, d *dictionary) string {
	words := choose(countWords(texts, d))
	weights := weigh(words)
	var b strings.Builder
	positives, commas := 0, 0
	for _, t := range texts {
		for _, e := range t.examples {
			if e.possessive {
				positives++
			} else {
				commas++
			}
		}
	}
	fmt.Fprintf(&b, `# Words and weights of the deciders over folded characters. Written by
# rules/internal/train from %d cables: %d sound plural possessives, %d commas;
# words that stand in %d cables or more, and common words of WordNet 3.0
# (Copyright 2006 by Princeton University. All rights reserved.), whose classes
# these are. Weights in hundredths of a nat. Logistic regression, %d rounds,
# penalty %.2f. Precision and recall: docs/encoding.md.
`, len(texts), positives, commas, inCables, rounds, penalty)
	b.WriteString(wordLines(words, weights)[1:])
	b.WriteString("# weights\n")
	for n, w := range fit(rowsOf(texts, d)) {
		if v := int(math.Round(100 * w)); v != 0 && n < fold.NumFeatures {
			fmt.Fprintf(&b, "%s\t%d\n", fold.FeatureName(n), v)
		}
	}
	return b.String()
}

// parts is in how many parts the cables are cut so that no word is weighed by the
// cable in which it is then met.
const parts = 4

// use replaces the lexicon. One that has no index is too large: nothing can go on.
func use(data string) {
	if err := fold.Use(data); err != nil {
		panic(err)
	}
}

// rowsOf makes the rows of the fit. The words of each part are weighed by the other parts.
func rowsOf(texts []*text, d *dictionary) []row {
	var rows []row
	for k := range parts {
		in := func(t *text) bool { return t.share(parts*7)%parts == k }
		words := choose(countWords(keep(texts, func(t *text) bool { return !in(t) }), d))
		use(wordLines(words, weigh(words)) + "# weights\n")
		for _, t := range keep(texts, in) {
			for _, e := range t.examples {
				rows = append(rows, newRow(e, 1))
			}
			for _, e := range t.others {
				rows = append(rows, newRow(e, share))
			}
		}
	}
	return rows
}

// share is what an example after another word counts.
const share = 1.0

func newRow(e example, weight float64) row {
	r := row{features: fold.PluralFeatures(e.block, e.at, nil), weight: weight}
	if e.possessive {
		r.y = 1
	}
	if weight == 1 {
		return r
	}
	kept := r.features[:0]
	for _, f := range r.features {
		if f.Number < fold.FirstOfPlural && f.Number != 0 {
			kept = append(kept, f)
		}
	}
	// Their own bias: possessives are commoner among them.
	r.features = append(kept, fold.Feature{Number: fold.NumFeatures, Value: 100})
	return r
}

func wordLines(words map[string]*word, weights map[string]int) string {
	var b strings.Builder
	b.WriteString("\n# words\n")
	for _, s := range sorted(words) {
		fmt.Fprintf(&b, "%s\t%c\t%d\n", s, words[s].class, weights[s])
	}
	return b.String()
}

// row is an example ready for the fit.
type row struct {
	features []fold.Feature
	y        float64
	weight   float64
}

// fit finds the weights by gradient steps over all examples, each scaled by how
// often its feature moved before (AdaGrad): a fixed number of rounds in a fixed order.
func fit(rows []row) []float64 {
	w := make([]float64, fold.NumFeatures+1)
	moved := make([]float64, fold.NumFeatures+1)
	grad := make([]float64, fold.NumFeatures+1)
	for range rounds {
		for n := range grad {
			grad[n] = penalty * w[n]
		}
		grad[0], grad[fold.NumFeatures] = 0, 0 // a bias is not drawn to nought
		for _, r := range rows {
			z := 0.0
			for _, f := range r.features {
				z += w[f.Number] * float64(f.Value) / 100
			}
			g := r.weight * (1/(1+math.Exp(-z)) - r.y)
			for _, f := range r.features {
				grad[f.Number] += g * float64(f.Value) / 100
			}
		}
		for n, g := range grad {
			if g != 0 {
				moved[n] += g * g
				w[n] -= 0.3 * g / math.Sqrt(moved[n])
			}
		}
	}
	return w
}
