package lint_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// found is a finding of a rule at the first place of a word in a text.
func found(id, text, word string) lint.Finding {
	at := strings.Index(text, word)
	return lint.Finding{Rule: &lint.Rule{ID: id}, Span: cable.Span{Start: uint32(at), End: uint32(at + len(word))}}
}

func TestFingerprint(t *testing.T) {
	one := func(id, cableID, text, word string) string {
		return lint.Fingerprints([]byte(text), cableID, []lint.Finding{found(id, text, word)})[0]
	}
	const text = "The minister of Zarkonia,s northern province said"
	base := one("enc", "06NOWHERE1", text, ",s")
	for _, row := range []struct {
		name string
		got  string
		same bool
	}{
		{"lines inserted above change nothing", one("enc", "06NOWHERE1", "one\ntwo\n"+text, ",s"), true},
		{"text appended changes nothing", one("enc", "06NOWHERE1", text+" so.\n", ",s"), true},
		{"blanks and line ends are one blank", one("enc", "06NOWHERE1", strings.Replace(text, "of Zark", "of\r\n   Zark", 1), ",s"), true},
		{"another rule is another fault", one("end", "06NOWHERE1", text, ",s"), false},
		{"another cable is another fault", one("enc", "06NOWHERE2", text, ",s"), false},
		{"other text nearby is another fault", one("enc", "06NOWHERE1", strings.Replace(text, "northern", "southern", 1), ",s"), false},
		{"another span is another fault", one("enc", "06NOWHERE1", text, ","), false},
	} {
		if (row.got == base) != row.same {
			t.Errorf("%s: %s and %s", row.name, row.got, base)
		}
	}
}

func TestEqualFingerprintsAreNumbered(t *testing.T) {
	text := strings.Repeat("Zarkonia,s ", 6)
	var fs []lint.Finding
	for at := 0; at < 6; at++ {
		f := found("enc", text, ",s")
		f.Span.Start, f.Span.End = f.Span.Start+uint32(at*11), f.Span.End+uint32(at*11)
		fs = append(fs, f)
	}
	prints := lint.Fingerprints([]byte(text), "x", fs)
	sorted := slices.Clone(prints)
	slices.Sort(sorted)
	if len(slices.Compact(sorted)) != 6 {
		t.Errorf("fingerprints are not unique: %q", prints)
	}
}
