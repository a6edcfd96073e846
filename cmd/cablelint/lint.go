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
	room    lint.Room
}

// linted is what was found in one cable, as far as it is still wanted when the cable
// is gone. It goes back to a pool once it is written.
type linted struct {
	id       string
	size     int
	failed   bool
	tallied  []tallied
	rendered [][]byte       // one for each output; empty where there is nothing
	findings []lint.Finding // only for reports that want the cable itself
	prints   []string       // theirs
}

// lintedPool is for what was written.
var lintedPool = sync.Pool{New: func() any { return new(linted) }}

// longRendered is the room for what reports say of most cables. More is not kept: in
// time, all that go round would have the room of the largest.
const longRendered = 24 << 10

// free gives back what was written.
func (l *linted) free() {
	for i := range l.rendered {
		if cap(l.rendered[i]) > longRendered {
			l.rendered[i] = nil
		}
	}
	lintedPool.Put(l)
}

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
	doc, found := run.lintOne(w, r)
	l := lintedPool.Get().(*linted)
	l.id, l.size, l.failed, l.findings, l.prints = doc.ID(), len(r.Raw), found.Failed, nil, nil
	if broken := w.facts.Collect(doc, lint.Origin{Seq: r.Seq, Document: r.Address, ID: l.id}); len(broken) > 0 {
		found.Findings, l.failed = append(broken, found.Findings...), true
	}
	l.tallied, l.rendered = l.tallied[:0], l.rendered[:0]
	if run.serial {
		r.Keep()
	}
	if len(found.Findings) == 0 {
		return l
	}
	var prints []string
	if run.prints {
		prints = found.Fingerprints(doc.Raw, l.id)
	}
	if run.serial {
		l.findings, l.prints = found.Findings, prints
	}
	for i := range found.Findings {
		l.tallied = append(l.tallied, talliedOf(&found.Findings[i]))
	}
	w.result.Reset()
	fill(&w.result, r, doc, l.id, found.Findings, prints)
	l.render(run.outs, &w.result)
	return l
}

// lintOne lints one record. Only for reports that want the cable itself the result
// lasts longer than the worker's next record.
func (run *lintRun) lintOne(w *lintWorker, r *corpus.Record) (*cable.Document, lint.Result) {
	from := lint.Origin{Seq: r.Seq, Document: r.Address, ID: recordID(r)}
	if run.serial {
		return w.session.Lint(r.Text, r.Meta, from)
	}
	return w.session.LintIn(&w.room, r.Text, r.Meta, from)
}

// render writes what the reports say of a result, as far as they can without the others.
func (l *linted) render(outs []*output, res *report.Result) {
	l.rendered = slices.Grow(l.rendered, len(outs))[:len(outs)]
	for i, o := range outs {
		l.rendered[i] = l.rendered[i][:0]
		if o.shared != nil {
			l.rendered[i] = o.shared.Render(l.rendered[i], res)
		}
	}
}

// recordID is the id that is known before the cable is read.
func recordID(r *corpus.Record) string {
	if r.Meta.ID != "" {
		return r.Meta.ID
	}
	return r.Meta.FileID
}

// fill makes the result that reports read.
func fill(res *report.Result, r *corpus.Record, doc *cable.Document, id string, findings []lint.Finding, prints []string) {
	res.Seq, res.Document, res.ID, res.Cable = r.Seq, r.Address, id, doc
	res.Findings, res.Fingerprints, res.ReadOnly = findings, prints, r.ReadOnly() != ""
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
		fill(res, r, &run.again, l.id, l.findings, l.prints)
	}
	left := false
	for i, o := range run.outs {
		if o.err == nil {
			switch {
			case o.shared == nil:
				o.err = o.Cable(res)
			case len(l.rendered) > 0 && len(l.rendered[i]) > 0:
				o.err = o.put(r.Seq, l.rendered[i])
			}
		}
		left = left || o.err == nil
	}
	l.free()
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
