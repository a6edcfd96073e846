package corpus

import (
	"errors"
	"io"
	"slices"
)

// input is one container that is being read.
type input struct {
	r      io.Reader
	addr   string // address of the container itself
	file   string // outermost file on disk
	name   string // slash path of file below the PATH argument
	member bool   // stands in an archive
	depth  int    // archives around it
	guard  *guard // of the archive it stands in; nil when there is none
	met    bool   // nobody named it: a folder or an archive held it
}

// reason is the reason of a read error.
func (in *input) reason(err error) error {
	if in.member {
		return archiveError(err)
	}
	return reason(err)
}

// found says what a splitter came upon.
type found uint8

const (
	foundNothing found = iota // the end of the record is not in sight: more bytes are needed
	foundRecord
	foundGap // bytes between records: a blank line, a header row, brackets
	foundBad // a record that cannot be read; the splitter has the reason
)

// splitter finds the records of a stream.
type splitter interface {
	// split gives the length of the next thing in b. At the end of the stream
	// eof is true and something is always found. It is called again with the
	// same bytes and more after foundNothing, and then need not look at those again.
	split(b []byte, eof bool) (int, found)
	// reason is the reason of the last foundBad.
	reason() error
	// rest gives the length of what still belongs to a record that is too
	// long, and whether it ends there.
	rest(b []byte, eof bool) (int, bool)
	// fatal is why the stream cannot be read at all.
	fatal() error
	// mark notes on a record what load needs to know.
	mark(r *Record, b *batch)
	// load completes a record in a worker.
	load(r *Record, b *batch) error
	// form is the form of the records.
	form() Form
}

// chunk is how much of a stream is read at once: small enough to stay in the
// cache of the core that reads it, large enough that system calls do not count.
const chunk = 256 << 10

// recordsOfChunk is how many records of a stream are in a batch at most: where
// they are small, workers still have equal parts.
const recordsOfChunk = 256

// streamer reads one stream record by record.
type streamer struct {
	*producer
	in    *input
	s     splitter
	size  int    // of what is read at once
	num   int    // of the last record, from 1
	head  []byte // what stands before the first record
	gap   []byte // what stands since the last record
	lead  []byte // what stands before the current record
	held  []byte // bytes that were read and belong to the next batches
	space []byte // the memory of held
	eof   bool
	err   error // a read error: reported after what was read before it
	long  bool  // in the middle of a record that is too long
	mine  bool  // the record that is too long is in this shard
}

// errNoRecords is a table or stream without a single record.
var errNoRecords = errors.New("it holds no records")

// errOther is the fatal error of a file that nobody named and that turns out to
// hold something else than cables.
var errOther = errors.New("it holds no cables")

// stream reads all records of a stream.
func (p *producer) stream(in *input, s splitter) bool {
	st := &streamer{producer: p, in: in, s: s, size: chunk}
	for !st.ended() {
		if !st.chunk() {
			return false
		}
		switch err := s.fatal(); {
		case err == errOther:
			p.skipped.Add(1)
			return !p.stop()
		case err != nil:
			return p.fail(unreadable(in.addr, err))
		}
	}
	if st.err != nil {
		return p.fail(unreadable(in.addr, st.err))
	}
	if !st.tail() {
		return false
	}
	if st.num == 0 {
		return p.notice(&RecordError{Address: in.addr, Failure: NoCable, Err: errNoRecords})
	}
	return true
}

// tail hands out what stands behind the last record.
func (s *streamer) tail() bool {
	if s.num == 0 {
		s.head, s.gap = s.gap, nil
	}
	r := s.record(s.batch(), s.gap)
	r.tail, r.Lead = true, nil
	return s.sent()
}

// ended reports whether all bytes of the stream were looked at.
func (s *streamer) ended() bool { return s.eof && len(s.held) == 0 }

// chunk fills one batch with records.
func (s *streamer) chunk() bool {
	b := s.batch()
	at := len(b.buf)
	for before := at; at == before; {
		// Twice as much each time, so that a long record is not looked at again and
		// again, and no more than a record may have.
		have, more := int64(len(b.buf)-at), int64(s.size)
		if left := s.opts.MaxRecord + 1 - have; have > more {
			if more = max(more, min(have, left)); left < 2*have {
				more = max(int64(s.size), left) // in one step: each copies what is there
			}
		}
		s.fill(b, int(more))
		at = s.cut(b, at)
		if s.ended() || s.stop() {
			break
		}
		if int64(len(b.buf)-at) > s.opts.MaxRecord && !s.long {
			at = s.tooLong(b, at)
		}
	}
	s.hold(b.buf[at:])
	if len(b.recs) >= recordsOfChunk {
		s.size = max(s.size/2, 8<<10)
	}
	if !s.eof || len(b.buf) >= chunk || len(b.recs) >= s.limit {
		s.flush()
	}
	return !s.stop()
}

// hold keeps bytes of a batch for the next one, before those that are kept.
func (s *streamer) hold(b []byte) {
	if at := cap(s.space) - len(s.held) - len(b); at >= 0 {
		// Most came from there and go back.
		s.held = s.space[at:cap(s.space)]
		copy(s.held, b)
		return
	}
	all := append(append(make([]byte, 0, len(b)+len(s.held)), b...), s.held...)
	s.space, s.held = all, all
}

// fill reads about n more bytes into b.
func (s *streamer) fill(b *batch, n int) {
	if k := min(n, len(s.held)); k > 0 {
		b.buf = append(b.buf, s.held[:k]...)
		s.held = s.held[k:]
		return
	}
	if s.eof {
		return
	}
	if n > keepBytes {
		b.buf = append(make([]byte, 0, len(b.buf)+n), b.buf...) // exactly: it may be large
	}
	b.buf = slices.Grow(b.buf, n)
	for end := len(b.buf) + n; len(b.buf) < end; {
		k, err := s.in.r.Read(b.buf[len(b.buf):end])
		b.buf = b.buf[:len(b.buf)+k]
		s.bytes.Add(int64(k))
		if err != nil && s.stop() {
			return // what was read of a record is not all of it
		}
		if err != nil {
			s.eof = true
			if err != io.EOF {
				s.err = s.in.reason(err)
			}
			return
		}
	}
}

// cut makes records of the bytes of b from at on and returns where it stopped.
func (s *streamer) cut(b *batch, at int) int {
	for at < len(b.buf) && len(b.recs) < recordsOfChunk {
		if s.long {
			n, end := s.s.rest(b.buf[at:], s.ended())
			if n > 0 && s.mine {
				r := s.record(b, b.buf[at:at+n])
				r.More, r.rest = !end, true
			}
			s.long = !end
			at += n
			if n == 0 {
				return at
			}
			continue
		}
		n, what := s.s.split(b.buf[at:], s.ended())
		if what == foundNothing {
			return at
		}
		if what == foundGap {
			s.gap = append(s.gap, b.buf[at:at+n]...)
		} else {
			s.num++
			s.between()
			if s.next(s.in.addr, s.num) {
				r := s.record(b, b.buf[at:at+n:at+n])
				if what == foundBad {
					r.err = &RecordError{Seq: r.Seq, Err: s.s.reason()}
				}
				if s.cutOff(b, at+n, what) {
					r.err = &RecordError{Seq: r.Seq, Err: s.err}
				}
			}
			if s.cutOff(b, at+n, what) {
				s.err = nil // told once, with the record
			}
		}
		at += n
	}
	return at
}

// cutOff reports whether the record that ends at end is what a read error left
// of it.
func (s *streamer) cutOff(b *batch, end int, what found) bool {
	if s.err == nil || !s.ended() || end < len(b.buf) {
		return false
	}
	last := b.buf[end-1]
	return what == foundBad || last != '\n' && last != '}'
}

// between settles what stands before the record that was just found.
func (s *streamer) between() {
	if s.num == 1 {
		s.head, s.gap = s.gap, nil
	}
	s.lead = nil
	if len(s.gap) > 0 {
		s.lead, s.gap = s.gap, nil
	}
}

// record adds a record with the bytes raw.
func (s *streamer) record(b *batch, raw []byte) *Record {
	r := b.add()
	r.Seq, r.File, r.Base, r.Name, r.Member = s.seq, s.in.file, s.base, s.in.name, s.in.member
	r.Form, r.Raw = s.s.form(), raw
	r.in, r.Number, r.load = s.in, s.num, s.s.load
	r.Head, r.Lead = s.head, s.lead
	s.s.mark(r, b)
	return r
}

// tooLong gives up on the record that starts at at.
func (s *streamer) tooLong(b *batch, at int) int {
	s.num++
	s.between()
	s.long, s.mine = true, s.next(s.in.addr, s.num)
	if s.mine {
		r := s.record(b, b.buf[at:])
		r.More = true
		r.err = &RecordError{Seq: r.Seq, Err: tooLong(s.opts.MaxRecord)}
	}
	return len(b.buf)
}
