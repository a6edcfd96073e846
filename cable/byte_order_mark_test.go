package cable

import (
	"encoding/json"
	"testing"
)

// TestByteOrderMarkIsNoPartOfTheFirstLine reads texts with and without the mark.
func TestByteOrderMarkIsNoPartOfTheFirstLine(t *testing.T) {
	body := "\n\nSUBJECT: HARBOR\n\n1. (C) SUMMARY: The mayor spoke.  END SUMMARY.\nVALE\n"
	for what, text := range map[string]string{
		"banner":       "C O N F I D E N T I A L ARBONNE 000824\n\nSIPDIS" + body,
		"caption":      "SIPDIS" + body,
		"blank":        "  S E C R E T ABU DHABI 000824\n\nNOFORN" + body,
		"transmission": "R 081651Z FEB 06\nFM AMEMBASSY ARBONNE\nTO SECSTATE WASHDC\nUNCLAS ARBONNE 000824" + body,
		"from":         "FM AMEMBASSY ARBONNE\nTO SECSTATE WASHDC\nUNCLAS ARBONNE 000824" + body,
		"order":        "E.O. 12958: DECL: 02/08/2016\nTAGS: PGOV" + body,
		"field":        "TAGS: PGOV, FR" + body,
		"paragraph":    "1. (C) The mayor spoke.\n\n2. (U) The band played.\n",
		"page":         "06ARBONNE824\n2006-02-08 16:51:00\nCONFIDENTIAL\nEmbassy Arbonne\nC O N F I D E N T I A L ARBONNE 000824" + body,
		"empty line":   "\nC O N F I D E N T I A L ARBONNE 000824" + body,
		"other letter": "\u00efC O N F I D E N T I A L ARBONNE 000824" + body,
	} {
		object := func(text string) string {
			b, err := json.Marshal(Parse([]byte(text)).Object())
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
		if got, want := object("\uFEFF"+text), object(text); got != want {
			t.Errorf("%s: with a byte order mark\n%s\nwithout one\n%s", what, got, want)
		}
	}
}
