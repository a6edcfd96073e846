package cable

import (
	"strings"
	"testing"
)

// Each row is a classification authority, and its name, title and reasons. Names
// are invented. A cut is a line of exactly 71 columns that the telegram system
// ended inside a word.
var authorityRows = []struct{ says, text, name, title, reasons string }{
	{"the common form", "Classified By: Ambassador Mary Holland for reasons 1.4 (b) and (d).", "Mary Holland", "Ambassador", "1.4(b) 1.4(d)"},
	{"in capitals", "Classified By: AMBASSADOR MARY HOLLAND FOR REASONS 1.4 (A) AND (D)", "MARY HOLLAND", "AMBASSADOR", "1.4(a) 1.4(d)"},
	{"everything in capitals, no colon", "CLASSIFIED BY AMBASSADOR MARY HOLLAND FOR REASONS 1.5 (B) AND (D).", "MARY HOLLAND", "AMBASSADOR", "1.5(b) 1.5(d)"},
	{"a mark before", "(U) Classified by Ambassador Mary Holland; reasons: 1.5 (b,d).", "Mary Holland", "Ambassador", "1.5(b) 1.5(d)"},
	{"a paragraph number and a mark before", "1. (U) Classified by DCM Mary Holland. Reason: 1.4 (d)", "Mary Holland", "DCM", "1.4(d)"},
	{"reason singular", "Classified By: DCM Mary Holland. Reason: 1.4 (d).", "Mary Holland", "DCM", "1.4(d)"},
	{"reasons after a semicolon", "Classified By: Ambassador Mary Holland; Reasons: 1.4 (B) and (D).", "Mary Holland", "Ambassador", "1.4(b) 1.4(d)"},
	{"reasons after a comma", "Classified By: DCM Mary Holland, reasons 1.4 (B) and (D)", "Mary Holland", "DCM", "1.4(b) 1.4(d)"},
	{"comma before FOR", "Classified By: DCM Mary B. Holland, for Reasons 1.4 (b) and (d)", "Mary B. Holland", "DCM", "1.4(b) 1.4(d)"},
	{"reasons after a comma without the word", "Classified By: Ambassador Mary E. Holland, 1.4 (b), (d)", "Mary E. Holland", "Ambassador", "1.4(b) 1.4(d)"},
	{"PER", "Classified By: Polcouns Mary Holland, per 1.4 (b) and (d).", "Mary Holland", "Polcouns", "1.4(b) 1.4(d)"},
	{"FOR without the word", "Classified By: POLITICAL COUNSELOR MARY B. HOLLAND FOR 1.4 (D)", "MARY B. HOLLAND", "POLITICAL COUNSELOR", "1.4(d)"},
	{"order named", "Classified By: PolCouns Mary B. Holland, E.O. 12958, reasons 1.4 (b) and (d)", "Mary B. Holland", "PolCouns", "1.4(b) 1.4(d)"},
	{"order named after FOR", "Classified By: DCM Mary Holland for E.O. 12958 1.4 (b), (d)", "Mary Holland", "DCM", "1.4(b) 1.4(d)"},
	{"under section", "Classified by Ambassador Mary Holland under Section 1.4 b/d", "Mary Holland", "Ambassador", "1.4(b) 1.4(d)"},
	{"pursuant to", "Classified By: CDA Mary Holland pursuant to E.O. 12958, 1.4 (c)", "Mary Holland", "CDA", "1.4(c)"},

	{"SMART", "CLASSIFIED BY: Mary Holland, Consul General, Dubai, UAE.\nREASON: 1.4 (b), (d)", "Mary Holland", "Consul General", "1.4(b) 1.4(d)"},
	{"SMART on one line", "CLASSIFIED BY: Mary Holland, Director, EAP/X; REASON: 1.4(B), (D)", "Mary Holland", "Director", "1.4(b) 1.4(d)"},
	{"SMART with office of two words", "CLASSIFIED BY: Karl Brandt, Political/Economic Chief, U.S. Embassy Oslo, State.\nREASON: 1.4 (b), (d)", "Karl Brandt", "Political/Economic Chief", "1.4(b) 1.4(d)"},
	{"SMART with an initial", "CLASSIFIED BY: J. Karl Brandt, DCM, U.S. Embassy Oslo, Dept of State.\nREASON: 1.4 (c), (d)", "J. Karl Brandt", "DCM", "1.4(c) 1.4(d)"},
	{"name, then title", "Classified By: Mary Holland, Ambassador, for reasons 1.4 (b), (d).", "Mary Holland", "Ambassador", "1.4(b) 1.4(d)"},
	{"name without a title", "Classified By: Mary B. Holland, for reasons 1.4 (b)(d)", "Mary B. Holland", "", "1.4(b) 1.4(d)"},
	{"name and title in parentheses", "Classified By: Mary Holland (DCM), reasons 1.4 (b) and (d)", "Mary Holland", "DCM", "1.4(b) 1.4(d)"},
	{"surname first", "Classified By: Holland, Mary, reasons 1.4 (b)", "Holland, Mary", "", "1.4(b)"},
	{"title without a name", "Classified By: Ambassador for reasons 1.4 (b) and (d)", "", "Ambassador", "1.4(b) 1.4(d)"},
	{"title, dash, name", "Classified By: EUR/XY - MARY HOLLAND, REASONS: 1.4 (B)", "MARY HOLLAND", "EUR/XY", "1.4(b)"},
	{"title, dash that became a question mark, name", "CLASSIFIED BY EUR/XY ? MARY HOLLAND, REASONS: 1.4 (B) AND (D).", "MARY HOLLAND", "EUR/XY", "1.4(b) 1.4(d)"},
	{"name, dash that became a question mark, title", "Classified By: Mary Holland ? DCM, for reasons 1.4 (b)", "Mary Holland", "DCM", "1.4(b)"},
	{"the class in the label", "CLASSIFIED SECRET BY DCM MARY HOLLAND FOR REASON 1.4 (d).", "MARY HOLLAND", "DCM", "1.4(d)"},
	{"label typed again with the class", "Classified By: CLASSIFIED CONFIDENTIAL BY ACTING DCM MARY HOLLAND FOR REASON 1.4 (d).", "MARY HOLLAND", "ACTING DCM", "1.4(d)"},
	{"title, comma, name", "Classified By: Political Counselor, Mary Holland, reasons 1.4 (b)", "Mary Holland", "Political Counselor", "1.4(b)"},
	{"name, then title, without a comma", "Classified By: MARY HOLLAND POLITICAL COUNSELOR FOR REASONS 1.4 (B)", "MARY HOLLAND", "POLITICAL COUNSELOR", "1.4(b)"},
	{"title of words before the title, then name", "Classified By: REGIONAL REFUGEE COORDINATOR, MARY HOLLAND, FOR REASONS 1.4 (B)", "MARY HOLLAND", "REGIONAL REFUGEE COORDINATOR", "1.4(b)"},
	{"ambassador at large", "Classified By: Ambassador-at-Large Mary Holland for reasons 1.4 (b)", "Mary Holland", "Ambassador-at-Large", "1.4(b)"},
	{"surname alone", "Classified By: Ambassador Holland for reasons 1.4 (b) and (d)", "Holland", "Ambassador", "1.4(b) 1.4(d)"},
	{"redacted name", "Classified By: XXXXXXXXXXXX for reasons 1.4 (b) and (d)", "XXXXXXXXXXXX", "", "1.4(b) 1.4(d)"},

	{"title of three words", "Classified By: Deputy Chief of Mission Mary A. Holland. Reason 1.4 ( b, d)", "Mary A. Holland", "Deputy Chief of Mission", "1.4(b) 1.4(d)"},
	{"title with a hyphen", "Classified By: Political Minister-Counselor Mary Holland for reasons 1.4 (b)", "Mary Holland", "Political Minister-Counselor", "1.4(b)"},
	{"title with FOR", "Classified By: Minister Counselor for Political Affairs Mary G. Holland; reasons 1.4 (b)", "Mary G. Holland", "Minister Counselor for Political Affairs", "1.4(b)"},
	{"title abbreviated", "Classified By: Amb. Mary W. Holland for reasons 1.5 (b) (d)", "Mary W. Holland", "Amb.", "1.5(b) 1.5(d)"},
	{"acting", "Classified By: Acting DCM Karl Brandt for reasons 1.4(b) and (d)", "Karl Brandt", "Acting DCM", "1.4(b) 1.4(d)"},
	{"A/DCM", "Classified By: A/DCM MARY HOLLAND, FOR REASONS 1.4 B/D", "MARY HOLLAND", "A/DCM", "1.4(b) 1.4(d)"},
	{"POL M/C", "Classified By: Acting Political M/C Karl Brandt, reason 1.4 (b,d)", "Karl Brandt", "Acting Political M/C", "1.4(b) 1.4(d)"},
	{"charge", "Classified By: Charge d'Affaires J. Karl Brandt, for reasons 1.4 (b)", "J. Karl Brandt", "Charge d'Affaires", "1.4(b)"},
	{"charge with a folded apostrophe", "Classified By: Charge d,Affaires Karl Brandt for reasons 1.4 (b)", "Karl Brandt", "Charge d,Affaires", "1.4(b)"},
	{"charge with a curly apostrophe", "Classified By: Charge d’Affaires Karl Brandt III. Reasons 1.4 (b), ( c), (d).", "Karl Brandt III", "Charge d’Affaires", "1.4(b) 1.4(c) 1.4(d)"},
	{"charge a.i.", "Classified By: Charge d'Affaires a.i. Karl Brandt, reason 1.4 (d)", "Karl Brandt", "Charge d'Affaires a.i.", "1.4(d)"},
	{"charge, a.i. between commas", "Classified By: Charge d'Affaires, a.i., Karl Brandt.  Reasons 1.4 (b/d).", "Karl Brandt", "Charge d'Affaires, a.i.", "1.4(b) 1.4(d)"},
	{"SMART with a.i. between commas", "CLASSIFIED BY: Mary Holland, Charge d'Affaires, a.i., Embassy Oslo; REASON: 1.4(B), (D)", "Mary Holland", "Charge d'Affaires, a.i.", "1.4(b) 1.4(d)"},
	{"Jr.", "Classified By: Ambassador Karl T. Brandt, Jr. Reasons 1.4 (b) and (d).", "Karl T. Brandt, Jr.", "Ambassador", "1.4(b) 1.4(d)"},
	{"JR. in capitals", "Classified By: AMBASSADOR KARL BRANDT, JR., REASONS 1.4(B),(D).", "KARL BRANDT, JR.", "AMBASSADOR", "1.4(b) 1.4(d)"},
	{"office before the title", "Classified By: EUR/XY DEPUTY DIRECTOR KARL BRANDT FOR REASONS 1.4 (B)", "KARL BRANDT", "EUR/XY DEPUTY DIRECTOR", "1.4(b)"},
	{"office and title of letters", "Classified By: EUR DAS Karl Brandt, reasons 1.4 (b) and (d)", "Karl Brandt", "EUR DAS", "1.4(b) 1.4(d)"},
	{"office without a title", "Classified By: ISN MARY A. HOLLAND, REASONS 1.4(b) AND (d)", "MARY A. HOLLAND", "ISN", "1.4(b) 1.4(d)"},
	{"misspelt title", "Classified By: Economic Couselor Karl Brandt for reasons 1.4 (b)", "Karl Brandt", "Economic Couselor", "1.4(b)"},
	{"name of two parts with a hyphen", "Classified By: DCM Mary Holland-Rose for reasons 1.4 (b)", "Mary Holland-Rose", "DCM", "1.4(b)"},
	{"name with a particle", "Classified By: Consul Ana de la Mora for reasons 1.4 (b)", "Ana de la Mora", "Consul", "1.4(b)"},
	{"consul general", "Classified By: Consul General Karl Brandt for reasons 1.4 (b) and (d).", "Karl Brandt", "Consul General", "1.4(b) 1.4(d)"},
	{"no stop after an initial", "Classified By: DCM Mary B Holland for reasons 1.4 (b)", "Mary B Holland", "DCM", "1.4(b)"},

	{"label typed twice", "Classified By: Classified by Ambassador Mary Holland for reasons 1.4 (b).", "Mary Holland", "Ambassador", "1.4(b)"},
	{"BY typed twice", "Classified By: By Ambassador Mary Holland for reasons 1.4 (b).", "Mary Holland", "Ambassador", "1.4(b)"},
	{"a blank before the colon", "Classified By : DCM Mary Holland, 1.4 (b)", "Mary Holland", "DCM", "1.4(b)"},
	{"two lines", "Classified By: DCM Mary Holland\nfor reasons 1.4 (b) and (d)", "Mary Holland", "DCM", "1.4(b) 1.4(d)"},
	{"reasons over two lines", "Classified By: DCM Mary Holland for reasons 1.4 (b),\n(c), and (d).", "Mary Holland", "DCM", "1.4(b) 1.4(c) 1.4(d)"},
	{"section over two lines", "Classified By: DCM Mary Holland. Reasons 1.\n4 (b/d).", "Mary Holland", "DCM", "1.4(b) 1.4(d)"},
	{"cut in the name", "Classified By: Economic Minister-Counselor and Acting DCM Karla B Rosen\nblum for reasons 1.4 (b) and (d)", "Karla B Rosenblum", "Economic Minister-Counselor and Acting DCM", "1.4(b) 1.4(d)"},
	{"cut in the word REASONS", "Classified By: Political Minister-Counselor Josiah Rosenblum for reaso \nns 1.4 (b) and (d)", "Josiah Rosenblum", "Political Minister-Counselor", "1.4(b) 1.4(d)"},
	{"cut in the reasons", "Classified By: Ambassador Josiah R. Rosenbaum for reasons 1.4 (b) and (d\n).", "Josiah R. Rosenbaum", "Ambassador", "1.4(b) 1.4(d)"},

	{"letters with a comma", "Classified By: DCM Mary Holland, reasons 1.4 (b, d)", "Mary Holland", "DCM", "1.4(b) 1.4(d)"},
	{"letters with a comma, unspaced", "Classified By: DCM Mary Holland, reasons 1.4 (b,d)", "Mary Holland", "DCM", "1.4(b) 1.4(d)"},
	{"letters with a slash", "Classified By: CDA Mary Holland for reasons 1.4(b/d)", "Mary Holland", "CDA", "1.4(b) 1.4(d)"},
	{"letters with an ampersand", "Classified By: DCM Mary Holland for reasons 1.4 (b) & (d)", "Mary Holland", "DCM", "1.4(b) 1.4(d)"},
	{"letters with an ampersand inside", "Classified By: DCM Mary Holland for reasons 1.4 (b&d)", "Mary Holland", "DCM", "1.4(b) 1.4(d)"},
	{"letters with a plus", "Classified By: DCM Mary Holland for reasons 1.4 (b+d)", "Mary Holland", "DCM", "1.4(b) 1.4(d)"},
	{"letters with a hyphen", "Classified By: DCM Mary Holland for reasons 1.4 (b-d)", "Mary Holland", "DCM", "1.4(b) 1.4(d)"},
	{"letters without parentheses", "Classified By: Counselor Mary Holland for reasons 1.4 b and d.", "Mary Holland", "Counselor", "1.4(b) 1.4(d)"},
	{"letters in one parenthesis with AND", "Classified By: CDA Mary Holland for Reasons 1.4 (b and d)", "Mary Holland", "CDA", "1.4(b) 1.4(d)"},
	{"letters glued", "Classified By: DCM Mary Holland for reasons 1.4 (bd)", "Mary Holland", "DCM", "1.4(b) 1.4(d)"},
	{"letters glued to the section", "Classified By: CHARGE MARY HOLLAND, REASONS 1.4B AND D.", "MARY HOLLAND", "CHARGE", "1.4(b) 1.4(d)"},
	{"parentheses side by side", "Classified By: DCM Mary Holland, reasons 1.4 (b)(d)", "Mary Holland", "DCM", "1.4(b) 1.4(d)"},
	{"a title of few letters", "Classified By: PO Mary Holland, reasons 1.4 (b) and (d).", "Mary Holland", "PO", "1.4(b) 1.4(d)"},
	{"a name like it", "Classified By: Consul Po Holland, reasons 1.4 (b) and (d).", "Po Holland", "Consul", "1.4(b) 1.4(d)"},
	{"the economic minister", "Classified By: EMIN Mary Holland for reasons 1.4 (b)", "Mary Holland", "EMIN", "1.4(b)"},
	{"a leader", "Classified By: PRT Team Leader Mary Holland for reasons 1.4 (b)", "Mary Holland", "PRT Team Leader", "1.4(b)"},
	{"what a secretary is for", "Classified By: Acting Assistant Secretary for International Security and Nonproliferation Mary Holland, Reason 1.4 (b)",
		"Mary Holland", "Acting Assistant Secretary for International Security and Nonproliferation", "1.4(b)"},
	{"to what an ambassador is sent", "Classified By: U.S. Ambassador to NATO Mary Holland, for reasons 1.4 (b)", "Mary Holland", "U.S. Ambassador to NATO", "1.4(b)"},
	{"to the EU", "Classified By: Ambassador to the EU Mary Holland for reasons 1.4 (b)", "Mary Holland", "Ambassador to the EU", "1.4(b)"},
	{"to the Holy See", "Classified By: Charge to the Holy See Mary Holland, reason 1.4 (b)", "Mary Holland", "Charge to the Holy See", "1.4(b)"},
	{"because of reasons", "Classified By: Ambassador Mary Holland because of reasons 1.4 (b)", "Mary Holland", "Ambassador", "1.4(b)"},
	{"in accordance with reasons", "Classified By: Ambassador Mary Holland in accordance with 1.4 (b)", "Mary Holland", "Ambassador", "1.4(b)"},
	{"on the grounds of reasons", "Classified By: Ambassador Mary Holland on the grounds of 1.4 (b)", "Mary Holland", "Ambassador", "1.4(b)"},
	{"AND broken by a blank", "Classified By: DCM MARY HOLLAND FOR REASONS 1.4 B A ND D", "MARY HOLLAND", "DCM", "1.4(b) 1.4(d)"},
	{"three letters", "Classified By: CDA Mary Holland for reasons 1.4 (b) (c) and (d).", "Mary Holland", "CDA", "1.4(b) 1.4(c) 1.4(d)"},
	{"four letters", "Classified By: DCM Mary Holland for reasons 1.4 (a), (b), (c), (d)", "Mary Holland", "DCM", "1.4(a) 1.4(b) 1.4(c) 1.4(d)"},
	{"the section twice", "Classified By: DCM Mary Holland for reasons 1.4 (b) and 1.4 (d)", "Mary Holland", "DCM", "1.4(b) 1.4(d)"},
	{"a letter twice", "Classified By: DCM Mary Holland for reasons 1.4 (b), (d) and (d)", "Mary Holland", "DCM", "1.4(b) 1.4(d)"},
	{"section with a stop after", "Classified By: DCM Mary Holland for reasons 1.4. (b), (d).", "Mary Holland", "DCM", "1.4(b) 1.4(d)"},
	{"section with a slash", "Classified By: DCM Mary Holland, reasons: 1/4 (B), (D)", "Mary Holland", "DCM", "1.4(b) 1.4(d)"},
	{"section with a colon", "Classified By: DCM Mary Holland, reasons 1:4 b,d", "Mary Holland", "DCM", "1.4(b) 1.4(d)"},
	{"section without its stop", "Classified By: DCM Mary Holland for reasons 14 (b) and (d)", "Mary Holland", "DCM", "1.4(b) 1.4(d)"},
	{"section with a blank", "Classified By: DCM Mary Holland for reasons 1. 4 (b)", "Mary Holland", "DCM", "1.4(b)"},
	{"letters without a section", "Classified By: Ambassador Mary Holland for reasons b, d.", "Mary Holland", "Ambassador", "b d"},
	{"no letters", "Classified By: Ambassador Mary Holland", "Mary Holland", "Ambassador", ""},
	{"a section and no letters", "Classified By: Ambassador Mary Holland for reasons 1.4", "Mary Holland", "Ambassador", ""},
	{"the paragraph after it is no reason", "Classified By: DCM Mary Holland. Reason: 1.4 (b) 1. (C) Summary: Cattle", "Mary Holland", "DCM", "1.4(b)"},
	{"text after the reasons is none", "Classified By: DCM Mary Holland for reasons 1.4 (b). Declassify on: a day", "Mary Holland", "DCM", "1.4(b)"},
	{"old order", "CLASSIFIED BY POLOFF MARY HOLLAND FOR REASONS 1.5(B) AND (D)", "MARY HOLLAND", "POLOFF", "1.5(b) 1.5(d)"},
	{"misspelt REASONS", "Classified By: DCM Mary Holland for reaons 1.4 (b)", "Mary Holland", "DCM", "1.4(b)"},

	{"derived from a guide", "Derived from: DSCG 05-1 B, D", "", "", ""},
	{"derived from several sources", "Classified By: Derived from Multiple Sources", "", "", ""},
}

func TestAuthority(t *testing.T) {
	for _, row := range authorityRows {
		t.Run(row.says, func(t *testing.T) {
			d, span := field(row.text)
			d.parseAuthority(span, 0)
			var got ClassifiedByObject
			if o := d.classifiedByObject(); o != nil {
				got = *o
			}
			if got.Name != row.name || got.Title != row.title || strings.Join(got.Reasons, " ") != row.reasons {
				t.Errorf("%q:\n got name %q, title %q, reasons %v\nwant name %q, title %q, reasons %s", row.text, got.Name, got.Title, got.Reasons, row.name, row.title, row.reasons)
			}
			if derived := strings.Contains(strings.ToLower(row.text), "derived"); d.Authority.Derived != derived {
				t.Errorf("%q: derived %v", row.text, d.Authority.Derived)
			}
			a := d.Authority
			inside(t, d, "label", a.Span, a.Label)
			name, title := d.ClassifiedBy()
			inside(t, d, "name", a.Span, name)
			inside(t, d, "title", a.Span, title)
			for _, r := range a.Reasons {
				inside(t, d, "reason", a.Span, r.Span)
			}
		})
	}
}

func FuzzAuthority(f *testing.F) {
	for _, row := range authorityRows {
		f.Add(row.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, span := field(text)
		d.parseAuthority(span, 0)
		all := Span{0, uint32(len(text))}
		inside(t, d, "label", all, d.Authority.Label)
		name, title := d.ClassifiedBy()
		inside(t, d, "name", all, name)
		inside(t, d, "title", all, title)
		for _, r := range d.Authority.Reasons {
			inside(t, d, "reason", all, r.Span)
			if r.Letter < 'a' || r.Letter > 'h' {
				t.Errorf("reason %q", r.Letter)
			}
		}
		d.classifiedByObject()
	})
}

// TestMisspeltLabelOfTheAuthority: the label is known with a letter or two wrong.
func TestMisspeltLabelOfTheAuthority(t *testing.T) {
	const body = "C O N F I D E N T I A L ARBONNE 000824\n\nE.O. 12958: DECL: 02/08/2016\nTAGS: PREL, FR\nSUBJECT: HARBOR COUNCIL MEETS\n\n" +
		"LABEL DCM Anna Vale for reasons 1.4 (b).\n\n1. (C) It met.\n"
	for label, want := range map[string]string{
		"Classified By:": "Anna Vale, DCM", "Clasified By:": "Anna Vale, DCM", "CLASSFIED BY": "Anna Vale, DCM", "Classifeid By:": "Anna Vale, DCM",
		"Classsified by:": "Anna Vale, DCM", "Classied by": "Anna Vale, DCM", "Classificed by;": "Anna Vale, DCM", "CLASSIFIEDBY:": "Anna Vale, DCM",
		"Clarified by:": ", ", "Classes by:": ", ", "Classified in:": ", ", "Classifications by:": ", ",
	} {
		d := Parse([]byte(strings.Replace(body, "LABEL", label, 1)))
		name, title := d.ClassifiedBy()
		if got := string(d.Bytes(name)) + ", " + string(d.Bytes(title)); got != want {
			t.Errorf("%s: %q, want %q", label, got, want)
		}
	}
}
