package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/hdr-wrong-cable.md
var wrongCableDoc string

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
	Needs: cable.HasBanner,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		b := &d.Banner
		if !b.Present() || b.Serial < 0 || redacted(d.Bytes(b.Span)) {
			return
		}
		post, _ := postName(p, d.Bytes(b.Post))
		if id, ok := readID(d, canonicalID(cableID(d))); ok {
			reportOtherID(p, id, post)
			return
		}
		de, from := &d.Transmission.DE, nameOf(p, d.Bytes(d.Transmission.From))
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
	otherPost := !samePost(id.post, post)
	otherSerial := id.serial != b.Serial
	sound := de.Span.Empty() || de.Serial < 0 || de.Serial == b.Serial%10000 // header and banner are one cable's
	on, dated := groupDay(d)
	switch {
	case otherPost && otherSerial, otherSerial && sound, otherPost && id.known && d.KnownPost(post):
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
func readID(d *cable.Document, id string) (r readableID, ok bool) {
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
	r.post, r.known = d.PostName([]byte(id[i:k]))
	return r, true
}
