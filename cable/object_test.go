package cable_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/cablelint/cablelint/cable"
)

// printed is the object as the command prints it.
type printed struct {
	SchemaVersion string `json:"schema_version"`
	Type          string `json:"type"`
	Seq           int    `json:"seq"`
	Document      string `json:"document"`
	cable.Object
}

// invented are cables of each edition, with invented names.
var invented = map[string]string{
	"wire": `VZCZCXRO1234
PP RUEHBS RUEHC
DE RUEHXX #0824/01 0391651
ZNY CCCCC ZZH
P R 081651Z FEB 06
FM AMEMBASSY ARKHAM
TO RUEHC/SECSTATE WASHDC PRIORITY 4041
INFO RUEHBS/AMEMBASSY BRUSSELS 0022
RHEHNSC/NSC WASHDC
C O N F I D E N T I A L SECTION 01 OF 02 ARKHAM 000824 

SIPDIS 

NOFORN
SIPDIS 

DEPT FOR EUR/XY

E.O. 12958: DECL: 01/30/2016 
TAGS: PREL, OVIP (HOLLAND, MARY B.), KDEMAF, FR
SUBJECT: (C) CATTLE PRICES: THE MINISTER'S VIEWS 
AND HIS PLANS 

REF: A. 05 PARIS 7528 AND PREVIOUS
     B. USUN NEW YORK 12
     C. HOLLAND-BRANDT E-MAIL 1/15/06

Classified By: DCM Karl Brandt for reasons 1.4 (b) and (d). 

------- 
Summary 
------- 

1. (C) Prices rose, the 
minister said. End summary. 

2. (SBU) He will visit soon. 

ARKHAM 00000824  002 OF 002

3. (c/nf) More follows. 
HOLLAND
`,
	"press": `S E C R E T ARKHAM 000825

SIPDIS

EO 12958 DECL: 2019/12/17
TAGS PREL, PGOV, FR
SUBJECT: THE MINISTER’S VIEWS ON SHEEP

CLASSIFIED BY: Mary Holland, DCM, U.S. Embassy Arkham; REASON: 1.4(B), (D)

1. (S/NF) SUMMARY: Sheep fell. END SUMMARY.

2. (S) More. HOLLAND`,
	"lower": `C o n f i d e n t i a l arkham 000826

Sipdis

E.o. 12958: decl: 01/30/2016
Tags: prel, fr
Subject: sheep again

Classified by: ambassador mary holland for reasons 1.4 (b).

1. (C) Sheep fell.

Holland
`,
	"1979": `CONFIDENTIAL ARKHAM 08980
E.O. 12065: GDS 8/12/85 (BRANDT, KARL L.) OR-P
TAGS: PEPR, IR
SUBJECT: SHEEP
1. (C - ENTIRE TEXT).
2. SHEEP FELL.
BRANDT
`,
	"nothing": "just a line\n",
	"empty":   "",
	"not UTF-8": "S E C R E T ARKHAM 000825\nE.O. 12958: DECL: \xff\xfe\nTAGS: PR\xffEL\nSUBJECT: \xe2\x80 SHEEP\nREF: PARIS \xff 12\n" +
		"Classified By: DCM M\xe9ry Holland for reasons 1.4 (b)\n\n1. (S) Summary: Sh\xffeep. End summary.\n\nHOLL\xffAND\n",
}

func parseSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	s, err := c.Compile("../docs/schema/parse.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t *testing.T, s *jsonschema.Schema, name string, o cable.Object) {
	t.Helper()
	text, err := json.Marshal(printed{"1", "cable", 1, name, o})
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(v); err != nil {
		t.Errorf("%s: %v\n%s", name, err, text)
	}
}

func TestObjectsFitTheSchema(t *testing.T) {
	s := parseSchema(t)
	for name, text := range invented {
		validate(t, s, name, cable.Parse([]byte(text)).Object())
		for n := range len(text) {
			if n%7 == 0 {
				validate(t, s, name+", cut", cable.Parse([]byte(text[:n])).Object())
			}
		}
	}
}

func TestObjectsOfCorpusFitTheSchema(t *testing.T) {
	files, _ := filepath.Glob("../../shared/corpus/text/*.txt")
	if len(files) == 0 {
		t.Skip("the corpus is not here: ../shared/corpus/text")
	}
	s := parseSchema(t)
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		validate(t, s, filepath.Base(f), cable.Parse(text).Object())
	}
}

func TestObjectOfAWholeCable(t *testing.T) {
	serial, banner := 824, 824
	want := cable.Object{
		ID: "06ARKHAM824", Edition: "wire", Era: "13292",
		Transmission: &cable.TransmissionObject{
			Precedence: "PRIORITY", DateTimeGroup: "2006-02-08T16:51:00Z", RoutingIndicator: "RUEHXX", Serial: &serial, From: "AMEMBASSY ARKHAM",
			To:   []cable.AddresseeObject{{RoutingIndicator: "RUEHC", Name: "SECSTATE WASHDC", Precedence: "PRIORITY", ContinuityNumber: "4041"}},
			Info: []cable.AddresseeObject{{RoutingIndicator: "RUEHBS", Name: "AMEMBASSY BRUSSELS", Precedence: "ROUTINE", ContinuityNumber: "0022"}, {RoutingIndicator: "RHEHNSC", Name: "NSC WASHDC", Precedence: "ROUTINE"}},
		},
		Banner:         &cable.BannerObject{Classification: "CONFIDENTIAL", Post: "ARKHAM", Serial: &banner, Section: 1, Sections: 2},
		Captions:       []string{"SIPDIS", "NOFORN"},
		ExecutiveOrder: &cable.ExecutiveOrderObject{Number: 12958, DeclassifyOn: "2016-01-30", Raw: "DECL: 01/30/2016"},
		Tags:           []string{"PREL", "OVIP", "HOLLAND, MARY B.", "KDEM", "AF", "FR"},
		Subject:        "CATTLE PRICES: THE MINISTER'S VIEWS AND HIS PLANS",
		References: []cable.ReferenceObject{
			{ID: "05PARIS7528", Raw: "05 PARIS 7528 AND PREVIOUS"}, {ID: "06USUNNEWYORK12", Raw: "USUN NEW YORK 12"}, {Raw: "HOLLAND-BRANDT E-MAIL 1/15/06"},
		},
		ClassifiedBy: &cable.ClassifiedByObject{Name: "Karl Brandt", Title: "DCM", Reasons: []string{"1.4(b)", "1.4(d)"}},
		Summary:      "Prices rose, the minister said.",
		Paragraphs:   []cable.ParagraphObject{{Number: 1, Marking: "C", Line: 34}, {Number: 2, Marking: "SBU", Line: 37}, {Number: 3, Marking: "C/NF", Line: 41}},
		Signature:    []string{"HOLLAND"},
	}
	if diff := cmp.Diff(want, cable.Parse([]byte(invented["wire"])).Object()); diff != "" {
		t.Error(diff)
	}
}

func TestObjectOfAnOldCable(t *testing.T) {
	o := cable.Parse([]byte(invented["1979"])).Object()
	if o.ExecutiveOrder == nil || o.ExecutiveOrder.Number != 12065 || o.ExecutiveOrder.DeclassifyOn != "1985-08-12" {
		t.Errorf("E.O. %+v", o.ExecutiveOrder)
	}
	if o.Banner == nil || o.Banner.Classification != "CONFIDENTIAL" || strings.Join(o.Tags, " ") != "PEPR IR" || o.Subject != "SHEEP" || strings.Join(o.Signature, " ") != "BRANDT" {
		t.Errorf("%+v", o)
	}
}

func TestFieldsDoNotAllocate(t *testing.T) {
	raw := []byte(invented["wire"])
	var s cable.Scanner
	var d cable.Document
	s.Scan(&d, raw, nil)
	if n := testing.AllocsPerRun(50, func() { s.Scan(&d, raw, nil) }); n > 0 {
		t.Errorf("%v allocations for one cable in steady state", n)
	}
}
