package cable

import "testing"

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
			b := []byte("AZMQBCDERUEHCSECSTATewashdc")
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
