package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"cablelint": main})
}

// TestScripts runs what a user types. The scripts are in fixtures/cli.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "../../fixtures/cli",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status, "bytes": writeBytes, "longline": longLine, "sums": sums,
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, errors.New("unknown condition " + name)
		},
	})
}

// status N PROGRAM ARGS: the program ends with exactly this exit status.
func status(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: status N program args")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// bytes FILE STRING: writes a Go string literal's bytes.
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	s, err := strconv.Unquote(`"` + strings.Join(args[1:], " ") + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(s), 0o644))
}

// longline FILE MIB: a cable with one line of so many mebibytes.
func longLine(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	text := append([]byte("SUBJECT: HARBOR\n\n1. (U) "), bytes.Repeat([]byte("Laurenberg and its harbor. "), n<<20/27)...)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), append(text, "America,s port.\n"...), 0o644))
}

// sums FILE...: fails unless all files have the same bytes.
func sums(ts *testscript.TestScript, neg bool, args []string) {
	first := ts.ReadFile(args[0])
	for _, f := range args[1:] {
		if (ts.ReadFile(f) == first) == neg {
			ts.Fatalf("%s and %s: the same bytes: %v", args[0], f, neg)
		}
	}
}
