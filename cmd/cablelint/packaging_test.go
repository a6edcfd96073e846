package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// root is the repository's top folder.
func root(t testing.TB) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func readYAML(t *testing.T, name string) map[string]any {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root(t), name))
	if err != nil {
		t.Fatal(err)
	}
	var v map[string]any
	if err := yaml.Unmarshal(data, &v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return v
}

var pinned = regexp.MustCompile(`^\s*-?\s*uses: [\w./-]+@([0-9a-f]{40})( # v[\d.]+)$`)

// TestActionsArePinned: an action is named by the commit that it is, never by a
// tag, which can be moved.
func TestActionsArePinned(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root(t), ".github", "workflows", "*.yml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(files, filepath.Join(root(t), "action.yml")) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for line := range strings.Lines(string(data)) {
			if strings.Contains(line, "uses: ") {
				n++
				if !pinned.MatchString(strings.TrimRight(line, "\n")) {
					t.Errorf("%s: not pinned by its commit: %s", name, line)
				}
			}
		}
		if n == 0 {
			t.Errorf("%s uses no action", name)
		}
	}
	if steps := readYAML(t, "action.yml")["runs"].(map[string]any)["steps"]; len(steps.([]any)) < 3 {
		t.Error("the action lacks steps")
	}
}

func TestPackagingFilesCanBeRead(t *testing.T) {
	release := readYAML(t, ".goreleaser.yaml")
	for _, key := range []string{"builds", "archives", "checksum", "sboms"} {
		if release[key] == nil {
			t.Errorf(".goreleaser.yaml has no %s", key)
		}
	}
	job, ok := readYAML(t, "docs/ci/gitlab.yml")["cablelint"].(map[string]any)
	if !ok || job["artifacts"] == nil || !strings.Contains(job["script"].([]any)[1].(string), "gitlab:") {
		t.Error("docs/ci/gitlab.yml has no job that reports code quality")
	}
	docker, err := os.ReadFile(filepath.Join(root(t), "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"FROM scratch", "USER 65534", "CGO_ENABLED=0"} {
		if !bytes.Contains(docker, []byte(want)) {
			t.Errorf("Dockerfile has no %q", want)
		}
	}
}

// TestReleaseBuildsWithItsFlags builds what goreleaser would, for this machine.
func TestReleaseBuildsWithItsFlags(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	build := readYAML(t, ".goreleaser.yaml")["builds"].([]any)[0].(map[string]any)
	words := func(key string) (list []string) {
		for _, w := range build[key].([]any) {
			list = append(list, w.(string))
		}
		return list
	}
	name := filepath.Join(t.TempDir(), "cablelint")
	args := append([]string{"build", "-o", name, "-tags", strings.Join(words("tags"), ","), "-ldflags", strings.Join(words("ldflags"), " ")}, words("flags")...)
	cmd := exec.Command("go", append(args, build["main"].(string))...)
	cmd.Dir, cmd.Env = root(t), append(os.Environ(), words("env")...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if out, err := exec.Command(name, "version").Output(); err != nil || !bytes.HasPrefix(out, []byte("cablelint ")) {
		t.Errorf("the release says %q, %v", out, err)
	}
	for _, system := range words("goos") {
		if known, err := exec.Command("go", "tool", "dist", "list").Output(); err != nil || !bytes.Contains(known, []byte(system+"/")) {
			t.Errorf("Go builds for no system %q", system)
		}
	}
}

// TestPreCommitRunsBothHooks lets the real pre-commit install the program from
// this repository's last commit and run it on a damaged cable.
func TestPreCommitRunsBothHooks(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program twice")
	}
	tool, err := exec.LookPath("pre-commit")
	if err != nil {
		t.Skip("pre-commit is not installed: the hooks are not tried")
	}
	top := root(t)
	if out, err := exec.Command("git", "-C", top, "status", "--porcelain").Output(); err != nil || len(out) > 0 {
		t.Skip("not a clean checkout: pre-commit would try something else")
	}
	dir := t.TempDir()
	cable := filepath.Join(dir, "06ARBONNE1.txt")
	if err := os.WriteFile(cable, faultyCable(1), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}} {
		if out, err := exec.Command("git", append([]string{"-C", dir}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	for _, c := range []struct{ hook, want string }{{"cablelint", "enc-apostrophe-comma"}, {"cablelint-fix", "files were modified by this hook"}} {
		cmd := exec.Command(tool, "try-repo", top, c.hook, "--color", "never", "--files", filepath.Base(cable))
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PRE_COMMIT_HOME="+filepath.Join(t.TempDir(), "home"))
		out, _ := cmd.CombinedOutput() // the hooks fail: that is what they are for
		if strings.Contains(string(out), "An error has occurred") {
			t.Skipf("pre-commit cannot install here: %s", out)
		}
		if !strings.Contains(string(out), c.want) {
			t.Errorf("%s: no %q in\n%s", c.hook, c.want, out)
		}
	}
	if text, _ := os.ReadFile(cable); !bytes.Contains(text, []byte("Minister's")) {
		t.Error("the hook that fixes did not fix")
	}
}

// TestTwoBuildsAreTheSameBytes builds the program as it is released, here and
// from a copy of the sources in another folder.
func TestTwoBuildsAreTheSameBytes(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program twice")
	}
	build := func(dir string) [32]byte {
		name := filepath.Join(t.TempDir(), "cablelint")
		cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-tags", "urfave_cli_no_docs", "-ldflags=-s -w -buildid=", "-o", name, "./cmd/cablelint")
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return sha256.Sum256(b)
	}
	elsewhere := filepath.Join(t.TempDir(), "another place")
	for _, part := range []string{"go.mod", "go.sum", "cable", "lint", "rules", "report", "corpus", "cmd"} {
		copyTree(t, filepath.Join(root(t), part), filepath.Join(elsewhere, part))
	}
	if first, second := build(root(t)), build(elsewhere); first != second {
		t.Error("two builds differ")
	}
}

// copyTree copies a file, or a folder with all that is in it.
func copyTree(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, d os.DirEntry, err error) error {
		rel, _ := filepath.Rel(from, path) // below it
		target := filepath.Join(to, rel)
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return os.MkdirAll(target, 0o755)
		case strings.HasSuffix(path, "_test.go") || !d.Type().IsRegular():
			return nil
		}
		text, err := os.ReadFile(path)
		if err == nil {
			err = os.MkdirAll(filepath.Dir(target), 0o755)
		}
		if err == nil {
			err = os.WriteFile(target, text, 0o644)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestNoNetwork: the program has no code that could open a connection, and runs
// where there is no network at all.
func TestNoNetwork(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, pkg := range strings.Fields(string(out)) {
		if pkg == "net" || pkg == "net/http" || pkg == "plugin" || strings.HasPrefix(pkg, "crypto/tls") {
			t.Errorf("the program is linked with %s", pkg)
		}
	}
	unshare, err := exec.LookPath("unshare")
	if err != nil || exec.Command(unshare, "-n", "true").Run() != nil {
		t.Skip("no network namespace may be made here")
	}
	binary := buildOnce(t)
	cmd := exec.Command(unshare, "-n", binary, "lint", "--isolated", "--format", "jsonl", "--stdin-name", "06ARBONNE1.txt", "-")
	cmd.Stdin = bytes.NewReader(faultyCable(1))
	got, _ := cmd.Output()
	cmd = exec.Command(binary, "lint", "--isolated", "--format", "jsonl", "--stdin-name", "06ARBONNE1.txt", "-")
	cmd.Stdin = bytes.NewReader(faultyCable(1))
	want, _ := cmd.Output()
	if len(want) == 0 || !bytes.Equal(got, want) {
		t.Errorf("without a network the program prints %q, with one %q", got, want)
	}
}

// TestLicencesOfDependencies: everything that the program is linked with may be
// given away under its licence.
func TestLicencesOfDependencies(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]string{
		"MIT":        "Permission is hereby granted, free of charge",
		"BSD":        "Redistribution and use in source and binary forms",
		"Apache-2.0": "Apache License",
		"ISC":        "Permission to use, copy, modify, and/or distribute this software for any",
		"0BSD":       "Permission to use, copy, modify, and distribute this software for any",
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		path, dir, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || seen[path] {
			continue
		}
		seen[path] = true
		files, err := filepath.Glob(filepath.Join(dir, "[LC][IiOo][CcPp]*"))
		if err != nil {
			t.Fatal(err)
		}
		licence := ""
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				continue
			}
			folded := strings.Join(strings.Fields(string(text)), " ")
			for name, phrase := range known {
				if strings.Contains(folded, phrase) {
					licence = name
				}
			}
		}
		if licence == "" {
			t.Errorf("%s: no licence that is known to be free", path)
		}
	}
	if len(seen) == 0 {
		t.Error("no dependency was looked at")
	}
}

// TestHostileNamesAreNeverPrintedRaw: a name of a file cannot move the cursor,
// start a line of its own or hide itself.
func TestHostileNamesAreNeverPrintedRaw(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a\nb.txt", "c\x1b[2Jd.txt", "e\u202ef.txt", "-rf.txt", "$(touch pwned).txt", "g\xff.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), append(faultyCable(1), "\x1b]0;title\x07\x1b[31mred\n"...), 0o644); err != nil {
			t.Skipf("this file system does not hold such names: %v", err)
		}
	}
	t.Chdir(dir)
	for _, args := range [][]string{
		{"lint"}, {"lint", "--format", "concise"}, {"lint", "--format", "grouped"}, {"lint", "--severity", "info"}, {"fix"}, {"lint", "--format", "github"},
		{"baseline", "write"}, {"compare", ".", "."},
	} {
		var out, bad bytes.Buffer
		(&Command{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &bad}).Main(append([]string{"cablelint"}, append(args, "--color", "never")...))
		text := bad.String()
		if args[0] != "fix" { // a patch has the bytes of the cable as they are; its names are quoted
			text += out.String()
		}
		if strings.ContainsAny(text, "\x1b\x07\u202e") || strings.Contains(text, "a\nb") {
			t.Errorf("%v prints a hostile name or text raw: %q", args, text)
		}
		if args[0] == "fix" {
			for line := range strings.Lines(out.String()) {
				if (strings.HasPrefix(line, "+++ ") || strings.HasPrefix(line, "--- ") || strings.HasPrefix(line, "diff ")) && (strings.ContainsAny(line, "\x1b\u202e") || strings.Contains(line, "\xff")) {
					t.Errorf("the patch names a file raw: %q", line)
				}
			}
		}
	}
	if _, err := os.Stat("pwned"); err == nil {
		t.Error("a name was run")
	}
}

// TestMachineFormatsOfHostileCables: one object a line, on the same hostile files.
func TestMachineFormatsOfHostileCables(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a\nb.txt"), append(faultyCable(1), "\x00\xff</script>\n"...), 0o644); err != nil {
		t.Skip(err)
	}
	var out, bad bytes.Buffer
	(&Command{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &bad}).Main([]string{"cablelint", "lint", "--isolated", "--format", "jsonl", dir})
	n := 0
	for line := range bytes.Lines(out.Bytes()) {
		var v map[string]any
		if err := json.Unmarshal(line, &v); err != nil {
			t.Errorf("not one object: %q", line)
		}
		n++
	}
	if n < 2 {
		t.Errorf("%d lines: %s", n, bad.String())
	}
}
