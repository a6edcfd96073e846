//go:build !windows

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// interrupted runs the program and sends it a signal once it has printed so
// many lines; a pipe keeps it from running far ahead. It gives what was printed.
func interrupted(t *testing.T, lines int, args ...string) (stdout, stderr string) {
	t.Helper()
	cmd := program(args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	signalled(t, cmd, &said, lines, io.TeeReader(out, &got))
	return got.String(), said.String()
}

// interruptedWhile does the same by the lines that a report in a named pipe has:
// what standard output gets waits for the rules over the corpus.
func interruptedWhile(t *testing.T, lines int, pipe string, args ...string) (stdout, stderr string) {
	t.Helper()
	cmd := program(args...)
	var got, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &got, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	in, err := os.Open(pipe)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close() //nolint:errcheck // read only
	signalled(t, cmd, &said, lines, in)
	return got.String(), said.String()
}

// signalled sends a signal to a program that has printed so many lines and waits
// for its end.
func signalled(t *testing.T, cmd *exec.Cmd, said *bytes.Buffer, lines int, out io.Reader) {
	t.Helper()
	in := bufio.NewReader(out)
	for n := range lines {
		if _, err := in.ReadString('\n'); err != nil {
			t.Fatalf("%q ended after %d lines: %s", cmd.Args, n, said.String())
		}
	}
	time.Sleep(time.Millisecond) // some more is read and worked on
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, in); err != nil {
		t.Fatal(err)
	}
	err := cmd.Wait()
	if cmd.ProcessState.ExitCode() != int(Failed) || !strings.Contains(said.String(), "interrupted after") {
		t.Fatalf("%q: not interrupted (%v): %s", cmd.Args, err, said.String())
	}
}

// source is a folder of text files, a table with rows that cannot be read, and
// files that are none.
func source(t *testing.T) {
	t.Helper()
	cables := fixtureCables(t)
	t.Chdir(t.TempDir())
	for i := range 800 {
		c := cables[i%len(cables)]
		file(t, ".", fmt.Sprintf("in/%02d/%04d.txt", i/100, i), string(c.text)+"\n")
	}
	file(t, ".", "in/05/t.csv", string(cablesCSV(cables, 3000)))
	file(t, ".", "in/06/u.csv", string(cablesCSV(cables, 60)))
	file(t, ".", "in/03/empty.txt", "")
	file(t, ".", "in/08/x.png", "x")
	file(t, ".", "in/09/nothing.csv", "id,text\n")
}

func checkpoints(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob(".cablelint-*.checkpoint")
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// TestLintInterruptedAndResumedIsOneRun interrupts a run twice: the parts merge
// into what one run prints, and the reports in files are those of one run.
func TestLintInterruptedAndResumedIsOneRun(t *testing.T) {
	source(t)
	formats := []string{"text", "concise", "grouped", "json", "jsonl", "csv", "sarif", "gitlab", "rdjson", "junit", "checkstyle"}
	args := func(dir string, more ...string) []string {
		all := []string{"lint", "in", "--isolated", "--select", "all", "--format", "jsonl", "-j", "2"}
		for _, f := range formats {
			all = append(all, "--output", f+":"+f)
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		return append(all, more...)
	}
	want := cablelint(t, "", args(".")...)
	reports := map[string]string{}
	for _, f := range formats {
		reports[f] = read(t, f)
		if err := os.Remove(f); err != nil {
			t.Fatal(err)
		}
	}
	const pipe = "lines"
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	piped := func(more ...string) []string { return args(".", append(more, "--output", "concise:"+pipe)...) }
	a, said := interruptedWhile(t, 500, pipe, piped()...)
	if !strings.Contains(said, "; the same command with --resume goes on (.cablelint-lint-") || len(checkpoints(t)) != 1 {
		t.Fatalf("%s %q", said, checkpoints(t))
	}
	if strings.Contains(a, `"rule":"corpus-`) || !strings.Contains(a, `"interrupted_after":`) {
		t.Errorf("a partial run ends with %s", a[max(len(a)-400, 0):])
	}
	b, _ := interruptedWhile(t, 900, pipe, piped("--resume")...)
	go func() {
		if in, err := os.Open(pipe); err == nil {
			io.Copy(io.Discard, in) //nolint:errcheck // nobody asks
		}
	}()
	c := cablelint(t, "", piped("--resume")...)
	if c.status != want.status || len(checkpoints(t)) != 0 {
		t.Errorf("status %d, want %d; %q is left: %s", c.status, want.status, checkpoints(t), c.stderr)
	}
	for _, f := range formats {
		if got := read(t, f); got != reports[f] {
			t.Errorf("the report %s has %d bytes, that of one run %d", f, len(got), len(reports[f]))
		}
	}
	merge := []string{"merge", "--isolated", "--select", "all", file(t, ".", "c.jsonl", c.stdout), file(t, ".", "a.jsonl", a), file(t, ".", "b.jsonl", b)}
	if got := cablelint(t, "", merge...); got.stdout != want.stdout || got.status != want.status {
		t.Errorf("merged %d bytes, one run %d; status %d, %d; %s", len(got.stdout), len(want.stdout), got.status, want.status, got.stderr)
	}
	// One after another in one file they are one part.
	if got := cablelint(t, "", "merge", "--isolated", "--select", "all", file(t, ".", "abc.jsonl", a+b+c.stdout)); got.stdout != want.stdout {
		t.Errorf("merged out of one file: %d bytes, one run %d: %s", len(got.stdout), len(want.stdout), got.stderr)
	}
	for what, parts := range map[string][]string{"no part goes on there": {"a.jsonl"}, "no part was interrupted there": {"c.jsonl"}} {
		got := cablelint(t, "", append([]string{"merge", "--isolated", "--select", "all"}, parts...)...)
		if got.status != int(Failed) || !strings.Contains(got.stderr, what) {
			t.Errorf("merge %q: %d %s", parts, got.status, got.stderr)
		}
	}
}

// TestShardInterruptedAndResumedIsOneShard hands its facts over once.
func TestShardInterruptedAndResumedIsOneShard(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	source(t)
	args := func(shard string, more ...string) []string {
		return append([]string{"lint", "in", "--isolated", "--select", "all", "--format", "jsonl", "--shard", shard}, more...)
	}
	want := cablelint(t, "", "lint", "in", "--isolated", "--select", "all", "--format", "jsonl")
	one := cablelint(t, "", args("1/2")...)
	a, _ := interrupted(t, 500, args("2/2")...)
	b := cablelint(t, "", args("2/2", "--resume")...)
	got := cablelint(t, "", "merge", "--isolated", "--select", "all", file(t, ".", "1", one.stdout), file(t, ".", "a", a), file(t, ".", "b", b.stdout))
	if got.stdout != want.stdout || got.status != want.status {
		t.Errorf("merged %d bytes, one run %d: %s", len(got.stdout), len(want.stdout), got.stderr)
	}
}

// TestStatisticsOfAResumedRunAreThoseOfTheWhole prints totals only.
func TestStatisticsOfAResumedRunAreThoseOfTheWhole(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	source(t)
	args := []string{"lint", "in", "--isolated", "--statistics", "--output", "concise:all.txt"}
	want := cablelint(t, "", args...)
	whole := read(t, "all.txt")
	cmd := program(args...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond)
	cmd.Process.Signal(syscall.SIGTERM) //nolint:errcheck // it may be over
	cmd.Wait()                          //nolint:errcheck // exit status 3
	got := cablelint(t, "", append(args, "--resume")...)
	if got.stdout != want.stdout || read(t, "all.txt") != whole {
		t.Errorf("%s\none run\n%s\n%s", got.stdout, want.stdout, got.stderr)
	}
}

func TestPatchAndParseInterruptedAndResumedAreOne(t *testing.T) {
	source(t)
	for _, command := range []string{"fix", "parse"} {
		want := cablelint(t, "", command, "in", "--isolated")
		a, _ := interrupted(t, 400, command, "in", "--isolated", "-j", "1")
		b := cablelint(t, "", command, "in", "--isolated", "--resume")
		if a+b.stdout != want.stdout || b.status != want.status {
			t.Errorf("%s: %d and %d bytes, one run %d; status %d, want %d; %s", command, len(a), len(b.stdout), len(want.stdout), b.status, want.status, b.stderr)
		}
		if last := lastLine(want.stderr); lastLine(b.stderr) != last {
			t.Errorf("%s: says %q, one run %q", command, lastLine(b.stderr), last)
		}
	}
}

// TestStandardInputThatGivesNothingMoreIsInterrupted waits for the rest of a
// stream: a signal ends the wait, and what was read is reported.
func TestStandardInputThatGivesNothingMoreIsInterrupted(t *testing.T) {
	cmd := program("lint", "--isolated", "--format", "jsonl", "-")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close() //nolint:errcheck // the program is over
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		fmt.Fprintf(in, "{\"text\":\"1. (U) America,s port no. %d.\"}\n", i) //nolint:errcheck // the report tells
		time.Sleep(100 * time.Millisecond)
	}
	io.WriteString(in, `{"text":"1. (U) half a rec`) //nolint:errcheck // the report tells
	time.Sleep(200 * time.Millisecond)
	cmd.Process.Signal(syscall.SIGTERM) //nolint:errcheck // the status tells
	cmd.Wait()                          //nolint:errcheck // exit status 3
	if cmd.ProcessState.ExitCode() != int(Failed) || said.String() != "cablelint: interrupted after 3 cables\n" ||
		strings.Count(out.String(), "enc-apostrophe-comma") != 3 || !strings.Contains(out.String(), `"documents":3,`) || !strings.HasSuffix(out.String(), "\"interrupted_after\":3}\n") {
		t.Errorf("status %d\n%s%s", cmd.ProcessState.ExitCode(), out.String(), said.String())
	}
}

func lastLine(s string) string {
	lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
	return lines[len(lines)-1]
}

// TestCopiesInterruptedAndResumedAreOne interrupts fix --output-dir in the middle
// of a table: it is begun again, everything before it is not.
func TestCopiesInterruptedAndResumedAreOne(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	source(t)
	args := func(dir string, more ...string) []string {
		return append([]string{"fix", "in", "--isolated", "--output-dir", dir}, more...)
	}
	want := cablelint(t, "", args("want")...)
	for _, until := range []string{"05/t.csv#501: ", "03/empty.txt: "} {
		if err := os.RemoveAll("got"); err != nil {
			t.Fatal(err)
		}
		cmd := program(args("got")...)
		said, err := cmd.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		in, last := bufio.NewScanner(said), ""
		for in.Scan() {
			if last = in.Text(); strings.Contains(last, until) {
				cmd.Process.Signal(syscall.SIGINT) //nolint:errcheck // what is said tells
			}
		}
		if cmd.Wait(); !strings.Contains(last, "interrupted after") { //nolint:errcheck // exit status 3
			t.Fatalf("not interrupted: %s", last)
		}
		got := cablelint(t, "", args("got", "--resume")...)
		if got.status != want.status || lastLine(got.stderr) != lastLine(want.stderr) {
			t.Errorf("status %d, says %q; one run %d, %q", got.status, got.stderr, want.status, want.stderr)
		}
		sameTrees(t, "got", "want")
	}
}

// sameTrees compares two folders, file by file.
func sameTrees(t *testing.T, got, want string) {
	t.Helper()
	list := func(dir string) map[string]string {
		files := map[string]string{}
		err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				files[path] = read(t, filepath.Join(dir, path))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	a, b := list(got), list(want)
	for name := range b {
		if text, ok := a[name]; !ok || text != b[name] {
			t.Errorf("%s/%s is there: %v; it has %d bytes, that of one run %d", got, name, ok, len(text), len(b[name]))
		}
	}
	for name := range a {
		// What a kill leaves of a file that was about to take its place is hidden.
		if _, ok := b[name]; !ok && !strings.HasPrefix(filepath.Base(name), ".a.account.json") {
			t.Errorf("%s/%s is there, and one run does not write it", got, name)
		}
	}
}

func TestResumeRefusesAnotherSourceThanTheInterrupted(t *testing.T) {
	source(t)
	args := []string{"lint", "in", "--isolated", "--format", "concise"}
	interrupted(t, 200, args...)
	file(t, ".", "in/00/000.txt", "1. (U) NEW\n")
	got := cablelint(t, "", append(args, "--resume")...)
	if got.status != int(Misuse) || !strings.Contains(got.stderr, "the source is not what it was when the run was interrupted: record ") {
		t.Errorf("%d %s", got.status, got.stderr)
	}
	if err := os.RemoveAll("in"); err != nil {
		t.Fatal(err)
	}
	file(t, ".", "in/00/000.txt", "1. (U) NEW\n")
	got = cablelint(t, "", append(args, "--resume")...)
	if got.status != int(Misuse) || !strings.Contains(got.stderr, "it has 1 records and had ") {
		t.Errorf("%d %s", got.status, got.stderr)
	}
	// Another command has nothing to go on with, and standard input cannot be read again.
	if got = cablelint(t, "", append(args, "--resume", "--ignore", "enc-")...); got.status == int(Misuse) || !strings.Contains(got.stderr, "no run of this command was interrupted here") {
		t.Errorf("%d %s", got.status, got.stderr)
	}
	if got = cablelint(t, "1. (U) TEXT\n", "lint", "-", "--resume"); got.status != int(Misuse) {
		t.Errorf("%d %s", got.status, got.stderr)
	}
}
