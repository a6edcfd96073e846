package corpus

import "hash/maphash"

// Names remembers names by their hashes: three million names must not cost half a
// gigabyte.
type Names struct {
	seed maphash.Seed
	seen map[uint64]struct{}
}

// NewNames makes an empty set.
func NewNames() *Names { return &Names{maphash.MakeSeed(), map[uint64]struct{}{}} }

// Add reports false when the name is there already.
func (s *Names) Add(name string) bool {
	h := maphash.String(s.seed, name)
	if _, ok := s.seen[h]; ok {
		return false
	}
	s.seen[h] = struct{}{}
	return true
}
