package cable

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

// headerLines are the lines of headers that the tests below change by chance.
var headerLines = []string{
	"C O N F I D E N T I A L SECTION 01 OF 02 ZENDA 000824", "UNCLAS ZENDA 000824 SIPDIS", "UNCLAS SECTION 01 OF 02 ZENDA 000824",
	"S E C R E T ZENDA 000824", "CONFIDENTIAL ZENDA 824", "UNCLASSIFIED ZENDA 824", "TOP SECRET ZENDA 824", "LIMITED OFFICIAL USE ZENDA 824",
	"CCONFIDENTIAL ZENDA 824", "ONFIDENTIAL ZENDA 824", "S/NF ZENDA",
	"E.O. 12958: DECL: 01/30/2016", "E.O. 12958: DECL: 1/30/16 TAGS: PREL, PGOV SUBJECT: CATTLE", "EO 12958 DECL 30 JAN 2016", "E.O. 12958: DECLASSIFY ON: N/A",
	"TAGS: PREL, PGOV, KDEM, COLOMBO PLAN, OVIP (HOLLAND, MARY)", "TAGS PREL PGOV E.O. 12958: N/A", "TAGS EL AL", "E.O. 11652: GDS TAGS: EFIS",
	"SUBJECT: CATTLE ON THE BORDER REF: ZENDA 12", "SUBJ: CATTLE", "REF: A. ZENDA 12 B. (A) STRELSAU 06 13", "REFTEL: ZENDA 12", "REF(S) ZENDA 12",
	"Classified By: Ambassador Mary Holland, E.O. 12958, for reasons 1.4 (b) and (d). SUBJECT: CATTLE", "(U) Classified by DCM Mary Holland. Reason 1.4 (d)",
	"CLASSIFIED BY: MARY HOLLAND; REASON: 1.4(B)", "Derived from: DSCG 05-1 B, D. TAGS: PREL", "CATTLE Classified by Mary Holland for reasons 1.4 (b)",
	"STATE FOR EUR/WE; STRELSAU PASS TO ZENDA. TAGS: PREL", "DEPT PASS TO DOE", "2004ZENDA02200 - CONFIDENTIAL", "ORIGIN: Embassy Zenda", "null",
	"<<220571>>", "ID: 220571", "SELECT * FROM `cables`", "DB/Inbox/cables of Ruritania", "TRACK IMPRESION", "PER 1.4 (B) UNDER SECTION 1.5 IAW E.O. 12958",
}

// changed calls f with each of headerLines, as it is and, rounds times, changed in a few places.
func changed(rounds int, f func(b []byte)) {
	const bytesThatMatter = " \t.:;,()/-0129AECDEFGILNORSTUXaecdefilnorstux\n\xC2\xB6\x00"
	chance := rand.New(rand.NewPCG(1, 2))
	for _, line := range headerLines {
		f([]byte(line))
		for range rounds {
			b := []byte(line)
			for range 1 + chance.IntN(4) {
				at, c := chance.IntN(len(b)), bytesThatMatter[chance.IntN(len(bytesThatMatter))]
				switch chance.IntN(4) {
				case 0:
					b[at] = c
				case 1:
					b[at] ^= 0x20
				case 2:
					b = append(b[:at], append([]byte{c}, b[at:]...)...)
				case 3:
					if len(b) > 1 {
						b = append(b[:at], b[at+1:]...)
					}
				}
			}
			f(b)
		}
	}
}

// everyLabel is [labelAt] without the look at the first three bytes.
func everyLabel(b []byte, start bool) (f, length int) {
	f = -1
	if len(b) < 4 {
		return -1, 0
	}
	switch lower(b[0]) {
	case 'e':
		f, length = fieldEO, atEO(b)
	case 't':
		f, length = fieldTags, atTags(b, start)
	case 's':
		f, length = fieldSubject, atSubject(b, start)
	case 'r':
		f, length = fieldReference, atReference(b, start)
	case 'c', 'd', '(':
		f, length = fieldAuthority, atAuthority(b, start)
	}
	if length == 0 {
		return -1, 0
	}
	return f, length
}

// everyNext is [nextLabel] that asks everywhere where a label may stand.
func everyNext(b []byte, from, current int) (f, at int) {
	for p := from; p < len(b)-2; p++ {
		if p > 0 && bytes.IndexByte([]byte(" \t.)"), b[p-1]) < 0 || current != fieldEO && b[p] == '(' {
			continue
		}
		g, n := everyLabel(b[p:], current == fieldEO)
		if g < 0 && current >= fieldSubject && saysWhy(b[p:]) {
			g, n = fieldAuthority, len("CLASSIFIED BY")
		}
		if g == fieldAuthority && current == fieldEO && hasFold(b[p:], "DECLASSIFY") {
			continue
		}
		if (g > current || g != current && shoutedLabel(b[p:p+n])) && n > 0 && (g != fieldAuthority || current >= 0) {
			return g, p + n
		}
	}
	return -1, 0
}

func TestLabelsAreFoundAtOnce(t *testing.T) {
	found := 0
	changed(1000, func(b []byte) {
		for _, start := range []bool{true, false} {
			f, n := labelAt(b, start)
			if g, m := everyLabel(b, start); f != g || n != m {
				t.Fatalf("%q: label %d of %d bytes, want %d of %d", b, f, n, g, m)
			}
		}
		d, _ := field(string(b))
		for current := -1; current < fieldCount; current++ {
			for _, from := range []int{0, min(5, len(b))} {
				f, at := nextLabel(b, maskOf(d), from, current)
				if g, want := everyNext(b, from, current); f != g || at != want {
					t.Fatalf("%q from %d behind field %d: label %d ends at %d, want %d at %d", b, from, current, f, at, g, want)
				}
				if f >= 0 {
					found++
				}
			}
		}
	})
	if found < 1000 {
		t.Errorf("%d labels found, too few for a test", found)
	}
}

// maskOf is the masks of all lines of d.
func maskOf(d *Document) (m Mask) {
	for _, l := range d.Lines {
		m |= l.Mask
	}
	return m
}

// mayStartBanner is [startsBanner] by the letters themselves.
func mayStartBanner(b []byte, i int) bool {
	pair := func(from int) string {
		return string([]byte{upper(byteAt(b, from)), upper(byteAt(b, skipBlanks(b, from+1)))})
	}
	whole := func(s string) bool {
		return slices.Contains([]string{"CO", "C0", "TO", "T0", "LO", "L0", "SE", "UN", "LI"}, s)
	}
	next := skipBlanks(b, i+1)
	return bytes.IndexByte([]byte("CSTULOENI"), upper(b[i])) >= 0 &&
		(whole(pair(i)) || slices.Contains([]string{"ON", "OP", "EC", "NC", "IM"}, pair(i)) || next-i <= 2 && whole(pair(next)))
}

func TestUsualFormsAreReadAtOnce(t *testing.T) {
	usual, dates := 0, 0
	changed(1000, func(b []byte) {
		var at, long bannerParts
		if i := skipBlanks(b, 0); i < len(b) {
			end := long.anyClass(b, i)
			if got := at.classification(b, i); got != end || at != long {
				t.Fatalf("%q: classification %+v to %d, want %+v to %d", b, at, got, long, end)
			}
			if got, want := startsBanner(b, i), mayStartBanner(b, i); got != want {
				t.Fatalf("%q: a classification may begin: %v, want %v", b, got, want)
			}
			if at.usualClass(b[i:]) > 0 {
				usual++
			}
		}
		for i := range b {
			if isLetter(b[i]) {
				continue
			}
			date, end, ok := dateAt(b, i)
			if want, wantEnd, wantOK := dateOfDigits(b, i); date != want || end != wantEnd || ok != wantOK {
				t.Fatalf("%q at %d: date %+v to %d, want %+v to %d", b, i, date, end, want, wantEnd)
			}
			if _, ok := paddedDate(b, i); ok {
				dates++
			}
		}
	})
	if usual < 1000 || dates < 100 {
		t.Errorf("%d usual classifications and %d usual dates, too few for a test", usual, dates)
	}
}

// What a first byte rules out is not there.
func TestFirstBytesRuleOut(t *testing.T) {
	changed(1000, func(b []byte) {
		if len(b) > 0 && isResidueLine(b) && !residueFirst[b[0]] {
			t.Fatalf("%q: a residue whose first byte begins none", b)
		}
		for k := 0; k < len(b); k++ {
			if end := skipLetters(b, k); end > k && reasonAhead(b, k, end) && leadsToReasons>>(b[k]%32)&1 == 0 {
				t.Fatalf("%q at %d: the word leads to reasons, its letter does not", b, k)
			}
		}
	})
}

func TestFieldsAreTakenWhole(t *testing.T) {
	whole := 0
	changed(150, func(b []byte) {
		d, _ := field("TAGS: PREL\n" + string(b) + "\nSUBJECT: CATTLE \n\nSIPDIS\n\nREF: ZENDA 12\n")
		d.set(len(d.Lines)-3, KindCaption, ZoneHeader)
		for i := range d.Lines {
			if d.isBlank(i) {
				d.setBlank(i)
			}
		}
		for first := range d.Lines {
			for last := first; last < len(d.Lines); last++ {
				s := d.trim(Span{d.Lines[first].Start, d.Lines[last].End})
				if s.Empty() || s.Start >= d.Lines[first].End {
					continue
				}
				for _, cut := range []bool{false, true} {
					var got, want Flow
					d.fieldText(&got, s, first, cut)
					d.joinField(&want, s, first, cut)
					if !bytes.Equal(got.Text, want.Text) {
						t.Fatalf("%q: field %q, want %q", d.Bytes(s), got.Text, want.Text)
					}
					for i := range got.Text {
						if got.Raw(i) != want.Raw(i) || got.span(i, i+1) != want.span(i, i+1) {
							t.Fatalf("%q: byte %d of the field is that at %d, want %d", d.Bytes(s), i, got.Raw(i), want.Raw(i))
						}
					}
				}
				if !d.unbrokenField(s, first, true).Empty() {
					whole++
				}
			}
		}
	})
	if whole < 1000 {
		t.Errorf("%d fields are whole, too few for a test", whole)
	}
}

// A tag of two words begins with a word that may begin one.
func TestStartsPair(t *testing.T) {
	pairs := 0
	for range tagSet.after + 1 {
		KnownTag([]byte("PREL"))
	}
	for row := range tableRows(orgTagTable) {
		if first, _, ok := bytes.Cut([]byte(column(row, 0)), []byte(" ")); ok {
			pairs++
			if !startsPair(first) || !startsPair(bytes.ToLower(first)) {
				t.Errorf("%s begins a tag of two words", first)
			}
		}
	}
	if pairs == 0 || startsPair([]byte("PREL")) {
		t.Errorf("%d tags of two words; PREL begins one: %v", pairs, startsPair([]byte("PREL")))
	}
}

func TestRuns(t *testing.T) {
	slow := func(b []byte, counts func(byte) bool) int {
		n := 0
		for n < len(b) && counts(b[n]) {
			n++
		}
		return n
	}
	for at := range 20 {
		for c := range 256 {
			b := []byte("AZMQBCDERUEHCSECSTATEwashdc")
			b[at] = byte(c)
			for end := at + 1; end < 27; end++ {
				if got, want := capitalRun(b[:end]), min(slow(b[:end], isUpper), 8); got != want {
					t.Fatalf("capitalRun(%q) = %d, want %d", b[:end], got, want)
				}
				if got, want := skipLetters(b[:end], 0), slow(b[:end], isLetter); got != want {
					t.Fatalf("skipLetters(%q) = %d, want %d", b[:end], got, want)
				}
			}
		}
	}
}
