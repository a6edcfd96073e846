//go:build !windows

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// within runs the program as a process of its own that must end soon.
func within(t *testing.T, stdin string, args ...string) run {
	t.Helper()
	cmd := program(args...)
	var out, bad strings.Builder
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &out, &bad
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(time.Minute, func() { cmd.Process.Kill() }) //nolint:errcheck // it may be over
	err := cmd.Wait()
	if !timer.Stop() {
		t.Fatalf("%v does not end: %v", args, err)
	}
	return run{cmd.ProcessState.ExitCode(), out.String(), bad.String()}
}

func fifo(t *testing.T, path string) {
	t.Helper()
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip("no named pipes here")
	}
}

func link(t *testing.T, to, path string) {
	t.Helper()
	if err := os.Symlink(to, path); err != nil {
		t.Skip("no links here")
	}
}

// TestPipesAreReadOnce: a pipe that is named gives all of its bytes, also to the
// commands that look at their inputs before they begin.
func TestPipesAreReadOnce(t *testing.T) {
	t.Chdir(t.TempDir())
	var b strings.Builder
	for i := range 400 {
		fmt.Fprintf(&b, "The mayor of Laurenberg thanked the Ambassador for ship %d.\n", i)
	}
	long := b.String()
	for _, c := range []struct{ name, text string }{
		{"pipe", damaged + long},
		{"pipe.txt", damaged + long},
		{"lines", `{"id":"06ZENDA1","text":"1. (U) America,s help."}` + "\n" + `{"id":"06ZENDA2","text":"1. (U) TEXT"}` + "\n"},
		{"lines.jsonl", `{"id":"06ZENDA1","text":"1. (U) America,s help."}` + "\n"},
	} {
		fifo(t, c.name)
		for _, args := range [][]string{{"lint"}, {"fix"}, {"fix", "--output-dir", "out-" + c.name}, {"gate", "--accept", "a-" + c.name, "--quarantine", "q-" + c.name}} {
			fed := make(chan error, 1)
			go func() {
				w, err := os.OpenFile(c.name, os.O_WRONLY, 0)
				if err == nil {
					_, err = w.WriteString(c.text)
					w.Close()
				}
				fed <- err
			}()
			got := within(t, "", append(append(args, "--isolated"), c.name)...)
			if err := <-fed; err != nil {
				t.Fatal(err)
			}
			if got.status > int(Found) || args[0] == "lint" && !strings.Contains(got.stdout, "America,s") {
				t.Errorf("%v %s: %+v", args, c.name, got)
			}
		}
		copied := read(t, filepath.Join("out-"+c.name, c.name))
		if copied != strings.ReplaceAll(c.text, "America,s", "America's") {
			t.Errorf("%s: the repaired copy is %q", c.name, copied)
		}
		accepted := read(t, "a-"+c.name)
		if accepted != c.text {
			t.Errorf("%s: accepted %q", c.name, accepted)
		}
	}
}

// TestNothingInAFolderHangs: pipes, devices, circles of links and names that
// promise what they are not, found while walking, are passed over.
func TestNothingInAFolderHangs(t *testing.T) {
	t.Chdir(t.TempDir())
	file(t, ".", "in/dir.txt/deep.zip/a.txt", sound)
	file(t, ".", "in/b.txt", sound)
	fifo(t, "in/pipe.txt")
	fifo(t, "in/pipe.csv")
	link(t, "/dev/zero", "in/zero.txt")
	link(t, "/dev/zero", "in/zero.zip")
	link(t, "../in", "in/again")
	link(t, "..", "in/dir.txt/up")
	link(t, "round.txt", "in/round.txt")
	for _, args := range [][]string{{"lint"}, {"fix"}, {"fix", "--write", "--ledger", "l"}, {"gate", "--accept", "a", "--quarantine", "q"}, {"parse"}} {
		if args[0] != "parse" {
			args = append(args, "--isolated")
		}
		got := within(t, "", append(args, "in")...)
		if got.status != int(Failed) || strings.Count(got.stderr, "\n") < 1 || !strings.Contains(got.stderr, "round.txt") {
			t.Errorf("%v: %+v", args, got)
		}
	}
	if read(t, "a/b.txt") != sound || read(t, "a/dir.txt/deep.zip/a.txt") != sound {
		t.Error("a good cable was not accepted")
	}
}

// TestIgnoreFilesOfAFolderEnd: one that is a pipe or a device is an error, and
// the cables are read.
func TestIgnoreFilesOfAFolderEnd(t *testing.T) {
	for _, make := range []func(string){func(path string) { fifo(t, path) }, func(path string) { link(t, "/dev/zero", path) }} {
		t.Chdir(t.TempDir())
		file(t, ".", "in/deep/a.txt", damaged)
		make("in/.cablelintignore")
		make("in/deep/.cablelintignore")
		got := within(t, "", "lint", "in")
		if got.status != int(Failed) || strings.Count(got.stderr, "is no file of patterns") != 2 || !strings.Contains(got.stdout, "America,s") {
			t.Errorf("%+v", got)
		}
	}
}

// TestEndlessDevicesEnd: a device is no file, by whatever name.
func TestEndlessDevicesEnd(t *testing.T) {
	if _, err := os.Stat("/dev/zero"); err != nil {
		t.Skip("no /dev/zero")
	}
	t.Chdir(t.TempDir())
	link(t, "/dev/zero", "zero.csv")
	link(t, "/dev/zero", "zero.zip")
	for _, path := range []string{"/dev/zero", "/dev/null", "zero.csv", "zero.zip", "zero.*"} {
		got := within(t, "", "lint", "--isolated", "--max-record", "1MiB", path)
		if got.status != int(Failed) || !strings.Contains(got.stderr, "is a device") {
			t.Errorf("%s: %+v", path, got)
		}
	}
}

// TestFilesOfAStrangersFolder: the files beside a configuration are read only
// when they are files, and what the configuration names stays below its folder.
func TestFilesOfAStrangersFolder(t *testing.T) {
	for _, c := range []struct {
		what string
		make func()
		want string
	}{
		{"an ignore file that is a pipe", func() { fifo(t, ".cablelint-ignore") }, "is not a file"},
		{"an ignore file without an end", func() { link(t, "/dev/zero", ".cablelint-ignore") }, "is not a file"},
		{"a configuration that is a pipe", func() { fifo(t, ".cablelint.yaml") }, "is not a file"},
		{"a configuration without an end", func() { link(t, "/dev/zero", ".cablelint.yaml") }, "is not a file"},
		{"a baseline that is a pipe", func() { fifo(t, "b"); file(t, ".", ".cablelint.yaml", "baseline: b\n") }, "is not a file"},
		{"a baseline elsewhere", func() { file(t, ".", ".cablelint.yaml", "baseline: ../b\n") }, "does not lie below"},
		{"a baseline through a link", func() { link(t, "/dev/zero", "b"); file(t, ".", ".cablelint.yaml", "baseline: b\n") }, "is not a file"},
	} {
		dir := filepath.Join(t.TempDir(), "in")
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		t.Chdir(dir)
		file(t, ".", "a.txt", damaged)
		c.make()
		for _, args := range [][]string{{"lint", "a.txt"}, {"fix", "--write", "a.txt"}, {"baseline", "write", "a.txt"}} {
			if strings.Contains(c.what, "baseline") && args[0] == "baseline" && !strings.Contains(c.what, "elsewhere") {
				continue // is written over: it lies in the folder
			}
			if got := within(t, "", args...); got.status != int(Misuse) || !strings.Contains(got.stderr, c.want) {
				t.Errorf("%s: %v: %+v", c.what, args, got)
			}
		}
		if read(t, "a.txt") != damaged {
			t.Errorf("%s: the cable was changed", c.what)
		}
		if list, _ := os.ReadDir(".."); len(list) != 1 {
			t.Errorf("%s: files were made outside: %v", c.what, list)
		}
	}
}

// TestGitOfAStrangerRunsNothing: the one program that is started is Git, and a
// repository cannot use it to start others.
func TestGitOfAStrangerRunsNothing(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("HOME", dir)
	ran := filepath.Join(dir, "ran")
	script := file(t, dir, "run.sh", "#!/bin/sh\ntouch "+ran+"\ncat\n")
	if err := os.Chmod(script, 0o755); err != nil {
		t.Fatal(err)
	}
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.org", "-C", "repo"}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v: %s", args, err, out)
		}
	}
	file(t, ".", "repo/a.txt", sound)
	file(t, ".", "repo/b.txt", sound)
	git("init", "-q")
	git("add", ".")
	git("commit", "-q", "-m", "one")
	file(t, ".", "repo/.gitattributes", "* filter=x diff=y\n")
	file(t, ".", "repo/a.txt", sound+damaged)
	for _, key := range []string{"filter.x.clean", "filter.x.smudge", "filter.x.process", "diff.y.command", "diff.y.textconv", "diff.external", "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand"} {
		git("config", key, script)
	}
	git("config", "filter.x.required", "true")
	git("config", "core.hooksPath", dir)
	os.Remove(ran) // configuring may have run it
	t.Chdir("repo")
	got := within(t, "", "lint", "--isolated", "--new-from", "HEAD", ".")
	if got.status != int(Found) || !strings.Contains(got.stdout, "a.txt:4") || strings.Contains(got.stdout, "b.txt") {
		t.Errorf("%+v", got)
	}
	if _, err := os.Stat(ran); err == nil {
		t.Error("the repository's program was run")
	}
}

// TestTwoCopiesIntoOneFolderRefuseEachOther: a second run does not write into the
// half-made files of the first.
func TestTwoCopiesIntoOneFolderRefuseEachOther(t *testing.T) {
	t.Chdir(t.TempDir())
	fifo(t, "in.jsonl")
	file(t, ".", "other.txt", damaged)
	first := program("fix", "--isolated", "--quiet", "--output-dir", "out", "in.jsonl")
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	w, err := os.OpenFile("in.jsonl", os.O_WRONLY, 0) // waits until the first run reads
	if err != nil {
		t.Fatal(err)
	}
	got := within(t, "", "fix", "--isolated", "--output-dir", "out", "other.txt")
	if got.status != int(Misuse) || !strings.Contains(got.stderr, "another run writes there") {
		t.Errorf("%+v", got)
	}
	fmt.Fprintln(w, `{"text":"1. (U) America,s help."}`)
	w.Close()
	_ = first.Wait() // 1: it changed something
	if text := read(t, "out/in.jsonl"); !strings.Contains(text, "America's") {
		t.Errorf("the first run wrote %q", text)
	}
	if list, err := os.ReadDir("out"); err != nil || len(list) != 1 {
		t.Errorf("files are left over: %v", list)
	}
	if got := within(t, "", "fix", "--isolated", "--output-dir", "out", "other.txt"); got.status != int(Found) {
		t.Errorf("after the first run: %+v", got)
	}
}

// TestTargetsRemovedUnderAGate removes the folder of the targets while a gate is
// at work: it ends with an error, and the same command with --resume, or anew,
// completes it.
func TestTargetsRemovedUnderAGate(t *testing.T) {
	binary, dir := buildOnce(t), t.TempDir()
	out, in := filepath.Join(dir, "out"), filepath.Join(dir, "in.jsonl")
	if err := os.Mkdir(out, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(in, 0o600); err != nil {
		t.Skip("no named pipes here")
	}
	args := []string{"gate", "--isolated", "--quiet", "--accept", filepath.Join(out, "a"), "--quarantine", filepath.Join(out, "q"), in}
	cmd := exec.Command(binary, args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w, err := os.OpenFile(in, os.O_WRONLY, 0) // waits until the gate reads
	if err != nil {
		t.Fatal(err)
	}
	line, _ := json.Marshal(map[string]string{"id": "06ARBONNE1", "text": string(faultyCable(1))}) // strings do not fail
	if _, err := w.Write(append(line, '\n')); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(out); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(append(line, '\n')); err != nil {
		t.Fatal(err)
	}
	w.Close()
	_ = cmd.Wait()
	if status := cmd.ProcessState.ExitCode(); status != int(Failed) || !bytes.Contains(said.Bytes(), []byte("no such file or directory")) {
		t.Errorf("exit status %d: %s", status, said.Bytes())
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("files were made anew: %v", entries)
	}
}
