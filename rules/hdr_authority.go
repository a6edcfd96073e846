package rules

import (
	"bytes"
	_ "embed"
	"strings"
	"time"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// Who classified the cable, and for which reasons.

//go:embed docs/hdr-classified-by-missing.md
var classifiedByMissingDoc string

//go:embed docs/hdr-classified-by-duplicate.md
var classifiedByDuplicateDoc string

//go:embed docs/hdr-classified-by-unclassified.md
var classifiedByUnclassifiedDoc string

//go:embed docs/hdr-reasons-malformed.md
var reasonsMalformedDoc string

//go:embed docs/hdr-reason-era.md
var reasonEraDoc string

// classifiedByMissing reports a classified cable of the years of E.O. 12958 and
// after that names no classification authority.
var classifiedByMissing = &lint.Rule{
	ID:        "hdr-classified-by-missing",
	Title:     "no classification authority",
	Doc:       classifiedByMissingDoc,
	Severity:  lint.Warning,
	Presets:   anywhere,
	Unproved:  beforeCablegate,
	Authority: "E.O. 12958 s. 1.7(a); 5 FAH-1 H-132",
	Since:     "0.1",
	Needs:     cable.HasClassified,
	Lacks:     cable.HasAuthority,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if d.Authority.Present() || d.Partial || !d.Banner.Level.Classified() || !d.EO.Present() && !d.Tags.Present() {
			return
		}
		on, ok := sent(d)
		if ok && on.Before(day(1995, time.October, 14)) || !ok && d.EO.Number != 12958 && d.EO.Number != 13526 {
			return
		}
		if saysClassifiedBy(d) {
			return
		}
		p.Report(d.Banner.Classification, "a {0} cable names who classified it and why; there is no Classified By and no Derived From",
			lint.Name(d.Banner.Level.String()))
	},
}

// saysClassifiedBy reports whether a line says who classified the cable though it
// stands where no authority is looked for: numbered as a paragraph, in a
// paragraph's middle, at the end.
func saysClassifiedBy(d *cable.Document) bool {
	return says(d.Raw, "CLASSIFIED BY", 'Y') || says(d.Raw, "CLASS BY", 'Y') || says(d.Raw, "DERIVED FROM", 'V')
}

// says reports whether b contains s, which is upper case, in any case. Rare is a letter
// of s that few words have, once in it.
func says(b []byte, s string, rare byte) bool {
	before := strings.IndexByte(s, rare)
	for _, c := range [...]byte{rare, rare | 0x20} {
		for at := before; at < len(b); at++ {
			i := bytes.IndexByte(b[at:], c)
			if i < 0 {
				break
			}
			if at += i; hasPrefixFold(b[at-before:], s) {
				return true
			}
		}
	}
	return false
}

// classifiedByDuplicate reports "Classified By: Classified by ...": the form's
// label and the one that the writer typed into it.
var classifiedByDuplicate = &lint.Rule{
	ID:        "hdr-classified-by-duplicate",
	Title:     "Classified By written twice",
	Doc:       classifiedByDuplicateDoc,
	Severity:  lint.Info,
	Fix:       lint.Safe,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "observed: 23 of 1,295",
	Since:     "0.1",
	Needs:     cable.HasAuthority,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		a := &d.Authority
		if a.Label.Empty() || !hasPrefixFold(bytes.TrimLeft(d.Bytes(a.Label), " "), "CLASSIFIED BY") {
			return
		}
		rest := d.Raw[a.Label.End:a.Span.End]
		skip := len(rest) - len(bytes.TrimLeft(rest, " :"))
		n := doubledLabelLen(rest[skip:])
		if n == 0 {
			return
		}
		cut := cable.Span{Start: a.Label.End + uint32(skip), End: a.Label.End + uint32(skip+n)}
		p.Report(cut, "{0} repeats the label", lint.Text(bytes.TrimRight(d.Bytes(cut), " "))).
			SetFix(lint.Safe, "drop the second label", lint.Delete(cut))
	},
}

// doubledLabelLen is the length of a second "Classified by" or "By" at the start
// of b, with the marks and blanks after it; 0 when there is none.
func doubledLabelLen(b []byte) int {
	n := 0
	for _, label := range [...]string{"CLASSIFIED BY", "CLASSIFIED CONFIDENTIAL BY", "CLASSIFIED SECRET BY", "BY"} {
		if hasPrefixFold(b, label) {
			n = len(label)
			break
		}
	}
	if n == 0 {
		return 0
	}
	start := n
	for n < len(b) && (b[n] == ' ' || b[n] == ':') {
		n++
	}
	if n == start || n == len(b) || b[n] == '\n' || b[n] == '\r' {
		return 0 // cut at the line's end: the line break would be left hanging
	}
	return n
}

// classifiedByUnclassified reports a classification authority on an unclassified cable.
var classifiedByUnclassified = &lint.Rule{
	ID:        "hdr-classified-by-unclassified",
	Title:     "classification authority on an unclassified cable",
	Doc:       classifiedByUnclassifiedDoc,
	Severity:  lint.Warning,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "observed: 102 of 103 unclassified cables have none",
	Since:     "0.1",
	Needs:     cable.HasAuthority | cable.HasLevel,
	Lacks:     cable.HasClassified,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if d.Authority.Present() && d.Banner.Level != cable.NoLevel && !d.Banner.Level.Classified() {
			p.Report(d.Authority.Label, "the banner says {0}, yet the cable names a classification authority", lint.Name(d.Banner.Level.String()))
		}
	},
}

// reasonsMalformed reports reasons whose section is not written 1.4 or 1.5, and
// letters that no reason of the order has.
var reasonsMalformed = &lint.Rule{
	ID:        "hdr-reasons-malformed",
	Title:     "reasons for classification malformed",
	Doc:       reasonsMalformedDoc,
	Severity:  lint.Warning,
	Fix:       lint.Unsafe,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "E.O. 12958 s. 1.7(a)(5): a concise reason, by section and letter",
	Since:     "0.1",
	Needs:     cable.HasReasons,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		a := &d.Authority
		if !a.Present() || a.Derived || len(a.Reasons) == 0 {
			return
		}
		if letter := strayReason(d); !letter.Empty() {
			p.Report(letter, "reasons: ({0}) is no reason of the order; they are (a) to (h)", lint.Text(d.Bytes(letter)))
		}
		first := a.Reasons[0]
		section := "1.4"
		if on, ok := sent(d); ok && on.Before(amended()) {
			section = "1.5"
		}
		if bad := mistypedSection(d, first.Span.Start); !bad.Empty() {
			p.Report(bad, "reasons: {0} stands for {1}", lint.Text(d.Bytes(bad)), lint.Name(section)).
				SetFix(lint.Unsafe, "write the section", lint.Replace(bad, section))
			return
		}
		if first.Section != 0 {
			return
		}
		at := first.Span.Start
		if at > 0 && d.Raw[at-1] == '(' {
			at--
		}
		here := cable.Span{Start: at, End: at}
		p.Report(first.Span, "reasons: letter {0} without its section; expected {1}",
			lint.Text(d.Bytes(first.Span)), lint.Quoted(section+" ("+string(d.Bytes(first.Span))+")")).
			SetFix(lint.Unsafe, "write the section", lint.Replace(here, section+" "))
	},
}

// strayReason is a letter in parentheses after the first reason that no reason of
// the order has. The portion mark of a text that runs on is none.
func strayReason(d *cable.Document) cable.Span {
	for i := d.Authority.Reasons[0].Span.End; i+2 < d.Authority.Span.End; i++ {
		c := d.Raw[i+1]
		if d.Raw[i] == '(' && d.Raw[i+2] == ')' && !isLetter(d.Raw[i-1]) && isLetter(c) && upper(c) > 'H' && c != 'S' && c != 'U' {
			return cable.Span{Start: i + 1, End: i + 2}
		}
	}
	return cable.Span{}
}

// mistypedSection is the span of what stands for 1.4 before the first letter:
// "14", "1/4", "1:4", "1. 4", "1-4", "1.4.", "l.4", ".4". It is empty when 1.4 or nothing like it
// is there. A line break inside 1.4 is the cut of the telegram software.
func mistypedSection(d *cable.Document, at uint32) cable.Span {
	first := d.Authority.Span.Start
	i := at
	for i > first && (isBreak(d.Raw[i-1]) || d.Raw[i-1] == '(') {
		i--
	}
	end := i
	stopped := i > first && d.Raw[i-1] == '.'
	if stopped {
		i--
	}
	if i == first || d.Raw[i-1] != '4' && d.Raw[i-1] != '5' {
		return cable.Span{}
	}
	i--
	between := i
	for n := 0; i > first && n < 4 && (isBreak(d.Raw[i-1]) || bytes.IndexByte([]byte("./:;-,"), d.Raw[i-1]) >= 0); n++ {
		i--
	}
	if d.Raw[between-1] == '.' && between-i > 1 && isBlank(d.Raw[between-2]) && i > first && isLetter(d.Raw[i-1]) && i-1 > first && isLetter(d.Raw[i-2]) {
		return cable.Span{Start: between - 1, End: end} // reasons .4
	}
	if i == first || d.Raw[i-1] != '1' && d.Raw[i-1] != 'l' && d.Raw[i-1] != 'I' || i-1 > first && (isDigit(d.Raw[i-2]) || isLetter(d.Raw[i-2])) {
		return cable.Span{}
	}
	gap := d.Raw[i:between]
	if d.Raw[i-1] == '1' && string(gap) == "." && !stopped || d.Raw[i-1] != '1' && string(gap) != "." || bytes.ContainsAny(gap, "\r\n") {
		return cable.Span{}
	}
	return cable.Span{Start: i - 1, End: end}
}

// reasonEra reports section 1.5 after E.O. 12958 was amended, and 1.4 before.
var reasonEra = &lint.Rule{
	ID:        "hdr-reason-era",
	Title:     "section of reasons of another time",
	Doc:       reasonEraDoc,
	Severity:  lint.Warning,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "E.O. 12958 s. 1.5; E.O. 13292 s. 1.4; ISOO, 22 September 2003",
	Since:     "0.1",
	Needs:     cable.HasReasons,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		earliest, latest, ok := sentBetween(d)
		if !ok || earliest.Before(day(1995, time.October, 14)) || len(d.Authority.Reasons) == 0 {
			return
		}
		first := d.Authority.Reasons[0]
		switch {
		case first.Section == '5' && !earliest.Before(daysAfter(amended(), changeover)):
			p.Report(first.Span, "the reasons cite section {0}; since 2003-09-22 they are in {1}", lint.Name("1.5"), lint.Name("1.4"))
		case first.Section == '4' && latest.Before(amended()):
			p.Report(first.Span, "the reasons cite section {0}; before 2003-09-22 they were in {1}", lint.Name("1.4"), lint.Name("1.5"))
		}
	},
}
