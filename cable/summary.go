package cable

import "bytes"

// summaryWindow bounds how far after the start of a summary its END SUMMARY is
// looked for, in bytes, and how far into the body a summary may start, in lines.
const (
	summaryWindow = 20000
	summaryLines  = 120
)

// Summary is the text of the summary in Raw, from its first to its last word, and
// empty when there is none: below a heading of its own, or in a paragraph that
// begins with the word, up to END SUMMARY, or else to the end of the paragraph or
// the next heading. Few ask for it: each call looks for it.
func (d *Document) Summary() Span {
	last := len(d.Lines)
	if d.Next > 0 {
		last = min(last, d.Next)
	}
	if i := d.gluedHeading(); i >= 0 {
		if s := d.summaryFrom(i, d.content(i).End, last); !s.Empty() {
			return s
		}
	}
	for i, left := d.bodyStart(), summaryLines; i < last && left > 0; i++ {
		l := d.Lines[i]
		if l.Zone&(ZoneBlank|ZoneFurniture|ZoneRepeat|ZoneRuler) != 0 {
			continue
		}
		left--
		at := d.paragraphText(i)
		end, ok := summaryHeading(d.Raw[:l.End], int(at))
		if !ok {
			continue
		}
		if s := d.summaryFrom(i, uint32(end), last); !s.Empty() {
			return s
		}
	}
	return Span{}
}

// gluedHeading is the last line of the header when the heading SUMMARY ran into
// it ("REASON: 1.4 (B) Summary -----"); -1 when it did not.
func (d *Document) gluedHeading() int {
	i := d.bodyStart() - 1
	for i > 0 && d.Lines[i].Zone&(ZoneBlank|ZoneFurniture) != 0 {
		i--
	}
	if i < 0 || d.Lines[i].Kind != KindAuthority && d.Lines[i].Kind != KindReference {
		return -1
	}
	b := d.text(i)
	for len(b) > 0 && (b[len(b)-1] == '-' || b[len(b)-1] == '=' || isBlank(b[len(b)-1])) {
		b = b[:len(b)-1]
	}
	if k := len(b) - len("SUMMARY"); k > 0 && isBlank(b[k-1]) && foldAt(b, k, "SUMMARY") {
		return i
	}
	return -1
}

// bodyStart is the line from which a summary may start. The header may have
// swallowed a heading that follows it without a blank line.
func (d *Document) bodyStart() int {
	return min(max(0, d.BodyLine), len(d.Lines))
}

// paragraphText is the offset at which the text of line i starts, after the
// number and the portion mark of a paragraph that starts there.
func (d *Document) paragraphText(i int) uint32 {
	s := d.content(i)
	lo, hi := 0, len(d.Paragraphs)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if d.Paragraphs[mid].Line < i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(d.Paragraphs) {
		if p := d.Paragraphs[lo]; p.Line == i && !p.RunOn && p.Text.Start >= s.Start {
			return min(max(s.Start, p.Text.Start), s.End)
		}
	}
	if m, next := d.parsePortionMark(s.Start, s.End); m.Marked() {
		return min(next, s.End)
	}
	return s.Start
}

// summaryHeading reads SUMMARY, with what may be joined to it, at i of a line
// that ends where b ends. end is the offset after it and its punctuation.
func summaryHeading(b []byte, i int) (end int, ok bool) {
	i = skipHeadingPunctuation(b, i)
	for _, w := range [...]string{"BEGIN", "EXECUTIVE", "BRIEF", "SHORT"} {
		if wordAt(b, i, w) {
			i = skipBlanks(b, i+len(w))
		}
	}
	for range 3 { // INTRODUCTION AND SUMMARY
		n := headingWord(b, i)
		if n == 0 {
			break
		}
		k := skipSummaryJoint(b, i+n)
		if k == skipBlanks(b, i+n) {
			return 0, false
		}
		i = k
	}
	if !foldAt(b, i, "SUMMARY") || isLetter(byteAt(b, i+len("SUMMARY"))) {
		return 0, false
	}
	capitals := allCapitals(b[i : i+len("SUMMARY")])
	i += len("SUMMARY")
	for {
		k := skipSummaryJoint(b, i)
		n := headingWord(b, k)
		if n == 0 {
			n = headingTitle(b, i, k)
		}
		if n == 0 {
			break
		}
		i = k + n
	}
	i = skipContinued(b, i)
	k := skipBlanks(b, i)
	switch {
	case k == len(b):
		return k, true
	case b[k] == '.' || b[k] == ':' || b[k] == ';' || b[k] == '-' || b[k] == ')' || b[k] == ']' || b[k] == '(' || b[k] == '=':
	case b[k] >= 0x80 && k+2 < len(b) && b[k] == 0xE2 && b[k+1] == 0x80: // a long dash
	case capitals && k > i && !allCapitals(b[k:]) && b[k] >= 'A' && b[k] <= 'Z':
	default:
		return 0, false
	}
	k = skipHeadingPunctuation(b, k)
	if m, next := portionMark(b, k); m.Marked() {
		k = skipHeadingPunctuation(b, next)
	}
	return k, true
}

// skipSummaryJoint is the offset after the blanks at i and what joins two words of a
// heading: a slash, an ampersand, a comma, AND.
func skipSummaryJoint(b []byte, i int) int {
	i = skipBlanks(b, i)
	if i < len(b) && (b[i] == '/' || b[i] == '&' || b[i] == ',') {
		i = skipBlanks(b, i+1)
	}
	if wordAt(b, i, "AND") {
		i = skipBlanks(b, i+3)
	}
	return i
}

// headingTitle is the length of what is joined to SUMMARY, whose end is i, by AND or
// a slash before k, in words of its own and up to a colon: "Summary and way forward:".
// A heading in capitals or with capital letters needs no colon.
func headingTitle(b []byte, i, k int) int {
	if at := skipBlanks(b, i); k == at || b[at] == ',' {
		return 0
	}
	titled := true
	for n, words := k, 0; n < len(b) && words < 4; words++ {
		end := skipLetters(b, n)
		if end == n {
			return 0
		}
		titled = titled && isUpper(b[n])
		n = skipBlanks(b, end)
		if byteAt(b, end) == ':' || n == len(b) && titled {
			return end - k
		}
	}
	return 0
}

// skipContinued is the offset after a note at i that the summary goes on:
// (continued), - con't; i without one.
func skipContinued(b []byte, i int) int {
	k := i
	for k < len(b) && (isBlank(b[k]) || b[k] == '-' || b[k] == '(' || b[k] == ',') {
		k++
	}
	if k == i || !foldAt(b, k, "CON") {
		return i
	}
	end := skipLetters(b, k)
	for _, apostrophe := range [...]string{"'", "\u2019"} {
		if bytes.HasPrefix(b[end:], []byte(apostrophe)) {
			end = skipLetters(b, end+len(apostrophe))
		}
	}
	for _, w := range [...]string{"CONTINUED", "CONTINUES", "CONT", "CONTD", "CONT'D", "CON'T", "CONT\u2019D", "CON\u2019T"} {
		if !foldEqual(b[k:end], w) {
			continue
		}
		if open := bytes.IndexByte(b[i:k], '('); open >= 0 {
			if shut := bytes.IndexByte(b[end:], ')'); shut >= 0 && shut < 30 {
				end += shut + 1
			}
		}
		return end
	}
	return i
}

// skipHeadingPunctuation skips blanks, stops, colons, dashes and opening parentheses
// that are no portion mark.
func skipHeadingPunctuation(b []byte, i int) int {
	for i < len(b) {
		switch c := b[i]; {
		case isBlank(c) || c == '.' || c == ':' || c == ';' || c == '-' || c == ')' || c == ']' || c == '=' || c == '_' || c == '*':
			i++
		case c == 0xE2 && i+2 < len(b) && b[i+1] == 0x80 && (b[i+2] == 0x93 || b[i+2] == 0x94):
			i += 3
		case (c == '(' || c == '[') && foldAt(b, i+1, "SUMMARY"):
			i++
		default:
			return i
		}
	}
	return i
}

// headingWord is the length of a word that joins SUMMARY in a heading, at i; 0 else.
func headingWord(b []byte, i int) int {
	for _, w := range headingWords {
		if wordAt(b, i, w) {
			return len(w)
		}
	}
	return 0
}

var headingWords = []string{
	"COMMENT", "COMMENTS", "INTRODUCTION", "ACTION REQUESTS", "ACTION REQUEST", "ACTION REQUESTED", "ACTION", "ANALYSIS", "RECOMMENDATIONS", "RECOMMENDATION",
	"CONCLUSIONS", "CONCLUSION", "OVERVIEW", "BACKGROUND", "GUIDANCE", "OBJECTIVES", "KEY POINTS", "SCENESETTER",
	"PARAGRAPH", "ASSESSMENT", "NOTE",
}

// summaryFrom is the summary whose heading ends at end on line i. The document is
// looked at up to line last. It is empty when there is no text.
func (d *Document) summaryFrom(i int, end uint32, last int) Span {
	start, line := end, i
	heading := start >= d.content(i).End
	if heading {
		for line = i + 1; line < last && (d.Lines[line].Zone&(ZoneBlank|ZoneFurniture|ZoneRuler|ZoneRepeat) != 0); line++ {
		}
		if line >= last {
			return Span{}
		}
		start = d.paragraphText(line)
	}
	stop, found := d.endOfSummary(start, last)
	if !found {
		stop = d.summaryStop(line, heading, last)
	}
	for stop > start && (isSpace(d.Raw[stop-1]) || d.Raw[stop-1] == '-' || d.Raw[stop-1] == '(' || d.Raw[stop-1] == '[' || d.Raw[stop-1] == '=') {
		stop--
	}
	return Span{start, max(start, stop)}
}

// endOfSummary is the offset at which END SUMMARY stands, within the window.
func (d *Document) endOfSummary(start uint32, last int) (uint32, bool) {
	limit := min(int(start)+summaryWindow, len(d.Raw))
	if last < len(d.Lines) {
		limit = min(limit, int(d.Lines[last].Start))
	}
	b := d.Raw[:max(limit, int(start))]
	for at := int(start); ; at++ {
		k := nextSummary(b, at)
		if k < 0 {
			return 0, false
		}
		at = k
		if end := endBefore(b, int(start), k); end >= 0 {
			return uint32(end), true
		}
		if !wordAt(b, k, "SUMMARY") {
			continue
		}
		if j := skipBlanks(b, k+len("SUMMARY")); wordAt(b, j, "ENDS") || wordAt(b, j, "END") {
			return uint32(k), true
		}
		if k > int(start) && d.anotherSummary(k) {
			return 0, false
		}
	}
}

// nextSummary is the offset of the next word that begins with SUMM, small or
// capital, at or after i; -1 when there is none.
func nextSummary(b []byte, i int) int {
	small, capital := bytes.Index(b[i:], []byte("umm")), bytes.Index(b[i:], []byte("UMM"))
	for small >= 0 || capital >= 0 {
		k := small
		if k < 0 || capital >= 0 && capital < k {
			k = capital
		}
		if at := i + k - 1; at >= i && b[at]|0x20 == 's' && (at == 0 || !isAlnum(b[at-1])) {
			return at
		}
		i += k + 1
		small, capital = next(small, k, b[i:], "umm"), next(capital, k, b[i:], "UMM")
	}
	return -1
}

// next is the place of needle in b, which starts one byte after the place k of
// the text in which it was at found; -1 stays -1.
func next(found, k int, b []byte, needle string) int {
	switch {
	case found < 0:
		return -1
	case found > k:
		return found - k - 1
	}
	return bytes.Index(b, []byte(needle))
}

// endBefore is the offset of END before the word at k, with OF, THE, EXECUTIVE or
// what is joined to SUMMARY between; -1 when it does not stand there, or before start.
func endBefore(b []byte, start, k int) int {
	for range 5 {
		to := k
		for to > start && (isSpace(b[to-1]) || b[to-1] == '/' || b[to-1] == '&') {
			to--
		}
		if to == k {
			return -1
		}
		from := to
		for from > start && isAlnum(b[from-1]) {
			from--
		}
		if foldEqual(b[from:to], "END") {
			return from
		}
		if !oneOf(b[from:to], endJoints) {
			return -1
		}
		k = from
	}
	return -1
}

// endJoints are the words that stand between END and SUMMARY.
var endJoints = []string{"OF", "THE", "EXECUTIVE", "AND", "COMMENT", "INTRODUCTION", "ACTION", "REQUEST", "NOTE", "OVERVIEW", "BACKGROUND"}

// anotherSummary reports whether a second summary, not a continued one, starts at
// offset k: an END SUMMARY after it belongs to that one.
func (d *Document) anotherSummary(k int) bool {
	i := d.LineAt(uint32(k))
	if int(d.paragraphText(i)) != k {
		return false
	}
	b := d.Raw[:d.Lines[i].End]
	return d.Lines[i].Kind == KindHeading && !foldAt(b, skipBlanks(b, k+7), "CONT")
}

// summaryStop is where a summary without END SUMMARY ends: under a heading at the
// next heading, in a paragraph at its end.
func (d *Document) summaryStop(line int, heading bool, last int) uint32 {
	end := line
	if heading {
		for n := line; n < last; n++ {
			l := d.Lines[n]
			switch {
			case l.Kind == KindHeading || l.Kind == KindRuler && n > line || l.Zone&ZoneSignature != 0:
				return d.content(d.lastText(end, line)).End
			case l.Zone&(ZoneProse|ZoneTable) != 0:
				end = n
			}
		}
	}
	// No heading follows: the summary is the one paragraph.
	for _, p := range d.Paragraphs {
		if p.Line <= line && line <= p.Last && !p.Nested {
			if p.RunOn && p.Line == line {
				continue
			}
			return max(p.Text.End, d.content(line).Start)
		}
		if p.Line > line {
			break
		}
	}
	if k := d.BlockAt(d.content(line).Start); k >= 0 {
		return d.content(d.Blocks[k].Last).End
	}
	return d.content(line).End
}

// summaryText is the text of the summary on one line: without the numbers and
// marks of its paragraphs, headings, rulers and page furniture.
func (d *Document) summaryText() string {
	s := d.Summary()
	if s.Empty() {
		return ""
	}
	var out []byte
	p := 0
	for i := d.LineAt(s.Start); i < len(d.Lines) && d.Lines[i].Start < s.End; i++ {
		l := d.Lines[i]
		if l.Zone&(ZoneBlank|ZoneFurniture|ZoneRuler|ZoneRepeat) != 0 || l.Kind == KindHeading && l.Start > s.Start && l.End < s.End {
			continue
		}
		from, to := max(d.content(i).Start, s.Start), min(l.End, s.End)
		for p < len(d.Paragraphs) && d.Paragraphs[p].Line < i {
			p++
		}
		for q := p; q < len(d.Paragraphs) && d.Paragraphs[q].Line == i; q++ {
			n := d.Paragraphs[q]
			if n.NumberSpan.Start < from || n.Text.Start > to || n.Nested {
				continue
			}
			out = d.appendWords(out, Span{from, n.NumberSpan.Start})
			from = n.Text.Start
		}
		if from < to {
			if end, ok := summaryHeading(d.Raw[:to], int(from)); ok && (end < int(to) || i > d.LineAt(s.Start)) {
				from = uint32(end)
			}
		}
		out = d.appendWords(out, Span{from, to})
	}
	return string(out)
}

// appendWords appends the words of s to out with one blank between them, without
// the page marks inside s.
func (d *Document) appendWords(out []byte, s Span) []byte {
	blank := len(out) > 0
	for k := d.markAfter(s.Start); s.Start < s.End; s.Start++ {
		for k < len(d.Marks) && d.Marks[k].Span.End <= s.Start {
			k++
		}
		if k < len(d.Marks) && d.Marks[k].Zone&ZoneFurniture != 0 && d.Marks[k].Span.Start <= s.Start {
			blank, s.Start = true, min(d.Marks[k].Span.End, s.End)-1
			continue
		}
		c := d.Raw[s.Start]
		if isSpace(c) {
			blank = true
			continue
		}
		if blank && len(out) > 0 {
			out = append(out, ' ')
		}
		blank = false
		out = append(out, c)
	}
	return out
}
