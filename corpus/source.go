package corpus

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/bmatcuk/doublestar/v4"
)

// The limits that hold when [Options] leaves them zero.
const (
	DefaultMaxRecord  = 256 << 20 // bytes of one record
	DefaultMaxRatio   = 1000      // unpacked bytes for a packed one
	DefaultMaxDepth   = 4         // archives within archives
	DefaultMaxMembers = 10_000_000
	DefaultMaxSize    = 1 << 40 // unpacked bytes of one archive
)

// Options say how sources are read. The zero value is ready.
type Options struct {
	Stdin     io.Reader
	StdinName string // stands for "-" in addresses; its extension says what standard input holds

	FilesFrom string // a list of paths, one a line; "-": standard input
	Null      bool   // the list is separated by NUL bytes

	NoIgnore bool // folders are walked without asking for files named IgnoreName

	// Exclude reports paths that are not read, named or walked: they count as
	// skipped. nil: none.
	Exclude func(path string) bool

	Columns   string // of CSV: id=NAME|NUMBER,text=...,header=...,created=... and so on
	TextField string // of JSON
	IDField   string

	MaxRecord  int64 // bytes of one record
	MaxRatio   int64 // unpacked against packed bytes of an archive
	MaxDepth   int   // archives within archives
	MaxMembers int   // members of one archive
	MaxSize    int64 // unpacked bytes of one archive

	Skip   uint64 // the records up to this number are passed over: they were done before
	SkipTo string // the address that the last of them had; empty: not known

	freeSize int64 // up to here no ratio counts

	Shard, Shards int // this part, from 1, of so many; 0: everything
}

func (o *Options) defaults() error {
	if o.Shards < 0 || o.Shard < 0 || o.Shard > o.Shards || (o.Shards > 0 && o.Shard == 0) {
		return fmt.Errorf("shard %d/%d: expected I/N with I from 1 to N", o.Shard, o.Shards)
	}
	if o.Columns != "" {
		if _, err := parseColumns(o.Columns); err != nil {
			return err
		}
	}
	o.freeSize = freeSize
	if o.MaxRatio > 0 {
		o.freeSize = 64 << 10
	}
	set := func(v *int64, to int64) {
		if *v <= 0 {
			*v = to
		}
	}
	set(&o.MaxRecord, DefaultMaxRecord)
	set(&o.MaxRatio, DefaultMaxRatio)
	set(&o.MaxSize, DefaultMaxSize)
	if o.MaxDepth <= 0 {
		o.MaxDepth = DefaultMaxDepth
	}
	if o.MaxMembers <= 0 {
		o.MaxMembers = DefaultMaxMembers
	}
	return nil
}

// Source is everything that a run reads. It can be read once.
type Source struct {
	paths   []string
	items   iter.Seq2[Item, error] // in the place of paths
	opts    Options
	skipped atomic.Int64
	bytes   atomic.Int64
	// of the files themselves
	consumed atomic.Int64
	records  atomic.Int64
}

// Open prepares the paths: files, folders, globs, or "-" for standard input. No
// path is the current folder. A path that cannot be read is found out while
// reading and is an error of its own; Open fails for options that cannot be used.
func Open(paths []string, opts Options) (*Source, error) {
	if err := opts.defaults(); err != nil {
		return nil, err
	}
	if opts.FilesFrom != "" {
		listed, err := readList(opts)
		if err != nil {
			return nil, err
		}
		paths = append(append([]string(nil), paths...), listed...)
	} else if len(paths) == 0 {
		paths = []string{"."}
	}
	return &Source{paths: paths, opts: opts}, nil
}

// readList reads the paths of --files-from.
func readList(opts Options) ([]string, error) {
	r := opts.Stdin
	if opts.FilesFrom != "-" {
		f, err := os.Open(opts.FilesFrom)
		if err != nil {
			return nil, fmt.Errorf("list of files %s: %w", opts.FilesFrom, reason(err))
		}
		defer f.Close()
		r = f
	}
	if r == nil {
		return nil, fmt.Errorf("list of files: there is no standard input")
	}
	end := byte('\n')
	if opts.Null {
		end = 0
	}
	var paths []string
	for in := bufio.NewReader(r); ; {
		p, err := in.ReadString(end)
		p = strings.TrimSuffix(p, string(end))
		if end == '\n' {
			p = strings.TrimSuffix(p, "\r")
		}
		if p != "" {
			paths = append(paths, p)
		}
		if err == io.EOF {
			return paths, nil
		}
		if err != nil {
			return nil, fmt.Errorf("list of files %s: %w", opts.FilesFrom, err)
		}
	}
}

// Skipped is the number of files so far that a folder or an archive held and
// that are no container of cables. Every shard walks over all of them: the first
// counts them.
func (s *Source) Skipped() int {
	if s.opts.Shard > 1 {
		return 0
	}
	return int(s.skipped.Load())
}

// Bytes is the number of bytes read so far; safe to ask while reading.
func (s *Source) Bytes() int64 { return s.bytes.Load() }

// count adds bytes of files that workers read.
func (s *Source) count(n int64) {
	s.bytes.Add(n)
	s.consumed.Add(n)
}

// Consumed is the number of bytes of the files themselves, packed as they are,
// that were read so far: what [Source.Total] is to be compared with.
func (s *Source) Consumed() int64 { return s.consumed.Load() }

// countedFile is a table, a stream or an archive that is being read.
type countedFile struct {
	*os.File
	n *atomic.Int64
}

func (f countedFile) Read(b []byte) (int, error) {
	n, err := f.File.Read(b)
	f.n.Add(int64(n))
	return n, err
}

func (f countedFile) ReadAt(b []byte, at int64) (int, error) {
	n, err := f.File.ReadAt(b, at)
	f.n.Add(int64(n))
	return n, err
}

// Total is the size of the files that were named, for telling how much is left;
// 0 when it is not known: folders and standard input.
func (s *Source) Total() int64 {
	var total int64
	for _, p := range s.paths {
		st, err := os.Stat(p)
		if err != nil || !st.Mode().IsRegular() {
			return 0
		}
		total += st.Size()
	}
	return total
}

// Records is the number of records found so far, of all shards.
func (s *Source) Records() int64 { return s.records.Load() }

// All reads the records one by one. An error of type [*RecordError] is a record
// or path that gave no cable, and the reading goes on; with it comes a record
// whose Raw holds the bytes as far as they are known, or nil. Any other error is the last.
func (s *Source) All(ctx context.Context) iter.Seq2[*Record, error] {
	return func(yield func(*Record, error) bool) {
		stopped := false
		one := new(batch)
		err := s.produce(ctx, 1, func() *batch { return one }, func(b *batch) bool {
			for i := range b.recs {
				r := &b.recs[i]
				b.fill(r)
				s.count(b.took())
				if r.rest || r.tail {
					continue
				}
				var err error
				if r.err != nil {
					err = r.err
				}
				if !yield(r, err) {
					stopped = true
					return false
				}
				r.kept = false
				b.drop(r)
			}
			b.reset()
			return true
		})
		if err != nil && !stopped {
			yield(nil, err)
		}
	}
}

// produce finds all records and hands them out in batches of at most n lazy
// ones. get gives an empty batch, put takes a full one and says whether to go on.
func (s *Source) produce(ctx context.Context, n int, get func() *batch, put func(*batch) bool) error {
	p := &producer{Source: s, ctx: ctx, limit: n, get: get, put: put}
	if s.items != nil {
		p.readItems()
	}
	for _, path := range s.paths {
		if !p.path(path) {
			break
		}
	}
	p.flush()
	if p.broken == nil && p.seq < p.opts.Skip && !p.done {
		p.broken = fmt.Errorf("%w: it has %d records and had %d", ErrMoved, p.seq, p.opts.Skip)
	}
	return first(p.broken, context.Cause(ctx))
}

// ErrMoved ends a reading that should go on behind a record, of a source that
// has another one there.
var ErrMoved = errors.New("the source is not what it was when the run was interrupted")

// producer is the state of one reading of a source.
type producer struct {
	*Source
	ctx   context.Context
	limit int // records of a batch
	get   func() *batch
	put   func(*batch) bool
	cur   *batch
	seq   uint64
	base  string // the PATH argument
	met   bool   // what is read now was met in a folder, and not named

	top     string       // of the folder that is walked: its name from where ignore files count
	ignores []ignoreFile // those above what is walked, outermost first

	done   bool
	broken error // why the source cannot be read on
	names  bool  // nothing is opened: an end at the first table, stream or archive
}

// stop reports whether nobody wants more.
func (p *producer) stop() bool {
	if !p.done && p.ctx.Err() != nil {
		p.done = true
	}
	return p.done
}

// flush hands out what is collected.
func (p *producer) flush() {
	b := p.cur
	p.cur = nil
	if b == nil || len(b.recs) == 0 && p.done {
		return
	}
	if !p.put(b) {
		p.done = true
	}
}

// batch is the batch to add to.
func (p *producer) batch() *batch {
	if p.cur == nil {
		p.cur = p.get()
		p.cur.limit = p.opts.MaxRecord
	}
	return p.cur
}

// next counts one record and reports whether it is to be read: in this shard,
// and not done before. Its address is that of its container and its number there.
func (p *producer) next(container string, number int) bool {
	p.seq++
	p.records.Add(1)
	if p.seq <= p.opts.Skip {
		if p.seq == p.opts.Skip && p.opts.SkipTo != "" {
			p.reach(container, number)
		}
		return false
	}
	return p.opts.Shards < 2 || int((p.seq-1)%uint64(p.opts.Shards)) == p.opts.Shard-1
}

// asText is an address as JSON keeps it: each byte that is not UTF-8 is U+FFFD.
func asText(address string) string { return string([]rune(address)) }

// reach makes sure that the last record that is passed over is the one that was.
func (p *producer) reach(container string, number int) {
	if number > 0 {
		container += "#" + strconv.Itoa(number)
	}
	if asText(container) != asText(p.opts.SkipTo) {
		p.done, p.broken = true, fmt.Errorf("%w: record %d is %s and was %s", ErrMoved, p.seq, container, p.opts.SkipTo)
	}
}

// fail reports a path or record that cannot be read.
func (p *producer) fail(e *RecordError) bool {
	if p.stop() {
		return false // the end of the run may be why
	}
	if !p.next(e.Address, 0) {
		return !p.stop()
	}
	e.Seq = p.seq
	r := p.batch().add()
	r.Seq, r.Address, r.Base, r.err = p.seq, e.Address, p.base, e
	return p.sent()
}

// sent hands the batch out when it is full, and reports whether to go on.
func (p *producer) sent() bool {
	if len(p.cur.recs) >= p.limit {
		p.flush()
	}
	return !p.stop()
}

// path reads one PATH argument.
func (p *producer) path(path string) bool {
	p.base = path
	if path == "-" {
		return p.stdin()
	}
	if p.opts.Exclude != nil && p.opts.Exclude(path) {
		p.skipped.Add(1)
		return !p.stop()
	}
	st, err := os.Stat(path)
	switch {
	case err == nil && st.IsDir():
		return p.folder(path)
	case err == nil && st.Mode()&os.ModeDevice != 0:
		return p.fail(unreadable(path, errDevice)) // some never end
	case err == nil:
		return p.named(path, filepath.Base(path))
	case os.IsNotExist(err) && strings.ContainsAny(path, "*?[{"):
		return p.glob(path)
	default:
		return p.fail(unreadable(path, reason(err)))
	}
}

var errDevice = errors.New("is a device; expected a file, a folder, a pipe or - for standard input")

// glob reads what a pattern matches, in order of names. Under **, as in a folder,
// links lead into no other folder: one that names its own would have no end.
func (p *producer) glob(pattern string) bool {
	options := []doublestar.GlobOption{doublestar.WithNoHidden()}
	if strings.Contains(pattern, "**") {
		options = append(options, doublestar.WithNoFollow())
	}
	paths, err := doublestar.FilepathGlob(pattern, options...)
	if err != nil {
		return p.fail(unreadable(pattern, fmt.Errorf("not a valid pattern: %w", err)))
	}
	if len(paths) == 0 {
		return p.fail(&RecordError{Address: pattern, Failure: NoCable, Err: fmt.Errorf("the pattern matches no file")})
	}
	for _, path := range paths {
		if !p.path(path) {
			return false
		}
	}
	return true
}

// reason is the bare reason of a file error: the address stands before it anyway.
func reason(err error) error {
	if pe, ok := err.(*os.PathError); ok {
		return pe.Err
	}
	return err
}
