package cable

import (
	"strings"
	"testing"
)

// head is the header of an invented cable up to its body.
const head = "C O N F I D E N T I A L ARKHAM 000123\n\nSIPDIS\n\nE.O. 12958: DECL: 01/30/2016\nTAGS: PREL, FR\nSUBJECT: CATTLE\n\n" +
	"Classified By: DCM Mary Holland for reasons 1.4 (b).\n\n"

func TestSummary(t *testing.T) {
	for _, row := range summaryRows {
		t.Run(row.says, func(t *testing.T) {
			d := Parse([]byte(head + row.body))
			if got := d.SummaryText(); got != row.want {
				t.Errorf("%q:\n got %q\nwant %q", row.body, got, row.want)
			}
			inside(t, d, "summary", Span{0, uint32(len(d.Raw))}, d.Summary())
		})
	}
}

var summaryRows = []struct{ says, body, want string }{
	{"in the first paragraph", "1. (C) Summary: Cattle prices\nrose. End summary.\n\n2. (C) More.\n", "Cattle prices rose."},
	{"with a stop", "1. (C) Summary. Cattle prices rose. End Summary.\n\n2. (C) More.\n", "Cattle prices rose."},
	{"in capitals", "1. (C) SUMMARY: CATTLE PRICES ROSE. END SUMMARY.\n\n2. (C) MORE.\n", "CATTLE PRICES ROSE."},
	{"in capitals without a stop", "1. (C) SUMMARY  Cattle prices rose. END SUMMARY.\n\n2. (C) More.\n", "Cattle prices rose."},
	{"with a dash", "1. (C) Summary -- Cattle prices rose. End summary.\n\n2. (C) More.\n", "Cattle prices rose."},
	{"without END", "1. (C) Summary: Cattle prices\nrose.\n\n2. (C) More.\n", "Cattle prices rose."},
	{"with comment", "1. (C) Summary and Comment: Prices rose. End summary and comment.\n\n2. (C) More.\n", "Prices rose."},
	{"with an ampersand", "1. (C) SUMMARY & COMMENT: Prices rose. END SUMMARY.\n\n2. (C) More.\n", "Prices rose."},
	{"with action request", "1. (C) Summary and action request: Prices rose. End summary.\n\n2. (C) More.\n", "Prices rose."},
	{"BEGIN SUMMARY", "1. (C) Begin Summary: Prices rose. End summary.\n\n2. (C) More.\n", "Prices rose."},
	{"in parentheses", "1. (C) (Summary) Prices rose. End summary.\n\n2. (C) More.\n", "Prices rose."},
	{"END in parentheses", "1. (C) Summary: Prices rose. (End Summary.)\n\n2. (C) More.\n", "Prices rose."},
	{"END between dashes", "1. (C) Summary: Prices rose. --End Summary--\n\n2. (C) More.\n", "Prices rose."},
	{"END OF SUMMARY", "1. (C) Summary: Prices rose. End of summary.\n\n2. (C) More.\n", "Prices rose."},
	{"SUMMARY ENDS", "1. (C) Summary: Prices rose. Summary ends.\n\n2. (C) More.\n", "Prices rose."},
	{"END over two lines", "1. (C) Summary: Prices rose. End\nsummary.\n\n2. (C) More.\n", "Prices rose."},
	{"END on its own line", "1. (C) Summary: Prices rose.\n\nEND SUMMARY.\n\n2. (C) More.\n", "Prices rose."},
	{"second paragraph", "1. (U) This is an action request.\n\n2. (C) Summary: Prices rose. End summary.\n\n3. (C) More.\n", "Prices rose."},
	{"without a mark", "1. Summary: Prices rose. End summary.\n\n2. More.\n", "Prices rose."},
	{"mark after the word", "1. Summary. (C) Prices rose. End summary.\n\n2. (C) More.\n", "Prices rose."},
	{"without a number", "(C) Summary: Prices rose. End summary.\n\n1. (C) More.\n", "Prices rose."},
	{"continued", "1. (C) Summary: Prices rose.\n\n2. (C) Summary continued: Sheep fell. End summary.\n\n3. (C) More.\n", "Prices rose. Sheep fell."},
	{"behind its introduction", "1. (C) Introduction and Summary: Prices rose. End summary.\n\n2. (C) More.\n", "Prices rose."},
	{"behind a slash", "1. (C) COMMENT/SUMMARY: Prices rose. End summary.\n\n2. (C) More.\n", "Prices rose."},
	{"a short one", "1. (C) Short summary: Prices rose. End summary.\n\n2. (C) More.\n", "Prices rose."},
	{"in brackets", "1. (C) [Summary] Prices rose. End summary.\n\n2. (C) More.\n", "Prices rose."},
	{"with the way forward", "1. (C) Summary and way forward: Prices rose. End summary.\n\n2. (C) More.\n", "Prices rose."},
	{"behind an action request", "1. (C) Action request, comment and summary: Prices rose. End summary.\n\n2. (C) More.\n", "Prices rose."},
	{"a heading with a title of its own", "Summary and Next Steps\n----------------------\n\n1. (C) Prices rose.\n\nBackground\n----------\n\n2. (C) More.\n", "Prices rose."},
	{"a heading behind its introduction", "Introduction and Summary\n----------------------\n\n1. (C) Prices rose.\n\nBackground\n----------\n\n2. (C) More.\n", "Prices rose."},
	{"a sentence that begins with the word", "1. (C) Summary and analysis of what\nthey said: nothing.\n\n2. (C) More.\n", ""},
	{"END behind what it is joined to", "1. (C) Comment and summary: Prices rose. End comment and summary.\n\n2. (C) More.\n", "Prices rose."},
	{"END behind a slash", "1. (C) Summary: Prices rose. END COMMENT/SUMMARY.\n\n2. (C) More.\n", "Prices rose."},
	{"END in brackets", "1. (C) Summary: Prices rose. [End summary.]\n\n2. (C) More.\n", "Prices rose."},
	{"continued, in parentheses", "1. (C) Summary: Prices rose.\n\n2. (C) Summary (continued): Sheep fell. End summary.\n\n3. (C) More.\n", "Prices rose. Sheep fell."},
	{"continued, without d", "1. (C) Summary: Prices rose.\n\n2. (C) Summary and comment con't. Sheep fell. End summary.\n\n3. (C) More.\n", "Prices rose. Sheep fell."},
	{"continued, with a curly apostrophe", "1. (C) Summary: Prices rose.\n\n2. (C) SUMMARY CONT’D: Sheep fell. End summary.\n\n3. (C) More.\n", "Prices rose. Sheep fell."},
	{"continued, behind a dash", "1. (C) Summary: Prices rose.\n\n2. (C) Summary - continued. Sheep fell. End summary.\n\n3. (C) More.\n", "Prices rose. Sheep fell."},
	{"continued, from a paragraph", "1. (C) Summary: Prices rose.\n\n2. (C) Summary (cont'd from paragraph 1): Sheep fell. End summary.\n\n3. (C) More.\n", "Prices rose. Sheep fell."},
	{"continued, in the present", "1. (C) Summary: Prices rose.\n\n2. (C) Summary continues: Sheep fell. End summary.\n\n3. (C) More.\n", "Prices rose. Sheep fell."},
	{"two paragraphs", "1. (C) Summary: Prices rose.\n\n2. (C/NF) Sheep fell.\nMuch. End summary.\n\n3. (C) More.\n", "Prices rose. Sheep fell. Much."},
	{"pilcrows", "¶1. (C) Summary: Prices rose.\n\n¶2. (C) Sheep fell. End summary.\n\n¶3. (C) More.\n", "Prices rose. Sheep fell."},
	{"heading between rulers", "-------\nSUMMARY\n-------\n\n1. (C) Prices rose.\n\n-----\nSHEEP\n-----\n\n2. (C) More.\n", "Prices rose."},
	{"heading under a ruler", "Summary\n-------\n\n1. (C) Prices\nrose. End summary.\n\n2. (C) More.\n", "Prices rose."},
	{"heading with a stop", "SUMMARY.\n-------\n\n1. (C) Prices rose. END SUMMARY.\n\n2. (C) More.\n", "Prices rose."},
	{"heading with comment", "SUMMARY AND COMMENT\n-------------------\n\n1. (C) Prices rose. END SUMMARY AND COMMENT.\n\n2. (C) More.\n", "Prices rose."},
	{"heading, two paragraphs", "Summary\n-------\n\n1. (C) Prices rose.\n\n2. (C) Sheep fell.\n\nBackground\n----------\n\n3. (C) More.\n", "Prices rose. Sheep fell."},
	{"heading, no other heading", "Summary\n-------\n\n1. (C) Prices rose.\n\n2. (C) Sheep fell.\n\n3. (C) More.\n", "Prices rose."},
	{"a page mark inside", "1. (C) Summary: Prices\n\nARKHAM 00000123  001.2 OF 002\n\nrose. End summary.\n\n2. (C) More.\n", "Prices rose."},
	{"a redaction inside", "1. (C) Summary: XXXXXXXXXXXX rose. End summary.\n\n2. (C) More.\n", "XXXXXXXXXXXX rose."},
	{"no summary", "1. (C) Prices rose.\n\n2. (C) More.\n", ""},
	{"the word in a sentence", "1. (C) Summary of the talks: they failed.\n\n2. (C) In summary, more.\n", ""},
	{"an END without a beginning", "1. (C) Prices rose. End summary.\n\n2. (C) More.\n", ""},
	{"nothing in it", "1. (C) Summary: End summary.\n\n2. (C) More.\n", ""},
}

func TestBodyWithoutHeader(t *testing.T) {
	for _, row := range summaryRows {
		if got := Parse([]byte(row.body)).SummaryText(); got != row.want {
			t.Errorf("%s, no header:\n got %q\nwant %q", row.says, got, row.want)
		}
	}
	for _, row := range signatureRows {
		d := Parse([]byte("They will fall again before the autumn.\n" + row.end))
		if got := strings.Join(d.Surnames(), "|"); got != row.want {
			t.Errorf("%s, no header: %q, want %q", row.says, got, row.want)
		}
	}
}

func TestSummaryWhoseHeadingRanIntoTheHeader(t *testing.T) {
	const text = "S E C R E T ARKHAM 000123\n\nE.O. 12958: DECL: 01/30/2016\nTAGS: PREL\nSUBJECT: CATTLE\n\nCLASSIFIED BY: Mary Holland, DCM. REASON: 1.4 (B), (D) Summary -------\n\n1. (S) Prices rose.\n\n2. (S) More.\n"
	if got := Parse([]byte(text)).SummaryText(); got != "Prices rose." {
		t.Errorf("summary %q", got)
	}
}

func TestSignature(t *testing.T) {
	const text = "1. (C) Prices of cattle rose in the spring and went on to rise.\n\n2. (C) They will fall again before the autumn.\n"
	for _, row := range signatureRows {
		t.Run(row.says, func(t *testing.T) {
			d := Parse([]byte(head + text + row.end))
			if got := strings.Join(d.Surnames(), "|"); got != row.want {
				t.Errorf("%q: %q, want %q", row.end, got, row.want)
			}
			for _, s := range d.Signature {
				inside(t, d, "surname", Span{0, uint32(len(d.Raw))}, s)
			}
		})
	}
}

var signatureRows = []struct{ says, end, want string }{
	{"in capitals", "HOLLAND\n", "HOLLAND"},
	{"capitalised", "Holland\n", "HOLLAND"},
	{"without a line ending", "HOLLAND", "HOLLAND"},
	{"after a blank line", "\nHOLLAND\n", "HOLLAND"},
	{"indented", "   HOLLAND\n", "HOLLAND"},
	{"with trailing blanks", "HOLLAND   \n\n\n", "HOLLAND"},
	{"with a hyphen", "HOLLAND-ROSE\n", "HOLLAND-ROSE"},
	{"with an apostrophe", "O'DELL\n", "O'DELL"},
	{"with a particle", "DE LA MORA\n", "DE LA MORA"},
	{"with JR", "HOLLAND JR\n", "HOLLAND JR"},
	{"short", "LU\n", "LU"},
	{"with a lone stop", "HOLLAND .\n", "HOLLAND"},
	{"with stars", "*HOLLAND*\n", "HOLLAND"},
	{"with a date", "HOLLAND 2008-01-08\n", "HOLLAND"},
	{"acting", "HOLLAND (ACTING)\n", "HOLLAND"},
	{"two names on a line", "HOLLAND BRANDT\n", "HOLLAND|BRANDT"},
	{"two names and a slash", "HOLLAND/BRANDT\n", "HOLLAND|BRANDT"},
	{"an addressee at the end", "TO RUEHC/SECSTATE WASHDC\n", ""},
	{"an office at the end", "EUR/WE\n", ""},
	{"with an initial", "M. HOLLAND\n", "HOLLAND"},
	{"with two initials", "M. J. DE HOLLAND\n", "DE HOLLAND"},
	{"before the post's page", "HOLLAND\n\nVisit Arkham's Classified Website:\nhttp://www.example.gov/arkham\n", "HOLLAND"},
	{"twice on a line", "HOLLAND HOLLAND\n", "HOLLAND"},
	{"on two lines", "HOLLAND\nBRANDT\n", "HOLLAND|BRANDT"},
	{"twice on two lines", "HOLLAND\nHOLLAND\n", "HOLLAND"},
	{"before an end mark", "HOLLAND\n\nNNNN\n", "HOLLAND"},
	{"before the archive's end", "HOLLAND\nNNNN\nEnd Cable Text\n", "HOLLAND"},
	{"before a rule with words", "HOLLAND\n\n=======================CABLE ENDS============================\n", "HOLLAND"},
	{"before a redaction", "HOLLAND\nXXXXXXXXXXXX\n", "HOLLAND"},
	{"after a page mark", "\nARKHAM 00000123  002 OF 002\n\nHOLLAND\n", "HOLLAND"},
	{"after the post's page", "Visit Arkham's Classified Website:\nhttp://www.example.gov/arkham\nHOLLAND\n", "HOLLAND"},
	{"after a rule of stars", "****************\nHOLLAND\n", "HOLLAND"},
	{"glued to a sentence", "3. (C) They fell. HOLLAND\n", "HOLLAND"},
	{"glued to a sentence, capitalised", "3. (C) They fell at once. Holland\n", "HOLLAND"},
	{"glued without a blank", "3. (C) They fell.HOLLAND\n", "HOLLAND"},
	{"glued to End comment", "3. (C) Comment: They fell. End comment. HOLLAND\n", "HOLLAND"},
	{"glued to End comment without its stop", "3. (C) Comment: They fell. End comment HOLLAND\n", "HOLLAND"},
	{"glued to a quotation", "3. (C) He said \"they fell.\" HOLLAND\n", "HOLLAND"},
	{"glued to a curly quotation", "3. (C) He said “they fell.” HOLLAND\n", "HOLLAND"},
	{"glued to an address", "Visit us: http://www.example.gov/arkham HOLLAND\n", "HOLLAND"},
	{"glued to UNQUOTE", "3. (C) They fell. UNQUOTE HOLLAND\n", "HOLLAND"},
	{"glued, two words", "3. (C) They fell. HOLLAND JR\n", "HOLLAND JR"},
	{"after an exemption of the seventies", "EXEMPT\nHOLLAND\n", "HOLLAND"},
	{"none", "3. (C) They fell.\n", ""},
	{"a sentence that ends in a word of letters", "3. (C) They asked for a seat at NATO.\n", ""},
	{"a comment's end is none", "3. (C) They fell. End comment.\n", ""},
	{"END COMMENT is none", "END COMMENT\n", ""},
	{"a truncated sentence is none", "3. (C) They asked for a seat at the\n", ""},
	{"an honorific is none", "3. (C) They asked Mr. Holland\n", ""},
	{"a redaction is none", "XXXXXXXXXXXX\n", ""},
}

func TestSignatureLineIsNoProse(t *testing.T) {
	d := Parse([]byte(head + "1. (C) Cattle.\n\nHOLLAND\n"))
	if l := d.Lines[len(d.Lines)-1]; l.Kind != KindSignature || l.Zone != ZoneSignature {
		t.Errorf("last line is of kind %d, zone %d", l.Kind, l.Zone)
	}
}
