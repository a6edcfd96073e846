package corpus

import (
	"fmt"
	"os"
	"slices"
	"strings"
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
		f.limit = limit
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

func TestFactsCutShort(t *testing.T) {
	line := string(lint.AppendFact(nil, lint.Fact{Rule: "r", Key: "k"}))
	n := 0
	for _, err := range ReadFacts(strings.NewReader(line + line[:len(line)-3])) {
		if n++; n == 2 && err == nil {
			t.Error("a run that is cut was read without an error")
		}
	}
	if n != 2 {
		t.Errorf("read %d facts", n)
	}
}

func TestFactsWithoutADisk(t *testing.T) {
	t.Setenv("TMPDIR", "/nowhere/at/all")
	f := NewFacts()
	f.limit = 1
	f.Add(lint.Fact{Key: "a"})
	for _, err := range f.All() {
		if err == nil {
			t.Error("facts that were not written are not missed")
		}
	}
}
