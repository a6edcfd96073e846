package rules

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"math/bits"
	"slices"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/body-doubled-word.md
var doubledWordDoc string

// doubledWord reports a function word that stands twice in a row, also over a
// line end and over the end of a page. Words that may be doubled on purpose (had had, that that town) and names
// (Zaw Zaw) are left alone.
var doubledWord = &lint.Rule{
	ID:        "body-doubled-word",
	Title:     "word written twice",
	Doc:       doubledWordDoc,
	Severity:  lint.Warning,
	Fix:       lint.Unsafe,
	Presets:   drafted,
	Authority: "observed",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		d := p.Cable
		first, last := paragraphLines(d.Lines)
		if first > last {
			return
		}
		for line := nextSeam(d.Raw, d.Lines, first+1); line <= last; line = nextSeam(d.Raw, d.Lines, line+1) {
			if at := d.Lines[line].Start; d.Lines[line-1].Zone&cable.ZoneProse != 0 {
				reportDoubled(p, at)
			} else {
				reportOverPage(p, d.Lines[paragraphLineBefore(d.Lines, line)].End, at) // the block goes on
			}
		}
		text := cable.Span{Start: d.Lines[first].Start, End: d.Lines[last].End}
		for i := range d.Furniture {
			if f := &d.Furniture[i]; f.Inline && text.Start < f.Span.Start && f.Span.End < text.End {
				reportOverPage(p, f.Span.Start, f.Span.End)
			}
		}
		eachRepeat(d.Bytes(text), func(blank int) {
			at := text.Start + uint32(blank)
			if paragraphLine(d.Lines[d.LineAt(at)].Kind) {
				reportDoubled(p, at+1)
			}
		})
	},
}

// paragraphLines is the first and the last line of paragraphs; the last is before the
// first when there is none.
func paragraphLines(lines []cable.Line) (first, last int) {
	for first < len(lines) && !paragraphLine(lines[first].Kind) {
		first++
	}
	return first, paragraphLineBefore(lines, len(lines))
}

// paragraphLineBefore is the last line of a paragraph before one; -1 when there is none.
func paragraphLineBefore(lines []cable.Line, line int) int {
	for line--; line >= 0 && !paragraphLine(lines[line].Kind); line-- {
	}
	return line
}

// nextSeam is the next line of a paragraph, from one on that is not the first of all,
// where the word that ends the text above may stand again, or where the text goes on
// behind the end of a page.
func nextSeam(raw []byte, lines []cable.Line, line int) int {
	for ; line < len(lines); line++ {
		l, above := &lines[line], &lines[line-1]
		if !paragraphLine(l.Kind) {
			continue
		}
		if above.Zone&cable.ZoneProse == 0 {
			if l.Kind == cable.KindText {
				break
			}
			continue
		}
		end, at := int(above.End), int(l.Start)
		if end > 0 {
			end -= int((uint64(raw[end-1]) - ' ' - 1) >> 63) // most lines end with a blank, or none
		}
		for end > 0 && raw[end-1] <= ' ' {
			end--
		}
		if end < longestDoubled || at > len(raw)-longestDoubled || sameOver(raw[end-longestDoubled:end], raw[at:at+longestDoubled]) {
			break
		}
	}
	return line
}

// longestDoubled is the length of the longest function word.
const longestDoubled = 4

// sameOver reports whether four bytes end with the one, two, three or four with which
// others begin. One letter is a word only where it is a.
func sameOver(above, below []byte) bool {
	before, after := binary.LittleEndian.Uint32(above), binary.LittleEndian.Uint32(below)
	return sameEnd(before, after) || before>>24 == 'a' && after&0xff == 'a'
}

// paragraphLine reports whether a line of a kind is one of a paragraph.
func paragraphLine(k cable.Kind) bool {
	const kinds = 1<<cable.KindText | 1<<cable.KindParagraph | 1<<cable.KindUnnumbered
	return uint64(kinds)>>(k&63)&1 != 0
}

// Of the 64 bytes of a window the middle ones are decided on; the others are what
// may stand to the left and to the right of them.
const (
	windowStep  = 48
	windowLeft  = 8
	windowRight = 64 - windowStep - windowLeft
)

// eachRepeat calls found with the offset of each blank round which a word of two,
// three or four letters seems to stand twice. A blank, a digit and most marks have
// bit 6 clear and letters have it set: one bit for each byte of a window tells how
// long the words on both sides of a blank are, and only words of one length are
// compared. (A word right behind a bracket looks longer than it is and is passed
// over.)
func eachRepeat(raw []byte, found func(blank int)) {
	if len(raw) < windowRight {
		return
	}
	var hits [mostWindows]uint64
	letters := letterBits((*[8]byte)(raw)) << (64 - windowRight)
	last := len(raw) - (len(raw)-windowRight)%windowStep
	for at := windowRight; at < last; {
		end := min(last, at+mostWindows*windowStep)
		some, moved := evenWindows(raw[at:end], letters, &hits)
		compareWords(raw, at, some, &hits, found)
		at, letters = end, moved
	}
	// The end, and the bytes behind it, which are no letters.
	var tail [2 * windowStep]byte
	copy(tail[:], raw[last:])
	some, _ := evenWindows(tail[:], letters, &hits)
	compareWords(raw, last, some, &hits, found)
}

// mostWindows is how many windows are looked at before words are compared.
const mostWindows = 64

// evenWindows moves a window on over a text, mostWindows times at most, and writes into
// hits where it has words of one length side by side. It gives in which windows it has
// some, a bit each, and the last one. Which these are is hard to foretell for a
// processor: they are noted without asking.
func evenWindows(text []byte, letters uint64, hits *[mostWindows]uint64) (some, last uint64) {
	n := uint(0)
	for i := 0; i <= len(text)-windowStep; i += windowStep {
		b := (*[windowStep]byte)(text[i:])
		letters = letters>>windowStep | letterBits((*[8]byte)(b[0:]))<<16 | letterBits((*[8]byte)(b[8:]))<<24 | letterBits((*[8]byte)(b[16:]))<<32 |
			letterBits((*[8]byte)(b[24:]))<<40 | letterBits((*[8]byte)(b[32:]))<<48 | letterBits((*[8]byte)(b[40:]))<<56
		even := evenWords(letters)
		hits[n%mostWindows] = even
		some = some>>1 | (even|-even)&(1<<63) // the high bit if there are any
		n++
	}
	return some >> (mostWindows - n), letters
}

// compareWords calls found for the blanks that stand between equal words in some
// windows, which were moved on from an offset.
func compareWords(raw []byte, from int, some uint64, hits *[mostWindows]uint64, found func(blank int)) {
	for ; some != 0; some &= some - 1 {
		n := bits.TrailingZeros64(some) % mostWindows
		first := from - windowLeft - windowRight - 4 + n*windowStep
		for even := hits[n]; even != 0; even &= even - 1 {
			around := uint(first + bits.TrailingZeros64(even))
			if around < uint(len(raw)-8) && sameAround((*[9]byte)(raw[around:around+9])) && raw[around+4] == ' ' {
				found(int(around) + 4)
			}
		}
	}
}

// letterBits are the bits 6 of eight bytes, the first one lowest.
func letterBits(b *[8]byte) uint64 {
	const bit6, gather = 0x4040404040404040, 1<<50 | 1<<43 | 1<<36 | 1<<29 | 1<<22 | 1<<15 | 1<<8 | 1<<1
	return binary.LittleEndian.Uint64(b[:]) & bit6 * gather >> 56
}

// evenWords are the edges in the middle of a window between two words of two, three
// or four letters each.
func evenWords(letters uint64) uint64 {
	edge := ^letters
	start := edge & (letters >> 1) & (letters >> 2) // of two letters or more
	two := start & (edge >> 3)
	start ^= two
	three := start & (edge >> 4)
	four := (start ^ three) & (edge >> 5)
	return (two&(two<<3|two<<4) | three&(three<<4|three<<5) | four&(four<<5)) & ((1<<windowStep - 1) << windowLeft)
}

// sameAround reports whether the two, three or four bytes after the middle one of
// nine are those before it.
func sameAround(b *[9]byte) bool {
	return sameEnd(binary.LittleEndian.Uint32(b[:]), binary.LittleEndian.Uint32(b[5:]))
}

// sameEnd reports whether four bytes end with the two, three or four with which
// others begin.
func sameEnd(before, after uint32) bool {
	return before == after || (before>>8^after)<<8 == 0 || (before>>16^after)<<16 == 0
}

// reportDoubled reports the word at offset at if it is a function word and the
// one before it is the same.
func reportDoubled(p *lint.Pass, at uint32) {
	both, ok := doubledAt(p.Cable.Raw, at)
	if !ok {
		return
	}
	word := p.Cable.Raw[at:both.End]
	p.Report(both, "{0} is written twice", lint.Text(word)).
		SetFix(lint.Unsafe, "drop one", lint.Delete(oneOfBoth(p.Cable.Raw, both, at)))
}

// oneOfBoth is what to take out of both words, of which the second stands at at: the
// first one, or where they stand on two lines the one that leaves the lines apart.
func oneOfBoth(raw []byte, both cable.Span, at uint32) cable.Span {
	if n := both.End - at; bytes.IndexByte(raw[both.Start+n:at], '\n') >= 0 {
		switch {
		case int(both.End) < len(raw) && raw[both.End] == ' ':
			return cable.Span{Start: at, End: both.End + 1}
		case both.Start > 0 && raw[both.Start-1] == ' ':
			return cable.Span{Start: both.Start - 1, End: both.Start + n}
		}
	}
	return cable.Span{Start: both.Start, End: at}
}

// reportOverPage reports the function word after the end of a page, at offset to, if
// the last one before it, at offset from, is the same.
func reportOverPage(p *lint.Pass, from, to uint32) {
	raw := p.Cable.Raw
	at := to
	for int(at) < len(raw) && isBlank(raw[at]) {
		at++
	}
	for from > 0 && isBlank(raw[from-1]) {
		from--
	}
	end := at
	for int(end) < len(raw) && isLower(raw[end]) {
		end++
	}
	n := end - at
	if n == 0 || n > min(from, 5) || int(end) < len(raw) && !closesWord(raw[end]) {
		return
	}
	word, first := raw[at:end], from-n
	if string(raw[first:from]) != string(word) || first > 0 && !opensWord(raw[first-1]) || !writtenOnce(raw, at, end) {
		return
	}
	f := p.Report(cable.Span{Start: at, End: end}, "{0} is written twice, before and after the end of a page", lint.Text(word))
	if int(end) < len(raw) && raw[end] == ' ' {
		f.SetFix(lint.Unsafe, "drop one", lint.Delete(cable.Span{Start: at, End: end + 1}))
	}
}

// doubledAt is the function word at offset at with the same word before it.
func doubledAt(raw []byte, at uint32) (both cable.Span, ok bool) {
	end := at
	for int(end) < len(raw) && isLower(raw[end]) {
		end++
	}
	n := end - at
	if n == 0 || n > 5 || int(end) < len(raw) && !closesWord(raw[end]) {
		return both, false
	}
	first, ok := wordBefore(raw, at, n)
	if !ok || string(raw[first:first+n]) != string(raw[at:end]) || first > 0 && !opensWord(raw[first-1]) || !writtenOnce(raw, at, end) {
		return both, false
	}
	return cable.Span{Start: first, End: end}, true
}

// wordBefore is the offset of the n letters before the blanks that stand before
// at; the blanks may hold one line end.
func wordBefore(raw []byte, at, n uint32) (uint32, bool) {
	end, feeds := at, 0
	for end > 0 && raw[end-1] <= ' ' {
		end--
		if raw[end] == '\n' {
			feeds++
		}
	}
	if end == at || end < n || feeds > 1 {
		return 0, false
	}
	return end - n, true
}

// closesWord reports whether a word can end before the byte.
func closesWord(b byte) bool {
	return b <= ' ' || b == '.' || b == ',' || b == ';' || b == ':' || b == ')'
}

// functionWords are words that no writer doubles; "that" only before some others.
var functionWords = [...]string{
	"the", "of", "to", "in", "and", "a", "an", "for", "is", "was", "been", "be", "at", "by", "with", "from", "are", "were",
	"or", "as", "it", "its", "his", "this", "will", "has", "have", "not", "they", "we", "than", "into", "that",
}

// writtenOnce reports whether the word at [at, end) is one that no writer doubles
// there. That may be doubled (he said that that town was lost), but not before a word
// that opens a clause or a noun: a second one has no meaning then.
func writtenOnce(raw []byte, at, end uint32) bool {
	word := string(raw[at:end])
	if !slices.Contains(functionWords[:], word) {
		return false
	}
	if word != "that" {
		return true
	}
	next := end
	for int(next) < len(raw) && isBlank(raw[next]) {
		next++
	}
	after := next
	for int(after) < len(raw) && isLower(raw[after]) {
		after++
	}
	switch string(raw[next:after]) {
	case "the", "a", "an", "this", "these", "those", "his", "her", "its", "their", "our", "it", "he", "she", "they", "we", "there":
		return next > end
	default:
		return false
	}
}
