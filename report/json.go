package report

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"io"
	"iter"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// lines writes the objects of the interface, one a line, or as one array.
type lines struct {
	w     io.Writer
	opt   Options
	array bool
	n     int // cables written
}

func newJSONL(w io.Writer, opt Options) Reporter { return &lines{w: w, opt: opt} }

func newJSON(w io.Writer, opt Options) Reporter { return &lines{w: w, opt: opt, array: true} }

func (j *lines) Begin(*Run) error {
	if !j.array {
		return nil
	}
	_, err := io.WriteString(j.w, "[\n")
	return err
}

// separator stands between two objects of an array; Render puts it before each.
const separator = ",\n"

func (j *lines) Render(dst []byte, r *Result) []byte {
	for i := range r.Findings {
		if r.Findings[i].Severity < j.opt.Least {
			continue
		}
		if j.array {
			dst = append(dst, separator...)
		}
		dst = j.finding(dst, r, i)
		if !j.array {
			dst = append(dst, '\n')
		}
	}
	return dst
}

// Findings cuts what Render appended behind each object of JSON Lines, or before
// the separator of each in an array.
func (j *lines) Findings(rendered []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for len(rendered) > 0 {
			n := bytes.IndexByte(rendered, '\n') + 1
			if j.array {
				if n = len(separator) + bytes.Index(rendered[len(separator):], []byte(separator)); n < len(separator) {
					n = len(rendered)
				}
			}
			if !yield(rendered[:n:n]) {
				return
			}
			rendered = rendered[n:]
		}
	}
}

// Again reads the objects line by line, as Pause left them.
func (j *lines) Again(r io.Reader) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		in, before, after := bufio.NewReader(r), "", "\n"
		if j.array {
			before, after = separator, ""
		}
		for {
			line, err := in.ReadBytes('\n')
			object := bytes.TrimRight(line, ",\n")
			if len(object) > 1 && !yield(slices.Concat([]byte(before), object, []byte(after)), nil) {
				return
			}
			if err != nil {
				if err != io.EOF {
					yield(nil, err)
				}
				return
			}
		}
	}
}

func (j *lines) Cable(r *Result) error { return renderAndPut(j, r) }

func (j *lines) Put(rendered []byte) error {
	if j.array && j.n == 0 {
		rendered = rendered[len(separator):]
	}
	j.n++
	_, err := j.w.Write(rendered)
	return err
}

func (j *lines) End(s *Summary) error {
	var b []byte
	if j.array && j.n > 0 {
		b = append(b, separator...)
	}
	b = append(appendSummary(b, s), '\n')
	if j.array {
		b = append(b, "]\n"...)
	}
	_, err := j.w.Write(b)
	return err
}

// finding appends the object of one finding.
func (j *lines) finding(b []byte, r *Result, i int) []byte {
	f := &r.Findings[i]
	b = append(b, `{"schema_version":"`+SchemaVersion+`","type":"finding","seq":`...)
	b = strconv.AppendUint(b, r.Seq, 10)
	b = appendField(b, "document", r.Document)
	b = appendField(b, "id", r.ID)
	b = appendField(b, "rule", f.Rule.ID)
	b = appendField(b, "severity", severityName(f.Severity))
	b = appendField(b, "message", Message(f, j.opt.Redact))
	if f.Confidence > 0 {
		b = append(b, `,"confidence":`...)
		b = strconv.AppendFloat(b, f.Confidence, 'g', 6, 64)
	}
	if f.Field != "" {
		b = appendField(b, "field", f.Field)
	}
	b = append(b, `,"span":`...)
	b = appendSpan(b, r, f.Span)
	if !j.opt.Redact {
		b = append(b, `,"text":`...)
		b = appendString(b, r.Cable.Raw[f.Span.Start:f.Span.End])
	}
	if f.Fix != nil && f.Fix.Applicability != lint.NoFix {
		b = append(b, `,"fix":`...)
		b = j.fix(b, f.Fix)
	}
	b = appendRelated(b, r, f.Related)
	if i < len(r.Fingerprints) {
		b = appendField(b, "fingerprint", r.Fingerprints[i])
	}
	return append(b, '}')
}

func (j *lines) fix(b []byte, fix *lint.Fix) []byte {
	b = append(b, `{"applicability":"`...)
	b = append(b, applicabilityName(fix.Applicability)...)
	b = append(b, '"')
	b = appendField(b, "message", fix.Message)
	b = append(b, `,"edits":[`...)
	for i, e := range fix.Edits {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"start":`...)
		b = strconv.AppendUint(b, uint64(e.Span.Start), 10)
		b = append(b, `,"end":`...)
		b = strconv.AppendUint(b, uint64(e.Span.End), 10)
		if !j.opt.Redact {
			b = appendNew(b, e.New)
		}
		b = append(b, '}')
	}
	return append(b, ']', '}')
}

// appendNew appends what an edit writes, in base64 where it is not UTF-8.
func appendNew(b, text []byte) []byte {
	if utf8.Valid(text) {
		b = append(b, `,"text":`...)
		return appendString(b, text)
	}
	b = append(b, `,"base64":"`...)
	b = base64.StdEncoding.AppendEncode(b, text)
	return append(b, '"')
}

func appendRelated(b []byte, r *Result, places []lint.Related) []byte {
	if len(places) == 0 {
		return b
	}
	b = append(b, `,"related":[`...)
	for i, p := range places {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"message":`...)
		b = appendString(b, p.Message)
		b = append(b, `,"span":`...)
		b = appendSpan(b, r, p.Span)
		b = append(b, '}')
	}
	return append(b, ']')
}

func appendSpan(b []byte, r *Result, s cable.Span) []byte {
	b = append(b, `{"start":`...)
	b = appendPosition(b, r.Position(s.Start))
	b = append(b, `,"end":`...)
	b = appendPosition(b, r.Position(s.End))
	return append(b, '}')
}

func appendPosition(b []byte, p Position) []byte {
	b = append(b, `{"offset":`...)
	b = strconv.AppendInt(b, int64(p.Offset), 10)
	b = append(b, `,"line":`...)
	b = strconv.AppendInt(b, int64(p.Line), 10)
	b = append(b, `,"column":`...)
	b = strconv.AppendInt(b, int64(p.Column), 10)
	b = append(b, `,"utf16":`...)
	b = strconv.AppendInt(b, int64(p.UTF16), 10)
	return append(b, '}')
}

func appendSummary(b []byte, s *Summary) []byte {
	b = append(b, `{"schema_version":"`+SchemaVersion+`","type":"summary","documents":`...)
	b = strconv.AppendInt(b, int64(s.Documents), 10)
	b = append(b, `,"bytes":`...)
	b = strconv.AppendInt(b, s.Bytes, 10)
	b = append(b, `,"findings":{"error":`...)
	b = strconv.AppendInt(b, int64(s.Findings.Error), 10)
	b = append(b, `,"warning":`...)
	b = strconv.AppendInt(b, int64(s.Findings.Warning), 10)
	b = append(b, `,"info":`...)
	b = strconv.AppendInt(b, int64(s.Findings.Info), 10)
	b = append(b, `},"fixable":{"safe":`...)
	b = strconv.AppendInt(b, int64(s.Fixable.Safe), 10)
	b = append(b, `,"unsafe":`...)
	b = strconv.AppendInt(b, int64(s.Fixable.Unsafe), 10)
	b = append(b, `},"skipped":`...)
	b = strconv.AppendInt(b, int64(s.Skipped), 10)
	b = append(b, `,"failed":`...)
	b = strconv.AppendInt(b, int64(s.Failed), 10)
	if s.Shard != "" {
		b = appendField(b, "shard", s.Shard)
	}
	if s.ResumedAfter != nil {
		b = strconv.AppendUint(append(b, `,"resumed_after":`...), *s.ResumedAfter, 10)
	}
	if s.InterruptedAfter != nil {
		b = strconv.AppendUint(append(b, `,"interrupted_after":`...), *s.InterruptedAfter, 10)
	}
	return append(b, '}')
}

// appendField appends a member that is not the first of its object.
func appendField(b []byte, name, value string) []byte {
	b = append(b, ',', '"')
	b = append(b, name...)
	b = append(b, '"', ':')
	return appendString(b, value)
}

const hex = "0123456789abcdef"

// appendString appends a JSON string; bytes that are not UTF-8 become U+FFFD.
func appendString[T string | []byte](b []byte, s T) []byte {
	b = append(b, '"')
	plain := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' && c < 0x7f {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			r, size := decodeRune(s[i:min(len(s), i+utf8.UTFMax)])
			if (r != utf8.RuneError || size > 1) && visible(r) == r {
				i += size
				continue
			}
			if r != utf8.RuneError { // a terminal would obey it
				b = appendEscaped(append(b, s[plain:i]...), r)
				i += size
				plain = i
				continue
			}
		}
		b = append(b, s[plain:i]...)
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\r':
			b = append(b, '\\', 'r')
		case c == '\t':
			b = append(b, '\\', 't')
		case c < 0x20 || c == 0x7f:
			b = appendEscaped(b, rune(c))
		default:
			b = append(b, "\uFFFD"...)
		}
		i++
		plain = i
	}
	b = append(b, s[plain:]...)
	return append(b, '"')
}

func decodeRune[T string | []byte](s T) (rune, int) { return utf8.DecodeRuneInString(string(s)) }

// appendEscaped appends a code point below U+10000 as a JSON escape.
func appendEscaped(b []byte, r rune) []byte {
	return append(b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}

// Inert is JSON in which every character that a terminal would obey is escaped:
// what was printed for a program may be looked at by somebody.
func Inert(json []byte) []byte {
	plain := 0
	var out []byte
	for i := 0; i < len(json); {
		r, size := rune(json[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(json[i:])
		}
		if (r >= 0x7f) && r != utf8.RuneError && visible(r) != r {
			out = appendEscaped(append(out, json[plain:i]...), r)
			plain = i + size
		}
		i += size
	}
	if plain == 0 {
		return json
	}
	return append(out, json[plain:]...)
}
