package corpus

import (
	"bytes"
	"fmt"
	stdhtml "html"
	"strings"

	"golang.org/x/net/html"
)

// loadPageFile reads the file of a page.
func loadPageFile(r *Record, b *batch) error {
	raw, err := b.readFile(r.File)
	if err != nil {
		return err
	}
	r.Raw = raw
	return loadPage(r, b)
}

// loadPage takes the cable out of an HTML page: what the page says of it into
// Meta, its text into Text. A page is never written back.
func loadPage(r *Record, b *batch) error {
	if err := checkText(r.Raw); err != nil {
		return err
	}
	r.meta.FileID = FileID(r.Address)
	p := page{z: html.NewTokenizer(bytes.NewReader(r.Raw))}
	p.z.SetMaxBuf(0)
	for p.next() {
	}
	text, ok := p.text()
	if !ok {
		return fmt.Errorf("%w: the page has no block of preformatted text and no header fields of a cable", errNoCable)
	}
	r.Text = text
	p.metadata(r)
	return nil
}

// page collects what matters of an HTML page in one visit to its tokens. It
// knows the pages of 2010-11 (a table of class cable, header and body in two pre
// blocks), those of PlusD (a table with the id synopsis, pairs of s_key and
// s_val, the text in an element with the id tagged-text), and takes of any other
// page its preformatted text or, if that reads like a cable, all it shows.
type page struct {
	z     *html.Tokenizer
	depth int // open elements but those without an end
	quiet int // open elements that show nothing: script, style

	pres    [][]byte // contents of pre blocks
	inPre   int
	tagged  []byte // the text of a PlusD page
	taggedD int    // depth of its element; 0: outside
	shown   []byte // what the page shows, lines by block elements

	heading  []byte // of "Viewing cable 06PARIS824, TITLE"
	title    []byte // of a PlusD page
	field    *[]byte
	fieldEnd string
	cells    [2][][]byte // th and td of the table of class cable
	inTable  bool
	synopsis bool
	keys     [][]byte // s_key
	values   [][]byte // s_val
}

// breakMark stands for a line end that an element makes, until it is known
// whether those of the source count.
const breakMark = '\x1e'

// next takes one token; false at the end of the page.
func (p *page) next() bool {
	switch p.z.Next() {
	case html.ErrorToken:
		return false
	case html.TextToken:
		p.add(p.characters())
	case html.StartTagToken:
		p.open(false)
	case html.SelfClosingTagToken:
		p.open(true)
	case html.EndTagToken:
		name, _ := p.z.TagName()
		p.close(string(name))
	}
	return true
}

// add takes a piece of text.
func (p *page) add(text []byte) {
	if p.quiet > 0 {
		return
	}
	if p.inPre > 0 {
		last := &p.pres[len(p.pres)-1]
		*last = append(*last, text...)
	}
	if p.taggedD > 0 {
		p.tagged = append(p.tagged, text...)
	}
	if p.field != nil {
		*p.field = append(*p.field, text...)
	}
	p.shown = append(p.shown, text...)
}

// characters is the text of a token. The tokenizer could give it, but with a table
// of entities that is built whenever the program starts; that of the standard
// library is built when it is needed.
func (p *page) characters() []byte {
	text := p.z.Raw()
	if bytes.IndexByte(text, '\r') >= 0 {
		text = bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	}
	if bytes.IndexByte(text, '&') >= 0 {
		text = []byte(stdhtml.UnescapeString(string(text)))
	}
	return text
}

// attributes reads id and class of the tag that was just opened.
func (p *page) attributes() (id, class string) {
	raw := p.z.Raw()
	return attribute(raw, "id"), attribute(raw, "class")
}

// attribute is the value of an attribute in the source of a tag.
func attribute(tag []byte, name string) string {
	for at := 0; ; {
		i := bytes.Index(tag[at:], []byte(name))
		if i < 0 {
			return ""
		}
		start := at + i
		at = start + len(name)
		if start == 0 || strings.IndexByte(" \t\r\n\"'/", tag[start-1]) < 0 {
			continue
		}
		rest, ok := bytes.CutPrefix(bytes.TrimLeft(tag[at:], " \t\r\n"), []byte("="))
		if rest = bytes.TrimLeft(rest, " \t\r\n"); !ok || len(rest) == 0 {
			continue
		}
		ends := " \t\r\n>"
		if rest[0] == '"' || rest[0] == '\'' {
			ends, rest = string(rest[0]), rest[1:]
		}
		if end := bytes.IndexAny(rest, ends); end >= 0 {
			return string(rest[:end])
		}
		return ""
	}
}

func (p *page) open(closed bool) {
	// The source first: reading the name moves on.
	id, class := p.attributes()
	raw, _ := p.z.TagName()
	name := string(raw)
	if blockElement(name) {
		p.lineBreak()
	}
	switch name {
	case "script", "style", "noscript":
		if !closed {
			p.quiet++
		}
	case "pre":
		if p.inPre++; p.inPre == 1 {
			p.pres = append(p.pres, nil)
		}
	case "table":
		p.inTable = p.inTable || class == "cable"
		p.synopsis = p.synopsis || id == "synopsis"
	case "h3", "h2", "h1":
		if !bytes.HasPrefix(bytes.TrimSpace(p.heading), []byte("Viewing cable ")) {
			p.heading = p.heading[:0]
			p.collect(&p.heading, name)
		}
	case "th", "td":
		p.cell(name)
	}
	switch {
	case class == "s_key":
		p.keys = append(p.keys, nil)
		p.collect(&p.keys[len(p.keys)-1], name)
	case class == "s_val":
		for len(p.values) < len(p.keys) {
			p.values = append(p.values, nil)
		}
		if n := len(p.keys); n > 0 {
			p.collect(&p.values[n-1], name)
		}
	case id == "tagged-text" && len(p.tagged) == 0:
		p.taggedD = p.depth + 1
	}
	if !closed && !voidElement(name) {
		p.depth++
	}
}

// cell starts a cell of a table that is looked at.
func (p *page) cell(name string) {
	i := 0
	if name == "td" {
		i = 1
	}
	switch {
	case p.inTable:
		p.cells[i] = append(p.cells[i], nil)
		p.collect(&p.cells[i][len(p.cells[i])-1], name)
	case p.synopsis && len(p.keys) == 0 && len(bytes.TrimSpace(p.title)) == 0:
		p.collect(&p.title, name)
	}
}

// collect puts the following text into field up to the end of the element name.
func (p *page) collect(field *[]byte, name string) { p.field, p.fieldEnd = field, name }

func (p *page) close(name string) {
	if blockElement(name) && name != "br" {
		p.lineBreak()
	}
	switch name {
	case "script", "style", "noscript":
		p.quiet = max(p.quiet-1, 0)
	case "pre":
		p.inPre = max(p.inPre-1, 0)
	case "table":
		p.inTable, p.synopsis = false, false
	}
	if p.field != nil && name == p.fieldEnd {
		p.field = nil
	}
	if !voidElement(name) {
		p.depth--
	}
	if p.taggedD > 0 && p.depth < p.taggedD {
		p.taggedD = 0
	}
}

// lineBreak notes that an element ends the line.
func (p *page) lineBreak() {
	if p.inPre > 0 {
		return
	}
	if p.taggedD > 0 {
		p.tagged = append(p.tagged, breakMark)
	}
	p.shown = append(p.shown, breakMark)
}

func blockElement(name string) bool {
	switch name {
	case "br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol", "pre", "blockquote", "hr", "title", "section", "article":
		return true
	}
	return false
}

func voidElement(name string) bool {
	switch name {
	case "br", "img", "hr", "input", "link", "meta", "col", "area", "base", "embed", "source", "wbr":
		return true
	}
	return false
}

// text is the cable's own text.
func (p *page) text() ([]byte, bool) {
	if text := trimLines(resolve(p.tagged)); len(text) > 0 {
		return text, true
	}
	var parts [][]byte
	for _, pre := range p.pres {
		if pre = trimLines(pre); !blankLine(pre) {
			parts = append(parts, pre)
		}
	}
	if len(parts) > 0 {
		return bytes.Join(parts, []byte("\n")), true
	}
	text := trimLines(resolve(p.shown))
	return text, readsLikeCable(text)
}

// trimLines cuts line ends at both sides.
func trimLines(b []byte) []byte { return bytes.Trim(b, "\r\n") }

// resolve settles what ends a line: elements, if there are any inside the text,
// and then the line ends of the source are blanks; else those of the source.
func resolve(b []byte) []byte {
	inside := bytes.Trim(b, "\r\n \t"+string(rune(breakMark)))
	if bytes.IndexByte(inside, breakMark) < 0 {
		return bytes.ReplaceAll(b, []byte{breakMark}, nil)
	}
	out := make([]byte, 0, len(inside))
	for i := 0; i < len(inside); i++ {
		c := inside[i]
		switch c {
		case breakMark:
			out = append(bytes.TrimRight(out, " \t"), '\n')
		case '\n', '\r', '\t', ' ':
			if n := len(out); n > 0 && out[n-1] != '\n' && out[n-1] != ' ' {
				out = append(out, ' ')
			}
		default:
			out = append(out, c)
		}
	}
	return out
}

// readsLikeCable reports whether a text has at least two header fields of a cable.
func readsLikeCable(text []byte) bool {
	n := 0
	for _, word := range []string{"\nSUBJECT:", "\nTAGS", "\nE.O. ", "\nEO 1", "\nREF", "SIPDIS", "\nFM ", "SECSTATE WASHDC"} {
		if bytes.Contains(text, []byte(word)) {
			n++
		}
	}
	return n >= 2
}

// metadata fills what the page says of the cable.
func (p *page) metadata(r *Record) {
	m := &r.meta
	if rest, ok := strings.CutPrefix(fold(p.heading), "Viewing cable "); ok {
		id, title, _ := strings.Cut(rest, ",")
		m.ID, m.Title = id, strings.TrimSpace(title)
	}
	for i, head := range p.cells[0] {
		if i < len(p.cells[1]) {
			p.set(r, fold(head), fold(p.cells[1][i]))
		}
	}
	for i, key := range p.keys {
		if i < len(p.values) {
			p.set(r, fold(key), fold(p.values[i]))
		}
	}
	if m.Title == "" {
		m.Title = fold(p.title)
	}
}

// set gives one field of a page its value.
func (p *page) set(r *Record, key, value string) {
	m := &r.meta
	if value = meant(value); value == "" {
		return
	}
	switch strings.ToLower(strings.TrimSuffix(key, ":")) {
	case "reference id", "canonical id", "id", "identifier":
		m.ID = plusDID(value)
	case "created", "date":
		m.Created = value
	case "classification", "original classification":
		m.Classification = value
	case "origin", "from":
		m.Origin = value
	case "tags":
		m.Tags = nil
		for item := range strings.SplitSeq(value, "|") {
			tag, _, _ := strings.Cut(strings.TrimSpace(item), " - ")
			if tag != "" {
				m.Tags = append(m.Tags, tag)
			}
		}
	}
}

// plusDID is an id without the letter of the batch that PlusD hangs on it.
func plusDID(id string) string {
	if plain := FileID(id); plain != "" {
		return plain
	}
	return id
}

// fold is a text on one line: blanks and line ends in a row are one blank.
func fold(b []byte) string { return strings.Join(strings.Fields(string(b)), " ") }
