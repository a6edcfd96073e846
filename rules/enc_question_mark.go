package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

//go:embed docs/enc-question-mark.md
var questionMarkDoc string

// questionMark reports a question mark that stands for an apostrophe, a dash or a pair
// of quotation marks.
var questionMark = &lint.Rule{
	ID:        "enc-question-mark",
	Title:     "smart character replaced by a question mark",
	Doc:       questionMarkDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	In:        foldedZones,
	Anchors: []lint.Anchor{
		{Byte: '?', Before: letters, After: letters | cable.MaskQuestion},
		{Byte: '?', Before: cable.MaskBlank | cable.MaskControl | cable.MaskOpen, After: letters | cable.MaskBlank},
	},
	At: func(p *lint.Pass, at uint32) {
		if word := accentAsMarks(p.Cable, at); !word.Empty() {
			p.Report(cable.Span{Start: at, End: at + accentMarks}, "{0}: a letter with an accent was replaced by question marks", lint.Text(p.Cable.Bytes(word)))
			return
		}
		questionMarks(p, at)
	},
}

var questionMarks = folded("{0}: a character was replaced by a question mark; expected {1}",
	"put the character back", fold.QuestionMark)

// accentMarks is how many question marks stand for a letter with an accent: one for
// each byte of a letter that was made UTF-8 twice.
const accentMarks = 4

// accentAsMarks is the word in which the question marks at at stand for a letter; empty
// when they do not. After a word they may be the writer's.
func accentAsMarks(d *cable.Document, at uint32) cable.Span {
	raw := d.Raw
	end := at + accentMarks
	if int(end) >= len(raw) || string(raw[at:end]) != "????" || !isLetter(raw[end]) {
		return cable.Span{}
	}
	word := cable.Span{Start: at, End: end}
	for word.Start > 0 && isLetter(raw[word.Start-1]) {
		word.Start--
	}
	for int(word.End) < len(raw) && isLetter(raw[word.End]) {
		word.End++
	}
	return word
}
