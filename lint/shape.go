package lint

import (
	"sort"

	"github.com/cablelint/cablelint/cable"
)

// shape is which fields of a cable were recognised and where.
type shape struct {
	fields     [len(fieldNames)]cable.Span
	paragraphs []cable.Span // of their numbers, or of their marks
}

// fieldNames name the fields of a shape, in their order.
var fieldNames = [...]string{"the date-time group", "the FM line", "the banner", "the E.O. line", "TAGS", "SUBJECT", "REF", "the classification authority"}

func shapeOf(d *cable.Document) shape {
	s := shape{fields: [len(fieldNames)]cable.Span{
		d.Transmission.DTG.Span, d.Transmission.From, d.Banner.Span, d.EO.Span, d.Tags.Span, d.Subject.Span, d.References.Span, d.Authority.Span,
	}}
	if len(d.Paragraphs) > 0 {
		s.paragraphs = make([]cable.Span, 0, len(d.Paragraphs))
	}
	for i := range d.Paragraphs {
		at := d.Paragraphs[i].NumberSpan
		if at.Empty() {
			at = d.Paragraphs[i].Mark.Span
		}
		s.paragraphs = append(s.paragraphs, at)
	}
	return s
}

// lost names a field that was there before, is not there after and was not
// deleted by one of the edits; empty when there is none.
func (s *shape) lost(after *shape, edits []Edit) string {
	for i, before := range s.fields {
		if !before.Empty() && after.fields[i].Empty() && !deleted(before, edits) {
			return fieldNames[i]
		}
	}
	missing := len(s.paragraphs) - len(after.paragraphs)
	if missing <= 0 {
		return ""
	}
	for _, p := range s.paragraphs {
		if deleted(p, edits) {
			missing--
		}
	}
	if missing > 0 {
		return "a paragraph"
	}
	return ""
}

// deleted reports whether one of the edits, which are in order and disjoint,
// takes the span away.
func deleted(s cable.Span, edits []Edit) bool {
	i := sort.Search(len(edits), func(i int) bool { return edits[i].Span.End >= s.End })
	for ; i < len(edits) && edits[i].Span.Start <= s.Start; i++ {
		if len(edits[i].New) == 0 && edits[i].Span.Covers(s) {
			return true
		}
	}
	return false
}
