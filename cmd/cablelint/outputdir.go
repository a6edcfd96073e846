package main

import (
	"errors"
	"fmt"
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
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("--output-dir %s: %w", dir, bare(err))
	}
	if t.root, err = os.OpenRoot(dir); err != nil {
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
	text, err := r.Rewrite(nil, edits)
	if err != nil {
		return false, err
	}
	name := t.name(r)
	if len(edits) > 0 && t.ledger != nil {
		if err := t.ledger.add(newRepair(r.Address, filepath.Join(t.dir, filepath.FromSlash(name)), r.Raw, text, f.repair.Edits)); err != nil {
			return false, fmt.Errorf("not written: %w", err)
		}
	}
	return len(edits) > 0, t.write(name, text, permOf(r))
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
	dir, base := path.Split(name)
	if dir != t.made && dir != "" {
		if err := t.root.MkdirAll(strings.TrimSuffix(dir, "/"), 0o755); err != nil {
			return fmt.Errorf("not written: %w", bare(err))
		}
		t.made = dir
	}
	temporary := dir + "." + base + ".part"
	f, err := t.root.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, perm)
	if err == nil {
		_, err = f.Write(text)
		if e := f.Close(); err == nil {
			err = e
		}
		if err == nil {
			err = t.root.Rename(temporary, name)
		}
		if err != nil {
			_ = t.root.Remove(temporary)
		}
	}
	if err != nil {
		return fmt.Errorf("not written: %w", bare(err))
	}
	return nil
}

// other copies what holds no cable.
func (t *folderTarget) other(r *corpus.Record) error {
	if r.Form != corpus.TextFile || r.File == "" || r.Member {
		return nil
	}
	text, err := os.ReadFile(r.File)
	if err != nil {
		return err
	}
	return t.write(r.Name, text, permOf(r))
}

func (t *folderTarget) close() error {
	err := t.ledger.close()
	if e := t.root.Close(); err == nil {
		err = e
	}
	return err
}
