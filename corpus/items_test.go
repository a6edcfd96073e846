package corpus

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
)

// rows are what a query gives; one row is broken, one too long, one empty.
func rows(n int) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		var text []byte // the same memory for all
		for i := 1; i <= n; i++ {
			item := Item{Address: fmt.Sprintf("db:cables/%d", i), Meta: cable.Metadata{ID: fmt.Sprintf("06ZENDA%d", i)}}
			var err error
			switch i {
			case 3:
				err = &RecordError{Address: item.Address, Err: errors.New("not UTF-8")}
			case 5:
				text = append(text[:0], strings.Repeat("LONG ", 50)...)
			case 7:
				text = text[:0]
			default:
				text = fmt.Appendf(text[:0], "CABLE %d", i)
			}
			item.Text = text
			if !yield(item, err) {
				return
			}
		}
	}
}

func TestItemsAreReadLikeFiles(t *testing.T) {
	run := func(workers int, opts Options) string {
		opts.MaxRecord = 100
		src, err := OpenItems(rows(40), opts)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		err = Run(context.Background(), src, Job[string]{
			Workers: workers,
			Work:    func(_ int, r *Record) string { return string(r.Text) + " " + r.Meta.ID },
			Emit:    func(r *Record, text string) error { fmt.Fprintln(&out, r.Seq, r.Address, text); return nil },
			Fail:    func(_ *Record, e *RecordError) error { fmt.Fprintln(&out, e.Seq, e); return nil },
		})
		if err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	whole := run(1, Options{})
	want := "1 db:cables/1 CABLE 1 06ZENDA1\n2 db:cables/2 CABLE 2 06ZENDA2\n3 db:cables/3: not UTF-8\n4 db:cables/4 CABLE 4 06ZENDA4\n" +
		"5 db:cables/5: record too long: more than 100 bytes; raise --max-record to read it\n6 db:cables/6 CABLE 6 06ZENDA6\n7 db:cables/7: the file is empty\n8 db:cables/8 CABLE 8 06ZENDA8\n"
	if !strings.HasPrefix(whole, want) || strings.Count(whole, "\n") != 40 {
		t.Errorf("got\n%s", whole)
	}
	if got := run(4, Options{}); got != whole {
		t.Error("four workers give another result")
	}
	lines := strings.SplitAfter(whole, "\n")
	if got := run(2, Options{Skip: 30, SkipTo: "db:cables/30"}); got != strings.Join(lines[30:], "") {
		t.Errorf("after record 30:\n%s", got)
	}
	parts := strings.SplitAfter(run(2, Options{Shard: 1, Shards: 2})+run(2, Options{Shard: 2, Shards: 2}), "\n")
	if len(parts) != len(lines) {
		t.Errorf("two shards have %d records", len(parts)-1)
	}
}

func TestItemsThatBreakOffEndTheRun(t *testing.T) {
	lost := errors.New("connection lost")
	src, err := OpenItems(func(yield func(Item, error) bool) {
		if yield(Item{Address: "a", Text: []byte("A")}, nil) {
			yield(Item{}, lost)
		}
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	err = Run(context.Background(), src, Job[int]{Work: func(int, *Record) int { return 0 }, Emit: func(*Record, int) error { n++; return nil }})
	if n != 1 || !errors.Is(err, lost) || err.Error() != "the source broke off after record 1: connection lost" {
		t.Errorf("%d records, error %v", n, err)
	}
}
