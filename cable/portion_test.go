package cable

import "testing"

func TestPortionMark(t *testing.T) {
	for _, row := range []struct {
		text, want string // the canonical marking; empty when it is no mark
		level      Level
		canonical  bool
	}{
		{"(U) Text", "U", Unclassified, true},
		{"(C) Text", "C", Confidential, true},
		{"(S) Text", "S", Secret, true},
		{"(TS) Text", "TS", TopSecret, true},
		{"(SBU) Text", "SBU", ForOfficialUse, true},
		{"(LOU) Text", "LOU", ForOfficialUse, true},
		{"(C/NF) Text", "C/NF", Confidential, true},
		{"(C//NF) Text", "C//NF", Confidential, true},
		{"(S/NF) Text", "S/NF", Secret, true},
		{"(C/NOFORN) Text", "C/NOFORN", Confidential, true},
		{"(SBU/NF) Text", "SBU/NF", ForOfficialUse, true},
		{"(U//FOUO) Text", "U//FOUO", Unclassified, true},
		{"(S/REL NATO) Text", "S/REL NATO", Secret, true},
		{"(S//REL TO USA, ACGU) Text", "S//REL TO USA, ACGU", Secret, true},
		{"(S//FGI//NF) Text", "S//FGI//NF", Secret, true},
		{"(c) Text", "C", Confidential, false},
		{"(u) Text", "U", Unclassified, false},
		{"( C ) Text", "C", Confidential, false},
		{"(C ) Text", "C", Confidential, false},
		{"(C NF) Text", "C/NF", Confidential, false},
		{"(S-NF) Text", "S/NF", Secret, false},
		{"(S/nf) Text", "S/NF", Secret, false},
		{"(S/Rel Nato) Text", "S/REL NATO", Secret, true},
		{"(SECRET/REL ARMENIA) Text", "S/REL ARMENIA", Secret, false},
		{"(CONFIDENTIAL) Text", "C", Confidential, false},
		{"(UNCLASSIFIED) Text", "U", Unclassified, false},
		{"(C - ENTIRE TEXT) Text", "C - ENTIRE TEXT", Confidential, true},
		{"(CONFIDENTIAL - ENTIRE TEXT.) Text", "C - ENTIRE TEXT.", Confidential, false},
		{"(LIMITED OFFICIAL USE) Text", "LOU", ForOfficialUse, false},
		{"(SENSITIVE BUT UNCLASSIFIED - ENTIRE TEXT)", "SBU - ENTIRE TEXT", ForOfficialUse, false},
		{"   (C) Text", "C", Confidential, true},
		{"(U.S.) Text", "", NoLevel, false},
		{"(Iran) Text", "", NoLevel, false},
		{"(China) Text", "", NoLevel, false},
		{"(Comment: no)", "", NoLevel, false},
		{"(C Text", "", NoLevel, false},
		{"(N/SF) Text", "", NoLevel, false},
		{"(SNF) Text", "", NoLevel, false},
		{"C) Text", "", NoLevel, false},
		{"(CODEL) Text", "", NoLevel, false},
		{"(S and others)", "", NoLevel, false},
		{"()", "", NoLevel, false},
		{"(", "", NoLevel, false},
		{"", "", NoLevel, false},
		{"Text (C)", "", NoLevel, false},
	} {
		d, span := field(row.text)
		m, next := d.parsePortionMark(span.Start, span.End)
		if got := d.Marking(m); got != row.want || m.Level != row.level || m.Marked() && m.Canonical != row.canonical {
			t.Errorf("%q: marking %q, level %v, canonical %v; want %q, %v, %v", row.text, got, m.Level, m.Canonical, row.want, row.level, row.canonical)
		}
		if m.Marked() && next != m.Span.End || !m.Marked() && next != 0 {
			t.Errorf("%q: next offset %d", row.text, next)
		}
	}
}

func TestPortionMarkSaysNoForeign(t *testing.T) {
	for text, want := range map[string]bool{"(S/NF)": true, "(C NF)": true, "(C/NOFORN)": true, "(SBU/N)": true, "(S//FGI//NF)": true, "(C)": false, "(S/REL NATO)": false} {
		d, span := field(text)
		if m, _ := d.parsePortionMark(span.Start, span.End); m.NoForeign != want {
			t.Errorf("%s: no foreign %v", text, m.NoForeign)
		}
	}
}

// What is read at once is what its words say.
func TestUsualMark(t *testing.T) {
	for _, text := range []string{"(SBU)", "(S/NF)", "(C/NF)", "(U/NF)", "(c/NF)", "(C/nf)", "(SBU/NF)", "(X/NF)"} {
		got, n := usualMark([]byte(text))
		want, ok := markWords([]byte(text[1 : len(text)-1]))
		if n > 0 && (!ok || n != len(text) || got != want) {
			t.Errorf("%s: %+v, its words say %+v", text, got, want)
		}
		if usual := text == "(SBU)" || text == "(S/NF)" || text == "(C/NF)" || text == "(U/NF)"; usual != (n > 0) {
			t.Errorf("%s: read at once: %v", text, n > 0)
		}
	}
}
