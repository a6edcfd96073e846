package cable

import "testing"

func TestBanner(t *testing.T) {
	for _, row := range []struct {
		line, class, post string
		serial            int
		section, sections int
		damaged           bool
	}{
		{"C O N F I D E N T I A L PARIS 000824", "CONFIDENTIAL", "PARIS", 824, 0, 0, false},
		{"S E C R E T SECTION 01 OF 02 ABU DHABI 000123", "SECRET", "ABU DHABI", 123, 1, 2, false},
		{"S E C R E T SECTION 1 OF 2 PARIS 000123", "SECRET", "PARIS", 123, 1, 2, false},
		{"S E C R E T SECTION 01 of 02 PARIS 000123", "SECRET", "PARIS", 123, 1, 2, false},
		{"SECRET SECTION 01 of 05 ROME 000097", "SECRET", "ROME", 97, 1, 5, false},
		{"CONFIDENTIAL SECTION 01 OF 24 ROME 000097", "CONFIDENTIAL", "ROME", 97, 1, 24, false},
		{"SECRET PARIS 000123", "SECRET", "PARIS", 123, 0, 0, false},
		{"CONFIDENTIAL PARIS 000123", "CONFIDENTIAL", "PARIS", 123, 0, 0, false},
		{"T O P S E C R E T STATE 012345", "TOP SECRET", "STATE", 12345, 0, 0, false},
		{"T O P  S E C R E T STATE 012345", "TOP SECRET", "STATE", 12345, 0, 0, false},
		{"TOP SECRET STATE 012345", "TOP SECRET", "STATE", 12345, 0, 0, false},
		{"UNCLAS PARIS 000123", "UNCLASSIFIED", "PARIS", 123, 0, 0, false},
		{"UNCLASSIFIED PARIS 000123", "UNCLASSIFIED", "PARIS", 123, 0, 0, false},
		{"UNCLAS SECTION 01 OF 03 MANAGUA 001003", "UNCLASSIFIED", "MANAGUA", 1003, 1, 3, false},
		{"UNCLAS E F T O PARIS 000123", "UNCLASSIFIED", "PARIS", 123, 0, 0, false},
		{"UNCLAS E F T O SECTION 01 OF 02 PARIS 000123", "UNCLASSIFIED", "PARIS", 123, 1, 2, false},
		{"UNCLAS FOR OFFICIAL USE ONLY PARIS 000123", "UNCLASSIFIED", "PARIS", 123, 0, 0, false},
		{"LIMITED OFFICIAL USE PARIS 12345", "LIMITED OFFICIAL USE", "PARIS", 12345, 0, 0, false},
		{"LIMITED OFFICIAL USE SECTION 01 OF 02 PARIS 12345", "LIMITED OFFICIAL USE", "PARIS", 12345, 1, 2, false},
		{"C O N F I D E N T I A L STATE 187673 TOSEC 190010", "CONFIDENTIAL", "STATE", 187673, 0, 0, false},
		{"S e c r e t berlin 001068", "SECRET", "BERLIN", 1068, 0, 0, false},
		{"C o n f i d e n t i a l section 01 of 02 berlin 001068", "CONFIDENTIAL", "BERLIN", 1068, 1, 2, false},
		{"¶S E C R E T PARIS 000123", "SECRET", "PARIS", 123, 0, 0, false},
		{"  S E C R E T PARIS 000123  ", "SECRET", "PARIS", 123, 0, 0, false},
		{"S E C R E T   STATE   00119085", "SECRET", "STATE", 119085, 0, 0, false},
		{"C O N F I D E N T I A L USUN NEW YORK 000123", "CONFIDENTIAL", "USUN NEW YORK", 123, 0, 0, false},
		{"C O N F I D E N T I A L PORT-AU-PRINCE 000123", "CONFIDENTIAL", "PORT-AU-PRINCE", 123, 0, 0, false},
		{"C O N F I D E N T I A L N'DJAMENA 000123", "CONFIDENTIAL", "N'DJAMENA", 123, 0, 0, false},
		{"C O N F I D E N T I A L HO CHI MINH CITY 000123", "CONFIDENTIAL", "HO CHI MINH CITY", 123, 0, 0, false},
		{"C O N F I D E N T I A L PARIS 000824 SIPDIS", "CONFIDENTIAL", "PARIS", 824, 0, 0, false},
		{"S E C R E T XXXXXXXXXXXX 000123", "SECRET", "XXXXXXXXXXXX", 123, 0, 0, false},
		{"S E C R E T PARIS XXXXXXXXXXXX", "SECRET", "PARIS XXXXXXXXXXXX", -1, 0, 0, false},

		{"E C R E T PARIS 000123", "SECRET", "PARIS", 123, 0, 0, true},
		{"O N F I D E N T I A L PARIS 000123", "CONFIDENTIAL", "PARIS", 123, 0, 0, true},
		{"SS E C R E T PARIS 000123", "SECRET", "PARIS", 123, 0, 0, true},
		{"CC O N F I D E N T I A L PARIS 000123", "CONFIDENTIAL", "PARIS", 123, 0, 0, true},
		{"CSE C R E T PARIS 000123", "SECRET", "PARIS", 123, 0, 0, true},
		{"UUNCLAS PARIS 000123", "UNCLASSIFIED", "PARIS", 123, 0, 0, true},
		{"CO N F I D E N T I A L PARIS 000123", "CONFIDENTIAL", "PARIS", 123, 0, 0, true},
		{"SE C R E T PARIS 000123", "SECRET", "PARIS", 123, 0, 0, true},
		{"C O N F I D E N T A L PARIS 000123", "CONFIDENTIAL", "PARIS", 123, 0, 0, true},
		{"C 0 N F I D E N T I A L PARIS 000123", "CONFIDENTIAL", "PARIS", 123, 0, 0, true},
		{"C O N F I D E M T I A L PARIS 000123", "CONFIDENTIAL", "PARIS", 123, 0, 0, true},
	} {
		d, _ := field(row.line)
		b, ok := d.parseBanner(0)
		if !ok {
			t.Errorf("%q is no banner", row.line)
			continue
		}
		d.Banner = b
		o := d.bannerObject()
		if o.Classification != row.class || o.Post != row.post || b.Serial != row.serial || o.Section != row.section || o.Sections != row.sections || b.Damaged != row.damaged {
			t.Errorf("%q: %+v serial %d damaged %v", row.line, *o, b.Serial, b.Damaged)
		}
		for _, s := range []Span{b.Classification, b.SectionSpan, b.Post, b.SerialSpan, b.Series} {
			if !s.Empty() {
				inside(t, d, "part", b.Span, s)
			}
		}
	}
}

func TestNoBanner(t *testing.T) {
	for _, line := range []string{
		"", "C O N F I D E N T I A L", "CONFIDENTIAL", "SECRET//NOFORN", "SECRET NOFORN", "SIPDIS", "UNCLAS",
		"Secret talks in Paris 2004 failed", "Secret Paris 2004", "SECRET MEETING OF THE FOUR MINISTERS IN PARIS 2004",
		"Confidential sources in Rome 2005", "PARIS 000824", "PARIS 00000824  001.2 OF 002", "SECRETARY RICE PARIS 123456",
		"C O N F I D E N T I A L SECTIO'S N 01 OF 02 PARIS 000824",
		"(S) PARIS 000123", "E.O. 12958: DECL: 01/30/2016", "THE SECRET HISTORY 1984",
	} {
		if isBannerLine([]byte(line)) {
			t.Errorf("%q is a banner", line)
		}
	}
}

func TestBannerSeries(t *testing.T) {
	d, _ := field("C O N F I D E N T I A L STATE 187673 TOSEC 190010")
	b, _ := d.parseBanner(0)
	if got := string(d.Bytes(b.Series)); got != "TOSEC 190010" {
		t.Errorf("series %q", got)
	}
}

func FuzzBanner(f *testing.F) {
	f.Add("C O N F I D E N T I A L SECTION 01 OF 02 PARIS 000824")
	f.Add("UNCLAS E F T O PARIS 000123")
	f.Add("T O P S E C R E T STATE 012345 TOSEC 1")
	f.Fuzz(func(t *testing.T, line string) {
		d, _ := field(line)
		if len(d.Lines) == 0 {
			return
		}
		isCaptionLine([]byte(line))
		b, ok := d.parseBanner(0)
		if !ok {
			return
		}
		for _, s := range []Span{b.Classification, b.SectionSpan, b.Post, b.SerialSpan, b.Series} {
			if !s.Empty() {
				inside(t, d, "part", b.Span, s)
			}
		}
	})
}
