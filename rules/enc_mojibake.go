package rules

import (
	_ "embed"
	"unicode/utf8"

	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/enc-mojibake.md
var mojibakeDoc string

// mojibake reports characters of one code that were read as another: UTF-8 read as
// Windows-1252, once or twice; bytes of Windows-1252 or Mac Roman in UTF-8; and
// characters that were lost for good.
var mojibake = &lint.Rule{
	ID:        "enc-mojibake",
	Title:     "text read in the wrong character code",
	Doc:       mojibakeDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	Cable: func(p *lint.Pass) {
		for _, run := range oddRuns(p) {
			highRun(p, int(run.Start), int(run.End))
		}
	},
}

// highRun reports the damage of one run of bytes of 0x80 and above.
func highRun(p *lint.Pass, start, end int) {
	raw := p.Cable.Raw
	for i := start; i < end; {
		r, n, ok := validUTF8(raw[i:end])
		switch {
		case !ok:
			strayByte(p, i)
			n = 1
		case r == utf8.RuneError:
			lost(p, i)
		case r >= 0x80 && r <= 0xFF || n == 3:
			if text, m := misread(raw[i:end]); m > 0 {
				reportMisread(p, i, i+m, text)
				n = m
			}
		}
		i += n
	}
}

// longestMisread is how many bytes one misread character takes at most: three
// bytes read twice.
const longestMisread = 24

// misread reads the characters at the start of b as bytes of Windows-1252, and
// these as UTF-8, again and again as long as that works; how many bytes of b it took.
func misread(b []byte) (rune, int) {
	var first, second [longestMisread]byte
	text, used := decodeOnce(first[:0], b[:min(len(b), longestMisread)])
	if used == 0 {
		return 0, 0
	}
	// What came out may be the start of a misread sequence itself.
	for range 2 {
		r, n, _ := validUTF8(text)
		if n == len(text) {
			return r, used
		}
		again, m := decodeOnce(second[:0], text)
		if m == 0 || m < len(text) {
			break
		}
		first = second
		text = first[:len(again)]
	}
	r, n, ok := validUTF8(text)
	if !ok || n != len(text) {
		return 0, 0
	}
	return r, used
}

// decodeOnce turns the characters at the start of b into bytes of Windows-1252 for
// as long as these make whole characters of UTF-8 that again could be misread. It
// appends them to out.
func decodeOnce(out, b []byte) ([]byte, int) {
	i := 0
	for {
		seq, size, n := oneMisread(b[i:])
		if n == 0 {
			return out, i
		}
		alone := len(out) == 0
		out = append(out, seq[:size]...)
		i += n
		// One sound mark ends it; a character that may start a misread one goes on.
		if r, _ := utf8.DecodeRune(seq[:size]); i >= len(b) || r > 0xFF && r != 0x20AC && r != 0x201A && r != 0x2122 && r != 0x0153 && r != 0x201C && r != 0x201D && r != 0x2019 {
			return out, i
		} else if alone && !startsMisread(r) {
			return out, i
		}
	}
}

// startsMisread reports whether r is the first character of a misread one.
func startsMisread(r rune) bool { return 0xC2 <= r && r <= 0xEF }

// oneMisread reads one character of UTF-8 whose bytes were read as Windows-1252: its
// bytes, how many, and how many of b they took.
func oneMisread(b []byte) (seq [4]byte, size, used int) {
	r, n, ok := validUTF8(b)
	lead, is := toCP1252(r)
	if !ok || !is || lead < 0xC2 || lead > 0xEF {
		return seq, 0, 0
	}
	want := 2
	if lead >= 0xE0 {
		want = 3
	}
	seq[0] = lead
	i := n
	for k := 1; k < want; k++ {
		r, n, ok := validUTF8(b[min(i, len(b)):])
		c, is := toCP1252(r)
		if !ok || !is || c < 0x80 || c > 0xBF {
			return seq, 0, 0
		}
		seq[k] = c
		i += n
	}
	if got, n, ok := validUTF8(seq[:want]); !ok || n != want || !isTypographic(got) {
		return seq, 0, 0
	}
	return seq, want, i
}

func reportMisread(p *lint.Pass, start, end int, r rune) {
	with := plain(r, mannerOf(p))
	p.Report(spanOf(start, end), "{0} is one character of UTF-8 read as Windows-1252; expected {1}", lint.Text(p.Cable.Raw[start:end]), lint.Quoted(with)).
		SetFix(lint.Safe, "read the character again", lint.Replace(spanOf(start, end), with))
}

// strayByte reports a byte that is no UTF-8: of Windows-1252 or Mac Roman,
// whichever makes sense of it and of the other such bytes of the cable.
func strayByte(p *lint.Pass, i int) {
	b, before, after := neighbours(p.Cable.Raw, i)
	w, m := fromCP1252(b), macRoman[b-0x80]
	windows, mac := strayMarks(p)
	switch {
	case fits(w, before, after) && windows > mac:
		reportStray(p, i, w, "Windows-1252", sureOf(w))
	case fits(m, before, after) && mac > windows:
		reportStray(p, i, m, "Mac Roman", sureOf(m))
	case fits(w, before, after):
		reportStray(p, i, w, "Windows-1252", lint.Unsafe)
	default:
		p.Report(spanOf(i, i+1), "byte {0} is no UTF-8, and neither Windows-1252 nor Mac Roman makes sense of it", lint.Name(hexByte(b)))
	}
}

func neighbours(raw []byte, i int) (b, before, after byte) {
	before, after = ' ', ' '
	if i > 0 {
		before = raw[i-1]
	}
	if i+1 < len(raw) {
		after = raw[i+1]
	}
	return raw[i], before, after
}

// strayMarks counts the stray bytes of the cable that are a mark where one stands
// in Windows-1252, and in Mac Roman: marks tell the codes apart, letters do not.
func strayMarks(p *lint.Pass) (windows, mac int) {
	m := memoOf(p)
	if m.strays {
		return m.windows, m.mac
	}
	raw := p.Cable.Raw
	for _, run := range oddRuns(p) {
		for i := int(run.Start); i < int(run.End); {
			_, n, ok := validUTF8(raw[i:run.End])
			if !ok {
				b, before, after := neighbours(raw, i)
				windows += mark(fromCP1252(b), before, after)
				mac += mark(macRoman[b-0x80], before, after)
			}
			i += n
		}
	}
	m.strays, m.windows, m.mac = true, windows, mac
	return windows, mac
}

// mark is 1 when r is a mark that stands where one may.
func mark(r rune, before, after byte) int {
	if r >= 0x2000 && r != 0x2026 && fits(r, before, after) { // an ellipsis may stand anywhere
		return 1
	}
	return 0
}

// sureOf is what may be done with a stray byte that reads as r: marks have one
// place, but a lone letter may be of any code.
func sureOf(r rune) lint.Applicability {
	if isAccentedLetter(r) {
		return lint.Unsafe
	}
	return lint.Safe
}

func reportStray(p *lint.Pass, i int, r rune, code string, a lint.Applicability) {
	with := string(r)
	if p.Typography == lint.ASCIITypography {
		with = plain(r, manner{})
	}
	p.Report(spanOf(i, i+1), "byte {0} is no UTF-8 but {1}; expected {2}", lint.Name(hexByte(p.Cable.Raw[i])), lint.Name(code), lint.Quoted(with)).
		SetFix(a, "write the character in UTF-8", lint.Replace(spanOf(i, i+1), with))
}

// fits reports whether the character makes sense between its neighbours: a letter
// beside a small letter, a mark where one stands.
func fits(r rune, before, after byte) bool {
	word, next := isWordByte(before), isWordByte(after)
	switch r {
	case 0:
		return false
	case 0x2019:
		return isLetter(before) && (next || isSpace(after)) || isStop(before) && !next
	case 0x2018, 0x201C:
		return !word && next
	case 0x201D:
		return (word || isStop(before)) && !next
	case 0x2013, 0x2014:
		return isSpace(before) == isSpace(after)
	case 0x2026:
		return word || next
	case 0xA0:
		return true
	}
	return isAccentedLetter(r) && (isLetter(before) || isLetter(after))
}

func isAccentedLetter(r rune) bool { return 0xC0 <= r && r <= 0xFF && r != 0xD7 && r != 0xF7 }

// lost reports a replacement character: what stood there is gone.
func lost(p *lint.Pass, i int) {
	raw := p.Cable.Raw
	f := p.Report(spanOf(i, i+3), "the character was lost: U+FFFD stands for whatever a reader could not decode")
	if i == 0 || i+4 > len(raw) || !isLetter(raw[i-1]) {
		return
	}
	if b := raw[i+3]; (b == 's' || b == 't') && (i+4 == len(raw) || !isWordByte(raw[i+4])) {
		f.SetFix(lint.Display, "an apostrophe, by its neighbours", lint.Replace(spanOf(i, i+3), "'"))
	}
}
