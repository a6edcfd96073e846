package lint_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/cablelint/cablelint/lint"
)

// positionByHand counts from the first byte on, one character at a time.
func positionByHand(raw string, at int) lint.Position {
	p := lint.Position{Offset: at, Line: 1, Column: 1}
	start := 0
	for i := 0; i < at; i++ {
		if raw[i] == '\n' || raw[i] == '\r' && (i+1 == len(raw) || raw[i+1] != '\n') {
			p.Line++
			start = i + 1
		}
	}
	for _, r := range raw[start:at] {
		p.Column++
		p.UTF16 += max(1, utf16.RuneLen(r))
	}
	return p
}

func TestPositions(t *testing.T) {
	for _, row := range []struct {
		name, raw string
		at        uint32
		want      lint.Position
	}{
		{"the first byte", "ab", 0, lint.Position{Offset: 0, Line: 1, Column: 1, UTF16: 0}},
		{"the end of an empty cable", "", 0, lint.Position{Offset: 0, Line: 1, Column: 1, UTF16: 0}},
		{"beyond the end is the end", "ab", 9, lint.Position{Offset: 2, Line: 1, Column: 3, UTF16: 2}},
		{"after a line feed", "ab\nc", 3, lint.Position{Offset: 3, Line: 2, Column: 1, UTF16: 0}},
		{"after CRLF", "ab\r\nc", 4, lint.Position{Offset: 4, Line: 2, Column: 1, UTF16: 0}},
		{"after a lone CR", "ab\rc", 3, lint.Position{Offset: 3, Line: 2, Column: 1, UTF16: 0}},
		{"columns are code points", "é¶x", 4, lint.Position{Offset: 4, Line: 1, Column: 3, UTF16: 2}},
		{"an astral character is two units", "\U0001F600x", 4, lint.Position{Offset: 4, Line: 1, Column: 2, UTF16: 2}},
		{"an invalid byte is one of each", "\xe9\xff\xf0x", 3, lint.Position{Offset: 3, Line: 1, Column: 4, UTF16: 3}},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := lint.NewPositions([]byte(row.raw)).At(row.at); got != row.want {
				t.Errorf("got %+v, want %+v", got, row.want)
			}
		})
	}
}

func TestPositionsInAnyOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	parts := []string{"a", "word ", "\n", "\r\n", "\r", "é", "\U0001F600", "\xff", "\xe2\x80", strings.Repeat("x", 1000)}
	for range 40 {
		var b strings.Builder
		for range 60 {
			b.WriteString(parts[rng.IntN(len(parts))])
		}
		raw := b.String()
		p := lint.NewPositions([]byte(raw))
		for range 40 {
			at := rng.IntN(len(raw) + 1)
			if got, want := p.At(uint32(at)), positionByHand(raw, at); got != want {
				t.Fatalf("at %d of %q: got %+v, want %+v", at, raw, got, want)
			}
		}
	}
}

func FuzzPositions(f *testing.F) {
	f.Add("ab\r\nc\xffd\n", uint16(3), uint16(1))
	f.Add(strings.Repeat("é\r", 3000), uint16(8000), uint16(4097))
	f.Add("\u0790", uint16(1), uint16(2)) // asked inside a character, then behind it
	f.Add("\r\nx", uint16(1), uint16(3))
	f.Fuzz(func(t *testing.T, raw string, a, b uint16) {
		p := lint.NewPositions([]byte(raw))
		for _, at := range []int{int(a), int(b), len(raw)} {
			at = min(at, len(raw))
			if got, want := p.At(uint32(at)), positionByHand(raw, at); got != want {
				t.Fatalf("at %d: got %+v, want %+v", at, got, want)
			}
		}
	})
}
