package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/tx-furniture-serial.md
var furnitureSerialDoc string

//go:embed docs/tx-furniture-total.md
var furnitureTotalDoc string

//go:embed docs/tx-furniture-order.md
var furnitureOrderDoc string

// furnitureSerial reports a page mark whose serial is not the banner's: the text
// after it comes from another cable. The law holds for 626 of 626 cables.
var furnitureSerial = &lint.Rule{
	ID:        "tx-furniture-serial",
	Title:     "page mark of another cable",
	Doc:       furnitureSerialDoc,
	Severity:  lint.Error,
	Authority: "observed: 626 of 626 cables",
	Since:     "0.1",
	Needs:     cable.HasFurniture | cable.HasBanner,
	Cable: func(p *lint.Pass) {
		want := p.Cable.Banner.Serial
		if !p.Cable.Banner.Present() || want < 0 {
			return
		}
		for f := range ownFurniture(p.Cable) {
			if f.Serial != want && f.Serial > 0 {
				p.Report(f.Span, "page mark has serial {0}, the banner {1}; text of another cable may have been spliced in here",
					lint.Int(f.Serial), lint.Int(want))
			}
		}
	},
}

// furnitureTotal reports a page mark whose number of sections is not the one that
// the banner gives. The law holds for 625 of 626 cables; the other is a splice.
var furnitureTotal = &lint.Rule{
	ID:        "tx-furniture-total",
	Title:     "page mark with another number of sections",
	Doc:       furnitureTotalDoc,
	Severity:  lint.Error,
	Authority: "observed: 625 of 626 cables",
	Since:     "0.1",
	Needs:     cable.HasFurniture,
	Cable: func(p *lint.Pass) {
		want := p.Cable.Banner.Sections
		if want == 0 {
			return
		}
		for f := range ownFurniture(p.Cable) {
			if f.Sections != want && f.Sections != 0 {
				p.Report(f.Span, "page mark says {0} sections, the banner {1}; text may be missing, or come from another cable",
					lint.Int(f.Sections), lint.Int(want))
			}
		}
	},
}

// furnitureOrder reports a page mark whose section or page number is lower than
// that of the mark before it. The numbers never go down in 628 of 628 cables.
var furnitureOrder = &lint.Rule{
	ID:        "tx-furniture-order",
	Title:     "page marks out of order",
	Doc:       furnitureOrderDoc,
	Severity:  lint.Warning,
	Authority: "observed: 628 of 628 cables",
	Since:     "0.1",
	Needs:     cable.HasFurniture,
	Cable: func(p *lint.Pass) {
		var before *cable.Furniture
		for f := range ownFurniture(p.Cable) {
			if before != nil && before.Serial == f.Serial && pageNumber(f) < pageNumber(before) {
				p.Report(f.Span, "page mark {0} comes after {1}; sections may have been put together in the wrong order",
					lint.Text(p.Cable.Bytes(f.Span)), lint.Text(p.Cable.Bytes(before.Span)))
			}
			before = f
		}
	},
}

// pageNumber orders page marks: section first, then the page in it.
func pageNumber(f *cable.Furniture) int { return f.Section*1000 + f.Page }

// ownFurniture yields the page marks of 2005-2010 that stand before a second
// cable glued to this one, and outside repeated headers.
func ownFurniture(d *cable.Document) func(func(*cable.Furniture) bool) {
	return func(yield func(*cable.Furniture) bool) {
		for i := range d.Furniture {
			f := &d.Furniture[i]
			if d.Next > 0 && f.Line >= d.Next {
				return
			}
			if f.Legacy || d.Lines[f.Line].Zone&cable.ZoneRepeat != 0 {
				continue
			}
			if !yield(f) {
				return
			}
		}
	}
}
