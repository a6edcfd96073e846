package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/corpus"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/report"
)

// resumption is how a run of lint, fix or parse goes on after a signal ended
// it: the run leaves a checkpoint in the current folder, and the same command
// with --resume passes over the records that were done. A gate has a checkpoint
// of its own, which also outlives a kill.
type resumption struct {
	c     *Command
	ctx   *cli.Context
	rules []lint.Selected
	from  *checkpoint // of the run before; nil: this is the first
	at    place
	left  string // the checkpoint that was written
}

// place is how far a run has come.
type place struct {
	Record   uint64 `json:"record"`   // number of the last record that was done
	Document string `json:"document"` // its address
	Notices  int    `json:"notices"`  // paths without a record that were told
	Tails    int    `json:"tails"`    // tables and streams that ended
}

// checkpoint is the first line of the file. The facts of rules over the corpus
// follow, one a line.
type checkpoint struct {
	SchemaVersion string `json:"schema_version"`
	Type          string `json:"type"` // "checkpoint"
	place
	Tally   savedTally    `json:"tally"`
	Fixes   *account      `json:"fixes,omitempty"`
	Reports []savedReport `json:"reports,omitempty"`
}

// savedReport is a report in a file, as far as it goes before its end.
type savedReport struct {
	Name  string `json:"name"`
	Size  int64  `json:"size"`
	Shown int    `json:"shown"`
}

// resumeFlag is the flag of the commands that can be resumed.
func resumeFlag() cli.Flag {
	return yes("resume", "go on where the same command was interrupted")
}

// resumption makes a run one that can be gone on with, and goes on where
// --resume says so.
func (c *Command) resumption(ctx *cli.Context, rules []lint.Selected) (*resumption, error) {
	res := &resumption{c: c, ctx: ctx, rules: rules}
	if !ctx.Bool("resume") {
		return res, nil
	}
	if !res.possible() {
		return nil, misusef("--resume reads the source again, and standard input cannot be")
	}
	name := res.name()
	f, err := os.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		c.warn("no run of this command was interrupted here: it begins with the first record")
		return res, nil
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, bare(err))
	}
	defer f.Close() //nolint:errcheck // read only
	line, err := bufio.NewReader(f).ReadBytes('\n')
	from := new(checkpoint)
	if err == nil {
		err = json.Unmarshal(line, from)
	}
	if err != nil || from.Type != "checkpoint" || from.SchemaVersion != report.SchemaVersion {
		return nil, misusef("%s: not a checkpoint of this version; remove it to begin with the first record", name)
	}
	res.from, c.done = from, from.place
	return res, nil
}

// possible reports whether the source can be read again.
func (res *resumption) possible() bool {
	return res.ctx.String("files-from") != "-" && !slices.ContainsFunc(res.ctx.Args().Slice(), corpus.ReadOnce)
}

// after is the number of the record before the first of this run; nil when it
// is the first run.
func (res *resumption) after() *uint64 {
	if res.from == nil {
		return nil
	}
	return &res.from.Record
}

// name is that of the checkpoint: runs with other paths, flags or rules have others.
func (res *resumption) name() string {
	h, ctx := sha256.New(), res.ctx
	fmt.Fprintln(h, version(), ctx.Command.Name)
	for _, f := range ctx.Command.Flags {
		name := f.Names()[0]
		switch name {
		case "jobs", "color", "quiet", "resume", "exit-zero", "allow-empty":
			continue // do not change what is written
		}
		if ctx.IsSet(name) {
			fmt.Fprintf(h, "%s %v\n", name, ctx.Value(name))
		}
	}
	for _, r := range res.rules {
		if r.On {
			fmt.Fprintln(h, r.ID, r.Severity, r.Named)
		}
	}
	files := ctx.Args().Slice()
	if list := ctx.String("files-from"); list != "" {
		files = append(slices.Clone(files), list)
	}
	for _, p := range files {
		st, err := os.Stat(p)
		if err != nil || st.IsDir() || ctx.Bool("write") {
			fmt.Fprintln(h, p)
			continue
		}
		fmt.Fprintln(h, p, st.Size(), st.ModTime().UnixNano())
	}
	return ".cablelint-" + ctx.Command.Name + "-" + hex.EncodeToString(h.Sum(nil)[:4]) + ".checkpoint"
}

// follow notes how far a job comes, and passes over what was done before.
func follow[R any](res *resumption, job corpus.Job[R]) corpus.Job[R] {
	var from place
	if res.from != nil {
		from = res.from.place
	}
	res.at = from
	res.at.Notices, res.at.Tails = 0, 0
	emit, fail, rest, tail := job.Emit, job.Fail, job.Rest, job.Tail
	done := func(r *corpus.Record, err error) error {
		if err == nil {
			res.at.Record, res.at.Document = r.Seq, r.Address
		}
		return err
	}
	job.Emit = func(r *corpus.Record, result R) error { return done(r, emit(r, result)) }
	job.Fail = func(r *corpus.Record, e *corpus.RecordError) error {
		if e.Seq > 0 {
			return done(r, fail(r, e))
		}
		if res.at.Notices++; res.at.Notices <= from.Notices {
			return nil
		}
		return fail(r, e)
	}
	job.Rest = func(r *corpus.Record) error {
		if rest == nil || r.Seq <= from.Record {
			return nil
		}
		return rest(r)
	}
	job.Tail = func(r *corpus.Record) error {
		if res.at.Tails++; tail == nil || res.at.Tails <= from.Tails {
			return nil
		}
		return tail(r)
	}
	return job
}

// save writes the checkpoint of an interrupted run, if it can be gone on with.
func (res *resumption) save(p *checkpoint, facts iter.Seq2[lint.Fact, error]) error {
	if !res.possible() || p.Record == 0 {
		return nil
	}
	p.SchemaVersion, p.Type = report.SchemaVersion, "checkpoint"
	name := res.name()
	if err := writeCheckpoint(name, p, facts); err != nil {
		return fmt.Errorf("checkpoint %s: not written: %w", name, bare(err))
	}
	res.left = name
	return nil
}

// advice says what to do with the checkpoint that an interrupted run left.
func (res *resumption) advice() string {
	if res == nil || res.left == "" {
		return ""
	}
	return "; the same command with --resume goes on (" + res.left + ")"
}

func writeCheckpoint(name string, p *checkpoint, facts iter.Seq2[lint.Fact, error]) error {
	head, err := json.Marshal(p)
	if err != nil {
		return err
	}
	f, err := newPending(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 64<<10)
	_, err = w.Write(append(head, '\n'))
	var line []byte
	for fact, e := range facts {
		if e != nil {
			err = e
			break
		}
		line = lint.AppendFact(line[:0], fact)
		_, err = w.Write(line)
	}
	if e := w.Flush(); err == nil {
		err = e
	}
	if err != nil {
		f.discard()
		return err
	}
	return f.commit()
}

// noFacts is for commands without rules over the corpus.
func noFacts(func(lint.Fact, error) bool) {}

// facts reads the facts of the run before.
func (res *resumption) facts(add func(lint.Fact)) error {
	if res.from == nil {
		return nil
	}
	name := res.name()
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, bare(err))
	}
	defer f.Close() //nolint:errcheck // read only
	in := bufio.NewReaderSize(f, 64<<10)
	if _, err := in.ReadSlice('\n'); err != nil && !errors.Is(err, bufio.ErrBufferFull) {
		return fmt.Errorf("%s: %w", name, bare(err))
	} else if err != nil {
		if _, err := in.ReadBytes('\n'); err != nil {
			return fmt.Errorf("%s: %w", name, bare(err))
		}
	}
	for {
		line, err := in.ReadBytes('\n')
		if err == io.EOF && len(line) == 0 {
			return nil
		}
		var fact lint.Fact
		if err == nil {
			fact, err = lint.ParseFact(line)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, bare(err))
		}
		add(fact)
	}
}

// finish takes away the checkpoint of a run that came to its end.
func (res *resumption) finish() {
	if res.from == nil {
		return
	}
	if err := os.Remove(res.name()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		res.c.fail(fmt.Errorf("%s: not removed: %w", res.name(), bare(err)))
	}
}

// reports continues the reports in files where they were cut. The ones of a run
// that is the first are left as they are.
func (res *resumption) reports(outs []*output) error {
	if res.from == nil {
		return nil
	}
	for _, o := range outs {
		if o.file == nil {
			continue
		}
		if _, ok := o.Reporter.(report.Continuer); !ok {
			return misusef("--output %s:%s: such a report cannot be gone on with; begin again without --resume, or leave it out of both runs", o.format, o.name)
		}
		at := slices.IndexFunc(res.from.Reports, func(s savedReport) bool { return s.Name == o.name })
		if at < 0 {
			continue // no regular file
		}
		if err := o.goOn(&res.from.Reports[at]); err != nil {
			return misusef("report %s: is not what it was when the run was interrupted: %w; begin again without --resume", o.name, bare(err))
		}
	}
	return nil
}

// goOn copies what a report has before its end.
func (o *output) goOn(s *savedReport) error {
	f, err := os.Open(o.name)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // read only
	if o.held != nil {
		return o.holdAgain(f, s)
	}
	if _, err := io.CopyN(o.buf, f, s.Size); err != nil {
		return err
	}
	o.continued = s
	return nil
}

// holdAgain holds what a report has before its end: rules over the corpus may
// still speak of its records.
func (o *output) holdAgain(f *os.File, s *savedReport) error {
	if st, err := f.Stat(); err != nil {
		return err
	} else if st.Size() < s.Size {
		return io.ErrUnexpectedEOF
	}
	o.continued = s
	for finding, err := range o.held.lines.Again(io.LimitReader(f, s.Size)) {
		if err == nil {
			err = o.held.add(placeOf(finding).Seq, finding)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// pause writes a report as far as it goes before its end and says how far that is.
func (o *output) pause() (savedReport, bool) {
	c, ok := o.Reporter.(report.Continuer)
	if !ok || o.file == nil || o.file.flow || o.err != nil {
		return savedReport{}, false
	}
	s := savedReport{Name: o.name}
	if s.Shown, o.err = c.Pause(); o.err == nil {
		o.err = o.buf.Flush()
	}
	s.Size = o.written.n
	return s, o.err == nil
}

// begin writes the head of a report, unless it goes on with one.
func (o *output) begin(run *report.Run) error {
	if o.continued == nil || o.held != nil {
		return o.Begin(run)
	}
	return o.Reporter.(report.Continuer).Continue(run, o.continued.Shown)
}

// counted counts what is written.
type counted struct {
	io.Writer
	n int64
}

func (c *counted) Write(b []byte) (int, error) {
	n, err := c.Writer.Write(b)
	c.n += int64(n)
	return n, err
}

// savedTally is a tally with its rules by their ids.
type savedTally struct {
	Documents   int                   `json:"documents"`
	Bytes       int64                 `json:"bytes"`
	Unreadable  int                   `json:"unreadable"`
	Empty       int                   `json:"empty"`
	FailedRules bool                  `json:"failed_rules"`
	Findings    report.Counts         `json:"findings"`
	Fixable     report.Fixable        `json:"fixable"`
	Rules       map[string]savedCount `json:"rules"`
}

type savedCount struct {
	Findings int `json:"findings"`
	Cables   int `json:"cables"`
	Fixable  int `json:"fixable"`
}

// saved is what a checkpoint keeps of a tally.
func (t *tally) saved() savedTally {
	s := savedTally{t.documents, t.bytes, t.unreadable, t.empty, t.failedRules, t.findings, t.fixable, map[string]savedCount{}}
	for rule, r := range t.rules {
		s.Rules[rule.ID] = savedCount{r.findings, r.cables, r.fixable}
	}
	return s
}

// restore makes a tally that of the run before.
func (t *tally) restore(res *resumption) {
	if res.from == nil {
		return
	}
	s := &res.from.Tally
	*t = tally{documents: s.Documents, bytes: s.Bytes, unreadable: s.Unreadable, empty: s.Empty, failedRules: s.FailedRules, findings: s.Findings, fixable: s.Fixable, rules: map[*lint.Rule]*ruleTally{}}
	for id, n := range s.Rules {
		rule := &lint.Rule{ID: id}
		for _, r := range res.rules {
			if r.ID == id {
				rule = r.Rule
			}
		}
		t.rules[rule] = &ruleTally{findings: n.Findings, cables: n.Cables, fixable: n.Fixable}
	}
	if t.unreadable > 0 || t.failedRules {
		res.c.raise(Failed)
	}
}
