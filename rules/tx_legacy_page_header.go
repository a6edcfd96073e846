package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/tx-legacy-page-header.md
var legacyPageHeaderDoc string

// legacyPageHeader reports the page header of telegrams before 2002 and of the
// State archive: PAGE 02, a post or routing indicator, the serial, the section
// and the filing time, with the classification beside it.
var legacyPageHeader = &lint.Rule{
	ID:        "tx-legacy-page-header",
	Title:     "page header of an older telegram system in the text",
	Doc:       legacyPageHeaderDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	Needs:     cable.HasFurniture,
	Cable: func(p *lint.Pass) {
		for i := range p.Cable.Furniture {
			f := &p.Cable.Furniture[i]
			if !f.Legacy {
				continue
			}
			p.Report(f.Span, "page header {0} is no part of the message", lint.Text(p.Cable.Bytes(f.Span))).
				SetFix(lint.Safe, "take the page header out", lint.Delete(f.Cut))
		}
	},
}
