//go:build linux

package main

import (
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestImageOfTheDockerfile does what the Dockerfile says, without a daemon: its
// RUN line builds the program from the files under version control, and the
// program runs as nobody in a folder that is all there is.
func TestImageOfTheDockerfile(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	if os.Geteuid() != 0 {
		t.Skip("only root may make a folder the root of a process")
	}
	text, err := os.ReadFile(filepath.Join(root(t), "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	image := t.TempDir()
	for _, dir := range []string{image, filepath.Dir(image)} {
		if err := os.Chmod(dir, 0o755); err != nil { // nobody has to reach it
			t.Fatal(err)
		}
	}
	var entry, args []string
	workdir := "/"
	for line := range strings.Lines(string(text)) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case word == "RUN" && strings.Contains(rest, "go build"):
			buildFrom(t, strings.ReplaceAll(rest, "-o /cablelint", "-o "+filepath.Join(image, "cablelint")))
		case word == "COPY" && strings.HasSuffix(rest, " /tmp"):
			if err := os.Mkdir(filepath.Join(image, "tmp"), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.Chown(filepath.Join(image, "tmp"), 65534, 65534); err != nil {
				t.Fatal(err)
			}
		case word == "WORKDIR":
			workdir = rest
		case word == "ENTRYPOINT":
			entry = strings.Split(strings.Trim(rest, `[]"`), `", "`)
		case word == "CMD":
			args = strings.Split(strings.Trim(rest, `[]"`), `", "`)
		}
	}
	program, err := elf.Open(filepath.Join(image, "cablelint"))
	if err != nil {
		t.Fatal(err)
	}
	defer program.Close()
	for _, p := range program.Progs {
		if p.Type == elf.PT_INTERP {
			t.Error("the program is not static")
		}
	}
	file(t, image, workdir+"/06ARBONNE1.txt", damagedCable(1))
	run := exec.Command(entry[0], append(entry[1:], args...)...)
	run.Dir = workdir
	run.Env = []string{}
	run.SysProcAttr = &syscall.SysProcAttr{Chroot: image, Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	out, _ := run.CombinedOutput()
	if run.ProcessState == nil || run.ProcessState.ExitCode() != int(Found) || !strings.Contains(string(out), "enc-apostrophe-comma") {
		t.Errorf("in the image %q ends with %v and says %s", append(entry, args...), run.ProcessState, out)
	}
}

// buildFrom runs a build in a copy of what is under version control.
func buildFrom(t *testing.T, script string) {
	t.Helper()
	src := t.TempDir()
	for _, command := range []string{"git -C '" + root(t) + "' archive HEAD | tar -x -C '" + src + "'", "cd '" + src + "' && " + script} {
		if out, err := exec.Command("sh", "-c", command).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", command, err, out)
		}
	}
}
