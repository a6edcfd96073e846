package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/report"
)

// shownGaps is how many lines that were not understood are listed.
const shownGaps = 20

// coverage counts lines and bytes by kind of line.
type coverage struct {
	cables int
	bytes  [256]int64
	lines  [256]int64
	gaps   []gap
}

// gap is a line that was not understood.
type gap struct {
	document string
	line     int
	text     string
}

// count adds one cable; before is the number of lines above it in its record.
func (v *coverage) count(document string, d *cable.Document, before int) {
	v.cables++
	for i, l := range d.Lines {
		v.bytes[l.Kind] += int64(l.Next() - l.Start)
		v.lines[l.Kind]++
		if l.Kind == cable.KindUnknown && len(v.gaps) < shownGaps {
			v.gaps = append(v.gaps, gap{document, before + i + 1, string(d.Raw[l.Start:min(l.End, l.Start+200)])})
		}
	}
}

// merge adds what another counted after it.
func (v *coverage) merge(o *coverage) {
	v.cables += o.cables
	for k := range v.bytes {
		v.bytes[k] += o.bytes[k]
		v.lines[k] += o.lines[k]
	}
	v.gaps = append(v.gaps, o.gaps[:min(len(o.gaps), shownGaps-len(v.gaps))]...)
}

// print writes the table, largest share first, and the first gaps.
func (v *coverage) print(w io.Writer) {
	var kinds []cable.Kind
	total := int64(0)
	for k, n := range v.bytes {
		total += n
		if v.lines[k] > 0 {
			kinds = append(kinds, cable.Kind(k))
		}
	}
	slices.SortFunc(kinds, func(a, b cable.Kind) int {
		return cmp.Or(cmp.Compare(v.bytes[b], v.bytes[a]), cmp.Compare(a, b))
	})
	fmt.Fprintf(w, "%8s %12s %10s  %s\n", "share", "bytes", "lines", "kind of line")
	for _, k := range kinds {
		fmt.Fprintf(w, "%7.3f%% %12d %10d  %s\n", 100*float64(v.bytes[k])/float64(max(total, 1)), v.bytes[k], v.lines[k], k)
	}
	missed := v.bytes[cable.KindUnknown]
	fmt.Fprintf(w, "\n%.3f%% of %d bytes in %s understood\n", 100*float64(total-missed)/float64(max(total, 1)), total, report.Count(v.cables, "cable"))
	if len(v.gaps) == 0 {
		return
	}
	fmt.Fprintf(w, "\nnot understood, the first %d of %s:\n", len(v.gaps), report.Count(int(v.lines[cable.KindUnknown]), "line"))
	for _, g := range v.gaps {
		fmt.Fprintf(w, "%s:%d: %s\n", report.Printable(g.document), g.line, report.Printable(g.text))
	}
}

func sorted(names []string) []string {
	slices.Sort(names)
	return names
}
