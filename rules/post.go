package rules

import (
	"bytes"
	"strings"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// nameOf is the post that a plain language address or an origin names, as it
// would stand in a cable id, known or not: AMEMBASSY ABU DHABI and Embassy Abu
// Dhabi are ABUDHABI. It is empty when the address is none of a post.
func nameOf(p *lint.Pass, address []byte) string {
	name, titled := postWords(address)
	post, known := p.Cable.FindPost(name)
	if !known && titled {
		return strangePost(p, name)
	}
	return post
}

// postOf is like nameOf, but empty for a post that is not known.
func postOf(d *cable.Document, address []byte) string {
	name, _ := postWords(address)
	if post, known := d.FindPost(name); known && d.KnownPost(post) {
		return post
	}
	return ""
}

// postWords is the name of the post in an address or an origin, and whether a title
// before it says that it is one.
func postWords(address []byte) (name []byte, titled bool) {
	b := bytes.TrimSpace(address)
	if i := bytes.IndexByte(b, '/'); i >= 0 {
		b = b[:i]
	}
	for _, department := range [...]string{"SECSTATE", "SECRETARY OF STATE", "DEPARTMENT OF STATE"} {
		if hasPrefixFold(b, department) {
			return b[len(department)-len("STATE") : len(department)], true
		}
	}
	for _, prefix := range [...]string{
		"AMEMBASSY ", "AMCONSUL ", "AMCONGEN ", "EMBASSY ", "CONSULATE GENERAL ", "CONSULATE ", "USMISSION ", "MISSION ", "USINT ",
		"US INTERESTS SECTION ", "US OFFICE ", "USOFFICE ", "USLO ", "REO ", "AMERICAN PRESENCE POST ", "IRAN ", "AIT ", "USEU ", "US ",
	} {
		if hasPrefixFold(b, prefix) {
			return b[len(prefix):], true
		}
	}
	return b, false
}

// postName is the name of a post as it stands in a cable id, and whether it is known.
func postName(p *lint.Pass, name []byte) (post string, known bool) {
	if post, known = p.Cable.FindPost(name); known {
		return post, true
	}
	return strangePost(p, name), false
}

// strangePosts are the names of posts that no table has, as they were met last:
// several rules ask for the same few in one cable, and in the next one.
type strangePosts struct {
	names [4]string
	next  int
	buf   []byte
}

var strangePostsKey = lint.MemoKey{Family: "posts that no table has"}

// strangePost is the name in the form of a cable id of a post that no table has.
func strangePost(p *lint.Pass, name []byte) string {
	s := p.Memo(&strangePostsKey, func() any { return new(strangePosts) }).(*strangePosts)
	s.buf = cable.AppendPostName(s.buf[:0], name)
	for _, known := range s.names {
		if known == string(s.buf) {
			return known
		}
	}
	post := string(s.buf)
	s.names[s.next] = post
	s.next = (s.next + 1) % len(s.names)
	return post
}

// samePost reports whether two names in the form of cable ids are one post, or
// posts that share a house, a number series or a name that changed.
func samePost(a, b string) bool {
	if a == b {
		return true
	}
	a, b = house(a), house(b)
	return a == b
}

// house is the name under which posts that share numbers and lines go here.
func house(post string) string {
	switch post {
	case "IRANRPODUBAI", "RPODUBAI", "DUBAI":
		return "DUBAI"
	case "USEUBRUSSELS", "BRUSSELS", "USEU", "USNATO":
		return "BRUSSELS"
	case "KIEV", "KYIV":
		return "KYIV"
	case "UNVIEVIENNA", "UNVIE", "VIENNA":
		return "VIENNA"
	case "USUNNEWYORK", "USUN":
		return "USUNNEWYORK"
	case "USMISSIONGENEVA", "USMISSIONUSUN", "GENEVA":
		return "GENEVA"
	case "AITTAIPEI", "TAIPEI":
		return "TAIPEI"
	case "USINTHAVANA", "HAVANA":
		return "HAVANA"
	case "BASRAH", "REOBASRAH", "BASRA":
		return "BASRAH"
	}
	if s, ok := strings.CutPrefix(post, "SECSTATE"); ok {
		return "STATE" + strings.TrimSuffix(s, "WASHDC")
	}
	return post
}
