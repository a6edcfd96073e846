package rules

import (
	"strings"
	"testing"
)

// TestNoteClosed: the end of a note may stand on two lines, and before the end of
// another one.
func TestNoteClosed(t *testing.T) {
	const head = "R 081651Z FEB 06\nFM AMEMBASSY ARBONNE\nTO RUEHC/SECSTATE WASHDC\nC O N F I D E N T I A L ARBONNE 000824\n\n" +
		"SIPDIS\n\nE.O. 12958: DECL: 02/07/2016\nTAGS: PGOV, FR\nSUBJECT: HARBOUR COUNCIL MEETS\n\n" +
		"Classified By: DCM Anna Vale for reasons 1.4 (b) and (d)\n\n"
	for _, c := range []struct {
		name, text string
		open       bool
	}{
		{"on its line", "1. (C) It met. (Note: He was ill. End note.) It agreed.\n", false},
		{"on two lines", "1. (C) It met. (COMMENT: He was ill. END\nCOMMENT.) It agreed.\n", false},
		{"on two lines with the archive's blank", "1. (C) It met. (Comment: He was ill. End \nComment.) It agreed.\n", false},
		{"a word between", "1. (C) It met. (Note: He saw the end of the note. It agreed.\n", true},
		{"a longer word", "1. (C) It met. (Note: He saw the ending\nnote. It agreed.\n", true},
		{"END at the end", "1. (C) It met. (Note: He was ill. End\n", true},
		{"an end after another", "1. (C) It met. (Note: He was ill in the end end\nnote.) It agreed.\n", false},
		{"of another kind", "1. (C) It met. (Note: He was ill. End comment.) It agreed.\n", true},
		{"in the next paragraph", "1. (C) It met. (Note: He was ill.\n\n2. (C) He was well. End\nnote.) It agreed.\n", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := findingsOf(t, "body-note-unclosed", []byte(head+c.text)); (got != "") != c.open || c.open && !strings.HasPrefix(got, "14:") {
				t.Errorf("%q", got)
			}
		})
	}
}
