package fold

// Readings of parentheses.
const (
	asParen    uint8 = iota // a parenthesis
	asDash                  // a dash
	asListMark              // the mark of a list: a) 1) iv)
	asEllipsis
)

var parenCosts = latticeCosts{nest: 0, restart: 300, unshut: 300}

// findDashes finds parentheses that were dashes or an ellipsis.
func (d *Decider) findDashes(text []byte, ev *Evidence) {
	l := &d.parens
	l.reset(parenCosts)
	candidates := 0
	for i, b := range text {
		switch b {
		case '(':
			candidates += addLeft(l, text, i)
		case ')':
			candidates += addRight(l, text, i)
		}
	}
	if candidates == 0 {
		return
	}
	l.solve()
	l.path(func(i int, r *reading, _, _ int) {
		m := &l.marks[i]
		switch r.as {
		case asDash:
			d.one(DashParen, m.start, m.end, dashGlyph(text, m.start), min(m.margin, Certain))
		case asEllipsis:
			d.one(EllipsisParen, m.start, m.end, Ellipsis, min(m.margin, loneLimit))
		}
	})
}

// dashGlyph is the glyph for the parenthesis at i: only the half that is missing
// when a hyphen stands beside it, and a short one between numbers.
func dashGlyph(text []byte, i int) Glyph {
	b, a := at(text, i-1), at(text, i+1)
	switch {
	case b == '-' || a == '-':
		return HalfDash
	case digit(b) && digit(a):
		return Hyphen
	default:
		return Dash
	}
}

// addLeft adds an opening parenthesis, which may have been an ellipsis.
func addLeft(l *lattice, text []byte, i int) int {
	b, a := at(text, i-1), at(text, i+1)
	paren := reading{as: asParen, move: open}
	ellipsis := 0
	switch {
	case blank(b) && blank(a) && !alnum(at(text, i+2)), letter(b) && blank(a):
		ellipsis = 250
	case blank(b) && blank(a) && lower(at(text, i+2)) && lower(at(text, i+3)):
		ellipsis = 150
	case letter(b) && (a == '"' || has(text, i+1, leftDouble) || has(text, i+1, rightDouble)):
		ellipsis = 100
	case lower(a) && lower(at(text, i+2)) && (b == '"' || ends(text, i, leftDouble) || b == '&'):
		ellipsis = 200
	default:
		l.add(i, i+1, paren)
		return 0
	}
	l.add(i, i+1, paren, reading{as: asEllipsis, cost: ellipsis})
	return 1
}

// addRight adds a closing parenthesis; it returns 1 if it may have been a dash.
func addRight(l *lattice, text []byte, i int) int {
	b, a := at(text, i-1), at(text, i+1)
	if listMark(text, i) {
		l.add(i, i+1, reading{as: asParen, move: shut, stray: 300}, reading{as: asListMark, cost: 150})
		return 0
	}
	paren := reading{as: asParen, move: shut}
	dash := 0
	switch {
	case nearOpen(text, i):
		l.add(i, i+1, paren)
		return 0
	case blank(b) && blank(a):
		paren.cost, paren.stray, dash = 250, 900, 50
	case blank(b) && a == '-' || b == '-' && blank(at(text, i-2)):
		paren.cost, paren.stray, dash = 300, 900, 20
	case blank(b) && (alnum(a) || a == '&' || a == '"' || a == '('):
		paren.cost, paren.stray, dash = 200, 500, 150
	case digit(b) && digit(a):
		paren.stray, dash = 500, 150
	case letter(b) && lower(a), letter(b) && a == '-' && lower(at(text, i+2)):
		paren.stray, dash = 450, 250
	case lower(b) && b != 's' && upper(a), b == '8' && lower(a):
		paren.stray, dash = 400, 300
	default:
		paren.stray = 300
		l.add(i, i+1, paren)
		return 0
	}
	l.add(i, i+1, paren, reading{as: asDash, cost: dash})
	return 1
}

// listMark reports whether the parenthesis at i closes the mark of a list: one
// letter, up to two digits or a small Roman number after a blank.
func listMark(text []byte, i int) bool {
	start := i
	for start > 0 && i-start < 5 && alnum(text[start-1]) {
		start--
	}
	word := text[start:i]
	if b := at(text, start-1); len(word) == 0 || !blank(b) && b != '.' && b != '"' && b != ':' && b != '-' {
		return false
	}
	return len(word) == 1 || len(word) == 2 && digit(word[0]) && digit(word[1]) || roman(word)
}

func roman(word []byte) bool {
	for _, b := range word {
		if !byteIn(b|0x20, "ivx") {
			return false
		}
	}
	return true
}

// nearOpen reports whether the parenthesis at i closes one a few letters before
// it: ( C ), (S/NF ).
func nearOpen(text []byte, i int) bool {
	for k := i - 1; k >= 0 && i-k <= 7; k-- {
		switch b := text[k]; {
		case b == '(':
			return true
		case b == ')' || lower(b) && i-k > 4:
			return false
		}
	}
	return false
}
