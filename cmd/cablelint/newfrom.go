package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// freshLines are the lines of files that changed since a revision.
type freshLines struct {
	changed map[string][]lineRange // by absolute path; nil: the whole file is new
}

// lineRange counts lines from 1; last is the last line that changed.
type lineRange struct{ first, last int }

// linesSince asks Git. Nothing that the repository configures is run: no
// external diff, no text conversion, no filter, no file-system monitor.
func linesSince(ctx context.Context, rev string) (*freshLines, error) {
	if strings.HasPrefix(rev, "-") {
		return nil, errors.New("a revision does not start with a hyphen")
	}
	top, err := git(ctx, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	root := strings.TrimRight(string(top), "\n")
	if _, err := git(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}"); err != nil {
		return nil, errors.New("no such revision")
	}
	filters, err := filtersOff(ctx, root)
	if err != nil {
		return nil, err
	}
	diff, err := git(ctx, append(filters, "-C", root, "diff", "--ignore-submodules=all", "--no-color", "--no-ext-diff", "--no-textconv", "--unified=0", "--no-prefix", "--no-renames", rev, "--")...)
	if err != nil {
		return nil, err
	}
	f := &freshLines{changed: map[string][]lineRange{}}
	f.readDiff(root, diff)
	others, err := git(ctx, "-C", root, "ls-files", "--others", "--exclude-standard", "-z")
	if err != nil {
		return nil, err
	}
	for name := range bytes.SplitSeq(others, []byte{0}) {
		if len(name) > 0 {
			f.changed[filepath.Join(root, string(name))] = nil
		}
	}
	return f, nil
}

// filtersOff are the arguments that switch off the programs through which the
// repository wants its files passed.
func filtersOff(ctx context.Context, root string) ([]string, error) {
	out, err := git(ctx, "-C", root, "config", "--includes", "--name-only", "-z", "--list")
	if err != nil {
		return nil, err
	}
	var off []string
	for name := range strings.SplitSeq(string(out), "\x00") {
		if driver, key, ok := cutLast(name); ok && strings.HasPrefix(driver, "filter.") {
			switch key {
			case "clean", "smudge", "process":
				off = append(off, "-c", name+"=")
			case "required":
				off = append(off, "-c", name+"=false")
			}
		}
	}
	return off, nil
}

// cutLast cuts a name at its last dot.
func cutLast(name string) (before, after string, ok bool) {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return name, "", false
	}
	return name[:i], name[i+1:], true
}

func git(ctx context.Context, args ...string) ([]byte, error) {
	args = append([]string{"-c", "core.quotePath=false", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"}, args...)
	out, err := exec.CommandContext(ctx, "git", args...).Output()
	if errors.Is(err, exec.ErrNotFound) {
		return nil, errNoGit
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil, fmt.Errorf("git: %s", strings.TrimSpace(string(exit.Stderr)))
	}
	return out, err
}

// readDiff takes the names and the hunks of a diff without context.
func (f *freshLines) readDiff(root string, diff []byte) {
	file := ""
	for line := range bytes.Lines(diff) {
		s := strings.TrimRight(string(line), "\r\n")
		if name, ok := strings.CutPrefix(s, "+++ "); ok {
			name = strings.TrimSuffix(name, "\t")
			if quoted, err := strconv.Unquote(name); err == nil {
				name = quoted
			}
			file = filepath.Join(root, name)
			continue
		}
		if !strings.HasPrefix(s, "@@ ") || file == "" {
			continue
		}
		if first, count, ok := hunkRange(s); ok && count > 0 {
			f.changed[file] = append(f.changed[file], lineRange{first, first + count - 1})
		}
	}
}

// hunkRange reads +12,3 of "@@ -10 +12,3 @@".
func hunkRange(s string) (first, count int, ok bool) {
	_, s, ok = strings.Cut(s, " +")
	if !ok {
		return 0, 0, false
	}
	s, _, _ = strings.Cut(s, " ")
	start, n, several := strings.Cut(s, ",")
	first, err := strconv.Atoi(start)
	count = 1
	if several {
		count, _ = strconv.Atoi(n)
	}
	return first, count, err == nil
}

// filter leaves out findings on lines that did not change.
func (f *freshLines) filter(d *cable.Document, from lint.Origin, findings []lint.Finding, why []string) {
	path, err := filepath.Abs(from.Document)
	ranges, known := f.changed[path]
	for i := range findings {
		if why[i] != "" || known && ranges == nil {
			continue
		}
		first := d.LineAt(findings[i].Span.Start) + 1
		last := max(first, d.LineAt(max(findings[i].Span.End, 1)-1)+1)
		if err != nil || !slices.ContainsFunc(ranges, func(r lineRange) bool { return r.first <= last && first <= r.last }) {
			why[i] = "not on a changed line"
		}
	}
}
