package rules

import (
	"testing"

	"github.com/cablelint/cablelint/lint"
)

// TestBlanksRoundCitationsAndOffices: a reference in parentheses and the symbol of an
// office are told from list marks, addresses and folded apostrophes.
func TestBlanksRoundCitationsAndOffices(t *testing.T) {
	for text, want := range map[string]string{
		"The council met in the harbour ( ref a).":             "The council met in the harbour (ref a).",
		"The council met ( Reftel) in the harbour.":            "The council met (Reftel) in the harbour.",
		"The mayor spoke to Marlowe(refs A and B).":            "The mayor spoke to Marlowe (refs A and B).",
		"The mayor met the duke(septel).":                      "The mayor met the duke (septel).",
		"They met the Ambassador,P/E Chief and the mayor.":     "They met the Ambassador, P/E Chief and the mayor.",
		"They met the Secretary,DOD and the mayor.":            "They met the Secretary, DOD and the mayor.",
		"They salute his courage ( and congratulate the duke.": "",
		"The owner(s) met, and so did the duke(referee).":      "",
		"They met ( reform is slow) in the harbour.":           "",
		"They met the mayor,XXXXXXXXXXXX, and the duke.":       "",
		"They met in Cote d,IVOIRE and saw the TV,VCR.":        "",
	} {
		raw := []byte(headerBase + "\n3. (C) " + text + "\n")
		_, res := sessionOf(t, lint.Options{}, lint.Request{Select: []string{"body-spacing"}}).Lint(raw, nil, lint.Origin{})
		if want == "" {
			if len(res.Findings) > 0 {
				t.Errorf("%q: %d findings, want none", text, len(res.Findings))
			}
			continue
		}
		if len(res.Findings) != 1 || res.Findings[0].Fix.Applicability != lint.Unsafe {
			t.Errorf("%q: %d findings, want one with a fix on request", text, len(res.Findings))
			continue
		}
		e := res.Findings[0].Fix.Edits[0]
		if got := string(raw[len(headerBase)+len("\n3. (C) "):e.Span.Start]) + string(e.New) + string(raw[e.Span.End:]); got != want+"\n" {
			t.Errorf("%q became %q", text, got)
		}
	}
}
