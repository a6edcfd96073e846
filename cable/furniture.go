package cable

import "bytes"

// hasText reports whether the line was given a text kind although a page mark stands in it.
func (l Line) hasText() bool { return l.Zone&ZoneFurniture == 0 }

// pageMark classifies line i, with the content s, when a mark of the telegram
// system stands on it.
// Marks inside a line of text are added to d.Marks; then the line keeps its own
// kind, which the caller finds.
func (r *reader) pageMark(i int, s Span) bool {
	d := r.d
	l := &d.Lines[i]
	if n := len(d.Furniture); n > 0 && d.Furniture[n-1].Line == i {
		return true
	}
	found := false
	if l.mayHoldFurniture() {
		for at := l.Start; ; at++ {
			n := r.nextOf(l.Mask, d.Raw[at:l.End])
			if n < 0 {
				break
			}
			at += uint32(n)
			if f, ok := d.furnitureAt(*l, at); ok {
				f.Line = i
				r.addFurniture(f)
				found = true
			}
		}
	}
	if !found && r.legacyPage(i, s) {
		return true
	}
	if l.Mask&MaskDigit != 0 && l.Mask&factZulu != 0 && d.legacyInside(i, s) {
		return true
	}
	return found
}

// isPageMark reports whether a page mark of the newer system is all that stands on line
// i, with the content s.
func (r *reader) isPageMark(i int, s Span) bool {
	d := r.d
	l := &d.Lines[i]
	if !l.mayHoldFurniture() {
		return false
	}
	n := r.nextOf(l.Mask, d.Bytes(s))
	if n < 0 {
		return false
	}
	f, ok := d.furnitureAt(*l, s.Start+uint32(n))
	return ok && f.Span == s
}

// shortestFurniture is the length of the shortest page mark of the newer system, in bytes.
const shortestFurniture = 20

// mayHoldFurniture reports whether a line can hold a page mark of the newer system.
func (l *Line) mayHoldFurniture() bool {
	return l.Mask&factZero != 0 && l.Mask&MaskBlank != 0 && l.End-l.Start >= shortestFurniture
}

// longestFurniture bounds a page mark that stands alone on its line, in bytes.
const longestFurniture = 48

// nextOf is the next place of " OF 0" in b, which is of a line with the classes m: in
// capitals or, in a mark that stands alone or where the banner has them too, in small
// letters; -1 when there is none.
func (r *reader) nextOf(m Mask, b []byte) int {
	if m&MaskLower == 0 || r.capitals && len(b) > longestFurniture {
		return indexAround(b, " O", 'F', " 0")
	}
	for i, c := range b {
		if c|0x20 != 'f' || i < 2 || i+3 > len(b) {
			continue
		}
		if s := string(b[i-2 : i+3]); s == " OF 0" || s == " of 0" {
			return i - 2
		}
	}
	return -1
}

// afterMark is the content s of a line without a page mark at its start.
func (d *Document) afterMark(s Span) Span {
	for k := len(d.Marks) - 1; k >= 0 && d.Marks[k].Span.Start >= s.Start; k-- {
		if m := d.Marks[k]; m.Span.Start == s.Start && m.Zone == ZoneFurniture {
			s.Start = skipBlank(d.Raw, m.Span.End, s.End)
			break
		}
	}
	return s
}

// addFurniture records a mark, and classifies its line or the stretch of it.
func (r *reader) addFurniture(f Furniture) {
	d := r.d
	s := d.content(f.Line)
	f.Inline = f.Span.Start > s.Start || f.Span.End < s.End
	f.Header = len(d.Paragraphs) == 0
	if f.Inline {
		d.Marks = append(d.Marks, Mark{f.Span, ZoneFurniture})
	} else {
		d.set(f.Line, KindFurniture, ZoneFurniture)
	}
	d.Furniture = append(d.Furniture, f)
}

// furnitureAt reads the page mark whose " OF " stands at offset of:
// PARIS 00002069  001.2 OF 002.
func (d *Document) furnitureAt(l Line, of uint32) (f Furniture, ok bool) {
	raw := d.Raw
	end := of + 4
	if end+3 > l.End || digits(raw[end:end+3]) != 3 || end+3 < l.End && isDigit(raw[end+3]) {
		return f, false
	}
	f.Sections = decimal(raw[end : end+3])
	f.Span.End = end + 3
	at := of
	for at > l.Start && raw[at-1] == ' ' {
		at--
	}
	if at >= l.Start+5 && isDigit(raw[at-1]) && raw[at-2] == '.' {
		f.Page = int(raw[at-1] - '0')
		at -= 2
	}
	n := backDigits(raw, l.Start, at)
	if n != 3 {
		return f, false
	}
	f.Section = decimal(raw[at-3 : at])
	at -= 3
	blank := at
	for at > l.Start && raw[at-1] == ' ' {
		at--
	}
	n = backDigits(raw, l.Start, at)
	if blank == at || n < 6 || n > 9 {
		return f, false
	}
	f.Serial = decimal(raw[at-n : at])
	at -= n
	blank = at
	for at > l.Start && raw[at-1] == ' ' {
		at--
	}
	if blank == at {
		return f, false
	}
	f.Post = d.postBefore(l.Start, at)
	if f.Post.Empty() {
		return f, false
	}
	f.Span.Start = f.Post.Start
	return f, true
}

// backDigits is the number of digits that end at at.
func backDigits(raw []byte, start, at uint32) uint32 {
	n := uint32(0)
	for at > start && isDigit(raw[at-1]) {
		at--
		n++
	}
	return n
}

// postBefore is the name of the post that ends at end, not before start. The
// system cuts it to ten letters; in the middle of a line only the words that can
// belong to it are taken.
func (d *Document) postBefore(start, end uint32) Span {
	raw := d.Raw
	if p := d.Banner.Post; !p.Empty() {
		name := raw[p.Start:min(p.End, p.Start+10)]
		name = bytes.TrimRight(name, " ")
		if n := uint32(len(name)); n > 0 && end >= start+n && equalFoldBytes(raw[end-n:end], name) {
			return Span{end - n, end}
		}
	}
	at := end
	for at > start && end-at < 14 && (isPostByte(raw[at-1]) || isFoldedByte(raw[at-1])) {
		at--
	}
	at = skipBlank(raw, at, end)
	if skipBlank(raw, start, end) == at {
		return Span{at, end}
	}
	// Inside a line: the last word.
	at = end
	for at > start && raw[at-1] != ' ' && isPostByte(raw[at-1]) {
		at--
	}
	if end-at < 3 || !isUpper(raw[at]) {
		return Span{}
	}
	return Span{at, end}
}

func isPostByte(c byte) bool { return isLetter(c) || c == ' ' || c == '.' || c == '\'' || c == '-' }

// isFoldedByte reports whether c is a character to which a smart one was folded: in
// a name that fills its line it is as much damage as its repair, a hyphen or an
// apostrophe.
func isFoldedByte(c byte) bool {
	return c == ',' || c == ')' || c == '(' || c == '?' || c == '*' || c == '&' || c == '"' || c == '8'
}

func equalFoldBytes(a, b []byte) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

// isPageMark reports whether b starts like the page header of the older systems: PAGE 02.
func isPageMark(b []byte) bool {
	return len(b) >= 7 && b[0] == 'P' && bytes.HasPrefix(b, []byte("PAGE ")) && digits(bytes.TrimLeft(b[5:], " ")) >= 2
}

// classWords are the spellings of a classification alone on a line.
var classWords = [...]string{
	"UNCLASSIFIED", "UNCLAS", "CONFIDENTIAL", "C O N F I D E N T I A L", "SECRET", "S E C R E T",
	"TOP SECRET", "T O P S E C R E T", "T O P  S E C R E T", "LIMITED OFFICIAL USE", "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
}

// startsClassWord reports whether one of classWords may begin with the first three
// bytes of b.
func startsClassWord(b []byte) bool {
	second, third := b[1], b[2]
	switch b[0] {
	case 'U':
		return second == 'N' && third == 'C'
	case 'C':
		return second == 'O' && third == 'N' || second == ' ' && third == 'O'
	case 'S':
		return second == 'E' && third == 'C' || second == ' ' && third == 'E'
	case 'T':
		return second == 'O' && third == 'P' || second == ' ' && third == 'O'
	case 'L':
		return second == 'I' && third == 'M'
	}
	return false
}

// isClassLine reports whether b is a classification and at most a short stamp number: CONFIDENTIAL PTQ1859.
func isClassLine(b []byte) bool {
	if len(b) < 6 || len(b) > 44 || !startsClassWord(b) {
		return false
	}
	for _, w := range classWords {
		if w[0] != b[0] || len(b) < len(w) || string(b[:len(w)]) != w {
			continue
		}
		rest := bytes.TrimLeft(b[len(w):], " ")
		if len(rest) == 0 || len(rest) < 10 && isDigit(rest[len(rest)-1]) && isUpper(rest[0]) {
			return true
		}
	}
	return false
}

// classHead is the length of the classifications that stand before a page header
// on its own line, with the blanks after them: CONFIDENTIAL PAGE 02 STATE 043554.
func classHead(b []byte) int {
	const longest = 3 * len("C O N F I D E N T I A L")
	if len(b) < 3 || !startsClassWord(b) {
		return 0
	}
	k := bytes.Index(b[:min(len(b), longest+len(" PAGE "))], []byte(" PAGE "))
	if k < 0 {
		return 0
	}
	n := 0
	for n < k {
		rest := n
		for _, w := range classWords {
			if bytes.HasPrefix(b[n:k], []byte(w)) && (n+len(w) == k || b[n+len(w)] == ' ') {
				n += len(w)
				n += blanks(b[n:k])
				break
			}
		}
		if n == rest {
			return 0
		}
	}
	return k + 1
}

// isPageHead reports whether b starts like a page header, alone or after its classification.
func isPageHead(b []byte) bool { return isPageMark(b[classHead(b):]) }

// besidePage reports whether the nearest line with text above or below line i is
// a page header, another classification line beside one, or the end of the cable.
func (d *Document) besidePage(i int) bool {
	next := d.nextText(i + 1)
	if next == len(d.Lines) || isPageHead(d.text(next)) || isClassLine(d.text(next)) || isEndMark(d.text(next)) || isResidue(d.Lines[next].Mask, d.text(next)) {
		return true
	}
	for p := i - 1; p >= 0 && i-p < 6; p-- {
		if !d.isBlank(p) {
			return d.Lines[p].Kind == KindLegacyPage || isPageHead(d.text(p))
		}
	}
	return false
}

// legacyPage classifies line i, with the content s, when it is a page header of the older systems, or
// the classification line beside one.
func (r *reader) legacyPage(i int, s Span) bool {
	d := r.d
	b := d.Bytes(s)
	if b[0] != 'P' && (len(b) < 3 || !startsClassWord(b)) {
		return false
	}
	if isClassLine(b) && d.besidePage(i) {
		d.set(i, KindLegacyPage, ZoneFurniture)
		return true
	}
	head := classHead(b)
	if !isPageMark(b[head:]) {
		return false
	}
	f := Furniture{Line: i, Legacy: true, Header: len(d.Paragraphs) == 0, Serial: -1}
	end := d.legacyMark(Span{s.Start + uint32(head), s.End}, &f)
	f.Span = Span{s.Start, end}
	if end == s.End && f.Post.Empty() && d.torn(i, &f) {
		d.Furniture = append(d.Furniture, f)
		return true
	}
	if skipBlank(d.Raw, end, s.End) < s.End {
		f.Inline = true
		d.Marks = append(d.Marks, Mark{f.Span, ZoneFurniture})
		d.Furniture = append(d.Furniture, f)
		return true
	}
	d.set(i, KindLegacyPage, ZoneFurniture)
	d.Furniture = append(d.Furniture, f)
	return true
}

// torn reads the second half of a page header that is broken in two lines, PAGE 01
// on line i and the post and its numbers below, into f.
func (d *Document) torn(i int, f *Furniture) bool {
	if i+1 >= len(d.Lines) {
		return false
	}
	s := d.content(i + 1)
	end := d.legacyPost(s, f)
	if f.Post.Empty() || end < s.End || f.Post.Len() > 24 {
		f.Post = Span{}
		return false
	}
	f.Span.End = end
	d.set(i, KindLegacyPage, ZoneFurniture)
	d.set(i+1, KindLegacyPage, ZoneFurniture)
	return true
}

// legacyInside finds page headers of the older systems in the content s of line i:
// there only the whole form counts, with its post, its serial and its time.
func (d *Document) legacyInside(i int, s Span) bool {
	found := false
	for at := s.Start + 1; at < s.End; at++ {
		n := bytes.Index(d.Raw[at:s.End], []byte("PAGE "))
		if n < 0 {
			break
		}
		at += uint32(n)
		if d.Raw[at-1] != ' ' || !isPageMark(d.Raw[at:s.End]) {
			continue
		}
		f := Furniture{Line: i, Legacy: true, Inline: true, Header: len(d.Paragraphs) == 0, Serial: -1}
		end := d.legacyMark(Span{at, s.End}, &f)
		if f.Post.Empty() || d.Raw[end-1] != 'Z' {
			continue
		}
		f.Span = Span{at, end}
		d.Marks = append(d.Marks, Mark{f.Span, ZoneFurniture})
		d.Furniture = append(d.Furniture, f)
		found = true
		at = end - 1
	}
	return found
}

// legacyMark reads PAGE 02 HARARE 06677 01 OF 03 291400Z at the start of s into f
// and gives its end.
func (d *Document) legacyMark(s Span, f *Furniture) uint32 {
	at := skipBlank(d.Raw, s.Start+4, s.End)
	n := uint32(digits(d.Raw[at:s.End]))
	f.Page = decimal(d.Raw[at : at+n])
	return d.legacyPost(Span{at + n, s.End}, f)
}

// legacyPost reads what follows PAGE 02, the post and the numbers, at the start
// of s into f and gives its end.
func (d *Document) legacyPost(s Span, f *Furniture) uint32 {
	raw := d.Raw
	at := s.Start
	end := at
	at = skipBlank(raw, at, s.End)
	post := at
	for at < s.End && isPostByte(raw[at]) {
		at++
	}
	if at == post || at == s.End || !isDigit(raw[at]) {
		return end
	}
	n := 0
	f.Post = d.trimEnd(Span{post, at})
	n = digits(raw[at:s.End])
	f.Serial = decimal(raw[at : at+uint32(n)])
	at += uint32(n)
	end = at
	at = skipBlank(raw, at, s.End)
	// A second half of the form of 2007: the banner again.
	if rest := raw[at:s.End]; isBannerLine(rest) {
		return s.End
	}
	// 01 OF 03
	if n = digits(raw[at:s.End]); n > 0 && n < 3 {
		p := skipBlank(raw, at+uint32(n), s.End)
		if bytes.HasPrefix(raw[p:s.End], []byte("OF ")) {
			q := skipBlank(raw, p+2, s.End)
			if m := digits(raw[q:s.End]); m > 0 {
				f.Section, f.Sections = decimal(raw[at:at+uint32(n)]), decimal(raw[q:q+uint32(m)])
				end = q + uint32(m)
				at = skipBlank(raw, end, s.End)
			}
		}
	}
	// 291400Z
	if n = digits(raw[at:s.End]); n == 6 {
		p := skipBlank(raw, at+6, s.End)
		if p < s.End && raw[p] == 'Z' {
			end = p + 1
		}
	}
	return end
}

// isEndMark reports whether b ends a message: NNNN, in sentence case too, BT, End
// Cable Text.
func isEndMark(b []byte) bool {
	switch {
	case len(b) < 2 || len(b) > 40:
		return false
	case b[0] == 'N':
		return equalFold(b, "NNNN") || bytes.Equal(b, []byte("NNN")) || bytes.HasPrefix(b, []byte("NNNNMAFVVZCZ"))
	case b[0] == 'B':
		return bytes.Equal(b, []byte("BT"))
	case b[0] == 'E' || b[0] == 'e':
		return equalFold(b, "End Cable Text") || equalFold(b, "END OF CABLE TEXT")
	case b[0] == '<':
		return bytes.HasPrefix(b, []byte("<< END OF DOCUMENT >>"))
	case b[0] == '#':
		return len(b) >= 4 && len(b) <= 6 && digits(b[1:]) == len(b)-1
	}
	return false
}
