package rules

import (
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

// manner is how a cable writes what was restored.
type manner struct {
	curly bool   // ’ “ ”
	keep  bool   // a quotation mark is written as its pair
	dash  string // between words
}

// mannerOf is the manner of the cable at hand: what most of its own marks are, or
// what the run asks for. A cable without a mark of its own is written in ASCII, as
// the telegram was.
func mannerOf(p *lint.Pass) manner {
	m := memoOf(p)
	if !m.mannered {
		m.manner, m.mannered = ask(p.Typography, &m.evidence), true
	}
	return m.manner
}

func ask(typography lint.Typography, ev *fold.Evidence) manner {
	switch typography {
	case lint.ASCIITypography:
		return manner{dash: "--"}
	case lint.UnicodeTypography:
		return manner{curly: true, dash: "\u2014"}
	}
	m := manner{dash: "--", keep: true}
	if !ev.Typographic() {
		return m
	}
	marks := ev.Marks()
	m.curly = 2*(marks.Curly+marks.CurlyQuotes) > marks.Apostrophes+marks.Quotes
	if long := marks.EmDashes + marks.EnDashes; long > 0 && 2*long > ev.Dashes() {
		m.dash = "\u2014"
		if marks.EnDashes > marks.EmDashes {
			m.dash = "\u2013"
		}
	}
	return m
}

// long reports whether dashes are written as one character.
func (m manner) long() bool { return m.dash != "--" }

// write is the change that puts the glyph of an edit back.
func (m manner) write(text []byte, e fold.Edit) change {
	c := change{e.Start, e.End, e.Text}
	if m.keep && e.Like != fold.AnyStyle {
		m.curly = e.Like == fold.Curly
	}
	switch e.Glyph {
	case fold.Apostrophe:
		c.text = m.pick("'", "\u2019")
	case fold.OpenQuote:
		c.text = m.pick(`"`, "\u201c") + e.Text
	case fold.CloseQuote:
		c.text = m.pick(`"`, "\u201d")
	case fold.Ellipsis:
		c.text = m.pick("...", "\u2026")
	case fold.Hyphen:
		c.text = "-"
		if m.long() {
			c.text = "\u2013"
		}
	case fold.Dash:
		c.text = m.dash
	case fold.HalfDash:
		return m.halfDash(text, c)
	}
	return c
}

// halfDash completes a dash of which a hyphen is left. A long dash replaces both.
func (m manner) halfDash(text []byte, c change) change {
	if !m.long() {
		c.text = "-"
		return c
	}
	c.text = m.dash
	if c.end < len(text) && text[c.end] == '-' {
		c.end++
	} else {
		c.start--
	}
	return c
}

func (m manner) pick(plain, curly string) string {
	if m.curly {
		return curly
	}
	return plain
}
