package cable

import (
	"encoding/json"
	"testing"
)

// TestWhatNobodySeesBeforeALineIsNoPartOfIt puts control characters and no-break
// spaces before the lines that say what a cable is.
func TestWhatNobodySeesBeforeALineIsNoPartOfIt(t *testing.T) {
	const head = "R 081651Z FEB 06\nFM AMEMBASSY ARBONNE\nTO RUEHC/SECSTATE WASHDC\n"
	lines := []string{"C O N F I D E N T I A L ARBONNE 000824\n\n", "SIPDIS\n\n", "E.O. 12958: DECL: 02/08/2016\n", "TAGS: PGOV, FR\n", "SUBJECT: HARBOR\n\n",
		"REF: 05 LIMA 12\n\n", "Classified By: DCM Anna Vale for reasons 1.4 (b) and (d)\n\n", "1. (C) The mayor spoke.\n\n"}
	object := func(before string, at int) string {
		text := head
		for i, l := range lines {
			if i == at {
				text += before
			}
			text += l
		}
		d := Parse([]byte(text + "VALE\n"))
		if !d.EO.AtStart || !d.Tags.AtStart {
			t.Errorf("%q before %q: the E.O. and TAGS do not start their lines", before, lines[max(at, 0)])
		}
		b, err := json.Marshal(d.Object())
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for _, before := range []string{"\x00", "\x02", "\x07\x07", "\x1a", "\f", "\v ", "\u00a0", " \u00a0\x03"} {
		for i, l := range lines {
			if got, want := object(before, i), object("", -1); got != want {
				t.Errorf("%q before %q:\n%s\nwithout it\n%s", before, l, got, want)
			}
		}
	}
}

// TestControlCharactersBehindSomethingAreText puts them behind a page mark that is all
// else on its line, and before the title that a page lists behind the id.
func TestControlCharactersBehindSomethingAreText(t *testing.T) {
	const head = "R 081651Z FEB 06\nFM AMEMBASSY ARBONNE\nTO RUEHC/SECSTATE WASHDC\nC O N F I D E N T I A L SECTION 01 OF 02 ARBONNE 000824\n\nSIPDIS\n\n1. (C) The mayor\n\n"
	for _, text := range []string{head + "ARBONNE 00000824  002 OF 002\x01", head + "ARBONNE 00000824  002 OF 002\x01\n\nspoke.\n", "Viewing cable 06ARBONNE824,\x01HARBOR"} {
		d := Parse([]byte(text))
		check(t, d)
		if end := d.Metadata.TitleSpan.End; int(end) > len(text) {
			t.Errorf("%q: the title ends at %d", text, end)
		}
	}
}
