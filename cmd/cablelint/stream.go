package main

import (
	"bufio"
	"io"
	"os"

	"github.com/mattn/go-isatty"

	"github.com/cablelint/cablelint/report"
)

// stream is a buffered output that remembers its first error: a reader that
// went away must not stop the work, only the printing.
type stream struct {
	w      io.Writer
	buf    *bufio.Writer
	err    error
	screen bool // a terminal: what it would obey is shown instead
}

func newStream(w io.Writer) *stream {
	return &stream{w: w, buf: bufio.NewWriterSize(w, 32<<10), screen: isTerminal(w)}
}

// Write buffers p. It reports the first error of the stream again and again.
func (s *stream) Write(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	if s.screen {
		_, s.err = s.buf.Write(report.OnScreen(p))
		return len(p), s.err
	}
	n, err := s.buf.Write(p)
	s.err = err
	return n, err
}

// paints says that what follows has colours, and shows foreign text itself.
func (s *stream) paints() { s.screen = false }

// Flush writes what is buffered.
func (s *stream) Flush() error {
	if s.err == nil {
		s.err = s.buf.Flush()
	}
	return s.err
}

// isTerminal reports whether a writer shows its text to somebody.
func isTerminal(w io.Writer) bool {
	f := fileOf(w)
	return f != nil && isatty.IsTerminal(f.Fd())
}

// fileOf is the file that a writer writes to; nil when it is none.
func fileOf(w io.Writer) *os.File {
	if s, ok := w.(*stream); ok {
		w = s.w
	}
	f, _ := w.(*os.File)
	return f
}

// terminalWidth is the number of columns of the terminal behind a writer; 0 when
// it is none, or does not tell.
func terminalWidth(w io.Writer) int {
	if f := fileOf(w); f != nil && isatty.IsTerminal(f.Fd()) {
		return columns(f)
	}
	return 0
}

// useColor decides about colour for one writer.
func useColor(when string, w io.Writer) (bool, error) {
	switch when {
	case "always":
		return true, nil
	case "never":
		return false, nil
	case "auto":
		return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isTerminal(w), nil
	default:
		return false, misusef("--color %q: expected auto, always or never", when)
	}
}
