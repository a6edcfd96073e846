package main

import (
	"errors"
	"fmt"
	"io"
	"os/signal"
	"strings"
	"syscall"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/corpus"
	"github.com/cablelint/cablelint/report"
)

// Command is the whole program, with its streams as fields: tests run it in process.
type Command struct {
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Alone  bool // nothing else runs in this process: its runtime may be set

	status Status
	stdout *stream
	lost   bool      // standard output cannot be written, and that was said
	set    *settings // read once
	list   []byte    // of --files-from -, once it was read
	done   place     // of the run that this one goes on with
	show   *progress // the line on the terminal; nil: none
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

// commands lists the commands. Each is made when it is the one that runs: their
// flags are many.
func (c *Command) commands() []commandMaker {
	return []commandMaker{
		{"lint", "report the faults of cables", c.lintCommand},
		{"fix", "show the repair of cables as a diff, or apply it", c.fixCommand},
		{"undo", "put back, byte for byte, what a ledger says was changed", c.undoCommand},
		{"parse", "print what was understood of each cable, as JSON Lines", c.parseCommand},
		{"gate", "split a stream of records into accepted and quarantined", c.gateCommand},
		{"merge", "join what the shards of a run wrote into what one run would have printed", c.mergeCommand},
		{"rules", "list the rules", c.rulesCommand},
		{"explain", "explain a rule: what it does, why it matters, examples, whether its fix is safe", c.explainCommand},
		{"tables", "print a code table", c.tablesCommand},
		{"baseline", "live with the findings that are there: write, check or prune a list of them", c.baselineCommand},
		{"compare", "findings that a step of processing brought or took away", c.compareCommand},
		{"config", "show, check or start a configuration", c.configCommand},
		{"completion", "print the completion of a shell: bash, zsh, fish or powershell", c.completionCommand},
		{"man", "print the manual page", c.manCommand},
		{"version", "print the version", c.versionCommand},
	}
}

// wholeCommands makes every command, for what describes them all.
func (c *Command) wholeCommands() []*cli.Command {
	var all []*cli.Command
	for _, m := range c.commands() {
		command := m.make()
		command.Usage = m.usage
		all = append(all, command)
	}
	return all
}

// commandMaker is a command before its flags are made.
type commandMaker struct {
	name, usage string
	make        func() *cli.Command
}

// Main runs the program with its arguments, the first of which is its name, and
// returns the exit status.
func (c *Command) Main(args []string) int {
	// A reader that goes away is an error of a write, not the end of the
	// process: what is being repaired must be finished.
	signal.Ignore(syscall.SIGPIPE)
	c.status = Clean
	c.stdout = newStream(c.Stdout)
	app, ordered, err := c.app(args)
	if err == nil {
		err = app.Run(ordered)
	}
	if err != nil {
		c.fail(err)
	}
	c.flush()
	return int(c.status)
}

// app describes the command that the arguments name to the library, and puts
// the arguments in the order that it understands.
func (c *Command) app(args []string) (*cli.App, []string, error) {
	app := &cli.App{
		Name:                      "cablelint",
		Usage:                     "find and repair faults in U.S. diplomatic cables",
		HideVersion:               true,
		HideHelpCommand:           true,
		DisableSliceFlagSeparator: true, // lists are split where they are understood
		Writer:                    c.stdout,
		ErrWriter:                 c.Stderr,
		ExitErrHandler:            func(*cli.Context, error) {}, // Main decides about statuses
		OnUsageError:              usageError,
		Action:                    c.noCommand,
	}
	name, rest, help := commandOf(args)
	app.HideHelp = !help && name != ""
	for _, m := range c.commands() {
		command := &cli.Command{Name: m.name}
		if m.name == name {
			command = m.make()
		}
		command.Usage, command.HideHelp, command.OnUsageError = m.usage, !help, usageError
		app.Commands = append(app.Commands, command)
	}
	switch command := app.Command(name); {
	case help && name == "":
		return app, []string{args[0], "--help"}, nil
	case name == "":
		return app, args[:1], nil
	case command == nil:
		return nil, nil, unknownCommand(app, name)
	case help:
		return app, []string{args[0], name, "--help"}, nil
	default:
		flags, paths, err := splitArgs(command, rest)
		return app, append(append(append([]string{args[0], name}, flags...), "--"), paths...), err
	}
}

// noCommand is what a call without a command comes to.
func (c *Command) noCommand(ctx *cli.Context) error {
	ctx.App.Writer = c.Stderr
	if err := cli.ShowAppHelp(ctx); err != nil {
		return err
	}
	return misusef("a command is missing; try: cablelint lint PATH")
}

func usageError(_ *cli.Context, err error, _ bool) error { return misuse{err} }

// raise makes the exit status at least s.
func (c *Command) raise(s Status) { c.status = max(c.status, s) }

// warn prints one line on standard error.
func (c *Command) warn(format string, args ...any) {
	c.show.end()
	fmt.Fprintf(c.Stderr, "cablelint: %s\n", report.Printable(fmt.Sprintf(format, args...)))
}

// fail prints an error and raises the status to what it means.
func (c *Command) fail(err error) {
	status := Failed
	switch {
	case errors.Is(err, corpus.ErrMoved):
		status, err = Misuse, fmt.Errorf("%w; begin again without --resume", err)
	case errors.As(err, new(misuse)):
		status = Misuse
	}
	c.raise(status)
	for line := range strings.SplitSeq(err.Error(), "\n") {
		c.warn("%s", line)
	}
}

// flush writes what is left for standard output, and says once that it could not.
func (c *Command) flush() {
	if err := c.stdout.Flush(); err != nil && !c.lost {
		c.lost = true
		c.raise(Failed)
		if errors.Is(err, syscall.EPIPE) {
			err = errors.New("closed by its reader; the rest was not printed")
		}
		c.warn("standard output: %v", bare(err))
	}
}
