package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// IgnoreName is the file that says, in the syntax of .gitignore, what of its
// folder and of those below it is not walked.
const IgnoreName = ".cablelintignore"

// mostIgnored is the size in bytes of the largest of such files that is read.
const mostIgnored = 1 << 20

var errNoIgnoreFile = errors.New("is no file of patterns: it is a folder, a pipe or a device, or longer than 1 MiB")

// ignoreFile is one such file.
type ignoreFile struct {
	below    string // slash path of its folder, with a slash at its end; empty: the top
	patterns []ignorePattern
}

// ignorePattern is one line of it, as doublestar understands it: the matcher that
// the program has anyway. The libraries for the syntax itself are no longer kept
// or bring all of git with them.
type ignorePattern struct {
	glob   string
	not    bool // takes back what a line before it said
	folder bool // matches folders only
}

// ignored reports whether a name below the top is left out. The last line that
// matches decides, those of deeper folders after those of higher ones.
func ignored(files []ignoreFile, name string, folder bool) bool {
	for _, f := range slices.Backward(files) {
		rest, ok := strings.CutPrefix(name, f.below)
		if !ok {
			continue
		}
		for _, p := range slices.Backward(f.patterns) {
			if (folder || !p.folder) && doublestar.MatchUnvalidated(p.glob, rest) {
				return !p.not
			}
		}
	}
	return false
}

// parseIgnore reads the lines of an ignore file.
func parseIgnore(text []byte) ([]ignorePattern, error) {
	var patterns []ignorePattern
	lines := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := trimIgnore(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		p := ignorePattern{glob: line}
		if p.glob, p.not = strings.CutPrefix(p.glob, "!"); p.not && p.glob == "" {
			continue
		}
		p.glob, p.folder = strings.CutSuffix(p.glob, "/")
		switch {
		case strings.Contains(p.glob, "/"):
			p.glob = strings.TrimPrefix(p.glob, "/")
		default:
			p.glob = "**/" + p.glob
		}
		if inside, ok := strings.CutSuffix(p.glob, "/**"); ok {
			p.glob = inside + "/**/*" // what is inside, not the folder itself
		}
		p.glob = strings.NewReplacer("{", `\{`, "}", `\}`).Replace(p.glob)
		if !doublestar.ValidatePattern(p.glob) {
			return nil, fmt.Errorf("line %d: %q is not a valid pattern", n, line)
		}
		patterns = append(patterns, p)
	}
	return patterns, lines.Err()
}

// trimIgnore takes away blanks at the end that no backslash keeps.
func trimIgnore(line string) string {
	short := strings.TrimRight(line, " \t\r")
	if strings.HasSuffix(short, `\`) && short != line {
		short += " "
	}
	return short
}

// ignoreIn reads the ignore file of a folder, if there is one. below is the slash
// path of the folder from the top.
func (p *producer) ignoreIn(dir, below string) bool {
	name := filepath.Join(dir, IgnoreName)
	st, err := os.Stat(name)
	if err != nil && os.IsNotExist(err) {
		return true
	}
	var text []byte
	switch {
	case err == nil && (!st.Mode().IsRegular() || st.Size() > mostIgnored):
		err = errNoIgnoreFile // a pipe or a device of a stranger may never end
	case err == nil:
		text, err = os.ReadFile(name)
	}
	var patterns []ignorePattern
	if err == nil {
		patterns, err = parseIgnore(text)
	}
	if err != nil {
		return p.notice(unreadable(name, reason(err)))
	}
	if below != "" {
		below += "/"
	}
	p.ignores = append(p.ignores, ignoreFile{below, patterns})
	return true
}

// ignoreAbove reads the ignore files of the folders from the current one down to
// the one that is walked, and gives the name of that one from there. A folder
// elsewhere has none above it.
func (p *producer) ignoreAbove(root string) (top string, ok bool) {
	p.ignores = p.ignores[:0]
	top = filepath.ToSlash(filepath.Clean(root))
	if p.opts.NoIgnore || top == "." || !filepath.IsLocal(root) {
		return "", true
	}
	parts := strings.Split(top, "/")
	for i := range parts {
		if above := path.Join(parts[:i]...); !p.ignoreIn(filepath.FromSlash(path.Join(".", above)), above) {
			return "", false
		}
	}
	return top + "/", true
}
