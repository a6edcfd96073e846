package lint

import (
	"fmt"
	"slices"
	"strings"
)

// Request says which rules a run wants, in the words of the command line.
type Request struct {
	Preset Preset   // 0: Ingest
	Select []string // ids, prefixes or "all"; empty: what the preset has on
	Ignore []string // ids, prefixes or "all"; wins over Select
	// Severity replaces the severity of every finding of the rules that an id or
	// prefix names. Where several name a rule, the longest wins.
	Severity map[string]Severity
}

// Selection is what a request came to: every rule of the catalogue with what the
// request made of it, ordered by id.
type Selection struct {
	Preset Preset
	Rules  []Selected
}

// Selected is one rule in a selection.
type Selected struct {
	*Rule
	On       bool // its findings are reported
	Named    bool // by its full id: fixes of info findings apply too
	InPreset bool // on without being asked for
	Ignored  bool
	Replaced bool // Severity stands for whatever the rule says
	Severity Severity
}

// Enabled lists the rules that are on, ordered by id.
func (s *Selection) Enabled() []*Rule {
	var on []*Rule
	for _, r := range s.Rules {
		if r.On {
			on = append(on, r.Rule)
		}
	}
	return on
}

// OnIn reports whether the preset has the rule on.
func (r *Rule) OnIn(p Preset) bool {
	presets := r.Presets
	if presets == 0 {
		presets = Ingest | Strict
	}
	return !r.Off && presets&p != 0
}

// UnknownRuleError is an id or prefix that names no rule.
type UnknownRuleError struct {
	Given   string
	Nearest string // the id that looks most like it; empty when none does
}

func (e *UnknownRuleError) Error() string {
	if e.Nearest == "" {
		return fmt.Sprintf("no rule is named %q and no rule's name starts with it", e.Given)
	}
	return fmt.Sprintf("no rule is named %q and no rule's name starts with it; did you mean %q?", e.Given, e.Nearest)
}

// Select finds the rules that a request wants. An id or prefix that names no
// rule is an [UnknownRuleError].
func Select(rules []*Rule, q Request) (*Selection, error) {
	if q.Preset == 0 {
		q.Preset = Ingest
	}
	s := &Selection{Preset: q.Preset, Rules: make([]Selected, 0, len(rules))}
	for _, r := range rules {
		on := r.OnIn(q.Preset)
		s.Rules = append(s.Rules, Selected{Rule: r, On: on, InPreset: on, Severity: r.Severity})
	}
	slices.SortFunc(s.Rules, func(a, b Selected) int { return strings.Compare(a.ID, b.ID) })
	if err := s.choose(q.Select); err != nil {
		return nil, err
	}
	if err := s.drop(q.Ignore); err != nil {
		return nil, err
	}
	return s, s.replaceSeverities(q.Severity)
}

// choose replaces the preset's set by what the patterns name.
func (s *Selection) choose(patterns []string) error {
	patterns = split(patterns)
	if len(patterns) == 0 {
		return nil
	}
	for i := range s.Rules {
		s.Rules[i].On = false
	}
	return s.each(patterns, func(r *Selected, how naming) {
		switch {
		case how == byID:
			r.On, r.Named = true, true
		case how == byAll || r.InPreset:
			r.On = true
		}
	})
}

// drop switches off what the patterns name.
func (s *Selection) drop(patterns []string) error {
	return s.each(split(patterns), func(r *Selected, _ naming) { r.On, r.Named, r.Ignored = false, false, true })
}

func (s *Selection) replaceSeverities(by map[string]Severity) error {
	patterns := make([]string, 0, len(by))
	for p := range by {
		patterns = append(patterns, p)
	}
	// Longest last, so that it wins; equal lengths name different rules.
	slices.SortFunc(patterns, func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	for _, p := range patterns {
		err := s.each([]string{p}, func(r *Selected, _ naming) { r.Severity, r.Replaced = by[p], true })
		if err != nil {
			return err
		}
	}
	return nil
}

// naming says how a pattern named a rule.
type naming uint8

const (
	byPrefix naming = iota
	byID
	byAll
)

// each calls do for every rule that a pattern names. A pattern that is a rule's
// id names that rule alone, though other ids may start with it.
func (s *Selection) each(patterns []string, do func(*Selected, naming)) error {
	for _, p := range patterns {
		if i, ok := s.index(p); ok {
			do(&s.Rules[i], byID)
			continue
		}
		found := p == "all"
		for i := range s.Rules {
			switch {
			case p == "all":
				do(&s.Rules[i], byAll)
			case strings.HasPrefix(s.Rules[i].ID, p):
				do(&s.Rules[i], byPrefix)
				found = true
			}
		}
		if !found {
			return &UnknownRuleError{p, s.nearest(p)}
		}
	}
	return nil
}

func (s *Selection) index(id string) (int, bool) {
	return slices.BinarySearchFunc(s.Rules, id, func(r Selected, id string) int { return strings.Compare(r.ID, id) })
}

// split cuts patterns at commas and drops what is empty.
func split(patterns []string) []string {
	var out []string
	for _, p := range patterns {
		for q := range strings.SplitSeq(p, ",") {
			if q = strings.ToLower(strings.TrimSpace(q)); q != "" {
				out = append(out, q)
			}
		}
	}
	return out
}

// nearest is the id with the fewest typing errors from p, when that is at most a
// third of its letters.
func (s *Selection) nearest(p string) string {
	ids := make([]string, 0, len(s.Rules))
	for _, r := range s.Rules {
		ids = append(ids, r.ID)
	}
	return Nearest(p, ids)
}

// Nearest is the name with the fewest typing errors from given, the first of
// them in order; empty when none comes within a third of its letters.
func Nearest(given string, names []string) string {
	best, least := "", 0
	for _, n := range names {
		if d := distance(given, n); d <= max(2, len(n)/3) && (best == "" || d < least) {
			best, least = n, d
		}
	}
	return best
}

// distance counts inserted, lost, changed and swapped bytes between a and b.
func distance(a, b string) int {
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}
