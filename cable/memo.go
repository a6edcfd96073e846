package cable

// mostKept is the number of texts that a memo keeps.
const mostKept = 32

// memo keeps the copies of short texts that were made last: cables of one archive
// name the same posts, classifications and tags, and those cost no copy.
type memo struct {
	texts [mostKept]string
	next  int // the place of the next copy
}

// text is a copy of b.
func (m *memo) text(b []byte) string {
	for _, s := range &m.texts {
		if s == string(b) {
			return s
		}
	}
	s := string(b)
	m.texts[m.next] = s
	m.next = (m.next + 1) % mostKept
	return s
}

// copied is a copy of b, which may be one that was made before.
func (d *Document) copied(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if d.kept == nil {
		d.kept = new(memo)
	}
	return d.kept.text(b)
}
