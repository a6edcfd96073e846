package main

import (
	"fmt"
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
		if id := d.ID(); id != "" {
			from.ID = id
		}
		prints := lint.Fingerprints(d.Raw, from.ID, findings)
		if configured != nil {
			configured(d, from, findings, why)
		}
		list.add(d, from, findings, why, prints, ctx.Bool("redact"))
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
	sessions, collectors := make([]*lint.Session, max(n, 1)), make([]*lint.Collector, max(n, 1))
	over := newOverCorpus(chosen)
	var t tally
	err = corpus.Run(ctx.Context, src, corpus.Job[bool]{
		Workers: n,
		Work: func(worker int, r *corpus.Record) bool {
			if sessions[worker] == nil {
				sessions[worker], collectors[worker] = engine.NewSession(), over.collector()
			}
			from := lint.Origin{Seq: r.Seq, Document: r.Address}
			doc, result := sessions[worker].Lint(r.Text, r.Meta, from)
			from.ID = doc.ID()
			return len(collectors[worker].Collect(doc, from)) > 0 || result.Failed
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
	if err == nil {
		err = list.addCorpus(over, opts.Filter)
	}
	return list.inOrder(), c.ended(ctx, &t, nil, err)
}

// addCorpus lets the rules over the corpus speak. The filter notes what they say.
func (l *notes) addCorpus(over *overCorpus, filter lint.Filter) error {
	none := cable.Parse(nil)
	err := over.finish(func(f lint.CorpusFinding) error {
		f.Span = cable.Span{}
		filter(none, lint.Origin{Seq: f.Seq, Document: f.Document, ID: f.ID}, []lint.Finding{f.Finding}, make([]string, 1))
		return nil
	})
	if err != nil {
		return fmt.Errorf("rules over the corpus: %w", err)
	}
	return nil
}

// notes are gathered by several goroutines.
type notes struct {
	mu  sync.Mutex
	all []noted
}

func (l *notes) add(d *cable.Document, from lint.Origin, findings []lint.Finding, why, prints []string, redact bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range findings {
		if why[i] != "" {
			continue
		}
		f := &findings[i]
		l.all = append(l.all, noted{
			Known:    lint.Known{Fingerprint: prints[i], Rule: f.Rule.ID, ID: from.ID},
			Document: from.Document, Line: d.LineAt(f.Span.Start) + 1, Severity: f.Severity, Message: report.Message(f, redact), seq: from.Seq,
		})
	}
}
