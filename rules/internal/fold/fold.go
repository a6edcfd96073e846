// Package fold decides which characters of a cable's text stand for others that
// were lost on the way: the comma that was an apostrophe, the ampersand and the 8
// that were quotation marks, the parenthesis that was a dash.
//
// Everything here is a pure function of the text of one block and of what the
// rest of the cable shows ([Evidence]). A decision is weighed in hundredths of a
// nat (the natural logarithm of the odds): sums of integers, in a fixed order, so
// that every platform decides alike.
package fold

import "math/bits"

// Glyph is the character that a repair puts back.
type Glyph uint8

// The glyphs. How they are written depends on the cable: see package rules.
const (
	Letters    Glyph = iota // the text of the edit, as it stands
	Apostrophe              // ’
	OpenQuote               // “
	CloseQuote              // ”
	Dash                    // — between words
	HalfDash                // the missing half of a dash that has a hyphen beside it
	Hyphen                  // – between numbers
	Ellipsis                // …
)

// Edit replaces text[Start:End] by a glyph.
type Edit struct {
	Start, End int
	Glyph      Glyph
	Text       string // for Letters; for a quotation mark, what follows it
	Like       Style  // for a quotation mark whose pair is sound: how that is written
}

// Style is how a quotation mark is written.
type Style uint8

// The styles.
const (
	AnyStyle Style = iota
	Straight
	Curly
)

// Cause names the channel that a repair undoes; each belongs to one rule.
type Cause uint8

// The causes.
const (
	ApostropheComma Cause = iota // France,s
	ApostropheName               // al-Qa,ida
	PluralComma                  // officials, concerns
	QuotePair                    // &word8
	QuoteOpen                    // &word, with no closing mark
	QuoteClose                   // word8 after an opening mark that is not folded
	QuoteMixed                   // &word"
	DashParen                    // word ) word
	EmdashStar                   // word*word
	EllipsisParen                // but(
	SmartQ                       // ZimbabweQs
	QuestionMark                 // Venezuela?s
	UTF8Cut                      // AttachC)
	HTMLEntity                   // the glyph that "&pounding" became
	DroppedAccent                // Charg
	DroppedPlus                  // the P5 1
	Latin1Cut                    // naove
	OddApostrophe                // postVs
	NumCauses
)

// Repair is one fault and what undoes it.
type Repair struct {
	Cause  Cause
	Anchor int // the byte by which the repair is found: the start of its first edit, or the mark that opens it
	Edits  [2]Edit
	N      int // how many of Edits are used
	Margin int // hundredths of a nat in favour of the repair
}

// Certain is a margin that no evidence can outweigh.
const Certain = 1200

// Start is where the repair's first edit starts.
func (r *Repair) Start() int { return r.Edits[0].Start }

// End is where its last edit ends.
func (r *Repair) End() int { return r.Edits[r.N-1].End }

// Decider finds the repairs of blocks and keeps its buffers between them. The
// zero value is ready.
type Decider struct {
	repairs []Repair
	sites   []int // the bytes of the block that one of the finders looks at
	quotes  lattice
	parens  lattice
	stack   []int

	weighing weighing
}

// Block returns the repairs of one block of flowing text that cannot be decided one
// by one, in order of their places and without overlaps: quotation marks, dashes,
// and what may edit a byte of theirs. The others are decided by [Decider.Alone].
// The slice is valid until the next call of Block.
func (d *Decider) Block(text []byte, ev *Evidence) []Repair {
	d.repairs, d.sites = d.repairs[:0], d.sites[:0]
	d.findSites(text)
	d.singleQuotations(text, ev)
	d.findQuotes(text)
	d.findDashes(text)
	d.rare(text, ev)
	d.settle()
	return d.repairs
}

// findSites lists the bytes of a block that its finders look at. Few are: eight
// bytes are asked at once.
func (d *Decider) findSites(text []byte) {
	sites, i := d.sites, 0
	for ; i <= len(text)-8; i += 8 {
		b := (*[8]byte)(text[i:])
		m := site[b[0]] | site[b[1]]<<1 | site[b[2]]<<2 | site[b[3]]<<3 | site[b[4]]<<4 | site[b[5]]<<5 | site[b[6]]<<6 | site[b[7]]<<7
		for ; m != 0; m &= m - 1 {
			sites = append(sites, i+bits.TrailingZeros8(m))
		}
	}
	for ; i < len(text); i++ {
		if site[text[i]] != 0 {
			sites = append(sites, i)
		}
	}
	d.sites = sites
}

// site is 1 for the bytes that the finders of a block look at.
var site = [256]uint8{
	',': 1, '\'': 1, '&': 1, '8': 1, '"': 1, '(': 1, ')': 1, 'Q': 1, '?': 1, 'C': 1, 'B': 1, '-': 1, 'V': 1, '~': 1,
	0xC2: 1, 0xC3: 1, 0xCE: 1, 0xCF: 1, 0xE2: 1,
}

// Alone returns the repair of a cause that hangs on the byte at i, where it can be
// decided by itself: its edit is of bytes that no repair of another cause edits.
func (d *Decider) Alone(c Cause, text []byte, i int, ev *Evidence) (Repair, bool) {
	block := d.repairs
	defer func() { d.repairs = block }()
	switch c {
	case ApostropheComma, ApostropheName:
		d.comma(text, i)
	case PluralComma:
		d.plural(text, i, ev)
	case EmdashStar:
		d.star(text, i)
	case DroppedAccent:
		d.droppedAccent(text, i)
	case DroppedPlus:
		d.droppedPlus(text, i, ev)
	case Latin1Cut:
		d.cutLatin1(text, i)
	}
	if n := len(block); len(d.repairs) > n && d.repairs[n].Cause == c {
		return d.repairs[n], true
	}
	return Repair{}, false
}

// IsAlone reports whether [Decider.Alone] decides the repairs of a cause that hang on
// the byte b; else [Decider.Block] does.
func IsAlone(c Cause, b byte) bool {
	switch c {
	case ApostropheComma, ApostropheName, PluralComma:
		return b == ',' // not the mark that opens a quotation
	case EmdashStar:
		return b == '*'
	case DroppedAccent:
		return true
	case DroppedPlus:
		return '3' <= b && b <= '5'
	case Latin1Cut:
		return byteIn(b, "`($o")
	}
	return false
}

// one adds a repair of one edit.
func (d *Decider) one(c Cause, start, end int, g Glyph, margin int) {
	d.repairs = append(d.repairs, Repair{Cause: c, Anchor: start, Edits: [2]Edit{{Start: start, End: end, Glyph: g}}, N: 1, Margin: margin})
}

// spell adds a repair that writes text.
func (d *Decider) spell(c Cause, start, end int, text string, margin int) {
	d.repairs = append(d.repairs, Repair{Cause: c, Anchor: start, Edits: [2]Edit{{Start: start, End: end, Text: text}}, N: 1, Margin: margin})
}

// Limits say from which margin on a repair is safe, and from which it is shown.
type Limits struct{ Safe, Suggest int }

// never is a margin that no repair has.
const never = 1 << 20

// Thresholds are the limits of each cause, chosen from the precision curve over
// the round-trip cables; docs/encoding.md has the curve.
var Thresholds = [NumCauses]Limits{
	ApostropheComma: {400, 150},
	ApostropheName:  {400, 150},
	PluralComma:     {280, 55},
	QuotePair:       {150, 50},
	QuoteOpen:       {never, 150},
	QuoteClose:      {300, 150},
	QuoteMixed:      {250, 100},
	DashParen:       {250, 80},
	EmdashStar:      {400, 150},
	EllipsisParen:   {never, 100},
	SmartQ:          {400, 150},
	QuestionMark:    {400, 150},
	UTF8Cut:         {400, 150},
	HTMLEntity:      {240, 100},
	DroppedAccent:   {400, 150},
	DroppedPlus:     {400, 150},
	Latin1Cut:       {never, 150},
	OddApostrophe:   {never, 150},
}
