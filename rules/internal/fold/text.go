package fold

import (
	"encoding/binary"
	"math/bits"
)

// Classes of bytes, as the deciders ask for them. A letter with an accent is two
// or three bytes of 0x80 and above in UTF-8; each of them counts as a letter.

func lower(b byte) bool  { return 'a' <= b && b <= 'z' }
func upper(b byte) bool  { return 'A' <= b && b <= 'Z' }
func digit(b byte) bool  { return '0' <= b && b <= '9' }
func letter(b byte) bool { return lower(b | 0x20) }
func alnum(b byte) bool  { return letter(b) || digit(b) }
func blank(b byte) bool  { return b <= ' ' && 1<<b&(1<<' '|1<<'\n'|1<<'\t'|1<<'\r') != 0 }

// at is text[i]; a blank before the first and after the last byte, and for the bytes of
// a no-break space, which another repair makes a blank.
func at(text []byte, i int) byte {
	if i < 0 || i >= len(text) || text[i] >= 0xA0 && noBreak(text, i) {
		return ' '
	}
	return text[i]
}

// noBreak reports whether one of the bytes of a no-break space stands at i.
func noBreak(text []byte, i int) bool {
	return text[i] == 0xA0 && i > 0 && text[i-1] == 0xC2 || text[i] == 0xC2 && i+1 < len(text) && text[i+1] == 0xA0
}

// Typographic marks in UTF-8.
const (
	leftSingle  = "\u2018"
	rightSingle = "\u2019"
	leftDouble  = "\u201c"
	rightDouble = "\u201d"
)

// has reports whether s stands at text[i:].
func has(text []byte, i int, s string) bool {
	return i >= 0 && i+len(s) <= len(text) && string(text[i:i+len(s)]) == s
}

// ends reports whether text[:i] ends in s.
func ends(text []byte, i int, s string) bool { return i >= len(s) && has(text, i-len(s), s) }

// accented reports whether text[i] is a byte of a letter outside ASCII: not of a
// quotation mark, a dash or an ellipsis, which are U+20xx (E2 80 xx).
func accented(text []byte, i int) bool {
	if i < 0 || i >= len(text) || text[i] < 0x80 {
		return false
	}
	for k := i; k >= 0 && i-k < 3 && text[k] >= 0x80; k-- {
		if text[k] >= 0xC0 {
			return text[k] >= 0xC3 && text[k] < 0xE2
		}
	}
	return false
}

// longestWord bounds how far a word is read, so that a run of letters without end
// costs no more than others.
const longestWord = 80

// wordBefore is where the run of letters that ends at i starts.
func wordBefore(text []byte, i int) int {
	limit := max(0, i-longestWord)
	for i >= limit+8 {
		stop := lettersOf(binary.LittleEndian.Uint64(text[i-8:i])) ^ highBits
		if i -= bits.LeadingZeros64(stop) / 8; stop == 0 {
			continue
		}
		if !accented(text, i-1) {
			return i
		}
		i--
	}
	for i > limit && (letter(text[i-1]) || accented(text, i-1)) {
		i--
	}
	return i
}

// wordAfter is where the run of letters that starts at i ends.
func wordAfter(text []byte, i int) int {
	limit := min(len(text), i+longestWord)
	for i <= limit-8 {
		stop := lettersOf(binary.LittleEndian.Uint64(text[i:i+8])) ^ highBits
		if i += bits.TrailingZeros64(stop) / 8; stop == 0 {
			continue
		}
		if !accented(text, i) {
			return i
		}
		i++
	}
	for i < limit && (letter(text[i]) || accented(text, i)) {
		i++
	}
	return i
}

// Eight bytes in a number, the first one lowest.
const (
	lowBits  = 0x0101010101010101 // the lowest bit of each
	highBits = lowBits << 7
)

// lettersOf has the highest bit of each of eight bytes that is a letter of ASCII.
func lettersOf(v uint64) uint64 {
	v |= 0x20 * lowBits // in small letters
	low := v &^ highBits
	return (low + (0x80-'a')*lowBits) &^ (low + (0x7F-'z')*lowBits) &^ v & highBits
}

// smallLetters writes the letters among eight bytes in lower case.
func smallLetters(v uint64) uint64 { return v | lettersOf(v)>>2 }

// firstBytes are the first n of eight bytes, and of more all.
func firstBytes(n int) uint64 { return 1<<(8*uint(n)) - 1 }

// skipBlanks is the first place at or after i that holds no blank.
func skipBlanks(text []byte, i int) int {
	for i < len(text) && blank(at(text, i)) {
		i++
	}
	return i
}

// backBlanks is the place after the last byte before i that is no blank.
func backBlanks(text []byte, i int) int {
	for i > 0 && blank(at(text, i-1)) {
		i--
	}
	return i
}

// foldWord writes the word in lower case into buf, which bounds its length; ""
// when it is longer. ASCII only: other bytes stay.
func foldWord(word []byte, buf *[24]byte) []byte {
	n := copy(buf[:], word)
	if n < len(word) {
		return nil
	}
	for b := buf[:]; len(b) > len(buf)-n; b = b[8:] {
		binary.LittleEndian.PutUint64(b, smallLetters(binary.LittleEndian.Uint64(b)))
	}
	return buf[:n]
}

// isWord reports whether the word, in whatever case, is one of the list.
func isWord(word []byte, list ...string) bool {
	var buf [24]byte
	w := foldWord(word, &buf)
	for _, s := range list {
		if string(w) == s {
			return true
		}
	}
	return false
}

// capitals reports whether every letter of the word is a capital.
func capitals(word []byte) bool {
	for _, b := range word {
		if lower(b) {
			return false
		}
	}
	return len(word) > 0
}
