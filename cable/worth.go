package cable

import "sync/atomic"

// worth is a table that makes look-ups quick and takes some time to build: it is
// built when it was asked for often enough to pay, which one cable does not do.
// Until then its users find the same without it. Goroutines share it.
type worth[T any] struct {
	after int64 // what may be asked before it is built
	build func() *T
	asked atomic.Int64
	built atomic.Pointer[T]
}

// get gives the table, or nil while it is not worth building; n is how much is
// asked of it.
func (w *worth[T]) get(n int) *T {
	if t := w.built.Load(); t != nil {
		return t
	}
	if w.asked.Add(int64(n)) <= w.after {
		return nil
	}
	w.built.CompareAndSwap(nil, w.build()) // two at once build the same
	return w.built.Load()
}
