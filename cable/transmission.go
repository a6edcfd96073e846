package cable

// parseTransmissionLine fills the transmission header from one line that is
// already classified: start of transmission, called stations, DE, security,
// date-time group, FM. A line that does not fit its grammar is noted as malformed.
func (d *Document) parseTransmissionLine(line int) {
	l := &d.Lines[line]
	span := d.lineText(l)
	t := &d.Transmission
	b := d.Raw[span.Start:span.End]
	ok := true
	switch l.Kind {
	case KindStart:
		ok = t.start(b, span)
	case KindCalledStations:
		ok = t.called(b, span)
	case KindDE:
		ok = t.de(b, span)
	case KindSecurity:
		ok = t.security(b, span)
	case KindDateTimeGroup:
		ok = t.dateTimeGroup(b, span)
	case KindFrom:
		ok = t.from(b, span)
	}
	if t.Span.Empty() {
		t.Span = span
	}
	t.Span = Span{min(t.Span.Start, span.Start), max(t.Span.End, span.End)}
	if !ok {
		t.Malformed = append(t.Malformed, line)
	}
}

// part is the stretch [i, j) of a line that starts at span.
func (s Span) part(i, j int) Span { return Span{s.Start + uint32(i), s.Start + uint32(j)} }

// start reads VZCZCXRO1234.
func (t *Transmission) start(b []byte, span Span) bool {
	t.Start.Span = span
	if !foldAt(b, 0, "VZCZC") {
		return false
	}
	i := skipLetters(b, 5)
	j := skipDigits(b, i)
	t.Start.Channel, t.Start.Number = span.part(5, i), span.part(i, j)
	return i == 8 && (j-i == 3 || j-i == 4) && j == len(b)
}

// called reads OO RUEHC RUEHBS, and a continuation without the prosign.
func (t *Transmission) called(b []byte, span Span) bool {
	ok := true
	first := t.Called.Span.Empty()
	if first {
		t.Called.Span = span
	}
	t.Called.Span.End = max(t.Called.Span.End, span.End)
	for i := 0; i < len(b); {
		if isBlank(b[i]) {
			i++
			continue
		}
		j := i + capitalRun(b[i:])
		for j < len(b) && !isBlank(b[j]) {
			j++
		}
		switch word := b[i:j]; {
		case len(word) == 2 && i == 0 && first:
			t.Called.Precedence = prosign(word[0])
			ok = ok && upper(word[0]) == upper(word[1]) && t.Called.Precedence != NoPrecedence
		case isIndicator(word):
			t.Called.Stations = append(t.Called.Stations, span.part(i, j))
		default:
			ok = false
		}
		i = j
	}
	return ok && len(t.Called.Stations) > 0
}

// isIndicator reports whether a word has the form of a routing indicator: R and
// three to seven more letters or digits.
func isIndicator(b []byte) bool {
	if len(b) < 4 || len(b) > 8 || upper(b[0]) != 'R' {
		return false
	}
	for _, c := range b {
		if !isAlnum(c) {
			return false
		}
	}
	return true
}

// prosign is the precedence of one letter: Z flash, O immediate, P priority, R routine.
func prosign(c byte) Precedence {
	switch upper(c) {
	case 'Z':
		return Flash
	case 'Y':
		return NiactImmediate
	case 'O':
		return Immediate
	case 'P':
		return Priority
	case 'R':
		return Routine
	default:
		return NoPrecedence
	}
}

// de reads DE RUEHFR #0824/01 0391651.
func (t *Transmission) de(b []byte, span Span) bool {
	de := &t.DE
	*de = DE{Span: span, Serial: -1, Minute: -1}
	i := skipBlanks(b, 2)
	j := i
	for j < len(b) && !isBlank(b[j]) && b[j] != '#' {
		j++
	}
	de.Station = span.part(i, j)
	ok := isIndicator(b[i:j])
	i = skipBlanks(b, j)
	if i < len(b) && b[i] == '#' {
		j = skipDigits(b, i+1)
		de.Serial = number(b[i+1 : j])
		ok = ok && j-i-1 == 4
		i = j
		if i < len(b) && b[i] == '/' {
			j = skipDigits(b, i+1)
			de.Section = max(0, number(b[i+1:j]))
			ok = ok && j-i-1 == 2
			i = j
		}
	} else {
		ok = false
	}
	i = skipBlanks(b, i)
	j = skipDigits(b, i)
	if j-i != 7 {
		return false
	}
	day, minute := number(b[i:i+3]), clock(b[i+3:j])
	if day >= 1 && day <= 366 {
		de.JulianDay = day
	}
	de.Minute = minute
	return ok && de.JulianDay > 0 && minute >= 0 && j == len(b)
}

// clock is the minute of the day that HHMM writes; -1 when it writes none.
func clock(b []byte) int {
	n := number(b)
	if len(b) != 4 || n < 0 || n/100 > 23 || n%100 > 59 {
		return -1
	}
	return n/100*60 + n%100
}

// security reads ZNY CCCCC ZZH.
func (t *Transmission) security(b []byte, span Span) bool {
	s := &t.Security
	s.Span = span
	s.Clear = wordAt(b, 0, "ZNR")
	if !s.Clear && !wordAt(b, 0, "ZNY") {
		return false
	}
	i := skipBlanks(b, 3)
	j := skipLetters(b, i)
	if j > i {
		s.Letter = upper(b[i])
	}
	same := j-i == 5
	for k := i; k < j; k++ {
		same = same && upper(b[k]) == s.Letter
	}
	k := skipBlanks(b, j)
	s.Rest = span.part(k, len(b))
	legal := s.Letter == 'U' == s.Clear && (s.Clear || s.Letter == 'E' || s.Letter == 'C' || s.Letter == 'S' || s.Letter == 'T')
	return same && legal && wordAt(b, k, "ZZH")
}

// dateTimeGroup reads R 081651Z FEB 06 and the operating signals after it.
func (t *Transmission) dateTimeGroup(b []byte, span Span) bool {
	g := &t.DTG
	*g = DateTimeGroup{Span: span}
	i := 0
	for n := 0; n < 2 && i+1 < len(b) && isLetter(b[i]) && (isBlank(b[i+1]) || isDigit(b[i+1])); n++ {
		p := prosign(b[i])
		if n == 0 {
			g.Action = p
		} else {
			g.InfoLevel = p
		}
		i = skipBlanks(b, i+1)
	}
	start := i
	j := skipDigits(b, i)
	if j-i != 6 {
		return false
	}
	day, minute := number(b[i:i+2]), clock(b[i+2:j])
	i = skipBlanks(b, j)
	if i >= len(b) || upper(b[i]) != 'Z' {
		return false
	}
	i = skipBlanks(b, i+1)
	j = skipLetters(b, i)
	month := monthNumber(b[i:j])
	i = skipBlanks(b, j)
	j = skipDigits(b, i)
	year := yearOf(b[i:j])
	if month == 0 || year == 0 || minute < 0 || day < 1 || day > daysIn(year, month) {
		return false
	}
	g.Group, g.Year, g.Month, g.Day, g.Minute = span.part(start, j), year, month, day, minute
	g.Rest = span.part(skipBlanks(b, j), len(b))
	return true
}

// from reads FM AMEMBASSY PARIS.
func (t *Transmission) from(b []byte, span Span) bool {
	if !wordAt(b, 0, "FM") {
		return false
	}
	i := skipBlanks(b, 2)
	t.From = span.part(i, len(b))
	return i < len(b)
}
