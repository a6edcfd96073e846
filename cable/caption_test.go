package cable

import (
	"strings"
	"testing"
)

func TestCaption(t *testing.T) {
	for _, row := range []struct {
		line, want string // the captions of the object, joined by "|"; empty when the line is none
		known      bool
	}{
		{"SIPDIS", "SIPDIS", true},
		{"  SIPDIS ", "SIPDIS", true},
		{"Sipdis", "SIPDIS", true},
		{"NOFORN", "NOFORN", true},
		{"SENSITIVE", "SENSITIVE", true},
		{"EXDIS", "EXDIS", true},
		{"NODIS", "NODIS", true},
		{"STADIS", "STADIS", true},
		{"STADIS/////////", "STADIS", false},
		{"ROGER CHANNEL", "ROGER CHANNEL", true},
		{"DIRECTOR GENERAL CHANNEL", "DIRECTOR GENERAL CHANNEL", true},
		{"DISSENT CHANNEL", "DISSENT CHANNEL", true},
		{"MED CHANNEL", "MED CHANNEL", false},
		{"EYES ONLY", "EYES ONLY", true},
		{"N O F O R N", "NOFORN", false},
		{"S E N S I T I V E", "SENSITIVE", false},
		{"NOFORN SIPDIS", "NOFORN|SIPDIS", false},
		{"SENSITIVE, SIPDIS", "SENSITIVE|SIPDIS", false},
		{"SENSITIVE/SIPDIS", "SENSITIVE|SIPDIS", false},
		{"SENSITIVE BUT UNCLASSIFIED", "SENSITIVE BUT UNCLASSIFIED", false},
		{"NOT FOR INTERNET DISTRIBUTION", "NOT FOR INTERNET DISTRIBUTION", true},
		{"C O R R E C T E D  C O P Y (ADDED CAPTION)", "CORRECTED COPY (ADDED CAPTION)", false},
		{"CODEL HOLLAND", "CODEL HOLLAND", false},
		{"SECRET/NOFORN", "NOFORN", true},
		{"SECRET//NOFORN ", "NOFORN", true},
		{"CONFIDENTIAL NOFORN", "NOFORN", true},
		{"SECRET//NOFORN//ORCON", "NOFORN|ORCON", false},
		{"SECRET//REL RURITANIA", "", false},
		{"SECRET", "", false},
		{"SECRET//", "", false},
		{"SECRETARY/NOFORN", "", false},
		{"DEPT FOR EUR/WE", "", false},
		{"STATE PASS TO NSC", "", false},
		{"SIPDIS AND MORE", "", false},
		{"SENSITIVE TALKS", "", false},
		{"The channel", "", false},
		{"", "", false},
	} {
		d, _ := field(row.line + "\n")
		c, ok := d.parseCaption(0)
		if ok {
			d.Captions = append(d.Captions, c)
		}
		if got := strings.Join(d.captionList(), "|"); got != row.want || c.Known != row.known {
			t.Errorf("%q: %q known %v, want %q known %v", row.line, got, c.Known, row.want, row.known)
		}
	}
}

// The first letters rule out no caption, however it is written.
func TestStartsCaption(t *testing.T) {
	lines := []string{
		"CORRECTED COPY", "SENSITIVE BUT UNCLASSIFIED", "STADIS//", "NODIS / ", "EXDIS/", "LIMDIS//", "CODEL HOLLAND", "SECRET//NOFORN",
		"CONFIDENTIAL NOFORN", "ADMIN CHANNEL", "HR CHANNEL", "MED CHANNEL", "CONS CHANNEL",
	}
	for row := range tableRows(captionTable) {
		lines = append(lines, column(row, 0))
	}
	for _, line := range lines {
		for _, s := range []string{line, strings.ToLower(line), strings.Join(strings.Split(line, ""), " ")} {
			if strings.HasSuffix(line, "CHANNEL") && strings.HasSuffix(s, " L") {
				continue // that form is known of the table's only
			}
			if !startsCaption([]byte(s)) {
				t.Errorf("%q: its first letters are those of no caption", s)
			}
		}
	}
	listed := 0
	for row := range tableRows(captionTable) {
		if known, ok := readCaption([]byte(column(row, 0))); known && ok {
			listed++
		}
	}
	if listed == 0 {
		t.Error("no caption of the table is known")
	}
}

func TestCaptionsEachOnce(t *testing.T) {
	d := Parse([]byte("S E C R E T PARIS 000123\n\nSIPDIS\n\nNOFORN\nSIPDIS\n\nE.O. 12958: DECL: 01/30/2016\nTAGS: PREL\nSUBJECT: CATTLE\n"))
	if got := strings.Join(d.Object().Captions, "|"); got != "SIPDIS|NOFORN" {
		t.Errorf("captions %s", got)
	}
	if len(d.Captions) != 3 {
		t.Errorf("%d caption lines, want 3", len(d.Captions))
	}
}

func TestCaptionsBehindTheBanner(t *testing.T) {
	for _, c := range []struct{ banner, want string }{
		{"S E C R E T ZENDA 000123 SIPDIS NOFORN", "SIPDIS|NOFORN"},
		{"S E C R E T SECTION 01 OF 02 ZENDA 000123 NOFORN", "NOFORN"},
		{"S E C R E T ZENDA 000123 SIPDIS E.O. 12958: DECL: 01/30/2016", "SIPDIS"},
		{"S E C R E T ZENDA 000123 STATE FOR EUR SIPDIS", ""},
		{"S E C R E T ZENDA 000123", ""},
	} {
		d := Parse([]byte(c.banner + "\n\nTAGS: PREL\nSUBJECT: CATTLE\n\n1. (S) One.\n"))
		if got := strings.Join(d.Object().Captions, "|"); got != c.want {
			t.Errorf("%s: captions %s, want %s", c.banner, got, c.want)
		}
	}
}

func TestSubjectBehindAPageMark(t *testing.T) {
	d := Parse([]byte("S E C R E T ZENDA 000123\n\nTAGS: PREL\nZENDA 00000123  001.2 OF 002 SUBJECT: CATTLE\n\n1. (S) One.\n"))
	if got := d.Object().Subject; got != "CATTLE" {
		t.Errorf("subject %q", got)
	}
}
