package rules

import (
	"strings"
	"testing"

	"github.com/cablelint/cablelint/lint"
)

// TestPortionMarkTwice: the mark that was typed behind the system's own goes on
// request; a mark of a quoted paragraph, or a letter of a list, is another thing.
func TestPortionMarkTwice(t *testing.T) {
	const head = "R 081651Z FEB 06\nFM AMEMBASSY ARBONNE\nTO RUEHC/SECSTATE WASHDC\nC O N F I D E N T I A L ARBONNE 000824\n\n" +
		"SIPDIS\n\nE.O. 12958: DECL: 02/07/2016\nTAGS: PGOV, FR\nSUBJECT: HARBOUR COUNCIL MEETS\n\n" +
		"Classified By: DCM Anna Vale for reasons 1.4 (b) and (d)\n\n"
	s := sessionOf(t, lint.Options{Fixing: true, Unsafe: true}, lint.Request{Select: []string{"body-portion-malformed"}})
	for _, c := range []struct{ name, text, want string }{
		{"without what opens it", "1. (C) C) The council met.\n", "1. (C) The council met.\n"},
		{"whole", "1. (C) (C) The council met.\n", "1. (C) The council met.\n"},
		{"without a blank", "1. (C)(C) The council met.\n", "1. (C) The council met.\n"},
		{"of another level", "1. (C) (U) The council met.\n", "1. (C) (U) The council met.\n"},
		{"a letter of a list", "1. (C) B) The council met.\n", "1. (C) B) The council met.\n"},
		{"a word", "1. (C) (Comment) The council met.\n", "1. (C) (Comment) The council met.\n"},
		{"once", "1. (C) The council met.\n", "1. (C) The council met.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := string(repaired(s, []byte(head+c.text)))
			if got != head+c.want {
				t.Errorf("%q, want %q", strings.TrimPrefix(got, head), c.want)
			}
		})
	}
}
