package rules

import (
	"bytes"
	"strings"

	"github.com/cablelint/cablelint/cable"
)

// nameOf is the post that a plain language address or an origin names, as it
// would stand in a cable id, known or not: AMEMBASSY ABU DHABI and Embassy Abu
// Dhabi are ABUDHABI. It is empty when the address is none of a post.
func nameOf(d *cable.Document, address []byte) string {
	b := bytes.TrimSpace(address)
	if i := bytes.IndexByte(b, '/'); i >= 0 {
		b = b[:i]
	}
	for _, p := range [...]struct{ prefix, post string }{
		{"SECSTATE", "STATE"}, {"SECRETARY OF STATE", "STATE"}, {"DEPARTMENT OF STATE", "STATE"},
	} {
		if hasPrefixFold(b, p.prefix) {
			return p.post
		}
	}
	for _, prefix := range [...]string{
		"AMEMBASSY ", "AMCONSUL ", "AMCONGEN ", "EMBASSY ", "CONSULATE GENERAL ", "CONSULATE ", "USMISSION ", "MISSION ", "USINT ",
		"US INTERESTS SECTION ", "US OFFICE ", "USOFFICE ", "USLO ", "REO ", "AMERICAN PRESENCE POST ", "IRAN ", "AIT ", "USEU ", "US ",
	} {
		if hasPrefixFold(b, prefix) {
			post, _ := d.PostName(b[len(prefix):])
			return post
		}
	}
	if post, known := d.PostName(b); known {
		return post
	}
	return ""
}

// postOf is like nameOf, but empty for a post that is not known.
func postOf(d *cable.Document, address []byte) string {
	post := nameOf(d, address)
	if !d.KnownPost(post) {
		return ""
	}
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
