package cable_test

import (
	"fmt"

	"github.com/cablelint/cablelint/cable"
)

func ExampleParse() {
	d := cable.Parse([]byte("C O N F I D E N T I A L ARKHAM 000824\n\nSIPDIS\n\nE.O. 12958: DECL: 01/30/2016\nTAGS: PREL, FR\nSUBJECT: CATTLE PRICES\n\n1. (C) They rose.\n"))
	o := d.Object()
	fmt.Println(o.Banner.Classification, o.Banner.Post, *o.Banner.Serial)
	fmt.Println(o.Subject, o.Tags)
	// Output:
	// CONFIDENTIAL ARKHAM 824
	// CATTLE PRICES [PREL FR]
}

// A field keeps its place in the text, so that a message can point at it.
func ExampleDocument_Bytes() {
	d := cable.Parse([]byte("S E C R E T ARKHAM 000001\n\nE.O. 12958: N/A\nTAGS: PREL VZ\nSUBJECT: SHEEP\n"))
	for _, tag := range d.Tags.Items {
		if tag.Kind == cable.TagUnknown {
			fmt.Printf("%s at offset %d, line %d\n", d.Bytes(tag.Span), tag.Span.Start, d.LineAt(tag.Span.Start)+1)
		}
	}
	// Output:
	// VZ at offset 54, line 4
}

func ExampleCanonicalID() {
	id, ok := cable.CanonicalID("2006 ABU DHABI 000824")
	fmt.Println(id, ok)
	// Output:
	// 06ABUDHABI824 true
}
