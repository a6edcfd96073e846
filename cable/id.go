package cable

import (
	"strconv"
	"strings"
)

// CanonicalID is the canonical form of a cable id: two-digit year, post without
// blanks, serial without leading zeros. It accepts ids with blanks, four-digit
// years and leading zeros, and replaces an id that was published wrongly by the
// right one. ok is false when s has not the form of an id.
func CanonicalID(s string) (id string, ok bool) {
	year, post, serial, ok := splitID(s)
	if !ok {
		return "", false
	}
	id = twoDigits(year) + post + serial
	if right, ok := RightID(id); ok {
		return right, true
	}
	return id, true
}

// splitID takes an id apart.
func splitID(s string) (year int, post, serial string, ok bool) {
	s = strings.TrimSpace(s)
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	if year = yearOf([]byte(s[:n])); year == 0 {
		return 0, "", "", false
	}
	s = s[n:]
	end := len(s)
	for end > 0 && isDigit(s[end-1]) {
		end--
	}
	serial = strings.TrimLeft(s[end:], "0")
	if serial == "" || len(serial) > 8 {
		return 0, "", "", false
	}
	var b []byte
	for i := range end {
		switch c := s[i]; {
		case isLetter(c) || isDigit(c):
			b = append(b, upper(c))
		case isBlank(c) || c == '-' || c == '.' || c == '\'':
		default:
			return 0, "", "", false
		}
	}
	if len(b) < 2 || len(b) > longestKey || !isLetter(b[0]) {
		return 0, "", "", false
	}
	return year, string(b), serial, true
}

func twoDigits(year int) string {
	return string([]byte{byte('0' + year/10%10), byte('0' + year%10)})
}

// ID is the id of the cable: the container's own, the page's, the one that the
// file's name has, or the banner's post and serial with the year of the date-time
// group. It is empty when none of them gives one.
func (d *Document) ID() string {
	if id := strings.TrimSpace(d.Metadata.ID); id != "" {
		return id
	}
	if d.Metadata.FileID != "" {
		return d.Metadata.FileID
	}
	return d.BannerID()
}

// BannerID is the id that the banner gives with the year of the date-time group;
// empty when one of the two is missing.
func (d *Document) BannerID() string {
	if d.Transmission.DTG.Year == 0 || d.Banner.Serial < 0 || d.Banner.Post.Empty() {
		return ""
	}
	post := strings.ToUpper(strings.Join(strings.Fields(string(d.Bytes(d.Banner.Post))), ""))
	if !d.KnownPost(post) {
		if name, known := d.PostName([]byte(post)); known {
			post = name
		}
	}
	return twoDigits(d.Transmission.DTG.Year) + post + strconv.Itoa(d.Banner.Serial)
}

// Year is the year in which the cable was sent, four digits: of the date-time
// group, else of its id, else of the metadata. It is 0 when nothing says.
func (d *Document) Year() int {
	if y := d.Transmission.DTG.Year; y != 0 {
		return y
	}
	for _, id := range [...]string{d.Metadata.ID, d.Metadata.FileID} {
		if y, _, _, ok := splitID(id); ok {
			return y
		}
	}
	if t, ok := createdTime(d.Metadata.Created); ok {
		return t.Year()
	}
	return 0
}

// ReferenceID is the id of the cable that r names; a reference without a year
// takes the year of this cable. It is empty when r names no cable or when no
// year is known.
func (d *Document) ReferenceID(r Reference) string {
	if r.Serial < 0 {
		return ""
	}
	year := r.Year
	if year == 0 {
		year = d.Year()
	}
	if year == 0 {
		return ""
	}
	post, _ := d.PostName(d.Bytes(r.Post))
	return twoDigits(year) + post + strconv.Itoa(r.Serial)
}
