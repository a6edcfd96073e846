package rules

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/lint"
)

// seedPath is the cable that cablelint was asked for with, beside the repository.
const seedPath = "../../shared/seed/"

func TestSeedGivesWhatIsExpected(t *testing.T) {
	raw, err := os.ReadFile(seedPath + "06PARIS824.txt")
	if err != nil {
		t.Skip("the seed is not beside the repository")
	}
	table, err := os.ReadFile(seedPath + "expected.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for line := range strings.Lines(string(table)) {
		if f := strings.Split(line, "\t"); len(f) > 2 && slices.Contains(allIDs(), f[0]) {
			want = append(want, f[0]+" "+f[1])
		}
	}
	_, res := sessionOf(t, lint.Options{}, lint.Request{}).Lint(raw, nil, lint.Origin{})
	pos := lint.NewPositions(raw)
	for _, f := range res.Findings {
		got = append(got, fmt.Sprintf("%s %d", f.Rule.ID, pos.At(f.Span.Start).Line))
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// explained are the findings at error that the notes on the format explain: real
// faults of the cables of the sample, by cable and rule.
func explained() map[string]bool {
	return map[string]bool{
		"07PARIS2440 hdr-precedence":           true, // the addressees have no precedence word
		"08BEIJING3067 hdr-eo-horizon":         true, // 30 years
		"00HARARE6677 hdr-duplicate-block":     true, // a header for each section
		"09ULAANBAATAR234 hdr-duplicate-block": true, // a database row before the header
	}
}

func TestNoFalseAlarmOfALaw(t *testing.T) {
	s := sessionOf(t, lint.Options{}, lint.Request{Select: []string{"hdr-", "meta-"}})
	lintAll(s, sample(t), func(c sampleCable, fs []lint.Finding) {
		for _, f := range fs {
			if f.Severity == lint.Error && !explained()[c.name+" "+f.Rule.ID] {
				t.Errorf("%s: %s: %s", c.name, f.Rule.ID, lint.Render(&f, false))
			}
		}
	})
}

// cleanWireCable is a cable as it should be.
const cleanWireCable = `VZCZCXYZ0015
OO RUEHWEB

DE RUEHXB #0824 0391651
ZNY CCCCC ZZH
O 081651Z FEB 06
FM AMEMBASSY ARBONNE
TO RUEHC/SECSTATE WASHDC IMMEDIATE 4041
INFO RUEHXV/AMEMBASSY VELLANO 0310
C O N F I D E N T I A L ARBONNE 000824

SIPDIS

STATE FOR EUR/XV

E.O. 12958: DECL: 02/08/2016
TAGS: PGOV, PREL, FR
SUBJECT: HARBOR COUNCIL MEETS AGAIN

REF: A. ARBONNE 718
     B. 05 VELLANO 2310 (NOTAL)

Classified By: DCM Anna Vale for reasons 1.4 (b) and (d).

1. (C) Summary: The harbor council of Arbonne met on February
7 and put off its vote on the new mole. End summary.

2. (C) The chairman told Econoff that the vote would be held
before Easter.
VALE
`

func TestCleanWireCableShowsNothing(t *testing.T) {
	for _, preset := range []lint.Preset{lint.Ingest, lint.Draft, lint.Archive, lint.Strict} {
		_, res := sessionOf(t, lint.Options{}, lint.Request{Preset: preset}).Lint([]byte(cleanWireCable), nil, lint.Origin{})
		for _, f := range res.Findings {
			t.Errorf("preset %d: %s: %s", preset, f.Rule.ID, lint.Render(&f, false))
		}
	}
}
