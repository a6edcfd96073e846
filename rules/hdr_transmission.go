package rules

import (
	"bytes"
	_ "embed"
	"slices"
	"time"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// The transmission header against itself and against the banner.

//go:embed docs/hdr-precedence.md
var precedenceDoc string

//go:embed docs/hdr-de-serial.md
var deSerialDoc string

//go:embed docs/hdr-de-julian-day.md
var deJulianDayDoc string

//go:embed docs/hdr-security-line.md
var securityLineDoc string

//go:embed docs/hdr-section-count.md
var sectionCountDoc string

//go:embed docs/hdr-line-malformed.md
var lineMalformedDoc string

// precedence reports a precedence that the lines of the header disagree about.
var precedence = &lint.Rule{
	ID:        "hdr-precedence",
	Title:     "precedences disagree",
	Doc:       precedenceDoc,
	Severity:  lint.Error,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-2 H-321.2; ACP 127",
	Since:     "0.1",
	Needs:     cable.HasPrecedence,
	Cable: func(p *lint.Pass) {
		t := &p.Cable.Transmission
		g := &t.DTG
		if g.Action == cable.NoPrecedence {
			return
		}
		top := max(g.Action, g.InfoLevel)
		switch {
		case t.Called.Precedence != cable.NoPrecedence && t.Called.Precedence != top:
			p.Report(t.Called.Span, "the called stations have precedence {0}, the date-time group {1}",
				lint.Name(t.Called.Precedence.String()), lint.Name(top.String()))
		case g.InfoLevel != cable.NoPrecedence && g.InfoLevel >= g.Action:
			p.Report(g.Span, "the date-time group gives information addressees {0}, which is no lower than {1} for action",
				lint.Name(g.InfoLevel.String()), lint.Name(g.Action.String()))
		default:
			addresseePrecedence(p)
		}
	},
}

// addresseePrecedence compares the date-time group with the addressees, where
// all of them were read.
func addresseePrecedence(p *lint.Pass) {
	t := &p.Cable.Transmission
	g := &t.DTG
	if len(t.To) == 0 || len(t.Malformed) > 0 {
		return
	}
	to, _ := highest(t.To)
	info, first := highest(t.Info)
	above := info > to && g.InfoLevel == cable.NoPrecedence
	other := g.InfoLevel != cable.NoPrecedence && len(t.Info) > 0 && g.InfoLevel != info
	if !above && !other && g.Action == max(to, info) || furnitureInside(p.Cable, t.Span) || covered(p.Cable, t.To) || covered(p.Cable, t.Info) {
		return
	}
	switch {
	case above:
		p.Report(first, "an information addressee has precedence {0}, the action addressees {1} at most",
			lint.Name(info.String()), lint.Name(to.String()))
	case g.Action != max(to, info):
		p.Report(g.Span, "the date-time group has precedence {0}, the addressees {1} at most",
			lint.Name(g.Action.String()), lint.Name(max(to, info).String()))
	default:
		p.Report(g.Span, "the date-time group gives information addressees {0}, they have {1} at most",
			lint.Name(g.InfoLevel.String()), lint.Name(info.String()))
	}
}

// covered reports whether a publisher covered an addressee, and with it the
// precedence that may have stood there.
func covered(d *cable.Document, list []cable.Addressee) bool {
	for i := range list {
		if a := &list[i]; a.Precedence == cable.NoPrecedence && redacted(d.Bytes(a.Span)) {
			return true
		}
	}
	return false
}

// highest is the highest precedence of addressees and the line of the first that has it.
// No word is routine; NIACT IMMEDIATE is immediate with an instruction.
func highest(list []cable.Addressee) (top cable.Precedence, first cable.Span) {
	for i := range list {
		level := max(list[i].Precedence, cable.Routine)
		if level == cable.NiactImmediate {
			level = cable.Immediate
		}
		if level > top {
			top, first = level, list[i].Span
		}
	}
	return top, first
}

// furnitureInside reports whether a page mark or an unknown line stands inside the span.
func furnitureInside(d *cable.Document, s cable.Span) bool {
	if s.Empty() {
		return false
	}
	for i := d.LineAt(s.Start); i < len(d.Lines) && d.Lines[i].Start < s.End; i++ {
		if d.Lines[i].Zone&(cable.ZoneFurniture|cable.ZoneUnknown) != 0 {
			return true
		}
	}
	return false
}

// deSerial reports a station serial that is not the banner's.
var deSerial = &lint.Rule{
	ID:        "hdr-de-serial",
	Title:     "station serial is not the banner's",
	Doc:       deSerialDoc,
	Severity:  lint.Error,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-2 H-320: format line 3; observed: 1,105 of 1,109",
	Since:     "0.1",
	Needs:     cable.HasDE | cable.HasBanner,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		de := &d.Transmission.DE
		if de.Span.Empty() || de.Serial < 0 || d.Banner.Serial < 0 || !d.Banner.Present() || de.Serial == d.Banner.Serial%10000 {
			return
		}
		p.Report(de.Span, "the header's serial is {0}, the banner's {1}; the last four digits agree in a sound cable",
			lint.Int(de.Serial), lint.Text(d.Bytes(d.Banner.SerialSpan)))
	},
}

// deJulianDay reports a filing day that is not the day of the date-time group.
// The Department files days later; a corrected copy is filed again.
var deJulianDay = &lint.Rule{
	ID:        "hdr-de-julian-day",
	Title:     "filing day is not the day of the date-time group",
	Doc:       deJulianDayDoc,
	Severity:  lint.Error,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-2 H-320: format lines 3 and 5; observed: 1,115 of 1,120",
	Since:     "0.1",
	Needs:     cable.HasDE | cable.HasDay,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		de, g := &d.Transmission.DE, &d.Transmission.DTG
		on, ok := groupDay(d)
		if !ok || de.Span.Empty() || de.JulianDay == 0 || de.Minute < 0 {
			return
		}
		days := de.JulianDay - on.YearDay()
		if year := day(on.Year(), time.December, 31).YearDay(); days < -year/2 {
			days += year // filed in the new year
		}
		late := days*24*60 + de.Minute - g.Minute // minutes from the group to filing
		const slack = 15
		switch {
		case days == 0:
			return // the clock of the two lines differs by habit (SMART, the Department)
		case late >= -slack && late <= slack && late != 0:
			return // round midnight
		case fromState(d) && days > 0 || refiled(d):
			return
		}
		p.Report(de.Span, "the message was filed on day {0} of the year; its date-time group {1} is day {2}",
			lint.Int(de.JulianDay), lint.Text(d.Bytes(g.Group)), lint.Int(on.YearDay()))
	},
}

// refiled reports whether the header has a sign of a message that was sent again:
// ZDS (corrected copy), ZDK (repeated on request) or a service note CCY.
func refiled(d *cable.Document) bool {
	for _, s := range [...]cable.Span{d.Transmission.Security.Rest, d.Transmission.DTG.Rest} {
		for _, signal := range [...]string{"ZDS", "ZDK", "CCY"} {
			if !operatingSignal(d, s, signal).Empty() {
				return true
			}
		}
	}
	return false
}

// fromState reports whether the Department sent the cable.
func fromState(d *cable.Document) bool {
	return postOf(d, d.Bytes(d.Transmission.From)) == "STATE"
}

// securityLine reports a security warning that is not the banner's classification.
var securityLine = &lint.Rule{
	ID:        "hdr-security-line",
	Title:     "security line is not the banner's classification",
	Doc:       securityLineDoc,
	Severity:  lint.Error,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "ACP 127: format line 4; observed: 1,106 of 1,109, the rest wrong bodies",
	Since:     "0.1",
	Supersedes: []string{
		"hdr-line-malformed", // ZNR CCCCC: what is wrong with the line is known
	},
	Needs: cable.HasSecurity,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		s := &d.Transmission.Security
		if s.Span.Empty() || bytes.IndexByte([]byte("UECST"), s.Letter) < 0 {
			return
		}
		if s.Clear != (s.Letter == 'U') {
			p.Report(s.Span, "{0} is at odds with itself: ZNR goes with UUUUU, ZNY with the letters of a classification", lint.Text(d.Bytes(s.Span)))
			return
		}
		level := d.Banner.Level
		if level == cable.NoLevel || letterOf(d, level) == s.Letter {
			return
		}
		p.Report(s.Span, "the security line says {0}, the banner {1}", lint.Text(d.Bytes(s.Span)), lint.Name(level.String()))
	},
}

// letterOf is the letter of the security line for the banner's level. EFTO has
// its own, which posts seldom use.
func letterOf(d *cable.Document, level cable.Level) byte {
	switch level {
	case cable.Confidential:
		return 'C'
	case cable.Secret:
		return 'S'
	case cable.TopSecret:
		return 'T'
	}
	if d.Transmission.Security.Letter == 'E' {
		return 'E' // unclassified, encrypted for transmission only
	}
	return 'U'
}

// sectionCount reports sections that the header and the banner count differently.
var sectionCount = &lint.Rule{
	ID:        "hdr-section-count",
	Title:     "section numbers disagree",
	Doc:       sectionCountDoc,
	Severity:  lint.Warning,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-2 H-320: format line 3; observed: 721 of 722 on channel XRO",
	Since:     "0.1",
	Needs:     cable.HasBanner | cable.HasSections,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		b, de := &d.Banner, &d.Transmission.DE
		if !b.Present() {
			return
		}
		channel := string(d.Bytes(d.Transmission.Start.Channel))
		switch {
		case b.Section > b.Sections && b.Sections > 0:
			p.Report(b.SectionSpan, "section {0} of {1}: there cannot be more sections than in all", lint.Int(b.Section), lint.Int(b.Sections))
		case b.Section > 1:
			p.Report(b.SectionSpan, "the text starts at section {0} of {1}; the sections before it are missing", lint.Int(b.Section), lint.Int(b.Sections))
		case de.Span.Empty() || malformed(d, de.Span) || channel != "XRO":
			return // other channels number the copy, not the sections
		case de.Section > 0 && b.Section > 0 && de.Section != b.Section:
			p.Report(b.SectionSpan, "the banner says section {0}, the header {1}", lint.Int(b.Section), lint.Int(de.Section))
		case de.Section > 0 && b.Section == 0:
			p.Report(de.Span, "the header has section {0}, the banner has no SECTION", lint.Int(de.Section))
		case de.Section == 0 && b.Section > 0:
			p.Report(b.SectionSpan, "the banner says section {0} of {1}, the header has no section", lint.Int(b.Section), lint.Int(b.Sections))
		}
	},
}

// lineMalformed reports a line of the transmission header that does not fit its grammar.
var lineMalformed = &lint.Rule{
	ID:        "hdr-line-malformed",
	Title:     "transmission line malformed",
	Doc:       lineMalformedDoc,
	Severity:  lint.Warning,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-2 H-320; ACP 127",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		d := p.Cable
		reportStrayLines(p)
		for _, i := range d.Transmission.Malformed {
			b := trimmed(d, i)
			if redacted(b) {
				continue
			}
			p.Report(d.Lines[i].Span(), "{0} does not fit the grammar of {1}", lint.Text(b), lint.Name(formatLine(d.Lines[i].Kind)))
		}
	},
}

// reportStrayLines reports lines between the first of the header and FM that no
// format line is like.
func reportStrayLines(p *lint.Pass) {
	d := p.Cable
	t := &d.Transmission
	if t.Start.Span.Empty() || t.From.Empty() {
		return
	}
	for i := d.LineAt(t.Start.Span.Start) + 1; i < len(d.Lines) && d.Lines[i].Start < t.From.Start; i++ {
		if b := trimmed(d, i); d.Lines[i].Kind == cable.KindUnknown && !redacted(b) {
			p.Report(d.Lines[i].Span(), "{0} is no line of a transmission header; format lines 1 to 5 stand before FM", lint.Text(b))
		}
	}
}

// malformed reports whether the line that holds the span does not fit its grammar:
// what is read from it says nothing.
func malformed(d *cable.Document, s cable.Span) bool {
	return len(d.Transmission.Malformed) > 0 && slices.Contains(d.Transmission.Malformed, d.LineAt(s.Start))
}

// formatLine names the line of ACP 127 that a kind of line is.
func formatLine(k cable.Kind) string {
	switch k {
	case cable.KindStart:
		return "format line 1 (VZCZC, channel, number)"
	case cable.KindCalledStations:
		return "format line 2 (called stations)"
	case cable.KindDE:
		return "format line 3 (DE station #serial day and time)"
	case cable.KindSecurity:
		return "format line 4 (ZNR or ZNY, letters, ZZH)"
	case cable.KindDateTimeGroup:
		return "format line 5 (date-time group)"
	case cable.KindFrom:
		return "format line 6 (FM)"
	case cable.KindTo:
		return "format line 7 (TO)"
	case cable.KindInfo:
		return "format line 8 (INFO)"
	default:
		return "a transmission line"
	}
}
