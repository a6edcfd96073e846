package lint

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/cablelint/cablelint/cable"
)

// compareEdits orders edits by start, then end, then new bytes.
func compareEdits(a, b Edit) int {
	return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End), bytes.Compare(a.New, b.New))
}

// Disjoint reports whether edits are in order and no two share a byte or insert
// at one place.
func Disjoint(edits []Edit) bool {
	for i := 1; i < len(edits); i++ {
		a, b := edits[i-1].Span, edits[i].Span
		if b.Start < a.End || a == b {
			return false
		}
	}
	return true
}

// Apply splices edits into raw. The edits are in order and disjoint; every byte
// outside them stays as it is. The result shares no memory with raw.
func Apply(raw []byte, edits []Edit) []byte { return appendApplied([]byte{}, raw, edits) }

// appendApplied appends raw with the edits to dst, which shares no memory with it.
func appendApplied(dst, raw []byte, edits []Edit) []byte {
	size := len(raw)
	for _, e := range edits {
		size += len(e.New) - e.Span.Len()
	}
	dst = slices.Grow(dst, size)
	at := uint32(0)
	for _, e := range edits {
		dst = append(dst, raw[at:e.Span.Start]...)
		dst = append(dst, e.New...)
		at = e.Span.End
	}
	return append(dst, raw[at:]...)
}

// Inverse is the edits that turn Apply(raw, edits) back into raw.
func Inverse(raw []byte, edits []Edit) []Edit {
	back := make([]Edit, 0, len(edits))
	shift := 0
	for _, e := range edits {
		start := int(e.Span.Start) + shift
		old := slices.Clone(raw[e.Span.Start:e.Span.End])
		back = append(back, Edit{span(start, start+len(e.New)), old})
		shift += len(e.New) - len(old)
	}
	return back
}

func span(start, end int) cable.Span { return cable.Span{Start: uint32(start), End: uint32(end)} }
