package rules

import (
	"bytes"
	_ "embed"
	"slices"
	"time"
	"unicode"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// How the TAGS line is written: label, place, separators, wrapping.

//go:embed docs/hdr-tags-no-colon.md
var tagsNoColonDoc string

//go:embed docs/hdr-tags-run-on.md
var tagsRunOnDoc string

//go:embed docs/hdr-tags-missing.md
var tagsMissingDoc string

//go:embed docs/hdr-tags-blank-separated.md
var tagsBlankSeparatedDoc string

//go:embed docs/hdr-tags-wrapped.md
var tagsWrappedDoc string

// tagsNoColon reports "TAGS PREL, FR" and "TAG: PREL": the re-typing of
// newspapers; a slip of the post where nothing else shows a newspaper's hand.
var tagsNoColon = &lint.Rule{
	ID:        "hdr-tags-no-colon",
	Title:     "TAGS label without its colon",
	Doc:       tagsNoColonDoc,
	Severity:  lint.Info,
	Fix:       lint.Safe,
	Presets:   anywhere,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-3 H-012; observed: 400 cables of the press edition",
	Since:     "0.1",
	Needs:     cable.HasTags,
	Cable: func(p *lint.Pass) {
		t := &p.Cable.Tags
		if !t.Present() {
			return
		}
		label := bytes.TrimRight(p.Cable.Bytes(t.Label), " ")
		if equalFoldASCII(label, "TAGS:") {
			return
		}
		span := cable.Span{Start: t.Label.Start, End: t.Label.Start + uint32(len(label))}
		f := p.Report(span, "TAGS line: {0} stands for TAGS:", lint.Text(label))
		f.SetFix(lint.Safe, "write the label as the handbook does", lint.Replace(span, "TAGS:"))
		if p.Cable.Edition&(cable.EditionPress|cable.EditionLower) == 0 {
			f.Severity = lint.Warning
		}
	},
}

// tagsRunOn reports a TAGS field that does not begin its line.
var tagsRunOn = &lint.Rule{
	ID:        "hdr-tags-run-on",
	Title:     "TAGS field joined to another field",
	Doc:       tagsRunOnDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Presets:   anywhere,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-1 H-246: each field begins a line",
	Since:     "0.1",
	Needs:     cable.HasRunOn,
	Cable: func(p *lint.Pass) {
		t := &p.Cable.Tags
		if !t.Present() || t.AtStart {
			return
		}
		p.Report(t.Label, "TAGS field runs on after {0}; it begins a line of its own", lint.Text(before(p.Cable, t.Label.Start))).
			SetFix(runOnFix(p.Cable, t.Label.Start), "begin a new line", breakBefore(p.Cable, t.Label.Start))
	},
}

// tagsMissing reports a cable of the TAGS years that has E.O. or SUBJECT but no TAGS.
var tagsMissing = &lint.Rule{
	ID:        "hdr-tags-missing",
	Title:     "no TAGS line",
	Doc:       tagsMissingDoc,
	Severity:  lint.Warning,
	Presets:   anywhere,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-1 H-210: at least one subject TAG is required",
	Since:     "0.1",
	Lacks:     cable.HasTagItems,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if d.Tags.Present() && len(d.Tags.Items) == 0 && bytes.IndexFunc(d.Raw[d.Tags.Label.End:d.Tags.Span.End], unicode.IsLetter) < 0 {
			p.Report(d.Tags.Label, "the TAGS line is empty; at least one subject tag is required")
			return
		}
		if d.Tags.Present() || d.Partial || !d.Banner.Present() || !d.EO.Present() && !d.Subject.Present() {
			return
		}
		if on, ok := sent(d); ok && on.Before(day(1973, time.August, 1)) {
			return // TAGS began in the summer of 1973
		}
		at := d.Banner.Span
		if d.EO.Present() {
			at = d.EO.Label
		}
		p.Report(at, "the cable has no TAGS line; one stands between E.O. and SUBJECT")
	},
}

// standsAlone reports whether the item with index i is a tag by itself: one of the
// lists or, between two that are, a code that no list has (UE, MASC). A longer word may
// be a part of a keyword, and a person is no tag.
func standsAlone(d *cable.Document, i int) bool {
	items := d.Tags.Items
	switch t := items[i]; t.Kind {
	case cable.TagPerson:
		return false
	case cable.TagUnknown:
		unlisted := func(k int) bool {
			return k >= 0 && k < len(items) && (items[k].Kind == cable.TagUnknown || items[k].Kind == cable.TagPerson)
		}
		b := d.Bytes(t.Span)
		return len(b) <= 4 && !slices.ContainsFunc(b, func(c byte) bool { return !isUpper(c) }) && !unlisted(i-1) && !unlisted(i+1)
	default:
		return true
	}
}

// tagsBlankSeparated reports tags with blanks between them where cables have
// commas: the archive that linked each tag took the commas away.
var tagsBlankSeparated = &lint.Rule{
	ID:        "hdr-tags-blank-separated",
	Title:     "TAGS separated by blanks",
	Doc:       tagsBlankSeparatedDoc,
	Severity:  lint.Info,
	Fix:       lint.Safe,
	Presets:   anywhere,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-3 H-012; observed: 859 of 880 cables of the wire edition",
	Since:     "0.1",
	Needs:     cable.HasTagItems,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		edits := p.Edits()
		items := d.Tags.Items
		for i := 1; i < len(items); i++ {
			gap := cable.Span{Start: items[i-1].Span.End, End: items[i].Span.Start}
			if gap.Empty() || !allBlank(d.Bytes(gap)) {
				continue
			}
			if !standsAlone(d, i-1) || !standsAlone(d, i) {
				continue // a person's names, a keyword of two words
			}
			if repeatsTag(d, i) {
				continue // goes with the blank before it
			}
			edits = append(edits, lint.Replace(gap, ", "))
		}
		if len(edits) == 0 {
			return
		}
		f := p.Report(d.Tags.Label, "TAGS are separated by blanks; \", \" is the handbook's separator")
		f.SetFix(lint.Safe, "put commas between the tags", edits...)
		if p.Preset&lint.Draft != 0 {
			f.Severity = lint.Warning
		}
	},
}

// allBlank reports whether b is one or more blanks of one line.
func allBlank(b []byte) bool {
	for _, c := range b {
		if !isBlank(c) {
			return false
		}
	}
	return len(b) > 0
}

// tagsWrapped reports a TAGS field that goes on in a second line. Pages keep only
// the tags of the first.
var tagsWrapped = &lint.Rule{
	ID:        "hdr-tags-wrapped",
	Title:     "TAGS on more than one line",
	Doc:       tagsWrappedDoc,
	Severity:  lint.Info,
	Fix:       lint.Safe,
	Presets:   anywhere,
	Unproved:  beforeCablegate,
	Authority: "observed: 59 of 1,295; pages and tables keep the first line only",
	Since:     "0.1",
	Needs:     cable.HasTagItems,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		items := d.Tags.Items
		if n := len(items); n < 2 || d.LineAt(items[0].Span.Start) == d.LineAt(items[n-1].Span.Start) {
			return
		}
		var edits []lint.Edit
		var at cable.Span
		for i := 1; i < len(items); i++ {
			a, b := outside(d, items[i-1]), outside(d, items[i])
			first, next := d.LineAt(a.Start), d.LineAt(b.Start)
			if first == next {
				continue
			}
			if at.Empty() {
				at = b
			}
			gap := cable.Span{Start: a.End, End: b.Start}
			if betweenLinesOnly(d, first, next) && !repeatsTag(d, i) {
				edits = append(edits, lint.Replace(gap, ", "))
			}
		}
		if at.Empty() {
			return
		}
		f := p.Report(at, "TAGS go on in another line at {0}; pages and tables keep only the first", lint.Text(d.Bytes(at)))
		if len(edits) > 0 {
			f.SetFix(lint.Safe, "join the lines", edits...)
		}
	},
}

// outside is the span of a tag with the parentheses of a person.
func outside(d *cable.Document, t cable.Tag) cable.Span {
	s := t.Span
	if t.Kind != cable.TagPerson {
		return s
	}
	if s.Start > 0 && d.Raw[s.Start-1] == '(' {
		s.Start--
	}
	if int(s.End) < len(d.Raw) && d.Raw[s.End] == ')' {
		s.End++
	}
	return s
}

// betweenLinesOnly reports whether nothing but blank lines, page furniture and a
// SIPDIS that stands above already is between two lines.
func betweenLinesOnly(d *cable.Document, first, next int) bool {
	for i := first + 1; i < next; i++ {
		if d.Lines[i].Zone&(cable.ZoneBlank|cable.ZoneFurniture) == 0 && !d.RepeatsSIPDIS(i) {
			return false
		}
	}
	return true
}
