package rules

import (
	_ "embed"
	"time"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/hdr-duplicate-block.md
var headerRepeatedDoc string

//go:embed docs/hdr-sipdis-duplicate.md
var sipdisDuplicateDoc string

// headerRepeated reports the header of the cable printed a second time.
var headerRepeated = &lint.Rule{
	ID:        "hdr-duplicate-block",
	Title:     "header block printed again",
	Doc:       headerRepeatedDoc,
	Severity:  lint.Error,
	Fix:       lint.Safe,
	Presets:   archived,
	Authority: "observed: 13 of 1,295, and every page of a mirror",
	Since:     "0.1",
	Supersedes: []string{
		"web-page-furniture", // a banner that a retrieval system printed over the cable
	},
	Needs: cable.HasRepeats,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		for _, r := range d.Repeats {
			span := cable.Span{Start: d.Lines[r.First].Start, End: d.Lines[r.Last].End}
			f := reportBlock(p, span, r)
			if !r.Equal && d.Era&beforeCablegate != 0 {
				f.Severity = lint.Info // each section of their records has a header
			}
			f.Related = append(f.Related, lint.Related{
				Message: "the first copy",
				Span:    cable.Span{Start: d.Lines[r.OfFirst].Start, End: d.Lines[r.OfLast].End},
			})
			if r.Remove.Empty() {
				continue
			}
			fix := lint.Safe
			if !r.Equal {
				fix = lint.Unsafe
			}
			f.SetFix(fix, "remove the poorer copy", lint.Delete(r.Remove))
		}
	},
}

// reportBlock reports a block that is printed again.
func reportBlock(p *lint.Pass, span cable.Span, r cable.Repeat) *lint.Finding {
	end := "is printed again; removing one copy loses nothing"
	if !r.Equal {
		end = "is printed again in another form; compare before removing one"
	}
	if r.OfFirst == r.OfLast {
		return p.Report(span, "the header of line {0} "+end, lint.Int(r.OfFirst+1))
	}
	return p.Report(span, "the header block of lines {0}-{1} "+end, lint.Int(r.OfFirst+1), lint.Int(r.OfLast+1))
}

// sipdisDuplicate reports SIPDIS printed twice among the captions. The telegram
// system did so from December 2005 to May 2008; at another time it is a slip.
var sipdisDuplicate = &lint.Rule{
	ID:        "hdr-sipdis-duplicate",
	Title:     "SIPDIS printed twice",
	Doc:       sipdisDuplicateDoc,
	Severity:  lint.Info,
	Fix:       lint.Safe,
	Presets:   anywhere,
	Authority: "observed: 266 of 279 cables from 2005-12-23 to 2008-05-01, none of 1,008 outside",
	Since:     "0.1",
	Needs:     cable.HasCaptions,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		first := -1
		for _, c := range d.Captions {
			if !equalFoldASCII(d.Bytes(c.Span), "SIPDIS") {
				continue
			}
			if first < 0 {
				first = c.Line
				continue
			}
			f := p.Report(c.Span, "SIPDIS stands on line {0} already", lint.Int(first+1))
			f.SetFix(lint.Safe, "remove the second SIPDIS", lint.Delete(secondCaptionCut(d, c)))
			if on, ok := sent(d); ok && !systemDoubledSIPDIS(on) {
				f.Severity = lint.Warning
			}
		}
	},
}

// systemDoubledSIPDIS reports whether the telegram system printed SIPDIS twice on
// the day.
func systemDoubledSIPDIS(on time.Time) bool {
	return !on.Before(day(2005, time.December, 8)) && !on.After(day(2008, time.May, 1))
}

// secondCaptionCut is what goes with a caption: its line with the blank lines of one
// side; where something else stands on its line, the word and the blanks after it.
func secondCaptionCut(d *cable.Document, c cable.Caption) cable.Span {
	if len(content(d, c.Line)) > c.Span.Len() {
		return wordCut(d, c.Span)
	}
	return d.LinesCut(c.Line, c.Line, false)
}
