package cable

// Document is one cable: its bytes, its line table and what was understood of it.
// Every field is a span into Raw or a small value; the strings of the interface
// are made on demand by [Document.Object]. A field that the cable lacks has an
// empty span.
//
// A Document that came from a [Scanner] is reused by the next Scan: copy what you keep.
// It is not safe for concurrent use.
type Document struct {
	Raw   []byte
	Lines []Line // joined, with their endings, they are Raw
	Kinds Kinds  // the kinds of the lines; there may be some among them that no line has
	Marks []Mark // stretches inside lines: redactions, URLs, furniture in mid-line

	Edition Edition
	Era     Era
	Partial bool // the record says that it is a partial extract
	SMART   bool // the authority line has the SMART shape

	Metadata     Metadata
	Transmission Transmission
	Banner       Banner // the cable's own: the first one
	Captions     []Caption
	Slugs        []Span // one a line
	EO           ExecutiveOrder
	Tags         Tags
	Subject      Subject
	References   References
	Authority    Authority

	BodyLine   int // index into Lines of the first line after the header fields; len(Lines) when there is none
	Blocks     []Block
	Paragraphs []Paragraph
	Furniture  []Furniture
	Repeats    []Repeat
	Breaks     []Break // blank lines that a page break put into a sentence or beside a heading
	Cuts       []Cut   // words that the telegram system cut in two
	// FalsePilcrows are the pilcrows before a year, a day or a figure that a line
	// happens to start with.
	FalsePilcrows []Span
	Echoes        []Span // Q and the copy of what stands before it: a line with its ending, or a stretch of one
	// SubjectAgain are the copies of the SUBJECT before paragraph 1 or after page furniture.
	SubjectAgain []Span
	Signature    []Span
	Next         int // line at which a second cable glued to this one starts; 0 when there is none

	own     *Own // codes that the user added
	posts   postsAsked
	scratch Flow  // text of the field that is being read
	rare    []int // the lines with something of rareMask
	// The memory of the lists in Metadata that come from a page block; those of a
	// container are its own.
	pageTags, pageReferences []string
	kept                     *memo // nil before the first copy
}

// Metadata is what the container (a page, a table row) or a mirror's page block
// says about the cable. Values from a container have text and no span; values
// from a page block inside Raw have both.
type Metadata struct {
	ID, Created, Classification, Origin, Title string
	Tags                                       []string
	References                                 []string
	Block                                      Span // the page block inside Raw, if that is where the values stand
	TitleSpan                                  Span
	FileID                                     string // an id read from the file's name, when the container has none
}

// Precedence orders the urgency of a message.
type Precedence uint8

// The precedences, lowest first.
const (
	NoPrecedence Precedence = iota
	Routine
	Priority
	Immediate
	NiactImmediate
	Flash
)

// String is the word of the handbooks.
func (p Precedence) String() string {
	switch p {
	case Routine:
		return "ROUTINE"
	case Priority:
		return "PRIORITY"
	case Immediate:
		return "IMMEDIATE"
	case NiactImmediate:
		return "NIACT IMMEDIATE"
	case Flash:
		return "FLASH"
	default:
		return ""
	}
}

// Transmission is the ACP-127 header.
type Transmission struct {
	Span      Span // from its first to its last line
	Start     StartOfTransmission
	Called    CalledStations
	DE        DE
	Security  Security
	DTG       DateTimeGroup
	From      Span // the plain language address after FM
	To, Info  []Addressee
	Malformed []int // indices of header lines that do not fit the grammar
}

// StartOfTransmission is format line 1.
type StartOfTransmission struct {
	Span    Span
	Channel Span // XRO, XYZ ...
	Number  Span
}

// CalledStations is format line 2 with its continuations.
type CalledStations struct {
	Span       Span
	Precedence Precedence
	Stations   []Span
}

// DE is format line 3.
type DE struct {
	Span      Span
	Station   Span // the sender's routing indicator
	Serial    int  // four digits; -1 when absent
	Section   int  // after the slash; 0 when absent
	JulianDay int  // 1-366; 0 when absent
	Minute    int  // minutes of the day, UTC; -1 when absent
}

// Security is format line 4.
type Security struct {
	Span   Span
	Clear  bool // ZNR
	Letter byte // U E C S T; 0 when absent
	Rest   Span // operating signals after it
}

// DateTimeGroup is format line 5.
type DateTimeGroup struct {
	Span       Span // the line
	Group      Span // 081651Z FEB 06
	Action     Precedence
	InfoLevel  Precedence // the second letter of a dual precedence
	Year       int        // four digits; 0 when absent or redacted
	Month, Day int
	Minute     int // minutes of the day, UTC
	Rest       Span
}

// Valid reports whether the group gives a real date.
func (d DateTimeGroup) Valid() bool { return d.Year != 0 }

// Addressee is one line of TO or INFO.
type Addressee struct {
	Span       Span
	Indicator  Span // routing indicator, or ZEN
	Name       Span
	Precedence Precedence // NoPrecedence when no word is written, which means routine
	Continuity Span       // message continuity number, or a range of them
}

// Level is a classification, lowest first.
type Level uint8

// The levels of banners and portion marks.
const (
	NoLevel Level = iota
	Unclassified
	ForOfficialUse // LIMITED OFFICIAL USE, SBU, EFTO: ranks above unclassified, below confidential
	Confidential
	Secret
	TopSecret
)

// String is the word of the handbooks.
func (l Level) String() string {
	switch l {
	case Unclassified:
		return "UNCLASSIFIED"
	case ForOfficialUse:
		return "LIMITED OFFICIAL USE"
	case Confidential:
		return "CONFIDENTIAL"
	case Secret:
		return "SECRET"
	case TopSecret:
		return "TOP SECRET"
	default:
		return ""
	}
}

// Classified reports whether the level is one that an executive order defines.
func (l Level) Classified() bool { return l >= Confidential }

// Banner is the first line of the message text: classification, section, post, serial.
type Banner struct {
	Span           Span
	Line           int
	Level          Level
	Classification Span // the words, with their damage
	EFTO           bool
	Section        int // 0 when absent
	Sections       int
	SectionSpan    Span
	Post           Span
	Serial         int // -1 when absent
	SerialSpan     Span
	Series         Span // TOSEC 190010, SECTO 04023
	Damaged        bool // letters lost, doubled or run together; not spelled as the handbooks do
}

// Present reports whether a banner was found.
func (b Banner) Present() bool { return !b.Span.Empty() }

// Caption is one caption line (SIPDIS, NOFORN, SENSITIVE, EXDIS ...).
type Caption struct {
	Span  Span
	Line  int
	Known bool // in the caption table
}

// ExecutiveOrder is the E.O. line.
type ExecutiveOrder struct {
	Span       Span // the field, with its continuation
	Line       int
	Label      Span // "E.O. 12958:" as written
	Number     int  // 0 when unreadable
	NumberSpan Span
	Tail       Span // what follows the number and colon: DECL: 01/30/2016
	Form       DeclassifyForm
	Date       Date // the declassification date, when Form has one
	DateSpan   Span
	Classifier Span // who classified, between the parentheses of a GDS or RDS line of 1978-82
	AtStart    bool // the label stands at the start of its line
}

// Present reports whether an E.O. line was found.
func (e ExecutiveOrder) Present() bool { return !e.Span.Empty() }

// DeclassifyForm says what the tail of an E.O. line holds.
type DeclassifyForm uint8

// The forms.
const (
	NoDeclassify       DeclassifyForm = iota
	DeclassifyDate                    // DECL: 01/30/2016, 2019/12/17, GDS 8/12/85
	DeclassifyEvent                   // DECL: CLOSURE OF ICTY
	DeclassifyNA                      // N/A
	DeclassifyExempt                  // X1-X8, 1.6X1, 25X1, 50X1-HUM, XDS, XGDS
	DeclassifyOADR                    // OADR
	DeclassifyMR                      // MR
	DeclassifyGDS                     // GDS, ADS without a date
	DeclassifyRedacted                // XXXXXXXXXXXX
)

// Date is a calendar date as written. Year 0: none.
type Date struct {
	Year, Month, Day int
	TwoDigitYear     bool
	ISO              bool // year first
	Unpadded         bool
}

// Tags is the TAGS field.
type Tags struct {
	Span    Span // the whole field, with its continuation lines
	Line    int
	Label   Span // "TAGS:" as written
	AtStart bool // the label stands at the start of its line
	Items   []Tag
}

// Present reports whether a TAGS field was found.
func (t Tags) Present() bool { return !t.Span.Empty() }

// TagKind is the list that a tag belongs to.
type TagKind uint8

// The kinds.
const (
	TagUnknown      TagKind = iota
	TagSubject              // PGOV
	TagGeographic           // FR
	TagProgramme            // KDEM
	TagOrganisation         // NATO
	TagPerson               // CLINTON, HILLARY
)

// Tag is one token of the TAGS field, as written.
type Tag struct {
	Span Span // for a person without its parentheses
	Kind TagKind
}

// Subject is the SUBJECT field.
type Subject struct {
	Span  Span // the whole field
	Line  int
	Label Span
	Mark  PortionMark
	Text  Span // without label and mark; may run over lines
}

// Present reports whether a SUBJECT field was found.
func (s Subject) Present() bool { return !s.Span.Empty() }

// References is the REF field.
type References struct {
	Span  Span
	Line  int
	Label Span
	Items []Reference
}

// Reference is one item of REF.
type Reference struct {
	Span   Span
	Letter byte // A-Z; 0 when the item has none
	Second byte // a doubled letter ("A. A) ..."); 0 when absent
	Year   int  // four digits; 0 when not written
	Post   Span // empty when the item is not a cable
	Serial int  // -1 when the item is not a cable
}

// Authority is Classified By, Derived From, Reason, Declassify On. Who classified is
// found on demand: [Document.ClassifiedBy].
type Authority struct {
	Span    Span // the whole field
	Line    int
	Label   Span
	Derived bool
	Reasons []Reason
}

// Present reports whether an authority was found.
func (a Authority) Present() bool { return !a.Span.Empty() }

// Reason is one letter of a section of the order: 1.4(b).
type Reason struct {
	Span    Span // the letter
	Section byte // '4' or '5' of 1.4, 1.5; 0 when not written
	Letter  byte // lower case
}

// PortionMark is a classification in parentheses before a paragraph or a subject.
type PortionMark struct {
	Span       Span // with its parentheses
	Level      Level
	SBU        bool
	NoForeign  bool // NF, NOFORN
	EntireText bool // (C - ENTIRE TEXT)
	Canonical  bool // spelled as the handbooks do
}

// Marked reports whether a mark is there.
func (m PortionMark) Marked() bool { return !m.Span.Empty() }

// Block is the unit of flowing text: a heading, a numbered paragraph with what
// follows it up to the next gap, a subject, a slug. A page break does not end it.
type Block struct {
	First, Last int // line indices; Last is the last line of the block
	Kind        Kind
	Zone        Zone
	Paragraph   int // index into Paragraphs of the numbered paragraph it belongs to; -1 outside
}

// Paragraph is a numbered paragraph.
type Paragraph struct {
	Line       int // index of its first line
	Last       int // index of its last line
	Number     int
	NumberSpan Span // digits and stop
	Mark       PortionMark
	Text       Span // after number and mark, to the end of the paragraph
	Nested     bool // an item of a list inside a paragraph
	RunOn      bool // starts in mid-line
	Pilcrow    bool // the page put a pilcrow before it
}

// Furniture is one page mark of the telegram system.
type Furniture struct {
	Span     Span // the mark alone
	Line     int
	Post     Span
	Serial   int
	Section  int
	Page     int // after the point; 0 when absent
	Sections int
	Inline   bool // other text stands on its line
	Header   bool // before paragraph 1, or before the text of a cable without numbers
	Legacy   bool // PAGE 02 HARARE 06677 ...
	Cut      Span // what to remove with it: the mark, its line ending and blank lines round it
	MidText  bool // the sentence goes on after it
}

// Repeat is a header block printed again.
type Repeat struct {
	First, Last int  // line indices of the block, as read
	OfFirst     int  // line at which the block that it repeats starts
	OfLast      int  // and its last line
	Equal       bool // equal but for blanks and ruler lengths
	Remove      Span // what a fix would delete: the poorer of the two copies
}

// Break is the blank lines that a page break left inside running text.
type Break struct {
	Line    int  // index of the first blank line
	Span    Span // the blank lines with their endings
	Heading bool // between a heading and its ruler; else inside a sentence
	Lower   bool // the text goes on with a small letter: the break is certain
}

// CutKind says why a word is cut.
type CutKind uint8

// The kinds.
const (
	CutColumn  CutKind = iota // "Classified By" filled to column 71: the line ending is no blank
	CutToken                  // a run of more than 45 characters: the blank after the 45th is none
	CutRuler                  // the same in a row of dashes
	CutAddress                // a line of the text that column 71 ends inside an address: the line ending is no blank
)

// Cut is a place where the telegram system cut a word.
type Cut struct {
	Span Span // what to leave out: a line ending with its trailing blank, or a blank
	Kind CutKind
}
