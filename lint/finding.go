package lint

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/cablelint/cablelint/cable"
)

// sorter puts findings in order and keeps its memory.
type sorter struct {
	order []uint64 // offset and index of each, the offset in the high half
}

// sort puts findings in the order of the interface: offset, rule id, message; then
// by all that could tell two apart. Most have an offset of their own: numbers are
// sorted, and findings only looked at where two of them stand at one place.
func (s *sorter) sort(fs []Finding) {
	s.order = s.order[:0]
	for i := range fs {
		s.order = append(s.order, uint64(fs[i].Span.Start)<<32|uint64(i))
	}
	slices.Sort(s.order)
	for i := 0; i < len(s.order); {
		first := i
		for i++; i < len(s.order) && s.order[i]>>32 == s.order[first]>>32; i++ {
		}
		if i-first > 1 {
			slices.SortStableFunc(s.order[first:i], func(a, b uint64) int { return compareFindings(&fs[uint32(a)], &fs[uint32(b)]) })
		}
	}
	s.move(fs)
}

// move moves findings to their places: a finding is large, so it is moved once only.
// Those that change places do so in rings: of each ring one waits beside.
func (s *sorter) move(fs []Finding) {
	for i := range s.order {
		from := uint32(s.order[i])
		if from == uint32(i) {
			continue
		}
		waits, to := fs[i], uint32(i)
		for from != uint32(i) {
			fs[to], s.order[to] = fs[from], uint64(to)
			to, from = from, uint32(s.order[from])
		}
		fs[to], s.order[to] = waits, uint64(to)
	}
}

func compareFindings(a, b *Finding) int {
	if c := cmp.Compare(a.Span.Start, b.Span.Start); c != 0 {
		return c
	}
	if c := strings.Compare(a.Rule.ID, b.Rule.ID); c != 0 {
		return c
	}
	return cmp.Or(
		strings.Compare(a.Message, b.Message),
		cmp.Compare(a.Span.End, b.Span.End),
		strings.Compare(a.Field, b.Field),
		slices.CompareFunc(a.Args, b.Args, compareArgs),
	)
}

func compareArgs(a, b Arg) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Num, b.Num), strings.Compare(a.Str, b.Str))
}

// coalesce makes equal neighbours one.
func coalesce(fs []Finding) []Finding {
	if len(fs) < 2 {
		return fs
	}
	kept := 1
	for i := 1; i < len(fs); i++ {
		if fs[kept-1].Span.Start == fs[i].Span.Start && compareFindings(&fs[kept-1], &fs[i]) == 0 {
			continue
		}
		if kept < i {
			fs[kept] = fs[i]
		}
		kept++
	}
	clear(fs[kept:])
	return fs[:kept]
}

// normalise checks the places of a finding against the cable and puts its fix in
// order: edits sorted, those that change nothing left out, applicability no more
// than the rule may have. It says what is wrong; empty when nothing is.
func (f *Finding) normalise(raw []byte) string {
	if !inside(f.Span, raw) {
		return "it reported a place outside the cable"
	}
	for _, r := range f.Related {
		if !inside(r.Span, raw) {
			return "it reported a related place outside the cable"
		}
	}
	if f.Fix == nil {
		return ""
	}
	return f.normaliseFix(raw)
}

func (f *Finding) normaliseFix(raw []byte) string {
	for _, e := range f.Fix.Edits {
		if !inside(e.Span, raw) {
			return "it proposed an edit outside the cable"
		}
	}
	if f.Fix.Applicability != NoFix && len(f.Fix.Edits) > 0 && f.Fix.inOrder(raw) && (f.Rule.Certain || f.Fix.Applicability <= f.Rule.Fix) {
		return ""
	}
	fix := *f.Fix
	fix.Edits = slices.DeleteFunc(slices.Clone(fix.Edits), func(e Edit) bool {
		return bytes.Equal(e.New, raw[e.Span.Start:e.Span.End])
	})
	slices.SortStableFunc(fix.Edits, compareEdits)
	if !Disjoint(fix.Edits) {
		return "it proposed edits that overlap"
	}
	if !f.Rule.Certain {
		fix.Applicability = min(fix.Applicability, f.Rule.Fix)
	}
	f.Fix = &fix
	if len(fix.Edits) == 0 || fix.Applicability == NoFix {
		f.Fix = nil
	}
	return ""
}

// inOrder reports whether every edit changes something and stands after the one
// before it.
func (f *Fix) inOrder(raw []byte) bool {
	end := uint32(0)
	for i, e := range f.Edits {
		if i > 0 && e.Span.Start <= end || bytes.Equal(e.New, raw[e.Span.Start:e.Span.End]) {
			return false
		}
		end = e.Span.End
	}
	return true
}

func inside(s cable.Span, raw []byte) bool {
	return s.Start <= s.End && int(s.End) <= len(raw)
}
