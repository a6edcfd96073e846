package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"github.com/urfave/cli/v2"
)

// errInterrupted is the cause of a run's end by a signal.
var errInterrupted = errors.New("interrupted")

// interruptible makes a run one that a signal ends after the cable at hand, so
// that its reports are whole. Short runs do without: watching for signals costs
// a thread.
func (c *Command) interruptible(ctx *cli.Context) (stop func()) {
	if ctx.NArg() == 1 && isSmallFile(ctx.Args().First()) && !ctx.Bool("write") && ctx.String("output-dir") == "" && ctx.String("accept") == "" {
		return func() {}
	}
	watched, cancel := context.WithCancelCause(ctx.Context)
	ctx.Context = watched
	watch := sync.OnceFunc(func() {
		signals := make(chan os.Signal, 1)
		signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
		go func() {
			select {
			case <-signals:
				cancel(errInterrupted)
			case <-watched.Done():
			}
			signal.Stop(signals) // a second signal ends the process at once
		}()
	})
	if hasStdin(ctx) && ctx.NArg() == 1 {
		c.Stdin = &patientReader{r: c.Stdin, ctx: watched, watch: watch}
	} else {
		watch()
	}
	return func() { cancel(nil) }
}

// patientReader reads standard input, which may give nothing for hours: a
// signal ends the wait. The first piece, most often all there is, is read
// without such care.
type patientReader struct {
	r     io.Reader
	ctx   context.Context
	watch func()

	begun bool
	got   chan piece
	free  chan []byte
	held  []byte // the buffer of left
	left  []byte
	err   error
}

// piece is what one read gave.
type piece struct {
	buf []byte
	n   int
	err error
}

// pieceSize is how much is read at once.
const pieceSize = 256 << 10

func (p *patientReader) Read(b []byte) (int, error) {
	if !p.begun {
		p.begun = true
		return p.r.Read(b)
	}
	if p.got == nil {
		p.start()
	}
	if len(p.left) == 0 && p.err == nil {
		select {
		case g := <-p.got:
			p.held, p.left, p.err = g.buf, g.buf[:g.n], g.err
		case <-p.ctx.Done():
			return 0, context.Cause(p.ctx)
		}
	}
	n := copy(b, p.left)
	if p.left = p.left[n:]; len(p.left) > 0 {
		return n, nil
	}
	if p.held != nil && p.err == nil {
		p.free <- p.held
		p.held = nil
	}
	if n > 0 {
		return n, nil
	}
	return 0, p.err
}

// start begins to read ahead, two pieces at most.
func (p *patientReader) start() {
	p.watch()
	p.got, p.free = make(chan piece, 2), make(chan []byte, 2)
	p.free <- make([]byte, pieceSize)
	p.free <- make([]byte, pieceSize)
	go func() {
		for buf := range p.free {
			n, err := p.r.Read(buf)
			p.got <- piece{buf, n, err}
			if err != nil {
				return
			}
		}
	}()
}
