package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"strings"

	"github.com/cablelint/cablelint/corpus"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/report"
)

// container is the copy of a table or a stream that is being written record by
// record: everything between the records stays, and only edited fields differ.
type container struct {
	from  string // file that it is the copy of
	w     *bufio.Writer
	began bool
	err   error
	log   *containerLog // nil without a ledger
}

// containerLog is what a ledger will say of a container.
type containerLog struct {
	before, after hash.Hash
	at            int // bytes of the original so far
	repair        repair
}

func newContainer(from string, w io.Writer, logged bool) *container {
	c := &container{from: from, w: bufio.NewWriterSize(w, 256<<10)}
	if logged {
		c.log = &containerLog{before: sha256.New(), after: sha256.New()}
	}
	return c
}

// put writes a record, with what stands in the container before it. text is its
// bytes, repaired or as they were.
func (c *container) put(r *corpus.Record, text []byte, edits []lint.Applied) {
	before := r.Lead
	if !c.began {
		c.began, before = true, r.Head
	}
	c.write(before, before, nil)
	c.write(r.Raw, text, edits)
}

// tail writes what stands behind the last record.
func (c *container) tail(r *corpus.Record) error {
	if !c.began {
		c.write(r.Head, r.Head, nil)
	}
	c.write(r.Raw, r.Raw, nil)
	if c.err == nil {
		c.err = c.w.Flush()
	}
	return c.err
}

func (c *container) write(old, text []byte, edits []lint.Applied) {
	if c.err == nil {
		_, c.err = c.w.Write(text)
	}
	if c.log != nil {
		c.log.add(old, text, edits)
	}
}

// add notes what became of some bytes of the original.
func (l *containerLog) add(old, text []byte, edits []lint.Applied) {
	l.before.Write(old)
	l.after.Write(text)
	if len(edits) > 0 {
		start := commonPrefix(old, text)
		end := commonSuffix(old[start:], text[start:])
		l.repair.Edits = append(l.repair.Edits, ledgerEdit{
			Offset: l.at + start, Old: bytes.Clone(old[start : len(old)-end]), New: bytes.Clone(text[start : len(text)-end]), Rule: rulesOf(edits),
		})
	}
	l.at += len(old)
}

// done is the line of the ledger; nil when nothing was changed.
func (l *containerLog) done(document, file string) *repair {
	if l == nil || len(l.repair.Edits) == 0 {
		return nil
	}
	r := l.repair
	r.SchemaVersion, r.Type, r.Version, r.Document, r.File = report.SchemaVersion, "repair", version(), document, fileName(file)
	r.Before, r.After = hex.EncodeToString(l.before.Sum(nil)), hex.EncodeToString(l.after.Sum(nil))
	return &r
}

func commonPrefix(a, b []byte) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func commonSuffix(a, b []byte) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

// rulesOf names the rules of some edits, each once, in order.
func rulesOf(edits []lint.Applied) string {
	var ids []string
	seen := map[string]bool{}
	for _, e := range edits {
		if !seen[e.Rule] {
			seen[e.Rule] = true
			ids = append(ids, e.Rule)
		}
	}
	return strings.Join(ids, "+")
}

var errContainerCut = errors.New("not written: the container could not be read to its end")
