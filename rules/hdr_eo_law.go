package rules

import (
	"bytes"
	_ "embed"
	"time"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// What an E.O. line may say on the cable's date and at its classification.

//go:embed docs/hdr-eo-missing.md
var eoMissingDoc string

//go:embed docs/hdr-eo-in-force.md
var eoInForceDoc string

//go:embed docs/hdr-eo-exemption.md
var eoExemptionDoc string

//go:embed docs/hdr-eo-unclassified.md
var eoUnclassifiedDoc string

// changeover is how many days after an order took force, or ended, posts may
// still or already have written as the other one has it.
const changeover = 30

// eoMissing reports a cable that has a banner and TAGS or SUBJECT but no E.O. line,
// or a classified one whose line says nothing of declassification.
var eoMissing = &lint.Rule{
	ID:        "hdr-eo-missing",
	Title:     "no E.O. line",
	Doc:       eoMissingDoc,
	Severity:  lint.Warning,
	Presets:   anywhere,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-1 H-246; 32 CFR 2001.21",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if d.EO.Present() && d.EO.Form == cable.NoDeclassify && d.EO.Number >= 12356 && d.Banner.Level.Classified() {
			p.Report(d.EO.Label, "the E.O. line says nothing of declassification; a classified cable needs a date or event")
			return
		}
		if d.EO.Present() || d.Partial || !d.Banner.Present() || !d.Tags.Present() && !d.Subject.Present() {
			return
		}
		if on, ok := sent(d); ok && on.Before(day(1972, time.June, 1)) {
			return // cables had no such line
		}
		p.Report(d.Banner.Span, "the cable has no E.O. line; one stands between the captions and TAGS, also when it says N/A")
	},
}

// eoInForce reports a real order that was not in force on the cable's date.
var eoInForce = &lint.Rule{
	ID:        "hdr-eo-in-force",
	Title:     "executive order not in force",
	Doc:       eoInForceDoc,
	Severity:  lint.Warning,
	Presets:   drafted,
	Authority: "E.O. 10501, 11652, 12065, 12356, 12958, 13526: their days of force",
	Since:     "0.1",
	Needs:     cable.HasEO,
	Cable: func(p *lint.Pass) {
		eo := &p.Cable.EO
		on, latest, ok := sentBetween(p.Cable)
		o, known := orderNumbered(eo.Number)
		if !ok || !known || eo.NumberSpan.Empty() {
			return
		}
		early := daysAfter(latest, changeover).Before(o.first)
		late := !o.last.IsZero() && daysAfter(on, -changeover).After(o.last)
		if !early && !late {
			return
		}
		if laterStamp(p.Cable) {
			p.Report(eo.NumberSpan, "{0} stands over a cable of {1}: the line is the stamp of a later review",
				lint.Name(orderName(eo.Number)), lint.Name(dateOf(on, latest)))
			return
		}
		now := numberInForce(on)
		if now == 0 {
			p.Report(eo.NumberSpan, "{0} was not yet in force on {1}", lint.Name(orderName(eo.Number)), lint.Name(dateOf(on, latest)))
			return
		}
		p.Report(eo.NumberSpan, "{0} was not in force on {1}; {2} was",
			lint.Name(orderName(eo.Number)), lint.Name(dateOf(on, latest)), lint.Name(orderName(now)))
	},
}

// eoExemption reports X1 to X8, OADR and MR outside the years that allowed them.
var eoExemption = &lint.Rule{
	ID:        "hdr-eo-exemption",
	Title:     "exemption outside its years",
	Doc:       eoExemptionDoc,
	Severity:  lint.Warning,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "E.O. 12356 s. 1.4; E.O. 12958 s. 1.6; E.O. 13292; ISOO, 22 September 2003",
	Since:     "0.1",
	Needs:     cable.HasExemption,
	Cable: func(p *lint.Pass) {
		eo := &p.Cable.EO
		on, latest, ok := sentBetween(p.Cable)
		if !ok {
			return
		}
		first, last, name := exemptionYears(eo.Form, p.Cable.Bytes(eo.Tail))
		if name == "" || !daysAfter(latest, changeover).Before(first) && !daysAfter(on, -changeover).After(last) {
			return
		}
		p.Report(eo.Tail, "{0} could be used from {1} to {2}; the cable is of {3}: a date or event is needed", lint.Name(name),
			lint.Name(first.Format(time.DateOnly)), lint.Name(last.Format(time.DateOnly)), lint.Name(dateOf(on, latest)))
	},
}

// dateOf names the day on which a cable was sent, or the year where no more is known.
func dateOf(earliest, latest time.Time) string {
	if !earliest.Equal(latest) {
		return earliest.Format("2006")
	}
	return earliest.Format(time.DateOnly)
}

// exemptionYears are the first and last day on which a form without a date could
// be used, and its name; no name when it is not bound to years.
func exemptionYears(form cable.DeclassifyForm, tail []byte) (first, last time.Time, name string) {
	switch form {
	case cable.DeclassifyOADR:
		return day(1982, time.August, 1), day(1995, time.October, 13), "OADR"
	case cable.DeclassifyMR:
		return day(2003, time.September, 22), day(2010, time.June, 26), "MR"
	case cable.DeclassifyExempt:
		if name := tenYearExemption(tail); name != "" {
			return day(1995, time.October, 14), day(2003, time.September, 21), name
		}
	}
	return first, last, ""
}

// tenYearExemption is the X1 to X8 of a tail ("DECL: X1", "1.6X5"); empty when
// there is none. 25X1 and 50X1 are other exemptions.
func tenYearExemption(tail []byte) string {
	for {
		i := bytes.IndexByte(tail, 'X')
		if i < 0 {
			return ""
		}
		alone := i == 0 || tail[i-1] == ' ' || tail[i-1] == '6' && i >= 3 && string(tail[i-3:i]) == "1.6"
		ends := i+2 >= len(tail) || !isDigit(tail[i+2]) && !isLetter(tail[i+2])
		if alone && ends && i+1 < len(tail) && '1' <= tail[i+1] && tail[i+1] <= '8' {
			return string(tail[i : i+2])
		}
		tail = tail[i+1:]
	}
}

// eoUnclassified reports N/A on a classified cable and a date on an unclassified one.
var eoUnclassified = &lint.Rule{
	ID:        "hdr-eo-unclassified",
	Title:     "E.O. line does not fit the classification",
	Doc:       eoUnclassifiedDoc,
	Severity:  lint.Error,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "32 CFR 2001.21; 5 FAH-1 H-246",
	Since:     "0.1",
	Needs:     cable.HasEO | cable.HasLevel,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		eo, level := &d.EO, d.Banner.Level
		if !eo.Present() || level == cable.NoLevel || laterStamp(d) {
			return
		}
		switch {
		case level.Classified() && eo.Form == cable.DeclassifyNA:
			p.Report(eo.Tail, "E.O. line says {0} but the banner says {1}; a classified cable needs a date or event",
				lint.Text(d.Bytes(eo.Tail)), lint.Name(level.String()))
		case !level.Classified() && declassifies(eo.Form):
			p.Report(eo.Tail, "E.O. line says {0} but the banner says {1}; an unclassified cable says N/A",
				lint.Text(d.Bytes(eo.Tail)), lint.Name(level.String()))
		}
	},
}

// laterStamp reports whether the E.O. line is the stamp of a later review
// ("DECLASSIFIED JUNE 21, 2006"), not what the writer put there.
func laterStamp(d *cable.Document) bool {
	tail := d.Bytes(d.EO.Tail)
	if bytes.IndexByte(tail, 'F') < 0 && bytes.IndexByte(tail, 'f') < 0 {
		return false // most have no such letter
	}
	_, ok := wordsPrefixWithoutBlanks(tail, "DECLASSIFIED")
	return ok
}

// declassifies reports whether a form says when a classification ends.
func declassifies(f cable.DeclassifyForm) bool {
	switch f {
	case cable.NoDeclassify, cable.DeclassifyNA, cable.DeclassifyRedacted:
		return false
	default:
		return true
	}
}
