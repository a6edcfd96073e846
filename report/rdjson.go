package report

import (
	"io"
	"strings"
	"unicode/utf8"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// rdjson writes the Reviewdog Diagnostic Format: one JSON object. Its columns
// count bytes from 1.
type rdjson struct {
	w     io.Writer
	opt   Options
	where Locator
	n     int
}

func newRDJSON(w io.Writer, opt Options) Reporter { return &rdjson{w: w, opt: opt} }

type rdPosition struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

type rdRange struct {
	Start rdPosition `json:"start"`
	End   rdPosition `json:"end"`
}

type rdSuggestion struct {
	Range rdRange `json:"range"`
	Text  string  `json:"text"`
}

type rdDiagnostic struct {
	Message  string `json:"message"`
	Location struct {
		Path  string  `json:"path"`
		Range rdRange `json:"range"`
	} `json:"location"`
	Severity string `json:"severity"`
	Code     struct {
		Value string `json:"value"`
	} `json:"code"`
	Suggestions []rdSuggestion `json:"suggestions,omitempty"`
}

func (d *rdjson) Begin(*Run) error {
	_, err := io.WriteString(d.w, `{"source":{"name":"cablelint","url":"https://github.com/cablelint/cablelint"},"diagnostics":[`)
	return err
}

func (d *rdjson) Cable(r *Result) error {
	d.where.Reset(r.Cable)
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Severity < d.opt.Least {
			continue
		}
		b, err := encodeJSON(d.diagnostic(r, f))
		if err != nil {
			return err
		}
		separator := ",\n"
		if d.n == 0 {
			separator = "\n"
		}
		d.n++
		if _, err := io.WriteString(d.w, separator+string(b)); err != nil {
			return err
		}
	}
	return nil
}

func (d *rdjson) diagnostic(r *Result, f *lint.Finding) rdDiagnostic {
	out := rdDiagnostic{Message: Message(f, d.opt.Redact), Severity: strings.ToUpper(severityName(f.Severity))}
	out.Location.Path = strings.ToValidUTF8(r.Document, "\uFFFD")
	out.Location.Range = d.span(r, f.Span)
	out.Code.Value = f.Rule.ID
	if f.Fix == nil || f.Fix.Applicability < lint.Unsafe || d.opt.Redact || r.ReadOnly {
		return out
	}
	for _, e := range f.Fix.Edits {
		if !utf8.Valid(e.New) {
			out.Suggestions = nil
			break
		}
		out.Suggestions = append(out.Suggestions, rdSuggestion{d.span(r, e.Span), string(e.New)})
	}
	return out
}

func (d *rdjson) span(r *Result, s cable.Span) rdRange {
	return rdRange{d.position(r, s.Start), d.position(r, s.End)}
}

func (d *rdjson) position(r *Result, at uint32) rdPosition {
	p := d.where.Position(at)
	column := 1
	if p.Line <= len(r.Cable.Lines) {
		column = p.Offset - int(r.Cable.Lines[p.Line-1].Start) + 1
	}
	return rdPosition{p.Line, column}
}

func (d *rdjson) End(*Summary) error {
	_, err := io.WriteString(d.w, "\n]}\n")
	return err
}
