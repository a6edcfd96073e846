package cable

import (
	"fmt"
	"strings"
	"testing"
)

// field is a document that holds nothing but the text of one field, for the
// parser of that field.
func field(text string) (*Document, Span) {
	d := &Document{Raw: []byte(text)}
	d.scanLines()
	return d, Span{0, uint32(len(text))}
}

// inside fails the test when a span is not inside the field that it belongs to.
func inside(t *testing.T, d *Document, what string, outer, s Span) {
	t.Helper()
	if s.Start > s.End || int(s.End) > len(d.Raw) || !s.Empty() && !outer.Covers(s) {
		t.Errorf("%s: span %v is not inside %v", what, s, outer)
	}
}

func tagList(text string) string {
	d, span := field(text)
	d.parseTags(span, 0)
	var out []string
	for _, tag := range d.Tags.Items {
		out = append(out, string(d.Bytes(tag.Span)))
	}
	return strings.Join(out, "|")
}

func referenceList(text string) string {
	d, span := field(text)
	d.parseReferences(span, 0)
	var out []string
	for _, r := range d.References.Items {
		letter := ""
		if r.Letter != 0 {
			letter = string(rune(r.Letter)) + "="
		}
		if r.Second != 0 {
			letter = string(rune(r.Letter)) + string(rune(r.Second)) + "="
		}
		if r.Serial < 0 {
			out = append(out, letter+"("+strings.Join(strings.Fields(string(d.Bytes(r.Span))), " ")+")")
			continue
		}
		post, _ := PostName(d.Bytes(r.Post))
		out = append(out, fmt.Sprintf("%s%02d%s%d", letter, r.Year%100, post, r.Serial))
	}
	return strings.ReplaceAll(strings.Join(out, " "), "00", "00")
}

func authority(text string) string {
	d, span := field(text)
	d.parseAuthority(span, 0)
	a := d.Authority
	one := func(s Span) string {
		var f Flow
		d.fieldText(&f, s, true)
		return strings.Join(strings.Fields(string(f.Text)), " ")
	}
	out := one(a.Name) + " / " + one(a.Title) + " /"
	for _, r := range a.Reasons {
		out += " "
		if r.Section != 0 {
			out += "1." + string(rune(r.Section))
		}
		out += string(rune(r.Letter))
	}
	if a.Derived {
		out += " derived"
	}
	return out
}
