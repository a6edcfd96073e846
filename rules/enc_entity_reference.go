package rules

import (
	"bytes"
	_ "embed"
	"strconv"
	"unicode/utf8"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/enc-entity-reference.md
var entityReferenceDoc string

// entityReference reports characters that are still written as references of HTML
// or as quoted-printable bytes.
var entityReference = &lint.Rule{
	ID:        "enc-entity-reference",
	Title:     "character written as a reference",
	Doc:       entityReferenceDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "HTML 4.01 s. 5.3; RFC 2045 s. 6.7",
	Since:     "0.1",
	In:        allSpaces,
	Anchors: []lint.Anchor{
		{Byte: '&', After: letters | cable.MaskHash},
		{Byte: '=', After: cable.MaskDigit | cable.MaskUpper},
	},
	At: func(p *lint.Pass, at uint32) {
		l := p.Cable.Lines[p.Cable.LineAt(at)]
		text := p.Cable.Raw[at:l.End]
		r, n := reference(text)
		if text[0] == '=' {
			if at > l.Start && p.Cable.Raw[at-1] == '=' || at >= l.Start+3 && quotedByte(p.Cable.Raw[at-3:at]) {
				return // not the first of its bytes
			}
			r, n = quotedPrintable(p.Cable.Raw[l.Start:l.End], int(at-l.Start))
		}
		if n == 0 {
			return
		}
		span := cable.Span{Start: at, End: at + uint32(n)}
		with := plain(r, mannerOf(p))
		p.Report(span, "{0} is a character written as a reference; expected {1}", lint.Text(text[:n]), lint.Quoted(with)).
			SetFix(lint.Safe, "write the character", lint.Replace(span, with))
	},
}

// entityNames are the references that pages use for what cables hold.
var entityNames = [...]struct {
	name string
	r    rune
}{
	{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0}, {"rsquo", 0x2019}, {"lsquo", 0x2018},
	{"ldquo", 0x201C}, {"rdquo", 0x201D}, {"ndash", 0x2013}, {"mdash", 0x2014}, {"hellip", 0x2026}, {"shy", 0xAD}, {"bull", 0x2022}, {"middot", 0xB7},
	{"deg", 0xB0}, {"pound", 0xA3}, {"euro", 0x20AC}, {"copy", 0xA9}, {"reg", 0xAE}, {"eacute", 0xE9}, {"egrave", 0xE8}, {"ecirc", 0xEA}, {"aacute", 0xE1},
	{"agrave", 0xE0}, {"acirc", 0xE2}, {"atilde", 0xE3}, {"auml", 0xE4}, {"iacute", 0xED}, {"icirc", 0xEE}, {"iuml", 0xEF}, {"oacute", 0xF3}, {"ocirc", 0xF4},
	{"otilde", 0xF5}, {"ouml", 0xF6}, {"uacute", 0xFA}, {"uuml", 0xFC}, {"ugrave", 0xF9}, {"ntilde", 0xF1}, {"ccedil", 0xE7}, {"szlig", 0xDF}, {"para", 0xB6}, {"sect", 0xA7},
}

// reference reads the reference at the start of text; a reference whose own
// ampersand was escaped (&amp;#8217;) is read at once.
func reference(text []byte) (rune, int) {
	r, n := oneReference(text)
	if r == '&' && n > 0 {
		if inner, m := oneReference(append([]byte{'&'}, text[n:min(len(text), n+12)]...)); m > 0 && inner != '&' {
			return inner, n + m - 1
		}
	}
	return r, n
}

func oneReference(text []byte) (rune, int) {
	end := bytes.IndexByte(text[:min(len(text), 12)], ';')
	if end < 3 {
		return 0, 0
	}
	name := text[1:end]
	if name[0] == '#' {
		return characterNumbered(string(name[1:]), end+1)
	}
	for _, e := range entityNames {
		if e.name == string(name) {
			return e.r, end + 1
		}
	}
	return 0, 0
}

// characterNumbered is the character with a number, decimal or after an x hexadecimal. The
// numbers of Windows-1252 stand for what pages meant by them.
func characterNumbered(s string, n int) (rune, int) {
	base := 10
	if s[0] == 'x' || s[0] == 'X' {
		s, base = s[1:], 16
	}
	v, err := strconv.ParseInt(s, base, 32)
	if err != nil || v < 0x20 || !utf8.ValidRune(rune(v)) {
		return 0, 0
	}
	if v < 0x100 {
		if r := fromCP1252(byte(v)); r != 0 {
			return r, n
		}
		return 0, 0
	}
	return rune(v), n
}

// quotedPrintable reads the bytes written "=XX" at i: a mark of Windows-1252 where
// one would stand, or a character of UTF-8 in two or three.
func quotedPrintable(line []byte, i int) (rune, int) {
	var b [4]byte
	k := 0
	for k < len(b) && quotedByte(line[min(len(line), i+3*k):]) {
		v, _ := strconv.ParseUint(string(line[i+3*k+1:i+3*k+3]), 16, 8)
		b[k] = byte(v)
		k++
	}
	if k == 0 {
		return 0, 0
	}
	if r, n, ok := validUTF8(b[:k]); ok && n > 1 && isTypographic(r) {
		return r, 3 * n
	}
	before, after := byte(' '), byte(' ')
	if i > 0 {
		before = line[i-1]
	}
	if i+3 < len(line) {
		after = line[i+3]
	}
	inWord, opens, closes := isLetter(before) && isLetter(after), !isWordByte(before) && isLetter(after), isLetter(before) || isStop(before)
	switch b[0] {
	case 0x92:
		if inWord || before == 's' && isSpace(after) {
			return 0x2019, 3
		}
	case 0x93:
		if opens {
			return 0x201C, 3
		}
	case 0x94:
		if closes && !isWordByte(after) {
			return 0x201D, 3
		}
	case 0x96, 0x97:
		if isSpace(before) && isSpace(after) || inWord {
			return fromCP1252(b[0]), 3
		}
	default:
		if b[0] >= 0xE0 && isLower(before) && (isLower(after) || !isWordByte(after)) {
			return rune(b[0]), 3
		}
	}
	return 0, 0
}

func isStop(b byte) bool { return b == '.' || b == ',' || b == '!' || b == '?' }

// quotedByte reports whether b starts with an equals sign and two hexadecimal digits.
func quotedByte(b []byte) bool { return len(b) >= 3 && b[0] == '=' && isHex(b[1]) && isHex(b[2]) }

func isHex(b byte) bool { return isDigit(b) || 'A' <= b && b <= 'F' }
