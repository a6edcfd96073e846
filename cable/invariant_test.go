package cable

import (
	"bytes"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/cablelint/cablelint/cable/pace"
)

// check fails the test when the document breaks a law that every document keeps.
func check(t testing.TB, d *Document) {
	t.Helper()
	var at uint32
	for i, l := range d.Lines {
		if l.Start != at || l.End < l.Start || l.Next() < l.End {
			t.Fatalf("line %d is %v, expected to start at %d", i+1, l, at)
		}
		if d.Kinds&SetOf(l.Kind) == 0 {
			t.Fatalf("line %d %q has kind %d, which is not among those of the cable", i+1, d.Bytes(l.Span()), l.Kind)
		}
		if l.Zone == 0 || l.Kind >= kindCount {
			t.Fatalf("line %d %q has kind %d and zone %d", i+1, d.Bytes(l.Span()), l.Kind, l.Zone)
		}
		at = l.Next()
	}
	if int(at) != len(d.Raw) {
		t.Fatalf("the lines end at %d of %d bytes", at, len(d.Raw))
	}
	checkSpans(t, d)
	last := -1
	for i, b := range d.Blocks {
		if b.First <= last || b.Last < b.First || b.Last >= len(d.Lines) || b.Paragraph >= len(d.Paragraphs) {
			t.Fatalf("block %d is %+v after line %d of %d", i, b, last, len(d.Lines))
		}
		last = b.Last
	}
	var end uint32
	for i, m := range d.Marks {
		if m.Span.Start < end || m.Span.Empty() || int(m.Span.End) > len(d.Raw) {
			t.Fatalf("mark %d is %v after %d", i, m.Span, end)
		}
		end = m.Span.End
	}
	checkFlow(t, d)
}

// checkSpans looks at the spans and line numbers of every field.
func checkSpans(t testing.TB, d *Document) {
	t.Helper()
	inside := func(what string, s Span) {
		if s.Start > s.End || int(s.End) > len(d.Raw) {
			t.Fatalf("%s is %v of %d bytes", what, s, len(d.Raw))
		}
	}
	line := func(what string, i int) {
		if i < 0 || i > len(d.Lines) {
			t.Fatalf("%s is on line index %d of %d", what, i, len(d.Lines))
		}
	}
	inside("banner", d.Banner.Span)
	inside("E.O.", d.EO.Span)
	inside("TAGS", d.Tags.Span)
	inside("SUBJECT", d.Subject.Span)
	inside("REF", d.References.Span)
	inside("authority", d.Authority.Span)
	inside("summary", d.Summary())
	inside("transmission", d.Transmission.Span)
	inside("page block", d.Metadata.Block)
	line("body", d.BodyLine)
	line("next cable", d.Next)
	for _, s := range [][]Span{d.Slugs, d.Signature, d.FalsePilcrows, d.SubjectAgain, d.Echoes} {
		for _, s := range s {
			inside("list", s)
		}
	}
	for _, p := range d.Paragraphs {
		inside("paragraph", p.Text)
		inside("number", p.NumberSpan)
		inside("mark", p.Mark.Span)
		line("paragraph", p.Line)
		if p.Last < p.Line || p.Last >= len(d.Lines) {
			t.Fatalf("paragraph %d of line %d ends on line %d of %d", p.Number, p.Line+1, p.Last+1, len(d.Lines))
		}
	}
	for _, f := range d.Furniture {
		inside("furniture", f.Span)
		inside("cut of furniture", f.Cut)
		if !f.Cut.Covers(f.Span) {
			t.Fatalf("furniture %v is not inside its cut %v", f.Span, f.Cut)
		}
	}
	for _, r := range d.Repeats {
		inside("repeat", r.Remove)
		if r.First > r.Last || r.Last >= len(d.Lines) || r.OfFirst > r.OfLast || r.OfLast >= len(d.Lines) {
			t.Fatalf("repeat %+v of %d lines", r, len(d.Lines))
		}
	}
	for _, b := range d.Breaks {
		inside("break", b.Span)
		if len(bytes.TrimSpace(d.Bytes(b.Span))) > 0 && bytes.ContainsFunc(d.Bytes(b.Span), func(c rune) bool { return c < 0x80 && c > ' ' }) {
			t.Fatalf("the break %q is not blank", d.Bytes(b.Span))
		}
	}
	for _, c := range d.Cuts {
		inside("cut", c.Span)
		if len(bytes.Trim(d.Bytes(c.Span), " \t\r\n\v\f\u00a0")) > 0 {
			t.Fatalf("the cut %q is not blank", d.Bytes(c.Span))
		}
	}
}

// checkFlow looks at the text of every block: each byte is a byte of the
// original, in its order.
func checkFlow(t testing.TB, d *Document) {
	t.Helper()
	var f, g Flow
	for i := range d.Blocks {
		d.Flow(i, &f)
		// A flow that is a part of the cable is what would have been put together.
		g.Reset()
		d.flowLines(&g, d.Blocks[i])
		if !bytes.Equal(f.Text, g.Text) || !slices.Equal(f.pieces, g.pieces) {
			t.Fatalf("block %d flows as %q %v, expected %q %v", i, f.Text, f.pieces, g.Text, g.pieces)
		}
		before := int64(-1)
		for k := range f.Text {
			at := f.Raw(k)
			if int64(at) <= before {
				t.Fatalf("block %d: byte %d comes from %d after %d", i, k, at, before)
			}
			before = int64(at)
			if c := d.Raw[at]; c != f.Text[k] && (c != '\r' || f.Text[k] != '\n') {
				t.Fatalf("block %d: byte %d is %q, the original %q", i, k, f.Text[k], c)
			}
			if j, ok := f.Index(at); !ok || j != k {
				t.Fatalf("block %d: offset %d gives byte %d, expected %d", i, at, j, k)
			}
		}
	}
}

func TestEveryTruncationKeepsTheInvariants(t *testing.T) {
	var s Scanner
	var d Document
	for name, text := range samples {
		t.Run(name, func(t *testing.T) {
			for n := range len(text) + 1 {
				s.Scan(&d, []byte(text[:n]), nil)
				check(t, &d)
			}
		})
	}
}

func TestReusedDocumentEqualsFreshOne(t *testing.T) {
	var s Scanner
	var d Document
	for name, text := range samples {
		s.Scan(&d, []byte(text), nil)
		fresh := Parse([]byte(text))
		if len(d.Lines) != len(fresh.Lines) || len(d.Blocks) != len(fresh.Blocks) || len(d.Paragraphs) != len(fresh.Paragraphs) ||
			len(d.Marks) != len(fresh.Marks) || d.Edition != fresh.Edition || d.Banner != fresh.Banner {
			t.Errorf("%s: a reused document differs from a fresh one", name)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range samples {
		f.Add([]byte(text))
	}
	f.Add([]byte("¶1. (C) a\r\n\r\n¶2. (S) b\rc\n"))
	f.Add([]byte("PAGE 02 ZENDA 00123 01 OF 02 291135Z 1. (C) a"))
	f.Add([]byte("Classified By: x Reason: 1.4 (b), (d) 1. (C) text. 2. (C) text. 3. (C) text"))
	var s Scanner
	var d Document
	f.Fuzz(func(t *testing.T, raw []byte) {
		was := bytes.Clone(raw)
		fresh := Parse(raw)
		check(t, fresh)
		object := fresh.Object()
		if !bytes.Equal(raw, was) {
			t.Fatal("the input was changed")
		}
		s.Scan(&d, raw, nil)
		check(t, &d)
		if again := d.Object(); !reflect.DeepEqual(again, object) {
			t.Fatalf("a reused document gives\n%+v\na fresh one\n%+v", again, object)
		}
		if long := pace.Stretch(raw, 1<<18, 128); long != nil {
			if !pace.Within(2*time.Second, func() { s.Scan(&d, long, nil); d.Object() }) {
				t.Fatal("256 KB of this text take too long")
			}
			check(t, &d)
		}
	})
}
