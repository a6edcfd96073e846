// Command naive is what one would write first: a dozen regular expressions over
// the whole text of each file. It is here to be measured against.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

var rules = []struct {
	name string
	re   *regexp.Regexp
}{
	{"mojibake", regexp.MustCompile(`â€|Ã[©¨¡³±]`)},
	{"comma-apostrophe", regexp.MustCompile(`[A-Za-z0-9)],[sS]\b`)},
	{"close-8", regexp.MustCompile(`[a-z.,]8[\s.,;:!?)]`)},
	{"open-amp", regexp.MustCompile(`(?:^|\s)&[A-Za-z0-9(]`)},
	{"furniture", regexp.MustCompile(`(?m)^[A-Z][A-Z ]+ \d{8} {1,2}\d{3}(?:\.\d)? OF \d{3}`)},
	{"redaction", regexp.MustCompile(`XXXXX+`)},
	{"tags-lower", regexp.MustCompile(`(?m)^TAGS:? .*[a-z]`)},
	{"eo-decl", regexp.MustCompile(`(?m)^E\.?O\.? ?\d{5}:? +(?:DECL:? )?\d{1,2}/\d{1,2}/\d{2}\s*$`)},
	{"unmarked", regexp.MustCompile(`(?m)^(?:¶)?\d{1,2}\. +[A-Z][a-z]`)},
	{"reason-15", regexp.MustCompile(`(?i)reasons? 1\.5`)},
	{"entity", regexp.MustCompile(`&#?\w+;`)},
	{"control", regexp.MustCompile(`[\x00-\x08\x0b\x0c\x0e-\x1f]`)},
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush() //nolint:errcheck // a measurement
	for _, root := range os.Args[1:] {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			lint(out, path, text)
			return nil
		})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func lint(out *bufio.Writer, path string, text []byte) {
	for _, r := range rules {
		for _, m := range r.re.FindAllIndex(text, -1) {
			line := 1 + bytes.Count(text[:m[0]], []byte("\n"))
			fmt.Fprintf(out, "%s:%d: %s: %q\n", path, line, r.name, text[m[0]:m[1]])
		}
	}
}
