package main

import (
	"strings"
	"testing"
)

func TestRulesOverACorpusSpeakAtTheEnd(t *testing.T) {
	t.Chdir(t.TempDir())
	file(t, ".", "a/09LAURENBERG7.txt", sound)
	file(t, ".", "b/09LAURENBERG7.txt", damaged)
	file(t, ".", "c/09LAURENBERG8.txt", sound)
	one := cablelint(t, "", "lint", "--format", "jsonl", "--select", "corpus-duplicate-id", "-j", "1", ".")
	if one.status != int(Found) || strings.Count(one.stdout, `"type":"finding"`) != 1 || !strings.Contains(one.stdout, `"seq":2`) || !strings.Contains(one.stdout, "a/09LAURENBERG7.txt already") {
		t.Errorf("%+v", one)
	}
	if four := cablelint(t, "", "lint", "--format", "jsonl", "--select", "corpus-duplicate-id", "-j", "4", "."); four != one {
		t.Errorf("four workers say %+v, one says %+v", four, one)
	}
	if none := cablelint(t, "", "lint", "--select", "corpus-duplicate-id", "a", "c"); none.status != int(Clean) {
		t.Errorf("%+v", none)
	}
	for _, format := range []string{"text", "json", "sarif", "github", "gitlab", "checkstyle", "junit", "rdjson", "csv", "html"} {
		if got := cablelint(t, "", "lint", "--format", format, "--select", "corpus-duplicate-id", "."); got.status != int(Found) || !strings.Contains(got.stdout, "corpus-duplicate-id") {
			t.Errorf("%s: %+v", format, got)
		}
	}
}
