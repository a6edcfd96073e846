package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/report"
)

func (c *Command) undoCommand() *cli.Command {
	return &cli.Command{
		Name:      "undo",
		ArgsUsage: "LEDGER",
		Description: "Goes through the ledger from its end. A file that changed since is left alone.\n" +
			"Exit status: 0 everything is as it was, 2 wrong use, 3 a file was left alone or could not be read or written.",
		Flags:  []cli.Flag{yes("quiet", "print no line for each file", "q")},
		Action: c.undo,
	}
}

// undo goes backwards through a ledger.
func (c *Command) undo(ctx *cli.Context) error {
	if ctx.NArg() != 1 {
		return misusef("undo: expected one ledger, got %d paths", ctx.NArg())
	}
	path := ctx.Args().First()
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("ledger %s: %w", path, bare(err))
	}
	defer f.Close()
	if st, err := f.Stat(); err == nil && st.IsDir() {
		return fmt.Errorf("ledger %s: is a folder; expected the file that fix --ledger wrote", path)
	}
	lines, err := lineOffsets(f)
	if err != nil {
		return fmt.Errorf("ledger %s: %w", path, bare(err))
	}
	if err := noLedger(f, lines); err != nil {
		return fmt.Errorf("ledger %s: line 1: %w", path, err)
	}
	restored, untouched := 0, 0
	for i := len(lines) - 2; i >= 0; i-- {
		if ctx.Err() != nil {
			return errors.New("interrupted; undo again to go on")
		}
		r, err := readRepair(f, lines[i], lines[i+1])
		if errors.Is(err, errCutLine) && i == len(lines)-2 {
			continue // the run ended while it wrote this intent: nothing was done
		}
		if err != nil {
			c.fail(fmt.Errorf("ledger %s: line %d: %w", path, i+1, err))
			continue
		}
		done, err := r.undo()
		switch {
		case err != nil:
			c.fail(fmt.Errorf("%s: %w", r.File, err))
		case !done:
			untouched++
		default:
			restored++
			if !ctx.Bool("quiet") {
				fmt.Fprintf(c.stdout, "restored %s\n", report.Printable(string(r.File)))
			}
		}
	}
	if ctx.Bool("quiet") {
		return nil
	}
	line := report.Count(restored, "file") + " restored"
	if untouched > 0 {
		line += fmt.Sprintf("; %d as before already", untouched)
	}
	fmt.Fprintln(c.stdout, line)
	return nil
}

// lineOffsets are the offsets at which lines start, and the end of the file.
func lineOffsets(f *os.File) ([]int64, error) {
	var offsets []int64
	at := int64(0)
	for in := bufio.NewReaderSize(f, 1<<16); ; {
		part, err := in.ReadSlice('\n')
		if len(part) > 0 && (len(offsets) == 0 || offsets[len(offsets)-1] != at) {
			offsets = append(offsets, at)
		}
		for at += int64(len(part)); err == bufio.ErrBufferFull; at += int64(len(part)) {
			part, err = in.ReadSlice('\n')
		}
		if err == io.EOF {
			return append(offsets, at), nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// noLedger is the error of the first line of a file that is something else: not
// every line of it need be told.
func noLedger(f io.ReaderAt, lines []int64) error {
	n := len(lines) - 2
	if n < 1 {
		return nil
	}
	_, first := readRepair(f, lines[0], lines[1])
	if _, last := readRepair(f, lines[n], lines[n+1]); last == nil || errors.Is(last, errCutLine) {
		return nil
	}
	return first
}

// errCutLine is the last line of a ledger when the run ended in the middle of it.
var errCutLine = errors.New("the line is cut off")

// readRepair reads one line of a ledger.
func readRepair(f io.ReaderAt, start, end int64) (*repair, error) {
	b := make([]byte, end-start)
	if _, err := f.ReadAt(b, start); err != nil && err != io.EOF {
		return nil, bare(err)
	}
	r := new(repair)
	if err := json.Unmarshal(b, r); err != nil {
		if !bytes.HasSuffix(b, []byte{'\n'}) && bytes.HasPrefix(b, []byte("{")) {
			return nil, errCutLine
		}
		return nil, fmt.Errorf("not a line of a ledger: %w", err)
	}
	switch {
	case r.Type != "repair" || r.File == "" || len(r.Before) != 64 || len(r.After) != 64:
		return nil, errors.New("not a line of a ledger: a repair with its file and checksums was expected")
	case r.SchemaVersion != report.SchemaVersion:
		return nil, fmt.Errorf("schema version %q; this program knows %q", r.SchemaVersion, report.SchemaVersion)
	}
	return r, nil
}

// undo restores one file. It reports false when the file is as it was before
// the repair.
func (r *repair) undo() (bool, error) {
	name := string(r.File)
	st, err := os.Lstat(name)
	if err != nil {
		return false, fmt.Errorf("not restored: %w; undo runs in the folder where fix ran", bare(err))
	}
	if !st.Mode().IsRegular() {
		return false, errors.New("not restored: no regular file any more")
	}
	now, err := os.ReadFile(name)
	if err != nil {
		return false, fmt.Errorf("not restored: %w", bare(err))
	}
	switch checksum(now) {
	case r.Before:
		return false, nil
	case r.After:
	default:
		return false, errors.New("not restored: it changed since it was repaired")
	}
	old, err := r.back(now)
	if err != nil {
		return false, fmt.Errorf("not restored: %w", err)
	}
	err = replace(name, old, st.Mode().Perm(), func() error {
		again, err := os.ReadFile(name)
		if err == nil && !bytes.Equal(again, now) {
			err = errors.New("it changed while it was being restored; undo again")
		}
		return err
	})
	if err != nil {
		return false, fmt.Errorf("not restored: %w", bare(err))
	}
	return true, nil
}

// back takes the edits out of a repaired text.
func (r *repair) back(now []byte) ([]byte, error) {
	broken := errors.New("the edits in the ledger do not lead back to the text of its checksum")
	old := make([]byte, 0, len(now))
	at := 0 // in now
	for _, e := range r.Edits {
		start := at + e.Offset - len(old)
		if e.Offset < len(old) || start > len(now) || !bytes.HasPrefix(now[start:], e.New) {
			return nil, broken
		}
		old = append(append(old, now[at:start]...), e.Old...)
		at = start + len(e.New)
	}
	old = append(old, now[at:]...)
	if checksum(old) != r.Before {
		return nil, broken
	}
	return old, nil
}
