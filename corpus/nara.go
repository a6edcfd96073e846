package corpus

import (
	"bytes"
	"strings"
)

// The electronic telegrams of 1973-79 that the National Archives publish are text
// files: the message stands between the lines "Message Text" and "Message
// Attributes", and behind the second stand fields that say of it what a page's
// table would. The cable's own text is the whole file.

// attributes reads those fields. Values run on over lines that are indented or
// start no field; N/A means absent.
func (r *Record) attributes() {
	if !saysMessageText(r.Raw[:min(len(r.Raw), 1024)]) {
		return
	}
	i := bytes.LastIndex(r.Raw, []byte("\nMessage Attributes"))
	if i < 0 {
		return
	}
	var key string
	var value strings.Builder
	for line := range bytes.Lines(r.Raw[i+len("\nMessage Attributes"):]) {
		name, rest, ok := bytes.Cut(line, []byte(":"))
		if ok && attributeName(name) {
			r.attribute(key, value.String())
			key = string(bytes.TrimSpace(name))
			value.Reset()
			line = rest
		}
		if value.Len() < 4096 {
			value.Write(bytes.TrimSpace(line))
			value.WriteByte(' ')
		}
	}
	r.attribute(key, value.String())
}

// attributeName reports whether a line starts with the name of a field: words in
// mixed case ("Original Classification").
func attributeName(b []byte) bool {
	b = bytes.TrimSpace(b)
	if len(b) < 2 || len(b) > 48 {
		return false
	}
	for word := range bytes.FieldsSeq(b) {
		c := word[0]
		if ('A' > c || c > 'Z') && c != '(' {
			return string(word) == "of" || string(word) == "and"
		}
		if len(word) > 1 && 'A' <= word[1] && word[1] <= 'Z' && string(word) != "TAGS" && string(word) != "ID" && string(word) != "SAS" {
			return false
		}
	}
	return true
}

func (r *Record) attribute(key, value string) {
	if value = meant(strings.TrimSpace(value)); value == "" {
		return
	}
	m := &r.meta
	switch key {
	case "Document Number":
		m.ID = value
	case "Original Classification":
		m.Classification = value
	case "From":
		m.Origin = value
	case "Subject":
		m.Title = value
	case "TAGS":
		m.Tags = list(value)
	}
	// The dates are administrative: the date-time group is the message's own.
}

// saysMessageText reports whether b has the words Message Text. Their x is the rarest
// of their letters: a header in capitals has none.
func saysMessageText(b []byte) bool {
	const before, after = "Message Te", "t"
	for at := 0; ; at++ {
		i := bytes.IndexByte(b[at:], 'x')
		if i < 0 {
			return false
		}
		at += i
		if bytes.HasSuffix(b[:at], []byte(before)) && bytes.HasPrefix(b[at+1:], []byte(after)) {
			return true
		}
	}
}
