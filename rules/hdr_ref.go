package rules

import (
	"bytes"
	_ "embed"
	"fmt"
	"time"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// REF: letter, year, post, serial of each item.

//go:embed docs/hdr-ref-double-letter.md
var refDoubleLetterDoc string

//go:embed docs/hdr-ref-split-at-comma.md
var refSplitAtCommaDoc string

//go:embed docs/hdr-ref-malformed.md
var refMalformedDoc string

//go:embed docs/hdr-ref-letters.md
var refLettersDoc string

//go:embed docs/hdr-ref-year-missing.md
var refYearMissingDoc string

// refDoubleLetter reports "A. A) SECSTATE 52920": the letter that the telegram
// software wrote, and the one that the writer had typed.
var refDoubleLetter = &lint.Rule{
	ID:        "hdr-ref-double-letter",
	Title:     "REF item lettered twice",
	Doc:       refDoubleLetterDoc,
	Severity:  lint.Info,
	Fix:       lint.Safe,
	Presets:   anywhere,
	Unproved:  beforeCablegate,
	Authority: "observed: 79 items in 31 of 1,295, 2004-2009",
	Since:     "0.1",
	Needs:     cable.HasReferences,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		for _, item := range d.References.Items {
			if item.Second == 0 || item.Second != item.Letter {
				continue
			}
			second := letterBefore(d, item.Span.Start)
			if second.Empty() || item.Serial < 0 && d.Raw[second.End-1] == '.' {
				continue // B. B. Tarn is a person
			}
			cut := cable.Span{Start: second.Start, End: item.Span.Start}
			p.Report(second, "REF: item {0} is lettered twice", lint.Name(string(item.Letter))).
				SetFix(lint.Safe, "drop the second letter", lint.Delete(cut))
		}
	},
}

// letterBefore is the span of the letter of an item with its marks ("A.", "A)",
// "(A)", "A:") that stands before the offset at, blanks between; empty when none does.
func letterBefore(d *cable.Document, at uint32) cable.Span {
	first := d.References.Span.Start
	i := at
	for i > first && (isBlank(d.Raw[i-1]) || d.Raw[i-1] == '\n' || d.Raw[i-1] == '\r') {
		i--
	}
	end := i
	for i > first && (d.Raw[i-1] == ')' || d.Raw[i-1] == '.' || d.Raw[i-1] == ':' || isBlank(d.Raw[i-1])) {
		i--
	}
	if i == end || i == first || !isLetter(d.Raw[i-1]) {
		return cable.Span{}
	}
	i--
	for i > first && (d.Raw[i-1] == '(' || isBlank(d.Raw[i-1])) && (d.Raw[i-1] == '(' || i-1 > first && d.Raw[i-2] == '(') {
		i--
	}
	if i > first && isLetter(d.Raw[i-1]) {
		return cable.Span{}
	}
	return cable.Span{Start: i, End: end}
}

// refSplitAtComma reports an item that is the rest of the one before it: the
// telegram software took the comma of a date for the end of an item.
var refSplitAtComma = &lint.Rule{
	ID:         "hdr-ref-split-at-comma",
	Title:      "REF item split at a comma",
	Doc:        refSplitAtCommaDoc,
	Severity:   lint.Warning,
	Fix:        lint.Unsafe,
	Presets:    archived,
	Unproved:   beforeCablegate,
	Authority:  "observed: 6 items in 5 of 1,295",
	Since:      "0.1",
	Supersedes: []string{"hdr-ref-malformed"},
	Needs:      cable.HasReferences,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		items := d.References.Items
		for i := 1; i < len(items); i++ {
			if items[i].Letter < 'B' || items[i].Serial >= 0 || !isYearRest(d.Bytes(items[i].Span)) {
				continue
			}
			letter := letterBefore(d, items[i].Span.Start)
			f := p.Report(items[i].Span, "REF: item {0} is the rest of the item before it, cut at a comma", lint.Name(string(items[i].Letter)))
			if letter.Empty() || items[i-1].Span.End > letter.Start {
				continue
			}
			f.SetFix(lint.Unsafe, "join it to the item before and letter the rest again", rejoin(d, i, letter)...)
		}
	},
}

// rejoin are the edits that join item i to the one before it and give the items
// after it the letters before theirs.
func rejoin(d *cable.Document, i int, letter cable.Span) []lint.Edit {
	items := d.References.Items
	edits := []lint.Edit{lint.Replace(cable.Span{Start: items[i-1].Span.End, End: items[i].Span.Start}, ", ")}
	want := items[i].Letter
	for _, item := range items[i+1:] {
		at := letterBefore(d, item.Span.Start)
		if item.Letter != want+1 || at.Empty() {
			break
		}
		k := at.Start
		for !isLetter(d.Raw[k]) {
			k++
		}
		edits = append(edits, lint.Replace(cable.Span{Start: k, End: k + 1}, string(want)))
		want++
	}
	return edits
}

// isYearRest reports whether the first line of b is a year and nothing but AND and a
// word after it, or AND and a word alone.
func isYearRest(b []byte) bool {
	if i := bytes.IndexAny(b, "\r\n"); i >= 0 {
		b = b[:i] // what follows is on a line of its own
	}
	b = bytes.TrimSpace(b)
	if hasYear := len(b) >= 4 && (string(b[:2]) == "19" || string(b[:2]) == "20") && isDigit(b[2]) && isDigit(b[3]); hasYear {
		if b = bytes.TrimSpace(b[4:]); len(b) == 0 {
			return true
		}
	}
	if !hasPrefixFold(b, "AND ") {
		return false
	}
	b = bytes.TrimSpace(b[4:])
	return len(b) > 0 && isLetter(b[0]) && bytes.IndexByte(b, ' ') < 0
}

// refMalformed reports an item whose letter has no stop, one whose post and
// number are joined, and one whose number was lost.
var refMalformed = &lint.Rule{
	ID:        "hdr-ref-malformed",
	Title:     "REF item malformed",
	Doc:       refMalformedDoc,
	Severity:  lint.Warning,
	Fix:       lint.Unsafe,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-1 H-246: A. yy POST nnnn",
	Since:     "0.1",
	Needs:     cable.HasReferences,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		reportLabelLetter(p)
		for _, item := range d.References.Items {
			if redacted(d.Bytes(item.Span)) {
				continue
			}
			if item.Serial < 0 {
				reportBarePost(p, item)
				continue
			}
			if at := item.Post.End; int(at) < len(d.Raw) && isDigit(d.Raw[at]) && item.Post.End > item.Post.Start {
				gap := cable.Span{Start: at, End: at}
				p.Report(item.Span, "REF: {0} has no blank between post and number", lint.Text(unwrapped(d.Bytes(item.Span)))).
					SetFix(lint.Unsafe, "put a blank before the number", lint.Replace(gap, " "))
				continue
			}
			if item.Letter != 0 && bareLetter(d, item) {
				at := cable.Span{Start: letterEnd(d, item), End: letterEnd(d, item)}
				p.Report(item.Span, "REF: item {0} has no stop after its letter; expected {1}",
					lint.Name(string(item.Letter)), lint.Quoted(string(item.Letter)+". "+string(unwrapped(d.Bytes(item.Span))))).
					SetFix(lint.Unsafe, "put a stop after the letter", lint.Replace(at, "."))
			}
		}
	},
}

// reportBarePost reports an item that is the name of a post and nothing else: its
// number was lost.
func reportBarePost(p *lint.Pass, item cable.Reference) {
	if _, known := p.Cable.FindPost(p.Cable.Bytes(item.Span)); known {
		p.Report(item.Span, "REF: {0} is a post without a number", lint.Text(p.Cable.Bytes(item.Span)))
	}
}

// reportLabelLetter reports "REF A: VELLANO 310": the letter of the first item
// stands in the label.
func reportLabelLetter(p *lint.Pass) {
	d := p.Cable
	r := &d.References
	if len(r.Items) == 0 || r.Items[0].Letter != 'A' || r.Items[0].Serial < 0 {
		return
	}
	between := d.Raw[r.Label.End:r.Items[0].Span.Start]
	if i := bytes.IndexByte(between, ':'); r.Label.Empty() || bytes.IndexByte(d.Bytes(r.Label), ':') >= 0 || i < 0 || upper(between[max(0, i-1)]) != 'A' {
		return
	}
	span := cable.Span{Start: r.Label.Start, End: r.Items[0].Span.Start}
	p.Report(span, "REF: {0} has the letter of an item in the label; expected {1}", lint.Text(bytes.TrimSpace(d.Bytes(span))), lint.Name("REF: A.")).
		SetFix(lint.Unsafe, "put the letter after the label", lint.Replace(span, "REF: A. "))
}

// letterEnd is the offset after the last byte before an item that is no blank.
func letterEnd(d *cable.Document, item cable.Reference) uint32 {
	at := item.Span.Start
	for at > d.References.Span.Start && isBlank(d.Raw[at-1]) {
		at--
	}
	return at
}

// bareLetter reports whether the letter of an item stands before it with nothing
// but blanks between.
func bareLetter(d *cable.Document, item cable.Reference) bool {
	at := letterEnd(d, item)
	if at == item.Span.Start || at <= d.References.Span.Start || upper(d.Raw[at-1]) != item.Letter {
		return false
	}
	return at-1 == d.References.Span.Start || !isLetter(d.Raw[at-2]) && d.Raw[at-2] != '('
}

// refLetters reports letters of REF that do not run A, B, C.
var refLetters = &lint.Rule{
	ID:        "hdr-ref-letters",
	Title:     "letters of REF out of order",
	Doc:       refLettersDoc,
	Severity:  lint.Warning,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "observed: 337 of 340 run without a gap",
	Since:     "0.1",
	Needs:     cable.HasReferences,
	Cable: func(p *lint.Pass) {
		want := byte('A')
		for _, item := range p.Cable.References.Items {
			if item.Letter == 0 {
				continue
			}
			if item.Letter != want {
				p.Report(item.Span, "REF: item {0} stands where {1} was expected; an item may be missing",
					lint.Name(string(item.Letter)), lint.Name(string(want)))
				return
			}
			want++
		}
	},
}

// refYearMissing reports a reference to an own cable with the number that the
// cable itself has, or a higher one, in January or February: numbers start again each January, so it
// is last year's.
var refYearMissing = &lint.Rule{
	ID:        "hdr-ref-year-missing",
	Title:     "REF to last year's cable without its year",
	Doc:       refYearMissingDoc,
	Severity:  lint.Warning,
	Fix:       lint.Unsafe,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-1 H-246; observed: 38 of the 54 own references with a higher number",
	Since:     "0.1",
	Needs:     cable.HasReferences | cable.HasBanner,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		now, young, ok := youngYear(d)
		if !ok || !d.Banner.Present() || d.Banner.Serial < 0 || len(d.References.Items) == 0 {
			return
		}
		own, _ := postName(p, d.Bytes(d.Banner.Post))
		if !young && !namesLastYear(p, own, now) {
			return
		}
		for _, item := range d.References.Items {
			if item.Year != 0 || item.Serial < d.Banner.Serial || item.Post.Empty() {
				continue
			}
			if post, _ := postName(p, d.Bytes(item.Post)); post != own {
				continue
			}
			why := "REF: {0} is a higher number than the cable's own; last year's cables need their year"
			if item.Serial == d.Banner.Serial {
				why = "REF: {0} is the cable's own number; last year's cables need their year"
			}
			year := fmt.Sprintf("%02d ", (now-1)%100)
			at := cable.Span{Start: item.Post.Start, End: item.Post.Start}
			p.Report(item.Span, why, lint.Text(unwrapped(d.Bytes(item.Span)))).
				SetFix(lint.Unsafe, "write last year before the post", lint.Replace(at, year))
		}
	},
}

// youngYear is the year of a cable, and whether it is of January or February. Where an
// extract lost the date-time group the id tells the year, and the day of
// declassification, whole years after the cable as a rule, tells the month.
func youngYear(d *cable.Document) (year int, young, ok bool) {
	if on, ok := sent(d); ok {
		return on.Year(), on.Month() <= time.February, true
	}
	first, _, ok := sentBetween(d)
	until, isDay := real(d.EO.Date)
	return first.Year(), isDay && d.EO.Form == cable.DeclassifyDate && until.Month() <= time.February, ok
}

// namesLastYear reports whether another item is a cable of the post with last year
// before it: then one without it is more likely to lack it than to be misnumbered.
func namesLastYear(p *lint.Pass, own string, now int) bool {
	for _, item := range p.Cable.References.Items {
		if item.Year == now-1 && !item.Post.Empty() {
			if post, _ := postName(p, p.Cable.Bytes(item.Post)); post == own {
				return true
			}
		}
	}
	return false
}
