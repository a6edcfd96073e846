package report

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// sarif writes SARIF 2.1.0, streaming: one result at a time, whatever the size
// of the corpus. The usual library builds the whole log in memory and costs at
// every start; the schema test holds this writer to the standard instead.
type sarif struct {
	w     io.Writer
	opt   Options
	where Locator
	index map[string]int // rule id -> index in the driver's rules
	n     int
}

func newSARIF(w io.Writer, opt Options) Reporter { return &sarif{w: w, opt: opt} }

type sarifMessage struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifRule struct {
	ID      string        `json:"id"`
	Short   sarifMessage  `json:"shortDescription"`
	Full    sarifMessage  `json:"fullDescription"`
	Help    *sarifMessage `json:"help,omitempty"`
	Default struct {
		Level string `json:"level"`
	} `json:"defaultConfiguration"`
	Properties sarifProperties `json:"properties"`
}

type sarifProperties struct {
	Tags      []string `json:"tags"`
	Fix       string   `json:"fix,omitempty"`
	Authority string   `json:"authority,omitempty"`
}

type sarifRegion struct {
	StartLine   int           `json:"startLine"`
	StartColumn int           `json:"startColumn"`
	EndLine     int           `json:"endLine"`
	EndColumn   int           `json:"endColumn"`
	ByteOffset  int           `json:"byteOffset"`
	ByteLength  int           `json:"byteLength"`
	Snippet     *sarifContent `json:"snippet,omitempty"`
}

type sarifContent struct {
	Text   *string `json:"text,omitempty"`
	Binary string  `json:"binary,omitempty"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   sarifRegion   `json:"region"`
}

type sarifLocation struct {
	ID       *int          `json:"id,omitempty"`
	Physical sarifPhysical `json:"physicalLocation"`
	Message  *sarifMessage `json:"message,omitempty"`
}

type sarifDeleted struct {
	ByteOffset int `json:"byteOffset"`
	ByteLength int `json:"byteLength"`
}

type sarifReplacement struct {
	Deleted  sarifDeleted  `json:"deletedRegion"`
	Inserted *sarifContent `json:"insertedContent,omitempty"`
}

type sarifChange struct {
	Artifact     sarifArtifact      `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements"`
}

type sarifFix struct {
	Description sarifMessage  `json:"description"`
	Changes     []sarifChange `json:"artifactChanges"`
	Properties  struct {
		Applicability string `json:"applicability"`
	} `json:"properties"`
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      sarifMessage      `json:"message"`
	Locations    []sarifLocation   `json:"locations"`
	Related      []sarifLocation   `json:"relatedLocations,omitempty"`
	Fingerprints map[string]string `json:"partialFingerprints,omitempty"`
	Fixes        []sarifFix        `json:"fixes,omitempty"`
	Rank         *float64          `json:"rank,omitempty"`
}

// sarifFingerprint is the key of our fingerprint in partialFingerprints.
const sarifFingerprint = "cablelint/v1"

func (s *sarif) Begin(run *Run) error {
	s.index = make(map[string]int, len(run.Rules))
	rules := make([]sarifRule, 0, len(run.Rules))
	for i, r := range run.Rules {
		s.index[r.ID] = i
		rules = append(rules, newSARIFRule(r))
	}
	driver, err := encodeJSON(struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		URI     string      `json:"informationUri"`
		Rules   []sarifRule `json:"rules"`
	}{"cablelint", run.Version, "https://github.com/cablelint/cablelint", rules})
	if err != nil {
		return err
	}
	return s.write(`{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":`,
		string(driver), `},"columnKind":"unicodeCodePoints","results":[`)
}

func newSARIFRule(r *lint.Rule) sarifRule {
	title := r.Title
	if title == "" {
		title = r.ID
	}
	rule := sarifRule{ID: r.ID, Short: sarifMessage{Text: title}, Full: sarifMessage{Text: title + "."}}
	if r.Doc != "" {
		rule.Help = &sarifMessage{Text: r.Doc, Markdown: r.Doc}
	}
	rule.Default.Level = sarifLevel(r.Severity)
	family, _, _ := strings.Cut(r.ID, "-")
	rule.Properties = sarifProperties{Tags: []string{family}, Authority: r.Authority}
	if r.Fix != lint.NoFix {
		rule.Properties.Fix = applicabilityName(r.Fix)
	}
	return rule
}

func (s *sarif) Cable(r *Result) error {
	s.where.Reset(r.Cable)
	for i := range r.Findings {
		if r.Findings[i].Severity < s.opt.Least {
			continue
		}
		b, err := encodeJSON(s.result(r, i))
		if err != nil {
			return err
		}
		separator := ",\n"
		if s.n == 0 {
			separator = "\n"
		}
		s.n++
		if err := s.write(separator, string(b)); err != nil {
			return err
		}
	}
	return nil
}

func (s *sarif) End(sum *Summary) error {
	b, err := encodeJSON(map[string]bool{"executionSuccessful": sum.Failed == 0})
	if err != nil {
		return err
	}
	return s.write(`],"invocations":[`, string(b), "]}]}\n")
}

func (s *sarif) result(r *Result, i int) sarifResult {
	f := &r.Findings[i]
	uri := documentURI(r.Document)
	out := sarifResult{
		RuleID: f.Rule.ID, RuleIndex: -1, Level: sarifLevel(f.Severity),
		Message:   sarifMessage{Text: Message(f, s.opt.Redact)},
		Locations: []sarifLocation{{Physical: sarifPhysical{sarifArtifact{uri}, s.region(r, f.Span)}}},
	}
	if k, ok := s.index[f.Rule.ID]; ok {
		out.RuleIndex = k
	}
	for k, p := range f.Related {
		id := k + 1
		out.Related = append(out.Related, sarifLocation{ID: &id, Physical: sarifPhysical{sarifArtifact{uri}, s.region(r, p.Span)}, Message: &sarifMessage{Text: p.Message}})
	}
	if i < len(r.Fingerprints) {
		out.Fingerprints = map[string]string{sarifFingerprint: r.Fingerprints[i]}
	}
	if f.Confidence > 0 {
		rank := f.Confidence * 100
		out.Rank = &rank
	}
	// A fix names bytes of the file, which only a file of one cable has.
	if f.Fix != nil && f.Fix.Applicability != lint.NoFix && !s.opt.Redact && !r.ReadOnly {
		out.Fixes = []sarifFix{newSARIFFix(uri, f.Fix)}
	}
	return out
}

func (s *sarif) region(r *Result, span cable.Span) sarifRegion {
	from, to := s.where.Position(span.Start), s.where.Position(span.End)
	region := sarifRegion{
		StartLine: from.Line, StartColumn: from.Column, EndLine: to.Line, EndColumn: to.Column,
		ByteOffset: int(span.Start), ByteLength: span.Len(),
	}
	if text := r.Cable.Bytes(span); !s.opt.Redact && len(text) > 0 && len(text) <= 400 && utf8.Valid(text) {
		region.Snippet = newSARIFContent(text)
	}
	return region
}

func newSARIFFix(uri string, fix *lint.Fix) sarifFix {
	change := sarifChange{Artifact: sarifArtifact{uri}, Replacements: []sarifReplacement{}}
	for _, e := range fix.Edits {
		r := sarifReplacement{Deleted: sarifDeleted{int(e.Span.Start), e.Span.Len()}}
		if len(e.New) > 0 {
			r.Inserted = newSARIFContent(e.New)
		}
		change.Replacements = append(change.Replacements, r)
	}
	message := fix.Message
	if message == "" {
		message = "repair"
	}
	out := sarifFix{Description: sarifMessage{Text: message}, Changes: []sarifChange{change}}
	out.Properties.Applicability = applicabilityName(fix.Applicability)
	return out
}

func newSARIFContent(text []byte) *sarifContent {
	if !utf8.Valid(text) {
		return &sarifContent{Binary: base64.StdEncoding.EncodeToString(text)}
	}
	s := string(text)
	return &sarifContent{Text: &s}
}

func (s *sarif) write(parts ...string) error {
	for _, p := range parts {
		if _, err := io.WriteString(s.w, p); err != nil {
			return err
		}
	}
	return nil
}

func sarifLevel(s lint.Severity) string {
	if s == lint.Info {
		return "note"
	}
	return severityName(s)
}

// encodeJSON is v as JSON without the escapes that HTML wants.
func encodeJSON(v any) ([]byte, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return Inert([]byte(strings.TrimSuffix(b.String(), "\n"))), nil
}

// documentURI is an address as a URI reference: a relative path stays relative.
func documentURI(document string) string {
	name := strings.ToValidUTF8(document, "\uFFFD")
	if strings.HasPrefix(name, "/") {
		return (&url.URL{Scheme: "file", Path: name}).String()
	}
	return (&url.URL{Path: name}).String()
}
