package cable

import (
	"bytes"
	"strings"
)

// parseTags reads the TAGS field: tags between blanks, commas or semicolons,
// persons in parentheses, and tags that lost the blank between them.
func (d *Document) parseTags(span Span, line int) {
	f := &d.scratch
	d.fieldText(f, span, line, false)
	t := f.Text
	start, end := tagsLabel(t)
	d.Tags.Span, d.Tags.Line = d.trim(span), line
	d.Tags.Label = f.span(start, end)
	d.Tags.AtStart = d.atLineStart(d.Tags.Label.Start, line)
	p := tagReader{d: d, f: f, t: t, from: end}
	p.read(end)
}

// tagsLabel is where the label of the field starts and ends: "TAGS:", "TAG ",
// "TAGS -"; both are 0 when the text has none.
func tagsLabel(t []byte) (start, end int) {
	i := skipSpace(t, 0)
	n := i
	switch {
	case wordAt(t, i, "TAGS"):
		n += 4
	case wordAt(t, i, "TAG"):
		n += 3
	default:
		return 0, 0
	}
	colon := skipBlanks(t, n)
	if colon < len(t) && (t[colon] == ':' || t[colon] == ';' || t[colon] == '.' || t[colon] == '-') {
		return i, colon + 1
	}
	return i, n
}

// hasComma reports whether a comma stands outside parentheses.
func hasComma(t []byte) bool {
	depth := 0
	for _, c := range t {
		switch c {
		case '(':
			depth++
		case ')':
			depth = max(0, depth-1)
		case ',', ';':
			if depth == 0 {
				return true
			}
		}
	}
	return false
}

// tagReader walks over the text of one field.
type tagReader struct {
	d     *Document
	f     *Flow
	t     []byte
	from  int  // where the list starts
	visit bool // the last tag was OVIP, after which persons are named

	asked, commas bool // the list was searched for commas, and they separate it
}

// separated reports whether the list is separated by commas: what stands between two is
// one item.
func (p *tagReader) separated() bool {
	if !p.asked {
		p.asked, p.commas = true, hasComma(p.t[p.from:])
	}
	return p.commas
}

func (p *tagReader) read(i int) {
	for i < len(p.t) {
		switch c := p.t[i]; {
		case c == '(':
			i = p.person(i + 1)
		case isTagSeparator(c):
			i++
		default:
			i = p.item(i)
		}
	}
}

// What a byte is to a list of tags.
const (
	separatesTags = 1 << iota // stands between two tags
	endsToken                 // ends the token before it
)

// tagBytes says what each byte is to a list of tags.
var tagBytes = [256]uint8{
	' ': separatesTags | endsToken, '\t': separatesTags | endsToken, '\n': separatesTags | endsToken, '\r': separatesTags | endsToken,
	',': separatesTags | endsToken, ';': separatesTags | endsToken, '|': separatesTags | endsToken, ')': separatesTags | endsToken,
	':': separatesTags, '.': separatesTags, '"': separatesTags, '(': endsToken,
}

func isTagSeparator(c byte) bool { return tagBytes[c]&separatesTags != 0 }

// item reads one tag that starts at i and returns its end.
func (p *tagReader) item(i int) int {
	end := tokenEnd(p.t, i)
	if two := p.pair(i, end); two > 0 {
		p.add(i, two, TagOrganisation)
		return two
	}
	start, stop := trimToken(p.t, i, end)
	token := p.t[start:stop]
	kind := p.d.own.tag(token)
	switch {
	case len(token) == 0 || upper(token[0]) == 'N' && noTag(token):
		return end
	case kind != TagUnknown:
		p.add(start, stop, kind)
	case p.visit && p.bareVisitor(start):
		end = p.bareEnd(start)
		p.add(start, end, TagPerson)
	case p.slashed(start, stop), p.fused(start, stop), p.fusedCountries(start, stop):
	case len(token) >= longWord && p.separated():
		stop = p.keyword(start, stop)
		p.add(start, stop, TagUnknown)
		return max(stop, end)
	default:
		p.add(start, stop, TagUnknown)
	}
	return end
}

// noTag reports whether a token says that there are no tags.
func noTag(b []byte) bool { return foldEqual(b, "N/A") || foldEqual(b, "NA/") || foldEqual(b, "NONE") }

// tokenEnd is the end of the token at i.
func tokenEnd(t []byte, i int) int {
	for i < len(t) && tagBytes[t[i]]&endsToken == 0 {
		i++
	}
	return i
}

// trimToken leaves out punctuation at both ends of a token.
func trimToken(t []byte, i, j int) (int, int) {
	for i < j && !isAlnum(t[i]) && t[i] < 0x80 {
		i++
	}
	for j > i && !isAlnum(t[j-1]) && t[j-1] < 0x80 {
		j--
	}
	return i, j
}

// add appends a tag and remembers whether persons may follow.
func (p *tagReader) add(i, j int, kind TagKind) {
	p.d.Tags.Items = append(p.d.Tags.Items, Tag{Span: p.f.span(i, j), Kind: kind})
	p.visit = foldEqual(p.t[i:j], "OVIP") || p.visit && kind == TagPerson
}

// pair is the end of an organisation whose tag is two words (COLOMBO PLAN) and
// whose first word ends at end; 0 when there is none.
func (p *tagReader) pair(i, end int) int {
	if end >= len(p.t) || p.t[end] != ' ' || !p.d.own.startsPair(p.t[i:end]) {
		return 0
	}
	next := skipBlanks(p.t, end)
	stop := tokenEnd(p.t, next)
	if next != end+1 || stop <= next || stop-i > longestKey || p.d.own.tag(p.t[i:stop]) != TagOrganisation {
		return 0
	}
	return stop
}

// slashed reads tags joined by slashes (PGOV/PREL); the parts must be tags.
func (p *tagReader) slashed(i, j int) bool {
	slash := false
	for at, from := i, i; at <= j; at++ {
		if at < j && p.t[at] != '/' {
			continue
		}
		slash = slash || at < j
		if p.d.own.tag(p.t[from:at]) == TagUnknown {
			return false
		}
		from = at + 1
	}
	if !slash {
		return false
	}
	for at, from := i, i; at <= j; at++ {
		if at == j || p.t[at] == '/' {
			p.add(from, at, p.d.own.tag(p.t[from:at]))
			from = at + 1
		}
	}
	return true
}

// mostFused is the length of the longest run of fused tags that is taken apart.
const mostFused = 40

// fused takes apart valid tags that lost the blank between them (PHUMPREL,
// KDEMAF, ITPGOV). At least one part is a subject or a programme, since a word
// cut into country codes says nothing, and of the ways to cut a word the one
// with the longest first part is taken.
func (p *tagReader) fused(i, j int) bool {
	n := j - i
	if n < 6 || n > mostFused {
		return false
	}
	for _, c := range p.t[i:j] {
		if !isLetter(c) {
			return false
		}
	}
	var part [mostFused + 1]uint8 // length of the first tag of the word's rest; 0 when it cannot be cut
	for at := n - 2; at >= 0; at-- {
		for _, k := range [...]int{4, 5, 3, 2} {
			if at+k <= n && (at+k == n || part[at+k] > 0) && fusible(p.t[i+at:i+at+k], p.d.own) {
				part[at] = uint8(k)
				break
			}
		}
	}
	if part[0] == 0 || !p.convincing(i, n, &part) {
		return false
	}
	for at := 0; at < n; at += int(part[at]) {
		p.add(i+at, i+at+int(part[at]), p.d.own.tag(p.t[i+at:i+at+int(part[at])]))
	}
	return true
}

// fusedCountries takes apart two codes of countries (IRAJ) when one of them is that of
// the post's own country; a word cut into other codes says nothing.
func (p *tagReader) fusedCountries(i, j int) bool {
	if j-i != 4 || !allCapitals(p.t[i:j]) || p.d.own.tag(p.t[i:i+2]) != TagGeographic || p.d.own.tag(p.t[i+2:j]) != TagGeographic {
		return false
	}
	post, known := PostName(p.d.Bytes(p.d.Banner.Post))
	row, listed := PostRow(post)
	country := column(row, 4)
	if !known || !listed || !isCountry(p.t[i:i+2], country) && !isCountry(p.t[i+2:j], country) {
		return false
	}
	p.add(i, i+2, TagGeographic)
	p.add(i+2, j, TagGeographic)
	return true
}

// isCountry reports whether a geographic tag is that of the country.
func isCountry(tag []byte, country string) bool {
	_, row, ok := TagRow(tag)
	meaning := column(row, 1)
	return ok && country != "" && (meaning == country || strings.HasPrefix(meaning, country+" ("))
}

// convincing reports whether the parts of a cut word are mostly subjects and
// programmes: a word of the language falls into short codes too.
func (p *tagReader) convincing(i, n int, part *[mostFused + 1]uint8) bool {
	subjects, others := 0, 0
	for at := 0; at < n; at += int(part[at]) {
		switch p.d.own.tag(p.t[i+at : i+at+int(part[at])]) {
		case TagSubject, TagProgramme:
			subjects++
		default:
			others++
		}
	}
	return subjects > 0 && others <= subjects
}

// fusible reports whether b can be a part of a fused tag.
func fusible(b []byte, own *Own) bool {
	switch own.tag(b) {
	case TagSubject, TagProgramme, TagGeographic:
		return true
	case TagOrganisation:
		return len(b) >= 3
	default:
		return false
	}
}

// longWord is the length from which a word that is no tag is taken for a word
// of the language.
const longWord = 6

// keyword is the end of a keyword of several words (COUNTER TERRORISM) that
// starts at i: the words up to the comma, as long as none of them is a tag.
func (p *tagReader) keyword(i, end int) int {
	for {
		next := skipBlanks(p.t, end)
		stop := tokenEnd(p.t, next)
		if next == end || stop-next < longWord || p.d.own.tag(p.t[next:stop]) != TagUnknown {
			return end
		}
		end = stop
	}
}

// person reads what stands in parentheses from i on and returns the offset
// after them. Several persons are separated by semicolons. Tags in parentheses
// stay tags.
func (p *tagReader) person(i int) int {
	end, next := closing(p.t, i, p.d.own)
	for i < end {
		stop := p.onePerson(i, end)
		from, to := trimPerson(p.t, i, stop)
		switch {
		case to <= from:
		case allTags(p.t[from:to], p.d.own):
			for at := from; at < to; {
				if isTagSeparator(p.t[at]) {
					at++
					continue
				}
				at = p.item(at)
			}
		default:
			p.add(from, to, TagPerson)
		}
		i = stop + 1
		if wordAt(p.t[:end], stop, "AND") {
			i = stop + 3
		}
	}
	return next
}

// onePerson is where the first of several persons in [i, end) ends: at a
// semicolon, a slash, an AND, or the second comma of four parts (HOLLAND, MARY,
// BRANDT, KARL).
func (p *tagReader) onePerson(i, end int) int {
	commas, second := 0, end
	for k := i; k < end; k++ {
		switch c := p.t[k]; {
		case c == ';' || c == '/':
			return k
		case c == ',':
			if commas++; commas == 2 {
				second = k
			}
		case commas > 0 && k > i && isBlank(p.t[k-1]) && wordAt(p.t[:end], k, "AND"):
			return k
		}
	}
	if commas == 3 {
		return second
	}
	return end
}

// closing is the end of the parentheses that opened before i, and the offset
// after them. Parentheses that are never closed end before the next tag.
func closing(t []byte, i int, own *Own) (end, next int) {
	for at := i; at < len(t) && t[at] != '('; at++ {
		if t[at] == ')' {
			return at, at + 1
		}
	}
	words := 0
	for at := i; at < len(t); {
		if isTagSeparator(t[at]) {
			at++
			continue
		}
		stop := tokenEnd(t, at)
		if t[at] == '(' || words > 0 && own.tag(t[at:stop]) != TagUnknown {
			return at, at
		}
		words++
		at = max(stop, at+1)
	}
	return len(t), len(t)
}

// trimPerson leaves out blanks and commas at both ends; the stop of an initial stays.
func trimPerson(t []byte, i, j int) (int, int) {
	for i < j && (isSpace(t[i]) || t[i] == ',') {
		i++
	}
	for j > i && (isSpace(t[j-1]) || t[j-1] == ',') {
		j--
	}
	return i, j
}

// allTags reports whether every token of b is a tag of a table.
func allTags(b []byte, own *Own) bool {
	tags := 0
	for i := 0; i < len(b); {
		if isTagSeparator(b[i]) {
			i++
			continue
		}
		end := tokenEnd(b, i)
		if own.tag(b[i:end]) == TagUnknown {
			return false
		}
		tags++
		i = max(end, i+1)
	}
	return tags > 0
}

// bareVisitor reports whether a person without parentheses starts at i: after
// OVIP, two words or more that are no tags.
func (p *tagReader) bareVisitor(i int) bool {
	end := p.bareEnd(i)
	for at := i; at < end; at++ {
		if isSpace(p.t[at]) || p.t[at] == ',' {
			return true
		}
	}
	return false
}

// bareEnd is the end of the words from i on that can be parts of a name:
// surname, given name, initial.
func (p *tagReader) bareEnd(i int) int {
	end, at := i, i
	for words := 0; words < 3 && at < len(p.t); words++ {
		stop := tokenEnd(p.t, at)
		word := p.t[at:stop]
		initial := words > 1 && (len(word) == 1 || len(word) == 2 && word[1] == '.')
		if len(word) == 0 || !isLetter(word[0]) || !initial && (len(word) < 3 || p.d.own.tag(word) != TagUnknown) {
			break
		}
		end = stop
		at = skipBlanks(p.t, stop)
		if words == 0 && at < len(p.t) && p.t[at] == ',' {
			at = skipBlanks(p.t, at+1)
		}
	}
	return end
}

// isTagsContinuation reports whether a line can go on with the TAGS of the line
// before: tags and nothing else, or the rest of a person.
func isTagsContinuation(b []byte, own *Own) bool {
	i := skipBlanks(b, int(leadingPilcrow(b)))
	if hasFold(b[i:], "TAGS") {
		return false // the label again: another field
	}
	known, unknown, persons := 0, 0, 0
	for i < len(b) {
		c := b[i]
		switch {
		case c == '(' || c == ')':
			persons++
			i++
			continue
		case isTagSeparator(c):
			if c == ':' {
				return false
			}
			i++
			continue
		}
		end := tokenEnd(b, i)
		from, to := trimToken(b, i, end)
		if bytes.IndexByte(b[to:end], ':') >= 0 {
			return false // a label
		}
		switch kind := own.tag(b[from:to]); {
		case kind != TagUnknown:
			known++
		case persons == 0 && (to-from > longWord+4 || to-from > 0 && !plausibleTag(b[from:to])):
			return false
		default:
			unknown++
		}
		i = max(end, i+1)
	}
	if isCaptionLine(b) || own.caption(b) {
		return false
	}
	return known > 0 && (unknown <= known || persons > 0) || persons > 1 && unknown > 0 && known == 0 && len(b) < 60 && b[skipBlanks(b, 0)] == '('
}

// plausibleTag reports whether a token outside the tables has the look of a tag:
// letters, digits and joints, no lower case among capitals.
func plausibleTag(b []byte) bool {
	lower, capital := false, false
	for _, c := range b {
		switch {
		case 'a' <= c && c <= 'z':
			lower = true
		case 'A' <= c && c <= 'Z':
			capital = true
		case !isDigit(c) && c != '-' && c != '/' && c != '&':
			return false
		}
	}
	return !(lower && capital)
}

// trim leaves out white space at both ends of a span.
func (d *Document) trim(s Span) Span {
	s = d.clip(s)
	for s.Start < s.End && isSpace(d.Raw[s.Start]) {
		s.Start++
	}
	for s.End > s.Start && isSpace(d.Raw[s.End-1]) {
		s.End--
	}
	return s
}

// lineText is line l without white space at its ends, and without a pilcrow at its start.
func (d *Document) lineText(l *Line) Span {
	if l.Mask&(factEdge|factTrim) == 0 {
		return Span{l.Start, l.End - l.Mask.trailing()}
	}
	s := d.trim(l.Span())
	s.Start += d.leadingMark(s)
	return s
}

// atLineStart reports whether nothing but what a line is trimmed of stands before at, which
// is on line i or below it.
func (d *Document) atLineStart(at uint32, i int) bool {
	if i >= len(d.Lines) {
		return false
	}
	for i+1 < len(d.Lines) && d.Lines[i+1].Start <= at {
		i++
	}
	return d.content(i).Start >= at
}
