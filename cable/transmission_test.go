package cable

import "testing"

// header reads one line of the transmission header that is known to be of kind k.
func header(k Kind, line string) *Document {
	d, _ := field(line)
	d.Lines[0].Kind = k
	d.parseTransmissionLine(0)
	return d
}

func TestDateTimeGroup(t *testing.T) {
	for _, row := range []struct {
		line, iso    string
		action, info Precedence
	}{
		{"R 081651Z FEB 06", "2006-02-08T16:51:00Z", Routine, NoPrecedence},
		{"P 081651Z FEB 06", "2006-02-08T16:51:00Z", Priority, NoPrecedence},
		{"O 311200Z DEC 08", "2008-12-31T12:00:00Z", Immediate, NoPrecedence},
		{"Z 010000Z JAN 10", "2010-01-01T00:00:00Z", Flash, NoPrecedence},
		{"O P 071948Z OCT 08", "2008-10-07T19:48:00Z", Immediate, Priority},
		{"P R 071948Z OCT 08", "2008-10-07T19:48:00Z", Priority, Routine},
		{"R 081651Z FEB 06 ZDK", "2006-02-08T16:51:00Z", Routine, NoPrecedence},
		{"R 081651Z FEB 06 ZDK CTG RUEHXX 1234", "2006-02-08T16:51:00Z", Routine, NoPrecedence},
		{"R 081651Z FEB 06 (CCY AD40E4BD)", "2006-02-08T16:51:00Z", Routine, NoPrecedence},
		{"R 251904 Z JUN 73", "1973-06-25T19:04:00Z", Routine, NoPrecedence},
		{"r 081651z feb 06", "2006-02-08T16:51:00Z", Routine, NoPrecedence},
		{"291359Z Nov 00", "2000-11-29T13:59:00Z", NoPrecedence, NoPrecedence},
		{"R 081651Z FEB 2006", "2006-02-08T16:51:00Z", Routine, NoPrecedence},
		{"R 290000Z FEB 08", "2008-02-29T00:00:00Z", Routine, NoPrecedence},
		{"R 290000Z FEB 06", "", Routine, NoPrecedence},
		{"R 320000Z JAN 06", "", Routine, NoPrecedence},
		{"R 082451Z FEB 06", "", Routine, NoPrecedence},
		{"R 081661Z FEB 06", "", Routine, NoPrecedence},
		{"R XXXXXXZ FEB 06", "", Routine, NoPrecedence},
		{"R 081651Z FOO 06", "", Routine, NoPrecedence},
	} {
		d := header(KindDateTimeGroup, row.line)
		g := d.Transmission.DTG
		if g.ISO() != row.iso || g.Action != row.action || g.InfoLevel != row.info {
			t.Errorf("%q: %s %v %v, want %s %v %v", row.line, g.ISO(), g.Action, g.InfoLevel, row.iso, row.action, row.info)
		}
		if bad := len(d.Transmission.Malformed) > 0; bad != (row.iso == "") {
			t.Errorf("%q: malformed %v", row.line, bad)
		}
	}
}

func TestTransmissionLines(t *testing.T) {
	for _, row := range []struct {
		kind Kind
		line string
		good bool
	}{
		{KindStart, "VZCZCXRO1234", true},
		{KindStart, "VZCZCXYZ0001", true},
		{KindStart, "VZCZCMDI671", true},
		{KindStart, "VZCZCXRO", false},
		{KindStart, "VZCZCXRO12345", false},
		{KindStart, "VZCZC1234", false},
		{KindCalledStations, "RR RUEHWEB", true},
		{KindCalledStations, "OO RUEHC RUEHBS RUEHPA", true},
		{KindCalledStations, "ZZ RUEHC", true},
		{KindCalledStations, "OP RUEHC", false},
		{KindCalledStations, "OO", false},
		{KindCalledStations, "OO Q", false},
		{KindDE, "DE RUEHFR #0824/01 0391651", true},
		{KindDE, "DE RUEHFR #0824 0391651", true},
		{KindDE, "DE RUEHFR #824 0391651", false},
		{KindDE, "DE RUEHFR 0824 0391651", false},
		{KindDE, "DE RUEHFR #0824 3671651", false},
		{KindDE, "DE RUEHFR #0824 0002461", false},
		{KindDE, "DE RUEHFR #0824/1 0391651", false},
		{KindSecurity, "ZNY CCCCC ZZH", true},
		{KindSecurity, "ZNY SSSSS ZZH", true},
		{KindSecurity, "ZNY TTTTT ZZH", true},
		{KindSecurity, "ZNY EEEEE ZZH", true},
		{KindSecurity, "ZNR UUUUU ZZH", true},
		{KindSecurity, "ZNY CCCCC ZZH ZDS", true},
		{KindSecurity, "ZNY CCCCC ZZH (CCY AD40E4BD MSI7190-632)", true},
		{KindSecurity, "ZNY UUUUU ZZH", false},
		{KindSecurity, "ZNR CCCCC ZZH", false},
		{KindSecurity, "ZNY CCCC ZZH", false},
		{KindSecurity, "ZNY CCSCC ZZH", false},
		{KindSecurity, "ZNY CCCCC", false},
		{KindFrom, "FM AMEMBASSY PARIS", true},
		{KindFrom, "FM SECSTATE WASHDC", true},
		{KindFrom, "FM", false},
	} {
		d := header(row.kind, row.line)
		if good := len(d.Transmission.Malformed) == 0; good != row.good {
			t.Errorf("%q: fits %v, want %v", row.line, good, row.good)
		}
	}
}

func TestTransmissionObject(t *testing.T) {
	d := header(KindDE, "DE RUEHFR #0824/01 0391651")
	if de := d.Transmission.DE; de.Serial != 824 || de.Section != 1 || de.JulianDay != 39 || de.Minute != 16*60+51 {
		t.Errorf("DE line %+v", de)
	}
	o := d.transmissionObject()
	if o.RoutingIndicator != "RUEHFR" || o.Serial == nil || *o.Serial != 824 {
		t.Errorf("object %+v", o)
	}
	if o := header(KindFrom, "FM amembassy paris ").transmissionObject(); o.From != "AMEMBASSY PARIS" {
		t.Errorf("from %q", o.From)
	}
	if o := new(Document).transmissionObject(); o != nil {
		t.Errorf("a cable without header has %+v", o)
	}
	if o := header(KindCalledStations, "PP RUEHC").transmissionObject(); o.Precedence != "PRIORITY" {
		t.Errorf("precedence of the called stations %q", o.Precedence)
	}
}
