package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
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
	return faultsFolderIn(t, t.TempDir(), binary, n)
}

func faultsFolderIn(t testing.TB, dir, binary string, n int) (_ string, old, repaired map[string][]byte) {
	t.Helper()
	old, repaired = map[string][]byte{}, map[string][]byte{}
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
			cmd.Dir = filepath.Dir(log) // a run that is interrupted leaves a checkpoint where it is
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

// kills is how often the program is killed and over how many cables: a few in
// each test run, CABLELINT_KILLS over 2,000 cables.
func kills(few int) (n, cables int) {
	if n, err := strconv.Atoi(os.Getenv("CABLELINT_KILLS")); err == nil {
		return n, 2000
	}
	return few, 60
}

// memoryDir is a folder of the test in memory, where there is such a file system:
// thousands of files are written again and again, and a killed process loses
// nothing there that it would keep on a disk.
func memoryDir(t testing.TB) string {
	t.Helper()
	if runtime.GOOS != "linux" {
		return t.TempDir()
	}
	dir, err := os.MkdirTemp("/dev/shm", "cablelint-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// killAt starts the program and kills it after a while; it reports whether the
// program was still at work.
func killAt(t testing.TB, after time.Duration, binary string, args ...string) bool {
	t.Helper()
	cmd := exec.Command(binary, args...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	_ = cmd.Process.Signal(syscall.SIGKILL)
	_ = cmd.Wait()
	return cmd.ProcessState.ExitCode() == -1
}

// TestKilledWhileRepairing kills the program at random moments while it repairs,
// and while it undoes; the next run and undo must find everything in order.
func TestKilledWhileRepairing(t *testing.T) {
	n, cables := kills(4)
	binary := buildOnce(t)
	dir, old, repaired := faultsFolderIn(t, memoryDir(t), binary, cables)
	ledger := filepath.Join(memoryDir(t), "ledger")
	fix := []string{"fix", "--isolated", "--quiet", "--write", "--ledger", ledger, dir}
	rng := rand.New(rand.NewPCG(1, 2))
	start := time.Now()
	_ = exec.Command(binary, fix...).Run()
	whole := time.Since(start)
	start = time.Now()
	undone(t, "without a kill", binary, dir, ledger, old)
	back := time.Since(start)
	hit := 0
	for k := 0; hit < n && k < 20*n; k++ {
		what := fmt.Sprintf("kill %d", k+1)
		// One run from the start, one from where it was killed, one back.
		switch k % 3 {
		case 2:
			if _, err := os.Stat(ledger); err != nil {
				continue
			}
			if killAt(t, time.Duration(rng.Int64N(int64(back))), binary, "undo", "--quiet", ledger) {
				hit++
			}
			wholeFiles(t, what, dir, old, repaired)
			undone(t, what, binary, dir, ledger, old)
			if err := os.Remove(ledger); err != nil {
				t.Fatal(err)
			}
		default:
			if killAt(t, time.Duration(rng.Int64N(int64(whole))), binary, fix...) {
				hit++
			}
			trueLedger(t, what, ledger, wholeFiles(t, what, dir, old, repaired))
		}
		leftovers(t, what, dir)
		if t.Failed() {
			return
		}
	}
	_ = exec.Command(binary, fix...).Run()
	if fresh := wholeFiles(t, "the run after the kills", dir, old, repaired); fresh != len(old) {
		t.Errorf("%d of %d files are repaired after the last run", fresh, len(old))
	}
	undone(t, "after everything", binary, dir, ledger, old)
	if hit == 0 {
		t.Error("no run was killed at work")
	}
	t.Logf("%d kills over %d cables survived", hit, cables)
}

// leftovers makes sure that what a killed run left behind is hidden, so that no
// later run takes it for a cable, and takes it away.
func leftovers(t testing.TB, what, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".") {
			_ = os.Remove(filepath.Join(dir, name))
		} else if !strings.HasSuffix(name, ".txt") {
			t.Errorf("%s: %s is left over", what, name)
		}
	}
}

// TestKilledWhileSplitting kills the gate at random moments, of a stream and of
// a folder, and lets another run go on, which may be killed too: in the end both
// sides, the reasons and the account are those of a run that nothing disturbed.
func TestKilledWhileSplitting(t *testing.T) {
	n, cables := kills(4)
	binary, dir := buildOnce(t), memoryDir(t)
	in, lines := filepath.Join(dir, "in"), filepath.Join(dir, "in.jsonl")
	if err := os.Mkdir(in, 0o755); err != nil {
		t.Fatal(err)
	}
	var stream bytes.Buffer
	for i := range cables {
		text := faultyCable(i + 1)
		if i%7 == 0 {
			text = bytes.Replace(text, []byte("DECL: 02/07/2016"), []byte("DECL: 02/07/2049"), 1) // an error: to the quarantine
		}
		if err := os.WriteFile(filepath.Join(in, fmt.Sprintf("06ARBONNE%d.txt", i+1)), text, 0o644); err != nil {
			t.Fatal(err)
		}
		line, err := json.Marshal(map[string]string{"id": fmt.Sprintf("06ARBONNE%d", i+1), "text": string(text)})
		if err != nil {
			t.Fatal(err)
		}
		stream.Write(append(line, '\n'))
		if i%11 == 0 {
			stream.WriteString("{\"id\": \"broken\n")
		}
	}
	if err := os.WriteFile(lines, stream.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(3, 4))
	total := 0
	for _, source := range []string{lines, in} {
		gate := func(out string, more ...string) []string {
			return append([]string{"gate", "--isolated", "--quiet", "--fix", "--accept", filepath.Join(out, "a"), "--quarantine", filepath.Join(out, "q"), source}, more...)
		}
		want := filepath.Join(dir, "want"+filepath.Base(source))
		if err := os.Mkdir(want, 0o755); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		_ = exec.Command(binary, gate(want)...).Run()
		whole := time.Since(start)
		expected := tree(t, want)
		if len(expected) < 4 {
			t.Fatalf("the undisturbed run wrote %d files", len(expected))
		}
		hit := 0
		for k := 0; hit < n/2 && k < 20*n; k++ {
			out := filepath.Join(dir, "out")
			if err := os.Mkdir(out, 0o755); err != nil {
				t.Fatal(err)
			}
			var more []string
			for range 1 + rng.IntN(3) {
				if killAt(t, time.Duration(rng.Int64N(int64(whole))), binary, gate(out, more...)...) {
					hit++
				}
				if len(tree(t, out)) > 0 {
					more = []string{"--resume"}
				}
			}
			cmd := exec.Command(binary, gate(out, more...)...)
			said, _ := cmd.CombinedOutput()
			if cmd.ProcessState.ExitCode() == int(Misuse) {
				t.Errorf("%s, run %d: it cannot go on: %s", filepath.Base(source), k+1, said)
			}
			got := tree(t, out)
			for name, text := range expected {
				if got[name] != text {
					t.Errorf("%s, run %d: %s differs from that of an undisturbed run (%d bytes, want %d): %s", filepath.Base(source), k+1, name, len(got[name]), len(text), said)
					return
				}
			}
			for name := range got {
				if _, ok := expected[name]; !ok && !strings.HasPrefix(filepath.Base(name), ".") && !strings.HasSuffix(name, ".lock") {
					t.Errorf("%s, run %d: %s is written twice or too much", filepath.Base(source), k+1, name)
				}
			}
			if err := os.RemoveAll(out); err != nil {
				t.Fatal(err)
			}
		}
		total += hit
	}
	if total == 0 {
		t.Error("no run was killed at work")
	}
	t.Logf("%d kills over %d cables survived", total, cables)
}

// tree is every file below a folder.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		files[strings.TrimPrefix(path, dir)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
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

// TestChangedUnderARun holds the program between reading and replacing, and
// changes the folder meanwhile: what somebody else did there stays, the rest is
// done, and the status says so.
func TestChangedUnderARun(t *testing.T) {
	strace, binary := needStrace(t), buildOnce(t)
	dir, old, repaired := faultsFolder(t, binary, 2)
	first := filepath.Join(dir, "06ARBONNE1.txt")
	other := append(bytes.Clone(old["06ARBONNE1.txt"]), "A LINE OF SOMEBODY ELSE\n"...)
	for _, c := range []struct {
		what, call string
		change     func() error
		want       []byte // of the first file; nil: gone
	}{
		{"written to before the intent lasts", "fsync", func() error { return os.WriteFile(first, other, 0o644) }, other},
		{"replaced before the intent lasts", "fsync", func() error {
			if err := os.WriteFile(first+".new", other, 0o644); err != nil {
				return err
			}
			return os.Rename(first+".new", first)
		}, other},
		{"removed", "fsync", func() error { return os.Remove(first) }, nil},
		{"write-protected", "fsync", func() error { return os.Chmod(first, 0o444) }, old["06ARBONNE1.txt"]},
		{"its folder removed", "fsync", func() error { return os.RemoveAll(dir) }, nil},
	} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		refill(t, dir, old)
		ledger, log := filepath.Join(t.TempDir(), "ledger"), filepath.Join(t.TempDir(), "log")
		cmd := exec.Command(strace, "-f", "-o", log, "-e", "trace="+c.call, "-e", "inject="+c.call+":delay_enter=1500000:when=1",
			binary, "fix", "--isolated", "-j", "1", "--write", "--ledger", ledger, dir)
		cmd.Dir = filepath.Dir(log)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for range 500 { // until the intent is written, and the call that makes it last is held
			if st, err := os.Stat(ledger); err == nil && st.Size() > 0 {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		if err := c.change(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		if status := cmd.ProcessState.ExitCode(); status != int(Failed) {
			t.Errorf("%s: exit status %d", c.what, status)
		}
		now, err := os.ReadFile(first)
		if c.want == nil && !os.IsNotExist(err) || c.want != nil && !bytes.Equal(now, c.want) {
			t.Errorf("%s: the file holds %q (%v)", c.what, now, err)
		}
		if second, err := os.ReadFile(filepath.Join(dir, "06ARBONNE2.txt")); err == nil && !bytes.Equal(second, repaired["06ARBONNE2.txt"]) {
			t.Errorf("%s: the rest was not done", c.what)
		}
		if entries, _ := os.ReadDir(dir); len(entries) > 2 {
			t.Errorf("%s: files are left over: %v", c.what, entries)
		}
	}
}
