package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// table finds the rows of a CSV file, in the dialect of RFC 4180 (a quote in a
// quoted field is doubled) or in that of cables.csv (it stands after a
// backslash). The package encoding/csv cannot read the second.
type table struct {
	columns string // what the user said of the columns
	other   bool   // a table without a text column is no error: nobody named it

	ready     bool
	comma     byte
	dialect   dialect
	cols      int // columns of a row; 0: not known
	col       [roles]int
	wikileaks bool // no header row: the eight columns of cables.csv
	shape     shape

	found    []cell  // of the row that was found last
	scan     rowScan // of the row at the start of what split is given
	lost     bool    // the row is broken: looking for a line that starts a valid one
	lostAt   int     // where that search goes on
	restLine bool    // rest is called with the start of a line
	bad      error
	fatalIs  error
}

type dialect uint8

const (
	undecided dialect = iota
	doubled           // "" is a quote
	backslash         // \" is a quote
)

// shape is what valid rows have in common: whether id and text are quoted.
type shape struct {
	known    bool
	id, text bool
}

func (t *table) form() Form    { return Row }
func (t *table) reason() error { return t.bad }
func (t *table) fatal() error  { return t.fatalIs }

// mark notes the dialect of the row, since a later row may decide it, and where
// its cells are.
func (t *table) mark(r *Record, b *batch) {
	r.flag = t.dialect == backslash || t.dialect == undecided && t.wikileaks
	r.cells[0] = len(b.cells)
	b.cells = append(b.cells, t.found...)
	r.cells[1] = len(b.cells)
}

// rowScan is a scan of one row that can be taken up again.
type rowScan struct {
	at     int // next byte to look at
	state  rowState
	cells  []cell
	start  int // of the current cell
	broken string
	before dialect // that of the table before this row
}

// cell is the content of one field in the row, without quotes.
type cell struct {
	start, end int
	quoted     bool
}

type rowState uint8

const (
	cellStart rowState = iota
	inBare
	inQuotes
	afterQuote
)

// row goes on with the scan. It returns the length of the row and true when the
// row has ended; when it is broken, s.broken says why and the length is 0.
func (t *table) row(s *rowScan, b []byte, eof bool) (int, bool) {
	for {
		if s.at >= len(b) {
			if !eof {
				return 0, false
			}
			return t.rowAtEOF(s, b)
		}
		switch s.state {
		case cellStart:
			s.start, s.state = s.at, inBare
			if b[s.at] == '"' {
				s.at++
				s.start, s.state = s.at, inQuotes
			}
		case inBare:
			c := b[s.at]
			if c == t.comma {
				s.close(s.at, false)
			} else if c == '\n' {
				s.close(trimCR(b, s.start, s.at), false)
				return s.at, true
			} else {
				s.at++
			}
		case inQuotes:
			if !t.quoted(s, b, eof) {
				return 0, false
			}
		case afterQuote:
			n, end := t.afterQuote(s, b, eof)
			if s.broken != "" || end || n < 0 {
				return max(n, 0), end
			}
		}
	}
}

// close ends the current cell at end; s.at stands on the byte after it.
func (s *rowScan) close(end int, quoted bool) {
	s.cells = append(s.cells, cell{s.start, end, quoted})
	s.at++
	s.state = cellStart
}

// rowAtEOF ends a row that the file's end closes.
func (t *table) rowAtEOF(s *rowScan, b []byte) (int, bool) {
	switch s.state {
	case inQuotes:
		s.broken = fmt.Sprintf("the quoted field opened in column %d is never closed; the file may be cut off", len(s.cells)+1)
		return 0, true
	case cellStart:
		s.start = s.at
		fallthrough
	default:
		s.cells = append(s.cells, cell{s.start, trimCR(b, s.start, len(b)), false})
	}
	return len(b), true
}

func trimCR(b []byte, start, end int) int {
	if end > start && b[end-1] == '\r' {
		return end - 1
	}
	return end
}

// quoted finds the end of a quoted cell; false: more bytes are needed.
func (t *table) quoted(s *rowScan, b []byte, eof bool) bool {
	k := bytes.IndexByte(b[s.at:], '"')
	if k < 0 {
		s.at = len(b)
		return eof
	}
	q := s.at + k
	after := byte('\n')
	switch {
	case q+1 < len(b):
		after = b[q+1]
	case !eof:
		s.at = q
		return false
	}
	escaped := trailingBackslashes(b[s.start:q])%2 == 1
	if t.dialect == undecided {
		t.decide(escaped, after, b[q:])
	}
	switch {
	case t.dialect == backslash && escaped:
		s.at = q + 1
	case t.dialect == doubled && after == '"':
		s.at = q + 2
	default:
		s.at, s.state = q, afterQuote
	}
	return true
}

// decide tells the dialect by the first quote inside a field that only one of
// them can have. A backslash at the very end of a field is rarer than a quoted
// word there, so it decides too.
func (t *table) decide(escaped bool, after byte, b []byte) {
	switch {
	case escaped && after == '"' && len(b) > 2 && b[2] != t.comma && !lineEnd(b[2]):
		t.dialect = doubled
	case escaped:
		t.dialect = backslash
	case after == '"':
		t.dialect = doubled
	}
}

// afterQuote looks at what follows the closing quote at s.at.
func (t *table) afterQuote(s *rowScan, b []byte, eof bool) (n int, end bool) {
	next := s.at + 1
	if next < len(b) && b[next] == '\r' {
		next++
	}
	switch {
	case next >= len(b) && !eof:
		return -1, false
	case next >= len(b):
		s.cells = append(s.cells, cell{s.start, s.at, true})
		return len(b), true
	case b[next] == '\n':
		s.cells = append(s.cells, cell{s.start, s.at, true})
		return next + 1, true
	case b[next] == t.comma:
		end := s.at
		s.at = next
		s.close(end, true)
		return 0, false
	default:
		s.broken = fmt.Sprintf("the quoted field opened in column %d is not closed properly: %q follows its quote", len(s.cells)+1, clip(b[next:min(next+24, len(b))]))
		return 0, true
	}
}

func (t *table) split(b []byte, eof bool) (int, found) {
	if !t.ready {
		n, what, done := t.open(b, eof)
		if !done || n > 0 {
			return n, what
		}
	}
	if t.fatalIs != nil {
		return len(b), foundGap
	}
	if t.lost {
		return t.recover(b, eof)
	}
	if t.scan.at == 0 {
		if n := lineEnds(b); n > 0 {
			return n, foundGap
		}
	}
	n, end := t.row(&t.scan, b, eof)
	if !end {
		return 0, foundNothing
	}
	if t.scan.broken != "" {
		t.bad = errors.New(t.scan.broken)
		t.dialect = t.scan.before // a broken row tells nothing of the others
		t.lose()
		return t.recover(b, eof)
	}
	if t.cols > 0 && len(t.scan.cells) != t.cols {
		t.bad = fmt.Errorf("the row has %d columns; expected %d", len(t.scan.cells), t.cols)
		// A quote that was never closed may have swallowed the next rows.
		if p := t.firstLine(b[:n]); p > 0 {
			if p, ok := t.seek(b[:n], p, true); ok {
				n = p
			}
		}
		t.restart()
		return n, foundBad
	}
	t.learn()
	t.found = t.scan.cells
	t.restart()
	return n, foundRecord
}

func (t *table) restart() { t.scan = rowScan{cells: t.scan.cells[:0], before: t.dialect} }

func (t *table) lose() {
	t.lost, t.lostAt = true, 0
	t.restart()
}

// learn keeps the shape of the first good row.
func (t *table) learn() {
	if t.shape.known || t.col[roleText] < 0 {
		return
	}
	t.shape = shape{known: true, text: t.scan.cells[t.col[roleText]].quoted}
	if id := t.col[roleID]; id >= 0 {
		t.shape.id = t.scan.cells[id].quoted
	}
}

// lineEnds is the length of the line ends at the start of b.
func lineEnds(b []byte) int {
	n := 0
	for n < len(b) && lineEnd(b[n]) {
		n++
	}
	return n
}

func (t *table) firstLine(b []byte) int {
	return bytes.IndexByte(b, '\n') + 1
}

// recover ends a broken row at the next line that starts a valid row.
func (t *table) recover(b []byte, eof bool) (int, found) {
	if t.lostAt == 0 {
		t.lostAt = t.firstLine(b)
	}
	if t.lostAt > 0 {
		p, ok := t.seek(b, t.lostAt, eof)
		if ok {
			t.lost = false
			return p, foundBad
		}
		t.lostAt = p
	}
	if !eof {
		return 0, foundNothing
	}
	t.lost = false
	return len(b), foundBad
}

// seek is the offset of the first line at or after from, itself the start of a
// line, that starts a valid row; when there is none yet, where to go on.
func (t *table) seek(b []byte, from int, eof bool) (int, bool) {
	p := from
	for p < len(b) {
		keep := t.dialect
		s := rowScan{cells: t.scan.cells[:0]}
		_, end := t.row(&s, b[p:], eof)
		t.scan.cells = s.cells[:0]
		if end && s.broken == "" && t.valid(&s, b[p:]) {
			return p, true
		}
		t.dialect = keep
		i := bytes.IndexByte(b[p:], '\n')
		if !end || i < 0 {
			return p, false
		}
		p += i + 1
	}
	return p, false
}

// valid reports whether a scanned row looks like the rows of this table, and not
// like a line of prose with the right number of commas.
func (t *table) valid(s *rowScan, b []byte) bool {
	if len(s.cells) != t.cols {
		return false
	}
	id := t.col[roleID]
	if id < 0 {
		id = 0
	}
	c := s.cells[id]
	name := b[c.start:c.end]
	if len(name) == 0 || len(name) > 64 || bytes.ContainsAny(name, " \t\r\n") {
		return false
	}
	if t.wikileaks {
		first := s.cells[0]
		for _, c := range s.cells {
			if c.quoted != first.quoted {
				return false
			}
		}
		return digits(string(b[first.start:first.end])) == first.end-first.start
	}
	if t.shape.known && (t.shape.id != c.quoted || t.shape.text != s.cells[t.col[roleText]].quoted) {
		return false
	}
	return true
}

// rest looks for the line that starts a valid row after a row that is too long.
// b starts with a line once a candidate was found that needs more bytes.
func (t *table) rest(b []byte, eof bool) (int, bool) {
	from := 0
	if !t.restLine {
		if from = t.firstLine(b); from == 0 {
			return len(b), eof
		}
	}
	t.restLine = false
	t.restart()
	if p, ok := t.seek(b, from, eof); ok {
		return p, true
	} else if p < len(b) && len(b)-p < DefaultMaxRecord && !eof {
		t.restLine = true
		return p, false
	}
	return len(b), eof
}

// open reads what stands before the rows: the mark of UTF-8 and the header row.
// done is false when more bytes are needed or something was found.
func (t *table) open(b []byte, eof bool) (n int, what found, done bool) {
	if bytes.HasPrefix(b, bom) {
		return len(bom), foundGap, false
	}
	if n := lineEnds(b); n > 0 {
		return n, foundGap, false
	}
	t.comma = delimiter(b)
	for i := range t.col {
		t.col[i] = -1
	}
	n, end := t.row(&t.scan, b, eof)
	if !end {
		t.restart()
		return 0, foundNothing, false
	}
	t.ready = true
	header, err := t.layout(b)
	t.fatalIs = err
	if none := noText(""); t.other && errors.As(err, &none) {
		t.fatalIs = errOther
	}
	t.restart()
	if err != nil {
		return len(b), foundGap, false
	}
	if header {
		return n, foundGap, false
	}
	return 0, foundNothing, true
}

// delimiter is the comma, unless the first line has none and has tabs or semicolons.
func delimiter(b []byte) byte {
	line := b
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		line = b[:i]
	}
	for _, c := range []byte(",\t;") {
		if bytes.IndexByte(line, c) >= 0 {
			return c
		}
	}
	return ','
}

// layout decides what the columns mean; header says that the first row is a header.
func (t *table) layout(b []byte) (header bool, err error) {
	if t.scan.broken != "" {
		return false, fmt.Errorf("the first row cannot be read: %s", t.scan.broken)
	}
	names := make([]string, len(t.scan.cells))
	for i, c := range t.scan.cells {
		names[i] = strings.TrimSpace(string(b[c.start:c.end]))
	}
	t.cols = len(names)
	header = isHeader(names)
	if t.columns != "" {
		named, err := t.userColumns(names)
		return header || named, err
	}
	if header {
		return true, t.headerColumns(names)
	}
	if len(names) == 8 {
		t.wikileaks = true
		for i, r := range []role{noRole, roleCreated, roleID, roleOrigin, roleClassification, roleReferences, roleHeader, roleText} {
			t.col[r] = i
		}
		return false, nil
	}
	says := fmt.Sprintf("the table has no header row that names a text column, and %d columns instead of the eight of cables.csv; say which they are: --columns id=1,text=2", len(names))
	if strings.Contains(strings.Join(names, ""), "\n") {
		return false, errors.New(says) // a cell of several lines may be a cable
	}
	return false, noText(says)
}

// noText is the error of a table in which nothing says that it holds cables.
type noText string

func (e noText) Error() string { return string(e) }

// isHeader reports whether the cells of the first row are names of columns.
func isHeader(names []string) bool {
	known := 0
	for _, n := range names {
		if len(n) > 64 || strings.ContainsAny(n, "\r\n") || n != "" && digits(n) == len(n) {
			return false
		}
		if columnRole(n) != noRole {
			known++
		}
	}
	return known > 0 && known*3 >= len(names) || known >= 3
}

func columnRole(name string) role {
	r, _ := columnRank(name)
	return r
}

func columnRank(name string) (role, int) {
	if r, rank := roleOf(name); r != noRole {
		return r, rank
	}
	return roleOf(strings.ReplaceAll(strings.ToLower(name), " ", "_"))
}

// headerColumns takes the meaning of columns from their names.
func (t *table) headerColumns(names []string) error {
	var ranks [roles]int
	for i, n := range names {
		if r, rank := columnRank(n); r != noRole && rank > ranks[r] {
			t.col[r], ranks[r] = i, rank
		}
	}
	if t.col[roleText] < 0 {
		if t.col[roleHeader] < 0 {
			return noText(fmt.Sprintf("no column is named text, body or content: the columns are %s; say which it is: --columns text=NAME", strings.Join(names, ", ")))
		}
		t.col[roleText], t.col[roleHeader] = t.col[roleHeader], -1
	}
	return nil
}

// columnRoles are the keys of --columns.
var columnRoles = [roles]string{
	roleID: "id", roleText: "text", roleHeader: "header", roleCreated: "created", roleClassification: "classification",
	roleOrigin: "origin", roleTitle: "title", roleTags: "tags", roleReferences: "references",
}

// userColumns reads --columns; named says that it names columns of a header row.
func (t *table) userColumns(names []string) (named bool, err error) {
	pairs, err := parseColumns(t.columns)
	if err != nil {
		return false, err
	}
	for _, p := range pairs {
		n, err := strconv.Atoi(p.column)
		if err == nil && (n < 1 || n > len(names)) {
			return false, fmt.Errorf("--columns %s=%d: the table has %d columns", columnRoles[p.role], n, len(names))
		}
		if err != nil {
			named, n = true, 1+find(names, p.column)
			if n == 0 {
				return false, fmt.Errorf("--columns %s=%s: no such column; the columns are %s", columnRoles[p.role], p.column, strings.Join(names, ", "))
			}
		}
		t.col[p.role] = n - 1
	}
	return named, nil
}

func find(names []string, name string) int {
	for i, n := range names {
		if n == name {
			return i
		}
	}
	for i, n := range names {
		if strings.EqualFold(n, name) {
			return i
		}
	}
	return -1
}

// columnPair is one item of --columns.
type columnPair struct {
	role   role
	column string
}

// parseColumns reads "id=doc_nbr,text=body" or "id=3,header=7,text=8".
func parseColumns(s string) ([]columnPair, error) {
	var pairs []columnPair
	text := false
	for item := range strings.SplitSeq(s, ",") {
		key, column, ok := strings.Cut(strings.TrimSpace(item), "=")
		r := noRole
		for i, name := range columnRoles {
			if name != "" && name == key || key == "body" && name == "text" {
				r = role(i)
			}
		}
		if !ok || column == "" || r == noRole {
			return nil, fmt.Errorf("--columns: %q is not understood; expected id=, text=, header=, created=, classification=, origin=, title=, tags= or references= with a name or number", item)
		}
		text = text || r == roleText
		pairs = append(pairs, columnPair{r, column})
	}
	if !text {
		return nil, errors.New("--columns: the column of the text is missing: text=NAME or text=NUMBER")
	}
	return pairs, nil
}

// load decodes one row in a worker.
func (t *table) load(r *Record, b *batch) error {
	c := csvCodec{comma: t.comma, escape: r.flag}
	cells := b.cells[r.cells[0]:r.cells[1]]
	var v [roles]value
	for i, col := range t.col {
		if col >= 0 && col < len(cells) {
			cell := cells[col]
			v[i] = value{start: cell.start, end: cell.end, str: cell.quoted, set: true}
			if t.columns != "" {
				v[i].rank = userRank
			}
		}
	}
	if err := r.join(b, c, v[roleHeader], v[roleText], false); err != nil {
		return err
	}
	return r.metadata(b, c, &v)
}

// csvCodec reads and writes the inside of a quoted field.
type csvCodec struct {
	comma  byte
	escape bool // with backslashes
}

func (c csvCodec) special() byte {
	if c.escape {
		return '\\'
	}
	return '"'
}

func (c csvCodec) unit(raw []byte) (inRaw, inText int) {
	if len(raw) > 1 && raw[0] == c.special() && (raw[1] == '"' || raw[1] == c.special()) {
		return 2, 1
	}
	return 1, 1
}

func (c csvCodec) decode(dst, raw []byte) ([]byte, error) {
	special := c.special()
	for {
		i := bytes.IndexByte(raw, special)
		if i < 0 {
			return append(dst, raw...), nil
		}
		dst = append(dst, raw[:i]...)
		n, _ := c.unit(raw[i:])
		dst = append(dst, raw[i+n-1])
		raw = raw[i+n:]
	}
}

func (c csvCodec) encode(dst, text, _ []byte) []byte {
	special := c.special()
	for _, b := range text {
		if b == '"' || b == special {
			dst = append(dst, special)
		}
		dst = append(dst, b)
	}
	return dst
}
