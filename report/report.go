// Package report renders what was found: for people, for programs and as a
// diff. It decides nothing: findings come in, bytes go out, in the order in
// which the cables were read.
package report

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// SchemaVersion is the version of every machine format of this package.
const SchemaVersion = "1"

// Reporter renders one run. Begin comes first, then Cable for each cable in the
// order of the run, then End; the first error ends the run of this reporter.
type Reporter interface {
	Begin(*Run) error
	Cable(*Result) error
	End(*Summary) error
}

// Renderer is a reporter whose work on a cable can be shared: many goroutines
// call Render at once, each with its own cable, and Put is given what Render
// appended, in the order of the run, unless that is nothing.
// Cable(r) is Put(Render(nil, r)).
type Renderer interface {
	Reporter
	Render(dst []byte, r *Result) []byte
	Put(rendered []byte) error
}

// Ordered is a Renderer whose findings are promised in the order of records,
// offsets and rule ids, those of rules over the corpus among the others.
type Ordered interface {
	Renderer
	// Findings are the findings of what Render appended, each as Put takes it.
	Findings(rendered []byte) iter.Seq[[]byte]
	// Again are the findings of a report that was paused, each as Put takes it.
	Again(report io.Reader) iter.Seq2[[]byte, error]
}

// renderAndPut is the Cable of a Renderer.
func renderAndPut(r Renderer, res *Result) error {
	if b := r.Render(nil, res); len(b) > 0 {
		return r.Put(b)
	}
	return nil
}

// Run is what is known before the first cable.
type Run struct {
	Version string       // of cablelint
	Rules   []*lint.Rule // the rules of the run, in the order of the catalogue
}

// Result is one cable with its findings. It is valid during the call that
// is given it: a reporter that keeps something copies it.
type Result struct {
	Seq          uint64 // number of the record in the run
	Document     string // address
	ID           string // of the cable; empty when unknown
	Cable        *cable.Document
	Findings     []lint.Finding // ordered by offset and rule id
	Fingerprints []string       // one for each finding, or nil
	ReadOnly     bool           // a page or an archive member: fixes are shown, never written

	where   Locator
	located bool // where knows the cable
}

// Reset empties the result for another cable and keeps its memory.
func (r *Result) Reset() { *r = Result{where: r.where} }

// Position is the place of a byte offset of the cable.
func (r *Result) Position(at uint32) Position {
	if !r.located {
		r.where.Reset(r.Cable)
		r.located = true
	}
	return r.where.Position(at)
}

// Counts counts findings by severity.
type Counts struct{ Error, Warning, Info int }

// Add counts one finding.
func (c *Counts) Add(s lint.Severity) {
	switch s {
	case lint.Error:
		c.Error++
	case lint.Warning:
		c.Warning++
	default:
		c.Info++
	}
}

// Total is the number of findings.
func (c Counts) Total() int { return c.Error + c.Warning + c.Info }

// Below is the number of findings under a severity.
func (c Counts) Below(least lint.Severity) int {
	n := 0
	if least > lint.Info {
		n += c.Info
	}
	if least > lint.Warning {
		n += c.Warning
	}
	if least > lint.Error { // as --fail-on never asks
		n += c.Error
	}
	return n
}

// AtLeast is the number of findings at or above a severity.
func (c Counts) AtLeast(least lint.Severity) int { return c.Total() - c.Below(least) }

// Fixable counts findings by what may be done with their fix.
type Fixable struct {
	Safe     int // all safe fixes, whatever the severity
	SafeInfo int // of these, those of findings at info: applied on request
	Unsafe   int
}

// RuleCount is the number of findings of one rule.
type RuleCount struct {
	Rule     *lint.Rule
	Findings int
	Cables   int // cables that have at least one
	Fixable  int // findings with a safe fix
}

// Summary is what is known after the last cable.
type Summary struct {
	Documents int
	Bytes     int64
	Findings  Counts
	Fixable   Fixable
	Skipped   int // files that are no cables and were not named
	Failed    int // paths and records that could not be read
	ByRule    []RuleCount

	// Of what is only a part of a run. The counts of a resumed run are those of
	// the whole: they take in what was reported before.
	Shard            string  // "2/4"; empty: no shard
	ResumedAfter     *uint64 // number of the record before the first of this report; nil: it begins the run
	InterruptedAfter *uint64 // number of the last record that was done; nil: the run came to its end
}

// mostFirst is the rules with the most findings first.
func (s *Summary) mostFirst() []RuleCount {
	rows := slices.Clone(s.ByRule)
	slices.SortFunc(rows, func(a, b RuleCount) int {
		return cmp.Or(cmp.Compare(b.Findings, a.Findings), cmp.Compare(a.Rule.ID, b.Rule.ID))
	})
	return rows
}

// Options are what every reporter understands.
type Options struct {
	Least      lint.Severity // findings below are counted, not shown
	Color      bool
	Redact     bool // no text of the cable
	Statistics bool // text: one line a rule instead of the findings
	Quiet      bool // text: no summary
	Width      int  // text: columns of the terminal; 0 when it is none
}

// Format is one way to report.
type Format struct {
	Name  string
	Title string
	Human bool // for people: findings at info are hidden unless asked for
	New   func(io.Writer, Options) Reporter
}

// Formats lists every format.
func Formats() []Format {
	return []Format{
		{"text", "for people: source line, caret and fix", true, newText},
		{"concise", "for people: one line a finding", true, newConcise},
		{"grouped", "for people: one line a finding, under the name of its cable", true, newGrouped},
		{"json", "one array of the objects of jsonl", false, newJSON},
		{"jsonl", "JSON Lines: one object a finding, then a summary", false, newJSONL},
		{"sarif", "SARIF 2.1.0, for code scanning", false, newSARIF},
		{"github", "annotations of GitHub Actions", false, newGitHub},
		{"gitlab", "GitLab code quality", false, newGitLab},
		{"checkstyle", "Checkstyle XML", false, newCheckstyle},
		{"junit", "JUnit XML: a suite a cable", false, newJUnit},
		{"rdjson", "Reviewdog Diagnostic Format", false, newRDJSON},
		{"csv", "comma-separated values with a header row", false, newCSV},
		{"html", "one page for people, with charts and the text of the cables", false, newHTML},
	}
}

// FormatNamed finds a format by its name.
func FormatNamed(name string) (Format, error) {
	var names []string
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return Format{}, fmt.Errorf("unknown format %q; expected one of %s", name, strings.Join(names, ", "))
}
