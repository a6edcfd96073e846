package lint_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

func repaired(raw string, edits ...lint.Applied) (lint.LedgerEntry, []byte) {
	text := lint.Apply([]byte(raw), lint.Edits(edits))
	return lint.NewLedgerEntry("cablelint 0.1", "a/06NOWHERE1.txt", []byte(raw), text, edits), text
}

func TestLedgerLineIsJSONThatLeadsBack(t *testing.T) {
	const raw = "Zarkonia,s \xe9 <minister> & \u2028\n"
	e, text := repaired(raw,
		lint.Applied{Edit: lint.Replace(cable.Span{Start: 8, End: 9}, "'"), Rule: "enc-a"},
		lint.Applied{Edit: lint.Replace(cable.Span{Start: 11, End: 12}, "\xc3"), Rule: "enc-b+enc-c"},
		lint.Applied{Edit: lint.Delete(cable.Span{Start: 13, End: 23}), Rule: "tx-d"})
	line := e.Append(nil)
	if !json.Valid(line) || bytes.Count(line, []byte("\n")) != 1 || line[len(line)-1] != '\n' {
		t.Fatalf("not one line of JSON: %s", line)
	}
	back, err := lint.ParseLedgerEntry(line)
	if err != nil {
		t.Fatal(err)
	}
	was, err := back.Undo(text)
	if err != nil || string(was) != raw {
		t.Errorf("undone to %q with %v, was %q", was, err, raw)
	}
	if back.Done || back.Edits[1].Rule != "enc-b+enc-c" || back.Document != "a/06NOWHERE1.txt" || back.Tool != "cablelint 0.1" {
		t.Errorf("%+v", back)
	}
}

func TestLedgerIntentBecomesDoneInPlace(t *testing.T) {
	e, _ := repaired("abc", lint.Applied{Edit: lint.Delete(cable.Span{Start: 0, End: 1}), Rule: "r"})
	line := e.Append(nil)
	copy(line[lint.LedgerStateAt:], lint.LedgerStateDone)
	e.Done = true
	if !bytes.Equal(line, e.Append(nil)) {
		t.Errorf("%s is not %s", line, e.Append(nil))
	}
	if back, err := lint.ParseLedgerEntry(line); err != nil || !back.Done {
		t.Errorf("%+v, %v", back, err)
	}
}

func TestUndoRefuses(t *testing.T) {
	edit := lint.Applied{Edit: lint.Replace(cable.Span{Start: 0, End: 1}, "x"), Rule: "r"}
	for _, row := range []struct {
		name string
		now  string
		harm func(*lint.LedgerEntry)
		want error
	}{
		{"what was never done", "abc", nil, lint.ErrNotApplied},
		{"what changed since", "xbc ", nil, lint.ErrChanged},
		{"an entry whose old bytes were changed", "xbc", func(e *lint.LedgerEntry) { e.Edits[0].Old = []byte("q") }, lint.ErrLedger},
		{"an entry whose new bytes were changed", "xbc", func(e *lint.LedgerEntry) { e.Edits[0].New = []byte("q") }, lint.ErrLedger},
		{"an entry whose place was moved", "xbc", func(e *lint.LedgerEntry) { e.Edits[0].Offset = 999 }, lint.ErrLedger},
		{"an entry that lost an edit", "xbc", func(e *lint.LedgerEntry) { e.Edits = nil }, lint.ErrLedger},
	} {
		t.Run(row.name, func(t *testing.T) {
			e, _ := repaired("abc", edit)
			if row.harm != nil {
				row.harm(&e)
			}
			if was, err := e.Undo([]byte(row.now)); !errors.Is(err, row.want) || was != nil {
				t.Errorf("got %q, %v; want %v", was, err, row.want)
			}
		})
	}
}

func TestLedgerLinesThatAreNone(t *testing.T) {
	good, _ := repaired("abc", lint.Applied{Edit: lint.Delete(cable.Span{Start: 0, End: 1}), Rule: "r"})
	line := string(good.Append(nil))
	for _, row := range []struct{ name, line, want string }{
		{"an empty line", "", "not a line of a ledger"},
		{"a line cut short", line[:len(line)/2], "not a line of a ledger"},
		{"a finding", `{"schema_version":"1","type":"finding"}`, `its type is "finding"`},
		{"a later schema", strings.Replace(line, `"1"`, `"2"`, 1), `schema version "2"`},
		{"an unknown state", strings.Replace(line, `"intent"`, `"maybe!"`, 1), "state"},
		{"a sum that is none", strings.Replace(line, `"before":"`, `"before":"zz`, 1), "no SHA-256"},
		{"edits out of order", strings.Replace(line, `"edits":[`, `"edits":[{"offset":5,"old":"a","new":"b","rule":"r"},`, 1), "out of order"},
		{"an edit without its text", strings.Replace(line, `"old":"a",`, "", 1), "either the text or its base64"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if _, err := lint.ParseLedgerEntry([]byte(row.line)); err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("got %v, want %q", err, row.want)
			}
		})
	}
}

func FuzzLedger(f *testing.F) {
	f.Add("Zarkonia,s", []byte{3, 1, 2, 0, 1, 1}, "a b.txt")
	f.Add("\xff\xfe\x00", []byte{0, 2, 9}, "\xff")
	f.Fuzz(func(t *testing.T, text string, plan []byte, name string) {
		edits := editsFrom(text, plan, "r")
		after := lint.Apply([]byte(text), lint.Edits(edits))
		e := lint.NewLedgerEntry("t", name, []byte(text), after, edits)
		line := e.Append(nil)
		back, err := lint.ParseLedgerEntry(line)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(back.Append(nil), line) || back.Document != name {
			t.Fatalf("%q reads back as %q", line, back.Append(nil))
		}
		was, err := back.Undo(after)
		if text != string(after) && (err != nil || string(was) != text) {
			t.Fatalf("undone to %q with %v, was %q", was, err, text)
		}
	})
}

func FuzzParseLedgerEntry(f *testing.F) {
	e, text := repaired("abc", lint.Applied{Edit: lint.Delete(cable.Span{Start: 0, End: 1}), Rule: "r"})
	f.Add(e.Append(nil), text)
	f.Fuzz(func(t *testing.T, line, now []byte) {
		e, err := lint.ParseLedgerEntry(line)
		if err != nil {
			return
		}
		if was, err := e.Undo(now); err == nil && sha256.Sum256(was) != e.Before {
			t.Fatalf("undone to %q, which is not what was before", was)
		}
	})
}
