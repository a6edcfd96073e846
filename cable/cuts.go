package cable

import "bytes"

// The limits of the telegram software of 2004-2010, in columns.
const (
	cutColumn = 71 // a line of the classification authority is filled up to here, and an address in the text
	cutToken  = 45 // the longest run of characters without a blank
)

// tokenMask is the classes of which a run of more than 45 characters has one: a
// word has not so many letters.
const tokenMask = MaskSlash | MaskHash | MaskRule | MaskStar | MaskDash | MaskQuestion | MaskAmp

// findCuts finds the words that the telegram system cut in two.
func (d *Document) findCuts(r *reader) {
	if a := r.fields[fieldAuthority]; !a.span.Empty() {
		d.columnCuts(a)
	}
	for _, i := range d.rare {
		l := &d.Lines[i]
		if l.Mask&factLong != 0 && l.Mask&tokenMask != 0 && l.End-l.Start > cutToken {
			d.tokenCuts(*l)
		}
		if l.Mask&factPath != 0 {
			d.addressCut(i)
		}
	}
}

// columnCuts finds the lines of the authority that were filled to the last
// column and cut inside a word or a parenthesis: there the line ending stands for
// nothing. Where a full line ends with a word, it stands for a blank as ever.
func (d *Document) columnCuts(a headField) {
	d.joinedCut(a)
	for i := a.line; i+1 < len(d.Lines) && d.Lines[i+1].Start < a.span.End; i++ {
		l, next := d.Lines[i], d.Lines[i+1]
		s := d.trimEnd(l.Span())
		if s.Len() != cutColumn || next.Kind != KindAuthority || next.Start == next.End {
			continue
		}
		if _, ok := blankAt(d.Raw, next.Start, next.End); ok {
			continue
		}
		if !cutsToken(d.text(i), d.text(i+1)) {
			continue
		}
		d.Cuts = append(d.Cuts, Cut{Span{s.End, next.Start}, CutColumn})
	}
}

// joinedCut finds the same cut in a line that a publisher unwrapped: a blank stands
// for the line ending after the last column, or one before it where the publisher
// made one of the two blanks behind a stop. As nothing else tells it from the
// blank between two words, only a word of the form counts that it cuts in two.
func (d *Document) joinedCut(a headField) {
	l := &d.Lines[a.line]
	s := d.trimEnd(l.Span())
	at := min(s.End, s.Start+cutColumn)
	if l.Mask&MaskHigh != 0 {
		at = d.column(s, cutColumn)
	}
	if at > s.Start && d.Raw[at-1] == ' ' && stopInside(d.Raw[s.Start:at]) {
		at--
	}
	if a.span.Start > s.Start || at+1 >= s.End || d.Raw[at] != ' ' {
		return
	}
	// Two letters may be initials: Anna D. E. Vale.
	if left, right := trailingLetters(d.Raw[s.Start:at]), leadingLetters(d.Raw[at+1:s.End]); len(left)+len(right) > 2 && formsWord(left, right) {
		d.Cuts = append(d.Cuts, Cut{Span{at, at + 1}, CutColumn})
	}
}

// stopInside reports whether a sentence ends in b before its last word: at a stop
// behind a small letter, not at that of an initial.
func stopInside(b []byte) bool {
	for i := 1; i+1 < len(b); i++ {
		if b[i] == '.' && isBlank(b[i+1]) && isLower(b[i-1]) {
			return true
		}
	}
	return false
}

// column is the offset of column n of s, from 0; its end where it is shorter.
func (d *Document) column(s Span, n int) uint32 {
	at := s.Start
	for ; at < s.End && n > 0; n-- {
		at++
		for at < s.End && d.Raw[at]&0xC0 == 0x80 {
			at++
		}
	}
	return at
}

// cutsToken reports whether the last characters of a full line and the first of
// the next one are of one word, one number or one parenthesis.
func cutsToken(left, right []byte) bool {
	if len(left) == 0 || len(right) == 0 {
		return false
	}
	last, first := left[len(left)-1], right[0]
	switch {
	case isLetter(last) && isLetter(first):
		return cutsWord(left, right)
	case last == '.' && isDigit(first):
		return len(left) > 1 && isDigit(left[len(left)-2]) // 1.|4
	case first == ')' || first == '.' || first == ',' || first == ';':
		return true // (d|). (b,d|)
	default:
		return (last == '(' || last == '/') && isLetter(first) // (|b) (b/|d)
	}
}

// cutsWord reports whether the letters at the end of left and at the start of
// right are one word: together a word of the form, or small letters on both sides
// of which the second are no word of it.
func cutsWord(left, right []byte) bool {
	a, b := trailingLetters(left), leadingLetters(right)
	if formsWord(a, b) {
		return true
	}
	for _, w := range formWords {
		if equalFold(b, w) {
			return false
		}
	}
	return isLower(a[len(a)-1]) && isLower(b[0])
}

// formsWord reports whether a and b, neither of them empty, are together a word of the form.
func formsWord(a, b []byte) bool {
	for _, w := range formWords {
		if len(a) > 0 && len(b) > 0 && len(w) == len(a)+len(b) && equalFold(a, w[:len(a)]) && equalFold(b, w[len(a):]) {
			return true
		}
	}
	return false
}

// trailingLetters is the letters at the end of b.
func trailingLetters(b []byte) []byte {
	i := len(b)
	for i > 0 && isLetter(b[i-1]) {
		i--
	}
	return b[i:]
}

// leadingLetters is the letters at the start of b.
func leadingLetters(b []byte) []byte {
	return b[:skipLetters(b, 0)]
}

// formWords are the words of an authority line, and the particles of names.
var formWords = [...]string{
	"for", "reason", "reasons", "and", "by", "of", "the", "per", "under", "section", "sections", "derived", "from", "classified",
	"ambassador", "charge", "affaires", "acting", "deputy", "chief", "mission", "counselor", "minister", "consul", "general",
	"political", "economic", "officer", "affairs", "assistant", "secretary", "director", "principal", "embassy",
	"de", "la", "van", "von", "der", "al", "el", "bin", "da", "di", "dos",
}

// tokenCuts finds the blanks after a run of exactly 45 characters in line l. It
// looks at every 45th byte only, and goes back from there to the nearest blank.
func (d *Document) tokenCuts(l Line) {
	raw := d.Raw
	for at := l.Start; at+cutToken < l.End; {
		p := at + cutToken
		for p > at && !isGap(raw[p-1]) {
			p--
		}
		if p > at {
			at = p
			continue
		}
		end := at + cutToken
		if isGap(raw[end]) && end+1 < l.End && !isGap(raw[end+1]) {
			d.addTokenCut(Span{at, end})
			at = end + 1
			continue
		}
		i := bytes.IndexByte(raw[end:l.End], ' ')
		if i < 0 {
			return
		}
		at = end + uint32(i)
	}
}

// addressCut finds the end of a line with index i that was filled to the last column
// and cut inside an address, which goes on at the start of the next line.
func (d *Document) addressCut(i int) {
	l := &d.Lines[i]
	if n := l.End - l.Start; n < cutColumn || n > cutColumn+1 || i+1 >= len(d.Lines) || d.Lines[i+1].Kind != KindText {
		return
	}
	s, next := d.trimEnd(l.Span()), d.Lines[i+1]
	if s.Len() != cutColumn || !isLetter(d.Raw[s.End-1]) || !isLetter(d.Raw[next.Start]) {
		return
	}
	left := d.Raw[s.Start:s.End]
	left = left[bytes.LastIndexByte(left, ' ')+1:]
	right, _, _ := bytes.Cut(d.text(i+1), []byte{' '})
	dot := bytes.IndexByte(right, '.') // and/or is no address
	if bytes.Contains(left, []byte("://")) && bytes.IndexByte(right, '/') > 0 && dot > 0 && dot+1 < len(right) && isLetter(right[dot+1]) {
		d.Cuts = append(d.Cuts, Cut{Span{s.End, next.Start}, CutAddress})
	}
}

func isGap(c byte) bool { return c == ' ' || c == '\t' }

// addTokenCut records the blank after the run of 45 characters at s.
func (d *Document) addTokenCut(s Span) {
	kind, after := CutRuler, d.Raw[s.End+1]
	for _, c := range d.Raw[s.Start:s.End] {
		if c != d.Raw[s.Start] || Class(c)&(MaskDash|MaskRule|MaskStar) == 0 {
			kind = CutToken
			break
		}
	}
	if kind == CutRuler && after != d.Raw[s.Start] || kind == CutToken && !d.canContinue(s.End+1) {
		return
	}
	d.Cuts = append(d.Cuts, Cut{Span{s.End, s.End + 1}, kind})
}

// canContinue reports whether the word at at can be the rest of a cut address: it
// is no dash of the text, no common word, and opens no parenthesis or quotation.
func (d *Document) canContinue(at uint32) bool {
	end := at
	for int(end) < len(d.Raw) && d.Raw[end] > ' ' {
		end++
	}
	w := bytes.TrimRight(d.Raw[at:end], ".,;:)")
	switch string(w) {
	case "--", "and", "or", "for", "the", "is", "was", "in", "to", "of", "on", "at", "by", "with", "from", "that", "which", "are":
		return false
	}
	return len(w) == 0 || w[0] != '(' && w[0] != '"' && w[0] < 0x80
}
