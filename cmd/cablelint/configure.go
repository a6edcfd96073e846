package main

import (
	"errors"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/cmd/cablelint/config"
)

// starter is what config init writes.
const starter = `# Configuration of cablelint. Every key may be left out; cablelint config show
# prints what holds and where it came from.
# yaml-language-server: $schema=https://raw.githubusercontent.com/cablelint/cablelint/main/docs/schema/config.schema.json

preset: ingest          # ingest, draft, archive or strict
fail-on: warning        # error, warning, info or never

# Rules by id or prefix: cablelint rules lists them.
#ignore: [web-pilcrow]
#severity:
#  hdr-tags-wrapped: warning

# Findings that are known: cablelint baseline write notes them.
#baseline: .cablelint-baseline

# Paths that are not read, as globs from this folder.
#exclude: ["drafts/**"]

# Other rules for some cables.
#overrides:
#  - paths: ["press/**"]
#    ignore: [hdr-eo-no-colon]

# Codes that the built-in tables do not have: lint and parse know them.
#tables:
#  tags: {KNEW: programme}   # subject, geographic, programme, organisation or person
#  captions: [ZEBRA CHANNEL]
#  posts: [PORT ARBONNE]
#  aliases: {PTARB: PORT ARBONNE}

# Rules of your own: a pattern (RE2), words to swap, or the words a field may hold.
#rules:
#  - id: house-embassy
#    swap: {Embasy: Embassy}
#    fix: safe
#    tests:
#      - {bad: The Embasy spoke., fixed: The Embassy spoke.}
`

func (c *Command) configCommand() *cli.Command {
	return &cli.Command{
		Name:        "config",
		ArgsUsage:   "show|check|init",
		Description: "show prints what holds and where each value came from; check reads the configuration and runs the tests of its rules; init writes a first one.",
		Flags:       configFlags(),
		Action:      c.configure,
	}
}

func (c *Command) configure(ctx *cli.Context) error {
	if ctx.NArg() > 1 {
		return misusef("config: one word is enough, got %q", ctx.Args().Slice())
	}
	switch verb := ctx.Args().First(); verb {
	case "init":
		return c.configInit(ctx)
	case "show", "check":
		cfg, err := loadConfig(ctx)
		if err != nil {
			return err
		}
		if verb == "show" {
			c.print("%s", cfg.Show())
			return nil
		}
		return c.configCheck(cfg)
	case "":
		return misusef("config: say what to do: show, check or init")
	default:
		return misusef("config: %q is not known; expected show, check or init", verb)
	}
}

// loadConfig reads the named configuration or the one that is found.
func loadConfig(ctx *cli.Context) (*config.Config, error) {
	path := ctx.String("config")
	if ctx.Bool("isolated") {
		if path != "" {
			return nil, errTwoConfigurations()
		}
		return new(config.Config), nil
	}
	if path == "" {
		var err error
		if path, err = config.Find("."); err != nil {
			return nil, misuse{err}
		}
	}
	if path == "" {
		return new(config.Config), nil
	}
	cfg, err := config.Load(path)
	if err != nil {
		return nil, misuse{err}
	}
	return cfg, nil
}

func (c *Command) configCheck(cfg *config.Config) error {
	if cfg.Path == "" {
		return misusef("no %s here or above; cablelint config init writes one", config.Name)
	}
	if bad := cfg.Check(); len(bad) > 0 {
		return misuse{errors.Join(bad...)}
	}
	c.print("%s: right\n", cfg.Path)
	return nil
}

func (c *Command) configInit(ctx *cli.Context) error {
	path := ctx.String("config")
	if path == "" {
		path = config.Name
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, os.ErrExist) {
		return misusef("%s is there already and is left as it is", path)
	}
	if err != nil {
		return err
	}
	if _, err := f.WriteString(starter); err != nil {
		return errors.Join(err, f.Close(), os.Remove(path))
	}
	c.print("%s written\n", path)
	return f.Close()
}
