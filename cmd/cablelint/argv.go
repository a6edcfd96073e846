package main

import (
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/lint"
)

// commandOf finds the name of the command, what follows it, and whether help is
// asked for. No name: there is none.
func commandOf(args []string) (name string, rest []string, help bool) {
	if len(args) < 2 {
		return "", nil, false
	}
	name, rest = args[1], args[2:]
	switch name {
	case "--version", "-V":
		return "version", nil, false
	case "-h", "--help", "-help":
		return "", nil, true
	case "help":
		if len(rest) == 0 {
			return "", nil, true
		}
		return rest[0], nil, true
	}
	for _, arg := range rest {
		switch arg {
		case "--":
			return name, rest, false
		case "-h", "--help", "-help":
			return name, nil, true
		}
	}
	return name, rest, false
}

// splitArgs separates the flags of a command, with their values, from its paths,
// because the library takes every argument after the first path for a path and
// silently ignores the flags among them. It refuses unknown flags by name.
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
