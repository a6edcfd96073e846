package corpus

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"

	"github.com/cablelint/cablelint/lint"
)

func TestFactsOnDiskAreTheFactsInMemory(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var all []lint.Fact
	for i := range 5000 {
		all = append(all, lint.Fact{Rule: "r", Key: fmt.Sprint("key\t", i*7919%613), Value: "v\n\xff", Seq: uint64(i + 1), Document: fmt.Sprintf("dump.csv#%d", i)})
	}
	read := func(limit int) []lint.Fact {
		f := NewFacts()
		f.spool.limit = limit
		var wg sync.WaitGroup
		for w := range 4 {
			wg.Go(func() {
				for i := w; i < len(all); i += 4 {
					f.Add(all[i])
				}
			})
		}
		wg.Wait()
		var got []lint.Fact
		for fact, err := range f.All() {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fact)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		return got
	}
	want := slices.Clone(all)
	lint.SortFacts(want)
	for _, limit := range []int{1 << 30, 100_000, 5_000} {
		if got := read(limit); !slices.Equal(got, want) {
			t.Errorf("with %d bytes of memory the facts differ", limit)
		}
	}
	if left, _ := os.ReadDir(os.Getenv("TMPDIR")); len(left) > 0 {
		t.Errorf("%d files are left behind", len(left))
	}
}

func TestSpoolCutShort(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := NewSpool("spool")
	s.limit = 1 // every record is a run
	for _, word := range []string{"b", "a"} {
		s.Add([]byte(word))
	}
	if err := s.file.Truncate(s.runs[1].start + headBytes); err != nil {
		t.Fatal(err)
	}
	var last error
	for _, err := range s.All() {
		last = err
	}
	if last == nil {
		t.Error("a run that is cut was read without an error")
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// Strings in records are ordered as strings are, whatever follows them.
func TestSortableStrings(t *testing.T) {
	words := []string{"", "\x00", "\x00\x00", "\x00\x01", "\x01", "a", "a\x00", "a\x00b", "a\x01", "ab", "b\x00\x01\x00"}
	for i, a := range words {
		if got, rest := CutSortable(string(AppendSortable(nil, a)) + "rest"); got != a || rest != "rest" {
			t.Errorf("%q: got %q, %q", a, got, rest)
		}
		for k, b := range words {
			x, y := append(AppendSortable(nil, a), 0xff), append(AppendSortable(nil, b), 0)
			if got, want := bytes.Compare(x, y), cmp.Compare(i, k); want != 0 && got != want {
				t.Errorf("%q and %q: got %d, want %d", a, b, got, want)
			}
		}
	}
}

func TestFactsWithoutADisk(t *testing.T) {
	t.Setenv("TMPDIR", "/nowhere/at/all")
	f := NewFacts()
	f.spool.limit = 1
	f.Add(lint.Fact{Key: "a"})
	for _, err := range f.All() {
		if err == nil {
			t.Error("facts that were not written are not missed")
		}
	}
}
