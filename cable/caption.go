package cable

// parseCaption reads a line that holds a caption and nothing else. Known says
// that the caption is in the table.
func (d *Document) parseCaption(line int) (Caption, bool) {
	span := d.content(line)
	b := d.Bytes(span)
	listed, ok := readCaption(b)
	if span.Empty() || !ok && !d.own.caption(b) {
		return Caption{}, false
	}
	if i := behindLevel(b); i > 0 { // the class is the banner's
		span.Start, b = span.Start+uint32(i), b[i:]
		listed, _ = readCaption(b)
	}
	return Caption{Span: span, Line: line, Known: listed || d.own.caption(b)}, true
}

// longestCaption bounds a caption line, in bytes; a corrected copy gives its reason.
const longestCaption = 120

// isCaptionLine reports whether a line is a caption: one of the table, several of
// them, one written with a blank after each letter, or "CORRECTED COPY (...)".
func isCaptionLine(b []byte) bool {
	_, ok := readCaption(b)
	return ok
}

// readCaption is [isCaptionLine]; listed says that the line is a caption of the table as
// it stands.
func readCaption(line []byte) (listed, ok bool) {
	if string(line) == "SIPDIS" { // as most are
		return true, true
	}
	b := line
	if len(b) > 0 && (b[0] <= ' ' || b[0] >= 0x80) {
		b = b[skipBlanks(b, int(leadingPilcrow(b))):]
	}
	b = trimEnd(b)
	if len(b) < 2 || len(b) > longestCaption || !startsCaption(b) {
		return false, false
	}
	var buf [longestCaption]byte
	key := buf[:0]
	for i, c := range b {
		if !(isBlank(c) && i > 0 && isBlank(b[i-1])) {
			key = append(key, upper(c))
		}
	}
	if captionSet().has(key) {
		return len(key) == len(line), true
	}
	return false, correctedCopy(b) || channelCaption(b) || captionList(b[behindLevel(b):])
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
	if !isUpper(c) || firstOfCaptions>>(c%32)&1 == 0 || len(b) > 60 && c != 'C' {
		return false
	}
	var buf [4]byte
	switch string(fourLetters(&buf, b)) {
	case "CHER", "CODE", "CORR", "DIRE", "DISS", "EXDI", "EYES", "LIMD", "NOCO", "NODI", "NOFO", "NOTF",
		"ORCO", "PROP", "ROGE", "SBUD", "SENS", "SIPD", "SPEC", "STAD", "TERR", "SECR", "CONF":
		return true
	}
	return endsChannel(b)
}

// firstOfCaptions is the letters, as bits, with which a caption begins.
const firstOfCaptions = 1<<('A'%32) | 1<<('C'%32) | 1<<('D'%32) | 1<<('E'%32) | 1<<('H'%32) | 1<<('L'%32) | 1<<('M'%32) |
	1<<('N'%32) | 1<<('O'%32) | 1<<('P'%32) | 1<<('R'%32) | 1<<('S'%32) | 1<<('T'%32)

// fourLetters writes the first four bytes of b that are no blanks to buf, in upper case.
func fourLetters(buf *[4]byte, b []byte) []byte {
	n := 0
	for i := 0; i < len(b) && n < len(buf); i++ {
		if !isBlank(b[i]) {
			buf[n] = upper(b[i])
			n++
		}
	}
	return buf[:n]
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
