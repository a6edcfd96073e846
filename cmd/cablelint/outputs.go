package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/report"
)

// output is one report on its way to one place.
type output struct {
	report.Reporter
	shared report.Renderer // the same reporter when many can render for it
	prints bool            // shows fingerprints
	format string          // its name
	name   string          // of the file; empty: standard output
	file   *pending
	buf    *bufio.Writer

	held      *held        // until rules over the corpus have spoken; nil: nothing waits
	written   *counted     // to the file
	continued *savedReport // what of the report was there before

	err error // once set, the report is given up
}

// reportFlags say what comes out of a run of rules.
func reportFlags() []cli.Flag {
	var names []string
	for _, f := range report.Formats() {
		names = append(names, f.Name)
	}
	return []cli.Flag{
		text("format", "what standard output gets: "+strings.Join(names, ", "), "text"),
		texts("output", "write a report beside it: `FORMAT:FILE`; repeatable"),
		text("severity", "the least that is shown: error, warning or info (default: warning for people, info for programs)", ""),
		yes("statistics", "one line a rule instead of the findings"),
		redactFlag(),
	}
}

func redactFlag() cli.Flag { return yes("redact", "no text of the cables: places and hashes only") }

// outputs opens every report of a command.
func (c *Command) outputs(ctx *cli.Context) ([]*output, error) {
	opt := report.Options{Redact: ctx.Bool("redact"), Statistics: ctx.Bool("statistics"), Quiet: ctx.Bool("quiet")}
	first, err := c.reporter(ctx, opt, ctx.String("format"))
	if err != nil {
		return nil, err
	}
	type request struct {
		format report.Format
		path   string
	}
	var requests []request
	taken := map[string]string{}
	for _, spec := range ctx.StringSlice("output") {
		name, path, ok := strings.Cut(spec, ":")
		if !ok || path == "" {
			return nil, misusef("--output %q: expected FORMAT:FILE, such as sarif:findings.sarif", spec)
		}
		format, err := report.FormatNamed(name)
		if err != nil {
			return nil, misusef("--output %q: %v", spec, err)
		}
		if path == "-" {
			return nil, misusef("--output %q: standard output gets what --format says; expected FORMAT:FILE", spec)
		}
		key := path
		if abs, err := filepath.Abs(path); err == nil {
			key = abs
		}
		if other := taken[key]; other != "" {
			return nil, misusef("--output: %s and %s would both be written to %s", other, name, path)
		}
		taken[key] = name
		requests = append(requests, request{format, path})
	}
	outs := []*output{first}
	for _, r := range requests {
		if o := c.fileOutput(ctx, opt, r.format, r.path); o != nil {
			outs = append(outs, o)
		}
	}
	return outs, nil
}

// reporter is the report on standard output.
func (c *Command) reporter(ctx *cli.Context, opt report.Options, name string) (*output, error) {
	format, err := report.FormatNamed(name)
	if err != nil {
		return nil, misusef("--format: %v", err)
	}
	if opt.Color, err = useColor(ctx.String("color"), c.stdout); err != nil {
		return nil, err
	}
	if opt.Least, err = least(ctx, format); err != nil {
		return nil, err
	}
	if opt.Color && format.Human {
		c.stdout.paints()
	}
	opt.Width = terminalWidth(c.stdout)
	return newOutput(format.New(c.stdout, opt), format), nil
}

// least is the severity from which on a format shows findings.
func least(ctx *cli.Context, format report.Format) (lint.Severity, error) {
	if s := ctx.String("severity"); s != "" {
		return parseSeverity("severity", s)
	}
	if format.Human {
		return lint.Warning, nil
	}
	return lint.Info, nil
}

func newOutput(r report.Reporter, format report.Format) *output {
	o := &output{Reporter: r, prints: !format.Human, format: format.Name}
	o.shared, _ = r.(report.Renderer)
	return o
}

// fileOutput is the report in a file; nil, and said so, when it cannot be written.
func (c *Command) fileOutput(ctx *cli.Context, opt report.Options, format report.Format, path string) *output {
	f, err := newPending(path)
	if err != nil {
		c.fail(fmt.Errorf("report %s: %w", path, bare(err)))
		return nil
	}
	opt.Color = ctx.String("color") == "always"
	opt.Least, _ = least(ctx, format) // seen to be right for standard output
	written := &counted{Writer: f}
	buf := bufio.NewWriterSize(written, 64<<10)
	o := newOutput(format.New(buf, opt), format)
	o.name, o.file, o.buf, o.written = path, f, buf, written
	return o
}

// close finishes the report; one that failed leaves the file as it was.
func (o *output) close(s *report.Summary) error {
	if o.err == nil && o.continued != nil {
		whole := *s
		whole.ResumedAfter = nil // what came before stands in it
		s = &whole
	}
	if o.err == nil {
		o.err = o.End(s)
	}
	if waits := (*errHeld)(nil); o.file == nil && errors.As(o.err, &waits) {
		return waits
	}
	if o.file == nil {
		return nil // standard output tells its own errors
	}
	if o.err == nil {
		o.err = o.buf.Flush()
	}
	if o.err != nil {
		o.file.discard()
	} else {
		o.err = o.file.commit()
	}
	if o.err != nil {
		return fmt.Errorf("report %s: not written: %w", o.name, bare(o.err))
	}
	return nil
}

// bare is the reason of a file error without the name, which stands before it anyway.
func bare(err error) error {
	switch err := err.(type) { // the error itself: what is wrapped has its own words before it
	case *os.PathError:
		return err.Err
	case *os.LinkError:
		return err.Err
	default:
		return err
	}
}

// addJobSummary adds the totals to what GitHub shows under the log of a job, in
// the file that it names for that.
func addJobSummary(s *report.Summary) error {
	path := os.Getenv("GITHUB_STEP_SUMMARY")
	if path == "" {
		return nil
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o644)
	if err == nil {
		err = report.JobSummary(f, s)
		if e := f.Close(); err == nil {
			err = e
		}
	}
	if err != nil {
		return fmt.Errorf("job summary %s: not written: %w", path, bare(err))
	}
	return nil
}
