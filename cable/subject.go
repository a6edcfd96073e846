package cable

// parseSubject reads the SUBJECT field: label, portion mark, text.
func (d *Document) parseSubject(span Span, line int) {
	f := &d.scratch
	d.fieldText(f, span, line, false)
	t := f.Text
	start, end := subjectLabel(t)
	s := &d.Subject
	s.Span, s.Line, s.Label = d.trim(span), line, f.span(start, end)
	if from, to := subjectLabel(t[end:]); to > from && byteAt(t, end+to-1) == ':' {
		end += to // the form printed the label, the writer typed it again
	}
	i, references := skipSpace(t, end), referencesWithin(t, end)
	j := references
	if m, next := portionMark(t, i); m.Marked() && next < j {
		s.Mark, i = m, skipSpace(t, skipByte(t, next, ':')) // SUBJECT (C):
		s.Mark.Span = f.span(int(m.Span.Start), int(m.Span.End))
	}
	for j > i && isSpace(t[j-1]) {
		j--
	}
	if k := lastParenthesis(t, i, j); k > i {
		// The mark may stand after the words instead.
		if m, next := portionMark(t, k); m.Marked() && next == j {
			if !s.Mark.Marked() {
				s.Mark = m
				s.Mark.Span = f.span(int(m.Span.Start), int(m.Span.End))
			}
			for j = k; j > i && isSpace(t[j-1]); {
				j--
			}
		}
	}
	s.Text = f.span(i, j)
	if references < len(t) {
		s.Span.End = s.Text.End
		d.parseReferences(f.span(references, len(t)), d.LineAt(f.Raw(references)))
	}
}

// referencesWithin is the offset of the line from i on at which a list of
// references starts whose label is lost: a letter and a cable of a known post.
// It is len(t) when there is none.
func referencesWithin(t []byte, i int) int {
	r := refReader{t: t}
	for i = indexFrom(t, i, '\n'); i < len(t); i = indexFrom(t, i+1, '\n') {
		k := skipSpace(t, i)
		c, at := letterMark(t, k)
		if c == 0 {
			continue
		}
		if _, ok := r.cable(skipSpace(t, at), true); ok {
			return k
		}
	}
	return len(t)
}

// subjectLabel is where the label of the field starts and ends: "SUBJECT:",
// "SUBJ:", "SUBJECT "; both are 0 when the text has none.
func subjectLabel(t []byte) (start, end int) {
	i := skipSpace(t, 0)
	if upper(byteAt(t, i)) != 'S' {
		return 0, 0
	}
	n := i
	for _, w := range [...]string{"SUBJECT", "SUBJ", "SUB"} {
		if wordAt(t, i, w) {
			n = i + len(w)
			break
		}
	}
	if n == i {
		if n = skipLetters(t, i); byteAt(t, n) != ':' || !allCapitals(t[i:n]) || !nearlyWord(t[i:], n-i, "SUBJECT", 3) {
			return 0, 0
		}
	}
	colon := skipBlanks(t, n)
	if colon < len(t) && (t[colon] == ':' || t[colon] == ';' || t[colon] == '.') {
		return i, skipByte(t, colon+1, ':')
	}
	if n-i == 3 {
		return 0, 0
	}
	return i, n
}

// lastParenthesis is the offset of the parenthesis that opens the last word of
// [i, j) when that ends with one; -1 else.
func lastParenthesis(t []byte, i, j int) int {
	if j <= i || t[j-1] != ')' {
		return -1
	}
	for k := j - 1; k >= i && j-k <= longestMark; k-- {
		if t[k] == '(' {
			return k
		}
	}
	return -1
}
