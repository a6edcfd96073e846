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
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

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

	given map[string]*yaml.Node // top-level key -> its value as it was read
	lines map[string]int        // top-level key -> its line
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
	bad := c.CheckNames(all)
	for i := range c.Rules {
		for _, err := range c.Rules[i].RunTests() {
			bad = append(bad, fmt.Errorf("%s:%d: rule %q: %w", c.Path, c.Rules[i].Line, c.Rules[i].ID, err))
		}
	}
	return bad
}

// CheckNames complains of every name that no rule has.
func (c *Config) CheckNames(all []*lint.Rule) []error {
	var bad []error
	for _, list := range []struct {
		key      string
		patterns []string
	}{{"select", c.Select}, {"ignore", c.Ignore}, {"severity", keys(c.Severity)}} {
		bad = append(bad, c.unknown(all, list.key, c.Line(list.key), list.patterns)...)
	}
	for _, o := range c.Overrides {
		bad = append(bad, c.unknown(all, "overrides: ignore", o.Line, o.Ignore)...)
		bad = append(bad, c.unknown(all, "overrides: severity", o.Line, keys(o.Severity))...)
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

// Show is the configuration as YAML with where each value came from. It can be
// read again and says the same then.
func (c *Config) Show() string {
	var b strings.Builder
	for _, key := range [...]struct{ name, fallback string }{
		{"preset", "ingest"}, {"select", "[]"}, {"ignore", "[]"}, {"severity", "{}"}, {"fail-on", "warning"}, {"typography", "keep"},
		{"exclude", "[]"}, {"baseline", `""`}, {"max-record", DefaultMaxRecord}, {"overrides", "[]"}, {"tables", "{}"}, {"rules", "[]"},
	} {
		value, given := c.given[key.name]
		if !given {
			fmt.Fprintf(&b, "%s: %s # default\n", key.name, key.fallback)
			continue
		}
		withoutComments(value)
		text, err := yaml.Marshal(map[string]*yaml.Node{key.name: value})
		if err != nil { // a node that was read can be written
			continue
		}
		first, rest, _ := strings.Cut(string(text), "\n")
		fmt.Fprintf(&b, "%s # %s:%d\n%s", first, filepath.Base(c.Path), c.Line(key.name), rest)
	}
	return b.String()
}

func withoutComments(n *yaml.Node) {
	n.HeadComment, n.LineComment, n.FootComment = "", "", ""
	for _, inner := range n.Content {
		withoutComments(inner)
	}
}

// DefaultMaxRecord is the size of the largest record that is read.
const DefaultMaxRecord = "256MiB"

// ParseSize reads a number of bytes: 1048576, 512KiB, 64M, 2GiB.
func ParseSize(s string) (int64, error) {
	digits := strings.TrimRight(s, "KMGTiB")
	shift := map[string]uint{"": 0, "B": 0, "K": 10, "M": 20, "G": 30, "T": 40}
	by, ok := shift[strings.TrimSuffix(s[len(digits):], "iB")]
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || !ok || n <= 0 || n > 1<<62>>by {
		return 0, fmt.Errorf("%q is no size; expected a number of bytes such as 1048576, 512KiB or 64MiB", s)
	}
	return n << by, nil
}
