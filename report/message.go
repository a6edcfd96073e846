package report

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cablelint/cablelint/lint"
)

// longestQuote is the number of code points of the cable's text that a message
// quotes; what is longer is cut with three stops.
const longestQuote = 100

// redacted stands in a message where text of the cable was left out.
const redacted = "[redacted]"

// Message is the message of a finding with its arguments in place. With redact,
// text of the cable is left out.
func Message(f *lint.Finding, redact bool) string {
	if !strings.Contains(f.Message, "{") {
		return f.Message
	}
	var b strings.Builder
	for rest := f.Message; ; {
		open := strings.IndexByte(rest, '{')
		if open < 0 {
			b.WriteString(rest)
			return b.String()
		}
		b.WriteString(rest[:open])
		end := strings.IndexByte(rest[open:], '}')
		n := -1
		if end > 0 {
			if i, err := strconv.Atoi(rest[open+1 : open+end]); err == nil {
				n = i
			}
		}
		if n < 0 || n >= len(f.Args) {
			b.WriteByte('{')
			rest = rest[open+1:]
			continue
		}
		b.WriteString(renderArg(f.Args[n], redact))
		rest = rest[open+end+1:]
	}
}

func renderArg(a lint.Arg, redact bool) string {
	switch {
	case a.Kind == lint.ArgInt:
		return strconv.Itoa(a.Num)
	case a.Kind == lint.ArgName:
		return a.Str
	case redact:
		return redacted
	default:
		return `"` + quotable(a.Str) + `"`
	}
}

// quotable is text of a cable fit for a message: one line, valid UTF-8, not too long.
func quotable(s string) string {
	var b strings.Builder
	blank, n := false, 0
	for _, r := range s {
		if r == ' ' || r == '\t' || r == '\n' || r == '\r' {
			blank = n > 0
			continue
		}
		if blank {
			b.WriteByte(' ')
			blank = false
			n++
		}
		if n++; n > longestQuote {
			b.WriteString("...")
			break
		}
		b.WriteRune(visible(r))
	}
	return b.String()
}

// visible is the code point itself, or one of the same width that a terminal
// shows instead of obeying: escape sequences and marks that turn the direction
// of writing must not leave a cable.
func visible(r rune) rune {
	switch {
	case r < 0x20:
		return 0x2400 + r // SYMBOL FOR ...
	case r == 0x7f:
		return 0x2421 // SYMBOL FOR DELETE
	case r < 0xa0 && r > 0x7f, unicode.Is(unicode.Bidi_Control, r), r == 0x2028, r == 0x2029, r == 0xfeff:
		return utf8.RuneError
	default:
		return r
	}
}

// Printable is s as one line that a terminal can be given: names of files and
// other foreign words go through it.
func Printable(s string) string {
	for _, r := range s {
		if r == utf8.RuneError || visible(r) != r {
			return strings.Map(visible, strings.ToValidUTF8(s, "\uFFFD"))
		}
	}
	return s
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
