package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

var (
	apostrophe = &lint.Rule{ID: "enc-apostrophe-comma", Title: "apostrophe folded to a comma", Severity: lint.Warning, Fix: lint.Safe}
	sipdis     = &lint.Rule{ID: "hdr-sipdis-duplicate", Title: "SIPDIS is written twice", Severity: lint.Info, Fix: lint.Safe}
)

// find makes a finding on the first place of a text in the cable.
func find(raw, what string, rule *lint.Rule, message string, args ...lint.Arg) lint.Finding {
	at := uint32(strings.Index(raw, what))
	return lint.Finding{Rule: rule, Severity: rule.Severity, Span: cable.Span{Start: at, End: at + uint32(len(what))}, Message: message, Args: args}
}

// laurenberg is an invented cable with two findings.
func laurenberg() *Result {
	raw := "SIPDIS\nSIPDIS\n1. (U) The port of Laurenberg,s\tharbour \x1b[2J 🙂,s\n"
	f := find(raw, ",s\t", apostrophe, "{0}: the apostrophe was folded to a comma; expected {1}", lint.Quoted("Laurenberg,s"), lint.Quoted("Laurenberg's"))
	f.Span.End = f.Span.Start + 1
	f.Confidence = 0.9999
	f.SetFix(lint.Safe, "put the apostrophe back", lint.Replace(f.Span, "'"))
	g := find(raw, "SIPDIS", sipdis, "SIPDIS is written {0} times", lint.Int(2))
	g.Related = []lint.Related{{Message: "the other one", Span: cable.Span{Start: 7, End: 13}}}
	return &Result{
		Seq: 1, Document: "06LAURENBERG12.txt", ID: "06LAURENBERG12", Cable: cable.Parse([]byte(raw)),
		Findings: []lint.Finding{g, f}, Fingerprints: []string{"aa", "bb"},
	}
}

// write renders results in one format.
func write(t *testing.T, format string, opt Options, results ...*Result) string {
	t.Helper()
	f, err := FormatNamed(format)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	r := f.New(&out, opt)
	s := &Summary{Documents: len(results)}
	if err := r.Begin(&Run{Version: "test"}); err != nil {
		t.Fatal(err)
	}
	for _, res := range results {
		s.Bytes += int64(len(res.Cable.Raw))
		for i := range res.Findings {
			s.Findings.Add(res.Findings[i].Severity)
		}
		if err := r.Cable(res); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.End(s); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestJSONLines(t *testing.T) {
	const want = `{"schema_version":"1","type":"finding","seq":1,"document":"06LAURENBERG12.txt","id":"06LAURENBERG12","rule":"hdr-sipdis-duplicate","severity":"info","message":"SIPDIS is written 2 times","span":{"start":{"offset":0,"line":1,"column":1,"utf16":0},"end":{"offset":6,"line":1,"column":7,"utf16":6}},"text":"SIPDIS","related":[{"message":"the other one","span":{"start":{"offset":7,"line":2,"column":1,"utf16":0},"end":{"offset":13,"line":2,"column":7,"utf16":6}}}],"fingerprint":"aa"}
{"schema_version":"1","type":"finding","seq":1,"document":"06LAURENBERG12.txt","id":"06LAURENBERG12","rule":"enc-apostrophe-comma","severity":"warning","message":"\"Laurenberg,s\": the apostrophe was folded to a comma; expected \"Laurenberg's\"","confidence":0.9999,"span":{"start":{"offset":43,"line":3,"column":30,"utf16":29},"end":{"offset":44,"line":3,"column":31,"utf16":30}},"text":",","fix":{"applicability":"safe","message":"put the apostrophe back","edits":[{"start":43,"end":44,"text":"'"}]},"fingerprint":"bb"}
{"schema_version":"1","type":"summary","documents":1,"bytes":66,"findings":{"error":0,"warning":1,"info":1},"fixable":{"safe":0,"unsafe":0},"skipped":0,"failed":0}
`
	if got := write(t, "jsonl", Options{}, laurenberg()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestJSONIsOneArrayOfTheSameObjects(t *testing.T) {
	for _, results := range [][]*Result{nil, {laurenberg()}, {laurenberg(), laurenberg()}} {
		var array []json.RawMessage
		if err := json.Unmarshal([]byte(write(t, "json", Options{}, results...)), &array); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(write(t, "jsonl", Options{}, results...)), "\n")
		if len(array) != len(lines) {
			t.Fatalf("%d objects in the array, %d lines", len(array), len(lines))
		}
		for i := range lines {
			if string(array[i]) != lines[i] {
				t.Errorf("object %d: array %s, line %s", i, array[i], lines[i])
			}
		}
	}
}

func TestTextForPeople(t *testing.T) {
	const want = `06LAURENBERG12.txt:1:1: info hdr-sipdis-duplicate: SIPDIS is written 2 times
 1 | SIPDIS
   | ^^^^^^
   note: line 2: the other one

06LAURENBERG12.txt:3:30: warning enc-apostrophe-comma: "Laurenberg,s": the apostrophe was folded to a comma; expected "Laurenberg's"
 2 | SIPDIS
 3 | 1. (U) The port of Laurenberg,s harbour ␛[2J 🙂,s
   |                              ^
   fix: put the apostrophe back: "," -> "'"

1 warning, 1 info in 1 cable
`
	if got := write(t, "text", Options{}, laurenberg()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTextHidesInfoAndSaysSo(t *testing.T) {
	got := write(t, "concise", Options{Least: lint.Warning}, laurenberg())
	const want = `06LAURENBERG12.txt:3:30: warning enc-apostrophe-comma: "Laurenberg,s": the apostrophe was folded to a comma; expected "Laurenberg's"

1 warning in 1 cable
1 finding at info not shown: --severity info shows them
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestGroupedNamesEachCableOnce(t *testing.T) {
	const want = `06LAURENBERG12.txt
  1:1 info hdr-sipdis-duplicate: SIPDIS is written 2 times
  3:30 warning enc-apostrophe-comma: "Laurenberg,s": the apostrophe was folded to a comma; expected "Laurenberg's"

06LAURENBERG12.txt
  1:1 info hdr-sipdis-duplicate: SIPDIS is written 2 times
  3:30 warning enc-apostrophe-comma: "Laurenberg,s": the apostrophe was folded to a comma; expected "Laurenberg's"
`
	if got := write(t, "grouped", Options{Quiet: true}, laurenberg(), laurenberg()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestNoFormatPrintsTextWhenRedacted(t *testing.T) {
	for _, f := range Formats() {
		if got := write(t, f.Name, Options{Redact: true}, laurenberg()); strings.Contains(got, "Laurenberg") || strings.Contains(got, "harbour") {
			t.Errorf("%s: %s", f.Name, got)
		}
	}
}

func TestNoEscapeSequenceOfACableReachesATerminal(t *testing.T) {
	r := laurenberg()
	r.Document, r.ID = "a\x1b]0;title\x07\n.txt", "\x1b[1m"
	r.Findings[0].Args, r.Findings[0].Message = []lint.Arg{lint.Quoted("\x1b[2J\u202e\x9b")}, "{0}"
	for _, f := range Formats() {
		if got := write(t, f.Name, Options{}, r); f.Human && strings.ContainsAny(got, "\x1b\x07\u202e") {
			t.Errorf("%s: %q", f.Name, got)
		}
	}
}

func TestColourIsOnlyWhereAsked(t *testing.T) {
	if got := write(t, "concise", Options{}, laurenberg()); strings.Contains(got, "\x1b") {
		t.Errorf("colour without being asked: %q", got)
	}
	if got := write(t, "concise", Options{Color: true}, laurenberg()); !strings.Contains(got, "\x1b[33;1mwarning") {
		t.Errorf("no colour: %q", got)
	}
}

func TestWindowOnALongLine(t *testing.T) {
	long := strings.Repeat("A", 5000) + ",s" + strings.Repeat("B", 5000)
	b, indent, width := window(nil, []byte(long), 5000, 5001, widest)
	shown := string(b)
	if n := len(shown); n > widest+6 {
		t.Errorf("%d columns shown", n)
	}
	if shown[indent:indent+width] != "," {
		t.Errorf("the mark is under %q", shown[indent:indent+width])
	}
	if shown, indent, _ := window(nil, []byte("short line"), 6, 10, widest); string(shown) != "short line" || indent != 6 {
		t.Errorf("a short line is shown as %q with the mark at %d", shown, indent)
	}
}

// TestCaretStaysUnderItsMarkInANarrowTerminal: a line that the terminal breaks
// would leave the caret under something else.
func TestCaretStaysUnderItsMarkInANarrowTerminal(t *testing.T) {
	r := laurenberg()
	raw := "1. (U) The port of Laurenberg and all its harbours are Laurenberg,s and nobody else's.\nTwo\n"
	f := find(raw, ",s and", apostrophe, "{0}", lint.Quoted("Laurenberg,s"))
	f.Span.End = f.Span.Start + 1
	r.Cable, r.Findings = cable.Parse([]byte(raw)), []lint.Finding{f}
	for _, width := range []int{1, 20, 40, 80, 300} {
		lines := strings.Split(write(t, "text", Options{Width: width}, r), "\n")
		source, caret := lines[1], lines[2]
		if width >= 20 && len(source) > width {
			t.Errorf("width %d: %d columns: %q", width, len(source), source)
		}
		if at := strings.IndexByte(caret, '^'); source[at] != ',' {
			t.Errorf("width %d: the caret is under %q of %q", width, source[at], source)
		}
	}
}

func TestEditsThatAreNotUTF8AreBase64(t *testing.T) {
	r := laurenberg()
	r.Findings[1].Fix.Edits[0].New = []byte{0xe9}
	if got := write(t, "jsonl", Options{}, r); !strings.Contains(got, `{"start":43,"end":44,"base64":"6Q=="}`) {
		t.Error(got)
	}
}

func BenchmarkRenderJSONLines(b *testing.B) {
	r := laurenberg()
	j := lines{}
	var dst []byte
	b.ReportAllocs()
	for b.Loop() {
		dst = j.Render(dst[:0], r)
		b.SetBytes(int64(len(dst)))
	}
}
