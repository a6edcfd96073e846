package main

import (
	"bytes"
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/cmd/cablelint/config"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/report"
)

// defaultBaseline is the file that is written when neither the command line nor
// the configuration names one. It has no extension, so that a folder that is
// linted does not take it for a container of cables.
const defaultBaseline = ".cablelint-baseline"

// inOrder sorts notes as the run met them.
func (l *notes) inOrder() []noted {
	slices.SortStableFunc(l.all, func(a, b noted) int {
		return cmp.Or(cmp.Compare(a.seq, b.seq), cmp.Compare(a.Line, b.Line), strings.Compare(a.Rule, b.Rule), strings.Compare(a.Fingerprint, b.Fingerprint))
	})
	return l.all
}

func (c *Command) baselineCommand() *cli.Command {
	return &cli.Command{
		Name:      "baseline",
		ArgsUsage: "write|check|prune [PATH...]",
		Description: "write notes every finding of the cables; lint with --baseline, or with baseline: in the configuration, then reports new ones only.\n" +
			"check reports new findings and entries that no cable has any more; prune takes such entries out.\n" +
			"Findings are known by their content: lines may move.",
		Flags:  join([]cli.Flag{redactFlag()}, ruleFlags(), inputFlags(), lookFlags()),
		Action: c.baseline,
	}
}

func (c *Command) baseline(ctx *cli.Context) error {
	set, err := c.settings(ctx)
	if err != nil {
		return err
	}
	path := ctx.String("baseline")
	if path == "" {
		path = defaultBaseline
		if set.config.Baseline != "" {
			path = filepath.Join(set.config.Dir, set.config.Baseline)
		}
	}
	verb, paths := ctx.Args().First(), ctx.Args().Tail()
	switch verb {
	case "write":
		return c.baselineWrite(ctx, path, paths)
	case "check":
		return c.baselineCheck(ctx, path, paths, false)
	case "prune":
		return c.baselineCheck(ctx, path, paths, true)
	case "":
		return misusef("baseline: say what to do: write, check or prune")
	default:
		return misusef("baseline: %q is not known; expected write, check or prune", verb)
	}
}

func (c *Command) baselineWrite(ctx *cli.Context, path string, paths []string) error {
	found, err := c.collect(ctx, paths)
	if err != nil {
		return err
	}
	known := make([]lint.Known, len(found))
	for i := range found {
		known[i] = found[i].Known
	}
	b := lint.NewBaseline(known)
	if err := writeBaseline(path, b); err != nil {
		return err
	}
	c.say(ctx, "%s written to %s", report.Count(b.Len(), "finding"), path)
	if c.set.config.Baseline == "" {
		c.say(ctx, "cablelint lint --baseline %s leaves them out; so does the line \"baseline: %s\" in %s", path, path, config.Name)
	}
	return nil
}

func writeBaseline(path string, b *lint.Baseline) error {
	var out bytes.Buffer
	if _, err := b.WriteTo(&out); err != nil {
		return err
	}
	f, err := newPending(path)
	if err != nil {
		return fmt.Errorf("baseline %s: %w", path, bare(err))
	}
	if _, err := f.Write(out.Bytes()); err != nil {
		f.discard()
		return fmt.Errorf("baseline %s: %w", path, bare(err))
	}
	if err := f.commit(); err != nil {
		return fmt.Errorf("baseline %s: %w", path, bare(err))
	}
	return nil
}

// baselineCheck compares cables with a baseline; prune also takes out of it
// what the cables do not have any more.
func (c *Command) baselineCheck(ctx *cli.Context, path string, paths []string, prune bool) error {
	b, err := readBaseline(path)
	if err != nil {
		return misuse{err}
	}
	c.set.baseline = b
	fresh, err := c.collect(ctx, paths)
	if err != nil {
		return err
	}
	stale := b.Stale()
	if prune {
		if len(stale) > 0 {
			if err := writeBaseline(path, lint.NewBaseline(b.Met())); err != nil {
				return err
			}
		}
		c.say(ctx, "%s taken out of %s, %d left", report.Count(len(stale), "stale finding"), path, b.Len()-len(stale))
		return nil
	}
	for _, n := range fresh {
		c.print("%s:%d: %s %s: %s\n", report.Printable(n.Document), n.Line, n.Severity, n.Rule, report.Printable(n.Message))
	}
	for _, k := range stale {
		c.print("%s: stale: %s is in the baseline and no cable has it any more (%s)\n", path, k.Rule, cmp.Or(k.ID, k.Fingerprint))
	}
	c.say(ctx, "%d known, %d new, %d stale", b.Len()-len(stale), len(fresh), len(stale))
	if (len(fresh) > 0 || len(stale) > 0) && !ctx.Bool("exit-zero") {
		c.raise(Found)
	}
	return nil
}

// print writes to standard output; the stream remembers what went wrong.
func (c *Command) print(format string, args ...any) {
	fmt.Fprintf(c.stdout, format, args...) //nolint:errcheck // see stream
}

// say tells people what was done, unless they want quiet.
func (c *Command) say(ctx *cli.Context, format string, args ...any) {
	if !ctx.Bool("quiet") {
		fmt.Fprintf(c.Stderr, format+"\n", args...) //nolint:errcheck // nobody else to tell
	}
}
