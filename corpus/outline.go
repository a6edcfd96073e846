package corpus

import "context"

// Outline finds all records without reading what workers would read: the files
// of folders have their names, and no bytes. It stops when do returns false.
// Standard input is not touched.
func (s *Source) Outline(ctx context.Context, do func(*Record) bool) error {
	named := make([]string, 0, len(s.paths))
	for _, p := range s.paths {
		if p != "-" {
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
