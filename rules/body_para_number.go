package rules

import (
	_ "embed"
	"strconv"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/body-para-number-gap.md
var paraNumberGapDoc string

//go:embed docs/body-para-number-duplicate.md
var paraNumberDuplicateDoc string

// paraNumberGap reports paragraph numbers that are skipped. Extracts have gaps by
// their nature and are left alone.
var paraNumberGap = &lint.Rule{
	ID:        "body-para-number-gap",
	Title:     "paragraph numbers skipped",
	Doc:       paraNumberGapDoc,
	Severity:  lint.Warning,
	Presets:   drafted,
	Authority: "5 FAH-1 H-246.2",
	Since:     "0.1",
	Needs:     cable.HasOddNumber,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if d.Partial {
			return
		}
		for i, step := range numbering(d) {
			if step.kind != skips {
				continue
			}
			para := &d.Paragraphs[i]
			if step.alone {
				p.Report(para.NumberSpan, "paragraph {0} stands before paragraph {1}; expected {2}",
					lint.Int(para.Number), lint.Int(step.before+2), lint.Int(step.before+1))
				continue
			}
			p.Report(para.NumberSpan, "paragraph {0} follows {1}; {2}",
				lint.Int(para.Number), lint.Name(predecessor(step.before)), lint.Name(missingNumbers(step.before+1, para.Number-1)))
		}
	},
}

// predecessor names what stands before a paragraph.
func predecessor(n int) string {
	if n == 0 {
		return "no other"
	}
	return "paragraph " + strconv.Itoa(n)
}

// missingNumbers says which numbers are not there.
func missingNumbers(first, last int) string {
	switch {
	case first == last:
		return strconv.Itoa(first) + " is missing"
	case first+1 == last:
		return strconv.Itoa(first) + " and " + strconv.Itoa(last) + " are missing"
	default:
		return strconv.Itoa(first) + " to " + strconv.Itoa(last) + " are missing"
	}
}

// paraNumberDuplicate reports a paragraph number that stands twice or goes back.
// The fix is only shown: other paragraphs and cables cite the numbers.
var paraNumberDuplicate = &lint.Rule{
	ID:        "body-para-number-duplicate",
	Title:     "paragraph number used twice or going back",
	Doc:       paraNumberDuplicateDoc,
	Severity:  lint.Warning,
	Fix:       lint.Display,
	Presets:   drafted,
	Authority: "5 FAH-1 H-246.2",
	Since:     "0.1",
	Needs:     cable.HasOddNumber,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		for i, step := range numbering(d) {
			if step.kind != repeats {
				continue
			}
			para := &d.Paragraphs[i]
			message := "paragraph number {0} is used twice"
			if para.Number < step.before {
				message = "paragraph number {0} goes back: the one before is {1}"
			}
			p.Report(para.NumberSpan, message, lint.Int(para.Number), lint.Int(step.before)).
				SetFix(lint.Display, "count on", lint.Replace(digits(d, para.NumberSpan), strconv.Itoa(step.before+1)))
		}
	},
}

// digits is the number without its stop and without parentheses round it.
func digits(d *cable.Document, span cable.Span) cable.Span {
	for span.End > span.Start && !isDigit(d.Raw[span.Start]) {
		span.Start++
	}
	for span.End > span.Start && !isDigit(d.Raw[span.End-1]) {
		span.End--
	}
	return span
}

// A step is how a paragraph's number follows the one before it.
type step struct {
	kind   stepKind
	before int  // the number that it follows
	alone  bool // whether only this number is wrong: the one after it goes on from the one before
}

type stepKind uint8

const (
	follows stepKind = iota
	skips            // numbers are missing before it
	repeats          // the same number again, or a lower one
)

// numbering yields the top-level paragraphs of a cable with the way each follows
// the one before. A number that is wrong alone counts as the one that was meant:
// 8, 7, 10 has one fault, not two. A list or an annex that starts again at 1, and
// a second cable, count anew.
func numbering(d *cable.Document) func(func(int, step) bool) {
	return func(yield func(int, step) bool) {
		last, unnumbered := 0, 0
		for i := range d.Paragraphs {
			para := &d.Paragraphs[i]
			if para.Nested {
				continue
			}
			if para.Number == 0 {
				unnumbered++
				continue
			}
			if d.Next > 0 && para.Line >= d.Next {
				return
			}
			n := para.Number
			// A paragraph that lost its number is reported as that, not as a gap.
			if n > last+1 && n <= last+1+unnumbered {
				last = n - 1
			}
			unnumbered = 0
			next := nextNumber(d, i)
			s := step{before: last}
			switch {
			case n == last+1:
				last = n
			case n == 1 && last > 1:
				last = 1
			case n > last:
				s.kind = skips
				if s.alone = next == last+2; s.alone {
					if n == next {
						s.kind = repeats // 7, 9, 9: the first 9 stands for 8
					}
					n = last + 1 // 5, 15, 7: only the 15 is wrong
				}
				last = n
			default:
				s.kind = repeats
				switch {
				case next == last+2:
					last++ // 3, 3, 5: the second 3 stands for 4
				case next == n+1 && n < last:
					last = n // the count goes on from here
				}
			}
			if !yield(i, s) {
				return
			}
		}
	}
}

// nextNumber is the number of the top-level paragraph after the one with index i;
// 0 when there is none.
func nextNumber(d *cable.Document, i int) int {
	for i++; i < len(d.Paragraphs); i++ {
		if !d.Paragraphs[i].Nested && d.Paragraphs[i].Number > 0 {
			return d.Paragraphs[i].Number
		}
	}
	return 0
}
