package report

import (
	"strings"
	"unicode/utf8"

	"github.com/fatih/color"
	"github.com/sergi/go-diff/diffmatchpatch"
)

// stretch is a range of bytes.
type stretch struct{ start, end int }

// longestMarked is the number of bytes of a change in which changed words are
// looked for; the search is quadratic, and nobody reads more by eye.
const longestMarked = 4096

// changedWords finds what differs between two texts, for the eye only: nil when
// they are long or not UTF-8.
func changedWords(old, text []byte) (removed, added []stretch) {
	if len(old) == 0 || len(text) == 0 || len(old)+len(text) > longestMarked || !utf8.Valid(old) || !utf8.Valid(text) {
		return nil, nil
	}
	search := diffmatchpatch.New()
	search.DiffTimeout = 0 // the result must not depend on the load of the machine
	i, k := 0, 0
	for _, part := range search.DiffCleanupSemantic(search.DiffMain(string(old), string(text), false)) {
		n := len(part.Text)
		switch part.Type {
		case diffmatchpatch.DiffDelete:
			removed = append(removed, stretch{i, i + n})
			i += n
		case diffmatchpatch.DiffInsert:
			added = append(added, stretch{k, k + n})
			k += n
		default:
			i += n
			k += n
		}
	}
	return removed, added
}

// within cuts the stretches to [start, end) and counts them from start.
func within(marks []stretch, start, end int) []stretch {
	var out []stretch
	for _, m := range marks {
		a, b := max(m.start, start), min(m.end, end)
		if a < b {
			out = append(out, stretch{a - start, b - start})
		}
	}
	return out
}

// painted is one line of a hunk for a terminal.
func (d *Diff) painted(sign byte, line []byte, marks []stretch) string {
	var plain, word *color.Color
	switch sign {
	case '-':
		plain, word = d.paint.del, d.paint.delWord
	case '+':
		plain, word = d.paint.add, d.paint.addWord
	default:
		return " " + Printable(string(line))
	}
	var b strings.Builder
	b.WriteString(plain.Sprint(string(sign)))
	at := 0
	put := func(c *color.Color, end int) {
		if end = min(end, len(line)); end > at {
			b.WriteString(c.Sprint(Printable(string(line[at:end]))))
			at = end
		}
	}
	for _, m := range marks {
		put(plain, m.start)
		put(word, m.end)
	}
	put(plain, len(line))
	return b.String()
}
