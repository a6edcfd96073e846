//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package corpus

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

func syncAll() {}

// Lock takes a lock file, or says that somebody has it.
func Lock(path string) (release func(), err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("%s: another run writes there; remove the file if there is none", path)
	}
	if err != nil {
		return nil, targetError(path, err)
	}
	fmt.Fprintf(f, "%d\n", os.Getpid())
	return func() { f.Close(); os.Remove(path) }, nil
}
