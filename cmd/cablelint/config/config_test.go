package config

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/cable/pace"
	"github.com/cablelint/cablelint/lint"
)

const whole = `preset: draft
select: [enc-, all]
ignore: hdr-
severity: {enc-: info}
fail-on: error
typography: ascii
exclude: ["old/**"]
baseline: known.jsonl
max-record: 64MiB
overrides:
  - paths: ["press/**"]
    editions: [press, lower]
    eras: ["11652", smart]
    ignore: [hdr-]
    severity: {enc-: error}
tables:
  tags: {KNEW: programme}
  captions: [ZEBRA CHANNEL]
rules:
  - id: house-embassy
    message: "{0}: write {1}"
    severity: error
    zone: prose
    swap: {Embasy: Embassy}
    fix: safe
    tests:
      - bad: The Embasy spoke.
        fixed: The Embassy spoke.
      - good: The Embassy spoke.
  - id: house-tags
    field: tags
    allow: [PGOV]
`

func TestParseReadsEveryKey(t *testing.T) {
	c, err := Parse("x.yaml", []byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	o := c.Overrides[0]
	for name, ok := range map[string]bool{
		"preset": c.Preset == "draft", "select": len(c.Select) == 2, "ignore": c.Ignore[0] == "hdr-", "severity": c.Severity["enc-"] == lint.Info,
		"fail-on": c.FailOn == "error", "typography": c.Typography == "ascii", "exclude": c.Exclude[0] == "old/**", "baseline": c.Baseline == "known.jsonl",
		"max-record": c.MaxRecord == "64MiB", "editions": o.Editions == cable.EditionPress|cable.EditionLower, "eras": o.Eras == cable.Era11652|cable.EraSMART,
		"override": o.Ignore[0] == "hdr-" && o.Severity["enc-"] == lint.Error, "tags": c.Tables.Tags["KNEW"] == cable.TagProgramme,
		"captions": c.Tables.Captions[0] == "ZEBRA CHANNEL",
		"rules":    len(c.Rules) == 2 && c.Rules[0].Swap[0].To == "Embassy" && c.Rules[0].Fix == lint.Safe && c.Rules[1].Allow[0] == "PGOV",
		"line":     c.Line("rules") == 19,
	} {
		if !ok {
			t.Errorf("%s was not read: %+v", name, c)
		}
	}
	for i := range c.Rules {
		if bad := c.Rules[i].RunTests(); len(bad) > 0 {
			t.Error(bad)
		}
	}
}

func TestParseComplains(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"an unknown key, with the nearest", "ignroe: [x]", `x.yaml:1: configuration: unknown key "ignroe"; did you mean "ignore"?`},
		{"an unknown key like none", "zzzzzzzz: 1", "expected one of $schema, baseline"},
		{"a wrong type", "\nselect: {a: b}", `x.yaml:2: select: expected a list, found keys with values`},
		{"a word that is not known", "preset: drafd", `did you mean "draft"?`},
		{"a severity that is none", "severity: {enc-: fatal}", `"fatal" is not a severity`},
		{"a key given twice", "preset: draft\npreset: strict", `x.yaml:2: configuration: the key "preset" is given twice`},
		{"a list at the top", "- a", "expected keys with values, found a list"},
		{"anchors and aliases, which could grow without bound", "ignore: &a [x]\nselect: *a", "anchors and aliases are not read"},
		{"text that is not YAML", "a: b: c", "x.yaml:1: not YAML: mapping values are not allowed"},
		{"a tab where blanks belong", "preset: draft\n\tfoo: x", "x.yaml:2: not YAML: found a tab"},
		{"a size that is none", "\nmax-record: lots", `x.yaml:2: max-record: "lots" is no size`},
		{"a pattern that is none", "exclude: [a]\noverrides:\n  - paths: ['[']", `x.yaml:3: overrides: paths: "[" is not a glob`},
		{"two faults at once", "preset: x\nfail-on: y", "fail-on"},
		{"an unknown zone", "rules: [{id: a-b, find: x, zone: proze}]", `did you mean "prose"?`},
		{"an unknown edition", "overrides: [{editions: [wirr]}]", `did you mean "wire"?`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse("x.yaml", []byte(c.text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

// TestBaselineStaysBelow: who brings a configuration does not choose a file to
// be read or written elsewhere.
func TestBaselineStaysBelow(t *testing.T) {
	for path, ok := range map[string]bool{"known/baseline": true, "../x": false, "/etc/x": false, "a/../../x": false} {
		_, err := Parse("x.yaml", []byte("baseline: "+path+"\n"))
		if (err == nil) != ok {
			t.Errorf("baseline: %s: %v", path, err)
		}
	}
}

// TestGlobBombIsRefusedAtOnce: braces multiply what a match has to try.
func TestGlobBombIsRefusedAtOnce(t *testing.T) {
	for glob, ok := range map[string]bool{
		"**/*.{txt,html}": true, "{a,b}/{c,d}/**": true, `a\{b,c`: true,
		strings.Repeat("{a,aa,aaa}", 24) + "b": false, strings.Repeat("{a,{b,c}}", 6): false, strings.Repeat("a*", 3000): false,
	} {
		_, err := Parse("x.yaml", []byte("exclude: ['"+glob+"']\n"))
		if (err == nil) != ok {
			t.Errorf("exclude: %.60s: %v", glob, err)
		}
		if _, err := ParseIgnore("x", []byte(glob+" all -- why\n")); (err == nil) != ok {
			t.Errorf("ignore: %.60s: %v", glob, err)
		}
	}
}

func TestAliasBombIsRefusedAtOnce(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for _, p := range []string{"ab", "bc", "cd", "de", "ef", "fg", "gh", "hi"} {
		bomb += string(p[1]) + ": &" + string(p[1]) + " [" + strings.Repeat("*"+string(p[0])+",", 9) + "]\n"
	}
	if _, err := Parse("x.yaml", []byte(bomb)); err == nil {
		t.Error("a bomb of aliases was accepted")
	}
}

// TestShowIsReadAgain: what config show prints is a configuration that says the same.
func TestShowIsReadAgain(t *testing.T) {
	c, err := Parse("x.yaml", []byte("# a comment\n"+whole))
	if err != nil {
		t.Fatal(err)
	}
	shown := c.Show()
	for _, want := range []string{"preset: draft # x.yaml:2\n", "overrides: # x.yaml:11\n", "baseline: known.jsonl # x.yaml:9\n"} {
		if !strings.Contains(shown, want) {
			t.Errorf("no %q in\n%s", want, shown)
		}
	}
	again, err := Parse("y.yaml", []byte(shown))
	if err != nil {
		t.Fatalf("%v in\n%s", err, shown)
	}
	if once, twice := strings.ReplaceAll(shown, "x.yaml", ""), strings.ReplaceAll(again.Show(), "y.yaml", ""); lineless(once) != lineless(twice) {
		t.Errorf("read again it says\n%s\nat first\n%s", twice, once)
	}
	if bare := new(Config).Show(); strings.Count(bare, "# default") != strings.Count(bare, "\n") {
		t.Errorf("without a file everything is a default:\n%s", bare)
	}
	if _, err := Parse("z.yaml", []byte(new(Config).Show())); err != nil {
		t.Error(err)
	}
}

// lineless is what config show prints without the numbers of lines.
func lineless(shown string) string { return regexp.MustCompile(`# :\d+`).ReplaceAllString(shown, "#") }

func TestParseSize(t *testing.T) {
	for text, want := range map[string]int64{"1": 1, "12B": 12, "1K": 1024, "1KiB": 1024, "3M": 3 << 20, "2GiB": 2 << 30, "1T": 1 << 40,
		"": 0, "0": 0, "-1": 0, "lots": 0, "1Z": 0, "KiB": 0, "9000000000T": 0} {
		if got, err := ParseSize(text); got != want || (err == nil) != (want > 0) {
			t.Errorf("%q is %d, %v; want %d", text, got, err, want)
		}
	}
}

func TestFindLooksUpward(t *testing.T) {
	top := t.TempDir()
	deep := filepath.Join(top, "a", "b")
	if err := os.MkdirAll(deep, 0o777); err != nil {
		t.Fatal(err)
	}
	want := filepath.Join(top, Name)
	if err := os.WriteFile(want, []byte("preset: draft\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if got, err := Find(deep); err != nil || got != want {
		t.Errorf("Find gives %q, %v; want %q", got, err, want)
	}
}

func TestCheckNamesUnknownRulesWithTheirLine(t *testing.T) {
	c, err := Parse("x.yaml", []byte("preset: draft\nignore: [nothing-like-it]\n"))
	if err != nil {
		t.Fatal(err)
	}
	bad := c.Check()
	if len(bad) != 1 || !strings.HasPrefix(bad[0].Error(), "x.yaml:2: ignore: ") {
		t.Errorf("complaints %v, want one about line 2", bad)
	}
}

// TestSchemaAcceptsWhatParseAccepts holds the published schema to the parser.
func TestSchemaAcceptsWhatParseAccepts(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join("..", "..", "..", "docs", "schema", "config.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	for text, good := range map[string]bool{whole: true, "preset: draft": true, "ignroe: []": false, "preset: drafd": false, "severity: {x: fatal}": false,
		"rules: [{id: a-b}]": false, "overrides: [{paths: 3}]": false} {
		var v any
		if err := yaml.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); (err == nil) != good {
			t.Errorf("the schema says %v of\n%s", err, text)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte("rules: [{id: a-b, find: '('}]"))
	f.Add([]byte("a: &a [x,x,x]\nb: &b [*a,*a,*a]\nselect: [*b,*b]\n"))
	f.Add([]byte("overrides: [{paths: ['**/[a'], editions: [wire], ignore: all}]\nexclude: ['{a,b}/**']"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if !pace.Within(5*time.Second, func() { checkConfig(t, data) }) {
			t.Fatal("the configuration takes too long")
		}
	})
}

// checkConfig reads a configuration and lints a cable under it: what is wrong is
// said with the file's name on one line each, and nothing in it breaks a run.
func checkConfig(t testing.TB, data []byte) {
	c, err := Parse("x.yaml", data)
	if err != nil {
		if !strings.HasPrefix(err.Error(), "x.yaml:") {
			t.Fatalf("the error does not name the file: %v", err)
		}
		return
	}
	c.Dir = "/"
	c.Show()
	c.Excluded("a/06ZENDA1.txt")
	if len(c.Check()) > 0 {
		return
	}
	all, err := c.Catalogue()
	if err != nil {
		t.Fatalf("found right, and then: %v", err)
	}
	s, err := lint.Select(all, lint.Request{Select: []string{"all"}})
	if err != nil {
		t.Fatal(err)
	}
	e, err := lint.New(s, lint.Options{Filter: c.Filter, Fixing: true, Unsafe: true})
	if err != nil {
		t.Fatal(err)
	}
	raw := []byte("UNCLAS ZENDA 000123\n\nTAGS: PGOV, XX\nSUBJECT: HARBOR\n\n1. (U) America,s port.\n")
	_, rep := e.NewSession().Fix(raw, nil, lint.Origin{Document: "a/06ZENDA1.txt", ID: "06ZENDA1"})
	for i := range rep.Findings {
		if f := &rep.Findings[i]; f.Rule.ID == lint.PanicID || int(f.Span.End) > len(raw) || f.Span.Start > f.Span.End {
			t.Fatalf("%s at %v", lint.Render(f, false), f.Span)
		}
	}
}

// FuzzIgnore reads any bytes as a sidecar file and leaves findings out by it.
func FuzzIgnore(f *testing.F) {
	f.Add([]byte("# known\n06ZENDA1 enc-,hdr-tags-missing -- seen to\na/**/*.txt all -- an archive's own form\n[a x -- y\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		ig, err := ParseIgnore("/x/.cablelint-ignore", data)
		if err != nil && !strings.HasPrefix(err.Error(), "/x/.cablelint-ignore:") {
			t.Fatalf("the error does not name the file: %v", err)
		}
		findings := []lint.Finding{{Rule: &lint.Rule{ID: "enc-toy"}}, {Rule: &lint.Rule{ID: "hdr-toy"}}}
		if !pace.Within(5*time.Second, func() {
			ig.Filter(nil, lint.Origin{Document: "/x/a/b/" + strings.Repeat("a", 200) + ".txt", ID: "06ZENDA1"}, findings, make([]string, len(findings)))
		}) {
			t.Fatal("matching takes too long")
		}
		if n := len(ig.Unmatched()); n > ig.Len() {
			t.Fatalf("%d of %d entries match nothing", n, ig.Len())
		}
	})
}
