// Package corpus finds cables in whatever holds them: files, folders, archives,
// pages, tables and streams. It hands them out one by one with an address, in a
// fixed order, and writes them back into the container they came from.
//
// It knows no flags and prints nothing. What is no file, a database or the
// partition of a distributed engine, comes in by [OpenItems].
package corpus

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/cablelint/cablelint/cable"
)

// Form is what a cable was found in.
type Form uint8

// The forms.
const (
	TextFile Form = iota // a plain text file: its own text is its bytes
	Page                 // an HTML page
	Row                  // a row of a CSV table
	Object               // an object of JSON or JSON Lines
)

// String is the form's name in messages.
func (f Form) String() string {
	switch f {
	case Page:
		return "page"
	case Row:
		return "table row"
	case Object:
		return "JSON object"
	default:
		return "text file"
	}
}

// Record is one cable as it was found. Raw and Text belong to a shared buffer:
// they are valid in [Job.Work], and in [Job.Emit] only after [Record.Keep];
// records of [Source.All] are valid until the next one.
type Record struct {
	Seq     uint64 // number in the run, from 1, the same in every shard
	Address string // path; dump.zip!cables/06PARIS1.txt; cables.csv#41
	File    string // the outermost file on disk; empty for standard input
	Base    string // the PATH argument that led here
	Name    string // slash path of File relative to Base; its base name when Base is the file itself
	Member  bool   // stands in an archive
	Form    Form
	Meta    *cable.Metadata // never nil
	Raw     []byte          // exactly as in the container, with its line ending there
	Text    []byte          // the cable's own text: what rules see and edits speak of
	Back    Back            // the way from Text to Raw

	// Of a record in a table or stream: its number there, from 1, what stands in
	// the container before the first record (a header row, a bracket), and what
	// stands between the record before and this one. Not in a buffer.
	Number     int
	Head, Lead []byte

	// More says that Raw is only a part of a record too long to hold: the
	// following record goes on with it. Only unreadable records have parts.
	More bool

	meta  cable.Metadata
	load  func(*Record, *batch) error // how a worker fills Raw, Text and Meta; nil: done
	in    *input                      // the stream it stands in
	flag  bool                        // what the splitter noted
	cells [2]int                      // the range of its cells in the batch
	rest  bool                        // goes on with the record before it
	tail  bool                        // no record: the end of its container
	kept  bool
	err   *RecordError
}

// Keep makes Raw and Text live until [Job.Emit] of this record has returned.
func (r *Record) Keep() { r.kept = true }

// ReadOnly says why fixes of this cable cannot be written back; empty when they can.
func (r *Record) ReadOnly() string {
	switch {
	case r.Form == Page:
		return "pages are not rewritten: take the text out of the page first"
	case r.Member:
		return "archives are not rewritten: unpack the archive first"
	default:
		return ""
	}
}

// InPlace reports whether the file that holds the cable can be replaced by the
// repaired text: it is a plain text file and nothing else.
func (r *Record) InPlace() bool { return r.Form == TextFile && !r.Member && r.File != "" }

// Failure says what an error means for the run.
type Failure uint8

// The failures.
const (
	Unreadable Failure = iota // could not be read: exit 3
	NoCable                   // readable, and holds no cable
)

// RecordError is a record or a path that gave no cable. It never ends the run.
type RecordError struct {
	Seq     uint64 // 0: nothing was counted, as for a folder without cables
	Address string
	Failure Failure
	Err     error
}

// Error is one line: the address and the reason.
func (e *RecordError) Error() string { return e.Address + ": " + e.Err.Error() }

// Unwrap is the reason.
func (e *RecordError) Unwrap() error { return e.Err }

// unreadable makes the error of a record that could not be read.
func unreadable(address string, err error) *RecordError {
	return &RecordError{Address: address, Err: err}
}

// ErrTooLong is wrapped by the error of a record beyond [Options.MaxRecord].
var ErrTooLong = errors.New("record too long")

func tooLong(limit int64) error {
	return fmt.Errorf("%w: more than %s; raise --max-record to read it", ErrTooLong, size(limit))
}

// size writes a number of bytes for people.
func size(n int64) string {
	switch {
	case n >= 1<<30 && n%(1<<30) == 0:
		return fmt.Sprintf("%d GiB", n>>30)
	case n >= 1<<20:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d KiB", n>>10)
	default:
		return fmt.Sprintf("%d bytes", n)
	}
}

// FileID is the cable id that a file name carries ("cables/06PARIS824.txt",
// "1973STATE043554_b.html"), in upper case; empty when it has not the form of one.
func FileID(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = name[strings.LastIndexByte(name, '!')+1:]
	if i := strings.IndexByte(name, '.'); i >= 0 {
		name = name[:i]
	}
	// PlusD names the batch of a cable by a letter: _a to _e.
	if n := len(name); n > 2 && name[n-2] == '_' && 'a' <= name[n-1]|0x20 && name[n-1]|0x20 <= 'e' {
		name = name[:n-2]
	}
	if !isID(name) {
		return ""
	}
	return strings.ToUpper(name)
}

// isID reports whether s is year (two or four digits), post and serial, run together.
func isID(s string) bool {
	i := digits(s)
	if i != 2 && i != 4 {
		return false
	}
	post := 0
	for i < len(s) && 'a' <= s[i]|0x20 && s[i]|0x20 <= 'z' {
		i++
		post++
	}
	serial := digits(s[i:])
	return post >= 2 && serial >= 1 && serial <= 6 && i+serial == len(s)
}

// digits is the number of leading digits of s.
func digits(s string) int {
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	return i
}
