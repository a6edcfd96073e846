package lint_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/lint"
)

// catalogue is a small list of rules in no order.
func catalogue() []*lint.Rule {
	return []*lint.Rule{
		{ID: "hdr-tags-missing", Severity: lint.Warning},
		{ID: "enc-comma", Severity: lint.Warning},
		{ID: "enc-comma-name", Severity: lint.Warning},
		{ID: "enc-curly", Severity: lint.Info, Off: true},
		{ID: "hdr-tags-order", Severity: lint.Info, Presets: lint.Draft},
		{ID: "tx-nnnn", Severity: lint.Info},
	}
}

func TestSelect(t *testing.T) {
	const usual = "enc-comma enc-comma-name hdr-tags-missing tx-nnnn"
	for _, row := range []struct {
		name           string
		preset         lint.Preset
		selects, drops []string
		want           string
	}{
		{"nothing asked is what the preset has on", 0, nil, nil, usual},
		{"strict has what has no preset of its own", lint.Strict, nil, nil, usual},
		{"draft has only what names it", lint.Draft, nil, nil, "hdr-tags-order"},
		{"a prefix selects among what is on", 0, []string{"enc-"}, nil, "enc-comma enc-comma-name"},
		{"a prefix may end anywhere", 0, []string{"hdr-ta"}, nil, "hdr-tags-missing"},
		{"a full id is that rule alone", 0, []string{"enc-comma"}, nil, "enc-comma"},
		{"a full id turns on one that is off", 0, []string{"enc-curly"}, nil, "enc-curly"},
		{"a full id turns on one of another preset", 0, []string{"hdr-tags-order"}, nil, "hdr-tags-order"},
		{"all is every rule", 0, []string{"all"}, nil, "enc-comma enc-comma-name enc-curly hdr-tags-missing hdr-tags-order tx-nnnn"},
		{"commas and repetition mean the same", 0, []string{"enc-comma, tx-", "hdr-tags-missing"}, nil, "enc-comma hdr-tags-missing tx-nnnn"},
		{"ignore wins over a full id", 0, []string{"enc-comma,tx-nnnn"}, []string{"enc-comma"}, "tx-nnnn"},
		{"ignore takes prefixes", 0, nil, []string{"enc-,tx-"}, "hdr-tags-missing"},
		{"ignore all leaves nothing", 0, []string{"enc-comma"}, []string{"all"}, ""},
		{"empty patterns ask for nothing", 0, []string{"", " , "}, nil, usual},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, err := lint.Select(catalogue(), lint.Request{Preset: row.preset, Select: row.selects, Ignore: row.drops})
			if err != nil {
				t.Fatal(err)
			}
			if got := ids(s.Enabled()); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

func TestSelectUnknown(t *testing.T) {
	for _, row := range []struct{ given, nearest string }{
		{"enc-coma", "enc-comma"},
		{"hdr-tags-mising", "hdr-tags-missing"},
		{"tx-nnnm", "tx-nnnn"},
		{"body-", ""},
		{"zzzzzzzzzz", ""},
	} {
		for _, q := range []lint.Request{{Select: []string{row.given}}, {Ignore: []string{row.given}}, {Severity: map[string]lint.Severity{row.given: lint.Info}}} {
			_, err := lint.Select(catalogue(), q)
			var unknown *lint.UnknownRuleError
			if !errors.As(err, &unknown) || unknown.Given != row.given || unknown.Nearest != row.nearest {
				t.Errorf("%+v: got %v, want the nearest of %q to be %q", q, err, row.given, row.nearest)
			}
		}
	}
}

func TestSelectSeverity(t *testing.T) {
	s, err := lint.Select(catalogue(), lint.Request{Severity: map[string]lint.Severity{"enc-": lint.Info, "enc-comma": lint.Error}})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]lint.Severity{"enc-comma": lint.Error, "enc-comma-name": lint.Info, "hdr-tags-missing": lint.Warning}
	for _, r := range s.Rules {
		if w, ok := want[r.ID]; ok && r.Severity != w {
			t.Errorf("%s: severity %d, want %d", r.ID, r.Severity, w)
		}
	}
}

func TestValidate(t *testing.T) {
	cablewide := func(*lint.Pass) {}
	for _, row := range []struct {
		name  string
		rules []*lint.Rule
		want  string // part of the error; empty: none
	}{
		{"one check and a kebab id is fine", []*lint.Rule{{ID: "a-b", Cable: cablewide}}, ""},
		{"the panic rule checks nothing", []*lint.Rule{{ID: lint.PanicID}}, ""},
		{"an id in capitals", []*lint.Rule{{ID: "A", Cable: cablewide}}, "kebab"},
		{"no check", []*lint.Rule{{ID: "a"}}, "exactly one"},
		{"two checks", []*lint.Rule{{ID: "a", Cable: cablewide, Line: func(*lint.Pass, int) {}, Kinds: []cableKind{1}}}, "exactly one"},
		{"bytes, and then the cable", []*lint.Rule{{ID: "a", Cable: cablewide, In: 1, At: func(*lint.Pass, uint32) {}, Anchors: []lint.Anchor{{Byte: '&'}}}}, ""},
		{"a line rule without kinds", []*lint.Rule{{ID: "a", Line: func(*lint.Pass, int) {}}}, "Kinds"},
		{"an anchor rule without zones", []*lint.Rule{{ID: "a", At: func(*lint.Pass, uint32) {}, Anchors: []lint.Anchor{{Byte: '&'}}}}, "zones"},
		{"a line feed as anchor", []*lint.Rule{{ID: "a", In: 1, At: func(*lint.Pass, uint32) {}, Anchors: []lint.Anchor{{Byte: '\n'}}}}, "line ending"},
		{"one id twice", []*lint.Rule{{ID: "a", Cable: cablewide}, {ID: "a", Cable: cablewide}}, "two rules"},
		{"an unknown id in Supersedes", []*lint.Rule{{ID: "a", Cable: cablewide, Supersedes: []string{"b@cable"}}}, "no rule"},
		{"a rule above itself", []*lint.Rule{{ID: "a", Cable: cablewide, Supersedes: []string{"a"}}}, "a > a"},
		{"a circle", []*lint.Rule{
			{ID: "a", Cable: cablewide, Supersedes: []string{"b"}},
			{ID: "b", Cable: cablewide, Supersedes: []string{"c@cable"}},
			{ID: "c", Cable: cablewide, Supersedes: []string{"a"}},
		}, "a > b > c > a"},
		{"two above one are no circle", []*lint.Rule{
			{ID: "a", Cable: cablewide, Supersedes: []string{"b", "c"}},
			{ID: "b", Cable: cablewide, Supersedes: []string{"c"}},
			{ID: "c", Cable: cablewide},
		}, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			err := lint.Validate(row.rules)
			if row.want == "" && err != nil || row.want != "" && (err == nil || !strings.Contains(err.Error(), row.want)) {
				t.Errorf("got %v, want %q", err, row.want)
			}
		})
	}
}

func ids(rules []*lint.Rule) string {
	var out []string
	for _, r := range rules {
		out = append(out, r.ID)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
