package corpus

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// objects finds the objects of JSON Lines, of a JSON array and of objects one
// after another.
type objects struct {
	text, id string // names of fields that the user gave
	known    bool   // the mode is decided
	nested   bool   // objects may run over lines: find their ends by their braces
	seen     int    // bytes of the current record already looked at
	depth    int
	inString bool
	bad      error
	looked   bool  // the fields of the first objects were looked at
	other    bool  // a file without cables is no error: nobody named it
	report   bool  // one that this program wrote is no error: nobody named it
	fatalIs  error // the fields are not those of cables
}

func (o *objects) form() Form           { return Object }
func (o *objects) reason() error        { return o.bad }
func (o *objects) fatal() error         { return o.fatalIs }
func (o *objects) mark(*Record, *batch) {}

func (o *objects) split(b []byte, eof bool) (int, found) {
	if !o.known && !o.decide(b, eof) || !o.looked && !o.look(b, eof) {
		return 0, foundNothing
	}
	if o.fatalIs != nil {
		return len(b), foundGap
	}
	if o.nested {
		return o.splitNested(b, eof)
	}
	i := bytes.IndexByte(b[o.seen:], '\n')
	if i < 0 && !eof {
		o.seen = len(b)
		return 0, foundNothing
	}
	n := len(b)
	if i >= 0 {
		n = o.seen + i + 1
	}
	o.seen = 0
	if blankLine(b[:n]) {
		return n, foundGap
	}
	return n, foundRecord
}

// decide looks whether an object stands on a line of its own.
func (o *objects) decide(b []byte, eof bool) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(b, bom), " \t\r\n")
	if len(head) == 0 {
		o.known = eof
		return eof
	}
	if head[0] != '[' && head[0] != '{' {
		o.known = true
		return true
	}
	i := bytes.IndexByte(head, '\n')
	if i < 0 && !eof && head[0] != '[' && len(head) < 4*chunk {
		return false
	}
	o.known, o.nested = true, head[0] == '['
	if i >= 0 && !o.nested {
		// A line that ends after a comma or an opening brace is pretty print.
		line := bytes.TrimRight(head[:i], " \t\r")
		o.nested = bytes.IndexByte([]byte("{[,"), line[len(line)-1]) >= 0
	}
	return true
}

// manyObjects is how many objects without a text say that a whole stream has
// other fields than expected: that is told once and not for each of them.
const manyObjects = 10

// look reads the first objects: a stream in which none has a text is no stream
// of cables. false: more bytes are needed.
func (o *objects) look(b []byte, eof bool) bool {
	ahead := &objects{text: o.text, id: o.id, known: true, nested: o.nested, looked: true}
	first, n := []byte(nil), 0
	for at := 0; at < len(b); {
		size, what := ahead.split(b[at:], eof)
		if what == foundNothing {
			break
		}
		var v [roles]value
		if what == foundRecord && ahead.visit(b[at:at+size], &v) == nil {
			if v[roleText].set || v[roleHeader].set {
				o.looked = true
				return true
			}
			if n++; n == 1 {
				first = b[at : at+size]
			}
		}
		at += size
	}
	if !eof && len(b) < chunk {
		return false
	}
	o.looked = true
	switch {
	case o.other && (n > 0 || noObjects(b, eof)), o.report && ownReport(first):
		o.fatalIs = errOther
	case n >= manyObjects:
		o.fatalIs = fmt.Errorf("none of the first %d objects has a %s; the fields of the first are %s", n, o.wanted(), strings.Join(keysOf(first), ", "))
	}
	return true
}

// noObjects reports whether the start of a file is JSON of another kind: a word, a
// number, an array of such things.
func noObjects(b []byte, eof bool) bool {
	b = bytes.TrimLeft(bytes.TrimPrefix(b, bom), " \t\r\n")
	if eof {
		return bytes.IndexByte(b, '{') < 0 && json.Valid(b)
	}
	if len(b) == 0 || b[0] != '[' {
		return false
	}
	b = bytes.TrimLeft(b[1:], " \t\r\n")
	return len(b) > 0 && bytes.IndexByte([]byte("[\"-0123456789"), b[0]) >= 0
}

// ownReport reports whether an object is one of those that this program writes:
// a ledger, findings, an account.
func ownReport(object []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(object, bom), " \t\r\n"), []byte(`{"schema_version":"`))
}

// keysOf lists the keys of an object that was visited before.
func keysOf(raw []byte) []string {
	var keys []string
	for i := bytes.IndexByte(raw, '{') + 1; ; {
		i = skipBlank(raw, i)
		end, err := stringEnd(raw, i)
		if i >= len(raw) || raw[i] != '"' || err != nil {
			return keys
		}
		if keys = append(keys, string(raw[i+1:end])); len(keys) == 20 {
			return append(keys, "...")
		}
		i = skipBlank(raw, skipBlank(raw, end+1)+1)
		if end, err = valueEnd(raw, i); err != nil {
			return keys
		}
		if i = skipBlank(raw, end); i < len(raw) && raw[i] == ',' {
			i++
		}
	}
}

// splitNested finds the end of an object by its braces.
func (o *objects) splitNested(b []byte, eof bool) (int, found) {
	if o.seen == 0 {
		gap := 0
		for gap < len(b) && strings.IndexByte(" \t\r\n,[]\xef\xbb\xbf", b[gap]) >= 0 {
			gap++
		}
		if gap > 0 {
			return gap, foundGap
		}
		if b[0] != '{' {
			return o.splitJunk(b, eof)
		}
	}
	for i := o.seen; i < len(b); i++ {
		switch c := b[i]; {
		case o.inString && c == '\\':
			i++
		case c == '"':
			o.inString = !o.inString
		case o.inString:
		case c == '{' || c == '[':
			o.depth++
		case c == '}' || c == ']':
			if o.depth--; o.depth == 0 {
				o.seen = 0
				return i + 1, foundRecord
			}
		}
	}
	if !eof {
		// The last byte may be a backslash whose partner is not there yet.
		o.seen = len(b)
		if back := trailingBackslashes(b); o.inString && back%2 == 1 {
			o.seen--
		}
		return 0, foundNothing
	}
	o.bad = errors.New("JSON: the object is never closed; the file may be cut off")
	o.seen, o.depth, o.inString = 0, 0, false
	return len(b), foundBad
}

// splitJunk takes what is no object up to the end of its line.
func (o *objects) splitJunk(b []byte, eof bool) (int, found) {
	i := bytes.IndexByte(b, '\n')
	if i < 0 && !eof {
		return 0, foundNothing
	}
	n := i + 1
	if i < 0 {
		n = len(b)
	}
	o.bad = fmt.Errorf("JSON: expected an object, found %q", clip(b[:n]))
	return n, foundBad
}

func (o *objects) rest(b []byte, eof bool) (int, bool) {
	// Where an object over many lines goes on after it was too long cannot be told.
	if i := bytes.IndexByte(b, '\n'); i >= 0 && !o.nested {
		o.seen, o.depth, o.inString = 0, 0, false
		return i + 1, true
	}
	return len(b), eof
}

var bom = []byte("\xef\xbb\xbf")

// blankLine reports whether a line holds only blanks.
func blankLine(b []byte) bool {
	for _, c := range b {
		if c > ' ' {
			return false
		}
	}
	return true
}

func trailingBackslashes(b []byte) int {
	n := 0
	for n < len(b) && b[len(b)-1-n] == '\\' {
		n++
	}
	return n
}

// clip is a short piece of b for a message.
func clip(b []byte) []byte {
	b = bytes.TrimSpace(b)
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		b = bytes.TrimSpace(b[:i])
	}
	if len(b) > 24 {
		b = b[:24]
	}
	return b
}

// A role is what a field of a record means.
type role uint8

const (
	noRole role = iota
	roleID
	roleText
	roleHeader
	roleCreated
	roleClassification
	roleOrigin
	roleTitle
	roleTags
	roleReferences
	roles
)

// userRank is the rank of a field that the user named.
const userRank = 100

// value is one value of an object: its place in Raw.
type value struct {
	start, end int // of a string without its quotes
	rank       int // the better name of two for one role wins
	str        bool
	set        bool
}

// load decodes the fields of one object. No map, no reflection: the object is
// visited once, and only what a cable needs is decoded.
func (o *objects) load(r *Record, b *batch) error {
	var v [roles]value
	if err := o.visit(r.Raw, &v); err != nil {
		return err
	}
	text := v[roleText]
	if !text.set && v[roleHeader].set {
		text = v[roleHeader]
		v[roleHeader] = value{}
	}
	if !text.set {
		return o.missing()
	}
	if o.text != "" {
		v[roleHeader] = value{}
	}
	if err := r.join(b, jsonCodec{}, v[roleHeader], text, !v[roleHeader].set); err != nil {
		return fmt.Errorf("JSON: %w", err)
	}
	return r.metadata(b, jsonCodec{}, &v)
}

func (o *objects) missing() error { return errors.New("the object has no " + o.wanted()) }

// wanted is the field that holds the text.
func (o *objects) wanted() string {
	if o.text != "" {
		return fmt.Sprintf("field %q", o.text)
	}
	return `field "text", "body", "content" or "_message_content"; name the field with --text-field`
}

// visit finds the values of the top level of an object.
func (o *objects) visit(raw []byte, v *[roles]value) error {
	i := skipBlank(raw, 0)
	if bytes.HasPrefix(raw[i:], bom) {
		i = skipBlank(raw, i+len(bom))
	}
	if i == len(raw) || raw[i] != '{' {
		return fmt.Errorf("JSON: expected an object, found %q", clip(raw[i:]))
	}
	for i, first := skipBlank(raw, i+1), true; ; first = false {
		if i < len(raw) && raw[i] == '}' && first {
			return o.tail(raw, i+1)
		}
		if i == len(raw) || raw[i] != '"' {
			return jsonError(raw, i, "a key")
		}
		end, err := stringEnd(raw, i)
		if err != nil {
			return err
		}
		key := raw[i+1 : end]
		if i = skipBlank(raw, end+1); i == len(raw) || raw[i] != ':' {
			return jsonError(raw, i, `":"`)
		}
		i = skipBlank(raw, i+1)
		end, err = valueEnd(raw, i)
		if err != nil {
			return err
		}
		o.take(raw, key, i, end, v)
		i = skipBlank(raw, end)
		switch {
		case i < len(raw) && raw[i] == ',':
			i = skipBlank(raw, i+1)
		case i < len(raw) && raw[i] == '}':
			return o.tail(raw, i+1)
		default:
			return jsonError(raw, i, `"," or "}"`)
		}
	}
}

// tail checks that nothing follows the object.
func (o *objects) tail(raw []byte, i int) error {
	if i = skipBlank(raw, i); i < len(raw) {
		return fmt.Errorf("JSON: %q follows the object on its line", clip(raw[i:]))
	}
	return nil
}

// jsonError says what was expected at i.
func jsonError(raw []byte, i int, want string) error {
	if i >= len(raw) {
		return fmt.Errorf("JSON: the object is never closed; expected %s; the line may be cut off", want)
	}
	return fmt.Errorf("JSON: expected %s at byte %d, found %q", want, i+1, clip(raw[i:]))
}

// take keeps the value at raw[start:end] if its key means something.
func (o *objects) take(raw, key []byte, start, end int, v *[roles]value) {
	var what role
	var rank int
	switch {
	case o.text != "" && string(key) == o.text:
		what, rank = roleText, userRank
	case o.id != "" && string(key) == o.id:
		what, rank = roleID, userRank
	default:
		what, rank = roleOf(string(key))
	}
	if what == noRole || v[what].set && v[what].rank > rank || what == roleText && o.text != "" && rank < userRank {
		return
	}
	n := value{start: start, end: end, rank: rank, set: true}
	switch raw[start] {
	case '"':
		n.start, n.end, n.str = start+1, end-1, true
	case 'n', '{':
		return // null is absence; an object has no text of its own
	case '[':
		if what != roleTags && what != roleReferences {
			return
		}
	default:
		if what == roleText || what == roleHeader {
			return // a number, true or false: no text
		}
	}
	v[what] = n
}

// roleOf is the meaning of a field's name in the tables and dumps that are
// known: the WikiLeaks columns, History Lab's cfpf, PlusD exports, the yearly
// files of the 1973-79 records. The higher rank wins when there are two.
func roleOf(name string) (role, int) {
	switch name {
	case "_message_content", "message_text", "Message Text":
		return roleText, 60
	case "text", "cable_text", "full_text":
		return roleText, 50
	case "body", "Body":
		return roleText, 45
	case "content", "contents", "Content", "Text":
		return roleText, 40
	case "raw_body", "message", "raw":
		return roleText, 20
	case "header", "Header", "headers":
		return roleHeader, 50
	case "doc_nbr", "document_number", "Document Number", "reference_id", "refid", "ref_id", "canonical_id", "canonicalID", "cable_id", "identifier", "mrn", "MRN", "Reference ID", "Canonical ID":
		return roleID, 50
	case "id", "ID", "Id", "doc_id", "document_id":
		return roleID, 40
	case "name", "filename", "file", "file_name":
		return roleID, 10
	case "created", "date", "Created", "Date", "date_time", "datetime", "authored", "sent_date":
		return roleCreated, 50
	case "classification", "Classification", "origclass", "original_classification", "Original Classification":
		return roleClassification, 50
	case "origin", "Origin", "from_field", "from", "From", "embassy", "office":
		return roleOrigin, 50
	case "title", "Title", "subject", "Subject":
		return roleTitle, 50
	case "tags", "TAGS", "Tags":
		return roleTags, 50
	case "references", "refs", "reference", "References", "Reference":
		return roleReferences, 50
	default:
		return noRole, 0
	}
}

// skipBlank is the first offset from i on that is no blank of JSON.
func skipBlank(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\n' || b[i] == '\r' || b[i] == '\t') {
		i++
	}
	return i
}

// stringEnd is the offset of the quote that closes the string opened at i.
func stringEnd(b []byte, i int) (int, error) {
	for at := i + 1; ; {
		k := bytes.IndexByte(b[at:], '"')
		if k < 0 {
			return 0, errors.New("JSON: a string is never closed; the line may be cut off")
		}
		at += k
		if trailingBackslashes(b[i+1:at])%2 == 0 {
			if j := controlIn(b[i+1 : at]); j >= 0 {
				return 0, fmt.Errorf("JSON: a string holds the raw control character 0x%02x; expected \\u%04x", b[i+1+j], b[i+1+j])
			}
			return at, nil
		}
		at++
	}
}

// controlIn is the offset of the first byte below 0x20; -1 when there is none.
// Eight bytes a step.
func controlIn(b []byte) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	rest := b
	for ; len(rest) >= 8; rest = rest[8:] {
		if w := binary.LittleEndian.Uint64(rest); (w-0x20*ones)&^w&highs != 0 {
			break
		}
	}
	for i, c := range rest {
		if c < 0x20 {
			return len(b) - len(rest) + i
		}
	}
	return -1
}

// valueEnd is the offset after the value that starts at i.
func valueEnd(b []byte, i int) (int, error) {
	if i == len(b) {
		return 0, jsonError(b, i, "a value")
	}
	switch c := b[i]; {
	case c == '"':
		end, err := stringEnd(b, i)
		return end + 1, err
	case c == '{' || c == '[':
		return nestedEnd(b, i)
	}
	end := i
	for end < len(b) && strings.IndexByte(",}] \t\r\n", b[end]) < 0 {
		end++
	}
	if !literal(b[i:end]) {
		return 0, jsonError(b, i, "a value")
	}
	return end, nil
}

// literal reports whether b is a number or one of the three words of JSON.
func literal(b []byte) bool {
	switch string(b) {
	case "true", "false", "null":
		return true
	}
	for i, c := range b {
		if ('0' > c || c > '9') && (i == 0 && c != '-' || i > 0 && strings.IndexByte("+-.eE", c) < 0) {
			return false
		}
	}
	return len(b) > 0
}

// nestedEnd is the offset after the object or array that starts at i.
func nestedEnd(b []byte, i int) (int, error) {
	depth := 0
	for ; i < len(b); i++ {
		switch b[i] {
		case '"':
			end, err := stringEnd(b, i)
			if err != nil {
				return 0, err
			}
			i = end
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1, nil
			}
		}
	}
	return 0, jsonError(b, i, `"}"`)
}

// jsonCodec reads and writes the inside of a JSON string.
type jsonCodec struct{}

// decode appends the text of an encoded string to dst.
func (jsonCodec) decode(dst, raw []byte) ([]byte, error) {
	for {
		i := bytes.IndexByte(raw, '\\')
		if i < 0 {
			return append(dst, raw...), nil
		}
		dst = append(dst, raw[:i]...)
		raw = raw[i:]
		if len(raw) > 1 && raw[1] == 'n' { // nearly all of them
			dst, raw = append(dst, '\n'), raw[2:]
			continue
		}
		n, r := escape(raw)
		if n == 0 {
			return dst, fmt.Errorf("%q is no escape sequence", clip(raw[:min(6, len(raw))]))
		}
		dst = utf8.AppendRune(dst, r)
		raw = raw[n:]
	}
}

// escape reads the escape sequence at the start of b: its length, 0 when it is
// none, and what it stands for.
func escape(b []byte) (int, rune) {
	if len(b) < 2 {
		return 0, 0
	}
	switch b[1] {
	case '"', '\\', '/':
		return 2, rune(b[1])
	case 'b':
		return 2, '\b'
	case 'f':
		return 2, '\f'
	case 'n':
		return 2, '\n'
	case 'r':
		return 2, '\r'
	case 't':
		return 2, '\t'
	case 'u':
		r, ok := hex4(b)
		if !ok {
			return 0, 0
		}
		if low, ok := hex4(b[6:]); ok && utf16.IsSurrogate(r) {
			if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
				return 12, both
			}
		}
		if utf16.IsSurrogate(r) {
			return 6, utf8.RuneError
		}
		return 6, r
	default:
		return 0, 0
	}
}

// hex4 reads \uXXXX.
func hex4(b []byte) (rune, bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	var r rune
	for _, c := range b[2:6] {
		switch {
		case '0' <= c && c <= '9':
			r = r<<4 | rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}

func (jsonCodec) unit(raw []byte) (inRaw, inText int) {
	if raw[0] != '\\' {
		return 1, 1
	}
	n, r := escape(raw)
	return n, utf8.RuneLen(r)
}

func (jsonCodec) special() byte { return '\\' }

// encode writes text as like is written: with \u sequences for what is not
// ASCII when like has nothing else.
func (jsonCodec) encode(dst, text, like []byte) []byte {
	ascii := true
	for _, c := range like {
		if c >= 0x80 {
			ascii = false
			break
		}
	}
	ascii = ascii && bytes.Contains(like, []byte(`\u`))
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c == '\n':
			dst = append(dst, '\\', 'n')
		case c == '\r':
			dst = append(dst, '\\', 'r')
		case c == '\t':
			dst = append(dst, '\\', 't')
		case c < ' ':
			dst = fmt.Appendf(dst, `\u%04x`, c)
		case c >= 0x80 && ascii:
			r, n := utf8.DecodeRune(text[i:])
			if r == utf8.RuneError && n == 1 {
				break // not UTF-8: the byte itself
			}
			for _, u := range utf16.AppendRune(nil, r) {
				dst = fmt.Appendf(dst, `\u%04x`, u)
			}
			i += n
			continue
		default:
			dst = append(dst, c)
			i++
			continue
		}
		if c >= 0x80 {
			dst = append(dst, c)
		}
		i++
	}
	return dst
}
