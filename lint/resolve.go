package lint

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/cablelint/cablelint/cable"
)

// unit is what is applied whole or not at all: a fix whose edits go together, or
// one edit of a fix whose edits do not.
type unit struct {
	member uint16
	rule   string
	edits  []Edit
}

// deletes reports whether the unit only takes bytes away.
func (u *unit) deletes() bool {
	return !slices.ContainsFunc(u.edits, func(e Edit) bool { return len(e.New) > 0 })
}

// units lists what the findings' fixes would do under the options of the engine.
func (e *Engine) units(findings []Finding) []unit {
	var us []unit
	for i := range findings {
		f := &findings[i]
		if !e.Applies(f) {
			continue
		}
		if f.Fix.Together {
			us = append(us, unit{f.member, f.Rule.ID, f.Fix.Edits})
			continue
		}
		for k := range f.Fix.Edits {
			us = append(us, unit{f.member, f.Rule.ID, f.Fix.Edits[k : k+1]})
		}
	}
	return us
}

// Applies reports whether the fix of a finding is one that a run with these
// options would apply: safe, or unsafe on request; of a finding at warning or
// above, or at info where the rule was named or fixes of info are asked for.
func (e *Engine) Applies(f *Finding) bool {
	if f.Fix == nil || len(f.Fix.Edits) == 0 {
		return false
	}
	if a := f.Fix.Applicability; a != Safe && (a != Unsafe || !e.opts.Unsafe) {
		return false
	}
	return f.Severity >= Warning || e.opts.FixInfo || e.named(f)
}

// named reports whether the finding's rule was selected by its full id.
func (e *Engine) named(f *Finding) bool {
	return int(f.member) < len(e.members) && e.members[f.member].Rule == f.Rule && e.members[f.member].Named
}

// resolve picks from units that would change the same bytes. Deletions come
// first and swallow what lies inside them; else the first in order of start, end
// and rule id wins. Equal edits are one. What loses here may come back when the
// winner has been applied.
func resolve(us []unit) []unit {
	if len(us) < 2 {
		return us
	}
	us = slices.Clone(us)
	slices.SortStableFunc(us, compareUnits)
	var kept []unit
	var taken changes
	for _, u := range us {
		if fresh, ok := taken.admit(&u); ok && len(fresh) > 0 {
			for _, e := range fresh {
				taken.insert(e)
			}
			u.edits = fresh
			kept = append(kept, u)
		}
	}
	return kept
}

// compareUnits puts deletions first, the longest at a place first, then the rest
// by start, end and rule id.
func compareUnits(a, b unit) int {
	da, db := a.deletes(), b.deletes()
	if da != db {
		if da {
			return -1
		}
		return 1
	}
	x, y := a.edits[0], b.edits[0]
	length := cmp.Compare(x.Span.End, y.Span.End)
	if da {
		length = -length
	}
	return cmp.Or(cmp.Compare(x.Span.Start, y.Span.Start), length, strings.Compare(a.rule, b.rule), slices.CompareFunc(a.edits, b.edits, compareEdits))
}

// changes are edits that were taken, in order, disjoint.
type changes []Edit

// admit says which edits of a unit are still to be made beside those taken, and
// whether the unit may be made at all.
func (c changes) admit(u *unit) (fresh []Edit, ok bool) {
	swallowed := false
	for _, e := range u.edits {
		switch c.meet(e) {
		case free:
			fresh = append(fresh, e)
		case gone:
			swallowed = true
		case conflict:
			return nil, false
		}
	}
	// Half of a pair inside a deletion: the other half is not certain any more.
	if swallowed && len(fresh) > 0 && !u.deletes() {
		return nil, false
	}
	return fresh, true
}

// meeting says how an edit meets those taken.
type meeting uint8

const (
	free     meeting = iota
	same             // it is among them
	gone             // the bytes it would change are deleted
	conflict         // it would change bytes that another changes
)

func (c changes) meet(e Edit) meeting {
	i := sort.Search(len(c), func(i int) bool { return c[i].Span.End >= e.Span.Start })
	for ; i < len(c) && c[i].Span.Start <= e.Span.End; i++ {
		switch {
		case compareEdits(c[i], e) == 0:
			return same
		case len(c[i].New) == 0 && swallows(c[i].Span, e):
			return gone
		case touch(c[i].Span, e.Span):
			return conflict
		}
	}
	return free
}

// swallows reports whether a deletion of s leaves nothing of an edit to do. An
// insertion at its edge is not inside it.
func swallows(s cable.Span, e Edit) bool {
	if e.Span.Empty() {
		return s.Start < e.Span.Start && e.Span.End < s.End
	}
	return s.Covers(e.Span)
}

// touch reports whether two changes get in each other's way: they share a byte,
// or one inserts at the edge of the other. Neighbours that each replace bytes do not.
func touch(a, b cable.Span) bool {
	if a.Empty() || b.Empty() {
		return a.Start <= b.End && b.Start <= a.End
	}
	return a.Overlaps(b)
}

func (c *changes) insert(e Edit) {
	i := len(*c)
	for i > 0 && compareEdits((*c)[i-1], e) > 0 {
		i--
	}
	*c = slices.Insert(*c, i, e)
}
