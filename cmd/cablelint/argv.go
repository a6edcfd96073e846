package main

import (
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/lint"
)

// orderArgs puts the flags of the command before its paths, because the library
// takes every argument after the first path for a path and silently ignores the
// flags among them. It refuses unknown commands and flags by name.
func orderArgs(app *cli.App, args []string) ([]string, error) {
	if len(args) < 2 {
		return args, nil
	}
	name := args[1]
	switch name {
	case "--version", "-V":
		return []string{args[0], "version"}, nil
	case "-h", "--help", "-help":
		return []string{args[0], "--help"}, nil
	case "help":
		if len(args) == 2 {
			return []string{args[0], "--help"}, nil
		}
		name, args = args[2], []string{args[0], args[2], "--help"}
	}
	command := app.Command(name)
	if command == nil {
		return nil, unknownCommand(app, name)
	}
	flags, paths, err := splitArgs(command, args[2:])
	if err != nil {
		return nil, err
	}
	out := append([]string{args[0], name}, flags...)
	return append(append(out, "--"), paths...), nil
}

// splitArgs separates the flags of a command, with their values, from its paths.
func splitArgs(command *cli.Command, args []string) (flags, paths []string, err error) {
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			return flags, append(paths, args[i+1:]...), nil
		}
		if len(arg) < 2 || arg[0] != '-' {
			paths = append(paths, arg)
			continue
		}
		name, value, joined := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(arg, "-"), "-"), "=")
		flag := flagNamed(command, name)
		if flag == nil && !strings.HasPrefix(arg, "--") {
			// -j8: a short flag with its value.
			if flag = flagNamed(command, name[:1]); flag != nil && takesValue(flag) {
				flags = append(flags, "-"+name[:1], arg[2:])
				continue
			}
			flag = nil
		}
		switch {
		case name == "h" || name == "help":
			return []string{"--help"}, nil, nil
		case flag == nil:
			return nil, nil, unknownFlag(command, arg, name)
		case joined:
			flags = append(flags, "--"+name+"="+value)
		case !takesValue(flag):
			flags = append(flags, "--"+name)
		case i+1 == len(args):
			return nil, nil, misusef("%s needs a value", arg)
		default:
			i++
			flags = append(flags, "--"+name, args[i])
		}
	}
	return flags, paths, nil
}

func flagNamed(command *cli.Command, name string) cli.Flag {
	for _, f := range command.Flags {
		if slices.Contains(f.Names(), name) {
			return f
		}
	}
	return nil
}

func takesValue(f cli.Flag) bool {
	d, ok := f.(cli.DocGenerationFlag)
	return ok && d.TakesValue()
}

func unknownCommand(app *cli.App, name string) error {
	if _, err := os.Lstat(name); err == nil {
		return misusef("%q is a path, not a command; to look for faults in it: cablelint lint %s", name, name)
	}
	var names []string
	for _, c := range app.Commands {
		names = append(names, c.Name)
	}
	if near := lint.Nearest(name, names); near != "" {
		return misusef("unknown command %q; did you mean %q?", name, near)
	}
	return misusef("unknown command %q; expected one of %s", name, strings.Join(names, ", "))
}

func unknownFlag(command *cli.Command, arg, name string) error {
	var names []string
	for _, f := range command.Flags {
		for _, n := range f.Names() {
			if len(n) > 1 {
				names = append(names, n)
			}
		}
	}
	if near := lint.Nearest(name, names); near != "" {
		return misusef("%s: unknown flag %s; did you mean --%s?", command.Name, arg, near)
	}
	return misusef("%s: unknown flag %s; cablelint %s --help lists them", command.Name, arg, command.Name)
}
