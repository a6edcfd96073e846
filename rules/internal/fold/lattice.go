package fold

// A lattice weighs the readings of all marks of a block at once. Each mark has a
// few readings with a cost, and a reading may open or close a pair; the state is
// how many pairs are open. The cheapest path is the reading of the block, and
// the difference to the cheapest path in which a mark is read otherwise is how
// sure that mark is. Linear in the number of marks.
type lattice struct {
	marks    []mark
	forward  [][depths]int
	backward [][depths]int
	costs    latticeCosts
}

// depths is how many open pairs are told apart: none, one, two.
const depths = 3

// impossible is more than any path costs.
const impossible = 1 << 28

// move is what a reading does to the pairs.
type move uint8

const (
	stay move = iota
	open
	shut
)

// reading is one way to read a mark.
type reading struct {
	as    uint8 // the mark's own code for it
	move  move
	cost  int
	stray int // for shut: what it costs when nothing is open
}

// mark is a character with its readings.
type mark struct {
	start, end int
	readings   [3]reading
	n          int
	best       int // index of the reading on the cheapest path
	margin     int // cost of the cheapest path with another reading, less that of the cheapest
}

// latticeCosts are the costs of moves.
type latticeCosts struct {
	nest    int // a pair inside a pair
	restart int // a pair that opens while another is open, which then never closes
	unshut  int // a pair still open at the end of the block
}

func (l *lattice) reset(c latticeCosts) {
	l.marks = l.marks[:0]
	l.costs = c
}

// add appends a mark with its readings.
func (l *lattice) add(start, end int, rs ...reading) {
	m := mark{start: start, end: end, n: len(rs)}
	copy(m.readings[:], rs)
	l.marks = append(l.marks, m)
}

// step gives the states that reading r leads to from depth s, at most two, and their costs.
func (l *lattice) step(r *reading, s int) (to [2]int, cost [2]int, n int) {
	switch r.move {
	case open:
		if s == 0 {
			return [2]int{1}, [2]int{r.cost}, 1
		}
		to[0], cost[0] = s, r.cost+l.costs.restart
		to[1], cost[1] = min(s+1, depths-1), r.cost+l.costs.nest
		return to, cost, 2
	case shut:
		if s == 0 {
			return [2]int{0}, [2]int{r.cost + r.stray}, 1
		}
		return [2]int{s - 1}, [2]int{r.cost}, 1
	default:
		return [2]int{s}, [2]int{r.cost}, 1
	}
}

// solve finds the best reading of each mark and its margin.
func (l *lattice) solve() {
	n := len(l.marks)
	l.forward = grow(l.forward, n+1)
	l.backward = grow(l.backward, n+1)
	for s := range depths {
		l.forward[0][s] = impossible
		l.backward[n][s] = s * l.costs.unshut
	}
	l.forward[0][0] = 0
	for i := range n {
		l.relax(i)
	}
	for i := n - 1; i >= 0; i-- {
		l.relaxBack(i)
	}
	for i := range n {
		l.judge(i)
	}
}

// relax carries the costs over mark i from left to right.
func (l *lattice) relax(i int) {
	next := &l.forward[i+1]
	for s := range depths {
		next[s] = impossible
	}
	m := &l.marks[i]
	for k := range m.n {
		for s := range depths {
			to, cost, n := l.step(&m.readings[k], s)
			for j := range n {
				next[to[j]] = min(next[to[j]], l.forward[i][s]+cost[j])
			}
		}
	}
}

// relaxBack carries them from right to left.
func (l *lattice) relaxBack(i int) {
	m := &l.marks[i]
	for s := range depths {
		best := impossible
		for k := range m.n {
			to, cost, n := l.step(&m.readings[k], s)
			for j := range n {
				best = min(best, l.backward[i+1][to[j]]+cost[j])
			}
		}
		l.backward[i][s] = best
	}
}

// judge finds the best reading of mark i and its lead over the others.
func (l *lattice) judge(i int) {
	m := &l.marks[i]
	var through [3]int
	for k := range m.n {
		through[k] = impossible
		for s := range depths {
			to, cost, n := l.step(&m.readings[k], s)
			for j := range n {
				through[k] = min(through[k], l.forward[i][s]+cost[j]+l.backward[i+1][to[j]])
			}
		}
		if through[k] < through[m.best] {
			m.best = k
		}
	}
	m.margin = impossible
	for k := range m.n {
		if k != m.best {
			m.margin = min(m.margin, through[k]-through[m.best])
		}
	}
}

// path walks the cheapest path: it calls f for each mark with the
// reading taken and the move that was made from depth s to depth t.
func (l *lattice) path(f func(i int, r *reading, s, t int)) {
	s := 0
	for i := range l.marks {
		m := &l.marks[i]
		bestCost, bestTo, bestK := impossible, s, 0
		for k := range m.n {
			to, cost, n := l.step(&m.readings[k], s)
			for j := range n {
				if c := cost[j] + l.backward[i+1][to[j]]; c < bestCost {
					bestCost, bestTo, bestK = c, to[j], k
				}
			}
		}
		f(i, &m.readings[bestK], s, bestTo)
		s = bestTo
	}
}

// grow makes room for n rows.
func grow(rows [][depths]int, n int) [][depths]int {
	if cap(rows) < n {
		return make([][depths]int, n, 2*n)
	}
	return rows[:n]
}
