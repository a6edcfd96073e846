package report

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/fatih/color"

	"github.com/cablelint/cablelint/lint"
)

// contextLines is the number of unchanged lines round a change, as diff -u has.
const contextLines = 3

// Diff writes patches in unified form, as git apply and patch -p1 read them.
// Hunks come from the edits, which are known: nothing is searched for, and the
// bytes of the text are copied as they are, whatever their encoding. It does not change:
// goroutines may share it.
type Diff struct {
	color bool
	paint palette
}

// NewDiff is a writer of patches. With color, the words that change are marked.
func NewDiff(color bool) *Diff {
	return &Diff{color: color, paint: newPalette(color)}
}

// Append appends the patch of one text; nothing where the edits change nothing. The
// name is relative, with slashes. Edits are in order, disjoint and all refer to old.
func (d *Diff) Append(dst []byte, name string, old []byte, edits []lint.Edit) []byte {
	changes := diffChanges(old, edits)
	if len(changes) == 0 {
		return dst
	}
	p := patch{Diff: d, buf: dst}
	from, to := patchName("a/", name), patchName("b/", name)
	p.line(d.paint.bold, "diff --git "+from+" "+to)
	p.line(d.paint.bold, "--- "+from+tab(name))
	p.line(d.paint.bold, "+++ "+to+tab(name))
	p.hunks(old, changes)
	return p.buf
}

// patch is one patch in the making.
type patch struct {
	*Diff
	buf []byte
}

// line writes a line of the patch's own.
func (p *patch) line(c *color.Color, s string) { p.buf = append(p.paint.paint(p.buf, c, s), '\n') }

// tab ends a name with blanks in it, as GNU patch wants it.
func tab(name string) string {
	if strings.ContainsRune(name, ' ') {
		return "\t"
	}
	return ""
}

// patchName is a name as Git writes it: in C quotes where it holds control
// characters, quotes, backslashes or bytes that are not UTF-8.
func patchName(prefix, name string) string {
	plain := utf8.ValidString(name)
	for _, r := range name {
		plain = plain && r != '"' && r != '\\' && visible(r) == r
	}
	if plain {
		return prefix + name
	}
	var b strings.Builder
	b.WriteString(`"` + prefix)
	for i := range len(name) {
		switch c := name[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < 0x20 || c >= 0x7f:
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// change replaces whole lines: old[start:end], which begin at line (from 0),
// count them, and become text.
type change struct {
	start, end  int
	line, lines int
	text        []byte
	added       int // lines in text
}

// diffChanges turns edits into changes of whole lines, in order, apart from each
// other by at least one line. A line ends with a line feed.
func diffChanges(old []byte, edits []lint.Edit) []change {
	var out []change
	line, at := 0, 0 // at is the start of line
	for i := 0; i < len(edits); {
		start := lineStart(old, int(edits[i].Span.Start))
		line += bytes.Count(old[at:start], []byte{'\n'})
		at = start
		var text []byte
		end := start // everything before it is decided
		stop := start
		for ; i < len(edits) && (stop == start || int(edits[i].Span.Start) < stop || stop == len(old)); i++ {
			e := edits[i]
			text = append(text, old[end:e.Span.Start]...)
			text = append(text, e.New...)
			end = int(e.Span.End)
			stop = lineEnd(old, end)
		}
		text = append(text, old[end:stop]...)
		c := trimLines(old, change{start: start, end: stop, line: line, text: text})
		if c.start == c.end && len(c.text) == 0 {
			continue
		}
		c.lines = countLines(old[c.start:c.end])
		c.added = countLines(c.text)
		if n := len(out); n > 0 && out[n-1].end == c.start {
			out[n-1] = change{out[n-1].start, c.end, out[n-1].line, out[n-1].lines + c.lines, append(out[n-1].text, c.text...), out[n-1].added + c.added}
			continue
		}
		out = append(out, c)
	}
	return out
}

// trimLines takes equal whole lines off both ends of a change.
func trimLines(old []byte, c change) change {
	for {
		a, b := firstLine(old[c.start:c.end]), firstLine(c.text)
		if len(a) == 0 || !bytes.Equal(a, b) {
			break
		}
		c.start += len(a)
		c.text = c.text[len(a):]
		c.line++
	}
	for {
		a, b := lastLine(old[c.start:c.end]), lastLine(c.text)
		if len(a) == 0 || !bytes.Equal(a, b) {
			return c
		}
		c.end -= len(a)
		c.text = c.text[:len(c.text)-len(a)]
	}
}

func lineStart(b []byte, at int) int { return bytes.LastIndexByte(b[:at], '\n') + 1 }

// lineEnd is the end, with its line feed, of the line that holds offset at.
func lineEnd(b []byte, at int) int {
	if i := bytes.IndexByte(b[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(b)
}

func firstLine(b []byte) []byte { return b[:lineEnd(b, 0)] }

func lastLine(b []byte) []byte {
	if len(b) == 0 {
		return nil
	}
	return b[bytes.LastIndexByte(b[:len(b)-1], '\n')+1:]
}

// countLines counts lines, the last also where it has no line feed.
func countLines(b []byte) int {
	n := bytes.Count(b, []byte{'\n'})
	if len(b) > 0 && b[len(b)-1] != '\n' {
		n++
	}
	return n
}

// hunks writes the changes with their context; changes whose contexts touch share a hunk.
func (p *patch) hunks(old []byte, changes []change) {
	shift := 0 // lines added minus lines removed so far
	for i := 0; i < len(changes); {
		last := i
		for last+1 < len(changes) && changes[last+1].line-(changes[last].line+changes[last].lines) <= 2*contextLines {
			last++
		}
		shift += p.hunk(old, changes[i:last+1], shift)
		i = last + 1
	}
}

// hunk writes one hunk and returns by how many lines the text grows in it.
func (p *patch) hunk(old []byte, changes []change, shift int) int {
	first, last := changes[0], changes[len(changes)-1]
	top, lead := first.start, 0
	for ; lead < contextLines && top > 0; lead++ {
		top = lineStart(old, top-1)
	}
	bottom, tail := last.end, 0
	for ; tail < contextLines && bottom < len(old); tail++ {
		bottom = lineEnd(old, bottom)
	}
	before := last.line + last.lines - first.line + lead + tail
	grown := 0
	for _, c := range changes {
		grown += c.added - c.lines
	}
	p.line(p.paint.id, "@@ -"+hunkRange(first.line-lead, before)+" +"+hunkRange(first.line-lead+shift, before+grown)+" @@")
	at := top
	for _, c := range changes {
		p.context(old[at:c.start])
		p.changed(old[c.start:c.end], c.text)
		at = c.end
	}
	p.context(old[at:bottom])
	return grown
}

// hunkRange is a start line from 1 and a count, as unified diffs write them: an
// empty range names the line before it, and a count of one is left out.
func hunkRange(line, count int) string {
	switch count {
	case 0:
		return strconv.Itoa(line) + ",0"
	case 1:
		return strconv.Itoa(line + 1)
	default:
		return strconv.Itoa(line+1) + "," + strconv.Itoa(count)
	}
}

func (p *patch) context(b []byte) {
	for len(b) > 0 {
		l := firstLine(b)
		p.put(' ', l, nil)
		b = b[len(l):]
	}
}

// changed writes the removed lines, then the added ones.
func (p *patch) changed(old, text []byte) {
	var oldMarks, newMarks []stretch
	if p.color {
		oldMarks, newMarks = changedWords(old, text)
	}
	p.side('-', old, oldMarks)
	p.side('+', text, newMarks)
}

func (p *patch) side(sign byte, b []byte, marks []stretch) {
	for at := 0; at < len(b); {
		l := firstLine(b[at:])
		p.put(sign, l, within(marks, at, at+len(l)))
		at += len(l)
	}
}

// put writes one line of a hunk. For a terminal, colours are added and what a
// terminal would obey is made visible; a patch that is read by a program keeps every byte.
func (p *patch) put(sign byte, line []byte, marks []stretch) {
	ended := len(line) > 0 && line[len(line)-1] == '\n'
	if p.color {
		p.buf = append(p.buf, p.painted(sign, bytes.TrimSuffix(line, []byte{'\n'}), marks)...)
	} else {
		p.buf = append(p.buf, sign)
		p.buf = append(p.buf, bytes.TrimSuffix(line, []byte{'\n'})...)
	}
	p.buf = append(p.buf, '\n')
	if !ended {
		p.buf = append(p.buf, "\\ No newline at end of file\n"...)
	}
}
