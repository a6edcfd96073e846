package main

import (
	"encoding/json"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/report"
)

func (c *Command) compareCommand() *cli.Command {
	return &cli.Command{
		Name:      "compare",
		ArgsUsage: "BEFORE AFTER",
		Description: "Lints both and compares by content: a finding that merely moved is the same.\n" +
			"Exit status 1 when AFTER has a finding that BEFORE has not.",
		Flags: join([]cli.Flag{text("format", "text or jsonl", "text"), redactFlag()},
			ruleFlags(), inputFlags(), lookFlags()),
		Action: c.compare,
	}
}

// change is one line of the machine format.
type change struct {
	SchemaVersion string `json:"schema_version"`
	Type          string `json:"type"`
	Change        string `json:"change"`
	Document      string `json:"document"`
	ID            string `json:"id,omitempty"`
	Rule          string `json:"rule"`
	Severity      string `json:"severity"`
	Line          int    `json:"line"`
	Message       string `json:"message"`
	Fingerprint   string `json:"fingerprint"`
}

func (c *Command) compare(ctx *cli.Context) error {
	if ctx.NArg() != 2 {
		return misusef("compare: expected BEFORE and AFTER, got %d paths", ctx.NArg())
	}
	format := ctx.String("format")
	if format != "text" && format != "jsonl" {
		return misusef("--format %q: expected text or jsonl", format)
	}
	before, err := c.collect(ctx, ctx.Args().Slice()[:1])
	if err != nil {
		return err
	}
	after, err := c.collect(ctx, ctx.Args().Slice()[1:])
	if err != nil {
		return err
	}
	gone, brought := without(before, after), without(after, before)
	for _, part := range []struct {
		name, sign string
		list       []noted
	}{{"gone", "-", gone}, {"new", "+", brought}} {
		for _, n := range part.list {
			if format == "text" {
				c.print("%s %s:%d: %s %s: %s\n", part.sign, report.Printable(n.Document), n.Line, n.Severity, n.Rule, report.Printable(n.Message))
				continue
			}
			line, err := json.Marshal(change{report.SchemaVersion, "change", part.name, n.Document, n.ID, n.Rule, n.Severity.String(), n.Line, n.Message, n.Fingerprint})
			if err != nil {
				return err
			}
			c.print("%s\n", line)
		}
	}
	c.say(ctx, "%s before, %d after: %d gone, %d new", report.Count(len(before), "finding"), len(after), len(gone), len(brought))
	if len(brought) > 0 && !ctx.Bool("exit-zero") {
		c.raise(Found)
	}
	return nil
}

// without is the notes of list whose fingerprint other does not have.
func without(list, other []noted) []noted {
	prints := make([]string, len(other))
	for i := range other {
		prints[i] = other[i].Fingerprint
	}
	slices.Sort(prints)
	var rest []noted
	for _, n := range list {
		if _, found := slices.BinarySearch(prints, n.Fingerprint); !found {
			rest = append(rest, n)
		}
	}
	return rest
}
