package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/report"
)

// Command is the whole program, with its streams as fields: tests run it in process.
type Command struct {
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer

	status Status
	stdout *stream
	set    *settings // read once
	list   []byte    // of --files-from -, once it was read
}

// Status is an exit status. A greater one comes before a lesser one.
type Status int

// The exit statuses.
const (
	Clean  Status = 0 // nothing found, nothing to change
	Found  Status = 1 // findings at or above --fail-on; something was or would be changed
	Misuse Status = 2 // wrong use or configuration; no cable in any input
	Failed Status = 3 // something could not be read or written, or a rule failed
)

// misuse is an error that ends with [Misuse].
type misuse struct{ error }

func misusef(format string, args ...any) error { return misuse{fmt.Errorf(format, args...)} }

// Main runs the program with its arguments, the first of which is its name, and
// returns the exit status.
func (c *Command) Main(args []string) int {
	// A reader that goes away is an error of a write, not the end of the
	// process: what is being repaired must be finished.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		<-ctx.Done()
		stop() // a second signal ends the process at once
	}()

	c.status = Clean
	c.stdout = newStream(c.Stdout)
	app := c.app()
	ordered, err := orderArgs(app, args)
	if err == nil {
		err = app.RunContext(ctx, ordered)
	}
	if err != nil {
		c.fail(err)
	}
	c.flush()
	return int(c.status)
}

// app describes every command to the library.
func (c *Command) app() *cli.App {
	return &cli.App{
		Name:            "cablelint",
		Usage:           "find and repair faults in U.S. diplomatic cables",
		HideVersion:     true,
		HideHelpCommand: true,
		Writer:          c.stdout,
		ErrWriter:       c.Stderr,
		ExitErrHandler:  func(*cli.Context, error) {}, // Main decides about statuses
		OnUsageError:    usageError,
		Action: func(ctx *cli.Context) error {
			ctx.App.Writer = c.Stderr
			if err := cli.ShowAppHelp(ctx); err != nil {
				return err
			}
			return misusef("a command is missing; try: cablelint lint PATH")
		},
		Commands: []*cli.Command{
			c.lintCommand(), c.fixCommand(), c.undoCommand(), c.parseCommand(), c.rulesCommand(), c.explainCommand(), c.tablesCommand(),
			c.baselineCommand(), c.compareCommand(), c.configCommand(), c.versionCommand(),
		},
	}
}

func usageError(_ *cli.Context, err error, _ bool) error { return misuse{err} }

// raise makes the exit status at least s.
func (c *Command) raise(s Status) { c.status = max(c.status, s) }

// warn prints one line on standard error.
func (c *Command) warn(format string, args ...any) {
	fmt.Fprintf(c.Stderr, "cablelint: %s\n", report.Printable(fmt.Sprintf(format, args...)))
}

// fail prints an error and raises the status to what it means.
func (c *Command) fail(err error) {
	status := Failed
	if errors.As(err, new(misuse)) {
		status = Misuse
	}
	c.raise(status)
	for line := range strings.SplitSeq(err.Error(), "\n") {
		c.warn("%s", line)
	}
}

// flush writes what is left for standard output, and says once that it could not.
func (c *Command) flush() {
	if err := c.stdout.Flush(); err != nil {
		c.raise(Failed)
		if errors.Is(err, syscall.EPIPE) {
			err = errors.New("closed by its reader; the rest was not printed")
		}
		c.warn("standard output: %v", err)
	}
}
