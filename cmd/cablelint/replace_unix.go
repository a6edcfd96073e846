//go:build !windows

package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/google/renameio/v2"
)

// newReplacement opens a file that takes the place of the one at path when it is
// whole: written beside it, synced, then renamed. The mode of a file that is
// there is kept; perm is that of a new one.
func newReplacement(path string, perm fs.FileMode) (*pending, error) {
	f, err := renameio.NewPendingFile(path, renameio.WithTempDir(filepath.Dir(path)), renameio.WithPermissions(perm), renameio.WithExistingPermissions())
	if err != nil {
		return nil, err
	}
	if st, err := os.Stat(path); err == nil {
		keepOwner(f.File, st)
	}
	return &pending{f, f.CloseAtomicallyReplace, func() { _ = f.Cleanup() }, false}, nil
}

// keepOwner gives a replacement the owner of the file that it replaces, where
// that is allowed: root repairs the files of others.
func keepOwner(f *os.File, old fs.FileInfo) {
	st, ok := old.Sys().(*syscall.Stat_t)
	if ok && (int(st.Uid) != os.Geteuid() || int(st.Gid) != os.Getegid()) {
		_ = f.Chown(int(st.Uid), int(st.Gid))
	}
}

// lock takes a file for this process alone, until it is closed.
func lock(f *os.File) error { return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) }
