package rules

import (
	"bytes"
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/tx-garble.md
var garbleDoc string

const wordByte = cable.MaskLower | cable.MaskUpper | cable.MaskQ | cable.MaskDigit

// garble reports line noise: letters replaced by a Q inside a word, or marks that
// no prose has inside a word. What was lost cannot be known.
var garble = &lint.Rule{
	ID:        "tx-garble",
	Title:     "line noise",
	Doc:       garbleDoc,
	Severity:  lint.Warning,
	Authority: "observed",
	Since:     "0.1",
	Anchors: []lint.Anchor{
		{Byte: 'Q', Before: cable.MaskLower, After: cable.MaskLower | cable.MaskUpper},
		{Byte: 'Q', Before: cable.MaskBlank | cable.MaskControl, After: cable.MaskLower},
		{Byte: 'Q', Before: cable.MaskUpper, After: cable.MaskLower},
		{Byte: '~', Before: wordByte, After: wordByte},
		{Byte: '[', Before: wordByte, After: wordByte},
		{Byte: '<', Before: wordByte, After: wordByte},
		{Byte: '^', Before: wordByte, After: wordByte},
		{Byte: '%', Before: wordByte | cable.MaskTick, After: cable.MaskTick | cable.MaskLower | cable.MaskUpper},
	},
	In: cable.ZoneProse | cable.ZoneAuthority,
	At: func(p *lint.Pass, at uint32) {
		token, ok := garbledToken(p.Cable, at)
		if !ok || p.Cable.Raw[at] == 'Q' && isUpper(p.Cable.Raw[at+1]) && memoOf(p).evidence.SmartQs() {
			return // where every mark became a Q, this one is a dash
		}
		p.Report(token, "{0} is line noise: letters were lost in transmission", lint.Text(p.Cable.Bytes(token)))
	},
}

// garbledToken is the token round the offset, when it is noise and not a name,
// an address or an echo, which has its own rule.
func garbledToken(d *cable.Document, at uint32) (cable.Span, bool) {
	span := tokenAt(d, at)
	token := d.Bytes(span)
	if bytes.Contains(token, []byte("://")) || bytes.IndexByte(token, '@') > 0 && bytes.IndexByte(token, '.') > 0 || bytes.Contains(token, []byte("www.")) {
		return span, false
	}
	if d.Raw[at] == 'Q' {
		if !lostToQ(d, at, token) {
			return span, false
		}
		_, echo := echoAt(d, at)
		return span, !echo
	}
	return span, noisy(token)
}

// lostToQ reports whether the Q at offset at stands for lost letters: oQthe,
// vaQed, Qhe, froQArbonne, VQllano.
func lostToQ(d *cable.Document, at uint32, token []byte) bool {
	if at > 0 && isLower(d.Raw[at-1]) {
		// A name in camel case (TelQuel) starts with a capital before the Q, and
		// its Q is followed by u. A folded quotation mark belongs to enc-smart-q.
		switch c := d.Raw[at+1]; {
		case c == 'u':
			return false
		case isUpper(c):
			return int(at)+2 < len(d.Raw) && isLower(d.Raw[at+2]) && isLower(token[0])
		}
		return !foldedQ(d.Raw[at+1:])
	}
	if at > 0 && isUpper(d.Raw[at-1]) {
		// What was lost behind the first letter of a word is a vowel as a rule, so that a
		// consonant follows: VQllano.
		return (at == 1 || opensWord(d.Raw[at-2])) && lowerRun(d.Raw[at+1:]) >= 4 && bytes.IndexByte([]byte("aeiouy"), d.Raw[at+1]) < 0
	}
	// A word that starts with Q and a consonant: Qhe for the. Arabic names have a
	// vowel there, or an apostrophe.
	if bytes.IndexByte([]byte("aeiouy"), d.Raw[at+1]) >= 0 {
		return false
	}
	return len(token) >= 3 && bytes.IndexByte([]byte("h"), d.Raw[at+1]) >= 0
}

// lowerRun is the number of small letters at the start of b.
func lowerRun(b []byte) int {
	n := 0
	for n < len(b) && isLower(b[n]) {
		n++
	}
	return n
}

// foldedQ reports whether what follows a Q is the rest of a contraction: the Q
// then stands for an apostrophe.
func foldedQ(rest []byte) bool {
	switch string(rest[:lowerRun(rest)]) {
	case "s", "t", "m", "d", "re", "ll", "ve":
		return true
	default:
		return false
	}
}

// noisy reports whether a token changes class so often that no writer typed it.
func noisy(token []byte) bool {
	changes, odd := 0, 0
	last := cable.Mask(0)
	for _, c := range token {
		m := cable.Class(c)
		if m == cable.MaskQ {
			m = cable.MaskUpper
		}
		if m == cable.MaskHash || m == cable.MaskRule {
			odd++
		}
		if last != 0 && m != last && !(last == cable.MaskUpper && m == cable.MaskLower) {
			changes++
		}
		last = m
	}
	return odd >= 1 && changes >= 4
}
