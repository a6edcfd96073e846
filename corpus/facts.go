package corpus

import (
	"encoding/binary"
	"fmt"
	"iter"
	"sync"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// Facts gathers the facts of rules over a corpus in bounded memory: what does not
// fit is written to the disk in sorted runs, which are merged in the end. The
// order in which facts come makes no difference. Goroutines may share it.
type Facts struct {
	mu    sync.Mutex
	spool *Spool
	buf   []byte
}

// NewFacts gathers facts. It writes nothing while they fit into memory.
func NewFacts() *Facts { return &Facts{spool: NewSpool("cablelint-facts")} }

// Add takes one fact. An error in writing is told by [Facts.All].
func (f *Facts) Add(fact lint.Fact) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.buf = appendFact(f.buf[:0], &fact)
	f.spool.Add(f.buf)
}

// All are the facts in order. It may be read once more after an error or an early
// end, but not while facts are added.
func (f *Facts) All() iter.Seq2[lint.Fact, error] {
	return func(yield func(lint.Fact, error) bool) {
		for record, err := range f.spool.All() {
			if err != nil {
				yield(lint.Fact{}, fmt.Errorf("facts of rules over the corpus: %w", err))
				return
			}
			if !yield(parseFact(record), nil) {
				return
			}
		}
	}
}

// Close gives back the disk.
func (f *Facts) Close() error { return f.spool.Close() }

// appendFact writes a fact so that the order of the bytes is that of
// [lint.CompareFacts].
func appendFact(dst []byte, f *lint.Fact) []byte {
	dst = AppendSortable(AppendSortable(dst, f.Rule), f.Key)
	dst = binary.BigEndian.AppendUint64(dst, f.Seq)
	dst = binary.BigEndian.AppendUint32(dst, f.Span.Start)
	dst = binary.BigEndian.AppendUint32(dst, f.Span.End)
	return AppendSortable(AppendSortable(AppendSortable(dst, f.Value), f.Document), f.ID)
}

// parseFact reads what appendFact wrote. All its strings are parts of one.
func parseFact(record []byte) (f lint.Fact) {
	s := string(record)
	f.Rule, s = CutSortable(s)
	f.Key, s = CutSortable(s)
	numbers := record[len(record)-len(s):]
	f.Seq = binary.BigEndian.Uint64(numbers)
	f.Span = cable.Span{Start: binary.BigEndian.Uint32(numbers[8:]), End: binary.BigEndian.Uint32(numbers[12:])}
	f.Value, s = CutSortable(s[16:])
	f.Document, s = CutSortable(s)
	f.ID, _ = CutSortable(s)
	return f
}
