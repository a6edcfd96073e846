package rules

import (
	_ "embed"
	"strings"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/hdr-classification-disagrees.md
var classificationDisagreesDoc string

// classificationDisagrees reports metadata whose classification is not the banner's.
var classificationDisagrees = &lint.Rule{
	ID:        "hdr-classification-disagrees",
	Title:     "classification of the metadata is not the banner's",
	Doc:       classificationDisagreesDoc,
	Severity:  lint.Error,
	Presets:   archived,
	Authority: "observed: 1,277 of 1,284 agree",
	Since:     "0.1",
	Needs:     cable.HasMetadata | cable.HasLevel,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		page := levelOf(d.Metadata.Classification)
		banner := d.Banner.Level
		if page == cable.NoLevel || banner == cable.NoLevel || !d.Banner.Present() {
			return
		}
		if page == banner || !page.Classified() && !banner.Classified() {
			return // FOR OFFICIAL USE ONLY is a caption's matter
		}
		p.Report(d.Banner.Classification, "the metadata says {0}, the banner {1}",
			lint.Text([]byte(d.Metadata.Classification)), lint.Name(banner.String())).Field = "classification"
	},
}

// levelOf is the level that a classification of a page or table names.
func levelOf(s string) cable.Level {
	b := []byte(strings.TrimSpace(s))
	switch {
	case hasPrefixFold(b, "UNCLAS"):
		return cable.Unclassified
	case hasPrefixFold(b, "LIMITED OFFICIAL USE"):
		return cable.ForOfficialUse
	case hasPrefixFold(b, "CONFIDENTIAL"):
		return cable.Confidential
	case hasPrefixFold(b, "SECRET"):
		return cable.Secret
	case hasPrefixFold(b, "TOP SECRET"):
		return cable.TopSecret
	default:
		return cable.NoLevel
	}
}
