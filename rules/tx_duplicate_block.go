package rules

import (
	"bytes"
	_ "embed"
	"encoding/binary"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/tx-duplicate-block.md
var duplicateBlockDoc string

// sameBlockLeast is the least length in bytes of text that must stand twice: the
// phrases that a summary shares with the body are shorter.
const sameBlockLeast = 700

// duplicateBlock reports text that stands in the cable twice: a section sent
// again, or a second copy of the cable glued to the first.
var duplicateBlock = &lint.Rule{
	ID:        "tx-duplicate-block",
	Title:     "paragraphs sent twice",
	Doc:       duplicateBlockDoc,
	Severity:  lint.Warning,
	Fix:       lint.Display,
	Authority: "observed",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		d := p.Cable
		var seen [256]uint16 // last block with a key, plus one
		done := -1           // the last block that a finding covers
		for i := range d.Blocks {
			key, ok := blockKey(d, i)
			if !ok || i <= done {
				continue
			}
			slot := &seen[key%uint64(len(seen))]
			first := int(*slot) - 1
			*slot = uint16(i + 1)
			if first < 0 {
				continue
			}
			last, size := sameBlocks(d, first, i)
			if size < sameBlockLeast {
				continue
			}
			done = last
			span := cable.Span{Start: d.Lines[d.Blocks[i].First].Start, End: d.Lines[d.Blocks[last].Last].End}
			was := cable.Span{Start: d.Lines[d.Blocks[first].First].Start, End: d.Lines[d.Blocks[first].Last].End}
			p.Report(span, "{0} characters from here repeat the text from line {1} on; a section may have been sent twice",
				lint.Int(size), lint.Int(d.Blocks[first].First+1)).
				SetFix(lint.Display, "take the copy out", lint.Delete(span)).
				Related = []lint.Related{{Message: "the first copy", Span: was}}
		}
	},
}

// leastKeyed is the least length in bytes of a block that counts.
const leastKeyed = 60

// blockKey is a key of the first words of a block of prose; false when the block
// is too short to count.
func blockKey(d *cable.Document, i int) (uint64, bool) {
	b := &d.Blocks[i]
	if b.Zone&cable.ZoneProse == 0 || b.Kind == cable.KindHeading || d.Lines[b.Last].End-d.Lines[b.First].Start < leastKeyed {
		return 0, false
	}
	text := blockText(d, i)
	if len(text) < leastKeyed {
		return 0, false
	}
	var key uint64
	lead := (*[40]byte)(text)
	for i := 0; i < len(lead); i += 8 {
		key = (key ^ binary.LittleEndian.Uint64(lead[i:])) * 0x9E3779B97F4A7C15
	}
	return key >> 32, true
}

// blockText is a block from its first word on, without a pilcrow.
func blockText(d *cable.Document, i int) []byte {
	b := &d.Blocks[i]
	text := d.Raw[d.Lines[b.First].Start:d.Lines[b.Last].End]
	return bytes.TrimSpace(text[cable.Pilcrow(text):])
}

// sameBlocks is the last block of a run from second on that is equal to the run
// from first on, and how many bytes agree. The runs do not overlap.
func sameBlocks(d *cable.Document, first, second int) (last, size int) {
	last = second - 1
	for a, b := first, second; a < second && b < len(d.Blocks); a, b = a+1, b+1 {
		x, y := blockText(d, a), blockText(d, b)
		if !bytes.Equal(x, y) {
			break
		}
		last, size = b, size+len(x)
	}
	return last, size
}
