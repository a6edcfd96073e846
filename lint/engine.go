package lint

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/cablelint/cablelint/cable"
)

// Options say how an engine works beside the rules that it runs.
type Options struct {
	Typography Typography
	Unsafe     bool // fixes on request are applied too
	FixInfo    bool // fixes of info findings apply though their rule is not named
	// Fixing makes [Session.Fix] possible: all rules of the preset run, so that
	// the repaired cable can be checked against them.
	Fixing bool
	Filter Filter
	Own    *cable.Own // codes beside the tables; nil adds none
}

// Origin says where a cable came from.
type Origin struct {
	Seq      uint64 // record number in the run
	Document string // address
	ID       string
}

// Filter decides which findings of a cable are kept: suppressions and baselines.
// It is called after supersession with all findings of the cable in order, and
// writes into why, at the same index, the reason for which a finding is left out.
// It is called from several goroutines.
type Filter func(d *cable.Document, from Origin, findings []Finding, why []string)

// Suppressed is a finding that the filter left out.
type Suppressed struct {
	Finding
	Why string
}

// Result is what the rules say of one cable. It owns its memory.
type Result struct {
	Findings   []Finding // ordered by offset, rule id and message
	Suppressed []Suppressed
	Failed     bool // a rule or the reading of the cable broke; a lint-panic finding says which
}

// Engine is a set of rules made ready. It does not change: goroutines share it
// and each has a [Session].
type Engine struct {
	opts    Options
	preset  Preset
	members []member // the rules that run, ordered by id
	panics  *Rule
	quiet   bool // lint-panic is ignored: the result still says Failed
	plans   [editionBits * eraBits]atomic.Pointer[plan]
	making  sync.Mutex
	tables  []*table // guarded by making
}

const (
	editionBits = 5
	eraBits     = 9
)

// member is one rule in an engine.
type member struct {
	Selected
	over []superseding // the members that supersede it
}

// superseding is one entry of Supersedes, seen from the rule that loses.
type superseding struct {
	by    uint16
	cable bool
}

// New makes an engine of a selection. The selection holds the whole catalogue:
// rules that are off may still supersede others.
func New(s *Selection, opts Options) (*Engine, error) {
	e := &Engine{opts: opts, preset: s.Preset, panics: panicRule}
	rules := make([]*Rule, 0, len(s.Rules))
	for _, r := range s.Rules {
		rules = append(rules, r.Rule)
		if r.ID == PanicID {
			e.panics, e.quiet = r.Rule, r.Ignored
		}
	}
	if err := findCycle(rules); err != nil {
		return nil, err
	}
	wanted := e.wanted(s)
	for i, r := range s.Rules {
		if wanted[i] {
			e.members = append(e.members, member{Selected: r})
		}
	}
	if err := e.checkAnchors(); err != nil {
		return nil, err
	}
	e.linkSuperseding()
	return e, nil
}

// wanted says which rules of the selection run: those that are on, those that
// supersede one that runs and, for fixing, those of the preset.
func (e *Engine) wanted(s *Selection) []bool {
	over := make([][]int, len(s.Rules)) // the rules of the preset that supersede each
	for by, r := range s.Rules {
		if !r.InPreset {
			continue
		}
		for _, o := range r.Supersedes {
			if i, ok := s.index(strings.TrimSuffix(o, "@cable")); ok {
				over[i] = append(over[i], by)
			}
		}
	}
	wanted := make([]bool, len(s.Rules))
	var todo []int // rules that run and may be superseded
	add := func(i int) {
		if !wanted[i] && s.Rules[i].Corpus == nil {
			wanted[i] = true
			todo = append(todo, i)
		}
	}
	for i, r := range s.Rules {
		if r.On || e.opts.Fixing && r.InPreset {
			add(i)
		}
	}
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, by := range over[i] {
			add(by)
		}
	}
	return wanted
}

func (e *Engine) linkSuperseding() {
	for by := range e.members {
		for _, s := range e.members[by].Supersedes {
			id, whole := strings.CutSuffix(s, "@cable")
			i, ok := slices.BinarySearchFunc(e.members, id, func(m member, id string) int { return strings.Compare(m.ID, id) })
			if ok {
				e.members[i].over = append(e.members[i].over, superseding{uint16(by), whole})
			}
		}
	}
}

// plan is what an engine does with the cables of one edition and era.
type plan struct {
	members []uint16      // the rules that apply
	cables  []call        // those over whole cables
	lines   [256][]uint16 // by kind
	onLines cable.Kinds   // the kinds of lines on which a rule hangs
	bytes   *table        // nil where no rule hangs on bytes
}

// call is a rule, its place among the members, its function and the traits that a cable
// must and must not have: the calls of a cable are read from one place.
type call struct {
	rule         *Rule
	run          func(*Pass)
	needs, lacks cable.Traits
	member       uint16
}

// planFor is the plan for a cable. It is made when first needed.
func (e *Engine) planFor(d *cable.Document) *plan {
	edition, era := d.Edition&-d.Edition, d.Era&-d.Era
	if edition == 0 {
		edition = cable.EditionUnknown
	}
	if era == 0 {
		era = cable.EraUnknown
	}
	i := (bits.TrailingZeros(uint(edition))*eraBits + bits.TrailingZeros(uint(era))) % len(e.plans)
	if p := e.plans[i].Load(); p != nil {
		return p
	}
	e.making.Lock()
	defer e.making.Unlock()
	p := e.makePlan(edition, era)
	e.plans[i].Store(p)
	return p
}

// makePlan makes a plan, or finds the one of another edition or era for which
// the same rules apply. Most rules apply to all: few plans and tables are made.
func (e *Engine) makePlan(edition cable.Edition, era cable.Era) *plan {
	p := new(plan)
	for i := range e.members {
		r := e.members[i].Rule
		if r.Editions != 0 && r.Editions&edition == 0 || r.Eras != 0 && r.Eras&era == 0 {
			continue
		}
		p.members = append(p.members, uint16(i))
	}
	for i := range e.plans {
		if q := e.plans[i].Load(); q != nil && slices.Equal(p.members, q.members) {
			return q
		}
	}
	var hooks []hook
	for _, i := range p.members {
		r := e.members[i].Rule
		if r.Cable != nil {
			p.cables = append(p.cables, call{r, r.Cable, r.Needs, r.Lacks, i})
		}
		if r.Line != nil {
			p.onLines |= cable.SetOf(r.Kinds...)
			for _, k := range r.Kinds {
				p.lines[k] = append(p.lines[k], i)
			}
		}
		if r.At != nil {
			hooks = appendHooks(hooks, i, r)
		}
	}
	p.bytes = e.makeTable(hooks)
	return p
}

// Session runs an engine over cables, one after the other, and keeps its buffers.
// It is for one goroutine.
type Session struct {
	e       *Engine
	scanner *cable.Scanner
	doc     *cable.Document
	pass    Pass
	broken  []failure
	found   [stretch]found
	place   place
	sorter  sorter
	sweep   sweep
	trial   trial
	own     Room // holds what results own: nothing in it is used again
	lent    bool // results lie in a room of the caller
}

// failure is a rule that broke on the cable at hand.
type failure struct {
	member uint16
	why    string
}

// NewSession makes a session for one goroutine.
func (e *Engine) NewSession() *Session {
	s := &Session{e: e, scanner: &cable.Scanner{Own: e.opts.Own}, doc: new(cable.Document), pass: Pass{Preset: e.preset, Typography: e.opts.Typography}}
	s.pass.room = &s.own
	return s
}

// LintIn is [Session.Lint] with a result that lies in a room: it is valid until the
// room is used for another cable.
func (s *Session) LintIn(room *Room, raw []byte, meta *cable.Metadata, from Origin) (*cable.Document, Result) {
	s.pass.room, s.lent = room, true
	defer func() { s.pass.room, s.lent = &s.own, false }()
	return s.Lint(raw, meta, from)
}

// Rules lists the rules whose findings the engine reports, ordered by id.
func (e *Engine) Rules() []Selected {
	var on []Selected
	for _, m := range e.members {
		if m.On {
			on = append(on, m.Selected)
		}
	}
	return on
}

// Lint reads a cable and runs the rules over it. The document is valid until the
// next call.
func (s *Session) Lint(raw []byte, meta *cable.Metadata, from Origin) (*cable.Document, Result) {
	d, err := s.Scan(raw, meta)
	if err != nil {
		return d, s.unreadable(err)
	}
	return d, s.Run(d, from)
}

// Scan reads a cable. It fails only where the reader itself breaks; the document
// then holds the bytes and nothing else. The document is valid until the next call.
func (s *Session) Scan(raw []byte, meta *cable.Metadata) (d *cable.Document, err error) {
	defer func() {
		if r := recover(); r != nil {
			// What the broken reader left behind is not used again.
			s.scanner, s.doc = &cable.Scanner{Own: s.e.opts.Own}, &cable.Document{Raw: raw}
			d, err = s.doc, fmt.Errorf("%v", r)
		}
	}()
	s.scanner.Scan(s.doc, raw, meta)
	return s.doc, nil
}

// unreadable is the result for a cable whose reading broke.
func (s *Session) unreadable(err error) Result {
	if s.e.quiet {
		return Result{Failed: true}
	}
	return Result{Failed: true, Findings: []Finding{{
		Rule: s.e.panics, Severity: Error, Message: "reading this cable failed ({0}); no rule was run on it; please report this",
		Args: []Arg{Quoted(err.Error())},
	}}}
}

// Run runs the rules over a document. A cable without findings costs no allocation.
func (s *Session) Run(d *cable.Document, from Origin) Result {
	s.decide(d)
	s.dropUnselected()
	return s.result(d, from)
}

// decide fills s.pass.findings with what all rules of the engine say, ordered,
// superseded and with the severities of the selection.
func (s *Session) decide(d *cable.Document) {
	s.broken = s.broken[:0]
	s.pass.Cable, s.pass.flowOf = d, 0
	p := s.e.planFor(d)
	for {
		// A rule that broke may have left a memo half made: each attempt has its serial.
		s.pass.serial++
		s.pass.findings = s.pass.findings[:0]
		if s.lent {
			s.pass.room.empty()
		}
		if s.attempt(p) {
			break
		}
	}
	s.check()
	s.sorter.sort(s.pass.findings)
	s.pass.findings = coalesce(s.pass.findings)
	s.supersede()
	s.softenUnproved()
	s.replaceSeverities()
}

// attempt runs all rules once. When one breaks, it is remembered, and the caller
// starts again without it: what a broken rule said before is not believed.
func (s *Session) attempt(p *plan) (whole bool) {
	defer func() {
		if r := recover(); r != nil {
			s.broken = append(s.broken, failure{s.pass.member, fmt.Sprint(r)})
			s.pass.flowOf = 0
		}
	}()
	s.visitLines(p)
	s.visitBytes(p.bytes)
	calls, have := p.cables, s.pass.Cable.Traits()
	for i := range calls {
		c := &calls[i]
		if c.needs&^have|c.lacks&have != 0 {
			continue
		}
		if len(s.broken) > 0 && s.isBroken(c.member) {
			continue
		}
		s.pass.rule, s.pass.member = c.rule, c.member
		c.run(&s.pass)
	}
	return true
}

// enter makes m the running rule; false when it is broken on this cable.
func (s *Session) enter(m uint16) bool {
	if len(s.broken) > 0 && s.isBroken(m) {
		return false
	}
	s.pass.rule, s.pass.member = s.e.members[m].Rule, m
	return true
}

func (s *Session) isBroken(m uint16) bool {
	return slices.ContainsFunc(s.broken, func(f failure) bool { return f.member == m })
}

// check throws out what a rule may not report: a place outside the cable, edits
// that overlap. The rule counts as broken.
func (s *Session) check() {
	fs := s.pass.findings
	for i := range fs {
		if why := fs[i].normalise(s.pass.Cable.Raw); why != "" && !s.isBroken(fs[i].member) {
			s.broken = append(s.broken, failure{fs[i].member, why})
		}
	}
	if len(s.broken) == 0 {
		return
	}
	s.pass.findings = slices.DeleteFunc(fs, func(f Finding) bool { return s.isBroken(f.member) })
}

// softenUnproved makes findings information in the eras in which their rules are
// not proved.
func (s *Session) softenUnproved() {
	fs := s.pass.findings
	for i := range fs {
		if fs[i].Rule.Unproved&s.pass.Cable.Era != 0 {
			fs[i].Severity = Info
		}
	}
}

func (s *Session) replaceSeverities() {
	fs := s.pass.findings
	for i := range fs {
		if m := &s.e.members[fs[i].member]; m.Replaced {
			fs[i].Severity = m.Severity
		}
	}
}

// dropUnselected leaves out the findings of rules that only superseded or checked.
func (s *Session) dropUnselected() {
	fs := s.pass.findings
	s.pass.findings = keepOnly(fs, func(i int) bool { return s.e.members[fs[i].member].On })
}

// result copies the findings out, the filter's verdict applied.
func (s *Session) result(d *cable.Document, from Origin) Result {
	res := Result{Failed: len(s.broken) > 0}
	if len(s.pass.findings) > 0 {
		res.Findings = s.keepFindings()
		if s.e.opts.Filter != nil {
			res.filter(s.e.opts.Filter, d, from)
		}
	}
	if len(s.broken) > 0 && !s.e.quiet {
		res.Findings = append(s.panicFindings(), res.Findings...)
		s.sorter.sort(res.Findings)
	}
	return res
}

// keepFindings puts the findings where the result lies.
func (s *Session) keepFindings() []Finding {
	if !s.lent {
		return slices.Clone(s.pass.findings)
	}
	room := s.pass.room
	room.findings, s.pass.findings = s.pass.findings, room.findings[:0]
	return room.findings
}

func (r *Result) filter(f Filter, d *cable.Document, from Origin) {
	why := make([]string, len(r.Findings))
	f(d, from, r.Findings, why)
	keep := r.Findings[:0]
	for i, w := range why {
		if w == "" {
			keep = append(keep, r.Findings[i])
			continue
		}
		r.Suppressed = append(r.Suppressed, Suppressed{r.Findings[i], w})
	}
	r.Findings = keep
}

// PanicID is the id of the rule under which a broken rule is reported.
const PanicID = "lint-panic"

// panicRule stands in where the catalogue has no rule of that id.
var panicRule = &Rule{ID: PanicID, Title: "a rule failed on this cable", Severity: Error, Authority: "cablelint"}

func (s *Session) panicFindings() []Finding {
	fs := make([]Finding, 0, len(s.broken))
	for _, b := range s.broken {
		fs = append(fs, panicFinding(s.e.panics, s.e.members[b.member].ID, b.why))
	}
	return fs
}

// panicFinding says that the rule with an id broke. Why may hold text of the cable.
func panicFinding(as *Rule, id, why string) Finding {
	return Finding{
		Rule: as, Severity: Error, Message: "rule {0} failed on this cable and was left out ({1}); please report this",
		Args: []Arg{Name(id), Quoted(why)},
	}
}

// Bare is a selection with the anchors of the rules of s and callbacks that do
// nothing: the visit alone, which benchmarks compare with.
func Bare(s *Selection) *Selection {
	bare := &Selection{Preset: s.Preset}
	for _, r := range s.Rules {
		if r.At == nil {
			continue
		}
		rule := *r.Rule
		rule.At, rule.Cable = func(*Pass, uint32) {}, nil
		r.Rule = &rule
		bare.Rules = append(bare.Rules, r)
	}
	return bare
}
