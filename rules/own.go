package rules

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// Own is a rule that a user declares in the configuration. It looks for a
// pattern, or for words to swap, in the text of a zone or of a field; or it
// says which words a field may hold. It compiles to the same [lint.Rule] as the
// built-in ones. Patterns are RE2: a search takes time linear in the text.
type Own struct {
	ID, Title string
	Message   string // {0} is what was found, {1} what replaces it
	Severity  lint.Severity
	Zone      cable.Zone // where to look; 0: prose
	Field     string     // or one field, of [OwnFields]
	Find      string     // existence: a pattern
	Replaces  bool       // Find is replaced by Replace
	Replace   string     // may name groups: $1
	Swap      []Swap     // substitution: words for words
	Allow     []string   // table: every word of the field must be one of these
	Fix       lint.Applicability
	Tests     []OwnTest
	Line      int // in the configuration
}

// Swap is a word and what stands for it.
type Swap struct{ From, To string }

// OwnTest is a text that must be found bad, or good, and what the fix makes of it.
type OwnTest struct{ Bad, Good, Fixed string }

// OwnFields lists the fields that a user's rule can look at.
func OwnFields() []string {
	return []string{"banner", "executive_order", "tags", "subject", "references", "classified_by", "captions"}
}

// Compile makes the rule, or says what is wrong with its declaration.
func (o *Own) Compile() (*lint.Rule, error) {
	if !ownID(o.ID) {
		return nil, fmt.Errorf("id %q: expected lower-case words joined by hyphens, such as house-embassy-name", o.ID)
	}
	kinds := 0
	for _, given := range []bool{o.Find != "", len(o.Swap) > 0, len(o.Allow) > 0} {
		if given {
			kinds++
		}
	}
	switch {
	case kinds != 1:
		return nil, errors.New("exactly one of find, swap and allow says what the rule looks for")
	case len(o.Allow) > 0 && o.Field == "":
		return nil, errors.New("allow needs a field whose words it lists")
	case o.Field != "" && o.Zone != 0:
		return nil, errors.New("a rule looks at a field or at a zone, not at both")
	}
	c := ownCheck{own: *o, message: o.Message}
	if err := c.compile(); err != nil {
		return nil, err
	}
	if c.message == "" {
		c.message = "{0} is not wanted here"
		if c.own.Replaces || len(o.Swap) > 0 {
			c.message = "{0}: expected {1}"
		}
	}
	title := o.Title
	if title == "" {
		title = "a rule of the configuration"
	}
	fix := lint.NoFix
	if c.own.Replaces || len(o.Swap) > 0 {
		fix = o.Fix
	}
	return &lint.Rule{ID: o.ID, Title: title, Doc: o.doc(title), Severity: o.Severity, Fix: fix,
		Presets: lint.Ingest | lint.Draft | lint.Archive | lint.Strict, Authority: "configuration", Cable: c.check}, nil
}

// doc is the page of the rule: what its declaration says.
func (o *Own) doc(title string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\nA rule of the configuration, line %d.\n", o.ID, title, o.Line)
	if o.Find != "" {
		fmt.Fprintf(&b, "\nIt looks for `%s`.\n", o.Find)
	}
	for _, s := range o.Swap {
		fmt.Fprintf(&b, "\n- %q: write %q", s.From, s.To)
	}
	if len(o.Allow) > 0 {
		fmt.Fprintf(&b, "\nThe field %s may hold: %s.", o.Field, strings.Join(o.Allow, ", "))
	}
	for _, t := range o.Tests {
		if t.Bad != "" {
			fmt.Fprintf(&b, "\nBad: %s", t.Bad)
		}
		if t.Fixed != "" {
			fmt.Fprintf(&b, "\nRepaired: %s", t.Fixed)
		}
		if t.Good != "" {
			fmt.Fprintf(&b, "\nGood: %s", t.Good)
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func ownID(id string) bool {
	return regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)+$`).MatchString(id)
}

// ownCheck is a compiled declaration.
type ownCheck struct {
	own     Own
	message string
	find    *regexp.Regexp
	allowed []string
}

func (c *ownCheck) compile() error {
	pattern := c.own.Find
	if len(c.own.Swap) > 0 {
		// Longest first: of two words that start alike the longer one is meant.
		words := slices.Clone(c.own.Swap)
		slices.SortStableFunc(words, func(a, b Swap) int { return len(b.From) - len(a.From) })
		var quoted []string
		for _, s := range words {
			if s.From == "" {
				return errors.New("swap: an empty word stands for nothing")
			}
			quoted = append(quoted, wordEdge(s.From, true)+regexp.QuoteMeta(s.From)+wordEdge(s.From, false))
		}
		pattern = strings.Join(quoted, "|")
	}
	if pattern != "" {
		re, err := regexp.Compile(pattern)
		if err != nil {
			return fmt.Errorf("find: %w", err)
		}
		if re.MatchString("") {
			return fmt.Errorf("find: %q matches the empty text, so everywhere", pattern)
		}
		c.find = re
	}
	c.allowed = slices.Clone(c.own.Allow)
	slices.Sort(c.allowed)
	return nil
}

// wordEdge asks for the edge of a word where the text starts or ends with one.
func wordEdge(s string, front bool) string {
	b := s[0]
	if !front {
		b = s[len(s)-1]
	}
	if cable.Class(b)&(cable.MaskLower|cable.MaskUpper|cable.MaskQ|cable.MaskDigit) != 0 {
		return `\b`
	}
	return ""
}

func (c *ownCheck) check(p *lint.Pass) {
	if c.own.Field != "" {
		for _, s := range fieldSpans(p.Cable, c.own.Field) {
			c.inField(p, s)
		}
		return
	}
	zone := c.own.Zone
	if zone == 0 {
		zone = cable.ZoneProse
	}
	if zone&(cable.ZoneHeader|cable.ZoneTable) != 0 {
		for _, l := range p.Cable.Lines {
			if l.Zone&zone != 0 {
				c.inText(p, p.Cable.Bytes(l.Span()), func(i int) uint32 { return l.Start + uint32(i) })
			}
		}
		return
	}
	var flow cable.Flow
	for i, b := range p.Cable.Blocks {
		if b.Zone&zone == 0 {
			continue
		}
		p.Cable.Flow(i, &flow)
		c.inText(p, flow.Text, flow.Raw)
	}
}

func (c *ownCheck) inField(p *lint.Pass, s cable.Span) {
	if c.find != nil {
		c.inText(p, p.Cable.Bytes(s), func(i int) uint32 { return s.Start + uint32(i) })
		return
	}
	if word := string(p.Cable.Bytes(s)); !slices.ContainsFunc(c.allowed, func(a string) bool { return strings.EqualFold(a, word) }) {
		p.Report(s, c.message, lint.Quoted(word))
	}
}

// inText reports what the pattern finds; raw turns an offset of text into one of the cable.
func (c *ownCheck) inText(p *lint.Pass, text []byte, raw func(int) uint32) {
	for _, m := range c.find.FindAllSubmatchIndex(text, -1) {
		found := text[m[0]:m[1]]
		span := cable.Span{Start: raw(m[0]), End: raw(m[1]-1) + 1}
		replacement, replaces := c.replacement(text, m)
		f := p.Report(span, c.message, lint.Text(found), lint.Quoted(replacement))
		// What leaps over furniture or a cut in the cable is shown, not repaired.
		if replaces && span.Len() == len(found) {
			f.SetFix(c.own.Fix, "replace it", lint.Replace(span, replacement))
		}
	}
}

func (c *ownCheck) replacement(text []byte, m []int) (string, bool) {
	if c.own.Replaces {
		return string(c.find.Expand(nil, []byte(c.own.Replace), text, m)), true
	}
	for _, s := range c.own.Swap {
		if s.From == string(text[m[0]:m[1]]) {
			return s.To, true
		}
	}
	return "", false
}

// fieldSpans are the words of a field for a table, its text for a pattern.
func fieldSpans(d *cable.Document, field string) []cable.Span {
	one := func(s cable.Span) []cable.Span {
		if s.Empty() {
			return nil
		}
		return []cable.Span{s}
	}
	switch field {
	case "banner":
		return one(d.Banner.Span)
	case "executive_order":
		return one(d.EO.Span)
	case "subject":
		return one(d.Subject.Text)
	case "classified_by":
		return one(d.Authority.Span)
	case "tags":
		var all []cable.Span
		for _, t := range d.Tags.Items {
			all = append(all, t.Span)
		}
		return all
	case "references":
		var all []cable.Span
		for _, r := range d.References.Items {
			all = append(all, r.Span)
		}
		return all
	case "captions":
		var all []cable.Span
		for _, c := range d.Captions {
			all = append(all, c.Span)
		}
		return all
	default:
		return nil
	}
}

// RunTests runs the tests of the declaration and returns what failed. The text
// of a test is put into a small cable where the rule looks.
func (o *Own) RunTests() []error {
	rule, err := o.Compile()
	if err != nil {
		return []error{err}
	}
	selection, err := lint.Select([]*lint.Rule{rule}, lint.Request{})
	if err != nil {
		return []error{err}
	}
	engine, err := lint.New(selection, lint.Options{})
	if err != nil {
		return []error{err}
	}
	var bad []error
	for i, t := range o.Tests {
		text, want := t.Bad, true
		if text == "" {
			text, want = t.Good, false
		}
		raw := o.testCable(text)
		_, result := engine.NewSession().Lint(raw, nil, lint.Origin{})
		found := result.Findings
		switch {
		case want && len(found) == 0:
			bad = append(bad, fmt.Errorf("test %d: %q should be found and is not", i+1, text))
		case !want && len(found) > 0:
			bad = append(bad, fmt.Errorf("test %d: %q should be left alone and is found", i+1, text))
		case want && t.Fixed != "":
			var edits []lint.Edit
			for _, f := range found {
				if f.Fix != nil {
					edits = append(edits, f.Fix.Edits...)
				}
			}
			if got := lint.Apply(raw, edits); string(got) != string(o.testCable(t.Fixed)) {
				bad = append(bad, fmt.Errorf("test %d: the fix of %q does not give %q", i+1, text, t.Fixed))
			}
		}
	}
	return bad
}

// testCable is a small cable with the text where the rule looks.
func (o *Own) testCable(text string) []byte {
	tags, subject, body := "PGOV", "TEST", "Nothing of note."
	switch {
	case o.Field == "tags":
		tags = text
	case o.Field == "subject" || o.Zone == cable.ZoneSubject:
		subject = text
	default:
		body = text
	}
	return []byte("UNCLAS NEW ARCADIA 000001\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: " + tags + "\nSUBJECT: " + subject + "\n\n1. (U) " + body + "\n\nEXAMPLE\n")
}
