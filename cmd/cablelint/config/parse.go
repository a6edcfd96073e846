package config

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules"
)

// Parse reads the text of a configuration. An error names the file, the line
// and, for an unknown key, the nearest right one. Every fault is told at once.
func Parse(path string, data []byte) (*Config, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, unreadable(path, err)
	}
	c := &Config{Path: path, Severity: map[string]lint.Severity{}, given: map[string]*yaml.Node{}, lines: map[string]int{}}
	p := &parser{path: path}
	if len(doc.Content) > 0 {
		p.config(c, doc.Content[0])
	}
	return c, errors.Join(p.bad...)
}

// unreadable is the error of text that is no YAML, with its line as all others
// have it. The library names no line where it is the first.
func unreadable(path string, err error) error {
	what := strings.TrimPrefix(err.Error(), "yaml: ")
	line := "1"
	if rest, ok := strings.CutPrefix(what, "line "); ok {
		line, what, _ = strings.Cut(rest, ": ")
	}
	return fmt.Errorf("%s:%s: not YAML: %s", path, line, what)
}

// parser walks the nodes and collects complaints.
type parser struct {
	path string
	bad  []error
}

func (p *parser) complain(n *yaml.Node, format string, args ...any) {
	p.bad = append(p.bad, fmt.Errorf("%s:%d: %s", p.path, n.Line, fmt.Sprintf(format, args...)))
}

// fields maps each key that is allowed to what reads its value.
type fields map[string]func(*yaml.Node)

// object reads a mapping whose keys are known.
func (p *parser) object(n *yaml.Node, what string, known fields) {
	if n.Kind != yaml.MappingNode {
		p.complain(n, "%s: expected keys with values, found %s", what, describe(n))
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		read, ok := known[key.Value]
		switch {
		case key.Kind != yaml.ScalarNode:
			p.complain(key, "%s: a key must be a word", what)
		case !ok:
			p.complain(key, "%s: unknown key %q%s", what, key.Value, suggestion(key.Value, keys(known)))
		case seen[key.Value]:
			p.complain(key, "%s: the key %q is given twice", what, key.Value)
		default:
			seen[key.Value] = true
			read(value)
		}
	}
}

func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "keys with values"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias (anchors and aliases are not read)"
	default:
		return fmt.Sprintf("%q", n.Value)
	}
}

// suggestion names the known word that looks most like the given one.
func suggestion(given string, known []string) string {
	best, least := "", len(given)/2+1
	for _, k := range known {
		if d := distance(given, k); d < least {
			best, least = k, d
		}
	}
	if best == "" {
		return "; expected one of " + strings.Join(known, ", ")
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// distance counts the letters to add, drop or replace to turn a into b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for k := range row {
		row[k] = k
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for k := range len(b) {
			cost := 1
			if a[i] == b[k] {
				cost = 0
			}
			last, row[k+1] = row[k+1], min(row[k+1]+1, row[k]+1, last+cost)
		}
	}
	return row[len(b)]
}

func (p *parser) word(to *string, what string, allowed ...string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode {
			p.complain(n, "%s: expected a word, found %s", what, describe(n))
			return
		}
		if len(allowed) > 0 && !slices.Contains(allowed, n.Value) {
			p.complain(n, "%s: %q is not known%s", what, n.Value, suggestion(n.Value, allowed))
			return
		}
		*to = n.Value
	}
}

// below reads a path that stays in the folder of the configuration: who brings a
// configuration does not choose what is read or written elsewhere.
func (p *parser) below(to *string, what string) func(*yaml.Node) {
	read := p.word(to, what)
	return func(n *yaml.Node) {
		read(n)
		if n.Kind == yaml.ScalarNode && *to != "" && !filepath.IsLocal(filepath.FromSlash(*to)) {
			p.complain(n, "%s: %q does not lie below the configuration's folder; name it with --%s instead", what, *to, what)
		}
	}
}

func (p *parser) list(to *[]string, what string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode && n.Tag == "!!str" {
			*to = []string{n.Value}
			return
		}
		if n.Kind != yaml.SequenceNode {
			p.complain(n, "%s: expected a list, found %s", what, describe(n))
			return
		}
		for _, item := range n.Content {
			var s string
			p.word(&s, what)(item)
			*to = append(*to, s)
		}
	}
}

// globs reads a list of patterns of paths.
func (p *parser) globs(to *[]string, what string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		p.list(to, what)(n)
		for _, glob := range *to {
			if !validGlob(glob) {
				p.complain(n, "%s: %q is not a glob", what, glob)
			}
		}
	}
}

// size reads a number of bytes.
func (p *parser) size(to *string, what string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		p.word(to, what)(n)
		if n.Kind != yaml.ScalarNode {
			return
		}
		if _, err := ParseSize(n.Value); err != nil {
			p.complain(n, "%s: %v", what, err)
		}
	}
}

// pairs reads a mapping of free keys to words.
func (p *parser) pairs(n *yaml.Node, what string, each func(key, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		p.complain(n, "%s: expected keys with values, found %s", what, describe(n))
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i+1].Kind != yaml.ScalarNode || n.Content[i].Kind != yaml.ScalarNode {
			p.complain(n.Content[i], "%s: %q: expected a word, found %s", what, n.Content[i].Value, describe(n.Content[i+1]))
			continue
		}
		each(n.Content[i], n.Content[i+1])
	}
}

func (p *parser) severities(to *map[string]lint.Severity, what string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		*to = map[string]lint.Severity{}
		p.pairs(n, what, func(key, value *yaml.Node) {
			s, ok := parseSeverity(value.Value)
			if !ok {
				p.complain(value, "%s: %q: %q is not a severity; expected error, warning or info", what, key.Value, value.Value)
				return
			}
			(*to)[key.Value] = s
		})
	}
}

func parseSeverity(s string) (lint.Severity, bool) {
	switch s {
	case "error":
		return lint.Error, true
	case "warning":
		return lint.Warning, true
	case "info":
		return lint.Info, true
	}
	return 0, false
}

func (p *parser) config(c *Config, n *yaml.Node) {
	known := fields{
		"$schema":    func(*yaml.Node) {},
		"preset":     p.word(&c.Preset, "preset", "ingest", "draft", "archive", "strict"),
		"select":     p.list(&c.Select, "select"),
		"ignore":     p.list(&c.Ignore, "ignore"),
		"severity":   p.severities(&c.Severity, "severity"),
		"fail-on":    p.word(&c.FailOn, "fail-on", "error", "warning", "info", "never"),
		"typography": p.word(&c.Typography, "typography", "ascii", "keep", "unicode"),
		"exclude":    p.globs(&c.Exclude, "exclude"),
		"baseline":   p.below(&c.Baseline, "baseline"),
		"max-record": p.size(&c.MaxRecord, "max-record"),
		"overrides":  p.sequence("overrides", func(n *yaml.Node) { c.Overrides = append(c.Overrides, p.override(n)) }),
		"tables":     func(n *yaml.Node) { p.tables(&c.Tables, n) },
		"rules":      p.sequence("rules", func(n *yaml.Node) { c.Rules = append(c.Rules, p.rule(n)) }),
	}
	p.object(n, "configuration", known)
	if n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			c.given[n.Content[i].Value], c.lines[n.Content[i].Value] = n.Content[i+1], n.Content[i].Line
		}
	}
}

func (p *parser) sequence(what string, each func(*yaml.Node)) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind != yaml.SequenceNode {
			p.complain(n, "%s: expected a list, found %s", what, describe(n))
			return
		}
		for _, item := range n.Content {
			each(item)
		}
	}
}

func editionNames() map[string]cable.Edition {
	return map[string]cable.Edition{"wire": cable.EditionWire, "press": cable.EditionPress, "lower": cable.EditionLower,
		"mirror": cable.EditionMirror, "unknown": cable.EditionUnknown}
}

func eraNames() map[string]cable.Era {
	return map[string]cable.Era{"10501": cable.Era10501, "11652": cable.Era11652, "12065": cable.Era12065, "12356": cable.Era12356,
		"12958": cable.Era12958, "13292": cable.Era13292, "13526": cable.Era13526, "smart": cable.EraSMART}
}

func tagNames() map[string]cable.TagKind {
	return map[string]cable.TagKind{"subject": cable.TagSubject, "geographic": cable.TagGeographic, "programme": cable.TagProgramme,
		"organisation": cable.TagOrganisation, "person": cable.TagPerson}
}

func zoneNames() map[string]cable.Zone {
	return map[string]cable.Zone{"prose": cable.ZoneProse, "subject": cable.ZoneSubject, "slug": cable.ZoneSlug, "authority": cable.ZoneAuthority,
		"header": cable.ZoneHeader, "table": cable.ZoneTable, "text": cable.ZoneText}
}

func (p *parser) override(n *yaml.Node) Override {
	o := Override{Line: n.Line}
	var editions, eras []string
	p.object(n, "overrides", fields{
		"paths":    p.globs(&o.Paths, "overrides: paths"),
		"editions": p.list(&editions, "overrides: editions"),
		"eras":     p.list(&eras, "overrides: eras"),
		"ignore":   p.list(&o.Ignore, "overrides: ignore"),
		"severity": p.severities(&o.Severity, "overrides: severity"),
	})
	for _, e := range editions {
		o.Editions |= named(p, n, "overrides: editions", e, editionNames())
	}
	for _, e := range eras {
		o.Eras |= named(p, n, "overrides: eras", e, eraNames())
	}
	return o
}

// named looks a word up in a table of names.
func named[V any](p *parser, n *yaml.Node, what, word string, names map[string]V) V {
	v, ok := names[word]
	if !ok {
		p.complain(n, "%s: %q is not known%s", what, word, suggestion(word, keys(names)))
	}
	return v
}

func (p *parser) tables(t *Tables, n *yaml.Node) {
	p.object(n, "tables", fields{
		"tags": func(n *yaml.Node) {
			t.Tags = map[string]cable.TagKind{}
			p.pairs(n, "tables: tags", func(key, value *yaml.Node) {
				t.Tags[key.Value] = named(p, value, "tables: tags: "+key.Value, value.Value, tagNames())
			})
		},
		"captions": p.list(&t.Captions, "tables: captions"),
		"posts":    p.list(&t.Posts, "tables: posts"),
		"aliases": func(n *yaml.Node) {
			t.Aliases = map[string]string{}
			p.pairs(n, "tables: aliases", func(key, value *yaml.Node) { t.Aliases[key.Value] = value.Value })
		},
	})
}

func (p *parser) rule(n *yaml.Node) rules.Own {
	own := rules.Own{Line: n.Line, Severity: lint.Warning}
	var severity, zone, fix string
	p.object(n, "rules", fields{
		"id":       p.word(&own.ID, "rules: id"),
		"title":    p.word(&own.Title, "rules: title"),
		"message":  p.word(&own.Message, "rules: message"),
		"severity": p.word(&severity, "rules: severity", "error", "warning", "info"),
		"zone":     p.word(&zone, "rules: zone", keys(zoneNames())...),
		"field":    p.word(&own.Field, "rules: field", rules.OwnFields()...),
		"find":     p.word(&own.Find, "rules: find"),
		"replace":  func(n *yaml.Node) { own.Replaces = true; p.word(&own.Replace, "rules: replace")(n) },
		"swap": func(n *yaml.Node) {
			p.pairs(n, "rules: swap", func(key, value *yaml.Node) {
				own.Swap = append(own.Swap, rules.Swap{From: key.Value, To: value.Value})
			})
		},
		"allow": p.list(&own.Allow, "rules: allow"),
		"fix":   p.word(&fix, "rules: fix", "safe", "unsafe", "display"),
		"tests": p.sequence("rules: tests", func(n *yaml.Node) {
			var t rules.OwnTest
			p.object(n, "rules: tests", fields{
				"bad":   p.word(&t.Bad, "rules: tests: bad"),
				"good":  p.word(&t.Good, "rules: tests: good"),
				"fixed": p.word(&t.Fixed, "rules: tests: fixed"),
			})
			own.Tests = append(own.Tests, t)
		}),
	})
	if severity != "" {
		own.Severity, _ = parseSeverity(severity)
	}
	own.Zone = zoneNames()[zone]
	own.Fix = map[string]lint.Applicability{"": lint.Unsafe, "safe": lint.Safe, "unsafe": lint.Unsafe, "display": lint.Display}[fix]
	return own
}
