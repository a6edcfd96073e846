package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestText is how many characters of one argument a message shows.
const longestText = 160

// Render is the message of a finding. Text of the cable is quoted, with control
// characters and what else could act on a terminal escaped; with redact its length
// and a hash stand for it.
func Render(f *Finding, redact bool) string {
	return string(AppendMessage(nil, f.Message, f.Args, redact))
}

// AppendMessage appends the message that a template and its arguments make.
// {0} is the first argument; a number without an argument stays as it is written.
func AppendMessage(dst []byte, template string, args []Arg, redact bool) []byte {
	for {
		i := strings.IndexByte(template, '{')
		if i < 0 {
			return append(dst, template...)
		}
		dst = append(dst, template[:i]...)
		template = template[i:]
		n, size := placeholder(template)
		if size == 0 || n >= len(args) {
			dst, size = append(dst, '{'), 1
		} else {
			dst = args[n].append(dst, redact)
		}
		template = template[size:]
	}
}

// placeholder reads {12} at the start of s: the number and its length, 0 when
// there is none.
func placeholder(s string) (n, size int) {
	if len(s) < 3 || s[0] != '{' {
		return 0, 0
	}
	i := 1
	for ; i < len(s) && i < 4 && '0' <= s[i] && s[i] <= '9'; i++ {
		n = n*10 + int(s[i]-'0')
	}
	if i == 1 || i == len(s) || s[i] != '}' {
		return 0, 0
	}
	return n, i + 1
}

func (a Arg) append(dst []byte, redact bool) []byte {
	switch {
	case a.Kind == ArgInt:
		return strconv.AppendInt(dst, int64(a.Num), 10)
	case a.Kind == ArgName:
		return appendVisible(dst, a.Str, false)
	case redact:
		return appendRedacted(dst, a.Str)
	default:
		dst = append(dst, '"')
		dst = appendVisible(dst, a.Str, true)
		return append(dst, '"')
	}
}

// Visible is text made safe to print: control characters, invalid bytes and
// characters that change the direction of text are escaped as \n, \x1b, \u202e.
func Visible(text []byte) string { return string(appendVisible(nil, string(text), false)) }

// AppendVisible appends what [Visible] makes of a text.
func AppendVisible(dst []byte, text string) []byte { return appendVisible(dst, text, false) }

// Redacted stands for a text that must not be shown: its length and a hash, so
// that equal texts can be seen to be equal.
func Redacted(text []byte) string { return string(appendRedacted(nil, string(text))) }

func appendRedacted(dst []byte, s string) []byte {
	sum := sha256.Sum256([]byte(s))
	unit := "bytes"
	if len(s) == 1 {
		unit = "byte"
	}
	return fmt.Appendf(dst, "[%d %s, %s]", len(s), unit, hex.EncodeToString(sum[:4]))
}

// appendVisible escapes what could act on a terminal or hide; quoted also
// escapes quotes and backslashes and cuts what is very long.
func appendVisible(dst []byte, s string, quoted bool) []byte {
	if plain(s, quoted) {
		return append(dst, s...)
	}
	shown := 0
	for i := 0; i < len(s); shown++ {
		if quoted && shown == longestText {
			return append(dst, "…"...)
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			dst = fmt.Appendf(dst, `\x%02x`, s[i])
		case quoted && (r == '"' || r == '\\'):
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, `\n`...)
		case r == '\r':
			dst = append(dst, `\r`...)
		case r == '\t':
			dst = append(dst, `\t`...)
		case r < 0x20 || r == 0x7f:
			dst = fmt.Appendf(dst, `\x%02x`, r)
		case hidden(r):
			dst = fmt.Appendf(dst, `\u%04x`, r)
		default:
			dst = append(dst, s[i:i+size]...)
		}
		i += size
	}
	return dst
}

// plain reports whether every byte shows as it stands: nearly every text.
func plain(s string, quoted bool) bool {
	if quoted && len(s) > longestText {
		return false
	}
	odd, escaped := uint64(0), uint64(0)
	i := 0
	for ; i <= len(s)-8; i += 8 {
		w := uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 |
			uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
		odd |= OddBytes(w)
		escaped |= quotes(w)
	}
	w := uint64(eachByte * ' ')
	for ; i < len(s); i++ {
		w = w<<8 | uint64(s[i])
	}
	return odd|OddBytes(w) == 0 && (!quoted || escaped|quotes(w) == 0)
}

// eachByte times a byte is eight of them.
const eachByte = 0x0101010101010101

// OddBytes is not 0 where one of eight bytes does not show as it stands: the high bits
// of those that have it already, or get it from adding what lifts DEL there, or lack 32
// to be a blank.
func OddBytes(w uint64) uint64 {
	return (w | (w + eachByte) | (w - eachByte*' ')) & (eachByte * 0x80)
}

// quotes is not 0 where one of eight bytes is a quote or a backslash.
func quotes(w uint64) uint64 {
	quote, slash := w^eachByte*'"', w^eachByte*'\\'
	return ((quote-eachByte)&^quote | (slash-eachByte)&^slash) & (eachByte * 0x80)
}

// IsVisible reports whether [Visible] would leave a text as it is.
func IsVisible(text []byte) bool {
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[i:])
		}
		if r < ' ' || r == 0x7f || r == utf8.RuneError && size == 1 || hidden(r) {
			return false
		}
		i += size
	}
	return true
}

// hidden reports whether a reader cannot see the character, or sees text move
// because of it: C1 controls, blanks that are not a space, zero width, direction.
func hidden(r rune) bool {
	switch {
	case r < 0x80, r > 0xa0 && r < firstFormat && r != 0xad, r >= 0x2010 && r <= 0x2027: // nearly all that cables have
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co, unicode.Zs)
}

// firstFormat is the first code point behind those of Latin that is hidden.
const firstFormat = 0x600
