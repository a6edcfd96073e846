package report

import (
	"unicode"
	"unicode/utf8"

	"github.com/cablelint/cablelint/lint"
)

// Message is the message of a finding with its arguments in place. With redact,
// text of the cable is left out.
func Message(f *lint.Finding, redact bool) string { return lint.Render(f, redact) }

// Printable is s as one line that a terminal can be given: names of files and
// other foreign words go through it.
func Printable(s string) string { return lint.Visible([]byte(s)) }

// firstBidi is the first code point that turns the direction of writing.
const firstBidi = 0x61c

// visible is the code point itself, or one of the same width that a terminal
// shows instead of obeying: escape sequences and marks that turn the direction
// of writing must not leave a cable.
func visible(r rune) rune {
	switch {
	case r >= ' ' && r <= '~':
		return r
	case r < 0x20:
		return 0x2400 + r // SYMBOL FOR ...
	case r == 0x7f:
		return 0x2421 // SYMBOL FOR DELETE
	case r >= 0xa0 && r < firstBidi:
		return r
	case r < 0xa0 && r > 0x7f, unicode.Is(unicode.Bidi_Control, r), r == 0x2028, r == 0x2029, r == 0xfeff:
		return utf8.RuneError
	default:
		return r
	}
}

// OnScreen is text of several lines as a terminal can be given it, whatever
// stands in it: a patch or a table is printed byte for byte only for programs.
func OnScreen(text []byte) []byte {
	var out []byte
	plain := 0
	for i := 0; i < len(text); {
		c, size := rune(text[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRune(text[i:])
		}
		shown := visible(c)
		switch {
		case c == '\n' || c == '\t' || c == '\r' && i+1 < len(text) && text[i+1] == '\n':
			shown = c
		case c == utf8.RuneError && size == 1: // a byte that is no UTF-8
			shown = -1
		}
		if shown != c {
			out = utf8.AppendRune(append(out, text[plain:i]...), shown)
			plain = i + size
		}
		i += size
	}
	if out == nil {
		return text
	}
	return append(out, text[plain:]...)
}

// severityName is the severity as every format writes it.
func severityName(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "error"
	case lint.Warning:
		return "warning"
	default:
		return "info"
	}
}

func applicabilityName(a lint.Applicability) string {
	switch a {
	case lint.Safe:
		return "safe"
	case lint.Unsafe:
		return "unsafe"
	default:
		return "display"
	}
}
