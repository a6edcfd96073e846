package lint

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/cablelint/cablelint/cable"
)

// sortFindings puts findings in the order of the interface: offset, rule id,
// message; then by all that could tell two apart.
func sortFindings(fs []Finding) {
	if len(fs) > 1 {
		slices.SortStableFunc(fs, compareFindings)
	}
}

func compareFindings(a, b Finding) int {
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
	return slices.CompactFunc(fs, func(a, b Finding) bool { return compareFindings(a, b) == 0 })
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

func inside(s cable.Span, raw []byte) bool {
	return s.Start <= s.End && int(s.End) <= len(raw)
}
