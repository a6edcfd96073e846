package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/corpus"
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

// FuzzCheckpoint reads any bytes as the account that a gate left behind and goes
// on from there: whoever changed the file gets an error or a run that reconciles,
// and no byte is written outside of the two folders.
func FuzzCheckpoint(f *testing.F) {
	f.Add([]byte(`{"schema_version":"1","type":"account","complete":false,"records":{"found":1,"accepted":1},"rates":null,"rules":null,"checkpoint":{"settings":"x","split":{"sides":[{"name":"../up","size":3},{"size":-1}],"tails":-1},"reasons":{"size":99}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "account.json")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		a, m, err := readCheckpoint(path)
		if err != nil {
			return
		}
		a.Accept(3, 3, 1)
		a.Quarantine(2, true)
		a.Count("enc-toy", 1)
		a.Rates["enc-toy"]++
		if m == nil {
			return
		}
		dir := t.TempDir()
		for _, name := range []string{"a", "q"} {
			file(t, dir, name+"/one.txt", "ONE")
		}
		file(t, dir, "one.txt", "OUTSIDE")
		split, err := corpus.NewSplit(filepath.Join(dir, "a"), filepath.Join(dir, "q"), true, false, &m.Split)
		if err == nil {
			if err := split.Close(); err != nil {
				t.Fatal(err)
			}
		}
		if outside := read(t, filepath.Join(dir, "one.txt")); outside != "OUTSIDE" {
			t.Fatalf("a file outside of the targets became %q", outside)
		}
		if list, err := os.ReadDir(dir); err != nil || len(list) != 3 {
			t.Fatalf("files outside of the targets were made: %v", list)
		}
	})
}

// TestUndoFindsAFileWhoseNameIsNotUTF8 repairs it in place and below another folder.
func TestUndoFindsAFileWhoseNameIsNotUTF8(t *testing.T) {
	t.Chdir(t.TempDir())
	const name, text = "caf\xe9.txt", "SUBJECT: HARBOR\n\nAmerica,s port is the harbor of Laurenberg.\n"
	if err := os.Mkdir("in", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("in/"+name, []byte(text), 0o644); err != nil {
		t.Skipf("the file system has no such names: %v", err)
	}
	for _, c := range []struct{ file, args string }{
		{"in/" + name, "--write"},
		{"out/" + name, "--output-dir out"},
	} {
		args := append([]string{"fix", "--isolated", "--ledger", "l", "in"}, strings.Fields(c.args)...)
		if got := cablelint(t, "", args...); got.status != int(Found) || read(t, c.file) == text {
			t.Fatalf("%s: %+v", c.args, got)
		}
		if got := cablelint(t, "", "undo", "l"); got.status != int(Clean) || read(t, c.file) != text {
			t.Errorf("%s: undo: %+v", c.args, got)
		}
	}
}
