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

//go:embed docs/hdr-wrong-cable.md
var wrongCableDoc string

//go:embed docs/hdr-classification-disagrees.md
var classificationDisagreesDoc string

//go:embed docs/hdr-post.md
var hdrPostDoc string

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
	post := postOf(d.Bytes(t.From))
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

// wrongCable reports a text that is another cable's: its banner has another post
// and number than the id under which it was published, or than the header above it.
var wrongCable = &lint.Rule{
	ID:        "hdr-wrong-cable",
	Title:     "the text is another cable's",
	Doc:       wrongCableDoc,
	Severity:  lint.Error,
	Presets:   archived,
	Authority: "observed: 6 of 1,295",
	Since:     "0.1",
	Supersedes: []string{
		"hdr-de-serial@cable", "hdr-post@cable", "hdr-security-line@cable", "hdr-classification-disagrees@cable",
		"meta-id-malformed@cable", "meta-origin@cable", "meta-created@cable", "meta-tags@cable", "meta-title-truncated@cable",
		"hdr-eo-in-force@cable", "hdr-eo-horizon@cable", "hdr-eo-exemption@cable", "hdr-section-count@cable",
		"tx-furniture-serial@cable", "tx-furniture-total@cable",
	},
	Cable: func(p *lint.Pass) {
		d := p.Cable
		b := &d.Banner
		if !b.Present() || b.Serial < 0 || redacted(d.Bytes(b.Span)) {
			return
		}
		post, _ := cable.PostName(d.Bytes(b.Post))
		if id, ok := readID(canonicalID(cableID(d))); ok {
			reportOtherID(p, id, post)
			return
		}
		de, from := &d.Transmission.DE, nameOf(d.Bytes(d.Transmission.From))
		if !de.Span.Empty() && de.Serial >= 0 && de.Serial != b.Serial%10000 && from != "" && !samePost(from, post) {
			p.Report(b.Span, "the text is {0}, under a header of {1} with number {2}", ownNumber(d), lint.Text(d.Bytes(d.Transmission.From)), lint.Int(de.Serial))
		}
	},
}

// reportOtherID reports a text that is not the id's: another post and number, a
// number that header and banner agree on, or another year.
func reportOtherID(p *lint.Pass, id readableID, post string) {
	d := p.Cable
	b, de := &d.Banner, &d.Transmission.DE
	_, known := cable.PostRow(post)
	otherPost := !samePost(id.post, post)
	otherSerial := id.serial != b.Serial
	sound := de.Span.Empty() || de.Serial < 0 || de.Serial == b.Serial%10000 // header and banner are one cable's
	on, dated := groupDay(d)
	switch {
	case otherPost && otherSerial, otherSerial && sound, otherPost && known && id.known:
		p.Report(b.Span, "the text is {0}, published under the id {1}", ownNumber(d), lint.Text([]byte(cableID(d))))
	case dated && on.Year()%100 != id.year:
		p.Report(d.Transmission.DTG.Group, "the text is of {0}, published under the id {1}", lint.Int(on.Year()), lint.Text([]byte(cableID(d))))
	}
}

// canonicalID is the id that a cable published under a malformed id has.
func canonicalID(id string) string {
	if right, ok := cable.RightID(id); ok {
		return right
	}
	return id
}

// ownNumber is post and number of the banner as written.
func ownNumber(d *cable.Document) lint.Arg {
	b := &d.Banner
	return lint.Text(unwrapped(d.Raw[b.Post.Start:b.SerialSpan.End]))
}

// cableID is the id that the container, the page or the file's name gives.
func cableID(d *cable.Document) string {
	if d.Metadata.ID != "" {
		return d.Metadata.ID
	}
	return d.Metadata.FileID
}

// readableID is an id taken apart.
type readableID struct {
	year   int // two digits
	post   string
	serial int
	known  bool // the post is in the table
}

// readID takes an id apart: 06PARIS824, 2006PARIS00824.
func readID(id string) (r readableID, ok bool) {
	i := 0
	for i < len(id) && isDigit(id[i]) {
		r.year = r.year*10 + int(id[i]-'0')
		i++
	}
	k := len(id)
	for k > i && isDigit(id[k-1]) {
		k--
	}
	if i != 2 && i != 4 || k == len(id) || k == i || len(id)-k > 7 {
		return r, false
	}
	for _, c := range []byte(id[k:]) {
		r.serial = r.serial*10 + int(c-'0')
	}
	r.year %= 100
	r.post, r.known = cable.PostName([]byte(id[i:k]))
	return r, true
}

// classificationDisagrees reports metadata whose classification is not the banner's.
var classificationDisagrees = &lint.Rule{
	ID:        "hdr-classification-disagrees",
	Title:     "classification of the metadata is not the banner's",
	Doc:       classificationDisagreesDoc,
	Severity:  lint.Error,
	Presets:   archived,
	Authority: "observed: 1,277 of 1,284 agree",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		d := p.Cable
		page := levelOf(d.Metadata.Classification)
		banner := d.Banner.Level
		if page == cable.NoLevel || banner == cable.NoLevel || !d.Banner.Present() {
			return
		}
		if page == banner || !page.Classified() && !banner.Classified() {
			return // FOR OFFICIAL USE ONLY is a caption's matter
		}
		p.Report(d.Banner.Classification, "the metadata says {0}, the banner {1}",
			lint.Text([]byte(d.Metadata.Classification)), lint.Name(banner.String())).Field = "classification"
	},
}

// levelOf is the level that a classification of a page or table names.
func levelOf(s string) cable.Level {
	b := []byte(strings.TrimSpace(s))
	switch {
	case hasPrefixFold(b, "UNCLAS"):
		return cable.Unclassified
	case hasPrefixFold(b, "LIMITED OFFICIAL USE"):
		return cable.ForOfficialUse
	case hasPrefixFold(b, "CONFIDENTIAL"):
		return cable.Confidential
	case hasPrefixFold(b, "SECRET"):
		return cable.Secret
	case hasPrefixFold(b, "TOP SECRET"):
		return cable.TopSecret
	default:
		return cable.NoLevel
	}
}

// hdrPost reports a sender whose name or routing indicator is not the banner's post.
var hdrPost = &lint.Rule{
	ID:        "hdr-post",
	Title:     "FM and banner name different posts",
	Doc:       hdrPostDoc,
	Severity:  lint.Error,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-2 H-230, H-320; observed: 1,183 of 1,193",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		d := p.Cable
		t := &d.Transmission
		if t.From.Empty() || !d.Banner.Present() || redacted(d.Bytes(t.From)) || redacted(d.Bytes(d.Banner.Post)) {
			return
		}
		from := nameOf(d.Bytes(t.From))
		post, known := cable.PostName(d.Bytes(d.Banner.Post))
		_, knownFrom := cable.PostRow(from)
		if from != "" && known == knownFrom && !samePost(from, post) {
			p.Report(t.From, "FM names {0}, the banner {1}", lint.Text(d.Bytes(t.From)), lint.Text(d.Bytes(d.Banner.Post)))
			return
		}
		reportStation(p, post, known)
	},
}

// reportStation reports a DE line whose routing indicator is another post's.
func reportStation(p *lint.Pass, post string, known bool) {
	d := p.Cable
	own, ok := cable.PostRow(post)
	if !ok || !known {
		return
	}
	f := strings.Split(own, "\t")
	if len(f) < 4 || f[3] == "" || f[3] == string(d.Bytes(d.Transmission.DE.Station)) {
		return // unknown, or as the table says; a table of addresses may know the indicator for a neighbour too
	}
	row, ok := cable.RoutingRow(d.Bytes(d.Transmission.DE.Station))
	if !ok {
		return
	}
	owner := strings.TrimRight(strings.Split(row, "\t")[1], " 0123456789") // with how often it was seen
	station := postOf([]byte(owner))
	if station == "" || samePost(station, post) {
		return
	}
	p.Report(d.Transmission.DE.Station, "routing indicator {0} is that of {1}, the banner names {2}",
		lint.Text(d.Bytes(d.Transmission.DE.Station)), lint.Name(owner), lint.Text(d.Bytes(d.Banner.Post)))
}
