package cable

// Span is a half-open range of byte offsets into [Document.Raw].
type Span struct {
	Start, End uint32
}

// Empty reports whether the span covers no byte. An absent field has an empty span.
func (s Span) Empty() bool { return s.End <= s.Start }

// Len is the number of bytes covered.
func (s Span) Len() int { return int(s.End) - int(s.Start) }

// Contains reports whether the byte offset at lies inside the span.
func (s Span) Contains(at uint32) bool { return s.Start <= at && at < s.End }

// Covers reports whether other lies inside s.
func (s Span) Covers(other Span) bool { return s.Start <= other.Start && other.End <= s.End }

// Overlaps reports whether the two spans share a byte.
func (s Span) Overlaps(other Span) bool { return s.Start < other.End && other.Start < s.End }

// EOL is the way a line ends.
type EOL uint8

// The line endings that are kept apart. A line without one is the last of its cable.
const (
	NoEOL EOL = iota
	LF
	CRLF
	CR
)

// Len is the number of bytes of the ending.
func (e EOL) Len() uint32 {
	switch e {
	case NoEOL:
		return 0
	case CRLF:
		return 2
	default:
		return 1
	}
}

// Line is one line of a cable. The lines of a document, each with its ending,
// joined give back [Document.Raw].
type Line struct {
	Start uint32 // offset of the first byte
	End   uint32 // offset after the last byte, before the line ending
	EOL   EOL
	Kind  Kind
	Zone  Zone
	Mask  Mask // classes of the bytes in [Start, End)
}

// Span covers the line without its ending.
func (l Line) Span() Span { return Span{l.Start, l.End} }

// Next is the offset of the first byte of the following line.
func (l Line) Next() uint32 { return l.End + l.EOL.Len() }

// Mask says which classes of bytes occur in a line.
type Mask uint32

// The classes. A byte is in exactly one.
const (
	MaskBlank    Mask = 1 << iota // space, tab
	MaskLower                     // a-z
	MaskUpper                     // A-Z but Q
	MaskQ                         // Q
	MaskDigit                     // 0-9
	MaskStop                      // .
	MaskComma                     // ,
	MaskAmp                       // &
	MaskOpen                      // (
	MaskClose                     // )
	MaskQuote                     // "
	MaskTick                      // ' and `
	MaskDash                      // -
	MaskRule                      // = _ ~
	MaskStar                      // *
	MaskQuestion                  // ?
	MaskColon                     // : ;
	MaskSlash                     // / \ |
	MaskHash                      // # $ % @ ! + < > [ ] { } ^
	MaskHigh                      // 0x80 and above
	MaskControl                   // below 0x20 but tab, and 0x7f
)

// Class is the class of one byte.
func Class(b byte) Mask { return classes[b] & classBits }

// classBits is every class.
const classBits = MaskControl<<1 - 1

// blank reports whether a line has nothing but blanks.
func (m Mask) blank() bool { return m&(classBits&^MaskBlank) == 0 }

// Above the classes a mask has facts about its line that spare the reader a
// search. A fact that is not there is certain; one that is there asks for a look.
const (
	factLong Mask = 1 << (iota + 21) // sixteen bytes without a blank: a long token
	factZulu                         // Z: the time of a page mark
	factZero                         // 0: the sections of a page mark
	factWeb                          // @ or [: an address of mail, words in brackets
	factX                            // XX or xx: a redaction
	factWWW                          // ww
	factPath                         // the pairs of :// and .gov/
	factPair                         // two blanks side by side, where three are
	factTrim                         // more than one blank to trim at the end
	factEdge                         // blanks to trim at the start, or a pilcrow there
	// oneTrailing says that one blank ends the line: the top bit is its length.
	oneTrailing
)

// rareMask is the classes and facts of the lines that are listed, since few have one
// and what looks for them looks at no others: what may be no text (a mark, a word that
// was cut), and bytes that no typewriter has.
const rareMask = factX | factWeb | factWWW | factPath | factLong | MaskHigh | MaskControl

// trailing is the number of blanks at the end of a line without factTrim.
func (m Mask) trailing() uint32 { return uint32(m >> 31) }

// factsOf is the facts that a byte says.
func factsOf(c byte) Mask {
	switch c {
	case '@', '[':
		return factWeb
	case 'Z':
		return factZulu
	case '0':
		return factZero
	}
	return 0
}

// pairFacts is the facts that two bytes say. Of three equal bytes in a row, and of
// "://" and ".gov/", two stand together however a line is cut into pairs.
func pairFacts(s string) Mask {
	switch s {
	case "  ":
		return factPair
	case "XX", "xx":
		return factX
	case "ww":
		return factWWW
	default: // ":/", "//", "v/", ".g"
		return factPath
	}
}

// classes and facts of every byte.
var classes = buildClasses()

func buildClasses() (t [256]Mask) {
	for b := range 256 {
		c := byte(b)
		switch {
		case c == ' ' || c == '\t':
			t[b] = MaskBlank
		case c == 'Q':
			t[b] = MaskQ
		case 'a' <= c && c <= 'z':
			t[b] = MaskLower
		case 'A' <= c && c <= 'Z':
			t[b] = MaskUpper
		case '0' <= c && c <= '9':
			t[b] = MaskDigit
		case c == '.':
			t[b] = MaskStop
		case c == ',':
			t[b] = MaskComma
		case c == '&':
			t[b] = MaskAmp
		case c == '(':
			t[b] = MaskOpen
		case c == ')':
			t[b] = MaskClose
		case c == '"':
			t[b] = MaskQuote
		case c == '\'' || c == '`':
			t[b] = MaskTick
		case c == '-':
			t[b] = MaskDash
		case c == '=' || c == '_' || c == '~':
			t[b] = MaskRule
		case c == '*':
			t[b] = MaskStar
		case c == '?':
			t[b] = MaskQuestion
		case c == ':' || c == ';':
			t[b] = MaskColon
		case c == '/' || c == '\\' || c == '|':
			t[b] = MaskSlash
		case c >= 0x80:
			t[b] = MaskHigh
		case c < 0x20 || c == 0x7f:
			t[b] = MaskControl
		default:
			t[b] = MaskHash
		}
		t[b] |= factsOf(c)
	}
	return t
}
