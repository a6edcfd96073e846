package fold

// entityGlyphs are the glyphs that a page parser made of a folded quotation mark
// and the start of a word ("&pounding"), with the name it read.
var entityGlyphs = [...][2]string{
	{"\u00a2", "cent"}, {"\u00a3", "pound"}, {"\u00a5", "yen"}, {"\u00a7", "sect"}, {"\u00a9", "copy"}, {"\u00ac", "not"}, {"\u00ae", "reg"},
	{"\u00b0", "deg"}, {"\u00b1", "plusmn"}, {"\u00b5", "micro"}, {"\u00b6", "para"}, {"\u00d7", "times"}, {"\u00f7", "divide"}, {"\u00f0", "eth"},
	{"\u00fe", "thorn"}, {"\u00a4", "curren"}, {"\u00af", "macr"}, {"\u2202", "part"}, {"\u2227", "and"}, {"\u2228", "or"}, {"\u220b", "ni"}, {"\u2211", "sum"},
	{"\u221e", "infin"}, {"\u2248", "asymp"}, {"\u2208", "isin"}, {"\u2229", "cap"}, {"\u222a", "cup"}, {"\u2220", "ang"}, {"\u222b", "int"}, {"\u221d", "prop"},
	{"\u220f", "prod"}, {"\u2203", "exist"}, {"\u2282", "sub"}, {"\u2283", "sup"}, {"\u2264", "le"}, {"\u2265", "ge"}, {"\u223c", "sim"}, {"\u2245", "cong"},
	{"\u03b7", "eta"}, {"\u03c0", "pi"}, {"\u03c7", "chi"}, {"\u03c8", "psi"}, {"\u03bc", "mu"}, {"\u03bd", "nu"}, {"\u03be", "xi"}, {"\u03c1", "rho"}, {"\u03c4", "tau"},
}

// entityGlyph finds the glyph at i that may be an entity, and its name.
func entityGlyph(text []byte, i int) (name string, n int) {
	second := at(text, i+1)
	if text[i] < 0xC2 || text[i] > 0xE2 || text[i] == 0xE2 && second == 0x80 {
		return "", 0 // no typographic mark is one
	}
	for k := range entityGlyphs {
		g := &entityGlyphs[k]
		if g[0][1] == second && has(text, i, g[0]) {
			return g[1], len(g[0])
		}
	}
	return "", 0
}

// addGlyph adds the glyph at i if it may be an opening mark and the start of a word.
func addGlyph(l *lattice, text []byte, i int) {
	if n := glyphWord(text, i); n > 0 {
		l.add(i, i+n, reading{as: asText}, reading{as: asOpen, move: open, cost: 50})
	}
}

// glyphWord is the length of the glyph at i if it makes a word with what follows; else 0.
func glyphWord(text []byte, i int) int {
	if b := at(text, i-1); !blank(b) && b != '(' || has(text, i, "\u00b6") && !letter(at(text, i+2)) {
		return 0 // a pilcrow alone is a pilcrow
	}
	name, n := entityGlyph(text, i)
	if n == 0 {
		return 0
	}
	end := wordAfter(text, i+n)
	if end > i+n && text[i+n] >= 0x80 {
		return 0
	}
	var buf [24]byte
	if len(name)+end-i-n > len(buf) {
		return 0
	}
	word := append(append(buf[:0], name...), text[i+n:end]...)
	if digit(at(text, end)) || end == i+n && !wholeWord(name) || end > i+n && !known(word) {
		return 0
	}
	return n
}

// wholeWord reports whether the name of an entity is a word that may open a
// quotation: "and we know". A pilcrow alone is a pilcrow.
func wholeWord(name string) bool {
	switch name {
	case "and", "or", "not", "part", "micro", "cent", "times", "divide", "sum":
		return true
	}
	return false
}

// entity is the length of the character reference that starts with the ampersand
// at i; 0 when there is none.
func entity(text []byte, i int) int {
	k := i + 1
	if at(text, k) == '#' {
		k++
	}
	start := k
	for k < len(text) && k-start < 8 && alnum(text[k]) {
		k++
	}
	if k == start || at(text, k) != ';' {
		return 0
	}
	if at(text, i+1) == '#' {
		return k + 1 - i
	}
	switch string(text[start:k]) {
	case "amp", "lt", "gt", "quot", "apos", "nbsp", "rsquo", "lsquo", "ldquo", "rdquo", "ndash", "mdash", "hellip", "eacute", "egrave", "aacute", "iacute", "oacute", "uacute", "ntilde", "ccedil", "uuml", "ouml", "auml", "shy", "bull", "middot", "deg", "copy", "reg", "euro", "pound":
		return k + 1 - i
	}
	return 0
}
