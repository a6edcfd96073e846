package report

import (
	"github.com/fatih/color"

	"github.com/cablelint/cablelint/lint"
)

// palette holds colours of our own: on or off for one writer, whatever the
// package-wide switch of fatih/color, which looks at standard output only, says.
type palette struct {
	on                                                                       bool
	err, warn, info, id, place, dim, caret, add, del, addWord, delWord, bold *color.Color
}

func newPalette(on bool) palette {
	c := func(attributes ...color.Attribute) *color.Color {
		v := color.New(attributes...)
		if on {
			v.EnableColor()
		} else {
			v.DisableColor()
		}
		return v
	}
	return palette{
		on:  on,
		err: c(color.FgRed, color.Bold), warn: c(color.FgYellow, color.Bold), info: c(color.FgBlue, color.Bold),
		id: c(color.FgCyan), place: c(color.Bold), dim: c(color.Faint), caret: c(color.FgYellow, color.Bold),
		add: c(color.FgGreen), del: c(color.FgRed), bold: c(color.Bold),
		addWord: c(color.FgGreen, color.ReverseVideo), delWord: c(color.FgRed, color.ReverseVideo),
	}
}

// severity is the colour of a severity.
func (p *palette) severity(s lint.Severity) *color.Color {
	switch s {
	case lint.Error:
		return p.err
	case lint.Warning:
		return p.warn
	default:
		return p.info
	}
}

// paint appends s in a colour. Without colours, which is how millions of findings
// are written, nothing but s.
func (p *palette) paint(dst []byte, c *color.Color, s string) []byte {
	if !p.on {
		return append(dst, s...)
	}
	return append(dst, c.Sprint(s)...)
}
