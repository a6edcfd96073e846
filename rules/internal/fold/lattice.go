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

// after is what it costs to take reading r at each depth and to go on with what costs
// rest at each depth. Where a pair is open, another may open inside it, or in its place.
func (l *lattice) after(r *reading, rest *[depths]int) [depths]int {
	switch r.move {
	case open:
		nested := rest[2] + l.costs.nest
		return [depths]int{r.cost + rest[1], r.cost + min(rest[1]+l.costs.restart, nested), r.cost + min(rest[2]+l.costs.restart, nested)}
	case shut:
		return [depths]int{r.cost + r.stray + rest[0], r.cost + rest[0], r.cost + rest[1]}
	default:
		return [depths]int{r.cost + rest[0], r.cost + rest[1], r.cost + rest[2]}
	}
}

// upTo is what it costs at least to come to each depth by reading r, where what stands
// before costs so much.
func (l *lattice) upTo(r *reading, before *[depths]int) [depths]int {
	switch r.move {
	case open:
		within := min(before[1], before[2]) + l.costs.nest
		return [depths]int{impossible, r.cost + min(before[0], before[1]+l.costs.restart), r.cost + min(within, before[2]+l.costs.restart)}
	case shut:
		return [depths]int{r.cost + min(before[0]+r.stray, before[1]), r.cost + before[2], impossible}
	default:
		return [depths]int{r.cost + before[0], r.cost + before[1], r.cost + before[2]}
	}
}

// solve finds the best reading of each mark and its margin.
func (l *lattice) solve() {
	n := len(l.marks)
	l.forward = grow(l.forward, n+1)
	l.backward = grow(l.backward, n+1)
	l.forward[0] = [depths]int{0, impossible, impossible}
	for s := range depths {
		l.backward[n][s] = s * l.costs.unshut
	}
	for i := range n {
		l.relax(i)
	}
	for i := n - 1; i >= 0; i-- {
		l.judge(i)
	}
}

// relax carries the costs over mark i from left to right.
func (l *lattice) relax(i int) {
	m, next := &l.marks[i], [depths]int{impossible, impossible, impossible}
	for k := range m.n {
		next = least(next, l.upTo(&m.readings[k], &l.forward[i]))
	}
	l.forward[i+1] = next
}

// judge carries the costs over mark i from right to left, and finds its best reading and
// the lead of that over the others.
func (l *lattice) judge(i int) {
	m, before, best := &l.marks[i], &l.forward[i], [depths]int{impossible, impossible, impossible}
	first, second := impossible, impossible // the cheapest paths that read the mark differently
	for k := range m.n {
		rest := l.after(&m.readings[k], &l.backward[i+1])
		best = least(best, rest)
		through := min(before[0]+rest[0], before[1]+rest[1], before[2]+rest[2])
		if through < first {
			m.best = k
		}
		first, second = min(first, through), min(second, max(first, through))
	}
	l.backward[i] = best
	m.margin = second - first
	if m.n == 1 {
		m.margin = impossible
	}
}

// least is the lesser cost at each depth.
func least(a, b [depths]int) [depths]int {
	return [depths]int{min(a[0], b[0]), min(a[1], b[1]), min(a[2], b[2])}
}

// path walks the cheapest path: it calls f for each mark with the reading taken and the
// move that was made from depth s to depth t.
func (l *lattice) path(f func(i int, r *reading, s, t int)) {
	s := 0
	for i := range l.marks {
		m, rest := &l.marks[i], &l.backward[i+1]
		cost, best := impossible, 0
		for k := range m.n {
			if c := l.after(&m.readings[k], rest)[s]; c < cost {
				cost, best = c, k
			}
		}
		r, t := &m.readings[best], s
		switch {
		case r.move == shut:
			t = max(0, s-1)
		case r.move == open && (s == 0 || rest[min(s+1, depths-1)]+l.costs.nest < rest[s]+l.costs.restart):
			t = min(s+1, depths-1)
		}
		f(i, r, s, t)
		s = t
	}
}

// grow makes room for n rows.
func grow(rows [][depths]int, n int) [][depths]int {
	if cap(rows) < n {
		return make([][depths]int, n, 2*n)
	}
	return rows[:n]
}
