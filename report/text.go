package report

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/fatih/color"

	"github.com/cablelint/cablelint/lint"
)

// layout is a way to lay out findings for people.
type layout uint8

const (
	full    layout = iota // source line, caret, fix
	concise               // one line a finding
	grouped               // one line a finding, under the name of its cable
)

// widest is the number of code points of a source line that is shown; a longer
// one is shown as a window round the finding.
const widest = 100

// text reports to people.
type text struct {
	w      io.Writer
	opt    Options
	layout layout
	color  palette
	n      int // cables shown
}

func newText(w io.Writer, opt Options) Reporter {
	return &text{w: w, opt: opt, color: newPalette(opt.Color)}
}

func newConcise(w io.Writer, opt Options) Reporter {
	return &text{w: w, opt: opt, layout: concise, color: newPalette(opt.Color)}
}

func newGrouped(w io.Writer, opt Options) Reporter {
	return &text{w: w, opt: opt, layout: grouped, color: newPalette(opt.Color)}
}

func (t *text) Begin(*Run) error { return nil }

func (t *text) Render(dst []byte, r *Result) []byte {
	if t.opt.Statistics {
		return dst
	}
	p := told{text: t, r: r, buf: dst}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Severity < t.opt.Least {
			continue
		}
		if len(p.buf) == len(dst) && t.layout == grouped {
			p.heading()
		}
		p.finding(f)
	}
	return p.buf
}

func (t *text) Cable(r *Result) error { return renderAndPut(t, r) }

func (t *text) Put(rendered []byte) error {
	if t.n == 0 && t.layout == grouped {
		rendered = rendered[1:] // no blank line before the first heading
	}
	t.n++
	_, err := t.w.Write(rendered)
	return err
}

// told is what is being said of one cable.
type told struct {
	*text
	r    *Result
	buf  []byte
	name [2]int // where in buf the name of the document was written first
}

// heading names the cable of the findings that follow.
func (t *told) heading() {
	name := Printable(t.r.Document)
	if t.r.ID != "" && !strings.Contains(t.r.Document, t.r.ID) {
		name += " (" + Printable(t.r.ID) + ")"
	}
	t.buf = append(t.buf, '\n')
	t.line(t.color.bold.Sprint(name))
}

func (t *told) finding(f *lint.Finding) {
	at := t.r.Position(f.Span.Start)
	if t.layout == grouped {
		t.buf = append(t.buf, "  "...)
	}
	t.place(at)
	if t.layout != grouped {
		t.buf = append(t.buf, ':')
	}
	t.buf = append(t.buf, ' ')
	t.buf = append(t.color.paint(t.buf, t.color.severity(f.Severity), severityName(f.Severity)), ' ')
	t.buf = append(t.color.paint(t.buf, t.color.id, f.Rule.ID), ": "...)
	start := len(t.buf)
	t.buf = lint.AppendMessage(t.buf, f.Message, f.Args, t.opt.Redact)
	if shown := t.buf[start:]; !allPlain(shown) && !lint.IsVisible(shown) {
		t.buf = lint.AppendVisible(t.buf[:start], string(shown))
	}
	t.buf = append(t.buf, '\n')
	if t.layout != full {
		return
	}
	gutter := digitsOf(at.Line)
	if !t.opt.Redact && len(t.r.Cable.Raw) > 0 {
		t.source(f, at, gutter)
	}
	for _, p := range f.Related {
		t.margin(gutter)
		t.buf = append(t.buf, "note: line "...)
		t.buf = append(strconv.AppendInt(t.buf, int64(t.r.Position(p.Span.Start).Line), 10), ": "...)
		t.buf = append(lint.AppendVisible(t.buf, p.Message), '\n')
	}
	if f.Fix != nil && f.Fix.Applicability != lint.NoFix {
		t.margin(gutter)
		t.fix(f.Fix)
	}
	t.buf = append(t.buf, '\n')
}

// place says where a finding is: document, line and column, or without the
// document where its name stands above.
func (t *told) place(at Position) {
	start := len(t.buf)
	switch {
	case t.layout == grouped:
	case t.name[1] > 0:
		t.buf = append(t.buf, t.buf[t.name[0]:t.name[1]]...)
	default:
		t.buf = append(lint.AppendVisible(t.buf, t.r.Document), ':')
		if !t.color.on { // colours stand in front of it
			t.name = [2]int{start, len(t.buf)}
		}
	}
	t.buf = append(strconv.AppendInt(t.buf, int64(at.Line), 10), ':')
	t.buf = strconv.AppendInt(t.buf, int64(at.Column), 10)
	if t.color.on {
		t.buf = t.color.paint(t.buf[:start], t.color.place, string(t.buf[start:]))
	}
}

// allPlain reports whether every byte shows as it stands.
func allPlain(b []byte) bool { return plainBytes(b) == len(b) }

// plainBytes is how many bytes at the start of b show as they stand.
func plainBytes(b []byte) int {
	i := 0
	for ; i <= len(b)-32; i += 32 {
		s := (*[32]byte)(b[i:])
		if odd(s[:8])|odd(s[8:16])|odd(s[16:24])|odd(s[24:]) != 0 {
			break
		}
	}
	for ; i <= len(b)-8; i += 8 {
		if odd((*[8]byte)(b[i:])[:]) != 0 {
			break
		}
	}
	for i < len(b) && b[i] >= ' ' && b[i] <= '~' {
		i++
	}
	return i
}

// odd is [lint.OddBytes] of a slice.
func odd(b []byte) uint64 { return lint.OddBytes(binary.LittleEndian.Uint64(b)) }

// digitsOf is how many digits a number has.
func digitsOf(n int) int {
	k := 1
	for ; n >= 10; n /= 10 {
		k++
	}
	return k
}

// margin leaves the place of a line number free.
func (t *told) margin(gutter int) {
	t.buf = appendRun(t.buf, blanks, gutter+2)
}

// blanks and carets are as long as what is shown of a line.
const (
	blanks = "                                                                                                                        "
	carets = "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
)

// appendRun appends n bytes of a run of equal ones.
func appendRun(dst []byte, run string, n int) []byte {
	for ; n > len(run); n -= len(run) {
		dst = append(dst, run...)
	}
	return append(dst, run[:max(n, 0)]...)
}

// source shows the line of the finding under the one before it, and a caret.
func (t *told) source(f *lint.Finding, at Position, gutter int) {
	raw := t.r.Cable.Raw
	start, end := t.lineAround(at.Line, f.Span.Start)
	if at.Line > 1 {
		before, last := t.lineAround(at.Line-1, 0)
		if len(bytes.TrimSpace(raw[before:last])) > 0 {
			t.numbered(at.Line-1, gutter, raw[before:last], 0, 0)
		}
	}
	from := min(int(f.Span.Start), end) // it may start in the line ending
	indent, width := t.numbered(at.Line, gutter, raw[start:end], from-start, max(from, min(int(f.Span.End), end))-start)
	t.margin(gutter)
	t.buf = append(t.color.paint(t.buf, t.color.dim, "|"), ' ')
	t.buf = appendRun(t.buf, blanks, indent)
	if t.color.on {
		t.line(t.color.caret.Sprint(strings.Repeat("^", width)))
		return
	}
	t.buf = append(appendRun(t.buf, carets, width), '\n')
}

// numbered shows a line behind its number, without the blanks at its end, and
// says what [window] does.
func (t *told) numbered(n, gutter int, line []byte, start, end int) (indent, width int) {
	t.buf = append(t.buf, ' ')
	if t.color.on {
		t.buf = append(t.buf, t.color.dim.Sprintf("%*d", gutter, n)...)
	} else {
		t.buf = appendRun(t.buf, blanks, gutter-digitsOf(n))
		t.buf = strconv.AppendInt(t.buf, int64(n), 10)
	}
	t.buf = append(t.buf, ' ')
	t.buf = append(t.color.paint(t.buf, t.color.dim, "|"), ' ')
	t.buf, indent, width = window(t.buf, line, start, end, t.room(gutter))
	t.buf = append(bytes.TrimRight(t.buf, " "), '\n')
	return indent, width
}

// narrowest is the number of code points of a source line that are shown however
// narrow the terminal is.
const narrowest = 10

// room is the number of code points of a source line that fit behind its number,
// with the points that say that it goes on.
func (t *text) room(gutter int) int {
	if t.opt.Width == 0 {
		return widest
	}
	return max(narrowest, min(widest, t.opt.Width-gutter-len(" ")-len(" | ")-len("...")))
}

// farthest is how far from a finding its line is followed: further than what can
// be shown of it.
const farthest = 4 * (widest + 10)

// lineAround is the line of a number, without its ending, as far as it matters
// for a finding at an offset.
func (t *told) lineAround(number int, at uint32) (start, end int) {
	lines := t.r.Cable.Lines
	if number > len(lines) {
		return len(t.r.Cable.Raw), len(t.r.Cable.Raw)
	}
	l := &lines[number-1]
	at = min(max(at, l.Start), l.End)
	return max(int(l.Start), int(at)-farthest), min(int(l.End), int(at)+farthest)
}

// fix says in one line what would be done.
func (t *told) fix(fix *lint.Fix) {
	switch fix.Applicability {
	case lint.Unsafe:
		t.buf = append(t.buf, "suggestion (--unsafe): "...)
	case lint.Display:
		t.buf = append(t.buf, "advice: "...)
	default:
		t.buf = append(t.buf, "fix: "...)
	}
	t.buf = lint.AppendVisible(t.buf, fix.Message)
	if len(fix.Edits) > 2 {
		t.buf = append(t.buf, " ("...)
		t.buf = append(strconv.AppendInt(t.buf, int64(len(fix.Edits)), 10), " edits)"...)
	}
	if !t.opt.Redact && len(fix.Edits) == 1 {
		t.edit(&fix.Edits[0])
	}
	t.buf = append(t.buf, '\n')
}

// edit shows a short edit as old -> new.
func (t *told) edit(e *lint.Edit) {
	old := t.r.Cable.Raw[e.Span.Start:e.Span.End]
	if !short(old) || !short(e.New) || len(old)+len(e.New) == 0 {
		return
	}
	t.buf = t.color.paint(t.buf, t.color.dim, ": ")
	t.quoted(t.color.del, old)
	t.buf = append(t.buf, " -> "...)
	t.quoted(t.color.add, e.New)
}

// quoted shows the text of an edit in its colour.
func (t *told) quoted(c *color.Color, b []byte) {
	start := len(t.buf)
	if len(b) == 0 {
		t.buf = append(t.buf, "nothing"...)
	} else {
		t.buf = append(t.buf, '"')
		if allPlain(b) {
			t.buf = append(t.buf, b...)
		} else {
			t.buf = append(t.buf, Printable(string(b))...)
		}
		t.buf = append(t.buf, '"')
	}
	if t.color.on {
		t.buf = append(t.buf[:start], c.Sprint(string(t.buf[start:]))...)
	}
}

// short reports whether an edit's text can be shown inside a line.
func short(b []byte) bool { return len(b) <= 40 && bytes.IndexByte(b, '\n') < 0 }

func (t *told) line(s string) {
	t.buf = append(t.buf, s...)
	t.buf = append(t.buf, '\n')
}

// window appends a line, or the part of a long one round the bytes [start, end),
// to dst: with one column for a code point, the columns before the mark and the
// columns under it, which are at least one. About wide code points are shown.
func window(dst, line []byte, start, end, wide int) (shown []byte, indent, width int) {
	from := windowStart(line, start, end, wide)
	n := 0
	if from > 0 {
		dst = append(dst, "..."...)
		n, indent = 3, 3
	}
	last := min(len(line), from+wide-n)
	if part := line[from:last]; allPlain(part) { // one byte, one column
		dst = append(dst, part...)
		if last < len(line) {
			dst = append(dst, "..."...)
		}
		return dst, indent + min(start, last) - from, max(min(end, last)-start, 1)
	}
	for i := from; i < len(line); {
		if n >= wide {
			dst = append(dst, "..."...)
			break
		}
		next := i + plainBytes(line[i:min(len(line), i+wide-n)])
		if next > i { // one byte, one column
			dst = append(dst, line[i:next]...)
			n += next - i
			indent += max(min(next, start)-i, 0)
			width += max(min(next, end)-max(i, start), 0)
			i = next
			continue
		}
		r, size := rune(line[i]), 1
		switch {
		case r >= utf8.RuneSelf:
			r, size = utf8.DecodeRune(line[i:])
			dst = utf8.AppendRune(dst, visible(r))
		case r == '\t':
			dst = append(dst, ' ')
		default:
			dst = utf8.AppendRune(dst, visible(r))
		}
		n++
		switch {
		case i < start:
			indent++
		case i < end:
			width++
		}
		i += size
	}
	return dst, indent, max(width, 1)
}

// windowStart is where the shown part of a line starts: at its start when the
// mark, or enough of a long one, is shown then.
func windowStart(line []byte, start, end, wide int) int {
	lead := wide / 2
	room := wide - lead/4
	needed := min(len(line), end, start+wide/4)
	if needed <= room || needed <= room*utf8.UTFMax && utf8.RuneCount(line[:needed]) <= room {
		return 0
	}
	if from := max(0, start-lead); allPlain(line[from:start]) {
		return from
	}
	from := start
	for n := 0; from > 0 && n < lead; n++ {
		_, size := utf8.DecodeLastRune(line[:from])
		from -= size
	}
	return from
}

func (t *text) End(s *Summary) error {
	p := told{text: t}
	if t.opt.Statistics {
		p.statistics(s)
	}
	if !t.opt.Quiet {
		if len(p.buf) > 0 || t.n > 0 && t.layout != full {
			p.buf = append(p.buf, '\n')
		}
		p.summary(s)
	}
	_, err := t.w.Write(p.buf)
	return err
}

// statistics is one line a rule, most findings first.
func (t *told) statistics(s *Summary) {
	rows, wide := s.mostFirst(), 0
	for _, c := range rows {
		wide = max(wide, len(c.Rule.ID))
	}
	if len(rows) > 0 {
		t.line(t.color.bold.Sprintf("%8s %8s %8s  %s", "findings", "cables", "fixable", "rule"))
	}
	for _, c := range rows {
		t.line(fmt.Sprintf("%8d %8d %8d  %-*s %s", c.Findings, c.Cables, c.Fixable, wide, c.Rule.ID, c.Rule.Title))
	}
}

func (t *told) summary(s *Summary) {
	read := Count(s.Documents, "cable")
	hidden := s.Findings.Below(t.opt.Least)
	if s.Findings.Total() == 0 {
		t.line(t.color.add.Sprint("no findings") + " in " + read + extra(s))
		return
	}
	t.line(t.counts(s.Findings, t.opt.Least) + " in " + read + extra(s))
	if hidden > 0 {
		t.line(fmt.Sprintf("%s not shown: --severity info shows them", Count(hidden, "finding at info")))
	}
	if line := would(s.Fixable); line != "" {
		t.line(line)
	}
}

func (t *text) counts(c Counts, least lint.Severity) string {
	parts := []string{}
	add := func(n int, word string, s lint.Severity) {
		if n > 0 && s >= least {
			parts = append(parts, Count(n, word))
		}
	}
	add(c.Error, "error", lint.Error)
	add(c.Warning, "warning", lint.Warning)
	if c.Info > 0 && least == lint.Info {
		parts = append(parts, strconv.Itoa(c.Info)+" info")
	}
	if len(parts) == 0 {
		return "nothing at " + severityName(least) + " or above"
	}
	return strings.Join(parts, ", ")
}

// extra says what was not read.
func extra(s *Summary) string {
	out := ""
	if s.Skipped > 0 {
		out += fmt.Sprintf("; %s skipped", Count(s.Skipped, "other file"))
	}
	if s.Failed > 0 {
		out += fmt.Sprintf("; %d could not be read", s.Failed)
	}
	return out
}

// would says for how many of these findings the command fix has a repair. It may
// hold some back, which only its check can tell: that is as long as fixing.
func would(f Fixable) string {
	now := f.Safe - f.SafeInfo
	var more []string
	if f.SafeInfo > 0 {
		more = append(more, fmt.Sprintf("%d more with --fix-info", f.SafeInfo))
	}
	if f.Unsafe > 0 {
		more = append(more, fmt.Sprintf("%d more with --unsafe", f.Unsafe))
	}
	switch {
	case now > 0:
		return strings.Join(append([]string{"cablelint fix has repairs for " + Count(now, "finding")}, more...), "; ")
	case len(more) > 0:
		return "cablelint fix has repairs for none of them; " + strings.Join(more, "; ")
	default:
		return ""
	}
}

// Count is a number and a noun, in the plural where it must be: "2 cables",
// "1 finding at info".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	head, rest, _ := strings.Cut(noun, " at ")
	if rest != "" {
		rest = " at " + rest
	}
	return strconv.Itoa(n) + " " + head + "s" + rest
}
