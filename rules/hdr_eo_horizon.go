package rules

import (
	_ "embed"
	"time"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/hdr-eo-horizon.md
var eoHorizonDoc string

// draftingSlack is how many days before its date-time group a cable may have been
// drafted and its declassification date been reckoned.
const draftingSlack = 3

// eoHorizon reports a declassification date further from the cable's date than
// the order in force allows: 10 years under E.O. 12958, 25 since it was amended
// on 22 September 2003. Earlier orders set no limit that a date can break.
var eoHorizon = &lint.Rule{
	ID:        "hdr-eo-horizon",
	Title:     "declassification date beyond the legal limit",
	Doc:       eoHorizonDoc,
	Severity:  lint.Error,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "E.O. 12958 s. 1.6(b); E.O. 13292 s. 1.6(b); E.O. 13526 s. 1.5(b)",
	Since:     "0.1",
	Needs:     cable.HasDate,
	Cable: func(p *lint.Pass) {
		eo := &p.Cable.EO
		first, on, ok := sentBetween(p.Cable) // the latest day: the kindest reading
		if !ok || eo.Date.TwoDigitYear {
			return
		}
		limit := yearsAllowed(on)
		if limit == 0 || eo.Date.Year < on.Year()+limit {
			return
		}
		until, ok := real(eo.Date)
		if !ok || !until.After(on.AddDate(limit, 0, draftingSlack)) {
			return
		}
		written, by := lint.Text(p.Cable.Bytes(eo.DateSpan)), lint.Name(orderName(numberInForce(on)))
		if years := yearsBetween(on, until); years > limit {
			p.Report(eo.DateSpan, "declassification date {0} is {1} years after the cable; {2} allows {3}", written, lint.Int(years), by, lint.Int(limit))
			return
		}
		of := lint.Name(on.Format(time.DateOnly))
		if first != on {
			of = lint.Int(on.Year()) // no more is known of its day
		}
		p.Report(eo.DateSpan, "declassification date {0} is more than {1} years after the cable of {2}; {3} allows {1}", written, lint.Int(limit), of, by)
	},
}

// yearsAllowed is the longest time to declassification that the order in force on
// the day allows for a date, in years; 0 when it sets none.
func yearsAllowed(on time.Time) int {
	switch {
	case !on.Before(amended()):
		return 25
	case !on.Before(day(1995, time.October, 14)):
		return 10
	default:
		return 0
	}
}
