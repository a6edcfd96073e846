package rules

import (
	"bytes"

	"github.com/cablelint/cablelint/cable"
)

// marked yields the portion marks of the paragraphs and the subject, in order.
func portions(d *cable.Document) func(func(cable.PortionMark) bool) {
	return func(yield func(cable.PortionMark) bool) {
		if d.Subject.Mark.Marked() && !yield(d.Subject.Mark) {
			return
		}
		for i := range d.Paragraphs {
			if m := d.Paragraphs[i].Mark; m.Marked() && !yield(m) {
				return
			}
		}
	}
}

// captioned reports whether the cable has the caption, which is upper case, on a
// line of its own or in its banner.
func captioned(d *cable.Document, caption string) bool {
	for _, c := range d.Captions {
		if containsFold(d.Bytes(c.Span), caption) {
			return true
		}
	}
	for _, s := range d.Slugs { // SENSITIVE BUT UNCLASSIFIED is no caption of the table
		if hasPrefixFold(d.Bytes(s), caption) {
			return true
		}
	}
	return d.Banner.Present() && containsFold(d.Bytes(d.Lines[d.Banner.Line].Span()), caption)
}

// containsFold reports whether b contains s, which is upper case, in any case.
func containsFold(b []byte, s string) bool {
	if len(b) < len(s) {
		return false
	}
	first := s[0] | 0x20 // a quick look, which takes a few other bytes for it
	for i, c := range b[:len(b)-len(s)+1] {
		if c|0x20 == first && equalFoldASCII(b[i:i+len(s)], s) {
			return true
		}
	}
	return false
}

// canonicalMark is a portion mark as the handbooks spell it, and whether only
// case, blanks or a parenthesis had to change; false when no spelling is certain.
func canonicalMark(b []byte) (mark string, formOnly, ok bool) {
	s := bytes.ToUpper(bytes.Trim(b, "() \t.:"))
	if len(s) == 0 || redacted(s) {
		return "", false, false
	}
	i := bytes.IndexAny(s, "/- ")
	level, rest := s, []byte(nil)
	if i >= 0 {
		level, rest = s[:i], bytes.Trim(s[i:], "/- ")
	}
	word, full := levelMark(string(level))
	if word == "" {
		return fusedMark(string(s))
	}
	formOnly = !full
	if len(rest) == 0 {
		return "(" + word + ")", formOnly, true
	}
	between := "/"
	if bytes.Contains(s, []byte("//")) {
		between = "//"
	}
	if s[i] != '/' {
		formOnly = false // which separator was meant is a guess
	}
	control, plain := controlMark(rest)
	if control == "" {
		return "", false, false
	}
	return "(" + word + between + control + ")", formOnly && plain, true
}

// levelMark is the letters of a level written as letters or in full.
func levelMark(s string) (mark string, full bool) {
	switch s {
	case "C", "S", "U", "TS", "SBU", "LOU", "R":
		return s, false
	case "CONFIDENTIAL":
		return "C", true
	case "SECRET":
		return "S", true
	case "UNCLASSIFIED", "UNCLAS":
		return "U", true
	}
	return "", false
}

// controlMark is the canonical spelling of what follows the level, and whether
// its words were right.
func controlMark(b []byte) (string, bool) {
	s := string(bytes.Join(bytes.Fields(b), []byte{' '}))
	switch s {
	case "NF", "NOFORN", "FOUO", "FGI//NF", "N", "ENTIRE TEXT":
		return s, true
	}
	if rest, ok := bytes.CutPrefix([]byte(s), []byte("REL ")); ok && len(rest) > 1 {
		return s, true
	}
	return "", false
}

// fusedMark reads a mark whose parts are run together or out of place: SNF, N/SF.
func fusedMark(s string) (string, bool, bool) {
	switch s {
	case "SNF", "N/SF", "SN/F":
		return "(S/NF)", false, true
	case "CNF", "N/CF", "CN/F":
		return "(C/NF)", false, true
	}
	return "", false, false
}
