package fold

import "unicode/utf8"

// Letters with an accent: cut to seven bits, or dropped.

// cutUTF8 finds a letter whose two bytes in UTF-8 were cut to seven bits: C3 A9
// became "C)", C2 B7 became "B7".
func (d *Decider) cutUTF8(text []byte, i int, ev *Evidence) {
	r, margin := cut(text, i)
	if margin == 0 {
		return
	}
	as := string(r)
	if text[i] == 'C' && !ev.Accents() {
		as = string(rune(bare(r))) // the cable has no such letters: as its writers typed them elsewhere
	}
	d.spell(UTF8Cut, i, i+2, as, margin)
}

// cut weighs the two bytes at i as a letter or a mark cut to seven bits.
func cut(text []byte, i int) (r rune, margin int) {
	if text[i] == 'B' {
		return cutMark(text, i)
	}
	b, a := at(text, i-1), at(text, i+1)
	if a < '!' || a > '?' || !lower(b) && !(upper(b) && lower(at(text, i+2)) && !letter(at(text, i-2))) {
		return 0, 0 // an acronym before a mark: the GOC's
	}
	start, end := wordBefore(text, i), wordAfter(text, i+2)
	stem := text[start:i]
	var plain [32]byte
	if len(stem)+end-i > len(plain) || byteIn(a, "+,;=>") || at(text, start-1) == '(' && a == ')' || a == '\'' && tail(text, i+2) {
		return 0, 0
	}
	r = rune(0xC0) + rune(a)
	word := append(plain[:0], stem...)
	word = append(append(word, bare(r)), text[i+2:end]...)
	switch {
	case isAccented(word):
		return r, 600
	case len(stem) >= 3 && !byteIn(a, ".-/(") || len(stem) >= 2 && lower(at(text, i+2)):
		return r, 200
	}
	return 0, 0
}

// bare is the letter without its accent.
func bare(r rune) byte {
	const letters = "aaaaaaaceeeeiiiidnooooo/ouuuuyts" // of U+00E0 to U+00FF
	if r >= 0xE0 && r <= 0xFF {
		return letters[r-0xE0]
	}
	return '?'
}

// cutMark weighs the two bytes at i as a bullet, a degree sign or a half cut to
// seven bits.
func cutMark(text []byte, i int) (r rune, margin int) {
	b, a := at(text, i-1), at(text, i+1)
	switch {
	case a == '7' && at(text, i+2) == ' ' && letter(at(text, i+3)):
		before := at(text, backBlanks(text, i)-1)
		switch {
		case !blank(b):
		case b == '\n' || i == 0:
			return 0xB7, 450
		case before == '.' || before == ':' || before == ';':
			return 0xB7, 420
		}
	case a == '0' && digit(b) && !alnum(at(text, i+2)):
		next := skipBlanks(text, i+2)
		if isWord(text[next:wordAfter(text, next)], "api", "c", "f", "n", "s", "e", "w", "celsius", "fahrenheit", "north", "south", "east", "west") {
			return 0xB0, 500
		}
		return 0xB0, 200
	case a == '=' && (digit(b) || b == ' ' && digit(at(text, i-2))) && !alnum(at(text, i+2)):
		return 0xBD, 300
	}
	return 0, 0
}

// accentedWords are words and names that are written with an accent, without it.
var accentedWords = [...]string{
	"attache", "attaches", "charge", "charges", "communique", "communiques", "cafe", "cafes", "protege", "proteges", "expose", "cliche", "cliches", "resume",
	"coup", "elite", "regime", "fiance", "naive", "naivete", "facade", "detente", "entree", "emigre", "emigres", "soiree", "rapporteur",
	"brasilia", "sao", "joao", "jose", "maria", "mario", "bogota", "maiquetia", "peru", "mexico", "panama", "medellin", "asuncion", "cordoba", "leon", "merida",
	"fernandez", "hernandez", "gonzalez", "rodriguez", "martinez", "lopez", "perez", "sanchez", "gomez", "ramirez", "diaz", "garcia", "chavez", "jimenez", "suarez",
	"juarez", "gutierrez", "nunez", "munoz", "ibanez", "alvarez", "calderon", "cardenas", "nicolas", "tomas", "andres", "jesus", "ramon", "simon", "martin",
	"angel", "raul", "oscar", "victor", "hector", "adrian", "sebastian", "goncalo", "mourao", "magalhaes", "antonio", "luis", "francois", "francoise", "andre",
	"rene", "helene", "therese", "frederic", "stephane", "jerome", "elysee", "orleans", "geneve", "zurich", "munchen", "dusseldorf", "koln", "turkiye", "erdogan",
	"gul", "ozal", "malaga", "cadiz", "caceres", "galapagos", "yucatan", "michoacan", "queretaro", "curacao", "parana", "goias", "ceara", "amapa", "maranhao",
}

// isAccented reports whether the word, in whatever case, is one of them.
func isAccented(word []byte) bool { return isWord(word, accentedWords[:]...) }

// dropped are words that lost a letter with an accent: as they stand, as they are
// written without it, how sure that is, and what must stand before or after.
var dropped = [...]struct {
	word, whole string
	margin      int
}{
	{"Charg", "Charge", 250}, {"communiqu", "communique", 300}, {"communiqus", "communiques", 300}, {"Franois", "Francois", 300}, {"Franoise", "Francoise", 300},
	{"Elyse", "Elysee", 160}, {"caf", "cafe", 200}, {"protg", "protege", 300}, {"clich", "cliche", 300}, {"Bogot", "Bogota", 300}, {"Braslia", "Brasilia", 300},
	{"Garca", "Garcia", 250}, {"Gonzlez", "Gonzalez", 300}, {"Gmez", "Gomez", 300}, {"Fernndez", "Fernandez", 300}, {"Jimnez", "Jimenez", 300}, {"Jurez", "Juarez", 300},
	{"Chvez", "Chavez", 300}, {"Caldern", "Calderon", 300}, {"Crdoba", "Cordoba", 300}, {"Crdenas", "Cardenas", 300}, {"Gutirrez", "Gutierrez", 300}, {"Curaao", "Curacao", 300},
}

// WordsLackingAccent lists the words that droppedAccent knows.
func WordsLackingAccent() []string {
	words := make([]string, 0, len(dropped))
	for _, x := range dropped {
		words = append(words, x.word)
	}
	return words
}

// mayLackAccent is a quick look at the first letter of a word, the last of "attach"
// or the q of "communiqu": false where droppedAccent finds nothing.
func mayLackAccent(text []byte, i int) bool {
	switch text[i] {
	case 'h':
		return ends(text, i, "ttac") && !letter(at(text, i+1))
	case 'q':
		return ends(text, i, "communi") && at(text, i+1) == 'u' && at(text, i+2) != 'e'
	}
	if i+3 >= len(text) {
		return has(text, i, "caf")
	}
	switch string(text[i : i+4]) {
	case "Char", "Fran", "Elys", "prot", "clic", "Bogo", "Bras", "Garc", "Gonz", "Gmez", "Fern", "Jimn", "Jure", "Chve", "Cald", "Crdo", "Crde", "Guti", "Cura":
		for k := range dropped {
			if w := dropped[k].word; has(text, i, w) && !letter(at(text, i+len(w))) {
				return true
			}
		}
		return false
	case "Jos ":
		return true
	}
	return text[i] == 'c' && text[i+1] == 'a' && text[i+2] == 'f' && !letter(text[i+3])
}

// droppedAccent finds words whose letter with an accent was deleted. i is their
// first letter, the last of "attach" or the q of "communiqu".
func (d *Decider) droppedAccent(text []byte, i int) {
	if !mayLackAccent(text, i) {
		return
	}
	switch text[i] {
	case 'h':
		d.droppedAttache(text, i)
		return
	case 'q':
		i -= len("communi")
	case 'J':
		d.droppedJose(text, i)
	}
	if letter(at(text, i-1)) || i+2 >= len(text) {
		return
	}
	word := text[i:wordAfter(text, i)]
	if misread(text, i+len(word)) {
		return // the letter is there, in another encoding
	}
	for _, x := range dropped {
		if x.word[0] != word[0] || x.word != string(word) {
			continue
		}
		margin := x.margin
		if x.word == "Charg" && (has(text, i+5, " d'") || has(text, i+5, " d,") || has(text, i+5, " d"+rightSingle) || has(text, i+5, " D'")) {
			margin = 600
		}
		if x.word == "caf" && at(text, i+3) == '\'' {
			return
		}
		d.insert(i, word, x.whole, margin)
		return
	}
}

// misread reports whether a byte that is no UTF-8, or what replaced one, stands at i.
func misread(text []byte, i int) bool {
	if at(text, i) < utf8.RuneSelf {
		return false
	}
	r, _ := utf8.DecodeRune(text[i:])
	return r == utf8.RuneError
}

// insert adds the repair of a word that lost one letter.
func (d *Decider) insert(i int, word []byte, whole string, margin int) {
	k := 0
	for k < len(word) && word[k] == whole[k] {
		k++
	}
	d.spell(DroppedAccent, i+k, i+k, whole[k:k+len(whole)-len(word)], margin)
	anchor := i
	if word[0] == 'c' && len(word) > 4 && word[1] == 'o' {
		anchor = i + 7 // the q of communiqu
	}
	d.repairs[len(d.repairs)-1].Anchor = anchor
}

// droppedAttache judges "Attach" as Attaché: certain after the word that says which.
func (d *Decider) droppedAttache(text []byte, i int) {
	start := wordBefore(text, i)
	if word := text[start:wordAfter(text, i)]; len(word) != 6 || !isWord(word, "attach") || misread(text, i+1) {
		return
	}
	end := backBlanks(text, start)
	kind := text[wordBefore(text, end):end]
	next := skipBlanks(text, i+1)
	after := text[next:wordAfter(text, next)]
	margin := 0
	switch {
	case text[start] == 'A' && isWord(kind, "legal", "defense", "defence", "ice", "army", "air", "naval", "military", "press", "cultural", "labor", "treasury",
		"petroleum", "agricultural", "commercial", "financial", "customs", "police"):
		margin = 600
	case text[start] == 'A' && len(kind) > 0 && upper(kind[0]) && !capitals(text[start:i+1]):
		margin = 200
	case text[start] == 'a' && isWord(after, "office", "offices"):
		margin = 200
	}
	if margin > 0 {
		d.spell(DroppedAccent, i+1, i+1, "e", margin)
		d.repairs[len(d.repairs)-1].Anchor = i
	}
}

// droppedJose judges "Jos", which is a town too: José after Maria or San and
// before a surname.
func (d *Decider) droppedJose(text []byte, i int) {
	if !has(text, i, "Jos ") {
		return
	}
	end := backBlanks(text, i)
	if isWord(text[wordBefore(text, end):end], "maria", "san", "juan") && upper(at(text, i+4)) {
		d.spell(DroppedAccent, i+3, i+3, "e", 250)
		d.repairs[len(d.repairs)-1].Anchor = i
	}
}
