package rules

import (
	"strings"
	"testing"
)

// TestNoForeignMarkOfAnItem: the items below a paragraph have marks too.
func TestNoForeignMarkOfAnItem(t *testing.T) {
	const head = "R 081651Z FEB 06\nFM AMEMBASSY ARBONNE\nTO RUEHC/SECSTATE WASHDC\nS E C R E T ARBONNE 000824\n\n"
	const rest = "SIPDIS\n\nE.O. 12958: DECL: 02/07/2016\nTAGS: PGOV, FR\nSUBJECT: HARBOUR COUNCIL MEETS\n\n" +
		"Classified By: DCM Anna Vale for reasons 1.4 (b) and (d)\n\n1. (S) The answers follow:\n"
	for _, c := range []struct{ name, caption, item, want string }{
		{"a letter", "", "A) (S//NF) The mayor came.\n", "15:"},
		{"two letters", "", "G - J) (S//NF) The mayor came.\n", "15:"},
		{"a dash", "", "-- (C/NF) The mayor came.\n", "15:"},
		{"no level", "", "A) (the NF) The mayor came.\n", ""},
		{"words before it", "", "His note (S//NF) came.\n", ""},
		{"another mark", "", "A) (S) The mayor came.\n", ""},
		{"under the caption", "NOFORN\n", "A) (S//NF) The mayor came.\n", ""},
		{"under the class and the caption", "SECRET/NOFORN\n", "A) (S//NF) The mayor came.\n", ""},
		{"the caption over none", "NOFORN\n", "A) (S) The mayor came.\n", "6:"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := findingsOf(t, "body-nf-without-caption", []byte(head+c.caption+rest+c.item)); (c.want == "") != (got == "") || !strings.HasPrefix(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
