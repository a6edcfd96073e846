package cable

// parseExecutiveOrder reads the E.O. field: the number of the order, and what
// the tail says of declassification.
func (d *Document) parseExecutiveOrder(span Span, line int) {
	f := &d.scratch
	d.fieldText(f, span, line, false)
	t := f.Text
	eo := &d.EO
	eo.Span, eo.Line = d.trim(span), line
	start := skipSpace(t, 0)
	i, j := orderNumber(t, start)
	if j > i && isDigit(t[i]) {
		eo.Number, eo.NumberSpan = number(t[i:j]), f.span(i, j)
	}
	end := skipBlanks(t, j)
	if end < len(t) && (t[end] == ':' || t[end] == ';' || t[end] == ',' || t[end] == '.') {
		end++
	} else {
		end = j
	}
	eo.Label = f.span(start, end)
	eo.AtStart = d.atLineStart(eo.Label.Start, line)
	tail := skipSpace(t, end)
	eo.Tail = f.span(tail, len(t))
	d.readTail(f, tail)
}

// orderNumber is the first number of four digits or more near the start of the
// field. Without one, the label is "E.O." alone.
func orderNumber(t []byte, i int) (from, to int) {
	limit := min(len(t), i+24)
	for k := i; k < limit; k++ {
		if !isDigit(t[k]) {
			continue
		}
		j := skipDigits(t, k)
		if j-k >= 4 {
			return k, min(j, k+9)
		}
		k = j
	}
	return i, labelEnd(t, i)
}

// labelEnd is the end of "E.O." at i.
func labelEnd(t []byte, i int) int {
	k := i
	for k < len(t) && k-i < 6 && (t[k] == '.' || t[k] == ' ' || upper(t[k]) == 'E' || upper(t[k]) == 'O' || t[k] == '0') {
		k++
	}
	return k
}

// readTail sets what the tail that starts at i says.
func (d *Document) readTail(f *Flow, i int) {
	t, eo := f.Text, &d.EO
	at, labelled := declassifyLabel(t, i)
	rest := trimEnd(t[at:])
	switch {
	case len(rest) > 0 && isDigit(rest[0]):
		d.exemptionOrDate(f, at)
	case len(rest) == 0:
		eo.Form = NoDeclassify
	case wordAt(t, at, "N/A"), wordAt(t, at, "NA"), foldAt(t, at, "N.A"), wordAt(t, at, "NOT APPLICABLE"):
		eo.Form = DeclassifyNA
	case wordAt(t, at, "OADR"), foldAt(t, at, "ORIGINATING AGENCY"), foldAt(t, at, "O.A.D.R"):
		eo.Form = DeclassifyOADR
	case wordAt(t, at, "MR"), wordAt(t, at, "MANUAL REVIEW"):
		eo.Form = DeclassifyMR
	case isRedacted(rest):
		eo.Form = DeclassifyRedacted
	case !labelled && (foldAt(t, at, "GDS") || foldAt(t, at, "ADS") || foldAt(t, at, "RDS")):
		d.schedule(f, at)
	default:
		d.exemptionOrDate(f, at)
	}
}

// exemptionOrDate reads an exemption, a date or an event at at.
func (d *Document) exemptionOrDate(f *Flow, at int) {
	if !exemption(f.Text, at) {
		d.declassifyDate(f, at)
		return
	}
	d.EO.Form, d.EO.Classifier = DeclassifyExempt, classifier(f, at)
}

// declassifyLabel skips "DECL:", "DECLASSIFY ON:", "DECL ON" and their
// misspellings, wherever it stands in the tail that starts at i.
func declassifyLabel(t []byte, i int) (at int, found bool) {
	if foldAt(t, i, "DECL:") { // as most are
		return skipLabelStops(t, i+len("DECL:")), true
	}
	for k := i; k < len(t); k++ {
		if (k > i && isAlnum(t[k-1])) || upper(t[k]) != 'D' {
			continue
		}
		end := skipLetters(t, k)
		if oneOf(t[k:end], declTypos) {
			return skipLabelStops(t, end), true
		}
		if !foldAt(t, k, "DEC") {
			continue
		}
		if foldEqual(t[k:end], "DECLASSIFIED") { // a stamp of later years
			continue
		}
		if !foldAt(t, k, "DECL") && end-k > 3 || end-k == 3 && (end >= len(t) || t[end] != ':') {
			continue
		}
		if j := skipBlanks(t, end); wordAt(t, j, "ON") {
			end = j + 2
		}
		return skipLabelStops(t, end), true
	}
	return i, false
}

// declTypos are misspellings of DECL that do not begin as it does.
var declTypos = []string{"DELC", "DCL", "DELCL"}

// skipLabelStops is the first offset from i on with neither white space nor what may end a label.
func skipLabelStops(t []byte, i int) int {
	for i < len(t) && (isSpace(t[i]) || t[i] == ':' || t[i] == ';' || t[i] == '.' || t[i] == ',') {
		i++
	}
	return i
}

// schedule reads the tail of an order that knew schedules: GDS, "GDS 8/12/85",
// "ADS, DECLASSIFY 30 JUN 80", "RDS-3 4/18/99 (DOE, JANE)".
func (d *Document) schedule(f *Flow, at int) {
	t, eo := f.Text, &d.EO
	eo.Form = DeclassifyGDS
	eo.Classifier = classifier(f, at)
	for k := at; k < len(t) && t[k] != '('; k++ {
		if !isDigit(t[k]) || isAlnum(t[k-1]) || t[k-1] == '-' {
			continue
		}
		if date, end, ok := dateAt(t, k); ok {
			eo.Form, eo.Date, eo.DateSpan = DeclassifyDate, date, f.span(k, end)
			return
		}
	}
}

// classifier is the name between the parentheses of a tail that starts at i; it
// has a comma after the surname.
func classifier(f *Flow, i int) Span {
	t := f.Text
	for i < len(t) && t[i] != '(' {
		i++
	}
	start := skipSpace(t, min(i+1, len(t)))
	end, comma := start, false
	for end < len(t) && t[end] != ')' {
		comma = comma || t[end] == ','
		end++
	}
	if end == len(t) || !comma || !isLetter(t[start]) {
		return Span{}
	}
	return f.span(start, start+len(trimEnd(t[start:end])))
}

// declassifyDate reads a date at at; what is no date is an event.
func (d *Document) declassifyDate(f *Flow, at int) {
	t, eo := f.Text, &d.EO
	date, end, ok := dateAt(t, at)
	if !ok && end == at {
		date, end, ok = brokenDate(t, at)
	}
	if ok || end > at && date.Year != 0 {
		eo.Form, eo.Date, eo.DateSpan = DeclassifyDate, date, f.span(at, end)
		return
	}
	eo.Form = DeclassifyEvent
}

// brokenDate reads at i a date whose strokes are lost, doubled or have blanks beside
// them, but whose digits are all there: 03/172016, 01 /11/2015.
func brokenDate(t []byte, i int) (date Date, end int, ok bool) {
	n, value, stroke := 0, 0, false
	for k := i; k < len(t) && k-i < len("01 / 30 / 2016"); k++ {
		switch c := t[k]; {
		case isDigit(c):
			n, value, end = n+1, value*10+int(c-'0'), k+1
			continue
		case c == '/':
			stroke = true
			continue
		case isBlank(c):
			continue
		}
		break
	}
	if n != len("01302016") || !stroke {
		return Date{}, i, false
	}
	date = Date{Year: value % 10000, Month: value / 1000000, Day: value / 10000 % 100}
	return date, end, date.Valid() && date.Year >= 1950 && date.Year < 2100
}

// exemption reports whether the tail at i is an exemption from automatic
// declassification: X1-X8, 1.6X1, 25X1, 50X1-HUM, XDS-2, XGDS-3.
func exemption(t []byte, i int) bool {
	if foldAt(t, i, "XDS") || foldAt(t, i, "XGDS") || foldAt(t, i, "EXEMPT") {
		return true
	}
	for i < len(t) && (isDigit(t[i]) || t[i] == '.') {
		i++
	}
	for i < len(t) && isBlank(t[i]) {
		i++
	}
	return i+1 < len(t) && upper(t[i]) == 'X' && isDigit(t[i+1])
}

// isRedacted reports whether b starts with a publisher's row of X.
func isRedacted(b []byte) bool {
	n := 0
	for n < len(b) && upper(b[n]) == 'X' {
		n++
	}
	return n >= 4
}

// trimEnd leaves out white space at the end.
func trimEnd(b []byte) []byte {
	for len(b) > 0 && isSpace(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}
