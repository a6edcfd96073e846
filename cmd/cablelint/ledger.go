package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"unicode/utf8"

	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/report"
)

// repair is one line of a ledger: what was done to one file. It is written and
// synced before the file is replaced; whether it came to that is told by the
// checksum of the file.
type repair struct {
	SchemaVersion string       `json:"schema_version"`
	Type          string       `json:"type"`
	Version       string       `json:"version"`
	Document      string       `json:"document"` // address of the cable
	File          fileName     `json:"file"`     // what was written
	Before        string       `json:"sha256_before"`
	After         string       `json:"sha256_after"`
	Edits         []ledgerEdit `json:"edits"`
}

// ledgerEdit is one edit: at an offset of the original, old bytes became new ones.
type ledgerEdit struct {
	Offset int    `json:"offset"`
	Old    binary `json:"old"`
	New    binary `json:"new"`
	Rule   string `json:"rule"`
}

// binary is bytes in JSON: a string where they are UTF-8, else an object with base64.
type binary []byte

func (b binary) MarshalJSON() ([]byte, error) {
	if !utf8.Valid(b) {
		return json.Marshal(map[string]string{"base64": base64.StdEncoding.EncodeToString(b)})
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err := e.Encode(string(b))
	return bytes.TrimSuffix(out.Bytes(), []byte{'\n'}), err
}

func (b *binary) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '{' {
		var o struct{ Base64 []byte }
		err := json.Unmarshal(data, &o)
		*b = o.Base64
		return err
	}
	var s string
	err := json.Unmarshal(data, &s)
	*b = binary(s)
	return err
}

// fileName is the name of a file, which need not be UTF-8 either.
type fileName string

func (n fileName) MarshalJSON() ([]byte, error) { return binary(n).MarshalJSON() }

func (n *fileName) UnmarshalJSON(data []byte) error {
	var b binary
	err := b.UnmarshalJSON(data)
	*n = fileName(b)
	return err
}

func checksum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// newRepair describes what edits make of old.
func newRepair(document, file string, old, text []byte, edits []lint.Applied) *repair {
	r := &repair{
		SchemaVersion: report.SchemaVersion, Type: "repair", Version: version(), Document: document, File: fileName(file),
		Before: checksum(old), After: checksum(text),
	}
	for _, e := range edits {
		r.Edits = append(r.Edits, ledgerEdit{int(e.Span.Start), old[e.Span.Start:e.Span.End], e.New, e.Rule})
	}
	return r
}

// ledger is a file of repairs that is being written.
type ledger struct {
	path    string
	f       *os.File
	created bool
	size    int64 // of whole lines
	n       int
}

// openLedger opens a ledger to add to it.
func openLedger(path string) (*ledger, error) {
	_, err := os.Lstat(path)
	l := &ledger{path: path, created: errors.Is(err, os.ErrNotExist)}
	if l.f, err = os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o644); err != nil {
		return nil, fmt.Errorf("ledger %s: %w", path, bare(err))
	}
	if err = lock(l.f); err != nil {
		err = errors.New("another run writes to it")
	} else {
		err = l.takeUp()
	}
	if err != nil {
		l.f.Close()
		return nil, fmt.Errorf("ledger %s: %w", path, bare(err))
	}
	return l, nil
}

// takeUp looks at what stands in the file: lines of a ledger, to which more can
// be added, or something else, which is not touched. A last line without its end
// is an intent during whose writing a run ended: nothing came of it, and what is
// added behind it could not be read.
func (l *ledger) takeUp() error {
	lines, err := lineOffsets(l.f)
	if err != nil {
		return err
	}
	l.size = lines[len(lines)-1]
	if l.size == 0 {
		return nil
	}
	if _, err := readRepair(l.f, lines[0], lines[1]); err != nil && !errors.Is(err, errCutLine) {
		return misusef("is there and is no ledger (%w); give another name", err)
	}
	n := len(lines) - 2
	end := make([]byte, 1)
	if _, err := l.f.ReadAt(end, l.size-1); err != nil {
		return err
	}
	if end[0] == '\n' {
		return nil
	}
	if _, err := readRepair(l.f, lines[n], lines[n+1]); err == nil {
		l.size++
		_, err = l.f.WriteString("\n")
		return err
	}
	l.size = lines[n]
	return l.f.Truncate(l.size)
}

// add writes a repair and makes it last.
func (l *ledger) add(r *repair) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(r)
	if err == nil {
		_, err = l.f.Write(b.Bytes())
	}
	if err == nil {
		err = l.f.Sync()
	}
	if err != nil {
		_ = l.f.Truncate(l.size) // half a line would spoil the next one
		return fmt.Errorf("ledger %s: %w", l.path, bare(err))
	}
	l.size += int64(b.Len())
	l.n++
	return nil
}

// close leaves no empty file behind.
func (l *ledger) close() error {
	if l == nil {
		return nil
	}
	if l.created && l.n == 0 {
		os.Remove(l.path)
	}
	return l.f.Close()
}
