package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/corpus"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/report"
)

func (c *Command) fixCommand() *cli.Command {
	return &cli.Command{
		Name:      "fix",
		ArgsUsage: "[PATH...]",
		Description: "Without --write and --output-dir nothing is changed: standard output gets a patch for git apply or patch -p1.\n" +
			"Safe fixes of findings at warning or above are taken in; more with --fix-info and --unsafe.\n" +
			"Exit status: 0 nothing to change, 1 something was or would be changed, 2 wrong use or no cable, 3 something could not be read or written.",
		Flags: join([]cli.Flag{
			yes("write", "replace the files by the repaired ones", "w"),
			text("output-dir", "write repaired copies below `DIR`; - writes the one input to standard output", ""),
			yes("force", "--output-dir replaces files that are there"),
			yes("unsafe", "take in suggestions too: they may change the meaning"),
			yes("fix-info", "take in the fixes of findings at info too"),
			text("ledger", "add every applied edit to `FILE`, for cablelint undo", ""),
			yes("statistics", "what changes over the whole, one line a rule, instead of the patch"),
			resumeFlag(),
		}, ruleFlags(), inputFlags(), lookFlags()),
		Action: c.fix,
	}
}

// target is where the repaired cables of a run go.
type target interface {
	// prepare is called by many goroutines, right after a cable was repaired.
	prepare(r *corpus.Record, f *fixed)
	// put takes the repaired cables in order, changed or not. It reports whether
	// the cable was changed, or would be.
	put(r *corpus.Record, f *fixed) (bool, error)
	// other takes what gave no cable.
	other(r *corpus.Record, e *corpus.RecordError) error
	// rest takes a further part of a record that is too long to hold.
	rest(r *corpus.Record) error
	// tail takes the end of a table or stream.
	tail(r *corpus.Record) error
	close() error
}

// fixed is what came of one cable. It goes back to a pool once it is written.
type fixed struct {
	repair lint.Repair
	size   int
	patch  []byte // what prepare made
}

// fixedPool is for what was written.
var fixedPool = sync.Pool{New: func() any { return new(fixed) }}

// free gives back what was written.
func (f *fixed) free() {
	f.repair = lint.Repair{}
	if cap(f.patch) > longRendered {
		f.patch = nil
	}
	fixedPool.Put(f)
}

// repairer is what one goroutine that repairs keeps between cables.
type repairer struct {
	session *lint.Session
	room    lint.Room
}

// of is the session of the engine, made when it is first wanted.
func (w *repairer) of(e *lint.Engine) *lint.Session {
	if w.session == nil {
		w.session = e.NewSession()
	}
	return w.session
}

// fixRun is one run of the command fix.
type fixRun struct {
	c       *Command
	engine  *lint.Engine
	workers []repairer
	to      target
	tally   tally
	account account
	verb    string // for what was done to fixes
	show    *progress
	resumed *resumption
	whole   *checkpoint // before the table that is being copied
}

// account is what a run of fix came to.
type account struct {
	Fixes      int            `json:"fixes"`
	Changed    int            `json:"changed"` // cables
	Unsafe     int            `json:"unsafe"`  // findings left that --unsafe would repair
	Info       int            `json:"info"`    // and --fix-info
	Plain      int            `json:"plain"`   // findings left at warning or above that have no fix
	Held       int            `json:"held"`
	HeldWhy    []heldFixes    `json:"held_why"` // in the order in which they were met
	Alone      int            `json:"alone"`
	Unwritable map[string]int `json:"unwritable"` // cables with fixes that cannot be written, by reason
	Reasons    []string       `json:"reasons"`    // in the order in which they were met

	Rules map[string]editCount `json:"rules"` // what the fixes of each rule change
}

// editCount is what the fixes of one rule change.
type editCount struct {
	Edits   int `json:"edits"`
	Cables  int `json:"cables"`
	Removed int `json:"removed"` // bytes
	Added   int `json:"added"`
	Last    int `json:"last"` // number of the last cable that counted
}

// edits counts the edits of one cable that is changed.
func (a *account) edits(applied []lint.Applied) {
	for i := range applied {
		e := &applied[i]
		n := a.Rules[e.Rule]
		n.Edits++
		if n.Last != a.Changed {
			n.Cables, n.Last = n.Cables+1, a.Changed
		}
		n.Removed += e.Span.Len()
		n.Added += len(e.New)
		a.Rules[e.Rule] = n
	}
}

// heldFixes are fixes of one rule that were held back for one reason.
type heldFixes struct {
	Rule  string `json:"rule"`
	Why   string `json:"why"`
	First string `json:"first"` // address of the first cable
	Times int    `json:"times"`
}

// held counts fixes that were held back.
func (a *account) held(document string, h lint.Held) {
	a.Held += h.Times
	for i := range a.HeldWhy {
		if k := &a.HeldWhy[i]; k.Rule == h.Rule.ID && k.Why == h.Why {
			k.Times += h.Times
			return
		}
	}
	a.HeldWhy = append(a.HeldWhy, heldFixes{h.Rule.ID, h.Why, document, h.Times})
}

// clone is a copy that later counting leaves alone.
func (a *account) clone() *account {
	b := *a
	b.Unwritable, b.Rules = maps.Clone(a.Unwritable), maps.Clone(a.Rules)
	b.Reasons, b.HeldWhy = slices.Clone(a.Reasons), slices.Clone(a.HeldWhy)
	return &b
}

func (c *Command) fix(ctx *cli.Context) error {
	run := &fixRun{c: c, account: account{Unwritable: map[string]int{}, Rules: map[string]editCount{}}}
	chosen, err := c.selection(ctx)
	if err != nil {
		return err
	}
	opts, err := c.engineOptions(ctx)
	if err != nil {
		return err
	}
	opts.Unsafe, opts.FixInfo, opts.Fixing = ctx.Bool("unsafe"), ctx.Bool("fix-info"), true
	if run.engine, err = lint.New(chosen, opts); err != nil {
		return err
	}
	n, err := workers(ctx)
	if err != nil {
		return err
	}
	defer c.interruptible(ctx)()
	if run.resumed, err = c.resumption(ctx, chosen.Rules); err != nil {
		return err
	}
	src, err := c.open(ctx)
	if err != nil {
		return err
	}
	if run.to, run.verb, err = c.target(ctx); err != nil {
		return err
	}
	run.restore()
	run.workers = make([]repairer, max(n, 1))
	_, patch := run.to.(*diffTarget)
	_, stream := run.to.(*streamTarget)
	run.show = c.progress(ctx, src, patch || stream)
	err = corpus.Run(ctx.Context, src, follow(run.resumed, corpus.Job[*fixed]{
		Workers: n, Work: run.work, Emit: run.emit, Fail: run.fail,
		Rest: func(r *corpus.Record) error { return run.told(r, run.to.rest(r)) },
		Tail: func(r *corpus.Record) error { return run.told(r, run.to.tail(r)) },
	}))
	run.show.end()
	if e := run.to.close(); e != nil && !(errors.Is(e, errContainerCut) && ctx.Err() != nil) {
		c.fail(e)
	}
	switch {
	case err == nil:
		run.resumed.finish()
	case ctx.Err() != nil:
		if e := run.resumed.save(run.place(), noFacts); e != nil {
			c.fail(e)
		}
	}
	if run.account.Changed > 0 && !ctx.Bool("exit-zero") {
		c.raise(Found)
	}
	if ctx.Bool("statistics") {
		run.statistics()
	}
	run.say(ctx)
	return c.ended(ctx, &run.tally, run.resumed, err)
}

// restore makes the run one that goes on where another was interrupted.
func (run *fixRun) restore() {
	run.tally.restore(run.resumed)
	if from := run.resumed.from; from != nil {
		if from.Fixes != nil {
			run.account = *from.Fixes.clone()
		}
		if s, ok := run.to.(*streamTarget); ok {
			s.began = true
		}
	}
	if f, ok := run.to.(*folderTarget); ok {
		f.opens = func() { run.whole = run.here() }
	}
}

// here is how far the run has come.
func (run *fixRun) here() *checkpoint {
	return &checkpoint{place: run.resumed.at, Tally: run.tally.saved(), Fixes: run.account.clone()}
}

// place is where a run may go on: the copy of a table begins anew.
func (run *fixRun) place() *checkpoint {
	if f, ok := run.to.(*folderTarget); ok && f.cut {
		return run.whole
	}
	return run.here()
}

// target chooses where repaired cables go.
func (c *Command) target(ctx *cli.Context) (to target, verb string, err error) {
	dir, write, path := ctx.String("output-dir"), ctx.Bool("write"), ctx.String("ledger")
	switch {
	case ctx.IsSet("output-dir") && dir == "":
		return nil, "", misusef("--output-dir: the name of the folder is empty")
	case ctx.IsSet("ledger") && path == "":
		return nil, "", misusef("--ledger: the name of the file is empty")
	case dir != "" && write:
		return nil, "", misusef("--write changes the input and --output-dir leaves it alone: give one of them")
	case path != "" && dir == "-":
		return nil, "", misusef("--ledger names files that were written; --output-dir - writes none")
	case path != "" && dir == "" && !write:
		return nil, "", misusef("--ledger records applied edits; a diff applies none: add --write or --output-dir")
	case ctx.Bool("force") && (dir == "" || dir == "-"):
		return nil, "", misusef("--force lets --output-dir replace files; without it there is nothing to force")
	case write && hasStdin(ctx):
		return nil, "", misusef("--write cannot change standard input; --output-dir - prints the repaired text")
	case dir == "-" && ctx.Bool("statistics"):
		return nil, "", misusef("--statistics and --output-dir - both print to standard output: give one of them")
	case dir == "-":
		if ctx.NArg() != 1 || ctx.String("files-from") != "" {
			return nil, "", misusef("--output-dir - writes one input to standard output, got %d paths", ctx.NArg())
		}
		return &streamTarget{c: c}, "applied", nil
	case dir != "":
		to, err = c.folderTarget(ctx, dir)
		verb = "applied"
	case write:
		to, verb = &inPlace{c: c}, "applied"
		if ctx.NArg() > 1 || ctx.String("files-from") != "" {
			to.(*inPlace).written = corpus.NewNames()
		}
	case ctx.Bool("statistics"):
		return countTarget{}, "would apply", nil
	default:
		to, err = c.diffTarget(ctx)
		verb = "would apply"
	}
	if err != nil || path == "" {
		return to, verb, err
	}
	l, err := openLedger(path)
	switch to := to.(type) {
	case *inPlace:
		to.ledger = l
	case *folderTarget:
		to.ledger = l
	}
	if err != nil {
		_ = to.close() // nothing was written
	}
	return to, verb, err
}

func (run *fixRun) work(worker int, r *corpus.Record) *fixed {
	w := &run.workers[worker]
	_, rep := w.of(run.engine).FixIn(&w.room, r.Text, r.Meta, lint.Origin{Seq: r.Seq, Document: r.Address, ID: recordID(r)})
	f := fixedPool.Get().(*fixed)
	f.repair, f.size, f.patch = rep, len(r.Raw), f.patch[:0]
	run.to.prepare(r, f)
	return f
}

func (run *fixRun) emit(r *corpus.Record, f *fixed) error {
	defer f.free()
	rep, a := &f.repair, &run.account
	if rep.Failed {
		run.c.raise(Failed)
		run.sayBroken(r, rep)
	}
	if rep.Alone != "" {
		run.c.warn("%s: left as it was: %s", r.Address, rep.Alone)
	}
	changed, err := run.to.put(r, f) // first: a table that begins is not counted yet
	run.tally.documents++
	run.tally.bytes += int64(f.size)
	run.show.tick(int64(run.tally.documents), int64(run.account.Fixes))
	if rep.Alone != "" {
		a.Alone++
	}
	var no *unwritableError
	switch {
	case errors.As(err, &no):
		if a.Unwritable[no.why]++; a.Unwritable[no.why] == 1 {
			a.Reasons = append(a.Reasons, no.why)
		}
		a.left(rep.Findings)
		return nil
	case err != nil:
		return run.told(r, err)
	}
	for _, h := range rep.Held {
		a.held(r.Address, h)
	}
	a.left(rep.Left)
	if changed {
		a.Changed++
		a.Fixes += rep.Fixes
		a.edits(rep.Edits)
	}
	return nil
}

// sayBroken tells which rule failed: its finding has no other way out of fix.
func (run *fixRun) sayBroken(r *corpus.Record, rep *lint.Repair) {
	said := false
	for i := range rep.Findings {
		if f := &rep.Findings[i]; f.Rule.ID == lint.PanicID {
			run.c.warn("%s: %s", r.Address, report.Message(f, false))
			said = true
		}
	}
	if !said {
		run.c.warn("%s: a rule failed on this cable", r.Address)
	}
}

// left counts what stays as it is.
func (a *account) left(findings []lint.Finding) {
	for i := range findings {
		f := &findings[i]
		switch {
		case f.Fix != nil && f.Fix.Applicability == lint.Unsafe:
			a.Unsafe++
		case f.Fix != nil && f.Fix.Applicability == lint.Safe && f.Severity == lint.Info:
			a.Info++
		case f.Severity >= lint.Warning && (f.Fix == nil || f.Fix.Applicability <= lint.Display):
			a.Plain++
		}
	}
}

// fail is one line for what gave no cable.
func (run *fixRun) fail(r *corpus.Record, e *corpus.RecordError) error {
	err := run.to.other(r, e)
	if e := run.tally.fail(run.c)(r, e); e != nil {
		return e
	}
	return run.told(r, err)
}

// told reports an error of the target that does not end the run.
func (run *fixRun) told(r *corpus.Record, err error) error {
	if err == nil || errors.Is(err, errNoReader) {
		return err
	}
	name := r.Address
	if name == "" {
		name = r.File
	}
	run.c.fail(fmt.Errorf("%s: %w", name, bare(err)))
	return nil
}

// say is the account in one line, on standard error: standard output may be a
// patch. Where nothing was to be done, nothing is said.
func (run *fixRun) say(ctx *cli.Context) {
	a := &run.account
	run.c.flush() // the patch first, where both are seen
	for _, why := range a.Reasons {
		run.c.warn("%s with fixes that are not written: %s", report.Count(a.Unwritable[why], "cable"), why)
	}
	if ctx.Bool("quiet") {
		return
	}
	for _, h := range a.HeldWhy {
		run.c.warn("%s of %s held back: %s (first in %s)", plural(h.Times, "fix", "fixes"), h.Rule, h.Why, h.First)
	}
	if a.Changed == 0 {
		return
	}
	line := fmt.Sprintf("%s %s in %d of %s", run.verb, plural(a.Fixes, "fix", "fixes"), a.Changed, report.Count(run.tally.documents, "cable"))
	var rest []string
	add := func(n int, what string) {
		if n > 0 {
			rest = append(rest, fmt.Sprintf("%d %s", n, what))
		}
	}
	add(a.Unsafe, "for --unsafe")
	add(a.Info, "at info for --fix-info")
	add(a.Plain, "without a fix")
	add(a.Held, "held back")
	if len(rest) > 0 {
		line += "; left: " + strings.Join(rest, ", ")
	}
	fmt.Fprintln(run.c.Stderr, line)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// statistics is what changes over the whole, one line a rule, most edits first.
func (run *fixRun) statistics() {
	rules := run.account.Rules
	ids := slices.SortedFunc(maps.Keys(rules), func(a, b string) int {
		return cmp.Or(cmp.Compare(rules[b].Edits, rules[a].Edits), strings.Compare(a, b))
	})
	if len(ids) == 0 {
		return
	}
	run.c.print("%8s %8s %10s %10s  %s\n", "edits", "cables", "- bytes", "+ bytes", "rule")
	var all editCount
	for _, id := range ids {
		n := rules[id]
		run.c.print("%8d %8d %10d %10d  %s\n", n.Edits, n.Cables, n.Removed, n.Added, id)
		all.Edits, all.Removed, all.Added = all.Edits+n.Edits, all.Removed+n.Removed, all.Added+n.Added
	}
	run.c.print("%8d %8d %10d %10d  %s\n", all.Edits, run.account.Changed, all.Removed, all.Added, "all rules")
}

// unwritableError is a cable whose fixes cannot be written where they should go.
type unwritableError struct{ why string }

func (e *unwritableError) Error() string { return e.why }

// countTarget changes nothing and prints nothing: what would change is counted,
// wherever it can be written.
type countTarget struct{}

func (countTarget) prepare(*corpus.Record, *fixed) {}

func (countTarget) put(r *corpus.Record, f *fixed) (bool, error) {
	if why := r.ReadOnly(); why != "" && len(f.repair.Edits) > 0 {
		return false, &unwritableError{why}
	}
	return len(f.repair.Edits) > 0, nil
}

func (countTarget) other(*corpus.Record, *corpus.RecordError) error { return nil }

func (countTarget) rest(*corpus.Record) error { return nil }

func (countTarget) tail(*corpus.Record) error { return nil }

func (countTarget) close() error { return nil }

// diffTarget prints patches.
type diffTarget struct {
	c     *Command
	diff  *report.Diff
	names naming
}

func (c *Command) diffTarget(ctx *cli.Context) (target, error) {
	color, err := useColor(ctx.String("color"), c.stdout)
	if err != nil {
		return nil, err
	}
	if color {
		c.stdout.paints()
	}
	d := &diffTarget{c: c, diff: report.NewDiff(color), names: newNaming()}
	if ctx.NArg() < 2 && ctx.String("files-from") == "" {
		return d, nil
	}
	src, err := c.open(ctx)
	if err != nil {
		return nil, err
	}
	return d, distinctNames(ctx.Context, src, func(r *corpus.Record) (string, error) {
		if !r.InPlace() {
			return "", nil
		}
		return d.names.inPatch(r), nil
	})
}

func (d *diffTarget) prepare(r *corpus.Record, f *fixed) {
	if len(f.repair.Edits) == 0 || d.refuses(r) != nil {
		return
	}
	f.patch = d.diff.Append(f.patch, d.names.inPatch(r), r.Text, lint.Edits(f.repair.Edits))
}

// refuses says why there is no patch for a record.
func (d *diffTarget) refuses(r *corpus.Record) error {
	switch why := r.ReadOnly(); {
	case why != "":
		return &unwritableError{why}
	case r.Form != corpus.TextFile:
		return &unwritableError{"a patch cannot change a " + r.Form.String() + ": use --output-dir"}
	case !r.Back.Identity():
		return &unwritableError{"a patch cannot change a text that is stored in another encoding: use --output-dir"}
	default:
		return nil
	}
}

func (d *diffTarget) put(r *corpus.Record, f *fixed) (bool, error) {
	if len(f.repair.Edits) == 0 {
		return false, nil
	}
	if err := d.refuses(r); err != nil {
		return false, err
	}
	if _, err := d.c.stdout.Write(f.patch); err != nil {
		return false, errNoReader
	}
	return true, nil
}

func (d *diffTarget) other(*corpus.Record, *corpus.RecordError) error { return nil }

func (d *diffTarget) rest(*corpus.Record) error { return nil }

func (d *diffTarget) tail(*corpus.Record) error { return nil }

func (d *diffTarget) close() error { return nil }

// streamTarget prints the repaired bytes of one input.
type streamTarget struct {
	c     *Command
	began bool
}

func (s *streamTarget) prepare(r *corpus.Record, _ *fixed) { r.Keep() }

func (s *streamTarget) put(r *corpus.Record, f *fixed) (bool, error) {
	text, err := r.Rewrite(nil, lint.Edits(f.repair.Edits))
	if err != nil {
		text = r.Raw // what cannot be repaired goes on as it was
		if r.ReadOnly() != "" {
			err = &unwritableError{r.ReadOnly()}
		}
	}
	if e := s.print(r, text); e != nil {
		return false, e
	}
	return err == nil && len(f.repair.Edits) > 0, err
}

// print writes a record with what stands before it.
func (s *streamTarget) print(r *corpus.Record, text []byte) error {
	before := r.Lead
	if !s.began {
		s.began, before = true, r.Head
	}
	for _, b := range [][]byte{before, text} {
		if _, err := s.c.stdout.Write(b); err != nil {
			return errNoReader
		}
	}
	return nil
}

func (s *streamTarget) other(r *corpus.Record, _ *corpus.RecordError) error {
	return s.print(r, r.Raw)
}

func (s *streamTarget) rest(r *corpus.Record) error {
	if _, err := s.c.stdout.Write(r.Raw); err != nil {
		return errNoReader
	}
	return nil
}

func (s *streamTarget) tail(r *corpus.Record) error { return s.print(r, r.Raw) }

func (s *streamTarget) close() error { return nil }
