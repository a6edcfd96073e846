package config

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// IgnoreName is the sidecar file that says which findings are to be left out.
// Cables are evidence and carry no comments, so it stands beside them.
const IgnoreName = ".cablelint-ignore"

// Ignore is the content of a sidecar file. Goroutines may share it.
type Ignore struct {
	Path    string
	entries []entry
}

// entry is one line: WHAT RULES -- REASON. WHAT is the id of a cable or a glob
// of addresses relative to the file's folder; RULES are ids, prefixes or "all".
type entry struct {
	what   string
	rules  []string
	reason string
	line   int
	met    atomic.Bool
}

// LoadIgnore reads a sidecar file; one that does not exist ignores nothing.
func LoadIgnore(path string) (*Ignore, error) {
	// What lies in a folder of strangers may be a pipe that never ends.
	if st, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return &Ignore{Path: path}, nil
	} else if err == nil && !st.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a file", path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return ParseIgnore(path, data)
}

// ParseIgnore reads the text of a sidecar file. Every bad line is told at once.
func ParseIgnore(path string, data []byte) (*Ignore, error) {
	ig := &Ignore{Path: path}
	var bad []error
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, largest)
	n := 0
	for lines.Scan() {
		n++
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		what, reason, _ := strings.Cut(line, " -- ")
		reason = strings.TrimSpace(reason)
		words := strings.Fields(what)
		switch {
		case reason == "":
			bad = append(bad, fmt.Errorf("%s:%d: a reason is missing; write: CABLE RULES -- REASON", path, n))
		case len(words) != 2:
			bad = append(bad, fmt.Errorf("%s:%d: expected a cable and its rules before the reason, found %d words", path, n, len(words)))
		case !validGlob(words[0]):
			bad = append(bad, fmt.Errorf("%s:%d: %q is not a glob", path, n, words[0]))
		default:
			ig.entries = append(ig.entries, entry{what: words[0], rules: strings.Split(words[1], ","), reason: reason, line: n})
		}
	}
	if err := lines.Err(); err != nil {
		bad = append(bad, fmt.Errorf("%s: line %d: %w", path, n+1, err))
	}
	return ig, errors.Join(bad...)
}

// Len is the number of entries.
func (ig *Ignore) Len() int { return len(ig.entries) }

// Filter leaves out what the file says, with its reason.
func (ig *Ignore) Filter(_ *cable.Document, from lint.Origin, findings []lint.Finding, why []string) {
	for k := range ig.entries {
		e := &ig.entries[k]
		if !ig.names(e, from) {
			continue
		}
		for i := range findings {
			if !e.holds(findings[i].Rule.ID) {
				continue
			}
			e.met.Store(true)
			if why[i] == "" {
				why[i] = e.reason
			}
		}
	}
}

// names reports whether the entry means the cable.
func (ig *Ignore) names(e *entry, from lint.Origin) bool {
	if e.what == from.ID && from.ID != "" {
		return true
	}
	if matches(e.what, from.Document) {
		return true
	}
	relative, err := relativeTo(filepath.Dir(ig.Path), from.Document)
	return err == nil && matches(e.what, relative)
}

// relativeTo is a path as seen from a folder, with slashes.
func relativeTo(dir, path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return "", err
	}
	rel, err := filepath.Rel(dir, abs)
	return filepath.ToSlash(rel), err
}

func matches(glob, address string) bool {
	ok, err := doublestar.Match(glob, filepath.ToSlash(address))
	return err == nil && ok
}

func (e *entry) holds(rule string) bool {
	for _, r := range e.rules {
		if r == "all" || r == rule || strings.HasSuffix(r, "-") && strings.HasPrefix(rule, r) || strings.HasPrefix(rule, r+"-") {
			return true
		}
	}
	return false
}

// Unmatched tells of entries that met no finding: they can go, or are misspelt.
func (ig *Ignore) Unmatched() []string {
	var list []string
	for k := range ig.entries {
		if e := &ig.entries[k]; !e.met.Load() {
			list = append(list, fmt.Sprintf("%s:%d: %s %s met no finding; take the line out if it is repaired", ig.Path, e.line, e.what, strings.Join(e.rules, ",")))
		}
	}
	return list
}

// Filter leaves out what the overrides of the configuration switch off for a
// cable and sets the severities that they give.
func (c *Config) Filter(d *cable.Document, from lint.Origin, findings []lint.Finding, why []string) {
	for k := range c.Overrides {
		o := &c.Overrides[k]
		if !c.applies(o, d, from) {
			continue
		}
		for i := range findings {
			if s, ok := severityOf(o.Severity, findings[i].Rule.ID); ok {
				findings[i].Severity = s
			}
			e := entry{rules: o.Ignore}
			if why[i] == "" && e.holds(findings[i].Rule.ID) {
				why[i] = fmt.Sprintf("%s:%d", filepath.Base(c.Path), o.Line)
			}
		}
	}
}

func (c *Config) applies(o *Override, d *cable.Document, from lint.Origin) bool {
	if o.Editions != 0 && o.Editions&d.Edition == 0 || o.Eras != 0 && o.Eras&d.Era == 0 {
		return false
	}
	if len(o.Paths) == 0 {
		return true
	}
	relative, err := relativeTo(c.Dir, from.Document)
	for _, glob := range o.Paths {
		if matches(glob, from.Document) || err == nil && matches(glob, relative) {
			return true
		}
	}
	return false
}

// severityOf is the severity that the longest matching name gives.
func severityOf(by map[string]lint.Severity, rule string) (lint.Severity, bool) {
	best, s := -1, lint.Info
	for name, severity := range by {
		e := entry{rules: []string{name}}
		if e.holds(rule) && len(name) > best {
			best, s = len(name), severity
		}
	}
	return s, best >= 0
}

// Excluded reports whether a path is not to be read.
func (c *Config) Excluded(path string) bool {
	if len(c.Exclude) == 0 {
		return false
	}
	relative, err := relativeTo(c.Dir, path)
	for _, glob := range c.Exclude {
		if matches(glob, path) || err == nil && matches(glob, relative) {
			return true
		}
	}
	return false
}

// mostAlternatives is how many ways the braces of a glob may be read together:
// the cost of a match grows with them, and globs may come from strangers.
const mostAlternatives = 256

// validGlob reports whether a glob can be matched, and at little cost.
func validGlob(glob string) bool {
	ways, depth, commas := 1, 0, 0
	for i := 0; i < len(glob) && ways <= mostAlternatives; i++ {
		switch c := glob[i]; {
		case c == '\\':
			i++
		case c == '{':
			depth++
		case c == ',' && depth > 0:
			commas++
		case c == '}' && depth > 0:
			if depth--; depth == 0 {
				ways, commas = ways*(commas+1), 0
			}
		}
	}
	return ways <= mostAlternatives && len(glob) <= 4096 && doublestar.ValidatePattern(glob)
}
