package cable

import (
	"bytes"
	"slices"
)

// The bounds of the search for repeated headers: each copy is compared with the
// first, and a text of nothing but banners must not cost the square of its length.
const (
	longestHeader = 200 // lines
	mostBanners   = 100
)

// findRepeats finds header blocks that are printed again and takes them out of
// what is read: their lines get [ZoneRepeat].
func (d *Document) findRepeats(r *reader) {
	first := d.Banner.Line
	if !d.Banner.Present() {
		return
	}
	ask := MaskDigit // of these classes a copy of the banner has digits alone
	if r.capitals {
		ask |= MaskLower
	}
	lines, left := d.Lines, mostBanners
	for i := first + 1; i < len(lines); i++ {
		l := &lines[i]
		if l.Mask&ask != MaskDigit {
			continue
		}
		if l.Zone&(ZoneBlank|ZoneFurniture|ZoneRepeat) != 0 || l.End-l.Start > 200 {
			continue
		}
		if !isBannerLine(d.text(i)) || !d.sameCable(i) || d.quoted(i) {
			continue
		}
		if left--; left < 0 {
			return
		}
		if rep, ok := d.repeatAt(first, i); ok {
			d.addRepeat(rep)
			d.forget(rep)
			i = rep.Last
		}
	}
}

// forget drops the captions and passing lines that were read in a repeated block.
func (d *Document) forget(rep Repeat) {
	d.Captions = slices.DeleteFunc(d.Captions, func(c Caption) bool { return rep.First <= c.Line && c.Line <= rep.Last })
	block := Span{d.Lines[rep.First].Start, d.Lines[rep.Last].End}
	d.Slugs = slices.DeleteFunc(d.Slugs, block.Covers)
}

// sameCable reports whether the banner on line i names the post and serial of the cable's own.
func (d *Document) sameCable(i int) bool {
	b, ok := d.parseBanner(i)
	return ok && b.Serial == d.Banner.Serial && b.Serial >= 0 && equalFoldBytes(d.Bytes(b.Post), d.Bytes(d.Banner.Post))
}

// quoted reports whether the text before line i announces a quotation.
func (d *Document) quoted(i int) bool {
	for p := i - 1; p >= 0 && i-p < 5; p-- {
		if d.isBlank(p) {
			continue
		}
		b := d.text(p)
		return indexFold(b, "quote") >= 0 || indexFold(b, "begin text") >= 0
	}
	return false
}

// repeatAt compares what follows the banner on line second with what follows the
// one on line first, line by line.
func (d *Document) repeatAt(first, second int) (Repeat, bool) {
	rep := Repeat{First: second, Last: second, OfFirst: first, OfLast: first, Equal: true}
	again := d.headerOver(&rep)
	a, b := d.nextText(first+1), d.nextText(second+1)
	end := min(rep.First, first+longestHeader)
	sections := !d.sameLine(first, second) // the header of a further section
	for a < end && b < len(d.Lines) {
		switch {
		case d.sameLine(a, b):
			rep.OfLast, rep.Last = a, b
			a, b = d.nextText(a+1), d.nextText(b+1)
			continue
		case sections && d.repeatsField(b):
			rep.Last = b
			b = d.nextText(b + 1)
			continue
		case sections && a < d.BodyLine && d.Lines[a].Zone&(ZoneHeader|ZoneSubject|ZoneAuthority) != 0:
			a = d.nextText(a + 1)
			continue
		case d.Lines[a].Zone&(ZoneFurniture|ZonePageMetadata) != 0 || d.RepeatsSIPDIS(a):
			a = d.nextText(a + 1)
			continue
		case d.Lines[b].Zone&(ZoneFurniture|ZonePageMetadata) != 0:
			b = d.nextText(b + 1)
			continue
		}
		break
	}
	// An orphan heading may stand in the first copy only.
	for a < end && (d.Lines[a].Kind == KindRuler || d.Lines[a].Kind == KindHeading || isSummaryHeading(d.text(a))) {
		a = d.nextText(a + 1)
	}
	rep.Equal = rep.Equal && a >= rep.First && !sections
	if rep.Last == second && !rep.Equal && !again {
		return rep, false
	}
	rep.Remove = d.blockSpan(rep.First, rep.Last)
	return rep, true
}

// headerOver takes the transmission header that is printed again over the second
// banner of rep into it. It reports whether there is one.
func (d *Document) headerOver(rep *Repeat) bool {
	top, banner := rep.First, rep.OfFirst
	for q, p := d.textBefore(top-1), d.textBefore(banner-1); q > banner && d.Lines[q].Zone == ZoneRepeat; q = d.textBefore(q - 1) {
		if p < 0 || !d.sameLine(p, q) {
			rep.Equal = false
		} else {
			rep.OfFirst = p
		}
		rep.First, p = q, d.textBefore(p-1)
	}
	return rep.First < top
}

// isSummaryHeading reports whether b is the heading SUMMARY.
func isSummaryHeading(b []byte) bool {
	return equalFold(b, "SUMMARY") || equalFold(b, "SUMMARY:") || equalFold(b, "SUMMARY.")
}

// sameLine reports whether two lines say the same but for blanks at their ends
// and the length of a row of dashes.
func (d *Document) sameLine(a, b int) bool {
	if d.Lines[a].Kind == KindRuler && d.Lines[b].Kind == KindRuler {
		return true
	}
	return bytes.Equal(d.text(a), d.text(b))
}

// blockSpan covers the lines [first, last] and the blank lines before them.
func (d *Document) blockSpan(first, last int) Span {
	for first > 0 && d.isBlank(first-1) {
		first--
	}
	return Span{d.Lines[first].Start, d.Lines[last].Next()}
}

// addRepeat takes the repeated block out of what is read.
func (d *Document) addRepeat(rep Repeat) {
	d.Repeats = append(d.Repeats, rep)
	a := rep.OfFirst
	for i := rep.First; i <= rep.Last; i++ {
		l := &d.Lines[i]
		if l.Zone == ZoneBlank {
			continue
		}
		l.Zone = ZoneRepeat
		if a = d.nextText(a); a <= rep.OfLast && d.sameLine(a, i) {
			l.Kind = d.Lines[a].Kind
			a++
		}
	}
	if d.BodyLine >= rep.First && d.BodyLine <= rep.Last {
		d.BodyLine = rep.Last + 1
	}
}

// bannerAgain takes the cable's first banner and what stands below it out of what
// is read: on line i, before any header field, the banner is printed again, and
// the message goes on from there.
func (d *Document) bannerAgain(i int) {
	first := d.Banner.Line
	rep := Repeat{First: i, Last: i, OfFirst: first, OfLast: first, Equal: d.sameLine(first, i)}
	b := d.nextText(i + 1)
	for a := d.nextText(first + 1); a < i; a = d.nextText(a + 1) {
		if d.Lines[a].Zone == ZonePageMetadata {
			continue
		}
		rep.OfLast = a
		if b < len(d.Lines) && d.sameLine(a, b) {
			rep.Last = b
			b = d.nextText(b + 1)
		} else {
			rep.Equal = false
		}
	}
	rep.Remove = Span{d.Lines[first].Start, d.Lines[d.nextText(rep.OfLast+1)-1].Next()}
	for n := first; n <= rep.OfLast; n++ {
		if l := &d.Lines[n]; l.Zone&(ZoneBlank|ZonePageMetadata) == 0 {
			l.Zone = ZoneRepeat
		}
	}
	d.Repeats = append(d.Repeats, rep)
	d.Captions, d.Slugs = d.Captions[:0], d.Slugs[:0]
	d.Banner, _ = d.parseBanner(i)
	d.set(i, KindBanner, ZoneHeader)
}

// repeatsField reports whether line i starts a header field that the cable has.
func (d *Document) repeatsField(i int) bool {
	f, _ := labelAt(d.text(i), true)
	return f >= 0 || d.isCaptionLine(d.text(i))
}

// repeatedTransmission finds a transmission header that is printed again between
// the lines [first, end), as where a database row precedes it.
func (d *Document) repeatedTransmission(first, end int) {
	group := -1
	for i := first; i < end; i++ {
		if d.Lines[i].Kind != KindDateTimeGroup {
			continue
		}
		if group < 0 {
			group = i
			continue
		}
		if !d.sameLine(group, i) {
			continue
		}
		rep := Repeat{First: i, Last: i, OfFirst: group, OfLast: group, Equal: true}
		for a, b := group, i; a < i && b < end && d.sameLine(a, b); {
			rep.OfLast, rep.Last = a, b
			a, b = d.nextText(a+1), d.nextText(b+1)
		}
		// The lines above the group, which end what is printed again before it.
		for a, b := d.textBefore(group-1), d.textBefore(i-1); b > rep.OfLast && opensTransmission(d.Lines[b].Kind); a, b = d.textBefore(a-1), d.textBefore(b-1) {
			rep.First = b
			if a < first || !d.sameLine(a, b) {
				rep.Equal = false
			} else {
				rep.OfFirst = a
			}
		}
		rep.Remove = d.blockSpan(rep.First, rep.Last)
		d.addRepeat(rep)
		return
	}
}

// opensTransmission reports whether a line of the kind stands above the date-time
// group in a transmission header.
func opensTransmission(k Kind) bool {
	return k == KindStart || k == KindCalledStations || k == KindDE || k == KindSecurity
}
