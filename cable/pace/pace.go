// Package pace helps tests to find inputs that take too long. Nothing of it is
// in the program.
package pace

import (
	"hash/fnv"
	"time"
)

// tries is how often a slow call is made again: a busy machine may spoil one
// measurement, a cost that grows with the square of the input spoils all of them.
const tries = 6

// Within calls do and reports whether it took no more processor time than limit. A
// call that takes more is repeated: only what is slow each time is slow.
func Within(limit time.Duration, do func()) bool {
	for range tries {
		start := Spent()
		do()
		if Spent()-start <= limit {
			return true
		}
	}
	return false
}

// Stretch is raw over and over, about size bytes of it: what is slow in a long
// text is seldom long in the corpus of a fuzzer. It does so for one input of
// every so many, chosen by its bytes, and returns nil for the rest.
func Stretch(raw []byte, size int, every uint64) []byte {
	if len(raw) == 0 || len(raw) >= size {
		return nil
	}
	h := fnv.New64a()
	h.Write(raw) //nolint:errcheck // a hash does not fail
	sum := h.Sum64()
	if sum%every != 0 {
		return nil
	}
	// The whole, or what follows a start that stays: a header with an endless body.
	head := int(sum>>32) % len(raw)
	if sum>>16&1 == 0 {
		head = 0
	}
	out := append(make([]byte, 0, size+len(raw)), raw[:head]...)
	for len(out) < size {
		out = append(out, raw[head:]...)
	}
	return out
}
