package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/corpus"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/report"
)

func (c *Command) gateCommand() *cli.Command {
	return &cli.Command{
		Name:      "gate",
		ArgsUsage: "[PATH...]",
		Description: "Every record goes to exactly one side, in order: accepted as it was found, or repaired with --fix; or quarantined as it was found.\n" +
			"A table or a stream is split into two files, a folder or an archive into two folders. Why a record was quarantined stands in\n" +
			"QUARANTINE.reasons.jsonl, the account of the run in ACCEPT.account.json. Without --accept and --quarantine nothing is written.\n" +
			"After a kill at any moment the same command with --resume goes on.\n" +
			"Exit status: 0 everything was accepted, 1 something was quarantined or a rate exceeded, 2 wrong use or no cable, 3 something could not be read or written.",
		Flags: join([]cli.Flag{
			text("accept", "accepted records go to `FILE` or folder", ""),
			text("quarantine", "the others go to `FILE` or folder", ""),
			yes("fix", "repair what is certain before deciding"),
			yes("unsafe", "--fix takes in suggestions too: they may change the meaning"),
			yes("fix-info", "--fix takes in the fixes of findings at info too"),
			text("reject-on", "quarantine on findings at `SEVERITY` or above (error, warning, info), or of these rules: ids or prefixes, comma-separated; or never", "error"),
			texts("max-rate", "exit 1 if more than this share of records has a finding of the rule: `RULE=0.5%`"),
			text("account", "write the account to `FILE` instead of ACCEPT.account.json", ""),
			text("format", "the account on standard output: text or json", "text"),
			yes("statistics", "the account lists every rule"),
			yes("resume", "go on where an earlier run of the same command ended"),
			yes("force", "replace targets that are there"),
			yes("redact", "reasons hold no text of cables"),
		}, ruleFlags(), inputFlags(), lookFlags()),
		Action: c.gate,
	}
}

// gateRun is one run of the command gate.
type gateRun struct {
	c       *Command
	engine  *lint.Engine
	workers []repairer
	fix     bool
	begun   bool // a run that was killed left its locks
	redact  bool
	reject  rejection
	rates   []rate
	account *corpus.Account

	split   *corpus.Split // nil in a dry run
	reasons *corpus.Lines
	saved   *checkpointFile // nil when no account is written
	show    *progress
	inParts bool  // the last record is not whole yet
	found   int64 // findings
	pages   int   // that have fixes
}

// gated is the decision about one record.
type gated struct {
	id       string
	bytes    []byte // as it will be written, when it was repaired
	edits    int
	findings []lint.Finding // as the record was found
	left     []lint.Finding // that decide
	lines    []int          // of left, from 1; set when the record is rejected
	rejected bool
	failed   bool
	page     bool // with fixes, which are not written
}

func (c *Command) gate(ctx *cli.Context) (err error) {
	run := &gateRun{c: c, fix: ctx.Bool("fix"), redact: ctx.Bool("redact"), account: corpus.NewAccount()}
	run.account.Shard = ctx.String("shard")
	if err := run.configure(ctx); err != nil {
		return err
	}
	n, err := workers(ctx)
	if err != nil {
		return err
	}
	defer c.interruptible(ctx)()
	opts, err := c.sourceOptions(ctx)
	if err != nil {
		return err
	}
	release, err := run.targets(ctx, &opts)
	if err != nil {
		return err
	}
	defer release()
	if run.account.Complete {
		return run.end(ctx, nil, nil) // resumed after its end
	}
	src, err := corpus.Open(ctx.Args().Slice(), opts)
	if err != nil {
		return misuse{err}
	}
	run.workers = make([]repairer, max(n, 1))
	run.show = c.progress(ctx, src, false)
	err = corpus.Run(ctx.Context, src, corpus.Job[*gated]{
		Workers: n, Work: run.work, Emit: run.emit, Fail: run.fail, Rest: run.rest, Tail: run.tail,
	})
	run.show.end()
	return run.end(ctx, src, err)
}

// configure reads what decides about records.
func (run *gateRun) configure(ctx *cli.Context) error {
	c := run.c
	chosen, err := c.selection(ctx)
	if err != nil {
		return err
	}
	opts, err := c.engineOptions(ctx)
	if err != nil {
		return err
	}
	opts.Unsafe, opts.FixInfo, opts.Fixing = ctx.Bool("unsafe"), ctx.Bool("fix-info"), run.fix
	if (opts.Unsafe || opts.FixInfo) && !run.fix {
		return misusef("--unsafe and --fix-info say what --fix takes in: add --fix")
	}
	if run.engine, err = lint.New(chosen, opts); err != nil {
		return err
	}
	if run.reject, err = parseRejection(ctx.String("reject-on"), chosen); err != nil {
		return err
	}
	if run.rates, err = parseRates(ctx.StringSlice("max-rate"), chosen); err != nil {
		return err
	}
	if f := ctx.String("format"); f != "text" && f != "json" {
		return misusef("--format %q: gate prints text or json", f)
	}
	return nil
}

// work decides about one record.
func (run *gateRun) work(worker int, r *corpus.Record) *gated {
	w := &run.workers[worker]
	s := w.of(run.engine)
	r.Keep()
	from := lint.Origin{Seq: r.Seq, Document: r.Address, ID: recordID(r)}
	g := new(gated)
	if run.fix {
		doc, rep := s.FixIn(&w.room, r.Text, r.Meta, from)
		g.id, g.findings, g.left, g.failed = doc.ID(), rep.Findings, rep.Findings, rep.Failed
		g.page = r.Form == corpus.Page && len(rep.Edits) > 0
		if len(rep.Edits) > 0 && !g.page {
			b, err := r.Encode(nil, lint.Edits(rep.Edits))
			if err == nil {
				g.bytes, g.edits, g.left = b, len(rep.Edits), rep.Left
			}
			g.decide(run, rep.Text, err == nil)
			return g
		}
	} else {
		doc, res := s.Lint(r.Text, r.Meta, from)
		g.id, g.findings, g.left, g.failed = doc.ID(), res.Findings, res.Findings, res.Failed
	}
	g.decide(run, r.Text, true)
	return g
}

// decide looks whether a finding that is left rejects the record; text is what
// the positions of those findings refer to.
func (g *gated) decide(run *gateRun, text []byte, placed bool) {
	for i := range g.left {
		g.rejected = g.rejected || run.reject.on(&g.left[i])
	}
	if !g.rejected || !placed {
		return
	}
	at := lint.NewPositions(text)
	for i := range g.left {
		if run.reject.on(&g.left[i]) {
			g.lines = append(g.lines, at.At(g.left[i].Span.Start).Line)
		}
	}
}

// emit writes one record to its side.
func (run *gateRun) emit(r *corpus.Record, g *gated) error {
	run.count(g.findings)
	run.account.Last = r.Seq
	if g.failed {
		run.c.raise(Failed)
	}
	if g.page {
		run.pages++
	}
	if err := run.route(r, g); err != nil {
		return err
	}
	return run.done(r)
}

// route puts a record on its side.
func (run *gateRun) route(r *corpus.Record, g *gated) error {
	if g.rejected {
		run.account.Quarantine(len(r.Raw), false)
		if err := run.put(corpus.Quarantined, r, r.Raw); err != nil {
			return err
		}
		return run.explain(r, g)
	}
	out := r.Raw
	if g.edits > 0 {
		out = g.bytes
	}
	run.account.Accept(len(r.Raw), len(out), g.edits)
	return run.put(corpus.Accepted, r, out)
}

// count adds the findings of one record to the account.
func (run *gateRun) count(findings []lint.Finding) {
	run.found += int64(len(findings))
	for i := range findings {
		id, n, seen := findings[i].Rule.ID, int64(0), false
		for j := range findings {
			if findings[j].Rule.ID == id {
				seen = seen || j < i
				n++
			}
		}
		if !seen {
			run.account.Count(id, n)
		}
	}
	for i := range run.rates {
		run.rates[i].count(run.account, findings)
	}
}

// fail takes what cannot be read: a record goes to the quarantine as it is, a
// path that gave no record is told.
func (run *gateRun) fail(r *corpus.Record, e *corpus.RecordError) error {
	if e.Seq > 0 {
		run.account.Last = e.Seq
	}
	if r.Number == 0 && r.Raw == nil {
		if errors.Is(e, corpus.ErrTooLong) && r.File != "" && !r.Member {
			return run.failFile(r, e)
		}
		run.c.warn("%v", e)
		if e.Failure != corpus.NoCable {
			run.account.Failed++
		}
		return nil
	}
	run.inParts = r.More
	run.account.Quarantine(len(r.Raw), e.Failure != corpus.NoCable)
	run.c.warn("%v", e)
	if err := run.put(corpus.Quarantined, r, r.Raw); err != nil {
		return err
	}
	if err := run.explainFailure(r, e); err != nil {
		return err
	}
	return run.done(r)
}

// failFile puts a file that is too long for a cable into the quarantine, part by
// part: nobody read it.
func (run *gateRun) failFile(r *corpus.Record, e *corpus.RecordError) error {
	f, err := os.Open(r.File)
	if err != nil {
		run.account.Failed++
		run.c.warn("%s: %v", r.Address, bare(err))
		return nil
	}
	defer f.Close() //nolint:errcheck // read only
	part := make([]byte, 256<<10)
	for r.More = true; r.More; {
		n, err := io.ReadFull(f, part)
		first := r.Raw == nil
		r.Raw, r.More = part[:n], err == nil
		if first {
			err = run.fail(r, e)
		} else {
			err = run.rest(r)
		}
		if err != nil {
			return err
		}
	}
	return run.done(r)
}

// rest takes the further parts of a record that is too long to hold.
func (run *gateRun) rest(r *corpus.Record) error {
	run.inParts = r.More
	run.account.More(len(r.Raw))
	if run.split == nil {
		return nil
	}
	return run.split.More(corpus.Quarantined, r.Raw)
}

func (run *gateRun) tail(r *corpus.Record) error {
	if run.split == nil {
		return nil
	}
	return run.split.Tail(r)
}

func (run *gateRun) put(side corpus.Side, r *corpus.Record, b []byte) error {
	run.show.tick(run.account.Records.Found, run.found)
	if run.split == nil {
		return nil
	}
	if err := run.split.Put(side, r, b); err != nil {
		return err
	}
	return nil
}

// done ends one record. A record in parts must be whole before a mark.
func (run *gateRun) done(r *corpus.Record) error {
	if run.saved == nil || run.split == nil || r.More || time.Since(run.saved.last) < markEvery(time.Since(run.saved.start)) {
		return nil
	}
	return run.mark(false)
}

// mark saves how far the run has come.
func (run *gateRun) mark(complete bool) error {
	if run.saved == nil {
		return nil
	}
	run.account.Complete = complete
	m := mark{Settings: run.saved.settings}
	if run.split != nil {
		var err error
		if m.Split, err = run.split.Mark(); err != nil {
			return err
		}
		if m.Reasons, err = run.reasons.Mark(); err != nil {
			return err
		}
	}
	return run.saved.write(run.account, m)
}

// reason is one line of the file of reasons.
type reason struct {
	SchemaVersion string          `json:"schema_version"`
	Type          string          `json:"type"` // "quarantined"
	Seq           uint64          `json:"seq"`
	Document      string          `json:"document"`
	ID            string          `json:"id,omitempty"`
	Reason        string          `json:"reason"` // "findings", "unreadable" or "no cable"
	Message       string          `json:"message,omitempty"`
	Findings      []reasonFinding `json:"findings,omitempty"`
}

type reasonFinding struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	Line     int    `json:"line,omitempty"`
	Message  string `json:"message"`
}

func (run *gateRun) explain(r *corpus.Record, g *gated) error {
	why := reason{SchemaVersion: "1", Type: "quarantined", Seq: r.Seq, Document: r.Address, ID: g.id, Reason: "findings"}
	for i := range g.left {
		f := &g.left[i]
		if !run.reject.on(f) {
			continue
		}
		said := reasonFinding{Rule: f.Rule.ID, Severity: f.Severity.String(), Message: lint.Render(f, run.redact)}
		if n := len(why.Findings); n < len(g.lines) {
			said.Line = g.lines[n]
		}
		why.Findings = append(why.Findings, said)
	}
	return run.sayReason(&why)
}

func (run *gateRun) explainFailure(r *corpus.Record, e *corpus.RecordError) error {
	why := reason{SchemaVersion: "1", Type: "quarantined", Seq: r.Seq, Document: r.Address, Reason: "unreadable", Message: e.Err.Error()}
	if e.Failure == corpus.NoCable {
		why.Reason = "no cable"
	}
	return run.sayReason(&why)
}

func (run *gateRun) sayReason(why *reason) error {
	if run.reasons == nil {
		return nil
	}
	b, err := json.Marshal(why)
	if err != nil {
		return err
	}
	_, err = run.reasons.Write(append(b, '\n'))
	return err
}

// end closes the targets, prints the account and decides about the status.
func (run *gateRun) end(ctx *cli.Context, src *corpus.Source, err error) error {
	c, a := run.c, run.account
	if src != nil {
		a.Skipped = int64(src.Skipped())
	}
	if src != nil && !run.inParts {
		if e := run.mark(err == nil); err == nil {
			err = e
		}
	}
	a.Complete = err == nil
	if e := a.Check(); e != nil {
		c.fail(e)
	}
	if e := run.print(ctx); err == nil {
		err = e
	}
	over := false
	for _, r := range run.rates {
		over = r.exceeded(c, a) || over
	}
	if (over || a.Records.Quarantined > 0) && !ctx.Bool("exit-zero") {
		c.raise(Found)
	}
	if a.Records.Unreadable > 0 || a.Failed > 0 {
		c.raise(Failed)
	}
	var target *corpus.TargetError
	switch {
	case err != nil && ctx.Err() != nil:
		more := ""
		if run.split != nil {
			more = "; the same command with --resume goes on"
		}
		return fmt.Errorf("interrupted after %s%s", report.Count(int(a.Records.Found), "record"), more)
	case errors.As(err, &target):
		return fmt.Errorf("not written: %w", err)
	case err != nil:
		return err
	case a.Records.Found == 0 && a.Failed == 0 && !ctx.Bool("allow-empty"):
		return misusef("no cable was found; --allow-empty makes that no error")
	}
	return nil
}

// rejection says which findings keep a record out.
type rejection struct {
	least lint.Severity
	rules map[string]bool // nil: by severity
}

func (r rejection) on(f *lint.Finding) bool {
	if r.rules != nil {
		return r.rules[f.Rule.ID]
	}
	return f.Severity >= r.least
}

// parseRejection reads a severity or a list of rules.
func parseRejection(s string, chosen *lint.Selection) (rejection, error) {
	if s == "never" {
		return rejection{least: never}, nil
	}
	if least, err := parseSeverity("reject-on", s); err == nil {
		return rejection{least: least}, nil
	}
	r := rejection{rules: map[string]bool{}}
	for name := range strings.SplitSeq(s, ",") {
		ids, err := matching(strings.ToLower(strings.TrimSpace(name)), chosen)
		if err != nil {
			return r, misusef("--reject-on %q: expected error, warning, info, never or rules: %v", s, err)
		}
		for id := range ids {
			r.rules[id] = true
		}
	}
	return r, nil
}

// matching lists the rules that are on and that an id or a prefix in lower case
// names; an id names that rule alone, though others may start with it.
func matching(name string, chosen *lint.Selection) (map[string]bool, error) {
	ids, all := map[string]bool{}, []string{}
	alone := slices.ContainsFunc(chosen.Rules, func(r lint.Selected) bool { return r.ID == name })
	for _, r := range chosen.Rules {
		all = append(all, r.ID)
		if r.On && name != "" && (r.ID == name || !alone && (name == "all" || strings.HasPrefix(r.ID, name))) {
			ids[r.ID] = true
		}
	}
	if len(ids) > 0 {
		return ids, nil
	}
	if near := lint.Nearest(name, all); near != "" {
		return nil, fmt.Errorf("no rule that is on is called %q; is it %q", name, near)
	}
	return nil, fmt.Errorf("no rule that is on is called %q", name)
}

// rate is the largest share of records that may have a finding of some rules.
type rate struct {
	name  string
	ids   map[string]bool
	share float64
}

// parseRates reads RULE=0.5% or RULE=0.005.
func parseRates(given []string, chosen *lint.Selection) ([]rate, error) {
	var rates []rate
	for _, s := range given {
		name, share, ok := strings.Cut(s, "=")
		number, percent := strings.CutSuffix(share, "%")
		v, err := strconv.ParseFloat(number, 64)
		if percent {
			v /= 100
		}
		if !ok || err != nil || !(v >= 0 && v <= 1) { // not a number is neither
			return nil, misusef("--max-rate %q: expected RULE=SHARE, such as enc-mojibake=0.5%%", s)
		}
		name = strings.ToLower(strings.TrimSpace(name))
		ids, err := matching(name, chosen)
		if err != nil {
			return nil, misusef("--max-rate %q: %v", s, err)
		}
		rates = slices.DeleteFunc(rates, func(r rate) bool { return r.name == name }) // the last one holds
		rates = append(rates, rate{name, ids, v})
	}
	return rates, nil
}

func (r *rate) count(a *corpus.Account, findings []lint.Finding) {
	n := a.Rates[r.name]
	for i := range findings {
		if r.ids[findings[i].Rule.ID] {
			n++
			break
		}
	}
	a.Rates[r.name] = n // also 0: it was counted
}

// exceeded says so when a rate was.
func (r *rate) exceeded(c *Command, a *corpus.Account) bool {
	n, of := a.Rates[r.name], a.Records.Found
	if of == 0 || float64(n) <= r.share*float64(of) {
		return false
	}
	c.warn("%s: %d of %d records (%s) have a finding; at most %s may", r.name, n, of, percent(float64(n)/float64(of)), percent(r.share))
	return true
}

func percent(share float64) string { return strconv.FormatFloat(share*100, 'g', 3, 64) + "%" }

// print writes the account to standard output.
func (run *gateRun) print(ctx *cli.Context) error {
	if run.pages > 0 {
		run.c.warn("%s with fixes that are not written: %s", report.Count(run.pages, "cable"), (&corpus.Record{Form: corpus.Page}).ReadOnly())
	}
	if ctx.String("format") == "json" {
		b, err := json.Marshal(run.account)
		if err == nil {
			_, err = run.c.stdout.Write(append(b, '\n'))
		}
		return err
	}
	if ctx.Bool("quiet") {
		return nil
	}
	return printAccount(run.c.stdout, run.account, ctx.Bool("statistics"))
}

// targets opens what is written to: the two sides, the reasons, the account. It
// takes locks, so that no other run writes there.
func (run *gateRun) targets(ctx *cli.Context, opts *corpus.Options) (release func(), err error) {
	accept, quarantine, account := ctx.String("accept"), ctx.String("quarantine"), ctx.String("account")
	resume, force := ctx.Bool("resume"), ctx.Bool("force")
	dry := accept == "" && quarantine == ""
	release = func() {}
	switch {
	case dry && (resume || force):
		return release, misusef("--resume and --force are about targets: give --accept and --quarantine")
	case !dry && (accept == "" || quarantine == ""):
		return release, misusef("every record goes to one side: give both --accept and --quarantine, or none of them to see the account only")
	case accept == "-" || quarantine == "-":
		return release, misusef("the targets are files or folders, which a killed run can go on with; standard output gets the account")
	case resume && force:
		return release, misusef("--resume goes on with the targets and --force replaces them: give one of them")
	case resume && (hasStdin(ctx) || opts.FilesFrom == "-"):
		return release, misusef("--resume reads the source again, and standard input cannot be")
	}
	if account == "" && !dry {
		account = filepath.Clean(accept) + ".account.json"
	}
	paths := []string{account}
	if !dry {
		paths = append(paths, filepath.Clean(accept), filepath.Clean(quarantine), filepath.Clean(quarantine)+".reasons.jsonl")
		if err := distinctTargets(ctx, paths); err != nil {
			return release, err
		}
	}
	if account == "" {
		return release, nil
	}
	run.begun = hasLock(paths)
	release, err = lockAll(paths)
	if target := (*corpus.TargetError)(nil); errors.As(err, &target) {
		return func() {}, err
	}
	if err != nil {
		return func() {}, misuse{err}
	}
	if err = run.openTargets(ctx, opts, dry, paths); err != nil {
		release()
		return func() {}, err
	}
	unlock := release
	return func() {
		if run.split != nil {
			for _, e := range []error{run.split.Close(), run.reasons.Close()} {
				if e != nil {
					run.c.fail(e)
				}
			}
		}
		unlock()
	}, nil
}

// distinctTargets refuses targets that are one another or the source.
func distinctTargets(ctx *cli.Context, targets []string) error {
	seen := map[string]bool{}
	for _, t := range targets {
		abs, err := realAbs(t)
		if err != nil {
			return misusef("%s: %w", t, bare(err))
		}
		if seen[abs] {
			return misusef("%s: is given for two targets", t)
		}
		seen[abs] = true
		for _, p := range ctx.Args().Slice() {
			in, err := realAbs(p)
			if err != nil {
				continue
			}
			rel, err := filepath.Rel(in, abs)
			if err == nil && filepath.IsLocal(rel) || sameFile(in, abs) {
				return misusef("%s: would be written into the source %s", t, p)
			}
		}
	}
	return nil
}

// sameFile reports whether two paths lead to one file, by whatever links.
func sameFile(a, b string) bool {
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}

// lockName is the name of the lock of a target.
func lockName(path string) string { return path + ".lock" }

// hasLock reports whether a target has a lock. If nobody holds it, a run was killed.
func hasLock(paths []string) bool {
	return slices.ContainsFunc(paths, func(p string) bool {
		_, err := os.Lstat(lockName(p))
		return err == nil
	})
}

// lockAll takes the locks of all targets.
func lockAll(paths []string) (release func(), err error) {
	var held []func()
	release = func() {
		for _, r := range held {
			r()
		}
	}
	for _, p := range paths {
		r, err := corpus.Lock(lockName(p))
		if target := (*corpus.TargetError)(nil); errors.As(err, &target) {
			err = &corpus.TargetError{Path: p, Err: target.Err}
		}
		if err != nil {
			release()
			return nil, err
		}
		held = append(held, r)
	}
	return release, nil
}

// openTargets opens the sides, new or where an earlier run left them.
func (run *gateRun) openTargets(ctx *cli.Context, opts *corpus.Options, dry bool, paths []string) error {
	settings, err := run.settings(ctx)
	if err != nil {
		return err
	}
	run.saved = &checkpointFile{path: paths[0], settings: settings, start: time.Now(), last: time.Now()}
	if dry {
		return nil
	}
	var from *mark
	force := ctx.Bool("force")
	if ctx.Bool("resume") {
		a, m, err := readCheckpoint(paths[0])
		switch {
		case errors.Is(err, fs.ErrNotExist) && nothingWritten(paths[1:], run.begun):
			force = true // the run ended before it had written anything: it is begun again
		case errors.Is(err, fs.ErrNotExist):
			return misusef("%s: there is no run to resume", paths[0])
		case err != nil:
			return misusef("%s: %w", paths[0], bare(err))
		case a.Complete:
			run.account = a
			return nil
		case m.Settings != settings:
			return misusef("%s: the run to resume had another source or other settings; its source must be unchanged", paths[0])
		default:
			run.account, from, opts.Skip = a, m, a.Last
		}
	}
	folders, err := run.foldersFor(ctx)
	if err != nil {
		return err
	}
	var at *corpus.Mark
	var reasons *corpus.Position
	if from != nil {
		at, reasons = &from.Split, &from.Reasons
	} else if _, err := os.Lstat(paths[0]); err == nil && !force {
		return misusef("%s: is there already; --force replaces it, --resume goes on with it", paths[0])
	}
	if force {
		// An account of what is replaced now must not outlive it.
		if err := os.Remove(paths[0]); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s: %w", paths[0], bare(err))
		}
	}
	if run.split, err = corpus.NewSplit(paths[1], paths[2], folders, force, at); err != nil {
		return refused(err)
	}
	if at != nil && folders {
		if err := run.passOver(ctx, *opts); err != nil {
			return errors.Join(err, run.split.Close())
		}
	}
	if run.reasons, err = corpus.NewLines(paths[3], force, reasons); err != nil {
		run.split.Close() //nolint:errcheck // nothing was written
		return refused(err)
	}
	// From here on there is something to resume, whatever happens.
	return run.mark(false)
}

// passOver tells the sides which files the run to resume has written.
func (run *gateRun) passOver(ctx *cli.Context, opts corpus.Options) error {
	last := opts.Skip
	opts.Skip = 0
	src, err := corpus.Open(ctx.Args().Slice(), opts)
	if err != nil {
		return misuse{err}
	}
	return src.Outline(ctx.Context, func(r *corpus.Record) bool {
		if r.Seq <= last {
			run.split.Passed(r)
		}
		return r.Seq < last
	})
}

// nothingWritten reports whether a run made its targets, or was begun, and wrote nothing
// into them: those that are there are empty.
func nothingWritten(paths []string, begun bool) bool {
	made := begun
	for _, p := range paths {
		st, err := os.Stat(p)
		if p == "" || errors.Is(err, fs.ErrNotExist) {
			continue
		}
		made = true
		switch {
		case err != nil:
			return false
		case st.IsDir():
			if list, err := os.ReadDir(p); err != nil || len(list) > 0 {
				return false
			}
		case st.Size() > 0:
			return false
		}
	}
	return made
}

// refused is wrong use when the target is there, and a failure otherwise.
func refused(err error) error {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("not written: %w", err)
	}
	return misuse{err}
}

// foldersFor reports whether the targets are folders: when the source is one, or
// several files, or an archive of files; unless the names of the targets say that
// they are files.
func (run *gateRun) foldersFor(ctx *cli.Context) (bool, error) {
	paths := ctx.Args().Slice()
	if len(paths) != 1 || ctx.String("files-from") != "" {
		return true, nil
	}
	st, err := os.Stat(paths[0])
	if err != nil {
		return paths[0] != "-" && strings.ContainsAny(paths[0], "*?[{"), nil
	}
	if st.IsDir() {
		return true, nil
	}
	return corpus.IsArchive(paths[0]) && !corpus.IsContainer(ctx.String("accept")), nil
}
