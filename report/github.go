package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/cablelint/cablelint/lint"
)

// annotationsPerSeverity is what GitHub shows of one step.
const annotationsPerSeverity = 10

// github writes workflow commands. GitHub shows ten annotations of each
// severity and drops the rest in silence, so the first ten of each are kept,
// errors first, and a line says how many more there are.
type github struct {
	w     io.Writer
	opt   Options
	where Locator
	kept  [lint.Error + 1][]string
	seen  [lint.Error + 1]int
}

func newGitHub(w io.Writer, opt Options) Reporter { return &github{w: w, opt: opt} }

func (g *github) Begin(*Run) error { return nil }

func (g *github) Cable(r *Result) error {
	g.where.Reset(r.Cable)
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Severity < g.opt.Least {
			continue
		}
		g.seen[f.Severity]++
		if len(g.kept[f.Severity]) < annotationsPerSeverity {
			g.kept[f.Severity] = append(g.kept[f.Severity], g.annotation(r, f))
		}
	}
	return nil
}

func (g *github) annotation(r *Result, f *lint.Finding) string {
	from, to := g.where.Position(f.Span.Start), g.where.Position(f.Span.End)
	command := severityName(f.Severity)
	if f.Severity == lint.Info {
		command = "notice"
	}
	s := "::" + command + " file=" + githubProperty(r.Document) + ",line=" + strconv.Itoa(from.Line)
	if to.Line > from.Line {
		s += ",endLine=" + strconv.Itoa(to.Line) // with an end line GitHub takes no columns
	} else {
		s += ",col=" + strconv.Itoa(from.Column) + ",endColumn=" + strconv.Itoa(to.Column)
	}
	return s + ",title=" + githubProperty(f.Rule.ID) + "::" + githubData(Message(f, g.opt.Redact)) + "\n"
}

func (g *github) End(*Summary) error {
	var b strings.Builder
	more := 0
	for s := int(lint.Error); s >= int(lint.Info); s-- {
		for _, line := range g.kept[s] {
			b.WriteString(line)
		}
		more += g.seen[s] - len(g.kept[s])
	}
	if more > 0 {
		fmt.Fprintf(&b, "::notice title=cablelint::%d more findings; GitHub shows %d of each severity, the whole list is in the other reports of this run\n", more, annotationsPerSeverity)
	}
	_, err := io.WriteString(g.w, b.String())
	return err
}

// githubData escapes the message of a workflow command.
func githubData(s string) string {
	return strings.ReplaceAll(Printable(s), "%", "%25")
}

// githubProperty escapes a property of a workflow command.
func githubProperty(s string) string {
	return strings.NewReplacer("%", "%25", ":", "%3A", ",", "%2C").Replace(Printable(s))
}

// JobSummary writes the Markdown that a CI job shows under its log: totals and
// one row a rule, most findings first.
func JobSummary(w io.Writer, s *Summary) error {
	var b strings.Builder
	fmt.Fprintf(&b, "### cablelint\n\n%s: %s, %s, %d at info; %d can be repaired safely.\n",
		Count(s.Documents, "cable"), Count(s.Findings.Error, "error"), Count(s.Findings.Warning, "warning"), s.Findings.Info, s.Fixable.Safe)
	if s.Failed > 0 {
		fmt.Fprintf(&b, "\n**%d could not be read.**\n", s.Failed)
	}
	if len(s.ByRule) > 0 {
		b.WriteString("\n| rule | what it finds | findings | cables | safe fix |\n|---|---|---:|---:|---:|\n")
		for _, r := range s.mostFirst() {
			fmt.Fprintf(&b, "| `%s` | %s | %d | %d | %d |\n", r.Rule.ID, strings.ReplaceAll(Printable(r.Rule.Title), "|", `\|`), r.Findings, r.Cables, r.Fixable)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
