package corpus

import (
	"errors"
	"strconv"
)

// batch is the unit that goes from the reader to a worker and on to the writer:
// some records and the memory they stand in.
type batch struct {
	recs  []Record
	buf   []byte // bytes that the reader put there: Raw of rows and members
	cells []cell // of all rows
	arena []byte // bytes that the worker put there: files, decoded fields
	limit int64  // of one record
	read  int64  // bytes that the worker read
	mark  int    // length of arena before the record that is being worked on
}

// keepBytes is how large a buffer may grow and still be kept for reuse.
const keepBytes = 512 << 10

// reset empties the batch for reuse.
func (b *batch) reset() {
	clear(b.recs)
	b.recs, b.buf, b.arena, b.read, b.mark = b.recs[:0], b.buf[:0], b.arena[:0], 0, 0
	b.cells = b.cells[:0]
	if cap(b.buf) > keepBytes {
		b.buf = nil
	}
	if cap(b.arena) > keepBytes {
		b.arena = nil
	}
}

// add makes room for one record.
func (b *batch) add() *Record {
	b.recs = append(b.recs, Record{})
	return &b.recs[len(b.recs)-1]
}

// fill makes the record complete: reads its file, decodes its fields.
func (b *batch) fill(r *Record) {
	r.Meta, b.mark = &r.meta, len(b.arena)
	if r.in != nil {
		b.address(r)
	}
	if r.load == nil || r.err != nil || r.rest || r.tail {
		return
	}
	err := r.load(r, b)
	r.load = nil
	if err == nil {
		return
	}
	r.err = &RecordError{Seq: r.Seq, Address: r.Address, Err: err}
	if errors.Is(err, errEmpty) || errors.Is(err, errBlank) || errors.Is(err, errNoCable) {
		r.err.Failure = NoCable
	}
}

// address writes the address of a record of a stream: cables.csv#41.
func (b *batch) address(r *Record) {
	if r.tail {
		r.Address = r.in.addr
		return
	}
	n := len(b.arena)
	b.arena = strconv.AppendInt(append(append(b.arena, r.in.addr...), '#'), int64(r.Number), 10)
	r.Address = string(b.arena[n:])
	b.arena = b.arena[:n]
	if r.err != nil {
		r.err.Address = r.Address
	}
}

// errNoCable is wrapped by the error of something readable without a cable in it.
var errNoCable = errors.New("no cable in it")

// drop ends the life of the record's bytes, if nobody keeps them.
func (b *batch) drop(r *Record) {
	if r.kept {
		return
	}
	r.Raw, r.Text = nil, nil
	b.arena = b.arena[:b.mark]
}

// took is the number of bytes read since it was last asked.
func (b *batch) took() int64 {
	n := b.read
	b.read = 0
	return n
}
