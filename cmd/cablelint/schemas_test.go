package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestReportsOfEveryFixtureFollowTheirSchemas lints all fixtures with all rules,
// once as files and once as members of an archive, and reads each report by the
// schema of its format or by a reader that is not ours.
func TestReportsOfEveryFixtureFollowTheirSchemas(t *testing.T) {
	fixtures := filepath.Join(root(t), "fixtures")
	for _, path := range []string{fixtures, filepath.Join(root(t), "corpus", "testdata")} {
		dir := t.TempDir()
		args := []string{"lint", "--isolated", "--select", "all", "--severity", "info", "--quiet", path}
		for _, format := range []string{"sarif", "rdjson", "junit", "checkstyle", "gitlab", "json"} {
			args = append(args, "--output", format+":"+filepath.Join(dir, format))
		}
		if got := cablelint(t, "", args...); got.status != int(Found) && got.status != int(Failed) {
			t.Fatalf("%s: status %d: %s", path, got.status, got.stderr)
		}
		read := func(format string) []byte {
			data, err := os.ReadFile(filepath.Join(dir, format))
			if err != nil || len(data) < 100 {
				t.Fatalf("%s: %d bytes, %v", format, len(data), err)
			}
			return data
		}
		for format, schema := range map[string]string{"sarif": "sarif-2.1.0.json", "rdjson": "rdjson.json"} {
			compiled, err := jsonschema.NewCompiler().Compile(filepath.Join(root(t), "report", "testdata", "schema", schema))
			if err != nil {
				t.Fatal(err)
			}
			v, err := jsonschema.UnmarshalJSON(bytes.NewReader(read(format)))
			if err == nil {
				err = compiled.Validate(v)
			}
			if err != nil {
				t.Errorf("%s of %s: %v", format, path, err)
			}
		}
		for _, format := range []string{"gitlab", "json"} {
			var list []map[string]any
			if err := json.Unmarshal(read(format), &list); err != nil || len(list) == 0 {
				t.Errorf("%s of %s: %d entries, %v", format, path, len(list), err)
			}
		}
		for _, format := range []string{"junit", "checkstyle"} {
			for d := xml.NewDecoder(bytes.NewReader(read(format))); ; {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Errorf("%s of %s: %v", format, path, err)
					break
				}
			}
		}
	}
}
