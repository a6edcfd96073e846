package rules

import (
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// TestEveryTruncationIsRead cuts a fixture at every third byte, and all of them behind
// each of their last bytes and words, where notes, marks and headings end.
func TestEveryTruncationIsRead(t *testing.T) {
	s := sessionOf(t, lint.Options{Fixing: true, Unsafe: true, FixInfo: true}, lint.Request{Select: allIDs()})
	raw := readFixture(t, "hdr-duplicate-block", "bad.txt")
	for n := 0; n <= len(raw); n += 3 {
		checkFix(t, s, raw[:n])
		checkFix(t, s, raw[n:])
	}
	for name, raw := range fixtureCables(t) {
		for n := range len(raw) {
			if n > 0 && n < len(raw)-32 && (raw[n] > ' ' || raw[n-1] <= ' ') {
				continue
			}
			if _, res := s.Lint(raw[:n], nil, lint.Origin{}); res.Failed {
				t.Errorf("%s, cut behind %d bytes: %s", name, n, failure(res))
			}
		}
	}
}

// failure is what the finding of a rule that broke says.
func failure(res lint.Result) string {
	for i := range res.Findings {
		if f := &res.Findings[i]; f.Rule.ID == lint.PanicID {
			return lint.Render(f, false)
		}
	}
	return "no rule says that it broke"
}

// FuzzMetadata holds the rules to it that no value of a container breaks them.
func FuzzMetadata(f *testing.F) {
	f.Add([]byte(headerBase), "06ARBONNE824", "2006-02-08 16:51:00", "Embassy Arbonne", "HARBOR COUNCIL")
	f.Add([]byte(headerBase), "06EFTOARBONNE824", "2/8/2006 16:51", "Secretary of State", "")
	s := sessionOf(f, lint.Options{}, lint.Request{Select: allIDs()})
	f.Fuzz(func(t *testing.T, raw []byte, id, created, origin, title string) {
		meta := &cable.Metadata{ID: id, FileID: id, Created: created, Origin: origin, Classification: title, Title: title, Tags: []string{id, title}}
		_, res := s.Lint(raw, meta, lint.Origin{ID: id})
		checkPlaces(t, raw, res.Findings)
	})
}
