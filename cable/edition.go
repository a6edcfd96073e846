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

// smart reports whether the authority has the shape of the SMART system, CLASSIFIED
// BY: name, title; REASON: 1.4(B), (D), or the date that of its forms. An older form
// ended the name with a stop and gave REASON: a line of its own.
func (d *Document) smart() bool {
	if d.EO.Date.ISO {
		return true
	}
	a := d.Bytes(d.Authority.Span)
	if !bytes.HasPrefix(a, []byte("CLASSIFIED BY:")) {
		return false
	}
	reason := bytes.Index(a, []byte("REASON:"))
	return reason > 0 && bytes.HasSuffix(bytes.TrimSpace(a[:reason]), []byte{';'})
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

// era is the order in force on the cable's date: that of its date-time group, else
// of its metadata, else any day of the year of its id. Where none is known, or the
// cable names another order, it is the order that the cable names.
func (d *Document) era() Era {
	if g := d.Transmission.DTG; g.Valid() {
		return d.eraOn(g.Year*10000 + g.Month*100 + g.Day)
	}
	named, dated := eraOf(d.EO.Number), EraUnknown
	if t, ok := createdTime(d.Metadata.Created); ok {
		dated = d.eraOn(t.Year()*10000 + int(t.Month())*100 + t.Day())
	} else if y := d.Year(); y != 0 {
		if dated = d.eraOn(y*10000 + 1_01); dated != d.eraOn(y*10000+12_31) {
			dated = EraUnknown
		}
	}
	asNamed := dated
	if dated == Era13292 || dated == EraSMART { // E.O. 13292 amended E.O. 12958, which kept its number
		asNamed = Era12958
	}
	if dated == EraUnknown || named != EraUnknown && named != asNamed {
		return named
	}
	return dated
}

// eraOn is the era of a day, written as year, month and day in one number.
func (d *Document) eraOn(day int) Era {
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
