package fold

import (
	"math/rand/v2"
	"testing"
)

// cheapest is what the cheapest path costs from mark i on with open pairs, where mark at
// is read as its reading k says; every path is walked.
func (l *lattice) cheapest(i, open, at, k int) int {
	if i == len(l.marks) {
		return open * l.costs.unshut
	}
	best := impossible
	for n := range l.marks[i].n {
		if i == at && n != k {
			continue
		}
		r := &l.marks[i].readings[n]
		for to, cost := range l.moves(r, open) {
			best = min(best, r.cost+cost+l.cheapest(i+1, to, at, k))
		}
	}
	return best
}

// moves are the depths that a reading leads to, with what the move costs.
func (l *lattice) moves(r *reading, depth int) map[int]int {
	switch {
	case r.move == open && depth == 0:
		return map[int]int{1: 0}
	case r.move == open && depth == depths-1:
		return map[int]int{depth: min(l.costs.restart, l.costs.nest)}
	case r.move == open:
		return map[int]int{depth: l.costs.restart, depth + 1: l.costs.nest}
	case r.move == shut && depth == 0:
		return map[int]int{0: r.stray}
	case r.move == shut:
		return map[int]int{depth - 1: 0}
	}
	return map[int]int{depth: 0}
}

func TestLatticeFindsTheCheapestPath(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 2_000 {
		var l lattice
		l.reset(latticeCosts{nest: 100 * r.IntN(5), restart: 100 * r.IntN(5), unshut: 100 * r.IntN(5)})
		for i := range r.IntN(7) {
			var rs []reading
			for range 1 + r.IntN(3) {
				rs = append(rs, reading{move: move(r.IntN(3)), cost: 50 * r.IntN(9), stray: 100 * r.IntN(6)})
			}
			l.add(i, i+1, rs...)
		}
		l.solve()
		for i := range l.marks {
			m := &l.marks[i]
			best, margin := l.cheapest(0, 0, i, m.best), impossible
			for k := range m.n {
				if k != m.best {
					margin = min(margin, l.cheapest(0, 0, i, k)-best)
				}
			}
			if margin < 0 || margin != m.margin {
				t.Fatalf("mark %d of %+v: reading %d with margin %d, by all paths %d", i, l.marks, m.best, m.margin, margin)
			}
		}
		whole, depth := 0, 0
		l.path(func(i int, r *reading, s, to int) {
			cost, ok := l.moves(r, s)[to]
			if s != depth || !ok {
				t.Fatalf("mark %d of %+v: from depth %d to %d, which was %d", i, l.marks, s, to, depth)
			}
			whole, depth = whole+r.cost+cost, to
		})
		if best := l.cheapest(0, 0, -1, 0); whole+depth*l.costs.unshut != best {
			t.Fatalf("%+v: the path costs %d, the cheapest %d", l.marks, whole+depth*l.costs.unshut, best)
		}
	}
}
