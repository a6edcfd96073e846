package main

import (
	"io"
	"io/fs"
	"os"
)

// pending is an output file that appears under its name when it is whole. What
// is no regular file (a pipe, a terminal, /dev/null) is written as it goes.
type pending struct {
	io.Writer
	keep func() error
	drop func()
	flow bool // is written as it goes
}

// newPending opens an output file.
func newPending(path string) (*pending, error) {
	st, err := os.Stat(path)
	switch {
	case err == nil && st.IsDir():
		return nil, &fs.PathError{Op: "open", Path: path, Err: errIsFolder}
	case err == nil && !st.Mode().IsRegular():
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return nil, err
		}
		return &pending{f, f.Close, func() { f.Close() }, true}, nil
	default:
		return newReplacement(path, 0o644)
	}
}

func (p *pending) commit() error { return p.keep() }

func (p *pending) discard() { p.drop() }

// sync makes what was written last, so that little is left for commit.
func (p *pending) sync() error {
	if f, ok := p.Writer.(interface{ Sync() error }); ok {
		return f.Sync()
	}
	return nil
}

// replace puts a whole text in the place of a file. still is asked last, when
// nothing but the change of names is left to do: a file that somebody else changed
// meanwhile stays as it is. nil: nobody is asked.
func replace(path string, text []byte, perm fs.FileMode, still func() error) error {
	p, err := newReplacement(path, perm)
	if err != nil {
		return err
	}
	if _, err := p.Write(text); err != nil {
		p.discard()
		return err
	}
	if still != nil {
		if err := p.sync(); err != nil {
			p.discard()
			return err
		}
		if err := still(); err != nil {
			p.discard()
			return err
		}
	}
	if err := p.commit(); err != nil {
		p.discard()
		return err
	}
	return nil
}
