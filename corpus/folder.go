package corpus

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// folder walks a folder in byte order of names, files and folders together.
func (p *producer) folder(root string) bool {
	before, skipped := p.seq, p.skipped.Load()
	top, ok := p.ignoreAbove(root)
	if !ok {
		return false
	}
	p.met, p.top = true, top
	ok = p.walk(root, "")
	p.met = false
	if !ok {
		return false
	}
	if p.seq == before {
		err := fmt.Errorf("the folder holds no cables: expected .txt .html .htm .csv .json .jsonl .ndjson or archives")
		if n := p.skipped.Load() - skipped; n > 0 {
			err = fmt.Errorf("%w; %d other files were skipped", err, n)
		}
		return p.notice(&RecordError{Address: root, Failure: NoCable, Err: err})
	}
	return true
}

// notice reports a path that holds no record: it has no number.
func (p *producer) notice(e *RecordError) bool {
	if p.opts.Shard > 1 {
		return !p.stop()
	}
	r := p.batch().add()
	r.Address, r.Base, r.err = e.Address, p.base, e
	return p.sent()
}

// walk reads the folder dir; rel is its slash path below the PATH argument.
func (p *producer) walk(dir, rel string) bool {
	list, err := readDir(dir)
	if err != nil {
		return p.fail(unreadable(dir, reason(err)))
	}
	if !p.opts.NoIgnore && list.has(IgnoreName) {
		above := len(p.ignores)
		defer func() { p.ignores = p.ignores[:above] }()
		if !p.ignoreIn(dir, strings.TrimSuffix(p.top+rel, "/")) {
			return false
		}
	}
	for i := range list.at {
		name, kind := list.entry(i)
		if strings.HasPrefix(name, ".") {
			continue
		}
		path, below := join(dir, name), rel+name
		if kind == entryLink {
			st, err := os.Stat(path)
			if err != nil {
				if !p.fail(unreadable(path, reason(err))) {
					return false
				}
				continue
			}
			// A link to a folder may lead in a circle; a link to a file is read.
			kind = entryOther
			if st.Mode().IsRegular() {
				kind = entryFile
			}
		}
		var ok bool
		switch {
		case p.opts.Exclude != nil && p.opts.Exclude(path), len(p.ignores) > 0 && ignored(p.ignores, p.top+below, kind == entryDir):
			p.skipped.Add(1)
			ok = !p.stop()
		case kind == entryDir:
			ok = p.walk(path, below+"/")
		case kind == entryFile && kindOfName(name) != kindUnknown:
			ok = p.file(path, below, kindOfName(name))
		default:
			p.skipped.Add(1)
			ok = !p.stop()
		}
		if !ok {
			return false
		}
	}
	return true
}

// join is filepath.Join for a name that is clean.
func join(dir, name string) string {
	if dir == "." {
		return name
	}
	if strings.HasSuffix(dir, string(filepath.Separator)) || strings.HasSuffix(dir, "/") {
		return dir + name
	}
	return dir + string(filepath.Separator) + name
}

// The kinds of folder entries.
const (
	entryFile  = byte('f')
	entryDir   = byte('d')
	entryLink  = byte('l')
	entryOther = byte('o')
)

// dirList holds the names of a folder in one block: a folder of two million
// files must not cost a quarter of a gigabyte.
type dirList struct {
	names []byte // kind byte, name, NUL
	at    []uint32
}

// add takes one entry.
func (l *dirList) add(kind byte, name []byte) {
	l.at = append(l.at, uint32(len(l.names)))
	l.names = append(append(append(l.names, kind), name...), 0)
}

// has reports whether a sorted list has a name.
func (l *dirList) has(name string) bool {
	_, found := slices.BinarySearchFunc(l.at, name, func(at uint32, name string) int {
		b := l.names[at+1:]
		return strings.Compare(string(b[:bytes.IndexByte(b, 0)]), name)
	})
	return found
}

func (l *dirList) entry(i int) (string, byte) {
	b := l.names[l.at[i]:]
	return string(b[1:bytes.IndexByte(b, 0)]), b[0]
}

// readDir lists a folder, sorted.
func readDir(dir string) (*dirList, error) {
	l := new(dirList)
	if err := l.read(dir); err != nil {
		return nil, err
	}
	slices.SortFunc(l.at, func(a, b uint32) int {
		x, y := l.names[a+1:], l.names[b+1:]
		return bytes.Compare(x[:bytes.IndexByte(x, 0)], y[:bytes.IndexByte(y, 0)])
	})
	return l, nil
}

func entryKind(m fs.FileMode) byte {
	switch {
	case m.IsRegular():
		return entryFile
	case m.IsDir():
		return entryDir
	case m&fs.ModeSymlink != 0:
		return entryLink
	default:
		return entryOther
	}
}
