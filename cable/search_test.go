package cable

import "testing"

// What is found by halving is what is found one by one.
func TestPlacesAreFoundAsOneByOne(t *testing.T) {
	for n := range 40 {
		d := &Document{Raw: make([]byte, 3*n)}
		for i := range n {
			d.Lines = append(d.Lines, Line{Start: uint32(3 * i), End: uint32(3*i + 2), EOL: LF})
			if i%4 == 1 && i+1 < n { // blocks of two lines with two others between
				d.Blocks = append(d.Blocks, Block{First: i, Last: i + 1})
			}
			for range i % 3 { // no paragraph, one or two on a line
				d.Paragraphs = append(d.Paragraphs, Paragraph{Line: i})
			}
		}
		for at := range uint32(3*n + 2) {
			line, block := 0, -1
			for i := range d.Lines {
				if d.Lines[i].Start <= at {
					line = i
				}
			}
			for i, b := range d.Blocks {
				if d.Lines[b.First].Start <= at && at < d.Lines[b.Last].Next() {
					block = i
				}
			}
			if got := d.LineAt(at); got != line {
				t.Fatalf("%d lines: offset %d is on line %d, want %d", n, at, got, line)
			}
			if got := d.BlockAt(at); got != block {
				t.Fatalf("%d lines: offset %d is in block %d, want %d", n, at, got, block)
			}
		}
		for i := range n + 1 {
			want := 0
			for _, p := range d.Paragraphs {
				if p.Line < i {
					want++
				}
			}
			if got := d.paragraphsBefore(i); got != want {
				t.Fatalf("%d lines: %d paragraphs before line %d, want %d", n, got, i, want)
			}
		}
	}
}
