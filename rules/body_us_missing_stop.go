package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/body-us-missing-stop.md
var usMissingStopDoc string

// usMissingStop reports U.S without its second stop. It hangs on an S between a
// stop and a blank, a comma, a hyphen or the end of the line.
var usMissingStop = &lint.Rule{
	ID:        "body-us-missing-stop",
	Title:     "U.S without its second stop",
	Doc:       usMissingStopDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Presets:   drafted,
	Authority: "observed",
	Since:     "0.1",
	Anchors:   []lint.Anchor{{Byte: 'S', Before: cable.MaskStop, After: cable.MaskBlank | cable.MaskComma | cable.MaskColon | cable.MaskDash | cable.MaskControl}},
	In:        cable.ZoneText,
	At: func(p *lint.Pass, at uint32) {
		d := p.Cable
		if at < 2 || d.Raw[at-2] != 'U' || at > 2 && !opensWord(d.Raw[at-3]) {
			return
		}
		// A code cited as "18 U.S C." lacks another stop than this one.
		rest := d.Raw[at+1:]
		if len(rest) > 2 && rest[0] == ' ' && rest[1] == 'C' && !isLetter(rest[2]) {
			return
		}
		span := cable.Span{Start: at - 2, End: at + 1}
		p.Report(span, "{0} lacks its second stop; expected {1}", lint.Text(d.Bytes(span)), lint.Quoted("U.S.")).
			SetFix(lint.Safe, "put the stop", lint.Replace(cable.Span{Start: at + 1, End: at + 1}, "."))
	},
}

// opensWord reports whether a word can start after the byte.
func opensWord(b byte) bool {
	return !isLetter(b) && !isDigit(b) && b != '.'
}
