package rules

import (
	"bytes"
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/tx-token-break-45-ruler.md
var tokenBreakRulerDoc string

//go:embed docs/tx-token-break-45-url.md
var tokenBreakURLDoc string

// tokenBreakRuler reports a ruler with the blank that the telegram software put
// after 45 unbroken characters: one finding a ruler.
var tokenBreakRuler = &lint.Rule{
	ID:        "tx-token-break-45-ruler",
	Title:     "ruler broken after 45 characters",
	Doc:       tokenBreakRulerDoc,
	Severity:  lint.Info,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	Needs:     cable.HasCuts,
	Cable: func(p *lint.Pass) {
		for i := 0; i < len(p.Cable.Cuts); {
			i = reportTokenBreak(p, i, cable.CutRuler, "the ruler {0} was broken after 45 characters", "join the ruler")
		}
	},
}

// tokenBreakURL reports a URL, an address or a path with the same blank in it, or with
// a line ending after column 71. No run of more than 45 characters survives in 1,294 of
// 1,295 cables, and no run of 45 is followed by a blank for another reason.
var tokenBreakURL = &lint.Rule{
	ID:        "tx-token-break-45-url",
	Title:     "URL broken after 45 characters",
	Doc:       tokenBreakURLDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	Needs:     cable.HasCuts,
	Cable: func(p *lint.Pass) {
		for i := 0; i < len(p.Cable.Cuts); {
			if c := p.Cable.Cuts[i]; c.Kind == cable.CutAddress {
				reportAddressCut(p, c.Span)
			}
			i = reportTokenBreak(p, i, cable.CutToken, "{0} was broken after 45 characters", "join the two parts")
		}
	},
}

// reportAddressCut reports a line ending inside an address.
func reportAddressCut(p *lint.Pass, cut cable.Span) {
	d := p.Cable
	if d.ZoneAt(cut.Start-1)&cable.ZoneRepeat != 0 {
		return
	}
	line := d.LineAt(cut.Start)
	left, right := d.Raw[d.Lines[line].Start:cut.Start], d.Raw[cut.End:d.Lines[line+1].End]
	left = left[bytes.LastIndexByte(left, ' ')+1:]
	right, _, _ = bytes.Cut(right, []byte{' '})
	right = bytes.TrimRight(right, "\".,;)")
	p.Report(cut, "{0} was broken after the 71 characters of its line", lint.Quoted(string(left)+string(right))).
		SetFix(lint.Safe, "join the two parts", rewrap(d, line, cut)...)
}

// reportTokenBreak reports the cut with index i and those of the same token that
// follow it, if they are of the kind, and gives the index of the next token's.
func reportTokenBreak(p *lint.Pass, i int, kind cable.CutKind, message, fix string) int {
	d := p.Cable
	first := d.Cuts[i]
	if first.Kind != kind || d.ZoneAt(first.Span.Start)&cable.ZoneRepeat != 0 {
		return i + 1
	}
	edits := []lint.Edit{lint.Delete(first.Span)}
	next := i + 1
	for ; next < len(d.Cuts) && d.Cuts[next].Span.Start == d.Cuts[next-1].Span.End+unbroken; next++ {
		edits = append(edits, lint.Delete(d.Cuts[next].Span))
	}
	last := d.Cuts[next-1].Span
	end := last.End
	for int(end) < len(d.Raw) && d.Raw[end] > ' ' {
		end++
	}
	token := cable.Span{Start: first.Span.Start - unbroken, End: end}
	p.Report(first.Span, message, lint.Text(d.Bytes(token))).SetFix(lint.Safe, fix, edits...)
	return next
}

// unbroken is the longest run without a blank that the telegram software let pass.
const unbroken = 45
