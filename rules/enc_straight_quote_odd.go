package rules

import (
	"bytes"
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/enc-straight-quote-odd.md
var straightQuoteOddDoc string

// straightQuoteOdd reports paragraphs with an odd number of straight quotation marks.
var straightQuoteOdd = &lint.Rule{
	ID:        "enc-straight-quote-odd",
	Title:     "odd number of straight quotation marks in a paragraph",
	Doc:       straightQuoteOddDoc,
	Severity:  lint.Info,
	Fix:       lint.Display,
	Off:       true,
	Authority: "observed",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		eachTextBlock(p, func(f *cable.Flow, next []byte) {
			at, n := lastQuote(f.Text)
			if n%2 == 1 && !bytes.Contains(next[:min(len(next), 24)], []byte(`"`)) {
				p.Report(cable.Span{Start: f.Raw(at), End: f.Raw(at) + 1}, "the paragraph has {0} straight quotation marks; one has no pair", lint.Int(n))
			}
		})
	},
}

// lastQuote is where the last straight mark stands, and how many there are; marks
// of inches, after a digit and before no stop, do not count.
func lastQuote(text []byte) (at, n int) {
	for i, b := range text {
		if b != '"' || i > 0 && isDigit(text[i-1]) && (i+1 == len(text) || isSpace(text[i+1])) && n%2 == 0 {
			continue
		}
		at, n = i, n+1
	}
	return at, n
}
