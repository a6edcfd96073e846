package lint_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// swap is a rule whose safe fix writes one word for another.
func swap(id, from, to string) *lint.Rule {
	return &lint.Rule{ID: id, Severity: lint.Warning, Fix: lint.Safe, Cable: func(p *lint.Pass) {
		eachWord(p, from, func(f *lint.Finding) { f.SetFix(lint.Safe, "write it so", lint.Replace(f.Span, to)) })
	}}
}

// pair is a rule that puts quotes where a pair of other marks is.
func pair(id, open, shut string) *lint.Rule {
	return &lint.Rule{ID: id, Severity: lint.Warning, Fix: lint.Safe, Cable: func(p *lint.Pass) {
		raw := string(p.Cable.Raw)
		i := strings.Index(raw, open)
		if i < 0 {
			return
		}
		j := strings.Index(raw[i+1:], shut)
		if j < 0 {
			return
		}
		j += i + 1
		p.Report(cable.Span{Start: uint32(i), End: uint32(j + 1)}, "pair").SetFix(lint.Safe, "quote it",
			lint.Replace(cable.Span{Start: uint32(i), End: uint32(i + 1)}, `"`), lint.Replace(cable.Span{Start: uint32(j), End: uint32(j + 1)}, `"`))
	}}
}

func fixer(t testing.TB, q lint.Request, o lint.Options, rules ...*lint.Rule) *lint.Session {
	o.Fixing = true
	return engine(t, q, o, rules...).NewSession()
}

func fix(t testing.TB, text string, rules ...*lint.Rule) lint.Repair {
	t.Helper()
	_, rep := fixer(t, lint.Request{}, lint.Options{}, rules...).Fix([]byte(text), nil, lint.Origin{})
	return rep
}

// result is the text after a repair of text.
func result(text string, rep lint.Repair) string {
	if rep.Text == nil {
		return text
	}
	return string(rep.Text)
}

func TestFix(t *testing.T) {
	for _, row := range []struct {
		name, text string
		rules      []*lint.Rule
		want       string
		held       string // rule and reason of what is held back
	}{
		{"a fix is applied", "teh cat teh", []*lint.Rule{swap("a", "teh", "the")}, "the cat the", ""},
		{"nothing to do leaves all alone", "the cat", []*lint.Rule{swap("a", "teh", "the")}, "the cat", ""},
		{"fixes of two rules go side by side", "abcd", []*lint.Rule{swap("a", "ab", "xx"), swap("b", "cd", "yy")}, "xxyy", ""},
		{"where two overlap the first wins", "abc", []*lint.Rule{swap("a", "ab", "x"), swap("b", "bc", "y")}, "xc", ""},
		{"at one place the shorter is first", "abc", []*lint.Rule{swap("z", "a", "x"), swap("b", "abc", "y")}, "xbc", ""},
		{"a deletion swallows what is inside it", "1 abc 2", []*lint.Rule{swap("a", "abc ", ""), swap("b", "b", "x")}, "1 2", ""},
		{"also when it comes later in order", "1 abc 2", []*lint.Rule{swap("a", "1 a", "7 a"), swap("b", "abc ", "")}, "1 2", ""},
		{"what lost comes back when there is room", "aab", []*lint.Rule{swap("a", "aa", "a"), swap("b", "ab", "xb")}, "xb", ""},
		{"a pair is made whole", "&we are 8 ready", []*lint.Rule{pair("p", "&", "8")}, `"we are " ready`, ""},
		{"a pair that loses one half is left", "&we are 8 ready", []*lint.Rule{pair("p", "&", "8"), swap("a", "& we", "x"), swap("b", "are 8 r", "are eight r")}, `"we are " ready`, ""},
		{"half of a pair in a deletion is not done", "&we are 8 ready", []*lint.Rule{pair("p", "&", "8"), swap("a", " are 8", "")}, "&we ready", ""},
		{"a fix that would add a finding is held back", "ab", []*lint.Rule{swap("a", "a", "c"), word("b", "cb")}, "ab", "a: it would add a finding of b"},
		{"only the one that does harm is held back", "ab a a", []*lint.Rule{swap("a", "a", "c"), word("b", "cb")}, "ab c c", "a: it would add a finding of b"},
		{"two rules that undo each other do nothing", "a", []*lint.Rule{swap("a", "a", "b"), swap("b", "b", "a")}, "a", "a: it would add a finding of b"},
		{"a fix that brings up itself is held back", "a", []*lint.Rule{swap("a", "a", "aa")}, "a", "a: it would add a finding of a"},
		{"a fix that leaves its own fault is applied no further than it settles", "aaaa", []*lint.Rule{swap("a", "aa", "a")}, "a", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			rep := fix(t, row.text, row.rules...)
			got := result(row.text, rep)
			if got != row.want {
				t.Errorf("got %q, want %q (alone: %s)", got, row.want, rep.Alone)
			}
			if h := held(rep); h != row.held {
				t.Errorf("held back: %q, want %q", h, row.held)
			}
			if again := fix(t, got, row.rules...); again.Text != nil {
				t.Errorf("a second fix changes %q to %q", got, again.Text)
			}
			checkRepair(t, row.text, rep)
		})
	}
}

func held(rep lint.Repair) string {
	var out []string
	for _, h := range rep.Held {
		out = append(out, h.Rule.ID+": "+h.Why)
	}
	return strings.Join(out, "; ")
}

// checkRepair holds a repair to what it promises of its edits.
func checkRepair(t *testing.T, text string, rep lint.Repair) {
	t.Helper()
	edits := lint.Edits(rep.Edits)
	if !lint.Disjoint(edits) {
		t.Errorf("edits are not disjoint: %v", rep.Edits)
	}
	if rep.Text == nil {
		if len(edits) > 0 {
			t.Errorf("edits but no text: %v", edits)
		}
		return
	}
	if got := lint.Apply([]byte(text), edits); !bytes.Equal(got, rep.Text) {
		t.Errorf("the edits give %q, the repair says %q", got, rep.Text)
	}
	if got := lint.Apply(rep.Text, lint.Inverse([]byte(text), edits)); string(got) != text {
		t.Errorf("undoing gives %q, it was %q", got, text)
	}
}

func TestWhatFixApplies(t *testing.T) {
	rule := func(s lint.Severity, a lint.Applicability) *lint.Rule {
		return &lint.Rule{ID: "rule", Fix: lint.Safe, Cable: func(p *lint.Pass) {
			if i := bytes.IndexByte(p.Cable.Raw, 'a'); i >= 0 {
				f := p.Report(cable.Span{Start: uint32(i), End: uint32(i + 1)}, "x").SetFix(a, "y", lint.Replace(cable.Span{Start: uint32(i), End: uint32(i + 1)}, "b"))
				f.Severity = s
			}
		}}
	}
	byID, byPrefix := lint.Request{Select: []string{"rule"}}, lint.Request{Select: []string{"rul"}}
	for _, row := range []struct {
		name    string
		rule    *lint.Rule
		request lint.Request
		options lint.Options
		applied bool
	}{
		{"safe at warning", rule(lint.Warning, lint.Safe), lint.Request{}, lint.Options{}, true},
		{"safe at error", rule(lint.Error, lint.Safe), lint.Request{}, lint.Options{}, true},
		{"safe at info is not asked for", rule(lint.Info, lint.Safe), lint.Request{}, lint.Options{}, false},
		{"safe at info, by prefix, is not asked for", rule(lint.Info, lint.Safe), byPrefix, lint.Options{}, false},
		{"safe at info, by full id", rule(lint.Info, lint.Safe), byID, lint.Options{}, true},
		{"safe at info with --fix-info", rule(lint.Info, lint.Safe), lint.Request{}, lint.Options{FixInfo: true}, true},
		{"unsafe is not asked for", rule(lint.Error, lint.Unsafe), byID, lint.Options{FixInfo: true}, false},
		{"unsafe on request", rule(lint.Warning, lint.Unsafe), lint.Request{}, lint.Options{Unsafe: true}, true},
		{"unsafe at info needs both", rule(lint.Info, lint.Unsafe), lint.Request{}, lint.Options{Unsafe: true}, false},
		{"display is never applied", rule(lint.Error, lint.Display), byID, lint.Options{Unsafe: true, FixInfo: true}, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, rep := fixer(t, row.request, row.options, row.rule).Fix([]byte("a"), nil, lint.Origin{})
			if (rep.Text != nil) != row.applied {
				t.Errorf("applied: %v, want %v", rep.Text != nil, row.applied)
			}
		})
	}
}

func TestFixOfASelectionIsCheckedAgainstThePreset(t *testing.T) {
	rules := []*lint.Rule{swap("a-one", "a", "c"), word("b-two", "cb")}
	_, rep := fixer(t, lint.Request{Select: []string{"a-"}}, lint.Options{}, rules...).Fix([]byte("ab a"), nil, lint.Origin{})
	if string(rep.Text) != "ab c" || places(rep.Result.Findings) != "a-one@0 a-one@3" {
		t.Errorf("got %q with findings %s", rep.Text, places(rep.Result.Findings))
	}
}

func TestSuppressedFindingIsNotFixed(t *testing.T) {
	filter := func(_ *cable.Document, _ lint.Origin, fs []lint.Finding, why []string) {
		for i := range fs {
			if fs[i].Span.Start == 0 {
				why[i] = "wanted so"
			}
		}
	}
	_, rep := fixer(t, lint.Request{}, lint.Options{Filter: filter}, swap("a", "teh", "the")).Fix([]byte("teh teh"), nil, lint.Origin{})
	if string(rep.Text) != "teh the" {
		t.Errorf("got %q", rep.Text)
	}
}

func TestPairsWithoutTogetherGoOneByOne(t *testing.T) {
	r := &lint.Rule{ID: "r", Severity: lint.Warning, Fix: lint.Safe, Cable: func(p *lint.Pass) {
		var edits []lint.Edit
		for i, b := range p.Cable.Raw {
			if b == 'a' {
				edits = append(edits, lint.Delete(cable.Span{Start: uint32(i), End: uint32(i + 1)}))
			}
		}
		if len(edits) > 0 {
			p.Report(cable.Span{}, "x").SetFixes(lint.Safe, "y", edits)
		}
	}}
	if rep := fix(t, "xaya ab", r, word("z", "xyb"), swap("q", "ya", "Y")); string(rep.Text) != "xy b" {
		t.Errorf("got %q", rep.Text)
	}
}

func TestFixesThatNeverSettleLeaveTheCableAlone(t *testing.T) {
	count := &lint.Rule{ID: "count", Severity: lint.Warning, Fix: lint.Safe, Cable: func(p *lint.Pass) {
		if b := p.Cable.Raw[0]; b < '9' {
			p.Report(cable.Span{Start: 0, End: 1}, "x").SetFix(lint.Safe, "count on", lint.Replace(cable.Span{Start: 0, End: 1}, string(b+1)))
		}
	}}
	if rep := fix(t, "0", count); rep.Text != nil || rep.Edits != nil || !strings.Contains(rep.Alone, "count") {
		t.Errorf("got %q, alone: %q", rep.Text, rep.Alone)
	}
	if rep := fix(t, "6", count); string(rep.Text) != "9" || len(rep.Edits) != 1 || rep.Rounds != 3 {
		t.Errorf("three rounds give %q with %d edits in %d rounds", rep.Text, len(rep.Edits), rep.Rounds)
	}
}

// randomRules makes rules over a small alphabet that get in each other's way.
func randomRules(rng *rand.Rand) []*lint.Rule {
	piece := func(least int) string {
		b := make([]byte, least+rng.IntN(3))
		for i := range b {
			b[i] = "abc"[rng.IntN(3)]
		}
		return string(b)
	}
	var rules []*lint.Rule
	for i := range 2 + rng.IntN(5) {
		id := fmt.Sprintf("r%d", i)
		switch rng.IntN(6) {
		case 0:
			rules = append(rules, word(id, piece(1)))
		case 1:
			rules = append(rules, swap(id, piece(1), ""))
		case 2:
			rules = append(rules, pair(id, piece(1)[:1], piece(1)[:1]))
		default:
			rules = append(rules, swap(id, piece(1), piece(0)))
		}
		if i > 0 && rng.IntN(4) == 0 {
			rules[i].Supersedes = []string{fmt.Sprintf("r%d", rng.IntN(i))}
		}
	}
	return rules
}

func countByRule(fs []lint.Finding) map[string]int {
	n := map[string]int{}
	for _, f := range fs {
		n[f.Rule.ID]++
	}
	return n
}

func TestSafeFixNeverAddsFinding(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	settled, alone, changed := 0, 0, 0
	for range 3000 {
		rules := randomRules(rng)
		b := make([]byte, rng.IntN(24))
		for i := range b {
			b[i] = "aabbc \n"[rng.IntN(7)]
		}
		text := string(b)
		rep := fix(t, text, rules...)
		checkRepair(t, text, rep)
		after := result(text, rep)
		before := countByRule(rep.Result.Findings)
		for id, n := range countByRule(run(t, after, rules...).Findings) {
			if n > before[id] {
				t.Fatalf("%q to %q: rule %s has %d findings, had %d", text, after, id, n, before[id])
			}
		}
		if again := fix(t, after, rules...); again.Text != nil {
			t.Fatalf("%q to %q, and by a second fix to %q", text, after, again.Text)
		}
		slices.Reverse(rules)
		if other := result(text, fix(t, text, rules...)); other != after {
			t.Fatalf("%q: the order of rules gives %q or %q", text, after, other)
		}
		if rep.Alone != "" {
			alone++
		} else {
			settled++
		}
		if rep.Text != nil {
			changed++
		}
	}
	if changed < 500 || alone > settled/10 {
		t.Errorf("the test shows little: %d settled, %d changed, %d left alone", settled, changed, alone)
	}
}

func FuzzApply(f *testing.F) {
	f.Add("abcdef", []byte{1, 2, 3, 0, 1, 1})
	f.Add("the quick brown", []byte{0, 0, 9, 4, 4, 4, 200, 3, 2})
	f.Fuzz(func(t *testing.T, text string, plan []byte) {
		first := editsFrom(text, plan, "x")
		want := naiveSplice(text, first)
		middle := lint.Apply([]byte(text), lint.Edits(first))
		if string(middle) != want {
			t.Fatalf("got %q, want %q", middle, want)
		}
		if back := lint.Apply(middle, lint.Inverse([]byte(text), lint.Edits(first))); string(back) != text {
			t.Fatalf("undone to %q, was %q", back, text)
		}
		slices.Reverse(plan)
		second := editsFrom(want, plan, "y")
		both := lint.Compose([]byte(text), first, second)
		if !lint.Disjoint(lint.Edits(both)) {
			t.Fatalf("composed edits meet: %v of %v and %v", both, first, second)
		}
		if got := lint.Apply([]byte(text), lint.Edits(both)); string(got) != naiveSplice(want, second) {
			t.Fatalf("composed to %q, want %q", got, naiveSplice(want, second))
		}
	})
}

// editsFrom reads disjoint edits from bytes: gap, length, what to write.
func editsFrom(text string, plan []byte, rule string) []lint.Applied {
	var out []lint.Applied
	at := 0
	for ; len(plan) >= 3; plan = plan[3:] {
		start := at + int(plan[0]%8)
		end := start + int(plan[1]%4)
		if end > len(text) {
			break
		}
		e := lint.Replace(cable.Span{Start: uint32(start), End: uint32(end)}, strings.Repeat(string(rune('A'+plan[2]%20)), int(plan[2]%4)))
		if len(out) == 0 || lint.Disjoint([]lint.Edit{out[len(out)-1].Edit, e}) {
			out = append(out, lint.Applied{Edit: e, Rule: rule})
		}
		at = end
	}
	return out
}

// naiveSplice applies edits from the last to the first.
func naiveSplice(text string, edits []lint.Applied) string {
	for _, e := range slices.Backward(edits) {
		text = text[:e.Span.Start] + string(e.New) + text[e.Span.End:]
	}
	return text
}
