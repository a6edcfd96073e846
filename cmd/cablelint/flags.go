package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/cmd/cablelint/config"
	"github.com/cablelint/cablelint/corpus"
	"github.com/cablelint/cablelint/lint"
)

// join puts groups of flags together.
func join(groups ...[]cli.Flag) []cli.Flag {
	var all []cli.Flag
	for _, g := range groups {
		all = append(all, g...)
	}
	return all
}

// inputFlags say what is read and how.
func inputFlags() []cli.Flag {
	return []cli.Flag{
		text("stdin-name", "`NAME` of what is read from standard input", ""),
		text("files-from", "read paths from `FILE`, one a line; - is standard input", ""),
		yes("null", "the paths of --files-from are separated by NUL bytes", "0"),
		text("columns", "columns of a CSV `LIST`: id=1,text=8", ""),
		text("text-field", "`FIELD` of JSON that holds the text", ""),
		text("id-field", "`FIELD` of JSON that holds the id", ""),
		text("shard", "read only part `I/N` of the records", ""),
		text("max-record", "largest record that is read, in bytes or as 64MiB", config.DefaultMaxRecord),
		number("max-ratio", "an archive may unpack to `N` times its size; 0: 1000 times, but only what exceeds 64 MiB counts"),
		number("max-depth", "archives may lie in archives `N` deep; 0: 4"),
		number("max-members", "an archive may have `N` members; 0: 10 million"),
		text("max-unpacked", "an archive may unpack to this many bytes", "1TiB"),
		number("jobs", "`N` workers; 0: one for each processor", "j"),
		yes("allow-empty", "finding no cable is no error"),
	}
}

// ruleFlags say which rules run.
func ruleFlags() []cli.Flag {
	return append(settingsFlags(), []cli.Flag{
		text("preset", "`NAME` of a set of rules: ingest, draft, archive or strict", "ingest"),
		texts("select", "only these rules: `IDS` or prefixes, comma-separated; all is every rule"),
		texts("ignore", "not these rules: `IDS` or prefixes; wins over --select"),
		text("typography", "how restored quotes and dashes are written: ascii, keep or unicode", "keep"),
	}...)
}

// lookFlags say how much is said, and how.
func lookFlags() []cli.Flag {
	return []cli.Flag{
		text("color", "auto, always or never", "auto"),
		yes("quiet", "no summary", "q"),
		yes("exit-zero", "findings and changes do not raise the exit status"),
	}
}

// sourceOptions are the options of the input flags.
func (c *Command) sourceOptions(ctx *cli.Context) (corpus.Options, error) {
	opts := corpus.Options{
		Stdin: c.Stdin, StdinName: ctx.String("stdin-name"), FilesFrom: ctx.String("files-from"), Null: ctx.Bool("null"),
		Columns: ctx.String("columns"), TextField: ctx.String("text-field"), IDField: ctx.String("id-field"),
		NoIgnore: ctx.Bool("isolated"),
		Skip:     c.done.Record, SkipTo: c.done.Document,
	}
	if ctx.IsSet("null") && opts.FilesFrom == "" {
		return opts, misusef("--null says how --files-from is read; without it there is nothing to read")
	}
	if opts.FilesFrom == "-" && hasStdin(ctx) {
		return opts, misusef("standard input cannot be both the list of --files-from and a cable")
	}
	if opts.FilesFrom == "-" {
		if err := c.readList(); err != nil {
			return opts, err
		}
		opts.Stdin = bytes.NewReader(c.list)
	}
	set, err := c.settings(ctx)
	if err != nil {
		return opts, err
	}
	if len(set.config.Exclude) > 0 {
		opts.Exclude = set.config.Excluded
	}
	if own := ownFilesOf(ctx); len(own.paths) > 0 {
		if err := own.spareInputs(inputs(ctx)); err != nil {
			return opts, err
		}
		configured := opts.Exclude
		opts.Exclude = func(path string) bool { return own.has(path) || configured != nil && configured(path) }
	}
	if opts.MaxRecord, err = config.ParseSize(given(ctx, "max-record", set.config.MaxRecord)); err != nil {
		return opts, misusef("--max-record: %w", err)
	}
	if opts.MaxSize, err = config.ParseSize(ctx.String("max-unpacked")); err != nil {
		return opts, misusef("--max-unpacked: %w", err)
	}
	opts.MaxRatio, opts.MaxDepth, opts.MaxMembers = int64(ctx.Int("max-ratio")), ctx.Int("max-depth"), ctx.Int("max-members")
	if s := ctx.String("shard"); s != "" {
		if opts.Shard, opts.Shards, err = parseShard(s); err != nil {
			return opts, misusef("--shard %q: %w", s, err)
		}
	}
	return opts, nil
}

// readList reads the list of --files-from - once: some commands go twice over
// their paths.
func (c *Command) readList() error {
	if c.list != nil {
		return nil
	}
	list, err := io.ReadAll(c.Stdin)
	if err != nil {
		return fmt.Errorf("list of files: %w", bare(err))
	}
	c.list = append([]byte{}, list...)
	return nil
}

// inputs are the paths of a command as it understands them.
func inputs(ctx *cli.Context) []string {
	if ctx.NArg() == 0 && ctx.String("files-from") == "" {
		return []string{"."}
	}
	return ctx.Args().Slice()
}

func hasStdin(ctx *cli.Context) bool {
	for _, p := range ctx.Args().Slice() {
		if p == "-" {
			return true
		}
	}
	return false
}

// open makes the source of a command's paths.
func (c *Command) open(ctx *cli.Context) (*corpus.Source, error) {
	opts, err := c.sourceOptions(ctx)
	if err != nil {
		return nil, err
	}
	paths := ctx.Args().Slice()
	if ctx.Command.Name == "fix" { // a file has one repair, however often it is named
		paths = once(paths)
	}
	src, err := corpus.Open(paths, opts)
	if err != nil && (errors.Is(err, os.ErrNotExist) || errors.Is(err, os.ErrPermission)) {
		return nil, err // the list of files cannot be read
	}
	if err != nil {
		return nil, misuse{err}
	}
	return src, nil
}

// once is every path where it stands first.
func once(paths []string) []string {
	seen := make(map[string]bool, len(paths))
	return slices.DeleteFunc(slices.Clone(paths), func(p string) bool {
		before := seen[p]
		seen[p] = true
		return before
	})
}

// parseShard reads I/N.
func parseShard(s string) (i, of int, err error) {
	part, all, _ := strings.Cut(s, "/")
	i, err1 := strconv.Atoi(part)
	of, err2 := strconv.Atoi(all)
	if err1 != nil || err2 != nil || i < 1 || i > of {
		return 0, 0, errors.New("expected I/N with I from 1 to N, such as 2/8")
	}
	return i, of, nil
}

// workers is how many goroutines work. A single file is read by one: starting
// more costs more than it brings.
func workers(ctx *cli.Context) (int, error) {
	switch n := ctx.Int("jobs"); {
	case n < 0:
		return 0, misusef("-j %d: expected 1 or more", n)
	case n > 0:
		return n, nil
	case ctx.Args().Len() == 1 && ctx.String("files-from") == "" && (ctx.Args().First() == "-" || isSmallFile(ctx.Args().First())):
		return 1, nil
	default:
		return runtime.GOMAXPROCS(0), nil
	}
}

// workers is how many goroutines work. One alone over many cables leaves the
// runtime no other processor to wake for nothing: that costs 2 to 5 % of the run.
func (c *Command) workers(ctx *cli.Context) (int, error) {
	n, err := workers(ctx)
	if n == 1 && c.Alone && os.Getenv("GOMAXPROCS") == "" && !(ctx.NArg() == 1 && isSmallFile(ctx.Args().First())) {
		runtime.GOMAXPROCS(1)
	}
	return n, err
}

func isSmallFile(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.Mode().IsRegular() && st.Size() < 1<<20
}

func parsePreset(name string) (lint.Preset, error) {
	switch name {
	case "ingest":
		return lint.Ingest, nil
	case "draft":
		return lint.Draft, nil
	case "archive":
		return lint.Archive, nil
	case "strict":
		return lint.Strict, nil
	default:
		return 0, misusef("--preset %q: expected ingest, draft, archive or strict", name)
	}
}

func parseTypography(name string) (lint.Typography, error) {
	switch name {
	case "ascii":
		return lint.ASCIITypography, nil
	case "keep":
		return lint.KeepTypography, nil
	case "unicode":
		return lint.UnicodeTypography, nil
	default:
		return 0, misusef("--typography %q: expected ascii, keep or unicode", name)
	}
}

func parseSeverity(flag, name string) (lint.Severity, error) {
	switch name {
	case "error":
		return lint.Error, nil
	case "warning":
		return lint.Warning, nil
	case "info":
		return lint.Info, nil
	default:
		return 0, misusef("--%s %q: expected error, warning or info", flag, name)
	}
}

// never is above every severity: no finding raises the status.
const never = lint.Error + 1

func parseFailOn(name string) (lint.Severity, error) {
	if name == "never" {
		return never, nil
	}
	s, err := parseSeverity("fail-on", name)
	if err != nil {
		return 0, misusef("--fail-on %q: expected error, warning, info or never", name)
	}
	return s, nil
}
