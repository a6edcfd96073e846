package cable

import (
	_ "embed"
	"strings"
)

// The code tables. Each is a text with comment lines first and then one row a
// line, sorted by its first column, so that a look-up is a binary search in the
// text itself and nothing is built when the program starts.
var (
	//go:embed tables/posts.tsv
	postTable string
	//go:embed tables/post_aliases.tsv
	postAliasTable string
	//go:embed tables/routing_indicators.tsv
	routingTable string
	//go:embed tables/geo_tags.tsv
	geoTagTable string
	//go:embed tables/subject_tags.tsv
	subjectTagTable string
	//go:embed tables/program_tags.tsv
	programTagTable string
	//go:embed tables/org_tags.tsv
	orgTagTable string
	//go:embed tables/captions.tsv
	captionTable string
	//go:embed tables/malformed_ids.tsv
	malformedIDTable string
)

// Table is one code table: its name and its text, tab-separated, with the
// provenance in comment lines that start with '#'; the last of them names the columns.
type Table struct {
	Name string
	Text string
}

// Tables lists the code tables in the order of their names.
func Tables() []Table {
	return []Table{
		{"captions", captionTable},
		{"geo_tags", geoTagTable},
		{"malformed_ids", malformedIDTable},
		{"org_tags", orgTagTable},
		{"post_aliases", postAliasTable},
		{"posts", postTable},
		{"program_tags", programTagTable},
		{"routing_indicators", routingTable},
		{"subject_tags", subjectTagTable},
	}
}

// tableRow is the row of table whose first column is key. Rows are sorted by the
// bytes of that column; '#' sorts before every key, so comments need no care.
func tableRow(table string, key []byte) (string, bool) {
	lo, hi := 0, len(table)
	for lo < hi {
		mid := lo + (hi-lo)/2
		start := strings.LastIndexByte(table[lo:mid], '\n') + 1 + lo
		end := len(table)
		if i := strings.IndexByte(table[start:], '\n'); i >= 0 {
			end = start + i
		}
		row := table[start:end]
		switch first := column(row, 0); {
		case first == string(key):
			return row, true
		case first < string(key):
			lo = end + 1
		default:
			hi = start
		}
	}
	return "", false
}

// column is column n of a row, from 0; empty when the row is shorter.
func column(row string, n int) string {
	for ; n > 0; n-- {
		i := strings.IndexByte(row, '\t')
		if i < 0 {
			return ""
		}
		row = row[i+1:]
	}
	if i := strings.IndexByte(row, '\t'); i >= 0 {
		return row[:i]
	}
	return row
}

// longestKey is more than the bytes of any key of a table: a longer word is in none.
const longestKey = 32

// PostName is the canonical name of a post as it stands in a cable id (upper
// case, without blanks): the published aliases are resolved. known says whether
// the post is in the table.
func PostName(name []byte) (post string, known bool) {
	var buf [longestKey]byte
	key, ok := squeeze(buf[:0], name)
	if !ok {
		return strings.ToUpper(strings.Join(strings.Fields(string(name)), "")), false
	}
	if s, ok := postKey(key); ok {
		return s, true
	}
	return string(key), false
}

// knownPost reports whether the words of name are a post or an alias of one.
func knownPost(name []byte) bool {
	var buf [longestKey]byte
	key, ok := squeeze(buf[:0], name)
	if !ok {
		return false
	}
	_, ok = postKey(key)
	return ok
}

// postKey looks up a name without blanks.
func postKey(key []byte) (string, bool) {
	if row, ok := tableRow(postAliasTable, key); ok {
		return column(row, 1), true
	}
	if row, ok := tableRow(postTable, key); ok {
		return column(row, 0), true
	}
	return "", false
}

// squeeze appends name to dst in upper case without blanks, hyphens, points and
// apostrophes; false when it does not fit.
func squeeze(dst, name []byte) ([]byte, bool) {
	for _, c := range name {
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '-' || c == '.' || c == '\'':
			continue
		case len(dst) == cap(dst):
			return dst, false
		}
		dst = append(dst, upper(c))
	}
	return dst, len(dst) > 0
}

// KnownTag is the list that holds a tag; TagUnknown when none does. Case is ignored.
func KnownTag(tag []byte) TagKind {
	var buf [longestKey]byte
	if len(tag) == 0 || len(tag) > len(buf) {
		return TagUnknown
	}
	key := buf[:0]
	for _, c := range tag {
		key = append(key, upper(c))
	}
	if len(key) == 2 {
		if row, ok := tableRow(geoTagTable, key); ok && !strings.HasPrefix(column(row, 2), "UNKNOWN") {
			return TagGeographic
		}
	}
	if _, ok := tableRow(subjectTagTable, key); ok {
		return TagSubject
	}
	if row, ok := tableRow(programTagTable, key); ok && !strings.Contains(column(row, 1), "misspelling") {
		return TagProgramme
	}
	if _, ok := tableRow(orgTagTable, key); ok {
		return TagOrganisation
	}
	return TagUnknown
}

// TagRow is the row of a subject, geographic, programme or organisation tag in
// its table; false when no table has it. The key is upper case.
func TagRow(tag []byte) (kind TagKind, row string, ok bool) {
	for _, t := range [...]struct {
		kind  TagKind
		table string
	}{{TagGeographic, geoTagTable}, {TagSubject, subjectTagTable}, {TagProgramme, programTagTable}, {TagOrganisation, orgTagTable}} {
		if row, ok := tableRow(t.table, tag); ok {
			return t.kind, row, true
		}
	}
	return TagUnknown, "", false
}

// RightID is the id that a cable published under the malformed id should have.
func RightID(id string) (string, bool) {
	row, ok := tableRow(malformedIDTable, []byte(id))
	return column(row, 1), ok
}

// PostRow is the row of a post in the table of posts: its name in ids, its name
// in banners, its plain language address, its routing indicator, its country and
// the years of its cables. The key is the name in ids.
func PostRow(post string) (string, bool) { return tableRow(postTable, []byte(post)) }

// RoutingRow is the row of a routing indicator: itself, the plain language
// address seen with it and its name in ACP 117.
func RoutingRow(indicator []byte) (string, bool) { return tableRow(routingTable, indicator) }
