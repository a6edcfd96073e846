package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/enc-control.md
var controlDoc string

// control reports control characters other than tabs and line endings.
var control = &lint.Rule{
	ID:        "enc-control",
	Title:     "control character in the text",
	Doc:       controlDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "ACP 127(G); 7-bit teletype code",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		for _, i := range rareLines(p).control {
			controlsIn(p, &p.Cable.Lines[i])
		}
	},
}

// controlsIn reports each run of control characters of a line.
func controlsIn(p *lint.Pass, l *cable.Line) {
	raw := p.Cable.Raw
	for i := l.Start; i < l.End; i++ {
		if !isControl(raw[i]) {
			continue
		}
		start := i
		for i < l.End && isControl(raw[i]) {
			i++
		}
		with := ""
		if start > l.Start && i < l.End && isWordByte(raw[start-1]) && isWordByte(raw[i]) && raw[start] != 0 && raw[start] != 8 {
			with = " " // two words are not made one
		}
		p.Report(cable.Span{Start: start, End: i}, "control character {0}; a telegram has none but line endings", lint.Name(hexByte(raw[start]))).
			SetFix(lint.Safe, "remove the control character", lint.Replace(cable.Span{Start: start, End: i}, with))
	}
}

func isControl(b byte) bool  { return b < 0x20 && b != '\t' || b == 0x7F }
func isWordByte(b byte) bool { return isLetter(b) || isDigit(b) || b >= 0x80 }

func hexByte(b byte) string {
	const digits = "0123456789ABCDEF"
	return "0x" + digits[b>>4:b>>4+1] + digits[b&15:b&15+1]
}
