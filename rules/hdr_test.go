package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// headerBase is a sound cable of the invented post Arbonne; the rows of
// TestHeaderVariants change lines of it.
const headerBase = `VZCZCXRO4711
OO RUEHXV
DE RUEHXB #0824/01 0391651
ZNY CCCCC ZZH
O 081651Z FEB 06
FM AMEMBASSY ARBONNE
TO RUEHC/SECSTATE WASHDC IMMEDIATE 4041
INFO RUEHXV/AMEMBASSY VELLANO
C O N F I D E N T I A L SECTION 01 OF 02 ARBONNE 000824

SIPDIS

E.O. 12958: DECL: 02/08/2016
TAGS: PGOV, PREL, FR
SUBJECT: HARBOR COUNCIL MEETS AGAIN

REF: VELLANO 310

Classified By: DCM Anna Vale for reasons 1.4 (b) and (d).

1. (C) Summary: The harbor council of Arbonne met on February 7
and put off its vote on the new mole. End summary.

2. (C) The chairman told Econoff that the vote would be held
before Easter.
VALE
`

// Lines of headerBase that rows change.
const (
	baseEO   = "E.O. 12958: DECL: 02/08/2016"
	baseTags = "TAGS: PGOV, PREL, FR"
	baseBy   = "Classified By: DCM Anna Vale for reasons 1.4 (b) and (d)."
	baseRef  = "REF: VELLANO 310"
	baseHead = "C O N F I D E N T I A L SECTION 01 OF 02 ARBONNE 000824"
	baseDTG  = "O 081651Z FEB 06"
	baseDE   = "DE RUEHXB #0824/01 0391651"
	baseFrom = "FM AMEMBASSY ARBONNE"
	baseTo   = "TO RUEHC/SECSTATE WASHDC IMMEDIATE 4041"
	baseInfo = "INFO RUEHXV/AMEMBASSY VELLANO"
	baseSec  = "ZNY CCCCC ZZH"
)

func TestHeaderVariants(t *testing.T) {
	type change struct{ from, to string }
	one := func(from, to string) []change { return []change{{from, to}} }
	tests := []struct {
		name    string
		changes []change
		want    []string // rule and line
	}{
		{"a sound cable is silent", nil, nil},
		// E.O.
		{"a date with three digits of month is padded", one(baseEO, "E.O. 12958: DECL: 011/2/2015"), []string{"hdr-eo-date 13"}},
		{"dashes are no slashes", one(baseEO, "E.O. 12958: DECL: 2015-02-12"), []string{"hdr-eo-date 13"}},
		{"year first is the form of SMART", one(baseEO, "E.O. 12958: DECL: 2015/02/12"), nil},
		{"a stroke is lost", one(baseEO, "E.O. 12958: DECL: 02/082015"), []string{"hdr-eo-date 13"}},
		{"a day that the calendar lacks", one(baseEO, "E.O. 12958: DECL: 02/30/2015"), []string{"hdr-eo-date 13"}},
		{"a thirteenth month", one(baseEO, "E.O. 12958: DECL: 13/02/2015"), []string{"hdr-eo-date 13"}},
		{"a date before the cable", one(baseEO, "E.O. 12958: DECL: 02/08/2001"), []string{"hdr-eo-date 13"}},
		{"two digits of year", one(baseEO, "E.O. 12958: DECL: 02/08/16"), []string{"hdr-eo-date 13"}},
		{"25 years and three days are drafting", one(baseEO, "E.O. 12958: DECL: 02/11/2031"), nil},
		{"25 years and four days are not", one(baseEO, "E.O. 12958: DECL: 02/12/2031"), []string{"hdr-eo-horizon 13"}},
		{"15 years are lawful", one(baseEO, "E.O. 12958: DECL: 02/08/2021"), nil},
		{"DECL with a letter too many", one(baseEO, "E.O. 12958: DECLl: 02/02/2015"), []string{"hdr-eo-mistyped 13"}},
		{"DECL without colon", one(baseEO, "E.O. 12958: DECL 02/02/2015"), []string{"hdr-eo-mistyped 13"}},
		{"no blank after the label", one(baseEO, "E.O. 12958:DECL: 02/08/2016"), []string{"hdr-eo-mistyped 13"}},
		{"no DECL", one(baseEO, "E.O. 12958: 02/02/2015"), []string{"hdr-eo-mistyped 13"}},
		{"a nought for an O", one(baseEO, "E.0. 12958: DECL: 02/08/2016"), []string{"hdr-eo-mistyped 13"}},
		{"a stop missing", one(baseEO, "E.O 12958: DECL: 02/08/2016"), []string{"hdr-eo-mistyped 13"}},
		{"a blank inside the label", one(baseEO, "E. O. 12958: DECL: 02/08/2016"), []string{"hdr-eo-mistyped 13"}},
		{"digits in another order", one(baseEO, "E.O. 12598: DECL: 02/08/2016"), []string{"hdr-eo-mistyped 13"}},
		{"a number of no order", one(baseEO, "E.O. 19523: DECL: 02/08/2016"), []string{"hdr-eo-mistyped 13"}},
		{"two blanks after the label", one(baseEO, "E.O. 12958:  DECL: 02/08/2016"), []string{"hdr-eo-mistyped 13"}},
		{"two blanks after a label without its stop are one fault", one(baseEO, "E.O 12958:  DECL: 02/08/2016"), []string{"hdr-eo-mistyped 13"}},
		{"a column is no fault", one(baseEO, "E.O. 12958:    DECL: 02/08/2016"), nil},
		{"nor is a doubled blank before the date", one(baseEO, "E.O. 12958: DECL:  02/08/2016"), nil},
		{"an event is lawful", one(baseEO, "E.O. 12958: DECL: CLOSURE OF THE TRIBUNAL"), nil},
		{"so is a downgrading", one(baseEO, "E.O. 12958: DNG: CO 02/08/2016"), nil},
		{"so is MR in 2006", one(baseEO, "E.O. 12958: DECL: MR"), nil},
		{"a redacted date is nobody's fault", one(baseEO, "E.O. 12958: DECL: XXXXXXXXXXXX"), nil},
		{"X1 is void in 2006", one(baseEO, "E.O. 12958: DECL: 1.6X1"), []string{"hdr-eo-exemption 13"}},
		{"so is OADR", one(baseEO, "E.O. 12958: DECL: OADR"), []string{"hdr-eo-exemption 13"}},
		{"25X1 is another kind", one(baseEO, "E.O. 12958: DECL: 25X1-HUM"), nil},
		{"an order of 2010 in 2006", one(baseEO, "E.O. 13526: DECL: 02/08/2016"), []string{"hdr-eo-in-force 13"}},
		{"the stamp of a review", one(baseEO, "E.O. 13526: DECLASSIFIED JUNE 21, 2016"), []string{"hdr-eo-in-force 13"}},
		{"N/A on a classified cable", one(baseEO, "E.O. 12958: N/A"), []string{"hdr-eo-unclassified 13"}},
		{"no E.O. line", one(baseEO+"\n", ""), []string{"hdr-eo-missing 9"}},
		{"a newspaper's line is information", []change{{baseEO, "EO 12958 DECL: 02/08/2016"}, {baseTags, "TAGS PGOV, PREL, FR"}}, []string{"hdr-eo-no-colon 13", "hdr-tags-no-colon 14"}},
		{"the end of a broken banner is no E.O. line", one(baseEO, "E 000824\n"+baseEO), nil},
		{"E.O. and TAGS on one line are two fields", one(baseEO+"\n"+baseTags, baseEO+" "+baseTags), []string{"hdr-eo-run-on 13", "hdr-tags-run-on 13"}},
		{"E.O. after a passing line", one(baseEO, "DEPT FOR EUR/XV "+baseEO), []string{"hdr-eo-run-on 13"}},
		{"E.O. line without date or event", one(baseEO, "E.O. 12958:"), []string{"hdr-eo-missing 13"}},
		{"DECL without date or event", one(baseEO, "E.O. 12958: DECL:"), []string{"hdr-eo-missing 13"}},
		// TAGS
		{"two tags as one", one(baseTags, "TAGS: PGOV, ITPARM"), []string{"hdr-tags-odd-token 14"}},
		{"slips, another list's code and a word", one(baseTags, "TAGS: PREL, KIFR, MOPPS, VZ, SYR, HARBOR"), slices.Repeat([]string{"hdr-tags-odd-token 14"}, 5)},
		{"organisations of any length are tags", one(baseTags, "TAGS: PREL, MTCRE, UNMIK, INTERPOL, ICTY, NATO"), nil},
		{"a code that the list has is a tag", one(baseTags, "TAGS: PREL, CN, KR"), nil},
		{"lower case among capitals", one(baseTags, "TAGS: PREL, pgov, FR"), []string{"hdr-tags-odd-token 14"}},
		{"a tag said twice", one(baseTags, "TAGS: PREL, PGOV, PREL"), []string{"hdr-tags-odd-token 14"}},
		{"a redaction among tags", one(baseTags, "TAGS: PREL, XXXXXXXXXXXX, FR"), nil},
		{"persons without parentheses", one(baseTags, "TAGS: PREL, OVIP VALE ANNA, CI"), []string{"hdr-tags-person 14"}},
		{"persons without comma", one(baseTags, "TAGS: OVIP (VALE ANNA), PREL"), []string{"hdr-tags-person 14"}},
		{"persons as they should be", one(baseTags, "TAGS: OVIP (VALE, ANNA M.), PREL"), nil},
		{"no blank after a comma", one(baseTags, "TAGS: PREL,PGOV,FR"), nil},
		{"countries only", one(baseTags, "TAGS: FR, NO"), []string{"hdr-tags-no-subject-tag 14"}},
		{"blanks for commas", one(baseTags, "TAGS: PREL PGOV FR"), []string{"hdr-tags-blank-separated 14"}},
		{"an empty line", one(baseTags, "TAGS:"), []string{"hdr-tags-missing 14"}},
		{"no line", one(baseTags+"\n", ""), []string{"hdr-tags-missing 13"}},
		// SUBJECT, REF
		{"no SUBJECT", one("SUBJECT: HARBOR COUNCIL MEETS AGAIN\n", ""), []string{"hdr-subject-missing 14"}},
		{"a letter without stop", one(baseRef, "REF: A. VELLANO 310\n     B KUALA LUMPUR 739"), []string{"hdr-ref-malformed 18"}},
		{"a letter in the label", one(baseRef, "REF A: VELLANO 310"), []string{"hdr-ref-malformed 17"}},
		{"post and number joined", one(baseRef, "REF: ASHGABAT687"), []string{"hdr-ref-malformed 17"}},
		{"a post without a number", one(baseRef, "REF: A. VIENNA 310  B. VIENNA"), []string{"hdr-ref-malformed 17"}},
		{"no post and no number", one(baseRef, "REF: A. VIENNA 310  B. VIENNA OFFICE NOTE"), nil},
		{"letters twice", one(baseRef, "REF: A. (A) VELLANO 310  B. (B) VELLANO 311"), []string{"hdr-ref-double-letter 17", "hdr-ref-double-letter 17"}},
		{"a year cut off at its comma", one(baseRef, "REF: A. E-MAIL OF MAY 17\n     B. 2005 AND PREVIOUS"), []string{"hdr-ref-split-at-comma 18"}},
		{"and what follows a comma", one(baseRef, "REF: A. VIENNA 310\n     B. AND PREVIOUS\n     C. OSLO 7"), []string{"hdr-ref-split-at-comma 18"}},
		{"and no word", one(baseRef, "REF: A. VIENNA 310\n     B. AND (D)"), nil},
		{"an item that opens with AND", one(baseRef, "REF: A. VIENNA 310\n     B. AND THE OFFICE NOTE"), nil},
		{"a letter left out", one(baseRef, "REF: A. VELLANO 310\n     C. VELLANO 311"), []string{"hdr-ref-letters 18"}},
		{"last year's own number", one(baseRef, "REF: ARBONNE 2716"), []string{"hdr-ref-year-missing 17"}},
		{"this year's own number", one(baseRef, "REF: ARBONNE 716"), nil},
		{"another post's number", one(baseRef, "REF: VELLANO 2716"), nil},
		{"its own number", one(baseRef, "REF: ARBONNE 824"), []string{"hdr-ref-year-missing 17"}},
		{"a title in small letters cut by a blank line", one("SUBJECT: HARBOR COUNCIL MEETS AGAIN\n", "SUBJECT: (U) The Secretary's March 24\n\nConversation with the Mayor of Arbonne\n"), []string{"hdr-subject-split 15"}},
		{"a sentence behind a title in small letters", one("SUBJECT: HARBOR COUNCIL MEETS AGAIN\n", "SUBJECT: Harbor council meets again\n\nThis cable is for the desk.\n"), nil},
		{"a heading behind a title in small letters", one("SUBJECT: HARBOR COUNCIL MEETS AGAIN\n", "SUBJECT: Harbor council meets again\n\nAction request\n--------------\n"), nil},
		{"lines behind a title in small letters", one("SUBJECT: HARBOR COUNCIL MEETS AGAIN\n", "SUBJECT: Harbor council meets again\n\nAction for the desk\nand for Vellano\n"), nil},
		{"a caption after SUBJECT is no part of it", one("SUBJECT: HARBOR COUNCIL MEETS AGAIN\n", "SUBJECT: HARBOR COUNCIL MEETS AGAIN\n\nNOFORN\n"), nil},
		{"a rest in capitals", one("SUBJECT: HARBOR COUNCIL MEETS AGAIN\n", "SUBJECT: HARBOR COUNCIL MEETS AGAIN\n\nAND THE ENTIRE MOLE\n"), []string{"hdr-subject-split 15"}},
		{"no rest: how to handle it", one("SUBJECT: HARBOR COUNCIL MEETS AGAIN\n", "SUBJECT: HARBOR COUNCIL MEETS AGAIN\n\nSENSITIVE BUT UNCLASSIFIED - PROTECT ACCORDINGLY\n"), nil},
		{"no rest: a mark and how to handle it", one("SUBJECT: HARBOR COUNCIL MEETS AGAIN\n", "SUBJECT: HARBOR COUNCIL MEETS AGAIN\n\n(SBU) PLEASE HANDLE WITH CARE\n"), nil},
		{"no rest: what is marked", one("SUBJECT: HARBOR COUNCIL MEETS AGAIN\n", "SUBJECT: HARBOR COUNCIL MEETS AGAIN\n\nCONFIDENTIAL - ENTIRE TEXT\n"), nil},
		{"no rest: whom it is for", one("SUBJECT: HARBOR COUNCIL MEETS AGAIN\n", "SUBJECT: HARBOR COUNCIL MEETS AGAIN\n\nNSC FOR VALE\n"), nil},
		{"no rest: whom it is passed to", one("SUBJECT: HARBOR COUNCIL MEETS AGAIN\n", "SUBJECT: HARBOR COUNCIL MEETS AGAIN\n\nPASS TO USTR\n"), nil},
		{"no rest: what is asked", one("SUBJECT: HARBOR COUNCIL MEETS AGAIN\n", "SUBJECT: HARBOR COUNCIL MEETS AGAIN\n\nACTION REQUEST\n"), nil},
		{"SUBJECT misspelt", one("SUBJECT:", "SUBJCET:"), nil},
		{"a word that is not SUBJECT", one("SUBJECT:", "SUBSET:"), []string{"hdr-subject-missing 14"}},
		{"a stop behind REF", one(baseRef, "REF. VELLANO 310"), nil},
		{"TAGS twice before SUBJECT", one(baseTags, baseTags+"\n"+baseTags), nil},
		// authority
		{"nobody classified it", one(baseBy+"\n", ""), []string{"hdr-classified-by-missing 9"}},
		{"a derived classification", one(baseBy, "Derived from: DSCG 05-1 B, D"), nil},
		{"the form of SMART", one(baseBy, "CLASSIFIED BY: Anna Vale, DCM; REASON: 1.4(B), (D)"), nil},
		{"the label twice, with the class", one(baseBy, "Classified By: CLASSIFIED SECRET BY Ambassador Anna Vale for reasons 1.4 (b)"), []string{"hdr-classified-by-duplicate 19"}},
		{"a name that begins like the label", one(baseBy, "Classified By: Byron Vale, Ambassador, for reasons 1.4 (b)"), nil},
		{"the label twice", one(baseBy, "Classified By: By Ambassador Anna Vale for reasons 1.4 (b)"), []string{"hdr-classified-by-duplicate 19"}},
		{"1:4 for 1.4", one(baseBy, "Classified By: DCM Anna Vale, reasons 1:4 b,d"), []string{"hdr-reasons-malformed 19"}},
		{"l.4 for 1.4", one(baseBy, "Classified By: DCM Anna Vale, reasons l.4 (b) and (d)"), []string{"hdr-reasons-malformed 19"}},
		{".4 for 1.4", one(baseBy, "Classified By: DCM Anna Vale for reasons .4 (b) and (d)"), []string{"hdr-reasons-malformed 19"}},
		{"14 for 1.4", one(baseBy, "Classified By: DCM Anna Vale for reasons 14 (b) and (d)"), []string{"hdr-reasons-malformed 19"}},
		{"1.4 with a stop", one(baseBy, "Classified By: DCM Anna Vale for reasons 1.4. (b), (d)."), []string{"hdr-reasons-malformed 19"}},
		{"1.4 with a stop behind the letters", one(baseBy, "Classified By: DCM Anna Vale for reasons 1.4 (b). (d)."), nil},
		{"letters without section", one(baseBy, "Classified By: DCM Anna Vale for reasons b, d."), []string{"hdr-reasons-malformed 19"}},
		{"a letter that no reason has", one(baseBy, "Classified By: DCM Anna Vale for reasons 1.4 (b) and (i)."), []string{"hdr-reasons-malformed 19"}},
		{"1.4 with its letters in any form", one(baseBy, "Classified By: DCM Anna Vale, reasons 1.4 b&d"), nil},
		{"1.5 in 2006", one(baseBy, "Classified By: DCM Anna Vale for reasons 1.5 (b)"), []string{"hdr-reason-era 19"}},
		// banner and captions
		{"a letter lost", one(baseHead, baseHead[2:]), []string{"hdr-banner-malformed 9"}},
		{"a letter doubled", one(baseHead, "C"+baseHead), []string{"hdr-banner-malformed 9"}},
		{"a blank lost", one(baseHead, strings.Replace(baseHead, "C O N", "CO N", 1)), []string{"hdr-banner-malformed 9"}},
		{"no blanks at all is a spelling", one(baseHead, strings.Replace(baseHead, "C O N F I D E N T I A L", "CONFIDENTIAL", 1)), nil},
		{"a redacted post", one(baseHead, strings.Replace(baseHead, "ARBONNE", "XXXXXXXXXXXX", 1)), nil},
		{"a caption misspelt", one("SIPDIS\n", "SIPDIS\nNOFRON\n"), []string{"hdr-caption-unknown 12"}},
		{"captions that are", one("SIPDIS\n", "SIPDIS\nNOFORN\nEXDIS\nNOT FOR INTERNET DISTRIBUTION\n"), nil},
		// transmission
		{"another serial", one(baseDE, "DE RUEHXB #0842/01 0391651"), []string{"hdr-de-serial 3"}},
		{"another day", one(baseDE, "DE RUEHXB #0824/01 0401651"), []string{"hdr-de-julian-day 3"}},
		{"minutes later", one(baseDE, "DE RUEHXB #0824/01 0391655"), nil},
		{"another class", one(baseSec, "ZNY SSSSS ZZH"), []string{"hdr-security-line 4"}},
		{"ZNR over a classified cable", one(baseSec, "ZNR CCCCC ZZH"), []string{"hdr-security-line 4"}},
		{"four letters", one(baseSec, "ZNY CCCC ZZH"), []string{"hdr-line-malformed 4"}},
		{"a month that is none", one(baseDTG, "O 081651Z FBE 06"), []string{"hdr-line-malformed 5"}},
		{"a group without Z", one(baseDTG, "O 081651 FEB 06"), []string{"hdr-line-malformed 5"}},
		{"called stations lower than the group", one("OO RUEHXV", "PP RUEHXV"), []string{"hdr-precedence 2"}},
		{"addressees lower than the group", one(baseTo, "TO RUEHC/SECSTATE WASHDC 4041"), []string{"hdr-precedence 5"}},
		{"an addressee that a publisher covered", one(baseTo, "TO XXXXXXXXXXXX"), nil},
		{"information above action", one(baseInfo, baseInfo+" FLASH"), []string{"hdr-precedence 8"}},
		{"two precedences, as they should be", []change{{baseDTG, "O P 081651Z FEB 06"}, {baseInfo, baseInfo + " PRIORITY"}}, nil},
		{"two equal precedences", one(baseDTG, "O O 081651Z FEB 06"), []string{"hdr-precedence 5"}},
		{"NIACT IMMEDIATE is immediate", one(baseTo, "TO RUEHC/SECSTATE WASHDC NIACT IMMEDIATE 4041"), nil},
		{"another sender", one(baseFrom, "FM AMEMBASSY VELLANO"), []string{"hdr-post 6"}},
		{"a text of another cable", one(baseHead, "S E C R E T SECTION 01 OF 02 VELLANO 000311"), []string{"hdr-wrong-cable 9"}},
		{"the second section first", one("SECTION 01 OF 02", "SECTION 02 OF 02"), []string{"hdr-section-count 9"}},
		{"no SECTION on channel XRO", one("SECTION 01 OF 02 ", ""), []string{"hdr-section-count 3"}},
		{"no SECTION on channel XYZ", []change{{"SECTION 01 OF 02 ", ""}, {"XRO", "XYZ"}}, nil},
	}
	s := sessionOf(t, lint.Options{}, lint.Request{Select: []string{"hdr-"}})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := headerBase
			for _, c := range tt.changes {
				if !strings.Contains(text, c.from) {
					t.Fatalf("the base has no %q", c.from)
				}
				text = strings.Replace(text, c.from, c.to, 1)
			}
			_, res := s.Lint([]byte(text), nil, lint.Origin{})
			pos := lint.NewPositions([]byte(text))
			var got []string
			for _, f := range res.Findings {
				got = append(got, fmt.Sprintf("%s %d", f.Rule.ID, pos.At(f.Span.Start).Line))
			}
			slices.Sort(got)
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %s\nwant %s", strings.Join(got, ", "), strings.Join(tt.want, ", "))
			}
		})
	}
}

func TestPostsThatShareAHouse(t *testing.T) {
	tests := []struct{ from, banner string }{
		{"SECSTATE WASHDC", "STATE"},
		{"IRAN RPO DUBAI", "RPO DUBAI"},
		{"USEU BRUSSELS", "BRUSSELS"},
		{"AIT TAIPEI", "AIT TAIPEI"},
		{"USMISSION UNVIE VIENNA", "UNVIE VIENNA"},
		{"AMEMBASSY KIEV", "KYIV"},
		{"USMISSION GENEVA", "GENEVA"},
		{"USINT HAVANA", "HAVANA"},
		{"USMISSION USUN NEW YORK", "USUN NEW YORK"},
		{"AMEMBASSY SAN SALVADOR", "SAN SALVADOR"},
		{"AMCONSUL RIO DE JANEIRO", "RIO DE JANEIRO"},
	}
	for _, tt := range tests {
		text := strings.NewReplacer(baseFrom, "FM "+tt.from, "02 ARBONNE", "02 "+tt.banner).Replace(headerBase)
		if got := findingsOf(t, "hdr-post", []byte(text)); got != "" {
			t.Errorf("FM %s and %s are one post: %s", tt.from, tt.banner, got)
		}
	}
}

// TestLongerCopyOfTheSubjectIsNotRemovedUnattended: the copy may be the better
// one; what it has more stands nowhere else.
func TestLongerCopyOfTheSubjectIsNotRemovedUnattended(t *testing.T) {
	const head = "R 081651Z FEB 06\nFM AMEMBASSY ARBONNE\nTO RUEHC/SECSTATE WASHDC\nTAGS: PGOV FR\nSUBJECT: HARBOUR COUNCIL MEETS THE MARITIME\n\n\n" +
		"S e c r e t arbonne 000824\n\nE.o. 12958: decl: 02/07/2016\nTags: pgov, fr\nSubject: harbour council meets the maritime\n"
	const again = "R 081651Z FEB 06\nFM AMEMBASSY ARBONNE\nTO RUEHC/SECSTATE WASHDC\nS E C R E T ARBONNE 000824\n\nE.O. 12958: DECL: 02/07/2016\n" +
		"TAGS: PGOV, FR\nSUBJECT: HARBOUR COUNCIL MEETS THE MARITIME\n\nSUBJECT: HARBOUR COUNCIL MEETS THE MARITIME\n"
	const body = "\nClassified By: DCM Anna Vale for reasons 1.4 (b) and (d)\n\n1. (S) The council met.\n\nVALE\n"
	for _, c := range []struct {
		name, text string
		safe       bool
	}{
		{"the copy ends where the field ends", head + body, true},
		{"the later one goes on: the copy is the cut one above the banner", head + "minister of the realm\n" + body, true},
		{"the later one goes on, and both stand below the banner", again + "MINISTER OF THE REALM\n" + body, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, res := sessionOf(t, lint.Options{}, lint.Request{Select: []string{"hdr-subject-repeated"}}).Lint([]byte(c.text), nil, lint.Origin{})
			if len(res.Findings) != 1 {
				t.Fatalf("%d findings, want one", len(res.Findings))
			}
			if safe := res.Findings[0].Fix.Applicability == lint.Safe; safe != c.safe {
				t.Errorf("safe %v, want %v", safe, c.safe)
			}
		})
	}
}

// TestHeaderOfEachSectionOfARecord: the sections of the records of 1973-79 have
// their headers, which no gate should stop.
func TestHeaderOfEachSectionOfARecord(t *testing.T) {
	const head = "R 151600Z MAR %s\nFM AMEMBASSY ARBONNE\nTO SECSTATE WASHDC 7310\n\nUNCLAS SECTION %d OF 2 ARBONNE 3246\n\n"
	for year, want := range map[string]lint.Severity{"76": lint.Info, "96": lint.Error} {
		text := fmt.Sprintf(head, year, 1) + "TAGS: PGOV\nSUBJECT: HARBOR\n\n1. IT MET.\n\n" + fmt.Sprintf(head, year, 2) + "2. IT ROSE.\n"
		_, res := sessionOf(t, lint.Options{}, lint.Request{Select: []string{"hdr-duplicate-block"}}).Lint([]byte(text), nil, lint.Origin{})
		if len(res.Findings) != 1 || res.Findings[0].Severity != want {
			t.Errorf("19%s: %d findings, want one of severity %v", year, len(res.Findings), want)
		}
	}
}

// TestRecordOf1973To79: the frame of a record is no page's, the stamp of a review
// in its text is reported.
func TestRecordOf1973To79(t *testing.T) {
	const stamp = "Anna Q. Vale Declassified/Released US Department of State EO Systematic Review 20 Mar 2014\n"
	const text = stamp + "\nMessage Text\n\nUNCLASSIFIED\n\nPAGE 01 ARBONN 03246 151629Z\n\nACTION EUR-12\nR 151600Z MAR 76\nFM AMEMBASSY ARBONNE\nTO SECSTATE WASHDC 7310\n\n" +
		"UNCLAS ARBONNE 3246\n\nE.O. 11652: N/A\nTAGS: PINT\nSUBJECT: HARBOR\n\n1. THE COUNCIL MET AND\n" + stamp + "VOTED.\n\nUNCLASSIFIED\n\nNNN\n\nMessage Attributes\n\nCopy: SINGLE\n"
	if got := findingsOf(t, "web-page-furniture", []byte(text)); strings.Count(got, "\n") != 1 || !strings.HasPrefix(got, "21:1: ") {
		t.Errorf("findings\n%s", got)
	}
	if got := string(fixesOf(t, "web-page-furniture", []byte(text))); !strings.Contains(got, "MET AND\nVOTED.") || !strings.HasPrefix(got, stamp) {
		t.Errorf("fixed to\n%s", got)
	}
}

// TestSecondCaptionBeforeAnotherField: only the word goes, not the field behind it.
func TestSecondCaptionBeforeAnotherField(t *testing.T) {
	text := strings.Replace(headerBase, "SIPDIS\n\n", "SIPDIS\n\nSIPDIS ", 1)
	got := string(fixesOf(t, "hdr-sipdis-duplicate", []byte(text)))
	if want := headerBase; got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestEndSummaryAfterARunOn(t *testing.T) {
	text := strings.Replace(headerBase, baseBy+"\n\n1.", baseBy+" 1.", 1)
	if got := findingsOf(t, "body-end-summary-orphan", []byte(text)); got != "" {
		t.Errorf("the summary runs on behind the header: %s", got)
	}
}

// TestRestOfTheSubjectInsideASentence: what a page break printed is known by the
// sentence that it cuts, though its first line went with the page mark.
func TestRestOfTheSubjectInsideASentence(t *testing.T) {
	const rest = "THE MOLE, THE QUAY, AND THE FISHERIES OF ARBONNE,"
	base := strings.Replace(headerBase, "MEETS AGAIN\n", "MEETS AGAIN:\n"+rest+"\nAND THE FEES\n", 1)
	base = strings.Replace(base, "told Econoff that the vote would be held\nbefore", "told Econoff that the vote would be\nheld before", 1)
	s := sessionOf(t, lint.Options{Unsafe: true}, lint.Request{Select: []string{"hdr-subject-repeated"}})
	cut := strings.Replace(base, "\nheld before", "\n"+rest+" \nAND THE FEES\n \nheld before", 1)
	if got := string(repaired(s, []byte(cut))); got != base {
		t.Errorf("the copy leaves\n%s", got)
	}
	for _, sound := range []string{
		base,
		strings.Replace(base, "\nheld before", "\n"+rest+" \n\nheld before", 1),             // not the whole rest
		strings.Replace(base, "1. (C) Summary", rest+"\nAND THE FEES\n\n1. (C) Summary", 1), // a heading
		strings.Replace(base, "held before", "held\n\n"+rest+"\nAND THE FEES\n\nbefore", 1), // after a blank line
	} {
		if got := findingsOf(t, "hdr-subject-repeated", []byte(sound)); got != "" {
			t.Errorf("%s\nin\n%s", got, sound)
		}
	}
}

func TestEndSummaryWithItsHeadingBehindTheAuthority(t *testing.T) {
	text := strings.Replace(headerBase, baseBy+"\n\n1. (C) Summary: ", baseBy+" Summary -------\n\n1. (C) ", 1)
	if got := findingsOf(t, "body-end-summary-orphan", []byte(text)); got != "" || text == headerBase {
		t.Errorf("the heading stands behind the authority: %s", got)
	}
	text = strings.Replace(headerBase, "1. (C) Summary: ", "1. (C) ", 1)
	if got := findingsOf(t, "body-end-summary-orphan", []byte(text)); got == "" {
		t.Error("nothing opens the summary")
	}
}

// TestLinesTwice: in a paragraph a line sent twice goes; a verse is shown.
func TestLinesTwice(t *testing.T) {
	const line = "the harbor is wide and the water is blue\n"
	unwrapped := strings.Repeat("the harbor is wide and the water blue, ", 4) + "on Sundays.\n"
	for text, want := range map[string]lint.Applicability{
		"3. (C) The chairman told Econoff that\n" + line + line + "on Sundays.\n":                                    lint.Safe,
		"3. (C) Background:\n(S/NF) It is said that " + unwrapped + "(S/NF) It is said that " + unwrapped + "End.\n": lint.Safe,
		"3. (C) They sang:\n\n" + line + line + "and went home.\n":                                                   lint.Unsafe,
		"3. (C) They sang:\n" + line + line + "and went home.\n":                                                     lint.Unsafe,
	} {
		_, res := sessionOf(t, lint.Options{}, lint.Request{Select: []string{"tx-duplicate-line"}}).Lint([]byte(headerBase+"\n"+text), nil, lint.Origin{})
		if len(res.Findings) != 1 || res.Findings[0].Fix.Applicability != want {
			t.Errorf("%s: %d findings, want one with a fix that is %v", text, len(res.Findings), want)
		}
	}
}

// TestHorizonTellsWhatIsTooLong: where the years alone would be those that are
// allowed, the message names the day of the cable.
func TestHorizonTellsWhatIsTooLong(t *testing.T) {
	for _, c := range []struct{ name, sent, date, want string }{
		{"decades too long", "081651Z FEB 06", "03/29/2049", `"03/29/2049" is 43 years after the cable; E.O. 12958 allows 25`},
		{"a year too long", "081651Z FEB 06", "02/08/2032", `"02/08/2032" is 26 years after the cable; E.O. 12958 allows 25`},
		{"days too long", "081651Z FEB 06", "02/12/2031", `"02/12/2031" is more than 25 years after the cable of 2006-02-08; E.O. 12958 allows 25`},
		{"under the order as signed", "081651Z FEB 99", "02/18/2009", `"02/18/2009" is more than 10 years after the cable of 1999-02-08; E.O. 12958 allows 10`},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.NewReplacer("081651Z FEB 06", c.sent, baseEO, "E.O. 12958: DECL: "+c.date).Replace(headerBase)
			if got := findingsOf(t, "hdr-eo-horizon", []byte(text)); !strings.HasSuffix(got, "declassification date "+c.want+"\n") {
				t.Errorf("got %q", got)
			}
		})
	}
	t.Run("only the year is known", func(t *testing.T) {
		text := "C O N F I D E N T I A L ARBONNE 000824\n\n" + "E.O. 12958: DECL: 02/12/2032\n"
		_, res := sessionOf(t, lint.Options{}, lint.Request{Select: []string{"hdr-eo-horizon"}}).Lint([]byte(text), &cable.Metadata{ID: "06ARBONNE824"}, lint.Origin{})
		if len(res.Findings) != 1 || !strings.HasSuffix(lint.Render(&res.Findings[0], false), "more than 25 years after the cable of 2006; E.O. 12958 allows 25") {
			t.Errorf("got %+v", res.Findings)
		}
	})
}

// TestYearMissingInAnExtract: where the date-time group was lost the id tells the
// year, and the day of declassification the month.
func TestYearMissingInAnExtract(t *testing.T) {
	const extract = "C O N F I D E N T I A L ARBONNE 000824\n\nSIPDIS\n\n%s\nTAGS: PGOV\nSUBJECT: HARBOR COUNCIL MEETS\n\nREF: ARBONNE 2716\n\n" + baseBy + "\n\n1. (C) It met.\n"
	s := sessionOf(t, lint.Options{}, lint.Request{Select: []string{"hdr-ref-year-missing"}})
	for _, c := range []struct {
		eo, id string
		want   string
	}{
		{"E.O. 12958: DECL: 02/08/2016", "06ARBONNE824", "05 "},
		{"E.O. 12958: DECL: 06/08/2016", "06ARBONNE824", ""},
		{"E.O. 12958: DECL: 02/31/2016", "06ARBONNE824", ""},
		{"E.O. 12958: N/A", "06ARBONNE824", ""},
		{"E.O. 12958: DECL: 02/08/2016", "", ""},
	} {
		_, res := s.Lint(fmt.Appendf(nil, extract, c.eo), &cable.Metadata{FileID: c.id}, lint.Origin{})
		got := ""
		for _, f := range res.Findings {
			got += string(f.Fix.Edits[0].New)
		}
		if got != c.want {
			t.Errorf("%s of %q: year %q, want %q", c.eo, c.id, got, c.want)
		}
	}
}

// TestYearMissingInTheMiddleOfAYear: from March on a higher number lacks its year only
// where the list gives last year's to another cable of the post.
func TestYearMissingInTheMiddleOfAYear(t *testing.T) {
	s := sessionOf(t, lint.Options{}, lint.Request{Select: []string{"hdr-ref-year-missing"}})
	for _, c := range []struct {
		ref  string
		want string
	}{
		{"REF: A. ARBONNE 2716\n     B. 05 ARBONNE 1403", "05 "},
		{"REF: A. 2005 ARBONNE 1403\n     B. ARBONNE 2716", "05 "},
		{"REF: A. ARBONNE 716\n     B. 05 ARBONNE 1403", ""},
		{"REF: A. ARBONNE 2716\n     B. 05 VELLANO 1403", ""},
		{"REF: A. ARBONNE 2716\n     B. 04 ARBONNE 1403", ""},
		{"REF: ARBONNE 2716", ""},
	} {
		text := strings.Replace(headerBase, baseRef, c.ref, 1)
		_, res := s.Lint([]byte(strings.Replace(text, "O 081651Z FEB 06", "O 081651Z JUN 06", 1)), nil, lint.Origin{})
		got := ""
		for _, f := range res.Findings {
			got += string(f.Fix.Edits[0].New)
		}
		if got != c.want {
			t.Errorf("%q: year %q, want %q", c.ref, got, c.want)
		}
	}
}

// TestCommasRoundAnUnlistedCode: a code that no list has is a tag where those beside
// it are; a longer word, or two of them, may be a name.
func TestCommasRoundAnUnlistedCode(t *testing.T) {
	for tags, want := range map[string]string{
		"PREL PGOV FR":              "PREL, PGOV, FR",
		"PREL QQ PGOV FR":           "PREL, QQ, PGOV, FR",
		"PREL QZXA PGOV QX":         "PREL, QZXA, PGOV, QX",
		"PREL QQ QZXA PGOV FR":      "PREL QQ QZXA PGOV, FR",
		"PREL PGOV FR HARBOUR FEES": "PREL, PGOV, FR HARBOUR FEES",
		"PREL PGOV HARBOUR FR":      "PREL, PGOV HARBOUR FR",
		"PREL PGOV Vale FR":         "PREL, PGOV Vale FR",
		"OVIP (VALE, ANNA) QQ PREL": "OVIP (VALE, ANNA) QQ PREL",
	} {
		raw := strings.Replace(headerBase, baseTags, "TAGS: "+tags, 1)
		_, res := sessionOf(t, lint.Options{}, lint.Request{Select: []string{"hdr-tags-blank-separated"}}).Lint([]byte(raw), nil, lint.Origin{})
		got := []byte(raw)
		for _, f := range res.Findings {
			for _, e := range slices.Backward(f.Fix.Edits) {
				got = slices.Concat(got[:e.Span.Start], e.New, got[e.Span.End:])
			}
		}
		if want := strings.Replace(headerBase, baseTags, "TAGS: "+want, 1); string(got) != want {
			t.Errorf("%q gives\n%s", tags, got)
		}
	}
}
