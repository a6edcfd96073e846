package cable

import "testing"

func TestCanonicalID(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"06PARIS824", "06PARIS824"},
		{"06PARIS000824", "06PARIS824"},
		{"2006PARIS00824", "06PARIS824"},
		{"06 PARIS 824", "06PARIS824"},
		{"06 ABU DHABI 824", "06ABUDHABI824"},
		{"06paris824", "06PARIS824"},
		{" 06PARIS824 ", "06PARIS824"},
		{"1973STATE043554", "73STATE43554"},
		{"1976TEGUCI01641", "76TEGUCI1641"},
		{"06PORT-AU-PRINCE12", "06PORTAUPRINCE12"},
		{"06ANOI582", "06HANOI582"},
		{"09EFTORIYADH1110", "09RIYADH1110"},
		{"08SECTION01OF03CAIRO1416", "08CAIRO1416"},
		{"PARIS824", ""},
		{"06PARIS", ""},
		{"06824", ""},
		{"6PARIS824", ""},
		{"106PARIS824", ""},
		{"06PARIS000", ""},
		{"06PA/RIS824", ""},
		{"", ""},
		{"readme", ""},
	} {
		got, ok := CanonicalID(row.text)
		if got != row.want || ok != (row.want != "") {
			t.Errorf("CanonicalID(%q) = %q, %v; want %q", row.text, got, ok, row.want)
		}
	}
}

const idCable = "R 081651Z FEB 06\nFM AMEMBASSY ABU DHABI\nTO SECSTATE WASHDC\nC O N F I D E N T I A L ABU DHABI 000824\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: CATTLE\n"

func TestIDComesFromTheBestSource(t *testing.T) {
	for _, row := range []struct {
		says string
		meta Metadata
		want string
	}{
		{"the container before all", Metadata{ID: "06ROME1", FileID: "06OSLO2"}, "06ROME1"},
		{"the file's name before the banner", Metadata{FileID: "06OSLO2"}, "06OSLO2"},
		{"the banner with the year of the date-time group", Metadata{}, "06ABUDHABI824"},
	} {
		var s Scanner
		var d Document
		s.Scan(&d, []byte(idCable), &row.meta)
		if got := d.Object().ID; got != row.want {
			t.Errorf("%s: %q, want %q", row.says, got, row.want)
		}
	}
}

func TestPostName(t *testing.T) {
	for _, row := range []struct {
		name, want string
		known      bool
	}{
		{"PARIS", "PARIS", true},
		{"Paris", "PARIS", true},
		{"ABU DHABI", "ABUDHABI", true},
		{"ABU  DHABI", "ABUDHABI", true},
		{"KUALA\nLUMPUR", "KUALALUMPUR", true},
		{"SECSTATE", "STATE", true},
		{"SECSTATE WASHDC", "STATE", true},
		{"HCMC", "HOCHIMINHCITY", true},
		{"PORT-AU-PRINCE", "PORTAUPRINCE", true},
		{"TALLIN", "TALLINN", true},
		{"KIEV", "KIEV", true},
		{"KYIV", "KYIV", true},
		{"ARKHAM", "ARKHAM", false},
		{"A NAME THAT IS MUCH TOO LONG FOR ANY POST", "ANAMETHATISMUCHTOOLONGFORANYPOST", false},
		{"", "", false},
	} {
		if got, known := PostName([]byte(row.name)); got != row.want || known != row.known {
			t.Errorf("PostName(%q) = %q, %v; want %q, %v", row.name, got, known, row.want, row.known)
		}
	}
}

func TestTablesAreSorted(t *testing.T) {
	for _, table := range Tables() {
		last, rows := "", 0
		for row := range splitLines(table.Text) {
			if row[0] == '#' {
				continue
			}
			key := column(row, 0)
			if key <= last {
				t.Errorf("%s: %q stands after %q", table.Name, key, last)
			}
			if got, ok := tableRow(table.Text, []byte(key)); !ok || got != row {
				t.Errorf("%s: %q is not found", table.Name, key)
			}
			last, rows = key, rows+1
		}
		if rows == 0 {
			t.Errorf("%s is empty", table.Name)
		}
	}
}

// splitLines yields the lines of a text without their endings.
func splitLines(text string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for len(text) > 0 {
			i := 0
			for i < len(text) && text[i] != '\n' {
				i++
			}
			if i > 0 && !yield(text[:i]) {
				return
			}
			text = text[min(i+1, len(text)):]
		}
	}
}

func TestKnownTag(t *testing.T) {
	for tag, want := range map[string]TagKind{
		"PREL": TagSubject, "prel": TagSubject, "FR": TagGeographic, "KDEM": TagProgramme, "NATO": TagOrganisation, "COLOMBO PLAN": TagOrganisation,
		"VZ": TagUnknown, "IQ": TagUnknown, "PAK": TagUnknown, "ZZZZ": TagUnknown, "": TagUnknown, "KWWMN": TagUnknown, "#code": TagUnknown,
	} {
		if got := KnownTag([]byte(tag)); got != want {
			t.Errorf("KnownTag(%q) = %d, want %d", tag, got, want)
		}
	}
}
