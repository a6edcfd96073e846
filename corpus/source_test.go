package corpus

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// write makes a file below dir.
func write(t testing.TB, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// read gives one line for each record or error of a source.
func read(t testing.TB, opts Options, paths ...string) []string {
	t.Helper()
	src, err := Open(paths, opts)
	if err != nil {
		return []string{"open: " + err.Error()}
	}
	var got []string
	for r, err := range src.All(context.Background()) {
		var re *RecordError
		switch {
		case errors.As(err, &re):
			got = append(got, fmt.Sprintf("%d error %s", re.Seq, filepath.ToSlash(re.Error())))
		case err != nil:
			got = append(got, "end: "+err.Error())
		default:
			got = append(got, fmt.Sprintf("%d %s %q", r.Seq, filepath.ToSlash(r.Address), r.Text))
		}
	}
	return got
}

// same compares lines; dir is cut out of them.
func same(t testing.TB, dir string, got []string, want ...string) {
	t.Helper()
	for i := range got {
		got[i] = strings.ReplaceAll(got[i], filepath.ToSlash(dir)+"/", "")
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}

func TestFolderIsReadInOrderOfNames(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "b.txt", "SECOND\n")
	write(t, dir, "a/z.TXT", "FIRST\n")
	write(t, dir, "c.txt", "")
	write(t, dir, "d.png", "x")
	write(t, dir, ".hidden.txt", "x")
	same(t, dir, read(t, Options{}, dir),
		`1 a/z.TXT "FIRST\n"`,
		`2 b.txt "SECOND\n"`,
		`3 error c.txt: the file is empty`,
	)
	same(t, dir, read(t, Options{}, filepath.Join(dir, "*.txt")), `1 b.txt "SECOND\n"`, `2 error c.txt: the file is empty`)
}

func TestMissingPathIsAnErrorAndTheRestIsDone(t *testing.T) {
	dir := t.TempDir()
	a := write(t, dir, "a.txt", "TEXT\n")
	same(t, dir, read(t, Options{}, filepath.Join(dir, "no.txt"), a),
		`1 error no.txt: no such file or directory`, `2 a.txt "TEXT\n"`)
}

func TestShardsAreDisjointAndWhole(t *testing.T) {
	dir := t.TempDir()
	for i := range 10 {
		write(t, dir, fmt.Sprintf("%d.txt", i), fmt.Sprint("CABLE ", i))
	}
	seen := map[string]int{}
	for i := 1; i <= 3; i++ {
		for _, line := range read(t, Options{Shard: i, Shards: 3}, dir) {
			seen[line]++
		}
	}
	for _, line := range read(t, Options{}, dir) {
		if seen[line] != 1 {
			t.Errorf("%s is in %d shards", line, seen[line])
		}
	}
}

func TestResultsComeInOrderAtAnyWorkers(t *testing.T) {
	dir := t.TempDir()
	for i := range 300 {
		write(t, dir, fmt.Sprintf("%03d.txt", i), strings.Repeat("X", i*7))
	}
	run := func(workers int) string {
		src, _ := Open([]string{dir}, Options{})
		var out strings.Builder
		err := Run(context.Background(), src, Job[int]{
			Workers: workers,
			Work:    func(_ int, r *Record) int { r.Keep(); return len(r.Text) },
			Emit: func(r *Record, n int) error {
				fmt.Fprintln(&out, r.Seq, r.Address, n, len(r.Raw))
				return nil
			},
			Fail: func(r *Record, err *RecordError) error { fmt.Fprintln(&out, r.Seq, err); return nil },
		})
		if err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	want := run(1)
	for _, n := range []int{2, 3, 8, 64} {
		if got := run(n); got != want {
			t.Errorf("-j %d differs from -j 1", n)
		}
	}
}

func TestEmitErrorAndCancellationEndTheRun(t *testing.T) {
	dir := t.TempDir()
	for i := range 200 {
		write(t, dir, fmt.Sprintf("%03d.txt", i), "TEXT")
	}
	for _, workers := range []int{1, 4} {
		src, _ := Open([]string{dir}, Options{})
		full, n := errors.New("disk full"), 0
		job := Job[int]{Workers: workers, Work: func(int, *Record) int { return 0 }, Emit: func(*Record, int) error {
			if n++; n == 50 {
				return full
			}
			return nil
		}}
		if err := Run(context.Background(), src, job); err != full || n != 50 {
			t.Errorf("-j %d: error %v after %d", workers, err, n)
		}

		src, _ = Open([]string{dir}, Options{})
		ctx, cancel := context.WithCancel(context.Background())
		var last uint64
		job.Emit = func(r *Record, _ int) error {
			if r.Seq != last+1 {
				t.Errorf("record %d after %d", r.Seq, last)
			}
			if last = r.Seq; last == 20 {
				cancel()
			}
			return nil
		}
		if err := Run(ctx, src, job); err != context.Canceled || last < 20 || workers == 1 && last > 20 {
			t.Errorf("-j %d: error %v after %d", workers, err, last)
		}
	}
}

func TestFileIDIsReadFromNames(t *testing.T) {
	for name, want := range map[string]string{
		"cables/06PARIS824.txt":    "06PARIS824",
		"06paris824.html":          "06PARIS824",
		"1973STATE043554_b.html":   "1973STATE043554",
		`x\79TEHRAN8980.txt`:       "79TEHRAN8980",
		"dump.zip!c/09USNATO1.txt": "09USNATO1",
		"notes.txt":                "",
		"2010.txt":                 "",
		"06PARIS.txt":              "",
		"123PARIS4.txt":            "",
		"06PARIS8240000.txt":       "",
		"corpus.jsonl#41":          "",
	} {
		if got := FileID(name); got != want {
			t.Errorf("FileID(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestWhatIsNoTextIsSaid(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "empty",
		" \r\n\t\n":                  "blanks",
		"\xff\xfeC\x00O\x00":         "UTF-16",
		"\xfe\xff\x00C\x00O":         "UTF-16",
		strings.Repeat("A\x00", 100): "UTF-16",
		"\x7fELF\x02\x01\x00\x00\x00\x00\x00\x00": "binary",
		"%PDF-1.4 ": "PDF",
		"SECRET PARIS 000824" + strings.Repeat(" TEXT", 99) + "\x00\n": "",
		"caf\xe9\n":                       "",
		strings.Repeat("\x01\x02ab", 200): "binary",
		strings.Repeat("\x1b", 60) + strings.Repeat("TEXT ", 800):    "", // odd, and yet a text
		strings.Repeat("TEXT\r\n", 100) + strings.Repeat("\x01", 99): "",
	} {
		err := checkText([]byte(text))
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("checkText(%.20q) = %v, want %q", text, err, want)
		}
	}
}

func TestCountGoesByNames(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.txt", "b/c.html", "b/d.png"} {
		write(t, dir, name, "TEXT")
	}
	count := func() int64 {
		src, err := Open([]string{dir}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return src.Count(t.Context())
	}
	if n := count(); n != 2 {
		t.Errorf("%d records, want 2", n)
	}
	write(t, dir, "b/t.csv", "id,text\nZ1,A\n")
	if n := count(); n != 0 {
		t.Errorf("%d records of a folder with a table", n)
	}
}

// TestConsumedIsWhatTheFilesHold compares with the size of the files on the disk.
func TestConsumedIsWhatTheFilesHold(t *testing.T) {
	dir := t.TempDir()
	lines := strings.Repeat("{\"text\":\"TEXT\"}\n", 20_000)
	paths := []string{write(t, dir, "a.txt", "TEXT"), write(t, dir, "b.jsonl", lines), write(t, dir, "c.jsonl.gz", string(gzipOf([]byte(lines))))}
	src, err := Open(paths, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for range src.All(t.Context()) {
	}
	if src.Consumed() != src.Total() || src.Bytes() != int64(4+2*len(lines)) {
		t.Errorf("consumed %d of %d, %d bytes read", src.Consumed(), src.Total(), src.Bytes())
	}
}

// TestSkipToANameThatIsNotUTF8 goes on behind a file by the address that a
// checkpoint kept.
func TestSkipToANameThatIsNotUTF8(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"caf\xe9.txt", "d.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("1. (U) "+name[:1]), 0o644); err != nil {
			t.Skipf("the file system has no such names: %v", err)
		}
	}
	kept := filepath.Join(dir, "caf\uFFFD.txt")
	same(t, dir, read(t, Options{Skip: 1, SkipTo: kept}, dir), `2 d.txt "1. (U) d"`)
	same(t, dir, read(t, Options{Skip: 1, SkipTo: filepath.Join(dir, "cafe.txt")}, dir),
		"end: the source is not what it was when the run was interrupted: record 1 is caf\xe9.txt and was cafe.txt")
}
