package corpus

import (
	"context"
	"errors"
	"sync"
)

// Job is what is done to every record.
type Job[R any] struct {
	Workers int // goroutines that work; below 2 everything runs in the calling one

	// Work makes the result of one record. worker counts from 0: use it to pick
	// buffers that are not shared. It must not depend on the order of calls.
	Work func(worker int, r *Record) R

	// Emit takes the results in the order of the source, one at a time. The
	// record has its Raw and Text only if Work called [Record.Keep]. An error ends the run.
	Emit func(r *Record, result R) error

	// Fail takes what gave no cable, in order with Emit. The record has Raw as
	// far as it is known. An error ends the run; nil: failures are ignored.
	Fail func(r *Record, err *RecordError) error

	// Rest takes the further parts of the bytes of a record that is too long to
	// hold, after its Fail. nil: they are dropped.
	Rest func(r *Record) error

	// Tail is called at the end of every table and stream that was read to its
	// end; Raw is what stands behind the last record. nil: nothing is done.
	Tail func(r *Record) error
}

// Run reads a source and does the job. Results come in the order of the source
// whatever the number of workers, and memory does not grow with the source: a
// fixed ring of buffers goes round. When ctx is cancelled the records that were
// read are still worked on and emitted, so that what came out is always the
// result of a whole number of leading records; then the cause is returned.
func Run[R any](ctx context.Context, src *Source, job Job[R]) error {
	if job.Workers < 2 {
		return runInline(ctx, src, job)
	}
	return runParallel(ctx, src, job)
}

// emit hands one record to the job's receiver.
func (j *Job[R]) emit(r *Record, result R) error {
	switch {
	case r.rest && j.Rest != nil:
		return j.Rest(r)
	case r.tail && j.Tail != nil:
		return j.Tail(r)
	case r.rest, r.tail:
		return nil
	case r.err == nil:
		return j.Emit(r, result)
	}
	if j.Fail == nil {
		return nil
	}
	return j.Fail(r, r.err)
}

// runInline does everything in the calling goroutine: on one core nothing else
// is cheaper.
func runInline[R any](ctx context.Context, src *Source, job Job[R]) error {
	var failed error
	one := new(batch)
	err := src.produce(ctx, 1, func() *batch { return one }, func(b *batch) bool {
		defer b.reset()
		for i := range b.recs {
			r := &b.recs[i]
			b.fill(r)
			src.count(b.took())
			var result R
			if r.worked() {
				result = job.Work(0, r)
			}
			if failed = job.emit(r, result); failed != nil {
				return false
			}
			r.kept = false
			b.drop(r)
		}
		return true
	})
	return first(failed, err)
}

// worked reports whether the record is a cable.
func (r *Record) worked() bool { return r.err == nil && !r.rest && !r.tail }

// first is the first error there is.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// errStopped ends the reader when the receiver wants no more.
var errStopped = errors.New("stopped")

// parcel is a batch on its way with its place in the order and its results.
type parcel[R any] struct {
	batch
	order   int
	results []R
}

// recordsOfBatch bounds a batch of small files: large enough that a change of
// goroutine costs little, small enough that workers end together.
const recordsOfBatch = 16

func runParallel[R any](ctx context.Context, src *Source, job Job[R]) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	ring := 2*job.Workers + 2
	free, work, done := make(chan *parcel[R], ring), make(chan *parcel[R], ring), make(chan *parcel[R], ring)
	for range ring {
		free <- new(parcel[R])
	}
	var readErr error
	go func() {
		defer close(work)
		readErr = readParcels(ctx, src, free, work)
	}()
	var workers sync.WaitGroup
	for w := range job.Workers {
		workers.Go(func() {
			for p := range work {
				p.run(w, src, job.Work)
				done <- p
			}
		})
	}
	go func() {
		workers.Wait()
		close(done)
	}()
	failed := emitInOrder(&job, ring, done, free, func() { cancel(errStopped) })
	if failed != nil {
		return failed
	}
	return readErr
}

// readParcels is the reader's goroutine.
func readParcels[R any](ctx context.Context, src *Source, free, work chan *parcel[R]) error {
	order := 0
	var cur *parcel[R]
	get := func() *batch {
		cur = <-free
		return &cur.batch
	}
	return src.produce(ctx, recordsOfBatch, get, func(*batch) bool {
		cur.order = order
		order++
		work <- cur
		return true
	})
}

// run works on all records of a parcel.
func (p *parcel[R]) run(worker int, src *Source, work func(int, *Record) R) {
	for i := range p.recs {
		r := &p.recs[i]
		p.fill(r)
		var result R
		if r.worked() {
			result = work(worker, r)
			p.drop(r)
		}
		p.results = append(p.results, result)
	}
	src.count(p.took())
}

// emitInOrder hands out parcels by their order and gives them back to the ring.
// After an error it only drains.
func emitInOrder[R any](job *Job[R], ring int, done, free chan *parcel[R], stop func()) error {
	waiting := make([]*parcel[R], ring) // no more than ring parcels exist
	next := 0
	var failed error
	for p := range done {
		waiting[p.order%ring] = p
		for {
			p := waiting[next%ring]
			if p == nil || p.order != next {
				break
			}
			waiting[next%ring] = nil
			next++
			for i := range p.recs {
				if failed != nil {
					break
				}
				if failed = job.emit(&p.recs[i], p.results[i]); failed != nil {
					stop()
				}
			}
			p.reset()
			clear(p.results)
			p.results = p.results[:0]
			free <- p
		}
	}
	return failed
}
