package rules

import (
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

func TestEveryTruncationIsRead(t *testing.T) {
	s := sessionOf(t, lint.Options{Fixing: true, Unsafe: true, FixInfo: true}, lint.Request{Select: allIDs()})
	raw := readFixture(t, "hdr-duplicate-block", "bad.txt")
	for n := 0; n <= len(raw); n += 3 {
		checkFix(t, s, raw[:n])
		checkFix(t, s, raw[n:])
	}
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
