package rules

import (
	"bytes"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// rare are the lines of a cable with bytes that few lines have, by their index in
// order: several rules look at nothing else.
type rare struct {
	serial  uint64
	high    []int // bytes of 0x80 and above
	control []int // control characters but tabs and line endings
}

var rareKey = lint.MemoKey{Family: "lines with rare bytes"}

// rareLines is the lines with rare bytes of the cable at hand.
func rareLines(p *lint.Pass) *rare {
	r := p.Memo(&rareKey, func() any { return new(rare) }).(*rare)
	if r.serial == p.Serial() {
		return r
	}
	r.serial, r.high, r.control = p.Serial(), r.high[:0], r.control[:0]
	for _, i := range p.Cable.RareLines() {
		mask := p.Cable.Lines[i].Mask
		if mask&cable.MaskHigh != 0 {
			r.high = append(r.high, i)
		}
		if mask&cable.MaskControl != 0 {
			r.control = append(r.control, i)
		}
	}
	return r
}

// content is a line without the blanks round it.
func content(d *cable.Document, line int) []byte {
	l := d.Lines[line]
	return bytes.TrimSpace(d.Raw[l.Start:l.End])
}

// afterBlanks is the index of the first line at or after line that is not blank.
func afterBlanks(d *cable.Document, line int) int {
	for line < len(d.Lines) && d.Lines[line].Kind == cable.KindBlank {
		line++
	}
	return line
}

// beforeBlanks is the index of the last line at or before line that is not
// blank; -1 when there is none.
func beforeBlanks(d *cable.Document, line int) int {
	for line >= 0 && d.Lines[line].Kind == cable.KindBlank {
		line--
	}
	return line
}

// whole covers a line with its ending.
func whole(d *cable.Document, line int) cable.Span {
	return cable.Span{Start: d.Lines[line].Start, End: d.Lines[line].Next()}
}

// lastWord is the last word of a line, with what clings to it.
func lastWord(d *cable.Document, line int) []byte {
	b := content(d, line)
	return b[bytes.LastIndexByte(b, ' ')+1:]
}

// firstWord is the first word of a line, with what clings to it.
func firstWord(d *cable.Document, line int) []byte {
	b := content(d, line)
	if i := bytes.IndexByte(b, ' '); i >= 0 {
		return b[:i]
	}
	return b
}

// textLine reports whether the line is prose.
func textLine(d *cable.Document, line int) bool {
	l := &d.Lines[line]
	switch l.Kind {
	case cable.KindText, cable.KindParagraph, cable.KindUnnumbered:
		return l.Zone&cable.ZoneProse != 0
	default:
		return false
	}
}

// longestToken bounds how far a token is followed on each side, in bytes: no
// address is longer, and a cable without blanks must not cost its square.
const longestToken = 256

// tokenAt is the run of bytes without a blank that holds the offset.
func tokenAt(d *cable.Document, at uint32) cable.Span {
	s := cable.Span{Start: at, End: at + 1}
	for s.Start > 0 && at-s.Start < longestToken && d.Raw[s.Start-1] > ' ' {
		s.Start--
	}
	for int(s.End) < len(d.Raw) && s.End-at < longestToken && d.Raw[s.End] > ' ' {
		s.End++
	}
	return s
}

// wordsRound is the text of the token that holds the offset.
func wordsRound(d *cable.Document, at uint32) []byte { return d.Bytes(tokenAt(d, at)) }
