package main

import (
	"context"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/cablelint/cablelint/corpus"
)

// naming gives files their names in patches: relative, with slashes, without "..".
type naming struct {
	folders []string // the current folder, as it is called and as it is
}

func newNaming() naming {
	var n naming
	if wd, err := os.Getwd(); err == nil {
		n.folders = append(n.folders, wd)
		if real, err := filepath.EvalSymlinks(wd); err == nil && real != wd {
			n.folders = append(n.folders, real)
		}
	}
	return n
}

// inPatch is the name of a record's file in a patch: from the current folder
// where it lies under it, else relative to the PATH argument that led to it.
func (n naming) inPatch(r *corpus.Record) string {
	if r.File == "" {
		return local(r.Name)
	}
	if filepath.IsLocal(r.File) {
		return filepath.ToSlash(filepath.Clean(r.File))
	}
	if abs, err := filepath.Abs(r.File); err == nil {
		for _, wd := range n.folders {
			if rel, err := filepath.Rel(wd, abs); err == nil && filepath.IsLocal(rel) {
				return filepath.ToSlash(rel)
			}
		}
	}
	return local(r.Name)
}

// local is a name that leads nowhere else: the name itself, or its last part.
func local(name string) string {
	if name == "" || name == "-" {
		return "stdin"
	}
	name = path.Clean(strings.ReplaceAll(name, `\`, "/"))
	if filepath.IsLocal(filepath.FromSlash(name)) {
		return name
	}
	return path.Base(name)
}

// distinctNames refuses a run in which two files would have one name. name gives
// the name of a record's file, or "" when it has none.
func distinctNames(ctx context.Context, src *corpus.Source, name func(*corpus.Record) (string, error)) error {
	names := corpus.NewNames()
	last := ""
	var refused error
	err := src.Outline(ctx, func(r *corpus.Record) bool {
		if r.File == last && !r.InPlace() {
			return true // another record of one container
		}
		last = r.File
		n, err := name(r)
		switch {
		case err != nil:
			refused = err
		case n != "" && !names.Add(n):
			refused = misusef("%s: another input would be written to the name %s too; give folders that hold both, or run twice", r.File, n)
		}
		return refused == nil
	})
	if refused != nil {
		return refused
	}
	return err
}
