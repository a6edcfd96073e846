package report

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// The table of lines gives the positions that reading the cable gives.
func TestLocatorAgreesWithCounting(t *testing.T) {
	parts := []string{"a", " 1. (U) ", "\n", "\r\n", "\r", "é", "🙂", "\xe2\x80", "\xf0\x9f", "\xff", "\t"}
	r := rand.New(rand.NewPCG(1, 2))
	var where Locator
	for range 2000 {
		raw := []byte{}
		for range r.IntN(20) {
			raw = append(raw, parts[r.IntN(len(parts))]...)
		}
		where.Reset(cable.Parse(raw))
		for at := range uint32(len(raw) + 2) {
			if got, want := where.Position(at), lint.NewPositions(raw).At(at); got != want {
				t.Fatalf("%q at %d: got %+v, want %+v", raw, at, got, want)
			}
		}
	}
}

// What stands before a finding far along a long line is the line before it.
func TestTextShowsTheLineBeforeALongOne(t *testing.T) {
	raw := "SUBJECT: HARBOUR\n1. (U) " + strings.Repeat("word ", 200) + " Laurenberg,s port.\n"
	f := find(raw, ",s", apostrophe, "an apostrophe")
	got := write(t, "text", Options{}, &Result{Document: "x.txt", Cable: cable.Parse([]byte(raw)), Findings: []lint.Finding{f}})
	if want := " 1 | SUBJECT: HARBOUR\n 2 | ..."; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant in it\n%s", got, want)
	}
}
