// Command bench prints the table of docs/scale.md: how fast cablelint is, as
// ratios taken in one run on one machine, so that a noisy machine still tells
// something. It needs a folder of cables; without one it copies the fixtures.
//
//	go run ./bench [-sample DIR] [-copies 10] [-rounds 5] [-full]
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

var (
	sample = flag.String("sample", "../shared/corpus/text", "folder of cables to copy; the fixtures when it does not exist")
	copies = flag.Int("copies", 10, "copies of the sample in the folder that is linted")
	rounds = flag.Int("rounds", 5, "measured rounds of each pair")
	full   = flag.Bool("full", false, "also the folder of 100,000 cables and the stream of 1,000,000")
	vale   = flag.String("vale", "vale", "vale's binary; left out when it is not found")
)

// usage is what one process cost.
type usage struct {
	cpu, wall time.Duration
	peak      int64 // bytes
}

// command is a process to measure; several read the same data.
type command struct {
	name string
	args []string
	env  []string
	in   string // file for standard input
	dir  string

	memory bool // its memory is wanted, for which it is looked at while it runs
}

func main() {
	flag.Parse()
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() error {
	work, err := os.MkdirTemp("", "cablelint-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work) //nolint:errcheck // a folder of copies
	tool, naive := filepath.Join(work, "cablelint"), filepath.Join(work, "naive")
	for target, pkg := range map[string]string{tool: "./cmd/cablelint", naive: "./bench/naive"} {
		build := exec.Command("go", "build", "-trimpath", "-tags", "urfave_cli_no_docs", "-o", target, pkg)
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("build %s: %v\n%s", pkg, err, out)
		}
		if err := install(target); err != nil {
			return err
		}
	}
	texts, err := load()
	if err != nil {
		return err
	}
	data, err := write(work, texts, *copies)
	if err != nil {
		return err
	}
	fmt.Printf("%d cables, %.1f MB, %d rounds, %s, %d CPUs\n\n", data.cables, float64(data.bytes)/1e6, *rounds, runtime.Version(), runtime.NumCPU())
	fmt.Printf("| work | ratio (median) | least | most | must |\n|---|---:|---:|---:|---:|\n")
	lint := func(args ...string) command {
		return command{name: "cablelint", args: append([]string{tool, "lint", "-j", "1", "--isolated", "--color", "never"}, args...)}
	}
	wc := command{name: "wc -w", args: []string{"wc", "-w", "--files0-from=" + data.list}, env: []string{"LC_ALL=C"}}
	one := filepath.Join(data.tree, "000", filepath.Base(data.one))
	cpu := func(u usage) float64 { return u.cpu.Seconds() }
	wall := func(u usage) float64 { return u.wall.Seconds() }
	two := lint(data.tree)
	two.args = slices.Concat([]string{tool, "lint", "-j", "2"}, two.args[4:])
	rows := []struct {
		what string
		a, b command
		by   func(usage) float64
		must string
	}{
		{"CPU, folder, against `wc -w`", lint(data.tree), wc, cpu, "<= 0.6"},
		{"CPU, JSON Lines, against `wc -w` of the folder", lint(data.jsonl), wc, cpu, "<= 0.5"},
		{"CPU, CSV, against `wc -w` of the folder", lint(data.csv), wc, cpu, "<= 0.5"},
		{"CPU, twelve regular expressions, against ours", command{args: []string{naive, data.tree}}, lint(data.tree), cpu, ">= 20"},
		{"CPU, one cable, against `cat`", lint(one), command{args: []string{"cat", one}}, cpu, "<= 3.5"},
		{"CPU, `fix` against `lint`", command{args: []string{tool, "fix", "-j", "1", "--isolated", "--color", "never", data.tree}}, lint(data.tree), cpu, "<= 2"},
		{"wall time, two workers against one", two, lint(data.tree), wall, "<= 0.62"},
	}
	if path, err := exec.LookPath(*vale); err == nil {
		rows = append(rows, struct {
			what string
			a, b command
			by   func(usage) float64
			must string
		}{"CPU, vale with ten rules, against ours", command{args: []string{path, "--config", "bench/vale/.vale.ini", "--no-exit", data.tree}}, lint(data.tree), cpu, ">= 20"})
	}
	for _, r := range rows {
		ratios := pair(r.a, r.b, r.by, strings.Contains(r.what, "one cable"))
		fmt.Printf("| %s | %.3g | %.3g | %.3g | %s |\n", r.what, ratios[len(ratios)/2], ratios[0], ratios[len(ratios)-1], r.must)
	}
	return memory(work, tool, texts)
}

// install writes a program again, as whoever installs it does. What the linker wrote
// lies in the page cache in single pages, which costs each start some 0.7 ms; other
// programs, with which ours is compared, were written in one piece.
func install(program string) error {
	in, err := os.Open(program)
	if err != nil {
		return err
	}
	defer in.Close() //nolint:errcheck // read only
	if err := os.Remove(program); err != nil {
		return err
	}
	out, err := os.OpenFile(program, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o755) //nolint:gosec // a program
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// pair runs a and b in turn and gives the sorted ratios a/b.
func pair(a, b command, by func(usage) float64, short bool) []float64 {
	n := *rounds
	if short {
		n *= 20
	}
	var ratios, sumA, sumB []float64
	for i := range n + 1 {
		ua, ub := measure(a), measure(b)
		if i == 0 {
			continue // warms the page cache
		}
		sumA, sumB = append(sumA, by(ua)), append(sumB, by(ub))
		ratios = append(ratios, by(ua)/by(ub))
	}
	if short { // single runs of a millisecond are too coarse: compare the sums of twenty
		ratios = ratios[:0]
		for i := 0; i+20 <= len(sumA); i += 20 {
			x, y := 0.0, 0.0
			for k := i; k < i+20; k++ {
				x, y = x+sumA[k], y+sumB[k]
			}
			ratios = append(ratios, x/y)
		}
	}
	slices.Sort(ratios)
	return ratios
}

func measure(c command) usage {
	cmd := exec.Command(c.args[0], c.args[1:]...)
	cmd.Env = append(os.Environ(), c.env...)
	cmd.Dir = c.dir
	if c.in != "" {
		f, err := os.Open(c.in)
		if err == nil {
			defer f.Close() //nolint:errcheck // read only
			cmd.Stdin = f
		}
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return usage{}
	}
	peak := func() int64 { return 0 }
	if c.memory {
		peak = watch(cmd)
	}
	_ = cmd.Wait() // findings make it exit 1
	return usageOf(cmd, time.Since(start), peak())
}

func usageOf(cmd *exec.Cmd, wall time.Duration, peak int64) usage {
	return usage{cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), wall: wall, peak: peak}
}

// watch looks at the most memory, in bytes, that a process took, until it ends: what
// the system tells afterwards counts what this process held when it started the other.
// The result waits for the end and is 0 where there is no /proc.
func watch(cmd *exec.Cmd) (peak func() int64) {
	name := fmt.Sprintf("/proc/%d/status", cmd.Process.Pid)
	seen := make(chan int64)
	go func() {
		most := int64(0)
		for {
			status, err := os.ReadFile(name)
			if _, after, ok := strings.Cut(string(status), "VmHWM:"); ok {
				var kilobytes int64
				_, _ = fmt.Sscan(after, &kilobytes)
				most = kilobytes << 10
			} else if err != nil || most > 0 {
				break // it ended
			}
			time.Sleep(2 * time.Millisecond)
		}
		seen <- most
	}()
	return func() int64 { return <-seen }
}

// cableText is one cable of the sample.
type cableText struct {
	name string
	text []byte
}

func load() ([]cableText, error) {
	pattern := filepath.Join(*sample, "*.txt")
	if _, err := os.Stat(*sample); err != nil {
		pattern = filepath.Join("fixtures", "*", "*.txt")
	}
	files, err := filepath.Glob(pattern)
	if err != nil {
		return nil, err
	}
	var texts []cableText
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		texts = append(texts, cableText{name(f), text})
	}
	if len(texts) == 0 {
		return nil, fmt.Errorf("no cables in %s", pattern)
	}
	return texts, nil
}

// name is the file's name; the fixtures have all the same, so their folder's too.
func name(path string) string {
	if filepath.Base(filepath.Dir(filepath.Dir(path))) == "fixtures" {
		return filepath.Base(filepath.Dir(path)) + "-" + filepath.Base(path)
	}
	return filepath.Base(path)
}

// written is the same cables in three forms.
type written struct {
	tree, jsonl, csv, list, one string
	cables                      int
	bytes                       int64
}

func write(work string, texts []cableText, copies int) (written, error) {
	w := written{tree: filepath.Join(work, "tree"), jsonl: filepath.Join(work, "c.jsonl"), csv: filepath.Join(work, "c.csv"), list: filepath.Join(work, "list")}
	var list strings.Builder
	j, err := os.Create(w.jsonl)
	if err != nil {
		return w, err
	}
	c, err := os.Create(w.csv)
	if err != nil {
		return w, err
	}
	jw, cw := bufio.NewWriter(j), bufio.NewWriter(c)
	fmt.Fprintln(cw, "id,text")
	for n := range copies {
		dir := filepath.Join(w.tree, fmt.Sprintf("%03d", n))
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return w, err
		}
		for _, t := range texts {
			path := filepath.Join(dir, filepath.Base(t.name))
			if err := os.WriteFile(path, t.text, 0o666); err != nil {
				return w, err
			}
			list.WriteString(path + "\x00")
			line, err := json.Marshal(map[string]string{"id": strings.TrimSuffix(t.name, ".txt"), "text": string(t.text)})
			if err != nil {
				return w, err
			}
			fmt.Fprintf(jw, "%s\n", line)
			fmt.Fprintf(cw, "%s,\"%s\"\n", strings.TrimSuffix(t.name, ".txt"), strings.ReplaceAll(string(t.text), `"`, `""`))
			w.cables++
			w.bytes += int64(len(t.text))
		}
	}
	median := slices.Clone(texts)
	slices.SortFunc(median, func(a, b cableText) int { return len(a.text) - len(b.text) })
	w.one = median[len(median)*3/4].name
	for _, err := range []error{jw.Flush(), cw.Flush(), j.Close(), c.Close(), os.WriteFile(w.list, []byte(list.String()), 0o666)} {
		if err != nil {
			return w, err
		}
	}
	return w, nil
}

// memory prints peak memory and CPU a cable by the size of the corpus.
func memory(work, tool string, texts []cableText) error {
	sizes := []int{1000, 5000}
	if *full {
		sizes = []int{1000, 100000}
	}
	fmt.Printf("\n| corpus | peak memory, MiB | CPU a cable, µs |\n|---|---:|---:|\n")
	for _, size := range sizes {
		dir := filepath.Join(work, fmt.Sprint("n", size))
		for i := range size {
			t := texts[i%len(texts)]
			path := filepath.Join(dir, fmt.Sprint(i/1000))
			if i%1000 == 0 {
				if err := os.MkdirAll(path, 0o777); err != nil {
					return err
				}
			}
			if err := os.WriteFile(filepath.Join(path, fmt.Sprintf("%d-%s", i, filepath.Base(t.name))), t.text, 0o666); err != nil {
				return err
			}
		}
		c := command{args: []string{tool, "lint", "-j", "1", "--isolated", "--color", "never", dir}, memory: true}
		measure(c)
		u := measure(c)
		fmt.Printf("| folder of %d | %.1f | %.1f |\n", size, float64(u.peak)/(1<<20), float64(u.cpu.Microseconds())/float64(size))
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	if !*full {
		return nil
	}
	const million = 1000000
	cmd := exec.Command(tool, "lint", "-j", "2", "--isolated", "--stdin-name", "c.jsonl", "-")
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return err
	}
	peak := watch(cmd)
	w := bufio.NewWriterSize(in, 1<<20)
	lines := make([][]byte, len(texts))
	for i, t := range texts {
		lines[i], _ = json.Marshal(map[string]string{"id": strings.TrimSuffix(t.name, ".txt"), "text": string(t.text)})
	}
	for i := range million {
		if _, err := w.Write(append(lines[i%len(lines)], '\n')); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if err := in.Close(); err != nil {
		return err
	}
	_ = cmd.Wait() // findings make it exit 1
	u := usageOf(cmd, time.Since(start), peak())
	fmt.Printf("| stream of %d | %.1f | %.1f |\n", million, float64(u.peak)/(1<<20), float64(u.cpu.Microseconds())/million)
	return nil
}
