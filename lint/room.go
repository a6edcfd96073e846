package lint

// Room is memory for what is said of a cable: findings, their arguments, fixes and
// edits. One that is used again makes no garbage. The zero value is ready.
type Room struct {
	findings []Finding
	args     slab[Arg]
	fixes    slab[Fix]
	edits    slab[Edit]
	list     []Edit // what rules gather edits in
}

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
