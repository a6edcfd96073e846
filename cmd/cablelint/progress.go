package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/corpus"
)

// progress is one line on a terminal that is written over and over: records,
// speed, findings, time left. A nil one shows nothing. The libraries for this
// draw bars from goroutines of their own and cost more at start than a cable.
type progress struct {
	w       io.Writer
	src     *corpus.Source
	total   int64        // bytes; 0: not known
	records atomic.Int64 // 0: not known, or not yet
	start   time.Time
	last    time.Time
	width   int
}

// progressEvery is how often the line is written.
const progressEvery = 200 * time.Millisecond

// progress shows a run on a terminal; nil when standard error is none, or when
// what is printed meanwhile goes to a terminal too.
func (c *Command) progress(ctx *cli.Context, src *corpus.Source, prints bool) *progress {
	if ctx.Bool("quiet") || !isTerminal(c.Stderr) || prints && isTerminal(c.stdout) {
		return nil
	}
	p := &progress{w: c.Stderr, src: src, total: src.Total(), start: time.Now(), last: time.Now()}
	if p.total == 0 && !hasStdin(ctx) {
		// The names of a folder are read once more, beside the run.
		if names, err := c.open(ctx); err == nil {
			go func() { p.records.Store(names.Count(ctx.Context)) }()
		}
	}
	c.show = p
	return p
}

// tick writes the line when it is time.
func (p *progress) tick(records, findings int64) {
	if p == nil || time.Since(p.last) < progressEvery {
		return
	}
	p.last = time.Now()
	p.write(p.text(records, findings, time.Since(p.start)))
}

// text is the line.
func (p *progress) text(records, findings int64, passed time.Duration) string {
	read := p.src.Bytes()
	speed := float64(read) / passed.Seconds()
	line := fmt.Sprintf("%s records  %.1f MB/s  %s findings", thousands(records), speed/1e6, thousands(findings))
	done, of := p.src.Consumed(), p.total
	if n := p.records.Load(); n > 0 {
		done, of = p.src.Records(), n
	}
	if of > done && done > 0 {
		left := time.Duration(float64(of-done) / float64(done) * float64(passed)).Round(time.Second)
		line += fmt.Sprintf("  %d%%  %s left", done*100/of, left)
	}
	return line
}

func (p *progress) write(line string) {
	pad := max(p.width-len(line), 0)
	p.width = len(line)
	fmt.Fprintf(p.w, "\r%s%s", line, strings.Repeat(" ", pad))
}

// end takes the line away, until the next one is written.
func (p *progress) end() {
	if p != nil && p.width > 0 {
		fmt.Fprintf(p.w, "\r%s\r", strings.Repeat(" ", p.width))
		p.width = 0
	}
}

// thousands writes 1234567 as 1,234,567.
func thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// printAccount writes an account for people.
func printAccount(w io.Writer, a *corpus.Account, rules bool) error {
	var b strings.Builder
	r, n := a.Records, a.Bytes
	fmt.Fprintf(&b, "records  %s found = %s accepted + %s quarantined", thousands(r.Found), thousands(r.Accepted), thousands(r.Quarantined))
	if r.Unreadable > 0 {
		fmt.Fprintf(&b, " (%s unreadable)", thousands(r.Unreadable))
	}
	fmt.Fprintf(&b, "\nbytes    %s found = %s accepted + %s quarantined\n", thousands(n.Found), thousands(n.Accepted), thousands(n.Quarantined))
	if r.Repaired > 0 {
		fmt.Fprintf(&b, "repaired %s records with %s edits, written as %s bytes\n", thousands(r.Repaired), thousands(a.Edits), thousands(n.Written))
	}
	if a.Failed > 0 {
		fmt.Fprintf(&b, "failed   %s paths gave no record\n", thousands(a.Failed))
	}
	if a.Skipped > 0 {
		fmt.Fprintf(&b, "skipped  %s other files\n", thousands(a.Skipped))
	}
	if !a.Complete {
		fmt.Fprintf(&b, "the run is not complete: it ended after record %s\n", thousands(int64(a.Last)))
	}
	if rules {
		for _, id := range a.RuleIDs() {
			rate := a.Rules[id]
			fmt.Fprintf(&b, "%-28s %10s findings in %10s records\n", id, thousands(rate.Findings), thousands(rate.Records))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
