package report

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"github.com/cablelint/cablelint/lint"
)

// junit writes JUnit XML: a suite a cable, a failed case a finding. A clean
// cable is a suite with one case that passed, so that the totals tell how many
// were read. Findings at info pass with their message as output.
type junit struct {
	w     io.Writer
	opt   Options
	where Locator
}

func newJUnit(w io.Writer, opt Options) Reporter { return &junit{w: w, opt: opt} }

func (j *junit) Begin(*Run) error {
	_, err := io.WriteString(j.w, xml.Header+"<testsuites name=\"cablelint\">\n")
	return err
}

func (j *junit) Cable(r *Result) error {
	j.where.Reset(r.Cable)
	var b strings.Builder
	cases, failures := 0, 0
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Severity < j.opt.Least {
			continue
		}
		cases++
		at := j.where.Position(f.Span.Start)
		place := strconv.Itoa(at.Line) + ":" + strconv.Itoa(at.Column)
		message := Message(f, j.opt.Redact)
		b.WriteString("    <testcase" + attribute("name", f.Rule.ID+" at "+place) + attribute("classname", r.Document) + attribute("time", "0") + ">")
		if f.Severity == lint.Info {
			b.WriteString("<system-out>" + xmlText(message) + "</system-out></testcase>\n")
			continue
		}
		failures++
		b.WriteString("<failure" + attribute("message", message) + attribute("type", severityName(f.Severity)) + ">" +
			xmlText(r.Document+":"+place+": "+message) + "</failure></testcase>\n")
	}
	if cases == 0 {
		cases = 1
		b.WriteString("    <testcase" + attribute("name", "no findings") + attribute("classname", r.Document) + attribute("time", "0") + "/>\n")
	}
	head := "  <testsuite" + attribute("name", r.Document) + attribute("tests", strconv.Itoa(cases)) +
		attribute("failures", strconv.Itoa(failures)) + attribute("errors", "0") + attribute("skipped", "0") + attribute("time", "0") + ">\n"
	_, err := io.WriteString(j.w, head+b.String()+"  </testsuite>\n")
	return err
}

func (j *junit) End(*Summary) error {
	_, err := io.WriteString(j.w, "</testsuites>\n")
	return err
}

// xmlText is s as character data.
func xmlText(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}
