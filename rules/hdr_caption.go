package rules

import (
	"bytes"
	_ "embed"
	"time"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/hdr-caption-order.md
var captionOrderDoc string

//go:embed docs/hdr-caption-unknown.md
var captionUnknownDoc string

//go:embed docs/hdr-corrected-copy.md
var correctedCopyDoc string

// captionOrder reports captions that are not in alphabetical order, as the
// telegram system prints them since May 2008.
var captionOrder = &lint.Rule{
	ID:        "hdr-caption-order",
	Title:     "captions out of order",
	Doc:       captionOrderDoc,
	Severity:  lint.Info,
	Presets:   lint.Draft,
	Unproved:  beforeCablegate,
	Authority: "observed: 145 of 173 cables of 2009 with two captions or more",
	Since:     "0.1",
	Needs:     cable.HasCaptions,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if on, ok := sent(d); !ok || on.Before(day(2008, time.May, 2)) {
			return
		}
		for i := 1; i < len(d.Captions); i++ {
			a, b := d.Bytes(d.Captions[i-1].Span), d.Bytes(d.Captions[i].Span)
			if d.Captions[i-1].Known && d.Captions[i].Known && bytes.Compare(a, b) > 0 {
				p.Report(d.Captions[i].Span, "caption {0} stands after {1}; captions are in alphabetical order", lint.Text(b), lint.Text(a))
				return
			}
		}
	},
}

// captionUnknown reports a word between banner and E.O. line that is one slip of
// the pen away from a caption. Everything else there is a passing line.
var captionUnknown = &lint.Rule{
	ID:        "hdr-caption-unknown",
	Title:     "misspelt caption",
	Doc:       captionUnknownDoc,
	Severity:  lint.Warning,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-2 H-250, H-440",
	Since:     "0.1",
	Needs:     cable.HasSlugs,
	Cable: func(p *lint.Pass) {
		for _, s := range p.Cable.Slugs {
			b := bytes.TrimSpace(p.Cable.Bytes(s))
			if meant := nearestCaption(b); meant != "" {
				p.Report(s, "{0} is no caption; the nearest is {1}, and as it stands it restricts nothing", lint.Text(b), lint.Name(meant))
			}
		}
	},
}

// nearestCaption is the caption that one slip makes into b; empty when there is none.
func nearestCaption(b []byte) string {
	if len(b) < 4 || len(b) > 12 || bytes.IndexByte(b, ' ') >= 0 {
		return ""
	}
	for _, c := range [...]string{"SIPDIS", "NOFORN", "SENSITIVE", "EXDIS", "NODIS", "LIMDIS", "STADIS", "TERREP", "NOCONTRACT", "ORCON", "PROPIN"} {
		if oneSlip(b, c) || len(b) == len(c)-1 && oneSlip([]byte(c), string(b)) {
			return c
		}
	}
	return ""
}

// correctedCopy reports a header that says corrected copy (ZDS) over a text that
// does not.
var correctedCopy = &lint.Rule{
	ID:        "hdr-corrected-copy",
	Title:     "corrected copy not said in the text",
	Doc:       correctedCopyDoc,
	Severity:  lint.Info,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "ACP 131: ZDS; observed: 14 of 15 say CORRECTED COPY",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		d := p.Cable
		at := operatingSignal(d, d.Transmission.Security.Rest, "ZDS")
		if at.Empty() {
			at = operatingSignal(d, d.Transmission.DTG.Rest, "ZDS")
		}
		if at.Empty() || saysCorrectedCopy(d) {
			return
		}
		p.Report(at, "the header says corrected copy ({0}) and the text does not; an earlier text under this number may exist", lint.Name("ZDS"))
	},
}

// operatingSignal is the place of a signal among others; empty when it is not there.
func operatingSignal(d *cable.Document, in cable.Span, signal string) cable.Span {
	b := d.Bytes(in)
	for i := 0; i+len(signal) <= len(b); i++ {
		if string(b[i:i+len(signal)]) == signal {
			start := in.Start + uint32(i)
			return cable.Span{Start: start, End: start + uint32(len(signal))}
		}
	}
	return cable.Span{}
}

// saysCorrectedCopy reports whether a line before the body says CORRECTED COPY,
// its letters spaced or not.
func saysCorrectedCopy(d *cable.Document) bool {
	for i := range min(d.BodyLine+4, len(d.Lines)) {
		if _, ok := wordsPrefixWithoutBlanks(d.Bytes(d.Lines[i].Span()), "CORRECTED"); ok {
			return true
		}
	}
	return false
}

// wordsPrefixWithoutBlanks reports whether b, blanks and case apart, has the
// letters of s anywhere, and the offset after them.
func wordsPrefixWithoutBlanks(b []byte, s string) (int, bool) {
	for start, c := range b {
		if upper(c) != s[0] {
			continue
		}
		n := 0
		for i := start; i < len(b); i++ {
			if isBlank(b[i]) {
				continue
			}
			if upper(b[i]) != s[n] {
				break
			}
			if n++; n == len(s) {
				return i + 1, true
			}
		}
	}
	return 0, false
}
