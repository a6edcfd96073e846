package corpus

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"sync"

	"github.com/cablelint/cablelint/lint"
)

// factsInMemory is how many bytes of facts are held before they are written out.
const factsInMemory = 3 << 20

// Facts gathers the facts of rules over a corpus in bounded memory: what does not
// fit is written to the disk in sorted runs, which are merged in the end. The
// order in which facts come makes no difference. Goroutines may share it.
type Facts struct {
	mu    sync.Mutex
	limit int
	held  []lint.Fact
	size  int
	runs  []*os.File
	err   error
}

// NewFacts gathers facts. It writes nothing while they fit into memory.
func NewFacts() *Facts { return &Facts{limit: factsInMemory} }

// Add takes one fact. An error in writing is told by [Facts.All].
func (f *Facts) Add(fact lint.Fact) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.held = append(f.held, fact)
	// What a fact takes: its strings, their headers and its numbers.
	f.size += len(fact.Key) + len(fact.Value) + len(fact.Document) + len(fact.ID) + 112
	if f.size >= f.limit && f.err == nil {
		f.err = f.spill()
	}
}

// spill writes what is held as one sorted run.
func (f *Facts) spill() error {
	lint.SortFacts(f.held)
	file, err := os.CreateTemp("", "cablelint-facts-*")
	if err != nil {
		return fmt.Errorf("facts of rules over the corpus: %w", err)
	}
	f.runs = append(f.runs, file)
	out := bufio.NewWriterSize(file, 1<<16)
	var line []byte
	for i := range f.held {
		line = lint.AppendFact(line[:0], f.held[i])
		_, _ = out.Write(line) // the first error stays with the writer
	}
	clear(f.held)
	f.held, f.size = f.held[:0], 0
	if err := out.Flush(); err != nil {
		return fmt.Errorf("facts of rules over the corpus: %w", err)
	}
	return nil
}

// All are the facts in order. It may be read once more after an error or an early
// end, but not while facts are added.
func (f *Facts) All() iter.Seq2[lint.Fact, error] {
	if f.err != nil {
		return func(yield func(lint.Fact, error) bool) { yield(lint.Fact{}, f.err) }
	}
	lint.SortFacts(f.held)
	runs := []iter.Seq2[lint.Fact, error]{held(f.held)}
	for _, file := range f.runs {
		runs = append(runs, ReadFacts(io.NewSectionReader(file, 0, 1<<62)))
	}
	if len(runs) == 1 {
		return runs[0]
	}
	return lint.MergeFacts(runs...)
}

func held(facts []lint.Fact) iter.Seq2[lint.Fact, error] {
	return func(yield func(lint.Fact, error) bool) {
		for _, fact := range facts {
			if !yield(fact, nil) {
				return
			}
		}
	}
}

// ReadFacts reads a run that was written line by line with [lint.AppendFact].
func ReadFacts(r io.Reader) iter.Seq2[lint.Fact, error] {
	return func(yield func(lint.Fact, error) bool) {
		in := bufio.NewReaderSize(r, 1<<14)
		for n := 1; ; n++ {
			line, err := in.ReadBytes('\n')
			if err == io.EOF && len(line) == 0 {
				return
			}
			var fact lint.Fact
			if err == nil {
				fact, err = lint.ParseFact(line)
			} else if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			if err != nil {
				yield(lint.Fact{}, fmt.Errorf("facts, line %d: %w", n, err))
				return
			}
			if !yield(fact, nil) {
				return
			}
		}
	}
}

// Close gives back the disk.
func (f *Facts) Close() error {
	var errs []error
	for _, file := range f.runs {
		errs = append(errs, file.Close(), os.Remove(file.Name()))
	}
	f.runs, f.held = nil, nil
	return errors.Join(errs...)
}
