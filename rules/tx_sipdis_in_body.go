package rules

import (
	"bytes"
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/tx-sipdis-in-body.md
var sipdisInBodyDoc string

// sipdisInBody reports the caption that a page break printed again in the text.
// The telegram system put a blank line before it; the sentence goes on after it.
// Where a publisher unwrapped the lines, it stands between two words.
var sipdisInBody = &lint.Rule{
	ID:        "tx-sipdis-in-body",
	Title:     "caption repeated inside the text",
	Doc:       sipdisInBodyDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed, 2004-2008",
	Since:     "0.1",
	Anchors:   []lint.Anchor{{Byte: 'P', Prev: 'I', Next: 'D'}, {Byte: 'p', Prev: 'i', Next: 'd'}}, // few words have them
	In:        cable.ZoneProse | cable.ZoneFurniture,
	At: func(p *lint.Pass, at uint32) {
		d := p.Cable
		at, ok := startOfCaption(d.Raw, at)
		end := at + uint32(len("SIPDIS"))
		if !ok || int(end) < len(d.Raw) && d.Raw[end] > ' ' {
			return
		}
		line := d.LineAt(at)
		span := cable.Span{Start: at, End: end}
		var cut cable.Span
		switch {
		case d.Lines[line].Kind == cable.KindCaptionInBody:
			cut = captionCut(d, line)
		case !wasUnwrapped(d, line) || namesCaption(d, span):
			return
		default:
			cut = wordCut(d, span)
		}
		p.Report(span, "caption {0} stands inside the text: a page ended here and the system printed it again",
			lint.Text(d.Bytes(span))).
			SetFix(lint.Safe, "take the caption out", lint.Delete(cut))
	},
}

// startOfCaption is the offset at which SIPDIS starts, if its P is at an offset: in
// capitals at the start of a word, in sentence case at the start of a line.
func startOfCaption(raw []byte, p uint32) (uint32, bool) {
	at := p - min(p, 2)
	if raw[at] != 'S' || !hasPrefixFold(raw[at:], "SIPDIS") {
		return 0, false
	}
	before := cable.MaskBlank
	if at > 0 {
		before = cable.Class(raw[at-1])
	}
	return at, before == cable.MaskControl || before == cable.MaskBlank && raw[at+1] == 'I'
}

// unwrappedLine is the least length of a line that a publisher made of several; a
// line of the post has room for a page break only at its end.
const unwrappedLine = 85

// wasUnwrapped reports whether a line, or the one above it, is longer than the
// post could write it.
func wasUnwrapped(d *cable.Document, line int) bool {
	return d.Lines[line].Span().Len() >= unwrappedLine || line > 0 && d.Lines[line-1].Span().Len() >= unwrappedLine
}

// namesCaption reports whether the text speaks of the caption: "the SIPDIS
// caption", "marked SIPDIS", "SIPDIS distribution".
func namesCaption(d *cable.Document, s cable.Span) bool {
	l := d.Lines[d.LineAt(s.Start)]
	if s.Start > l.Start {
		switch string(bytes.ToLower(lastField(d.Raw[l.Start:s.Start]))) {
		case "the", "a", "no", "not", "with", "without", "marked", "caption", "captioned", "slugged", "as", "remove", "add", "via", "on", "by", "use", "for", "include", "including", "please":
			return true
		}
	}
	switch string(bytes.ToLower(firstField(d.Raw[s.End:l.End]))) {
	case "", "caption", "captions", "distribution", "dissemination", "channel", "cable", "cables", "message", "messages", "telegram", "telegrams",
		"release", "traffic", "handling", "marking", "slug":
		return true
	}
	return false
}

// lastField is the last word of b without the marks that cling to it.
func lastField(b []byte) []byte {
	b = bytes.TrimRight(b, " ")
	return bytes.Trim(b[bytes.LastIndexByte(b, ' ')+1:], "\"'(,.;:")
}

// firstField is the first word of b without the marks that cling to it.
func firstField(b []byte) []byte {
	b = bytes.TrimLeft(b, " ")
	if i := bytes.IndexByte(b, ' '); i >= 0 {
		b = b[:i]
	}
	return bytes.Trim(b, "\"').,;:")
}

// wordCut is a word with the blanks after it.
func wordCut(d *cable.Document, s cable.Span) cable.Span {
	for int(s.End) < len(d.Raw) && isBlank(d.Raw[s.End]) {
		s.End++
	}
	return s
}

// captionCut is the caption's line with the blank lines of its page break. Where
// the caption stands between two paragraphs, one blank line stays.
func captionCut(d *cable.Document, line int) cable.Span {
	before, after := d.Around(line, line)
	torn := before >= 0 && after < len(d.Lines) && (sameBlock(d, before, after) ||
		after == line+1 && before == beforeBlanks(d, line-1) && textLine(d, before) && d.Lines[after].Kind == cable.KindText)
	return d.LinesCut(line, line, torn)
}

// sameBlock reports whether two lines belong to one block.
func sameBlock(d *cable.Document, a, b int) bool {
	i := d.BlockAt(d.Lines[a].Start)
	return i >= 0 && d.Blocks[i].First <= a && b <= d.Blocks[i].Last
}
