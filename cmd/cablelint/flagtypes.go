package main

import "github.com/urfave/cli/v2"

// The flags of the library find their own names with a regular expression, again
// and again for each flag of a command: with thirty flags that costs more than
// reading a cable. These remember their names.

type textFlag struct {
	*cli.StringFlag
	names []string
}

func (f textFlag) Names() []string { return f.names }

type textsFlag struct {
	*cli.StringSliceFlag
	names []string
}

func (f textsFlag) Names() []string { return f.names }

type yesFlag struct {
	*cli.BoolFlag
	names []string
}

func (f yesFlag) Names() []string { return f.names }

type numberFlag struct {
	*cli.IntFlag
	names []string
}

func (f numberFlag) Names() []string { return f.names }

// text is a flag with a value; a default value may be empty.
func text(name, usage, value string) cli.Flag {
	return textFlag{&cli.StringFlag{Name: name, Usage: usage, Value: value}, []string{name}}
}

// texts is a flag that may be given again, each time with a list.
func texts(name, usage string) cli.Flag {
	return textsFlag{&cli.StringSliceFlag{Name: name, Usage: usage}, []string{name}}
}

// yes is a flag without a value.
func yes(name, usage string, short ...string) cli.Flag {
	return yesFlag{&cli.BoolFlag{Name: name, Aliases: short, Usage: usage}, append([]string{name}, short...)}
}

// number is a flag with a number.
func number(name, usage string, short ...string) cli.Flag {
	return numberFlag{&cli.IntFlag{Name: name, Aliases: short, Usage: usage}, append([]string{name}, short...)}
}
