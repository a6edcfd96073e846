package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The faults come from the system itself: strace makes a chosen system call of
// the running program fail, or kills the program at it. So what is tried is the
// program as it is, with its libraries, and no stand-in for a file system.

// faultyCable is an invented cable that safe fixes repair, one of many.
func faultyCable(n int) []byte {
	return []byte(fmt.Sprintf("R 081651Z FEB 06\nFM AMEMBASSY ARBONNE\nTO RUEHC/SECSTATE WASHDC\nC O N F I D E N T I A L ARBONNE %06d\n\nSIPDIS\n\n"+
		"E.O. 12958: DECL: 02/07/2016\nTAGS: PGOV, FR\nSUBJECT: HARBOUR COUNCIL MEETS\n\nClassified By: DCM Anna Vale for reasons 1.4 (b) and (d)\n\n"+
		"1. (C) The Minister,s aide told the council that France,s port\nwould open, and that the U.S could help.\n\nVALE\n", n))
}

// faultsFolder is a folder of damaged cables and what repair makes of them.
func faultsFolder(t testing.TB, binary string, n int) (dir string, old, repaired map[string][]byte) {
	t.Helper()
	dir, old, repaired = t.TempDir(), map[string][]byte{}, map[string][]byte{}
	for i := range n {
		name := fmt.Sprintf("06ARBONNE%d.txt", i+1)
		old[name] = faultyCable(i + 1)
		if err := os.WriteFile(filepath.Join(dir, name), old[name], 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(t.TempDir(), "out")
	run := exec.Command(binary, "fix", "--isolated", "--quiet", "--output-dir", out, dir)
	_ = run.Run() // 1: it changed something
	for name := range old {
		text, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Equal(text, old[name]) {
			t.Fatalf("%s is not repaired: there is nothing to try", name)
		}
		repaired[name] = text
	}
	return dir, old, repaired
}

// refill puts the damaged cables back and takes everything else away.
func refill(t testing.TB, dir string, old map[string][]byte) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range old {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// wholeFiles makes sure that each cable is wholly old or wholly new, and counts the new ones.
func wholeFiles(t testing.TB, what, dir string, old, repaired map[string][]byte) (fresh int) {
	t.Helper()
	for name := range old {
		text, err := os.ReadFile(filepath.Join(dir, name))
		switch {
		case err != nil:
			t.Errorf("%s: %v", what, err)
		case bytes.Equal(text, repaired[name]):
			fresh++
		case !bytes.Equal(text, old[name]):
			t.Errorf("%s: %s is neither old nor new: %d bytes", what, name, len(text))
		}
	}
	return fresh
}

// trueLedger makes sure that every line of a ledger but a torn last one can be
// read, and that it knows every file that was changed.
func trueLedger(t testing.TB, what, path string, fresh int) {
	t.Helper()
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		if fresh > 0 {
			t.Errorf("%s: %d files were changed and there is no ledger", what, fresh)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	known := 0
	for line := range bytes.Lines(data) {
		var r repair
		if err := json.Unmarshal(line, &r); err != nil {
			if bytes.HasSuffix(line, []byte("\n")) {
				t.Errorf("%s: a whole line of the ledger is not readable: %v", what, err)
			}
			continue
		}
		known++
	}
	if known < fresh {
		t.Errorf("%s: %d files were changed and the ledger knows %d", what, fresh, known)
	}
}

// undone makes sure that undo puts everything back.
func undone(t testing.TB, what, binary, dir, ledger string, old map[string][]byte) {
	t.Helper()
	if _, err := os.Stat(ledger); err != nil {
		return
	}
	out, err := exec.Command(binary, "undo", ledger).CombinedOutput()
	for name, text := range old {
		if now, _ := os.ReadFile(filepath.Join(dir, name)); !bytes.Equal(now, text) {
			t.Errorf("%s: undo does not restore %s (%v): %s", what, name, err, out)
			return
		}
	}
}

func needStrace(t testing.TB) string {
	t.Helper()
	path, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed: no faults are injected")
	}
	if err := exec.Command(path, "-o", os.DevNull, "true").Run(); err != nil {
		t.Skipf("strace may not trace here: %v", err)
	}
	return path
}

// depth is how many calls of each kind are made to fail: a few in each test run,
// more with CABLELINT_FAULTS.
func depth(t testing.TB, few int) int {
	t.Helper()
	if n, err := strconv.Atoi(os.Getenv("CABLELINT_FAULTS")); err == nil {
		return n
	}
	if testing.Short() {
		return 1
	}
	return few
}

// TestFaultsInFixWrite fails every kind of system call that writing needs, at
// each of its first occurrences, in every way that the system knows.
func TestFaultsInFixWrite(t *testing.T) {
	strace, binary := needStrace(t), buildOnce(t)
	dir, old, repaired := faultsFolder(t, binary, 3)
	injected := 0
	for _, fault := range []string{
		"write:error=ENOSPC", "write:error=EIO", "fsync:error=EIO", "renameat:error=EACCES", "renameat:error=EROFS",
		"fchmod:error=EPERM", "close:error=EIO", "openat:error=EMFILE", "unlinkat:error=EACCES",
		"write:signal=SIGKILL", "fsync:signal=SIGKILL", "renameat:signal=SIGKILL", "close:signal=SIGKILL", "openat:signal=SIGKILL", "fchmod:signal=SIGKILL",
		"write:signal=SIGTERM", "renameat:signal=SIGINT",
	} {
		for k := range depth(t, 3) {
			what := fmt.Sprintf("%s at call %d", fault, k+1)
			refill(t, dir, old)
			ledger, log := filepath.Join(t.TempDir(), "ledger"), filepath.Join(t.TempDir(), "log")
			cmd := exec.Command(strace, "-f", "-o", log, "-e", "trace="+fault[:strings.IndexByte(fault, ':')], "-e", fmt.Sprintf("inject=%s:when=%d", fault, k+1),
				binary, "fix", "--isolated", "-j", "1", "--write", "--ledger", ledger, dir)
			out, _ := cmd.CombinedOutput()
			if bytes.Contains(out, []byte("panic:")) || bytes.Contains(out, []byte("goroutine ")) && !strings.Contains(fault, "openat") {
				t.Errorf("%s: the program panics: %s", what, out)
			}
			trace, _ := os.ReadFile(log)
			hit := bytes.Contains(trace, []byte("(INJECTED)")) || strings.Contains(fault, "signal")
			if hit {
				injected++
			}
			fresh := wholeFiles(t, what, dir, old, repaired)
			trueLedger(t, what, ledger, fresh)
			status := cmd.ProcessState.ExitCode()
			if hit && fresh < len(old) && (status == 0 || status == 1) {
				t.Errorf("%s: %d of %d files were written and the exit status is %d: %s", what, fresh, len(old), status, out)
			}
			undone(t, what, binary, dir, ledger, old)
		}
	}
	t.Logf("%d faults injected", injected)
	if injected == 0 {
		t.Error("no fault was injected")
	}
}

// TestKilledWhileRepairing kills the program at random moments; a second run and
// undo must find everything in order. CABLELINT_KILLS asks for more.
func TestKilledWhileRepairing(t *testing.T) {
	kills, cables := 3, 60
	if n, err := strconv.Atoi(os.Getenv("CABLELINT_KILLS")); err == nil {
		kills, cables = n, 2000
	}
	binary := buildOnce(t)
	dir, old, repaired := faultsFolder(t, binary, cables)
	rng := rand.New(rand.NewPCG(1, 2))
	start := time.Now()
	_ = exec.Command(binary, "fix", "--isolated", "--quiet", "--write", dir).Run()
	whole := time.Since(start)
	refill(t, dir, old)
	ledger := filepath.Join(t.TempDir(), "ledger")
	for k := range kills {
		what := fmt.Sprintf("kill %d", k+1)
		cmd := exec.Command(binary, "fix", "--isolated", "--quiet", "--write", "--ledger", ledger, dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rng.Int64N(int64(whole))))
		_ = cmd.Process.Signal(syscall.SIGKILL)
		_ = cmd.Wait()
		fresh := wholeFiles(t, what, dir, old, repaired)
		trueLedger(t, what, ledger, fresh)
		if fresh == len(old) || k%10 == 9 {
			undone(t, what, binary, dir, ledger, old)
			refill(t, dir, old)
			if err := os.Remove(ledger); err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
		}
	}
	_ = exec.Command(binary, "fix", "--isolated", "--quiet", "--write", "--ledger", ledger, dir).Run()
	if fresh := wholeFiles(t, "the run after the kills", dir, old, repaired); fresh != len(old) {
		t.Errorf("%d of %d files are repaired after the last run", fresh, len(old))
	}
	undone(t, "after everything", binary, dir, ledger, old)
	t.Logf("%d kills over %d cables survived", kills, cables)
}

// TestFaultsInGate kills the gate at each step and resumes it.
func TestFaultsInGate(t *testing.T) {
	strace, binary := needStrace(t), buildOnce(t)
	dir := t.TempDir()
	var source bytes.Buffer
	for i := range 40 {
		line, err := json.Marshal(map[string]string{"id": fmt.Sprintf("06ARBONNE%d", i+1), "text": string(faultyCable(i + 1))})
		if err != nil {
			t.Fatal(err)
		}
		source.Write(append(line, '\n'))
		if i%7 == 0 {
			source.WriteString("{\"id\": \"broken\n")
		}
	}
	in := filepath.Join(dir, "in.jsonl")
	if err := os.WriteFile(in, source.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	args := func(out string, more ...string) []string {
		return append([]string{"gate", "--isolated", "--fix", "--accept", filepath.Join(out, "a.jsonl"), "--quarantine", filepath.Join(out, "q.jsonl"), in}, more...)
	}
	want := t.TempDir()
	_ = exec.Command(binary, args(want)...).Run()
	read := func(dir, name string) []byte {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return []byte(err.Error())
		}
		return b
	}
	if n := bytes.Count(read(want, "a.jsonl"), []byte{'\n'}); n != 40 {
		t.Fatalf("%d records are accepted, want 40", n)
	}
	for _, call := range []string{"write", "fsync", "renameat", "openat", "close"} {
		for _, effect := range []string{"signal=SIGKILL", "error=ENOSPC"} {
			for k := range depth(t, 4) {
				what := fmt.Sprintf("%s:%s at call %d", call, effect, k+1)
				out := t.TempDir()
				cmd := exec.Command(strace, append([]string{"-f", "-o", os.DevNull, "-e", "trace=" + call, "-e", fmt.Sprintf("inject=%s:%s:when=%d", call, effect, k+1), binary}, args(out)...)...)
				_ = cmd.Run()
				again := exec.Command(binary, args(out, "--resume")...)
				resumed, _ := again.CombinedOutput()
				if again.ProcessState.ExitCode() == 2 { // the fault came before anything was begun
					resumed, _ = exec.Command(binary, args(out)...).CombinedOutput()
				}
				for _, name := range []string{"a.jsonl", "q.jsonl", "q.jsonl.reasons.jsonl"} {
					if _, err := os.Stat(filepath.Join(want, name)); err != nil {
						continue
					}
					if !bytes.Equal(read(out, name), read(want, name)) {
						t.Errorf("%s: %s differs from that of a run without a fault: %s", what, name, resumed)
					}
				}
			}
		}
	}
}

// TestTornLedgerIsTakenUp: a line that a full disk cut off does not spoil what
// later runs add, nor undo.
func TestTornLedgerIsTakenUp(t *testing.T) {
	for _, torn := range []string{"", `{"schema_version":"1","type":"rep`, "{", "whole"} {
		t.Chdir(t.TempDir())
		file(t, ".", "a.txt", damaged)
		file(t, ".", "b.txt", damaged)
		cablelint(t, "", "fix", "--isolated", "--write", "--ledger", "l", "a.txt")
		ledger := read(t, "l") + torn
		if torn == "whole" {
			ledger = strings.TrimSuffix(read(t, "l"), "\n") // an editor took the last line end away
		}
		file(t, ".", "l", ledger)
		if got := cablelint(t, "", "fix", "--isolated", "--write", "--ledger", "l", "b.txt"); got.status != int(Found) {
			t.Fatalf("%q: %+v", torn, got)
		}
		got := cablelint(t, "", "undo", "l")
		if got.status != int(Clean) || read(t, "a.txt") != damaged || read(t, "b.txt") != damaged {
			t.Errorf("%q: %+v\n%s", torn, got, read(t, "l"))
		}
	}
}

// TestFullDiskInFixWrite lets a real file system run full while cables are
// repaired: short writes and all.
func TestFullDiskInFixWrite(t *testing.T) {
	binary := buildOnce(t)
	unshare, err := exec.LookPath("unshare")
	if err != nil || exec.Command(unshare, "-rm", "true").Run() != nil {
		t.Skip("no file system may be mounted here")
	}
	_, old, repaired := faultsFolder(t, binary, 12)
	for _, free := range []int{0, 1, 2, 3} { // pages of 4 KB
		disk, kept := t.TempDir(), t.TempDir()
		src := t.TempDir()
		refill(t, src, old)
		// Twelve cables of a page each, then so much as is free; more is freed later.
		script := fmt.Sprintf(`set -e
			mount -t tmpfs -o size=%dk none %[2]s
			cp %[3]s/* %[2]s/
			set +e
			%[4]s fix --isolated -j 1 --write --ledger %[2]s/ledger %[2]s; echo $? >%[5]s/first
			cp -r %[2]s %[5]s/during
			mount -o remount,size=4m %[2]s
			%[4]s fix --isolated -j 1 --write --ledger %[2]s/ledger %[2]s; echo $? >%[5]s/second
			cp -r %[2]s %[5]s/after
			%[4]s undo %[2]s/ledger; echo $? >%[5]s/undone
			cp -r %[2]s %[5]s/end`, (12+free)*4, disk, src, binary, kept)
		out, err := exec.Command(unshare, "-rm", "sh", "-c", script).CombinedOutput()
		if err != nil {
			t.Skipf("no small file system here: %v: %s", err, out)
		}
		what := fmt.Sprintf("%d pages free", free)
		during := filepath.Join(kept, filepath.Join("during"))
		fresh := wholeFiles(t, what, during, old, repaired)
		trueLedger(t, what, filepath.Join(during, "ledger"), fresh)
		if status := strings.TrimSpace(read(t, kept+"/first")); fresh < len(old) && status != "3" {
			t.Errorf("%s: %d files were written and the exit status is %s: %s", what, fresh, status, out)
		}
		if n := wholeFiles(t, what, filepath.Join(kept, "after"), old, repaired); n != len(old) {
			t.Errorf("%s: %d of %d files are repaired once there is space: %s", what, n, len(old), out)
		}
		if n := wholeFiles(t, what, filepath.Join(kept, "end"), old, repaired); n != 0 || strings.TrimSpace(read(t, kept+"/undone")) != "0" {
			t.Errorf("%s: %d files are not undone: %s", what, n, out)
		}
		if entries, err := os.ReadDir(filepath.Join(kept, "end")); err != nil || len(entries) != len(old)+1 {
			t.Errorf("%s: files are left over: %v", what, entries)
		}
	}
}
