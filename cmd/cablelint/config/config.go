// Package config reads .cablelint.yaml: which rules run, how severe they are,
// where, with which tables and rules of the user's own. It only reads: nothing
// in a configuration can make the program write or run anything.
package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules"
)

// Name is the file that is looked for.
const Name = ".cablelint.yaml"

// largest is the size in bytes of the largest configuration that is read.
const largest = 1 << 20

// Config is what a file says. A value that it does not give is the zero value.
type Config struct {
	Path string // of the file; empty for none
	Dir  string // its folder, to which globs are relative

	Preset     string
	Select     []string
	Ignore     []string
	Severity   map[string]lint.Severity
	FailOn     string
	Typography string
	Exclude    []string // globs of paths that are not read
	Baseline   string   // path of the baseline
	MaxRecord  string
	Overrides  []Override
	Tables     Tables
	Rules      []rules.Own

	lines map[string]int // key -> line that gave it, for config show
}

// Override changes rules for some cables. Empty conditions hold for every cable.
type Override struct {
	Paths    []string // globs, relative to the configuration's folder
	Editions cable.Edition
	Eras     cable.Era
	Ignore   []string
	Severity map[string]lint.Severity
	Line     int
}

// Tables extend the built-in code tables.
type Tables struct {
	Tags     map[string]cable.TagKind // code -> the list that it belongs to
	Captions []string
	Posts    []string          // as banners name them
	Aliases  map[string]string // another name -> the post
}

// Own is what the tables add to the built-in ones; nil when that is nothing.
func (t *Tables) Own() *cable.Own {
	if len(t.Tags)+len(t.Captions)+len(t.Posts)+len(t.Aliases) == 0 {
		return nil
	}
	return cable.NewOwn(t.Tags, t.Captions, t.Posts, t.Aliases)
}

// Line is the line of the file that gave a top-level key; 0 when none did.
func (c *Config) Line(key string) int { return c.lines[key] }

// Find looks for the configuration of a folder: in it, then upward. It returns
// the empty string when there is none.
func Find(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for {
		path := filepath.Join(dir, Name)
		st, err := os.Stat(path)
		switch {
		case err == nil && st.Mode().IsRegular():
			return path, nil
		case err == nil:
			return "", fmt.Errorf("%s is not a file", path)
		case !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission):
			return "", err
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", nil
		}
		dir = parent
	}
}

// Load reads a configuration.
func Load(path string) (*Config, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // read only
	data, err := io.ReadAll(io.LimitReader(f, largest+1))
	if err != nil {
		return nil, err
	}
	if len(data) > largest {
		return nil, fmt.Errorf("%s: larger than %d bytes: not a configuration", path, largest)
	}
	c, err := Parse(path, data)
	if err != nil {
		return nil, err
	}
	if c.Dir, err = filepath.Abs(filepath.Dir(path)); err != nil {
		return nil, err
	}
	return c, nil
}

// Catalogue is the built-in rules with those of the configuration.
func (c *Config) Catalogue() ([]*lint.Rule, error) {
	all := rules.All()
	for i := range c.Rules {
		own, err := c.Rules[i].Compile()
		if err != nil {
			return nil, fmt.Errorf("%s:%d: rule %q: %w", c.Path, c.Rules[i].Line, c.Rules[i].ID, err)
		}
		if slices.ContainsFunc(all, func(r *lint.Rule) bool { return r.ID == own.ID }) {
			return nil, fmt.Errorf("%s:%d: rule %q: another rule has this id", c.Path, c.Rules[i].Line, own.ID)
		}
		all = append(all, own)
	}
	return all, nil
}

// Check runs what can only be known with the rules at hand: names of rules and
// the tests of the user's own rules. It returns every complaint.
func (c *Config) Check() []error {
	all, err := c.Catalogue()
	if err != nil {
		return []error{err}
	}
	var bad []error
	for _, list := range []struct {
		key      string
		line     int
		patterns []string
	}{
		{"select", c.Line("select"), c.Select},
		{"ignore", c.Line("ignore"), c.Ignore},
		{"severity", c.Line("severity"), keys(c.Severity)},
	} {
		bad = append(bad, c.unknown(all, list.key, list.line, list.patterns)...)
	}
	for _, o := range c.Overrides {
		bad = append(bad, c.unknown(all, "overrides: ignore", o.Line, o.Ignore)...)
		bad = append(bad, c.unknown(all, "overrides: severity", o.Line, keys(o.Severity))...)
	}
	for i := range c.Rules {
		for _, err := range c.Rules[i].RunTests() {
			bad = append(bad, fmt.Errorf("%s:%d: rule %q: %w", c.Path, c.Rules[i].Line, c.Rules[i].ID, err))
		}
	}
	return bad
}

func (c *Config) unknown(all []*lint.Rule, key string, line int, patterns []string) []error {
	var bad []error
	for _, p := range patterns {
		if _, err := lint.Select(all, lint.Request{Select: []string{p}}); err != nil {
			bad = append(bad, fmt.Errorf("%s:%d: %s: %w", c.Path, line, key, err))
		}
	}
	return bad
}

func keys[V any](m map[string]V) []string {
	var list []string
	for k := range m {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

// Show is the configuration as YAML with where each value came from.
func (c *Config) Show() string {
	var b strings.Builder
	value := func(key, v, fallback string) {
		from := "default"
		if n := c.Line(key); n > 0 {
			from = fmt.Sprintf("%s:%d", filepath.Base(c.Path), n)
		} else {
			v = fallback
		}
		fmt.Fprintf(&b, "%s: %s # %s\n", key, v, from)
	}
	list := func(l []string) string {
		quoted := make([]string, len(l))
		for i, s := range l {
			quoted[i] = fmt.Sprintf("%q", s)
		}
		return "[" + strings.Join(quoted, ", ") + "]"
	}
	value("preset", c.Preset, "ingest")
	value("select", list(c.Select), "[]")
	value("ignore", list(c.Ignore), "[]")
	var severities []string
	for _, k := range keys(c.Severity) {
		severities = append(severities, fmt.Sprintf("%s: %s", k, c.Severity[k]))
	}
	value("severity", "{"+strings.Join(severities, ", ")+"}", "{}")
	value("fail-on", c.FailOn, "warning")
	value("typography", c.Typography, "keep")
	value("exclude", list(c.Exclude), "[]")
	value("baseline", fmt.Sprintf("%q", c.Baseline), `""`)
	value("max-record", c.MaxRecord, "256MiB")
	value("overrides", fmt.Sprintf("%d of them", len(c.Overrides)), "[]")
	value("tables", fmt.Sprintf("%d tags, %d captions, %d posts, %d aliases added", len(c.Tables.Tags), len(c.Tables.Captions), len(c.Tables.Posts), len(c.Tables.Aliases)), "{}")
	var ids []string
	for _, r := range c.Rules {
		ids = append(ids, r.ID)
	}
	value("rules", list(ids), "[]")
	return b.String()
}
