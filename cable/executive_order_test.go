package cable

import "testing"

var executiveOrderRows = []struct {
	says, text string
	number     int
	form       DeclassifyForm
	date       string // ISO; empty for none
}{
	{"wire", "E.O. 12958: DECL: 01/30/2016", 12958, DeclassifyDate, "2016-01-30"},
	{"press", "EO 12958 DECL: 01/30/2016", 12958, DeclassifyDate, "2016-01-30"},
	{"sentence case", "E.o. 12958: decl: 01/30/2016", 12958, DeclassifyDate, "2016-01-30"},
	{"a nought for the O", "E.0. 12958: DECL: 01/30/2016", 12958, DeclassifyDate, "2016-01-30"},
	{"a blank inside E. O.", "E. O. 12958: DECL: 01/30/2016", 12958, DeclassifyDate, "2016-01-30"},
	{"no blank before the number", "E.O.12356: DECL: OADR", 12356, DeclassifyOADR, ""},
	{"no blank after the colon", "E.O. 12958:DECL:01/30/2016", 12958, DeclassifyDate, "2016-01-30"},
	{"two blanks", "E.O. 12958:  DECL:  01/30/2016", 12958, DeclassifyDate, "2016-01-30"},
	{"unpadded", "E.O. 12958: DECL: 6/7/2017", 12958, DeclassifyDate, "2017-06-07"},
	{"two digits of year", "E.O. 12958: DECL: 02/12/20", 12958, DeclassifyDate, "2020-02-12"},
	{"two digits of year far off", "E.O. 12958: DECL: 02/12/35", 12958, DeclassifyDate, "2035-02-12"},
	{"ISO", "E.O. 12958: DECL: 2019/12/17", 12958, DeclassifyDate, "2019-12-17"},
	{"ISO with hyphens", "E.O. 12958: DECL: 2019-12-17", 12958, DeclassifyDate, "2019-12-17"},
	{"a date of eight digits", "E.O. 13526: DECL: 20210717", 13526, DeclassifyDate, "2021-07-17"},
	{"month in words", "E.O. 12958: DECL: JANUARY 30, 2016", 12958, DeclassifyDate, "2016-01-30"},
	{"day, month, year", "E.O. 12958: DECL: 30 JAN 2016", 12958, DeclassifyDate, "2016-01-30"},
	{"no label of the date", "E.O. 12958: 07/21/2019", 12958, DeclassifyDate, "2019-07-21"},
	{"label misspelt", "E.O. 12958: DECLl: 01/30/2016", 12958, DeclassifyDate, "2016-01-30"},
	{"label written out", "E.O. 12958: DECLASSIFY ON: 01/30/2016", 12958, DeclassifyDate, "2016-01-30"},
	{"label without colon", "E.O. 12958: DECL 01/30/2016", 12958, DeclassifyDate, "2016-01-30"},
	{"a day of three digits is none", "E.O. 12958: DECL: 01/131/2016", 12958, DeclassifyDate, ""},
	{"DECL with its letters in another order", "E.O. 12958: DELC: 01/30/2016", 12958, DeclassifyDate, "2016-01-30"},
	{"a stroke that is lost", "E.O. 12958: DECL: 03/172016", 12958, DeclassifyDate, "2016-03-17"},
	{"a stroke twice and a blank", "E.O. 12958: DECL: 03 /17//2016", 12958, DeclassifyDate, "2016-03-17"},
	{"an event with a figure", "E.O. 12958: DECL: 10/2 YEARS", 12958, DeclassifyEvent, ""},
	{"a month of three digits with its nought", "E.O. 12958: DECL: 011/2/2019", 12958, DeclassifyDate, "2019-11-02"},
	{"a year of three digits", "E.O. 12958: DECL: 01/30/201", 12958, DeclassifyDate, ""},
	{"an impossible day", "E.O. 12958: DECL: 02/30/2016", 12958, DeclassifyDate, ""},
	{"29 February of a leap year", "E.O. 12958: DECL: 02/29/2016", 12958, DeclassifyDate, "2016-02-29"},
	{"29 February of another year", "E.O. 12958: DECL: 02/29/2017", 12958, DeclassifyDate, ""},
	{"not applicable", "E.O. 12958: N/A", 12958, DeclassifyNA, ""},
	{"not applicable, press", "EO 12958 N/A", 12958, DeclassifyNA, ""},
	{"not applicable after the label", "E.O. 12958: DECL: N/A", 12958, DeclassifyNA, ""},
	{"NA", "E.O. 12958: NA", 12958, DeclassifyNA, ""},
	{"an event", "E.O. 12958: DECL: CLOSURE OF THE TRIBUNAL", 12958, DeclassifyEvent, ""},
	{"an event with a number", "E.O. 12958: DECL: TEN YEARS AFTER UNIFICATION", 12958, DeclassifyEvent, ""},
	{"manual review", "E.O. 12958: DECL: MR", 12958, DeclassifyMR, ""},
	{"OADR", "E.O. 12356: DECL: OADR", 12356, DeclassifyOADR, ""},
	{"exempt X1", "E.O. 12958: DECL: X1", 12958, DeclassifyExempt, ""},
	{"exempt 1.6X1", "E.O. 12958: DECL: 1.6X1", 12958, DeclassifyExempt, ""},
	{"exempt 25X1", "E.O. 12958: DECL: 25X1-HUMAN", 12958, DeclassifyExempt, ""},
	{"exempt 50X1", "E.O. 13526: DECL: 50X1-HUM", 13526, DeclassifyExempt, ""},
	{"redacted", "E.O. 12958: DECL: XXXXXXXXXXXX", 12958, DeclassifyRedacted, ""},
	{"downgrading only", "E.O. 12958: DNG: CO 04/08/2026", 12958, DeclassifyEvent, ""},
	{"downgrading and declassification", "E.O. 12958: DNG: CO 04/08/2016 DECL: 04/08/2026", 12958, DeclassifyDate, "2026-04-08"},
	{"a stamp of later years", "E.O. 12958: AS AMENDED; DECLASSIFIED JUNE 21, 2006", 12958, DeclassifyEvent, ""},
	{"GDS", "E.O. 11652: GDS", 11652, DeclassifyGDS, ""},
	{"ADS with a date", "E.O. 11652: ADS, DECLASSIFY 30 JUN 80", 11652, DeclassifyDate, "1980-06-30"},
	{"XGDS", "E.O. 11652: XGDS-2", 11652, DeclassifyExempt, ""},
	{"GDS with a date and a name", "E.O. 12065: GDS 8/12/85 (HOLLAND, MARY L.) OR-P", 12065, DeclassifyDate, "1985-08-12"},
	{"RDS", "E.O. 12065: RDS-3 4/18/99 (HOLLAND, MARY)", 12065, DeclassifyDate, "1999-04-18"},
	{"XDS", "E.O. 12065: XDS-2 4/18/99", 12065, DeclassifyExempt, ""},
	{"a damaged label", "E.9. 11652: GDS", 11652, DeclassifyGDS, ""},
	{"digits transposed", "E.O. 12598: DECL: 02/23/2028", 12598, DeclassifyDate, "2028-02-23"},
	{"nothing after the number", "E.O. 12958:", 12958, NoDeclassify, ""},
	{"no number", "E.O.: N/A", 0, DeclassifyNA, ""},
	{"over two lines", "E.O. 12958: DECL:\n01/30/2016", 12958, DeclassifyDate, "2016-01-30"},
}

func TestExecutiveOrder(t *testing.T) {
	for _, row := range executiveOrderRows {
		t.Run(row.says, func(t *testing.T) {
			d, span := field(row.text)
			d.parseExecutiveOrder(span, 0)
			o := d.executiveOrderObject()
			if o.Number != row.number || d.EO.Form != row.form || o.DeclassifyOn != row.date {
				t.Errorf("%q: number %d, form %d, date %q; want %d, %d, %q", row.text, o.Number, d.EO.Form, o.DeclassifyOn, row.number, row.form, row.date)
			}
			for _, s := range []Span{d.EO.Label, d.EO.NumberSpan, d.EO.Tail, d.EO.DateSpan} {
				inside(t, d, "part", d.EO.Span, s)
			}
		})
	}
}

func TestClassifierOfTheSeventies(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"E.O. 12065: GDS 8/12/85 (HOLLAND, MARY L.) OR-P", "HOLLAND, MARY L."},
		{"E.O. 12065: RDS-3 4/18/99 (HOLLAND, MARY)", "HOLLAND, MARY"},
		{"E.O. 12065: XDS-2 4/18/99 (HOLLAND, M.) OR-M", "HOLLAND, M."},
		{"E.O. 12065: GDS 8/12/85", ""},
		{"E.O. 11652: GDS (CORRECTED)", ""},
	} {
		d, span := field(row.text)
		d.parseExecutiveOrder(span, 0)
		got := ""
		if o := d.classifiedByObject(); o != nil {
			got = o.Name
		}
		if got != row.want {
			t.Errorf("%q: %q, want %q", row.text, got, row.want)
		}
	}
}
