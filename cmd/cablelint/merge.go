package main

import (
	"bufio"
	"bytes"
	"cmp"
	"container/heap"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
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
			yes("redact", "no text of the cables: places and hashes only"),
			yes("statistics", "of accounts: list every rule"),
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
	lint    *lintRun        // for the rules over the corpus
	total   lineSummary
	whole   int  // parts with a summary
	asked   bool // a line was seen that asks for a summary
}

// part is one file of lines, read line by line.
type part struct {
	path  string
	f     *os.File
	in    *bufio.Reader
	line  []byte
	seq   uint64
	order int
	whole bool
}

// lineHead is what merge has to know of a line.
type lineHead struct {
	Version string  `json:"schema_version"`
	Type    string  `json:"type"`
	Seq     *uint64 `json:"seq"`
	Fact    string  `json:"fact"`
	Base64  string  `json:"base64"`
	lineSummary
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
	Skipped int `json:"skipped"`
	Failed  int `json:"failed"`
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
		run.account = a
		return nil
	}
	run.account.Add(a)
	return nil
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
	if run.ctx.String("format") == "text" {
		return printAccount(run.c.stdout, a, run.ctx.Bool("statistics"))
	}
	b, err := json.Marshal(a)
	if err == nil {
		_, err = run.c.stdout.Write(append(b, '\n'))
	}
	return err
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
		if _, err := run.c.stdout.Write(p.line); err != nil {
			return nil // standard output tells why
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
		switch {
		case p.whole:
			return false, fmt.Errorf("%s: something follows the summary", p.path)
		case head.Type == "summary":
			p.whole = true
			run.whole++
			run.total.add(&head.lineSummary)
		case head.Type == "fact":
			run.asked = true
			if err := run.fact(p, &head); err != nil {
				return false, err
			}
		case head.Seq == nil:
			return false, fmt.Errorf("%s: a line of type %q cannot be merged", p.path, head.Type)
		case *head.Seq < p.seq:
			return false, fmt.Errorf("%s: record %d follows record %d: the part was changed or is two in one", p.path, *head.Seq, p.seq)
		default:
			run.asked = run.asked || head.Type == "finding"
			p.line, p.seq = line, *head.Seq
			return true, nil
		}
	}
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
		if (run.whole > 0 || run.asked) && !p.whole {
			return fmt.Errorf("%s: it has no summary: its run did not end", p.path)
		}
	}
	if run.whole == 0 {
		return nil // cables or reasons: they have no summary
	}
	run.lint.reportCorpus()
	t, sum := &run.lint.tally, &run.total
	s := &report.Summary{
		Documents: sum.Documents, Bytes: sum.Bytes, Skipped: sum.Skipped, Failed: sum.Failed,
		Findings: report.Counts{Error: sum.Findings.Error + t.findings.Error, Warning: sum.Findings.Warning + t.findings.Warning, Info: sum.Findings.Info + t.findings.Info},
		Fixable:  report.Fixable{Safe: sum.Fixable.Safe + t.fixable.Safe, Unsafe: sum.Fixable.Unsafe + t.fixable.Unsafe},
	}
	if err := run.lint.outs[0].close(s); err != nil {
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
