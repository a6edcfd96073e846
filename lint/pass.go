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
	args     []Arg // what is left of the memory for arguments of findings
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
	p.findings = append(p.findings, Finding{Rule: p.rule, Severity: p.rule.Severity, Span: span, Message: message, Args: p.keep(args), member: p.member})
	return &p.findings[len(p.findings)-1]
}

// argsTogether is how many arguments of findings share one piece of memory.
const argsTogether = 32

// keep copies the arguments of a finding. No memory is used twice: results keep it.
func (p *Pass) keep(args []Arg) []Arg {
	n := len(args)
	if n == 0 {
		return nil
	}
	if n > len(p.args) {
		p.args = make([]Arg, max(n, argsTogether))
	}
	kept := p.args[:n:n]
	p.args = p.args[n:]
	copy(kept, args)
	return kept
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
	// Most fixes are of one edit or two: they lie beside the fix.
	fix := new(struct {
		Fix
		room [2]Edit
	})
	fix.Fix = Fix{Applicability: a, Message: message, Edits: append(fix.room[:0], edits...), Together: true}
	f.Fix = &fix.Fix
	return f
}

// SetFixes proposes edits of which each may be made without the others. The finding
// keeps the slice.
func (f *Finding) SetFixes(a Applicability, message string, edits []Edit) *Finding {
	f.Fix = &Fix{Applicability: a, Message: message, Edits: edits}
	return f
}
