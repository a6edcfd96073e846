//go:build !linux

package corpus

import (
	"io"
	"os"
)

// read takes in all entries of a folder.
func (l *dirList) read(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	for {
		entries, err := f.ReadDir(512)
		for _, e := range entries {
			l.add(entryKind(e.Type()), []byte(e.Name()))
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
