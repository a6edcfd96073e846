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
	pairs  atomic.Pointer[[1 << 16]uint8]
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
	before [256]uint64 // by byte: those that accept it before theirs
	after  [256]uint64 // those that accept it after theirs
	hooks  []hook
}

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
	var byByte [256][]hook
	for _, h := range all {
		byByte[h.anchor] = append(byByte[h.anchor], h)
	}
	g := new(hookGroup)
	for i, hooks := range byByte {
		anchor := byte(i)
		if len(g.hooks)+len(hooks) > mostHooks {
			g = new(hookGroup)
		}
		t.group[anchor] = g
		for _, h := range hooks {
			t.on[anchor] |= g.add(h)
		}
	}
	e.tables = append(e.tables, t)
	return t
}

// add takes a hook in, notes of which bytes it is a part, and returns its bit.
func (g *hookGroup) add(h hook) uint64 {
	bit := uint64(1) << len(g.hooks)
	g.hooks = append(g.hooks, h)
	for i := range 256 {
		c := byte(i)
		if cable.Class(c)&h.before != 0 && (h.prev == 0 || h.prev == c) {
			g.before[c] |= bit
		}
		if cable.Class(c)&h.after != 0 && (h.next == 0 || h.next == c) {
			g.after[c] |= bit
		}
	}
	return bit
}

// pairsPay is how many bytes are looked through without the pairs.
const pairsPay = 128 << 10

// havePairs gives the pairs, or nil before they pay; n bytes will be looked through.
func (t *table) havePairs(n int) *[1 << 16]uint8 {
	if p := t.pairs.Load(); p != nil || t.passed.Add(int64(n)) <= pairsPay {
		return p
	}
	p := new([1 << 16]uint8)
	for b := range 256 {
		t.fillPairs(p, byte(b))
	}
	t.pairs.Store(p) // of two at once, both are right
	return p
}

// fillPairs notes which pairs are a part of what hangs on a byte.
func (t *table) fillPairs(pairs *[1 << 16]uint8, anchor byte) {
	on, g := t.on[anchor], t.group[anchor]
	if on == 0 {
		return
	}
	for i := range 256 {
		c := byte(i)
		if on&g.before[c] != 0 {
			pairs[pair(c, anchor)] |= pairSecond
		}
		if on&g.after[c] != 0 {
			pairs[pair(anchor, c)] |= pairFirst
		}
	}
}

// pair is the index of two bytes that follow each other, as they are read.
func pair(first, second byte) uint16 { return uint16(first) | uint16(second)<<8 }

// visitLines calls the rules that hang on lines.
func (s *Session) visitLines(p *plan) {
	if !p.onLines {
		return
	}
	d := s.pass.Cable
	for n := range d.Lines {
		l := &d.Lines[n]
		if !p.onLine[l.Kind] {
			continue
		}
		for _, m := range p.lines[l.Kind] {
			if r := s.e.members[m].Rule; (r.In == 0 || r.In&l.Zone != 0) && s.enter(m) {
				r.Line(&s.pass, n)
			}
		}
	}
}

// visitBytes calls the rules that hang on bytes, in the order of the bytes.
func (s *Session) visitBytes(t *table) {
	if t == nil || len(s.pass.Cable.Lines) == 0 {
		return
	}
	s.place = place{}
	raw := s.pass.Cable.Raw
	for start := 0; start < len(raw); start += stretch {
		for _, i := range t.find(raw[start:min(len(raw), start+stretch)], &s.found) {
			s.visitByte(t, start+int(i))
		}
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
	g := t.group[raw[at]]
	set := t.on[raw[at]] & g.before[prev] & g.after[next]
	if set == 0 {
		return
	}
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

// find writes the offsets of the bytes of b on which a rule hangs into found and
// returns them; those whose neighbours it does not see may be among them.
func (t *table) find(b []byte, found *[stretch]uint16) []uint16 {
	p := t.havePairs(len(b))
	if p == nil {
		return t.findByBytes(b, found)
	}
	n, at := uint(0), 0
	for ; at < len(b)-15; at += 16 {
		q1 := uint(p[pair(b[at], b[at+1])]) + 4*uint(p[pair(b[at+2], b[at+3])])
		q2 := uint(p[pair(b[at+4], b[at+5])]) + 4*uint(p[pair(b[at+6], b[at+7])])
		q3 := uint(p[pair(b[at+8], b[at+9])]) + 4*uint(p[pair(b[at+10], b[at+11])])
		q4 := uint(p[pair(b[at+12], b[at+13])]) + 4*uint(p[pair(b[at+14], b[at+15])])
		// Two bits a pair, so one a byte.
		for hits := q1 + q2<<4 + q3<<8 + q4<<12; hits != 0; hits &= hits - 1 {
			i := at + bits.TrailingZeros(hits)
			if 0 < i && i < len(b)-1 {
				c := b[i]
				if g := t.group[c]; t.on[c]&g.before[b[i-1]]&g.after[b[i+1]] == 0 {
					continue
				}
			}
			found[n%stretch] = uint16(i)
			n++
		}
	}
	for ; at < len(b); at++ {
		found[n%stretch] = uint16(at)
		n++
	}
	return found[:min(n, stretch)]
}

// findByBytes is find without the pairs.
func (t *table) findByBytes(b []byte, found *[stretch]uint16) []uint16 {
	n := uint(0)
	for i, c := range b {
		on := t.on[c]
		if on != 0 && 0 < i && i < len(b)-1 {
			g := t.group[c]
			on &= g.before[b[i-1]] & g.after[b[i+1]]
		}
		if on != 0 {
			found[n%stretch] = uint16(i)
			n++
		}
	}
	return found[:min(n, stretch)]
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
	for p.line+1 < len(d.Lines) && d.Lines[p.line+1].Start <= at {
		p.line++
	}
	return d.Lines[p.line].Zone
}
