package cable

import "bytes"

// judge says which edition and era the cable is from.
func (d *Document) judge() {
	d.Edition = d.edition()
	d.SMART = d.smart()
	d.Era = d.era()
}

// edition looks at the punctuation of the E.O. and TAGS lines, which every
// publisher changed in a way of his own.
func (d *Document) edition() Edition {
	if !d.Metadata.Block.Empty() {
		return EditionMirror
	}
	eo, tags := d.Bytes(d.EO.Label), d.Bytes(d.Tags.Label)
	switch {
	case d.lowerCase():
		return EditionLower
	case bytes.HasPrefix(eo, []byte("E.O. ")) && bytes.HasSuffix(tags, []byte(":")):
		return EditionWire
	case len(tags) > 0 && tags[len(tags)-1] != ':' || bytes.HasPrefix(eo, []byte("EO ")):
		return EditionPress
	case bytes.HasPrefix(eo, []byte("E.O. ")) || bytes.HasSuffix(tags, []byte("TAGS:")):
		return EditionWire
	}
	return EditionUnknown
}

// smart reports whether the authority has the shape of the SMART system:
// CLASSIFIED BY: name, title; REASON: 1.4(B), (D), beside an ISO date.
func (d *Document) smart() bool {
	a := d.Bytes(d.Authority.Span)
	return bytes.HasPrefix(a, []byte("CLASSIFIED BY:")) && bytes.Contains(a, []byte("REASON:")) || d.EO.Date.ISO
}

// lowerCase reports whether a publisher set the header in sentence case.
func (d *Document) lowerCase() bool {
	if b := d.Bytes(d.EO.Label); len(b) > 2 && (bytes.HasPrefix(b, []byte("E.o")) || bytes.HasPrefix(b, []byte("e.o"))) {
		return true
	}
	b := d.Bytes(d.Banner.Post)
	return len(b) > 2 && isLower(b[0]) && isLower(b[1])
}

// The first days of the orders, as year, month, day in one number.
const (
	start11652 = 1972_06_01
	start12065 = 1978_12_01
	start12356 = 1982_08_01
	start12958 = 1995_10_14
	start13292 = 2003_09_22
	start13526 = 2010_06_27
)

// era is the order in force on the cable's date; without a date, the order that
// the cable names.
func (d *Document) era() Era {
	g := d.Transmission.DTG
	if !g.Valid() {
		return eraOf(d.EO.Number)
	}
	day := g.Year*10000 + g.Month*100 + g.Day
	switch {
	case d.SMART && day >= 2009_02_01:
		return EraSMART
	case day >= start13526:
		return Era13526
	case day >= start13292:
		return Era13292
	case day >= start12958:
		return Era12958
	case day >= start12356:
		return Era12356
	case day >= start12065:
		return Era12065
	case day >= start11652:
		return Era11652
	}
	return Era10501
}

// eraOf is the era of an order by its number.
func eraOf(number int) Era {
	switch number {
	case 10501:
		return Era10501
	case 11652:
		return Era11652
	case 12065:
		return Era12065
	case 12356:
		return Era12356
	case 12958:
		return Era12958
	case 13292:
		return Era13292
	case 13526:
		return Era13526
	}
	return EraUnknown
}
