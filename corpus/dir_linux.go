package corpus

import (
	"bytes"
	"encoding/binary"
	"os"
	"syscall"
)

// read takes in all entries of a folder, from the bytes of the system call: a
// folder of 100,000 files makes no garbage.
func (l *dirList) read(dir string) error {
	fd, err := open(dir)
	if err != nil {
		return err
	}
	defer syscall.Close(fd) //nolint:errcheck // read only
	buf := make([]byte, 32<<10)
	for {
		n, err := syscall.ReadDirent(fd, buf)
		switch {
		case err == syscall.EINTR:
			continue
		case err != nil:
			return err
		case n <= 0:
			return nil
		}
		if err := l.parse(dir, buf[:n]); err != nil {
			return err
		}
	}
}

// Offsets in struct linux_dirent64.
const (
	direntLength = 16
	direntType   = 18
	direntName   = 19
)

func (l *dirList) parse(dir string, b []byte) error {
	for len(b) > direntName {
		n := int(binary.NativeEndian.Uint16(b[direntLength:]))
		if n <= direntName || n > len(b) {
			return syscall.EIO
		}
		name := b[direntName:n]
		name = name[:max(bytes.IndexByte(name, 0), 0)]
		kind := b[direntType]
		b = b[n:]
		if s := string(name); s == "." || s == ".." || s == "" {
			continue
		}
		l.add(direntKind(dir, name, kind), name)
	}
	return nil
}

func direntKind(dir string, name []byte, kind byte) byte {
	switch kind {
	case syscall.DT_REG:
		return entryFile
	case syscall.DT_DIR:
		return entryDir
	case syscall.DT_LNK:
		return entryLink
	case syscall.DT_UNKNOWN: // some file systems do not tell
		if st, err := os.Lstat(join(dir, string(name))); err == nil {
			return entryKind(st.Mode().Type())
		}
	}
	return entryOther
}
