package lint_test

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

type cableKind = cable.Kind

// doc makes a document of lines of prose, with marks over every "XXXX". It does
// not ask the parser: the engine is tested alone.
func doc(text string) *cable.Document {
	d := cable.Parse([]byte(text))
	for i := range d.Lines {
		d.Lines[i].Kind, d.Lines[i].Zone = cable.KindText, cable.ZoneProse
		if strings.HasPrefix(text[d.Lines[i].Start:], "TAGS") {
			d.Lines[i].Kind, d.Lines[i].Zone = cable.KindTags, cable.ZoneHeader
		}
		d.Kinds |= cable.SetOf(d.Lines[i].Kind)
	}
	d.Marks = nil
	for at := 0; ; {
		i := strings.Index(text[at:], "XXXX")
		if i < 0 {
			return d
		}
		d.Marks = append(d.Marks, cable.Mark{Span: cable.Span{Start: uint32(at + i), End: uint32(at + i + 4)}, Zone: cable.ZoneRedaction})
		at += i + 4
	}
}

// word is a rule that reports every occurrence of a word.
func word(id, w string, supersedes ...string) *lint.Rule {
	return &lint.Rule{ID: id, Severity: lint.Warning, Supersedes: supersedes, Cable: func(p *lint.Pass) {
		eachWord(p, w, func(*lint.Finding) {})
	}}
}

func eachWord(p *lint.Pass, w string, do func(*lint.Finding)) {
	for at := 0; ; {
		i := bytes.Index(p.Cable.Raw[at:], []byte(w))
		if i < 0 {
			return
		}
		do(p.Report(cable.Span{Start: uint32(at + i), End: uint32(at + i + len(w))}, "{0}", lint.Quoted(w)))
		at += i + len(w)
	}
}

// at is a rule that reports every byte that it is called for.
func at(id string, in cable.Zone, anchors ...lint.Anchor) *lint.Rule {
	return &lint.Rule{ID: id, Severity: lint.Warning, In: in, Anchors: anchors, At: func(p *lint.Pass, at uint32) {
		p.Report(cable.Span{Start: at, End: at + 1}, "here")
	}}
}

// TestCableIsCalledAfterTheBytes: a rule with both judges in the end what it met.
func TestCableIsCalledAfterTheBytes(t *testing.T) {
	var met []uint32
	r := at("both", cable.ZoneProse, lint.Anchor{Byte: '&'})
	r.At = func(_ *lint.Pass, at uint32) { met = append(met, at) }
	r.Cable = func(p *lint.Pass) {
		for _, at := range met {
			p.Report(cable.Span{Start: at, End: at + 1}, "{0} in all", lint.Int(len(met)))
		}
	}
	fs := run(t, "a & b\nc & d\n", r).Findings
	if got := places(fs); got != "both@2 both@8" {
		t.Fatal(got)
	}
	for _, f := range fs {
		if f.Args[0].Num != 2 {
			t.Errorf("told of %d of 2 bytes", f.Args[0].Num)
		}
	}
}

func engine(t testing.TB, q lint.Request, o lint.Options, rules ...*lint.Rule) *lint.Engine {
	t.Helper()
	s, err := lint.Select(rules, q)
	if err != nil {
		t.Fatal(err)
	}
	e, err := lint.New(s, o)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func run(t testing.TB, text string, rules ...*lint.Rule) lint.Result {
	t.Helper()
	return engine(t, lint.Request{}, lint.Options{}, rules...).NewSession().Run(doc(text), lint.Origin{})
}

// places is "id@start" of findings, joined by blanks.
func places(fs []lint.Finding) string {
	var out []string
	for _, f := range fs {
		out = append(out, fmt.Sprintf("%s@%d", f.Rule.ID, f.Span.Start))
	}
	return strings.Join(out, " ")
}

func TestAnchors(t *testing.T) {
	for _, row := range []struct {
		name, text string
		rule       *lint.Rule
		want       string
	}{
		{"an anchor calls at every such byte", "a,b,,c", at("r", cable.ZoneProse, lint.Anchor{Byte: ','}), "r@1 r@3 r@4"},
		{"the class before is tested", "a,1,b,", at("r", cable.ZoneProse, lint.Anchor{Byte: ',', Before: cable.MaskLower}), "r@1 r@5"},
		{"the class after is tested", "a,1,b,", at("r", cable.ZoneProse, lint.Anchor{Byte: ',', After: cable.MaskLower}), "r@3"},
		{"one of several classes is enough", "a,1,B,-", at("r", cable.ZoneProse, lint.Anchor{Byte: ',', After: cable.MaskUpper | cable.MaskDigit}), "r@1 r@3"},
		{"before the first byte there is a blank", ",a", at("r", cable.ZoneProse, lint.Anchor{Byte: ',', Before: cable.MaskBlank}), "r@0"},
		{"after the last byte there is a blank", "a,", at("r", cable.ZoneProse, lint.Anchor{Byte: ',', After: cable.MaskBlank}), "r@1"},
		{"a line ending is a control", "a,\n,b", at("r", cable.ZoneProse, lint.Anchor{Byte: ',', After: cable.MaskControl}), "r@1"},
		{"a line start comes after a control", "a,\n,b", at("r", cable.ZoneProse, lint.Anchor{Byte: ',', Before: cable.MaskControl}), "r@3"},
		{"lines of other zones are left alone", "TAGS, a\nb, c", at("r", cable.ZoneProse, lint.Anchor{Byte: ','}), "r@9"},
		{"marks are left alone", "X,XXXX,X", at("r", cable.ZoneProse, lint.Anchor{Byte: 'X'}), "r@0 r@7"},
		{"a mark can be what a rule looks at", "X,XXXX,X", at("r", cable.ZoneRedaction, lint.Anchor{Byte: 'X'}), "r@2 r@3 r@4 r@5"},
		{"two anchors of one rule", "a,b.c", at("r", cable.ZoneProse, lint.Anchor{Byte: ','}, lint.Anchor{Byte: '.'}), "r@1 r@3"},
		{"two anchors on one byte call twice and report once", "a,b", at("r", cable.ZoneProse, lint.Anchor{Byte: ','}, lint.Anchor{Byte: ',', Before: cable.MaskLower}), "r@1"},
		{"high bytes are anchors like others", "a\xe2b", at("r", cable.ZoneProse, lint.Anchor{Byte: 0xe2}), "r@1"},
		{"an empty cable calls nobody", "", at("r", cable.ZoneProse, lint.Anchor{Byte: ','}), ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := places(run(t, row.text, row.rule).Findings); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

func TestLineRules(t *testing.T) {
	r := &lint.Rule{ID: "r", Severity: lint.Warning, Kinds: []cable.Kind{cable.KindTags}, Line: func(p *lint.Pass, line int) {
		p.Report(p.Cable.Lines[line].Span(), "line {0}", lint.Int(line))
	}}
	if got := places(run(t, "x\nTAGS\nTAGS\ny", r).Findings); got != "r@2 r@7" {
		t.Error(got)
	}
	r.In = cable.ZoneProse
	if got := places(run(t, "x\nTAGS\n", r).Findings); got != "" {
		t.Errorf("a line rule with In was called for another zone: %s", got)
	}
}

func TestSupersession(t *testing.T) {
	for _, row := range []struct {
		name, text string
		rules      []*lint.Rule
		want       string
	}{
		{"the more specific wins where they overlap", "abcd bc", []*lint.Rule{word("long", "abcd", "short"), word("short", "bc")}, "long@0 short@5"},
		{"also when it starts later", "abcd", []*lint.Rule{word("one", "cd", "two"), word("two", "abc")}, "one@2"},
		{"touching is not overlapping", "abcd", []*lint.Rule{word("one", "ab", "two"), word("two", "cd")}, "one@0 two@2"},
		{"in the whole cable", "ab ... cd", []*lint.Rule{word("one", "cd", "two@cable"), word("two", "ab")}, "one@7"},
		{"what is superseded still supersedes", "abcde", []*lint.Rule{word("one", "ab", "two"), word("two", "bcd", "three"), word("three", "de")}, "one@0"},
		{"not without a finding", "cd", []*lint.Rule{word("one", "ab", "two@cable"), word("two", "cd")}, "two@0"},
		{"a long one reaches over others", "abcdefgh", []*lint.Rule{word("a", "abcdefgh", "b"), word("m", "bc"), word("b", "gh")}, "a@0 m@1"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := places(run(t, row.text, row.rules...).Findings); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
			slices.Reverse(row.rules)
			if got := places(run(t, row.text, row.rules...).Findings); got != row.want {
				t.Errorf("with the rules in another order: got %q, want %q", got, row.want)
			}
		})
	}
}

func TestEmptySpanOverlapsWhatCoversIt(t *testing.T) {
	missing := &lint.Rule{ID: "missing", Cable: func(p *lint.Pass) { p.Report(cable.Span{Start: 2, End: 2}, "missing") }}
	if got := places(run(t, "abcd", word("w", "abcd", "missing"), missing).Findings); got != "w@0" {
		t.Error(got)
	}
	missing.Supersedes = []string{"w"}
	if got := places(run(t, "abcd", word("w", "abcd"), missing).Findings); got != "missing@2" {
		t.Error(got)
	}
}

func TestSelectionOnlyLeavesFindingsOut(t *testing.T) {
	rules := []*lint.Rule{word("a-one", "abcd", "b-two"), word("b-two", "bc", "c-three@cable"), word("c-three", "a"), word("c-four", "b")}
	const text = "abcd a bc b abcd"
	whole := run(t, text, rules...).Findings
	for _, sel := range []string{"a-", "b-", "c-", "a-one,c-four", "b-two,c-", "all"} {
		s, err := lint.Select(rules, lint.Request{Select: []string{sel}})
		if err != nil {
			t.Fatal(err)
		}
		var want []lint.Finding
		for _, f := range whole {
			if slices.Contains(s.Enabled(), f.Rule) {
				want = append(want, f)
			}
		}
		for _, fixing := range []bool{false, true} {
			e := engine(t, lint.Request{Select: []string{sel}}, lint.Options{Fixing: fixing}, rules...)
			if got := places(e.NewSession().Run(doc(text), lint.Origin{}).Findings); got != places(want) {
				t.Errorf("--select %s: got %q, the whole set decides %q", sel, got, places(want))
			}
		}
	}
}

func TestEditionsAndEras(t *testing.T) {
	wire, smart := word("wire", "a"), word("smart", "a")
	wire.Editions, smart.Eras = cable.EditionWire|cable.EditionPress, cable.EraSMART
	e := engine(t, lint.Request{}, lint.Options{}, wire, smart, word("any", "a"))
	s := e.NewSession()
	for _, row := range []struct {
		edition cable.Edition
		era     cable.Era
		want    string
	}{
		{cable.EditionPress, cable.Era12958, "any@0 wire@0"},
		{cable.EditionLower, cable.EraSMART, "any@0 smart@0"},
		{cable.EditionWire, cable.EraSMART, "any@0 smart@0 wire@0"},
		{0, 0, "any@0"},
	} {
		d := doc("a")
		d.Edition, d.Era = row.edition, row.era
		if got := places(s.Run(d, lint.Origin{}).Findings); got != row.want {
			t.Errorf("edition %v, era %v: got %q, want %q", row.edition, row.era, got, row.want)
		}
	}
}

func TestBrokenRuleIsReportedAndTheRestRuns(t *testing.T) {
	calls := 0
	half := &lint.Rule{ID: "half", In: cable.ZoneProse, Anchors: []lint.Anchor{{Byte: 'a'}}, At: func(p *lint.Pass, at uint32) {
		p.Report(cable.Span{Start: at, End: at + 1}, "believed too early")
		if calls++; calls == 2 {
			panic("at the second a")
		}
	}}
	outside := &lint.Rule{ID: "outside", Cable: func(p *lint.Pass) { p.Report(cable.Span{Start: 2, End: 99}, "nowhere") }}
	overlap := &lint.Rule{ID: "overlap", Fix: lint.Safe, Cable: func(p *lint.Pass) {
		p.Report(cable.Span{Start: 0, End: 2}, "x").SetFix(lint.Safe, "y", lint.Replace(cable.Span{Start: 0, End: 2}, "q"), lint.Delete(cable.Span{Start: 1, End: 3}))
	}}
	res := run(t, "a b a", half, outside, overlap, word("good", "b"))
	if !res.Failed {
		t.Error("the result does not say that rules failed")
	}
	if got, want := places(res.Findings), "lint-panic@0 lint-panic@0 lint-panic@0 good@2"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for i, id := range []string{"half", "outside", "overlap"} {
		if f := res.Findings[i]; f.Args[0].Str != id || f.Severity != lint.Error {
			t.Errorf("finding %d is %+v, want an error that names %s", i, f, id)
		}
	}
}

func TestIgnoredPanicStillFails(t *testing.T) {
	broken := &lint.Rule{ID: "broken", Cable: func(*lint.Pass) { panic("x") }}
	e := engine(t, lint.Request{Ignore: []string{lint.PanicID}}, lint.Options{}, broken, &lint.Rule{ID: lint.PanicID})
	if res := e.NewSession().Run(doc("a"), lint.Origin{}); !res.Failed || len(res.Findings) != 0 {
		t.Errorf("%+v", res)
	}
	e = engine(t, lint.Request{Select: []string{"broken"}}, lint.Options{}, broken, &lint.Rule{ID: lint.PanicID})
	if res := e.NewSession().Run(doc("a"), lint.Origin{}); !res.Failed || places(res.Findings) != "lint-panic@0" {
		t.Errorf("a selection hides a broken rule: %+v", res)
	}
}

func TestSeverityOfSelectionStands(t *testing.T) {
	r := &lint.Rule{ID: "r", Severity: lint.Info, Cable: func(p *lint.Pass) { p.Report(cable.Span{}, "x").Severity = lint.Warning }}
	if got := run(t, "a", r).Findings[0].Severity; got != lint.Warning {
		t.Errorf("the finding's own severity is lost: %d", got)
	}
	e := engine(t, lint.Request{Severity: map[string]lint.Severity{"r": lint.Error}}, lint.Options{}, r)
	if got := e.NewSession().Run(doc("a"), lint.Origin{}).Findings[0].Severity; got != lint.Error {
		t.Errorf("got %d, want what the selection says", got)
	}
}

func TestFilterSeesTheCableAndSaysWhy(t *testing.T) {
	filter := func(d *cable.Document, from lint.Origin, fs []lint.Finding, why []string) {
		for i, f := range fs {
			if f.Span.Start == 2 && from.ID == "05NOWHERE1" && len(d.Raw) == 3 {
				why[i] = "known"
			}
		}
	}
	e := engine(t, lint.Request{}, lint.Options{Filter: filter}, word("r", "a"))
	res := e.NewSession().Run(doc("a a"), lint.Origin{ID: "05NOWHERE1"})
	if places(res.Findings) != "r@0" || len(res.Suppressed) != 1 || res.Suppressed[0].Why != "known" {
		t.Errorf("%+v", res)
	}
}

func TestFixIsCutDownToWhatItsRuleMay(t *testing.T) {
	r := &lint.Rule{ID: "r", Fix: lint.Unsafe, Cable: func(p *lint.Pass) {
		p.Report(cable.Span{Start: 0, End: 1}, "x").SetFix(lint.Safe, "y", lint.Replace(cable.Span{Start: 0, End: 1}, "b"))
		p.Report(cable.Span{Start: 1, End: 2}, "no change").SetFix(lint.Unsafe, "y", lint.Replace(cable.Span{Start: 1, End: 2}, "a"))
	}}
	fs := run(t, "aa", r).Findings
	if fs[0].Fix.Applicability != lint.Unsafe || fs[1].Fix != nil {
		t.Errorf("%+v %+v", fs[0].Fix, fs[1].Fix)
	}
}

func TestSameFindingsFromSharedEngine(t *testing.T) {
	e := engine(t, lint.Request{}, lint.Options{}, word("b", "a"), at("a", cable.ZoneProse, lint.Anchor{Byte: 'a'}), word("c", "ab"))
	want := e.NewSession().Run(doc("abab a"), lint.Origin{}).Findings
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			s := e.NewSession()
			for range 50 {
				if got := s.Run(doc("abab a"), lint.Origin{}).Findings; !reflect.DeepEqual(places(got), places(want)) {
					t.Errorf("got %q, want %q", places(got), places(want))
				}
			}
		})
	}
	wg.Wait()
}

func TestNoAllocationWithoutFindings(t *testing.T) {
	e := engine(t, lint.Request{}, lint.Options{}, word("w", "never"), at("x", cable.ZoneProse, lint.Anchor{Byte: '&'}), at("y", cable.ZoneHeader, lint.Anchor{Byte: ','}))
	s := e.NewSession()
	raw := []byte(strings.Repeat("a line of prose, with marks. XXXX\nTAGS\n", 50))
	d := doc(string(raw))
	if n := testing.AllocsPerRun(100, func() { s.Run(d, lint.Origin{}) }); n != 0 {
		t.Errorf("%v allocations for a cable without findings", n)
	}
}
