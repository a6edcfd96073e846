package cable

// parseCaption reads a line that holds a caption and nothing else. Known says
// that the caption is in the table.
func (d *Document) parseCaption(line int) (Caption, bool) {
	span := d.content(line)
	b := d.Raw[span.Start:span.End]
	if span.Empty() || !d.isCaptionLine(b) {
		return Caption{}, false
	}
	if i := behindLevel(b); i > 0 { // the class is the banner's
		span.Start, b = span.Start+uint32(i), b[i:]
	}
	return Caption{Span: span, Line: line, Known: inCaptionTable(b) || d.own.caption(b)}, true
}

// longestCaption bounds a caption line, in bytes; a corrected copy gives its reason.
const longestCaption = 120

// isCaptionLine reports whether a line is a caption: one of the table, several of
// them, one written with a blank after each letter, or "CORRECTED COPY (...)".
func isCaptionLine(b []byte) bool {
	b = trimEnd(b[skipBlanks(b, int(leadingPilcrow(b))):])
	if len(b) < 2 || len(b) > longestCaption || !startsCaption(b) {
		return false
	}
	var buf [longestCaption]byte
	key := buf[:0]
	for i, c := range b {
		if !(isBlank(c) && i > 0 && isBlank(b[i-1])) {
			key = append(key, upper(c))
		}
	}
	if captionSet().has(key) {
		return true
	}
	return correctedCopy(b) || channelCaption(b) || captionList(b[behindLevel(b):])
}

// behindLevel is where the captions of a line start that repeats the class of the
// banner before them ("SECRET//NOFORN"); 0 of any other line.
func behindLevel(b []byte) int {
	for _, level := range [...]string{"SECRET", "CONFIDENTIAL"} {
		i := len(level)
		if len(b) <= i || !foldAt(b, 0, level) || b[i] != '/' && !isBlank(b[i]) {
			continue
		}
		for i < len(b) && (b[i] == '/' || isBlank(b[i])) {
			i++
		}
		return i
	}
	return 0
}

// startsCaption reports whether the line b may be a caption: it spares the search
// for most lines. Only CORRECTED COPY is long.
func startsCaption(b []byte) bool {
	c := upper(b[0])
	if len(b) > 60 && c != 'C' {
		return false
	}
	second := upper(byteAt(b, skipBlanks(b, 1)))
	switch c {
	case 'C': // CODEL, CORRECTED COPY, CHEROKEE
		return second == 'O' || second == 'H' || endsChannel(b)
	case 'E': // EXDIS, EYES ONLY
		return second == 'X' || second == 'Y' || endsChannel(b)
	case 'D', 'L': // DISSENT CHANNEL, LIMDIS
		return second == 'I' || endsChannel(b)
	case 'N', 'R': // NOFORN, ROGER CHANNEL
		return second == 'O' || endsChannel(b)
	case 'O', 'P': // ORCON, PROPIN
		return second == 'R' || endsChannel(b)
	case 'S': // SBU ..., SENSITIVE, SIPDIS, SPECAT, STADIS
		return second == 'B' || second == 'E' || second == 'I' || second == 'P' || second == 'T' || endsChannel(b)
	case 'T': // TERREP
		return second == 'E' || endsChannel(b)
	case 'A', 'H', 'M':
		return endsChannel(b)
	default:
		return false
	}
}

// RepeatsSIPDIS reports whether line i is SIPDIS among the captions, and another one
// stands above it.
func (d *Document) RepeatsSIPDIS(i int) bool {
	if d.Lines[i].Kind != KindCaption || !equalFold(d.text(i), "SIPDIS") {
		return false
	}
	for _, c := range d.Captions {
		if equalFold(d.Bytes(c.Span), "SIPDIS") {
			return c.Line < i
		}
	}
	return false
}

// endsChannel reports whether b ends in CHANNEL.
func endsChannel(b []byte) bool {
	n := len(b) - len("CHANNEL")
	return n > 0 && foldAt(b, n, "CHANNEL")
}

func inCaptionTable(b []byte) bool {
	var buf [longestCaption]byte
	key := buf[:0]
	for _, c := range b[:min(len(b), longestCaption)] {
		key = append(key, upper(c))
	}
	return captionSet().has(key)
}

// correctedCopy reports whether b starts with CORRECTED COPY, with or without
// blanks between its letters.
func correctedCopy(b []byte) bool {
	return spacedWord(b, 0, "CORRECTEDCOPY") > 0
}

// spacedWord is the offset after word, in upper case and without blanks, that
// stands at i with any blanks between its letters; 0 when it does not.
func spacedWord(b []byte, i int, word string) int {
	for k := range len(word) {
		i = skipBlanks(b, i)
		if i >= len(b) || upper(b[i]) != word[k] {
			return 0
		}
		i++
	}
	if i < len(b) && isAlnum(b[i]) {
		return 0
	}
	return i
}

// channelCaption reports whether b is "... CHANNEL" in one to three words, or
// "CODEL SMITH", or STADIS with its row of slashes.
func channelCaption(b []byte) bool {
	if !allCapitals(b) {
		return false
	}
	for _, w := range [...]string{"STADIS", "NODIS", "EXDIS", "LIMDIS"} {
		if i := len(w); foldAt(b, 0, w) && i < len(b) && b[i] == '/' {
			for i < len(b) && (b[i] == '/' || isBlank(b[i])) {
				i++
			}
			return i == len(b)
		}
	}
	words := 1
	for i, c := range b {
		switch {
		case isBlank(c) && i > 0 && !isBlank(b[i-1]):
			words++
		case !isAlnum(c) && !isBlank(c) && c != '/':
			return false
		}
	}
	last := len(b) - len("CHANNEL")
	return words >= 2 && words <= 3 && last > 0 && foldAt(b, last, "CHANNEL") ||
		words == 2 && wordAt(b, 0, "CODEL")
}

// captionList reports whether every word of b is a caption by itself.
func captionList(b []byte) bool {
	captions := 0
	for i := 0; i < len(b); {
		if isBlank(b[i]) || b[i] == ',' || b[i] == '/' || b[i] == ';' || b[i] == '.' {
			i++
			continue
		}
		if end := spacedCaption(b, i); end > 0 {
			captions++
			i = end
			continue
		}
		return false
	}
	return captions > 0
}

// spacedCaption is the offset after one of the common captions at i.
func spacedCaption(b []byte, i int) int {
	if i = skipBlanks(b, i); i == len(b) {
		return 0
	}
	c := upper(b[i])
	for _, w := range [...]string{"SIPDIS", "NOFORN", "SENSITIVEBUTUNCLASSIFIED", "SENSITIVE", "EXDIS", "NODIS", "LIMDIS", "STADIS", "ORCON", "PROPIN", "NOCONTRACT",
		"TERREP", "EYESONLY", "DISSENTCHANNEL", "ROGERCHANNEL", "CHEROKEE", "SPECAT"} {
		if w[0] != c {
			continue
		}
		if end := spacedWord(b, i, w); end > 0 {
			return end
		}
	}
	return 0
}
