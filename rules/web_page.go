package rules

import (
	"bytes"
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/web-partial-extract.md
var partialExtractDoc string

//go:embed docs/web-page-furniture.md
var webPageFurnitureDoc string

//go:embed docs/web-redaction.md
var redactionDoc string

//go:embed docs/web-sentence-case.md
var sentenceCaseDoc string

//go:embed docs/web-truncated-end.md
var truncatedEndDoc string

// partialExtract reports the archive's line that says that text is missing. It
// explains gaps: other rules ask the model for it.
var partialExtract = &lint.Rule{
	ID:        "web-partial-extract",
	Title:     "record is a partial extract",
	Doc:       partialExtractDoc,
	Severity:  lint.Info,
	Presets:   archived,
	Authority: "observed: 92 of 1,295 cables",
	Since:     "0.1",
	Kinds:     []cable.Kind{cable.KindPartialExtract},
	Line: func(p *lint.Pass, line int) {
		if line > 0 && p.Cable.Lines[line-1].Kind == cable.KindPartialExtract {
			return
		}
		p.Report(p.Cable.Lines[line].Span(), "the record is a partial extract: its header and parts of its text are missing")
	},
}

// webPageFurniture reports lines that a web page put round or into the cable: one
// finding for lines that stand together. Their values may be the only copy of
// the metadata, so they go only on request.
var webPageFurniture = &lint.Rule{
	ID:        "web-page-furniture",
	Title:     "lines of a web page round the cable",
	Doc:       webPageFurnitureDoc,
	Severity:  lint.Warning,
	Fix:       lint.Unsafe,
	Presets:   archived,
	Authority: "observed",
	Since:     "0.1",
	Kinds:     []cable.Kind{cable.KindPageMetadata, cable.KindStamp},
	Line: func(p *lint.Pass, line int) {
		d := p.Cable
		if d.Lines[line].Kind == cable.KindStamp {
			reportStamp(p, line)
			return
		}
		if before := beforeBlanks(d, line-1); before >= 0 && d.Lines[before].Kind == cable.KindPageMetadata {
			return
		}
		last := line
		for next := afterBlanks(d, last+1); next < len(d.Lines) && d.Lines[next].Kind == cable.KindPageMetadata; next = afterBlanks(d, last+1) {
			last = next
		}
		span := cable.Span{Start: d.Lines[line].Start, End: d.Lines[last].End}
		message := "line {0} is a web page's, not the cable's"
		arg := lint.Text(content(d, line))
		if last > line {
			message, arg = "lines {0} to {1} are a web page's, not the cable's; their values are metadata", lint.Int(line+1)
		}
		p.Report(span, message, arg, lint.Int(last+1)).
			SetFix(lint.Unsafe, "take the page's lines out", lint.Delete(cable.Span{Start: span.Start, End: d.Lines[last].Next()}))
	},
}

// reportStamp reports the stamp of a declassification review that stands in the
// message: in the records of 1973-79 it falls between the lines of a sentence.
func reportStamp(p *lint.Pass, line int) {
	d := p.Cable
	if !d.Banner.Present() || line < d.Banner.Line {
		return // over the message, where it belongs
	}
	f := p.Report(d.Lines[line].Span(), "the stamp of a review, {0}, stands in the message", lint.Text(content(d, line))).
		SetFix(lint.Unsafe, "take the stamp out", lint.Delete(whole(d, line)))
	f.Severity = lint.Info
}

// redaction reports that a publisher took words out: one finding a cable.
var redaction = &lint.Rule{
	ID:        "web-redaction",
	Title:     "words taken out by a publisher",
	Doc:       redactionDoc,
	Severity:  lint.Info,
	Presets:   archived,
	Authority: "observed: 306 of 1,295 cables",
	Since:     "0.1",
	Needs:     cable.HasMarks,
	Cable: func(p *lint.Pass) {
		n := 0
		var first cable.Span
		for _, m := range p.Cable.Marks {
			if m.Zone&cable.ZoneRedaction == 0 {
				continue
			}
			if n++; n == 1 {
				first = m.Span
			}
		}
		switch n {
		case 0:
		case 1:
			p.Report(first, "a publisher took words out in one place")
		default:
			p.Report(first, "a publisher took words out in {0} places", lint.Int(n))
		}
	},
}

// sentenceCase reports a cable that a publisher set in sentence case. Names in
// the header can be upper-cased again; the text cannot be known.
var sentenceCase = &lint.Rule{
	ID:        "web-sentence-case",
	Title:     "header set in sentence case by a publisher",
	Doc:       sentenceCaseDoc,
	Severity:  lint.Info,
	Fix:       lint.Unsafe,
	Presets:   archived,
	Authority: "observed: 11 of 1,295 cables",
	Editions:  cable.EditionLower,
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if !d.Banner.Present() {
			return
		}
		var edits []lint.Edit
		for line := range min(d.BodyLine, len(d.Lines)) {
			switch d.Lines[line].Kind {
			case cable.KindBanner, cable.KindCaption, cable.KindExecutiveOrder, cable.KindTags, cable.KindReference, cable.KindSlug:
				b := d.Bytes(d.Lines[line].Span())
				if up := bytes.ToUpper(b); !bytes.Equal(up, b) && len(up) == len(b) {
					edits = append(edits, lint.Edit{Span: d.Lines[line].Span(), New: up})
				}
			}
		}
		for m := range portions(d) {
			if b := d.Bytes(m.Span); !bytes.Equal(bytes.ToUpper(b), b) {
				edits = append(edits, lint.Edit{Span: m.Span, New: bytes.ToUpper(b)})
			}
		}
		if len(edits) == 0 {
			return
		}
		f := p.Report(d.Banner.Span, "a publisher set the header in sentence case; expected capitals as in {0}",
			lint.Quoted(string(bytes.ToUpper(d.Bytes(d.Banner.Span)))))
		f.SetFix(lint.Unsafe, "write the header in capitals", edits...)
	},
}

// truncatedEnd reports a text that ends in dots or in the middle of a sentence,
// without a signature.
var truncatedEnd = &lint.Rule{
	ID:        "web-truncated-end",
	Title:     "text cut off at its end",
	Doc:       truncatedEndDoc,
	Severity:  lint.Warning,
	Presets:   archived,
	Authority: "observed: 18 of 1,295 cables",
	Since:     "0.1",
	Lacks:     cable.HasSignature,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if len(d.Signature) > 0 {
			return
		}
		line := beforeBlanks(d, len(d.Lines)-1)
		if line < 0 || !cutKind(d, line) {
			return
		}
		b := content(d, line)
		end := d.Lines[line].Start + uint32(len(bytes.TrimRight(d.Bytes(d.Lines[line].Span()), " \t")))
		switch {
		case bytes.HasSuffix(b, []byte("...")):
			p.Report(cable.Span{Start: end - 3, End: end}, "the text ends in dots: the rest is missing")
		case bytes.HasSuffix(b, []byte("\u2026")):
			p.Report(cable.Span{Start: end - 3, End: end}, "the text ends in dots: the rest is missing")
		case textLine(d, line) && len(b) > 40 && isLower(b[len(b)-1]) && isLower(lastWord(d, line)[0]) && !redacted(lastWord(d, line)) && !address(d, end-1) && !bytes.Contains(b, []byte("://")):
			w := lastWord(d, line)
			p.Report(cable.Span{Start: end - uint32(len(w)), End: end}, "the text ends at {0}, in the middle of a sentence: the rest is missing", lint.Text(w))
		}
	},
}

// cutKind reports whether the last line is one in which a record can break off.
func cutKind(d *cable.Document, line int) bool {
	switch d.Lines[line].Kind {
	case cable.KindPageMetadata, cable.KindEndMark, cable.KindAttributes, cable.KindRuler:
		return false
	default:
		return true
	}
}
