package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestCompletionInRealShells asks each shell what it would complete.
func TestCompletionInRealShells(t *testing.T) {
	zshStubs := `compdef(){ :; }; _describe(){ print -rl -- $commands; }; _arguments(){ print -rl -- "$@"; }; `
	for _, c := range []struct {
		name, shell, binary string
		script              string // $1 is the completion's file
		want                []string
		wrong               string
	}{
		{"bash completes a command", "bash", "bash", `source "$1"; COMP_WORDS=(cablelint fi); COMP_CWORD=1; _cablelint; printf '%s\n' "${COMPREPLY[@]}"`, []string{"fix"}, "lint"},
		{"bash completes a flag", "bash", "bash", `source "$1"; COMP_WORDS=(cablelint lint --form); COMP_CWORD=2; _cablelint; printf '%s\n' "${COMPREPLY[@]}"`, []string{"--format"}, "--select"},
		{"bash completes a value", "bash", "bash", `source "$1"; COMP_WORDS=(cablelint lint --format sa); COMP_CWORD=3; _cablelint; printf '%s\n' "${COMPREPLY[@]}"`, []string{"sarif"}, "json"},
		{"bash completes a rule", "bash", "bash", `source "$1"; COMP_WORDS=(cablelint explain hdr-eo-h); COMP_CWORD=2; _cablelint; printf '%s\n' "${COMPREPLY[@]}"`, []string{"hdr-eo-horizon"}, "enc-"},
		{"zsh describes the commands", "zsh", "zsh", zshStubs + `words=(cablelint ""); CURRENT=2; source "$1"; _cablelint`, []string{"lint:", "fix:"}, "nothing:"},
		{"zsh gives flags with their values", "zsh", "zsh", zshStubs + `words=(cablelint lint ""); CURRENT=3; source "$1"; _cablelint`, []string{"--format[", "sarif", "*:file:_files"}, "--write["},
		{"fish completes a command", "fish", "fish", `source $argv[1]; complete -C "cablelint bas"`, []string{"baseline"}, "lint"},
		{"fish completes a value", "fish", "fish", `source $argv[1]; complete -C "cablelint lint --format sa"`, []string{"sarif"}, "\njson"},
		{"PowerShell completes a value", "powershell", "pwsh", `. $args[0]; (TabExpansion2 -inputScript 'cablelint lint --format sa' -cursorColumn 26).CompletionMatches.CompletionText`, []string{"sarif"}, "json"},
	} {
		t.Run(c.name, func(t *testing.T) {
			binary, err := exec.LookPath(c.binary)
			if err != nil {
				t.Skipf("%s is not installed: its completion is not tried", c.binary)
			}
			var out, bad bytes.Buffer
			if status := (&Command{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &bad}).Main([]string{"cablelint", "completion", c.shell}); status != 0 {
				t.Fatalf("status %d: %s", status, bad.String())
			}
			file := filepath.Join(t.TempDir(), "completion.ps1")
			if err := os.WriteFile(file, out.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
			args := []string{"-c", c.script, c.binary, file}
			switch c.shell {
			case "fish":
				args = []string{"--no-config", "-c", c.script, file}
			case "zsh":
				args = append([]string{"-f"}, args...)
			case "powershell":
				args = []string{"-NoProfile", "-CommandWithArgs", c.script, file}
			}
			cmd := exec.Command(binary, args...)
			cmd.Env = append(os.Environ(), "HOME="+t.TempDir())
			got, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, got)
			}
			for _, want := range c.want {
				if !strings.Contains(string(got), want) {
					t.Errorf("no %q in %q", want, got)
				}
			}
			if strings.Contains(string(got), c.wrong) {
				t.Errorf("%q in %q", c.wrong, got)
			}
		})
	}
}

func TestManualPageIsReadByMan(t *testing.T) {
	var out bytes.Buffer
	if status := (&Command{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out}).Main([]string{"cablelint", "man"}); status != 0 {
		t.Fatal(out.String())
	}
	if _, err := exec.LookPath("man"); err != nil {
		t.Skip("man is not installed: the page is not rendered")
	}
	file := filepath.Join(t.TempDir(), "cablelint.1")
	if err := os.WriteFile(file, out.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("man", "--warnings", "-l", file)
	cmd.Env = append(os.Environ(), "MANWIDTH=80", "LC_ALL=C")
	var page, warnings bytes.Buffer
	cmd.Stdout, cmd.Stderr = &page, &warnings
	if err := cmd.Run(); err != nil || warnings.Len() > 0 {
		t.Fatalf("%v: %s", err, warnings.String())
	}
	for _, want := range []string{"--output-dir", "EXIT STATUS", "baseline"} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("no %q in the page", want)
		}
	}
}
