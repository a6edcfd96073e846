package cable

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// build makes the blocks of flowing text and the ends of the paragraphs from the
// classified lines.
func (d *Document) build() {
	open := -1    // index of the block that a further line may extend
	prev := -1    // its last line
	gap := 0      // blank lines since then
	torn := false // a page mark stands since then
	echo := -1    // the copy of the last line, when only that stands since then
	paragraph, next := -1, 0
	start := d.paragraphLine(0) // the line of the next paragraph
	kinds := KindText.set()     // those of the lines that runOn passes over
	for i := 0; i < len(d.Lines); i++ {
		l := &d.Lines[i]
		kinds |= l.Kind.set()
		for ; start <= i; start = d.paragraphLine(next) {
			if !d.Paragraphs[next].RunOn {
				paragraph = next
			}
			next++
		}
		switch {
		case l.Zone&ZoneBlank != 0:
			gap++
			continue
		case l.Zone&ZoneFurniture != 0 || d.isCopyOfSubject(i) && open >= 0 && d.Blocks[open].Zone == ZoneProse:
			if echo = -1; l.Kind == KindEcho && gap == 0 && !torn {
				echo = i
			}
			torn = true
			continue
		case l.Zone&(ZoneSlug|ZoneSubject|ZoneAuthority|ZoneProse|ZoneTable|ZoneRepeat) == 0 || l.Zone&ZoneRepeat != 0:
			open, gap, torn = -1, 0, false
			continue
		}
		join := open >= 0 && d.joins(open, prev, i, gap, torn)
		if !join && l.Kind == KindText {
			l.Kind = KindUnnumbered
			if d.isHeading(i, gap) {
				l.Kind = KindHeading
			}
			kinds |= l.Kind.set()
		}
		if join {
			d.Blocks[open].Last = i
		} else {
			d.Blocks = append(d.Blocks, Block{First: i, Last: i, Kind: l.Kind, Zone: l.Zone, Paragraph: paragraph})
			open = len(d.Blocks) - 1
		}
		if join && gap > 0 && l.Zone == ZoneProse {
			if !torn {
				d.Breaks = append(d.Breaks, d.pageBreak(prev, i))
			} else if echo >= 0 && d.goesOn(prev, i, false) {
				d.Breaks = append(d.Breaks, d.pageBreak(echo, i))
			}
		}
		if n := next - 1; n >= 0 && d.Paragraphs[n].Line == i {
			paragraph = n
		}
		i = d.runOn(open, i+1, start) - 1
		prev, gap, torn = i, 0, false
	}
	d.Kinds = kinds
	d.headingBreaks()
	d.endParagraphs()
	for i := range d.Furniture {
		d.cut(&d.Furniture[i])
	}
}

// paragraphLine is the line of the paragraph with index k; no line when there is none.
func (d *Document) paragraphLine(k int) int {
	if k < len(d.Paragraphs) {
		return d.Paragraphs[k].Line
	}
	return len(d.Lines)
}

// runOn adds the lines from i on to block open, whose last line stands directly
// above, as long as they are further lines of the same paragraph, as most lines
// are, and stand before line end. It gives the first line that it does not add.
func (d *Document) runOn(open, i, end int) int {
	b := &d.Blocks[open]
	if b.Zone != ZoneProse || b.Kind == KindHeading {
		return i
	}
	lines := d.Lines[:end]
	n := i
	for n < len(lines) && lines[n].Kind == KindText && lines[n].Zone == ZoneProse {
		n++
	}
	if n > i && d.underlined(n-1) {
		n-- // it may be a heading
	}
	if n > i {
		b.Last = n - 1
	}
	return n
}

// joins reports whether line i goes on with block open, whose last line is prev.
func (d *Document) joins(open, prev, i, gap int, torn bool) bool {
	b, l := &d.Blocks[open], &d.Lines[i]
	if l.Zone != b.Zone {
		return false
	}
	switch l.Kind {
	case KindSlug, KindAuthority:
		return l.Kind == b.Kind && gap == 0 && d.Lines[prev].Kind == l.Kind
	case KindSubject:
		return b.Kind == KindSubject
	case KindTable:
		return gap == 0
	case KindParagraph, KindUnnumbered:
		return false
	}
	if b.Kind == KindHeading {
		return false
	}
	if gap == 0 && !torn {
		return !d.underlined(i) || !d.short(i)
	}
	return d.goesOn(prev, i, torn)
}

// underlined reports whether a ruler stands below line i.
func (d *Document) underlined(i int) bool {
	return i+1 < len(d.Lines) && d.Lines[i+1].Kind == KindRuler
}

// short reports whether line i is too short to be a full line of prose.
func (d *Document) short(i int) bool { return d.content(i).Len() < 70 }

// goesOn reports whether the sentence of line prev goes on at line i although
// blank lines or a page mark stand between. torn is whether a page mark does.
func (d *Document) goesOn(prev, i int, torn bool) bool {
	a := d.lastWords(prev)
	ended := endsSentence(a)
	if ended && !bytes.HasSuffix(a, []byte("U.S.")) {
		return false
	}
	b := d.firstWords(i)
	if len(b) == 0 || ended && !isLower(b[0]) || d.underlined(i) && d.short(i) {
		return false
	}
	if torn && b[0] == ')' && opensParenthesis(a) {
		return true // what looks like a bullet closes it
	}
	if isBullet(b) {
		return false
	}
	if isLower(b[0]) {
		if isShouting(a) && !isShouting(b) {
			return false // a heading, or a subject that a page break printed again
		}
		return torn || len(a) > 45
	}
	if torn {
		return len(a) > 30 || len(b) > 45 || leavesOpen(a)
	}
	if len(a) <= 45 || isShouting(b) {
		return closesNote(a, b)
	}
	if leavesOpen(a) {
		return len(b) > 45 || endsSentence(b) && !opensList(b)
	}
	return closesNote(a, b) || len(a) < 90 && len(b) > 45 && isLetter(b[0]) && d.isProse(prev-1) && d.isProse(i+1)
}

// opensList reports whether b ends in a colon or a semicolon: it is an item of a list
// or stands over one.
func opensList(b []byte) bool { return b[len(b)-1] == ':' || b[len(b)-1] == ';' }

// closesNote reports whether a ends in the word End and b says of what: "End" and
// "Summary." are one formula.
func closesNote(a, b []byte) bool {
	w := a[bytes.LastIndexByte(a, ' ')+1:]
	return len(w) == 3 && w[0] == 'E' && equalFold(w, "end") && (hasFold(b, "summary") || hasFold(b, "comment") || hasFold(b, "note"))
}

// lastWords is the text of line i that a sentence may leave open: from the last
// paragraph that starts in its middle on, without a page mark at its end.
func (d *Document) lastWords(i int) []byte {
	s := d.content(i)
	k := d.paragraphsBefore(i+1) - 1
	if k >= 0 && d.Paragraphs[k].Line == i && d.Paragraphs[k].RunOn {
		s.Start = d.Paragraphs[k].NumberSpan.Start
	}
	for k := d.markAfter(s.Start); k < len(d.Marks) && d.Marks[k].Span.Start < s.End; k++ {
		if m := &d.Marks[k]; m.Zone == ZoneFurniture && m.Span.Start > s.Start && m.Span.End >= s.End {
			return d.Bytes(d.trimEnd(Span{s.Start, m.Span.Start}))
		}
	}
	return d.Bytes(s)
}

// paragraphsBefore is the number of paragraphs that start above line i.
func (d *Document) paragraphsBefore(i int) int {
	k := 0
	for n := len(d.Paragraphs); n > 0; {
		half := (n + 1) / 2
		k += half &^ behind(int64(d.Paragraphs[k+half-1].Line), int64(i)-1)
		n -= half
	}
	return k
}

// firstWords is the text of line i with which a sentence may go on: without a page mark
// at its start, and up to a paragraph that starts in its middle.
func (d *Document) firstWords(i int) []byte {
	s := d.afterMark(d.content(i))
	for k := d.paragraphsBefore(i); k < len(d.Paragraphs) && d.Paragraphs[k].Line == i; k++ {
		if p := &d.Paragraphs[k]; p.RunOn && p.NumberSpan.Start > s.Start {
			return d.Bytes(d.trimEnd(Span{s.Start, p.NumberSpan.Start}))
		}
	}
	return d.Bytes(s)
}

// opensParenthesis reports whether b leaves a parenthesis open.
func opensParenthesis(b []byte) bool {
	return bytes.LastIndexByte(b, '(') > bytes.LastIndexByte(b, ')')
}

// isProse reports whether line i is a full line of a paragraph: the items of a
// list that stand apart have none above and below.
func (d *Document) isProse(i int) bool {
	if i < 0 || i >= len(d.Lines) || d.Lines[i].Zone != ZoneProse {
		return false
	}
	k := d.Lines[i].Kind
	return (k == KindText || k == KindParagraph) && !isShouting(d.text(i))
}

// isBullet reports whether b starts a list item; its dash may be folded to a
// parenthesis.
func isBullet(b []byte) bool {
	switch b[0] {
	case '-', '*', '+':
		return true
	case ')':
		return len(b) == 1 || b[1] == ' '
	}
	return len(b) > 2 && (isLetter(b[0]) || isDigit(b[0])) && (b[1] == '.' || b[1] == ')') && b[2] == ' '
}

// leavesOpen reports whether b ends in a word after which a sentence must go on.
func leavesOpen(b []byte) bool {
	w := b[bytes.LastIndexByte(b, ' ')+1:]
	var buf [8]byte
	if len(w) == 0 || len(w) > len(buf) {
		return false
	}
	for i, c := range w {
		buf[i] = lower(c)
	}
	switch string(buf[:len(w)]) {
	case "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "that", "which", "who",
		"as", "is", "are", "was", "were", "be", "been", "has", "had", "have", "his", "her", "their", "its", "our", "this", "these",
		"but", "not", "than", "into", "over", "under", "between", "among", "after", "before", "would", "will", "could", "should",
		"may", "can", "said", "if", "when", "while", "where", "about", "against", "during", "through", "without", "within", "both", "former":
		return true
	}
	return false
}

// pageBreak describes the blank lines between lines prev and i.
func (d *Document) pageBreak(prev, i int) Break {
	return Break{
		Line:  prev + 1,
		Span:  Span{d.Lines[prev].Next(), d.Lines[i].Start},
		Lower: isLower(d.firstWords(i)[0]),
	}
}

// isHeading reports whether line i, with gap blank lines before it, is a heading:
// short, alone, and without a stop, or between rulers.
func (d *Document) isHeading(i, gap int) bool {
	s := d.content(i)
	if s.Len() > 90 {
		return false
	}
	if d.underlined(i) {
		return true
	}
	if i > 0 && d.Lines[i-1].Kind == KindRuler && i+1 < len(d.Lines) && d.isBlank(i+1) {
		return s.Len() < 75
	}
	n := d.nextText(i + 1)
	if n == i+1 || n == len(d.Lines) {
		return n < len(d.Lines) && s.Len() < 60 && !endsSentence(d.Bytes(s)) && d.Lines[n].Kind == KindParagraph
	}
	b := d.Bytes(s)
	if s.Len() > 70 || isBullet(b) || isLower(b[0]) {
		return false
	}
	if t := d.text(n); len(t) > 0 && isLower(t[0]) && s.Len() > 45 {
		return false // a line of prose in a layout with a blank line between lines
	}
	if leavesOpen(b) && d.Lines[n].Kind == KindText && d.goesOn(i, n, false) {
		return false // the same, and the next line opens with a name
	}
	switch c := b[len(b)-1]; c {
	case ',', ';', '-', '(':
		return false
	case '.':
		return hasFold(b, "summary") || hasFold(b, "comment") || hasFold(b, "introduction")
	}
	return true
}

// endParagraphs says where each paragraph ends: before the next one of its rank,
// or where the prose ends.
func (d *Document) endParagraphs() {
	end := d.proseEnd()
	for k := len(d.Paragraphs) - 1; k >= 0; k-- {
		p := &d.Paragraphs[k]
		last, at := end, uint32(0)
		for n := k + 1; n < len(d.Paragraphs); n++ {
			q := &d.Paragraphs[n]
			if q.Nested && !p.Nested {
				n = d.lastNested(n)
				continue
			}
			last = q.Line - 1
			if q.RunOn {
				last, at = q.Line, q.NumberSpan.Start
			}
			break
		}
		p.Last = max(p.Line, d.lastText(last, p.Line))
		p.Text.End = max(p.Text.Start, d.content(p.Last).End)
		if at > 0 {
			p.Text.End = max(p.Text.Start, d.trimEnd(Span{p.Text.Start, at}).End)
		}
	}
}

// lastNested is the last of the nested paragraphs that follow one another from n on.
func (d *Document) lastNested(n int) int {
	for n+1 < len(d.Paragraphs) && d.Paragraphs[n+1].Nested {
		n++
	}
	return n
}

// lastText is the last line of prose or table in [first, i].
func (d *Document) lastText(i, first int) int {
	for ; i > first; i-- {
		l := &d.Lines[i]
		if l.Zone&(ZoneProse|ZoneTable) != 0 && l.Kind != KindHeading {
			return i
		}
	}
	return first
}

// proseEnd is the last line that may belong to a paragraph.
func (d *Document) proseEnd() int { return len(d.Lines) - 1 }

// longestBreak is how many lines a page break may have. What is longer is no
// break in a sentence, and looking further would cost the square of a row of marks.
const longestBreak = 64

// farthestText bounds how far from a page mark the text round it is looked for,
// in lines: a run of marks must not cost the square of its length.
const farthestText = 64

// cut computes what to remove with a page mark, and whether it tears a sentence.
func (d *Document) cut(f *Furniture) {
	if len(d.Paragraphs) == 0 && f.Line >= d.BodyLine {
		f.Header = false // a text without numbers begins behind the header
	}
	if f.Inline {
		f.Cut = d.inlineCut(f)
		f.MidText = true
		if f.Legacy && f.Span.Start-d.Lines[f.Line].Start < farthestText && f.Span.Start == d.content(f.Line).Start {
			f.Cut.Start = d.Lines[d.classLines(f.Line)].Start
		}
		return
	}
	first, last := f.Line, d.LineAt(f.Span.End-1)
	prev, next := d.Around(f.Line, last)
	f.MidText = d.Tears(prev, next)
	if f.Legacy {
		first = d.classLines(first)
	}
	f.Cut = d.LinesCut(first, last, f.MidText || d.tearsHeading(prev, next))
}

// Around is the nearest lines above and below the lines [first, last] that are
// nothing that a page break makes, neither blank lines nor page furniture nor a copy
// of the SUBJECT or of SIPDIS: -1 and the number of lines when there is none. Neither is farther
// than a page break is long.
func (d *Document) Around(first, last int) (prev, next int) {
	prev, next = first-1, last+1
	for least := max(0, first-longestBreak); prev >= least && d.ofPageBreak(prev); {
		prev--
	}
	for most := min(len(d.Lines), last+longestBreak); next < most && d.ofPageBreak(next); {
		next++
	}
	return prev, next
}

// ofPageBreak reports whether line i is one that a page break makes.
func (d *Document) ofPageBreak(i int) bool {
	return d.Lines[i].Zone&(ZoneBlank|ZoneFurniture) != 0 || d.isCopyOfSubject(i) || d.RepeatsSIPDIS(i)
}

// isCopyOfSubject reports whether line i is of the SUBJECT printed again.
func (d *Document) isCopyOfSubject(i int) bool {
	return d.Lines[i].Kind == KindSubject && d.Lines[i].Zone == ZoneRepeat
}

// subjectRound reports whether a copy of the SUBJECT belongs to the page break of
// the lines [first, last].
func (d *Document) subjectRound(first, last int) bool {
	prev, next := d.Around(first, last)
	for i := prev + 1; i < next; i++ {
		if d.isCopyOfSubject(i) {
			return true
		}
	}
	return false
}

// Tears reports whether what stands between two lines, as [Document.Around] gives
// them, cuts a sentence or the SUBJECT in two.
func (d *Document) Tears(prev, next int) bool {
	if prev < 0 || next >= len(d.Lines) {
		return false
	}
	a, b := &d.Lines[prev], &d.Lines[next]
	return a.Zone&ZoneProse != 0 && b.Kind == KindText && d.goesOn(prev, next, true) || a.Zone&b.Zone&ZoneSubject != 0
}

// LinesCut is what to take out of the text with the lines [first, last]. Where they
// tear a sentence the blank lines round them go too. Else one gap stays of those that a
// page break makes, the uppermost; so it does where a copy of the SUBJECT stands
// among them, which is known by the blank line over it. So it does not matter which
// of several lines of a page break goes first.
func (d *Document) LinesCut(first, last int, torn bool) Span {
	top, end := first, last
	for top > 0 && d.isBlank(top-1) {
		top--
	}
	for end+1 < len(d.Lines) && d.isBlank(end+1) {
		end++
	}
	switch {
	case torn && !d.subjectRound(first, last):
		return Span{d.Lines[top].Start, d.Lines[end].Next()}
	case top < first:
		return Span{d.Lines[top].Next(), d.Lines[end].Next()}
	case d.blankOver(first):
		return Span{d.Lines[first].Start, d.Lines[end].Next()}
	default:
		return Span{d.Lines[first].Start, d.Lines[last].Next()}
	}
}

// blankOver reports whether a blank line stands over line i with nothing between
// but what a page break prints.
func (d *Document) blankOver(i int) bool {
	for p := i - 1; p >= max(0, i-longestBreak); p-- {
		switch {
		case d.isBlank(p):
			return true
		case !d.ofPageBreak(p):
			return false
		}
	}
	return false
}

// classLines is the first of the classification lines of a page that stand above
// its header at line i; i when there are none.
func (d *Document) classLines(i int) int {
	first := i
	for p := i - 1; p >= 0 && (d.isBlank(p) || d.Lines[p].Kind == KindLegacyPage && isClassLine(d.text(p))); p-- {
		if !d.isBlank(p) {
			first = p
		}
	}
	return first
}

// tearsHeading reports whether lines prev and next are a heading and its ruler.
func (d *Document) tearsHeading(prev, next int) bool {
	if prev < 0 || next >= len(d.Lines) {
		return false
	}
	if d.Lines[next].Kind == KindRuler {
		return d.Lines[prev].Kind == KindHeading && !d.overHeading(next)
	}
	return d.opensHeading(prev) && d.Lines[next].Kind == KindHeading && d.isRulerLine(next+1)
}

// inlineCut is the mark inside a line, with the blanks of one side.
func (d *Document) inlineCut(f *Furniture) Span {
	l := d.Lines[f.Line]
	s := f.Span
	s.End = skipBlank(d.Raw, s.End, l.End)
	if s.End == l.End {
		for s.Start > l.Start && d.Raw[s.Start-1] == ' ' {
			s.Start--
		}
	}
	return s
}

// headingBreaks adds the blank lines between a heading and one of its rulers, or
// inside a heading of two lines, where a page ended. A page ends in few places: where most headings of the cable
// stand apart from their rulers, that is its layout.
func (d *Document) headingBreaks() {
	found, whole, torn := len(d.Breaks), 0, 0
	for k := range d.Blocks {
		b := &d.Blocks[k]
		if b.Kind != KindHeading || b.Zone != ZoneProse {
			continue
		}
		over, under := d.textBefore(b.First-1), d.nextText(b.Last+1)
		ruled := d.isRulerLine(under) && !d.overHeading(under)
		switch {
		case ruled && under == b.Last+1 && over >= 0 && over < b.First-1 && d.opensHeading(over):
			d.Breaks = append(d.Breaks, Break{Line: over + 1, Span: Span{d.Lines[over].Next(), d.Lines[b.First].Start}, Heading: true})
			torn++
		case ruled && under > b.Last+1:
			d.Breaks = append(d.Breaks, Break{Line: b.Last + 1, Span: Span{d.Lines[b.Last].Next(), d.Lines[under].Start}, Heading: true})
			if over == b.First-1 && d.isRulerLine(over) || b.First == b.Last && d.content(under).Len() == d.content(b.Last).Len() {
				torn++ // between rulers, or underlined to its length
			}
		case ruled && over >= 0 && over < b.First-1 && b.First == b.Last && d.cutsHeading(over, b.First, under):
			d.Breaks = append(d.Breaks, Break{Line: over + 1, Span: Span{d.Lines[over].Next(), d.Lines[b.First].Start}, Heading: true})
			torn++
		case ruled:
			whole++
		}
	}
	n := len(d.Breaks) - found
	if n == 0 || n > max(1, whole) || whole == 0 && torn == 0 {
		d.Breaks = d.Breaks[:found] // those of build are in order
		return
	}
	slices.SortFunc(d.Breaks, func(a, b Break) int { return a.Line - b.Line })
}

// cutsHeading reports whether the blank lines between lines a and b cut a heading
// of two lines that stands over the ruler at line under: the ruler is as long as
// both, or as long as the first and as the ruler over that.
func (d *Document) cutsHeading(a, b, under int) bool {
	first, second := d.text(a), d.text(b)
	if d.Lines[a].Zone&ZoneProse == 0 || d.Lines[a].Kind == KindParagraph || endsSentence(first) || isShouting(first) != isShouting(second) {
		return false
	}
	n, m, ruler := utf8.RuneCount(first), utf8.RuneCount(second), d.rulerLength(under)
	if ruler > m+2 && near(ruler, n+1+m) {
		return true
	}
	return d.isRulerLine(a-1) && d.rulerLength(a-1) == ruler && near(ruler, n)
}

// near reports whether two lengths differ by one at most.
func near(a, b int) bool { return a-b <= 1 && b-a <= 1 }

// rulerLength is the number of marks of the ruler at line i.
func (d *Document) rulerLength(i int) int {
	b := d.text(i)
	return len(b) - bytes.Count(b, []byte{' '})
}

// opensHeading reports whether line i is a ruler that stands over a heading: one
// right below a line of text closes that line.
func (d *Document) opensHeading(i int) bool {
	return d.isRulerLine(i) && (i == 0 || d.Lines[i-1].Zone&(ZoneBlank|ZoneFurniture) != 0)
}

// overHeading reports whether the ruler at line i belongs to a heading below it.
func (d *Document) overHeading(i int) bool {
	n := d.nextText(i + 1)
	return n < len(d.Lines) && d.Lines[n].Kind == KindHeading && d.isRulerLine(d.nextText(n+1))
}

func (d *Document) isRulerLine(i int) bool {
	return i >= 0 && i < len(d.Lines) && d.Lines[i].Kind == KindRuler
}

// textBefore is the last line at or before i that is not blank; -1 when none is.
func (d *Document) textBefore(i int) int {
	for i >= 0 && d.isBlank(i) {
		i--
	}
	return i
}
