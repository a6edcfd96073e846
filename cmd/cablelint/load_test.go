//go:build linux

package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// loadRecord is record n of the stream that is generated: invented cables, sound
// and damaged, with some long ones and some lines that are no record.
func loadRecord(n int) []byte {
	if n%997 == 13 {
		return []byte("{\"id\": \"06ARBONNE\n")
	}
	text := faultyCable(n)
	switch {
	case n%3 == 0:
		text = []byte(strings.NewReplacer("Minister,s", "Minister's", "France,s", "France's", "U.S could", "U.S. could").Replace(string(text)))
	case n%211 == 7:
		text = []byte(strings.Replace(string(text), "DECL: 02/07/2016", "DECL: 02/07/2049", 1)) // an error
	}
	if n%1009 == 0 {
		for i := range 1500 {
			text = fmt.Appendf(text, "\n%d. (C) The harbor of Arbonne received ship %d of the year.\n", i+2, n+i)
		}
	}
	line, _ := json.Marshal(map[string]string{"id": fmt.Sprintf("06ARBONNE%d", n), "text": string(text)}) // strings do not fail
	return append(line, '\n')
}

// generate writes so many records.
func generate(w io.Writer, records int) error {
	out := bufio.NewWriterSize(w, 1<<16)
	for n := 1; n <= records; n++ {
		if _, err := out.Write(loadRecord(n)); err != nil {
			return err
		}
	}
	return out.Flush()
}

// loaded is what one run over a generated stream came to.
type loaded struct {
	sum    string // of everything that came out
	lines  int
	bytes  int64
	memory int64 // most resident bytes
	files  int   // most open files
	took   time.Duration
}

// load runs the program over a generated stream: nothing of it is ever on a disk.
// The outputs are pipes that are read here.
func load(t *testing.T, binary string, records int, outputs []string, args ...string) loaded {
	t.Helper()
	sums := make(chan string, len(outputs)+1)
	var l loaded
	count := func(r io.Reader, name string) {
		h, in := sha256.New(), bufio.NewReaderSize(r, 1<<18)
		for {
			b, err := in.ReadSlice('\n')
			h.Write(b)
			if name == "stdout" {
				l.bytes += int64(len(b))
				if err == nil {
					l.lines++
				}
			}
			if err != nil && err != bufio.ErrBufferFull {
				break
			}
		}
		sums <- name + " " + hex.EncodeToString(h.Sum(nil))
	}
	cmd := exec.Command(binary, args...)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for _, name := range outputs {
		go func() {
			f, err := os.Open(name) // waits for the writer
			if err != nil {
				sums <- err.Error()
				return
			}
			defer f.Close()
			count(f, filepath.Base(name))
		}()
	}
	go count(out, "stdout")
	fed := make(chan error, 1)
	go func() {
		err := generate(in, records)
		in.Close()
		fed <- err
	}()
	done := make(chan struct{})
	watched := make(chan int, 1)
	go func() {
		most, fds := 0, fmt.Sprintf("/proc/%d/fd", cmd.Process.Pid)
		for {
			if list, err := os.ReadDir(fds); err == nil {
				most = max(most, len(list))
			}
			select {
			case <-done:
				watched <- most
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	var parts []string
	for range len(outputs) + 1 {
		parts = append(parts, <-sums)
	}
	if err := <-fed; err != nil {
		t.Fatalf("feeding: %v", err)
	}
	_ = cmd.Wait() // the status is looked at below
	close(done)
	l.files, l.took = <-watched, time.Since(start)
	if code := cmd.ProcessState.ExitCode(); code != int(Failed) { // some records are broken
		t.Errorf("exit status %d", code)
	}
	l.memory = peakMemory(cmd)
	l.sum = sortedJoin(parts)
	return l
}

func sortedJoin(parts []string) string {
	all := append([]string(nil), parts...)
	for i := range all {
		for k := range all[:i] {
			if all[i] < all[k] {
				all[i], all[k] = all[k], all[i]
			}
		}
	}
	return strings.Join(all, "\n")
}

// TestLoad streams many generated cables through lint and gate: memory and open
// files do not grow with their number, and a second run gives the same bytes.
// CABLELINT_LOAD=1000000 is the long form.
func TestLoad(t *testing.T) {
	records := 20_000
	if testing.Short() {
		records = 2_000
	}
	if n, err := strconv.Atoi(os.Getenv("CABLELINT_LOAD")); err == nil {
		records = n
	}
	binary, dir := buildOnce(t), t.TempDir()
	accept, quarantine := filepath.Join(dir, "a"), filepath.Join(dir, "q")
	for _, name := range []string{accept, quarantine} {
		if err := syscall.Mkfifo(name, 0o600); err != nil {
			t.Skip("no named pipes here")
		}
	}
	for _, c := range []struct {
		what    string
		outputs []string
		args    []string
	}{
		{"lint", nil, []string{"lint", "--isolated", "--format", "jsonl", "--stdin-name", "load.jsonl", "-"}},
		{"gate", []string{accept, quarantine}, []string{"gate", "--isolated", "--quiet", "--fix", "--force", "--format", "json", "--accept", accept, "--quarantine", quarantine, "--stdin-name", "load.jsonl", "-"}},
	} {
		few := load(t, binary, max(records/10, 1500), c.outputs, c.args...)
		first := load(t, binary, records, c.outputs, c.args...)
		second := load(t, binary, records, c.outputs, append(c.args, "-j", "3")...)
		if first.sum != second.sum {
			t.Errorf("%s: the second run differs:\n%s\n%s", c.what, first.sum, second.sum)
		}
		if most := few.memory*3/2 + 64<<20; first.memory > most {
			t.Errorf("%s: %d records take %d MiB, %d take %d MiB", c.what, records, first.memory>>20, records/10, few.memory>>20)
		}
		if first.files > few.files+8 || first.files > 64 {
			t.Errorf("%s: %d open files, %d with a tenth of the records", c.what, first.files, few.files)
		}
		if c.what == "lint" && first.lines < records {
			t.Errorf("%d lines of findings", first.lines)
		}
		if c.what == "gate" {
			account := read(t, accept+".account.json")
			if !strings.Contains(account, fmt.Sprintf(`"found": %d`, records)) || !strings.Contains(account, `"complete": true`) {
				t.Errorf("the account does not reconcile: %s", account)
			}
		}
		t.Logf("%s: %d records, %d MiB out, %v; most memory %d MiB (%d MiB with a tenth), most open files %d", c.what, records, first.bytes>>20, first.took.Round(time.Millisecond), first.memory>>20, few.memory>>20, first.files)
	}
}
