package corpus

import (
	"strings"
)

// metadata decodes what the container says of the cable. All values share one
// string: one allocation a record.
func (r *Record) metadata(b *batch, c codec, v *[roles]value) error {
	start := len(b.arena)
	var end [roles]int
	for i := range v {
		role := role(i)
		if v[i].set && role != roleText && role != roleHeader {
			var err error
			if b.arena, err = v[i].decode(b.arena, r.Raw, c); err != nil {
				return err
			}
		}
		end[i] = len(b.arena) - start
	}
	all := string(b.arena[start:])
	get := func(i role) string {
		return meant(strings.TrimSpace(all[end[i-1]:end[i]]))
	}
	m := &r.meta
	m.ID = get(roleID)
	// A running number is not the id of a cable, unless the user says so.
	if v[roleID].rank < userRank && digits(m.ID) == len(m.ID) {
		m.ID = ""
	}
	m.Created, m.Classification, m.Origin, m.Title = get(roleCreated), get(roleClassification), get(roleOrigin), get(roleTitle)
	m.Tags, m.References = list(get(roleTags)), list(get(roleReferences))
	return nil
}

// meant is a value of the metadata, empty where it is what archives write for none.
func meant(value string) string {
	if strings.EqualFold(value, "n/a") || value == "null" || strings.Contains(value, "N/A or Blank") || strings.HasPrefix(value, "No Title - Document Id:") {
		return ""
	}
	return value
}

// list splits a list of names: an array of JSON, or items between bars,
// semicolons, commas or blanks.
func list(s string) []string {
	if s == "" || s == "null" {
		return nil
	}
	if s[0] == '[' {
		s = strings.NewReplacer("[", "", "]", "", `"`, "").Replace(s)
	}
	sep := " "
	for _, c := range []string{"|", ";", ","} {
		if strings.Contains(s, c) {
			sep = c
			break
		}
	}
	var items []string
	for s != "" {
		item := s
		if i := outside(s, sep[0]); i >= 0 {
			item, s = s[:i], s[i+1:]
		} else {
			s = ""
		}
		if item = strings.Trim(item, " ()"); item != "" {
			items = append(items, item)
		}
	}
	return items
}

// outside is the offset of the first sep in s that stands in no parentheses: the
// name of a person has a comma of its own.
func outside(s string, sep byte) int {
	depth, last := 0, strings.LastIndexByte(s, ')')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '(':
			depth++
		case c == ')':
			depth = max(depth-1, 0)
		case c == sep && (depth == 0 || i > last):
			return i
		}
	}
	return -1
}
