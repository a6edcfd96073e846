package cable

import "testing"

var subjectRows = []struct{ says, text, want, mark string }{
	{"one line", "SUBJECT: CATTLE PRICES RISE", "CATTLE PRICES RISE", ""},
	{"two lines", "SUBJECT: CATTLE PRICES\nRISE", "CATTLE PRICES RISE", ""},
	{"three lines, indented", "SUBJECT: CATTLE\n         PRICES\n         RISE", "CATTLE PRICES RISE", ""},
	{"several blanks after the label", "SUBJECT:   CATTLE   PRICES", "CATTLE PRICES", ""},
	{"no blank after the colon", "SUBJECT:CATTLE", "CATTLE", ""},
	{"no colon", "SUBJECT CATTLE PRICES", "CATTLE PRICES", ""},
	{"a blank before the colon", "SUBJECT : CATTLE", "CATTLE", ""},
	{"a semicolon for the colon", "SUBJECT; CATTLE", "CATTLE", ""},
	{"label SUBJ", "SUBJ: CATTLE PRICES", "CATTLE PRICES", ""},
	{"sentence case", "Subject: cattle prices rise", "cattle prices rise", ""},
	{"label typed twice", "SUBJECT: SUBJECT: CATTLE", "CATTLE", ""},
	{"label with two colons", "SUBJECT:: CATTLE", "CATTLE", ""},
	{"a mark in the label", "SUBJECT (C): CATTLE", "CATTLE", "C"},
	{"label misspelt", "SUBJCET: CATTLE", "CATTLE", ""},
	{"label with a letter lost", "SUBECT: CATTLE", "CATTLE", ""},
	{"label with a letter too many", "SUBBJECT: CATTLE", "CATTLE", ""},
	{"a word that is no label", "SUBJECT: SUBSET: CATTLE", "SUBSET: CATTLE", ""},
	{"a colon in the text", "SUBJECT: CATTLE: PRICES RISE", "CATTLE: PRICES RISE", ""},
	{"a pilcrow inside", "SUBJECT: CATTLE IN\n¶2006. PRICES", "CATTLE IN 2006. PRICES", ""},
	{"a blank line inside", "SUBJECT: CATTLE AND\n\nSHEEP", "CATTLE AND SHEEP", ""},
	{"CRLF", "SUBJECT: CATTLE\r\nAND SHEEP\r\n", "CATTLE AND SHEEP", ""},
	{"trailing blanks", "SUBJECT: CATTLE   \nAND SHEEP  ", "CATTLE AND SHEEP", ""},
	{"a mark before", "SUBJECT: (C) CATTLE PRICES", "CATTLE PRICES", "C"},
	{"a mark with handling", "SUBJECT: (S/NF) CATTLE PRICES", "CATTLE PRICES", "S/NF"},
	{"a mark without a blank", "SUBJECT: (U)CATTLE PRICES", "CATTLE PRICES", "U"},
	{"a small mark", "SUBJECT: (c) CATTLE PRICES", "CATTLE PRICES", "C"},
	{"SBU", "SUBJECT: (SBU) CATTLE PRICES", "CATTLE PRICES", "SBU"},
	{"a mark after", "SUBJECT: CATTLE PRICES (U)", "CATTLE PRICES", "U"},
	{"a mark after two lines", "SUBJECT: CATTLE\nPRICES (C)", "CATTLE PRICES", "C"},
	{"marks before and after", "SUBJECT: (U) CATTLE PRICES (U)", "CATTLE PRICES", "U"},
	{"a parenthesis that is no mark", "SUBJECT: (PART 1) CATTLE", "(PART 1) CATTLE", ""},
	{"a parenthesis at the end that is no mark", "SUBJECT: CATTLE (PART 2 OF 3)", "CATTLE (PART 2 OF 3)", ""},
	{"a serial in parentheses", "SUBJECT: CATTLE (C-RE6-00123)", "CATTLE (C-RE6-00123)", ""},
	{"a redaction", "SUBJECT: XXXXXXXXXXXX ON CATTLE", "XXXXXXXXXXXX ON CATTLE", ""},
	{"curly quotation marks", "SUBJECT: THE “CATTLE” QUESTION", "THE “CATTLE” QUESTION", ""},
	{"references whose label is lost", "SUBJECT: CATTLE PRICES\n     ¶B. PARIS 21\n     ¶C. 2005 ROME 12", "CATTLE PRICES", ""},
	{"a list that is no reference stays", "SUBJECT: CATTLE\nA. PRICES", "CATTLE A. PRICES", ""},
	{"the label alone", "SUBJECT:", "", ""},
	{"only a mark", "SUBJECT: (C)", "(C)", ""},
}

func TestSubject(t *testing.T) {
	for _, row := range subjectRows {
		t.Run(row.says, func(t *testing.T) {
			d, span := field(row.text)
			d.parseSubject(span, 0)
			if got, mark := d.SubjectText(), d.Marking(d.Subject.Mark); got != row.want || mark != row.mark {
				t.Errorf("%q: %q mark %q, want %q mark %q", row.text, got, mark, row.want, row.mark)
			}
			inside(t, d, "text", d.Subject.Span, d.Subject.Text)
		})
	}
}

func TestSubjectGivesBackLostReferences(t *testing.T) {
	d, span := field("SUBJECT: CATTLE PRICES\n     ¶B. PARIS 21\n     ¶C. 2005 ROME 12")
	d.Transmission.DTG.Year = 2006
	d.parseSubject(span, 0)
	if got := referenceItems(d); got != "B=06PARIS21 C=05ROME12" {
		t.Errorf("references %s", got)
	}
}

// TestSubjectListedAboveTheBanner: a publisher lists the first line of the SUBJECT
// above the cable. The cable's own is the one that counts.
func TestSubjectListedAboveTheBanner(t *testing.T) {
	const top = "O 130854Z AUG 09\nFM AMEMBASSY ARBONNE\nTAGS: PGOV FR\nSUBJECT: CATTLE PRICES IN \n\nS e c r e t arbonne 000234\n\n" +
		"E.o. 12958: decl: 08/13/2034\nTags: pgov, fr\n"
	const body = "\nClassified By: DCM Anna Vale, Reasons 1.4 (b)\nand (d)\n\n1. (S) They rose.\n"
	for _, row := range []struct{ says, lines, want, copy string }{
		{"cut at its first line", "Subject: cattle prices in\nthe north\n", "cattle prices in the north", "SUBJECT: CATTLE PRICES IN"},
		{"cut within the line", "Subject: cattle prices in the\nnorth\n", "cattle prices in the north", "SUBJECT: CATTLE PRICES IN"},
		{"whole", "Subject: cattle prices in\n", "CATTLE PRICES IN", "Subject: cattle prices in"},
		{"whole, and a REF follows", "Subject: cattle prices in\nRef: rome 12\n", "CATTLE PRICES IN", "Subject: cattle prices in"},
		{"another", "Subject: cattle lost in\nthe north\n", "CATTLE PRICES IN", ""},
	} {
		t.Run(row.says, func(t *testing.T) {
			d := Parse([]byte(top + row.lines + body))
			copied := ""
			for _, s := range d.SubjectAgain {
				copied += string(d.Bytes(s))
			}
			if got := d.SubjectText(); got != row.want || copied != row.copy {
				t.Errorf("subject %q, copy %q, want %q and %q", got, copied, row.want, row.copy)
			}
		})
	}
}
