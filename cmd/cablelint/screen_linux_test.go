package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"unsafe"
)

// escapes are what a terminal obeys, in every shape in which a cable may have it:
// cursor, title, link, eight-bit controls raw and as UTF-8, marks of direction.
var escapes = []string{
	"\x1b[2J", "\x1b]0;title\x07", "\x1b]8;;http://x.example\x07link\x1b]8;;\x07", "\x1b[8m", "\x1bP1$r\x1b\\", "\x9b31m", "\u009b31m", "\u0085", "\u202e", "\u2066", "\u2028", "\x08", "\x7f", "\x0b", "\ufeff",
}

// escapingCable has them in a damaged line, so that they are quoted, and in the header.
func escapingCable() string {
	all := strings.Join(escapes, " ")
	return strings.NewReplacer("Minister,s aide", "Minister,s "+all+" aide, the council,s", "PGOV, FR", "PGOV, F\x1b[31mR\u009b, \u202eXQ", "VALE\n", "VALE\x1b[5m\n").Replace(string(faultyCable(1)))
}

// terminal opens a pseudo-terminal: what is written to tty can be read from screen.
func terminal(t *testing.T) (screen, tty *os.File) {
	t.Helper()
	screen, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no terminals here: ", err)
	}
	var n, unlocked uint32
	for request, arg := range map[uintptr]*uint32{syscall.TIOCGPTN: &n, syscall.TIOCSPTLCK: &unlocked} {
		if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, screen.Fd(), request, uintptr(unsafe.Pointer(arg))); errno != 0 {
			t.Skip("no terminals here: ", errno)
		}
	}
	tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no terminals here: ", err)
	}
	return screen, tty
}

// onTerminal runs the program in front of a terminal and gives all that it shows.
func onTerminal(t *testing.T, env []string, args ...string) []byte {
	t.Helper()
	screen, tty := terminal(t)
	defer screen.Close()
	cmd := program(args...)
	cmd.Stdout, cmd.Stderr = tty, tty
	cmd.Env = append(os.Environ(), append(env, "TERM=xterm")...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	shown := make(chan []byte)
	go func() {
		b, _ := io.ReadAll(screen) // ends with an error when the last writer is gone
		shown <- b
	}()
	_ = cmd.Wait()
	tty.Close()
	return <-shown
}

// ownColours are the attributes that the program itself sets; not among them are
// 5, which blinks, and 8, which hides.
var ownColours = regexp.MustCompile("\x1b\\[(0|1|2|4|7|22|24|27|3[0-79]|9[0-7])?(;(0|1|2|4|7|22|24|27|3[0-79]|9[0-7]))*m")

// TestTerminalObeysNoCable: whatever is printed to a terminal, in any format and
// with or without colours, nothing of a cable reaches it that it would obey.
func TestTerminalObeysNoCable(t *testing.T) {
	t.Chdir(t.TempDir())
	file(t, ".", "a.txt", escapingCable())
	var commands [][]string
	for _, format := range strings.Fields("text concise grouped json jsonl sarif github gitlab checkstyle junit rdjson csv html") {
		commands = append(commands, []string{"lint", "--isolated", "--severity", "info", "--select", "all", "--format", format})
	}
	commands = append(commands, []string{"lint", "--isolated", "--statistics"}, []string{"fix", "--isolated"}, []string{"fix", "--isolated", "--output-dir", "-"},
		[]string{"parse"}, []string{"parse", "--coverage"}, []string{"gate", "--isolated", "--reject-on", "info"}, []string{"compare", "--isolated", "a.txt"})
	for _, args := range commands {
		for _, env := range [][]string{nil, {"NO_COLOR=1"}} {
			shown := onTerminal(t, env, append(args, "a.txt")...)
			if len(shown) == 0 {
				t.Errorf("%v shows nothing", args)
			}
			text := string(shown)
			if env == nil { // the program's own colours
				text = ownColours.ReplaceAllString(text, "")
			}
			text = strings.ReplaceAll(text, "\r\n", "\n")
			for _, bad := range append(escapes, "\x1b", "\x07", "\r", "\u009b") {
				if bad != "\x9b31m" && strings.Contains(text, bad) {
					i := strings.Index(text, bad)
					t.Errorf("%v %v shows %q: %q", args, env, bad, text[max(0, i-40):min(len(text), i+40)])
					break
				}
			}
			if bytes.Contains(bytes.ToValidUTF8(shown, []byte("\x00")), []byte{0}) {
				t.Errorf("%v %v shows bytes that are no UTF-8", args, env)
			}
		}
	}
}

// TestJSONIsInert: JSON that is printed for a program says the same without any
// character that a terminal would obey, when it is looked at later.
func TestJSONIsInert(t *testing.T) {
	t.Chdir(t.TempDir())
	file(t, ".", "a\u009bb\u202e.txt", escapingCable())
	for _, args := range [][]string{{"lint", "--isolated", "--severity", "info", "--format", "jsonl"}, {"lint", "--isolated", "--format", "sarif"}, {"parse"}} {
		got := cablelint(t, "", append(args, ".")...)
		for _, bad := range append(escapes, "\x1b", "\u009b") {
			if bad != "\x9b31m" && strings.Contains(got.stdout, bad) {
				t.Errorf("%v prints %q", args, bad)
			}
		}
		first, _, _ := strings.Cut(got.stdout, "\n")
		if args[len(args)-1] == "sarif" {
			first = got.stdout
		}
		var v struct{ Document string }
		if err := json.Unmarshal([]byte(first), &v); err != nil || args[0] == "parse" && v.Document != "a\u009bb\u202e.txt" {
			t.Errorf("%v: %q, %v", args, v.Document, err)
		}
	}
}
