package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

func TestMetadataAgainstTheCable(t *testing.T) {
	const text = "ZNY CCCCC ZZH\nO 081651Z FEB 06\nFM AMEMBASSY OSLO\nTO RUEHC/SECSTATE WASHDC IMMEDIATE\nC O N F I D E N T I A L OSLO 000824\n\nSIPDIS\n\n" +
		"E.O. 12958: DECL: 02/08/2016\nTAGS: PGOV, PREL, NO,\nECON\nSUBJECT: HARBOR COUNCIL MEETS\nAGAIN\n\nClassified By: DCM Anna Vale for reasons 1.4 (b).\n\n1. (C) It met.\n"
	tests := []struct {
		name string
		meta cable.Metadata
		want []string // rule and field
	}{
		{"a row that agrees is silent, in the form of tables", cable.Metadata{ID: "06OSLO824", Created: "2/8/2006 16:51", Classification: "CONFIDENTIAL//NOFORN", Origin: "Embassy Oslo", Tags: []string{"PGOV", "PREL", "NO"}}, nil},
		{"so is a page with the wrong minutes of 2010", cable.Metadata{ID: "06OSLO824", Created: "2006-02-08 04:04"}, nil},
		{"so is an id with zeros and four digits of year", cable.Metadata{ID: "2006OSLO00824"}, nil},
		{"another level is reported", cable.Metadata{ID: "06OSLO824", Classification: "SECRET"}, []string{"hdr-classification-disagrees classification"}},
		{"another day is reported", cable.Metadata{ID: "06OSLO824", Created: "2006-08-02T16:51:00Z"}, []string{"meta-created created"}},
		{"and in the form of PlusD", cable.Metadata{ID: "06OSLO824", Created: "2006 August 2, 16:51 (Wednesday)"}, []string{"meta-created created"}},
		{"which may agree", cable.Metadata{ID: "06OSLO824", Created: "2006 February 8, 16:51 (Wednesday)"}, nil},
		{"another origin is reported", cable.Metadata{ID: "06OSLO824", Origin: "Embassy Lima"}, []string{"meta-origin origin"}},
		{"a tag that the first line lacks is reported", cable.Metadata{ID: "06OSLO824", Tags: []string{"PGOV", "PREL", "SP"}}, []string{"meta-tags tags"}},
		{"so is one of the first line that the page lacks", cable.Metadata{ID: "06OSLO824", Tags: []string{"PGOV", "NO"}}, []string{"meta-tags tags"}},
		{"tags of a further line may be missing", cable.Metadata{ID: "06OSLO824", Tags: []string{"PGOV", "PREL", "NO", "ECON"}}, nil},
		{"a title that is the first line is information", cable.Metadata{ID: "06OSLO824", Title: "HARBOR COUNCIL MEETS"}, []string{"meta-title-truncated title"}},
		{"the whole subject as title is silent", cable.Metadata{ID: "06OSLO824", Title: "HARBOR COUNCIL MEETS AGAIN"}, nil},
		{"letters of the banner in the id are reported", cable.Metadata{ID: "06EFTOOSLO824"}, []string{"meta-id-malformed id"}},
		{"an id without a number is reported", cable.Metadata{ID: "06OSLO"}, []string{"meta-id-malformed id"}},
		{"a file may have any name", cable.Metadata{FileID: "message-of-tuesday"}, nil},
		{"a wrong body is one finding", cable.Metadata{ID: "07LIMA2725", Created: "2007-05-01 10:00", Classification: "SECRET", Origin: "Embassy Lima", Tags: []string{"PTER"}, Title: "X"}, []string{"hdr-wrong-cable "}},
		{"so is another number of the same post, where header and banner agree", cable.Metadata{ID: "06OSLO825"}, []string{"hdr-wrong-cable "}},
		{"and the same number of another year", cable.Metadata{ID: "07OSLO824"}, []string{"hdr-wrong-cable "}},
		{"also when only the file's name says whose text it should be", cable.Metadata{FileID: "07LIMA2725"}, []string{"hdr-wrong-cable "}},
	}
	s := sessionOf(t, lint.Options{}, lint.Request{Select: []string{"meta-", "hdr-wrong-cable", "hdr-classification-disagrees", "hdr-de-serial", "hdr-post"}})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, res := s.Lint([]byte(text), &tt.meta, lint.Origin{})
			var got []string
			for _, f := range res.Findings {
				got = append(got, fmt.Sprintf("%s %s", f.Rule.ID, f.Field))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(tt.want, "\n\t"))
			}
		})
	}
}

// TestIDOfATextWithoutBanner: where the text has no banner and no table has the
// post, nothing says that the id is wrong.
func TestIDOfATextWithoutBanner(t *testing.T) {
	const text = "O 081651Z FEB 06\nFM AMEMBASSY ARBONNE\nTO RUEHC/SECSTATE WASHDC IMMEDIATE\n\nSIPDIS\n\nE.O. 12958: DECL: 02/08/2016\nTAGS: PGOV\nSUBJECT: X\n\n1. (C) It met.\n"
	for id, want := range map[string]int{"06ARBONNE824": 0, "06ARBONNE": 1} {
		_, res := sessionOf(t, lint.Options{}, lint.Request{Select: []string{"meta-id-malformed"}}).Lint([]byte(text), &cable.Metadata{ID: id}, lint.Origin{})
		if len(res.Findings) != want {
			t.Errorf("%s: %d findings, want %d", id, len(res.Findings), want)
		}
	}
}

func TestDateLineOfANewspaper(t *testing.T) {
	const text = "O 081651Z FEB 06\nFM AMEMBASSY OSLO\nTO RUEHC/SECSTATE WASHDC IMMEDIATE\n%s\nS E C R E T OSLO 000824\nSIPDIS\nEO 12958 DECL: 02/08/2016\nTAGS PGOV\nSUBJECT: X\n1. (S) It met.\n"
	for line, want := range map[string]int{"Wednesday, 08 February 2006, 16:51": 0, "Wednesday, 08 February 2006, 09:03": 0, "Friday, 10 February 2006, 16:51": 1} {
		if got := strings.Count(findingsOf(t, "meta-created", fmt.Appendf(nil, text, line)), "\n"); got != want {
			t.Errorf("%s: %d findings, want %d", line, got, want)
		}
	}
}
