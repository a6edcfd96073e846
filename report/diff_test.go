package report

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sergi/go-diff/diffmatchpatch"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// splice applies edits naively.
func splice(old []byte, edits []lint.Edit) []byte {
	var out []byte
	at := uint32(0)
	for _, e := range edits {
		out = append(out, old[at:e.Span.Start]...)
		out = append(out, e.New...)
		at = e.Span.End
	}
	return append(out, old[at:]...)
}

// apply reads a patch of one file and applies it: a small independent reader of
// unified diffs that insists on every count, line and marker.
func apply(t *testing.T, patch, old []byte) []byte {
	t.Helper()
	var out []byte
	in := bytes.SplitAfter(old, []byte{'\n'})
	lines := bytes.SplitAfter(patch, []byte{'\n'})
	at := 0
	for i := 3; i < len(lines) && len(lines[i]) > 0; {
		var a, b int
		an, bn := 1, 1
		head := string(lines[i])
		ranges := strings.Fields(head)
		if len(ranges) != 4 || ranges[0] != "@@" || ranges[3] != "@@" {
			t.Fatalf("hunk head %q", head)
		}
		scan := func(s string, start, n *int) {
			if _, err := fmt.Sscanf(s, "%d,%d", start, n); err != nil {
				if _, err := fmt.Sscanf(s, "%d", start); err != nil {
					t.Fatalf("hunk head %q: %v", head, err)
				}
			}
		}
		scan(ranges[1][1:], &a, &an)
		scan(ranges[2][1:], &b, &bn)
		start := a - 1
		if an == 0 {
			start = a
		}
		for ; at < start; at++ {
			out = append(out, in[at]...)
		}
		for i++; an > 0 || bn > 0; i++ {
			sign, line := lines[i][0], lines[i][1:]
			if i+1 < len(lines) && bytes.HasPrefix(lines[i+1], []byte(`\ No newline`)) {
				line = bytes.TrimSuffix(line, []byte{'\n'})
			}
			if sign != '+' {
				if !bytes.Equal(in[at], line) {
					t.Fatalf("line %d is %q, the patch says %q\n%s", at+1, in[at], line, patch)
				}
				at++
				an--
			}
			if sign != '-' {
				out = append(out, line...)
				bn--
			}
			if i+1 < len(lines) && bytes.HasPrefix(lines[i+1], []byte(`\ No newline`)) {
				i++
			}
		}
	}
	for ; at < len(in); at++ {
		out = append(out, in[at]...)
	}
	return out
}

func plainPatch(t *testing.T, name string, old []byte, edits []lint.Edit) []byte {
	t.Helper()
	return NewDiff(false).Append(nil, name, old, edits)
}

func edit(start, end uint32, with string) lint.Edit {
	return lint.Replace(cable.Span{Start: start, End: end}, with)
}

func TestDiffByHand(t *testing.T) {
	const head = "diff --git a/06LAURENBERG12.txt b/06LAURENBERG12.txt\n--- a/06LAURENBERG12.txt\n+++ b/06LAURENBERG12.txt\n"
	for _, c := range []struct {
		name, old string
		edits     []lint.Edit
		want      string
	}{
		{"one letter", "a\nb\nc\n", []lint.Edit{edit(2, 3, "B")}, "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"},
		{"no final newline is kept", "a\nb", []lint.Edit{edit(2, 3, "B")}, "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+B\n\\ No newline at end of file\n"},
		{"a final newline is added", "a\nb", []lint.Edit{edit(3, 3, "\n")}, "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"},
		{"carriage returns are bytes of the line", "a\r\nb\r\n", []lint.Edit{edit(3, 4, "B")}, "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+B\r\n"},
		{"everything goes", "a\nb\n", []lint.Edit{edit(0, 4, "")}, "@@ -1,2 +0,0 @@\n-a\n-b\n"},
		{"a line goes", "a\nb\nc\n", []lint.Edit{edit(2, 4, "")}, "@@ -1,3 +1,2 @@\n a\n-b\n c\n"},
		{"two lines are joined", "a\nb\nc\n", []lint.Edit{edit(1, 2, " ")}, "@@ -1,3 +1,2 @@\n-a\n-b\n+a b\n c\n"},
		{"the same text is no change", "a\nb\n", []lint.Edit{edit(0, 1, "a")}, ""},
		{"Latin-1 stays", "caf\xe9,s\n", []lint.Edit{edit(4, 5, "'")}, "@@ -1 +1 @@\n-caf\xe9,s\n+caf\xe9's\n"},
		{"far changes have their own hunks", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", []lint.Edit{edit(0, 1, "x"), edit(16, 17, "y")},
			"@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+y\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := c.want
			if want != "" {
				want = head + want
			}
			if got := string(plainPatch(t, "06LAURENBERG12.txt", []byte(c.old), c.edits)); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// randomEdits invents a text and edits of it, with everything that troubles
// programs that read patches.
func randomEdits(r *rand.Rand) ([]byte, []lint.Edit) {
	words := []string{"a", "b", "\n", "\n", "\n", "\r\n", "-- ", "+++", "@@", "\xe9", "\\ No newline", "\r", "", "\x00", "\t", "diff --git", "é"}
	var old []byte
	for range r.IntN(60) {
		old = append(old, words[r.IntN(len(words))]...)
	}
	var edits []lint.Edit
	at := 0
	for range r.IntN(6) {
		if at > len(old) {
			break
		}
		start := at + r.IntN(len(old)-at+1)
		end := start + r.IntN(min(8, len(old)-start+1))
		var with []byte
		for range r.IntN(4) {
			with = append(with, words[r.IntN(len(words))]...)
		}
		edits = append(edits, edit(uint32(start), uint32(end), string(with)))
		at = end + 1
	}
	return old, edits
}

func TestDiffAppliesToTheSameBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		old, edits := randomEdits(r)
		want := splice(old, edits)
		p := plainPatch(t, "a.txt", old, edits)
		if len(p) == 0 {
			if !bytes.Equal(old, want) {
				t.Fatalf("no patch for %q -> %q", old, want)
			}
			continue
		}
		if got := apply(t, p, old); !bytes.Equal(got, want) {
			t.Fatalf("old %q edits %+v\ngot  %q\nwant %q\n%s", old, edits, got, want, p)
		}
	}
}

// TestDiffAgreesWithLineDiff checks that no hunk is larger than what an
// independent line diff needs, give or take lines equal inside one change.
func TestDiffAgreesWithLineDiff(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	search := diffmatchpatch.New()
	search.DiffTimeout = 0
	for range 300 {
		old, edits := randomEdits(r)
		old, edits = bytes.ReplaceAll(old, []byte{0xe9}, []byte("e")), edits[:min(1, len(edits))]
		if len(edits) == 1 {
			edits[0].New = []byte("x")
		}
		want := splice(old, edits)
		a, b, table := search.DiffLinesToChars(string(old), string(want))
		removed := 0
		for _, d := range search.DiffCharsToLines(search.DiffMain(a, b, false), table) {
			if d.Type == diffmatchpatch.DiffDelete {
				removed += countLines([]byte(d.Text))
			}
		}
		ours := 0
		for _, c := range diffChanges(old, edits) {
			ours += c.lines
		}
		if ours < removed || ours > removed+8 {
			t.Errorf("old %q edits %+v: %d lines removed, a line diff removes %d", old, edits, ours, removed)
		}
	}
}

func TestGitAppliesThePatch(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not installed")
	}
	names := []string{"a.txt", "with blank.txt", "quo\"te\\.txt", "tab\there.txt", "é.txt", "\xe9.txt", "sub/deep.txt"}
	r := rand.New(rand.NewPCG(5, 6))
	for n := range 40 {
		dir := t.TempDir()
		var all []byte
		want := map[string][]byte{}
		for _, name := range names {
			old, edits := randomEdits(r)
			path := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, old, 0o644); err != nil {
				t.Skipf("the file system refuses the name %q", name)
			}
			all = NewDiff(false).Append(all, name, old, edits)
			want[name] = splice(old, edits)
		}
		tool := exec.Command(git, "apply", "--whitespace=nowarn", "-")
		if n%2 == 1 {
			tool = exec.Command("patch", "-p1", "--quiet", "--binary")
			if tool.Err != nil {
				continue
			}
		}
		tool.Dir, tool.Stdin = dir, bytes.NewReader(all)
		tool.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
		if len(all) == 0 {
			continue
		}
		if out, err := tool.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s\n%s", tool.Args[0], err, out, all)
		}
		for name, b := range want {
			if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || !bytes.Equal(got, b) {
				t.Fatalf("%s: %s: got %q, want %q (%v)\n%q", tool.Args[0], name, got, b, err, all)
			}
		}
	}
}

func TestDiffIsLinear(t *testing.T) {
	var old bytes.Buffer
	var edits []lint.Edit
	for i := range 200_000 {
		if i%2 == 0 {
			edits = append(edits, edit(uint32(old.Len()), uint32(old.Len())+1, "B"))
		}
		old.WriteString("a line of a cable\n")
	}
	if p := plainPatch(t, "a.txt", old.Bytes(), edits); bytes.Count(p, []byte("\n+B")) != len(edits) {
		t.Error("changes are missing")
	}
}

func TestTerminalDiffMarksWordsAndObeysNothing(t *testing.T) {
	old := []byte("\x1b[2JLaurenberg,s port\n")
	got := string(NewDiff(true).Append(nil, "a.txt", old, []lint.Edit{edit(14, 15, "'")}))
	if strings.Contains(got, "\x1b[2J") {
		t.Errorf("an escape sequence of the cable reaches the terminal: %q", got)
	}
	if !strings.Contains(got, "\x1b[31;7m,") || !strings.Contains(got, "\x1b[32;7m'") {
		t.Errorf("changed words are not marked: %q", got)
	}
}
