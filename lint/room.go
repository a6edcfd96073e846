package lint

import "slices"

// Room is memory for what is said of a cable: findings, their arguments, fixes and
// edits; or for its repaired text. One that is used again makes no garbage. The zero
// value is ready.
type Room struct {
	findings []Finding
	args     slab[Arg]
	fixes    slab[Fix]
	edits    slab[Edit]
	list     []Edit // what rules gather edits in
	texts    texts
}

// texts is memory for repaired texts: that of the round before, the best one of the
// round, and one that is tried.
type texts [3][]byte

// apply is [Apply] into a text that is neither of the two given ones. Of nil nothing is
// used again.
func (t *texts) apply(raw []byte, edits []Edit, other []byte) []byte {
	if t == nil {
		return Apply(raw, edits)
	}
	i := slices.IndexFunc(t[:], func(text []byte) bool { return !sameStart(text, raw) && !sameStart(text, other) })
	if t[i] == nil {
		t[i] = []byte{} // a text that is empty is one
	}
	t[i] = appendApplied(t[i][:0], raw, edits)
	return t[i]
}

// sameStart reports whether two texts start at one place of memory.
func sameStart(a, b []byte) bool { return cap(a) > 0 && cap(b) > 0 && &a[:1][0] == &b[:1][0] }

// empty makes the room free for the next cable.
func (r *Room) empty() {
	r.args.empty()
	r.fixes.empty()
	r.edits.empty()
}

// slab hands out pieces of memory that do not move.
type slab[T any] struct {
	all   []T
	used  int
	again bool // it is used again
}

// How much is made at once: most cables need no more than the least of it. What is
// not used again is not made in larger pieces, since one finding keeps all of a piece.
const (
	leastTogether = 32
	mostTogether  = 1 << 10
)

// take is the next n, which belong together. They hold what was left in them.
func (s *slab[T]) take(n int) []T {
	if s.used+n > len(s.all) {
		size := leastTogether
		if s.again {
			size = min(2*len(s.all), mostTogether)
		}
		s.all, s.used = make([]T, max(n, size, leastTogether)), 0
	}
	s.used += n
	return s.all[s.used-n : s.used : s.used]
}

// keep is a copy of list in the slab; nil when it is empty.
func (s *slab[T]) keep(list []T) []T {
	if len(list) == 0 {
		return nil
	}
	kept := s.take(len(list))
	copy(kept, list)
	return kept
}

// empty gives all of it out again.
func (s *slab[T]) empty() { s.used, s.again = 0, true }
