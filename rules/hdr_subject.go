package rules

import (
	"bytes"
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/hdr-subject-missing.md
var subjectMissingDoc string

//go:embed docs/hdr-subject-split.md
var subjectSplitDoc string

//go:embed docs/hdr-subject-repeated.md
var subjectRepeatedDoc string

// subjectMissing reports a cable with E.O. or TAGS but without SUBJECT.
var subjectMissing = &lint.Rule{
	ID:        "hdr-subject-missing",
	Title:     "no SUBJECT line",
	Doc:       subjectMissingDoc,
	Severity:  lint.Warning,
	Presets:   anywhere,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-1 H-246",
	Since:     "0.1",
	Needs:     cable.HasBanner,
	Lacks:     cable.HasSubject,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if d.Subject.Present() || !d.Banner.Present() || !d.EO.Present() && !d.Tags.Present() {
			return
		}
		at := d.EO.Label
		if d.Tags.Present() {
			at = d.Tags.Label
		}
		p.Report(at, "the cable has no SUBJECT line; one stands after TAGS")
	},
}

// subjectSplit reports a blank line inside SUBJECT.
var subjectSplit = &lint.Rule{
	ID:        "hdr-subject-split",
	Title:     "blank line inside SUBJECT",
	Doc:       subjectSplitDoc,
	Severity:  lint.Warning,
	Fix:       lint.Unsafe,
	Presets:   anywhere,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-1 H-246: SUBJECT ends at a blank line",
	Since:     "0.1",
	Needs:     cable.HasSubjectLines,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if d.Subject.Text.Empty() {
			return
		}
		first, last := d.LineAt(d.Subject.Text.Start), d.LineAt(d.Subject.Text.End-1)
		var edits []lint.Edit
		for i := first + 1; i < last; i++ {
			if d.Lines[i].Kind == cable.KindBlank {
				edits = append(edits, lint.Delete(cable.Span{Start: d.Lines[i].Start, End: d.Lines[i].Next()}))
			}
		}
		if len(edits) == 0 || furnitureBetween(d, first, last) {
			return // the page break is reported, and hides its blank lines
		}
		p.Report(d.Subject.Label, "SUBJECT is cut by a blank line; it goes on with {0}", lint.Text(trimmed(d, last))).
			SetFix(lint.Unsafe, "drop the blank line", edits...)
	},
}

// furnitureBetween reports whether a line of page furniture stands between two lines.
func furnitureBetween(d *cable.Document, first, last int) bool {
	for i := first + 1; i < last; i++ {
		if d.Lines[i].Zone&cable.ZoneFurniture != 0 {
			return true
		}
	}
	return false
}

// trimmed is a line without the blanks round it.
func trimmed(d *cable.Document, line int) []byte {
	return bytes.TrimSpace(d.Bytes(d.Lines[line].Span()))
}

// subjectRepeated reports SUBJECT printed again after the header or after a page
// mark. Transmission cuts it at 77 characters, so the start of it is enough.
var subjectRepeated = &lint.Rule{
	ID:        "hdr-subject-repeated",
	Title:     "SUBJECT printed again",
	Doc:       subjectRepeatedDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Presets:   archived,
	Authority: "observed: 10 of 1,295",
	Since:     "0.1",
	Needs:     cable.HasSubjectLines,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		for _, s := range d.SubjectAgain {
			if insideRepeat(d, s) {
				continue // the block is reported
			}
			cuts, fix := copyCuts(d, s)
			if goesOn(d, s) {
				fix = lint.Unsafe
			}
			p.Report(s, "SUBJECT of line {0} is printed again; removing this copy loses nothing", lint.Int(d.Subject.Line+1)).
				SetFix(fix, "remove the copy", cuts...)
		}
		if first, last, ok := subjectRest(d); ok {
			cut := cable.Span{Start: d.Lines[first].Start, End: d.Lines[afterBlanks(d, last+1)].Start}
			p.Report(cable.Span{Start: cut.Start, End: d.Lines[last].End}, "SUBJECT of line {0} is printed again; removing this copy loses nothing", lint.Int(d.Subject.Line+1)).
				SetFix(lint.Unsafe, "remove the copy", lint.Delete(cut))
		}
	},
}

// subjectRest is the lines of the body that say the same as SUBJECT but for its first
// line, inside a sentence: whoever took out the page mark took the label with it.
func subjectRest(d *cable.Document) (first, last int, ok bool) {
	if d.Subject.Text.Empty() || d.BodyLine >= len(d.Lines) {
		return 0, 0, false
	}
	from, to := d.LineAt(d.Subject.Text.Start)+1, d.LineAt(d.Subject.Text.End-1)
	if from > to || len(content(d, from)) < shortestRest || hasLower(content(d, from)) {
		return 0, 0, false
	}
	body := d.Lines[d.BodyLine].Start
	i := bytes.Index(d.Raw[body:], content(d, from))
	if i < 0 {
		return 0, 0, false
	}
	first = d.LineAt(body + uint32(i))
	last = first + to - from
	next := afterBlanks(d, last+1)
	if first == 0 || next >= len(d.Lines) || !textLine(d, first-1) || !textLine(d, next) || !isLower(content(d, next)[0]) {
		return 0, 0, false
	}
	for k := range to - from + 1 {
		if !bytes.Equal(content(d, first+k), content(d, from+k)) {
			return 0, 0, false
		}
	}
	return first, last, true
}

// shortestRest is the least that a line of SUBJECT has of letters to be known again.
const shortestRest = 20

// goesOn reports whether a copy in the header may go on where the field ended:
// the line after it is none that a header knows. Its words stand nowhere else.
func goesOn(d *cable.Document, s cable.Span) bool {
	next := d.LineAt(s.End-1) + 1
	for page := false; next < len(d.Lines) && (d.Lines[next].Zone&cable.ZoneFurniture != 0 || d.RepeatsSIPDIS(next) || page && d.Lines[next].Kind == cable.KindBlank); next++ {
		page = true // what a page break prints, and the blank lines that go with it
	}
	if next >= len(d.Lines) || len(d.Paragraphs) > 0 && d.Paragraphs[0].Line <= next {
		return false
	}
	switch d.Lines[next].Kind {
	case cable.KindTags, cable.KindReference, cable.KindAuthority, cable.KindExecutiveOrder, cable.KindCaption, cable.KindBanner,
		cable.KindRuler, cable.KindParagraph, cable.KindDateTimeGroup, cable.KindFrom:
		return false
	default:
		return len(trimmed(d, next)) > 0
	}
}

// insideRepeat reports whether the span lies in a header block that is printed again.
func insideRepeat(d *cable.Document, s cable.Span) bool {
	line := d.LineAt(s.Start)
	for _, r := range d.Repeats {
		if r.First <= line && line <= r.Last {
			return true
		}
	}
	return false
}

// copyCuts are what to remove with a copy: its lines with the blank lines of its
// page break, which is safe. A copy on whose line the text runs on ends where the
// model says it does, which is likely.
func copyCuts(d *cable.Document, s cable.Span) ([]lint.Edit, lint.Applicability) {
	first, last := d.LineAt(s.Start), d.LineAt(s.End-1)
	end := d.Lines[last].End
	if len(bytes.TrimSpace(d.Raw[d.Lines[first].Start:s.Start])) > 0 || len(bytes.TrimSpace(d.Raw[s.End:end])) > 0 {
		for s.End < end && isBlank(d.Raw[s.End]) {
			s.End++
		}
		return []lint.Edit{lint.Delete(s)}, lint.Unsafe
	}
	prev, next := d.Around(first, last)
	if !d.Tears(prev, next) {
		return []lint.Edit{lint.Delete(d.LinesCut(first, last, false))}, lint.Safe
	}
	var cuts []lint.Edit
	for i := prev + 1; i < next; i++ {
		if d.Lines[i].Kind == cable.KindBlank || first <= i && i <= last {
			cuts = append(cuts, lint.Delete(whole(d, i)))
		}
	}
	return cuts, lint.Safe
}

// wordsPrefix reports whether text starts with the words of b, blanks and case
// apart, and gives what is left of it.
func wordsPrefix(text, b []byte) (rest []byte, ok bool) {
	for {
		text, b = bytes.TrimLeft(text, " \t\r\n"), bytes.TrimLeft(b, " \t\r\n")
		if len(b) == 0 {
			return text, true
		}
		if len(text) == 0 || upper(text[0]) != upper(b[0]) {
			return text, false
		}
		text, b = text[1:], b[1:]
	}
}
