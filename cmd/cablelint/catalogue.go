package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/report"
)

func (c *Command) rulesCommand() *cli.Command {
	return &cli.Command{
		Name:      "rules",
		ArgsUsage: "[PREFIX...]",
		Flags:     join(formatFlag(), []cli.Flag{text("preset", "`NAME` of the preset whose rules count as on", "ingest")}, configFlags()),
		Action:    c.listRules,
	}
}

func (c *Command) explainCommand() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		ArgsUsage: "ID...",
		Flags:     join(formatFlag(), configFlags()),
		Action:    c.explain,
	}
}

func formatFlag() []cli.Flag {
	return []cli.Flag{text("format", "text or json", "text")}
}

// ruleObject is a rule in the machine format.
type ruleObject struct {
	SchemaVersion string   `json:"schema_version"`
	Type          string   `json:"type"`
	ID            string   `json:"id"`
	Title         string   `json:"title"`
	Severity      string   `json:"severity"`
	Fix           string   `json:"fix"`
	On            bool     `json:"on"`
	Presets       []string `json:"presets"`
	Authority     string   `json:"authority"`
	Since         string   `json:"since"`
	Supersedes    []string `json:"supersedes,omitempty"`
	Doc           string   `json:"doc,omitempty"`
}

func newRuleObject(r *lint.Rule, preset lint.Preset) ruleObject {
	o := ruleObject{
		SchemaVersion: report.SchemaVersion, Type: "rule", ID: r.ID, Title: r.Title, Severity: severityWord(r.Severity), Fix: fixWord(r.Fix),
		On: r.OnIn(preset), Presets: []string{}, Authority: r.Authority, Since: r.Since, Supersedes: r.Supersedes,
	}
	for _, name := range []string{"ingest", "draft", "archive", "strict"} {
		if p, err := parsePreset(name); err == nil && r.OnIn(p) {
			o.Presets = append(o.Presets, name)
		}
	}
	return o
}

func severityWord(s lint.Severity) string {
	return [...]string{lint.Info: "info", lint.Warning: "warning", lint.Error: "error"}[s]
}

func fixWord(a lint.Applicability) string {
	return [...]string{lint.NoFix: "none", lint.Display: "display", lint.Unsafe: "unsafe", lint.Safe: "safe"}[a]
}

// listRules prints the catalogue, or the part of it that prefixes name.
func (c *Command) listRules(ctx *cli.Context) error {
	preset, err := parsePreset(ctx.String("preset"))
	if err != nil {
		return err
	}
	set, err := c.settings(ctx)
	if err != nil {
		return err
	}
	chosen, err := rulesNamed(set.rules, ctx.Args().Slice())
	if err != nil {
		return err
	}
	switch f := ctx.String("format"); f {
	case "text":
		for _, r := range chosen {
			state := ""
			if !r.OnIn(preset) {
				state = " (off)"
			}
			fmt.Fprintf(c.stdout, "%-30s %-8s %-8s %s%s\n", r.ID, severityWord(r.Severity), fixWord(r.Fix), r.Title, state)
		}
		return nil
	case "json":
		objects := []ruleObject{}
		for _, r := range chosen {
			objects = append(objects, newRuleObject(r, preset))
		}
		return c.printJSON(objects)
	default:
		return misusef("--format %q: expected text or json", f)
	}
}

// rulesNamed finds the rules that ids and prefixes name; all without any.
func rulesNamed(all []*lint.Rule, patterns []string) ([]*lint.Rule, error) {
	if len(patterns) == 0 {
		return all, nil
	}
	var out []*lint.Rule
	for _, r := range all {
		for _, p := range patterns {
			if strings.HasPrefix(r.ID, strings.ToLower(p)) || p == "all" {
				out = append(out, r)
				break
			}
		}
	}
	for _, p := range patterns {
		if _, err := lint.Select(all, lint.Request{Select: []string{p}}); err != nil {
			return nil, misuse{err}
		}
	}
	return out, nil
}

// explain prints the documentation of rules.
func (c *Command) explain(ctx *cli.Context) error {
	if ctx.NArg() == 0 {
		return misusef("explain: the id of a rule is missing; cablelint rules lists them")
	}
	set, err := c.settings(ctx)
	if err != nil {
		return err
	}
	var found []*lint.Rule
	for _, id := range ctx.Args().Slice() {
		r := ruleWithID(set.rules, strings.ToLower(id))
		if r == nil {
			return misusef("explain: no rule has the id %q%s", id, didYouMean(set.rules, id))
		}
		found = append(found, r)
	}
	switch f := ctx.String("format"); f {
	case "text":
		for i, r := range found {
			if i > 0 {
				fmt.Fprintln(c.stdout)
			}
			c.explainRule(r)
		}
		return nil
	case "json":
		objects := []ruleObject{}
		for _, r := range found {
			o := newRuleObject(r, lint.Ingest)
			o.Doc = r.Doc
			objects = append(objects, o)
		}
		if len(objects) == 1 {
			return c.printJSON(objects[0])
		}
		return c.printJSON(objects)
	default:
		return misusef("--format %q: expected text or json", f)
	}
}

func ruleWithID(all []*lint.Rule, id string) *lint.Rule {
	for _, r := range all {
		if r.ID == id {
			return r
		}
	}
	return nil
}

func didYouMean(all []*lint.Rule, id string) string {
	var ids []string
	for _, r := range all {
		ids = append(ids, r.ID)
	}
	if near := lint.Nearest(strings.ToLower(id), ids); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return "; cablelint rules lists them"
}

// explainRule prints one rule: its documentation, which is Markdown that reads
// well as it stands, and what the catalogue knows beside it.
func (c *Command) explainRule(r *lint.Rule) {
	fmt.Fprintf(c.stdout, "%s\n\n", strings.TrimRight(r.Doc, "\n"))
	state := "on by default"
	if !r.OnIn(lint.Ingest) {
		state = "off by default: --select " + r.ID + " turns it on"
	}
	fmt.Fprintf(c.stdout, "severity: %s\nfix: %s\nauthority: %s\n", severityWord(r.Severity), fixWord(r.Fix), r.Authority)
	if r.Since != "" { // a rule of the configuration has no first version
		fmt.Fprintf(c.stdout, "since: %s\n", r.Since)
	}
	fmt.Fprintln(c.stdout, state)
}

func (c *Command) printJSON(v any) error {
	e := json.NewEncoder(c.stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil && c.stdout.err == nil {
		return err
	}
	return nil
}
