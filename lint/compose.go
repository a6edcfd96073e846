package lint

import (
	"bytes"
	"slices"
	"strings"

	"github.com/cablelint/cablelint/cable"
)

// Applied is an edit with the rule that it comes from; "a+b" where edits of
// several rules became one.
type Applied struct {
	Edit
	Rule string
}

// Edits are the edits alone.
func Edits(applied []Applied) []Edit {
	edits := make([]Edit, len(applied))
	for i := range applied {
		edits[i] = applied[i].Edit
	}
	return edits
}

// Compose makes one list of edits of two that follow each other: first changes
// raw, second changes what first made of it. The result changes raw, and only
// where one of the two does.
func Compose(raw []byte, first, second []Applied) []Applied {
	if len(first) == 0 {
		return second
	}
	c := composition{raw: raw, middle: Apply(raw, Edits(first)), first: first, second: second}
	for c.next() {
	}
	return c.out
}

// composition walks over two lists of edits in the text between them.
type composition struct {
	raw, middle   []byte
	first, second []Applied
	shift         int // length of middle minus length of raw up to here
	out           []Applied
}

// group is edits of both lists that meet. Its place is in the middle text.
type group struct {
	start, end int
	shift      int // before it
	rules      []string
	second     []Edit
	inserts    bool // it covers no byte of the middle text, or none of raw
}

// next takes the edits that come next and all that meet them.
func (c *composition) next() bool {
	place, fromFirst, ok := c.peek()
	if !ok {
		return false
	}
	g := group{start: int(place.Start), end: int(place.Start), shift: c.shift}
	c.take(&g, place, fromFirst)
	for {
		place, fromFirst, ok = c.peek()
		if !ok || int(place.Start) > g.end {
			break
		}
		if int(place.Start) == g.end && !g.inserts && !c.inserts(place, fromFirst) {
			break
		}
		c.take(&g, place, fromFirst)
	}
	c.close(&g)
	return true
}

// peek is the place in the middle text of the edit that comes next; first's wins a tie.
func (c *composition) peek() (place cable.Span, fromFirst, ok bool) {
	if len(c.first) > 0 {
		e := c.first[0].Edit
		start := int(e.Span.Start) + c.shift
		place, fromFirst, ok = span(start, start+len(e.New)), true, true
	}
	if len(c.second) > 0 && (!ok || c.second[0].Span.Start < place.Start) {
		return c.second[0].Span, false, true
	}
	return place, fromFirst, ok
}

// inserts reports whether the next edit puts bytes where there were none.
func (c *composition) inserts(place cable.Span, fromFirst bool) bool {
	return fromFirst && c.first[0].Span.Empty() || !fromFirst && place.Empty()
}

func (c *composition) take(g *group, place cable.Span, fromFirst bool) {
	g.inserts = c.inserts(place, fromFirst) && (g.inserts || len(g.rules) == 0)
	g.end = max(g.end, int(place.End))
	var a Applied
	if fromFirst {
		a, c.first = c.first[0], c.first[1:]
		c.shift += len(a.New) - a.Span.Len()
	} else {
		a, c.second = c.second[0], c.second[1:]
		g.second = append(g.second, a.Edit)
	}
	g.rules = append(g.rules, strings.Split(a.Rule, "+")...)
}

// close writes the group as one edit of raw.
func (c *composition) close(g *group) {
	for i := range g.second {
		g.second[i].Span.Start -= uint32(g.start)
		g.second[i].Span.End -= uint32(g.start)
	}
	e := Edit{span(g.start-g.shift, g.end-c.shift), Apply(c.middle[g.start:g.end], g.second)}
	if bytes.Equal(e.New, c.raw[e.Span.Start:e.Span.End]) {
		return
	}
	slices.Sort(g.rules)
	c.out = append(c.out, Applied{e, strings.Join(slices.Compact(g.rules), "+")})
}
