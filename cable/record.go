package cable

import "bytes"

// attributes classifies the attribute block of a record of 1973-79, which starts
// on line first and ends with the text, and reads the values that say which
// message it is. The dates in it are the archive's own, not the message's.
func (d *Document) attributes(first int) {
	for i := first; i < len(d.Lines); i++ {
		if d.isBlank(i) {
			d.setBlank(i)
			continue
		}
		d.set(i, KindAttributes, ZoneAttributes)
		b := d.text(i)
		colon := bytes.IndexByte(b, ':')
		if colon < 0 {
			continue
		}
		key, value := b[:colon], bytes.TrimSpace(b[colon+1:])
		if len(value) == 0 || equalFold(value, "N/A") {
			continue
		}
		m := &d.Metadata
		switch {
		case equalFold(key, "Document Number") && m.ID == "":
			m.ID = d.copied(value)
		case equalFold(key, "Original Classification") && m.Classification == "":
			m.Classification = d.copied(value)
		}
	}
}
