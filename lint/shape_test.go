package lint

import (
	"testing"

	"github.com/cablelint/cablelint/cable"
)

func TestLostField(t *testing.T) {
	tags := func(spans ...cable.Span) *cable.Document {
		d := new(cable.Document)
		d.Tags.Span = spans[0]
		for _, s := range spans[1:] {
			d.Paragraphs = append(d.Paragraphs, cable.Paragraph{NumberSpan: s})
		}
		return d
	}
	two := tags(span(10, 20), span(30, 32), span(40, 42))
	marked := tags(span(10, 20), span(30, 32), span(40, 42))
	marked.Paragraphs = append(marked.Paragraphs, cable.Paragraph{Mark: cable.PortionMark{Span: span(50, 53)}})
	for _, row := range []struct {
		name          string
		before, after *cable.Document
		edits         []Edit
		want          string
	}{
		{"nothing lost", two, two, nil, ""},
		{"a field lost", two, tags(span(0, 0), span(30, 32), span(40, 42)), nil, "TAGS"},
		{"a field that an edit deleted", two, tags(span(0, 0), span(30, 32), span(40, 42)), []Edit{Delete(span(0, 5)), Delete(span(9, 21))}, ""},
		{"a field that an edit rewrote is lost all the same", two, tags(span(0, 0), span(30, 32), span(40, 42)), []Edit{Replace(span(9, 21), "x")}, "TAGS"},
		{"a paragraph lost", two, tags(span(10, 20), span(30, 32)), nil, "a paragraph"},
		{"a paragraph that an edit deleted", two, tags(span(10, 20), span(30, 32)), []Edit{Delete(span(38, 50))}, ""},
		{"a paragraph without a number that an edit deleted", marked, two, []Edit{Delete(span(48, 60))}, ""},
		{"a paragraph without a number lost", marked, two, []Edit{Delete(span(60, 70))}, "a paragraph"},
		{"one deleted and one lost", two, tags(span(10, 20)), []Edit{Delete(span(38, 50))}, "a paragraph"},
		{"a field gained", tags(span(0, 0)), two, nil, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			before, after := shapeOf(row.before), shapeOf(row.after)
			if got := before.lost(&after, row.edits); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}
