package rules

import (
	"math"
	"slices"
	"sort"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

// foldMemo is what the rules over folded characters share of one cable: the
// decisions of a block are taken together, whichever rule asks first, so that a
// selection of rules decides as all of them do.
type foldMemo struct {
	serial   uint64
	evidence fold.Evidence
	plurals  []uint32 // commas that may be the apostrophe of a plural possessive
	decider  fold.Decider

	last    int // the block asked for last
	flows   int // the block whose flow it is, plus one
	flow    cable.Flow
	decided int // the block whose repairs these are, plus one
	repairs []fold.Repair
	opens   int // the block of which opened speaks, plus one
	opened  bool

	gapsKnown bool            // gaps are of this cable
	gaps      [2][]cable.Span // the marks and the cuts that are left out of the flow, in order

	manner   manner // how this cable writes what was restored
	mannered bool   // manner is of this cable

	strays       bool // windows and mac are counted
	windows, mac int  // see strayMarks

	before, after []byte // see quote

	oddKnown bool         // odd is of this cable
	odd      []cable.Span // see oddRuns
}

var foldKey = lint.MemoKey{Family: "folded characters"}

// memoOf is the memo of the cable at hand.
func memoOf(p *lint.Pass) *foldMemo {
	m := p.Memo(&foldKey, func() any { return new(foldMemo) }).(*foldMemo)
	if m.serial != p.Serial() {
		m.serial, m.evidence, m.plurals = p.Serial(), fold.Gather(p.Cable.Raw), m.plurals[:0]
		m.last, m.flows, m.decided, m.opens = 0, 0, 0, 0
		m.strays, m.oddKnown, m.mannered, m.gapsKnown = false, false, false, false
	}
	return m
}

// blockOf is the index of the block that holds at; -1 when none does. Anchors come
// in order: it is mostly the one asked for last, or one of the next.
func (m *foldMemo) blockOf(d *cable.Document, at uint32) int {
	for k := m.last; k < min(len(d.Blocks), m.last+4); k++ {
		b := d.Blocks[k]
		if at < d.Lines[b.First].Start {
			break
		}
		if at < d.Lines[b.Last].Next() {
			m.last = k
			return k
		}
	}
	b := d.BlockAt(at)
	if b >= 0 {
		m.last = b
	}
	return b
}

// flowAt writes the flow of the block that holds at, unless it is the one at hand, and
// is the offset in it; false when the byte is in no block or left out of its flow.
func (m *foldMemo) flowAt(d *cable.Document, at uint32) (int, bool) {
	b := m.blockOf(d, at)
	if b < 0 {
		return 0, false
	}
	if m.flows != b+1 {
		d.Flow(b, &m.flow)
		m.flows = b + 1
	}
	return m.flow.Index(at)
}

// blockRepairs is what is to repair in the block whose flow is at hand, and is not
// decided alone, by anchor.
func (m *foldMemo) blockRepairs() []fold.Repair {
	if m.decided != m.flows {
		m.repairs = m.decider.Block(m.flow.Text, &m.evidence)
		slices.SortStableFunc(m.repairs, func(a, b fold.Repair) int { return a.Anchor - b.Anchor })
		m.decided = m.flows
	}
	return m.repairs
}

// folded is the function of a rule over folded characters: it reports the repair
// that hangs on the byte, if its cause is one of the rule's. Nearly all bytes end at
// the quick look, which costs a few comparisons; a decision reads the block.
func folded(message, fix string, causes ...fold.Cause) func(*lint.Pass, uint32) {
	return func(p *lint.Pass, at uint32) {
		raw := p.Cable.Raw
		for _, c := range causes {
			if fold.Probe(c, raw, int(at)) && memoOf(p).evidence.Allows(c, raw, int(at)) || len(p.Cable.Marks)+len(p.Cable.Cuts) > 0 && memoOf(p).broken(p.Cable, at) {
				memoOf(p).decide(p, at, c, message, fix)
			}
		}
	}
}

// decide reports the repairs of a cause that hang on the byte at at.
func (m *foldMemo) decide(p *lint.Pass, at uint32, c fold.Cause, message, fix string) {
	i, ok := m.flowAt(p.Cable, at)
	switch text := m.flow.Text; {
	case !ok || !m.evidence.Allows(c, text, i):
		return
	case c == fold.QuoteClose && !m.mayClose(p.Cable, at):
		return
	case c == fold.ApostropheComma && text[i] != ',' && !fold.Closes(text, i, &m.evidence):
		return
	}
	if fold.IsAlone(c, p.Cable.Raw[at]) {
		if r, ok := m.decider.Alone(c, m.flow.Text, i, &m.evidence); ok {
			m.report(p, &r, message, fix)
		}
		return
	}
	repairs := m.blockRepairs()
	k, _ := slices.BinarySearchFunc(repairs, i, func(r fold.Repair, i int) int { return r.Anchor - i })
	for ; k < len(repairs) && repairs[k].Anchor == i; k++ {
		if repairs[k].Cause == c {
			m.report(p, &repairs[k], message, fix)
		}
	}
}

// mayClose passes an 8 after a digit only in a block with something that may open a
// quotation: an ampersand, a quotation mark or a glyph.
func (m *foldMemo) mayClose(d *cable.Document, at uint32) bool {
	if at == 0 || !isDigit(d.Raw[at-1]) {
		return true
	}
	b := m.blockOf(d, at)
	if b < 0 {
		return false
	}
	if m.opens != b+1 {
		m.opens, m.opened = b+1, opensQuote(d, d.Blocks[b])
	}
	return m.opened
}

func opensQuote(d *cable.Document, b cable.Block) bool {
	for n := b.First; n <= b.Last; n++ {
		l := &d.Lines[n]
		if l.Mask&(cable.MaskAmp|cable.MaskQuote) != 0 || l.Mask&cable.MaskHigh != 0 && hasGlyph(d.Raw[l.Start:l.End]) {
			return true
		}
	}
	return false
}

// hasGlyph reports whether a line has a byte outside ASCII that is of no pilcrow
// and no no-break space.
func hasGlyph(line []byte) bool {
	for i := nextHigh(line, 0); i < len(line); i = nextHigh(line, i+2) {
		if line[i] != 0xC2 || i+1 < len(line) && line[i+1] != 0xB6 && line[i+1] != 0xA0 {
			return true
		}
	}
	return false
}

// probeReach bounds what a quick look reads to each side of a byte, but for words
// that are longer than words are.
const probeReach = 32

// broken reports whether the text round at is not that of its flow: a mark or a cut
// is left out there, so that other bytes stand side by side, and a quick look at the
// bytes of the cable tells nothing.
func (m *foldMemo) broken(d *cable.Document, at uint32) bool {
	if !m.gapsKnown {
		m.findGaps(d)
	}
	return len(m.gaps[0])+len(m.gaps[1]) > 0 && m.nearGap(at)
}

// nearGap reports whether a gap of the flow is so near that a quick look may read over it.
func (m *foldMemo) nearGap(at uint32) bool {
	for _, gaps := range m.gaps {
		k := sort.Search(len(gaps), func(k int) bool { return gaps[k].End+probeReach >= at })
		if k < len(gaps) && gaps[k].Start <= at+probeReach {
			return true
		}
	}
	return false
}

// findGaps lists the gaps of the flows of a cable; most have none.
func (m *foldMemo) findGaps(d *cable.Document) {
	marks, cuts := m.gaps[0][:0], m.gaps[1][:0]
	for k := range d.Marks {
		if d.Marks[k].Zone&(cable.ZoneFurniture|cable.ZoneRepeat) != 0 {
			marks = append(marks, d.Marks[k].Span)
		}
	}
	for k := range d.Cuts {
		if d.Cuts[k].Kind != cable.CutRuler {
			cuts = append(cuts, d.Cuts[k].Span)
		}
	}
	m.gaps, m.gapsKnown = [2][]cable.Span{marks, cuts}, true
}

// applicability is what may be done with a repair; NoFix when it is not even
// likely enough to be shown.
func applicability(r *fold.Repair) lint.Applicability {
	switch t := fold.Thresholds[r.Cause]; {
	case r.Margin >= t.Safe:
		return lint.Safe
	case r.Margin >= t.Suggest:
		return lint.Unsafe
	default:
		return lint.NoFix
	}
}

// change is an edit of the flow.
type change struct {
	start, end int
	text       string
}

// report reports a repair that is likely enough, with edits of the original bytes.
func (m *foldMemo) report(p *lint.Pass, r *fold.Repair, message, fix string) {
	a := applicability(r)
	if a == lint.NoFix {
		return
	}
	manner := mannerOf(p)
	var changes [2]change
	edits := make([]lint.Edit, 0, 2)
	for k, e := range r.Edits[:r.N] {
		changes[k] = manner.write(m.flow.Text, e)
		span, ok := m.span(changes[k].start, changes[k].end)
		if !ok {
			return
		}
		edits = append(edits, lint.Replace(span, changes[k].text))
	}
	before, after := m.quote(changes[:r.N])
	f := p.Report(edits[0].Span, message, lint.Text(before), lint.Quoted(string(after))).SetFix(a, fix, edits...)
	f.Confidence = confidence(r.Margin)
	if r.N == 2 {
		f.Related = []lint.Related{{Message: "the other mark of the pair", Span: edits[1].Span}}
	}
}

// span is the place in the original of a stretch of the flow; false when
// something that is not text lies inside it.
func (m *foldMemo) span(start, end int) (cable.Span, bool) {
	s := cable.Span{Start: m.flow.Raw(start), End: m.flow.Raw(start)}
	if end > start {
		s.End = m.flow.Raw(end-1) + 1
	}
	return s, s.Len() == end-start
}

// longestGap is how many bytes of a quotation are shown between its marks.
const longestGap = 40

// quote is the words round the changes, as they are and as they become. A long
// quotation is shown by its ends. Both are valid until the next call.
func (m *foldMemo) quote(changes []change) (before, after []byte) {
	before, after = m.before[:0], m.after[:0]
	text, shown := m.flow.Text, 0
	for k, c := range changes {
		lo, hi := max(shown, edgeBefore(text, c.start)), edgeAfter(text, c.end)
		if k+1 < len(changes) {
			hi = max(c.end, min(hi, changes[k+1].start))
		}
		if k > 0 {
			gap := text[shown:lo]
			if len(gap) > longestGap {
				gap = []byte(" ... ")
			}
			before, after = append(before, gap...), append(after, gap...)
		}
		before = append(before, text[lo:hi]...)
		after = append(append(append(after, text[lo:c.start]...), c.text...), text[c.end:hi]...)
		shown = hi
	}
	m.before, m.after = oneLine(before), oneLine(after)
	return m.before, m.after
}

// oneLine writes a blank for each line ending.
func oneLine(b []byte) []byte {
	for i, c := range b {
		if c == '\n' {
			b[i] = ' '
		}
	}
	return b
}

// longestWord bounds how much of a word is shown.
const longestWord = 32

// edgeBefore is where the word before i starts, with a blank between if there is one.
func edgeBefore(text []byte, i int) int {
	start := i
	for i > 0 && start-i < longestWord && isSpace(text[i-1]) {
		i--
	}
	for i > 0 && start-i < longestWord && !isSpace(text[i-1]) {
		i--
	}
	for i < start && text[i]&0xC0 == 0x80 {
		i++ // not in the middle of a character
	}
	return i
}

// edgeAfter is where the word after i ends.
func edgeAfter(text []byte, i int) int {
	end := i
	for i < len(text) && i-end < longestWord && isSpace(text[i]) {
		i++
	}
	for i < len(text) && i-end < longestWord && !isSpace(text[i]) {
		i++
	}
	for i > end && i < len(text) && text[i]&0xC0 == 0x80 {
		i--
	}
	return i
}

func isSpace(b byte) bool { return b == ' ' || b == '\n' || b == '\t' }

// confidence is the probability that the margin stands for, to four places. It is
// never 1: nothing that was read from a page is.
func confidence(margin int) float64 {
	p := 1 / (1 + math.Exp(-float64(margin)/100))
	return min(0.9999, math.Round(p*1e4)/1e4)
}
