package rules

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/hdr-banner-malformed.md
var bannerMalformedDoc string

//go:embed docs/hdr-banner-missing.md
var bannerMissingDoc string

// bannerMalformed reports a classification whose letters were lost, doubled or
// run together.
var bannerMalformed = &lint.Rule{
	ID:        "hdr-banner-malformed",
	Title:     "classification line malformed",
	Doc:       bannerMalformedDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Presets:   anywhere,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-2 H-220: the pseudo header",
	Since:     "0.1",
	Needs:     cable.HasDamage,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		b := &d.Banner
		if !b.Present() || !b.Damaged || b.Classification.Empty() || d.Edition&cable.EditionLower != 0 {
			return
		}
		want := bannerWords(b.Level)
		if want == "" || string(d.Bytes(b.Classification)) == want {
			return
		}
		fix := lint.Unsafe
		if securityAgrees(d) && highestMark(d) <= b.Level {
			fix = lint.Safe
		}
		p.Report(b.Classification, "the classification is written {0}; expected {1}", lint.Text(d.Bytes(b.Classification)), lint.Quoted(want)).
			SetFix(fix, "write the classification out", lint.Replace(b.Classification, want))
	},
}

// bannerWords is how telegrams write a level.
func bannerWords(l cable.Level) string {
	switch l {
	case cable.Unclassified:
		return "UNCLAS"
	case cable.Confidential:
		return "C O N F I D E N T I A L"
	case cable.Secret:
		return "S E C R E T"
	case cable.TopSecret:
		return "T O P S E C R E T"
	default:
		return l.String()
	}
}

// securityAgrees reports whether the header has a security line and its letters
// are the banner's.
func securityAgrees(d *cable.Document) bool {
	s := &d.Transmission.Security
	return s.Letter != 0 && s.Letter == letterOf(d, d.Banner.Level)
}

// highestMark is the highest level of the portion marks.
func highestMark(d *cable.Document) cable.Level {
	top := cable.NoLevel
	for _, p := range d.Paragraphs {
		top = max(top, p.Mark.Level)
	}
	return top
}

// bannerMissing reports a cable without a classification line.
var bannerMissing = &lint.Rule{
	ID:        "hdr-banner-missing",
	Title:     "no classification line",
	Doc:       bannerMissingDoc,
	Severity:  lint.Error,
	Fix:       lint.Unsafe,
	Presets:   anywhere,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-2 H-220; 32 CFR 2001.21",
	Since:     "0.1",
	Lacks:     cable.HasBanner,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if d.Banner.Present() || !d.EO.Present() && !d.Tags.Present() || len(d.Lines) == 0 {
			return
		}
		line := firstHeadLine(d)
		f := p.Report(d.Lines[line].Span(), "no classification line stands before {0}", lint.Text(trimmed(d, line)))
		if words := lostBanner(d); words != "" {
			at := cable.Span{Start: d.Lines[line].Start, End: d.Lines[line].Start}
			eol := lineEnding(d, d.Lines[line].Start)
			f.SetFix(lint.Unsafe, "restore it from the security line, FM and serial", lint.Replace(at, words+eol+eol))
		}
	},
}

// firstHeadLine is the first line of the message text: a caption, a passing line
// or the first field.
func firstHeadLine(d *cable.Document) int {
	first := len(d.Lines) - 1
	for _, c := range d.Captions {
		first = min(first, c.Line)
	}
	if d.EO.Present() {
		first = min(first, d.EO.Line)
	}
	if d.Tags.Present() {
		first = min(first, d.Tags.Line)
	}
	return first
}

// lostBanner is the classification line that the transmission header implies;
// empty when it does not say enough.
func lostBanner(d *cable.Document) string {
	t := &d.Transmission
	post := postOf(d, d.Bytes(t.From))
	row, ok := cable.PostRow(post)
	if !ok || t.DE.Serial < 0 || t.DE.Span.Empty() {
		return ""
	}
	name := strings.Split(row, "\t")
	level := levelOfLetter(t.Security.Letter)
	if len(name) < 2 || name[1] == "" || level == cable.NoLevel || highestMark(d) > level {
		return ""
	}
	sections := ""
	if t.DE.Section > 0 && string(d.Bytes(t.Start.Channel)) == "XRO" {
		if len(d.Furniture) == 0 || d.Furniture[0].Sections == 0 {
			return "" // how many sections there were is not known
		}
		sections = fmt.Sprintf("SECTION %02d OF %02d ", t.DE.Section, d.Furniture[0].Sections)
	}
	return fmt.Sprintf("%s %s%s %06d", bannerWords(level), sections, name[1], t.DE.Serial)
}

// levelOfLetter is the level that a letter of the security line stands for.
func levelOfLetter(b byte) cable.Level {
	switch b {
	case 'U', 'E':
		return cable.Unclassified
	case 'C':
		return cable.Confidential
	case 'S':
		return cable.Secret
	case 'T':
		return cable.TopSecret
	default:
		return cable.NoLevel
	}
}
