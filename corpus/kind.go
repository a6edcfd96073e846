package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// kind is what a file holds.
type kind uint8

const (
	kindUnknown kind = iota
	kindText
	kindPage
	kindCSV
	kindJSON  // one value, an array, or one object a line
	kindLines // JSON Lines
	kindZip
	kindTar
	kindGzip
	kindBzip2
	kindXz
	kindZstd
	kind7z
)

// archive reports whether the kind holds other files.
func (k kind) archive() bool { return k >= kindZip }

// kindOfName goes by the extension.
func kindOfName(name string) kind {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return kindUnknown
	}
	ext := name[i+1:]
	for j := 0; j < len(ext); j++ {
		if 'A' <= ext[j] && ext[j] <= 'Z' {
			ext = strings.ToLower(ext)
			break
		}
	}
	switch ext {
	case "txt":
		return kindText
	case "html", "htm":
		return kindPage
	case "csv":
		return kindCSV
	case "json":
		return kindJSON
	case "jsonl", "ndjson":
		return kindLines
	case "zip":
		return kindZip
	case "tar":
		return kindTar
	case "gz", "tgz":
		return kindGzip
	case "bz2", "tbz2", "tbz":
		return kindBzip2
	case "xz", "txz":
		return kindXz
	case "zst", "tzst":
		return kindZstd
	case "7z":
		return kind7z
	default:
		return kindUnknown
	}
}

// IsArchive reports whether the name is that of an archive or of a compressed file.
func IsArchive(name string) bool { return kindOfName(name).archive() }

// IsContainer reports whether the name is that of a file that holds cables and is
// no archive.
func IsContainer(name string) bool {
	k := kindOfName(name)
	return k != kindUnknown && !k.archive()
}

// kindOfBytes goes by the first bytes; kindUnknown means binary.
func kindOfBytes(b []byte) kind {
	has := func(s string) bool { return bytes.HasPrefix(b, []byte(s)) }
	switch {
	case has("PK\x03\x04"), has("PK\x05\x06"):
		return kindZip
	case has("\x1f\x8b"):
		return kindGzip
	case has("BZh"):
		return kindBzip2
	case has("\xfd7zXZ\x00"):
		return kindXz
	case has("\x28\xb5\x2f\xfd"):
		return kindZstd
	case has("7z\xbc\xaf\x27\x1c"):
		return kind7z
	case len(b) > 262 && string(b[257:262]) == "ustar":
		return kindTar
	}
	b = bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case len(b) == 0:
		return kindText
	case b[0] == '{' && looksJSON(b):
		return kindJSON
	case b[0] == '[' && looksJSON(bytes.TrimLeft(b[1:], " \t\r\n")):
		return kindJSON
	case b[0] == '<' && looksPage(b):
		return kindPage
	case looksTable(b):
		return kindCSV
	default:
		return kindText
	}
}

// looksJSON reports whether b opens an object with a key, or is an empty one.
func looksJSON(b []byte) bool {
	if len(b) == 0 || b[0] != '{' {
		return false
	}
	b = bytes.TrimLeft(b[1:], " \t\r\n")
	return len(b) > 0 && (b[0] == '"' || b[0] == '}')
}

// looksPage reports whether b starts as an HTML page does.
func looksPage(b []byte) bool {
	head := bytes.ToLower(b[:min(len(b), 512)])
	for _, s := range []string{"<!doctype html", "<html", "<?xml", "<head", "<body"} {
		if bytes.HasPrefix(head, []byte(s)) {
			return !bytes.HasPrefix(head, []byte("<?xml")) || bytes.Contains(head, []byte("html"))
		}
	}
	return false
}

// looksTable reports whether b starts with a row of cables.csv: a quoted number,
// a comma and a quote.
func looksTable(b []byte) bool {
	if b[0] != '"' {
		return false
	}
	i := bytes.IndexByte(b[1:], '"')
	return i > 0 && digits(string(b[1:1+i])) == i && bytes.HasPrefix(b[i+2:], []byte(`,"`))
}

// named reads a file that was named: its bytes decide when its name does not.
func (p *producer) named(path, name string) bool {
	k := kindOfName(name)
	if k != kindUnknown {
		return p.file(path, name, k)
	}
	f, err := os.Open(path)
	if err != nil {
		return p.fail(unreadable(path, reason(err)))
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return p.fail(unreadable(path, reason(err)))
	}
	head := make([]byte, 4096)
	n, err := io.ReadAtLeast(f, head, 512)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return p.fail(unreadable(path, reason(err)))
	}
	k = kindOfBytes(head[:n])
	if st.Mode().IsRegular() {
		return p.file(path, name, k)
	}
	// What was read of a pipe or a device does not come again.
	return p.container(&input{r: io.MultiReader(bytes.NewReader(head[:n]), f), addr: path, file: path, name: name}, k)
}

// file reads the file at path, known to be of kind k; name is its name below
// the PATH argument.
func (p *producer) file(path, name string, k kind) bool {
	if k == kindText || k == kindPage {
		if !p.next(path, 0) {
			return !p.stop()
		}
		r := p.batch().add()
		r.Seq, r.Address, r.File, r.Base, r.Name = p.seq, path, path, p.base, name
		r.load = loadFile
		if k == kindPage {
			r.Form, r.load = Page, loadPageFile
		}
		return p.sent()
	}
	if p.names {
		p.done = true
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return p.fail(unreadable(path, reason(err)))
	}
	defer f.Close()
	return p.container(&input{r: countedFile{f, &p.consumed}, addr: path, file: path, name: name, met: p.met}, k)
}

// container reads what holds records.
func (p *producer) container(in *input, k kind) bool {
	switch k {
	case kindCSV:
		return p.stream(in, &table{columns: p.opts.Columns, other: in.met})
	case kindJSON:
		return p.stream(in, &objects{text: p.opts.TextField, id: p.opts.IDField, other: in.met})
	case kindLines:
		return p.stream(in, &objects{text: p.opts.TextField, id: p.opts.IDField, known: true, report: in.met})
	case kindText, kindPage:
		return p.single(in, k)
	default:
		return p.archive(in, k)
	}
}

// single reads a stream that is one cable.
func (p *producer) single(in *input, k kind) bool {
	b := p.batch()
	raw, err := b.readStream(in.r, p.opts.MaxRecord)
	p.bytes.Add(int64(len(raw)))
	if errors.Is(err, ErrTooLong) {
		return p.long(in, k, raw, err)
	}
	if err != nil {
		return p.fail(unreadable(in.addr, in.reason(err)))
	}
	if !p.next(in.addr, 0) {
		return !p.stop()
	}
	r := b.add()
	r.Seq, r.Address, r.File, r.Base, r.Name, r.Member = p.seq, in.addr, in.file, p.base, in.name, in.member
	r.Raw, r.load = raw, loadText
	if k == kindPage {
		r.Form, r.load = Page, loadPage
	}
	if len(b.buf) >= chunk {
		p.flush()
		return !p.stop()
	}
	return p.sent()
}

// long hands out a stream that is one cable and too long for one, in parts: raw
// is the first.
func (p *producer) long(in *input, k kind, raw []byte, err error) bool {
	if !p.next(in.addr, 0) {
		return !p.stop()
	}
	e := unreadable(in.addr, err)
	e.Seq = p.seq
	for more := true; ; {
		r := p.batch().add()
		r.Seq, r.Address, r.File, r.Base, r.Name, r.Member = p.seq, in.addr, in.file, p.base, in.name, in.member
		if k == kindPage {
			r.Form = Page
		}
		r.Raw, r.More, r.err, r.rest = raw, more, e, e == nil
		e = nil
		p.flush()
		if !more || p.stop() {
			return !p.stop()
		}
		b := p.batch()
		b.buf = slices.Grow(b.buf, chunk)
		n, err := io.ReadFull(in.r, b.buf[:chunk])
		p.bytes.Add(int64(n))
		b.buf, more = b.buf[:n], err == nil
		raw = b.buf
	}
}

// readStream reads r to its end into the batch, or so far that it is too long.
func (b *batch) readStream(r io.Reader, limit int64) ([]byte, error) {
	start := len(b.buf)
	for {
		b.buf = slices.Grow(b.buf, 16<<10)
		n, err := r.Read(b.buf[len(b.buf):cap(b.buf)])
		b.buf = b.buf[:len(b.buf)+n]
		if int64(len(b.buf)-start) > limit {
			return b.buf[start:len(b.buf):len(b.buf)], tooLong(limit)
		}
		if err == io.EOF {
			return b.buf[start:len(b.buf):len(b.buf)], nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// stdin reads standard input. The name that the user gave it says what it holds,
// else its first bytes do.
func (p *producer) stdin() bool {
	name := p.opts.StdinName
	if name == "" {
		name = "-"
	}
	if p.opts.Stdin == nil {
		return p.fail(unreadable(name, fmt.Errorf("there is no standard input")))
	}
	in := &input{r: p.opts.Stdin, addr: name, name: filepath.Base(name)}
	k := kindOfName(name)
	if k == kindUnknown {
		head := make([]byte, 4096)
		n, err := io.ReadAtLeast(in.r, head, 512)
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF && !p.stop() {
			return p.fail(unreadable(name, reason(err)))
		}
		k = kindOfBytes(head[:n])
		in.r = io.MultiReader(bytes.NewReader(head[:n]), in.r)
	}
	return p.container(in, k)
}
