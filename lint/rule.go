// Package lint holds the contract of a rule and the engine that runs rules over
// a cable, orders their findings and applies their fixes. It knows no files, no
// flags and prints nothing.
package lint

import "github.com/cablelint/cablelint/cable"

// Severity says how much a finding matters.
type Severity uint8

// The severities, least first.
const (
	Info Severity = iota
	Warning
	Error
)

// String is the severity as every format writes it.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	default:
		return "info"
	}
}

// Applicability says what may be done with a fix.
type Applicability uint8

// The applicabilities. NoFix is the zero value.
const (
	NoFix   Applicability = iota
	Display               // shown, never applied
	Unsafe                // applied on request
	Safe                  // certain; applied unattended
)

// Preset is a set of rules for one purpose. Presets are bits.
type Preset uint8

// The presets.
const (
	Ingest  Preset = 1 << iota // what hurts whoever loads the text; the default
	Draft                      // what the handbooks ask of a new telegram
	Archive                    // only what an archive added
	Strict                     // everything but what is off for its noise
)

// Rule is one check: a value with its documentation and one pure function.
// Exactly one of Cable, Line and At is set, or At and Cable; a rule over a corpus
// sets Corpus.
type Rule struct {
	ID        string // kebab-case, as in the defect catalogue
	Title     string // one line, lower case
	Doc       string // Markdown, embedded from rules/docs
	Severity  Severity
	Fix       Applicability // the most that a fix of this rule may be: what a finding asks beyond it is cut down to it
	Certain   bool          // a single fix may be safe where its evidence is certain, though Fix says less
	Off       bool          // not in any preset but by its full id
	Presets   Preset        // 0: Ingest | Strict
	Authority string        // handbook section, order, or "observed"
	Editions  cable.Edition // 0: any
	Eras      cable.Era     // 0: any
	Unproved  cable.Era     // eras of which too few cables were seen: there findings are information
	Since     string        // version of cablelint that brought the rule

	// Supersedes lists rules whose finding at an overlapping place is dropped
	// when this rule reports; "rule@cable" drops that rule's findings in the whole
	// cable. A rule supersedes though it is not selected itself, so that a selection
	// only ever leaves findings out; and though its own finding is superseded.
	// An empty span overlaps what covers its place.
	Supersedes []string

	// Cable is called once a cable. Beside At it is called after it: what a rule met
	// on its way may be judged when the whole cable is known.
	Cable func(*Pass)

	// Needs and Lacks spare calls of Cable: it is called only for a cable that has all
	// of Needs and nothing of Lacks. They change nothing: of another cable the rule
	// has nothing to say.
	Needs, Lacks cable.Traits

	// Line is called for each line whose kind is in Kinds, with its index. With In
	// set, the zone of the line must be in it too.
	Kinds []cable.Kind
	Line  func(p *Pass, line int)

	// At is called for each byte that matches an anchor in a line or mark of a
	// zone in In, with its offset: a byte under a mark has the mark's zone, not its
	// line's. Neighbours are tested before the call. A rule about a pair of marks
	// may report the same finding from either: equal findings become one.
	Anchors []Anchor
	In      cable.Zone
	At      func(p *Pass, at uint32)

	// Facts is called once a cable and emits the small facts that Finish reads
	// when the whole corpus has been seen. See CorpusRule.
	Corpus *CorpusRule
}

// Anchor is a byte that calls a rule, with the classes that its neighbours must
// have. A zero class accepts any neighbour. The byte before the first and after
// the last of a cable counts as a blank; a line ending is [cable.MaskControl]. At
// most 64 anchors may hang on one byte.
type Anchor struct {
	Byte          byte
	Before, After cable.Mask
	Prev, Next    byte // the neighbours themselves; 0: any that their classes allow
}

// ArgKind says how an argument of a message is rendered.
type ArgKind uint8

// The kinds of arguments.
const (
	ArgText ArgKind = iota // text of the cable: quoted; left out by --redact
	ArgName                // a name of the field's own vocabulary: as it stands
	ArgInt
)

// Arg is an argument of a message. It stays an argument until a report renders
// it, so that text of a cable can be left out, escaped or counted in one place.
type Arg struct {
	Kind ArgKind
	Str  string
	Num  int
}

// Text is text of the cable, copied.
func Text(b []byte) Arg { return Arg{Kind: ArgText, Str: string(b)} }

// Quoted is a text that is shown like text of the cable: an expected form made of it.
func Quoted(s string) Arg { return Arg{Kind: ArgText, Str: s} }

// Name is a word that is not text of the cable.
func Name(s string) Arg { return Arg{Kind: ArgName, Str: s} }

// Int is a number.
func Int(n int) Arg { return Arg{Kind: ArgInt, Num: n} }

// Edit replaces the bytes of a span of the original by others.
type Edit struct {
	Span cable.Span
	New  []byte
}

// Fix is what a finding proposes.
type Fix struct {
	Applicability Applicability
	Message       string // what it does, imperative, lower case: "put the apostrophe back"
	Edits         []Edit // in order, disjoint, changes to one base
	Together      bool   // all or none: a pair of quotes
}

// Related is another place that explains a finding.
type Related struct {
	Message string
	Span    cable.Span
}

// Finding is one fault in one cable. It owns what it keeps: nothing in it refers
// to the buffers of a document.
type Finding struct {
	Rule       *Rule
	Severity   Severity
	Span       cable.Span
	Message    string // a template: {0}, {1} are Args
	Args       []Arg
	Field      string  // for findings about metadata: the field
	Confidence float64 // 0: nothing was weighed
	Fix        *Fix
	Related    []Related

	member uint16 // index of the rule in its engine
	room   *Room  // where its fix lies
}

// CorpusRule is a rule over many cables. It emits small facts a cable and reads
// them, sorted, when all are there; facts of shards are merged by sorting.
type CorpusRule struct {
	// Collect emits facts of one cable. A fact is a key and a value, both short.
	Collect func(c *cable.Document, id string, emit func(key, value string))
	// Finish is given all facts of one key, in order of Seq, and reports.
	Finish func(key string, facts []Fact, report func(f Fact, message string, args ...Arg))
}

// Fact is one emitted fact.
type Fact struct {
	Rule     string // id of the rule that emitted it
	Seq      uint64 // record number in the run
	Document string // address
	ID       string
	Key      string
	Value    string
	Span     cable.Span
}
