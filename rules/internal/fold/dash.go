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
func (d *Decider) findDashes(text []byte) {
	l := &d.parens
	l.reset(parenCosts)
	candidates := false
	for _, i := range d.sites {
		switch text[i] {
		case '(':
			cost := ellipsisCost(text, i)
			candidates = candidates || cost > 0
			addLeft(l, i, cost)
		case ')':
			r := rightCosts(text, i)
			candidates = candidates || r.dash > 0
			addRight(l, i, r)
		}
	}
	if !candidates {
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

// ellipsisCost is what it costs to read the opening parenthesis at i as an ellipsis;
// 0 when it is none.
func ellipsisCost(text []byte, i int) int {
	b, a := at(text, i-1), at(text, i+1)
	switch {
	case blank(b) && blank(a) && !alnum(at(text, i+2)), letter(b) && blank(a):
		return 250
	case blank(b) && blank(a) && lower(at(text, i+2)) && lower(at(text, i+3)):
		return 150
	case letter(b) && (a == '"' || has(text, i+1, leftDouble) || has(text, i+1, rightDouble)):
		return 100
	case lower(a) && lower(at(text, i+2)) && (b == '"' || ends(text, i, leftDouble) || b == '&'):
		return 200
	default:
		return 0
	}
}

// addLeft adds an opening parenthesis.
func addLeft(l *lattice, i, ellipsis int) {
	paren := reading{as: asParen, move: open}
	if ellipsis == 0 {
		l.add(i, i+1, paren)
		return
	}
	l.add(i, i+1, paren, reading{as: asEllipsis, cost: ellipsis})
}

// right is what the readings of a closing parenthesis cost.
type right struct {
	list         bool // it is the mark of a list, unless it closes something
	paren, stray int
	dash         int // 0 when it is none
}

// rightCosts weighs the closing parenthesis at i.
func rightCosts(text []byte, i int) right {
	b, a := at(text, i-1), at(text, i+1)
	switch {
	case listMark(text, i):
		return right{list: true, stray: 300}
	case digit(b) && digit(a): // also where another one opens near by: (1982)2003)
		return right{stray: 500, dash: 150}
	case nearOpen(text, i):
		return right{}
	case blank(b) && blank(a):
		return right{paren: 250, stray: 900, dash: 50}
	case blank(b) && a == '-' || b == '-' && blank(at(text, i-2)):
		return right{paren: 300, stray: 900, dash: 20}
	case blank(b) && (alnum(a) || a == '&' || a == '"' || a == '('):
		return right{paren: 200, stray: 500, dash: 150}
	case letter(b) && lower(a), letter(b) && a == '-' && lower(at(text, i+2)):
		return right{stray: 450, dash: 250}
	case lower(b) && b != 's' && upper(a), b == '8' && lower(a):
		return right{stray: 400, dash: 300}
	default:
		return right{stray: 300}
	}
}

// addRight adds a closing parenthesis.
func addRight(l *lattice, i int, r right) {
	paren := reading{as: asParen, move: shut, cost: r.paren, stray: r.stray}
	switch {
	case r.list:
		l.add(i, i+1, paren, reading{as: asListMark, cost: 150})
	case r.dash > 0:
		l.add(i, i+1, paren, reading{as: asDash, cost: r.dash})
	default:
		l.add(i, i+1, paren)
	}
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
