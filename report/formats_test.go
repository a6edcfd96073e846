package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var updateGoldens = flag.Bool("update", false, "write the golden files")

// sample is an invented cable with bytes that formats must not trip over:
// markup, a formula, a terminal escape, a code point beyond the BMP, bytes that are not UTF-8.
const sample = "C O N F I D E N T I A L NEW ARCADIA 000123\n" +
	"SUBJECT: <b>ARCADIA,S</b> & \"HARBOR\"\n" +
	"=1+1 \x1b[31mred\U0001F600 ]]> %0A\xff\n" +
	"1. (C) The Minister,s aide spoke.\n"

func sampleRules() []*lint.Rule {
	return []*lint.Rule{
		{ID: "enc-toy", Title: "a toy rule", Doc: "# enc-toy\n\nWhat it does.\n", Severity: lint.Warning, Fix: lint.Safe, Authority: "observed"},
		{ID: "hdr-toy", Title: "another toy rule", Severity: lint.Error},
		{ID: "web-toy", Title: "a third", Severity: lint.Info},
	}
}

func sampleResults() []*Result {
	rules := sampleRules()
	doc := cable.Parse([]byte(sample))
	at := func(s string) cable.Span {
		i := strings.Index(sample, s)
		return cable.Span{Start: uint32(i), End: uint32(i + len(s))}
	}
	comma := at(",S</b>")
	comma.End = comma.Start + 1
	findings := []lint.Finding{
		{Rule: rules[0], Severity: lint.Warning, Span: comma, Message: "{0}: the apostrophe was folded to a comma", Args: []lint.Arg{lint.Text([]byte("ARCADIA,S"))}, Confidence: 0.9999,
			Fix:     &lint.Fix{Applicability: lint.Safe, Message: "put the apostrophe back", Edits: []lint.Edit{{Span: comma, New: []byte("'")}}},
			Related: []lint.Related{{Message: "the same here", Span: at("Minister,s")}}},
		{Rule: rules[2], Severity: lint.Info, Span: at("=1+1 \x1b[31mred\U0001F600"), Message: "odd text {0}", Args: []lint.Arg{lint.Text([]byte("=1+1 \x1b[31mred"))},
			Fix: &lint.Fix{Applicability: lint.Unsafe, Message: "delete it", Edits: []lint.Edit{{Span: at("\xff"), New: []byte("\xfe")}}}},
		{Rule: rules[1], Severity: lint.Error, Span: at("1. (C) The Minister,s aide spoke.\n"), Message: "{1} lines, {0}", Args: []lint.Arg{lint.Name("hdr"), lint.Int(3)}},
	}
	return []*Result{
		{Seq: 1, Document: "dump.zip!a b/09NEWARCADIA123.txt", ID: "09NEWARCADIA123", Cable: doc, Findings: findings, Fingerprints: []string{"f1", "f2", "f3"}},
		{Seq: 2, Document: "clean.txt", Cable: cable.Parse([]byte("UNCLAS NEW ARCADIA 000124\n"))},
	}
}

func render(t *testing.T, format string, opt Options, results []*Result) []byte {
	t.Helper()
	f, err := FormatNamed(format)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	r := f.New(&out, opt)
	if err := r.Begin(&Run{Version: "v0.0.0", Rules: sampleRules()}); err != nil {
		t.Fatal(err)
	}
	sum := &Summary{}
	for _, x := range results {
		sum.Documents++
		for i := range x.Findings {
			sum.Findings.Add(x.Findings[i].Severity)
		}
		if err := r.Cable(x); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.End(sum); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func validate(t *testing.T, schema string, doc []byte) {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile(filepath.Join("testdata", "schema", schema))
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	if err != nil {
		t.Fatalf("not JSON: %v\n%s", err, doc)
	}
	if err := s.Validate(v); err != nil {
		t.Fatalf("%v\n%s", err, doc)
	}
}

// TestFormatsAgainstGoldens holds every machine format to its golden file, full and redacted.
func TestFormatsAgainstGoldens(t *testing.T) {
	for _, name := range []string{"sarif", "github", "gitlab", "checkstyle", "junit", "rdjson", "csv"} {
		for _, redact := range []bool{false, true} {
			got := render(t, name, Options{Redact: redact}, sampleResults())
			golden := filepath.Join("testdata", "formats", name)
			if redact {
				golden += ".redacted"
			}
			if *updateGoldens {
				if err := os.WriteFile(golden, got, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), string(got)); d != "" {
				t.Errorf("%s differs from its golden file (run with -update when that is right):\n%s", golden, d)
			}
		}
	}
}

func TestSARIFFollowsItsSchema(t *testing.T) {
	for name, results := range map[string][]*Result{"empty run": nil, "findings in an archive": sampleResults()} {
		t.Run(name, func(t *testing.T) {
			validate(t, "sarif-2.1.0.json", render(t, "sarif", Options{}, results))
			validate(t, "sarif-2.1.0.json", render(t, "sarif", Options{Redact: true}, results))
		})
	}
}

func TestRDJSONFollowsItsSchema(t *testing.T) {
	validate(t, "rdjson.json", render(t, "rdjson", Options{}, nil))
	validate(t, "rdjson.json", render(t, "rdjson", Options{}, sampleResults()))
}

func TestGitLabIsAnArrayWithTheKeysThatGitLabReads(t *testing.T) {
	for _, results := range [][]*Result{nil, sampleResults()} {
		var issues []map[string]any
		if err := json.Unmarshal(render(t, "gitlab", Options{}, results), &issues); err != nil {
			t.Fatal(err)
		}
		for _, issue := range issues {
			for _, key := range []string{"description", "check_name", "fingerprint", "severity", "location"} {
				if issue[key] == nil || issue[key] == "" {
					t.Errorf("no %q in %v", key, issue)
				}
			}
		}
	}
}

func TestXMLFormatsParseAndCount(t *testing.T) {
	for name, element := range map[string]string{"checkstyle": "error", "junit": "testcase"} {
		for _, results := range [][]*Result{nil, sampleResults()} {
			want := 0
			for _, r := range results {
				want += len(r.Findings)
				if name == "junit" && len(r.Findings) == 0 {
					want++ // the case that passed
				}
			}
			n := 0
			for d := xml.NewDecoder(bytes.NewReader(render(t, name, Options{}, results))); ; {
				token, err := d.Token()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if e, ok := token.(xml.StartElement); ok && e.Name.Local == element {
					n++
				}
			}
			if n != want {
				t.Errorf("%s: %d elements %q, want %d", name, n, element, want)
			}
		}
	}
}

// TestEveryFormatIsUTF8 reports about files whose names are not.
func TestEveryFormatIsUTF8(t *testing.T) {
	results := sampleResults()
	for _, r := range results {
		r.Document = "caf\xe9/" + r.Document
	}
	for _, f := range Formats() {
		if b := render(t, f.Name, Options{}, results); !utf8.Valid(b) {
			t.Errorf("%s: not UTF-8: %q", f.Name, b)
		}
	}
}

func TestCSVHasNoFormulas(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(render(t, "csv", Options{}, sampleResults()))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 4 {
		t.Fatalf("%d rows, want a header and 3", len(rows))
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("a spreadsheet would run the cell %q", cell)
			}
		}
	}
}

var workflowCommand = regexp.MustCompile(`^::(error|warning|notice) (?:file=[^,:]+,line=\d+(?:,col=\d+,endColumn=\d+|,endLine=\d+),)?title=[^,:]+::[^\r\n]+$`)

func TestGitHubAnnotationsFollowTheGrammarAndAreTenOfEach(t *testing.T) {
	r := sampleResults()[0]
	one := r.Findings[0]
	for range 24 {
		r.Findings = append(r.Findings, one)
	}
	lines := strings.Split(strings.TrimSuffix(string(render(t, "github", Options{}, []*Result{r})), "\n"), "\n")
	for _, line := range lines {
		if !workflowCommand.MatchString(line) {
			t.Errorf("not a workflow command: %q", line)
		}
	}
	if len(lines) != 1+10+1+1 {
		t.Fatalf("%d lines, want one error, ten warnings, one notice and the number of the rest", len(lines))
	}
	if !strings.HasPrefix(lines[0], "::error ") || !strings.Contains(lines[12], "15 more findings") {
		t.Errorf("errors do not come first or the rest is not counted: %q", lines)
	}
}

// TestRedactLeavesNoTextOfTheCable searches every format for words of the cable.
func TestRedactLeavesNoTextOfTheCable(t *testing.T) {
	for _, f := range Formats() {
		out := string(render(t, f.Name, Options{Redact: true}, sampleResults()))
		for _, word := range []string{"ARCADIA,S", "Minister", "HARBOR", "1+1", "aide spoke"} {
			if strings.Contains(out, word) {
				t.Errorf("%s --redact shows %q", f.Name, word)
			}
		}
	}
}

func TestJobSummaryHasTheMostFindingsFirst(t *testing.T) {
	rules := sampleRules()
	s := &Summary{Documents: 1, Findings: Counts{Error: 1, Warning: 2, Info: 7}, Fixable: Fixable{Safe: 2}, Failed: 3, ByRule: []RuleCount{
		{Rule: rules[1], Findings: 1, Cables: 1}, {Rule: rules[0], Findings: 2, Cables: 1, Fixable: 2}, {Rule: rules[2], Findings: 7, Cables: 1},
	}}
	var out bytes.Buffer
	if err := JobSummary(&out, s); err != nil {
		t.Fatal(err)
	}
	const want = "### cablelint\n\n1 cable: 1 error, 2 warnings, 7 at info; 2 can be repaired safely.\n\n**3 could not be read.**\n\n" +
		"| rule | what it finds | findings | cables | safe fix |\n|---|---|---:|---:|---:|\n" +
		"| `web-toy` | a third | 7 | 1 | 0 |\n| `enc-toy` | a toy rule | 2 | 1 | 2 |\n| `hdr-toy` | another toy rule | 1 | 1 | 0 |\n"
	if d := cmp.Diff(want, out.String()); d != "" {
		t.Error(d)
	}
}
