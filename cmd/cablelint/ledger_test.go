package main

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// FuzzLedger reads any line as one of a ledger, against any file: it never gives
// back bytes whose checksum is not the one that the line promises. And a line
// that was written for an edit leads back to the original.
func FuzzLedger(f *testing.F) {
	old := faultyCable(1)
	edit := []lint.Applied{{Edit: lint.Edit{Span: cable.Span{Start: 3, End: 7}, New: []byte("\xff")}, Rule: "enc-toy"}}
	text := lint.Apply(old, lint.Edits(edit))
	line, err := json.Marshal(newRepair("a.txt", "a.txt", old, text, edit))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(line, text, uint16(3), uint16(4))
	f.Add([]byte(`{"type":"repair","edits":[{"offset":-1,"old":"x","new":{"base64":"AA=="}}]}`), []byte("abc"), uint16(0), uint16(9))
	f.Fuzz(func(t *testing.T, line, now []byte, at, n uint16) {
		if r, err := readRepair(bytes.NewReader(line), 0, int64(len(line))); err == nil {
			if back, err := r.back(now); err == nil && checksum(back) != r.Before {
				t.Errorf("undo gives bytes that the ledger does not promise")
			}
		}
		start := min(int(at), len(now))
		end := min(start+int(n), len(now))
		edit := []lint.Applied{{Edit: lint.Edit{Span: cable.Span{Start: uint32(start), End: uint32(end)}, New: line}, Rule: "enc-toy"}}
		fixed := lint.Apply(now, lint.Edits(edit))
		written, err := json.Marshal(newRepair("a", "a", now, fixed, edit))
		if err != nil {
			t.Fatal(err)
		}
		r, err := readRepair(bytes.NewReader(written), 0, int64(len(written)))
		if err != nil {
			t.Fatal(err)
		}
		if back, err := r.back(fixed); err != nil || !bytes.Equal(back, now) {
			t.Errorf("what was written does not lead back: %v", err)
		}
	})
}
