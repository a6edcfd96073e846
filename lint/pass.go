package lint

import "github.com/cablelint/cablelint/cable"

// Pass is what a rule sees of one cable. It lives as long as the call.
type Pass struct {
	Cable *cable.Document
	// Preset is the preset of the run: some rules are stricter in a draft.
	Preset Preset
	// Typography says how restored quotes and dashes are written.
	Typography Typography

	rule     *Rule
	member   uint16 // index of rule in the engine
	findings []Finding
	flow     cable.Flow
	flowOf   int // block of flow, plus one; 0: none
	serial   uint64
	memos    []memo
	room     *Room // where findings keep what belongs to them
}

// memo is what the rules of one family keep.
type memo struct {
	key   *MemoKey
	value any
}

// MemoKey names what the rules of one family keep. Each family has a key of its own,
// which is known by its address.
type MemoKey struct{ Family string }

// Memo is a value that the rules of one family share, so that what several of
// them need is worked out once. It is built at the first call with its key and
// kept for all cables of the session: compare [Pass.Serial] to know whether what
// it holds is of this cable.
func (p *Pass) Memo(key *MemoKey, build func() any) any {
	for _, m := range p.memos {
		if m.key == key {
			return m.value
		}
	}
	v := build()
	p.memos = append(p.memos, memo{key, v})
	return v
}

// Serial numbers the cables of a session, from 1. It grows from cable to cable,
// not always by one.
func (p *Pass) Serial() uint64 { return p.serial }

// Typography is a way to write what was restored.
type Typography uint8

// The typographies.
const (
	KeepTypography    Typography = iota // as the rest of the cable does
	ASCIITypography                     // ' " --
	UnicodeTypography                   // ’ “ ” —
)

// Report adds a finding of the running rule. The returned pointer is valid until
// the next call: set Severity, Fix, Related, Field or Confidence through it.
func (p *Pass) Report(span cable.Span, message string, args ...Arg) *Finding {
	p.findings = append(p.findings, Finding{Rule: p.rule, Severity: p.rule.Severity, Span: span, Message: message, Args: p.room.args.keep(args), member: p.member, room: p.room})
	return &p.findings[len(p.findings)-1]
}

// Flow is the flowing text of the block that holds the byte offset at, and the
// offset in it; false when the byte is in no block or left out of its flow. The
// flow is shared by the rules of one cable and valid until the next call.
func (p *Pass) Flow(at uint32) (*cable.Flow, int, bool) {
	b := p.Cable.BlockAt(at)
	if b < 0 {
		return nil, 0, false
	}
	if p.flowOf != b+1 {
		p.Cable.Flow(b, &p.flow)
		p.flowOf = b + 1
	}
	i, ok := p.flow.Index(at)
	return &p.flow, i, ok
}

// Replace is an edit.
func Replace(span cable.Span, with string) Edit { return Edit{span, []byte(with)} }

// Delete is an edit that removes the span.
func Delete(span cable.Span) Edit { return Edit{span, nil} }

// SetFix proposes edits for the finding.
func (f *Finding) SetFix(a Applicability, message string, edits ...Edit) *Finding {
	fix := f.newFix()
	*fix = Fix{Applicability: a, Message: message, Edits: f.room.edits.keep(edits), Together: true}
	return f
}

// SetFixes proposes edits of which each may be made without the others.
func (f *Finding) SetFixes(a Applicability, message string, edits []Edit) *Finding {
	fix := f.newFix()
	*fix = Fix{Applicability: a, Message: message, Edits: f.room.edits.keep(edits)}
	if cap(edits) > cap(f.room.list) {
		f.room.list = edits[:0]
	}
	return f
}

// newFix gives the finding a fix to be filled in.
func (f *Finding) newFix() *Fix {
	if f.room == nil { // it was not made by a pass
		f.room = new(Room)
	}
	f.Fix = &f.room.fixes.take(1)[0]
	return f.Fix
}

// Edits is an empty list to which a rule may append what it hands to
// [Finding.SetFixes]. It is one and the same for all rules, so that it is seldom made
// longer.
func (p *Pass) Edits() []Edit {
	if p.room.list == nil {
		p.room.list = make([]Edit, 0, leastTogether)
	}
	return p.room.list[:0]
}
