package main

import (
	"bufio"
	"bytes"
	"cmp"
	"container/heap"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/corpus"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/report"
)

func (c *Command) mergeCommand() *cli.Command {
	return &cli.Command{
		Name:      "merge",
		ArgsUsage: "PART...",
		Description: "PART is what one --shard I/N of a run wrote: the JSON Lines of lint, parse or the reasons of gate, or an account of gate.\n" +
			"Standard output gets what one run over everything would have printed. Give the flags that choose rules as the parts had them:\n" +
			"the rules over a corpus speak here, from the facts that the parts hand over.\n" +
			"Exit status: 0 nothing at --fail-on or above, 1 findings or quarantined records, 2 wrong use, 3 a part cannot be read or is not whole.",
		Flags: join([]cli.Flag{
			text("fail-on", "the least `SEVERITY` that gives exit status 1: error, warning, info or never", "warning"),
			text("format", "jsonl; for accounts json or text", "jsonl"),
			text("severity", "the least that is shown of rules over the corpus: error, warning or info", ""),
			redactFlag(),
			yes("statistics", "of accounts: list every rule"),
			texts("max-rate", "of accounts whose gates had the same: exit 1 if more than this share of records has a finding of the rule: `RULE=0.5%`"),
		}, ruleFlags(), lookFlags()),
		Action: c.merge,
	}
}

// mergeRun is one run of the command merge.
type mergeRun struct {
	c       *Command
	ctx     *cli.Context
	parts   []*part
	account *corpus.Account // of all accounts; nil when there is none
	shards  *shardSet       // of the accounts
	lint    *lintRun        // for the rules over the corpus
	ends    []reportEnd     // every summary that was met
	asked   bool            // a line was seen that asks for a summary
	late    []lateFinding   // of rules over the corpus, which a whole report has already

	// The line that was printed last.
	from     *part
	seq      uint64
	document string
}

// lateFinding is a finding of a rule over the corpus: a line.
type lateFinding struct {
	seq  uint64
	line []byte
}

// reportEnd is the summary at the end of a report.
type reportEnd struct {
	path string
	lineSummary
}

// part is one file of lines, read line by line.
type part struct {
	path    string
	f       *os.File
	in      *bufio.Reader
	line    []byte
	seq     uint64
	doc     string
	order   int
	whole   bool // the last line was a summary
	finding bool // the line is one
	more    bool // of a report that was interrupted: another may follow
}

// lineHead is what merge has to know of a line.
type lineHead struct {
	Version  string  `json:"schema_version"`
	Type     string  `json:"type"`
	Seq      *uint64 `json:"seq"`
	Document string  `json:"document"`
	Rule     string  `json:"rule"`
	Fact     string  `json:"fact"`
	Base64   string  `json:"base64"`
}

// lineSummary is the summary line of lint.
type lineSummary struct {
	Documents int           `json:"documents"`
	Bytes     int64         `json:"bytes"`
	Findings  summaryCounts `json:"findings"`
	Fixable   struct {
		Safe   int `json:"safe"`
		Unsafe int `json:"unsafe"`
	} `json:"fixable"`
	Skipped          int     `json:"skipped"`
	Failed           int     `json:"failed"`
	Shard            string  `json:"shard"`
	ResumedAfter     *uint64 `json:"resumed_after"`
	InterruptedAfter *uint64 `json:"interrupted_after"`
}

type summaryCounts struct {
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Info    int `json:"info"`
}

func (s *lineSummary) add(o *lineSummary) {
	s.Documents += o.Documents
	s.Bytes += o.Bytes
	s.Findings.Error += o.Findings.Error
	s.Findings.Warning += o.Findings.Warning
	s.Findings.Info += o.Findings.Info
	s.Fixable.Safe += o.Fixable.Safe
	s.Fixable.Unsafe += o.Fixable.Unsafe
	s.Skipped += o.Skipped
	s.Failed += o.Failed
}

func (c *Command) merge(ctx *cli.Context) error {
	if ctx.NArg() == 0 {
		return misusef("merge needs the parts: cablelint merge part1.jsonl part2.jsonl")
	}
	run := &mergeRun{c: c, ctx: ctx}
	defer run.close()
	failOn, err := parseFailOn(ctx.String("fail-on"))
	if err != nil {
		return err
	}
	if f := ctx.String("format"); f != "jsonl" && f != "json" && f != "text" {
		return misusef("--format %q: merge prints jsonl, and accounts as json or text", f)
	}
	for i, path := range ctx.Args().Slice() {
		if err := run.open(path, i); err != nil {
			return err
		}
	}
	if run.account != nil {
		return run.printAccount()
	}
	if ctx.String("format") != "jsonl" {
		return misusef("--format %s: only accounts are printed so; findings are merged as jsonl", ctx.String("format"))
	}
	if err := run.begin(failOn); err != nil {
		return err
	}
	return run.lines(failOn)
}

func (run *mergeRun) close() {
	if run.lint != nil { // what was read before an error is printed
		run.lint.outs[0].release() //nolint:errcheck // the error before it is told
	}
	for _, p := range run.parts {
		p.f.Close() //nolint:errcheck // read only
	}
}

// open looks what a part is.
func (run *mergeRun) open(path string, order int) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("%s: %w", path, bare(err))
	}
	p := &part{path: path, f: f, in: bufio.NewReaderSize(f, 256<<10), order: order}
	run.parts = append(run.parts, p)
	if head, _ := p.in.Peek(256); isAccount(head) {
		return run.addAccount(p)
	}
	if run.account != nil {
		return misusef("%s is no account and the parts before it are: merge them apart", path)
	}
	return nil
}

// addAccount reads a part that is an account.
func (run *mergeRun) addAccount(p *part) error {
	if p.order > 0 && run.account == nil {
		return misusef("%s is an account and the parts before it are not: merge them apart", p.path)
	}
	b, err := io.ReadAll(p.in)
	if err != nil {
		return fmt.Errorf("%s: %w", p.path, bare(err))
	}
	a, err := corpus.ParseAccount(b)
	if err == nil {
		err = a.Check()
	}
	if err != nil {
		return fmt.Errorf("%s: %w", p.path, err)
	}
	if run.account == nil {
		run.account, run.shards = corpus.NewAccount(), newShardSet()
		run.account.Complete = true
	}
	run.account.Add(a)
	return run.shards.add(p.path, a.Shard)
}

// isAccount reports whether a file starts as an account does.
func isAccount(head []byte) bool {
	return bytes.Contains(head, []byte(`"type":"account"`)) || bytes.Contains(head, []byte(`"type": "account"`))
}

// printAccount prints the sum of all accounts.
func (run *mergeRun) printAccount() error {
	a := run.account
	if a.Records.Quarantined > 0 && !run.ctx.Bool("exit-zero") {
		run.c.raise(Found)
	}
	if a.Records.Unreadable > 0 || a.Failed > 0 || !a.Complete {
		run.c.raise(Failed)
	}
	if err := run.shards.whole(); err != nil {
		run.c.fail(err)
	}
	if err := run.rates(); err != nil {
		return err
	}
	if run.ctx.String("format") == "text" {
		return printAccount(run.c.stdout, a, run.ctx.Bool("statistics"))
	}
	b, err := json.Marshal(a)
	if err == nil {
		_, err = run.c.stdout.Write(append(b, '\n'))
	}
	return err
}

// rates looks whether a rate is exceeded over all parts together.
func (run *mergeRun) rates() error {
	given := run.ctx.StringSlice("max-rate")
	if len(given) == 0 {
		return nil
	}
	chosen, err := run.c.selection(run.ctx)
	if err != nil {
		return err
	}
	rates, err := parseRates(given, chosen)
	if err != nil {
		return err
	}
	for i := range rates {
		r := &rates[i]
		if _, counted := run.account.Rates[r.name]; !counted {
			return misusef("--max-rate %s: the gates of the parts did not count it; give it to them too", r.name)
		}
		if r.exceeded(run.c, run.account) && !run.ctx.Bool("exit-zero") {
			run.c.raise(Found)
		}
	}
	return nil
}

// begin makes ready for the rules over the corpus.
func (run *mergeRun) begin(failOn lint.Severity) error {
	chosen, err := run.c.selection(run.ctx)
	if err != nil {
		return err
	}
	out, err := run.c.reporter(run.ctx, report.Options{Redact: run.ctx.Bool("redact")}, "jsonl")
	if err != nil {
		return err
	}
	out.hold()
	run.lint = &lintRun{c: run.c, outs: []*output{out}, prints: true, failOn: failOn, over: newOverCorpus(chosen)}
	return nil
}

// lines merges the lines of all parts by the numbers of their records.
func (run *mergeRun) lines(failOn lint.Severity) error {
	var heads partHeap
	for _, p := range run.parts {
		ok, err := run.advance(p)
		if err != nil {
			return err
		}
		if ok {
			heads = append(heads, p)
		}
	}
	heap.Init(&heads)
	for len(heads) > 0 {
		p := heads[0]
		if run.from != nil && p != run.from && p.seq == run.seq && p.doc == run.document {
			return fmt.Errorf("record %d (%s) is in %s and in %s: the parts of a run are disjoint", p.seq, p.doc, run.from.path, p.path)
		}
		run.from, run.seq, run.document = p, p.seq, p.doc
		if err := run.print(p); errors.Is(err, errNoReader) {
			return nil // standard output tells why
		} else if err != nil {
			return err
		}
		ok, err := run.advance(p)
		switch {
		case err != nil:
			return err
		case ok:
			heap.Fix(&heads, 0)
		default:
			heap.Pop(&heads)
		}
	}
	return run.end(failOn)
}

// print prints the next line of a part. Findings wait for those of rules over the
// corpus.
func (run *mergeRun) print(p *part) error {
	if p.finding {
		return run.lint.outs[0].put(p.seq, p.line)
	}
	if _, err := run.c.stdout.Write(p.line); err != nil {
		return errNoReader
	}
	return nil
}

// printLate puts the findings of rules over the corpus that a whole report had
// back where they stood.
func (run *mergeRun) printLate() error {
	slices.SortStableFunc(run.late, func(a, b lateFinding) int { return cmp.Compare(a.seq, b.seq) })
	for i := 0; i < len(run.late); {
		seq, lines := run.late[i].seq, []byte(nil)
		for ; i < len(run.late) && run.late[i].seq == seq; i++ {
			lines = append(lines, run.late[i].line...)
		}
		if err := run.lint.outs[0].putLate(seq, lines); err != nil {
			return err
		}
	}
	return nil
}

// advance reads the next line of a part that is printed; what has no record is
// dealt with on the way.
func (run *mergeRun) advance(p *part) (bool, error) {
	for {
		line, err := p.in.ReadBytes('\n')
		if err == io.EOF && len(line) == 0 {
			return false, nil
		}
		if err != nil {
			return false, fmt.Errorf("%s: the last line is cut off", p.path)
		}
		var head lineHead
		if err := json.Unmarshal(line, &head); err != nil || head.Version != report.SchemaVersion {
			return false, fmt.Errorf("%s: not a line of cablelint, schema version %s: %.60q", p.path, report.SchemaVersion, line)
		}
		if p.whole && !p.more {
			return false, fmt.Errorf("%s: something follows the summary", p.path)
		}
		p.whole = false
		switch {
		case head.Type == "summary":
			end := reportEnd{path: p.path}
			if err := json.Unmarshal(line, &end.lineSummary); err != nil {
				return false, fmt.Errorf("%s: not a summary: %w", p.path, err)
			}
			run.ends = append(run.ends, end)
			p.whole, p.more = true, end.InterruptedAfter != nil
		case head.Type == "fact":
			run.asked = true
			if err := run.fact(p, &head); err != nil {
				return false, err
			}
		case head.Type == "finding" && run.overCorpus(head.Rule):
			run.asked = true
			if head.Seq == nil {
				return false, fmt.Errorf("%s: a finding without a number of its record: %.60q", p.path, line)
			}
			run.late = append(run.late, lateFinding{*head.Seq, line})
		case head.Seq == nil:
			return false, fmt.Errorf("%s: a line of type %q cannot be merged", p.path, head.Type)
		case *head.Seq < p.seq:
			return false, fmt.Errorf("%s: record %d follows record %d: the part was changed or is two in one", p.path, *head.Seq, p.seq)
		default:
			run.asked = run.asked || head.Type == "finding"
			p.line, p.seq, p.doc, p.finding = line, *head.Seq, head.Document, head.Type == "finding"
			return true, nil
		}
	}
}

// overCorpus reports whether a rule is one over the corpus.
func (run *mergeRun) overCorpus(id string) bool {
	return slices.ContainsFunc(run.c.set.rules, func(r *lint.Rule) bool { return r.ID == id && r.Corpus != nil })
}

// fact keeps one fact for the rules over the corpus.
func (run *mergeRun) fact(p *part, head *lineHead) error {
	text := []byte(head.Fact)
	if head.Base64 != "" {
		var err error
		if text, err = base64.StdEncoding.DecodeString(head.Base64); err != nil {
			return fmt.Errorf("%s: %w", p.path, err)
		}
	}
	f, err := lint.ParseFact(text)
	if err != nil {
		return fmt.Errorf("%s: %w", p.path, err)
	}
	for _, r := range run.lint.over.rules {
		if r.ID == f.Rule {
			run.lint.over.facts.Add(f)
			break
		}
	}
	return nil
}

// end lets the rules over the corpus speak and prints the summary of all parts.
func (run *mergeRun) end(failOn lint.Severity) error {
	for _, p := range run.parts {
		if (len(run.ends) > 0 || run.asked) && !p.whole {
			return fmt.Errorf("%s: it has no summary: its run did not end", p.path)
		}
	}
	if len(run.ends) == 0 {
		return nil // cables or reasons: they have no summary
	}
	sum, err := run.total()
	if err != nil {
		return err
	}
	out := run.lint.outs[0]
	out.err = run.printLate()
	run.lint.reportCorpus()
	out.err = cmp.Or(out.err, out.release())
	t := &run.lint.tally
	s := &report.Summary{
		Documents: sum.Documents, Bytes: sum.Bytes, Skipped: sum.Skipped, Failed: sum.Failed,
		Findings: report.Counts{Error: sum.Findings.Error + t.findings.Error, Warning: sum.Findings.Warning + t.findings.Warning, Info: sum.Findings.Info + t.findings.Info},
		Fixable:  report.Fixable{Safe: sum.Fixable.Safe + t.fixable.Safe, Unsafe: sum.Fixable.Unsafe + t.fixable.Unsafe},
	}
	if err := out.close(s); err != nil {
		return err
	}
	if s.Findings.AtLeast(failOn) > 0 && !run.ctx.Bool("exit-zero") {
		run.c.raise(Found)
	}
	if s.Failed > 0 {
		run.c.raise(Failed)
	}
	return nil
}

// total adds up the reports, once it is sure that nothing is missing between
// them. A report that was interrupted is counted in the one that goes on with it.
func (run *mergeRun) total() (*lineSummary, error) {
	shards := newShardSet()
	sum := new(lineSummary)
	for i := range run.ends {
		e := &run.ends[i]
		if n := e.ResumedAfter; n != nil && !run.ended(func(o *reportEnd) *uint64 { return o.InterruptedAfter }, e.Shard, *n) {
			return nil, fmt.Errorf("%s: it goes on after record %d, and no part was interrupted there", e.path, *n)
		}
		if n := e.InterruptedAfter; n != nil {
			if !run.ended(func(o *reportEnd) *uint64 { return o.ResumedAfter }, e.Shard, *n) {
				return nil, fmt.Errorf("%s: its run was interrupted after record %d, and no part goes on there", e.path, *n)
			}
			continue
		}
		if err := shards.add(e.path, e.Shard); err != nil {
			return nil, err
		}
		sum.add(&e.lineSummary)
	}
	return sum, shards.whole()
}

// ended reports whether a report of the shard has this number at its end or start.
func (run *mergeRun) ended(number func(*reportEnd) *uint64, shard string, n uint64) bool {
	for i := range run.ends {
		if at := number(&run.ends[i]); at != nil && *at == n && run.ends[i].Shard == shard {
			return true
		}
	}
	return false
}

// shardSet is which shards of a run were met.
type shardSet struct {
	of    int
	paths map[int]string
	other string // a part that is no shard
}

func newShardSet() *shardSet { return &shardSet{paths: map[int]string{}} }

// add takes the shard of a part: I/N, or empty when it is none.
func (s *shardSet) add(path, shard string) error {
	if shard == "" {
		s.other = path
		return s.mixed()
	}
	i, of, err := parseShard(shard)
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", path, err)
	case s.of > 0 && of != s.of:
		return fmt.Errorf("%s: is shard %s, and other parts are shards of %d", path, shard, s.of)
	case s.paths[i] != "":
		return fmt.Errorf("%s and %s are both shard %s", s.paths[i], path, shard)
	}
	s.of, s.paths[i] = of, path
	return s.mixed()
}

func (s *shardSet) mixed() error {
	if s.other != "" && s.of > 0 {
		return fmt.Errorf("%s: is no shard, and other parts are shards of %d", s.other, s.of)
	}
	return nil
}

// whole tells which shards are missing.
func (s *shardSet) whole() error {
	for i := 1; i <= s.of; i++ {
		if s.paths[i] == "" {
			return fmt.Errorf("shard %d/%d is missing: what was merged is not the whole run", i, s.of)
		}
	}
	return nil
}

// partHeap orders parts by the record of their next line.
type partHeap []*part

func (h partHeap) Len() int      { return len(h) }
func (h partHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h partHeap) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(h[i].seq, h[j].seq), cmp.Compare(h[i].order, h[j].order)) < 0
}
func (h *partHeap) Push(x any) { *h = append(*h, x.(*part)) }
func (h *partHeap) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}

// handOver writes the facts of a shard into its JSON Lines, for merge: a shard
// alone cannot tell what a rule over the corpus asks.
func (run *lintRun) handOver() error {
	if len(run.over.rules) == 0 {
		return nil
	}
	if !slices.ContainsFunc(run.outs, func(o *output) bool { return o.format == "jsonl" }) {
		run.c.warn("rules over the corpus are silent in a shard: give --format jsonl or --output jsonl:FILE, and merge the parts")
	}
	var line, fact []byte
	for f, err := range run.over.facts.All() {
		if err != nil {
			return err
		}
		fact = lint.AppendFact(fact[:0], f)
		h := factLine{Version: report.SchemaVersion, Type: "fact"}
		if utf8.Valid(fact) {
			h.Fact = string(fact)
		} else {
			h.Base64 = base64.StdEncoding.EncodeToString(fact)
		}
		if line, err = json.Marshal(h); err != nil {
			return err
		}
		line = append(line, '\n')
		for _, o := range run.outs {
			if o.err == nil && o.shared != nil && o.format == "jsonl" {
				o.err = o.shared.Put(line)
			}
		}
	}
	return run.over.facts.Close()
}

// factLine is a fact in JSON Lines; base64 where it is not UTF-8.
type factLine struct {
	Version string `json:"schema_version"`
	Type    string `json:"type"` // "fact"
	Fact    string `json:"fact,omitempty"`
	Base64  string `json:"base64,omitempty"`
}
