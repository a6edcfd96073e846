package corpus

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// Split is the pair of targets of a gate: each record goes to one of two sides,
// in order, into the same kind of container that it came from. For a table or a
// stream a side is one file, for a folder or an archive a folder of files.
//
// Nothing is ever changed behind a position that was marked: after a kill at any
// moment the sides are cut back to the last mark and the run goes on from there.
type Split struct {
	sides   [2]side
	folders bool
	from    string // the container that files are filled from
	tails   int    // containers that ended
	passed  int    // containers whose end was dealt with before the mark

	// Of folders: the names of files that were written, so that none is written
	// twice, and the file of the record that was put last.
	names *Names
	in    *input
	addr  string // of what holds the record
	last  int    // number of the record there
	name  string
}

// Mark is how far a split has come, for going on after an end before its time.
type Mark struct {
	Sides [2]Position `json:"sides"`
	Tails int         `json:"tails"` // containers that ended
}

// Side says where a record goes.
type Side int

// The sides.
const (
	Accepted Side = iota
	Quarantined
)

// side is one target.
type side struct {
	path string // file or folder; empty: nothing is written
	root *os.Root
	name string // of the open file below the folder
	f    *os.File
	w    *bufio.Writer
	size int64
	open bool // the head of the container was written
}

// Position is how far one side is written and synced.
type Position struct {
	Name string `json:"name,omitempty"` // of the open file, in a folder
	Size int64  `json:"size"`
	Open bool   `json:"open,omitempty"` // the head of the container is written
}

// NewSplit opens the two targets; folders says that they are folders. from is the
// mark to go on from; nil: both are new, and must not exist unless force is set.
func NewSplit(accept, quarantine string, folders, force bool, from *Mark) (*Split, error) {
	s := &Split{folders: folders, names: NewNames()}
	s.sides[Accepted].path, s.sides[Quarantined].path = accept, quarantine
	for i := range s.sides {
		var p *Position
		if from != nil {
			p, s.passed = &from.Sides[i], from.Tails
		}
		if err := s.sides[i].begin(folders, force, p); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

func (s *side) begin(folders, force bool, from *Position) error {
	if s.path == "" {
		return nil
	}
	if folders {
		return s.beginFolder(force, from)
	}
	flags := os.O_WRONLY | os.O_CREATE
	switch {
	case from == nil && force:
		flags |= os.O_TRUNC
	case from == nil:
		flags |= os.O_EXCL
	}
	f, err := os.OpenFile(s.path, flags, 0o644)
	if err != nil {
		return targetError(s.path, err)
	}
	s.f = f
	return s.resume(from)
}

func (s *side) beginFolder(force bool, from *Position) error {
	if from == nil && !force {
		if list, err := os.ReadDir(s.path); err == nil && len(list) > 0 {
			return targetError(s.path, fs.ErrExist)
		}
	}
	if err := os.MkdirAll(s.path, 0o755); err != nil {
		return targetError(s.path, err)
	}
	var err error
	if s.root, err = os.OpenRoot(s.path); err != nil {
		return targetError(s.path, err)
	}
	if from == nil || from.Name == "" {
		return nil
	}
	if s.f, err = s.root.OpenFile(from.Name, os.O_WRONLY|os.O_CREATE, 0o644); err != nil {
		return targetError(s.path+"/"+from.Name, err)
	}
	s.name = from.Name
	return s.resume(from)
}

// resume cuts the file back to the mark.
func (s *side) resume(from *Position) error {
	s.w = bufio.NewWriterSize(s.f, 256<<10)
	if from == nil {
		return nil
	}
	st, err := s.f.Stat()
	if err != nil {
		return targetError(s.path, err)
	}
	if st.Mode().IsRegular() {
		if st.Size() < from.Size {
			return fmt.Errorf("%s: %d bytes were written and only %d are there: the file was changed since; start anew with --force", s.path, from.Size, st.Size())
		}
		if err := s.f.Truncate(from.Size); err != nil {
			return targetError(s.path, err)
		}
	}
	s.size, s.open = from.Size, from.Open
	_, err = s.f.Seek(from.Size, io.SeekStart)
	return err
}

// targetError says why a target cannot be used.
func targetError(path string, err error) error {
	if errors.Is(err, fs.ErrExist) {
		return &TargetError{path, errors.New("is there already; --force replaces it, --resume goes on with it")}
	}
	return &TargetError{path, reason(err)}
}

// TargetError is a target that cannot be written.
type TargetError struct {
	Path string
	Err  error
}

func (e *TargetError) Error() string { return e.Path + ": " + e.Err.Error() }

// Unwrap is the reason.
func (e *TargetError) Unwrap() error { return e.Err }

// Put writes the bytes of a record, raw or repaired, to one side. Those of a
// record in parts are written by [Split.More].
func (s *Split) Put(to Side, r *Record, b []byte) error {
	if err := s.one(r); err != nil {
		return err
	}
	t := &s.sides[to]
	if t.path == "" {
		return nil
	}
	if s.folders {
		if err := t.file(s.fileOf(r), r.Number > 0); err != nil {
			return err
		}
	}
	switch {
	case r.Number == 0:
		return t.write(b)
	case !t.open:
		t.open = true
		if err := t.write(r.Head); err != nil {
			return err
		}
	case len(r.Lead) > 0:
		if err := t.write(r.Lead); err != nil {
			return err
		}
	}
	return t.write(b)
}

// one refuses to fill one file from several containers.
func (s *Split) one(r *Record) error {
	from := r.container()
	if s.folders || from == s.from {
		return nil
	}
	if s.from != "" {
		return &TargetError{s.sides[Accepted].path, fmt.Errorf("cannot hold the records of both %s and %s: give a folder for each target", s.from, from)}
	}
	s.from = from
	return nil
}

// More writes a further part of the record that was put last.
func (s *Split) More(to Side, b []byte) error { return s.sides[to].write(b) }

// Tail ends a container on both sides. The accepted side is a container even
// without a record in it.
func (s *Split) Tail(r *Record) error {
	if s.tails++; s.tails <= s.passed {
		return nil
	}
	for i := range s.sides {
		t := &s.sides[i]
		if t.path == "" || !t.open && (Side(i) == Quarantined || len(r.Head) == 0) {
			continue
		}
		if !t.open {
			if s.folders {
				if err := t.file(s.fileOf(r), r.Number > 0); err != nil {
					return err
				}
			}
			if err := t.write(r.Head); err != nil {
				return err
			}
		}
		if err := t.write(r.Raw); err != nil {
			return err
		}
		t.open = false
	}
	return nil
}

func (t *side) write(b []byte) error {
	if t.path == "" || len(b) == 0 {
		return nil
	}
	n, err := t.w.Write(b)
	t.size += int64(n)
	if err != nil {
		return targetError(t.path, err)
	}
	return nil
}

// Passed notes a record that an earlier run put: its file is there. Records come in
// order, before the first that is put.
func (s *Split) Passed(r *Record) {
	if s.folders {
		s.fileOf(r)
		s.in = nil // another reading of the source has other streams
	}
}

// fileOf is the name of the file below the folders for a record. One that has the
// name of another, as members of one archive may, gets its number in the run too.
func (s *Split) fileOf(r *Record) string {
	same := (r.Number > 0 || r.tail) && (r.in == s.in || s.in == nil && r.container() == s.addr && (r.tail || r.Number > s.last))
	s.in, s.addr, s.last = r.in, r.container(), r.Number
	if same && s.name != "" {
		return s.name
	}
	s.name = targetName(r)
	for !s.names.Add(s.name) {
		ext := path.Ext(s.name)
		s.name = strings.TrimSuffix(s.name, ext) + "~" + strconv.FormatUint(r.Seq, 10) + ext
	}
	return s.name
}

// file makes the file of that name the open one; more says that records of one
// container share it.
func (t *side) file(name string, more bool) error {
	if name == t.name && more && t.f != nil {
		return nil
	}
	if err := t.closeFile(); err != nil {
		return err
	}
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return &TargetError{name, errors.New("the name leads out of the folder")}
	}
	if dir := path.Dir(name); dir != "." {
		if err := t.root.MkdirAll(dir, 0o755); err != nil {
			return targetError(t.path+"/"+dir, err)
		}
	}
	f, err := t.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return targetError(t.path+"/"+name, err)
	}
	if t.w == nil {
		t.w = bufio.NewWriterSize(f, 64<<10)
	} else {
		t.w.Reset(f)
	}
	t.f, t.name, t.size, t.open = f, name, 0, false
	return nil
}

// targetName is the name of a record's file below a target folder: that of its
// file, with that of the member of an archive.
func targetName(r *Record) string {
	outer, member, inArchive := strings.Cut(r.container(), "!")
	_ = outer
	name := r.Name
	if !inArchive {
		return strings.TrimSuffix(name, compressedExt(name))
	}
	member = strings.ReplaceAll(member, "!", "/")
	member = strings.TrimSuffix(member, compressedExt(member))
	if filepath.Base(r.File) == name && r.Base == r.File {
		return member
	}
	return name + "/" + member
}

// container is the address of the file or member that holds the record.
func (r *Record) container() string {
	if r.in != nil {
		return r.in.addr
	}
	return r.Address
}

// compressedExt is the extension of a compressed single file: what is written
// out of it is not compressed.
func compressedExt(name string) string {
	switch k := kindOfName(name); k {
	case kindGzip, kindBzip2, kindXz, kindZstd:
		return path.Ext(name)
	}
	return ""
}

// Mark makes everything that was put durable and says how far it reaches.
func (s *Split) Mark() (Mark, error) {
	at := Mark{Tails: max(s.tails, s.passed)}
	for i := range s.sides {
		t := &s.sides[i]
		if t.f != nil {
			if err := t.w.Flush(); err != nil {
				return at, targetError(t.path, err)
			}
			if err := syncFile(t.f); err != nil {
				return at, targetError(t.path, err)
			}
		}
		at.Sides[i] = Position{Name: t.name, Size: t.size, Open: t.open}
	}
	if s.folders {
		syncAll()
	}
	return at, nil
}

// syncFile syncs a regular file; a pipe has nothing to sync.
func syncFile(f *os.File) error {
	if st, err := f.Stat(); err != nil || !st.Mode().IsRegular() {
		return err
	}
	return f.Sync()
}

func (t *side) closeFile() error {
	if t.f == nil {
		return nil
	}
	err := t.w.Flush()
	if e := t.f.Close(); err == nil {
		err = e
	}
	t.f = nil
	if err != nil {
		return targetError(t.path, err)
	}
	return nil
}

// Lines is a file that is only ever added to, beside a split.
type Lines struct{ side }

// NewLines opens the file at path; from is the mark to go on from, nil: it is new.
func NewLines(path string, force bool, from *Position) (*Lines, error) {
	l := &Lines{side{path: path}}
	return l, l.begin(false, force, from)
}

// Write adds bytes.
func (l *Lines) Write(b []byte) (int, error) { return len(b), l.write(b) }

// Mark makes everything that was written durable and says how far it reaches.
func (l *Lines) Mark() (Position, error) {
	if err := l.w.Flush(); err != nil {
		return Position{}, targetError(l.path, err)
	}
	if err := syncFile(l.f); err != nil {
		return Position{}, targetError(l.path, err)
	}
	return Position{Size: l.size}, nil
}

// Close ends the file.
func (l *Lines) Close() error { return l.closeFile() }

// Close ends both sides.
func (s *Split) Close() error {
	var errs []error
	for i := range s.sides {
		errs = append(errs, s.sides[i].closeFile())
		if s.sides[i].root != nil {
			errs = append(errs, s.sides[i].root.Close())
		}
	}
	return errors.Join(errs...)
}
