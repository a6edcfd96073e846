package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/corpus"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/report"
)

func (c *Command) parseCommand() *cli.Command {
	return &cli.Command{
		Name:      "parse",
		ArgsUsage: "[PATH...]",
		Flags: join([]cli.Flag{
			texts("fields", "only these `FIELDS`: id,tags,transmission.from; document is always there"),
			yes("coverage", "instead of objects: what share of the bytes each kind of line has, and what was not understood"),
			resumeFlag(),
		}, configFlags(), inputFlags(), lookFlags()),
		Action: c.parse,
	}
}

// cableObject is one line of parse.
type cableObject struct {
	SchemaVersion string `json:"schema_version"`
	Type          string `json:"type"`
	Seq           uint64 `json:"seq"`
	Document      string `json:"document"`
	cable.Object
}

// parseRun is one run of the command parse.
type parseRun struct {
	c        *Command
	own      *cable.Own
	readers  []reader
	fields   *fieldTree
	coverage *coverage
	tally    tally
	resumed  *resumption
}

// reader is what one goroutine keeps between cables.
type reader struct {
	scanner cable.Scanner
	doc     cable.Document
}

// parsed is what was understood of one record.
type parsed struct {
	lines    []byte
	coverage *coverage
	err      error
}

func (c *Command) parse(ctx *cli.Context) error {
	run := &parseRun{c: c}
	var err error
	if run.fields, err = parseFields(ctx.StringSlice("fields")); err != nil {
		return err
	}
	if ctx.Bool("coverage") {
		if run.fields != nil {
			return misusef("--fields chooses what is printed of an object; --coverage prints none")
		}
		run.coverage = new(coverage)
	}
	set, err := c.settings(ctx)
	if err != nil {
		return err
	}
	run.own = set.config.Tables.Own()
	if _, err := useColor(ctx.String("color"), c.stdout); err != nil {
		return err
	}
	n, err := workers(ctx)
	if err != nil {
		return err
	}
	defer c.interruptible(ctx)()
	if run.coverage != nil && ctx.Bool("resume") {
		return misusef("--resume goes on printing cables; --coverage prints none")
	}
	if run.resumed, err = c.resumption(ctx, nil); err != nil {
		return err
	}
	run.tally.restore(run.resumed)
	src, err := c.open(ctx)
	if err != nil {
		return err
	}
	run.readers = make([]reader, max(n, 1))
	err = corpus.Run(ctx.Context, src, follow(run.resumed, corpus.Job[*parsed]{Workers: n, Work: run.work, Emit: run.emit, Fail: run.tally.fail(c)}))
	if run.coverage != nil && err == nil {
		run.coverage.print(c.stdout)
	}
	switch {
	case err == nil:
		run.resumed.finish()
	case ctx.Err() != nil && run.coverage == nil:
		if e := run.resumed.save(&checkpoint{place: run.resumed.at, Tally: run.tally.saved()}, noFacts); e != nil {
			c.fail(e)
		}
	}
	return c.ended(ctx, &run.tally, run.resumed, err)
}

func (run *parseRun) work(worker int, r *corpus.Record) (p *parsed) {
	w, p := &run.readers[worker], new(parsed)
	defer func() {
		if broken := recover(); broken != nil {
			run.readers[worker] = reader{}
			*p = parsed{err: fmt.Errorf("reading this cable failed (%v); please report this", broken)}
		}
	}()
	if run.coverage != nil {
		p.coverage = new(coverage)
	}
	w.scanner.Own = run.own
	// Two cables glued together are two objects.
	meta, line := r.Meta, 0
	for text := r.Text; ; {
		w.scanner.Scan(&w.doc, text, meta)
		next := w.doc.Next
		if next > 0 {
			cut := w.doc.Lines[next].Start
			w.scanner.Scan(&w.doc, text[:cut], meta)
			text = text[cut:]
		}
		p.add(run, r, &w.doc, line)
		if next == 0 || p.err != nil {
			return p
		}
		meta, line = new(cable.Metadata), line+next
	}
}

// add prints one cable of a record; before is the number of lines above it.
func (p *parsed) add(run *parseRun, r *corpus.Record, d *cable.Document, before int) {
	if p.coverage != nil {
		p.coverage.count(r.Address, d, before)
		return
	}
	o := cableObject{report.SchemaVersion, "cable", r.Seq, r.Address, d.Object()}
	for i := range o.Paragraphs {
		o.Paragraphs[i].Line += before
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if p.err = e.Encode(o); p.err != nil {
		return
	}
	line := report.Inert(b.Bytes())
	if run.fields != nil {
		line = append(run.fields.cut(nil, line), '\n')
	}
	p.lines = append(p.lines, line...)
}

func (run *parseRun) emit(r *corpus.Record, p *parsed) error {
	run.tally.documents++
	if p.err != nil {
		run.c.fail(fmt.Errorf("%s: %w", r.Address, p.err))
		return nil
	}
	if run.coverage != nil {
		run.coverage.merge(p.coverage)
		return nil
	}
	if _, err := run.c.stdout.Write(p.lines); err != nil {
		return errNoReader
	}
	return nil
}

// fieldTree is a choice of fields; without branches it is the whole field.
type fieldTree struct {
	branches map[string]*fieldTree
}

// parseFields reads the names of --fields; nil means every field.
func parseFields(specs []string) (*fieldTree, error) {
	known := jsonFields(reflect.TypeFor[cableObject](), "")
	var root *fieldTree
	for _, spec := range specs {
		for name := range strings.SplitSeq(spec, ",") {
			if name = strings.TrimSpace(name); name == "" {
				continue
			}
			if !known[name] {
				return nil, misusef("--fields: no field is named %q%s", name, nearestField(name, known))
			}
			if root == nil {
				root = &fieldTree{}
				root.add([]string{"document"})
			}
			root.add(strings.Split(name, "."))
		}
	}
	if len(specs) > 0 && root == nil {
		return nil, misusef("--fields: the list is empty")
	}
	return root, nil
}

func nearestField(name string, known map[string]bool) string {
	var names []string
	for n := range known {
		names = append(names, n)
	}
	if near := lint.Nearest(name, sorted(names)); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return ""
}

// jsonFields lists the names of the fields of a type, with dots between levels.
func jsonFields(t reflect.Type, prefix string) map[string]bool {
	names := map[string]bool{}
	for i := range t.NumField() {
		f := t.Field(i)
		inner := f.Type
		for inner.Kind() == reflect.Pointer || inner.Kind() == reflect.Slice {
			inner = inner.Elem()
		}
		if f.Anonymous {
			for n := range jsonFields(inner, prefix) {
				names[n] = true
			}
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		names[prefix+name] = true
		if inner.Kind() == reflect.Struct {
			for n := range jsonFields(inner, prefix+name+".") {
				names[n] = true
			}
		}
	}
	return names
}

func (t *fieldTree) add(path []string) {
	if t.branches == nil {
		t.branches = map[string]*fieldTree{}
	}
	branch, there := t.branches[path[0]]
	switch {
	case !there:
		branch = &fieldTree{}
		t.branches[path[0]] = branch
	case branch.branches == nil || len(path) == 1:
		branch.branches = nil // the whole field was asked for
		return
	}
	if len(path) > 1 {
		branch.add(path[1:])
	}
}

// cut appends the chosen fields of a JSON value, in the order of the value.
func (t *fieldTree) cut(dst []byte, value json.RawMessage) []byte {
	value = bytes.TrimSpace(value)
	if t.branches == nil {
		return append(dst, value...)
	}
	d := json.NewDecoder(bytes.NewReader(value))
	open, _ := d.Token() // the value was encoded by us
	if open == json.Delim('[') {
		dst = append(dst, '[')
		for first := true; d.More(); first = false {
			var item json.RawMessage
			if d.Decode(&item) != nil {
				break
			}
			if !first {
				dst = append(dst, ',')
			}
			dst = t.cut(dst, item)
		}
		return append(dst, ']')
	}
	dst = append(dst, '{')
	for first := true; d.More(); {
		key, _ := d.Token()
		var item json.RawMessage
		if d.Decode(&item) != nil {
			break
		}
		name, _ := key.(string)
		branch, chosen := t.branches[name]
		if !chosen {
			continue
		}
		before := len(dst)
		if !first {
			dst = append(dst, ',')
		}
		dst = append(append(append(dst, '"'), name...), '"', ':')
		at := len(dst)
		if dst = branch.cut(dst, item); string(dst[at:]) == "{}" {
			dst = dst[:before] // none of what was asked for is there
			continue
		}
		first = false
	}
	return append(dst, '}')
}

var errNoTable = errors.New("no such table")

func (c *Command) tablesCommand() *cli.Command {
	return &cli.Command{
		Name:      "tables",
		ArgsUsage: "[NAME]",
		Action:    c.tables,
	}
}

func (c *Command) tables(ctx *cli.Context) error {
	if ctx.NArg() > 1 {
		return misusef("tables: expected one name, got %d", ctx.NArg())
	}
	name := strings.ReplaceAll(ctx.Args().First(), "-", "_")
	var names []string
	for _, t := range cable.Tables() {
		names = append(names, t.Name)
		rows := 0
		for line := range strings.Lines(t.Text) {
			if !strings.HasPrefix(line, "#") {
				rows++
			}
		}
		switch {
		case name == "":
			fmt.Fprintf(c.stdout, "%-20s %6d rows\n", t.Name, rows)
		case name == t.Name || name == "tags" && strings.HasSuffix(t.Name, "_tags"):
			fmt.Fprint(c.stdout, t.Text)
			names = nil
		}
		if names == nil && name != "tags" {
			return nil
		}
	}
	if name == "" || name == "tags" {
		return nil
	}
	return misusef("tables: %w: %q; expected one of %s", errNoTable, name, strings.Join(names, ", "))
}
