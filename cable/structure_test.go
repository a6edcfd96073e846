package cable

import (
	"fmt"
	"strings"
	"testing"
)

// numbers is the paragraphs of a body under an ordinary header: the number, n for
// an item of a list, r for one that starts in mid-line, and the mark.
func numbers(body string) string {
	d := Parse([]byte(wireHeader + wireFields + body))
	var out []string
	for _, p := range d.Paragraphs {
		s := fmt.Sprint(p.Number)
		if p.Nested {
			s += "n"
		}
		if p.RunOn {
			s += "r"
		}
		out = append(out, s+string(d.Bytes(p.Mark.Span)))
	}
	return strings.Join(out, " ")
}

func TestParagraphs(t *testing.T) {
	long := strings.Repeat(" rode through the forest of Zenda", 4) + "."
	for _, c := range []struct{ name, body, want string }{
		{"the ordinary form", "1. (C) One.\n\n2. (S) Two.\n", "1(C) 2(S)"},
		{"with a pilcrow", "¶1. (C) One.\n\n¶2. (C) Two.\n", "1(C) 2(C)"},
		{"with a pilcrow and blanks", " ¶1.  (C)  One.\n\n ¶2. (C) Two.\n", "1(C) 2(C)"},
		{"no blank after the stop", "1.(C) One.\n\n2.(SBU) Two.\n", "1(C) 2(SBU)"},
		{"a comma for the stop", "1. (C) One.\n\n2, (C) Two.\n", "1(C) 2(C)"},
		{"two stops", "1. (C) One.\n\n2.. (SBU) Two.\n", "1(C) 2(SBU)"},
		{"no stop", "1. (C) One.\n\n2 (SBU) Two.\n", "1(C) 2(SBU)"},
		{"a colon for the stop", "1. (C) One.\n\n2: (C) Two.\n", "1(C) 2(C)"},
		{"a mark without its end", "1. (C The duke (who is tired) came.\n\n2. (S/NF He left.\n", "1(C 2(S/NF"},
		{"a mark without its end before a redaction and a short word", "1. (C [NAME REMOVED] came.\n\n2. (S/NF  I came.\n", "1(C 2(S/NF"},
		{"a parenthesis that is no mark", "1. (C Company of the royal guard in Zenda) came.\n", "1"},
		{"the mark before the number", "(C) 1. One.\n\n(C) 2. Two.\n", "1(C) 2(C)"},
		{"the mark below the number", "1.\n(C) One.\n\n2.\n(S) Two\nand more.\n", "1(C) 2(S)"},
		{"a mark below a number and its text", "1. One\n(C) two.\n", "1"},
		{"the number in parentheses", "1. (C) One.\n\n(2). (C) Two.\n", "1(C) 2(C)"},
		{"a list in parentheses", "1. (C) One:\n\n(2) wine (U) was drunk.\n", "1(C)"},
		{"no marks at all", "1. One.\n\n2. Two.\n", "1 2"},
		{"one paragraph without a mark", "1. (C) One.\n\n2. Two.\n\n3. (C) Three.\n", "1(C) 2 3(C)"},
		{"a number alone on its line", "1.\nOne.\n\n2.\nTwo.\n", "1 2"},
		{"the whole text marked", "1. (C - ENTIRE TEXT)\n\n2. TWO.\n\n3. THREE.\n", "1(C - ENTIRE TEXT) 2 3"},
		{"a number twice", "1. (C) One.\n\n2. (C) Two.\n\n2. (C) Three.\n", "1(C) 2(C) 2(C)"},
		{"a number twice without marks", "1. ONE.\n\n2. TWO.\n\n2. THREE.\n", "1 2 2"},
		{"a gap", "1. (C) One.\n\n4. (C) Four.\n", "1(C) 4(C)"},
		{"number 1 twice, and no number 2", "1. (C) One.\n\n1. (C) Two.\n\n3. (C) Three.\n", "1(C) 1(C) 3(C)"},
		{"a first line that was sent twice", "1. (C) One came.\n\n¶2. (C) Two came to the old forest\n¶2. (C) Two came to the old forest\n¶2. (C) Two came to the old forest\nand left.\n\n3. (C) Three.\n", "1(C) 2(C) 3(C)"},
		{"a list of one item", "1. (C) One.\n\n1. (C) An item.\n\n2. (C) Two.\n", "1(C) 1n(C) 2(C)"},
		{"a number that goes back", "1. (C) One.\n\n2. (C) Two.\n\n3. (C) Three.\n\n2. (C) Again.\n", "1(C) 2(C) 3(C) 2(C)"},
		{"no mark, below a heading in capitals", "¶1. (C) One.\nWINE AND BREAD\n¶2. Two came.\n", "1(C) 2"},
		{"a figure below a line in capitals", "¶1. (C) One.\nWINE AND BREAD\n2. Two came.\n", "1(C)"},
		{"no blank lines between", "¶1. (C) One.\n¶2. (C) Two.\n", "1(C) 2(C)"},
		{"marked and without a number", "1. (C) One.\n\n(U) Minimize considered.\n", "1(C) 0(U)"},
		{"marked, without a number and a blank line, in unwrapped text", "1. (U) Background\n(S/NF) The duke" + long + "\n(C) The king" + long + "\n", "1(U) 0(S/NF) 0(C)"},
		{"a line of an unwrapped paragraph that goes on", "1. (U) The mark of the duke's letters" + long[:len(long)-1] + "\n(C) Was wrong" + long + "\n", "1(U)"},
		{"a short marked line without a blank line", "1. (U) Background.\n(C) The duke came.\n", "1(U)"},
		{"an unwrapped list with capitals", "1. (U) They want:\n(A) Bread" + long + "\n(B) Wine" + long + "\n(C) Salt" + long + "\n", "1(U)"},
		{"a paragraph in mid-line", "1. (C) One came. 2. (C) Two came.\n", "1(C) 2r(C)"},
		{"two paragraphs in mid-line", "1. (C) One. 2. (C) Two. 3. (S/NF) Three.\n", "1(C) 2r(C) 3r(S/NF)"},
		{"a paragraph in mid-line after a note without a stop", "1. (C) One came. (End note) 2. (C) Two \"came\" 3. (C) Three.\n", "1(C) 2r(C) 3r(C)"},
		{"a number after a letter in parentheses is none", "1. (C) One named (a), (b) 2. (C) Two and \"b\" 2 (C) Three.\n", "1(C)"},
		{"a reference to a paragraph is none", "1. (C) One, see para 2. (C) was meant.\n", "1(C)"},
		{"another number in mid-line is none", "1. (C) One came. 12. (C) Two came.\n", "1(C)"},
		{"a number in mid-line after some that are missing", "1. (C) One came. 4. (C) COMMENT: Two came.\n", "1(C) 4r(C)"},
		{"a paragraph that a sentence names is none", "1. (C) One came. See paras. 3. (C) and 4. (C) for two.\n", "1(C)"},
		{"a number and a mark inside a sentence are none", "1. (C) One came. 4. (C) was the best of them.\n", "1(C)"},
		{"an item in parentheses is none", "1. (C) They want peace. (2) (C) is a mark.\n", "1(C)"},
		{"a list that restarts", "1. (C) One:\n\n1. bread\n2. wine\n\n2. (C) Two.\n", "1(C) 1n 2n 2(C)"},
		{"a list with blank lines", "1. (C) One:\n\n1. Bread.\n\n2. Wine.\n\n3. Salt.\n\n2. (C) Two.\n", "1(C) 1n 2n 3n 2(C)"},
		{"a list in parentheses with marks", "1. (C) One:\n\n1) (C) Bread.\n\n2) (C) Wine.\n\n2. (C) Two.\n", "1(C) 1n(C) 2n(C) 2(C)"},
		{"a table of contents", "1. Lead stories\n2. Bread\n3. Wine\n\n1. Lead stories\n\nThe papers wrote.\n\n2. Bread\n\nNone.\n", "1 2 3 1n 2n"},
		{"a year at a line start", "1. (C) The king was crowned in\n2005. He rules still.\n\n2. (C) Two.\n", "1(C) 2(C)"},
		{"a year with a pilcrow", "¶1. (C) The king was crowned in\n¶2005. He rules still.\n\n¶2. (C) Two.\n", "1(C) 2(C)"},
		{"a day with a pilcrow", "¶1. (C) The king was crowned on June\n¶15. He rules still.\n\n¶2. (C) Two.\n", "1(C) 2(C)"},
		{"the next number, but a day", "¶1. (C) The king was crowned on June\n¶2. He rules still.\n\n¶2. (C) Two.\n", "1(C) 2(C)"},
		{"a section of an order is none", "1. (C) It was classified for reasons\n1.4 (b) and (d).\n\n2. (C) Two.\n", "1(C) 2(C)"},
		{"a sum is none", "1. (C) It cost\n12,500 (U) crowns.\n", "1(C)"},
		{"after a redaction", "1. (C) One.\n\nXXXXXXXXXXXX\n¶2. The desk cleared this.\n", "1(C) 2"},
		{"lines that end in CR LF", "1. (C) One.\r\n\r\n2. (C) Two.\r\n", "1(C) 2(C)"},
		{"after a heading without a blank line", "1. (C) One.\n\nTHE DUKE\n--------\n2. (C) Two.\n", "1(C) 2(C)"},
		{"behind a page header", "1. (C) One.\nPAGE 02 ZENDA 00123 01 OF 02 081651Z 2. (C) Two.\n", "1(C) 2(C)"},
		{"a heading by its number below a list", "1. (C) One:\n1) Bread (white)\n2) Wine (red)\n\n15. Collection and carriage\n\nAll of it.\n", "1(C) 15"},
		{"a day below a line that ends in a parenthesis", "1. (C) One came in June (or July)\n\n15. He rules still, and means to\nrule on.\n", "1(C)"},
		{"two hundred is no paragraph", "1. (C) One.\n\n250. Men came.\n", "1(C)"},
		{"a decimal is none", "1. (C) One.\n\n2.5 percent was asked.\n", "1(C)"},
		{"a telephone number is none", "1. (C) One.\n\n2. (C) Call\n202 555 0100.\n", "1(C) 2(C)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := numbers(c.body); got != c.want {
				t.Errorf("%q gives %q, expected %q", c.body, got, c.want)
			}
		})
	}
}

func TestParagraphEnds(t *testing.T) {
	d := Parse([]byte(wireHeader + wireFields + "1. (C) One\nand more.\n\nHEADING\n-------\n\n2. (C) Two:\n\n1. bread\n\n2. wine\n\nand this. \n\n3. (C) Three.\nSAPT\n"))
	var got []string
	for _, p := range d.Paragraphs {
		got = append(got, string(d.Bytes(p.Text)))
	}
	want := []string{"One\nand more.", "Two:\n\n1. bread\n\n2. wine\n\nand this.", "bread", "wine\n\nand this.", "Three."}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("texts are %q, expected %q", got, want)
	}
}

func TestFalsePilcrows(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       int
	}{
		{"none", "¶1. (C) One.\n\n¶2. (C) Two.\n", 0},
		{"a year", "¶1. (C) Crowned in\n¶2005. He rules.\n", 1},
		{"a day and a year", "¶1. (C) Crowned on June\n¶15. It was\n¶2005. He rules.\n", 2},
		{"a list item is true", "¶1. (C) One:\n\n¶1. bread\n¶2. wine\n", 0},
		{"a lettered item is no number", "¶1. (C) One:\n\n¶A. bread\n¶B. wine\n", 0},
		{"a resolution", "¶1. (C) They voted on UNSCR\n¶1737. It passed.\n", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := len(Parse([]byte(wireHeader + wireFields + c.body)).FalsePilcrows); got != c.want {
				t.Errorf("%q has %d, expected %d", c.body, got, c.want)
			}
		})
	}
}

// marks is the furniture of a body: the mark, i for one inside a line, m where it
// tears a sentence, and what would be cut.
func furniture(body string) string {
	d := Parse([]byte(wireHeader + wireFields + body))
	var out []string
	for _, f := range d.Furniture {
		s := string(d.Bytes(f.Span))
		if f.Inline {
			s += " i"
		}
		if f.MidText {
			s += " m"
		}
		out = append(out, s)
	}
	return strings.Join(out, "|")
}

// TestFurnitureInTheHeader: what stands before paragraph 1 is header; a text without
// numbers begins below it too.
func TestFurnitureInTheHeader(t *testing.T) {
	const mark = "ZENDA 00000123  002 OF 002\n"
	fields := strings.Replace(wireFields, "REF: ", mark+"\nREF: ", 1)
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"before the fields", wireHeader + fields + "\n1. (C) One.\n", true},
		{"before paragraph 1", wireHeader + wireFields + "\n" + mark + "\n1. (C) One.\n", true},
		{"behind paragraph 1", wireHeader + wireFields + "\n1. (C) One.\n\n" + mark + "\n2. (C) Two.\n", false},
		{"in a text without numbers", wireHeader + wireFields + "\nThe papers had one story.\n\n" + mark + "\nThey had no other.\n", false},
		{"before the fields of one", wireHeader + fields + "\nThe papers had one story.\n", true},
	} {
		d := Parse([]byte(c.text))
		if len(d.Furniture) != 1 || d.Furniture[0].Header != c.want {
			t.Errorf("%s: %+v", c.name, d.Furniture)
		}
	}
}

func TestFurniture(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"between paragraphs", "1. (C) One.\n\nZENDA 00000123  001.2 OF 002\n\n\n2. (C) Two.\n", "ZENDA 00000123  001.2 OF 002"},
		{"inside a sentence", "1. (C) One had asked the\n\nZENDA 00000123  002 OF 002\n\n\nking.\n", "ZENDA 00000123  002 OF 002 m"},
		{"with one blank before the section", "1. (C) One had asked the\nZENDA 00000123 002 OF 002\nking.\n", "ZENDA 00000123 002 OF 002 m"},
		{"inside a line", "1. (C) One had asked ZENDA 00000123 002 OF 002 the king.\n", "ZENDA 00000123 002 OF 002 i m"},
		{"at the start of a line", "1. (C) One.\nZENDA 00000123 002 OF 002 Two.\n", "ZENDA 00000123 002 OF 002 i m"},
		{"another post of one word inside a line", "1. (C) One had asked in STRELSAU 00000123 002 OF 002 the king.\n", "STRELSAU 00000123 002 OF 002 i m"},
		{"a rank is none", "1. (C) Ruritania ranked 104 of 159 states.\n", ""},
		{"a share is none", "1. (C) Of these, 30 OF 035 voted.\n", ""},
		{"an older page header", "1. (C) One had asked the\nCONFIDENTIAL\n\nPAGE 02 ZENDA 00123 01 OF 02 081651Z\n\nking.\n", "PAGE 02 ZENDA 00123 01 OF 02 081651Z m"},
		{"an older page header with text", "1. (C) One had asked the\nPAGE 02 ZENDA 00123 01 OF 02 081651Z king.\n", "PAGE 02 ZENDA 00123 01 OF 02 081651Z i m"},
		{"an older page header in mid-line", "1. (C) One had asked PAGE 02 ZENDA 00123 01 OF 02 081651Z the king.\n", "PAGE 02 ZENDA 00123 01 OF 02 081651Z i m"},
		{"an older page header in two lines", "1. (C) ONE HAD ASKED THE\nPAGE 02\nZENDA 00123 081651Z\nKING.\n", "PAGE 02\nZENDA 00123 081651Z m"},
		{"a page of a book is none", "1. (C) See PAGE 02 of the report.\n", ""},
		{"the form of 2007", "1. (C) One had asked the\nPAGE 02 RUEHZZA0123 C O N F I D E N T I A L ZENDA 000123\nking.\n", "PAGE 02 RUEHZZA0123 C O N F I D E N T I A L ZENDA 000123 m"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := furniture(c.body); got != c.want {
				t.Errorf("%q gives %q, expected %q", c.body, got, c.want)
			}
		})
	}
}

// flows is the texts of the blocks of the body.
func flows(body string) string {
	d := Parse([]byte(wireHeader + wireFields + body))
	var f Flow
	var out []string
	for i, b := range d.Blocks {
		if b.First >= d.BodyLine {
			d.Flow(i, &f)
			out = append(out, string(f.Text))
		}
	}
	return strings.Join(out, "|")
}

func TestFlowLeapsOverWhatIsNoText(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"plain", "1. (C) One\nand two.\n\n2. (C) Three.\n", "1. (C) One\nand two.|2. (C) Three."},
		{"pilcrow", "¶1. (C) One.\n", "1. (C) One."},
		{"furniture", "1. (C) One had asked the\n\nZENDA 00000123  002 OF 002\n\n\nking.\n", "1. (C) One had asked the\nking."},
		{"furniture inside a line", "1. (C) One had asked ZENDA 00000123 002 OF 002 the king.\n", "1. (C) One had asked  the king."},
		{"a repeated caption", "1. (C) One had asked the\n\nSIPDIS\nking.\n", "1. (C) One had asked the\nking."},
		{"an echo", "1. (C) One had asked the king\nQ1. (C) One had asked the king\nof Ruritania.\n", "1. (C) One had asked the king\nof Ruritania."},
		{"a blank line in a sentence", "1. (C) One had asked the king in the presence of the\n\nduke of Strelsau.\n", "1. (C) One had asked the king in the presence of the\nduke of Strelsau."},
		{"a blank line between sentences", "1. (C) One had asked the king.\n\nAll went home.\n", "1. (C) One had asked the king.|All went home."},
		{"a cut address", "1. (C) See http://www.state.example/p/eur/zenda/index/a.c fm now.\n", "1. (C) See http://www.state.example/p/eur/zenda/index/a.c fm now."},
		{"an address cut after 45", "1. (C) See\nhttp://www.state.example/p/eur/zenda/abcdefgh.c fm\n", "1. (C) See\nhttp://www.state.example/p/eur/zenda/abcdefgh.c fm"},
		{"CR LF", "1. (C) One\r\nand two.\r\n", "1. (C) One\nand two."},
		{"page header", "1. (C) ONE HAD ASKED THE\nCONFIDENTIAL\nPAGE 02 ZENDA 00123 01 OF 02 081651Z\nKING.\n", "1. (C) ONE HAD ASKED THE\nKING."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := flows(c.body); got != c.want {
				t.Errorf("%q flows as %q, expected %q", c.body, got, c.want)
			}
		})
	}
}

func TestCuts(t *testing.T) {
	line := "Classified By: Minister Counselor for Political Affairs R. Rassendyll f"
	if len(line) != 71 {
		t.Fatalf("the line has %d columns", len(line))
	}
	token := "http://www.state.example/p/eur/zenda/index123"
	if len(token) != 45 {
		t.Fatalf("the word has %d characters", len(token))
	}
	head := wireHeader + wireFields[:strings.Index(wireFields, "Classified By")]
	body := "\n1. (C) One.\n"
	for _, c := range []struct {
		name, text, want string
	}{
		{"column 71", head + line + "\nor reasons 1.4 (b) and (d)\n" + body, "0:\n"},
		{"column 71 with the archive's blank", head + line + " \nor reasons 1.4 (b) and (d)\n" + body, "0: \n"},
		{"column 71 and CR LF", head + line + "\r\nor reasons 1.4 (b)\r\n" + body, "0:\r\n"},
		{"column 70", head + line[:70] + " \nfor reasons 1.4 (b) and (d)\n" + body, ""},
		{"column 71, and the next line begins with a blank", head + line + "\n or reasons 1.4 (b)\n" + body, ""},
		{"column 71 in a line that was unwrapped", head + line[:69] + " r easons 1.4 (b) and (d)\n" + body, "0: "},
		{"the same behind a letter of two bytes", head + strings.Replace(line[:69], "Rass", "R\u00e4ss", 1) + " r easons 1.4 (b) and (d)\n" + body, "0: "},
		{"column 70, unwrapped", head + line[:68] + " r easons 1.4 (b) and (d)\n" + body, ""},
		{"two initials at column 71, unwrapped", head + line[:69] + " d e Vale, reasons 1.4 (b) and (d)\n" + body, ""},
		{"the blank between two words at column 71, unwrapped", head + line[:68] + " by reasons 1.4 (b) and (d)\n" + body, ""},
		{"a line of the text at column 71", head + body + "2. (C) " + line[:64] + "\nor others.\n", ""},
		{"45 characters", head + body + "See " + token + " .cfm\n", "1: "},
		{"45 characters at the end of a line", head + body + "See " + token + "\n.cfm\n", ""},
		{"44 characters", head + body + "See " + token[:44] + " .cfm\n", ""},
		{"46 characters", head + body + "See " + token + "4 .cfm\n", ""},
		{"a ruler", head + body + "\nHEADING\n" + strings.Repeat("-", 45) + " ---\n", "2: "},
		{"two rulers of 45", head + body + "\nHEADING\n" + strings.Repeat("-", 45) + " ===\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Parse([]byte(c.text))
			var got []string
			for _, cut := range d.Cuts {
				got = append(got, fmt.Sprintf("%d:%s", cut.Kind, d.Bytes(cut.Span)))
			}
			if s := strings.Join(got, "|"); s != c.want {
				t.Errorf("cuts are %q, expected %q", s, c.want)
			}
		})
	}
}

func TestEditions(t *testing.T) {
	for _, c := range []struct {
		name string
		want Edition
	}{
		{"wire", EditionWire}, {"press", EditionPress}, {"mirror", EditionMirror}, {"lower", EditionLower}, {"extract", EditionWire}, {"record", EditionWire},
	} {
		if got := Parse([]byte(samples[c.name])).Edition; got != c.want {
			t.Errorf("%s is read as %s", c.name, got)
		}
	}
	if d := Parse([]byte(samples["extract"])); !d.Partial {
		t.Error("the extract is not read as partial")
	}
}

func TestEras(t *testing.T) {
	for _, c := range []struct {
		date string
		want Era
	}{
		{"081651Z FEB 66", Era10501}, {"312359Z MAY 72", Era10501}, {"010000Z JUN 72", Era11652}, {"302359Z NOV 78", Era11652},
		{"010000Z DEC 78", Era12065}, {"312359Z JUL 82", Era12065}, {"010000Z AUG 82", Era12356}, {"132359Z OCT 95", Era12356},
		{"140000Z OCT 95", Era12958}, {"212359Z SEP 03", Era12958}, {"220000Z SEP 03", Era13292}, {"262359Z JUN 10", Era13292},
		{"270000Z JUN 10", Era13526},
	} {
		if got := Parse([]byte(strings.Replace(wire, "081651Z FEB 06", c.date, 1))).Era; got != c.want {
			t.Errorf("%s is of era %q, expected %q", c.date, got, c.want)
		}
	}
	smart := strings.Replace(wire, "081651Z FEB 06", "081651Z FEB 10", 1)
	smart = strings.Replace(smart, "Classified By: AMBASSADOR RUDOLF RASSENDYLL FOR REASONS 1.4 (B) AND (D)",
		"CLASSIFIED BY: Rudolf Rassendyll, Ambassador, State, Front Office; REASON: 1.4(B), (D)", 1)
	smart = strings.Replace(smart, "DECL: 02/08/2016", "DECL: 2020/02/08", 1)
	if d := Parse([]byte(smart)); d.Era != EraSMART {
		t.Errorf("a SMART message is of era %q", d.Era)
	}
	older := strings.Replace(smart, "DECL: 2020/02/08", "DECL: 2/8/2020", 1)
	if d := Parse([]byte(older)); d.Era != EraSMART {
		t.Errorf("a SMART message with the date of other cables is of era %q", d.Era)
	}
	for _, reason := range []string{".\nREASON:", ". REASON:", ", REASON:"} {
		if d := Parse([]byte(strings.Replace(older, "; REASON:", reason, 1))); d.Era != Era13292 {
			t.Errorf("an authority with %q is of era %q", reason, d.Era)
		}
	}
}

// TestErasWithoutDateTimeGroup: extracts lost their header; what published them
// says when they were sent.
func TestErasWithoutDateTimeGroup(t *testing.T) {
	for _, c := range []struct {
		id, created, order string
		want               Era
	}{
		{"", "", "12958", Era12958},
		{"04ZENDA123", "", "12958", Era13292},
		{"02ZENDA123", "", "12958", Era12958},
		{"03ZENDA123", "", "12958", Era12958}, // the year of the change
		{"", "2003-10-08 16:51", "12958", Era13292},
		{"", "1975 October 29, 22:05 (Wednesday)", "", Era11652},
		{"88ZENDA28", "", "12958", Era12958}, // the text of another cable
		{"04ZENDA123", "", "12598", Era13292},
	} {
		text := samples["extract"][strings.Index(samples["extract"], "\n\n")+1:]
		text = strings.Replace(strings.Replace(text, "081651Z Feb 04\n", "", 1), "E.O. 12958:", "E.O. "+c.order+":", 1)
		if c.order == "" {
			text = strings.Replace(text, "E.O. : DECL: 02/08/2016\n", "", 1)
		}
		var d Document
		new(Scanner).Scan(&d, []byte(text), &Metadata{ID: c.id, Created: c.created})
		if d.Era != c.want {
			t.Errorf("%+v: era %q", c, d.Era)
		}
	}
}

func TestKindsOfSamples(t *testing.T) {
	for name, want := range map[string]string{
		"press": "1:start 2:called 4:de 5:security 6:dtg 7:from 8:to 9:page 10:banner 11:caption 12:caption 13:eo 14:tags 15:subject " +
			"16:authority 17:para 19:para",
		"record": "1:attributes 4:legacy 6:legacy 8:distribution 9:distribution 11:distribution 12:counter 13:dtg 14:from 15:to 16:info 18:banner " +
			"20:eo 21:tags 22:subject 24:para 25:legacy 27:legacy 29:legacy 31:text 33:para 34:signature 36:legacy 38:end 42:attributes " +
			"44:attributes 45:attributes 46:attributes 47:attributes 48:attributes 49:attributes",
		"lower":   "1:banner 3:caption 5:eo 6:tags 7:subject 9:para",
		"extract": "1:partial 3:dtg 4:banner 6:caption 8:slug 10:eo 11:tags 12:subject 13:subject 15:ref 16:ref 18:authority 20:para 21:text 22:text 24:ruler 25:heading 26:ruler 28:para 29:text 31:furniture 34:text 36:para 37:text 38:signature",
	} {
		if got := kinds(samples[name]); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, want)
		}
	}
}

func TestKindsOfHeaders(t *testing.T) {
	body := "\n\n1. (C) One.\n"
	for _, c := range []struct{ name, text, want string }{
		{"fields on one line", "UNCLAS ZENDA 000123\nSIPDIS E.O. 12958: N/A TAGS: PGOV, RU\nSUBJECT: A DUKE" + body, "1:banner 2:eo 3:subject 5:para"},
		{"E.O. after a passing line", "C O N F I D E N T I A L ZENDA 000123\n\nDEPT FOR EUR/RUR E.O. 12958: DECL: 02/08/2016\nTAGS: PGOV" + body, "1:banner 3:eo 4:tags 6:para"},
		{"TAGS on two lines", "UNCLAS ZENDA 000123\nE.O. 12958: N/A\nTAGS: PGOV PREL\nPTER, RU\nSUBJECT: A" + body, "1:banner 2:eo 3:tags 4:tags 5:subject 7:para"},
		{"SUBJECT with a blank line", "UNCLAS ZENDA 000123\nE.O. 12958: N/A\nTAGS: PGOV\nSUBJECT: A DUKE WHO CAME AS\n\nTHE KING WENT\n\nREF: ZENDA 12" + body, "1:banner 2:eo 3:tags 4:subject 6:subject 8:ref 10:para"},
		{"REF with a blank line", "UNCLAS ZENDA 000123\nE.O. 12958: N/A\nTAGS: PGOV\nSUBJECT: A\nREF: A. ZENDA 12\n\n¶B. ZENDA 13" + body, "1:banner 2:eo 3:tags 4:subject 5:ref 7:ref 9:para"},
		{"furniture in the header", "UNCLAS SECTION 01 OF 02 ZENDA 000123\nE.O. 12958: N/A\nTAGS: PGOV\nZENDA 00000123 001.2 OF 002\nSUBJECT: A" + body, "1:banner 2:eo 3:tags 4:furniture 5:subject 7:para"},
		{"the authority numbered", "S E C R E T ZENDA 000123\nE.O. 12958: DECL: 02/08/2016\nTAGS: PGOV\nSUBJECT: A\n\n¶1. Classified by R. Sapt. Reason: 1.4 (d)\n\n¶2. (S) Two.\n", "1:banner 2:eo 3:tags 4:subject 6:authority 8:para"},
		{"SUBJECT again", "UNCLAS ZENDA 000123\nE.O. 12958: N/A\nTAGS: PGOV\nSUBJECT: THE DUKE RETURNS\n\nREF: ZENDA 12\n\nSUBJECT: THE DUKE RETURNS" + body, "1:banner 2:eo 3:tags 4:subject 6:ref 8:subject 10:para"},
		{"prose that begins with SUBJECT", "UNCLAS ZENDA 000123\nE.O. 12958: N/A\nTAGS: PGOV\nSUBJECT: THE DUKE RETURNS\n" + body + "\nSUBJECT to approval we go.\n", "1:banner 2:eo 3:tags 4:subject 7:para 9:unnumbered"},
		{"a reason on its own line", "S E C R E T ZENDA 000123\nE.O. 12958: DECL: 02/08/2016\nTAGS: PGOV\nSUBJECT: A\n\nClassified By: R. Sapt, DCM\n\nReason: 1.4 (b)\n" + body, "1:banner 2:eo 3:tags 4:subject 6:authority 8:authority 11:para"},
		{"the source's own mark below the authority", "S E C R E T ZENDA 000123\nE.O. 12958: DECL: MR\nTAGS: PGOV\nSUBJECT: A\nClassified By: Derived from Multiple Sources\n\nSECRET//FGI//NOFORN\n\nDeclassify on: Source marked 25X1-human\n\n1. (S) One.\n", "1:banner 2:eo 3:tags 4:subject 5:authority 7:slug 9:authority 11:para"},
		{"a caption before a passing line", "UNCLAS ZENDA 000123\nSIPDIS  S/CT R. SAPT\nE.O. 12958: N/A\nTAGS: PGOV\n\n1. (U) One.\n", "1:banner 2:slug 3:eo 4:tags 6:para"},
		{"top secret", "T O P S E C R E T ZENDA 000123\nNODIS\nE.O. 12958: DECL: X1\nTAGS: PGOV\n\n1. (TS) One.\n", "1:banner 2:caption 3:eo 4:tags 6:para"},
		{"limited official use", "LIMITED OFFICIAL USE ZENDA 00123\nE.O. 12356: N/A\nTAGS: PGOV\n\n1. ONE.\n", "1:banner 2:eo 3:tags 5:para"},
		{"encrypt for transmission only", "UNCLAS E F T O ZENDA 00123\nE.O. 12356: N/A\nTAGS: PGOV\n\n1. ONE.\n", "1:banner 2:eo 3:tags 5:para"},
		{"distribution restricted", "C O N F I D E N T I A L ZENDA 0123\nSTADIS/////////\nE.O. 11652: GDS\nTAGS: PGOV\n\n1. ONE.\n", "1:banner 2:caption 3:eo 4:tags 6:para"},
		{"a travelling secretary", "C O N F I D E N T I A L STATE 187673 TOSEC 190010\nE.O. 11652: GDS\nTAGS: PGOV\n\n1. ONE.\n", "1:banner 2:eo 3:tags 5:para"},
		{"no header at all", "¶1. (C) One.\n\n¶2. (C) Two.\n", "1:para 3:para"},
		{"a summary right after the authority", "S E C R E T ZENDA 000123\nE.O. 12958: DECL: 02/08/2016\nTAGS: PGOV\nSUBJECT: A\nClassified By: R. Sapt for reasons 1.4 (b).\nSummary\n-------\n1. (C) One.\n", "1:banner 2:eo 3:tags 4:subject 5:authority 6:heading 7:ruler 8:para"},
		{"an E.O. of a scanned record", "CONFIDENTIAL ZENDA 0123\nE.9. 11652: GDS\nTAGS: PFOR\nSUBJ: FISH\n\n1. ONE.\n", "1:banner 2:eo 3:tags 4:subject 6:para"},
		{"an E.O. with blanks", "CONFIDENTIAL ZENDA 0123\nE. O. 11652: GDS\nTAGS: PFOR\nSUBJECT: FISH\n\n1. ONE.\n", "1:banner 2:eo 3:tags 4:subject 6:para"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := kinds(c.text); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestRepeats(t *testing.T) {
	second := strings.Replace(wireFields, "SECTION 01", "SECTION 02", 1)
	for _, c := range []struct {
		name, text string
		want       string
	}{
		{"a mirror prints the header twice", mirror, "44-62 of 24-42 equal"},
		{"an ordinary cable has none", wire, ""},
		{"the preamble of a retrieval system", "Diana Prism  03/21/2007 10:10:10 AM  From  DB/Inbox:  Search Results\n\nC O N F I D E N T I A L        ZENDA  00123\n\nSIPDIS\nCXZEN:\n    ACTION: AMB\n\n" + wire, "3-7 of 18-18"},
		{"banner and caption twice", wireHeader + "S E C R E T ZENDA 000123\n\nSIPDIS\n\n" + "S E C R E T ZENDA 000123\n\nSIPDIS\n\nTAGS: PGOV\n\n1. (S) One.\n", "14-16 of 10-12 equal"},
		{"the transmission header twice", wireHeader + wire, "10-18 of 1-9 equal"},
		{"the transmission header twice, with another channel number", strings.Replace(wireHeader, "1234", "1235", 1) + wire, "10-18 of 2-9"},
		{"all of the header twice", wireHeader + wireFields + wire, "26-49 of 1-24 equal"},
		{"the header of a further section", strings.Replace(wire, "-------\n", wireHeader+"C O N F I D E N T I A L SECTION 02 OF 02 ZENDA 000123\n\n-------\n", 1), "30-39 of 1-10"},
		{"the header of the next section", wire + second + "4. (C) Four.\n", "45-59 of 10-24"},
		{"a quoted cable is none", wire + "\n4. (C) We repeat the message.\n\nQUOTE\nC O N F I D E N T I A L ZENDA 000123\n\nSIPDIS\n\nUNQUOTE\n", ""},
		{"another cable is none", wire + "\nC O N F I D E N T I A L STRELSAU 000045\n\nSIPDIS\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Parse([]byte(c.text))
			var got []string
			for _, r := range d.Repeats {
				s := fmt.Sprintf("%d-%d of %d-%d", r.First+1, r.Last+1, r.OfFirst+1, r.OfLast+1)
				if r.Equal {
					s += " equal"
				}
				got = append(got, s)
			}
			if s := strings.Join(got, "|"); s != c.want {
				t.Errorf("got %q, expected %q", s, c.want)
			}
			if len(d.Repeats) > 0 && d.Repeats[0].Equal {
				checkOneHeader(t, d)
			}
		})
	}
}

// checkOneHeader applies the removal of the first repeat and reads the rest.
func checkOneHeader(t *testing.T, d *Document) {
	t.Helper()
	cut := d.Repeats[0].Remove
	rest := Parse(append(append([]byte(nil), d.Raw[:cut.Start]...), d.Raw[cut.End:]...))
	if len(rest.Repeats) > 0 || !rest.Banner.Present() || len(rest.Paragraphs) != len(d.Paragraphs) {
		t.Errorf("without the repeat: %d repeats, %d paragraphs of %d\n%s", len(rest.Repeats), len(rest.Paragraphs), len(d.Paragraphs), rest.Raw)
	}
}

func TestSecondCable(t *testing.T) {
	other := strings.ReplaceAll(wire, "123", "124")
	for _, c := range []struct {
		name, text string
		want       int // line from 1; 0: none
	}{
		{"one cable", wire, 0},
		{"two with their headers", wire + "\n" + other, strings.Count(wire, "\n") + 2},
		{"the second without its header", wire + "\n" + wireFields[:55] + strings.ReplaceAll(wireFields[55:], "x", "x"), 0},
		{"the second begins with its banner", wire + "\n" + strings.Replace(wireFields, "000123", "000124", 1) + "1. (C) One.\n", strings.Count(wire, "\n") + 2},
		{"a quoted cable", wire + "\nBEGIN TEXT\n" + strings.Replace(wireFields, "000123", "000124", 1) + "1. (C) One.\n", 0},
		{"a database row in the body", wire + "\n50133  2006-01-19  06ZENDA131  Embassy Zenda  SECRET    S E C R E T ZENDA 000131\n\nTAGS: PGOV\n\n1. (S) One.\n", strings.Count(wire, "\n") + 2},
		{"a database row in the header", "S E C R E T ZENDA 2077\nE.O. 11652: GDS\nTAGS: PFOR\nSUBJECT: AUDIENCE\n...\n\n50133  2006-01-19  06ZENDA131  Embassy Zenda  SECRET    S E C R E T ZENDA 000131\n\nTAGS: PGOV\n\n1. (S) One.\n", 7},
		{"a date in the text", wire + "\n12 2006-01-19 came.\n", 0},
		{"an extract after it", wire + "\nThis record is a partial extract of the original cable.\n" + other, strings.Count(wire, "\n") + 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Parse([]byte(c.text))
			got := d.Next
			if got > 0 {
				got++
			}
			if got != c.want {
				t.Errorf("the second cable starts at line %d, expected %d", got, c.want)
			}
		})
	}
}

func TestCutOfFurnitureKeepsTheText(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"between paragraphs", "1. (C) One.\n\nZENDA 00000123  001.2 OF 002\n\n\n2. (C) Two.\n", "1. (C) One.\n\n2. (C) Two.\n"},
		{"right below a paragraph", "1. (C) One.\nZENDA 00000123  002 OF 002\n\n2. (C) Two.\n", "1. (C) One.\n\n2. (C) Two.\n"},
		{"inside a sentence", "1. (C) One had asked the\n\nZENDA 00000123  002 OF 002\n\n\nking.\n", "1. (C) One had asked the\nking.\n"},
		{"inside a line", "1. (C) One had asked ZENDA 00000123 002 OF 002 the king.\n", "1. (C) One had asked the king.\n"},
		{"an older page header in mid-line", "1. (C) One had asked PAGE 02 ZENDA 00123 01 OF 02 081651Z the king.\n", "1. (C) One had asked the king.\n"},
		{"an older page header with text", "1. (C) ONE HAD ASKED THE\nPAGE 02 ZENDA 00123 01 OF 02 081651Z KING.\n", "1. (C) ONE HAD ASKED THE\nKING.\n"},
		{"an older page header in two lines", "1. (C) ONE HAD ASKED THE\nPAGE 02\nZENDA 00123 081651Z\n\nKING.\n", "1. (C) ONE HAD ASKED THE\nKING.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Parse([]byte(wireHeader + wireFields + c.body))
			cut := d.Furniture[0].Cut
			got := string(d.Raw[:cut.Start]) + string(d.Raw[cut.End:])
			if got = got[len(wireHeader+wireFields):]; got != c.want {
				t.Errorf("got %q, expected %q", got, c.want)
			}
		})
	}
}

func TestBreaks(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       string
	}{
		{"a small letter follows", "1. (C) One had asked the king in the presence of the\n\nduke of Strelsau, who was there.\n", "lower"},
		{"a stop stands before", "1. (C) One had asked the king in the presence of them.\n\nduke of Strelsau, who was there.\n", ""},
		{"a short line stands before", "1. (C) One had asked:\nthe king\n\nduke of Strelsau, who was there.\n", ""},
		{"a list item follows", "1. (C) One had asked the king in the presence of the\n\n- duke of Strelsau, who was there.\n", ""},
		{"a paragraph follows", "1. (C) One had asked the king in the presence of the\n\n2. (C) Two.\n", ""},
		{"furniture stands between", "1. (C) One had asked the king in the presence of the\n\nZENDA 00000123 002 OF 002\n\nduke.\n", ""},
		{"a copy of the line stands above", "1. (C) One had asked the king in the presence\nof the Ruritanian king and of the whole of the court that came to the\nQof the Ruritanian king and of the whole of the court that came to the\n\nduke.\n", "lower"},
		{"a short end of a sentence that stands open", "1. (C) One had asked the king for the whole of the court to\n\nStrelsau and its duke went first.\n", "upper"},
		{"a short item below a line that stands open", "1. (C) One had asked the king for the whole of the court and for\n\nRupert of Hentzau;\n\nBlack Michael.\n", ""},
		{"a long line that stands open", "1. (C) " + strings.Repeat("One had asked the king. ", 9) + "He went to see the\n\nDuke of Strelsau.\n", "upper"},
		{"a line of prose alone between blank lines", "1. (C) One.\n\nThe whole of the court had in those days asked for a\n\nRuritanian guard of honor before the castle gate.\n", "upper"},
		{"End of the summary", "1. (C) Summary: One came. End\n\nSummary.\n", "upper"},
		{"END of the comment", "1. (C) One came. (Comment: So he did. END\n\nCOMMENT.)\n", "upper"},
		{"an end and a heading", "1. (C) One had asked the king whether that was the end\n\nComment\n\n2. (C) Two.\n", ""},
		{"a ruler as long as the heading", "1. (C) One.\n\nThe King\n\n--------\n\n2. (C) Two.\n", "heading"},
		{"a ruler of another length may close a section", "1. (C) One.\n\nThe King\n\n-----\n\n2. (C) Two.\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Parse([]byte(wireHeader + wireFields + c.body))
			got := ""
			for _, b := range d.Breaks {
				switch {
				case b.Heading:
					got += "heading"
				case b.Lower:
					got += "lower"
				default:
					got += "upper"
				}
			}
			if got != c.want {
				t.Errorf("got %q, expected %q", got, c.want)
			}
		})
	}
}

// TestHeaderOfAFurtherSection: the sections of a record of 1973-79 each have a
// header, with a file time and running numbers of its own. They are one cable.
func TestHeaderOfAFurtherSection(t *testing.T) {
	section := func(group, banner, body string) string {
		return "PAGE 01\nZENDA 00123  01 OF 02  151629Z\n\nACTION EUR-12\n\n------------------151630Z 011536 /44\n" + group +
			"\nFM AMEMBASSY ZENDA\nTO SECSTATE WASHDC 7310\n\n" + banner + "\n\n" + body + "\nUNCLASSIFIED\n\nNNN\n\n"
	}
	first := section("R 151600 Z MAR 76", "UNCLAS SECTION 1 OF 2 ZENDA 123", "E.O. 11652: N/A\nTAGS: PINT\nSUBJECT: DUKE\n\n1. THE DUKE WAS CROWNED.\n")
	for name, c := range map[string]struct {
		second     string
		paragraphs int
		next       bool
	}{
		"a further section":   {section("R 151604Z MAR 76", "UNCLAS SECTION 2 OF 2 ZENDA 123", "2. HE LEFT.\n"), 2, false},
		"another cable":       {section("R 151604Z MAR 76", "UNCLAS ZENDA 124", "2. HE LEFT.\n"), 1, true},
		"a header on its own": {"R 151604Z MAR 76\nFM AMEMBASSY ZENDA\nTO SECSTATE WASHDC 7310\n", 1, true},
	} {
		d := Parse([]byte(first + c.second))
		if len(d.Paragraphs) != c.paragraphs || (d.Next > 0) != c.next {
			t.Errorf("%s: %d paragraphs, next cable at line %d", name, len(d.Paragraphs), d.Next)
		}
	}
}

// TestPageOfARecordWithoutHeader: the page gives title, date, id and classification
// one a line, and hides the header; the text starts with its first paragraph.
func TestPageOfARecordWithoutHeader(t *testing.T) {
	d := Parse([]byte("THE DUKE RETURNS\n1975 October 29, 22:05 (Wednesday)\n1975ZENDA00123_b\nCONFIDENTIAL\nUNCLASSIFIED\n-- N/A or Blank --\n1200\nGS\n" +
		"TEXT ONLINE\nContent\nShow Headers\n1. THE DUKE WILL RETURN IN THE\nCONFIDENTIAL\n\nCONFIDENTIAL PAGE 02 ZENDA 00123\n\nSPRING.\n\n2. HE SAID SO. SAPT\n"))
	m := d.Metadata
	if m.ID != "1975ZENDA00123" || m.Title != "THE DUKE RETURNS" || m.Classification != "CONFIDENTIAL" || m.Created != "1975 October 29, 22:05 (Wednesday)" {
		t.Errorf("metadata %+v", m)
	}
	if len(d.Paragraphs) != 2 || d.Banner.Present() || d.Era != Era11652 {
		t.Errorf("%d paragraphs, banner %v, era %q", len(d.Paragraphs), d.Banner.Present(), d.Era)
	}
	if len(d.Furniture) != 1 || !d.Furniture[0].MidText || string(d.Bytes(d.Furniture[0].Post)) != "ZENDA" {
		t.Errorf("page marks %+v", d.Furniture)
	}
}

// TestPageHeadIsNoBanner: a classification beside PAGE on one line is the head of
// a page, not the banner of a post that is called so.
func TestPageHeadIsNoBanner(t *testing.T) {
	d := Parse([]byte("CONFIDENTIAL PAGE 01 ZENDA 00123\n64\nACTION EUR-12\nINFO OCT-01 /013 W\n--------------------- 054161\nR 291030Z OCT 75\nFM AMEMBASSY ZENDA\n" +
		"TO SECSTATE WASHDC\nC O N F I D E N T I A L ZENDA 0123\nE.O. 11652: GDS\nTAGS: PFOR\nSUBJECT: DUKE\n1. HE RETURNED.\n"))
	if got := string(d.Bytes(d.Banner.Post)); got != "ZENDA" || d.Banner.Line != 8 {
		t.Errorf("banner of %q on line %d", got, d.Banner.Line+1)
	}
}

// TestMarkingOfDamagedMarks: what parse prints of a mark that lost a parenthesis or
// its order is what was meant.
func TestMarkingOfDamagedMarks(t *testing.T) {
	for mark, want := range map[string]string{"C)": "C", "(C": "C", "(S/NF": "S/NF", "(SNF)": "S/NF", "(N/SF)": "S/NF", "(CNF)": "C/NF", "(C-NF)": "C/NF"} {
		d := Parse([]byte(wireHeader + wireFields + "1. " + mark + " The duke came.\n"))
		if got := d.Marking(d.Paragraphs[0].Mark); got != want {
			t.Errorf("%s: marking %q, expected %q", mark, got, want)
		}
	}
}

// TestMetadataOfPages: what the pages of several mirrors, and the tables of their
// tools, say of a cable.
func TestMetadataOfPages(t *testing.T) {
	const links = "Courage is contagious\nBy origin\nEmbassy Zenda\nEmbassy Strelsau\nBy tag\nPGOV\nPREL\nCONFIDENTIAL\n\n"
	for name, c := range map[string]struct{ page, want string }{
		"a heading, the title, labels before their values": {"US embassy cable - 06ZENDA123\n\nTHE DUKE RETURNS\n\nIdentifier: 06ZENDA123\nOrigin: Embassy Zenda\nCreated: 2006-02-08 16:51:00\nClassification: CONFIDENTIAL\nTags: PGOV PREL\n\n",
			"06ZENDA123|2006-02-08 16:51:00|CONFIDENTIAL|Embassy Zenda|THE DUKE RETURNS|[PGOV PREL]"},
		"lists of links before the block": {links + "Viewing cable 06ZENDA123, THE DUKE RETURNS\n\nReference ID\nCreated\nClassification\nOrigin\n06ZENDA123\n2006-02-08 16:04\nCONFIDENTIAL\nEmbassy Zenda\n\n",
			"06ZENDA123|2006-02-08 16:04|CONFIDENTIAL|Embassy Zenda|THE DUKE RETURNS|[]"},
		"labels in a row": {links + "Viewing cable 06ZENDA123, THE DUKE RETURNS\nReference ID Created Released Classification Origin\n06ZENDA123 2006-02-08 16:04 2010-12-01 12:12 CONFIDENTIAL Embassy Zenda\n\n",
			"06ZENDA123||||THE DUKE RETURNS|[]"},
		"the table of a tool": {"ID: 187536\nORIGIN: 06ZENDA123\nDATE: 2006-02-08 16:51:00\nSOURCE: Embassy Zenda\nCLASSIFICATION: SECRET//NOFORN\nMISC: 06STRELSAU1|06STATE2\n",
			"06ZENDA123|2006-02-08 16:51:00|SECRET//NOFORN|Embassy Zenda||[]"},
		"links without a block": {links, "||||" + "|[]"},
	} {
		d := Parse([]byte(c.page + wire))
		m := &d.Metadata
		if got := strings.Join([]string{m.ID, m.Created, m.Classification, m.Origin, m.Title, fmt.Sprint(m.Tags)}, "|"); got != c.want {
			t.Errorf("%s: %s, expected %s", name, got, c.want)
		}
		if len(d.Paragraphs) != len(Parse([]byte(wire)).Paragraphs) || d.Transmission.DTG.Span.Empty() {
			t.Errorf("%s: the cable below is not read", name)
		}
		if !m.TitleSpan.Empty() && string(d.Bytes(m.TitleSpan)) != m.Title {
			t.Errorf("%s: the title is at %q", name, d.Bytes(m.TitleSpan))
		}
	}
}

// TestMarkedHeadingsAreNoParagraphs: a heading, the title of a table and a name with
// a mark have no number and are not listed; what has text is.
func TestMarkedHeadingsAreNoParagraphs(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"a heading over a ruler", "(C) THE DUKE\n------------\n\n1. (C) One.\n", "1 C"},
		{"a heading alone", "1. (C) One.\n\n(C/NF) BLACK MICHAEL\n\n2. (C) Two.\n", "1 C, 2 C"},
		{"a heading with a colon", "1. (C) One.\n\n(S) Begin points:\n\n- Go.\n", "1 C"},
		{"a mark alone", "1. (C) One.\n\n(SECRET//REL RURITANIA)\n\n- Go.\n", "1 C"},
		{"a mark before the signature", "1. (C) One.\n\n(C) SAPT\n", "1 C"},
		{"a paragraph of one sentence", "1. (C) One.\n\n(U) Minimize considered.\n", "1 C, 0 U"},
		{"a paragraph of some lines", "1. (C) One.\n\n(U) The duke said that he\nwould come\n", "1 C, 0 U"},
		{"a paragraph that was taken out", "1. (C) One.\n\n(C) XXXXXXXXXXXX\n", "1 C, 0 C"},
		{"a number and a heading", "1. (C) THE DUKE\n\n2. (C) Two.\n", "1 C, 2 C"},
	} {
		var got []string
		for _, p := range Parse([]byte(wireHeader + wireFields + c.body)).Object().Paragraphs {
			got = append(got, fmt.Sprintf("%d %s", p.Number, p.Marking))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %q, want %q", c.name, s, c.want)
		}
	}
}
