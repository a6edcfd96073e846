package cable

import (
	"strings"
	"testing"
	"time"

	"github.com/cablelint/cablelint/cable/pace"
)

// hostile are texts that a careless reader takes the square of their length for.
var hostile = map[string]struct{ before, unit string }{
	"prose":            {wireHeader + wireFields, "The king of Ruritania went to Strelsau on 2 May (and came back).\n"},
	"one line":         {wireHeader + wireFields + "1. (C) ", "The king went to Strelsau (and came back). "},
	"page marks":       {wireHeader + wireFields, "ZENDA 00000123 002 OF 002\n"},
	"marks in a line":  {wireHeader + wireFields, "ZENDA 00000123 002 OF 002 "},
	"older marks":      {wireHeader + wireFields, "CONFIDENTIAL\nPAGE 02 ZENDA 00123 01 OF 02 081651Z\n"},
	"older in a line":  {wireHeader + wireFields + strings.Repeat(" ", 2000), "PAGE 02 ZENDA 00123 01 OF 02 081651Z "},
	"banners":          {wireHeader, "C O N F I D E N T I A L ZENDA 000123\n"},
	"headers":          {wireHeader, wireFields},
	"blank lines":      {wireHeader + wireFields, "\n"},
	"blanks":           {wireHeader + wireFields, " "},
	"carriage returns": {wireHeader, "\r"},
	"numbers":          {wireHeader + wireFields, "1. a\n"},
	"run-on numbers":   {wireHeader + wireFields, "a. 1. (C) "},
	"parentheses":      {wireHeader + wireFields + "1. (C) ", "("},
	"closing":          {wireHeader + wireFields + "1. (C) ", "1)"},
	"pilcrows":         {wireHeader + wireFields, "¶2005. a\n"},
	"labels":           {"", "TAGS: SUBJECT: REF: E.O. 12958: "},
	"label lines":      {"", "TAGS: PGOV\nSUBJECT: A\n"},
	"addresses":        {wireHeader, "RUEHC/SECSTATE WASHDC 0001\n"},
	"stations":         {"OO RUEHC\n", "RUEHC RUEHBS\n"},
	"start lines":      {wireHeader + wireFields + "1. (C) a\n", "VZCZCXRO1234\n"},
	"captions":         {"", "SIPDIS\n"},
	"class lines":      {"", "SECRET\n"},
	"rulers":           {wireHeader + wireFields, "-----\nA\n"},
	"redactions":       {wireHeader + wireFields, "XXXXX "},
	"brackets":         {wireHeader + wireFields, "["},
	"hosts":            {wireHeader + wireFields, "www.www.a@a.://"},
	"echoes":           {wireHeader + wireFields, "the king of Ruritania went homeQthe king of Ruritania went home"},
	"Q":                {wireHeader + wireFields, "Q"},
	"references":       {wireFields[:strings.Index(wireFields, "REF:")] + "REF: ", "A. ZENDA 12 "},
	"persons":          {"UNCLAS ZENDA 000123\nE.O. 12958: N/A\nTAGS: ", "(SAPT, FRITZ) "},
	"one tag":          {"UNCLAS ZENDA 000123\nE.O. 12958: N/A\nTAGS: ", "PGOV"},
	"subject":          {"UNCLAS ZENDA 000123\nE.O. 12958: N/A\nSUBJECT: ", "THE DUKE\n"},
	"authority":        {"SECRET ZENDA 000123\nE.O. 12958: DECL: MR\nClassified By: ", "R. Sapt 1.4 (b) "},
	"summaries":        {wireHeader + wireFields, "1. (C) Summary. a\n\n"},
	"ends":             {wireHeader + wireFields, "END SUMMARY. "},
	"names":            {wireHeader + wireFields + "1. (C) a.\n", "SAPT\n"},
	"page keys":        {"Identifier\n", "Created\n"},
	"offices":          {"", "EUR-01 "},
}

// TestCostIsLinear reads each text at two lengths: the cost of a byte must not
// grow with their number.
func TestCostIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const small, factor = 1 << 15, 16
	for name, c := range hostile {
		t.Run(name, func(t *testing.T) {
			text := []byte(c.before + strings.Repeat(c.unit, small*factor/len(c.unit)))
			linear(t, text, small)
		})
	}
}

// linear compares the cost of a text with that of its first small bytes. A
// busy machine may spoil a measurement; a search that starts again at each
// piece spoils all of them.
func linear(t *testing.T, text []byte, small int) {
	t.Helper()
	var short, long time.Duration
	for range 6 {
		short, long = cost(text[:small]), cost(text)
		if floor := 200 * time.Microsecond; long <= time.Duration(len(text)/small*4)*max(short, floor) {
			return
		}
	}
	t.Errorf("%d bytes take %v, %d bytes %v: more than the length explains", small, short, len(text), long)
}

// cost is the least time of three scans.
func cost(text []byte) time.Duration {
	var s Scanner
	var d Document
	least := time.Hour
	for range 3 {
		start := pace.Spent()
		s.Scan(&d, text, nil)
		least = min(least, pace.Spent()-start)
	}
	return least
}
