package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var shBlock = regexp.MustCompile("(?ms)^```sh([^\n]*)\n(.*?)^```$")

// TestDocumentationRuns runs every command of the tutorial and the recipes, in
// order, in a folder with some hundreds of invented cables. A block says "not run here" and
// why, or which status its last command ends with.
func TestDocumentationRuns(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("bash is not installed: the commands of the documentation are not run")
	}
	binary := buildOnce(t)
	for _, doc := range []string{"tutorial.md", "recipes.md", "scale.md"} {
		t.Run(doc, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("..", "..", "docs", doc))
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			inventedCables(t, filepath.Join(dir, "cables"))
			ran := 0
			for _, m := range shBlock.FindAllSubmatch(text, -1) {
				info, script := strings.TrimSpace(string(m[1])), string(m[2])
				if strings.HasPrefix(info, "not run here") {
					continue
				}
				ran++
				cmd := exec.Command(bash, "-c", script)
				cmd.Dir = dir
				cmd.Env = append(os.Environ(), "PATH="+filepath.Dir(binary)+string(os.PathListSeparator)+os.Getenv("PATH"), "NO_COLOR=1")
				var out bytes.Buffer
				cmd.Stdout, cmd.Stderr = &out, &out
				_ = cmd.Run() // judged by its status
				status := cmd.ProcessState.ExitCode()
				want := map[string]int{"": 0, "status=1": 1}[info]
				if status != want && (info != "status=any" || status > 1) {
					t.Errorf("status %d, want %d, of\n%s\n%s", status, want, script, out.String())
				}
			}
			if ran < 2 {
				t.Errorf("only %d blocks were run", ran)
			}
		})
	}
}

// inventedCables copies the fixtures until there are 400 cables.
func inventedCables(t *testing.T, dir string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "fixtures", "*", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range files {
		if filepath.Base(f) == "findings.txt" || n == 400 {
			continue
		}
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(filepath.Dir(f))+"-"+filepath.Base(f)), text, 0o666); err != nil {
			t.Fatal(err)
		}
		n++
	}
}

// buildOnce builds the program for tests that need it as a process.
func buildOnce(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "cablelint")
	build := exec.Command("go", "build", "-o", name, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return name
}
