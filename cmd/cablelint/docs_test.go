package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var shBlock = regexp.MustCompile("(?ms)^```sh([^\n]*)\n(.*?)^```$")

// block is commands of the documentation. Its info says which status the last of
// them ends with, that they are "in a clone" of the repository, which tool they
// need, or that they are "not run here" and why.
type block struct{ info, script string }

func blocksOf(t *testing.T, doc string) (list []block) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root(t), "docs", doc))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range shBlock.FindAllSubmatch(text, -1) {
		list = append(list, block{strings.TrimSpace(string(m[1])), string(m[2])})
	}
	return list
}

// shell runs blocks in one folder, with the program in its path.
type shell struct {
	t        *testing.T
	dir, bin string
	ran      int
}

func (s *shell) run(b block) {
	s.t.Helper()
	dir := s.dir
	info := b.info
	switch tool, needed := strings.CutPrefix(info, "needs "); {
	case strings.HasPrefix(info, "not run here"):
		return
	case needed:
		if _, err := exec.LookPath(tool); err != nil {
			s.t.Logf("%s is not installed: not run:\n%s", tool, b.script)
			return
		}
		info = ""
	case info == "in a clone":
		dir, info = root(s.t), ""
	}
	s.ran++
	cmd := exec.Command("bash", "-c", b.script)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PATH="+s.bin+string(os.PathListSeparator)+os.Getenv("PATH"), "GOBIN="+s.bin, "NO_COLOR=1",
		"GIT_AUTHOR_NAME=x", "GIT_AUTHOR_EMAIL=x@example.org", "GIT_COMMITTER_NAME=x", "GIT_COMMITTER_EMAIL=x@example.org")
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		s.t.Fatal(err)
	}
	status := cmd.ProcessState.ExitCode()
	want := map[string]int{"": 0, "status=1": 1}[info]
	if status != want && (info != "status=any" || status > 1) {
		s.t.Errorf("status %d, want %d, of\n%s\n%s", status, want, b.script, out)
	}
}

// TestDocumentationRuns runs every command of the tutorial and the recipes, in
// order, in a folder with some hundreds of invented cables.
func TestDocumentationRuns(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("bash is not installed: the commands of the documentation are not run")
	}
	binary := buildOnce(t)
	for _, doc := range []string{"tutorial.md", "recipes.md", "scale.md", "html-report.md"} {
		t.Run(doc, func(t *testing.T) {
			s := &shell{t: t, dir: t.TempDir(), bin: filepath.Dir(binary)}
			inventedCables(t, filepath.Join(s.dir, "cables"))
			for _, b := range blocksOf(t, doc) {
				if b.info != "in a clone" { // the program is built already
					s.run(b)
				}
			}
			if s.ran == 0 {
				t.Error("no block was run")
			}
		})
	}
}

// TestFromInstallToAGreenJobInUnderTenCommands does what the first part of the
// tutorial says, from nothing, in an empty folder with two hundred damaged cables;
// then the jobs of GitHub and GitLab run there and are green.
func TestFromInstallToAGreenJobInUnderTenCommands(t *testing.T) {
	if testing.Short() {
		t.Skip("installs the program")
	}
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("bash is not installed: the commands of the documentation are not run")
	}
	s := &shell{t: t, dir: t.TempDir(), bin: filepath.Join(t.TempDir(), "bin")}
	for i := range 200 {
		if err := os.MkdirAll(filepath.Join(s.dir, "cables"), 0o777); err != nil {
			t.Fatal(err)
		}
		file(t, s.dir, fmt.Sprintf("cables/06ARBONNE%d.txt", i+1), damagedCable(i+1))
	}
	commands := 0
	for _, b := range blocksOf(t, "tutorial.md") {
		if strings.Contains(b.script, "cablelint explain") {
			break // the second part
		}
		commands += strings.Count(b.script, "\n")
		s.run(b)
	}
	if commands < 5 || commands >= 10 {
		t.Errorf("%d commands, expected fewer than ten", commands)
	}
	t.Run("GitHub", func(t *testing.T) {
		if status := s.github(t); status != "status=0\n" {
			t.Errorf("the job ends with %q", status)
		}
		if len(jobSummary(t, s.dir)) == 0 {
			t.Error("the job has no summary")
		}
		file(t, s.dir, "cables/06ARBONNE201.txt", damagedCable(201))
		if status := s.github(t); status != "status=1\n" {
			t.Errorf("with a damaged cable more the job ends with %q", status)
		}
		if err := os.Remove(filepath.Join(s.dir, "cables", "06ARBONNE201.txt")); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("GitLab", func(t *testing.T) {
		script := readYAML(t, "docs/ci/gitlab.yml")["cablelint"].(map[string]any)["script"].([]any)
		s := *s
		s.t = t
		s.run(block{"", "export CABLELINT_PATHS=cables\n" + script[len(script)-1].(string)})
		if report, err := os.ReadFile(filepath.Join(s.dir, "gl-code-quality-report.json")); err != nil || strings.TrimSpace(string(report)) != "[\n]" {
			t.Errorf("code quality of a green job: %s, %v", report, err)
		}
	})
}

// github runs the step of action.yml that lints, as the service would, and
// returns what it hands to the next step.
func (s *shell) github(t *testing.T) string {
	t.Helper()
	for _, step := range readYAML(t, "action.yml")["runs"].(map[string]any)["steps"].([]any) {
		step := step.(map[string]any)
		if step["id"] != "lint" {
			continue
		}
		output := filepath.Join(t.TempDir(), "output")
		cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"].(string))
		cmd.Dir = s.dir
		cmd.Env = append(os.Environ(), "PATHS=cables", "ARGS=", "SARIF=cablelint.sarif", "GITHUB_OUTPUT="+output,
			"GITHUB_STEP_SUMMARY="+filepath.Join(s.dir, "summary.md"), "GOPATH="+filepath.Dir(s.bin))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		handed, err := os.ReadFile(output)
		if err != nil {
			t.Fatal(err)
		}
		return string(handed)
	}
	t.Fatal("action.yml has no step with the id lint")
	return ""
}

func jobSummary(t *testing.T, dir string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "summary.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// damagedCable is an invented cable with faults that can be repaired and some
// that only a person can mend.
func damagedCable(n int) string {
	return fmt.Sprintf("R 081651Z FEB 06\nFM AMEMBASSY ARBONNE\nTO SECSTATE WASHDC\nC O N F I D E N T I A L ARBONNE %06d\n\nSIPDIS\n\n"+
		"E.O. 12958: DECL: 02/08/20%d\nTAGS: %s\nSUBJECT: HARBOUR COUNCIL MEETS\n\nClassified By: DCM Anna Vale for reasons 1.4 (b) and (d)\n\n"+
		"1. (C) The mayor told the Ambassador that America,s help with the\nharbor is welcome.  &We are ready to build,8 he said.\n\n"+
		"%d. %sThe Minister,s aide ) a friend of the mayor ) agreed.\n\nVALE\n",
		n, 16+n%2*20, [...]string{"PGOV, PREL", "PGOVPREL", "PGOV PREL"}[n%3], 2+n%5/4, [...]string{"(C) ", ""}[n%4/3])
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
