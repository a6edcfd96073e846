package main

import (
	"cmp"
	endian "encoding/binary" // binary is a type here
	"fmt"
	"iter"
	"slices"

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

// collector takes the facts of the cables of one goroutine.
func (o *overCorpus) collector() *lint.Collector {
	if len(o.rules) == 0 {
		return lint.NewCollector(nil, nil)
	}
	return lint.NewCollector(o.rules, o.facts.Add)
}

// finish lets the rules speak. Their findings are reported in the order of the
// records; as many as there may be, they are not held.
func (o *overCorpus) finish(report func(lint.CorpusFinding) error) error {
	if len(o.rules) == 0 {
		return nil
	}
	said := newFindingSpool()
	err := lint.FinishFacts(o.rules, o.facts.All(), said.add)
	closed := o.facts.Close() // before the findings want the memory
	for f, broken := range said.all() {
		if broken == nil {
			broken = report(f)
		}
		if broken != nil {
			err = cmp.Or(err, broken)
			break
		}
	}
	return cmp.Or(err, closed, said.spool.Close())
}

// reportCorpus writes what the rules over the corpus found, one result a record.
// The cables are gone by then: a finding stands at the start of its cable.
func (run *lintRun) reportCorpus() {
	res := &report.Result{Cable: cable.Parse(nil), ReadOnly: true}
	met := map[string]int{} // without a text, records of one id have one fingerprint
	err := run.over.finish(func(f lint.CorpusFinding) error {
		if f.Seq != res.Seq {
			run.reportRecord(res, met)
			res.Seq, res.Document, res.ID, res.Findings = f.Seq, f.Document, f.ID, res.Findings[:0]
		}
		f.Span = cable.Span{}
		res.Findings = append(res.Findings, f.Finding)
		return nil
	})
	run.reportRecord(res, met)
	if err != nil {
		run.c.fail(fmt.Errorf("rules over the corpus: %w", err))
	}
	if run.tally.failedRules && run.c.status < Failed {
		run.c.raise(Failed)
	}
}

// reportRecord writes what rules over the corpus found about one record.
func (run *lintRun) reportRecord(res *report.Result, met map[string]int) {
	if len(res.Findings) == 0 {
		return
	}
	run.leaveOut(res)
	if run.prints {
		res.Fingerprints = lint.Fingerprints(res.Cable.Raw, res.ID, res.Findings)
		for i, print := range res.Fingerprints {
			if met[print]++; met[print] > 1 {
				res.Fingerprints[i] = fmt.Sprintf("%s-%d", print, met[print])
			}
		}
	}
	run.tally.addCorpus(res.Findings)
	for _, o := range run.outs {
		switch {
		case o.err != nil:
		case o.shared == nil:
			o.err = o.Cable(res)
		default:
			if run.buf = o.shared.Render(run.buf[:0], res); len(run.buf) > 0 {
				o.err = o.putLate(res.Seq, run.buf)
			}
		}
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
		t.count(talliedOf(&found[i]))
		t.rules[found[i].Rule].last = 0 // the next record is another cable
		t.failedRules = t.failedRules || found[i].Rule.ID == lint.PanicID
	}
}

// findingSpool puts findings of rules over a corpus in the order of records, of
// places and of rules; equal ones stay in the order in which they came.
type findingSpool struct {
	spool *corpus.Spool
	rules []*lint.Rule // those that spoke, by number
	n     uint64
	buf   []byte
}

func newFindingSpool() *findingSpool {
	return &findingSpool{spool: corpus.NewSpool("cablelint-findings")}
}

// add takes one finding. It has no fix and no related place: the text is gone.
func (s *findingSpool) add(f lint.CorpusFinding) error {
	number := slices.Index(s.rules, f.Rule)
	if number < 0 {
		number = len(s.rules)
		s.rules = append(s.rules, f.Rule)
	}
	s.n++
	dst := endian.BigEndian.AppendUint64(s.buf[:0], f.Seq)
	dst = endian.BigEndian.AppendUint32(dst, f.Span.Start)
	dst = corpus.AppendSortable(dst, f.Rule.ID)
	dst = endian.BigEndian.AppendUint64(dst, s.n)
	dst = endian.AppendUvarint(dst, uint64(number))
	dst = append(dst, byte(f.Severity))
	for _, text := range [...]string{f.Message, f.Document, f.ID} {
		dst = corpus.AppendSortable(dst, text)
	}
	for _, a := range f.Args {
		dst = corpus.AppendSortable(endian.AppendVarint(append(dst, byte(a.Kind)), int64(a.Num)), a.Str)
	}
	s.buf = dst
	s.spool.Add(dst)
	return nil
}

// all are the findings in order.
func (s *findingSpool) all() iter.Seq2[lint.CorpusFinding, error] {
	return func(yield func(lint.CorpusFinding, error) bool) {
		for record, err := range s.spool.All() {
			var f lint.CorpusFinding
			if err == nil {
				f = s.read(record)
			}
			if !yield(f, err) {
				return
			}
		}
	}
}

// read takes apart what add wrote.
func (s *findingSpool) read(record []byte) (f lint.CorpusFinding) {
	f.Seq = endian.BigEndian.Uint64(record)
	f.Span.Start = endian.BigEndian.Uint32(record[8:])
	_, rest := corpus.CutSortable(string(record[12:]))
	record = record[len(record)-len(rest)+8:]
	number, n := endian.Uvarint(record)
	f.Rule, f.Severity = s.rules[number], lint.Severity(record[n])
	rest = rest[8+n+1:]
	for _, text := range [...]*string{&f.Message, &f.Document, &f.ID} {
		*text, rest = corpus.CutSortable(rest)
	}
	for len(rest) > 0 {
		a := lint.Arg{Kind: lint.ArgKind(rest[0])}
		number, n := endian.Varint(record[len(record)-len(rest)+1:])
		a.Num = int(number)
		a.Str, rest = corpus.CutSortable(rest[1+n:])
		f.Args = append(f.Args, a)
	}
	return f
}
