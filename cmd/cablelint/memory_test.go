//go:build linux

package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// longRecord reads as start, size bytes, end.
func longRecord(start string, size int64, end string) io.Reader {
	return io.MultiReader(strings.NewReader(start), io.LimitReader(letters{}, size), strings.NewReader(end))
}

// letters reads as the letter A without end.
type letters struct{}

func (letters) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'A'
	}
	return len(b), nil
}

// peakMemory is the most memory, in bytes, that a process took which has ended. The
// kernel also counts what its parent held when it was started: see leastPeak.
func peakMemory(cmd *exec.Cmd) int64 {
	return cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
}

// leastPeak is what [peakMemory] gives for a process that does next to nothing: as
// much as this test process holds, which no limit may be below.
func leastPeak(t *testing.T) int64 {
	t.Helper()
	cmd := program("version")
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	return peakMemory(cmd) + 1<<20
}

// TestLongRecordTakesBoundedMemory streams a record that is much longer than
// allowed, between two good ones. CABLELINT_RECORD_MB=2200 makes it one of 2 GB.
func TestLongRecordTakesBoundedMemory(t *testing.T) {
	size := int64(200 << 20)
	if n, err := strconv.ParseInt(os.Getenv("CABLELINT_RECORD_MB"), 10, 64); err == nil {
		size = n << 20
	} else if testing.Short() {
		t.Skip("streams 200 MB")
	}
	const limit = 4 << 20
	most := max(64<<20+3*limit, leastPeak(t))
	good := "1. (U) America,s port is the harbor of Laurenberg."
	for name, in := range map[string]io.Reader{
		"x.jsonl": longRecord(`{"text":"`+good+`"}`+"\n"+`{"text":"`, size, `"}`+"\n"+`{"text":"`+good+`"}`+"\n"),
		"x.csv":   longRecord("id,text\n1,\""+good+"\"\n2,\"", size, "\"\n3,\""+good+"\"\n"),
		"x.txt":   longRecord("", size, ""),
	} {
		cmd := program("lint", "--format", "concise", "--isolated", "--max-record", strconv.Itoa(limit), "--stdin-name", name, "-")
		var said strings.Builder
		cmd.Stdin, cmd.Stdout, cmd.Stderr = in, &said, &said
		cmd.Run() //nolint:errcheck // the status is looked at
		peak := peakMemory(cmd)
		t.Logf("%s: %d MB in one record, peak memory %d MiB", name, size>>20, peak>>20)
		if cmd.ProcessState.ExitCode() != int(Failed) || strings.Count(said.String(), "record too long: more than 4 MiB") != 1 {
			t.Errorf("%s: %s", name, said.String())
		}
		if peak > most {
			t.Errorf("%s: peak memory %d MiB, at most %d expected", name, peak>>20, most>>20)
		}
		if name != "x.txt" && strings.Count(said.String(), "enc-apostrophe-comma") != 2 {
			t.Errorf("%s: the rest is not done: %s", name, said.String())
		}
	}
	// A file says how long it is: it is not read at all.
	path := file(t, t.TempDir(), "sparse.txt", "")
	if err := os.Truncate(path, 1<<40); err != nil {
		t.Skipf("no sparse files here: %v", err)
	}
	got := cablelint(t, "", "lint", path)
	if want := fmt.Sprintf("cablelint: %s: record too long: more than 256 MiB; raise --max-record to read it\n", path); got.status != int(Failed) || got.stderr != want {
		t.Errorf("%+v", got)
	}
}
