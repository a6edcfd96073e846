package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/cablelint/cablelint/corpus"
	"github.com/cablelint/cablelint/lint"
)

// inPlace replaces files by their repaired texts.
type inPlace struct {
	c       *Command
	ledger  *ledger
	written *corpus.Names // real paths, where a file may be met twice; else nil
}

func (p *inPlace) prepare(r *corpus.Record, f *fixed) {
	if len(f.repair.Edits) > 0 {
		r.Keep()
	}
}

func (p *inPlace) put(r *corpus.Record, f *fixed) (bool, error) {
	if len(f.repair.Edits) == 0 {
		return false, nil
	}
	switch why := r.ReadOnly(); {
	case why != "":
		return false, &unwritableError{why}
	case !r.InPlace():
		return false, &unwritableError{"a " + r.Form.String() + " is not changed in place: use --output-dir or cablelint gate --fix"}
	}
	path, err := realPath(r)
	if path == "" {
		return false, err // a link into a folder that is walked anyway: its target has its own turn
	}
	if p.written != nil && !p.written.Add(identity(path)) {
		return true, nil // named twice: done already
	}
	text, err := r.Rewrite(nil, lint.Edits(f.repair.Edits))
	if err != nil {
		return false, err
	}
	perm, err := unchanged(path, r.Raw)
	if err != nil {
		return false, err
	}
	if p.ledger != nil {
		name := r.File
		if path != r.File {
			name = path
		}
		if err := p.ledger.add(newRepair(r.Address, name, r.Raw, text, f.repair.Edits)); err != nil {
			return false, fmt.Errorf("not written: %w", err)
		}
	}
	err = replace(path, text, perm, func() error {
		_, err := unchanged(path, r.Raw)
		return err
	})
	if err == nil {
		return true, nil
	}
	return false, notWritten(err)
}

// notWritten says so, once.
func notWritten(err error) error {
	if strings.HasPrefix(err.Error(), "not written: ") {
		return err
	}
	return fmt.Errorf("not written: %w", bare(err))
}

func (p *inPlace) other(*corpus.Record, *corpus.RecordError) error { return nil }

func (p *inPlace) rest(*corpus.Record) error { return nil }

func (p *inPlace) tail(*corpus.Record) error { return nil }

func (p *inPlace) close() error { return p.ledger.close() }

// identity is a path by which a file is known however it is named.
func identity(path string) string {
	if real, err := realAbs(path); err == nil {
		return real
	}
	return path
}

// realPath is the file that a record's name leads to; empty, without an error,
// when it is a link inside a folder that is being walked. A link that leads out
// of the tree is refused: whoever may put a link into a folder of cables must
// not choose what is written elsewhere.
func realPath(r *corpus.Record) (string, error) {
	st, err := os.Lstat(r.File)
	if err != nil {
		return "", fmt.Errorf("not written: %w", bare(err))
	}
	if st.Mode()&os.ModeSymlink == 0 {
		return r.File, nil
	}
	real, err := filepath.EvalSymlinks(r.File)
	if err != nil {
		return "", fmt.Errorf("not written: %w", bare(err))
	}
	tree, walked := filepath.Dir(r.File), false
	if base, err := os.Stat(r.Base); err == nil && base.IsDir() {
		tree, walked = r.Base, true
	}
	if tree, err = filepath.EvalSymlinks(tree); err == nil {
		tree, err = filepath.Abs(tree)
	}
	if err != nil {
		return "", fmt.Errorf("not written: %w", bare(err))
	}
	abs, err := filepath.Abs(real)
	if err != nil {
		return "", fmt.Errorf("not written: %w", bare(err))
	}
	rel, err := filepath.Rel(tree, abs)
	switch {
	case err != nil || !filepath.IsLocal(rel):
		return "", fmt.Errorf("not written: it is a link that leads out of the tree, to %s", real)
	case walked:
		return "", nil
	default:
		return real, nil
	}
}

// unchanged makes sure that a file may be replaced: a regular file that is not
// write-protected and still holds what was read.
func unchanged(path string, read []byte) (os.FileMode, error) {
	st, err := os.Lstat(path)
	switch {
	case err != nil:
		return 0, fmt.Errorf("not written: %w", bare(err))
	case !st.Mode().IsRegular():
		return 0, errors.New("not written: no regular file")
	case st.Mode().Perm()&0o222 == 0:
		return 0, errors.New("not written: the file is write-protected")
	}
	now, err := os.ReadFile(path)
	if err != nil {
		return 0, fmt.Errorf("not written: %w", bare(err))
	}
	if !bytes.Equal(now, read) {
		return 0, errors.New("not written: it changed since it was read; run again")
	}
	return st.Mode().Perm(), nil
}
