//go:build !unix

package corpus

import (
	"io"
	"os"
)

// readFile reads a file into the batch.
func (b *batch) readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, reason(err)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, b.limit+1))
	if err != nil {
		return nil, reason(err)
	}
	if int64(len(raw)) > b.limit {
		return nil, tooLong(b.limit)
	}
	b.read += int64(len(raw))
	return raw, nil
}
