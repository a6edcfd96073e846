package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// table writes comma-separated values, RFC 4180, with a header row.
type table struct {
	w     *csv.Writer
	opt   Options
	where Locator
	row   []string
}

func newCSV(w io.Writer, opt Options) Reporter { return &table{w: csv.NewWriter(w), opt: opt} }

func (t *table) Begin(*Run) error {
	return t.write("seq", "document", "id", "rule", "severity", "line", "column", "offset", "end_line", "end_column", "end_offset",
		"message", "text", "fix", "confidence", "fingerprint")
}

func (t *table) Cable(r *Result) error {
	t.where.Reset(r.Cable)
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Severity < t.opt.Least {
			continue
		}
		from, to := t.where.Position(f.Span.Start), t.where.Position(f.Span.End)
		text, fix, confidence, fingerprint := "", "", "", ""
		if !t.opt.Redact {
			text = string(r.Cable.Bytes(f.Span))
		}
		if f.Fix != nil && f.Fix.Applicability > 0 {
			fix = applicabilityName(f.Fix.Applicability)
		}
		if f.Confidence > 0 {
			confidence = strconv.FormatFloat(f.Confidence, 'g', 6, 64)
		}
		if i < len(r.Fingerprints) {
			fingerprint = r.Fingerprints[i]
		}
		err := t.write(strconv.FormatUint(r.Seq, 10), r.Document, r.ID, f.Rule.ID, severityName(f.Severity),
			strconv.Itoa(from.Line), strconv.Itoa(from.Column), strconv.Itoa(from.Offset),
			strconv.Itoa(to.Line), strconv.Itoa(to.Column), strconv.Itoa(to.Offset),
			Message(f, t.opt.Redact), text, fix, confidence, fingerprint)
		if err != nil {
			return err
		}
	}
	t.w.Flush()
	return t.w.Error()
}

func (t *table) End(*Summary) error {
	t.w.Flush()
	return t.w.Error()
}

func (t *table) write(cells ...string) error {
	t.row = t.row[:0]
	for _, c := range cells {
		t.row = append(t.row, inert(strings.ToValidUTF8(c, "\uFFFD")))
	}
	return t.w.Write(t.row)
}

// inert is a cell that a spreadsheet takes for text: one that starts like a
// formula gets an apostrophe before it.
func inert(cell string) string {
	if cell != "" && strings.IndexByte("=+-@\t\r", cell[0]) >= 0 {
		return "'" + cell
	}
	return cell
}
