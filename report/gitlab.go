package report

import (
	"io"
	"strings"

	"github.com/cablelint/cablelint/lint"
)

// gitlab writes a GitLab code quality report: one JSON array.
type gitlab struct {
	w     io.Writer
	opt   Options
	where Locator
	n     int
}

func newGitLab(w io.Writer, opt Options) Reporter { return &gitlab{w: w, opt: opt} }

type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string `json:"path"`
	Lines struct {
		Begin int `json:"begin"`
		End   int `json:"end"`
	} `json:"lines"`
}

func (g *gitlab) Begin(*Run) error {
	_, err := io.WriteString(g.w, "[")
	return err
}

func (g *gitlab) Cable(r *Result) error {
	g.where.Reset(r.Cable)
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Severity < g.opt.Least {
			continue
		}
		issue := gitlabIssue{
			Description: Message(f, g.opt.Redact), CheckName: f.Rule.ID, Severity: gitlabSeverity(f.Severity),
			Location: gitlabLocation{Path: strings.ToValidUTF8(r.Document, "\uFFFD")},
		}
		if i < len(r.Fingerprints) {
			issue.Fingerprint = r.Fingerprints[i]
		}
		issue.Location.Lines.Begin = g.where.Position(f.Span.Start).Line
		issue.Location.Lines.End = g.where.Position(f.Span.End).Line
		b, err := encodeJSON(issue)
		if err != nil {
			return err
		}
		separator := ",\n"
		if g.n == 0 {
			separator = "\n"
		}
		g.n++
		if _, err := io.WriteString(g.w, separator+string(b)); err != nil {
			return err
		}
	}
	return nil
}

func (g *gitlab) End(*Summary) error {
	_, err := io.WriteString(g.w, "\n]\n")
	return err
}

func gitlabSeverity(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "critical"
	case lint.Warning:
		return "major"
	default:
		return "info"
	}
}
