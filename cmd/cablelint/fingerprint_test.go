package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// fingerprints are those that each format of one run gives, in its order, by format.
func fingerprints(t *testing.T, dir, name string, args ...string) map[string][]string {
	t.Helper()
	formats := []string{"sarif", "gitlab", "jsonl", "csv"}
	path := filepath.Join(dir, name)
	command := append([]string{"lint", "--isolated", "--exit-zero", "--quiet", path}, args...)
	for _, f := range formats {
		command = append(command, "--output", f+":"+filepath.Join(dir, f+".out"))
	}
	if got := cablelint(t, "", command...); got.status != int(Clean) {
		t.Fatalf("%+v", got)
	}
	prints := map[string][]string{}
	for _, f := range formats {
		data, err := os.ReadFile(filepath.Join(dir, f+".out"))
		if err != nil {
			t.Fatal(err)
		}
		prints[f] = fingerprintsOf(t, f, data)
	}
	base := filepath.Join(dir, "known.baseline")
	if got := cablelint(t, "", append([]string{"baseline", "write", "--isolated", "--baseline", base, path}, args...)...); got.status != int(Clean) {
		t.Fatalf("%+v", got)
	}
	data, err := os.ReadFile(base)
	if err != nil {
		t.Fatal(err)
	}
	prints["baseline"] = fingerprintsOf(t, "baseline", data)
	return prints
}

func fingerprintsOf(t *testing.T, format string, data []byte) (list []string) {
	t.Helper()
	read := func(data []byte, v any) {
		if err := json.Unmarshal(data, v); err != nil {
			t.Fatalf("%s: %v", format, err)
		}
	}
	switch format {
	case "sarif":
		var log struct {
			Runs []struct {
				Results []struct {
					PartialFingerprints map[string]string `json:"partialFingerprints"`
				} `json:"results"`
			} `json:"runs"`
		}
		read(data, &log)
		for _, r := range log.Runs[0].Results {
			list = append(list, r.PartialFingerprints["cablelint/v1"])
		}
	case "csv":
		rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			list = append(list, row[slices.Index(rows[0], "fingerprint")])
		}
	default:
		if format == "gitlab" {
			data = []byte(strings.NewReplacer("[\n", "", ",\n", "\n", "\n]", "").Replace(string(data)))
		}
		for line := range strings.Lines(string(data)) {
			var v struct{ Fingerprint string }
			if read([]byte(line), &v); v.Fingerprint != "" {
				list = append(list, v.Fingerprint)
			}
		}
	}
	return list
}

// TestFingerprintIsTheSameInEveryFormatAndWhereLinesMove: twenty lines above a
// finding change nothing of the name by which it is known again.
func TestFingerprintIsTheSameInEveryFormatAndWhereLinesMove(t *testing.T) {
	dir := t.TempDir()
	head := "C O N F I D E N T I A L ARBONNE 000824\n\nSIPDIS\n\nE.O. 12958: DECL: 02/07/2016\nTAGS: PGOV, HARBORX\nSUBJECT: HARBOUR COUNCIL MEETS\n\n" +
		"Classified By: DCM Anna Vale for reasons 1.4 (b) and (d)\n\n"
	text := "1. (C) The council met, and France,s mole stood. The council met, and France,s mole stood ) so said &the mayor,8 and sat down.\n\n" +
		"3. (C) Nobody asked for America,s view.\n\nVALE\n"
	more := strings.Repeat("The session was long and nothing else of note was said in it that day.\n", 20)
	file(t, dir, "06ARBONNE824.txt", head+text)
	before := fingerprints(t, dir, "06ARBONNE824.txt")
	file(t, dir, "06ARBONNE824.txt", head+more+text)
	after := fingerprints(t, dir, "06ARBONNE824.txt")
	want := slices.Sorted(slices.Values(before["sarif"]))
	if len(want) < 5 || len(slices.Compact(slices.Clone(want))) != len(want) {
		t.Fatalf("%d findings, some with one name: %q", len(want), want)
	}
	for when, prints := range map[string]map[string][]string{"before": before, "after twenty lines": after} {
		for format, list := range prints {
			slices.Sort(list)
			for _, print := range want {
				if _, there := slices.BinarySearch(list, print); !there {
					t.Errorf("%s, %s: no %s in %q", when, format, print, list)
				}
			}
		}
	}
}

// TestFingerprintDoesNotDependOnWhatIsIgnored: of two equal findings the first is
// known; the second keeps its number.
func TestFingerprintDoesNotDependOnWhatIsIgnored(t *testing.T) {
	dir := t.TempDir()
	text := "1. (U) The council met, and France,s mole in the harbour stood firm.\n"
	path := file(t, dir, "06ARBONNE824.txt", text)
	base := filepath.Join(dir, "first.baseline")
	if got := cablelint(t, "", "baseline", "write", "--isolated", "--select", "enc-", "--baseline", base, path); got.status != int(Clean) {
		t.Fatalf("%+v", got)
	}
	file(t, dir, "06ARBONNE824.txt", text+text)
	all := fingerprints(t, dir, "06ARBONNE824.txt", "--select", "enc-apostrophe-comma")
	fresh := cablelint(t, "", "lint", "--isolated", "--select", "enc-apostrophe-comma", "--format", "jsonl", "--baseline", base, path)
	var left []string
	for line := range strings.Lines(fresh.stdout) {
		left = append(left, fingerprintsOf(t, "jsonl", []byte(line))...)
	}
	if len(all["jsonl"]) != 2 || len(left) != 1 || left[0] != all["jsonl"][1] {
		t.Errorf("all %q, and with the first one known %q", all["jsonl"], left)
	}
}
