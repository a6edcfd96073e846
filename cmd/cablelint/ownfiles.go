package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/corpus"
)

// ownFiles are the files that a run writes beside the cables: its reports and
// its ledger. They are never read as cables, though they may lie among them.
type ownFiles struct {
	names map[string]bool // base names, to see quickly that a file is another
	paths map[string]bool // real and absolute
}

// ownFilesOf lists what the flags of a command name.
func ownFilesOf(ctx *cli.Context) ownFiles {
	own := ownFiles{names: map[string]bool{}, paths: map[string]bool{}}
	for _, spec := range ctx.StringSlice("output") {
		if _, path, ok := strings.Cut(spec, ":"); ok {
			own.add(path)
		}
	}
	own.add(ctx.String("ledger"))
	return own
}

func (o ownFiles) add(path string) {
	if path == "" {
		return
	}
	if abs, err := realAbs(path); err == nil {
		o.paths[abs] = true
		o.names[filepath.Base(path)], o.names[filepath.Base(abs)] = true, true
	}
}

// has reports whether a path is one of them.
func (o ownFiles) has(path string) bool {
	if !o.names[filepath.Base(path)] {
		return false
	}
	abs, err := realAbs(path)
	return err == nil && o.paths[abs]
}

// spareInputs refuses a run that would write over what it is told to read: a
// path that is named, or a file of a folder that is no earlier report.
func (o ownFiles) spareInputs(paths []string) error {
	for _, p := range paths {
		if o.has(p) {
			return misusef("%s: is read and would be written too; give the output another name", p)
		}
		tree, err := realAbs(p)
		if err != nil {
			continue
		}
		for own := range o.paths {
			rel, err := filepath.Rel(tree, own)
			if err == nil && filepath.IsLocal(rel) && rel != "." && corpus.IsContainer(own) && !replaceable(own) {
				return misusef("%s: is an input in %s and would be written over; give the output another name", own, p)
			}
		}
	}
	return nil
}

// replaceable reports whether a file may be written over by a report though it
// lies among the cables: it is not there, it is empty, or it is an earlier report
// or ledger.
func replaceable(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return os.IsNotExist(err)
	}
	defer f.Close() //nolint:errcheck // read only
	if st, err := f.Stat(); err != nil || !st.Mode().IsRegular() {
		return err == nil
	}
	head := make([]byte, 4096)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return false
	}
	head = bytes.TrimSpace(head[:n])
	if len(head) == 0 || len(bytes.Trim(head, "[] \r\n")) == 0 {
		return true
	}
	for _, mark := range []string{`"schema_version":`, `"check_name":`, "cablelint", "seq,document,id,rule,"} {
		if bytes.Contains(head, []byte(mark)) {
			return true
		}
	}
	return false
}
