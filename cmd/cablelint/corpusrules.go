package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/corpus"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/report"
)

// overCorpus is what the rules over a corpus need of a run: they gather facts of
// each cable and speak when the last one has been read.
type overCorpus struct {
	rules []lint.Selected
	facts *corpus.Facts
}

func newOverCorpus(chosen *lint.Selection) *overCorpus {
	o := &overCorpus{rules: chosen.Corpus()}
	if len(o.rules) > 0 {
		o.facts = corpus.NewFacts()
	}
	return o
}

// collect takes the facts of one cable. It returns findings about rules that broke.
func (o *overCorpus) collect(d *cable.Document, from lint.Origin) []lint.Finding {
	if len(o.rules) == 0 {
		return nil
	}
	return lint.Collect(o.rules, d, from, o.facts.Add)
}

// finish lets the rules speak. Their findings come in the order of the records.
func (o *overCorpus) finish() (found []lint.CorpusFinding, err error) {
	if len(o.rules) == 0 {
		return nil, nil
	}
	defer func() {
		if e := o.facts.Close(); err == nil {
			err = e
		}
	}()
	err = lint.FinishFacts(o.rules, o.facts.All(), func(f lint.CorpusFinding) error {
		found = append(found, f)
		return nil
	})
	slices.SortStableFunc(found, func(a, b lint.CorpusFinding) int {
		return cmp.Or(cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.Span.Start, b.Span.Start), strings.Compare(a.Rule.ID, b.Rule.ID))
	})
	return found, err
}

// reportCorpus writes what the rules over the corpus found, one result a record.
// The cables are gone by then: a finding stands at the start of its cable.
func (run *lintRun) reportCorpus() {
	found, err := run.over.finish()
	if err != nil {
		run.c.fail(fmt.Errorf("rules over the corpus: %w", err))
	}
	none := cable.Parse(nil)
	met := map[string]int{} // without a text, records of one id have one fingerprint
	for len(found) > 0 {
		n := 1
		for n < len(found) && found[n].Seq == found[0].Seq {
			n++
		}
		res := &report.Result{Seq: found[0].Seq, Document: found[0].Document, ID: found[0].ID, Cable: none, ReadOnly: true}
		for _, f := range found[:n] {
			f.Span = cable.Span{}
			res.Findings = append(res.Findings, f.Finding)
		}
		found = found[n:]
		run.leaveOut(res)
		if run.prints {
			res.Fingerprints = lint.Fingerprints(none.Raw, res.ID, res.Findings)
			for i, print := range res.Fingerprints {
				if met[print]++; met[print] > 1 {
					res.Fingerprints[i] = fmt.Sprintf("%s-%d", print, met[print])
				}
			}
		}
		run.tally.addCorpus(res.Findings)
		for _, o := range run.outs {
			if o.err == nil {
				o.err = o.Cable(res)
			}
		}
	}
	if run.tally.failedRules && run.c.status < Failed {
		run.c.raise(Failed)
	}
}

// leaveOut drops what the baseline and the files beside it leave out.
func (run *lintRun) leaveOut(res *report.Result) {
	filter := run.c.set.filter()
	if filter == nil {
		return
	}
	why := make([]string, len(res.Findings))
	filter(res.Cable, lint.Origin{Seq: res.Seq, Document: res.Document, ID: res.ID}, res.Findings, why)
	keep := res.Findings[:0]
	for i, w := range why {
		if w == "" {
			keep = append(keep, res.Findings[i])
		}
	}
	res.Findings = keep
}

// addCorpus counts findings of one record that was counted before.
func (t *tally) addCorpus(found []lint.Finding) {
	for i := range found {
		t.count(&found[i])
		t.rules[found[i].Rule].last = 0 // the next record is another cable
		t.failedRules = t.failedRules || found[i].Rule.ID == lint.PanicID
	}
}
