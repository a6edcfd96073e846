package fold

// Probe is a quick look at the byte at i of a cable's bytes, before its block is read
// and decided: false where no repair of the cause can hang on it. It reads a few
// words round the byte, not what is open in the paragraph.
func Probe(c Cause, raw []byte, i int) bool {
	switch c {
	case ApostropheComma, ApostropheName:
		return mayBeComma(c, raw, i)
	case PluralComma:
		may, _ := MayBePlural(raw, i)
		return may
	case QuotePair, QuoteOpen, QuoteMixed:
		_, ok := ampCost(raw, i)
		return ok
	case QuoteClose:
		return mayClose(raw, i)
	case HTMLEntity:
		return i > 0 && glyphWord(raw, i-1) > 0
	case DashParen:
		return rightCosts(raw, i).dash > 0
	case EllipsisParen:
		return ellipsisCost(raw, i) > 0
	case SmartQ:
		return mayBeSmartQ(raw, i)
	case UTF8Cut:
		_, margin := cut(raw, i)
		return margin > 0
	case DroppedAccent:
		word, _ := lackingAt(raw, i)
		return word >= 0
	case DroppedPlus:
		return at(raw, i+1) == ' ' && digit(at(raw, i+2)) && !alnum(at(raw, i+3))
	case OddApostrophe:
		return mayBeOdd(raw, i)
	default:
		return true
	}
}

// Allows reports whether the cable as a whole lets a cause hope at the byte at i of its
// bytes, or of the text of a block.
func (ev *Evidence) Allows(c Cause, text []byte, i int) bool {
	switch c {
	case SmartQ:
		b, a := at(text, i-1), at(text, i+1)
		return letter(b) && (letter(a) || a == ',') || ev.SmartQs() || b == ' ' && blank(a) && loneQ(text, i)
	}
	return true
}

// Closes reports whether a comma closes the single quotation that may open at i of the
// text of a block.
func Closes(text []byte, i int, ev *Evidence) bool {
	for k := i + 1; k < min(len(text), i+longestSingle+1); k++ {
		if text[k] != ',' || alnum(at(text, k+1)) || accented(text, k+1) {
			continue
		}
		if start, m := singleQuotation(text, k, ev); m > 0 && start == i {
			return true
		}
	}
	return false
}

// mayBeComma looks for what makes an apostrophe of a comma, and for a single mark
// that a comma may close.
func mayBeComma(c Cause, raw []byte, i int) bool {
	if raw[i] != ',' {
		return c == ApostropheComma && singleMark(raw, i) > 0
	}
	a := at(raw, i+1)
	switch {
	case digit(a):
		return c == ApostropheComma && decade(raw, i)
	case a == 0xC2 || a == 0xE2:
		return false // a mark: no letter starts with these bytes
	}
	is, m := inner(raw, i)
	return m > 0 && is == c
}

// mayClose reports whether the 8 at i may close a quotation: not where it costs so
// much to read it as a closing mark that nothing shown comes of it. One pair less open
// is worth at most a restart: that is what the next mark that opens would cost, and a
// pair left open costs less.
func mayClose(raw []byte, i int) bool {
	if digit(at(raw, i-1)) {
		if _, _, ok := tooManyDigits(raw, i); !ok {
			return false
		}
	}
	asText, asMark, ok := eightCosts(raw, i)
	return ok && asMark-asText+Thresholds[QuoteClose].Suggest <= max(quoteCosts.restart, quoteCosts.unshut)
}

// mayBeSmartQ passes a Q that begins or ends a word, and one inside a word where
// something of a contraction follows.
func mayBeSmartQ(raw []byte, i int) bool {
	b, a := at(raw, i-1), at(raw, i+1)
	switch {
	case letter(b) && a == ',':
		return lower(b)
	case letter(b):
		return !upper(a) || lower(at(raw, i+2))
	}
	return true
}

// mayBeOdd passes a V only before a lone s, and a lone s only after a comma or a hyphen.
func mayBeOdd(raw []byte, i int) bool {
	switch raw[i] {
	case 'V':
		return at(raw, i+1) == 's' && !alnum(at(raw, i+2))
	case 's':
		b := at(raw, i-1)
		return b == '-' || b == ' ' && at(raw, i-2) == ','
	case '8':
		return has(raw, i, "8at8")
	}
	return true
}
