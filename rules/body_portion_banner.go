package rules

import (
	"bytes"
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/body-portion-outranks-banner.md
var portionOutranksBannerDoc string

//go:embed docs/body-banner-higher-than-all-portions.md
var bannerHigherDoc string

// portionOutranksBanner reports a portion mark above the banner: the cable is
// handled below the level of what it holds.
var portionOutranksBanner = &lint.Rule{
	ID:        "body-portion-outranks-banner",
	Title:     "portion mark above the banner",
	Doc:       portionOutranksBannerDoc,
	Severity:  lint.Error,
	Presets:   drafted,
	Authority: "E.O. 12958 s. 1.7; 32 CFR 2001.21",
	Since:     "0.1",
	Needs:     cable.HasOutranked,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		banner := d.Banner.Level
		if banner == cable.NoLevel {
			return
		}
		for m := range portions(d) {
			if m.Level.Classified() && m.Level > banner {
				p.Report(m.Span, "portion mark {0} is above the banner, which says {1}; the cable must bear the level of its highest portion",
					lint.Text(d.Bytes(m.Span)), lint.Name(banner.String()))
			}
		}
	},
}

// bannerHigher reports a classified cable none of whose marks reaches its banner:
// it is classified too high, or a mark is wrong.
var bannerHigher = &lint.Rule{
	ID:        "body-banner-higher-than-all-portions",
	Title:     "banner above every portion mark",
	Doc:       bannerHigherDoc,
	Severity:  lint.Warning,
	Presets:   drafted,
	Authority: "E.O. 12958 s. 1.7; 32 CFR 2001.21",
	Eras:      portionsAsked,
	Since:     "0.1",
	Needs:     cable.HasClassified | cable.HasOnlyLower,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		banner := d.Banner.Level
		if !banner.Classified() || d.Partial || len(d.Paragraphs) == 0 {
			return
		}
		highest := cable.NoLevel
		for i := range d.Paragraphs {
			para := &d.Paragraphs[i]
			// A paragraph whose mark is missing or unread may be the one that reaches it.
			if !para.Nested && para.Number > 0 && para.Mark.Level == cable.NoLevel {
				return
			}
			highest = max(highest, para.Mark.Level)
		}
		if highest == cable.NoLevel || max(highest, d.Subject.Mark.Level) >= banner || markedElsewhere(d, banner) {
			return
		}
		p.Report(d.Banner.Classification, "the banner says {0}, but no paragraph is marked above {1}",
			lint.Name(banner.String()), lint.Name(highest.String()))
	},
}

// markedElsewhere reports whether a mark of the level stands anywhere in the
// body, at a heading, a table or a lettered section. It is asked only when a
// finding is due.
func markedElsewhere(d *cable.Document, level cable.Level) bool {
	if d.BodyLine >= len(d.Lines) {
		return false
	}
	letter := byte('S')
	if level == cable.Confidential {
		letter = 'C'
	}
	body := d.Raw[d.Lines[d.BodyLine].Start:]
	return bytes.Contains(body, []byte{'(', letter, ')'}) || bytes.Contains(body, []byte{'(', letter, '/'})
}
