package cable

import (
	"strings"
	"testing"
)

// Fields may stand one a line, with blank lines between, or all on one line; the
// order may differ from the handbook's. Each cable is put together from one
// spelling of every field.
func TestFieldsOfEverySpellingAndSeparator(t *testing.T) {
	orders := []string{"E.O. 12958: DECL: 01/30/2016", "EO 12958 DECL: 01/30/2016", "E.O. 12958: N/A", "E.o. 12958: decl: 01/30/2016"}
	tags := []string{"TAGS: PREL, FR", "TAGS PREL, FR", "TAGS: PREL FR\nGM", "Tags: prel, fr"}
	subjects := []string{"SUBJECT: CATTLE PRICES", "SUBJECT: (C) CATTLE PRICES\nRISE AGAIN", "Subject: cattle prices"}
	refs := []string{"REF: A. PARIS 1\n     B. ROME 2", "REF: PARIS 1, ROME 2", "REFS: (A) PARIS 1 (B) ROME 2", "Ref: a. paris 1\nb. rome 2"}
	authorities := []string{"Classified By: DCM Mary Holland for reasons 1.4 (b) and (d).", "CLASSIFIED BY: Mary Holland, DCM, State; REASON: 1.4(B), (D)", "(U) Classified by DCM Mary Holland, reason 1.4 (b)"}
	for _, eo := range orders {
		for _, tag := range tags {
			for _, subject := range subjects {
				for _, ref := range refs {
					for _, authority := range authorities {
						checkHeader(t, "\n", eo, tag, subject, ref, authority)
						checkHeader(t, "\n\n", eo, tag, subject, ref, authority)
						checkHeader(t, "\n \n", eo, tag, subject, ref, authority)
						checkHeader(t, " ", eo, tag, subject, ref, authority)
						checkHeader(t, "\n", eo, tag, subject, authority, ref)
						checkHeader(t, "\n", tag, eo, subject, ref, authority)
						checkHeader(t, "\n", eo, subject, tag, ref, authority)
						checkHeader(t, "\n", eo, tag, ref, subject, authority)
					}
				}
			}
		}
	}
}

func checkHeader(t *testing.T, separator string, fields ...string) {
	t.Helper()
	text := "C O N F I D E N T I A L ARKHAM 000123\n\nSIPDIS\n\nDEPT FOR EUR/X\n\n" + strings.Join(fields, separator) +
		"\n\n1. (C) Summary: Prices rose. End summary.\n\n2. (C) More.\n\nHOLLAND\n"
	var s Scanner
	var d Document
	s.Scan(&d, []byte(text), &Metadata{ID: "06ARKHAM123"})
	o := d.Object()
	switch {
	case o.ExecutiveOrder == nil || o.ExecutiveOrder.Number != 12958:
		t.Errorf("E.O. %+v of %q", o.ExecutiveOrder, text)
	case !strings.HasPrefix(strings.Join(o.Tags, " "), "PREL FR"):
		t.Errorf("tags %v of %q", o.Tags, text)
	case strings.TrimSuffix(strings.ToUpper(o.Subject), " RISE AGAIN") != "CATTLE PRICES":
		t.Errorf("subject %q of %q", o.Subject, text)
	case len(o.References) != 2 || o.References[0].ID != "06PARIS1" || o.References[1].ID != "06ROME2":
		t.Errorf("references %v of %q", o.References, text)
	case o.ClassifiedBy == nil || o.ClassifiedBy.Name != "Mary Holland" || o.ClassifiedBy.Title != "DCM" || o.ClassifiedBy.Reasons[0] != "1.4(b)":
		t.Errorf("authority %+v of %q", o.ClassifiedBy, text)
	case o.Summary != "Prices rose.":
		t.Errorf("summary %q of %q", o.Summary, text)
	case len(o.Signature) != 1 || o.Signature[0] != "HOLLAND":
		t.Errorf("signature %v of %q", o.Signature, text)
	}
}
