package cable

import (
	"slices"
	"testing"
)

func TestOwnCodesAreReadAsThoseOfTheTables(t *testing.T) {
	own := NewOwn(map[string]TagKind{"knew": TagProgramme, "FJORDS": TagOrganisation}, []string{"Zebra Channel West"},
		[]string{"Port New Arbonne"}, map[string]string{"Ptarb": "Port New Arbonne"})
	text := "C O N F I D E N T I A L PORT NEW ARBONNE 000012\n\nSIPDIS\nZEBRA CHANNEL  WEST\n\nE.O. 12958: DECL: 02/07/2016\n" +
		"TAGS: PGOV, KNEWPREL FJORDS, FR\nSUBJECT: HARBOR\nREF: A. 05 PTARB 7\n     B. 05 PORT NEW ARBONNE 8\n\n1. (C) The council met.\n"
	read := func(own *Own) Object {
		s, d := Scanner{Own: own}, new(Document)
		s.Scan(d, []byte(text), nil)
		return d.Object()
	}
	with, without := read(own), read(nil)
	if want := []string{"PGOV", "KNEW", "PREL", "FJORDS", "FR"}; !slices.Equal(with.Tags, want) {
		t.Errorf("tags %q, want %q", with.Tags, want)
	}
	if slices.Contains(without.Tags, "KNEW") {
		t.Errorf("without the own codes the tags are %q: the test shows nothing", without.Tags)
	}
	if want := []string{"SIPDIS", "ZEBRA CHANNEL WEST"}; !slices.Equal(with.Captions, want) || len(without.Captions) != 1 {
		t.Errorf("captions %q and without %q, want %q", with.Captions, without.Captions, want)
	}
	var ids []string
	for _, r := range with.References {
		ids = append(ids, r.ID)
	}
	if want := []string{"05PORTNEWARBONNE7", "05PORTNEWARBONNE8"}; !slices.Equal(ids, want) {
		t.Errorf("references %q, want %q", ids, want)
	}
}

func TestOwnPostsAreKnown(t *testing.T) {
	s, d := Scanner{Own: NewOwn(nil, nil, []string{"New Arbonne"}, map[string]string{"N. Arb": "New Arbonne"})}, new(Document)
	s.Scan(d, nil, nil)
	for _, c := range []struct {
		name, post string
		known      bool
	}{{"new arbonne", "NEWARBONNE", true}, {"NARB", "NEWARBONNE", true}, {"Paris", "PARIS", true}, {"Elsewhere", "ELSEWHERE", false}, {"", "", false}} {
		post, known := d.PostName([]byte(c.name))
		if post != c.post || known != c.known {
			t.Errorf("%q is %q, %v; want %q, %v", c.name, post, known, c.post, c.known)
		}
		if d.KnownPost(c.post) != c.known {
			t.Errorf("KnownPost(%q) is %v", c.post, !c.known)
		}
	}
}
