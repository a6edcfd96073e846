package lint

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cablelint/cablelint/cable"
)

// Validate checks that a list of rules keeps the contract: unique kebab-case
// ids, one check a rule, known ids in Supersedes and no cycle among them.
func Validate(rules []*Rule) error {
	var errs []error
	byID := make(map[string]*Rule, len(rules))
	for _, r := range rules {
		if byID[r.ID] != nil {
			errs = append(errs, fmt.Errorf("rule %s: two rules have this id", r.ID))
		}
		byID[r.ID] = r
	}
	for _, r := range rules {
		errs = append(errs, r.validate()...)
		for _, s := range r.Supersedes {
			id, _ := strings.CutSuffix(s, "@cable")
			if byID[id] == nil {
				errs = append(errs, fmt.Errorf("rule %s: supersedes %q, which is no rule", r.ID, s))
			}
		}
	}
	if err := findCycle(rules); err != nil {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func (r *Rule) validate() []error {
	var errs []error
	fail := func(cond bool, what string) {
		if cond {
			errs = append(errs, fmt.Errorf("rule %s: %s", r.ID, what))
		}
	}
	fail(!kebab(r.ID), "the id is not kebab-case")
	checks := 0
	for _, set := range []bool{r.Cable != nil && r.At == nil, r.Line != nil, r.At != nil, r.Corpus != nil} {
		if set {
			checks++
		}
	}
	fail(checks != 1 && r.ID != PanicID, "exactly one of Cable, Line, At and Corpus must be set, or At and Cable")
	fail(r.Line != nil && len(r.Kinds) == 0, "Line needs Kinds")
	fail(r.At != nil && len(r.Anchors) == 0, "At needs Anchors")
	fail(r.At != nil && r.In == 0, "At needs the zones of In")
	fail(r.Fix > Safe, "Fix is no applicability")
	for _, a := range r.Anchors {
		fail(a.Byte == '\n' || a.Byte == '\r', "a line ending is no anchor: no line holds its own ending")
		fail(a.Before != 0 && a.Before&allClasses == 0 || a.After != 0 && a.After&allClasses == 0, "an anchor names no class that exists")
	}
	return errs
}

// allClasses is every byte class.
const allClasses = cable.MaskControl<<1 - 1

func kebab(id string) bool {
	if id == "" || strings.HasPrefix(id, "-") || strings.HasSuffix(id, "-") || strings.Contains(id, "--") {
		return false
	}
	for _, c := range []byte(id) {
		if c != '-' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// CycleError is a ring of rules each of which supersedes the next.
type CycleError struct{ IDs []string }

func (e *CycleError) Error() string {
	return "rules supersede each other in a circle: " + strings.Join(e.IDs, " > ")
}

// findCycle looks for a ring in Supersedes, depth first from the least id.
func findCycle(rules []*Rule) error {
	byID := func(a, b *Rule) int { return strings.Compare(a.ID, b.ID) }
	if !slices.IsSortedFunc(rules, byID) {
		rules = slices.SortedFunc(slices.Values(rules), byID)
	}
	const onPath, done = 1, 2
	state := make([]uint8, len(rules))
	path := make([]string, 0, 8)
	var walk func(i int) error
	walk = func(i int) error {
		r := rules[i]
		switch state[i] {
		case done:
			return nil
		case onPath:
			return &CycleError{append(slices.Clone(path[slices.Index(path, r.ID):]), r.ID)}
		}
		state[i], path = onPath, append(path, r.ID)
		for _, s := range r.Supersedes {
			id := strings.TrimSuffix(s, "@cable")
			n, ok := slices.BinarySearchFunc(rules, id, func(r *Rule, id string) int { return strings.Compare(r.ID, id) })
			if !ok {
				continue
			}
			if err := walk(n); err != nil {
				return err
			}
		}
		state[i], path = done, path[:len(path)-1]
		return nil
	}
	for i := range rules {
		if err := walk(i); err != nil {
			return err
		}
	}
	return nil
}
