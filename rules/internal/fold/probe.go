package fold

// Probe is a quick look at the byte at i of a cable's bytes, before the block that
// holds it is decided: false where no repair of the cause can hang on it. It reads
// a few words round the byte, not what is open in the paragraph.
func (d *Decider) Probe(c Cause, raw []byte, i int) bool {
	d.repairs = d.repairs[:0]
	switch c {
	case DroppedAccent:
		d.droppedAccent(raw, i)
	case Latin1Cut:
		d.cutLatin1(raw, i)
	case OddApostrophe:
		d.oddApostrophe(raw, i)
	case DroppedPlus:
		d.droppedPlus(raw, i, &Evidence{})
	case UTF8Cut:
		d.cutUTF8(raw, i, &Evidence{})
	case HTMLEntity:
		d.quotes.reset(quoteCosts)
		return addGlyph(&d.quotes, raw, i) > 0
	case EllipsisParen:
		d.parens.reset(parenCosts)
		return addLeft(&d.parens, raw, i) > 0
	case DashParen:
		d.parens.reset(parenCosts)
		return addRight(&d.parens, raw, i) > 0
	case QuotePair, QuoteOpen, QuoteMixed:
		d.quotes.reset(quoteCosts)
		return addAmp(&d.quotes, raw, i) > 0
	case QuoteClose:
		return mayClose(raw, i)
	case ApostropheComma:
		return raw[i] == ',' || singleMark(raw, i) > 0
	case PluralComma:
		return MayBePlural(raw, i)
	default:
		return true
	}
	return len(d.repairs) > 0
}

// mayClose reports whether the 8 at i may close a quotation: not where it is dearer
// to read it so than to leave the quotation open.
func mayClose(raw []byte, i int) bool {
	if !closesHere(raw, i+1) {
		return false
	}
	text8, mark8, ok := eightCosts(raw, i)
	return ok && mark8-text8 <= quoteCosts.unshut
}

// MayHavePlurals reports whether a plural possessive of the cable may be reported
// at all: where nearly all of its apostrophes are sound, no words are enough.
func (ev *Evidence) MayHavePlurals() bool {
	return mostWords+ev.FoldedShare()*3/2 >= Thresholds[PluralComma].Suggest
}

// mostWords is more than the words around a comma have been seen to weigh.
const mostWords = 700
