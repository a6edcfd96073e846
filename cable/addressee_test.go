package cable

import "testing"

func TestAddressee(t *testing.T) {
	for _, row := range []struct {
		line                   string
		info                   bool
		indicator, name, level string
		number                 string
	}{
		{"TO RUEHC/SECSTATE WASHDC 4041", false, "RUEHC", "SECSTATE WASHDC", "", "4041"},
		{"TO RUEHC/SECSTATE WASHDC IMMEDIATE 4041", false, "RUEHC", "SECSTATE WASHDC", "IMMEDIATE", "4041"},
		{"TO RUEHC/SECSTATE WASHDC PRIORITY 4041", false, "RUEHC", "SECSTATE WASHDC", "PRIORITY", "4041"},
		{"TO RUEHC/SECSTATE WASHDC NIACT IMMEDIATE 4041", false, "RUEHC", "SECSTATE WASHDC", "NIACT IMMEDIATE", "4041"},
		{"TO RUEHC/SECSTATE WASHDC FLASH 0001", false, "RUEHC", "SECSTATE WASHDC", "FLASH", "0001"},
		{"TO RUEHC/SECSTATE WASHDC ROUTINE", false, "RUEHC", "SECSTATE WASHDC", "ROUTINE", ""},
		{"TO RUEHC/SECSTATE WASHDC", false, "RUEHC", "SECSTATE WASHDC", "", ""},
		{"TO SECSTATE WASHDC 7561", false, "", "SECSTATE WASHDC", "", "7561"},
		{"TO SECSTATE WASHDC IMMEDIATE 7738", false, "", "SECSTATE WASHDC", "IMMEDIATE", "7738"},
		{"To ruehc/secstate washdc immediate 4041", false, "RUEHC", "SECSTATE WASHDC", "IMMEDIATE", "4041"},
		{"INFO RUCNMEM/EU MEMBER STATES", true, "RUCNMEM", "EU MEMBER STATES", "", ""},
		{"INFO RUEHBS/AMEMBASSY BRUSSELS 1234-1237", true, "RUEHBS", "AMEMBASSY BRUSSELS", "", "1234-1237"},
		{"INFO RUEHBS/AMEMBASSY BRUSSELS PRIORITY 1234-1237", true, "RUEHBS", "AMEMBASSY BRUSSELS", "PRIORITY", "1234-1237"},
		{"RUEHAD/AMEMBASSY ABU DHABI 0123", true, "RUEHAD", "AMEMBASSY ABU DHABI", "", "0123"},
		{"RUEHUN/USMISSION USUN NEW YORK 12345", true, "RUEHUN", "USMISSION USUN NEW YORK", "", "12345"},
		{"RHEHNSC/NSC WASHDC PRIORITY", true, "RHEHNSC", "NSC WASHDC", "PRIORITY", ""},
		{"RHEHNSC/WHITE HOUSE NSC WASHDC", true, "RHEHNSC", "WHITE HOUSE NSC WASHDC", "", ""},
		{"RUEKJCS/SECDEF WASHDC//USDP:ISA//", true, "RUEKJCS", "SECDEF WASHDC//USDP:ISA//", "", ""},
		{"RHMFISS/CDR USCENTCOM MACDILL AFB FL", true, "RHMFISS", "CDR USCENTCOM MACDILL AFB FL", "", ""},
		{"RHMFISS/CDR JTF 7", true, "RHMFISS", "CDR JTF 7", "", ""},
		{"RUEAIIA/CIA WASHDC 0042", true, "RUEAIIA", "CIA WASHDC", "", "0042"},
		{"ZEN/AMCONSUL EUROVILLE", true, "ZEN", "AMCONSUL EUROVILLE", "", ""},
		{"AMEMBASSY OSLO PRIORITY", true, "", "AMEMBASSY OSLO", "PRIORITY", ""},
		{"AMEMBASSY OSLO", true, "", "AMEMBASSY OSLO", "", ""},
		{"RUEHNO/USMISSION USNATO 22", true, "RUEHNO", "USMISSION USNATO 22", "", ""},
		{"RUEHNO/USMISSION USNATO PRIORITY 22", true, "RUEHNO", "USMISSION USNATO", "PRIORITY", "22"},
		{"INFO NATO EU COLLECTIVE", true, "", "NATO EU COLLECTIVE", "", ""},
		{"RUEAWJA/DEPT OF JUSTICE WASHDC", true, "RUEAWJA", "DEPT OF JUSTICE WASHDC", "", ""},
		{"RUCPDOC/USDOC WASHDC 1234 ", true, "RUCPDOC", "USDOC WASHDC", "", "1234"},
		{"INFO  RUEHZL/EUROPEAN POLITICAL COLLECTIVE", true, "RUEHZL", "EUROPEAN POLITICAL COLLECTIVE", "", ""},
		{"XXXXXXXXXXXX", true, "", "XXXXXXXXXXXX", "", ""},
	} {
		d, _ := field(row.line)
		d.parseAddressees(0, 0, row.info)
		list := d.addressees(d.Transmission.To)
		if row.info {
			list = d.addressees(d.Transmission.Info)
		}
		if len(list) != 1 {
			t.Errorf("%q: %d addressees", row.line, len(list))
			continue
		}
		if row.level == "" {
			row.level = "ROUTINE"
		}
		want := AddresseeObject{RoutingIndicator: row.indicator, Name: row.name, Precedence: row.level, ContinuityNumber: row.number}
		if list[0] != want {
			t.Errorf("%q:\n got %+v\nwant %+v", row.line, list[0], want)
		}
	}
}

func TestAddresseesOnSeveralLines(t *testing.T) {
	d, _ := field("INFO RUCNMEM/EU MEMBER STATES\nRUEHNO/USMISSION USNATO 0022\n\nRUEHMO/AMEMBASSY MOSCOW PRIORITY 7\n")
	d.parseAddressees(0, 3, true)
	if n := len(d.Transmission.Info); n != 3 {
		t.Fatalf("%d addressees, want 3", n)
	}
	if got := d.addressees(d.Transmission.Info)[2]; got.Name != "AMEMBASSY MOSCOW" || got.Precedence != "PRIORITY" || got.ContinuityNumber != "7" {
		t.Errorf("third addressee %+v", got)
	}
}

func TestPageHeadIsNoAddressee(t *testing.T) {
	d, _ := field("INFO PAGE 02 STATE 012345 161435Z\nAMEMBASSY OSLO\n")
	d.parseAddressees(0, 1, true)
	if list := d.addressees(d.Transmission.Info); len(list) != 1 || list[0].Name != "AMEMBASSY OSLO" {
		t.Errorf("addressees %+v", list)
	}
}
