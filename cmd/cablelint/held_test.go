package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/report"
)

// places are the places of the findings of JSON Lines, in their order.
func places(t *testing.T, lines string) []findingPlace {
	t.Helper()
	var all []findingPlace
	for line := range strings.Lines(lines) {
		if strings.Contains(line, `"type":"finding"`) {
			all = append(all, placeOf([]byte(line)))
		}
	}
	return all
}

// TestFindingsOfTheCorpusStandAtTheirRecords lints every cable of the fixtures
// under two names: rules over the corpus speak of the middle of the run.
func TestFindingsOfTheCorpusStandAtTheirRecords(t *testing.T) {
	cables := fixtureCables(t)
	t.Chdir(t.TempDir())
	for i, c := range cables {
		file(t, ".", fmt.Sprintf("in/%03d.txt", i), string(c.text))
		file(t, ".", fmt.Sprintf("in/%03d-again.txt", i), string(c.text))
	}
	got := cablelint(t, "", "lint", "--isolated", "--select", "all", "--format", "jsonl", "--output", "jsonl:file", "--output", "json:array", "in")
	found, late := places(t, got.stdout), 0
	for i := range found {
		if i > 0 && found[i].compare(found[i-1]) < 0 {
			t.Fatalf("%+v follows %+v", found[i], found[i-1])
		}
		if strings.HasPrefix(found[i].Rule, "corpus-") && found[i].Seq < found[len(found)-1].Seq {
			late++
		}
	}
	if late < 10 {
		t.Errorf("%d findings of rules over the corpus in %d: nothing is tested", late, len(found))
	}
	if read(t, "file") != got.stdout {
		t.Error("the report in a file has another order")
	}
	var array, lines []json.RawMessage
	if err := json.Unmarshal([]byte(read(t, "array")), &array); err != nil {
		t.Fatal(err)
	}
	for in := json.NewDecoder(strings.NewReader(got.stdout)); in.More(); {
		var o json.RawMessage
		if err := in.Decode(&o); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, o)
	}
	if len(array) != len(lines) {
		t.Fatalf("the array has %d objects, the lines %d", len(array), len(lines))
	}
	for i := range array {
		if !bytes.Equal(array[i], lines[i]) {
			t.Fatalf("object %d of the array is %s, of the lines %s", i, array[i], lines[i])
		}
	}
}

// TestHeldInMemoryAndInAFile holds three records, and something is found late in
// the second one and behind the last one.
func TestHeldInMemoryAndInAFile(t *testing.T) {
	finding := func(seq, offset int, rule string) string {
		return fmt.Sprintf(`{"seq":%d,"rule":%q,"span":{"start":{"offset":%d}}}`, seq, rule, offset) + "\n"
	}
	for _, limit := range []int{0, 100, heldInMemory} {
		temp := t.TempDir()
		t.Setenv("TMPDIR", temp)
		t.Setenv("TMP", temp) // of Windows
		var out bytes.Buffer
		format, err := report.FormatNamed("jsonl")
		if err != nil {
			t.Fatal(err)
		}
		o := newOutput(format.New(&out, report.Options{}), format)
		o.hold()
		o.held.limit = limit
		err = errors.Join(
			o.put(1, []byte(finding(1, 5, "enc-a"))),
			o.put(2, []byte(finding(2, 0, "body-a")+finding(2, 0, "enc-a")+finding(2, 9, "enc-a"))),
			o.put(4, []byte(finding(4, 5, "enc-a"))),
			o.putLate(2, []byte(finding(2, 0, "corpus-a")+finding(2, 0, "corpus-b"))),
			o.putLate(5, []byte(finding(5, 0, "corpus-a"))),
			o.release(),
		)
		want := finding(1, 5, "enc-a") + finding(2, 0, "body-a") + finding(2, 0, "corpus-a") + finding(2, 0, "corpus-b") +
			finding(2, 0, "enc-a") + finding(2, 9, "enc-a") + finding(4, 5, "enc-a") + finding(5, 0, "corpus-a")
		if err != nil || out.String() != want {
			t.Errorf("limit %d: %v\n%s\nwant\n%s", limit, err, out.String(), want)
		}
		if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
			t.Errorf("limit %d: %v is left, %v", limit, left, err)
		}
	}
}

// TestNoRoomForWhatWaits names the folder and what to do instead.
func TestNoRoomForWhatWaits(t *testing.T) {
	t.Setenv("TMPDIR", "/no/such/folder")
	t.Setenv("TMP", `C:\no\such\folder`)
	h := &held{}
	err := h.add(1, []byte("finding"))
	if err == nil {
		t.Fatal("there is such a folder")
	}
	for _, want := range []string{fmt.Sprintf("in %q", os.TempDir()), "TMPDIR", "--ignore corpus-"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not tell %s", err, want)
		}
	}
}
