package rules

import (
	"bytes"
	_ "embed"
	"slices"
	"strings"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// What stands in the TAGS line.

//go:embed docs/hdr-tags-odd-token.md
var tagsOddTokenDoc string

//go:embed docs/hdr-tags-no-subject-tag.md
var tagsNoSubjectTagDoc string

//go:embed docs/hdr-tags-person.md
var tagsPersonDoc string

// tagsOddToken reports what is no TAG: two tags fused, a tag in lower case or
// said twice, a country's code of another list, a word of the language.
var tagsOddToken = &lint.Rule{
	ID:        "hdr-tags-odd-token",
	Title:     "unknown or malformed TAG",
	Certain:   true,
	Doc:       tagsOddTokenDoc,
	Severity:  lint.Warning,
	Fix:       lint.Unsafe,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-3 H-011, H-012, H-111, H-612; FIPS 10-4",
	Since:     "0.1",
	Needs:     cable.HasTagItems,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if reportLowerCaseTags(p) {
			return
		}
		items := d.Tags.Items
		for i := 0; i < len(items); i++ {
			if i+1 < len(items) && fusedWithNext(items, i) {
				i = reportFused(p, i)
				continue
			}
			if t := items[i]; t.Kind == cable.TagUnknown {
				i = reportUnknown(p, i)
				continue
			}
			reportRepeat(p, i)
		}
	},
}

// reportLowerCaseTags reports a TAGS field in lower case, once for all its tags.
func reportLowerCaseTags(p *lint.Pass) bool {
	d := p.Cable
	if first := &d.Lines[d.Tags.Line]; first.Mask&cable.MaskLower == 0 && d.Tags.Span.End <= first.End {
		return false
	}
	var edits []lint.Edit
	var at cable.Span
	for _, t := range d.Tags.Items {
		b := d.Bytes(t.Span)
		if t.Kind == cable.TagUnknown || t.Kind == cable.TagPerson || !slices.ContainsFunc(b, isLower) {
			continue
		}
		if at.Empty() {
			at = t.Span
		}
		at.End = t.Span.End
		edits = append(edits, lint.Replace(t.Span, string(bytes.ToUpper(b))))
	}
	if len(edits) == 0 {
		return false
	}
	f := p.Report(at, "TAGS: {0} is not in capitals", lint.Text(d.Bytes(at)))
	f.SetFix(lint.Safe, "write the tags in capitals", edits...)
	if d.Edition&cable.EditionLower != 0 {
		f.Severity = lint.Info // the publisher's sentence case
	}
	return true
}

// fusedWithNext reports whether the tag and the next were written as one word.
func fusedWithNext(items []cable.Tag, i int) bool {
	return items[i].Span.End == items[i+1].Span.Start
}

// reportFused reports tags written as one word and gives the index of the last.
func reportFused(p *lint.Pass, first int) int {
	items := p.Cable.Tags.Items
	last := first
	var edits []lint.Edit
	var parts strings.Builder
	parts.Write(p.Cable.Bytes(items[first].Span))
	for last+1 < len(items) && fusedWithNext(items, last) {
		last++
		at := items[last].Span.Start
		edits = append(edits, lint.Replace(cable.Span{Start: at, End: at}, tagSeparator(p.Cable)))
		parts.WriteString(" ")
		parts.Write(p.Cable.Bytes(items[last].Span))
	}
	span := cable.Span{Start: items[first].Span.Start, End: items[last].Span.End}
	f := p.Report(span, "TAGS: {0} is {1} tags written as one; expected {2}",
		lint.Text(p.Cable.Bytes(span)), lint.Int(last-first+1), lint.Quoted(parts.String()))
	fix := lint.Safe
	if last-first > 1 {
		fix = lint.Unsafe // more than one cut: more than one way to cut
	}
	f.SetFix(fix, "separate the tags", edits...)
	return last
}

// tagSeparator is how the cable separates its tags: the handbook's way unless
// others of them have blanks between them. A blank between tags that were one
// word alone would be a fault of its own.
func tagSeparator(d *cable.Document) string {
	items := d.Tags.Items
	if bytes.IndexByte(d.Bytes(d.Tags.Span), ',') >= 0 {
		return ", "
	}
	for i := 1; i < len(items); i++ {
		if items[i-1].Span.End < items[i].Span.Start {
			return " "
		}
	}
	return ", "
}

// reportRepeat reports a tag that is said twice.
func reportRepeat(p *lint.Pass, i int) {
	d := p.Cable
	if !repeatsTag(d, i) {
		return
	}
	t := d.Tags.Items[i]
	cut := cable.Span{Start: outside(d, d.Tags.Items[i-1]).End, End: t.Span.End}
	p.Report(t.Span, "TAGS: {0} is there already", lint.Text(d.Bytes(t.Span))).
		SetFix(lint.Safe, "remove the second one", lint.Delete(cut))
}

// reportUnknown reports an unknown tag, with the words of the language that
// follow it (POLITICAL PARTIES), and gives the index of the last of them.
func reportUnknown(p *lint.Pass, first int) int {
	d := p.Cable
	items := d.Tags.Items
	last := first
	for last+1 < len(items) && items[last+1].Kind == cable.TagUnknown && items[last].Span.Len() > 4 && items[last+1].Span.Len() > 4 &&
		allBlank(d.Bytes(cable.Span{Start: items[last].Span.End, End: items[last+1].Span.Start})) {
		last++
	}
	span := cable.Span{Start: items[first].Span.Start, End: items[last].Span.End}
	b := d.Bytes(span)
	if !redacted(b) && d.ZoneAt(span.Start)&(cable.ZoneFurniture|cable.ZoneRedaction) == 0 {
		reportUnknownTag(p, span, b)
	}
	return last
}

// reportUnknownTag reports a word that is no tag, with the tag that was meant
// where one is near.
func reportUnknownTag(p *lint.Pass, span cable.Span, b []byte) {
	if right, country := otherCode(b); right != "" {
		f := p.Report(span, "TAGS: {0} is not a geographic tag; {1} is {2}", lint.Text(b), lint.Name(country), lint.Quoted(right))
		if !listed(p.Cable, right) {
			f.SetFix(lint.Unsafe, "write the code of the list", lint.Replace(span, right))
		}
		return
	}
	if near := nearestTag(b); near != "" {
		p.Report(span, "TAGS: {0} is in no list of tags; the nearest is {1}", lint.Text(b), lint.Quoted(near)).
			SetFix(lint.Unsafe, "write the nearest tag", lint.Replace(span, near))
		return
	}
	p.Report(span, "TAGS: {0} is in no list of tags", lint.Text(b))
}

// listed reports whether the TAGS field has the tag.
func listed(d *cable.Document, tag string) bool {
	for _, t := range d.Tags.Items {
		if string(d.Bytes(t.Span)) == tag {
			return true
		}
	}
	return false
}

// repeatsTag reports whether tag i stands before it already.
func repeatsTag(d *cable.Document, i int) bool {
	t := &d.Tags.Items[i]
	if t.Kind == cable.TagUnknown || t.Kind == cable.TagPerson {
		return false
	}
	b := d.Bytes(t.Span)
	for k := range d.Tags.Items[:i] {
		u := d.Bytes(d.Tags.Items[k].Span)
		if len(u) == len(b) && u[0] == b[0] && bytes.Equal(u, b) && d.Tags.Items[k].Kind == t.Kind {
			return !redacted(b)
		}
	}
	return false
}

// otherCode is the geographic tag for a country's code of another list (ISO
// 3166, or a habit), and the country. Codes that the list has for another
// country (CN, KR, AU) say nothing by themselves.
func otherCode(b []byte) (tag, country string) {
	switch string(b) {
	case "RU", "RUS":
		return "RS", "Russia"
	case "VZ", "VEN":
		return "VE", "Venezuela"
	case "JP", "JPN":
		return "JA", "Japan"
	case "IQ", "IRQ":
		return "IZ", "Iraq"
	case "IRN":
		return "IR", "Iran"
	case "SYR":
		return "SY", "Syria"
	case "PAK":
		return "PK", "Pakistan"
	case "AFG":
		return "AF", "Afghanistan"
	case "UAE", "ARE":
		return "AE", "United Arab Emirates"
	case "GBR":
		return "UK", "United Kingdom"
	case "DEU", "GER":
		return "GM", "Germany"
	case "CHN":
		return "CH", "China"
	case "ISR":
		return "IS", "Israel"
	case "TUR":
		return "TU", "Turkey"
	case "EGY":
		return "EG", "Egypt"
	case "LBN":
		return "LE", "Lebanon"
	case "UKR":
		return "UP", "Ukraine"
	case "KSA", "SAU":
		return "SA", "Saudi Arabia"
	}
	return "", ""
}

// nearestTag is the one subject or programme tag that a slip of one letter (two in
// each other's place, else one wrong, missing or too many) makes into b; empty
// when there is none or more than one. Words under four letters are near to
// everything.
func nearestTag(b []byte) string {
	if len(b) < 4 || len(b) > 5 {
		return ""
	}
	var swap, slip string // the tag that each kind of slip leads to
	swaps, slips := 0, 0
	for _, t := range cable.Tables() {
		if t.Name != "subject_tags" && t.Name != "program_tags" {
			continue
		}
		for row := range strings.Lines(t.Text) {
			if len(row) < 5 || row[4] != '\t' && row[4] != '\n' {
				continue // a comment, or a tag that has not four letters
			}
			tag := row[:4]
			switch {
			case !oneSlip(b, tag) || cable.KnownTag([]byte(tag)) == cable.TagUnknown:
			case isSwap(b, tag):
				swap, swaps = tag, swaps+1
			default:
				slip, slips = tag, slips+1
			}
		}
	}
	switch {
	case swaps == 1:
		return swap
	case swaps == 0 && slips == 1:
		return slip
	default:
		return ""
	}
}

// isSwap reports whether b is tag with two letters in each other's place: the
// commonest slip, and one that leaves every letter there.
func isSwap(b []byte, tag string) bool {
	for i := 0; len(b) == len(tag) && i+1 < len(b); i++ {
		if b[i] != tag[i] {
			return b[i] == tag[i+1] && b[i+1] == tag[i] && string(b[i+2:]) == tag[i+2:]
		}
	}
	return false
}

// oneSlip reports whether b is tag with one slip of the pen.
func oneSlip(b []byte, tag string) bool {
	switch len(b) - len(tag) {
	case 0:
		i := 0
		for i < len(b) && b[i] == tag[i] {
			i++
		}
		if i == len(b) {
			return false
		}
		rest := i + 1
		if i+1 < len(b) && b[i] == tag[i+1] && b[i+1] == tag[i] {
			rest = i + 2
		}
		return string(b[rest:]) == tag[rest:]
	case 1: // one letter too many
		i := 0
		for i < len(tag) && b[i] == tag[i] {
			i++
		}
		return string(b[i+1:]) == tag[i:]
	default:
		return false
	}
}

// tagsNoSubjectTag reports a TAGS field without any subject.
var tagsNoSubjectTag = &lint.Rule{
	ID:        "hdr-tags-no-subject-tag",
	Title:     "no subject TAG",
	Doc:       tagsNoSubjectTagDoc,
	Severity:  lint.Info,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-1 H-210: at least one subject TAG is required",
	Since:     "0.1",
	Needs:     cable.HasTagItems,
	Lacks:     cable.HasSubjectTag,
	Cable: func(p *lint.Pass) {
		t := &p.Cable.Tags
		if len(t.Items) == 0 {
			return
		}
		for _, item := range t.Items {
			if item.Kind == cable.TagSubject || item.Kind == cable.TagUnknown {
				return // an unknown one may be the subject, mistyped
			}
		}
		p.Report(t.Label, "TAGS name no subject; at least one tag of four letters (PGOV, ECON) is required")
	},
}

// tagsPerson reports a person named in TAGS without parentheses or comma.
var tagsPerson = &lint.Rule{
	ID:        "hdr-tags-person",
	Title:     "person in TAGS malformed",
	Doc:       tagsPersonDoc,
	Severity:  lint.Warning,
	Fix:       lint.Unsafe,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-3 H-012: OVIP (SURNAME, NAME)",
	Since:     "0.1",
	Needs:     cable.HasPersonTag,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		for _, t := range d.Tags.Items {
			b := d.Bytes(t.Span)
			if t.Kind != cable.TagPerson || redacted(b) {
				continue
			}
			comma := bytes.IndexByte(b, ',') >= 0
			switch inside := inParentheses(d, t.Span); {
			case !inside:
				want := "(" + withComma(b) + ")"
				p.Report(t.Span, "TAGS: the person {0} stands without parentheses; expected {1}", lint.Text(b), lint.Quoted(want)).
					SetFix(lint.Unsafe, "put the person in parentheses", lint.Replace(t.Span, want))
			case !comma && bytes.IndexByte(b, ' ') > 0:
				want := withComma(b)
				p.Report(t.Span, "TAGS: the person {0} has no comma; surname first, then a comma and the name", lint.Text(b)).
					SetFix(lint.Unsafe, "put a comma after the surname", lint.Replace(t.Span, want))
			}
		}
	},
}

// withComma is a person with a comma after the first word, where none is.
func withComma(b []byte) string {
	s := strings.Join(strings.Fields(string(b)), " ")
	if strings.Contains(s, ",") {
		return s
	}
	return strings.Replace(s, " ", ", ", 1)
}

// inParentheses reports whether an opening parenthesis stands before the span
// with no closing one between.
func inParentheses(d *cable.Document, s cable.Span) bool {
	for at := s.Start; at > d.Tags.Span.Start; at-- {
		switch d.Raw[at-1] {
		case '(':
			return true
		case ')':
			return false
		}
	}
	return false
}
