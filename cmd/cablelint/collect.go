package main

import (
	"sync"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/corpus"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/report"
)

// noted is a finding as far as a baseline and a comparison need it.
type noted struct {
	lint.Known
	Document string
	Line     int
	Severity lint.Severity
	Message  string
	seq      uint64
}

// collect lints paths with the rules of the command and notes every finding
// with the fingerprint that a baseline would give it.
func (c *Command) collect(ctx *cli.Context, paths []string) ([]noted, error) {
	chosen, err := c.selection(ctx)
	if err != nil {
		return nil, err
	}
	opts, err := c.engineOptions(ctx)
	if err != nil {
		return nil, err
	}
	var list notes
	configured := opts.Filter
	opts.Filter = func(d *cable.Document, from lint.Origin, findings []lint.Finding, why []string) {
		prints := lint.Fingerprints(d.Raw, d.ID(), findings)
		if configured != nil {
			configured(d, from, findings, why)
		}
		list.add(d, from, findings, why, prints)
	}
	engine, err := lint.New(chosen, opts)
	if err != nil {
		return nil, err
	}
	n, err := workers(ctx)
	if err != nil {
		return nil, err
	}
	options, err := c.sourceOptions(ctx)
	if err != nil {
		return nil, err
	}
	src, err := corpus.Open(paths, options)
	if err != nil {
		return nil, misuse{err}
	}
	sessions := make([]*lint.Session, max(n, 1))
	var t tally
	err = corpus.Run(ctx.Context, src, corpus.Job[bool]{
		Workers: n,
		Work: func(worker int, r *corpus.Record) bool {
			if sessions[worker] == nil {
				sessions[worker] = engine.NewSession()
			}
			_, result := sessions[worker].Lint(r.Text, r.Meta, lint.Origin{Seq: r.Seq, Document: r.Address})
			return result.Failed
		},
		Emit: func(_ *corpus.Record, failed bool) error {
			t.documents++
			if failed {
				c.raise(Failed)
			}
			return nil
		},
		Fail: t.fail(c),
	})
	return list.inOrder(), c.ended(ctx, &t, err)
}

// notes are gathered by several goroutines.
type notes struct {
	mu  sync.Mutex
	all []noted
}

func (l *notes) add(d *cable.Document, from lint.Origin, findings []lint.Finding, why, prints []string) {
	id := d.ID()
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range findings {
		if why[i] != "" {
			continue
		}
		f := &findings[i]
		l.all = append(l.all, noted{
			Known:    lint.Known{Fingerprint: prints[i], Rule: f.Rule.ID, ID: id},
			Document: from.Document, Line: d.LineAt(f.Span.Start) + 1, Severity: f.Severity, Message: report.Message(f, false), seq: from.Seq,
		})
	}
}
