package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/cmd/cablelint/config"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules"
)

// settings are what the configuration and the files beside it say of a run.
// What the command line says wins over them.
type settings struct {
	config   *config.Config
	rules    []*lint.Rule // the built-in ones and the user's own
	baseline *lint.Baseline
	ignore   *config.Ignore
	fresh    *freshLines
}

// settingsFlags say where settings come from.
func settingsFlags() []cli.Flag {
	return append(configFlags(), []cli.Flag{
		text("baseline", "leave out the findings that `FILE` knows", ""),
		text("new-from", "only findings on lines changed since the Git revision `REV`", ""),
	}...)
}

// configFlags say which configuration is read.
func configFlags() []cli.Flag {
	return []cli.Flag{
		text("config", "read the configuration from `FILE` instead of looking for "+config.Name, ""),
		yes("isolated", "read no configuration, no baseline and no "+config.IgnoreName),
	}
}

// settings reads the configuration of a command, once.
func (c *Command) settings(ctx *cli.Context) (*settings, error) {
	if c.set != nil {
		return c.set, nil
	}
	s := &settings{config: new(config.Config)}
	if err := s.load(ctx); err != nil {
		return nil, err
	}
	c.set = s
	return s, nil
}

func (s *settings) load(ctx *cli.Context) error {
	if ctx.Bool("isolated") {
		if ctx.IsSet("config") {
			return errTwoConfigurations()
		}
		s.rules, s.ignore = rules.All(), new(config.Ignore)
		return s.loadNamed(ctx)
	}
	path := ctx.String("config")
	if path == "" {
		var err error
		if path, err = config.Find("."); err != nil {
			return misuse{err}
		}
	}
	dir := "."
	if path != "" {
		read, err := config.Load(path)
		if err != nil {
			return misuse{err}
		}
		s.config, dir = read, filepath.Dir(path)
	}
	var err error
	if s.rules, err = s.config.Catalogue(); err != nil {
		return misuse{err}
	}
	if bad := s.config.CheckNames(s.rules); len(bad) > 0 {
		return misuse{errors.Join(bad...)}
	}
	if !looksAtFindings(ctx) {
		return nil
	}
	if s.ignore, err = config.LoadIgnore(filepath.Join(dir, config.IgnoreName)); err != nil {
		return misuse{err}
	}
	return s.loadNamed(ctx)
}

// looksAtFindings reports whether a command leaves findings out: the others need
// the configuration alone.
func looksAtFindings(ctx *cli.Context) bool { return flagNamed(ctx.Command, "baseline") != nil }

// loadNamed reads what the command line or the configuration names.
func (s *settings) loadNamed(ctx *cli.Context) error {
	path := ctx.String("baseline")
	if path == "" && s.config.Baseline != "" {
		path = filepath.Join(s.config.Dir, s.config.Baseline)
		if st, err := os.Stat(path); err == nil && !st.Mode().IsRegular() {
			return misusef("baseline: %s is not a file", path)
		}
	}
	if path != "" && ctx.Command.Name != "baseline" {
		b, err := readBaseline(path)
		if err != nil {
			return misuse{err}
		}
		s.baseline = b
	}
	if rev := ctx.String("new-from"); rev != "" {
		fresh, err := linesSince(ctx.Context, rev)
		if err != nil {
			return misuse{fmt.Errorf("--new-from %s: %w", rev, err)}
		}
		s.fresh = fresh
	}
	return nil
}

func readBaseline(path string) (*lint.Baseline, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("baseline: %w", err)
	}
	defer f.Close() //nolint:errcheck // read only
	b, err := lint.ReadBaseline(f)
	if err != nil {
		return nil, fmt.Errorf("baseline %s: %w", path, err)
	}
	return b, nil
}

// given is a value of the command line, else of the configuration, else the flag's own.
func given(ctx *cli.Context, flag, configured string) string {
	if configured != "" && !ctx.IsSet(flag) {
		return configured
	}
	return ctx.String(flag)
}

// selection is the choice of rules of a command.
func (c *Command) selection(ctx *cli.Context) (*lint.Selection, error) {
	set, err := c.settings(ctx)
	if err != nil {
		return nil, err
	}
	preset, err := parsePreset(given(ctx, "preset", set.config.Preset))
	if err != nil {
		return nil, err
	}
	request := lint.Request{Preset: preset, Select: ctx.StringSlice("select"), Ignore: ctx.StringSlice("ignore"), Severity: set.config.Severity}
	if len(request.Select) == 0 {
		request.Select = set.config.Select
	}
	request.Ignore = append(request.Ignore, set.config.Ignore...)
	s, err := lint.Select(set.rules, request)
	if err != nil {
		return nil, misuse{err}
	}
	if len(s.Enabled()) == 0 {
		if ctx.Command.Name == "gate" {
			return nil, misusef("no rule is selected: --ignore and --preset leave nothing over, and everything would be accepted")
		}
		c.warn("no rule is selected: --ignore and --preset leave nothing over")
	}
	return s, nil
}

// engineOptions are how the rules of a command work.
func (c *Command) engineOptions(ctx *cli.Context) (lint.Options, error) {
	set, err := c.settings(ctx)
	if err != nil {
		return lint.Options{}, err
	}
	typography, err := parseTypography(given(ctx, "typography", set.config.Typography))
	return lint.Options{Typography: typography, Filter: set.filter(), Own: set.config.Tables.Own()}, err
}

// filter leaves out what the settings say; nil when they say nothing.
func (s *settings) filter() lint.Filter {
	var steps []lint.Filter
	if s.baseline != nil {
		// First: it numbers equal findings, so it has to see all of them.
		steps = append(steps, s.baseline.Filter)
	}
	if len(s.config.Overrides) > 0 {
		steps = append(steps, s.config.Filter)
	}
	if s.ignore != nil && s.ignore.Len() > 0 {
		steps = append(steps, s.ignore.Filter)
	}
	if s.fresh != nil {
		steps = append(steps, s.fresh.filter)
	}
	if len(steps) == 0 {
		return nil
	}
	return func(d *cable.Document, from lint.Origin, findings []lint.Finding, why []string) {
		if id := d.ID(); id != "" {
			from.ID = id
		}
		for _, step := range steps {
			step(d, from, findings, why)
		}
	}
}

// leftovers tells what in the files beside the configuration has had its time.
// It is asked at the end of a run over everything, not of a part.
func (c *Command) leftovers(ctx *cli.Context) {
	if c.set == nil || c.set.ignore == nil || ctx.Err() != nil {
		return
	}
	for _, line := range c.set.ignore.Unmatched() {
		c.warn("%s", line)
	}
	if b := c.set.baseline; b != nil {
		if n := len(b.Stale()); n > 0 {
			c.warn("%d of %d findings of the baseline were not met; cablelint baseline prune takes them out", n, b.Len())
		}
	}
}

var errNoGit = errors.New("git is not installed")

func errTwoConfigurations() error {
	return misusef("--isolated reads no configuration and --config names one: give one of them")
}
