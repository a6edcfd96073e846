package main

import (
	"slices"
	"strings"

	"github.com/cablelint/cablelint/corpus"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/report"
)

// tally counts a run.
type tally struct {
	documents   int
	bytes       int64
	unreadable  int // paths and records
	empty       int // readable, and no cable in it
	failedRules bool
	findings    report.Counts
	fixable     report.Fixable
	rules       map[*lint.Rule]*ruleTally
}

type ruleTally struct {
	findings, cables, fixable int
	last                      int // number of the last cable that counted
}

// add counts one cable.
func (t *tally) add(l *linted) {
	t.documents++
	t.bytes += int64(l.size)
	t.failedRules = t.failedRules || l.failed
	for _, f := range l.tallied {
		t.count(f)
	}
}

// tallied is what a tally counts of a finding.
type tallied struct {
	rule     *lint.Rule
	severity lint.Severity
	fix      lint.Applicability
}

func talliedOf(f *lint.Finding) tallied {
	c := tallied{rule: f.Rule, severity: f.Severity}
	if f.Fix != nil {
		c.fix = f.Fix.Applicability
	}
	return c
}

func (t *tally) count(f tallied) {
	t.findings.Add(f.severity)
	if t.rules == nil {
		t.rules = map[*lint.Rule]*ruleTally{}
	}
	r := t.rules[f.rule]
	if r == nil {
		r = new(ruleTally)
		t.rules[f.rule] = r
	}
	r.findings++
	if r.last != t.documents {
		r.last = t.documents
		r.cables++
	}
	switch f.fix {
	case lint.Safe:
		r.fixable++
		t.fixable.Safe++
		if f.severity == lint.Info {
			t.fixable.SafeInfo++
		}
	case lint.Unsafe:
		t.fixable.Unsafe++
	}
}

// fail is what a job does with what gave no cable: one line each.
func (t *tally) fail(c *Command) func(*corpus.Record, *corpus.RecordError) error {
	return func(_ *corpus.Record, err *corpus.RecordError) error {
		c.warn("%v", err)
		if err.Failure == corpus.NoCable {
			t.empty++
			return nil
		}
		t.unreadable++
		c.raise(Failed)
		return nil
	}
}

// summary is the end of every report.
func (t *tally) summary(src *corpus.Source) *report.Summary {
	s := &report.Summary{
		Documents: t.documents, Bytes: t.bytes, Findings: t.findings, Fixable: t.fixable,
		Skipped: src.Skipped() + t.empty, Failed: t.unreadable,
	}
	for rule, r := range t.rules {
		s.ByRule = append(s.ByRule, report.RuleCount{Rule: rule, Findings: r.findings, Cables: r.cables, Fixable: r.fixable})
	}
	slices.SortFunc(s.ByRule, func(a, b report.RuleCount) int { return strings.Compare(a.Rule.ID, b.Rule.ID) })
	return s
}
