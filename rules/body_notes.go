package rules

import (
	"bytes"
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/body-note-unclosed.md
var noteUnclosedDoc string

//go:embed docs/body-end-summary-orphan.md
var endSummaryOrphanDoc string

const (
	longestNote    = 1 << 12 // bytes in which the end of a note is looked for
	longestSummary = 1 << 16 // bytes before END SUMMARY in which its beginning is
)

// noteUnclosed reports "(Note:" or "(Comment:" without "End note" or "End
// comment" in its paragraph. It is off by default: most simply end with ")".
var noteUnclosed = &lint.Rule{
	ID:        "body-note-unclosed",
	Title:     "note or comment without its end",
	Doc:       noteUnclosedDoc,
	Severity:  lint.Info,
	Off:       true,
	Presets:   drafted,
	Authority: "observed",
	Since:     "0.1",
	Anchors:   []lint.Anchor{{Byte: '(', After: cable.MaskUpper | cable.MaskLower}},
	In:        cable.ZoneProse,
	At: func(p *lint.Pass, at uint32) {
		d := p.Cable
		rest := d.Raw[at+1:]
		word, end := "", ""
		switch {
		case hasPrefixFold(rest, "NOTE:"):
			word, end = "NOTE", "End note"
		case hasPrefixFold(rest, "COMMENT:"):
			word, end = "COMMENT", "End comment"
		default:
			return
		}
		b := d.BlockAt(at)
		if b < 0 || endOf(d.Raw[at:min(at+longestNote, d.Lines[d.Blocks[b].Last].End)], word) {
			return
		}
		p.Report(cable.Span{Start: at, End: at + 1 + uint32(len(word)) + 1}, "{0} is not closed by {1} in its paragraph",
			lint.Text(d.Raw[at:at+2+uint32(len(word))]), lint.Quoted(end))
	},
}

// endOf reports whether b has END and then a word, which is upper case, on the same
// line or on the next.
func endOf(b []byte, word string) bool {
	const end = "END"
	for i := 0; i+len(end) < len(b); i++ {
		if b[i]|0x20 != 'e' || !hasPrefixFold(b[i:], end) || !isBreak(b[i+len(end)]) {
			continue
		}
		i += len(end)
		for i < len(b) && isBreak(b[i]) {
			i++
		}
		if hasPrefixFold(b[i:], word) {
			return true
		}
		i--
	}
	return false
}

// endSummaryOrphan reports END SUMMARY in a cable whose text has no summary
// before it.
var endSummaryOrphan = &lint.Rule{
	ID:        "body-end-summary-orphan",
	Title:     "END SUMMARY without a summary",
	Doc:       endSummaryOrphanDoc,
	Severity:  lint.Info,
	Presets:   drafted,
	Authority: "5 FAH-1 H-246.3",
	Since:     "0.1",
	Anchors:   []lint.Anchor{{Byte: 'M', Prev: 'M', Next: 'A'}, {Byte: 'm', Prev: 'm', Next: 'a'}}, // few words have them
	In:        cable.ZoneProse,
	At: func(p *lint.Pass, at uint32) {
		d := p.Cable
		at, ok := endOfSummary(d.Raw, at)
		if !ok || d.Partial {
			return
		}
		rest := d.Raw[at:]
		body := len(d.Raw)
		if d.BodyLine < len(d.Lines) {
			body = int(d.Lines[d.BodyLine].Start)
		}
		if len(d.Paragraphs) > 0 { // the first may run on behind the header
			body = min(body, int(d.Paragraphs[0].Text.Start))
		}
		if a := d.Authority.Span; !a.Empty() { // and the heading behind the authority
			body = min(body, int(a.Start))
		}
		if body >= int(at) || summarized(d.Raw[max(body, int(at)-longestSummary):at]) {
			return
		}
		n := uint32(bytes.IndexAny(rest, "Yy") + 1)
		p.Report(cable.Span{Start: at, End: at + n}, "{0} closes a summary that nothing opened", lint.Text(rest[:n]))
	},
}

// endOfSummary is the offset at which END SUMMARY or END OF SUMMARY starts, if the
// second M of it is at an offset.
func endOfSummary(raw []byte, m uint32) (uint32, bool) {
	const mark, longMark, before = "END SUMMARY", "END OF SUMMARY", len("END SUM")
	at := int(m) - before
	if at >= 0 && !hasPrefixFold(raw[at:], mark) {
		if at -= len(longMark) - len(mark); at >= 0 && !hasPrefixFold(raw[at:], longMark) {
			return 0, false
		}
	}
	if at < 0 || raw[at] != 'E' || at > 0 && cable.Class(raw[at-1])&(cable.MaskBlank|cable.MaskControl|cable.MaskOpen) == 0 {
		return 0, false
	}
	return uint32(at), true
}

// summarized reports whether a text names a summary or an introduction.
func summarized(b []byte) bool {
	return containsFold(b, "SUMMARY") || containsFold(b, "SUMMARIZ") || containsFold(b, "S U M M A R Y") || redacted(b)
}
