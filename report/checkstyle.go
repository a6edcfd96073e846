package report

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// checkstyle writes the XML of Checkstyle, which many CI servers read.
type checkstyle struct {
	w     io.Writer
	opt   Options
	where Locator
}

func newCheckstyle(w io.Writer, opt Options) Reporter { return &checkstyle{w: w, opt: opt} }

func (c *checkstyle) Begin(*Run) error {
	_, err := io.WriteString(c.w, xml.Header+"<checkstyle version=\"4.3\">\n")
	return err
}

func (c *checkstyle) Cable(r *Result) error {
	c.where.Reset(r.Cable)
	var b strings.Builder
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Severity < c.opt.Least {
			continue
		}
		if b.Len() == 0 {
			b.WriteString("  <file" + attribute("name", r.Document) + ">\n")
		}
		at := c.where.Position(f.Span.Start)
		b.WriteString("    <error" + attribute("line", strconv.Itoa(at.Line)) + attribute("column", strconv.Itoa(at.Column)) +
			attribute("severity", severityName(f.Severity)) + attribute("message", Message(f, c.opt.Redact)) +
			attribute("source", "cablelint."+f.Rule.ID) + "/>\n")
	}
	if b.Len() > 0 {
		b.WriteString("  </file>\n")
	}
	_, err := io.WriteString(c.w, b.String())
	return err
}

func (c *checkstyle) End(*Summary) error {
	_, err := io.WriteString(c.w, "</checkstyle>\n")
	return err
}

// attribute is an XML attribute with a blank before it. Characters that XML
// cannot hold become U+FFFD.
func attribute(name, value string) string {
	var b strings.Builder
	b.WriteString(" " + name + `="`)
	_ = xml.EscapeText(&b, []byte(value)) // a Builder does not fail
	b.WriteByte('"')
	return b.String()
}
