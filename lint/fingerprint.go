package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
)

// around is how many bytes on each side of a span belong to a fingerprint.
const around = 16

// Fingerprints are the names by which findings of one cable are known again: a
// hash of rule id, cable id, the text of the span with blanks folded and 16 such
// bytes on each side. Equal ones are numbered in order. No path, line or message
// is in them, so lines inserted above change nothing. The findings are in order.
func Fingerprints(raw []byte, id string, findings []Finding) []string {
	if len(findings) == 0 {
		return nil
	}
	prints := make([]string, len(findings))
	met := make(map[string]int, len(findings))
	var buf []byte
	for i := range findings {
		f := &findings[i]
		buf = append(buf[:0], f.Rule.ID...)
		buf = append(append(append(buf, 0), id...), 0)
		if f.Field != "" {
			// Two fields of the metadata may point at one place.
			buf = append(append(buf, f.Field...), 0)
		}
		buf = appendFoldedBefore(buf, raw[:f.Span.Start])
		buf = appendFolded(append(buf, 0), raw[f.Span.Start:f.Span.End], len(raw))
		buf = appendFolded(append(buf, 0), raw[f.Span.End:], around)
		sum := sha256.Sum256(buf)
		key := hex.EncodeToString(sum[:16])
		met[key]++
		if n := met[key]; n > 1 {
			key += "-" + strconv.Itoa(n)
		}
		prints[i] = key
	}
	return prints
}

// Fingerprints are the names of the findings of r, one for each. What a filter
// left out is counted too where equal ones are numbered: whether a finding is
// known or ignored changes no other's name.
func (r *Result) Fingerprints(raw []byte, id string) []string {
	if len(r.Suppressed) == 0 || len(r.Findings) == 0 {
		return Fingerprints(raw, id, r.Findings)
	}
	all := slices.Clone(r.Findings)
	for i := range r.Suppressed {
		all = append(all, r.Suppressed[i].Finding)
	}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return compareFindings(&all[a], &all[b]) })
	sorted := make([]Finding, len(all))
	for k, i := range order {
		sorted[k] = all[i]
	}
	prints := make([]string, len(r.Findings))
	for k, print := range Fingerprints(raw, id, sorted) {
		if i := order[k]; i < len(prints) {
			prints[i] = print
		}
	}
	return prints
}

// appendFolded appends at most limit bytes of b, every run of blanks and line
// ends as one blank.
func appendFolded(dst, b []byte, limit int) []byte {
	blank := false
	for _, c := range b {
		if limit == 0 {
			break
		}
		if isBlank(c) {
			if blank {
				continue
			}
			c = ' '
		}
		blank = c == ' '
		dst = append(dst, c)
		limit--
	}
	return dst
}

// appendFoldedBefore appends the last bytes of b, folded, from the last to the first.
func appendFoldedBefore(dst, b []byte) []byte {
	blank := false
	for i, n := len(b)-1, 0; i >= 0 && n < around; i-- {
		c := b[i]
		if isBlank(c) {
			if blank {
				continue
			}
			c = ' '
		}
		blank = c == ' '
		dst = append(dst, c)
		n++
	}
	return dst
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
