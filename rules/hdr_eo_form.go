package rules

import (
	"bytes"
	_ "embed"
	"strconv"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// How an E.O. line is written. The handbook's form is "E.O. 12958: DECL: 01/30/2016"
// at the start of its line; newspapers re-typed it without stops and colon.

//go:embed docs/hdr-eo-no-colon.md
var eoNoColonDoc string

//go:embed docs/hdr-eo-mistyped.md
var eoMistypedDoc string

//go:embed docs/hdr-eo-run-on.md
var eoRunOnDoc string

// eoNoColon reports "EO 12958 DECL:", the way in which newspapers re-typed the
// line. In a cable that shows no other sign of a newspaper it is the post's slip.
var eoNoColon = &lint.Rule{
	ID:        "hdr-eo-no-colon",
	Title:     "E.O. line without its colon",
	Doc:       eoNoColonDoc,
	Severity:  lint.Info,
	Fix:       lint.Safe,
	Presets:   anywhere,
	Unproved:  beforeCablegate,
	Authority: "observed: 387 of 400 cables of the press edition; 5 FAH-1 H-246 gives E.O. 12958:",
	Since:     "0.1",
	Needs:     cable.HasEO,
	Cable: func(p *lint.Pass) {
		eo := &p.Cable.EO
		if !eo.Present() || eo.Number == 0 {
			return
		}
		label := p.Cable.Bytes(eo.Label)
		if eoLabelFault(label) != eoLacksColon {
			return
		}
		f := reportLabel(p, eo)
		if p.Cable.Edition&(cable.EditionPress|cable.EditionLower) == 0 {
			f.Severity = lint.Warning
		}
	},
}

// eoMistyped reports a label, a number or a DECL that is not spelled as it should be.
var eoMistyped = &lint.Rule{
	ID:        "hdr-eo-mistyped",
	Title:     "E.O. line mistyped",
	Doc:       eoMistypedDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-1 H-246; the orders' own numbers",
	Since:     "0.1",
	Supersedes: []string{
		"hdr-eo-in-force", // a number that is no order's was in force on no day
	},
	Needs: cable.HasEO,
	Cable: func(p *lint.Pass) {
		eo := &p.Cable.EO
		if !eo.Present() || eo.Number == 0 {
			return
		}
		reportMistypedNumber(p, eo)
		if !reportMistypedLabel(p, eo) && !laterStamp(p.Cable) {
			reportMistypedDecl(p, eo)
		}
	},
}

// reportMistypedNumber reports a number that no order on classification has.
func reportMistypedNumber(p *lint.Pass, eo *cable.ExecutiveOrder) {
	if isOrder(eo.Number) || eo.NumberSpan.Empty() {
		return
	}
	on, dated := sent(p.Cable)
	meant := 0
	if dated {
		meant = numberInForce(on)
	} else if sameDigits(eo.Number, 12958) {
		meant = 12958
	}
	written := lint.Text(p.Cable.Bytes(eo.NumberSpan))
	if meant == 0 {
		p.Report(eo.NumberSpan, "E.O. {0} is no order on classification", written)
		return
	}
	why := "E.O. {0} is no order on classification; E.O. {1} was in force"
	if sameDigits(eo.Number, meant) {
		why = "E.O. {0} has the digits of E.O. {1} in another order"
	}
	p.Report(eo.NumberSpan, why, written, lint.Int(meant)).
		SetFix(lint.Unsafe, "write the number of the order in force", lint.Replace(eo.NumberSpan, strconv.Itoa(meant)))
}

// reportMistypedLabel reports E.O12958:, E.0. 12958:, EO 12958:.
// In the sentence case of a publisher the rest of the line needs no report of its own.
// A doubled blank after the label is part of its fault, or a fault alone; so is a
// blank that is missing.
func reportMistypedLabel(p *lint.Pass, eo *cable.ExecutiveOrder) (lowerCase bool) {
	label := p.Cable.Bytes(eo.Label)
	fault := eoLabelFault(label)
	if fault == eoLabelRight {
		if second := doubledBlank(p.Cable, eo); !second.Empty() {
			p.Report(second, "E.O. line: two blanks after {0}; expected one", lint.Text(label)).
				SetFix(lint.Safe, "drop the second blank", lint.Delete(second))
		}
		if at := eo.Label.End; !eo.Tail.Empty() && eo.Tail.Start == at && label[len(label)-1] == ':' {
			p.Report(eo.Label, "E.O. line: no blank after {0}; expected one", lint.Text(label)).
				SetFix(lint.Safe, "put the blank", lint.Replace(cable.Span{Start: at, End: at}, " "))
		}
		return false
	}
	if fault != eoMisspelt && fault != eoLowerCase {
		return false
	}
	f := reportLabel(p, eo)
	if fault == eoLowerCase && p.Cable.Edition&cable.EditionLower != 0 {
		f.Severity = lint.Info // the publisher's sentence case, not the post's slip
		return true
	}
	return false
}

// reportLabel reports a label that is not the handbook's, with the fix that makes it so.
func reportLabel(p *lint.Pass, eo *cable.ExecutiveOrder) *lint.Finding {
	want := canonicalEOLabel(eo.Number)
	edits := []lint.Edit{lint.Replace(eo.Label, want)}
	if second := doubledBlank(p.Cable, eo); !second.Empty() {
		edits = append(edits, lint.Delete(second))
	}
	f := p.Report(eo.Label, "E.O. line: {0} stands for {1}", lint.Text(p.Cable.Bytes(eo.Label)), lint.Name(want))
	f.SetFix(lint.Safe, "write the label as the handbook does", edits...)
	return f
}

// doubledBlank is the second of two blanks between the label and what follows it.
// More than two are a layout in columns.
func doubledBlank(d *cable.Document, eo *cable.ExecutiveOrder) cable.Span {
	if eo.Tail.Empty() || string(d.Raw[eo.Label.End:eo.Tail.Start]) != "  " {
		return cable.Span{}
	}
	return cable.Span{Start: eo.Label.End + 1, End: eo.Tail.Start}
}

// reportMistypedDecl reports a date without DECL: before it, and a DECL: misspelt.
func reportMistypedDecl(p *lint.Pass, eo *cable.ExecutiveOrder) {
	tail := p.Cable.Bytes(eo.Tail)
	if eo.Number < 12356 {
		return // GDS, ADS and XGDS stand alone
	}
	word, ok := declWord(tail)
	if ok {
		return
	}
	if len(word) == 0 {
		if eo.Form == cable.DeclassifyDate && eo.DateSpan.Start == eo.Tail.Start {
			at := cable.Span{Start: eo.Tail.Start, End: eo.Tail.Start}
			p.Report(eo.DateSpan, "E.O. line: {0} has no DECL: before it", lint.Text(p.Cable.Bytes(eo.DateSpan))).
				SetFix(lint.Safe, "put DECL: before the date", lint.Replace(at, "DECL: "))
		}
		return
	}
	span := cable.Span{Start: eo.Tail.Start, End: eo.Tail.Start + uint32(len(word))}
	f := p.Report(span, "E.O. line: {0} stands for DECL:", lint.Text(bytes.TrimRight(word, " ")))
	f.SetFix(lint.Safe, "write DECL:", lint.Replace(span, "DECL: "))
	if p.Cable.Edition&cable.EditionLower != 0 {
		f.Severity = lint.Info
	}
}

// declWord is what stands at the start of a tail in the place of "DECL: ", with
// the blanks after it, and whether that is spelled right. It is empty when the
// tail starts with something else.
func declWord(tail []byte) (word []byte, ok bool) {
	if n := len("DECL:"); len(tail) >= n && string(tail[:n]) == "DECL:" {
		return tail[:n], true
	}
	n := 0
	for n < len(tail) && (isLetter(tail[n]) || tail[n] == ' ' && n > 0 && n < len("DECLASSIFY ON")) {
		n++
	}
	letters := bytes.TrimRight(tail[:n], " ")
	if !isDeclWord(letters) {
		return nil, false
	}
	n = len(letters)
	for n < len(tail) && (tail[n] == ':' || tail[n] == ';' || tail[n] == '.' || tail[n] == ' ') {
		n++
	}
	return tail[:n], false
}

// isDeclWord reports whether letters are a spelling of DECL.
func isDeclWord(letters []byte) bool {
	for _, w := range [...]string{"DECL", "DECLL", "DEC", "DCL", "DELC", "DECLASSIFY", "DECLASSIFY ON", "DECLASS", "DECLAS", "DELCL", "DECK"} {
		if equalFoldASCII(letters, w) {
			return true
		}
	}
	return false
}

// eoRunOn reports an E.O. field that shares its line with another field.
var eoRunOn = &lint.Rule{
	ID:        "hdr-eo-run-on",
	Title:     "E.O. field joined to another field",
	Doc:       eoRunOnDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Presets:   anywhere,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-1 H-246: each field begins a line",
	Since:     "0.1",
	Needs:     cable.HasRunOn,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		eo := &d.EO
		if !eo.Present() {
			return
		}
		if !eo.AtStart {
			p.Report(eo.Label, "E.O. field runs on after {0}; it begins a line of its own", lint.Text(before(d, eo.Label.Start))).
				SetFix(runOnFix(d, eo.Label.Start), "begin a new line", breakBefore(d, eo.Label.Start))
			return
		}
		if d.Tags.Present() && !d.Tags.AtStart && d.LineAt(d.Tags.Label.Start) == d.LineAt(eo.Label.Start) {
			p.Report(eo.Label, "E.O. field and {0} stand on one line; each begins a line of its own", lint.Text(d.Bytes(d.Tags.Label))).
				SetFix(lint.Safe, "begin a new line", breakBefore(d, d.Tags.Label.Start))
		}
	},
}

// The faults of a label.
const (
	eoLabelRight = iota
	eoLacksColon // EO 12958, E.O. 12958
	eoLowerCase  // E.o. 12958:
	eoMisspelt   // anything else
)

// eoLabelFault says what is wrong with a label as written.
func eoLabelFault(label []byte) int {
	if rightEOLabel(label) {
		return eoLabelRight
	}
	b := bytes.TrimRight(label, " ")
	colon := len(b) > 0 && b[len(b)-1] == ':'
	b = bytes.TrimRight(bytes.TrimSuffix(b, []byte(":")), " ")
	digits := len(b)
	for digits > 0 && isDigit(b[digits-1]) {
		digits--
	}
	letters := b[:digits]
	name := bytes.TrimRight(letters, " ")
	gap := len(letters) > len(name)
	switch {
	case string(name) == "E.O." && gap && colon:
		return eoLabelRight
	case (string(name) == "EO" || string(name) == "E.O.") && gap:
		if colon {
			return eoMisspelt
		}
		return eoLacksColon
	case (string(name) == "E.o." || string(name) == "e.o.") && gap:
		return eoLowerCase
	default:
		return eoMisspelt
	}
}

// rightEOLabel reports whether a label is written as most are: E.O. 12958:.
func rightEOLabel(label []byte) bool {
	if len(label) != len("E.O. 12958:") || string(label[:5]) != "E.O. " || label[10] != ':' {
		return false
	}
	for _, c := range label[5:10] {
		if !isDigit(c) {
			return false
		}
	}
	return true
}

func canonicalEOLabel(number int) string { return "E.O. " + strconv.Itoa(number) + ":" }

// sameDigits reports whether two numbers have the same digits in another order.
func sameDigits(a, b int) bool {
	var n [10]int
	for ; a > 0; a /= 10 {
		n[a%10]++
	}
	for ; b > 0; b /= 10 {
		n[b%10]--
	}
	return n == [10]int{}
}
