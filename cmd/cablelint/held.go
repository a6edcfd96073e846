package main

import (
	"bufio"
	"bytes"
	"cmp"
	endian "encoding/binary" // binary is a type here
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"

	"github.com/cablelint/cablelint/report"
)

// held keeps what a report says of records, in their order, until the rules over
// the corpus have spoken: what they find in a record stands among its other
// findings. Beyond heldInMemory it lies in a temporary file.
type held struct {
	lines report.Ordered
	limit int    // bytes in memory
	block []byte // records: number, length, text
	file  *os.File
	out   *bufio.Writer // to the file
	in    *bufio.Reader // what was held, once it is given back
	seq   uint64        // of the record that is the next to be given back
	text  []byte        // of that record
	done  bool          // nothing is left
}

// heldInMemory is that limit.
const heldInMemory = 256 << 10

// hold makes a report one whose order rules over the corpus keep, if its format
// promises an order.
func (o *output) hold() {
	if lines, ok := o.Reporter.(report.Ordered); ok {
		o.held = &held{lines: lines, limit: heldInMemory}
	}
}

// put writes what was rendered of a record.
func (o *output) put(seq uint64, rendered []byte) error {
	if o.held == nil {
		return o.shared.Put(rendered)
	}
	return o.held.add(seq, rendered)
}

// putLate writes what rules over the corpus found in a record. Records come in order.
func (o *output) putLate(seq uint64, rendered []byte) error {
	if o.held == nil {
		return o.shared.Put(rendered)
	}
	return o.held.insert(seq, rendered)
}

// release writes what is held, and holds nothing any more.
func (o *output) release() error {
	h := o.held
	if h == nil {
		return nil
	}
	o.held = nil
	if o.err != nil {
		return h.close()
	}
	return cmp.Or(h.giveBack(math.MaxUint64), h.close())
}

// errHeld is an error of the temporary file.
type errHeld struct{ err error }

func (e *errHeld) Error() string {
	return fmt.Sprintf("what waits for the rules over the corpus cannot be kept in %q: %v; TMPDIR names another folder, and with --ignore corpus- nothing waits",
		os.TempDir(), bare(e.err))
}

func (e *errHeld) Unwrap() error { return e.err }

// heldError marks an error of the temporary file; nil stays nil.
func heldError(err error) error {
	if err == nil {
		return nil
	}
	return &errHeld{err}
}

func (h *held) add(seq uint64, text []byte) error {
	var head [2 * endian.MaxVarintLen64]byte
	b := endian.AppendUvarint(endian.AppendUvarint(head[:0], seq), uint64(len(text)))
	if h.out == nil && len(h.block)+len(b)+len(text) <= h.limit {
		h.block = append(append(h.block, b...), text...)
		return nil
	}
	if h.out == nil {
		if err := h.toFile(); err != nil {
			return heldError(err)
		}
	}
	_, err := h.out.Write(b)
	if err == nil {
		_, err = h.out.Write(text)
	}
	return heldError(err)
}

// toFile goes on in a file.
func (h *held) toFile() (err error) {
	if h.file, err = os.CreateTemp("", "cablelint-report-*"); err != nil {
		return err
	}
	h.out = bufio.NewWriterSize(h.file, 64<<10)
	_, err = h.out.Write(h.block)
	h.block = nil
	return err
}

// insert writes the records before one, and that one with what was found late.
func (h *held) insert(seq uint64, late []byte) error {
	if err := h.giveBack(seq); err != nil {
		return err
	}
	findings := slices.Collect(h.lines.Findings(late))
	var early [][]byte
	for !h.done && h.seq == seq {
		early = slices.AppendSeq(early, h.lines.Findings(slices.Clone(h.text)))
		if err := h.next(); err != nil {
			return err
		}
	}
	if len(early) > 0 {
		findings = append(early, findings...)
		slices.SortStableFunc(findings, func(a, b []byte) int { return placeOf(a).compare(placeOf(b)) })
	}
	for _, f := range findings {
		if err := h.lines.Put(f); err != nil {
			return err
		}
	}
	return nil
}

// giveBack writes the records before one.
func (h *held) giveBack(seq uint64) error {
	if h.in == nil {
		if err := h.open(); err != nil {
			return err
		}
	}
	for !h.done && h.seq < seq {
		if err := h.lines.Put(h.text); err != nil {
			return err
		}
		if err := h.next(); err != nil {
			return err
		}
	}
	return nil
}

// open begins to read what was held.
func (h *held) open() error {
	if h.out == nil {
		h.in = bufio.NewReader(bytes.NewReader(h.block))
		return h.next()
	}
	if err := h.out.Flush(); err != nil {
		return heldError(err)
	}
	if _, err := h.file.Seek(0, io.SeekStart); err != nil {
		return heldError(err)
	}
	h.in = bufio.NewReaderSize(h.file, 64<<10)
	return h.next()
}

// next reads the next record.
func (h *held) next() error {
	seq, err := endian.ReadUvarint(h.in)
	if err == io.EOF {
		h.done = true
		return nil
	}
	var n uint64
	if err == nil {
		n, err = endian.ReadUvarint(h.in)
	}
	if err == nil {
		h.seq, h.text = seq, slices.Grow(h.text[:0], int(n))[:n]
		_, err = io.ReadFull(h.in, h.text)
	}
	return heldError(err)
}

// close gives back the disk.
func (h *held) close() error {
	if h.file == nil {
		return nil
	}
	file := h.file
	h.file = nil
	return heldError(errors.Join(file.Close(), os.Remove(file.Name())))
}

// findingPlace is what findings are ordered by.
type findingPlace struct {
	Seq  uint64 `json:"seq"`
	Rule string `json:"rule"`
	Span struct {
		Start struct {
			Offset int `json:"offset"`
		} `json:"start"`
	} `json:"span"`
}

// placeOf reads the place of a finding as a report has it.
func placeOf(finding []byte) (p findingPlace) {
	json.Unmarshal(bytes.TrimLeft(finding, ",\n"), &p) //nolint:errcheck // this program wrote it
	return p
}

func (p findingPlace) compare(o findingPlace) int {
	return cmp.Or(cmp.Compare(p.Seq, o.Seq), cmp.Compare(p.Span.Start.Offset, o.Span.Start.Offset), cmp.Compare(p.Rule, o.Rule))
}
