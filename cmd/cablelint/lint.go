package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/corpus"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/report"
)

func (c *Command) lintCommand() *cli.Command {
	return &cli.Command{
		Name:      "lint",
		ArgsUsage: "[PATH...]",
		Description: "PATH is a file, a folder, an archive, a glob or - for standard input; none is the current folder.\n" +
			"Exit status: 0 nothing at --fail-on or above, 1 findings, 2 wrong use or no cable, 3 something could not be read.",
		Flags: join([]cli.Flag{
			text("fail-on", "the least `SEVERITY` that gives exit status 1: error, warning, info or never", "warning"),
			resumeFlag(),
		}, reportFlags(), ruleFlags(), inputFlags(), lookFlags()),
		Action: c.lint,
	}
}

// lintRun is one run of the command lint.
type lintRun struct {
	c       *Command
	outs    []*output
	engine  *lint.Engine
	prints  bool // fingerprints are wanted
	serial  bool // some report wants the cable itself, in order
	workers []lintWorker
	failOn  lint.Severity
	tally   tally
	over    *overCorpus
	resumed *resumption
	show    *progress
	reader  cable.Scanner // for reports that want the cable itself
	again   cable.Document
	buf     []byte
}

// lintWorker is what one goroutine keeps between cables.
type lintWorker struct {
	session *lint.Session
	facts   *lint.Collector
	result  report.Result
}

// linted is what was found in one cable. It owns its memory but for buffers,
// which go back to a pool once they are written.
type linted struct {
	id       string
	size     int
	findings []lint.Finding
	prints   []string
	failed   bool
	rendered []*[]byte // one for each output; nil where there is nothing
}

// buffers are for rendered reports.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

func (c *Command) lint(ctx *cli.Context) error {
	run := &lintRun{c: c}
	chosen, err := c.selection(ctx)
	if err != nil {
		return err
	}
	if run.failOn, err = parseFailOn(given(ctx, "fail-on", c.set.config.FailOn)); err != nil {
		return err
	}
	opts, err := c.engineOptions(ctx)
	if err != nil {
		return err
	}
	if run.engine, err = lint.New(chosen, opts); err != nil {
		return err
	}
	run.over = newOverCorpus(chosen)
	n, err := c.workers(ctx)
	if err != nil {
		return err
	}
	c.collectOften()
	defer c.interruptible(ctx)()
	if run.resumed, err = c.resumption(ctx, chosen.Rules); err != nil {
		return err
	}
	src, err := c.open(ctx)
	if err != nil {
		return err
	}
	if run.outs, err = c.outputs(ctx); err != nil {
		return err
	}
	if len(run.over.rules) > 0 && ctx.String("shard") == "" { // of a shard, merge keeps the order
		for _, o := range run.outs {
			o.hold()
		}
	}
	if err := run.restore(); err != nil {
		return errors.Join(err, run.giveUp())
	}
	run.begin(chosen, n)
	run.show = c.progress(ctx, src, !ctx.Bool("statistics"))
	err = corpus.Run(ctx.Context, src, follow(run.resumed, corpus.Job[*linted]{Workers: n, Work: run.work, Emit: run.emit, Fail: run.tally.fail(c)}))
	run.show.end()
	return run.end(ctx, src, err)
}

// collectOften keeps the memory of a run near to what it holds, which is about one
// megabyte whatever the corpus: with the runtime's own figure it would be four, and
// grow slowly for as long as the run lasts. It costs one part in a hundred; fix, which
// makes more garbage, would pay ten.
func (c *Command) collectOften() {
	if c.Alone && os.Getenv("GOGC") == "" {
		debug.SetGCPercent(50)
	}
}

// restore makes the run one that goes on where another was interrupted.
func (run *lintRun) restore() error {
	run.tally.restore(run.resumed)
	if run.over.facts != nil {
		if err := run.resumed.facts(run.over.facts.Add); err != nil {
			return err
		}
	}
	return run.resumed.reports(run.outs)
}

// giveUp leaves the files of all reports as they were.
func (run *lintRun) giveUp() error {
	var errs []error
	for _, o := range run.outs {
		if o.held != nil {
			errs = append(errs, o.held.close())
		}
		if o.file != nil {
			o.file.discard()
		}
	}
	if run.over.facts != nil {
		errs = append(errs, run.over.facts.Close())
	}
	return errors.Join(errs...)
}

func (run *lintRun) begin(chosen *lint.Selection, n int) {
	run.workers = make([]lintWorker, max(n, 1))
	run.reader.Own = run.c.set.config.Tables.Own()
	start := new(report.Run)
	for _, o := range run.outs {
		run.prints = run.prints || o.prints
		run.serial = run.serial || o.shared == nil
	}
	if run.prints { // people are not told
		start.Version, start.Rules = version(), inCatalogueOrder(run.c.set.rules, chosen.Enabled())
	}
	for _, o := range run.outs {
		o.err = o.begin(start)
	}
}

// inCatalogueOrder puts rules in the order in which people read about them.
func inCatalogueOrder(all, on []*lint.Rule) []*lint.Rule {
	return slices.DeleteFunc(slices.Clone(all), func(r *lint.Rule) bool { return !slices.Contains(on, r) })
}

// work lints one record and renders what it can.
func (run *lintRun) work(worker int, r *corpus.Record) *linted {
	w := &run.workers[worker]
	if w.session == nil {
		w.session, w.facts = run.engine.NewSession(), run.over.collector()
	}
	doc, found := w.session.Lint(r.Text, r.Meta, lint.Origin{Seq: r.Seq, Document: r.Address, ID: recordID(r)})
	l := &linted{id: doc.ID(), size: len(r.Raw), findings: found.Findings, failed: found.Failed}
	if broken := w.facts.Collect(doc, lint.Origin{Seq: r.Seq, Document: r.Address, ID: l.id}); len(broken) > 0 {
		found.Findings = append(broken, found.Findings...)
		l.findings, l.failed = found.Findings, true
	}
	if run.prints {
		l.prints = found.Fingerprints(doc.Raw, l.id)
	}
	if run.serial {
		r.Keep()
	}
	if len(l.findings) == 0 {
		return l
	}
	w.result.Reset()
	l.fill(&w.result, r, doc)
	l.rendered = make([]*[]byte, len(run.outs))
	for i, o := range run.outs {
		if o.shared == nil {
			continue
		}
		b := buffers.Get().(*[]byte)
		if *b = o.shared.Render((*b)[:0], &w.result); len(*b) > 0 {
			l.rendered[i] = b
		} else {
			buffers.Put(b)
		}
	}
	return l
}

// recordID is the id that is known before the cable is read.
func recordID(r *corpus.Record) string {
	if r.Meta.ID != "" {
		return r.Meta.ID
	}
	return r.Meta.FileID
}

// fill makes the result that reports read.
func (l *linted) fill(res *report.Result, r *corpus.Record, doc *cable.Document) {
	res.Seq, res.Document, res.ID, res.Cable = r.Seq, r.Address, l.id, doc
	res.Findings, res.Fingerprints, res.ReadOnly = l.findings, l.prints, r.ReadOnly() != ""
}

// errNoReader ends a run whose only report cannot be written any more.
var errNoReader = errors.New("no report is left to write")

// emit writes the reports of one cable.
func (run *lintRun) emit(r *corpus.Record, l *linted) error {
	run.tally.add(l)
	run.show.tick(int64(run.tally.documents), int64(run.tally.findings.Total()))
	if run.tally.failedRules && run.c.status < Failed {
		run.c.raise(Failed)
	}
	var res *report.Result
	if run.serial {
		res = new(report.Result)
		run.reader.Scan(&run.again, r.Text, r.Meta)
		l.fill(res, r, &run.again)
	}
	left := false
	for i, o := range run.outs {
		if o.err == nil {
			switch {
			case o.shared == nil:
				o.err = o.Cable(res)
			case l.rendered != nil && l.rendered[i] != nil:
				o.err = o.put(r.Seq, *l.rendered[i])
			}
		}
		if l.rendered != nil && l.rendered[i] != nil {
			buffers.Put(l.rendered[i])
		}
		left = left || o.err == nil
	}
	if !left {
		return errNoReader
	}
	return nil
}

// end writes the ends of all reports and decides about the exit status.
func (run *lintRun) end(ctx *cli.Context, src *corpus.Source, err error) error {
	c := run.c
	cut := err != nil && ctx.Err() != nil
	switch {
	case errors.Is(err, corpus.ErrMoved):
		return errors.Join(err, run.giveUp())
	case cut: // rules over the corpus have not seen all of it
	case ctx.String("shard") != "":
		if err := run.handOver(); err != nil {
			c.fail(fmt.Errorf("rules over the corpus: %w", err))
		}
	default:
		run.reportCorpus()
	}
	for _, o := range run.outs {
		o.err = cmp.Or(o.err, o.release())
	}
	s := run.tally.summary(src)
	s.Shard, s.ResumedAfter = ctx.String("shard"), run.resumed.after()
	if cut {
		s.InterruptedAfter = &run.resumed.at.Record
		if err := run.save(); err != nil {
			c.fail(err)
		}
	}
	for _, o := range run.outs {
		if err := o.close(s); err != nil {
			c.fail(err)
		}
		if o.format == "github" {
			if err := addJobSummary(s); err != nil {
				c.fail(err)
			}
		}
	}
	if s.Findings.AtLeast(run.failOn) > 0 && !ctx.Bool("exit-zero") {
		c.raise(Found)
	}
	if err == nil && run.resumed.from == nil {
		c.leftovers(ctx)
	}
	if err == nil {
		run.resumed.finish()
	}
	return c.ended(ctx, &run.tally, run.resumed, err)
}

// save leaves a checkpoint of a run that was interrupted.
func (run *lintRun) save() error {
	at := &checkpoint{place: run.resumed.at, Tally: run.tally.saved()}
	for _, o := range run.outs {
		if s, ok := o.pause(); ok {
			at.Reports = append(at.Reports, s)
		}
	}
	if run.over.facts == nil {
		return run.resumed.save(at, noFacts)
	}
	err := run.resumed.save(at, run.over.facts.All())
	return errors.Join(err, run.over.facts.Close())
}

// ended says what ended a run before its time or left it without a cable.
func (c *Command) ended(ctx *cli.Context, t *tally, res *resumption, err error) error {
	switch {
	case errors.Is(err, errNoReader):
		return nil // the stream tells why
	case err != nil && ctx.Err() != nil:
		return errors.New("interrupted after " + report.Count(t.documents, "cable") + res.advice())
	case err != nil:
		return err
	case t.documents == 0 && t.unreadable == 0 && !ctx.Bool("allow-empty"):
		return misusef("no cable was found; --allow-empty makes that no error")
	}
	return nil
}
