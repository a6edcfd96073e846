package cable

import (
	_ "embed"
	"iter"
	"strings"
	"sync"
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
	// The row is one of those that start from lo on and before hi. What is left of
	// few rows is read row by row.
	const few = 400
	lo, hi := 0, len(table)
	for hi-lo > few {
		start := lo + (hi-lo)/2
		start += len(rowAt(table, start)) + 1
		if start >= hi {
			break // one long row
		}
		if compareKey(table[start:], key) <= 0 {
			lo = start
		} else {
			hi = start
		}
	}
	for lo < hi {
		row := rowAt(table, lo)
		if c := compareKey(row, key); c >= 0 {
			return row, c == 0
		}
		lo += len(row) + 1
	}
	return "", false
}

// compareKey compares the first column of a row with a key: less than 0 where the
// row stands before it, 0 where it is the key's.
func compareKey(row string, key []byte) int {
	n := 0
	for n < len(key) && n < len(row) && row[n] == key[n] {
		n++
	}
	// The first column ends in a tab, or with its row.
	ended := n >= len(row) || row[n] == '\t' || row[n] == '\n'
	switch {
	case n == len(key) && ended:
		return 0
	case n < len(key) && (ended || row[n] < key[n]):
		return -1
	default:
		return 1
	}
}

// tableRows is the rows of a table, without its comments.
func tableRows(table string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for row := range strings.Lines(table) {
			row = strings.TrimRight(row, "\r\n")
			if row != "" && row[0] != '#' && row[0] != '\t' && !yield(row) {
				return
			}
		}
	}
}

// rowAt is the row that starts at an offset of table.
func rowAt(table string, start int) string {
	if i := strings.IndexByte(table[start:], '\n'); i >= 0 {
		return table[start : start+i]
	}
	return table[start:]
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
	if post, known = findPost(name); known {
		return post, true
	}
	return string(AppendPostName(nil, name)), false
}

// AppendPostName appends the name to dst that [PostName] gives a post that no table
// has.
func AppendPostName(dst, name []byte) []byte {
	var buf [longestKey]byte
	if key, ok := squeeze(buf[:0], name); ok {
		return append(dst, key...)
	}
	return append(dst, strings.ToUpper(strings.Join(strings.Fields(string(name)), ""))...)
}

// findPost is what [PostName] gives, but empty for a post that is in no table.
func findPost(name []byte) (post string, known bool) {
	var buf [longestKey]byte
	key, ok := squeeze(buf[:0], name)
	if !ok {
		return "", false
	}
	return postKey(key)
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

// captionSlots is the size of the set of captions: a power of two, more than
// twice their number.
const captionSlots = 64

// captions is the captions of the table, hashed.
type captions [captionSlots]string

// captionSet builds the set when the first caption is looked up.
var captionSet = sync.OnceValue(func() *captions {
	s := new(captions)
	for row := range tableRows(captionTable) {
		key := column(row, 0)
		*s.slot([]byte(key)) = key
	}
	return s
})

// has reports whether a caption, in upper case, is in the table.
func (s *captions) has(key []byte) bool { return *s.slot(key) != "" }

// slot is the place of a caption, or the free place where it would stand.
func (s *captions) slot(key []byte) *string {
	for i := hashOf(key) % captionSlots; ; i = (i + 1) % captionSlots {
		if k := &s[i]; *k == "" || *k == string(key) {
			return k
		}
	}
}

// hashOf spreads keys over the slots of a set.
func hashOf(key []byte) uint32 {
	h := uint32(0)
	for _, c := range key {
		h = (h + uint32(c)) * 0x9E3779B1
	}
	return h >> 16
}

// postKey looks up a name without blanks, in upper case.
func postKey(key []byte) (string, bool) {
	if set := postSet.get(1); set != nil {
		p := set.find(key)
		return p.post(), p.key != ""
	}
	return postInTables(key)
}

// postInTables is postKey without the set.
func postInTables(key []byte) (string, bool) {
	if row, ok := tableRow(postAliasTable, key); ok {
		return column(row, 1), true
	}
	if row, ok := tableRow(postTable, key); ok {
		return column(row, 0), true
	}
	return "", false
}

// postSlots is the size of the set of posts: a power of two, more than twice the
// number of posts and aliases.
const postSlots = 1024

// posts is the posts and their aliases, hashed: references name several of them
// in each cable.
type posts [postSlots]postSlot

// postSlot is a name, the row of its table that it begins, and whether that is the
// table of aliases.
type postSlot struct {
	key, row string
	alias    bool
}

// post is the post that the name stands for; empty for that of a free place.
func (s *postSlot) post() string {
	if s.alias {
		return column(s.row, 1)
	}
	return s.key
}

// postSet is built when some posts were looked up. An alias counts before a post
// of the same name.
var postSet = worth[posts]{after: 200, build: func() *posts {
	p := new(posts)
	for row := range tableRows(postAliasTable) {
		p.add(row, true)
	}
	for row := range tableRows(postTable) {
		p.add(row, false)
	}
	return p
}}

func (p *posts) add(row string, alias bool) {
	key := column(row, 0)
	if slot := p.find([]byte(key)); slot.key == "" {
		*slot = postSlot{key, row, alias}
	}
}

// find is the place of a key, or the free place where it would stand.
func (p *posts) find(key []byte) *postSlot {
	for i := hashOf(key) % postSlots; ; i = (i + 1) % postSlots {
		if slot := &p[i]; slot.key == "" || slot.key == string(key) {
			return slot
		}
	}
}

// squeeze appends name to dst in upper case without blanks, hyphens, points and
// apostrophes; false when it does not fit.
func squeeze(dst, name []byte) ([]byte, bool) {
	for _, c := range name {
		switch {
		case !isLetter(c) && (isSpace(c) || c == '-' || c == '.' || c == '\''):
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
	if len(tag) == 0 || len(tag) > longestKey {
		return TagUnknown
	}
	t := tagSet.get(1)
	switch {
	case t != nil && len(tag) <= 8:
		return t.kind(packTag(tag))
	case t != nil:
		if first := packTag(tag[:8]); t.keys[t.slot(first)] != first {
			return TagUnknown
		}
	}
	var buf [longestKey]byte
	key := buf[:0]
	for _, c := range tag {
		key = append(key, upper(c))
	}
	if len(key) > 8 {
		return longTag(key)
	}
	return tagInTables(key)
}

// tagLists are the tables of tags; an earlier one wins. Rows may be there that are
// no tags of their own.
var tagLists = [...]struct {
	kind   TagKind
	table  *string
	counts func(row string) bool
}{
	{TagGeographic, &geoTagTable, func(row string) bool {
		return len(column(row, 0)) == 2 && !strings.HasPrefix(column(row, 2), "UNKNOWN")
	}},
	{TagSubject, &subjectTagTable, func(string) bool { return true }},
	{TagProgramme, &programTagTable, func(row string) bool { return !isMisspelling(row) }},
	{TagOrganisation, &orgTagTable, func(string) bool { return true }},
}

// tagInTables looks a tag of at most eight letters, in upper case, up without the set.
func tagInTables(key []byte) TagKind {
	for _, l := range tagLists {
		if row, ok := tableRow(*l.table, key); ok && l.counts(row) {
			return l.kind
		}
	}
	return TagUnknown
}

// longTag looks up a tag of more than eight letters, in upper case: only
// organisations have so many.
func longTag(key []byte) TagKind {
	if _, ok := tableRow(orgTagTable, key); ok {
		return TagOrganisation
	}
	return TagUnknown
}

func isMisspelling(row string) bool { return strings.Contains(column(row, 1), "misspelling") }

// tagSlots is the size of the set of tags: a power of two, several times the
// number of tags.
const tagSlots = 4096

// tags is the tags of at most eight letters, and the first eight of the longer
// ones, hashed. Every tag of every cable is
// looked up in all lists, and a search in their text would cost more than the
// rest of its header.
type tags struct {
	keys  [tagSlots]uint64
	kinds [tagSlots]TagKind
	pairs [32]uint32 // by the first letter, the lengths, as bits, that the first of two words of one tag has
}

// tagSet is built when some tags were looked up.
var tagSet = worth[tags]{after: 200, build: func() *tags {
	t := new(tags)
	for _, l := range tagLists {
		for row := range tableRows(*l.table) {
			key := column(row, 0)
			if len(key) <= 8 && l.counts(row) {
				t.add(packTag([]byte(key)), l.kind)
			}
			if n := strings.IndexByte(key, ' '); n > 0 {
				t.pairs[key[0]%32] |= 1 << n
			}
		}
	}
	for row := range tableRows(orgTagTable) {
		if key := column(row, 0); len(key) > 8 {
			t.add(packTag([]byte(key[:8])), TagUnknown)
		}
	}
	return t
}}

// add adds a tag that is not there yet.
func (t *tags) add(packed uint64, kind TagKind) {
	if i := t.slot(packed); t.keys[i] == 0 {
		t.keys[i], t.kinds[i] = packed, kind
	}
}

// slot is the place of a tag, or the free place where it would stand.
func (t *tags) slot(packed uint64) int {
	i := int(packed * 0x9E3779B97F4A7C15 >> 52)
	for t.keys[i] != 0 && t.keys[i] != packed {
		i = (i + 1) % tagSlots
	}
	return i
}

func (t *tags) kind(packed uint64) TagKind { return t.kinds[t.slot(packed)] }

// startsPair is false where no tag of two words begins with this one.
func startsPair(word []byte) bool {
	t := tagSet.get(0)
	return t == nil || len(word) > 0 && len(word) < 32 && t.pairs[word[0]%32]>>len(word)&1 != 0
}

// packTag is the letters of a tag in upper case, in one number.
func packTag(tag []byte) uint64 {
	n := uint64(0)
	for _, c := range tag {
		n = n<<8 | uint64(upper(c))
	}
	return n
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
	if s := malformedSieve.get(1); s != nil && !s.mayHave([]byte(id)) {
		return "", false
	}
	row, ok := tableRow(malformedIDTable, []byte(id))
	return column(row, 1), ok
}

// sieve tells of most keys that a table lacks that it does: a bit for the hash of
// each key.
type sieve [128]uint64

func (s *sieve) add(key string) {
	h := hashOf([]byte(key))
	s[h/64%uint32(len(s))] |= 1 << (h % 64)
}

// mayHave is false where no key of the table has the hash of this one.
func (s *sieve) mayHave(key []byte) bool {
	h := hashOf(key)
	return s[h/64%uint32(len(s))]>>(h%64)&1 != 0
}

// malformedSieve is built when some ids were looked up: nearly all are right.
var malformedSieve = worth[sieve]{after: 20, build: func() *sieve {
	s := new(sieve)
	for row := range tableRows(malformedIDTable) {
		s.add(column(row, 0))
	}
	return s
}}

// PostRow is the row of a post in the table of posts: its name in ids, its name
// in banners, its plain language address, its routing indicator, its country and
// the years of its cables. The key is the name in ids.
func PostRow(post string) (string, bool) {
	key := []byte(post)
	if set := postSet.get(1); set != nil {
		if slot := set.find(key); !slot.alias {
			return slot.row, slot.key != ""
		}
	}
	return tableRow(postTable, key)
}

// RoutingRow is the row of a routing indicator: itself, the plain language
// address seen with it and its name in ACP 117.
func RoutingRow(indicator []byte) (string, bool) { return tableRow(routingTable, indicator) }
