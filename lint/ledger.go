package lint

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/cablelint/cablelint/cable"
)

// LedgerEntry is what was done to one cable, with all that takes it back. It is
// written and synced before the file is replaced, as an intent; marked done after.
type LedgerEntry struct {
	Tool     string // program and version
	Document string // address; of the written file when that is another
	Done     bool
	Before   [sha256.Size]byte // sum of the cable as it was
	After    [sha256.Size]byte
	Edits    []LedgerEdit // in order
}

// LedgerEdit is one applied edit.
type LedgerEdit struct {
	Offset   int // in the cable as it was
	Old, New []byte
	Rule     string // "a+b" where edits of two rules became one
}

// NewLedgerEntry is the intent to make text of raw by edits.
func NewLedgerEntry(tool, document string, raw, text []byte, edits []Applied) LedgerEntry {
	e := LedgerEntry{Tool: tool, Document: document, Before: sha256.Sum256(raw), After: sha256.Sum256(text)}
	for _, a := range edits {
		e.Edits = append(e.Edits, LedgerEdit{Offset: int(a.Span.Start), Old: raw[a.Span.Start:a.Span.End], New: a.New, Rule: a.Rule})
	}
	return e
}

const (
	ledgerHead = `{"schema_version":"1","type":"fix","state":`
	intent     = `"intent"`
	done       = `"done"  `
)

// An entry becomes done in place: these bytes are written over the line's own at
// LedgerStateAt. Nothing moves, so a ledger that was cut short while this
// happened is still a ledger.
const (
	LedgerStateAt   = len(ledgerHead)
	LedgerStateDone = done
)

// ledgerLine is an entry as JSON, without its head.
type ledgerLine struct {
	Tool           string           `json:"tool"`
	Document       string           `json:"document,omitempty"`
	DocumentBase64 string           `json:"document_base64,omitempty"`
	Before         string           `json:"before"`
	After          string           `json:"after"`
	Edits          []ledgerLineEdit `json:"edits"`
}

// ledgerLineEdit has text where bytes are UTF-8, else base64.
type ledgerLineEdit struct {
	Offset    int     `json:"offset"`
	Old       *string `json:"old,omitempty"`
	OldBase64 *string `json:"old_base64,omitempty"`
	New       *string `json:"new,omitempty"`
	NewBase64 *string `json:"new_base64,omitempty"`
	Rule      string  `json:"rule"`
}

// Append writes the entry as one line of JSON.
func (e *LedgerEntry) Append(dst []byte) []byte {
	dst = append(dst, ledgerHead...)
	if e.Done {
		dst = append(dst, done...)
	} else {
		dst = append(dst, intent...)
	}
	dst = append(dst, ',')
	line := ledgerLine{Tool: e.Tool, Before: hex.EncodeToString(e.Before[:]), After: hex.EncodeToString(e.After[:]), Edits: make([]ledgerLineEdit, 0, len(e.Edits))}
	if utf8.ValidString(e.Document) {
		line.Document = e.Document
	} else {
		line.DocumentBase64 = base64.StdEncoding.EncodeToString([]byte(e.Document))
	}
	for _, d := range e.Edits {
		out := ledgerLineEdit{Offset: d.Offset, Rule: d.Rule}
		out.Old, out.OldBase64 = textOrBase64(d.Old)
		out.New, out.NewBase64 = textOrBase64(d.New)
		line.Edits = append(line.Edits, out)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(line); err != nil {
		// Only values that have no JSON form fail, and there are none in the type.
		panic(err)
	}
	return append(dst, b.Bytes()[1:]...) // without the brace that the head has
}

func textOrBase64(b []byte) (text, coded *string) {
	s := string(b)
	if utf8.Valid(b) {
		return &s, nil
	}
	s = base64.StdEncoding.EncodeToString(b)
	return nil, &s
}

// ParseLedgerEntry reads one line of a ledger.
func ParseLedgerEntry(line []byte) (LedgerEntry, error) {
	var in struct {
		Schema string `json:"schema_version"`
		Type   string `json:"type"`
		State  string `json:"state"`
		ledgerLine
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return LedgerEntry{}, fmt.Errorf("not a line of a ledger: %w", err)
	}
	switch {
	case in.Type != "fix":
		return LedgerEntry{}, fmt.Errorf("not a line of a ledger: its type is %q, expected \"fix\"", in.Type)
	case in.Schema != "1":
		return LedgerEntry{}, fmt.Errorf("this ledger has schema version %q; this program reads \"1\"", in.Schema)
	case in.State != "intent" && in.State != "done":
		return LedgerEntry{}, fmt.Errorf("the state of a ledger entry is %q, expected \"intent\" or \"done\"", in.State)
	}
	e := LedgerEntry{Tool: in.Tool, Document: in.Document, Done: in.State == "done"}
	return e, e.fill(&in.ledgerLine)
}

func (e *LedgerEntry) fill(in *ledgerLine) error {
	if in.DocumentBase64 != "" {
		b, err := base64.StdEncoding.DecodeString(in.DocumentBase64)
		if err != nil {
			return fmt.Errorf("document_base64: %w", err)
		}
		e.Document = string(b)
	}
	for _, s := range [...]struct {
		name, text string
		sum        *[sha256.Size]byte
	}{{"before", in.Before, &e.Before}, {"after", in.After, &e.After}} {
		b, err := hex.DecodeString(s.text)
		if err != nil || len(b) != sha256.Size {
			return fmt.Errorf("%s of %q is no SHA-256 sum", s.name, e.Document)
		}
		copy(s.sum[:], b)
	}
	end := 0
	for i, d := range in.Edits {
		out := LedgerEdit{Offset: d.Offset, Rule: d.Rule}
		var err error
		if out.Old, err = textFrom(d.Old, d.OldBase64); err == nil {
			out.New, err = textFrom(d.New, d.NewBase64)
		}
		if err != nil {
			return fmt.Errorf("edit %d of %q: %w", i+1, e.Document, err)
		}
		if out.Offset < end {
			return fmt.Errorf("edit %d of %q is out of order", i+1, e.Document)
		}
		end = out.Offset + len(out.Old)
		e.Edits = append(e.Edits, out)
	}
	return nil
}

func textFrom(text, coded *string) ([]byte, error) {
	switch {
	case text != nil && coded == nil:
		return []byte(*text), nil
	case text == nil && coded != nil:
		return base64.StdEncoding.DecodeString(*coded)
	default:
		return nil, errors.New("expected either the text or its base64")
	}
}

// What stands in the way of taking a repair back.
var (
	// ErrNotApplied says that the cable is as it was before: an intent never done.
	ErrNotApplied = errors.New("the cable is as it was before the repair")
	// ErrChanged says that the cable is neither as it was before nor as it was after.
	ErrChanged = errors.New("the cable was changed since it was repaired")
	// ErrLedger says that the entry does not lead back to what it says was there.
	ErrLedger = errors.New("the ledger entry does not lead back to the cable that it names: the ledger was changed")
)

// Undo gives back the cable as it was. It trusts the two sums, not the state.
func (e *LedgerEntry) Undo(now []byte) ([]byte, error) {
	switch sha256.Sum256(now) {
	case e.After:
	case e.Before:
		return nil, ErrNotApplied
	default:
		return nil, ErrChanged
	}
	edits := make([]Edit, 0, len(e.Edits))
	shift := 0
	for _, d := range e.Edits {
		start := d.Offset + shift
		if start < 0 || start+len(d.New) > len(now) || !bytes.Equal(now[start:start+len(d.New)], d.New) {
			return nil, ErrLedger
		}
		edits = append(edits, Edit{cable.Span{Start: uint32(start), End: uint32(start + len(d.New))}, d.Old})
		shift += len(d.New) - len(d.Old)
	}
	was := Apply(now, edits)
	if sha256.Sum256(was) != e.Before {
		return nil, ErrLedger
	}
	return was, nil
}
