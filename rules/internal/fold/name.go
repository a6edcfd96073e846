package fold

// Names with an apostrophe inside. A name is certain when its parts are in the
// list; else it is at most a suggestion.

// elided are French and Italian articles and particles: d'Affaires, l'Union, dell'Interno.
var elided = [...]string{"d", "l", "dell", "nell", "all", "sull", "qu"}

// halves are names that are written with an apostrophe, cut at it, in lower case:
// the letters before it and those after it. An asterisk stands for any ending.
var halves = [...][2]string{
	{"qa", "ida*"}, {"qa", "eda*"}, {"qa", "ed*"}, {"qa", "im*"}, {"shi", "a"}, {"shi", "as"}, {"shi", "i"}, {"shi", "is"}, {"shi", "ite*"}, {"shi", "ism"},
	{"shari", "a"}, {"shari", "ah"}, {"ba", "ath*"}, {"ba", "th*"}, {"misha", "al"}, {"yar", "adua"}, {"qur", "an*"}, {"qu", "ran*"}, {"kor", "an"},
	{"sana", "a"}, {"san", "a"}, {"ma", "an"}, {"ma", "ariv"}, {"sa", "ada"}, {"sa", "adah"}, {"sa", "ad"}, {"sa", "ud"}, {"jama", "a*"}, {"ka", "aba"},
	{"ka", "bah"}, {"mas", "ud*"}, {"mu", "ammar"}, {"mu", "tamar"}, {"mu", "allim*"}, {"da", "wa*"}, {"fu", "ad"}, {"ra", "ad"}, {"ra", "anana"},
	{"nu", "man"}, {"nu", "aymi*"}, {"jum", "a"}, {"jum", "ah"}, {"xi", "an"}, {"ta", "if"}, {"ta", "iz*"}, {"be", "er"}, {"ya", "alon"}, {"ya", "acov"},
	{"ya", "akov"}, {"ne", "eman"}, {"ha", "aretz"}, {"me", "ir"}, {"sha", "ath"}, {"sha", "ban"}, {"sha", "bi*"}, {"ja", "afari*"}, {"ja", "fari*"},
	{"ja", "far*"}, {"da", "ud"}, {"ba", "asyir"}, {"ba", "quba*"}, {"ba", "qubah"}, {"rif", "at"}, {"is", "haq"}, {"tal", "at"}, {"tal", "afar"},
	{"ra", "is"}, {"ra", "i"}, {"isma", "il*"}, {"sa", "id*"}, {"sa", "eed*"}, {"ka", "b"}, {"san", "aa"}, {"dar", "a*"}, {"der", "a"}, {"al", "a"},
	{"rab", "ia"}, {"rabi", "a"}, {"ash", "ari*"}, {"du", "a"}, {"fata", "h"}, {"isra", "el*"}, {"na", "im*"}, {"ma", "mun"}, {"ma", "moun"},
	{"mo", "az*"}, {"mu", "awiya*"}, {"mut", "a"}, {"sun", "a"}, {"bay", "a*"}, {"be", "eri"}, {"ge", "ez"}, {"go", "ngo"}, {"chu", "vash"},
	{"rosh", "ha"}, {"bahai", "i*"}, {"baha", "i*"}, {"baha", "is"}, {"tu", "i*"}, {"nuku", "alofa"}, {"hawai", "i"}, {"mo", "i"}, {"ya", "ari"},
	{"nga", "o"}, {"qal", "at"}, {"far", "iya*"}, {"ma", "arouf"}, {"ma", "rib"}, {"sa", "doun"}, {"sa", "adoun"}, {"mit", "ib"}, {"mut", "ib"},
	{"mit", "eb"}, {"mute", "ib"}, {"bandar", "a"}, {"ta", "ayush"}, {"tu", "mah"}, {"jumu", "ah"}, {"ra", "fat"}, {"ra", "afat"}, {"an", "im"},
	{"ibn", "a"}, {"ma", "ala*"}, {"fallu", "ja"}, {"anbar", "i"}, {"wa", "el"}, {"ra", "ed"}, {"ra", "anan*"}, {"ne", "man"}, {"ei", "in"},
}

// african are the consonants that stand alone before an apostrophe in African names: N'Djamena, M'Bow.
const african = "NMKT"

// nameMargin weighs a comma between two runs of letters that are no contraction.
func nameMargin(text []byte, i int, base, rest []byte) int {
	start := i - len(base)
	before := at(text, start-1)
	if before == ',' || len(rest) < 1 {
		return 0 // a list: a,b,c
	}
	next := at(text, i+1+len(rest))
	if isWord(base, elided[:]...) && len(rest) >= 2 && vowel(rest[0]) && before != '(' {
		return elidedMargin(base, rest)
	}
	if len(base) == 1 {
		return initialMargin(base[0], before, rest)
	}
	if inHalves(base, rest) && (lower(rest[0]) == !capitals(base) || len(rest) >= 4 && upper(base[0])) {
		return 900 // also Yar'Adua and Tal'Afar: long enough to be no two words of a list
	}
	if next == ',' || !upper(base[0]) || capitals(base) {
		return 0
	}
	return guessMargin(base, rest)
}

// vowel reports whether an article is elided before b.
func vowel(b byte) bool {
	switch b | 0x20 {
	case 'a', 'e', 'i', 'o', 'u', 'h', 'y':
		return true
	}
	return b >= 0xC3
}

func elidedMargin(base, rest []byte) int {
	switch {
	case isWord(rest, "affaires", "affaire", "affairs", "ivoire", "etat", "etats", "ivoirien", "horizon", "alema", "orsay", "or", "oreal", "union", "unita",
		"estaing", "artagnan", "aquila", "arcy", "amico", "amato", "escoto", "ingenieurs", "interieur", "europe", "espagne", "italia", "honneur", "accord", "avenir", "opposition"):
		return 900
	case len(base) == 1 && len(rest) >= 4:
		return 450
	default:
		return 150
	}
}

// initialMargin weighs a single letter before the comma: O'Reilly, N'Djamena.
func initialMargin(b, before byte, rest []byte) int {
	if !blank(before) && before != '-' && before != '"' && before != '&' && before < 0x80 || len(rest) < 3 {
		return 0
	}
	shaped := upper(rest[0]) && lower(rest[1])
	switch {
	case b == 'O' && shaped:
		return 800
	case b == 'O' && capitals(rest) && len(rest) >= 5:
		return 500
	case shaped && byteIn(b, african):
		return 250
	case (b == 'D' || b == 'L') && shaped:
		return 250
	default:
		return 0
	}
}

func byteIn(b byte, list string) bool {
	for i := range len(list) {
		if list[i] == b {
			return true
		}
	}
	return false
}

// inHalves reports whether the two parts are in the list of names.
func inHalves(base, rest []byte) bool {
	var b1, b2 [24]byte
	b, r := foldWord(base, &b1), foldWord(rest, &b2)
	for _, h := range halves {
		if string(b) != h[0] {
			continue
		}
		want := h[1]
		if n := len(want) - 1; want[n] == '*' {
			if len(r) >= n && string(r[:n]) == want[:n] {
				return true
			}
			continue
		}
		if string(r) == want {
			return true
		}
	}
	return false
}

// guessMargin weighs two unknown parts: a short capitalised base and a rest in
// small letters that is no word of its own is likelier a name than a comma whose
// blank was forgotten.
func guessMargin(base, rest []byte) int {
	if upper(rest[0]) || len(rest) < 2 || known(base) || known(rest) {
		return 0
	}
	m := 120
	if len(base) <= 4 {
		m += 60
	}
	if len(rest) <= 4 {
		m += 60
	}
	return m
}
