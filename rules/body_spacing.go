package rules

import (
	"bytes"
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/body-spacing.md
var spacingDoc string

// spacing reports a blank that is missing after a comma or a stop or before a
// parenthesis, one too many inside a parenthesis or before a stop, and a stop
// typed twice. In the reasons of an authority line the repair is certain.
var spacing = &lint.Rule{
	ID:        "body-spacing",
	Title:     "blank missing or one too many",
	Doc:       spacingDoc,
	Severity:  lint.Info,
	Fix:       lint.Safe,
	Presets:   drafted,
	Authority: "observed",
	Since:     "0.1",
	Anchors: []lint.Anchor{
		{Byte: ',', Before: cable.MaskLower, After: cable.MaskLower | cable.MaskUpper},
		{Byte: '(', Before: cable.MaskLower, After: cable.MaskUpper | cable.MaskLower},
		{Byte: '(', After: cable.MaskBlank},
		{Byte: ')', Before: cable.MaskBlank},
		{Byte: ',', Before: cable.MaskBlank, After: cable.MaskBlank},
		{Byte: '.', Before: cable.MaskBlank, After: cable.MaskBlank | cable.MaskControl},
		{Byte: '.', Before: cable.MaskLower, After: cable.MaskStop},
		{Byte: '.', Before: cable.MaskLower, After: cable.MaskUpper},
	},
	In: cable.ZoneProse | cable.ZoneAuthority,
	At: func(p *lint.Pass, at uint32) {
		d := p.Cable
		switch d.Raw[at] {
		case '(':
			if int(at)+1 == len(d.Raw) {
				return
			}
			if isBlank(d.Raw[at+1]) {
				reasonBlank(p, at+1, at+2)
				citationBlank(p, at)
				return
			}
			if longWordBefore(d, at, 4) && (initials(d.Raw[at+1:]) || citation(d.Raw[at+1:])) {
				missingBlank(p, at, at)
			}
		case ')':
			reasonBlank(p, at-1, at-2)
		case ',':
			if isBlank(d.Raw[at-1]) {
				blankBeforeStop(p, at)
				return
			}
			if longWordBefore(d, at, 4) && (longWordAfter(d, at+1, 4) || shortWordAfter(d, at+1) || office(d.Raw[at+1:])) {
				missingBlank(p, at, at+1)
			}
		case '.':
			stopSpacing(p, at)
		}
	},
}

// stopSpacing reads a full stop: typed twice, with a blank before it, or without
// one after it.
func stopSpacing(p *lint.Pass, at uint32) {
	d := p.Cable
	after := byte(0)
	if int(at)+1 < len(d.Raw) {
		after = d.Raw[at+1]
	}
	switch {
	case isBlank(d.Raw[at-1]):
		blankBeforeStop(p, at)
	case after == '.':
		if int(at)+2 < len(d.Raw) && d.Raw[at+2] > ' ' || !longWordBefore(d, at, 2) || dotted(d, at+2) {
			return
		}
		span := cable.Span{Start: at, End: at + 2}
		p.Report(span, "the stop is typed twice").SetFix(lint.Unsafe, "drop one", lint.Delete(cable.Span{Start: at + 1, End: at + 2}))
	case longWordBefore(d, at, 4) && isUpper(after) && int(at)+2 < len(d.Raw) && isLower(d.Raw[at+2]) && !address(d, at):
		missingBlank(p, at, at+1)
	}
}

// dotted reports whether more stops follow at offset at: a row of dots.
func dotted(d *cable.Document, at uint32) bool {
	rest := bytes.TrimLeft(d.Raw[at:min(len(d.Raw), int(at)+4)], " ")
	return len(rest) > 0 && rest[0] == '.'
}

// address reports whether the token round the offset is an address, a file or
// an abbreviation: it has a slash, an @ or another stop inside.
func address(d *cable.Document, at uint32) bool {
	token := bytes.TrimRight(wordsRound(d, at), ".,;:)\"'")
	return bytes.ContainsAny(token, "/@_=") || bytes.Count(token, []byte{'.'}) > 1 || redacted(token)
}

// missingBlank reports the place where a blank belongs, after the mark at offset
// mark or before it.
func missingBlank(p *lint.Pass, mark, place uint32) {
	d := p.Cable
	if redacted(wordsRound(d, mark)) {
		return
	}
	p.Report(cable.Span{Start: mark, End: mark + 1}, "a blank is missing in {0}", lint.Text(wordsRound(d, mark))).
		SetFix(lint.Unsafe, "put the blank", lint.Replace(cable.Span{Start: place, End: place}, " "))
}

// blankBeforeStop reports a blank between a word and the stop or comma after it.
func blankBeforeStop(p *lint.Pass, at uint32) {
	d := p.Cable
	start := at
	for start > 0 && isBlank(d.Raw[start-1]) {
		start--
	}
	if awaitsObject(lastField(d.Raw[d.Lines[d.LineAt(start)].Start:start])) {
		return // "available at ." lost an address, not a blank
	}
	if start == 0 || at-start > 1 || !isLower(d.Raw[start-1]) || dotted(d, at+1) || redacted(wordsRound(d, start-1)) {
		return
	}
	p.Report(cable.Span{Start: start, End: at + 1}, "a blank stands before {0}", lint.Text(d.Raw[at:at+1])).
		SetFix(lint.Unsafe, "drop the blank", lint.Delete(cable.Span{Start: start, End: at}))
}

// awaitsObject reports whether a word asks for another one after it.
func awaitsObject(w []byte) bool {
	switch string(w) {
	case "at", "in", "on", "of", "from", "to", "by", "with", "for", "see", "and", "or":
		return true
	default:
		return false
	}
}

// reasonBlank reports a blank between a parenthesis and the letters of reasons:
// ( d), (d ), ( b, d). The blank is next to the parenthesis, a letter beyond it.
func reasonBlank(p *lint.Pass, blank, letter uint32) {
	d := p.Cable
	if int(letter) >= len(d.Raw) || d.ZoneAt(blank)&cable.ZoneAuthority == 0 {
		return
	}
	step := letter - blank // one, or minus one
	far := letter
	for int(far) < len(d.Raw) && reasonByte(d.Raw[far]) {
		far += step
	}
	if int(far) >= len(d.Raw) || far == letter || !isLetter(d.Raw[letter]) || d.Raw[far] != '(' && d.Raw[far] != ')' || d.Raw[far] == d.Raw[blank-step] {
		return
	}
	p.Report(cable.Span{Start: min(blank-step, far), End: max(blank-step, far) + 1}, "a blank stands inside the parentheses of a reason").
		SetFix(lint.Safe, "drop the blank", lint.Delete(cable.Span{Start: blank, End: blank + 1}))
}

// citationBlank reports a blank between a parenthesis and the reference that it holds:
// ( ref a).
func citationBlank(p *lint.Pass, at uint32) {
	d := p.Cable
	end := at + 1
	for int(end) < len(d.Raw) && isBlank(d.Raw[end]) {
		end++
	}
	if d.ZoneAt(at)&cable.ZoneProse == 0 || !citation(d.Raw[end:]) {
		return
	}
	p.Report(cable.Span{Start: at, End: end}, "a blank stands after {0}", lint.Text(d.Raw[at:at+1])).
		SetFix(lint.Unsafe, "drop the blank", lint.Delete(cable.Span{Start: at + 1, End: end}))
}

// citation reports whether b starts as a reference in parentheses does.
func citation(b []byte) bool {
	n := 0
	for n < len(b) && n < 7 && (isLower(b[n]) || isUpper(b[n])) {
		n++
	}
	switch string(bytes.ToLower(b[:n])) {
	case "ref", "refs":
		return n < len(b) && isBlank(b[n])
	case "reftel", "reftels", "septel", "septels":
		return n < len(b) && b[n] == ')'
	default:
		return false
	}
}

// office reports whether b starts with the symbol of an office or an abbreviation in
// capitals: P/E, DOD.
func office(b []byte) bool {
	n := 0
	for n < len(b) && (isUpper(b[n]) || n > 0 && b[n] == '/') {
		n++
	}
	return n >= 2 && n <= 12 && n < len(b) && closesWord(b[n])
}

// reasonByte reports whether c may stand in the parentheses of reasons: (b, d), (b/d).
func reasonByte(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'h' || c == ',' || c == ' ' || c == '/'
}

// longWordBefore reports whether n small letters, the first perhaps a capital,
// end before the offset.
func longWordBefore(d *cable.Document, at uint32, n int) bool {
	k := 0
	for int(at)-k > 0 && isLower(d.Raw[int(at)-k-1]) {
		k++
	}
	if int(at)-k > 0 && isUpper(d.Raw[int(at)-k-1]) {
		k++
	}
	return k >= n && (int(at)-k == 0 || opensWord(d.Raw[int(at)-k-1]) && d.Raw[int(at)-k-1] != ',' && d.Raw[int(at)-k-1] != '\'')
}

// longWordAfter reports whether n small letters, the first perhaps a capital,
// start at the offset.
func longWordAfter(d *cable.Document, at uint32, n int) bool {
	k := 0
	if int(at) < len(d.Raw) && isUpper(d.Raw[at]) {
		k++
	}
	for int(at)+k < len(d.Raw) && isLower(d.Raw[int(at)+k]) {
		k++
	}
	return k >= n
}

// shortWordAfter reports whether a word of three letters starts at offset at that
// no apostrophe stands before.
func shortWordAfter(d *cable.Document, at uint32) bool {
	for _, w := range [...]string{"the ", "and ", "but ", "who ", "not ", "can ", "our ", "via ", "for ", "was ", "are ", "its "} {
		if bytes.HasPrefix(d.Raw[at:], []byte(w)) {
			return true
		}
	}
	return false
}

// initials reports whether b starts with two capitals or more and a parenthesis.
func initials(b []byte) bool {
	n := 0
	for n < len(b) && isUpper(b[n]) {
		n++
	}
	return n >= 2 && n < len(b) && b[n] == ')'
}
