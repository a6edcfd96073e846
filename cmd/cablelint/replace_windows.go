package main

import (
	"io/fs"
	"os"
	"path/filepath"
)

// newReplacement opens a file that takes the place of the one at path when it is whole.
func newReplacement(path string, _ fs.FileMode) (*pending, error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path))
	if err != nil {
		return nil, err
	}
	drop := func() {
		f.Close()
		os.Remove(f.Name())
	}
	keep := func() error {
		err := f.Sync()
		if e := f.Close(); err == nil {
			err = e
		}
		if err == nil {
			err = os.Rename(f.Name(), path)
		}
		if err != nil {
			os.Remove(f.Name())
		}
		return err
	}
	return &pending{f, keep, drop, false}, nil
}

// lock does nothing: Windows has its own locks.
func lock(*os.File) error { return nil }
