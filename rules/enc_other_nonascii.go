package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/enc-other-nonascii.md
var otherNonASCIIDoc string

// otherNonASCII reports no-break spaces, byte order marks, soft hyphens and
// characters without width: once a cable, with an edit for each.
var otherNonASCII = &lint.Rule{
	ID:        "enc-other-nonascii",
	Title:     "invisible characters: no-break spaces, byte order marks, soft hyphens",
	Doc:       otherNonASCIIDoc,
	Severity:  lint.Info,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		var first cable.Span
		var edits []lint.Edit
		seen := 0
		for _, run := range oddRuns(p) {
			eachInvisible(p.Cable.Raw, run, func(s cable.Span, with string) {
				if seen++; seen == 1 {
					first = s
				}
				if s.Start == 0 || mayRewrite(&p.Cable.Lines[p.Cable.LineAt(s.Start)]) {
					edits = append(edits, lint.Replace(s, with))
				}
			})
		}
		if seen == 0 {
			return
		}
		f := p.Report(first, "{0} invisible characters that no telegram has (no-break space, byte order mark, soft hyphen); expected blanks or nothing", lint.Int(seen))
		if len(edits) > 0 {
			f.SetFixes(lint.Safe, "write blanks, or nothing, for invisible characters", edits)
		}
	},
}

// mayRewrite reports whether an invisible character of the line may be taken out
// without a change of what the line is: in text and in what a page added. A header
// field or a ruler is read otherwise without it.
func mayRewrite(l *cable.Line) bool {
	return l.Zone&(cable.ZoneText|cable.ZonePageMetadata) != 0 && l.Mask&cable.MaskLower != 0
}

// eachInvisible calls f with each invisible character of a run of bytes of 0x80 and
// above, and what stands for it.
func eachInvisible(raw []byte, run cable.Span, f func(s cable.Span, with string)) {
	for i := run.Start; i < run.End; i++ {
		b := raw[i]
		if b != 0xC2 && b != 0xE2 && b != 0xEF {
			continue
		}
		n, with := invisibleAt(raw[i:run.End])
		if n == 0 || b == 0xC2 && i >= 2 && raw[i-2] == 0xC3 {
			continue // part of a letter that was read as two: that is enc-mojibake
		}
		f(cable.Span{Start: i, End: i + uint32(n)}, with)
		i += uint32(n) - 1
	}
}

// invisibleAt is the length of the invisible character at the start of b and what
// stands for it; 0 when there is none.
func invisibleAt(b []byte) (n int, with string) {
	switch {
	case len(b) >= 2 && b[0] == 0xC2 && b[1] == 0xA0:
		return 2, " "
	case len(b) >= 2 && b[0] == 0xC2 && b[1] == 0xAD:
		return 2, ""
	case len(b) >= 3 && b[0] == 0xE2 && b[1] == 0x80 && (0x8B <= b[2] && b[2] <= 0x8F):
		return 3, ""
	case len(b) >= 3 && b[0] == 0xE2 && b[1] == 0x80 && (0x80 <= b[2] && b[2] <= 0x8A || b[2] == 0xAF):
		return 3, " "
	case len(b) >= 3 && b[0] == 0xE2 && b[1] == 0x81 && b[2] == 0xA0:
		return 3, ""
	case len(b) >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF:
		return 3, ""
	}
	return 0, ""
}
