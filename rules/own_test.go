package rules

import (
	"strings"
	"testing"
	"time"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/cable/pace"
	"github.com/cablelint/cablelint/lint"
)

func TestOwnRuleIsRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		own  Own
		want string
	}{
		{"an id that is no id", Own{ID: "My Rule", Find: "x"}, "lower-case words"},
		{"nothing to look for", Own{ID: "my-rule"}, "exactly one of"},
		{"two things to look for", Own{ID: "my-rule", Find: "x", Allow: []string{"y"}}, "exactly one of"},
		{"a table without a field", Own{ID: "my-rule", Allow: []string{"y"}}, "needs a field"},
		{"a field and a zone", Own{ID: "my-rule", Find: "x", Field: "tags", Zone: cable.ZoneProse}, "not at both"},
		{"a pattern that is none", Own{ID: "my-rule", Find: "("}, "missing closing"},
		{"a pattern that is everywhere", Own{ID: "my-rule", Find: "x*"}, "matches the empty text"},
		{"an empty word to swap", Own{ID: "my-rule", Swap: []Swap{{"", "x"}}}, "empty word"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := c.own.Compile()
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestOwnRuleRunsItsTests(t *testing.T) {
	for _, c := range []struct {
		name string
		own  Own
		bad  int // tests that fail
	}{
		{"a pattern in prose", Own{Find: `\bEmbasy\b`, Tests: []OwnTest{{Bad: "The Embasy said so."}, {Good: "The Embassy said so."}}}, 0},
		{"a pattern that is replaced", Own{Find: `(\d+) percent`, Replaces: true, Replace: "$1 %", Tests: []OwnTest{{Bad: "It rose 5 percent.", Fixed: "It rose 5 %."}}}, 0},
		{"words to swap, whole words only", Own{Swap: []Swap{{"Min", "Minister"}, {"Minfin", "Finance Minister"}}, Tests: []OwnTest{
			{Bad: "Minfin and Min agreed.", Fixed: "Finance Minister and Minister agreed."}, {Good: "The Minister agreed."}}}, 0},
		{"a table of tags", Own{Field: "tags", Allow: []string{"PGOV", "FR"}, Tests: []OwnTest{{Bad: "PGOV, XX"}, {Good: "PGOV, FR"}}}, 0},
		{"a pattern in the subject", Own{Zone: cable.ZoneSubject, Find: "TBD", Tests: []OwnTest{{Bad: "VISIT TBD"}, {Good: "VISIT"}}}, 0},
		{"tests that fail are told", Own{Find: "zebra", Tests: []OwnTest{{Bad: "a horse"}, {Good: "a zebra"}, {Bad: "zebra", Fixed: "horse"}}}, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.own.ID, c.own.Severity, c.own.Fix = "house-rule", lint.Warning, lint.Safe
			if bad := c.own.RunTests(); len(bad) != c.bad {
				t.Errorf("%d tests fail, want %d: %v", len(bad), c.bad, bad)
			}
		})
	}
}

// TestPatternsOfUsersAreLinear: patterns that make other engines try everything
// cost the text once, however they nest.
func TestPatternsOfUsersAreLinear(t *testing.T) {
	for _, find := range []string{`(a+)+$`, `(a|aa)+$`, `(.*)*b`, `(a*)*c`, `((a{0,9}){0,9}){0,9}x`, `(\w+\s?)*!`} {
		own := Own{ID: "house-toy", Find: find, Message: "{0}"}
		r, err := own.Compile()
		if err != nil {
			t.Fatal(err)
		}
		session := sessionOfRules(t, []*lint.Rule{r}, lint.Options{}, lint.Request{})
		cost := func(n int) time.Duration {
			text := []byte("SUBJECT: HARBOR\n\n1. (U) " + strings.Repeat("a", n) + "\n")
			start := pace.Spent()
			session.Lint(text, nil, lint.Origin{})
			return pace.Spent() - start
		}
		grows := true
		for try := 0; try < 4 && grows; try++ {
			grows = cost(24_000) > 8*4*max(cost(3_000), 2*time.Millisecond)
		}
		if grows {
			t.Errorf("%s: 24 KB cost more than 32 times what 3 KB cost", find)
		}
	}
}
