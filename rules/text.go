package rules

import (
	"bytes"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

func isDigit(b byte) bool  { return '0' <= b && b <= '9' }
func isUpper(b byte) bool  { return 'A' <= b && b <= 'Z' }
func isLower(b byte) bool  { return 'a' <= b && b <= 'z' }
func isLetter(b byte) bool { return isUpper(b) || isLower(b) }
func isBlank(b byte) bool  { return b == ' ' || b == '\t' }

func isBreak(b byte) bool { return isBlank(b) || b == '\n' || b == '\r' }

// unwrapped is b with every run of blanks and line endings made one blank.
func unwrapped(b []byte) []byte { return bytes.Join(bytes.Fields(b), []byte(" ")) }

// upper is the ASCII upper case of a byte.
func upper(b byte) byte {
	if isLower(b) {
		return b - 'a' + 'A'
	}
	return b
}

// equalFoldASCII reports whether b is s, which is upper case, in any case.
func equalFoldASCII(b []byte, s string) bool {
	if len(b) != len(s) {
		return false
	}
	for i := range b {
		if upper(b[i]) != s[i] {
			return false
		}
	}
	return true
}

// hasPrefixFold reports whether b starts with s, which is upper case, in any case.
func hasPrefixFold(b []byte, s string) bool {
	return len(b) >= len(s) && equalFoldASCII(b[:len(s)], s)
}

// redacted reports whether a publisher put a mark of redaction in b: a run of
// five or more x or X. Such a text is never a fault of its writer.
func redacted(b []byte) bool {
	const least = 5
	for i := least - 1; i < len(b); i += least {
		// One byte of five is in the run, if there is one.
		if b[i]|0x20 != 'x' {
			continue
		}
		start, end := i, i+1
		for start > 0 && b[start-1]|0x20 == 'x' {
			start--
		}
		for end < len(b) && b[end]|0x20 == 'x' {
			end++
		}
		if end-start >= least {
			return true
		}
	}
	return false
}

// before is the text between the start of the line that holds at and at, without
// blanks at its end.
func before(d *cable.Document, at uint32) []byte {
	return bytes.TrimRight(d.Raw[d.Lines[d.LineAt(at)].Start:at], " \t")
}

// runOnFix is what may be done where a field runs on after a passing line. Where a
// character stands in it that may be folded, it becomes text to repair once it has a
// line of its own: that is for a person.
func runOnFix(d *cable.Document, at uint32) lint.Applicability {
	for _, s := range d.Slugs {
		if s.End <= at && d.LineAt(s.Start) == d.LineAt(at) && (bytes.ContainsAny(d.Bytes(s), ")&?*") || bytes.Contains(d.Bytes(s), []byte(",s"))) {
			return lint.Unsafe
		}
	}
	return lint.Safe
}

// breakBefore is the edit that begins a new line at the offset at, in place of
// the blanks before it.
func breakBefore(d *cable.Document, at uint32) lint.Edit {
	start := at
	for start > 0 && isBlank(d.Raw[start-1]) {
		start--
	}
	return lint.Replace(cable.Span{Start: start, End: at}, lineEnding(d, at))
}

// lineEnding is the ending of the line that holds at, or of one before it.
func lineEnding(d *cable.Document, at uint32) string {
	for i := d.LineAt(at); i >= 0 && i < len(d.Lines); i-- {
		switch d.Lines[i].EOL {
		case cable.LF:
			return "\n"
		case cable.CRLF:
			return "\r\n"
		case cable.CR:
			return "\r"
		}
	}
	return "\n"
}
