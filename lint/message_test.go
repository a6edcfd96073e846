package lint_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/cablelint/cablelint/lint"
)

func TestRender(t *testing.T) {
	for _, row := range []struct {
		name, template string
		args           []lint.Arg
		want           string
	}{
		{"text is quoted", "TAGS: {0} is no tag", []lint.Arg{lint.Quoted("VZ")}, `TAGS: "VZ" is no tag`},
		{"a name and a number stand as they are", "{0} allows {1}", []lint.Arg{lint.Name("E.O. 12958"), lint.Int(25)}, "E.O. 12958 allows 25"},
		{"arguments may come twice and in any order", "{1}{0}{1}", []lint.Arg{lint.Int(1), lint.Int(2)}, "212"},
		{"escape sequences never reach a terminal", "{0}", []lint.Arg{lint.Quoted("\x1b[31m\a\x7f")}, `"\x1b[31m\x07\x7f"`},
		{"nor do they in a name", "{0}", []lint.Arg{lint.Name("a\x1bb")}, `a\x1bb`},
		{"line ends are shown", "{0}", []lint.Arg{lint.Quoted("a\r\n\tb")}, `"a\r\n\tb"`},
		{"quotes and backslashes are marked", "{0}", []lint.Arg{lint.Quoted(`"a\`)}, `"\"a\\"`},
		{"bytes that are not UTF-8 are shown", "{0}", []lint.Arg{lint.Text([]byte("caf\xe9"))}, `"caf\xe9"`},
		{"what turns text round is shown", "{0}", []lint.Arg{lint.Quoted("a\u202eb\u00a0c\u200bd\u0085")}, `"a\u202eb\u00a0c\u200bd\u0085"`},
		{"letters beyond ASCII stay", "{0}", []lint.Arg{lint.Quoted("Öçé ¶ —")}, `"Öçé ¶ —"`},
		{"a number without an argument stays", "{1} {x} {0} {", []lint.Arg{lint.Int(7)}, "{1} {x} 7 {"},
		{"an argument is not a template", "{0}", []lint.Arg{lint.Quoted("{0}")}, `"{0}"`},
		{"what is very long is cut", "{0}", []lint.Arg{lint.Quoted(strings.Repeat("é", 500))}, `"` + strings.Repeat("é", 160) + `…"`},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := lint.Render(&lint.Finding{Message: row.template, Args: row.args}, false); got != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
		})
	}
}

func TestRedactedMessageHoldsNoTextOfTheCable(t *testing.T) {
	f := &lint.Finding{Message: "{0} of {1}", Args: []lint.Arg{lint.Quoted("ZARKON"), lint.Name("TAGS")}}
	got := lint.Render(f, true)
	if strings.Contains(got, "ZARKON") || !strings.HasPrefix(got, "[6 bytes, ") || !strings.HasSuffix(got, "] of TAGS") {
		t.Error(got)
	}
}

// A text is visible when nothing of it would be escaped, for every code point and
// for bytes that are none.
func TestIsVisible(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		text := "a" + string(r) + "b"
		if utf8.ValidRune(r) && lint.IsVisible([]byte(text)) != (lint.Visible([]byte(text)) == text) {
			t.Errorf("U+%04X: IsVisible says %v, Visible makes %q of it", r, lint.IsVisible([]byte(text)), lint.Visible([]byte(text)))
		}
		hidden := r >= 0x80 && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co, unicode.Zs)
		if (hidden || r < ' ' || r == 0x7f) && lint.IsVisible([]byte(text)) && utf8.ValidRune(r) {
			t.Errorf("U+%04X is shown", r)
		}
	}
	for _, text := range []string{"\xff", "a\xc2", "\xe2\x80 b", "\xed\xa0\x80"} {
		if lint.IsVisible([]byte(text)) {
			t.Errorf("%q is shown", text)
		}
	}
}

// TestPlain compares eight bytes at a time with one at a time.
func TestPlain(t *testing.T) {
	for _, quoted := range []bool{false, true} {
		for length := range 20 {
			for at := range length {
				for c := range 256 {
					b := []byte(strings.Repeat("a~ ", 7)[:length])
					b[at] = byte(c)
					want := c >= ' ' && c <= '~' && !(quoted && (c == '"' || c == '\\'))
					if got := lint.Visible(b) == string(b); !quoted && c < 0x80 && got != want {
						t.Fatalf("%q is plain: %v, want %v", b, got, want)
					}
					shown := lint.Render(&lint.Finding{Message: "{0}", Args: []lint.Arg{lint.Text(b)}}, false)
					if got := shown == `"`+string(b)+`"`; quoted && c < 0x80 && got != want {
						t.Fatalf("%q is plain in quotes: %v, want %v", b, got, want)
					}
				}
			}
		}
	}
}
