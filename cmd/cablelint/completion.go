package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/report"
	"github.com/cablelint/cablelint/rules"
)

// The scripts are written here and not by the library: its own ask the program
// at every key, and its fish script costs the start of every run.

func (c *Command) completionCommand() *cli.Command {
	return &cli.Command{
		Name:      "completion",
		ArgsUsage: "SHELL",
		Description: "bash:        source <(cablelint completion bash)\n" +
			"zsh:         cablelint completion zsh > \"${fpath[1]}/_cablelint\"\n" +
			"fish:        cablelint completion fish > ~/.config/fish/completions/cablelint.fish\n" +
			"powershell:  cablelint completion powershell | Out-String | Invoke-Expression",
		Action: c.completion,
	}
}

func (c *Command) manCommand() *cli.Command {
	return &cli.Command{
		Name: "man",
		Action: func(ctx *cli.Context) error {
			c.print("%s", manPage(ctx.App.Usage, c.wholeCommands()))
			return nil
		},
	}
}

func (c *Command) completion(ctx *cli.Context) error {
	if ctx.NArg() != 1 {
		return misusef("completion: name one shell: bash, zsh, fish or powershell")
	}
	words := completionWords(c.wholeCommands())
	switch shell := ctx.Args().First(); shell {
	case "bash":
		c.print("%s", bashCompletion(words))
	case "zsh":
		c.print("%s", zshCompletion(words))
	case "fish":
		c.print("%s", fishCompletion(words))
	case "powershell", "pwsh":
		c.print("%s", powershellCompletion(words))
	default:
		return misusef("completion: %q is not known; expected bash, zsh, fish or powershell", shell)
	}
	return nil
}

// completed is one command as completions know it.
type completed struct {
	name, usage string
	flags       []completedFlag
	words       []string // what may stand as its first argument
}

type completedFlag struct {
	name, usage string
	value       bool
	values      []string // known values
}

func completionWords(commands []*cli.Command) []completed {
	values := flagValues()
	var list []completed
	for _, command := range commands {
		one := completed{name: command.Name, usage: command.Usage, words: firstWords(command.Name)}
		for _, flag := range command.Flags {
			f := completedFlag{name: flag.Names()[0], value: takesValue(flag)}
			if d, ok := flag.(cli.DocGenerationFlag); ok {
				f.usage = strings.ReplaceAll(d.GetUsage(), "`", "")
			}
			f.values = values[f.name]
			if f.name == "format" && command.Name != "lint" {
				f.values = formatWords(command.Name)
			}
			if len(f.name) > 1 {
				one.flags = append(one.flags, f)
			}
		}
		list = append(list, one)
	}
	return list
}

// firstWords are the words that a command expects first.
func firstWords(command string) []string {
	switch command {
	case "baseline":
		return []string{"write", "check", "prune"}
	case "config":
		return []string{"show", "check", "init"}
	case "completion":
		return []string{"bash", "zsh", "fish", "powershell"}
	case "explain", "rules":
		return ruleIDs()
	default:
		return nil
	}
}

func formatWords(command string) []string {
	if command == "compare" {
		return []string{"text", "jsonl"}
	}
	return []string{"text", "json"}
}

func ruleIDs() []string {
	var ids []string
	for _, r := range rules.All() {
		ids = append(ids, r.ID)
	}
	slices.Sort(ids)
	return ids
}

func flagValues() map[string][]string {
	severities := []string{lint.Error.String(), lint.Warning.String(), lint.Info.String()}
	var formats []string
	for _, f := range report.Formats() {
		formats = append(formats, f.Name)
	}
	return map[string][]string{
		"format": formats, "severity": severities, "fail-on": append(slices.Clone(severities), "never"),
		"preset": {"ingest", "draft", "archive", "strict"}, "color": {"auto", "always", "never"}, "typography": {"ascii", "keep", "unicode"},
		"select": append(ruleIDs(), "all"), "ignore": ruleIDs(),
	}
}

// quote is a word in single quotes of a POSIX shell.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

func bashCompletion(list []completed) string {
	var b strings.Builder
	var names []string
	for _, c := range list {
		names = append(names, c.name)
	}
	b.WriteString("# bash completion of cablelint\n_cablelint() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=\n")
	fmt.Fprintf(&b, "\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\tCOMPREPLY=($(compgen -W %s -- \"$cur\"))\n\t\treturn\n\tfi\n", quote(strings.Join(names, " ")))
	b.WriteString("\tcase ${COMP_WORDS[1]}:$prev in\n")
	for _, c := range list {
		for _, f := range c.flags {
			if len(f.values) > 0 {
				fmt.Fprintf(&b, "\t%s:--%s) COMPREPLY=($(compgen -W %s -- \"$cur\")); return ;;\n", c.name, f.name, quote(strings.Join(f.values, " ")))
			}
		}
	}
	b.WriteString("\tesac\n\tcase ${COMP_WORDS[1]} in\n")
	for _, c := range list {
		var flags []string
		for _, f := range c.flags {
			flags = append(flags, "--"+f.name)
		}
		fmt.Fprintf(&b, "\t%s)\n\t\twords=%s\n\t\t[ \"$COMP_CWORD\" -eq 2 ] && words+=%s ;;\n", c.name, quote(strings.Join(flags, " ")), quote(" "+strings.Join(c.words, " ")))
	}
	b.WriteString("\tesac\n\tif [ \"${cur:0:1}\" = - ]; then\n\t\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n\telse\n" +
		"\t\tCOMPREPLY=($(compgen -W \"${words//--*([a-z-])/}\" -- \"$cur\") $(compgen -f -- \"$cur\"))\n\tfi\n}\nshopt -s extglob 2>/dev/null\ncomplete -o filenames -F _cablelint cablelint\n")
	return b.String()
}

func zshCompletion(list []completed) string {
	var b strings.Builder
	escape := strings.NewReplacer("[", `\[`, "]", `\]`, ":", `\:`, "'", "’")
	b.WriteString("#compdef cablelint\n# zsh completion of cablelint\n_cablelint() {\n\tlocal -a commands\n\tcommands=(\n")
	for _, c := range list {
		fmt.Fprintf(&b, "\t\t%s\n", quote(c.name+":"+escape.Replace(c.usage)))
	}
	b.WriteString("\t)\n\tif (( CURRENT == 2 )); then\n\t\t_describe command commands\n\t\treturn\n\tfi\n\tcase $words[2] in\n")
	for _, c := range list {
		fmt.Fprintf(&b, "\t%s)\n\t\tshift words; (( CURRENT-- ))\n\t\t_arguments -s", c.name)
		for _, f := range c.flags {
			spec := "--" + f.name + "[" + escape.Replace(f.usage) + "]"
			switch {
			case len(f.values) > 0:
				spec += ":" + f.name + ":(" + strings.Join(f.values, " ") + ")"
			case f.value:
				spec += ":" + f.name + ":_files"
			}
			b.WriteString(" \\\n\t\t\t" + quote("*"+spec))
		}
		if len(c.words) > 0 {
			b.WriteString(" \\\n\t\t\t" + quote("1:word:("+strings.Join(c.words, " ")+")"))
		}
		b.WriteString(" \\\n\t\t\t'*:file:_files' ;;\n")
	}
	b.WriteString("\tesac\n}\nif [ \"$funcstack[1]\" = _cablelint ]; then _cablelint \"$@\"; else compdef _cablelint cablelint; fi\n")
	return b.String()
}

func fishCompletion(list []completed) string {
	var b strings.Builder
	escape := strings.NewReplacer(`\`, `\\`, "'", `\'`)
	b.WriteString("# fish completion of cablelint\n")
	for _, c := range list {
		fmt.Fprintf(&b, "complete -c cablelint -n __fish_use_subcommand -f -a %s -d '%s'\n", c.name, escape.Replace(c.usage))
		seen := "'__fish_seen_subcommand_from " + c.name + "'"
		for _, f := range c.flags {
			fmt.Fprintf(&b, "complete -c cablelint -n %s -l %s -d '%s'", seen, f.name, escape.Replace(f.usage))
			switch {
			case len(f.values) > 0:
				fmt.Fprintf(&b, " -x -a '%s'", strings.Join(f.values, " "))
			case f.value:
				b.WriteString(" -r")
			}
			b.WriteByte('\n')
		}
		if len(c.words) > 0 {
			fmt.Fprintf(&b, "complete -c cablelint -n %s -a '%s'\n", seen, strings.Join(c.words, " "))
		}
	}
	return b.String()
}

func powershellCompletion(list []completed) string {
	var b strings.Builder
	quoted := func(words []string) string {
		out := make([]string, len(words))
		for i, w := range words {
			out[i] = "'" + strings.ReplaceAll(w, "'", "''") + "'"
		}
		return strings.Join(out, ", ")
	}
	b.WriteString("# PowerShell completion of cablelint\nRegister-ArgumentCompleter -Native -CommandName cablelint -ScriptBlock {\n\tparam($wordToComplete, $commandAst, $cursorPosition)\n" +
		"\t$given = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })\n\t$previous = if ($wordToComplete) { $given[-2] } else { $given[-1] }\n\t$words = @()\n\t$names = @(")
	var names []string
	for _, c := range list {
		names = append(names, c.name)
	}
	b.WriteString(quoted(names) + ")\n\tif ($given.Count -eq 1 -or ($given.Count -eq 2 -and $wordToComplete)) { $words = $names }\n\telse {\n\t\tswitch ($given[1]) {\n")
	for _, c := range list {
		var flags []string
		for _, f := range c.flags {
			flags = append(flags, "--"+f.name)
		}
		fmt.Fprintf(&b, "\t\t\t'%s' {\n\t\t\t\t$words = @(%s)\n", c.name, quoted(append(flags, c.words...)))
		for _, f := range c.flags {
			if len(f.values) > 0 {
				fmt.Fprintf(&b, "\t\t\t\tif ($previous -eq '--%s') { $words = @(%s) }\n", f.name, quoted(f.values))
			}
		}
		b.WriteString("\t\t\t}\n")
	}
	b.WriteString("\t\t}\n\t}\n\t$words | Where-Object { $_ -like \"$wordToComplete*\" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }\n}\n")
	return b.String()
}

// manPage is the manual page in roff.
func manPage(usage string, commands []*cli.Command) string {
	var b strings.Builder
	escape := strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`, "`", "")
	// A line that starts with a stop would be a request.
	text := func(s string) string {
		lines := strings.Split(escape.Replace(s), "\n")
		for i, l := range lines {
			if strings.HasPrefix(l, ".") {
				lines[i] = `\&` + l
			}
		}
		return strings.Join(lines, "\n.br\n")
	}
	b.WriteString(".TH CABLELINT 1\n.SH NAME\ncablelint \\- " + text(usage) + "\n.SH SYNOPSIS\n.B cablelint\n.I COMMAND\n[\\fIFLAG\\fR...] [\\fIPATH\\fR...]\n")
	b.WriteString(".SH EXIT STATUS\n.TP\n.B 0\nnothing found, nothing to change\n.TP\n.B 1\nfindings; something was or would be changed\n.TP\n.B 2\nwrong use or configuration; no cable in any input\n.TP\n.B 3\nsomething could not be read or written; the rest was done\n.SH COMMANDS\n")
	for _, c := range commands {
		fmt.Fprintf(&b, ".SS %s %s\n%s\n", text(c.Name), text(c.ArgsUsage), text(c.Usage))
		if c.Description != "" {
			b.WriteString(".PP\n" + text(c.Description) + "\n")
		}
		for _, flag := range c.Flags {
			d, ok := flag.(cli.DocGenerationFlag)
			if !ok {
				continue
			}
			name := "--" + flag.Names()[0]
			if takesValue(flag) {
				name += " VALUE"
			}
			fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", text(name), text(d.GetUsage()))
		}
	}
	return b.String()
}
