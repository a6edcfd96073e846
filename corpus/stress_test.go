package corpus_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/corpus"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules"
)

// nap sleeps for a moment now and then, or gives the processor away.
func nap(rng *rand.Rand) {
	switch rng.IntN(8) {
	case 0:
		time.Sleep(time.Duration(rng.IntN(400)) * time.Microsecond)
	case 1:
		time.Sleep(0)
	}
}

// haltingReader gives what it has in pieces of any size, and late.
type haltingReader struct {
	r   io.Reader
	rng *rand.Rand
}

func (h *haltingReader) Read(b []byte) (int, error) {
	nap(h.rng)
	return h.r.Read(b[:min(len(b), 1+h.rng.IntN(3000))])
}

// stressed is a stream with good, damaged, broken, empty and too long records.
func stressed(n int) string {
	var b strings.Builder
	for i := range n {
		switch {
		case i%31 == 7:
			b.WriteString("{\"id\":\"broken\n")
		case i%37 == 5:
			fmt.Fprintf(&b, "{\"id\":\"06ZENDA%d\",\"text\":\"\"}\n", i)
		case i%53 == 11:
			fmt.Fprintf(&b, "{\"id\":\"06ZENDA%d\",\"text\":%q}\n", i, strings.Repeat("too long ", 4000))
		default:
			text := fmt.Sprintf("UNCLAS ZENDA %06d\n\nTAGS: PGOV, XQ\nSUBJECT: HARBOR\n\n", i) + strings.Repeat("1. (U) The duke,s port &and so on8 was the the best )  no.\n", i%9)
			fmt.Fprintf(&b, "{\"id\":\"06ZENDA%d\",\"text\":%q}\n", i, text)
		}
	}
	return b.String()
}

// TestDelaysChangeNothing runs the rules over a stream and a folder with random
// delays in the source, in every worker and in the receiver: what comes out is
// the same, in the same order, with any number of workers.
func TestDelaysChangeNothing(t *testing.T) {
	engine := func() *lint.Engine {
		s, err := lint.Select(rules.All(), lint.Request{Select: []string{"all"}})
		if err != nil {
			t.Fatal(err)
		}
		e, err := lint.New(s, lint.Options{Fixing: true})
		if err != nil {
			t.Fatal(err)
		}
		return e
	}()
	rounds, n := 6, 400
	if testing.Short() {
		rounds, n = 2, 150
	}
	dir, lines := t.TempDir(), stressed(n)
	for i, line := range strings.SplitAfter(lines, "\n") {
		if i < 60 {
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.txt", i)), []byte(line), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	once := func(workers int, seed uint64, delayed bool, path string) string {
		rng := rand.New(rand.NewPCG(seed, 1))
		opts := corpus.Options{MaxRecord: 16 << 10, StdinName: "in.jsonl", Stdin: strings.NewReader(lines)}
		if delayed {
			opts.Stdin = &haltingReader{opts.Stdin, rand.New(rand.NewPCG(seed, 2))}
		}
		src, err := corpus.Open([]string{path}, opts)
		if err != nil {
			t.Fatal(err)
		}
		sessions := make([]*lint.Session, workers)
		delays := make([]*rand.Rand, workers)
		for i := range sessions {
			sessions[i], delays[i] = engine.NewSession(), rand.New(rand.NewPCG(seed, uint64(i+3)))
		}
		var busy atomic.Int32
		var out bytes.Buffer
		received := func(r *corpus.Record, what string) error {
			if busy.Add(1) != 1 {
				t.Error("two results are received at once")
			}
			defer busy.Add(-1)
			if delayed {
				nap(rng)
			}
			fmt.Fprintf(&out, "%d %s %d %s\n", r.Seq, r.Address, len(r.Raw), what)
			return nil
		}
		err = corpus.Run(context.Background(), src, corpus.Job[string]{
			Workers: workers,
			Work: func(worker int, r *corpus.Record) string {
				if delayed {
					nap(delays[worker])
				}
				r.Keep()
				text := bytes.Clone(r.Text)
				_, rep := sessions[worker].Fix(r.Text, r.Meta, lint.Origin{Seq: r.Seq, Document: r.Address})
				if delayed {
					nap(delays[worker])
				}
				if !bytes.Equal(text, r.Text) {
					t.Errorf("%s: the text changed while it was worked on", r.Address)
				}
				return told(rep)
			},
			Emit: received,
			Fail: func(r *corpus.Record, e *corpus.RecordError) error { return received(r, e.Error()) },
			Rest: func(r *corpus.Record) error { return received(r, "more") },
			Tail: func(r *corpus.Record) error { return received(r, "end") },
		})
		if err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	for _, path := range []string{"-", dir} {
		want := once(1, 0, false, path)
		if strings.Count(want, "\n") < 60 {
			t.Fatalf("few records: %s", want)
		}
		for round := range rounds {
			for _, workers := range []int{1, 2, 3, 8, 32} {
				if got := once(workers, uint64(round*100+workers), true, path); got != want {
					t.Fatalf("%s with %d workers and delays differs:\n%s\nwant\n%s", path, workers, got, want)
				}
			}
		}
	}
}

// told is all that a repair says.
func told(rep lint.Repair) string {
	var b strings.Builder
	for i := range rep.Findings {
		f := &rep.Findings[i]
		fmt.Fprintf(&b, "%s %v %s;", f.Rule.ID, f.Span, lint.Render(f, false))
	}
	for _, e := range rep.Edits {
		fmt.Fprintf(&b, "%s %v %q;", e.Rule, e.Span, e.New)
	}
	fmt.Fprintf(&b, "%x", cable.Parse(rep.Text).Raw)
	return b.String()
}

// TestStopWithDelays ends a run in its middle, from the receiver and from
// outside: it returns, and what was received is a whole number of leading records.
func TestStopWithDelays(t *testing.T) {
	lines := stressed(200)
	for seed := range uint64(12) {
		rng := rand.New(rand.NewPCG(seed, 9))
		src, err := corpus.Open([]string{"-"}, corpus.Options{MaxRecord: 1 << 20, StdinName: "in.jsonl", Stdin: &haltingReader{strings.NewReader(lines), rng}})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		last, stopAt := uint64(0), 1+seed*13
		failed := fmt.Errorf("enough")
		next := func(r *corpus.Record) error {
			if r.Seq != last+1 {
				t.Errorf("record %d after %d", r.Seq, last)
			}
			if last = r.Seq; last != stopAt {
				return nil
			}
			if seed%2 == 0 {
				cancel()
				return nil
			}
			return failed
		}
		err = corpus.Run(ctx, src, corpus.Job[int]{
			Workers: 2 + int(seed%5),
			Work:    func(int, *corpus.Record) int { time.Sleep(time.Duration(seed) * 30 * time.Microsecond); return 0 },
			Emit:    func(r *corpus.Record, _ int) error { return next(r) },
			Fail:    func(r *corpus.Record, _ *corpus.RecordError) error { return next(r) },
		})
		cancel()
		if seed%2 == 1 && (err != failed || last != stopAt) {
			t.Errorf("stopped by the receiver at %d: %v after record %d", stopAt, err, last)
		}
		if seed%2 == 0 && last < stopAt {
			t.Errorf("stopped from outside at %d: %v after record %d", stopAt, err, last)
		}
	}
}
