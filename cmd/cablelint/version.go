package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/urfave/cli/v2"
)

// release is the version of a build from this source outside a tagged module.
const release = "0.1.0"

// version is that of the module when the program was installed by its version.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && len(info.Main.Version) > 1 && info.Main.Version != "(devel)" && !isPseudo(info.Main.Version) {
		return info.Main.Version[1:]
	}
	return release
}

// isPseudo reports whether a module version names a commit, not a release.
func isPseudo(v string) bool {
	for _, c := range v {
		if c == '-' || c == '+' {
			return true
		}
	}
	return false
}

func (c *Command) versionCommand() *cli.Command {
	return &cli.Command{
		Name: "version",
		Action: func(*cli.Context) error {
			fmt.Fprintf(c.stdout, "cablelint %s %s/%s %s\n", version(), runtime.GOOS, runtime.GOARCH, runtime.Version())
			return nil
		},
	}
}
