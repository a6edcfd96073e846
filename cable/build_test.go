package cable

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The cables of these tests are invented: the posts, people and events do not
// exist, the layout is that of the archives.

const wireHeader = `VZCZCXRO1234
PP RUEHAB RUEHCD
DE RUEHZZ #0123/01 0391651
ZNY CCCCC ZZH
P 081651Z FEB 06
FM AMEMBASSY ZENDA
TO RUEHC/SECSTATE WASHDC PRIORITY 4041
INFO RUCNMEM/EU MEMBER STATES
RUEHST/AMEMBASSY STRELSAU 0012
`

const wireFields = `C O N F I D E N T I A L SECTION 01 OF 02 ZENDA 000123 

SIPDIS 

STATE FOR EUR/RUR

E.O. 12958: DECL: 02/08/2016 
TAGS: PGOV PREL RU
SUBJECT: RURITANIA: THE CHANCELLOR'S FIRST
HUNDRED DAYS

REF: A. STRELSAU 45
B. 05 ZENDA 900

Classified By: AMBASSADOR RUDOLF RASSENDYLL FOR REASONS 1.4 (B) AND (D)

`

const wireBody = `1. (C) Summary. The chancellor of Ruritania told the
Ambassador on February 7 that he would not resign. End
summary.

-------
THE KING
-------

2. (C) The King's health was good and his mood better. He asked
whether the

ZENDA 00000123  002 OF 002


Embassy had news of the Grand Duke.

3. (SBU) Comment: the Duke remains popular in the
provinces. End comment.
RASSENDYLL
`

const wire = wireHeader + wireFields + wireBody

const press = `VZCZCXYZ0000
RR RUEHWEB

DE RUEHZZ #0123 0391651
ZNY SSSSS ZZH
R 081651Z FEB 09
FM AMEMBASSY ZENDA
TO RUEHC/SECSTATE WASHDC 4041
Sunday, 08 February 2009, 16:51
S E C R E T ZENDA 000123
SIPDIS
NOFORN
EO 12958 DECL: 02/08/2019
TAGS PGOV, PREL, RU
SUBJECT: RURITANIA: THE DUKE RETURNS
Classified By: Ambassador Rudolf Rassendyll for reasons 1.4 (b) and (d).
¶1. (S/NF) Summary. The Duke came home on Sunday. End summary.

¶2. (S/NF) He told the press “I am tired,” and went to bed. In the morning ZENDA 00000123 002 OF 002 he was seen on horseback. 3. (S) Comment: he rides well. RASSENDYLL
`

const mirror = `Identifier
Created
Classification
Origin
06ZENDA123
2006-02-08 16:51:00
CONFIDENTIAL
Embassy Zenda
Cable title:   

RURITANIA: THE CHANCELLOR'S FIRST

Tags:  PGOV PREL RU 
pdf how-to read a cable
` + wireHeader + wireFields + "-------\nSUMMARY\n-------\n\n" + wireFields + "--------------\nSUMMARY\n--------------\n\n\n" + wireBody

const record = `Message Text


CONFIDENTIAL

PAGE 01 ZENDA 00123 291135Z

67
ACTION EUR-12

INFO OCT-01 ISO-00 CIAE-00 /013 W
--------------------- 054161
R 291030Z OCT 75
FM AMEMBASSY ZENDA
TO SECSTATE WASHDC 4041
INFO AMEMBASSY STRELSAU

C O N F I D E N T I A L ZENDA 0123

E.O. 11652: GDS
TAGS: PFOR, RU
SUBJECT: FOREIGN MINISTER ON FISHERIES

1. FOREIGN MINISTER SAPT TOLD CHARGE THAT FISHERIES TALKS WOULD
CONFIDENTIAL

CONFIDENTIAL

PAGE 02 ZENDA 00123 291135Z

RESUME IN NOVEMBER.

2. WE SUGGEST DEPARTMENT INFORM STRELSAU.
RASSENDYLL

CONFIDENTIAL

<< END OF DOCUMENT >>



Message Attributes

Automatic Decaptioning: X
Capture Date: 01 JAN 1994
Current Classification: UNCLASSIFIED
Document Number: 1975ZENDA00123
Executive Order: GS
TAGS: PFOR, RU
`

// samples are the cables on which every invariant is tried.
var samples = map[string]string{
	"wire": wire, "press": press, "mirror": mirror, "record": record,
	"extract": "This record is a partial extract of the original cable. The full text of the original cable is not available.\n\n081651Z Feb 04\n" + wireFields + wireBody,
	"lower":   "C o n f i d e n t i a l zenda 000123\n\nSipdis\n\nE.o. 12958: decl: 02/08/2016\nTags: pgov, ru\nSubject: ruritania: the duke\n\n¶1. (C) Text of one.\n",
	"glued":   wire + "\n" + strings.ReplaceAll(wire, "123", "124"),
}

// kinds is the kinds of the lines of text, blank lines left out.
func kinds(text string) string {
	var out []string
	d := Parse([]byte(text))
	for i, l := range d.Lines {
		if l.Kind != KindBlank {
			out = append(out, fmt.Sprintf("%d:%s", i+1, kindNames[l.Kind]))
		}
	}
	return strings.Join(out, " ")
}

// kindNames are short names of the kinds for tests.
var kindNames = [...]string{
	"unknown", "blank", "page", "partial", "start", "called", "de", "security", "dtg", "from", "to", "info", "exempt",
	"distribution", "drafting", "counter", "stamp", "banner", "caption", "slug", "eo", "tags", "subject", "ref", "authority",
	"heading", "ruler", "para", "unnumbered", "text", "table", "furniture", "legacy", "caption-again", "echo", "signature",
	"end", "attributes",
}

func TestEveryKindHasAName(t *testing.T) {
	if len(kindNames) != int(kindCount) {
		t.Fatalf("%d names for %d kinds", len(kindNames), kindCount)
	}
}

// shared is a folder with real cables beside the repository; the test is skipped
// where it is absent.
func shared(t testing.TB, path string) string {
	t.Helper()
	dir := filepath.Join("..", "..", "shared", path)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no folder of real cables beside the repository: %v", err)
	}
	return dir
}

// corpus reads the real cables.
func corpus(t testing.TB) (names []string, texts [][]byte) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(shared(t, "corpus/text"), "*.txt"))
	if err != nil || len(files) == 0 {
		t.Skip("no cables")
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, strings.TrimSuffix(filepath.Base(f), ".txt"))
		texts = append(texts, b)
	}
	return names, texts
}
