package cable

// Kind says what a line is. A line that no grammar recognises is [KindUnknown];
// that is never an error.
type Kind uint8

// The kinds, in the order in which a cable shows them.
const (
	KindUnknown        Kind = iota
	KindBlank               // nothing but blanks
	KindPageMetadata        // a line that a web page put round the cable: "Identifier", "Tags:", a newspaper's date line
	KindPartialExtract      // "This record is a partial extract of the original cable. ..."
	KindStart               // format line 1: VZCZCXRO1234
	KindCalledStations      // format line 2 and its continuation: OO RUEHC RUEHBS
	KindDE                  // format line 3: DE RUEHFR #0824/01 0391651
	KindSecurity            // format line 4: ZNY CCCCC ZZH
	KindDateTimeGroup       // format line 5: R 081651Z FEB 06
	KindFrom                // format line 6: FM AMEMBASSY PARIS
	KindTo                  // format line 7 and its continuation
	KindInfo                // format line 8 and its continuation
	KindExempt              // format line 9: XMT AMCONSUL JOHANNESBURG
	KindDistribution        // ACTION EUR-12, INFO OCT-01 ..., office table
	KindDrafting            // DRAFTED BY, APPROVED BY, ORIGIN
	KindDashCounter         // --------------------- 054161
	KindStamp               // Declassified/Released US Department of State EO Systematic Review 30 JUN 2005
	KindBanner              // C O N F I D E N T I A L SECTION 01 OF 02 PARIS 000824
	KindCaption             // SIPDIS, NOFORN, SENSITIVE ...
	KindSlug                // STATE FOR EUR/WE; attention and passing lines
	KindExecutiveOrder      // E.O. 12958: DECL: 01/30/2016
	KindTags                // TAGS: PGOV, FR and its continuation
	KindSubject             // SUBJECT: and its continuation
	KindReference           // REF: and its continuation
	KindAuthority           // Classified By:, Derived From:, Reason:, Declassify On: and continuation
	KindHeading             // a short line of its own in the body
	KindRuler               // a row of dashes, stars, equal signs or underscores
	KindParagraph           // the first line of a numbered paragraph
	KindUnnumbered          // the first line of a paragraph without a number
	KindText                // a further line of prose
	KindTable               // a line of a table or a list whose columns are blanks
	KindFurniture           // PARIS 00002069  001.2 OF 002
	KindLegacyPage          // PAGE 02 HARARE 06677 01 OF 03 291400Z, and the classification line beside it
	KindCaptionInBody       // SIPDIS that a page break repeated in the text
	KindEcho                // Q and a copy of the line before
	KindSignature           // the surname at the end
	KindEndMark             // NNNN, BT, End Cable Text
	KindAttributes          // the frame of a 1973-79 record: Message Text, Message Attributes and what follows
	kindCount
)

// Kinds is a set of kinds, a bit each.
type Kinds uint64

// SetOf is the set of some kinds.
func SetOf(kinds ...Kind) (s Kinds) {
	for _, k := range kinds {
		s |= k.set()
	}
	return s
}

func (k Kind) set() Kinds { return 1 << (k & 63) }

// Zone says how text may be read: a rule names the zones that it looks at.
// Zones are bits so that a rule can name several.
type Zone uint16

// The zones.
const (
	ZoneUnknown      Zone = 1 << iota // not understood
	ZoneBlank                         // blank lines
	ZonePageMetadata                  // what a web page added round the cable
	ZoneHeader                        // transmission header, banner, captions, E.O., TAGS, REF
	ZoneSlug                          // attention and passing lines
	ZoneSubject                       // SUBJECT
	ZoneAuthority                     // Classified By, Derived From, Reason
	ZoneProse                         // paragraphs and headings
	ZoneRuler                         // rows of dashes
	ZoneTable                         // tables and column lists
	ZoneFurniture                     // page furniture, legacy page headers, captions repeated in the text, echoes
	ZoneRepeat                        // a header block printed again
	ZoneRedaction                     // XXXXXXXXXXXX, [name removed]
	ZoneURL                           // URLs, e-mail addresses, paths
	ZoneAttributes                    // the attribute block of a 1973-79 record
	ZoneSignature                     // signature and end marks

	// ZoneText is every zone whose words a person wrote as prose.
	ZoneText = ZoneSlug | ZoneSubject | ZoneAuthority | ZoneProse
	// ZoneAll is every zone.
	ZoneAll Zone = 1<<16 - 1
)

// Mark is a stretch inside a line whose zone differs from the line's.
// The marks of a document are in order and do not overlap.
type Mark struct {
	Span Span
	Zone Zone
}

// Edition says which publisher's hand shows in the cable (format notes, section 0).
type Edition uint8

// The editions. They are bits, so that a rule can name several.
const (
	EditionUnknown Edition = 1 << iota
	EditionWire            // as sent: "E.O. 12958:", "TAGS: "
	EditionPress           // a newspaper's redaction: "EO 12958 DECL:", "TAGS " without colon
	EditionLower           // sentence-cased: "S e c r e t berlin 001068"
	EditionMirror          // a mirror page: metadata block, header printed twice
	EditionAny     Edition = 1<<5 - 1
)

// String is the edition's name in the interface.
func (e Edition) String() string {
	switch e {
	case EditionWire:
		return "wire"
	case EditionPress:
		return "press"
	case EditionLower:
		return "lower"
	case EditionMirror:
		return "mirror"
	default:
		return "unknown"
	}
}

// Era is the classification order under which the cable was written, or SMART.
type Era uint16

// The eras. They are bits, so that a rule can name several.
const (
	EraUnknown Era = 1 << iota
	Era10501       // until 31 May 1972
	Era11652       // 1 June 1972
	Era12065       // 1 December 1978
	Era12356       // 1 August 1982
	Era12958       // 14 October 1995
	Era13292       // 12958 as amended, from 22 September 2003
	Era13526       // 27 June 2010
	EraSMART       // SMART messages (from July 2009): CLASSIFIED BY: name, title; REASON: and an ISO date
	EraAny     Era = 1<<9 - 1
)

// String is the era's name in the interface; empty when unknown.
func (e Era) String() string {
	switch e {
	case Era10501:
		return "10501"
	case Era11652:
		return "11652"
	case Era12065:
		return "12065"
	case Era12356:
		return "12356"
	case Era12958:
		return "12958"
	case Era13292:
		return "13292"
	case Era13526:
		return "13526"
	case EraSMART:
		return "smart"
	default:
		return ""
	}
}
