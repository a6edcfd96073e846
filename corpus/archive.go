package corpus

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// errArchive is wrapped by the errors of limits: they end the archive.
var errArchive = errors.New("the archive is given up")

// errMember is wrapped by the error of a limit that ends one member of a zip file.
var errMember = errors.New("the member is given up")

// archive reads what holds other files. Members are read in the order in which
// they stand, by one reader: a solid archive allows nothing else.
func (p *producer) archive(in *input, k kind) bool {
	if in.depth >= p.opts.MaxDepth {
		return p.fail(unreadable(in.addr, fmt.Errorf("%w: it lies in %d archives; raise --max-depth to read it", errArchive, in.depth)))
	}
	before, skipped := p.seq, p.skipped.Load()
	var ok bool
	var err error
	switch k {
	case kindZip:
		ok, err = p.zip(in)
	case kind7z:
		ok, err = p.sevenZip(in)
	case kindTar:
		ok, err = p.tar(in)
	default:
		return p.compressed(in, k)
	}
	return p.endArchive(in, ok, err, before, skipped)
}

// endArchive reports what went wrong with an archive as a whole, or that it
// holds nothing.
func (p *producer) endArchive(in *input, ok bool, err error, before uint64, skipped int64) bool {
	switch {
	case err != nil && !errors.Is(err, errReported):
		return p.fail(unreadable(in.addr, archiveError(err)))
	case ok && err == nil && p.seq == before:
		return p.notice(&RecordError{Address: in.addr, Failure: NoCable,
			Err: fmt.Errorf("the archive holds no cables; %d other files were skipped", p.skipped.Load()-skipped)})
	}
	return ok
}

// errReported ends an archive whose error was reported with a member already.
var errReported = errors.New("reported")

// archiveError says which kind of trouble it is.
func archiveError(err error) error {
	switch {
	case errors.Is(err, errArchive), errors.Is(err, errMember), errors.Is(err, errUnsupported), errors.Is(err, errDamaged), errors.Is(err, errCutOff), errors.Is(err, ErrTooLong):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return errCutOff
	default:
		return fmt.Errorf("%w: %w", errDamaged, reason(err))
	}
}

var (
	errDamaged = errors.New("the archive is damaged")
	errCutOff  = errors.New("the archive is cut off")
)

// errUnsupported is wrapped by what an archive may be and we cannot read.
var errUnsupported = errors.New("not supported")

// compressed reads a stream that is one compressed file, which may be a tar.
func (p *producer) compressed(in *input, k kind) bool {
	packed := &counter{r: in.r}
	r, done, err := decompress(k, packed)
	if err != nil {
		return p.fail(unreadable(in.addr, archiveError(err)))
	}
	defer done()
	g := &guard{r: r, packed: packed.count, opts: &p.opts}
	out := bufio.NewReaderSize(g, 64<<10)
	inner := *in
	inner.r, inner.member, inner.guard = out, true, g
	name := innerName(in.addr)
	what := kindOfName(name)
	if what == kindUnknown {
		head, _ := out.Peek(4096)
		what = kindOfBytes(head)
	}
	if what.archive() && what != kindTar {
		inner.depth++
	}
	return p.container(&inner, what)
}

// innerName is the name of the file that a compressed file holds: a.tar of a.tgz.
func innerName(name string) string {
	name = strings.ToLower(name)
	for _, s := range []string{".tgz", ".tbz2", ".tbz", ".txz", ".tzst"} {
		if strings.HasSuffix(name, s) {
			return "x.tar"
		}
	}
	return strings.TrimSuffix(name, path.Ext(name))
}

// decompress opens a compressed stream. Where the standard library reads a
// format it does; zstd is klauspost's; for xz and 7z the coders are libraries
// and the containers are read here, because the libraries that read them cost
// more at the start of the program than a whole run on one cable.
func decompress(k kind, r io.Reader) (io.Reader, func(), error) {
	nothing := func() {}
	switch k {
	case kindGzip:
		z, err := gzip.NewReader(bufio.NewReaderSize(r, 64<<10))
		return z, nothing, err
	case kindBzip2:
		return bzip2.NewReader(bufio.NewReaderSize(r, 64<<10)), nothing, nil
	case kindXz:
		z, err := newXzReader(r)
		return z, nothing, err
	case kindZstd:
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(1<<31))
		if err != nil {
			return nil, nothing, err
		}
		return z, z.Close, nil
	default:
		return nil, nothing, errUnsupported
	}
}

// counter counts the bytes that a decompressor takes in.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}

func (c *counter) count() int64 { return c.n }

// guard ends a stream that unpacks to more than the limits allow. Its error is
// kept, so that whoever reads on gets it again.
type guard struct {
	r      io.Reader
	packed func() int64 // bytes taken in so far
	opts   *Options
	got    int64
	err    error

	// Of the member of a zip file, which alone can be left out.
	own, ownPacked int64
}

// zipRoom is how many bombs the free size leaves room for in one zip file.
const zipRoom = 16

// begin turns to another member of a zip file.
func (g *guard) begin(r io.Reader, packed int64) {
	g.r, g.own, g.ownPacked, g.err = r, 0, max(packed, 1), nil
}

// freeSize is the size up to which no ratio counts: so little cannot hurt, and a
// corpus of copies is packed better than any real one.
const freeSize = 64 << 20

func (g *guard) Read(b []byte) (n int, err error) {
	if g.err != nil {
		return 0, g.err
	}
	n, err = calmly(g.r, b)
	g.got += int64(n)
	g.own += int64(n)
	free := g.opts.freeSize
	if g.ownPacked > 0 {
		free *= zipRoom
	}
	switch packed := max(g.packed(), 1); {
	case g.got > g.opts.MaxSize:
		err = fmt.Errorf("%w: it unpacks to more than %s; raise --max-unpacked to read it", errArchive, size(g.opts.MaxSize))
	case g.ownPacked > 0 && g.own > g.opts.freeSize && g.own/g.ownPacked > g.opts.MaxRatio:
		err = fmt.Errorf("%w: it unpacks to more than %d times its size; raise --max-ratio to read it", errMember, g.opts.MaxRatio)
	case g.got > free && g.got/packed > g.opts.MaxRatio:
		err = fmt.Errorf("%w: it unpacks to more than %d times its size; raise --max-ratio to read it", errArchive, g.opts.MaxRatio)
	}
	g.err = err
	return n, err
}

// calmly reads from a decompressor: what a library does with damaged input must
// not end the run.
func calmly(r io.Reader, b []byte) (n int, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			n, err = 0, fmt.Errorf("the decompressor gave up: %v", cause)
		}
	}()
	return r.Read(b)
}

// over reports whether the guard, if there is one, gave its archive up.
func (g *guard) over() bool { return g != nil && errors.Is(g.err, errArchive) }

// member reads one member of an archive.
func (p *producer) member(in *input, name string, r io.Reader, g *guard) bool {
	m := &input{r: r, addr: in.addr + "!" + name, file: in.file, name: in.name, member: true, depth: in.depth + 1, guard: g, met: true}
	if leadsOut(name) {
		return p.fail(unreadable(m.addr, errors.New("its name leads out of the archive")))
	}
	k := kindOfName(name)
	if base := path.Base(name); k == kindUnknown || base[0] == '.' || strings.HasPrefix(name, "__MACOSX/") {
		p.skipped.Add(1)
		return !p.stop()
	}
	return p.container(m, k)
}

// leadsOut reports whether a member's name would climb out of the place where
// the archive is unpacked.
func leadsOut(name string) bool {
	name = strings.ReplaceAll(name, `\`, "/")
	if strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':' {
		return true
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == ".." {
			return true
		}
	}
	return false
}

// tar reads the members of a tar.
func (p *producer) tar(in *input) (bool, error) {
	t := tar.NewReader(in.r)
	for n := 1; ; n++ {
		h, err := t.Next()
		switch {
		case err == io.EOF:
			return true, nil
		case err != nil:
			return true, err
		case n > p.opts.MaxMembers:
			return true, p.tooMany()
		case h.Typeflag == tar.TypeDir:
			continue
		case h.Typeflag != tar.TypeReg:
			p.skipped.Add(1)
			continue
		}
		m := &noted{r: t}
		if !p.member(in, h.Name, m, in.guard) {
			return false, nil
		}
		if m.err != nil {
			return true, errReported
		}
	}
}

// noted is a reader that remembers its error: what breaks inside a member of a
// tar is reported with the member, and nothing behind it can be read.
type noted struct {
	r   io.Reader
	err error
}

func (n *noted) Read(b []byte) (int, error) {
	k, err := n.r.Read(b)
	if err != nil && err != io.EOF {
		n.err = err
	}
	return k, err
}

func (p *producer) tooMany() error {
	return fmt.Errorf("%w: it has more than %d members; raise --max-members to read it", errArchive, p.opts.MaxMembers)
}

// zip reads the members of a zip file in the order of its directory.
func (p *producer) zip(in *input) (bool, error) {
	at, size, done, err := p.seekable(in)
	if err != nil {
		return true, err
	}
	defer done()
	z, err := zip.NewReader(at, size)
	if err != nil {
		return true, err
	}
	z.RegisterDecompressor(methodBzip2, func(r io.Reader) io.ReadCloser { return io.NopCloser(bzip2.NewReader(r)) })
	z.RegisterDecompressor(methodZstd, zipMethod(kindZstd))
	z.RegisterDecompressor(methodXz, zipMethod(kindXz))
	if len(z.File) > p.opts.MaxMembers {
		return true, p.tooMany()
	}
	g := &guard{opts: &p.opts, packed: func() int64 { return size }}
	for _, f := range z.File {
		if m := f.Mode(); m.IsDir() {
			continue
		} else if !m.IsRegular() { // a link: its text is a name
			p.skipped.Add(1)
			continue
		}
		if !p.zipMember(in, f, g) {
			return false, nil
		}
		if g.over() {
			return true, errReported
		}
	}
	return true, nil
}

// The methods of zip beyond those that the standard library knows.
const (
	methodBzip2 = 12
	methodZstd  = 93
	methodXz    = 95
)

func zipMethod(k kind) zip.Decompressor {
	return func(r io.Reader) io.ReadCloser {
		z, done, err := decompress(k, r)
		if err != nil {
			return io.NopCloser(failing{err})
		}
		return closing{z, done}
	}
}

// closing is a reader with something to do at its end.
type closing struct {
	io.Reader
	done func()
}

func (c closing) Close() error { c.done(); return nil }

// failing is a reader that cannot read.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func (p *producer) zipMember(in *input, f *zip.File, g *guard) bool {
	addr := in.addr + "!" + f.Name
	if kindOfName(f.Name) != kindUnknown && f.Flags&1 != 0 {
		return p.fail(unreadable(addr, fmt.Errorf("%w: the member is encrypted", errUnsupported)))
	}
	r, err := f.Open()
	if err != nil {
		if kindOfName(f.Name) == kindUnknown {
			p.skipped.Add(1)
			return !p.stop()
		}
		return p.fail(unreadable(addr, archiveError(err)))
	}
	defer r.Close()
	g.begin(r, int64(f.CompressedSize64))
	return p.member(in, f.Name, g, g)
}

// memorySpool is how much of a stream is held in memory where a file is needed.
const memorySpool = 16 << 20

// seekable gives random access to a container: the file itself, or a copy of the
// stream in memory or in a temporary file that has no name.
func (p *producer) seekable(in *input) (at io.ReaderAt, size int64, done func(), err error) {
	done = func() {}
	if f, ok := in.r.(countedFile); ok {
		if st, err := f.Stat(); err == nil && st.Mode().IsRegular() {
			return f, st.Size(), done, nil
		}
	}
	var head bytes.Buffer
	n, err := io.CopyN(&head, in.r, memorySpool)
	if err == io.EOF {
		return bytes.NewReader(head.Bytes()), n, done, nil
	}
	if err != nil {
		return nil, 0, done, err
	}
	f, err := os.CreateTemp("", "cablelint-*")
	if err != nil {
		return nil, 0, done, err
	}
	done = func() { f.Close(); os.Remove(f.Name()) }
	size, err = io.Copy(f, io.MultiReader(&head, io.LimitReader(in.r, p.opts.MaxSize)))
	if err != nil {
		done()
		return nil, 0, func() {}, err
	}
	return f, size, done, nil
}
