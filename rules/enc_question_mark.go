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
	At: folded("{0}: a character was replaced by a question mark; expected {1}",
		"put the character back", fold.QuestionMark),
}
