package lint

import (
	"fmt"
	"math/bits"
	"slices"
	"sync/atomic"

	"github.com/cablelint/cablelint/cable"
)

// table leads from a byte and its neighbours to the rules that hang there. Few
// bytes of a text call a rule, so most of it is there to pass over the others
// quickly: pairs of bytes are looked up, and what may call a rule is noted; then
// the neighbours of what was noted are compared.
type table struct {
	// pairs says of two bytes, the second one the high byte of the index, whether a
	// rule may hang on the first (pairFirst) or on the second (pairSecond): of the
	// two neighbours the one that is seen fits. One cable does not pay for filling
	// this: it is there when pairsPay bytes were looked through.
	pairs  atomic.Pointer[pairs]
	passed atomic.Int64

	// The hooks of one byte lie together in one group of mostHooks.
	on    [256]uint64     // by byte: the hooks on it, a bit each
	group [256]*hookGroup // by byte: where its hooks lie
	all   []hook          // as given, to tell tables apart
}

// mostHooks is how many anchors may hang on one byte: a bit of a word each.
const mostHooks = 64

// hookGroup is up to mostHooks hooks and the sets of them in which a byte is, a bit
// for each hook.
type hookGroup struct {
	before side // those that accept a byte before theirs
	after  side // those that accept it after theirs
	hooks  []hook
}

// side is, by byte, the hooks that accept it on one side of theirs.
type side [256]uint64

// classSets is, by the bit that a class has in a mask, the hooks that accept its bytes.
type classSets [32]uint64

// pairs is what hangs on each two bytes.
type pairs [1 << 16]uint8

func (p *pairs) at(first, second byte) uint64 { return uint64(p[pair(first, second)]) }

// What hangs on a pair.
const (
	pairFirst  = 1 << iota // a rule may hang on the first byte before the second
	pairSecond             // on the second byte behind the first
)

// hook is one rule hanging on one byte.
type hook struct {
	rule          *Rule
	before, after cable.Mask
	zone          cable.Zone
	member        uint16
	anchor        byte
	prev, next    byte // exact neighbours; 0: any
}

// checkAnchors says when more anchors hang on one byte than a group has room for.
func (e *Engine) checkAnchors() error {
	var on [256]int
	for _, m := range e.members {
		for _, a := range m.Anchors {
			if on[a.Byte]++; on[a.Byte] > mostHooks {
				return fmt.Errorf("rule %s: more than %d anchors hang on the byte %q", m.ID, mostHooks, a.Byte)
			}
		}
	}
	return nil
}

func appendHooks(hooks []hook, i uint16, r *Rule) []hook {
	for _, a := range r.Anchors {
		hooks = append(hooks, hook{rule: r, before: orAny(a.Before), after: orAny(a.After), zone: r.In, member: i, anchor: a.Byte, prev: a.Prev, next: a.Next})
	}
	return hooks
}

// orAny is the mask, or every class when it is zero.
func orAny(m cable.Mask) cable.Mask {
	if m == 0 {
		return allClasses
	}
	return m
}

// makeTable makes the table of the hooks, or finds an equal one; nil when there
// are none.
func (e *Engine) makeTable(all []hook) *table {
	if len(all) == 0 {
		return nil
	}
	for _, t := range e.tables {
		if slices.Equal(t.all, all) {
			return t
		}
	}
	t := &table{all: all}
	hooks := slices.Clone(all)
	slices.SortStableFunc(hooks, func(a, b hook) int { return int(a.anchor) - int(b.anchor) })
	for len(hooks) > 0 {
		n := groupLen(hooks)
		g := makeGroup(hooks[:n])
		for i, h := range g.hooks {
			t.group[h.anchor] = g
			t.on[h.anchor] |= 1 << i
		}
		hooks = hooks[n:]
	}
	e.tables = append(e.tables, t)
	return t
}

// groupLen is how many of the hooks, which are ordered by their bytes, go into one
// group: those of one byte stay together.
func groupLen(hooks []hook) int {
	if len(hooks) <= mostHooks {
		return len(hooks)
	}
	n := mostHooks
	for hooks[n-1].anchor == hooks[n].anchor {
		n--
	}
	return n
}

// makeGroup makes the group of some hooks. Most of them accept bytes by class: they
// are noted by class, and by byte once for all of them.
func makeGroup(hooks []hook) *hookGroup {
	g := &hookGroup{hooks: hooks}
	var before, after classSets
	for i := range hooks {
		h, bit := &hooks[i], uint64(1)<<i
		g.before.accept(&before, bit, h.before, h.prev)
		g.after.accept(&after, bit, h.after, h.next)
	}
	for c := range 256 {
		class := firstClass(cable.Class(byte(c))) // each byte is of one
		g.before[c] |= before[class]
		g.after[c] |= after[class]
	}
	return g
}

// accept notes what a hook accepts: all bytes of some classes, or only one of them.
func (s *side) accept(sets *classSets, bit uint64, classes cable.Mask, only byte) {
	if only != 0 {
		if cable.Class(only)&classes != 0 {
			s[only] |= bit
		}
		return
	}
	for ; classes != 0; classes &= classes - 1 {
		sets[firstClass(classes)] |= bit
	}
}

// firstClass is the bit of the first of some classes.
func firstClass(m cable.Mask) int { return bits.TrailingZeros32(uint32(m)) & 31 }

// pairsPay is how many bytes are looked through without the pairs.
const pairsPay = 48 << 10

// havePairs gives the pairs, or nil before they pay; n bytes will be looked through.
func (t *table) havePairs(n int) *pairs {
	if p := t.pairs.Load(); p != nil || t.passed.Add(int64(n)) <= pairsPay {
		return p
	}
	p := new(pairs)
	for b := range 256 {
		t.fillPairs(p, byte(b))
	}
	t.pairs.Store(p) // of two at once, both are right
	return p
}

// fillPairs notes which pairs are a part of what hangs on a byte.
func (t *table) fillPairs(p *pairs, anchor byte) {
	on, g := t.on[anchor], t.group[anchor]
	if on == 0 {
		return
	}
	for i := range 256 {
		c := byte(i)
		if on&g.before[c] != 0 {
			p[pair(c, anchor)] |= pairSecond
		}
		if on&g.after[c] != 0 {
			p[pair(anchor, c)] |= pairFirst
		}
	}
}

// pair is the index of two bytes that follow each other, as they are read.
func pair(first, second byte) uint16 { return uint16(first) | uint16(second)<<8 }

// visitLines calls the rules that hang on lines.
func (s *Session) visitLines(p *plan) {
	if p.onLines&s.pass.Cable.Kinds == 0 {
		return
	}
	lines := s.pass.Cable.Lines
	for n := range lines {
		l := &lines[n]
		for _, m := range p.lines[l.Kind] {
			if r := s.e.members[m].Rule; (r.In == 0 || r.In&l.Zone != 0) && s.enter(m) {
				r.Line(&s.pass, n)
			}
		}
	}
}

// visitBytes calls the rules that hang on bytes, in the order of the bytes.
func (s *Session) visitBytes(t *table) {
	raw := s.pass.Cable.Raw
	if t == nil || len(s.pass.Cable.Lines) == 0 || len(raw) == 0 {
		return
	}
	s.place = place{}
	s.visitByte(t, 0)
	last := len(raw) - 1
	for start := 1; start < last; start += stretch {
		for _, f := range t.find(raw[start-1:min(last, start+stretch)+1], &s.found) {
			at := start - 1 + int(f.at)
			s.call(t.group[raw[at]], f.set, at)
		}
	}
	if last > 0 {
		s.visitByte(t, last)
	}
}

// visitByte calls the rules that hang on the byte at an offset, if it is in their
// zones.
func (s *Session) visitByte(t *table, at int) {
	raw := s.pass.Cable.Raw
	prev, next := byte(' '), byte(' ')
	if at > 0 {
		prev = raw[at-1]
	}
	if at+1 < len(raw) {
		next = raw[at+1]
	}
	set := t.on[raw[at]]
	if set == 0 {
		return
	}
	g := t.group[raw[at]]
	if set &= g.before[prev] & g.after[next]; set != 0 {
		s.call(g, set, at)
	}
}

// call calls those of the rules of a group that are in a set and have the byte at an
// offset in their zones.
func (s *Session) call(g *hookGroup, set uint64, at int) {
	zone := s.place.zone(s.pass.Cable, uint32(at))
	for ; set != 0; set &= set - 1 {
		h := &g.hooks[bits.TrailingZeros64(set)]
		if h.zone&zone == 0 || len(s.broken) > 0 && s.isBroken(h.member) {
			continue
		}
		s.pass.rule, s.pass.member = h.rule, h.member
		h.rule.At(&s.pass, uint32(at))
	}
}

// stretch is how many bytes are looked through before the rules that may hang on
// them are called.
const stretch = 1 << 10

// found is a byte on which rules hang: its offset, and which of its group do.
type found struct {
	set uint64
	at  uint16
}

// find writes the bytes of b on which a rule hangs, but for the first and the last
// one, which are the neighbours of others, into list and returns them.
// It takes 64 bytes a step: whether a rule hangs on some bytes is hard to foretell for
// a processor, and so it is asked seldom.
func (t *table) find(b []byte, list *[stretch]found) []found {
	p := t.havePairs(len(b))
	if p == nil {
		return t.findByBytes(b, 0, list[:0])
	}
	n, at := uint(0), 0
	for ; at < len(b)-65; at += 64 {
		w := (*[66]byte)(b[at:])
		hits := uint64(0)
		for k := 48; k >= 0; k -= 16 { // a bit for each byte
			b := (*[16]byte)(w[k+1:])
			hits = hits<<16 | (p.at(b[0], b[1]) + 4*(p.at(b[2], b[3])+4*(p.at(b[4], b[5])+4*(p.at(b[6], b[7])+
				4*(p.at(b[8], b[9])+4*(p.at(b[10], b[11])+4*(p.at(b[12], b[13])+4*p.at(b[14], b[15]))))))))
		}
		for ; hits != 0; hits &= hits - 1 {
			k := bits.TrailingZeros64(hits) & 63
			c := w[k+1]
			g := t.group[c]
			if set := t.on[c] & g.before[w[k]] & g.after[w[k+2]]; set != 0 {
				list[n%stretch] = found{set, uint16(at + k + 1)}
				n++
			}
		}
	}
	return t.findByBytes(b[at:], at, list[:min(n, stretch)])
}

// findByBytes is find without the pairs, of bytes from an offset on.
func (t *table) findByBytes(b []byte, from int, list []found) []found {
	for i := 1; i < len(b)-1; i++ {
		c := b[i]
		if on := t.on[c]; on != 0 {
			if set := on & t.group[c].before[b[i-1]] & t.group[c].after[b[i+1]]; set != 0 {
				list = append(list, found{set, uint16(from + i)})
			}
		}
	}
	return list
}

// place is a line and a mark of a cable, for offsets that only grow.
type place struct {
	line int // the line that holds the offset asked for last
	mark int // the first mark that does not end before it
}

// zone is the zone of the byte at an offset: that of a mark over it, else that of
// its line.
func (p *place) zone(d *cable.Document, at uint32) cable.Zone {
	for p.mark < len(d.Marks) && d.Marks[p.mark].Span.End <= at {
		p.mark++
	}
	if p.mark < len(d.Marks) && d.Marks[p.mark].Span.Start <= at {
		return d.Marks[p.mark].Zone
	}
	line, lines := p.line, d.Lines
	for line+1 < len(lines) && lines[line+1].Start <= at {
		line++
	}
	p.line = line
	return lines[line].Zone
}
