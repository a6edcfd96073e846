package rules

import (
	_ "embed"
	"fmt"
	"time"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/hdr-eo-date.md
var eoDateDoc string

// eoDate reports a declassification date that is not written MM/DD/YYYY, or
// YYYY/MM/DD as SMART does, is no day, or lies before the cable. Dates under orders before E.O. 12356 had two-digit
// years by rule.
var eoDate = &lint.Rule{
	ID:        "hdr-eo-date",
	Title:     "declassification date malformed",
	Doc:       eoDateDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-1 H-246; ISOO, 22 September 2003",
	Since:     "0.1",
	Needs:     cable.HasEO,
	Cable: func(p *lint.Pass) {
		eo := &p.Cable.EO
		if eo.Form != cable.DeclassifyDate || eo.Number < 12356 || eo.DateSpan.Empty() || laterStamp(p.Cable) {
			return
		}
		b := p.Cable.Bytes(eo.DateSpan)
		until, ok := real(eo.Date)
		on, dated := sent(p.Cable)
		if ok && !eo.Date.TwoDigitYear && !(dated && until.Before(on)) && isWrittenDate(b, eo.Date) || redacted(b) {
			return
		}
		written, want := lint.Text(b), writtenDate(eo.Date)
		switch {
		case !ok:
			p.Report(eo.DateSpan, "declassification date {0} is no day of the calendar; dates are MM/DD/YYYY", written)
		case dated && !eo.Date.TwoDigitYear && until.Before(on):
			p.Report(eo.DateSpan, "declassification date {0} is before the cable of {1}", written, lint.Name(on.Format(time.DateOnly)))
		case eo.Date.TwoDigitYear:
			f := p.Report(eo.DateSpan, "declassification date {0} has a year of two digits; expected {1}", written, lint.Quoted(want))
			f.SetFix(lint.Unsafe, "write the year in full", lint.Replace(eo.DateSpan, want))
			if dated && on.Before(amended()) {
				f.Severity = lint.Info // a common form before the order was amended
			}
		case want != string(b) && eo.Date.Unpadded:
			p.Report(eo.DateSpan, "declassification date {0} is not padded; expected {1}", written, lint.Quoted(want)).
				SetFix(lint.Safe, "pad the date", lint.Replace(eo.DateSpan, want))
		case want != string(b):
			p.Report(eo.DateSpan, "declassification date {0} is not written as the handbook does; expected {1}", written, lint.Quoted(want)).
				SetFix(lint.Safe, "write the date as the handbook does", lint.Replace(eo.DateSpan, want))
		}
	},
}

// isWrittenDate reports whether b is the date as writtenDate gives it.
func isWrittenDate(b []byte, w cable.Date) bool {
	if len(b) != len("MM/DD/YYYY") {
		return false
	}
	year, month, day := 6, 0, 3
	if w.ISO {
		year, month, day = 0, 5, 8
	}
	return isPadded(b[year:year+4], w.Year) && isPadded(b[month:month+2], w.Month) && isPadded(b[day:day+2], w.Day) &&
		(w.ISO && b[4] == '/' && b[7] == '/' || !w.ISO && b[2] == '/' && b[5] == '/')
}

// isPadded reports whether b is the number with all its digits.
func isPadded(b []byte, n int) bool {
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] != '0'+byte(n%10) {
			return false
		}
		n /= 10
	}
	return n == 0
}

// writtenDate is a date in the form in which it was meant: year first or last.
func writtenDate(w cable.Date) string {
	if w.ISO {
		return fmt.Sprintf("%04d/%02d/%02d", w.Year, w.Month, w.Day)
	}
	return fmt.Sprintf("%02d/%02d/%04d", w.Month, w.Day, w.Year)
}
