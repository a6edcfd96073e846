package cable

import "testing"

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
