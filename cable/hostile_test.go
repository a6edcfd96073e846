package cable

import (
	"strings"
	"testing"
	"time"

	"github.com/cablelint/cablelint/cable/pace"
)

// A field made of one piece over and over costs no more than any other text: a
// search that starts again at each piece would take seconds here.
func TestHostileFieldsCostLinearTime(t *testing.T) {
	const small, size = 1 << 12, 1 << 16
	pieces := []string{
		"A. ", "(", "A) B) ", "PARIS ", "PARIS 1 AND ", "PARIS 12, ", "06 ", "AND ", "(A)", "(05) ", "1)", "'S ", "'", "‘05 ", "12/", "REF A ", "REF ",
		"OVIP (", "PREL,", "HOLLAND, ", "PRELPGOV", "TAG PREL ", "TAGS x ", "SUBJ ", "CLASSIFIED BY ", "DCM ", "1.4 (b) ", "a/b/c/", "Ambassador-",
		"END SUMMARY ", "SUMMARY ", "umm", "UMM ", "E.O. 12958 ", "DECL ", "DECLASSIFY ON ", "(C) ", "1. (C) ", "SIPDIS ", "SECRET PARIS ", "S E C R E T ",
		"PARIS 00000123 001 OF 002 ", "Q", "X", ". HOLLAND ", "SECTION 01 OF ", "<<1>>",
	}
	for _, label := range []string{"REF: ", "TAGS: ", "Classified By: ", "SUBJECT: ", "1. (C) Summary: ", "E.O. 12958: ", ""} {
		for _, piece := range pieces {
			for _, end := range []string{"", "\n"} {
				text := "C O N F I D E N T I A L PARIS 000123\n\n" + label + strings.Repeat(piece+end, size/len(piece+end)) + "\n"
				if !linearObject(text, small) {
					t.Errorf("%d bytes of %q after %q cost more than the length explains", size, piece+end, label)
				}
			}
		}
	}
}

// linearObject is like linear, for reading and making the object.
func linearObject(text string, small int) bool {
	cost := func(text string) time.Duration {
		least := time.Hour
		for range 2 {
			start := pace.Spent()
			Parse([]byte(text)).Object()
			least = min(least, pace.Spent()-start)
		}
		return least
	}
	for range 6 {
		if cost(text) <= time.Duration(len(text)/small*4)*max(cost(text[:small]), 500*time.Microsecond) {
			return true
		}
	}
	return false
}
