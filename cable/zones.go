package cable

import (
	"bytes"
	"cmp"
	"slices"
)

// mark finds the stretches inside lines that are not text: redactions, addresses
// of the web and of mail.
func (d *Document) mark() {
	for _, i := range d.rare {
		l := &d.Lines[i]
		if l.Mask&factX != 0 {
			d.redactions(l, 'X')
			d.redactions(l, 'x')
		}
		if l.Mask&factWeb != 0 {
			d.removed(l)
			d.mail(l)
		}
		// A line without a slash has no address but mail, and a host that it starts with.
		if l.Mask&factWWW != 0 && (l.Mask&MaskSlash != 0 || d.Raw[l.Start] == 'w') {
			d.hosts(l)
		}
		if l.Mask&factPath != 0 && l.Mask&MaskSlash != 0 {
			d.paths(l)
		}
	}
	d.sortMarks()
}

// redactions marks the runs of five or more of one letter.
func (d *Document) redactions(l *Line, c byte) {
	b := d.Raw[l.Start:l.End]
	for at := 0; ; {
		i := bytes.IndexByte(b[at:], c)
		if i < 0 {
			return
		}
		at += i
		end := at + 1
		for end < len(b) && b[end] == c {
			end++
		}
		if end-at >= 5 {
			d.Marks = append(d.Marks, Mark{Span{l.Start + uint32(at), l.Start + uint32(end)}, ZoneRedaction})
		}
		at = end
	}
}

// removed marks the redactions in words: [name removed], [... REDACTED].
func (d *Document) removed(l *Line) {
	for at := int(l.Start); ; at++ {
		i := bytes.IndexByte(d.Raw[at:l.End], '[')
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

// mail marks the addresses of mail in line l.
func (d *Document) mail(l *Line) {
	for at := int(l.Start); at < int(l.End); {
		i := bytes.IndexByte(d.Raw[at:l.End], '@')
		if i < 0 {
			return
		}
		at += i
		s := d.token(uint32(at))
		if isMail(d.Bytes(s)) {
			d.Marks = append(d.Marks, Mark{s, ZoneURL})
		}
		at = max(int(s.End), at+1)
	}
}

// hosts marks the words of line l that hold "www.": all of them where the line has
// a slash, else one that it starts with.
func (d *Document) hosts(l *Line) {
	for from, at := l.Start, l.Start; at < l.End; at++ {
		i := bytes.IndexByte(d.Raw[at:l.End], '.')
		if i < 0 {
			return
		}
		at += uint32(i)
		if at >= from+3 && string(d.Raw[at-3:at]) == "www" {
			from = d.markURL(at-3, at+1)
		}
	}
}

// paths marks the words of line l that hold "://" or ".gov/".
func (d *Document) paths(l *Line) {
	raw := d.Raw
	url, gov := l.Start, l.Start // from where the next of each may start
	for at := l.Start; at < l.End; at++ {
		i := bytes.IndexByte(raw[at:l.End], '/')
		if i < 0 {
			return
		}
		at += uint32(i)
		if at > url && raw[at-1] == ':' && at+1 < l.End && raw[at+1] == '/' {
			url = d.markURL(at-1, at+2)
		}
		if at >= gov+4 && string(raw[at-4:at]) == ".gov" {
			gov = d.markURL(at-4, at+1)
		}
	}
}

// markURL marks the word round what stands in [at, end), and gives the offset from
// which another may start.
func (d *Document) markURL(at, end uint32) uint32 {
	s := d.token(at)
	d.Marks = append(d.Marks, Mark{s, ZoneURL})
	return max(s.End, end)
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
