package corpus

import (
	"path/filepath"
	"testing"
)

func TestIgnoreFilePatterns(t *testing.T) {
	for _, c := range []struct {
		lines, name string
		folder      bool
		want        bool
	}{
		{"*.csv", "a.csv", false, true},
		{"*.csv", "deep/er/a.csv", false, true},
		{"*.csv", "a.txt", false, false},
		{"/a.txt", "a.txt", false, true},
		{"/a.txt", "b/a.txt", false, false},
		{"b/a.txt", "b/a.txt", false, true},
		{"b/a.txt", "c/b/a.txt", false, false},
		{"**/b/a.txt", "c/b/a.txt", false, true},
		{"drafts/", "drafts", true, true},
		{"drafts/", "drafts", false, false},
		{"drafts/", "x/drafts", true, true},
		{"x/**", "x", true, false},
		{"x/**", "x/y/z.txt", false, true},
		{"a/**/z.txt", "a/z.txt", false, true},
		{"*.txt\n!keep.txt", "keep.txt", false, false},
		{"!keep.txt\n*.txt", "keep.txt", false, true},
		{"# *.txt", "a.txt", false, false},
		{`\#a`, "#a", false, true},
		{`\!a`, "!a", false, true},
		{"a.txt   \r", "a.txt", false, true},
		{`a\ `, "a ", false, true},
		{"{a,b}", "a", false, false},
		{"{a,b}", "{a,b}", false, true},
		{"[ab].txt", "b.txt", false, true},
		{"[!ab].txt", "b.txt", false, false},
		{"06?ARIS*", "x/06PARIS1.txt", false, true},
		{"", "a", false, false},
	} {
		patterns, err := parseIgnore([]byte(c.lines))
		if err != nil {
			t.Errorf("%q: %v", c.lines, err)
		}
		if got := ignored([]ignoreFile{{"", patterns}}, c.name, c.folder); got != c.want {
			t.Errorf("%q leaves out %q (folder: %v): %v", c.lines, c.name, c.folder, got)
		}
	}
	if _, err := parseIgnore([]byte("a\n[b\n")); err == nil || err.Error() != `line 2: "[b" is not a valid pattern` {
		t.Errorf("error %v", err)
	}
}

func TestIgnoreFilesOfFoldersAreAskedWhileWalking(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"c/a.txt", "c/b.txt", "c/old/x.txt", "c/new/a.txt", "c/new/keep/b.txt", "c/-first.txt"} {
		write(t, dir, name, "TEXT")
	}
	write(t, dir, ".cablelintignore", "c/old/\n-*\n")
	write(t, dir, "c/.cablelintignore", "b.txt\n")
	write(t, dir, "c/new/keep/.cablelintignore", "!b.txt\n")
	t.Chdir(dir)
	a, b := `1 c/a.txt "TEXT"`, `3 c/new/keep/b.txt "TEXT"`
	same(t, dir, read(t, Options{}, "."), a, `2 c/new/a.txt "TEXT"`, b)
	same(t, dir, read(t, Options{}, "c"), a, `2 c/new/a.txt "TEXT"`, b)
	same(t, dir, read(t, Options{}, "./c/new/"), `1 ./c/new/a.txt "TEXT"`, `2 ./c/new/keep/b.txt "TEXT"`)
	same(t, dir, read(t, Options{}, "c/b.txt", "c/old"), `1 c/b.txt "TEXT"`, `2 c/old/x.txt "TEXT"`)
	// Above a folder that lies elsewhere nothing is asked.
	same(t, dir, read(t, Options{}, filepath.Join(dir, "c")), `1 c/-first.txt "TEXT"`, `2 c/a.txt "TEXT"`, `3 c/new/a.txt "TEXT"`, `4 c/new/keep/b.txt "TEXT"`, `5 c/old/x.txt "TEXT"`)
	if n := len(read(t, Options{NoIgnore: true}, ".")); n != 6 {
		t.Errorf("%d records without ignore files", n)
	}
	src, err := Open([]string{"."}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for range src.All(t.Context()) {
	}
	if src.Skipped() != 3 { // -first.txt, b.txt, old
		t.Errorf("%d skipped", src.Skipped())
	}
	write(t, dir, "c/new/.cablelintignore", "[x\n")
	same(t, dir, read(t, Options{}, "c/new"), `0 error c/new/.cablelintignore: line 1: "[x" is not a valid pattern`, `1 c/new/a.txt "TEXT"`, `2 c/new/keep/b.txt "TEXT"`)
}
