package rules

import (
	"bytes"
	_ "embed"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// What a page or a table row says of the cable, against the cable. These
// findings name the field and point at the place that contradicts it.

//go:embed docs/meta-id-malformed.md
var metaIDMalformedDoc string

//go:embed docs/meta-created.md
var metaCreatedDoc string

//go:embed docs/meta-origin.md
var metaOriginDoc string

//go:embed docs/meta-tags.md
var metaTagsDoc string

//go:embed docs/meta-title-truncated.md
var metaTitleTruncatedDoc string

// metaIDMalformed reports an id that is not year, post, serial: a caption's
// letters in it, a misspelt post, a missing number.
var metaIDMalformed = &lint.Rule{
	ID:        "meta-id-malformed",
	Title:     "cable id malformed",
	Doc:       metaIDMalformedDoc,
	Severity:  lint.Warning,
	Fix:       lint.Unsafe,
	Presets:   archived,
	Authority: "the list of malformed ids of the published 251,287",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		d := p.Cable
		id := cableID(d)
		read, ok := readID(d, id)
		if id == "" || !ok && d.Metadata.ID == "" || redacted(d.Bytes(d.Banner.Span)) {
			return // a file may have any name
		}
		at := d.Banner.Span
		if s := blockValue(d, id); !s.Empty() {
			at = s
		}
		right := rightID(d, id, read, ok)
		switch {
		case right == id:
			return
		case right == "":
			p.Report(at, "the id {0} is not year, post and serial", lint.Text([]byte(id))).Field = "id"
			return
		}
		f := p.Report(at, "the id {0} is malformed; the cable is {1}", lint.Text([]byte(id)), lint.Quoted(right))
		f.Field = "id"
		if s := blockValue(d, id); !s.Empty() {
			f.SetFix(lint.Unsafe, "write the right id", lint.Replace(s, right))
		}
	},
}

// rightID is the id that a cable published under id, which reads as r if it is ok,
// should have: id itself when nothing is wrong with it, empty when it is wrong and nothing says how it should be.
func rightID(d *cable.Document, id string, r readableID, ok bool) string {
	if right, ok := cable.RightID(id); ok {
		return right
	}
	post, _ := d.PostName(d.Bytes(d.Banner.Post))
	if ok && (r.known || post == "" || !strings.HasSuffix(r.post, post) || r.post == post) {
		return id // a post that no table has is no fault of the id
	}
	on, dated := sent(d)
	if !d.Banner.Present() || !dated || d.Banner.Serial < 0 {
		return ""
	}
	return on.Format("06") + post + strconv.Itoa(d.Banner.Serial)
}

// blockValue is the line of the page block that holds nothing but the value.
func blockValue(d *cable.Document, value string) cable.Span {
	b := d.Metadata.Block
	if b.Empty() {
		return cable.Span{}
	}
	for i := d.LineAt(b.Start); i < len(d.Lines) && d.Lines[i].Start < b.End; i++ {
		if string(trimmed(d, i)) == value {
			start := d.Lines[i].Start + uint32(bytes.Index(d.Bytes(d.Lines[i].Span()), []byte(value)))
			return cable.Span{Start: start, End: start + uint32(len(value))}
		}
	}
	return cable.Span{}
}

// metaCreated reports a creation date, or else the date of a newspaper's line, that
// is not the day of the date-time group.
// The minutes of the pages of 2010 are wrong, so the time of day is left alone.
var metaCreated = &lint.Rule{
	ID:        "meta-created",
	Title:     "creation date is not the date-time group's",
	Doc:       metaCreatedDoc,
	Severity:  lint.Error,
	Presets:   archived,
	Authority: "observed: 1,203 of 1,203 agree",
	Since:     "0.1",
	Needs:     cable.HasDay,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		group, ok := groupDay(d)
		created, known := createdDay(d)
		if !known {
			created, known = dateLineDay(d)
		}
		if !ok || !known || group.Equal(created) {
			return
		}
		p.Report(d.Transmission.DTG.Group, "the metadata says {0}, the date-time group {1}",
			lint.Name(created.Format(time.DateOnly)), lint.Text(d.Bytes(d.Transmission.DTG.Group))).Field = "created"
	},
}

// dateLineDay is the day of the line that newspapers put above the text: Monday,
// 25 January 2010, 09:33; false when there is none.
func dateLineDay(d *cable.Document) (time.Time, bool) {
	lines := d.Lines[:min(d.BodyLine, len(d.Lines))]
	for i := range lines {
		if lines[i].Kind != cable.KindPageMetadata {
			continue
		}
		if t, err := time.Parse("Monday, 2 January 2006, 15:04", string(trimmed(d, i))); err == nil {
			return day(t.Year(), t.Month(), t.Day()), true
		}
	}
	return time.Time{}, false
}

// metaOrigin reports an origin that is another post than the banner's.
var metaOrigin = &lint.Rule{
	ID:        "meta-origin",
	Title:     "origin is not the banner's post",
	Doc:       metaOriginDoc,
	Severity:  lint.Error,
	Presets:   archived,
	Authority: "observed: the same in all cables whose text is theirs",
	Since:     "0.1",
	Needs:     cable.HasMetadata | cable.HasBanner,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if d.Metadata.Origin == "" || !d.Banner.Present() {
			return
		}
		origin := postOf(d, []byte(d.Metadata.Origin))
		post, known := d.PostName(d.Bytes(d.Banner.Post))
		if origin == "" || !known || samePost(origin, post) {
			return
		}
		p.Report(d.Banner.Post, "the metadata says the cable is from {0}, the banner names {1}",
			lint.Text([]byte(d.Metadata.Origin)), lint.Text(d.Bytes(d.Banner.Post))).Field = "origin"
	},
}

// metaTags reports metadata that has a tag which the first line of TAGS lacks, or
// lacks one that it has. Pages are made from the first line only.
var metaTags = &lint.Rule{
	ID:        "meta-tags",
	Title:     "tags of the metadata are not the TAGS line's",
	Doc:       metaTagsDoc,
	Severity:  lint.Warning,
	Presets:   archived,
	Unproved:  beforeCablegate,
	Authority: "observed: 1,227 of 1,294 agree on the first line",
	Since:     "0.1",
	Needs:     cable.HasMetadata | cable.HasTagItems,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if len(d.Metadata.Tags) == 0 || len(d.Tags.Items) == 0 {
			return
		}
		for _, tag := range d.Metadata.Tags {
			if isPlainTag(tag) && !hasTag(d, tag) {
				p.Report(d.Tags.Span, "the metadata has the tag {0}, the TAGS line does not", lint.Text([]byte(tag))).Field = "tags"
				return
			}
		}
		for _, t := range d.Tags.Items {
			b := d.Bytes(t.Span)
			if d.LineAt(t.Span.Start) == d.Tags.Line && t.Kind != cable.TagPerson && isPlainTag(string(b)) && !metadataHasTag(d, b) {
				p.Report(t.Span, "the TAGS line has {0}, the metadata does not", lint.Text(b)).Field = "tags"
				return
			}
		}
	},
}

// isPlainTag reports whether a tag is one word of capitals: neither a person nor
// what is left of one.
func isPlainTag(tag string) bool {
	for _, c := range []byte(tag) {
		if !isLetter(c) {
			return false
		}
	}
	return len(tag) == 2 || len(tag) == 4
}

// hasTag reports whether the TAGS field has the word.
func hasTag(d *cable.Document, tag string) bool {
	for _, t := range d.Tags.Items {
		if equalFoldASCII(d.Bytes(t.Span), strings.ToUpper(tag)) {
			return true
		}
	}
	return bytes.Contains(d.Bytes(d.Tags.Span), []byte(tag))
}

// metadataHasTag reports whether the metadata has the tag.
func metadataHasTag(d *cable.Document, tag []byte) bool {
	for _, t := range d.Metadata.Tags {
		if strings.EqualFold(t, string(tag)) || strings.Contains(strings.ToUpper(t), strings.ToUpper(string(tag))) {
			return true
		}
	}
	return false
}

// metaTitleTruncated reports a title that is the first line of SUBJECT only.
var metaTitleTruncated = &lint.Rule{
	ID:        "meta-title-truncated",
	Title:     "title is the first line of SUBJECT only",
	Doc:       metaTitleTruncatedDoc,
	Severity:  lint.Info,
	Presets:   archived,
	Authority: "observed: 1,282 of 1,283 titles are the first line",
	Since:     "0.1",
	Needs:     cable.HasMetadata | cable.HasSubject,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		title := []byte(strings.TrimSpace(d.Metadata.Title))
		if len(title) == 0 || d.Subject.Text.Empty() {
			return
		}
		rest, ok := wordsPrefix(d.Bytes(d.Subject.Text), title)
		if !ok || bytes.IndexFunc(rest, unicode.IsLetter) < 0 {
			return
		}
		at := d.Metadata.TitleSpan
		if at.Empty() {
			at = d.Subject.Text
		}
		p.Report(at, "the title stops after the first line of SUBJECT; it goes on {0}", lint.Text(unwrapped(rest))).Field = "title"
	},
}
