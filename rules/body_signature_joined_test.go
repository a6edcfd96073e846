package rules

import (
	"strings"
	"testing"

	"github.com/cablelint/cablelint/lint"
)

// TestSignatureBehindOtherEnds: what a name may be joined to besides a finished
// sentence, and what a fix of it may do unattended.
func TestSignatureBehindOtherEnds(t *testing.T) {
	const last = "before Easter.\nVALE\n"
	tests := []struct {
		name, end string
		want      lint.Applicability // 0: nothing is said
	}{
		{"a line of its own", "before Easter.\nVALE\n", 0},
		{"a finished sentence", "before Easter. VALE\n", lint.Safe},
		{"the address of a page", "before Easter. Visit Arbonne's site: http://www.state.sgov.gov/p/arbonne VALE\n", lint.Unsafe},
		{"an address that was cut after 45 characters", "before Easter. Visit: http://www.intelink.sgov.gov/wiki/Portal:Arbo nne VALE\n", lint.Unsafe},
		{"a name in small letters behind an address", "before Easter.\nVisit: http://www.state.sgov.gov/p/arbonne Vale\n", lint.Unsafe},
		{"a closing formula without a stop", "before Easter.\nMinimize considered VALE\n", lint.Unsafe},
		{"an answer", "before Easter.\nWould he vote? VALE\n", 0},
		{"a mark before the name", "before Easter.\n/S/ VALE\n", 0},
		{"a date behind it", "before Easter.\nVALE 2006-02-08\n", 0},
		{"two names on their line", "before Easter.\nVALE Vale\n", 0},
		{"an address with nobody behind it", "before Easter.\nVisit: http://www.state.sgov.gov/p/arbonne\nVALE\n", 0},
	}
	s := sessionOf(t, lint.Options{}, lint.Request{Select: []string{"body-signature-joined"}})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(headerBase, last, tt.end, 1)
			_, res := s.Lint([]byte(text), nil, lint.Origin{})
			var got lint.Applicability
			for _, f := range res.Findings {
				got = f.Fix.Applicability
			}
			if len(res.Findings) > 1 || got != tt.want || text == headerBase && tt.want != 0 {
				t.Errorf("got %d findings, fix %v; want %v", len(res.Findings), got, tt.want)
			}
		})
	}
}
