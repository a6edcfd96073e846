package rules

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// oddRuns are the runs of bytes of 0x80 and above (no line ending is in one) but for those
// made of nothing but pilcrows and the typographic marks that writers and publishers
// use: nearly every cable has many of these, and few have any other.
func oddRuns(p *lint.Pass) []cable.Span {
	m := memoOf(p)
	if !m.oddKnown {
		m.oddKnown, m.odd = true, m.odd[:0]
		for _, i := range rareLines(p).high {
			m.odd = appendOddRuns(m.odd, p.Cable.Raw, p.Cable.Lines[i].Span())
		}
	}
	return m.odd
}

// appendOddRuns appends the odd runs of a line of raw.
func appendOddRuns(runs []cable.Span, raw []byte, line cable.Span) []cable.Span {
	b := raw[:line.End]
	i := int(line.Start) // a pilcrow stands there mostly
	if i < len(b) && b[i] < 0x80 {
		i = nextHigh(b, i)
	}
	for ; i < len(b); i = nextHigh(b, i) {
		start := i
		if i = afterMarks(b, i); i == len(b) || b[i] < 0x80 {
			continue
		}
		for i < len(b) && b[i] >= 0x80 {
			i++
		}
		runs = append(runs, spanOf(start, i))
	}
	return runs
}

// high has the highest bit of each of eight bytes: of those of 0x80 and above it is set.
const high = 0x8080808080808080

// nextHigh is the first place at or after i that holds a byte of 0x80 or above;
// len(b) when there is none.
func nextHigh(b []byte, i int) int {
	for i <= len(b)-64 && eightOf(b[i:])&high == 0 { // a paragraph may be one line
		i += 64
	}
	if i <= len(b)-32 && fourOf(b[i:])&high == 0 {
		i += 32
	}
	if last := len(b) - 32; last >= 0 && i > last && fourOf(b[last:])&high == 0 {
		return len(b) // as most lines
	}
	for ; i <= len(b)-8; i += 8 {
		if m := binary.LittleEndian.Uint64(b[i:]) & high; m != 0 {
			return i + bits.TrailingZeros64(m)/8
		}
	}
	if last := len(b) - 8; last >= 0 && i < len(b) {
		m := binary.LittleEndian.Uint64(b[last:]) & high >> (8 * (i - last)) // without those before i
		return min(len(b), i+bits.TrailingZeros64(m)/8)
	}
	for i < len(b) && b[i] < 0x80 {
		i++
	}
	return i
}

// fourOf are the bits that any of the first four groups of eight bytes has, eightOf
// those of eight groups.
func fourOf(b []byte) uint64 {
	s := (*[32]byte)(b)
	return binary.LittleEndian.Uint64(s[:8]) | binary.LittleEndian.Uint64(s[8:16]) | binary.LittleEndian.Uint64(s[16:24]) | binary.LittleEndian.Uint64(s[24:])
}

func eightOf(b []byte) uint64 { return fourOf(b) | fourOf(b[32:]) }

// afterMarks is the place after the pilcrows and the typographic marks (the single
// and double quotation marks that curl, the dashes, the ellipsis) at i.
func afterMarks(b []byte, i int) int {
	for i+1 < len(b) && b[i] >= 0x80 {
		switch {
		case b[i] == 0xC2 && b[i+1] == 0xB6:
			i += 2
		case b[i] == 0xE2 && b[i+1] == 0x80 && i+2 < len(b) && isTypographicTail(b[i+2]):
			i += 3
		default:
			return i
		}
	}
	return i
}

// isTypographicTail reports whether b ends the three bytes of a typographic mark.
func isTypographicTail(b byte) bool {
	const tails = 1<<0x13 | 1<<0x14 | 1<<0x18 | 1<<0x19 | 1<<0x1C | 1<<0x1D | 1<<0x26 // of 0x93 and so on
	return b&0xC0 == 0x80 && tails>>(b&0x3F)&1 != 0
}

func spanOf(start, end int) cable.Span { return cable.Span{Start: uint32(start), End: uint32(end)} }

// cp1252 are the characters of the bytes 0x80 to 0x9F in Windows-1252; 0 for none.
var cp1252 = [32]rune{
	0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
	0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
}

// macRoman are the characters of the bytes 0x80 to 0xFF in Mac OS Roman that text
// uses: letters, quotation marks, dashes; 0 for the rest.
var macRoman = [128]rune{
	0x00: 0xC4, 0x01: 0xC5, 0x02: 0xC7, 0x03: 0xC9, 0x04: 0xD1, 0x05: 0xD6, 0x06: 0xDC, 0x07: 0xE1, 0x08: 0xE0, 0x09: 0xE2, 0x0A: 0xE4, 0x0B: 0xE3,
	0x0C: 0xE5, 0x0D: 0xE7, 0x0E: 0xE9, 0x0F: 0xE8, 0x10: 0xEA, 0x11: 0xEB, 0x12: 0xED, 0x13: 0xEC, 0x14: 0xEE, 0x15: 0xEF, 0x16: 0xF1, 0x17: 0xF3,
	0x18: 0xF2, 0x19: 0xF4, 0x1A: 0xF6, 0x1B: 0xF5, 0x1C: 0xFA, 0x1D: 0xF9, 0x1E: 0xFB, 0x1F: 0xFC, 0x27: 0xDF, 0x49: 0x2026, 0x4A: 0xA0,
	0x50: 0x2013, 0x51: 0x2014, 0x52: 0x201C, 0x53: 0x201D, 0x54: 0x2018, 0x55: 0x2019,
}

// fromCP1252 is the character of a byte in Windows-1252; 0 where it has none.
func fromCP1252(b byte) rune {
	if 0x80 <= b && b <= 0x9F {
		return cp1252[b-0x80]
	}
	return rune(b)
}

// toCP1252 is the byte that a character has in Windows-1252, or in Latin-1 where
// that has none; false when it has neither.
func toCP1252(r rune) (byte, bool) {
	if 0x80 <= r && r <= 0xFF {
		return byte(r), true
	}
	for i, c := range cp1252 {
		if c == r && c != 0 {
			return byte(0x80 + i), true
		}
	}
	return 0, false
}

// plain writes a typographic mark in ASCII; other characters as they are.
func plain(r rune, m manner) string {
	switch r {
	case 0x2018, 0x2019:
		return m.pick("'", string(r))
	case 0x201C, 0x201D:
		return m.pick(`"`, string(r))
	case 0x2013, 0x2014:
		return m.pick("--", string(r))
	case 0x2026:
		return m.pick("...", "\u2026")
	case 0xA0:
		return " "
	case 0xAD, 0x200B, 0xFEFF:
		return ""
	}
	return string(r)
}

// allSpaces are the zones in which any character may be damaged.
const allSpaces = cable.ZoneAll &^ cable.ZoneURL

// isTypographic reports whether r is a letter or a mark that cables use.
func isTypographic(r rune) bool {
	switch {
	case 0xA0 <= r && r <= 0x17F, 0x2010 <= r && r <= 0x2026, r == 0x20AC, r == 0x2122:
		return true
	}
	return false
}

// validUTF8 decodes one character; false when the bytes are none.
func validUTF8(b []byte) (rune, int, bool) {
	r, n := utf8.DecodeRune(b)
	return r, n, r != utf8.RuneError || n > 1
}
