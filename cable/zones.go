package cable

import (
	"bytes"
	"cmp"
	"slices"
)

// mark finds the stretches inside lines that are not text: redactions, addresses
// of the web and of mail. One search of the whole text for each needle.
func (d *Document) mark() {
	d.redactions('X')
	d.redactions('x')
	d.removed()
	d.addresses()
	d.sortMarks()
}

// redactions marks the runs of five or more of one letter.
func (d *Document) redactions(c byte) {
	needle := [5]byte{c, c, c, c, c}
	for at := 0; ; {
		i := bytes.Index(d.Raw[at:], needle[:])
		if i < 0 {
			return
		}
		at += i
		end := at + len(needle)
		for end < len(d.Raw) && d.Raw[end] == c {
			end++
		}
		d.Marks = append(d.Marks, Mark{Span{uint32(at), uint32(end)}, ZoneRedaction})
		at = end
	}
}

// removed marks the redactions in words: [name removed], [... REDACTED].
func (d *Document) removed() {
	for at := 0; ; at++ {
		i := bytes.IndexByte(d.Raw[at:], '[')
		if i < 0 {
			return
		}
		at += i
		b := d.Raw[at:min(len(d.Raw), at+80)]
		end := bytes.IndexByte(b, ']')
		if end < 0 {
			continue
		}
		b = b[:end]
		if indexFold(b, "removed") >= 0 || indexFold(b, "redacted") >= 0 || indexFold(b, "deleted") >= 0 {
			d.Marks = append(d.Marks, Mark{Span{uint32(at), uint32(at + end + 1)}, ZoneRedaction})
		}
	}
}

// addresses marks the URLs, hosts and mail addresses. A line without a slash
// holds none but mail, and a host that the line starts with.
func (d *Document) addresses() {
	for i := range d.Lines {
		l := &d.Lines[i]
		if l.Mask&MaskSlash != 0 {
			d.address(*l, "://")
			d.address(*l, "www.")
			d.address(*l, ".gov/")
		} else if l.End > l.Start && d.Raw[l.Start] == 'w' {
			d.address(*l, "www.")
		}
		if l.Mask&MaskHash != 0 {
			d.address(*l, "@")
		}
	}
}

// address marks the words of line l that hold needle.
func (d *Document) address(l Line, needle string) {
	for at := int(l.Start); ; {
		i := bytes.Index(d.Raw[at:l.End], []byte(needle))
		if i < 0 {
			return
		}
		at += i
		s := d.token(uint32(at))
		if needle != "@" || isMail(d.Bytes(s)) {
			d.Marks = append(d.Marks, Mark{s, ZoneURL})
		}
		at = min(max(int(s.End), at+len(needle)), int(l.End))
	}
}

// token is the run of bytes round at without blanks, quotes, angles and without
// the stops that end its sentence.
func (d *Document) token(at uint32) Span {
	s := Span{at, at}
	for s.Start > 0 && isAddressByte(d.Raw[s.Start-1]) {
		s.Start--
	}
	for s.Start < at && (d.Raw[s.Start] == '(' || d.Raw[s.Start] == '\'') {
		s.Start++
	}
	for s.End < uint32(len(d.Raw)) && isAddressByte(d.Raw[s.End]) {
		s.End++
	}
	for s.End > at && bytes.IndexByte([]byte(".,;:)!?'"), d.Raw[s.End-1]) >= 0 {
		s.End--
	}
	return s
}

func isAddressByte(c byte) bool {
	return c > ' ' && c < 0x7f && c != '"' && c != '<' && c != '>'
}

// isMail reports whether b is an address of mail: a name, an at sign and a host.
func isMail(b []byte) bool {
	i := bytes.IndexByte(b, '@')
	return i > 0 && bytes.IndexByte(b[i:], '.') > 1
}

// sortMarks puts the marks in order and drops those that lie inside another.
func (d *Document) sortMarks() {
	if len(d.Marks) < 2 {
		return
	}
	slices.SortFunc(d.Marks, func(a, b Mark) int {
		if c := cmp.Compare(a.Span.Start, b.Span.Start); c != 0 {
			return c
		}
		return cmp.Compare(b.Span.End, a.Span.End)
	})
	kept := d.Marks[:1]
	for _, m := range d.Marks[1:] {
		if last := kept[len(kept)-1]; m.Span.Start < last.Span.End {
			if m.Span.End <= last.Span.End {
				continue
			}
			m.Span.Start = last.Span.End
		}
		kept = append(kept, m)
	}
	d.Marks = kept
}
