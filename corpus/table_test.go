package corpus

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/cable/pace"
	"github.com/cablelint/cablelint/lint"
)

func TestTablesAndStreamsAreReadInEveryDialect(t *testing.T) {
	for _, c := range []struct{ what, name, in, want string }{
		{"a header row and doubled quotes",
			"t.csv", "id,date,text\r\n06ZENDA1,2006-01-01,\"SAID \"\"NO\"\", THEN\r\nLEFT\"\r\n06ZENDA2,,BARE TEXT\r\n",
			"1 t.csv#1 [06ZENDA1] \"SAID \\\"NO\\\", THEN\\r\\nLEFT\"\n2 t.csv#2 [06ZENDA2] \"BARE TEXT\""},
		{"a row with too few columns is one error and the rest is done",
			"t.csv", "id,text\n1A,\"X\"\n06ZENDA2\n06ZENDA3,\"Y\"\n",
			"1 t.csv#1 [1A] \"X\"\n2 error t.csv#2: the row has 1 columns; expected 2\n3 t.csv#3 [06ZENDA3] \"Y\""},
		{"an unclosed quote ends at the next line that starts a valid row",
			"t.csv", "id,text\n06ZENDA1,\"NEVER CLOSED\nMORE\n06ZENDA2,\"GOOD\"\n06ZENDA3,\"GOOD TOO\"\n",
			"1 error t.csv#1: the quoted field opened in column 2 is not closed properly: \"GOOD\\\"\" follows its quote\n2 t.csv#2 [06ZENDA2] \"GOOD\"\n3 t.csv#3 [06ZENDA3] \"GOOD TOO\""},
		{"an unclosed quote in the last row is one error",
			"t.csv", "id,text\n06ZENDA1,\"GOOD\"\n06ZENDA2,\"NEVER CLOSED\nMORE\n",
			"1 t.csv#1 [06ZENDA1] \"GOOD\"\n2 error t.csv#2: the quoted field opened in column 2 is never closed; the file may be cut off"},
		{"a broken row does not decide about quotes",
			"t.csv", "id,text\n06ZENDA1,\"NEVER CLOSED, \"\"SO\nMORE\n06ZENDA2,\"GOOD \\\"TOO\\\", YES\"\n06ZENDA3,\"\\\"X\\\"\"\n",
			"1 error t.csv#1: the quoted field opened in column 2 is not closed properly: \"GOOD \\\\\\\"TOO\\\\\\\", YES\\\"\" follows its quote\n2 t.csv#2 [06ZENDA2] \"GOOD \\\"TOO\\\", YES\"\n3 t.csv#3 [06ZENDA3] \"\\\"X\\\"\""},
		{"a line of prose with one comma is not taken for a row",
			"t.csv", "id,text\n06ZENDA1,\"GOOD\"\n06ZENDA2,\"NEVER \"CLOSED\nDear Sir, hello\n06ZENDA3,\"GOOD\"\n",
			"1 t.csv#1 [06ZENDA1] \"GOOD\"\n2 error t.csv#2: the quoted field opened in column 2 is not closed properly: \"CLOSED\" follows its quote\n3 t.csv#3 [06ZENDA3] \"GOOD\""},
		{"no header row and not eight columns",
			"t.csv", "1,2\n", "1 error t.csv: the table has no header row that names a text column, and 2 columns instead of the eight of cables.csv; say which they are: --columns id=1,text=2"},
		{"nothing but a header row", "t.csv", "id,text\n", "0 error t.csv: it holds no records"},
		{"tabs, a mark of UTF-8 and header and body",
			"t.csv", "\xef\xbb\xbfReference ID\theader\tbody\nZ1\t\"\nHEAD\n\n\"\t\"\n\nBODY\n\"\n",
			"1 t.csv#1 [Z1] \"HEAD\\nBODY\""},
		{"an empty text", "t.csv", "id,text\nZ1,\nZ2,X", "1 error t.csv#1: no cable in it: its text is empty\n2 t.csv#2 [Z2] \"X\""},

		{"JSON Lines with a blank line and a line cut in half",
			"t.jsonl", "{\"id\":\"06ZENDA1\",\"text\":\"A\\nB \\\"C\\\" \\u00e9\\ud83d\\ude00\"}\n\n{\"id\":\"06ZENDA2\",\"text\":\"A\n{\"text\":\"LAST\",\"id\":7}",
			"1 t.jsonl#1 [06ZENDA1] \"A\\nB \\\"C\\\" é😀\"\n2 error t.jsonl#2: JSON: a string is never closed; the line may be cut off\n3 t.jsonl#3 [] \"LAST\""},
		{"the layout of History Lab", "t.json", `{"doc_nbr":"1973ZENDA00001","body":"TEXT","raw_body":"NO","tags":["PFOR","ZE"],"nested":{"text":"no"},"from_field":"ZENDA"}` + "\n",
			"1 t.json#1 [1973ZENDA00001] \"TEXT\""},
		{"the layout of the yearly files", "t.ndjson", `{"_message_content":"TEXT","Document Number":"1975ZENDA1"}`,
			"1 t.ndjson#1 [1975ZENDA1] \"TEXT\""},
		{"header and body", "t.jsonl", `{"header":"H\n\n","body":"\nB\n"}`, "1 t.jsonl#1 [] \"H\\nB\""},
		{"an array", "t.json", "[\n {\"id\":\"Z1\",\n  \"text\":\"A}\"},\n {\"id\":\"Z2\",\"text\":\"B\"}\n]\n", "1 t.json#1 [Z1] \"A}\"\n2 t.json#2 [Z2] \"B\""},
		{"objects over several lines", "t.json", "{\n \"id\":\"Z1\",\n  \"text\":\"A\"\n}\n{\n\"text\":\"B\"}\n", "1 t.json#1 [Z1] \"A\"\n2 t.json#2 [] \"B\""},
		{"an array that is cut off", "t.json", "[{\"text\":\"A\"},{\"te", "1 t.json#1 [] \"A\"\n2 error t.json#2: JSON: the object is never closed; the file may be cut off"},
		{"no text", "t.jsonl", `{"id":1}`, `1 error t.jsonl#1: the object has no field "text", "body", "content" or "_message_content"; name the field with --text-field`},
		{"null is absence", "t.jsonl", `{"text":null,"content":"X"}`, "1 t.jsonl#1 [] \"X\""},
		{"a raw control character", "t.jsonl", "{\"text\":\"A\tB\"}", `1 error t.jsonl#1: JSON: a string holds the raw control character 0x09; expected \u0009`},
		{"a wrong escape", "t.jsonl", `{"text":"A\xB"}`, `1 error t.jsonl#1: JSON: "\\xB" is no escape sequence`},
		{"something after the object", "t.jsonl", `{"text":"A"} x`, `1 error t.jsonl#1: JSON: "x" follows the object on its line`},
		{"an empty stream", "t.jsonl", "\n", `0 error t.jsonl: it holds no records`},
		{"a stream that is no JSON", "t.jsonl", "hello\n", `1 error t.jsonl#1: JSON: expected an object, found "hello"`},
	} {
		dir := t.TempDir()
		path := write(t, dir, c.name, c.in)
		if got := strings.ReplaceAll(strings.Join(readIDs(t, Options{}, path), "\n"), filepath.ToSlash(dir)+"/", ""); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.what, got, c.want)
		}
	}
}

// readIDs is read with the id that the container gives.
func readIDs(t testing.TB, opts Options, paths ...string) []string {
	src, err := Open(paths, opts)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for r, err := range src.All(context.Background()) {
		if re, ok := err.(*RecordError); ok {
			got = append(got, fmt.Sprintf("%d error %s", re.Seq, filepath.ToSlash(re.Error())))
		} else if err != nil {
			got = append(got, err.Error())
		} else {
			got = append(got, fmt.Sprintf("%d %s [%s] %q", r.Seq, filepath.ToSlash(r.Address), r.Meta.ID, r.Text))
		}
	}
	return got
}

// wikileaksRow writes a row as cables.csv does.
func wikileaksRow(fields ...string) string {
	var b strings.Builder
	for i, f := range fields {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(f) + `"`)
	}
	return b.String() + "\n"
}

func TestEightColumnsOfCablesCSV(t *testing.T) {
	dir := t.TempDir()
	path := write(t, dir, "cables.csv",
		wikileaksRow("1", "2/8/2006 16:51", "06ZENDA824", "Embassy Zenda", "SECRET//NOFORN", "05ZENDA1|05ZENDA2", "VZCZC\nDE RUEHZE", "\nHE SAID \"NO\", \\ AND LEFT\n\"2\",\"3\"\n")+
			wikileaksRow("2", "", "06ZENDA825", "", "", "", "", "BODY ONLY\""))
	same(t, dir, readIDs(t, Options{}, path),
		`1 cables.csv#1 [06ZENDA824] "VZCZC\nDE RUEHZE\nHE SAID \"NO\", \\ AND LEFT\n\"2\",\"3\""`,
		`2 cables.csv#2 [06ZENDA825] "BODY ONLY\""`)
	src, _ := Open([]string{path}, Options{})
	for r := range src.All(context.Background()) {
		want := cable.Metadata{ID: "06ZENDA824", Created: "2/8/2006 16:51", Origin: "Embassy Zenda", Classification: "SECRET//NOFORN", References: []string{"05ZENDA1", "05ZENDA2"}}
		if fmt.Sprint(*r.Meta) != fmt.Sprint(want) {
			t.Errorf("metadata %+v", *r.Meta)
		}
		break
	}
}

func TestColumnsAndFieldsThatTheUserNames(t *testing.T) {
	dir := t.TempDir()
	csv := write(t, dir, "a.csv", "7,\"X\",Z7\n8,\"Y\",Z8\n")
	same(t, dir, readIDs(t, Options{Columns: "id=3,text=2"}, csv), `1 a.csv#1 [Z7] "X"`, `2 a.csv#2 [Z8] "Y"`)
	named := write(t, dir, "b.csv", "nr,inhalt\n41,T\n")
	same(t, dir, readIDs(t, Options{Columns: "id=nr,text=inhalt"}, named), `1 b.csv#1 [41] "T"`)
	lines := write(t, dir, "c.jsonl", `{"nr":41,"inhalt":"T","text":"no"}`)
	same(t, dir, readIDs(t, Options{TextField: "inhalt", IDField: "nr"}, lines), `1 c.jsonl#1 [41] "T"`)
	if _, err := Open(nil, Options{Columns: "id=3"}); err == nil {
		t.Error("--columns without text was accepted")
	}
}

// TestRecordsLargerThanAChunk crosses the borders of buffers at every place.
func TestRecordsLargerThanAChunk(t *testing.T) {
	dir := t.TempDir()
	var csv, lines strings.Builder
	csv.WriteString("id,text\n")
	var want []string
	for i, n := range []int{10, chunk - 30, 1, 3 * chunk, chunk, 77, 2*chunk - 5} {
		text := strings.Repeat("AB \"C\"\n", n/7) + "X"
		id := fmt.Sprintf("06ZENDA%d", i+1)
		fmt.Fprintf(&csv, "%s,\"%s\"\n", id, strings.ReplaceAll(text, `"`, `""`))
		j, _ := json.Marshal(map[string]string{"id": id, "text": text})
		lines.Write(append(j, '\n'))
		want = append(want, fmt.Sprintf("[%s] %q", id, text))
	}
	for _, path := range []string{write(t, dir, "a.csv", csv.String()), write(t, dir, "a.jsonl", lines.String())} {
		for i, got := range readIDs(t, Options{}, path) {
			if !strings.HasSuffix(got, want[i]) {
				t.Errorf("%s: record %d is wrong: %.100s", path, i+1, got)
			}
		}
	}
}

func TestRecordBeyondTheLimitIsOneErrorAndTheRestIsDone(t *testing.T) {
	dir := t.TempDir()
	long := strings.Repeat("LONG ", 300_000)
	csv := "id,text\n06ZENDA1,\"" + long + "\"\n06ZENDA2,\"SHORT\"\n"
	lines := `{"id":"06ZENDA1","text":"` + long + "\"}\n" + `{"id":"06ZENDA2","text":"SHORT"}` + "\n"
	for name, in := range map[string]string{"a.csv": csv, "a.jsonl": lines} {
		path := write(t, dir, name, in)
		opts := Options{MaxRecord: 500_000}
		same(t, dir, readIDs(t, opts, path),
			"1 error "+name+"#1: record too long: more than 488 KiB; raise --max-record to read it",
			"2 "+name+`#2 [06ZENDA2] "SHORT"`)

		// The parts of the long record are all of its bytes.
		src, _ := Open([]string{path}, opts)
		var raw []byte
		more := false
		err := Run(context.Background(), src, Job[int]{
			Workers: 2,
			Work:    func(_ int, r *Record) int { r.Keep(); return 0 },
			Emit:    func(r *Record, _ int) error { raw = append(raw, r.Raw...); return nil },
			Fail:    func(r *Record, _ *RecordError) error { raw, more = append(raw, r.Raw...), r.More; return nil },
			Rest:    func(r *Record) error { raw, more = append(raw, r.Raw...), r.More; return nil },
		})
		if err != nil || more || string(raw) != strings.TrimPrefix(in, "id,text\n") {
			t.Errorf("%s: %d bytes came out, %d went in (error %v)", name, len(raw), len(in), err)
		}
	}
}

// TestStreamWithOtherFieldsIsOneError reads objects without a text.
func TestStreamWithOtherFieldsIsOneError(t *testing.T) {
	dir := t.TempDir()
	object := "{\"name\":\"x\",\"size\":[1,{\"y\":2}]}\n"
	many := write(t, dir, "in/many.jsonl", strings.Repeat(object, 30_000))
	same(t, dir, readIDs(t, Options{}, many), `1 error in/many.jsonl: none of the first 8192 objects has a field "text", "body", "content" or "_message_content"; name the field with --text-field; the fields of the first are name, size`)
	same(t, dir, readIDs(t, Options{TextField: "inhalt"}, many)[:1], `1 error in/many.jsonl: none of the first 8192 objects has a field "inhalt"; the fields of the first are name, size`)
	few := write(t, dir, "in/few.jsonl", strings.Repeat(object, 2))
	same(t, dir, readIDs(t, Options{}, few),
		`1 error in/few.jsonl#1: the object has no field "text", "body", "content" or "_message_content"; name the field with --text-field`,
		`2 error in/few.jsonl#2: the object has no field "text", "body", "content" or "_message_content"; name the field with --text-field`)
	late := write(t, dir, "in/late.jsonl", strings.Repeat(object, 3000)+"{\"text\":\"A\"}\n")
	if got := readIDs(t, Options{}, late); len(got) != 3001 || !strings.HasSuffix(got[3000], `late.jsonl#3001 [] "A"`) {
		t.Errorf("%d records, the last %s", len(got), got[len(got)-1])
	}

	// A file that was met in a folder counts as another file.
	dir = t.TempDir()
	write(t, dir, "a/package.json", "{\n \"name\": \"x\",\n \"text\": null\n}\n")
	write(t, dir, "a/many.json", strings.Repeat(object, 30_000))
	write(t, dir, "a/z.txt", "TEXT")
	write(t, dir, "a/numbers.json", "[1, 2,\n 3]\n")
	write(t, dir, "a/names.json", "["+strings.Repeat("\"name\",\n", 50_000)+"\"last\"]\n")
	write(t, dir, "a/null.json", "null")
	ledger := write(t, dir, "a/ledger.jsonl", "{\"schema_version\":\"1\",\"type\":\"repair\",\"edits\":[]}\n")
	write(t, dir, "a/prices.csv", "id,price,date\n1,2,3\n")
	write(t, dir, "a/figures.csv", "1,2\n3,4\n")
	src, err := Open([]string{dir}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for r, err := range src.All(context.Background()) {
		if n++; err != nil || r.Seq != 1 {
			t.Errorf("%v %v", r, err)
		}
	}
	if n != 1 || src.Skipped() != 8 {
		t.Errorf("%d records, %d files skipped", n, src.Skipped())
	}
	same(t, dir, readIDs(t, Options{}, ledger), `1 error a/ledger.jsonl#1: the object has no field "text", "body", "content" or "_message_content"; name the field with --text-field`)
	same(t, dir, readIDs(t, Options{}, filepath.Join(dir, "a/prices.csv")), `1 error a/prices.csv: no column is named text, body or content: the columns are id, price, date; say which it is: --columns text=NAME`)
	same(t, dir, readIDs(t, Options{}, write(t, dir, "b/lines.csv", "1,\"A\nB\"\n"), filepath.Join(dir, "b")),
		`1 error b/lines.csv: the table has no header row that names a text column, and 2 columns instead of the eight of cables.csv; say which they are: --columns id=1,text=2`,
		`2 error b/lines.csv: the table has no header row that names a text column, and 2 columns instead of the eight of cables.csv; say which they are: --columns id=1,text=2`)
	same(t, dir, readIDs(t, Options{}, filepath.Join(dir, "a/package.json")), `1 error a/package.json#1: the object has no field "text", "body", "content" or "_message_content"; name the field with --text-field`)
}

// TestOneCableTooLongComesInParts reads a member and standard input that are one
// cable each.
func TestOneCableTooLongComesInParts(t *testing.T) {
	long := strings.Repeat("LONG ", 300_000)
	zipped := zipOf([]named{{"a.txt", long}, {"b.txt", "SHORT"}})
	for _, c := range []struct{ name, in, want string }{
		{"x.txt", long, "1 x.txt: record too long: more than 488 KiB; raise --max-record to read it"},
		{"x.zip", string(zipped), "1 x.zip!a.txt: record too long: more than 488 KiB; raise --max-record to read it"},
	} {
		src, err := Open([]string{"-"}, Options{Stdin: strings.NewReader(c.in), StdinName: c.name, MaxRecord: 500_000})
		if err != nil {
			t.Fatal(err)
		}
		var raw []byte
		var failed string
		more := false
		err = Run(context.Background(), src, Job[int]{
			Workers: 2,
			Work:    func(int, *Record) int { return 0 },
			Emit:    func(*Record, int) error { return nil },
			Fail: func(r *Record, e *RecordError) error {
				failed = fmt.Sprint(e.Seq, " ", e)
				raw, more = append(raw, r.Raw...), r.More
				return nil
			},
			Rest: func(r *Record) error { raw, more = append(raw, r.Raw...), r.More; return nil },
		})
		if err != nil || more || string(raw) != long || failed != c.want {
			t.Errorf("%s: %d bytes of %d, more %v, error %v, %s", c.name, len(raw), len(long), more, err, failed)
		}
	}
}

func TestEditsAreWrittenBackIntoTheirField(t *testing.T) {
	edit := func(start, end int, with string) lint.Edit {
		return lint.Edit{Span: cable.Span{Start: uint32(start), End: uint32(end)}, New: []byte(with)}
	}
	for _, c := range []struct {
		what, name, in string
		edits          []lint.Edit
		want           string
	}{
		{"a row of cables.csv: only the comma changes", "a.csv", wikileaksRow("1", "", "Z1", "", "", "", "\nHEAD \"X\"\n", "\nA\\B \"C\" WE,RE\n"),
			[]lint.Edit{edit(19, 20, "'")}, wikileaksRow("1", "", "Z1", "", "", "", "\nHEAD \"X\"\n", "\nA\\B \"C\" WE'RE\n")},
		{"quotes that come in are escaped in the manner of the file", "a.csv", "id,text\nZ1,\"SAID \"\"NO\"\" &YES8\"\n",
			[]lint.Edit{edit(10, 11, `"`), edit(14, 15, `"`)}, "Z1,\"SAID \"\"NO\"\" \"\"YES\"\"\"\n"},
		{"a bare field is quoted when it has to be", "a.csv", "id,text\nZ1,SAID &YES8\n",
			[]lint.Edit{edit(5, 6, `"`), edit(9, 10, `"`)}, "Z1,\"SAID \"\"YES\"\"\"\n"},
		{"a bare field stays bare otherwise", "a.csv", "id,text\nZ1,SAID IT\n", []lint.Edit{edit(5, 5, "NOT ")}, "Z1,SAID NOT IT\n"},
		{"a JSON object keeps its other bytes", "a.jsonl", `{ "text" : "A\/B\u0020WE,RE" , "x":1.0}` + "\n", []lint.Edit{edit(6, 7, "'")}, `{ "text" : "A\/B\u0020WE'RE" , "x":1.0}` + "\n"},
		{"ASCII JSON stays ASCII", "a.jsonl", `{"text":"caf\u00e9 WE,RE"}`, []lint.Edit{edit(8, 9, "’")}, `{"text":"caf\u00e9 WE\u2019RE"}`},
		{"a character behind an escape is replaced whole", "a.jsonl", `{"text":"x\u2019y\n"}`, []lint.Edit{edit(1, 4, "'")}, `{"text":"x'y\n"}`},
		{"body before header in the object", "a.jsonl", `{"body":"BODY","header":"HEAD"}`, []lint.Edit{edit(0, 1, "h"), edit(5, 6, "b")}, `{"body":"bODY","header":"hEAD"}`},
		{"an edit over the seam", "a.jsonl", `{"header":"A\nB","body":"C\nD"}`, []lint.Edit{edit(2, 5, "")}, `{"header":"","body":"A\n\nD"}`},
		{"an edit over the seam with a line left", "a.jsonl", `{"header":"A\nB","body":"C\nD"}`, []lint.Edit{edit(3, 4, "x")}, `{"header":"A\nBxC","body":"D"}`},
		{"an edit that leaves a line end at the seam", "a.jsonl", `{"header":"A\nB","body":"C\nD"}`, []lint.Edit{edit(2, 3, "")}, `{"header":"A\n\nC","body":"D"}`},
	} {
		path := write(t, t.TempDir(), c.name, c.in)
		src, _ := Open([]string{path}, Options{})
		for r, err := range src.All(context.Background()) {
			if err != nil {
				t.Fatalf("%s: %v", c.what, err)
			}
			got, err := r.Rewrite(nil, c.edits)
			if err != nil || string(got) != c.want {
				t.Errorf("%s:\ngot  %s\nwant %s\nerror %v", c.what, got, c.want, err)
			}
		}
	}
	// An edit in the middle of an encoded character is refused.
	path := write(t, t.TempDir(), "a.jsonl", `{"text":"x\u2019y"}`)
	src, _ := Open([]string{path}, Options{})
	for r := range src.All(context.Background()) {
		if _, err := r.Rewrite(nil, []lint.Edit{edit(2, 3, "")}); err != errInsideEscape {
			t.Errorf("error %v", err)
		}
	}
}

func TestStandardInputIsKnownByItsBytes(t *testing.T) {
	for _, c := range []struct{ in, name, want string }{
		{"SECRET\n", "", `1 - [] "SECRET\n"`},
		{`{"text":"A"}` + "\n" + `{"text":"B"}`, "", "1 -#1 [] \"A\"\n2 -#2 [] \"B\""},
		{"id,text\nZ1,A\n", "x.csv", `1 x.csv#1 [Z1] "A"`},
		{wikileaksRow("1", "", "Z1", "", "", "", "", "A"), "", `1 -#1 [Z1] "A"`},
		{"", "", "1 error -: the file is empty"},
	} {
		got := strings.Join(readIDs(t, Options{Stdin: strings.NewReader(c.in), StdinName: c.name}, "-"), "\n")
		if got != c.want {
			t.Errorf("%q: got %s, want %s", c.in, got, c.want)
		}
	}
}

// scanAll reads in with a splitter and checks the laws of any source: what stands
// before, in and behind the records is the input byte for byte, also where a
// record is longer than may be, and reading never panics.
func scanAll(t testing.TB, make func() splitter, in []byte) {
	t.Helper()
	for _, limit := range []int64{1 << 20, 64} {
		s := make()
		all, began := []byte(nil), false
		readStream(s, in, limit, func(r *Record, b *batch, load func(*Record, *batch) error) {
			switch {
			case r.rest:
			case r.tail && began:
			case r.tail || r.Number > 0 && !began:
				all, began = append(all, r.Head...), true
			default:
				all = append(all, r.Lead...)
			}
			all = append(all, r.Raw...)
			if r.err == nil && len(r.Text) > 0 {
				checkRewrite(t, r, load)
			}
		})
		if s.fatal() == nil && !bytes.Equal(all, in) {
			t.Fatalf("records of at most %d bytes: the parts are %q of %q", limit, all, in)
		}
	}
	if long := pace.Stretch(in, 1<<19, 32); long != nil {
		if !pace.Within(4*time.Second, func() { readStream(make(), long, 1<<20, func(*Record, *batch, func(*Record, *batch) error) {}) }) {
			t.Fatal("512 KB of this input take too long")
		}
	}
}

// readStream calls do for all that a splitter finds, filled, with the function
// that filled it.
func readStream(s splitter, in []byte, limit int64, do func(*Record, *batch, func(*Record, *batch) error)) {
	src, _ := Open([]string{"-"}, Options{MaxRecord: limit})
	p := &producer{Source: src, ctx: context.Background(), limit: 16, get: func() *batch { return new(batch) }}
	p.put = func(b *batch) bool {
		for i := range b.recs {
			r := &b.recs[i]
			load := r.load
			b.fill(r)
			do(r, b, load)
			b.drop(r)
		}
		return true
	}
	p.stream(&input{r: bytes.NewReader(in), addr: "x"}, s)
	p.flush()
}

// checkRewrite edits a record in its middle and at both ends and reads it again.
func checkRewrite(t testing.TB, r *Record, load func(*Record, *batch) error) {
	text := bytes.Clone(r.Text)
	size := uint32(len(text))
	mid := size / 2
	for mid < size && text[mid]&0xC0 == 0x80 {
		mid++
	}
	var edits []lint.Edit
	for _, at := range []uint32{0, mid, size} {
		if n := len(edits); n == 0 || edits[n-1].Span.Start < at {
			edits = append(edits, lint.Edit{Span: cable.Span{Start: at, End: at}, New: []byte(`a"\,`)})
		}
	}
	raw, err := r.Rewrite(nil, edits)
	if err != nil {
		return
	}
	again := *r
	again.Raw, again.Back, again.err = raw, Back{}, nil
	again.load = load
	var b batch
	if r.Form == Row {
		t := table{comma: r.Back.fields[1].codec.(csvCodec).comma, dialect: doubled}
		if r.flag {
			t.dialect = backslash
		}
		t.row(&t.scan, raw, true)
		b.cells, again.cells = t.scan.cells, [2]int{0, len(t.scan.cells)}
	}
	b.fill(&again)
	if want := splice(nil, text, edits); again.err != nil || !bytes.Equal(again.Text, want) {
		t.Fatalf("raw %q\nrewritten %q\nread again %q\nwant %q\nerror %v", r.Raw, raw, again.Text, want, again.err)
	}
}

func FuzzTable(f *testing.F) {
	f.Add([]byte("id,text\n1,\"a \"\"b\"\"\"\n"))
	f.Add([]byte(wikileaksRow("1", "", "Z1", "", "", "", "H\n", "A \"B\" \\")))
	f.Add([]byte("id,text\n06ZENDA1,\"NEVER CLOSED\nMORE\n06ZENDA2,\"GOOD\"\n"))
	f.Add([]byte("header\tbody\r\n\"x\"\t\"y\n\""))
	f.Fuzz(func(t *testing.T, in []byte) { scanAll(t, func() splitter { return new(table) }, in) })
}

func FuzzObjects(f *testing.F) {
	f.Add([]byte(`{"id":"Z","header":"A\n","text":"B\u00e9\ud83d\ude00"}` + "\n"))
	f.Add([]byte("[{\"text\":\"a\"},\n{\"text\":\"b\"}]"))
	f.Add([]byte("{\n\"text\":\"a\"}\n{\"te"))
	f.Fuzz(func(t *testing.T, in []byte) { scanAll(t, func() splitter { return new(objects) }, in) })
}

func TestPlaceholdersAreNoValues(t *testing.T) {
	path := write(t, t.TempDir(), "t.jsonl", `{"id":"75ZENDA1","text":"A","title":"No Title - Document Id: 1975ZENDA00001","classification":"n/a","origin":"-- N/A or Blank --","date":"1975-10-29"}`+"\n")
	src, err := Open([]string{path}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for r, err := range src.All(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		if m := r.Meta; m.ID != "75ZENDA1" || m.Created != "1975-10-29" || m.Title+m.Classification+m.Origin != "" {
			t.Errorf("metadata %+v", *m)
		}
	}
}
