package cable

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"testing"
)

// Lines that are passed over as prose are what they are when they are looked at.
func TestProseIsPassedOver(t *testing.T) {
	starts := []string{
		"The minister", "This record is a partial extract of the original cable.", "SIPDIS", "sipdis", "SUBJECT: GRAIN", "Summary", "CONFIDENTIAL", "UNCLAS",
		"C O N F I D E N T I A L NORTHPORT 000042", "TOP SECRET", "LIMITED OFFICIAL USE", "PAGE 02 NORTHPORT 00042", "NNNN", "BT", "null", "End Cable Text",
		"Epet @ el pa", "Track impresi", "WHERE `id`", "SELECT * FROM `", "Message Attributes", "Monday, 25 January 2010, 09:33", "ACTION EUR-12", "INFO OCT-01",
		"VZCZCXRO1234", "RR RUEHXX", "OO RUEHXX RUEHYY", "ZNY CCCCC ZZH", "R 081651Z FEB 06", "DE RUEHXX #0042", "ID: 12345", "SOURCE: Embassy Northport", "x", "I", "A", "n", "Dz",
		"Zarkonia said", "Eastmark", "What", "Quillfeather", "in", "-----", "***", "1. (C) Fish", "2.", "(U) Grain", "<<12345>>", "#1234", ">", "\xC2\xB6", "\t", "'We", "_______",
	}
	rest := []string{" ", "  ", "   ", " of", " and the talks went on for two hours", " GRAIN", " 2004", " 3", " (C)", " 100", " NORTHPORT 00002069  001.2 OF 002", ":", "/", "-", " - ", "Q", "Z", ".", ",", "é", "\t", "\x01", " (in 2003) 4. (C) Then", " x     y     z"}
	rng := rand.New(rand.NewPCG(5, 6))
	for range 20000 {
		raw := []byte("C O N F I D E N T I A L NORTHPORT 000042\n\nE.O. 12958: DECL: 02/08/2016\nTAGS: PGOV\nSUBJECT: GRAIN\n\n")
		for range 1 + rng.IntN(8) {
			raw = append(raw, starts[rng.IntN(len(starts))]...)
			for range rng.IntN(5) {
				raw = append(raw, rest[rng.IntN(len(rest))]...)
			}
			raw = append(raw, "\n\n"[:1+rng.IntN(2)]...)
		}
		if got, want := readBody(raw, (*reader).body), readBody(raw, bodyLineByLine); !reflect.DeepEqual(got, want) {
			t.Fatalf("%q:\npassed over: %+v\nlooked at:   %+v", raw, got, want)
		}
	}
}

// bodyLineByLine is body without passing over prose.
func bodyLineByLine(r *reader) {
	d := r.d
	r.blank = true
	if r.bodyFrom > 0 {
		r.runOn(r.line-1, r.bodyFrom)
	}
	for ; r.line < len(d.Lines) && d.Next == 0; r.line++ {
		r.bodyLine(r.line)
	}
	for i := d.Next; i > 0 && i < len(d.Lines); i++ {
		d.set(i, KindUnknown, ZoneUnknown)
	}
}

// readBody reads a text as far as its body, and the body as told.
func readBody(raw []byte, body func(*reader)) *Document {
	d := new(Document)
	d.reset(raw)
	d.scanLines()
	r := reader{d: d}
	r.prelude()
	r.head()
	body(&r)
	return d
}

// No three blanks are missed, wherever they stand.
func TestGapsAreSeen(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 100000 {
		b := make([]byte, rng.IntN(40))
		for i := range b {
			b[i] = "  !a\xA0"[rng.IntN(5)]
		}
		if bytes.Contains(b, []byte("   ")) && !mayHaveGap(b) {
			t.Fatalf("%q: the gap is not seen", b)
		}
	}
	if mayHaveGap([]byte("One sentence ends.  The next one begins.  And so on.")) {
		t.Error("two blanks are taken for three")
	}
}

// The last copy is the one that a look at every place finds.
func TestLastCopyIsTheLast(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	text := func(n int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = "ab`c"[rng.IntN(4)]
		}
		return b
	}
	for range 20000 {
		s := text(2 + rng.IntN(8))
		b := text(rng.IntN(60))
		if len(b) > len(s) && rng.IntN(2) == 0 { // one that is there
			copy(s, b[rng.IntN(len(b)-len(s)):])
		}
		if got, want := LastCopy(b, s), bytes.LastIndex(b, s); got != want {
			t.Fatalf("%q in %q: %d, want %d", s, b, got, want)
		}
	}
}
