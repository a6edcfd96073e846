package cable

import (
	"strings"
	"testing"
)

// Each row is a REF field of a cable of 2006 and what its items are: the id of a
// cable, or the text of what is none in brackets, each after its letter. Names
// are invented.
var referenceRows = []struct{ says, text, want string }{
	{"one cable", "REF: PARIS 123", "06PARIS123"},
	{"one cable without colon", "REF PARIS 123", "06PARIS123"},
	{"one cable, mixed case", "Ref: Paris 123", "06PARIS123"},
	{"label REFS", "REFS: PARIS 123", "06PARIS123"},
	{"label REFTEL", "REFTEL: PARIS 123", "06PARIS123"},
	{"label REFTELS", "REFTELS: PARIS 123, PARIS 124", "06PARIS123 06PARIS124"},
	{"label REF TEL", "REF TEL: PARIS 123", "06PARIS123"},
	{"label REF(S)", "REF(S): PARIS 123", "06PARIS123"},
	{"label REFERENCE", "REFERENCE: PARIS 123", "06PARIS123"},
	{"label REFERENCES", "REFERENCES: PARIS 123", "06PARIS123"},
	{"the label typed twice", "REF: REFTEL PARIS 123", "06PARIS123"},
	{"the label alone", "REF:", ""},
	{"none", "REF: NONE", ""},
	{"not applicable", "REF: N/A", ""},
	{"no blank after the colon", "REF:PARIS 123", "06PARIS123"},

	{"leading zeros", "REF: PARIS 000123", "06PARIS123"},
	{"serial of six digits", "REF: STATE 152920", "06STATE152920"},
	{"serial of one digit", "REF: PARIS 5", "06PARIS5"},
	{"year of two digits before", "REF: 05 PARIS 7528", "05PARIS7528"},
	{"year of four digits before", "REF: 2005 PARIS 7528", "05PARIS7528"},
	{"year of the last century", "REF: 99 PARIS 7528", "99PARIS7528"},
	{"year of four digits of the last century", "REF: 1989 PARIS 7528", "89PARIS7528"},
	{"year in parentheses after", "REF: PARIS 7528 (05)", "05PARIS7528"},
	{"year of four digits in parentheses after", "REF: PARIS 7528 (2005)", "05PARIS7528"},
	{"year after a slash", "REF: PARIS 7528/2005", "05PARIS7528"},
	{"year after a blank at the end", "REF: PARIS 07528 2005", "05PARIS7528"},
	{"year with an apostrophe", "REF: '05 PARIS 7528", "05PARIS7528"},
	{"year glued to the post", "REF: 05PARIS 7528", "05PARIS7528"},
	{"an id", "REF: 05PARIS7528", "05PARIS7528"},
	{"an id with four digits of year", "REF: 2005PARIS7528", "05PARIS7528"},
	{"year between post and serial", "REF: PARIS 05 7528", "05PARIS7528"},
	{"hyphens between the parts", "REF: 05-PARIS-7528", "05PARIS7528"},
	{"post and serial glued", "REF: BELGRADE743", "06BELGRADE743"},
	{"a hyphen before the serial", "REF: PARIS-123", "06PARIS123"},
	{"a number sign before the serial", "REF: PARIS #123", "06PARIS123"},
	{"NO. before the serial", "REF: PARIS NO. 123", "06PARIS123"},

	{"post of two words", "REF: ABU DHABI 123", "06ABUDHABI123"},
	{"post of three words", "REF: PORT OF SPAIN 12", "06PORTOFSPAIN12"},
	{"post of four words", "REF: HO CHI MINH CITY 12", "06HOCHIMINHCITY12"},
	{"post with hyphens", "REF: PORT-AU-PRINCE 44", "06PORTAUPRINCE44"},
	{"post with an article", "REF: THE HAGUE 99", "06THEHAGUE99"},
	{"post with an article and a year", "REF: 05 THE HAGUE 99 (NOTAL)", "05THEHAGUE99"},
	{"post whose first word is no post", "REF: A. TEL AVIV 12  B. 05 TEL AVIV 13", "A=06TELAVIV12 B=05TELAVIV13"},
	{"TEL alone is no post", "REF: TEL 123", "(TEL 123)"},
	{"an airgram", "REF: A. PARIS A-123  B. PARIS 12", "A=(PARIS A-123) B=06PARIS12"},
	{"a damaged number", "REF: 73 PARIS 1 O1684", "(73 PARIS 1 O1684)"},
	{"years in a list of a post that no table has", "REF: 05 ARBONNE 310, 05 ARBONNE 311, AND 05 ARBONNE 312", "05ARBONNE310 05ARBONNE311 05ARBONNE312"},
	{"post over two lines", "REF: KUALA\nLUMPUR 12", "06KUALALUMPUR12"},
	{"serial on the next line", "REF: A. PARIS 12  B. FREETOWN\n389", "A=06PARIS12 B=06FREETOWN389"},
	{"post with a stop", "REF: ST. PETERSBURG 12", "06STPETERSBURG12"},
	{"post without its stop", "REF: ST PETERSBURG 12", "06STPETERSBURG12"},
	{"post with an apostrophe", "REF: N'DJAMENA 12", "06NDJAMENA12"},
	{"post with its country's letters", "REF: 05 NEW DELHI 7654 AND 06 NEW DELHI 12", "05NEWDELHI7654 06NEWDELHI12"},
	{"post in the genitive", "REF: TEHRAN'S 3312", "06TEHRAN3312"},
	{"year, mission and post", "REF: 05 USMISSION GENEVA 12", "05GENEVA12"},
	{"mission before the post", "REF: AMEMBASSY PARIS 55", "06PARIS55"},
	{"consulate before the post", "REF: AMCONSUL LAHORE 55", "06LAHORE55"},
	{"alias of the Department", "REF: SECSTATE 52920", "06STATE52920"},
	{"the Department with its city", "REF: SECSTATE WASHDC 52920", "06STATE52920"},
	{"misspelt Department", "REF: STAE 52920", "06STATE52920"},
	{"alias of a post", "REF: RIO 12", "06RIODEJANEIRO12"},
	{"alias of initials", "REF: HCMC 12", "06HOCHIMINHCITY12"},
	{"alias of a mission", "REF: USUN 123", "06USUNNEWYORK123"},
	{"mission of two words", "REF: USEU BRUSSELS 44", "06USEUBRUSSELS44"},
	{"mission of three words", "REF: USUN NEW YORK 44", "06USUNNEWYORK44"},
	{"misspelt post of the aliases", "REF: SANTODOMINIGO 4", "06SANTODOMINGO4"},
	{"a nought for an O", "REF: 0TTAWA 12", "06OTTAWA12"},
	{"a post that no table has", "REF: ARKHAMVILLE 123", "06ARKHAMVILLE123"},
	{"six letters of the seventies", "REF: 75 TEGUCI 1641", "75TEGUCI1641"},
	{"USNATO", "REF: USNATO 453", "06USNATO453"},

	{"two on one line, comma", "REF: PARIS 123, MADRID 99", "06PARIS123 06MADRID99"},
	{"two on one line, semicolon", "REF: PARIS 123; MADRID 99", "06PARIS123 06MADRID99"},
	{"two on one line, AND", "REF: PARIS 123 AND MADRID 99", "06PARIS123 06MADRID99"},
	{"two on one line, ampersand", "REF: PARIS 123 & MADRID 99", "06PARIS123 06MADRID99"},
	{"two on one line, blanks", "REF: PARIS 123  MADRID 99", "06PARIS123 06MADRID99"},
	{"two on two lines", "REF: PARIS 123\nMADRID 99", "06PARIS123 06MADRID99"},
	{"serials of one post, comma", "REF: MADRID 812, 899", "06MADRID812 06MADRID899"},
	{"serials of one post, AND", "REF: MADRID 812 AND 899", "06MADRID812 06MADRID899"},
	{"serials of one post, comma and AND", "REF: MADRID 812, 899 AND 903", "06MADRID812 06MADRID899 06MADRID903"},
	{"serials of one post, comma before AND", "REF: MADRID 812, 899, AND 903", "06MADRID812 06MADRID899 06MADRID903"},
	{"serials of one post, slash", "REF: MADRID 812/813", "06MADRID812 06MADRID813"},
	{"serials of one post, ampersand", "REF: MADRID 812 & 813", "06MADRID812 06MADRID813"},
	{"serials keep the year", "REF: 05 MADRID 812, 899", "05MADRID812 05MADRID899"},
	{"serials with a year each", "REF: MADRID 812 (04), 899 (05)", "04MADRID812 05MADRID899"},
	{"a year after a comma belongs to the next", "REF: PARIS 123, 05 MADRID 99", "06PARIS123 05MADRID99"},
	{"a year after AND belongs to the next", "REF: PARIS 123 AND 05 MADRID 99", "06PARIS123 05MADRID99"},
	{"a four-digit year belongs to the next", "REF: PARIS 123 2005 MADRID 99", "06PARIS123 05MADRID99"},
	{"posts with different years", "REF: 07 PARIS 12; 08 MADRID 13; ROME 14", "07PARIS12 08MADRID13 06ROME14"},

	{"letters with stops", "REF: A. PARIS 1\nB. ROME 2\nC. OSLO 3", "A=06PARIS1 B=06ROME2 C=06OSLO3"},
	{"letters with parentheses", "REF: A) PARIS 1 B) ROME 2", "A=06PARIS1 B=06ROME2"},
	{"letters in parentheses", "REF: (A) PARIS 1 (B) ROME 2", "A=06PARIS1 B=06ROME2"},
	{"letters with colons", "REF: A: PARIS 1 B: ROME 2", "A=06PARIS1 B=06ROME2"},
	{"letters without stops", "REF: A PARIS 11 B KUALA LUMPUR 12", "A=06PARIS11 B=06KUALALUMPUR12"},
	{"small letters", "Ref: a) 05 paris 1 b) rome 2", "A=05PARIS1 B=06ROME2"},
	{"letters with pilcrows", "REF: A. PARIS 1\n¶B. ROME 2", "A=06PARIS1 B=06ROME2"},
	{"letters with pilcrows, indented", "REF: A. PARIS 1\n     ¶B. ROME 2", "A=06PARIS1 B=06ROME2"},
	{"letters on one line", "REF: A. PARIS 1 B. ROME 2 C. OSLO 3", "A=06PARIS1 B=06ROME2 C=06OSLO3"},
	{"letters and semicolons", "REF: A) PARIS 1; B) ROME 2; C) OSLO 3", "A=06PARIS1 B=06ROME2 C=06OSLO3"},
	{"letters and commas", "REFS: A. STATE 093410, B.STATE 105386", "A=06STATE93410 B=06STATE105386"},
	{"the letter at the end of the line", "REF: A) PARIS 1 B)\nROME 2", "A=06PARIS1 B=06ROME2"},
	{"REF before each letter", "REF A: PARIS 1\nREF B: ROME 2", "A=06PARIS1 B=06ROME2"},
	{"letters doubled by the software", "REF: A. A) SECSTATE 52920\n     B. B) PARIS 3", "AA=06STATE52920 BB=06PARIS3"},
	{"letters doubled in parentheses", "REF: A. (A) STATE 112368  B. (B) ROME 2", "AA=06STATE112368 BB=06ROME2"},
	{"letters doubled with stops", "REF: A. PARIS 1\nB. B. 07 ROME 04001", "A=06PARIS1 BB=07ROME4001"},
	{"years after letters", "REF: A. 05 PARIS 1\nB. 2004 ROME 2", "A=05PARIS1 B=04ROME2"},
	{"two cables under one letter", "REF: A. ROME 110 AND ROME 140  B. OSLO 3", "A=06ROME110 06ROME140 B=06OSLO3"},
	{"two years under one letter", "REF: D. 05 ROME 1807 AND 06 ROME 0075  E. ROME 141", "D=05ROME1807 06ROME75 E=06ROME141"},
	{"letters up to K", "REF: A. ROME 1 B. ROME 2 C. ROME 3 D. ROME 4 E. ROME 5 F. ROME 6 G. ROME 7 H. ROME 8 I. ROME 9 J. ROME 10 K. ROME 11",
		"A=06ROME1 B=06ROME2 C=06ROME3 D=06ROME4 E=06ROME5 F=06ROME6 G=06ROME7 H=06ROME8 I=06ROME9 J=06ROME10 K=06ROME11"},
	{"a letter left out", "REF: A. ROME 1\nC. ROME 3", "A=06ROME1 C=06ROME3"},

	{"year in parentheses before", "REF: A. (05) PARIS 123", "A=05PARIS123"},
	{"items after a slash", "REF: A. 05 PARIS 123/B. 05 PARIS 124", "A=05PARIS123 B=05PARIS124"},
	{"a letter glued to the serial", "REF: A) 05 STATE 1234B) 05 STATE 1235", "A=05STATE1234 B=05STATE1235"},
	{"letters in parentheses without blanks", "REF: (A)PARIS 123(B)ROME 4", "A=06PARIS123 B=06ROME4"},
	{"items with a dash between", "REF: A. TOKYO 1234 - B. SEOUL 12", "A=06TOKYO1234 B=06SEOUL12"},
	{"a stop at the end", "REF: TOKYO 01234.", "06TOKYO1234"},
	{"numbers for letters", "REF: 1) PARIS 123 2) ROME 4", "06PARIS123 06ROME4"},
	{"numbers in parentheses", "REF: (1) PARIS 123; (2) ROME 4", "06PARIS123 06ROME4"},
	{"a letter without the one before it", "REF: PARIS 123 (B) ROME 4", "06PARIS123 B=06ROME4"},
	{"a second year without a separator", "REF: 05 STATE 12345 05 STATE 12346", "05STATE12345 05STATE12346"},
	{"ET AL", "REF: STATE 12345, ET. AL.", "06STATE12345"},
	{"two remarks", "REF: STATE 12345 (EXDIS) (NOTAL)", "06STATE12345"},
	{"posts of one letter, then another letter", "REFS: A) 2005 PARIS 1234; PARIS 1235 AND 1236; C) 2004 ROME 12, ROME 13 (NOTAL)",
		"A=05PARIS1234 06PARIS1235 06PARIS1236 C=04ROME12 06ROME13"},
	{"dated", "REF: STATE 12345 DTD 12 JAN 06", "06STATE12345"},
	{"all NOTAL", "REF: A. BONN 12 B. BONN 13 (ALL NOTAL)", "A=06BONN12 B=06BONN13"},
	{"NOTAL after", "REF: PARIS 123 (NOTAL)", "06PARIS123"},
	{"NOTAL after each", "REF: A. PARIS 123 (NOTAL) B. ROME 2 (NOTAL)", "A=06PARIS123 B=06ROME2"},
	{"NOTAL without parentheses", "REF: PARIS 123 NOTAL, ROME 2", "06PARIS123 06ROME2"},
	{"serials after NOTAL", "REF: MADRID 812 (NOTAL), 899 (NOTAL)", "06MADRID812 06MADRID899"},
	{"AND PREVIOUS after", "REF: 05 PARIS 7528 AND PREVIOUS", "05PARIS7528"},
	{"AND PREVIOUS in the middle", "REF: A. PARIS 1 AND PREVIOUS B. ROME 2", "A=06PARIS1 B=06ROME2"},
	{"a caption after", "REF: ANKARA 1516 (EXDIS)", "06ANKARA1516"},
	{"a paragraph after", "REF: PARIS 123, PARA 4", "06PARIS123"},
	{"a title after", "REF: STATE 81957: REPORT OF EXPERTS", "06STATE81957"},
	{"a date after", "REF: STATE 123 (DECEMBER 22, 2005)", "06STATE123"},

	{"an intelligence report", "REF: IIR 6 902 9642 06", "(IIR 6 902 9642 06)"},
	{"an intelligence report of an office", "REF: DAO ROME IIR 6 902 9642 06", "(DAO ROME IIR 6 902 9642 06)"},
	{"a TD", "REF: TD-314/18176-06", "(TD-314/18176-06)"},
	{"an open source report", "REF: OSC EUP20060329950015", "(OSC EUP20060329950015)"},
	{"an e-mail", "REF: HOLLAND-BRANDT E-MAIL 10/15/06", "(HOLLAND-BRANDT E-MAIL 10/15/06)"},
	{"an e-mail of a day", "REF: HOLLAND JUNE 18 E-MAIL", "(HOLLAND JUNE 18 E-MAIL)"},
	{"a daily report", "REF: EMBASSY ROME DAILY REPORT FOR FEBRUARY 6", "(EMBASSY ROME DAILY REPORT FOR FEBRUARY 6)"},
	{"a daily report of a date", "REF: EMBASSY ROME DAILY REPORT 9/16/2006", "(EMBASSY ROME DAILY REPORT 9/16/2006)"},
	{"a day between post and year", "REF: ROME POINTS 20 SEPTEMBER 2006", "(ROME POINTS 20 SEPTEMBER 2006)"},
	{"a conference call", "REF: OCTOBER 12 DVC (WITH EMBASSY LISBON)", "(OCTOBER 12 DVC (WITH EMBASSY LISBON))"},
	{"sender and date-time group", "REF: USCINCRED 311345Z MAY 06", "(USCINCRED 311345Z MAY 06)"},
	{"sender and date-time group with a blank", "REF: USCINCRED 311345 Z MAY 06", "(USCINCRED 311345 Z MAY 06)"},
	{"a cable and an e-mail", "REF: A. PARIS 1 B. HOLLAND E-MAIL OF 5/1", "A=06PARIS1 B=(HOLLAND E-MAIL OF 5/1)"},
	{"reports among cables", "REF: A. 05 STATE 12345 B. IIR 6 902 9642 06 C. TD-314/18176-06 D. ROME 1",
		"A=05STATE12345 B=(IIR 6 902 9642 06) C=(TD-314/18176-06) D=06ROME1"},
	{"text without a letter over two lines", "REF: HOLLAND-BRANDT\nTELEPHONE CALL", "(HOLLAND-BRANDT TELEPHONE CALL)"},
	{"a year that a comma cut off", "REF: A. HOLLAND E-MAIL OF MARCH 17,\nB. 2006", "A=(HOLLAND E-MAIL OF MARCH 17) B=(2006)"},
	{"a redacted reference", "REF: ROME XXXXXXXXXXXX", "(ROME XXXXXXXXXXXX)"},
	{"a date at the start", "REF: 08 JAN 06 ROME O/I (HOLLAND)", "(08 JAN 06 ROME O/I (HOLLAND))"},
	{"a broadcast report of a post", "REF: FBIS BANGKOK 123", "(FBIS BANGKOK 123)"},
	{"an attache's message", "REF: USDAO ROME 1234, ROME 12", "(USDAO ROME 1234) 06ROME12"},
	{"an embassy telegram of the seventies", "REF: EMBTEL 123", "(EMBTEL 123)"},
	{"curly apostrophe before the year", "REF: ‘05 PARIS 123", "05PARIS123"},
	{"SEPTEL", "REF: SEPTEL", "(SEPTEL)"},
	{"a previous item without a cable", "REF: A. PARIS 1\nB. AND PREVIOUS", "A=06PARIS1 B=(AND PREVIOUS)"},
	{"a serial of noughts is none", "REF: PARIS 000", "(PARIS 000)"},
	{"a number with letters is none", "REF: PARIS 12A", "(PARIS 12A)"},
	{"a date is no serial", "REF: PARIS 10/15/06", "(PARIS 10/15/06)"},
	{"a time is no serial", "REF: PARIS 10:15", "(PARIS 10:15)"},
}

func TestReferences(t *testing.T) {
	for _, row := range referenceRows {
		t.Run(row.says, func(t *testing.T) {
			d, span := field(row.text)
			d.Transmission.DTG.Year = 2006
			d.parseReferences(span, 0)
			if got := referenceItems(d); got != row.want {
				t.Errorf("%q:\n got %s\nwant %s", row.text, got, row.want)
			}
			for _, r := range d.References.Items {
				inside(t, d, "reference", d.References.Span, r.Span)
				inside(t, d, "post", d.References.Span, r.Post)
			}
		})
	}
}

// referenceItems writes the items of a document as the rows have them.
func referenceItems(d *Document) string {
	var out []string
	for i, r := range d.referenceObjects() {
		item := d.References.Items[i]
		letter := ""
		if item.Letter != 0 {
			letter = string(rune(item.Letter))
			if item.Second != 0 {
				letter += string(rune(item.Second))
			}
			letter += "="
		}
		if r.ID == "" {
			r.ID = "(" + r.Raw + ")"
		}
		out = append(out, letter+r.ID)
	}
	return strings.Join(out, " ")
}

func TestReferenceKeepsItsText(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"REF: A. 05 PARIS 7528 AND PREVIOUS", "05 PARIS 7528 AND PREVIOUS"},
		{"REF: PARIS 12 (NOTAL);", "PARIS 12 (NOTAL)"},
		{"REF: A) PARIS 12,\nB) ROME 2", "PARIS 12|ROME 2"},
		{"REF: A. PARIS 110 AND ROME 140", "PARIS 110|ROME 140"},
		{"REF: MADRID 812, 899 AND 903", "MADRID 812|899|903"},
		{"REF: PARIS 7528 (05), ROME 1", "PARIS 7528 (05)|ROME 1"},
		{"REF: A. AMEMBASSY PARIS 12", "AMEMBASSY PARIS 12"},
		{"REF: KUALA\n  LUMPUR 12", "KUALA LUMPUR 12"},
	} {
		d, span := field(row.text)
		d.parseReferences(span, 0)
		var raw []string
		for _, r := range d.referenceObjects() {
			raw = append(raw, r.Raw)
		}
		if got := strings.Join(raw, "|"); got != row.want {
			t.Errorf("%q: %s, want %s", row.text, got, row.want)
		}
	}
}

func TestReferenceYear(t *testing.T) {
	d, span := field("REF: PARIS 123")
	d.parseReferences(span, 0)
	if got := d.referenceObjects()[0]; got.ID != "" || got.Raw != "PARIS 123" {
		t.Errorf("without any year: %+v, want the text alone", got)
	}
	d.Metadata.ID = "08ROME44"
	if got := d.referenceObjects()[0].ID; got != "08PARIS123" {
		t.Errorf("year of the cable's own id: %s", got)
	}
	d.Transmission.DTG.Year = 2009
	if got := d.referenceObjects()[0].ID; got != "09PARIS123" {
		t.Errorf("year of the date-time group: %s", got)
	}
}

func FuzzReferences(f *testing.F) {
	for _, row := range referenceRows {
		f.Add(row.text)
	}
	f.Add("0'")
	f.Fuzz(func(t *testing.T, text string) {
		d, span := field(text)
		d.parseReferences(span, 0)
		all := Span{0, uint32(len(text))}
		for _, r := range d.References.Items {
			inside(t, d, "reference", all, r.Span)
			inside(t, d, "post", all, r.Post)
		}
		d.referenceObjects()
	})
}
