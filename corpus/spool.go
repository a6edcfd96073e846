package corpus

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"iter"
	"os"
	"slices"
	"strings"
)

// Spool sorts records of bytes, whatever their number, in bounded memory: what
// does not fit goes to one temporary file in sorted runs, which are merged when
// the records are read. The order is that of [bytes.Compare].
type Spool struct {
	name  string // of the temporary file, in front of a number
	limit int    // bytes in memory
	block []byte // records, each behind its length
	at    []uint32
	file  *os.File
	runs  []section
	err   error
}

// section is one sorted run in the file.
type section struct{ start, size int64 }

// spoolInMemory is how many bytes of records are held before they are written out.
const spoolInMemory = 256 << 10

// spoolRoom is beyond the limit, for the last record.
const spoolRoom = 4 << 10

// headBytes is the space of a record's length.
const headBytes = 4

// NewSpool makes an empty spool; name is that of the file that it may need.
func NewSpool(name string) *Spool { return &Spool{name: name, limit: spoolInMemory} }

// Add takes a copy of a record. An error in writing is told by [Spool.All].
func (s *Spool) Add(record []byte) {
	start := len(s.block)
	if start > s.limit/8 && cap(s.block) < s.limit+spoolRoom {
		// At once to the full length: each step between would be garbage.
		s.block = append(make([]byte, 0, s.limit+spoolRoom), s.block...)
	}
	s.block = append(binary.NativeEndian.AppendUint32(s.block, uint32(len(record))), record...)
	s.at = append(s.at, uint32(start))
	if len(s.block)+4*len(s.at) >= s.limit {
		if err := s.spill(); s.err == nil {
			s.err = err
		}
	}
}

// record is the record at an offset of the block.
func (s *Spool) record(at uint32) []byte {
	n := binary.NativeEndian.Uint32(s.block[at:])
	return s.block[at+headBytes:][:n:n]
}

func (s *Spool) sort() {
	slices.SortFunc(s.at, func(a, b uint32) int { return bytes.Compare(s.record(a), s.record(b)) })
}

// spill writes what is held as one sorted run.
func (s *Spool) spill() (err error) {
	s.sort()
	defer func() { s.block, s.at = s.block[:0], s.at[:0] }()
	if s.file == nil {
		if s.file, err = os.CreateTemp("", s.name+"-*"); err != nil {
			return err
		}
	}
	out := bufio.NewWriterSize(s.file, 1<<14)
	for _, at := range s.at {
		if _, err = out.Write(s.block[at : at+headBytes+uint32(len(s.record(at)))]); err != nil {
			return err
		}
	}
	run := section{size: int64(len(s.block))}
	if n := len(s.runs); n > 0 {
		run.start = s.runs[n-1].start + s.runs[n-1].size
	}
	s.runs = append(s.runs, run)
	return out.Flush()
}

// All are the records in order. A record is valid until the next one. All may be
// read again after an early end, but not while records are added.
func (s *Spool) All() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		if s.err != nil {
			yield(nil, s.err)
			return
		}
		s.sort()
		m := merge{}
		m.add(&spoolCursor{held: s, left: s.at})
		for _, r := range s.runs {
			m.add(&spoolCursor{in: bufio.NewReaderSize(io.NewSectionReader(s.file, r.start, r.size), 1<<11)})
		}
		for m.err == nil && len(m.heads) > 0 {
			if !yield(m.heads[0].record, nil) {
				return
			}
			m.next()
		}
		if m.err != nil {
			yield(nil, m.err)
		}
	}
}

// Close gives back the disk.
func (s *Spool) Close() error {
	file := s.file
	s.file, s.runs, s.block, s.at = nil, nil, nil, nil
	if file == nil {
		return nil
	}
	return errors.Join(file.Close(), os.Remove(file.Name()))
}

// spoolCursor is a place in one run: in memory or in the file.
type spoolCursor struct {
	record []byte
	held   *Spool
	left   []uint32
	in     *bufio.Reader
	head   [headBytes]byte
}

// advance goes to the next record; [io.EOF] says that there is none.
func (c *spoolCursor) advance() error {
	if c.in == nil {
		if len(c.left) == 0 {
			return io.EOF
		}
		c.record, c.left = c.held.record(c.left[0]), c.left[1:]
		return nil
	}
	if _, err := io.ReadFull(c.in, c.head[:]); err != nil {
		return err
	}
	n := int(binary.NativeEndian.Uint32(c.head[:]))
	c.record = slices.Grow(c.record[:0], n)[:n]
	_, err := io.ReadFull(c.in, c.record)
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// merge is a heap of runs, the least record first.
type merge struct {
	heads []*spoolCursor
	err   error
}

// add takes a run in, unless it is empty.
func (m *merge) add(c *spoolCursor) {
	if err := c.advance(); err != nil {
		m.failed(err)
		return
	}
	m.heads = append(m.heads, c)
	for i := len(m.heads) - 1; i > 0 && m.less(i, (i-1)/2); i = (i - 1) / 2 {
		m.heads[i], m.heads[(i-1)/2] = m.heads[(i-1)/2], m.heads[i]
	}
}

// failed keeps an error that is not the end of a run.
func (m *merge) failed(err error) {
	if err != io.EOF {
		m.err = err
	}
}

func (m *merge) less(i, k int) bool { return bytes.Compare(m.heads[i].record, m.heads[k].record) < 0 }

// next goes on with the run whose record was read.
func (m *merge) next() {
	if err := m.heads[0].advance(); err != nil {
		m.failed(err)
		last := len(m.heads) - 1
		m.heads[0] = m.heads[last]
		m.heads = m.heads[:last]
	}
	for i := 0; 2*i+1 < len(m.heads); {
		k := 2*i + 1
		if k+1 < len(m.heads) && m.less(k+1, k) {
			k++
		}
		if !m.less(k, i) {
			return
		}
		m.heads[i], m.heads[k] = m.heads[k], m.heads[i]
		i = k
	}
}

// AppendSortable appends a string to a record so that records are ordered by it:
// NUL, which ends it, is written with a byte behind it that says what it is.
func AppendSortable(dst []byte, s string) []byte {
	for {
		i := strings.IndexByte(s, 0)
		if i < 0 {
			return append(append(dst, s...), 0, 0)
		}
		dst = append(append(dst, s[:i]...), 0, 1)
		s = s[i+1:]
	}
}

// CutSortable reads the string that [AppendSortable] wrote at the start of s, and
// gives what follows. s must have one.
func CutSortable(s string) (text, rest string) {
	for from := 0; ; {
		i := from + strings.IndexByte(s[from:], 0)
		if s[i+1] == 0 {
			text = s[:i]
			if from > 0 {
				text = strings.ReplaceAll(text, "\x00\x01", "\x00")
			}
			return text, s[i+2:]
		}
		from = i + 2
	}
}
