package cable

import "bytes"

// The limits of the telegram software of 2004-2010, in columns.
const (
	cutColumn = 71 // a line of the classification authority is filled up to here
	cutToken  = 45 // the longest run of characters without a blank
)

// findCuts finds the words that the telegram system cut in two.
func (d *Document) findCuts(r *reader) {
	if a := r.fields[fieldAuthority]; !a.span.Empty() {
		d.columnCuts(a)
	}
	for i := range d.Lines {
		if l := &d.Lines[i]; l.End-l.Start > cutToken && l.Zone != ZoneBlank {
			d.tokenCuts(*l)
		}
	}
}

// columnCuts finds the lines of the authority that were filled to the last
// column: there the line ending stands for nothing, not for a blank.
func (d *Document) columnCuts(a headField) {
	for i := a.line; i+1 < len(d.Lines) && d.Lines[i+1].Start < a.span.End; i++ {
		l, next := d.Lines[i], d.Lines[i+1]
		s := d.trimEnd(l.Span())
		if s.Len() != cutColumn || next.Kind != KindAuthority || next.Mask == 0 {
			continue
		}
		if _, ok := blankAt(d.Raw, next.Start, next.End); ok {
			continue
		}
		d.Cuts = append(d.Cuts, Cut{Span{s.End, next.Start}, CutColumn})
	}
}

// tokenCuts finds the blanks after a run of exactly 45 characters in line l. It
// looks at every 45th byte only, and goes back from there to the nearest blank.
func (d *Document) tokenCuts(l Line) {
	raw := d.Raw
	for at := l.Start; at+cutToken < l.End; {
		p := at + cutToken
		for p > at && !isGap(raw[p-1]) {
			p--
		}
		if p > at {
			at = p
			continue
		}
		end := at + cutToken
		if isGap(raw[end]) && end+1 < l.End && !isGap(raw[end+1]) {
			d.addTokenCut(Span{at, end})
			at = end + 1
			continue
		}
		i := bytes.IndexByte(raw[end:l.End], ' ')
		if i < 0 {
			return
		}
		at = end + uint32(i)
	}
}

func isGap(c byte) bool { return c == ' ' || c == '\t' }

// addTokenCut records the blank after the run of 45 characters at s.
func (d *Document) addTokenCut(s Span) {
	kind, after := CutRuler, d.Raw[s.End+1]
	for _, c := range d.Raw[s.Start:s.End] {
		if c != d.Raw[s.Start] || Class(c)&(MaskDash|MaskRule|MaskStar) == 0 {
			kind = CutToken
			break
		}
	}
	if kind == CutRuler && after != d.Raw[s.Start] {
		return
	}
	d.Cuts = append(d.Cuts, Cut{Span{s.End, s.End + 1}, kind})
}
