package lint

import "slices"

// sweep is the memory of supersede.
type sweep struct {
	reached []uint32 // by member: the furthest end of a span that started so far
	next    []uint32 // by member: the start of the span that follows, its bits turned; 0: none does
	seen    []bool   // by member: it has a finding
	drop    []bool   // by finding
}

// supersede drops findings that a more specific one at the same place, or in the
// same cable, explains. The findings are in order of their offsets. Who drops whom
// is decided on all findings at once, so the order of rules does not matter. One
// sweep forward and one back: linear in findings.
func (s *Session) supersede() {
	fs := s.pass.findings
	if len(fs) < 2 {
		return
	}
	w := &s.sweep
	w.reset(len(s.e.members), len(fs))
	for i := range fs {
		w.seen[fs[i].member] = true
	}
	for i := 0; i < len(fs); {
		// Findings of one offset meet each other whatever their order.
		j := i
		for ; j < len(fs) && fs[j].Span.Start == fs[i].Span.Start; j++ {
			m := fs[j].member
			w.reached[m] = max(w.reached[m], spanEnd(&fs[j]))
		}
		for ; i < j; i++ {
			for _, o := range s.e.members[fs[i].member].over {
				if w.reached[o.by] > fs[i].Span.Start || o.cable && w.seen[o.by] {
					w.drop[i] = true
				}
			}
		}
	}
	for i := len(fs) - 1; i >= 0; i-- {
		for _, o := range s.e.members[fs[i].member].over {
			if ^w.next[o.by] < spanEnd(&fs[i]) {
				w.drop[i] = true
			}
		}
		w.next[fs[i].member] = ^fs[i].Span.Start
	}
	s.pass.findings = keepOnly(fs, func(i int) bool { return !w.drop[i] })
}

// keepOnly leaves out the findings that are not to keep, by their index. Few are left
// out, and those before the first stay where they are.
func keepOnly(fs []Finding, keep func(i int) bool) []Finding {
	kept := 0
	for i := range fs {
		if !keep(i) {
			continue
		}
		if kept < i {
			fs[kept] = fs[i]
		}
		kept++
	}
	return fs[:kept]
}

// spanEnd is the end of a finding's span, where an empty one counts as one byte.
func spanEnd(f *Finding) uint32 { return max(f.Span.End, f.Span.Start+1) }

func (w *sweep) reset(members, findings int) {
	w.reached = slices.Grow(w.reached[:0], members)[:members]
	w.next = slices.Grow(w.next[:0], members)[:members]
	w.seen = slices.Grow(w.seen[:0], members)[:members]
	w.drop = slices.Grow(w.drop[:0], findings)[:findings]
	clear(w.reached)
	clear(w.seen)
	clear(w.drop)
	clear(w.next)
}
