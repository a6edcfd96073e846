//go:build !windows

package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// gateLines are records of a stream: number 2 has a fault at error, number 3 is cut in half.
const gateLines = `{"id":"06ZENDA1","text":"1. (U) The duke's harbor.\n"}
{"id":"06ZENDA2","text":"R 081651Z FEB 06\nFM AMEMBASSY ZENDA\nTO RUEHC/SECSTATE WASHDC 4041\nUNCLAS ZENDA 000002\n\nE.O. 12958: DECL: 02/08/2049\nTAGS: PGOV\nSUBJECT: HARBOR\n\n1. (U) TEXT\n"}
{"id":"06ZENDA3","te
{"id":"06ZENDA4","text":"1. (U) America,s help.\n"}
`

func TestGateSplitsAStreamByteForByte(t *testing.T) {
	t.Chdir(t.TempDir())
	file(t, ".", "in.jsonl", gateLines)
	lines := strings.SplitAfter(gateLines, "\n")
	got := cablelint(t, "", "gate", "in.jsonl", "--accept", "a.jsonl", "--quarantine", "q.jsonl", "--reject-on", "error")
	if got.status != int(Failed) || !strings.Contains(got.stderr, "in.jsonl#3: JSON: a string is never closed") {
		t.Errorf("%+v", got)
	}
	accepted, quarantined := read(t, "a.jsonl"), read(t, "q.jsonl")
	if accepted != lines[0]+lines[3] || quarantined != lines[1]+lines[2] {
		t.Errorf("accepted\n%squarantined\n%s", accepted, quarantined)
	}
	reasons := strings.Split(strings.TrimSpace(read(t, "q.jsonl.reasons.jsonl")), "\n")
	if len(reasons) != 2 || !strings.Contains(reasons[0], `"seq":2`) || !strings.Contains(reasons[0], `"reason":"findings"`) || !strings.Contains(reasons[1], `"reason":"unreadable"`) {
		t.Errorf("reasons %q", reasons)
	}
	var account struct {
		Complete bool
		Records  map[string]int
		Bytes    map[string]int
	}
	if err := json.Unmarshal([]byte(read(t, "a.jsonl.account.json")), &account); err != nil {
		t.Fatal(err)
	}
	if r := account.Records; !account.Complete || r["found"] != 4 || r["accepted"] != 2 || r["quarantined"] != 2 || r["unreadable"] != 1 || account.Bytes["found"] != len(gateLines) {
		t.Errorf("account %+v", account)
	}

	// With --fix the accepted are repaired, only in the field that had the fault.
	got = cablelint(t, "", "gate", "in.jsonl", "--accept", "a.jsonl", "--quarantine", "q.jsonl", "--fix", "--force", "--quiet")
	if fixed := read(t, "a.jsonl"); fixed != lines[0]+strings.Replace(lines[3], "America,s", "America's", 1) || read(t, "q.jsonl") != quarantined {
		t.Errorf("%+v\nfixed %s", got, fixed)
	}
}

func TestGateExitStatus(t *testing.T) {
	t.Chdir(t.TempDir())
	file(t, ".", "good.jsonl", `{"text":"1. (U) TEXT\n"}`+"\n")
	file(t, ".", "bad.jsonl", `{"text":"1. (U) America,s help.\n"}`+"\n")
	file(t, ".", "half.jsonl", `{"text":"1. (U) TEXT\n"}`+"\n"+`{"text":"1. (U) America,s help.\n"}`+"\n")
	file(t, ".", "name.jsonl", `{"text":"1. (U) Ambassador O,Brien spoke.\n"}`+"\n")
	file(t, ".", "there.jsonl", "x")
	for _, c := range []struct {
		what string
		want Status
		args string
	}{
		{"everything is accepted", Clean, "good.jsonl"},
		{"a finding below the threshold", Clean, "bad.jsonl"},
		{"a finding at the threshold", Found, "bad.jsonl --reject-on warning"},
		{"a finding of a named rule", Found, "bad.jsonl --reject-on enc-apostrophe-comma"},
		{"nothing is ever rejected", Clean, "bad.jsonl --reject-on never"},
		{"a finding that the fix took away", Clean, "bad.jsonl --reject-on warning --fix"},
		{"a rate is exceeded", Found, "bad.jsonl --max-rate enc-apostrophe-comma=0.5%"},
		{"a rate is kept", Clean, "bad.jsonl --max-rate enc-=100%"},
		{"a rate of a prefix in capitals", Found, "bad.jsonl --max-rate ENC=0.5%"},
		{"a rate that is given twice", Clean, "half.jsonl --max-rate enc-=50% --max-rate enc-=50%"},
		{"the last rate holds", Clean, "half.jsonl --max-rate enc-=0 --max-rate enc-=50%"},
		{"a rate that is no number", Misuse, "bad.jsonl --max-rate enc-=NaN"},
		{"a rule whose id begins another's", Clean, "name.jsonl --reject-on enc-apostrophe-comma"},
		{"a rule whose id begins with another's", Found, "name.jsonl --reject-on enc-apostrophe-comma-name"},
		{"quarantined, but --exit-zero", Clean, "bad.jsonl --reject-on warning --exit-zero"},
		{"a source that is not there", Failed, "no.jsonl"},
		{"only one target", Misuse, "good.jsonl --accept a"},
		{"a target that exists", Misuse, "good.jsonl --accept there.jsonl --quarantine q"},
		{"the source as a target", Misuse, "good.jsonl --accept good.jsonl --quarantine q --force"},
		{"one file for both targets", Misuse, "good.jsonl --accept x --quarantine ./x"},
		{"an unknown rule", Misuse, "good.jsonl --reject-on enc-apostrof"},
		{"a rate without a share", Misuse, "good.jsonl --max-rate enc-"},
		{"standard output as a target", Misuse, "good.jsonl --accept - --quarantine q"},
		{"a target that cannot be written", Failed, "good.jsonl --accept no/a --quarantine no/q"},
		{"resume without a run", Misuse, "good.jsonl --resume --accept r --quarantine s"},
		{"resume of standard input", Misuse, "- --resume --accept r --quarantine s"},
	} {
		if got := cablelint(t, "", append([]string{"gate"}, strings.Fields(c.args)...)...); got.status != int(c.want) {
			t.Errorf("%s: status %d, want %d\n%s%s", c.what, got.status, c.want, got.stdout, got.stderr)
		}
	}
}

func TestGateOfAFolderWritesFolders(t *testing.T) {
	t.Chdir(t.TempDir())
	file(t, ".", "in/a/one.txt", "1. (U) TEXT\n")
	file(t, ".", "in/two.txt", "1. (U) America,s help.\n")
	file(t, ".", "in/t.csv", "id,text\n1,\"1. (U) TEXT\"\n2,\"1. (U) America,s help.\"\n")
	file(t, ".", "in/u.json", `[{"text":"1. (U) America,s help."},`+"\n"+`{"text":"1. (U) TEXT"}]`+"\n")
	got := cablelint(t, "", "gate", "in", "--accept", "a", "--quarantine", "q", "--reject-on", "warning")
	if got.status != int(Found) {
		t.Fatalf("%+v", got)
	}
	for path, want := range map[string]string{
		"a/a/one.txt": "1. (U) TEXT\n",
		"q/two.txt":   "1. (U) America,s help.\n",
		"a/t.csv":     "id,text\n1,\"1. (U) TEXT\"\n",
		"q/t.csv":     "id,text\n2,\"1. (U) America,s help.\"\n",
		"a/u.json":    "[{\"text\":\"1. (U) TEXT\"}]\n",
		"q/u.json":    "[{\"text\":\"1. (U) America,s help.\"}]\n",
	} {
		if b, err := os.ReadFile(path); err != nil || string(b) != want {
			t.Errorf("%s: %q, want %q (%v)", path, b, want, err)
		}
	}
	if _, err := os.Stat("q/a"); err == nil {
		t.Error("an accepted cable is in the quarantine too")
	}
}

// TestGateTellsOfPagesThatItDoesNotRepair accepts a page as it was found.
func TestGateTellsOfPagesThatItDoesNotRepair(t *testing.T) {
	t.Chdir(t.TempDir())
	page := "<html><body><pre>SUBJECT: HARBOR\n\n1. (U) America,s help.\n</pre></body></html>\n"
	file(t, ".", "in/a.html", page)
	file(t, ".", "in/b.html", strings.Replace(page, "America,s", "Some", 1))
	got := cablelint(t, "", "gate", "--isolated", "--fix", "in", "--accept", "a", "--quarantine", "q")
	if got.status != int(Clean) || read(t, "a/a.html") != page || got.stderr != "cablelint: 1 cable with fixes that are not written: pages are not rewritten: take the text out of the page first\n" {
		t.Errorf("%+v", got)
	}
	// What a fix could take away decides still.
	if got = cablelint(t, "", "gate", "--isolated", "--fix", "in", "--reject-on", "warning", "--accept", "c", "--quarantine", "d"); got.status != int(Found) || read(t, "d/a.html") != page {
		t.Errorf("%+v", got)
	}
}

func TestGateQuarantinesAFileThatIsTooLong(t *testing.T) {
	t.Chdir(t.TempDir())
	long := strings.Repeat("1. (U) LONG\n", 100_000)
	file(t, ".", "in/a.txt", long)
	file(t, ".", "in/b.txt", "1. (U) TEXT\n")
	got := cablelint(t, "", "gate", "in", "--accept", "a", "--quarantine", "q", "--max-record", "1000000")
	if got.status != int(Failed) || read(t, "q/a.txt") != long || read(t, "a/b.txt") != "1. (U) TEXT\n" || !strings.Contains(got.stdout, "2 found = 1 accepted + 1 quarantined (1 unreadable)") {
		t.Errorf("%+v", got)
	}
	if reasons := read(t, "q.reasons.jsonl"); !strings.Contains(reasons, `"reason":"unreadable","message":"record too long`) {
		t.Errorf("reasons %s", reasons)
	}
}

// bigTable is a table of n records in the dialect of cables.csv, some of them broken.
func bigTable(n int) string {
	var b strings.Builder
	for i := 1; i <= n; i++ {
		switch {
		case i%97 == 5:
			fmt.Fprintf(&b, "\"%d\",\"too few\"\n", i)
		case i%101 == 7:
			fmt.Fprintf(&b, "\"%d\",\"\",\"06ZENDA%d\",\"\",\"\",\"\",\"\",\"never closed\nmore\n", i, i)
		default:
			fmt.Fprintf(&b, "\"%d\",\"\",\"06ZENDA%d\",\"\",\"\",\"\",\"FM AMEMBASSY ZENDA\",\"1. (U) America,s \\\"help\\\" was no. %d.\n%s\"\n", i, i, i, strings.Repeat("TEXT OF THE CABLE\n", i%30))
		}
	}
	return b.String()
}

// program is the program as a process of its own, which can be killed.
func program(args ...string) *exec.Cmd { return exec.Command("cablelint", args...) }

// TestGateKilledAndResumedGivesTheSameBytes kills a gate at random moments until
// ten kills hit it at work, and resumes it each time. CABLELINT_RECORDS asks for
// as many records: 250000 are a cables.csv.
func TestGateKilledAndResumedGivesTheSameBytes(t *testing.T) {
	records, kills := 12_000, 5
	if n, err := strconv.Atoi(os.Getenv("CABLELINT_RECORDS")); err == nil {
		records, kills = n, 10
	} else if testing.Short() {
		t.Skip("starts many processes")
	}
	table := cablesCSV(fixtureCables(t), records)
	t.Chdir(t.TempDir())
	file(t, ".", "cables.csv", string(table))
	with := func(more ...string) *exec.Cmd {
		return program(append([]string{"gate", "cables.csv", "--fix", "--quiet", "--isolated"}, more...)...)
	}
	start := time.Now()
	whole := with("--accept", "want", "--quarantine", "wantq")
	whole.Run() //nolint:errcheck // exit status 3: records are broken
	took := time.Since(start)
	if status := whole.ProcessState.ExitCode(); status != int(Failed) {
		t.Fatalf("exit status %d", status)
	}
	t.Logf("%d records, %.1f MB: %v, %s", records, float64(len(table))/1e6, took, read(t, "want.account.json")[:240])
	rng := rand.New(rand.NewPCG(6, uint64(records)))
	begun, hits, done := false, 0, 0
	var at []uint64
	for tries := 0; hits < kills; tries++ {
		if tries == 10*kills {
			t.Fatalf("%d kills of %d hit the gate at work", hits, tries)
		}
		resume := []string{"--accept", "a", "--quarantine", "q"}
		if begun {
			resume = append(resume, "--resume")
		}
		cmd := with(resume...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		signal := syscall.SIGKILL
		if tries%5 == 4 {
			signal = syscall.SIGINT
		}
		left := took * time.Duration(records-done) / time.Duration(records)
		timer := time.AfterFunc(time.Duration(rng.Int64N(int64(2*left)/int64(kills-hits+1)+int64(time.Millisecond))), func() { cmd.Process.Signal(signal) }) //nolint:errcheck // it may be over
		cmd.Wait()                                                                                                                                           //nolint:errcheck // it was killed
		timer.Stop()
		if _, err := os.Stat("a"); err != nil {
			continue // killed before there was anything
		}
		begun = true
		a, _, err := readCheckpoint("a.account.json")
		switch {
		case err != nil:
			continue // killed before the first mark
		case a.Complete: // the machine has become faster: from the start again
			begun, hits, done, at = false, 0, 0, nil
			for _, name := range []string{"a", "q", "q.reasons.jsonl", "a.account.json"} {
				if err := os.Remove(name); err != nil {
					t.Fatal(err)
				}
			}
			continue
		}
		hits++
		at, done = append(at, a.Last), int(a.Last)
	}
	with("--accept", "a", "--quarantine", "q", "--resume").Run() //nolint:errcheck // exit status 3
	for want, got := range map[string]string{"want": "a", "wantq": "q", "wantq.reasons.jsonl": "q.reasons.jsonl", "want.account.json": "a.account.json"} {
		if read(t, want) != read(t, got) {
			t.Errorf("%s differs from that of the uninterrupted run after kills at the records %v", got, at)
		}
	}
	t.Logf("killed at the records %v", at)
}

// TestGateOfEveryContainerKilledAndResumed writes folders out of a folder and of
// archives.
func TestGateOfEveryContainerKilledAndResumed(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	var cables []kept
	for _, c := range slices.Repeat(fixtureCables(t), 3) {
		c.name = fmt.Sprintf("in/%02d/%04d-%s.txt", len(cables)/200, len(cables), c.id)
		cables = append(cables, c)
	}
	t.Chdir(t.TempDir())
	for _, c := range cables {
		file(t, ".", c.name, string(c.text))
	}
	sources := []string{"in"}
	for name, b := range archivesOf(t, cables) {
		sources = append(sources, file(t, ".", name, string(b)))
	}
	rng := rand.New(rand.NewPCG(6, 6))
	for _, source := range sources {
		run := func(to string, more ...string) *exec.Cmd {
			return program(append([]string{"gate", source, "--fix", "--quiet", "--isolated", "--accept", to + "/a", "--quarantine", to + "/q"}, more...)...)
		}
		want, got := t.TempDir(), t.TempDir()
		start := time.Now()
		run(want).Run() //nolint:errcheck // exit status 1
		took := time.Since(start)
		var resume []string
		kills := 0
		for range 3 {
			cmd := run(got, resume...)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			timer := time.AfterFunc(time.Duration(rng.Int64N(int64(took)/3)), func() { cmd.Process.Kill() }) //nolint:errcheck // it may be over
			if err := cmd.Wait(); cmd.ProcessState.ExitCode() < 0 {
				kills++
			} else if cmd.ProcessState.ExitCode() != int(Found) {
				t.Fatalf("%s: %v", source, err)
			}
			timer.Stop()
			if _, err := os.Stat(got + "/a"); err == nil {
				resume = []string{"--resume"}
			}
		}
		run(got, resume...).Run() //nolint:errcheck // exit status 1
		sameTrees(t, got, want)
		t.Logf("%s: %d kills", source, kills)
	}
}

// TestGateKilledWithItsLocks resumes a gate that was killed after its first lock, or
// after all of them, and before it made a target. Where nothing was begun there is
// nothing to resume.
func TestGateKilledWithItsLocks(t *testing.T) {
	t.Chdir(t.TempDir())
	file(t, ".", "in.jsonl", `{"text":"1. (U) TEXT"}`+"\n")
	gate := []string{"gate", "in.jsonl", "--accept", "a", "--quarantine", "q", "--isolated"}
	if got := cablelint(t, "", append(gate, "--resume")...); got.status != int(Misuse) || !strings.Contains(got.stderr, "no run to resume") {
		t.Errorf("nothing was begun: %+v", got)
	}
	for _, locks := range [][]string{{"a.account.json.lock"}, {"a.account.json.lock", "a.lock", "q.lock", "q.reasons.jsonl.lock"}} {
		for _, name := range locks {
			file(t, ".", name, "4711\n")
		}
		if got := cablelint(t, "", append(gate, "--resume")...); got.status != int(Clean) || !strings.Contains(read(t, "a"), "TEXT") {
			t.Errorf("after %d locks: %+v", len(locks), got)
		}
		if entries, err := os.ReadDir("."); err != nil || len(entries) != 5 {
			t.Errorf("after %d locks: %d files are left: %v", len(locks), len(entries), err)
		}
		for _, name := range []string{"a", "q", "a.account.json", "q.reasons.jsonl"} {
			if err := os.Remove(name); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestTwoGatesOnOneOutputRefuseEachOther(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a process")
	}
	t.Chdir(t.TempDir())
	if err := syscall.Mkfifo("in.jsonl", 0o600); err != nil {
		t.Skip("no named pipes here")
	}
	first := program("gate", "in.jsonl", "--accept", "a", "--quarantine", "q", "--isolated")
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	for range 200 {
		if _, err := os.Stat("a.account.json"); err == nil {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	file(t, ".", "other.jsonl", `{"text":"1. (U) TEXT"}`+"\n")
	got := cablelint(t, "", "gate", "other.jsonl", "--accept", "a", "--quarantine", "q", "--force")
	if got.status != int(Misuse) || !strings.Contains(got.stderr, "another run writes there") {
		t.Errorf("%+v", got)
	}
	w, err := os.OpenFile("in.jsonl", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(w, `{"text":"1. (U) FIRST"}`)
	w.Close()
	if err := first.Wait(); err != nil {
		t.Errorf("the first run: %v", err)
	}
	if !strings.Contains(read(t, "a"), "FIRST") {
		t.Errorf("accepted %q", read(t, "a"))
	}
}

func TestResumeRefusesAnotherSource(t *testing.T) {
	t.Chdir(t.TempDir())
	file(t, ".", "in.jsonl", gateLines)
	cablelint(t, "", "gate", "in.jsonl", "--accept", "a", "--quarantine", "q")
	again := cablelint(t, "", "gate", "in.jsonl", "--accept", "a", "--quarantine", "q", "--resume")
	if again.status != int(Failed) || !strings.Contains(again.stdout, "4 found") {
		t.Errorf("resume after the end: %+v", again)
	}
	account := strings.Replace(read(t, "a.account.json"), `"complete": true`, `"complete": false, "checkpoint": {"settings": "other"}`, 1)
	file(t, ".", "a.account.json", account)
	if got := cablelint(t, "", "gate", "in.jsonl", "--accept", "a", "--quarantine", "q", "--resume"); got.status != int(Misuse) || !strings.Contains(got.stderr, "another source or other settings") {
		t.Errorf("%+v", got)
	}
}

func TestShardsMergeIntoWhatOneRunPrints(t *testing.T) {
	t.Chdir(t.TempDir())
	file(t, ".", "in.jsonl", gateLines+gateLines)
	file(t, ".", "in/a.csv", bigTable(40))
	file(t, ".", "in/b.txt", damaged)
	file(t, ".", "in/skipped.png", "x")
	for _, src := range []string{"in.jsonl", "in"} {
		choose := []string{"--select", "all", "--isolated"}
		one := cablelint(t, "", append([]string{"lint", src, "--format", "jsonl"}, choose...)...)
		whole := cablelint(t, "", append([]string{"gate", src, "--format", "json", "--exit-zero"}, choose...)...)
		merge, accounts := append([]string{"merge"}, choose...), []string{"merge", "--format", "json", "--exit-zero"}
		for i := 1; i <= 3; i++ {
			shard := fmt.Sprintf("%d/3", i)
			part := cablelint(t, "", append([]string{"lint", src, "--format", "jsonl", "--shard", shard, "--allow-empty"}, choose...)...)
			merge = append(merge, file(t, ".", fmt.Sprintf("part%d.jsonl", i), part.stdout))
			part = cablelint(t, "", append([]string{"gate", src, "--format", "json", "--shard", shard, "--exit-zero", "--allow-empty"}, choose...)...)
			accounts = append(accounts, file(t, ".", fmt.Sprintf("account%d.json", i), part.stdout))
		}
		if got := cablelint(t, "", merge...); got.stdout != one.stdout || got.status != one.status {
			t.Errorf("%s: merged (%d)\n%s\none run (%d)\n%s\n%s", src, got.status, got.stdout, one.status, one.stdout, got.stderr)
		}
		if got := cablelint(t, "", accounts...); got.stdout != whole.stdout || got.status != whole.status {
			t.Errorf("%s: merged accounts (%d)\n%s\none run (%d)\n%s\n%s", src, got.status, got.stdout, whole.status, whole.stdout, got.stderr)
		}
	}
}

func TestMergeRefusesWhatIsNotWhole(t *testing.T) {
	dir := t.TempDir()
	in := file(t, dir, "in.jsonl", gateLines)
	one := cablelint(t, "", "lint", in, "--format", "jsonl", "--isolated").stdout
	lines := strings.SplitAfter(one, "\n")
	for what, text := range map[string]string{
		"no summary":                    strings.Join(lines[:len(lines)-2], ""),
		"the last line is cut off":      one[:len(one)-5],
		"something follows the summary": one + lines[0],
		"not a line of cablelint":       "hello\n" + one,
	} {
		got := cablelint(t, "", "merge", "--isolated", file(t, dir, "part.jsonl", text))
		if got.status != int(Failed) || !strings.Contains(got.stderr, what) {
			t.Errorf("%s: %+v", what, got)
		}
	}
}

// shardsOf runs a command on each of n shards and gives files of what it printed.
func shardsOf(t *testing.T, n int, args ...string) []string {
	t.Helper()
	var parts []string
	for i := 1; i <= n; i++ {
		got := cablelint(t, "", append(args, "--shard", fmt.Sprintf("%d/%d", i, n), "--allow-empty")...)
		parts = append(parts, file(t, ".", fmt.Sprintf("%s%d.jsonl", args[0], i), got.stdout))
	}
	return parts
}

func TestMergeTellsWhichShardIsMissingOrTwice(t *testing.T) {
	t.Chdir(t.TempDir())
	file(t, ".", "in.jsonl", gateLines+gateLines)
	lint := shardsOf(t, 3, "lint", "in.jsonl", "--isolated", "--format", "jsonl")
	parse := shardsOf(t, 3, "parse", "in.jsonl")
	gate := shardsOf(t, 3, "gate", "in.jsonl", "--isolated", "--format", "json", "--max-rate", "enc-=10%")
	for _, c := range []struct {
		what  string
		parts []string
		says  string
	}{
		{"lint: one is missing", lint[:2], "shard 3/3 is missing"},
		{"lint: one is there twice", append(lint, lint[1]), "the parts of a run are disjoint"},
		{"parse: one is there twice", []string{parse[0], parse[0]}, "the parts of a run are disjoint"},
		{"gate: one is missing", gate[1:], "shard 1/3 is missing"},
		{"gate: one is there twice", []string{gate[0], gate[0]}, "are both shard 1/3"},
	} {
		got := cablelint(t, "", append([]string{"merge", "--isolated"}, c.parts...)...)
		if got.status != int(Failed) || !strings.Contains(got.stderr, c.says) {
			t.Errorf("%s: %+v", c.what, got)
		}
	}
	// A rate is that of the whole, not of a part.
	if got := cablelint(t, "", append([]string{"merge", "--isolated", "--max-rate", "enc-=10%", "--format", "text"}, gate...)...); !strings.Contains(got.stderr, "enc-: 2 of 8 records (25%)") {
		t.Errorf("%+v", got)
	}
	if got := cablelint(t, "", append([]string{"merge", "--isolated", "--max-rate", "hdr-=10%"}, gate...)...); !strings.Contains(got.stderr, "did not count it") {
		t.Errorf("%+v", got)
	}
}

func TestMergeJoinsReasons(t *testing.T) {
	t.Chdir(t.TempDir())
	file(t, ".", "in.jsonl", gateLines+gateLines+gateLines)
	gate := func(name string, more ...string) string {
		cablelint(t, "", append([]string{"gate", "in.jsonl", "--isolated", "--accept", name, "--quarantine", name + "q"}, more...)...)
		return name + "q.reasons.jsonl"
	}
	whole := read(t, gate("whole"))
	got := cablelint(t, "", "merge", "--isolated", gate("a", "--shard", "1/2"), gate("b", "--shard", "2/2"))
	if got.stdout != whole || strings.Count(whole, "\n") != 6 {
		t.Errorf("merged\n%s\none run\n%s\n%s", got.stdout, whole, got.stderr)
	}
}

// TestLocksOfOthersAreNotTouched: a file that only looks like a lock by its name
// stays as it is.
func TestLocksOfOthersAreNotTouched(t *testing.T) {
	t.Chdir(t.TempDir())
	file(t, ".", "in.jsonl", `{"text":"1. (U) TEXT"}`+"\n")
	file(t, ".", "a.lock", "my notes\n")
	file(t, ".", "victim", "123\n")
	got := cablelint(t, "", "gate", "in.jsonl", "--accept", "a", "--quarantine", "q")
	if got.status != int(Misuse) || read(t, "a.lock") != "my notes\n" {
		t.Errorf("%+v, the file is %q", got, read(t, "a.lock"))
	}
	link(t, "victim", "b.lock")
	if got := cablelint(t, "", "gate", "in.jsonl", "--accept", "b", "--quarantine", "q"); got.status < int(Misuse) || read(t, "victim") != "123\n" {
		t.Errorf("%+v, the file is %q", got, read(t, "victim"))
	}
	file(t, ".", "c.lock", "99999\n") // of a run that was killed
	if got := cablelint(t, "", "gate", "in.jsonl", "--accept", "c", "--quarantine", "q"); got.status != int(Clean) {
		t.Errorf("%+v", got)
	}
}

// TestGateSparesAHardLinkOfItsSource: the source under another name is no target.
func TestGateSparesAHardLinkOfItsSource(t *testing.T) {
	t.Chdir(t.TempDir())
	file(t, ".", "in.jsonl", `{"text":"1. (U) TEXT"}`+"\n")
	if err := os.Link("in.jsonl", "other.jsonl"); err != nil {
		t.Skip("no hard links here")
	}
	got := cablelint(t, "", "gate", "in.jsonl", "--accept", "other.jsonl", "--quarantine", "q", "--force")
	if got.status != int(Misuse) || read(t, "in.jsonl") == "" {
		t.Errorf("%+v, the source is %q", got, read(t, "in.jsonl"))
	}
}
