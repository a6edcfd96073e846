package fold

import (
	"strings"
	"unicode/utf8"
)

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
// written without it, the rare byte in them by which they are found, and how sure
// that is.
var dropped = [...]struct {
	word, whole string
	by          int // offset of the byte
	margin      int
}{
	{"Charg", "Charge", 4, 250}, {"protg", "protege", 4, 300}, {"Bogot", "Bogota", 2, 300}, {"communiqu", "communique", 7, 300},
	{"communiqus", "communiques", 7, 300}, {"Franois", "Francois", 4, 300}, {"Franoise", "Francoise", 4, 300}, {"Elyse", "Elysee", 1, 160},
	{"clich", "cliche", 1, 300}, {"caf", "cafe", 1, 200}, {"Curaao", "Curacao", 4, 300}, {"Braslia", "Brasilia", 3, 300}, {"Garca", "Garcia", 3, 250},
	{"Gonzlez", "Gonzalez", 3, 300}, {"Gmez", "Gomez", 3, 300}, {"Fernndez", "Fernandez", 7, 300}, {"Jimnez", "Jimenez", 5, 300},
	{"Jurez", "Juarez", 4, 300}, {"Chvez", "Chavez", 4, 300}, {"Gutirrez", "Gutierrez", 7, 300}, {"Caldern", "Calderon", 3, 300},
	{"Crdoba", "Cordoba", 1, 300}, {"Crdenas", "Cardenas", 1, 300},
}

// droppedBy are the bytes by which the words of dropped are found, in their order: those
// of one byte stand together.
const droppedBy = "gggqqoollaasczzzzzzzdrr"

// LackingAccent lists the words that lost a letter, each with the offset of the byte
// by which it is found.
func LackingAccent() map[string]int {
	words := map[string]int{"Jos": byOfJose, "attach": byOfAttach, "vis--vis": byOfVisavis}
	for _, x := range dropped {
		words[x.word] = x.by
	}
	return words
}

// droppedAccent finds words whose letter with an accent was deleted, by the byte at i.
func (d *Decider) droppedAccent(text []byte, i int) {
	switch word, start := lackingAt(text, i); {
	case word < 0:
	case word == attache:
		d.droppedAttache(text, start, i)
	case word == jose:
		d.droppedJose(text, start, i)
	case word == visavis:
		d.lacks(i, start+len("vis-"), "a", 300)
	default:
		x := &dropped[word]
		margin := x.margin
		if x.word == "Charg" && (has(text, i+1, " d'") || has(text, i+1, " d,") || has(text, i+1, " d"+rightSingle) || has(text, i+1, " D'")) {
			margin = 600
		}
		k := 0
		for k < len(x.word) && x.word[k] == x.whole[k] {
			k++
		}
		d.lacks(i, start+k, x.whole[k:k+len(x.whole)-len(x.word)], margin)
	}
}

// lacks adds the repair of a word that lost letters before the place at.
func (d *Decider) lacks(anchor, at int, letters string, margin int) {
	d.spell(DroppedAccent, at, at, letters, margin)
	d.repairs[len(d.repairs)-1].Anchor = anchor
}

// The words that are judged by what stands beside them, and where they are found.
const (
	attache     = len(dropped)
	jose        = attache + 1
	visavis     = attache + 2
	byOfAttach  = 2
	byOfJose    = 1
	byOfVisavis = 3
)

// lackingAt is the word that lost a letter and is found by the byte at i, as an index
// of dropped, and where it starts; -1 when there is none.
func lackingAt(text []byte, i int) (word, start int) {
	switch {
	case text[i] == 't' && ends(text, i, "t") && has(text, i, "tach"):
		if b := at(text, i-2); (b == 'a' || b == 'A') && isWhole(text, i-byOfAttach, i+4) {
			return attache, i - byOfAttach
		}
		return -1, 0
	case text[i] == '-' && ends(text, i, "vis") && has(text, i, "--vis"):
		if isWhole(text, i-byOfVisavis, i+len("--vis")) {
			return visavis, i - byOfVisavis
		}
		return -1, 0
	case text[i] == 'o' && ends(text, i, "J"):
		if has(text, i, "os ") && mayStandBefore(at(text, i-2)) {
			return jose, i - byOfJose
		}
		return -1, 0
	}
	k := strings.IndexByte(droppedBy, text[i])
	for ; k >= 0 && k < len(droppedBy) && droppedBy[k] == text[i]; k++ {
		word, start := dropped[k].word, i-dropped[k].by
		if at(text, start) != word[0] || !has(text, start, word) || !isWhole(text, start, start+len(word)) {
			continue
		}
		if word[0] == 'c' && word[1] == 'o' || mayStandBefore(at(text, start-1)) && !(word == "caf" && at(text, start+len(word)) == '\'') {
			return k, start
		}
	}
	return -1, 0
}

// isWhole reports whether the letters from start to end are a word and not part of
// one, nor followed by the letter that they lack in another encoding.
func isWhole(text []byte, start, end int) bool {
	return !letter(at(text, end)) && !accented(text, end) && !misread(text, end) && !letter(at(text, start-1)) && !accented(text, start-1)
}

// misread reports whether a byte that is no UTF-8, or what replaced one, stands at i.
func misread(text []byte, i int) bool {
	if at(text, i) < utf8.RuneSelf {
		return false
	}
	r, _ := utf8.DecodeRune(text[i:])
	return r == utf8.RuneError
}

// mayStandBefore reports whether b may stand before a name or another word that lost a letter.
func mayStandBefore(b byte) bool { return blank(b) || b == '(' || b == '-' }

// droppedAttache judges "Attach" as Attaché: certain after the word that says which.
func (d *Decider) droppedAttache(text []byte, start, i int) {
	end := backBlanks(text, start)
	kind := text[wordBefore(text, end):end]
	next := skipBlanks(text, start+len("attach"))
	after := text[next:wordAfter(text, next)]
	margin := 0
	switch {
	case text[start] == 'A' && isWord(kind, "legal", "defense", "defence", "ice", "army", "air", "naval", "military", "press", "cultural", "labor", "treasury",
		"petroleum", "agricultural", "commercial", "financial", "customs", "police"):
		margin = 600
	case text[start] == 'A' && len(kind) > 0 && upper(kind[0]):
		margin = 200
	case text[start] == 'a' && isWord(after, "office", "offices"):
		margin = 200
	}
	if margin > 0 {
		d.lacks(i, start+len("attach"), "e", margin)
	}
}

// droppedJose judges "Jos", which is a town too: José after Maria or San and
// before a surname.
func (d *Decider) droppedJose(text []byte, start, i int) {
	end := backBlanks(text, start)
	if isWord(text[wordBefore(text, end):end], "maria", "san", "juan") && upper(at(text, start+len("Jos "))) {
		d.lacks(i, start+len("Jos"), "e", 250)
	}
}
