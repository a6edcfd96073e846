package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/body-ocr-digit.md
var ocrDigitDoc string

// ocrDigit reports a zero between capitals and an l or O between digits. It is
// off by default: designations mix them on purpose.
var ocrDigit = &lint.Rule{
	ID:        "body-ocr-digit",
	Title:     "digit for a letter, or letter for a digit",
	Doc:       ocrDigitDoc,
	Severity:  lint.Info,
	Fix:       lint.Display,
	Off:       true,
	Authority: "observed",
	Since:     "0.1",
	Anchors: []lint.Anchor{
		{Byte: '0', Before: cable.MaskUpper, After: cable.MaskUpper},
		{Byte: 'l', Before: cable.MaskDigit | cable.MaskHash, After: cable.MaskDigit},
		{Byte: 'O', Before: cable.MaskDigit, After: cable.MaskDigit},
	},
	In: cable.ZoneText,
	At: func(p *lint.Pass, at uint32) {
		want := map[byte]string{'0': "O", 'l': "1", 'O': "0"}[p.Cable.Raw[at]]
		span := cable.Span{Start: at, End: at + 1}
		p.Report(span, "{0} in {1} looks like {2}", lint.Text(p.Cable.Bytes(span)), lint.Text(wordsRound(p.Cable, at)), lint.Quoted(want)).
			SetFix(lint.Display, "exchange it", lint.Replace(span, want))
	},
}
