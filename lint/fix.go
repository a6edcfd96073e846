package lint

import (
	"slices"
	"strings"

	"github.com/cablelint/cablelint/cable"
)

const (
	// rounds is how often fixes are looked for again in what fixes made. One is
	// the rule; a second is needed where two fixes wanted the same bytes.
	rounds = 4
	// mostTrials is how often one round may read a repaired cable again to find
	// the fix that does harm, and leastTrials how often it may for the largest.
	mostTrials, leastTrials = 48, 4
	// trialBytes is how many bytes the trials of a round may read between these.
	trialBytes = 16 << 20
)

// trials bounds the time of a round: fixing stays linear. It depends on nothing
// but the text, so that a second run decides as the last round of the first did.
func trials(raw []byte) int {
	return min(mostTrials, max(leastTrials, trialBytes/(len(raw)+1)))
}

// Repair is what fixing comes to for one cable.
type Repair struct {
	Result           // of the cable as it was
	Edits  []Applied // in order, disjoint, changes to the bytes of the cable as it was
	Text   []byte    // the cable with the edits; nil when there are none
	Fixes  int       // how many fixes, or single edits of fixes, were applied
	Held   []Held    // fixes that apply but were not applied
	Alone  string    // why the cable was left alone though there were fixes; empty when it was not
	Rounds int       // how often fixes were applied
	Left   []Finding // findings of the cable with the edits
}

// Held is a fix that was held back because its result did not pass the check.
type Held struct {
	Rule  *Rule
	Why   string // lower case: "it would add a finding of hdr-tags-missing"
	Times int
}

// Fix reads a cable, runs the rules and applies the fixes that the options take
// in. The engine must be made for [Options.Fixing]. Every step is read again and
// checked: no rule of the preset or the selection may have more findings than
// before, no recognised field may be lost, and in the end no fix may be left that
// was not held back. So a second Fix of the result changes nothing, by construction.
// The document is that of the cable as it was, valid until the next call.
func (s *Session) Fix(raw []byte, meta *cable.Metadata, from Origin) (*cable.Document, Repair) {
	return s.fix(nil, raw, meta, from)
}

// FixIn is [Session.Fix] with a repaired text that lies in a room: it is valid until the
// room is used for another cable. The text raw lies elsewhere.
func (s *Session) FixIn(room *Room, raw []byte, meta *cable.Metadata, from Origin) (*cable.Document, Repair) {
	return s.fix(&room.texts, raw, meta, from)
}

func (s *Session) fix(texts *texts, raw []byte, meta *cable.Metadata, from Origin) (*cable.Document, Repair) {
	d, err := s.Scan(raw, meta)
	if err != nil {
		return d, Repair{Result: s.unreadable(err)}
	}
	now := s.look(d, from)
	was := Repair{Result: now.result, Left: now.result.Findings}
	rep := was
	for rep.Rounds = 0; ; rep.Rounds++ {
		step := s.step(now, texts, meta, from)
		rep.Held = step.held
		if step.after == nil {
			return d, rep
		}
		if rep.Rounds == rounds {
			was.Alone = "its fixes bring up ever new ones: " + strings.Join(rulesOf(step.edits), ", ")
			return d, was
		}
		now = step.after
		rep.Edits = Compose(raw, rep.Edits, step.edits)
		rep.Fixes += step.fixes
		rep.Text, rep.Left = now.raw, now.result.Findings
	}
}

// look is what the engine sees of a text.
func (s *Session) look(d *cable.Document, from Origin) *sight {
	s.decide(d)
	v := &sight{raw: d.Raw, counts: make([]int32, len(s.e.members)), broken: len(s.broken), shape: shapeOf(d)}
	for i := range s.pass.findings {
		v.counts[s.pass.findings[i].member]++
	}
	s.dropUnselected()
	v.result = s.result(d, from)
	return v
}

// sight is one text as the engine sees it.
type sight struct {
	raw    []byte
	counts []int32 // findings by member, of all rules that run
	broken int     // rules that failed
	shape  shape
	result Result
}

// step is one round of fixes.
type step struct {
	edits []Applied
	fixes int
	held  []Held
	after *sight // nil when nothing was applied
}

// trial is a second reader beside the one that holds the cable as it was.
type trial struct {
	scanner cable.Scanner
	doc     cable.Document
}

// step applies as many of the fixes as pass the check. Which do harm, when some
// do, is found by halving, in the order of rule ids and places.
func (s *Session) step(now *sight, texts *texts, meta *cable.Metadata, from Origin) step {
	us := resolve(s.e.units(now.result.Findings))
	if len(us) == 0 {
		return step{}
	}
	slices.SortStableFunc(us, func(a, b unit) int { return strings.Compare(a.rule, b.rule) })
	h := halving{s: s, now: now, texts: texts, meta: meta, from: from, left: trials(now.raw)}
	h.try(us, false)
	st := step{held: h.holding(), after: h.after, fixes: len(h.taken)}
	if h.after != nil {
		st.edits = editsOf(h.taken)
	}
	return st
}

// halving finds a set of units that passes the check.
type halving struct {
	s     *Session
	now   *sight
	texts *texts
	meta  *cable.Metadata
	from  Origin
	left  int // trials
	taken []unit
	after *sight // of taken
	held  []heldUnit
}

type heldUnit struct {
	unit
	why string
}

// try takes the units that may be added to those taken. bad: it is known that
// they may not all be.
func (h *halving) try(us []unit, bad bool) {
	why := "there are too many fixes here that would do harm"
	if !bad {
		if h.left == 0 {
			h.hold(us, why)
			return
		}
		h.left--
		var after *sight
		set := append(slices.Clip(h.taken), us...)
		if after, why = h.tryOut(set); why == "" {
			h.taken, h.after = set, after
			return
		}
	}
	if len(us) == 1 {
		h.hold(us, why)
		return
	}
	before := len(h.taken)
	first := us[:len(us)/2]
	h.try(first, false)
	rest := us[len(us)/2:]
	// With all of the first half taken, the rest is what did harm.
	h.try(rest, len(h.taken) == before+len(first) && len(rest) > 1)
}

func (h *halving) hold(us []unit, why string) {
	for _, u := range us {
		h.held = append(h.held, heldUnit{u, why})
	}
}

// holding sums up what was held back, by rule and reason, in order.
func (h *halving) holding() []Held {
	var out []Held
	for _, u := range h.held {
		rule := h.s.e.members[u.member].Rule
		i := slices.IndexFunc(out, func(o Held) bool { return o.Rule == rule && o.Why == u.why })
		if i < 0 {
			i = len(out)
			out = append(out, Held{Rule: rule, Why: u.why})
		}
		out[i].Times++
	}
	return out
}

// editsOf are the edits of units in order.
func editsOf(us []unit) []Applied {
	var out []Applied
	for _, u := range us {
		for _, e := range u.edits {
			out = append(out, Applied{e, u.rule})
		}
	}
	slices.SortFunc(out, func(a, b Applied) int { return compareEdits(a.Edit, b.Edit) })
	return out
}

// tryOut applies units to a text, reads the result and says what is wrong with
// it; empty when nothing is.
func (h *halving) tryOut(us []unit) (after *sight, why string) {
	s, now, edits := h.s, h.now, Edits(editsOf(us))
	var best []byte
	if h.after != nil {
		best = h.after.raw
	}
	defer func() {
		if r := recover(); r != nil {
			s.trial = trial{}
			after, why = nil, "the result could not be read"
		}
	}()
	s.trial.scanner.Own = s.e.opts.Own
	s.trial.scanner.Scan(&s.trial.doc, h.texts.apply(now.raw, edits, best), h.meta)
	after = s.look(&s.trial.doc, h.from)
	return after, s.harm(now, after, edits)
}

// harm says what is worse in a text than in the one before; empty when nothing is.
func (s *Session) harm(now, after *sight, edits []Edit) string {
	if after.broken > now.broken {
		return "a rule would fail on the result"
	}
	if lost := now.shape.lost(&after.shape, edits); lost != "" {
		return "it would hide " + lost
	}
	for m, n := range after.counts {
		if n > now.counts[m] {
			return "it would add a finding of " + s.e.members[m].ID
		}
	}
	return ""
}

// rulesOf names the rules of edits, in order.
func rulesOf(edits []Applied) []string {
	var ids []string
	for _, e := range edits {
		ids = append(ids, e.Rule)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
