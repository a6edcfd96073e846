package cable

import (
	"strings"
	"testing"
)

// Each row is a TAGS field and its canonical tags, joined by "|". Names are invented.
var tagRows = []struct{ says, text, want string }{
	{"blanks between tags", "TAGS: PGOV PREL PTER FR", "PGOV|PREL|PTER|FR"},
	{"commas between tags", "TAGS: PGOV, PREL, PTER, FR", "PGOV|PREL|PTER|FR"},
	{"semicolons between tags", "TAGS: PGOV; PREL; FR", "PGOV|PREL|FR"},
	{"commas without blanks", "TAGS: PGOV,PREL,FR", "PGOV|PREL|FR"},
	{"blanks and commas mixed", "TAGS: PGOV PREL, FR  GM", "PGOV|PREL|FR|GM"},
	{"slashes between tags", "TAGS: PGOV/PREL/FR", "PGOV|PREL|FR"},
	{"slashes with blanks", "TAGS: PGOV / PREL", "PGOV|PREL"},
	{"no colon", "TAGS PGOV, PREL", "PGOV|PREL"},
	{"singular label", "TAG: PTER, PREL", "PTER|PREL"},
	{"singular label without colon", "TAG MASS, PREL, BR", "MASS|PREL|BR"},
	{"sentence case", "Tags: prel, pgov, mg", "PREL|PGOV|MG"},
	{"lower case tags in a wire line", "TAGS: PREL pgov FR", "PREL|PGOV|FR"},
	{"a blank before the colon", "TAGS : PREL, FR", "PREL|FR"},
	{"no blank after the colon", "TAGS:PREL FR", "PREL|FR"},
	{"a dash for the colon", "TAGS - PREL, FR", "PREL|FR"},
	{"several blanks after the colon", "TAGS:     PREL FR", "PREL|FR"},
	{"a tab after the colon", "TAGS:\tPREL\tFR", "PREL|FR"},
	{"a trailing comma", "TAGS: PREL, FR,", "PREL|FR"},
	{"a trailing stop", "TAGS: PREL, FR.", "PREL|FR"},
	{"a doubled comma", "TAGS: PREL,, FR", "PREL|FR"},
	{"a pilcrow before the label", "¶TAGS: PREL FR", "PREL|FR"},
	{"the label alone", "TAGS:", ""},
	{"not applicable", "TAGS: N/A", ""},
	{"no tag", "TAGS: NONE", ""},
	{"one tag", "TAGS: ASEC", "ASEC"},

	{"a tag twice", "TAGS: PREL FR PREL", "PREL|FR"},
	{"a tag twice in other case", "TAGS: PREL prel FR", "PREL|FR"},
	{"the whole line twice", "TAGS: BR PREL MARR\nBR, PREL, MARR", "BR|PREL|MARR"},
	{"two lines", "TAGS: PGOV PREL\nFR GM", "PGOV|PREL|FR|GM"},
	{"two lines, indented", "TAGS: PGOV, PREL,\n      FR, GM", "PGOV|PREL|FR|GM"},
	{"three lines", "TAGS: PGOV,\nPREL,\nFR", "PGOV|PREL|FR"},
	{"CRLF line ends", "TAGS: PGOV,\r\nPREL\r\n", "PGOV|PREL"},
	{"blank line inside", "TAGS: PGOV,\n\nPREL", "PGOV|PREL"},
	{"trailing blanks", "TAGS: PGOV PREL   \nFR  ", "PGOV|PREL|FR"},

	{"organisations", "TAGS: PREL NATO EUN UNSC OAS", "PREL|NATO|EUN|UNSC|OAS"},
	{"organisation with a hyphen", "TAGS: PREL, G-8, AFL-CIO", "PREL|G-8|AFL-CIO"},
	{"organisation with a slash", "TAGS: PREL UNGA/C-3 FR", "PREL|UNGA/C-3|FR"},
	{"organisation of two words", "TAGS: PREL, COLOMBO PLAN, CE", "PREL|COLOMBO PLAN|CE"},
	{"organisation of two words between blanks", "TAGS: PREL EL AL IS", "PREL|EL AL|IS"},
	{"organisation with an ampersand", "TAGS: ECPS AT&T US", "ECPS|AT&T|US"},
	{"programme tags", "TAGS: PHUM KDEM KWMN KTIP AF", "PHUM|KDEM|KWMN|KTIP|AF"},
	{"State's own regions", "TAGS: ECON XA XM ZB", "ECON|XA|XM|ZB"},
	{"a visit tag alone", "TAGS: OVIP PREL FR", "OVIP|PREL|FR"},

	{"a person", "TAGS: OVIP (HOLLAND, MARY), PREL, FR", "OVIP|HOLLAND, MARY|PREL|FR"},
	{"a person with an initial", "TAGS: OVIP (HOLLAND, MARY B.), PREL", "OVIP|HOLLAND, MARY B.|PREL"},
	{"a person with two initials", "TAGS: OVIP (HOLLAND, M. B.) PREL", "OVIP|HOLLAND, M. B.|PREL"},
	{"a person without a blank after the comma", "TAGS: OVIP (HOLLAND,MARY), FR", "OVIP|HOLLAND, MARY|FR"},
	{"a person with blanks inside", "TAGS: OVIP ( HOLLAND ,  MARY ), FR", "OVIP|HOLLAND, MARY|FR"},
	{"a person in mixed case", "TAGS: OVIP (Holland, Mary), FR", "OVIP|HOLLAND, MARY|FR"},
	{"a person whose comma is lost", "TAGS: OVIP (HOLLAND MARY) PREL", "OVIP|HOLLAND, MARY|PREL"},
	{"a person with surname alone", "TAGS: OVIP (HOLLAND) PREL", "OVIP|HOLLAND|PREL"},
	{"two persons in their own parentheses", "TAGS: OVIP (HOLLAND, MARY) (BRANDT, KARL), FR", "OVIP|HOLLAND, MARY|BRANDT, KARL|FR"},
	{"two persons between semicolons", "TAGS: OVIP (HOLLAND, MARY; BRANDT, KARL), FR", "OVIP|HOLLAND, MARY|BRANDT, KARL|FR"},
	{"two persons with AND", "TAGS: OVIP (HOLLAND, MARY AND BRANDT, KARL), FR", "OVIP|HOLLAND, MARY|BRANDT, KARL|FR"},
	{"two persons with commas alone", "TAGS: OVIP (HOLLAND, MARY, BRANDT, KARL), FR", "OVIP|HOLLAND, MARY|BRANDT, KARL|FR"},
	{"a person with JR", "TAGS: OVIP (HOLLAND, KARL, JR), FR", "OVIP|HOLLAND, KARL, JR|FR"},
	{"bars between tags", "TAGS: PREL|PGOV|FR", "PREL|PGOV|FR"},
	{"a person with a hyphen", "TAGS: OVIP (HOLLAND-ROSE, MARY), FR", "OVIP|HOLLAND-ROSE, MARY|FR"},
	{"a person with an apostrophe", "TAGS: OVIP (O'DELL, MARY), FR", "OVIP|O'DELL, MARY|FR"},
	{"a person with a surname of three words", "TAGS: OVIP (DE LA MORA, ANA), FR", "OVIP|DE LA MORA, ANA|FR"},
	{"a person over two lines", "TAGS: OVIP (HOLLAND,\nMARY), PREL", "OVIP|HOLLAND, MARY|PREL"},
	{"a person glued to the tag", "TAGS: OVIP(HOLLAND, MARY), PREL", "OVIP|HOLLAND, MARY|PREL"},
	{"a person after another tag", "TAGS: PREL (HOLLAND, MARY), FR", "PREL|HOLLAND, MARY|FR"},
	{"a person twice", "TAGS: OVIP (HOLLAND, MARY), (HOLLAND, MARY), FR", "OVIP|HOLLAND, MARY|FR"},
	{"parentheses that are never closed", "TAGS: OVIP (HOLLAND, MARY, PREL, FR", "OVIP|HOLLAND, MARY|PREL|FR"},
	{"a closing parenthesis too many", "TAGS: OVIP (HOLLAND, MARY)), PREL", "OVIP|HOLLAND, MARY|PREL"},
	{"a person without parentheses", "TAGS: PREL OVIP HOLLAND MARY BR", "PREL|OVIP|HOLLAND, MARY|BR"},
	{"a person without parentheses, with comma", "TAGS: OVIP HOLLAND, MARY, BR", "OVIP|HOLLAND, MARY|BR"},
	{"tags in parentheses", "TAGS: PREL (PGOV, FR) GM", "PREL|PGOV|FR|GM"},
	{"a country in parentheses", "TAGS: ETRD (FR), GM", "ETRD|FR|GM"},
	{"empty parentheses", "TAGS: OVIP (), PREL", "OVIP|PREL"},
	{"a redacted person", "TAGS: OVIP (XXXXXXXXXXXX), PREL", "OVIP|XXXXXXXXXXXX|PREL"},

	{"two subjects fused", "TAGS: PHUMPREL FR", "PHUM|PREL|FR"},
	{"subject and subject fused in the middle", "TAGS: FR ECONEFIN PREL", "FR|ECON|EFIN|PREL"},
	{"programme and country fused", "TAGS: PGOV KDEMAF", "PGOV|KDEM|AF"},
	{"country and subject fused", "TAGS: ITPGOV PREL", "IT|PGOV|PREL"},
	{"subject and organisation fused", "TAGS: PRELNATO FR", "PREL|NATO|FR"},
	{"two tags fused, lower case", "TAGS: prelpgov fr", "PREL|PGOV|FR"},
	{"three tags fused", "TAGS: PRELPGOVPHUM", "PREL|PGOV|PHUM"},
	{"a fused tag that is there already", "TAGS: PREL PHUMPREL", "PREL|PHUM"},
	{"a misspelt tag stays", "TAGS: POGOV PREL", "POGOV|PREL"},
	{"a tag with a letter doubled stays", "TAGS: MOPPS FR", "MOPPS|FR"},
	{"three letters of a country stay", "TAGS: PREL PAK SYR", "PREL|PAK|SYR"},
	{"a wrong country code stays", "TAGS: PREL VZ", "PREL|VZ"},
	{"an organisation is not cut into countries", "TAGS: UNESCO PREL", "UNESCO|PREL"},
	{"a word is not cut into countries", "TAGS: PREL, ISLAMS", "PREL|ISLAMS"},
	{"two countries fused stay", "TAGS: PREL FRGM", "PREL|FRGM"},

	{"keywords of two words between commas", "TAGS: PTER, COUNTER TERRORISM, FR", "PTER|COUNTER TERRORISM|FR"},
	{"a keyword before a tag", "TAGS: POLITICAL PARTIES, PGOV", "POLITICAL PARTIES|PGOV"},
	{"keywords where commas are lost", "TAGS: PGOV POLITICAL PARTIES", "PGOV|POLITICAL|PARTIES"},
	{"a quotation mark before a tag", "TAGS: \"PREL, FR\"", "PREL|FR"},
	{"a digit in a tag", "TAGS: PREL P5 FR", "PREL|P5|FR"},
	{"SIPDIS is no continuation of the words before", "TAGS: PREL FR", "PREL|FR"},
}

func TestTags(t *testing.T) {
	for _, row := range tagRows {
		t.Run(row.says, func(t *testing.T) {
			d, span := field(row.text)
			d.parseTags(span, 0)
			if got := strings.Join(d.TagList(), "|"); got != row.want {
				t.Errorf("%q:\n got %s\nwant %s", row.text, got, row.want)
			}
			for _, item := range d.Tags.Items {
				inside(t, d, "tag", d.Tags.Span, item.Span)
			}
		})
	}
}

func TestTagsKeepWhatIsWritten(t *testing.T) {
	d, span := field("TAGS: PREL fr KDEMAF OVIP (Holland, Mary) ZZQX")
	d.parseTags(span, 0)
	want := []struct {
		text string
		kind TagKind
	}{
		{"PREL", TagSubject}, {"fr", TagGeographic}, {"KDEM", TagProgramme}, {"AF", TagGeographic},
		{"OVIP", TagSubject}, {"Holland, Mary", TagPerson}, {"ZZQX", TagUnknown},
	}
	if len(d.Tags.Items) != len(want) {
		t.Fatalf("%d tags, want %d", len(d.Tags.Items), len(want))
	}
	for i, w := range want {
		if got := d.Tags.Items[i]; string(d.Bytes(got.Span)) != w.text || got.Kind != w.kind {
			t.Errorf("tag %d: %q of kind %d, want %q of kind %d", i, d.Bytes(got.Span), got.Kind, w.text, w.kind)
		}
	}
	if got := string(d.Bytes(d.Tags.Label)); got != "TAGS:" {
		t.Errorf("label %q", got)
	}
}

func TestTagsContinuation(t *testing.T) {
	for _, row := range []struct {
		line string
		want bool
	}{
		{"FR, GM", true},
		{"PREL SENV KGHG", true},
		{"      IR, IZ", true},
		{"¶PREL, FR", true},
		{"prel, fr", true},
		{"PREL POGOV", true},
		{"MARY), PREL, FR", true},
		{"(HOLLAND, MARY)", true},
		{"SUBJECT: A VISIT", false},
		{"SIPDIS", false},
		{"NOFORN", false},
		{"SUMMARY", false},
		{"REF: PARIS 123", false},
		{"THE MINISTER'S VISIT TO PARIS", false},
		{"Classified By: DCM Mary Holland", false},
		{"", false},
		{"-------", false},
		{"1. (C) Summary", false},
		{"BAKU 00000478 001.2 OF 003", false},
	} {
		if got := isTagsContinuation([]byte(row.line), nil); got != row.want {
			t.Errorf("isTagsContinuation(%q) = %v", row.line, got)
		}
	}
}

func FuzzTags(f *testing.F) {
	f.Add("")
	for _, row := range tagRows {
		f.Add(row.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, span := field(text)
		d.parseTags(span, 0)
		for _, item := range d.Tags.Items {
			inside(t, d, "tag", Span{0, uint32(len(text))}, item.Span)
		}
		d.TagList()
		isTagsContinuation([]byte(text), nil)
	})
}

// TestFusedCountries: two codes in one word are two tags where one of them is the
// country of the post; elsewhere a word that falls into codes says nothing.
func TestFusedCountries(t *testing.T) {
	for _, row := range []struct{ post, tags, want string }{
		{"OSLO", "PREL SWNO", "PREL|SW|NO"},
		{"OSLO", "PREL, NOSW, PGOV", "PREL|NO|SW|PGOV"},
		{"ABU DHABI", "PREL IRAE", "PREL|IR|AE"},
		{"CARACAS", "PREL COVE", "PREL|CO|VE"},
		{"OSLO", "PREL FRGM", "PREL|FRGM"},
		{"OSLO", "PREL NOQQ", "PREL|NOQQ"},
		{"OSLO", "PREL swno", "PREL|SWNO"},
		{"ZENDA", "PREL SWNO", "PREL|SWNO"},
		{"NIAMEY", "PREL FRNI", "PREL|FRNI"}, // Nigeria, not Niger
	} {
		d := Parse([]byte("C O N F I D E N T I A L " + row.post + " 000123\n\nSIPDIS\n\nE.O. 12958: DECL: 02/08/2016\nTAGS: " + row.tags + "\nSUBJECT: FISH\n\n1. (C) Fish.\n"))
		if got := strings.Join(d.TagList(), "|"); got != row.want {
			t.Errorf("%s, %q: got %s, want %s", row.post, row.tags, got, row.want)
		}
	}
}
