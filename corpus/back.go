package corpus

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/cablelint/cablelint/lint"
)

// Back leads from the cable's own text to the bytes of the container. The zero
// value is the identity: Text is Raw.
type Back struct {
	fields [2]field // header and body; one without a codec is absent
}

// Identity reports whether Text is Raw.
func (b Back) Identity() bool { return b.fields[1].codec == nil }

// field is one encoded field of a row or an object and its place in Text.
type field struct {
	codec      codec
	start, end int // the encoded content in Raw, without its quotes
	from, to   int // the part of Text that came from it
	skip       int // decoded bytes before that: leading line ends that Text leaves out
	fixed      bool
}

// codec reads and writes the content of an encoded field. The bytes other than
// special ones stand for themselves.
type codec interface {
	special() byte
	// unit is the length in raw and in text of the encoded unit at the start of raw.
	unit(raw []byte) (inRaw, inText int)
	decode(dst, raw []byte) ([]byte, error)
	// encode appends the encoding of text to dst, in the manner of like.
	encode(dst, text, like []byte) []byte
}

// join makes the own text of a row or an object: header and body without their
// outer line ends, with one line feed between. An exact text keeps its line ends.
func (r *Record) join(b *batch, c codec, header, body value, exact bool) error {
	start := len(b.arena)
	for i, v := range [2]value{header, body} {
		if !v.set {
			continue
		}
		at := len(b.arena)
		if at > start {
			b.arena = append(b.arena, '\n')
			at++
		}
		var err error
		if b.arena, err = v.decode(b.arena, r.Raw, c); err != nil {
			return err
		}
		skip := 0
		if !exact {
			skip = b.trim(at)
		}
		r.Back.fields[i] = field{codec: c, start: v.start, end: v.end, from: at - start, to: len(b.arena) - start, skip: skip, fixed: !v.str}
		if len(b.arena) == at && at > start {
			b.arena = b.arena[:at-1]
			r.Back.fields[i].from, r.Back.fields[i].to = at-1-start, at-1-start
		}
	}
	r.Text = b.arena[start:len(b.arena):len(b.arena)]
	if blankLine(r.Text) {
		return fmt.Errorf("%w: its text is empty", errNoCable)
	}
	return nil
}

// decode appends what the value stands for; only a quoted one is encoded.
func (v value) decode(dst, raw []byte, c codec) ([]byte, error) {
	if !v.str {
		return append(dst, raw[v.start:v.end]...), nil
	}
	return c.decode(dst, raw[v.start:v.end])
}

// trim cuts the line ends off arena[at:] and returns how many stood before the text.
func (b *batch) trim(at int) int {
	text := bytes.TrimRight(b.arena[at:], "\r\n")
	skip := len(text) - len(bytes.TrimLeft(text, "\r\n"))
	if skip > 0 {
		copy(text, text[skip:])
	}
	b.arena = b.arena[:at+len(text)-skip]
	return skip
}

// errInsideEscape is an edit that would cut an encoded character.
var errInsideEscape = errors.New("the edit starts or ends inside an encoded character")

// Rewrite appends to dst the bytes of the record in its container after edits of
// its own text, which are in order and disjoint. Only what an edit touches is
// encoded anew; every other byte is the same.
func (r *Record) Rewrite(dst []byte, edits []lint.Edit) ([]byte, error) {
	if why := r.ReadOnly(); why != "" && len(edits) > 0 {
		return dst, errors.New(why)
	}
	return r.Encode(dst, edits)
}

// Encode is [Record.Rewrite] for whoever writes the record elsewhere: a member
// of an archive can be encoded too. Only a page cannot.
func (r *Record) Encode(dst []byte, edits []lint.Edit) ([]byte, error) {
	switch {
	case len(edits) == 0:
		return append(dst, r.Raw...), nil
	case r.Form == Page:
		return dst, errors.New(r.ReadOnly())
	}
	if r.Back.Identity() {
		return splice(dst, r.Raw, edits), nil
	}
	parts, err := r.Back.parts(r.Text, edits)
	if err != nil {
		return dst, err
	}
	return r.Back.write(dst, r.Raw, parts)
}

// splice appends text with its edits.
func splice(dst, text []byte, edits []lint.Edit) []byte {
	at := 0
	for _, e := range edits {
		dst = append(append(dst, text[at:e.Span.Start]...), e.New...)
		at = int(e.Span.End)
	}
	return append(dst, text[at:]...)
}

// part is one edit of one field.
type part struct {
	field      int
	start, end int // in Text
	text       []byte
}

// parts gives each edit to its field. An edit over the seam of header and body,
// or one that leaves a line end at it, is turned into new contents of both.
func (b *Back) parts(text []byte, edits []lint.Edit) ([]part, error) {
	var parts []part
	for _, e := range edits {
		p := part{field: -1, start: int(e.Span.Start), end: int(e.Span.End), text: e.New}
		for i, f := range b.fields {
			// Of two that touch the edit the one that holds text is meant.
			if f.codec != nil && f.from <= p.start && p.end <= f.to && (p.field < 0 || b.fields[p.field].from == b.fields[p.field].to) {
				p.field = i
			}
		}
		if p.field < 0 {
			return b.both(text, edits), nil
		}
		parts = append(parts, p)
	}
	if b.fields[0].codec != nil && !b.seamHolds(text, parts) {
		return b.both(text, edits), nil
	}
	return parts, nil
}

// seamHolds reports whether header and body, edited apart, are joined again to
// the edited text when they are read.
func (b *Back) seamHolds(text []byte, parts []part) bool {
	var now [2][]byte
	for i, f := range b.fields {
		at := f.from
		for _, p := range parts {
			if p.field == i {
				now[i] = append(append(now[i], text[at:p.start]...), p.text...)
				at = p.end
			}
		}
		now[i] = append(now[i], text[at:f.to]...)
	}
	head, body := now[0], now[1]
	hadBoth := b.fields[0].from < b.fields[0].to && b.fields[1].from < b.fields[1].to
	if !hadBoth {
		return true
	}
	return len(head) > 0 && len(body) > 0 && !lineEnd(head[0]) && !lineEnd(head[len(head)-1]) && !lineEnd(body[0])
}

func lineEnd(c byte) bool { return c == '\n' || c == '\r' }

// both splits the edited text anew between header and body, at the line feed
// that is nearest to the old seam; without one, all of it is the body.
func (b *Back) both(text []byte, edits []lint.Edit) []part {
	now := splice(nil, text, edits)
	seam := b.fields[0].to
	for _, e := range edits {
		if int(e.Span.End) <= b.fields[0].to {
			seam += len(e.New) - e.Span.Len()
		}
	}
	cut := seamNear(now, min(max(seam, 0), len(now)))
	head, body := now[:0], now
	if cut >= 0 {
		head, body = now[:cut], now[cut+1:]
	}
	return []part{
		{0, b.fields[0].from, b.fields[0].to, head},
		{1, b.fields[1].from, b.fields[1].to, body},
	}
}

// seamNear is the offset of a line feed of text with no line end beside it: the
// first at or after at, else the last before it, else -1.
func seamNear(text []byte, at int) int {
	ok := func(i int) bool {
		return text[i] == '\n' && i > 0 && i+1 < len(text) && !lineEnd(text[i-1]) && !lineEnd(text[i+1])
	}
	for i := at; i < len(text); i++ {
		if ok(i) {
			return i
		}
	}
	for i := at - 1; i > 0; i-- {
		if ok(i) {
			return i
		}
	}
	return -1
}

// write appends raw with the parts encoded into it. A body may stand before the
// header in an object, so fields are written in the order of raw.
func (b *Back) write(dst, raw []byte, parts []part) ([]byte, error) {
	order := [2]int{0, 1}
	if b.fields[1].start < b.fields[0].start {
		order = [2]int{1, 0}
	}
	at := 0
	for _, i := range order {
		f := &b.fields[i]
		if f.codec == nil {
			continue
		}
		touched := false
		for _, p := range parts {
			touched = touched || p.field == i
		}
		if !touched {
			continue
		}
		dst = append(dst, raw[at:f.start]...)
		var err error
		if dst, err = f.write(dst, raw[f.start:f.end], parts, i); err != nil {
			return dst, err
		}
		at = f.end
	}
	return append(dst, raw[at:]...), nil
}

// write appends the content of one field with its parts.
func (f *field) write(dst, raw []byte, parts []part, own int) ([]byte, error) {
	if f.fixed {
		return f.writeBare(dst, raw, parts, own)
	}
	at, pos := 0, -f.skip // offset in raw; offset in the field's part of Text
	walk := func(to int) (int, error) {
		from := at
		for pos < to {
			n := bytes.IndexByte(raw[at:], f.codec.special())
			if n < 0 || n > to-pos {
				n = to - pos
			}
			at, pos = at+n, pos+n
			if pos < to {
				in, out := f.codec.unit(raw[at:])
				at, pos = at+in, pos+out
			}
		}
		if pos > to {
			return from, errInsideEscape
		}
		return from, nil
	}
	for _, p := range parts {
		if p.field != own {
			continue
		}
		from, err := walk(p.start - f.from)
		if err != nil {
			return dst, err
		}
		dst = append(dst, raw[from:at]...)
		if _, err = walk(p.end - f.from); err != nil {
			return dst, err
		}
		dst = f.codec.encode(dst, p.text, raw)
	}
	return append(dst, raw[at:]...), nil
}

// writeBare writes a field without quotes round it; it is quoted when its new
// content asks for that.
func (f *field) writeBare(dst, raw []byte, parts []part, own int) ([]byte, error) {
	c, ok := f.codec.(csvCodec)
	if !ok {
		return dst, errors.New("the field is not a string")
	}
	var text []byte
	at := 0
	for _, p := range parts {
		if p.field == own {
			text = append(append(text, raw[at:p.start-f.from+f.skip]...), p.text...)
			at = p.end - f.from + f.skip
		}
	}
	text = append(text, raw[at:]...)
	if !bytes.ContainsAny(text, "\"\r\n"+string(rune(c.comma))) {
		return append(dst, text...), nil
	}
	dst = append(dst, '"')
	return append(c.encode(dst, text, nil), '"'), nil
}
