package corpus

import (
	"context"
	"os"
)

// Count is the number of records, found out by names alone; 0 when something
// would have to be opened for it: a table, a stream, an archive.
func (s *Source) Count(ctx context.Context) int64 {
	one := new(batch)
	p := &producer{Source: s, ctx: ctx, limit: 1, get: func() *batch { return one }, names: true}
	p.put = func(b *batch) bool { b.reset(); return true }
	for _, path := range s.paths {
		if ReadOnce(path) || !p.path(path) {
			return 0
		}
	}
	return int64(p.seq)
}

// Outline finds all records without reading what workers would read: the files
// of folders have their names, and no bytes. It stops when do returns false.
// What can be read only once is not touched: see [ReadOnce].
func (s *Source) Outline(ctx context.Context, do func(*Record) bool) error {
	named := make([]string, 0, len(s.paths))
	for _, p := range s.paths {
		if !ReadOnce(p) {
			named = append(named, p)
		}
	}
	s.paths = named
	one := new(batch)
	return s.produce(ctx, 1, func() *batch { return one }, func(b *batch) bool {
		defer b.reset()
		for i := range b.recs {
			if b.recs[i].worked() && !do(&b.recs[i]) {
				return false
			}
		}
		return true
	})
}

// ReadOnce reports whether a path is standard input, a pipe or a device: what is
// read of it does not come again.
func ReadOnce(path string) bool {
	if path == "-" {
		return true
	}
	st, err := os.Stat(path)
	return err == nil && !st.Mode().IsRegular() && !st.IsDir()
}
