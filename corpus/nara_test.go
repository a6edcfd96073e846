package corpus

import (
	"strings"
	"testing"
)

const naraRecord = `Gen Rassendyll Declassified/Released US Department of State EO Systematic Review 05 JUL 2006
Message Text
CONFIDENTIAL
PAGE 01 ZENDA 056541
ACTION EUR-12
INFO OCT-01 ISO-00 /013 W
--------------------- 054161
R 292205Z OCT 75
FM AMEMBASSY ZENDA
TO SECSTATE WASHDC 1234
C O N F I D E N T I A L ZENDA 56541
E.O. 11652: GDS
TAGS: PFOR, RU
SUBJECT: DUKE OF STRELSAU
1. TEXT: MORE.
Message Attributes

Automatic Decaptioning: X
Capture Date: 01 JAN 1994
Channel Indicators: n/a
Concepts: TREATIES,
  HARBORS: LARGE
Document Number: 1975ZENDA56541
From: ZENDA
Original Classification: CONFIDENTIAL
Subject: DUKE OF STRELSAU
  AND THE TREATY
TAGS: PFOR, RU, (RASSENDYLL, RUDOLF)
To: STATE
`

func TestAttributesOfTheRecordsOf1973To79(t *testing.T) {
	for _, ends := range []string{"\n", "\r\n"} {
		r, b := &Record{Raw: []byte(strings.ReplaceAll(naraRecord, "\n", ends)), load: loadText, Address: "x.txt"}, new(batch)
		b.fill(r)
		m := r.Meta
		got := strings.Join([]string{m.ID, m.Classification, m.Origin, m.Title, strings.Join(m.Tags, "+")}, "|")
		if want := "1975ZENDA56541|CONFIDENTIAL|ZENDA|DUKE OF STRELSAU AND THE TREATY|PFOR+RU+RASSENDYLL, RUDOLF"; got != want || r.err != nil {
			t.Errorf("got %s, want %s (error %v)", got, want, r.err)
		}
		if string(r.Text) != string(r.Raw) {
			t.Error("the own text of a text file is its bytes")
		}
	}
	plain := &Record{Raw: []byte("SECRET\nMessage Attributes\nDocument Number: X\n"), load: loadText}
	new(batch).fill(plain)
	if plain.Meta.ID != "" {
		t.Error("a text without the line Message Text has no attributes")
	}
}
