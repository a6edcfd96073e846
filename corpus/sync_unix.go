//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package corpus

import (
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
)

// syncAll makes all files durable that were written: a folder of many small
// files is synced in one go.
func syncAll() { syscall.Sync() }

// Lock takes a lock file, or says who has it. The system gives the lock back
// when the process ends, however it ends.
func Lock(path string) (release func(), err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW, 0o644)
	if err != nil {
		return nil, targetError(path, err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		pid := make([]byte, 16)
		n, _ := f.ReadAt(pid, 0)
		f.Close()
		return nil, fmt.Errorf("%s: another run writes there (process %s)", path, clip(pid[:n]))
	}
	// The file may have been removed by the run that had it before.
	mine, err1 := f.Stat()
	there, err2 := os.Stat(path)
	if err1 != nil || err2 != nil || !os.SameFile(mine, there) {
		f.Close()
		return Lock(path)
	}
	if !oldLock(f) {
		f.Close()
		return nil, fmt.Errorf("%s: is there and is no lock of cablelint: choose another target or move it away", path)
	}
	_ = f.Truncate(0) // an old number in the file does no harm
	fmt.Fprintf(f, "%d\n", os.Getpid())
	return func() { os.Remove(path); f.Close() }, nil
}

// oldLock reports whether a file is an empty one or holds the number of a
// process, as a killed run leaves it: anything else belongs to somebody.
func oldLock(f *os.File) bool {
	b := make([]byte, 32)
	n, err := f.ReadAt(b, 0)
	number := strings.TrimSuffix(string(b[:n]), "\n")
	return err == io.EOF && digits(number) == len(number)
}
