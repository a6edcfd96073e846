package lint

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/cablelint/cablelint/cable"
)

// sorter puts findings in order and keeps its memory: a finding is large, so it is
// moved once only.
type sorter struct {
	order []uint32
	moved []Finding
}

// sort puts findings in the order of the interface: offset, rule id, message; then
// by all that could tell two apart.
func (s *sorter) sort(fs []Finding) {
	s.order = s.order[:0]
	sorted := true
	for i := range fs {
		s.order = append(s.order, uint32(i))
		sorted = sorted && (i == 0 || compareFindings(&fs[i-1], &fs[i]) <= 0)
	}
	if sorted {
		return
	}
	slices.SortStableFunc(s.order, func(i, j uint32) int { return compareFindings(&fs[i], &fs[j]) })
	s.moved = append(s.moved[:0], fs...)
	for i, from := range s.order {
		fs[i] = s.moved[from]
	}
	clear(s.moved)
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
		if compareFindings(&fs[kept-1], &fs[i]) == 0 {
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
