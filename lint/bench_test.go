package lint_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// inventedCable writes a cable of some size in the form of the wire, with faults
// in about one line of forty when damaged.
func inventedCable(rng *rand.Rand, size int, damaged bool) []byte {
	words := strings.Fields("the minister of Zarkonia told Ambassador Quillfeather that his government would not accept proposals from Eastmark on grain, fish (and timber) before talks; he said \"we are ready\" and asked for U.S. views on the 24-member commission's report")
	var b strings.Builder
	b.WriteString("VZCZCXRO1234\nRR RUEHXX\nDE RUEHZK #0042/01 0391651\nZNY CCCCC ZZH\nR 081651Z FEB 06\nFM AMEMBASSY NORTHPORT\nTO SECSTATE WASHDC 1234\n" +
		"C O N F I D E N T I A L SECTION 01 OF 02 NORTHPORT 000042\n\nSIPDIS\n\nE.O. 12958: DECL: 02/08/2016\nTAGS: PGOV, PREL\nSUBJECT: ZARKONIA: GRAIN AND FISH\n\nClassified By: AMBASSADOR ADA QUILLFEATHER. REASON: 1.4 (b) AND (d).\n\n")
	for n := 1; b.Len() < size; n++ {
		fmt.Fprintf(&b, "%d. (C) ", n)
		for line := range 6 {
			for width := 0; width < 60; {
				w := words[rng.IntN(len(words))]
				b.WriteString(w + " ")
				width += len(w) + 1
			}
			if damaged && rng.IntN(40) == 0 {
				b.WriteString("Eastmark,s &plan8 ")
			}
			b.WriteString("\n")
			if line == 5 {
				b.WriteString("\n")
			}
		}
	}
	return []byte(b.String())
}

// typical are rules that hang on what the catalogue hangs on.
func typical() []*lint.Rule {
	near := func(id string, anchors ...lint.Anchor) *lint.Rule {
		return &lint.Rule{ID: id, Severity: lint.Warning, In: cable.ZoneText, Anchors: anchors, At: func(p *lint.Pass, at uint32) {
			raw := p.Cable.Raw
			if int(at)+2 < len(raw) && raw[at] == ',' && raw[at+1] == 's' && raw[at+2] == ' ' {
				p.Report(cable.Span{Start: at, End: at + 1}, "{0}", lint.Text(raw[at:at+2]))
			}
		}}
	}
	letter := cable.MaskLower | cable.MaskUpper | cable.MaskQ
	return []*lint.Rule{
		near("comma", lint.Anchor{Byte: ',', Before: letter, After: letter}),
		near("amp", lint.Anchor{Byte: '&'}),
		near("eight", lint.Anchor{Byte: '8', Before: letter | cable.MaskStop | cable.MaskComma}),
		near("paren", lint.Anchor{Byte: ')', Before: cable.MaskBlank | cable.MaskDash}, lint.Anchor{Byte: ')', After: cable.MaskDash}),
		near("star", lint.Anchor{Byte: '*'}),
		near("q", lint.Anchor{Byte: 'Q', Before: cable.MaskLower}),
		near("question", lint.Anchor{Byte: '?', After: letter}),
		near("stop", lint.Anchor{Byte: '.', Before: cable.MaskUpper, After: cable.MaskUpper}),
		near("high", lint.Anchor{Byte: 0xC2}, lint.Anchor{Byte: 0xC3}, lint.Anchor{Byte: 0xE2}),
		{ID: "para", Severity: lint.Warning, Kinds: []cable.Kind{cable.KindParagraph}, Line: func(*lint.Pass, int) {}},
		{ID: "whole", Severity: lint.Warning, Cable: func(*lint.Pass) {}},
	}
}

func BenchmarkVisit(b *testing.B) {
	raw := inventedCable(rand.New(rand.NewPCG(1, 1)), 10_000, false)
	s, err := lint.Select(typical(), lint.Request{})
	if err != nil {
		b.Fatal(err)
	}
	for _, row := range []struct {
		name string
		s    *lint.Selection
	}{{"bare", lint.Bare(s)}, {"rules", s}} {
		b.Run(row.name, func(b *testing.B) {
			e, err := lint.New(row.s, lint.Options{})
			if err != nil {
				b.Fatal(err)
			}
			session := e.NewSession()
			d := cable.Parse(raw)
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				session.Run(d, lint.Origin{})
			}
		})
	}
}

func BenchmarkLint(b *testing.B) {
	for _, damaged := range []bool{false, true} {
		raw := inventedCable(rand.New(rand.NewPCG(1, 1)), 10_000, damaged)
		session := engine(b, lint.Request{}, lint.Options{}, typical()...).NewSession()
		b.Run(fmt.Sprintf("damaged=%v", damaged), func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				session.Lint(raw, nil, lint.Origin{})
			}
		})
	}
}

func BenchmarkScan(b *testing.B) {
	raw := inventedCable(rand.New(rand.NewPCG(1, 1)), 10_000, false)
	session := engine(b, lint.Request{}, lint.Options{}, typical()...).NewSession()
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := session.Scan(raw, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFix(b *testing.B) {
	raw := inventedCable(rand.New(rand.NewPCG(1, 1)), 10_000, true)
	session := fixer(b, lint.Request{}, lint.Options{}, append(typical(), swap("fix", ",s", "'s"))...)
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		session.Fix(raw, nil, lint.Origin{})
	}
}

// BenchmarkManyFindings shows that cost per byte stays flat on a hostile cable.
func BenchmarkManyFindings(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		raw := []byte(strings.Repeat("a,s ", n))
		session := fixer(b, lint.Request{}, lint.Options{}, swap("fix", ",s", "'s"), word("other", "s a", "fix"))
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			for b.Loop() {
				session.Fix(raw, nil, lint.Origin{})
			}
		})
	}
}
