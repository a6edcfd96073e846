package rules

import (
	"math"
	"slices"

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
	gathered bool
	block    int // whose repairs these are, plus one
	last     int // the block asked for last
	opens    int // the block of which opened speaks, plus one
	opened   bool
	flows    int // whose flow it is, plus one
	flow     cable.Flow
	decider  fold.Decider
	probe    fold.Decider
	repairs  []fold.Repair

	strays       bool // windows and mac are counted
	windows, mac int  // see strayMarks

	oddKnown bool         // odd is of this cable
	odd      []cable.Span // see oddRuns
}

type foldKey struct{}

// memoOf is the memo of the cable at hand.
func memoOf(p *lint.Pass) *foldMemo {
	m := p.Memo(foldKey{}, func() any { return new(foldMemo) }).(*foldMemo)
	if m.serial != p.Serial() {
		m.serial, m.gathered, m.block, m.strays, m.oddKnown = p.Serial(), false, 0, false, false
		m.flows, m.last, m.opens = 0, 0, 0
	}
	return m
}

// evidenceOf is what the cable shows as a whole.
func (m *foldMemo) evidenceOf(p *lint.Pass) *fold.Evidence {
	if !m.gathered {
		m.evidence = fold.Gather(p.Cable.Raw)
		m.gathered = true
	}
	return &m.evidence
}

// flowOf writes the flow of a block, unless it is the one at hand.
func (m *foldMemo) flowOf(p *lint.Pass, b int) {
	if m.flows != b+1 {
		p.Cable.Flow(b, &m.flow)
		m.flows = b + 1
	}
}

// decided reports whether the repairs of the block that holds at are known.
func (m *foldMemo) decided(p *lint.Pass, at uint32) bool {
	return m.block != 0 && m.block == m.blockOf(p.Cable, at)+1
}

// mayBePlural asks the decider of plurals alone about the comma at at.
func (m *foldMemo) mayBePlural(p *lint.Pass, at uint32) bool {
	b := m.blockOf(p.Cable, at)
	if b < 0 {
		return false
	}
	m.flowOf(p, b)
	m.block = 0 // the flow may be another's than the repairs'
	i, ok := m.flow.Index(at)
	return ok && m.decider.MayBePlural(m.flow.Text, i, m.evidenceOf(p))
}

// repairsOf is what is to repair in the block that holds the byte offset at.
func (m *foldMemo) repairsOf(p *lint.Pass, at uint32) []fold.Repair {
	b := m.blockOf(p.Cable, at)
	if b < 0 {
		return nil
	}
	if m.block != b+1 {
		m.flowOf(p, b)
		m.repairs = m.decider.Block(m.flow.Text, m.evidenceOf(p))
		slices.SortStableFunc(m.repairs, func(a, b fold.Repair) int { return a.Anchor - b.Anchor })
		m.block = b + 1
	}
	return m.repairs
}

// promising reports whether a look at the bytes lets one of the causes hope. It is
// asked even where the block is decided: so a finding does not depend on what
// other rules asked before.
func (m *foldMemo) promising(p *lint.Pass, at uint32, causes []fold.Cause) bool {
	for _, c := range causes {
		if m.probe.Probe(c, p.Cable.Raw, int(at)) {
			return c != fold.PluralComma || m.evidenceOf(p).MayHavePlurals()
		}
	}
	return false
}

// folded is the function of a rule over folded characters: it reports the repair
// that hangs on the byte, if its cause is one of the rule's.
func folded(message, fix string, causes ...fold.Cause) func(*lint.Pass, uint32) {
	return func(p *lint.Pass, at uint32) { reportFolded(p, at, message, fix, causes) }
}

func reportFolded(p *lint.Pass, at uint32, message, fix string, causes []fold.Cause) {
	m := memoOf(p)
	if !m.promising(p, at, causes) {
		return
	}
	repairs := m.repairsOf(p, at)
	if len(repairs) == 0 {
		return
	}
	i, ok := m.flow.Index(at)
	if !ok {
		return
	}
	k, _ := slices.BinarySearchFunc(repairs, i, func(r fold.Repair, i int) int { return r.Anchor - i })
	for ; k < len(repairs) && repairs[k].Anchor == i; k++ {
		r := &repairs[k]
		if !slices.Contains(causes, r.Cause) {
			continue
		}
		if a := applicability(r); a != lint.NoFix {
			m.report(p, r, a, message, fix)
		}
	}
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

// report reports one repair, with edits of the original bytes.
func (m *foldMemo) report(p *lint.Pass, r *fold.Repair, a lint.Applicability, message, fix string) {
	manner := mannerOf(p, m.evidenceOf(p))
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
// quotation is shown by its ends.
func (m *foldMemo) quote(changes []change) (before, after []byte) {
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
	return oneLine(before), oneLine(after)
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
