package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/corpus"
	"github.com/cablelint/cablelint/lint"
)

// folderTarget writes a copy of every input, repaired or as it was, below a
// folder. Nothing is written outside of it, whatever links stand in it.
type folderTarget struct {
	c      *Command
	dir    string
	root   *os.Root
	force  bool
	ledger *ledger
	made   string // the folder made last

	release func() // of the lock

	open  *container // the table or stream that is being copied
	file  *partial   // its file
	opens func()     // told before a copy of a table begins
	cut   bool       // the last copy of a table was not whole
}

// folderTarget opens the folder, after it is sure that no input is harmed and no
// file that is there is replaced unasked.
func (c *Command) folderTarget(ctx *cli.Context, dir string) (*folderTarget, error) {
	t := &folderTarget{c: c, dir: dir, force: ctx.Bool("force")}
	abs, err := realAbs(dir)
	if err != nil {
		return nil, misusef("--output-dir %s: %w", dir, bare(err))
	}
	if st, err := os.Stat(dir); err == nil && !st.IsDir() {
		return nil, misusef("--output-dir %s: is a file; expected a folder", dir)
	}
	src, err := c.open(ctx)
	if err != nil {
		return nil, err
	}
	trees := map[string]string{} // PATH arguments that are folders: their real path
	err = distinctNames(ctx.Context, src, func(r *corpus.Record) (string, error) {
		if r.Seq <= c.done.Record {
			return "", nil // it is there already
		}
		tree, known := trees[r.Base]
		if !known {
			if st, err := os.Stat(r.Base); err == nil && st.IsDir() {
				tree, _ = realAbs(r.Base)
			}
			trees[r.Base] = tree
		}
		return t.check(r, abs, tree)
	})
	if err != nil {
		return nil, err
	}
	for _, p := range inputs(ctx) {
		if !corpus.ReadOnce(p) {
			continue
		}
		name := filepath.Base(p)
		if p == "-" {
			name = local(filepath.Base(cmp.Or(ctx.String("stdin-name"), p)))
		}
		if _, err := t.check(&corpus.Record{File: p, Name: name}, abs, ""); err != nil {
			return nil, err
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("--output-dir %s: %w", dir, bare(err))
	}
	// Two runs that copy there would write into one another's files.
	if t.release, err = corpus.Lock(filepath.Join(dir, ".cablelint.lock")); err != nil {
		return nil, misusef("--output-dir: %w", err)
	}
	if t.root, err = os.OpenRoot(dir); err != nil {
		t.release()
		return nil, fmt.Errorf("--output-dir %s: %w", dir, bare(err))
	}
	return t, nil
}

// realAbs is the absolute path without links, of a path that need not be there yet.
func realAbs(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	for rest := ""; ; {
		real, err := filepath.EvalSymlinks(abs)
		if err == nil {
			return filepath.Join(real, rest), nil
		}
		up := filepath.Dir(abs)
		if !errors.Is(err, fs.ErrNotExist) || up == abs {
			return "", err
		}
		abs, rest = up, filepath.Join(filepath.Base(abs), rest)
	}
}

// check gives the name of a record's copy, or the reason why the run is refused.
func (t *folderTarget) check(r *corpus.Record, abs, tree string) (string, error) {
	if r.ReadOnly() != "" {
		return "", nil // not copied
	}
	name := filepath.FromSlash(r.Name)
	if !filepath.IsLocal(name) {
		return "", misusef("%s: the name leads out of --output-dir", r.File)
	}
	path := filepath.Join(abs, name)
	if tree != "" {
		if rel, err := filepath.Rel(tree, path); err == nil && filepath.IsLocal(rel) {
			return "", misusef("--output-dir %s: %s would be written into the input folder %s", t.dir, r.Name, r.Base)
		}
	}
	st, err := os.Lstat(path)
	if err != nil {
		return r.Name, nil
	}
	if in, err := os.Stat(r.File); err == nil && os.SameFile(st, in) {
		return "", misusef("--output-dir %s: the copy of %s would take the place of the input", t.dir, r.File)
	}
	if !t.force {
		return "", misusef("%s: is there already; --force replaces it", filepath.Join(t.dir, name))
	}
	return r.Name, nil
}

func (t *folderTarget) prepare(r *corpus.Record, _ *fixed) {
	if r.ReadOnly() == "" {
		r.Keep()
	}
}

func (t *folderTarget) put(r *corpus.Record, f *fixed) (bool, error) {
	edits := lint.Edits(f.repair.Edits)
	switch why := r.ReadOnly(); {
	case why != "" && len(edits) == 0:
		return false, nil
	case why != "":
		return false, &unwritableError{why}
	}
	if r.Number == 0 {
		if err := t.abandon(); err != nil {
			t.c.fail(err)
		}
		t.cut = false
	}
	text, err := r.Rewrite(nil, edits)
	if r.Number > 0 {
		applied := f.repair.Edits
		if err != nil {
			text, applied = r.Raw, nil // what cannot be repaired goes on as it was
		}
		if e := t.record(r, text, applied); e != nil {
			return false, e
		}
		return len(applied) > 0, err
	}
	if err != nil {
		return false, err
	}
	name := t.name(r)
	if len(edits) > 0 && t.ledger != nil {
		if err := t.ledger.add(newRepair(r.Address, t.path(name), r.Raw, text, f.repair.Edits)); err != nil {
			return false, fmt.Errorf("not written: %w", err)
		}
	}
	return len(edits) > 0, t.write(name, text, permOf(r))
}

func (t *folderTarget) path(name string) string {
	return filepath.Join(t.dir, filepath.FromSlash(name))
}

// record adds a record to the copy of its container.
func (t *folderTarget) record(r *corpus.Record, text []byte, edits []lint.Applied) error {
	if err := t.into(r); err != nil {
		return err
	}
	if t.open.err == nil {
		t.open.put(r, text, edits)
	}
	return nil // an error is told at the end of the container
}

// into makes the copy of a record's container the open one.
func (t *folderTarget) into(r *corpus.Record) error {
	from := r.Base + "\x00" + r.File
	if t.open != nil && t.open.from == from {
		return nil
	}
	err := t.abandon()
	t.cut = false
	t.opens()
	p, e := t.begin(t.name(r), permOf(r))
	if e != nil {
		// Its records go nowhere; that is told once.
		t.open = newContainer(from, io.Discard, false)
		t.open.err = e
		return errors.Join(err, e)
	}
	t.file, t.open = p, newContainer(from, p.f, t.ledger != nil)
	return err
}

// abandon gives up the open copy: its container did not come to an end.
func (t *folderTarget) abandon() error {
	if t.open == nil {
		return nil
	}
	t.open = nil
	if t.file == nil {
		return nil
	}
	name := t.file.name
	t.cut = true
	t.file.discard()
	t.file = nil
	return fmt.Errorf("%s: %w", t.path(name), errContainerCut)
}

func (t *folderTarget) rest(r *corpus.Record) error {
	if r.ReadOnly() == "" && t.open != nil {
		t.open.write(r.Raw, r.Raw, nil)
	}
	return nil
}

// tail ends the copy of a container and gives it its name.
func (t *folderTarget) tail(r *corpus.Record) error {
	if r.ReadOnly() != "" {
		return nil
	}
	if err := t.into(r); err != nil {
		return err
	}
	open, file := t.open, t.file
	t.open, t.file = nil, nil
	if file == nil {
		return nil // told before
	}
	err := open.tail(r)
	if line := open.log.done(r.File, t.path(file.name)); err == nil && line != nil {
		err = t.ledger.add(line)
	}
	if err != nil {
		file.discard()
		return fmt.Errorf("not written: %w", bare(err))
	}
	return file.commit()
}

// name is the name of a record's copy.
func (t *folderTarget) name(r *corpus.Record) string {
	if r.File == "" {
		return local(r.Name)
	}
	return r.Name
}

func permOf(r *corpus.Record) fs.FileMode {
	if st, err := os.Stat(r.File); err == nil {
		return st.Mode().Perm()
	}
	return 0o644
}

// write makes one file, whole or not at all.
func (t *folderTarget) write(name string, text []byte, perm fs.FileMode) error {
	p, err := t.begin(name, perm)
	if err != nil {
		return err
	}
	if _, err := p.f.Write(text); err != nil {
		p.discard()
		return fmt.Errorf("not written: %w", bare(err))
	}
	return p.commit()
}

// partial is a file below the folder that has not got its name yet.
type partial struct {
	root            *os.Root
	f               *os.File
	name, temporary string
}

// begin opens a file below the folder.
func (t *folderTarget) begin(name string, perm fs.FileMode) (*partial, error) {
	dir, base := path.Split(name)
	if dir != t.made && dir != "" {
		if err := t.root.MkdirAll(strings.TrimSuffix(dir, "/"), 0o755); err != nil {
			return nil, fmt.Errorf("not written: %w", bare(err))
		}
		t.made = dir
	}
	p := &partial{root: t.root, name: name, temporary: dir + "." + base + ".part"}
	var err error
	if p.f, err = t.root.OpenFile(p.temporary, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, perm); err != nil {
		return nil, fmt.Errorf("not written: %w", bare(err))
	}
	return p, nil
}

func (p *partial) discard() {
	p.f.Close()
	_ = p.root.Remove(p.temporary) // nothing else can be done about it
}

func (p *partial) commit() error {
	err := p.f.Close()
	if err == nil {
		err = p.root.Rename(p.temporary, p.name)
	}
	if err != nil {
		_ = p.root.Remove(p.temporary)
		return fmt.Errorf("not written: %w", bare(err))
	}
	return nil
}

// other copies what gave no cable: a text file as it is, a record of a table in
// its place.
func (t *folderTarget) other(r *corpus.Record, e *corpus.RecordError) error {
	if r.ReadOnly() != "" {
		return nil
	}
	if r.Number > 0 {
		return t.record(r, r.Raw, nil)
	}
	if e.Failure != corpus.NoCable || r.Form != corpus.TextFile || r.File == "" {
		return nil
	}
	text, err := os.ReadFile(r.File)
	if err != nil {
		return err
	}
	return t.write(r.Name, text, permOf(r))
}

func (t *folderTarget) close() error {
	err := t.abandon()
	if e := t.ledger.close(); err == nil {
		err = e
	}
	if e := t.root.Close(); err == nil {
		err = e
	}
	t.release()
	return err
}
