package rules

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// The pages docs/rules/<id>.md and docs/rules/index.md are made from the rules
// and from what was measured: go test ./rules -run TestRulePages -update.

// measured is what docs/measured says of one rule.
type measured struct {
	known            bool // it was counted on the sample
	cables, hits, ns int
	right, wrong     int // verdicts of people on findings
	unsure           int
	missed, silent   int // verdicts on places that look like the fault
	labels           int
	precision        string // on labelled cables; empty when there are none
	recall           string
	source           string
}

// sampleSize is the number of cables that the summary was made from.
type sampleSize int

// readTable calls visit with the cells of each row of a table, by column name.
// Lines that start with # are comments. A table that is not there has no rows.
func readTable(t *testing.T, path string, visit func(cell func(string) string)) {
	t.Helper()
	b, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for line := range strings.Lines(string(b)) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if names == nil {
			names = f
			continue
		}
		visit(func(name string) string {
			for i, n := range names {
				if n == name && i < len(f) {
					return f[i]
				}
			}
			return ""
		})
	}
}

// readMeasured reads docs/measured.
func readMeasured(t *testing.T) (map[string]*measured, sampleSize) {
	t.Helper()
	all := map[string]*measured{}
	of := func(id string) *measured {
		if all[id] == nil {
			all[id] = new(measured)
		}
		return all[id]
	}
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	readTable(t, "../docs/measured/summary.tsv", func(cell func(string) string) {
		m := of(cell("rule"))
		m.known, m.cables, m.hits, m.ns = true, number(cell("cables")), number(cell("hits")), number(cell("ns_per_kb"))
	})
	readTable(t, "../docs/measured/labelled.tsv", func(cell func(string) string) {
		m := of(cell("rule"))
		m.labels, m.precision, m.recall, m.source = number(cell("labels")), cell("precision"), cell("recall"), cell("source")
	})
	for _, r := range All() {
		m := of(r.ID)
		readTable(t, filepath.Join("../docs/measured", r.ID+".tsv"), func(cell func(string) string) {
			near := cell("kind") == "near"
			switch verdict := cell("verdict"); {
			case verdict == "unsure":
				m.unsure++
			case near && verdict == "right":
				m.silent++
			case near:
				m.missed++
			case verdict == "right":
				m.right++
			default:
				m.wrong++
			}
		})
	}
	size := 0
	if b, err := os.ReadFile("../docs/measured/summary.tsv"); err == nil {
		fmt.Sscanf(string(b), "# %d", &size)
	}
	return all, sampleSize(size)
}

// box is the measured box of a page.
func (m *measured) box(r *lint.Rule, size sampleSize) string {
	var b strings.Builder
	switch {
	case r.ID == lint.PanicID:
		return ""
	case r.Corpus != nil:
		b.WriteString("> **Measured:** not on the sample; a rule over a corpus is tested on invented ones.\n")
	case m.hits == 0 && m.right == 0 && onByDefault(r):
		fmt.Fprintf(&b, "> **Unproved:** none of the %d sample cables has this fault, or none in the form in which the sample is kept; the rule is shown on invented cables only.\n", size)
	case m.hits == 0 && m.right > 0:
		b.WriteString("> **Measured** on pages: the text cables of the sample have no metadata.\n")
	default:
		fmt.Fprintf(&b, "> **Measured** on %d published cables: %d findings in %d of them, %s findings per 1,000 cables.\n",
			size, m.hits, m.cables, perThousand(m.hits, int(size)))
	}
	if n := m.right + m.wrong + m.unsure; n > 0 {
		fmt.Fprintf(&b, "> Read by eye: %d findings, %d right, %d wrong, %d unsure (precision %s)", n, m.right, m.wrong, m.unsure, ratio(m.right, m.right+m.wrong))
		if k := m.silent + m.missed; k > 0 {
			fmt.Fprintf(&b, "; %d near misses, %d rightly passed over", k, m.silent)
		}
		b.WriteString(".\n")
	}
	if m.precision != "" {
		fmt.Fprintf(&b, "> On labelled cables (%s, %d labels): precision %s, recall %s.\n", m.source, m.labels, m.precision, m.recall)
	}
	if m.known && r.Corpus == nil {
		fmt.Fprintf(&b, "> Cost: %s ns per KB.\n", costWord(m.ns))
	}
	return b.String() + "\n"
}

// costWord is a cost in nanoseconds; one too small to be told from none is under 1.
func costWord(ns int) string {
	if ns == 0 {
		return "under 1"
	}
	return strconv.Itoa(ns)
}

func perThousand(n, of int) string {
	if of == 0 {
		return "?"
	}
	return strconv.FormatFloat(float64(n)*1000/float64(of), 'f', 1, 64)
}

func ratio(n, of int) string {
	if of == 0 {
		return "unknown"
	}
	return strconv.FormatFloat(float64(n)/float64(of), 'f', 2, 64)
}

// page is docs/rules/<id>.md.
func page(r *lint.Rule, m *measured, size sampleSize) string {
	var b strings.Builder
	head, rest, _ := strings.Cut(r.Doc, "\n")
	fmt.Fprintf(&b, "<!-- made from rules/docs/%s.md and docs/measured: go test ./rules -run TestRulePages -update -->\n", r.ID)
	fmt.Fprintf(&b, "%s\n\n%s.\n\n", head, capital(r.Title))
	fmt.Fprintf(&b, "| severity | fix | default | presets | editions | eras | since |\n|---|---|---|---|---|---|---|\n")
	fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s |\n\n", severityWord(r.Severity), fixWord(r.Fix), onWord(onByDefault(r)),
		presetWords(r), editionWords(r.Editions), eraWords(r.Eras), r.Since)
	fmt.Fprintf(&b, "Authority: %s.\n\n", strings.TrimSuffix(r.Authority, "."))
	if len(r.Supersedes) > 0 {
		fmt.Fprintf(&b, "Supersedes: %s.\n\n", strings.Join(r.Supersedes, ", "))
	}
	b.WriteString(m.box(r, size))
	b.WriteString(strings.TrimLeft(rest, "\n"))
	return b.String()
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func onWord(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

func presetWords(r *lint.Rule) string {
	var words []string
	for _, p := range []struct {
		preset lint.Preset
		word   string
	}{{lint.Ingest, "ingest"}, {lint.Draft, "draft"}, {lint.Archive, "archive"}, {lint.Strict, "strict"}} {
		if r.OnIn(p.preset) {
			words = append(words, p.word)
		}
	}
	if len(words) == 0 {
		return "none"
	}
	return strings.Join(words, ", ")
}

func editionWords(e cable.Edition) string {
	if e == 0 || e == cable.EditionAny {
		return "all"
	}
	var words []string
	for bit := cable.EditionUnknown; bit <= cable.EditionMirror; bit <<= 1 {
		if e&bit != 0 {
			words = append(words, bit.String())
		}
	}
	return strings.Join(words, ", ")
}

func eraWords(e cable.Era) string {
	if e == 0 || e == cable.EraAny {
		return "all"
	}
	var words []string
	for bit := cable.EraUnknown; bit <= cable.EraSMART; bit <<= 1 {
		if e&bit != 0 {
			word := bit.String()
			if word == "" {
				word = "unknown"
			}
			words = append(words, word)
		}
	}
	return strings.Join(words, ", ")
}

// families are the prefixes of ids with their headings, in the order of the index.
var families = []struct{ prefix, title string }{
	{"enc-", "Encoding: characters that were folded, cut or misread"},
	{"tx-", "Transmission and page layout"},
	{"hdr-", "Header"},
	{"body-", "Body"},
	{"web-", "What pages and publishers added"},
	{"meta-", "What the container says of the cable"},
	{"corpus-", "Over a corpus"},
	{"lint-", "cablelint itself"},
}

// index is docs/rules/index.md.
func index(all map[string]*measured, size sampleSize) string {
	var b strings.Builder
	b.WriteString("<!-- made from the rules and docs/measured: go test ./rules -run TestRulePages -update -->\n# The rules\n\n")
	fmt.Fprintf(&b, "%d rules. Hits are findings per 1,000 cables on a sample of %d published ones; precision is that of the findings read by eye,\n"+
		"in parentheses how many were read; cost is in nanoseconds per KB of cable. A rule on by default that the sample never needed is unproved.\n",
		len(All()), size)
	for _, f := range families {
		fmt.Fprintf(&b, "\n## %s\n\n| rule | what | severity | fix | default | hits | precision | cost |\n|---|---|---|---|---|---|---|---|\n", f.title)
		for _, r := range All() {
			if !strings.HasPrefix(r.ID, f.prefix) {
				continue
			}
			m := all[r.ID]
			hits, cost := perThousand(m.hits, int(size)), costWord(m.ns)
			switch {
			case r.Corpus != nil || r.ID == lint.PanicID:
				hits, cost = "-", "-"
			case m.hits == 0 && m.right == 0 && onByDefault(r):
				hits = "unproved"
			}
			precision := "-"
			if n := m.right + m.wrong; n > 0 {
				precision = fmt.Sprintf("%s (%d)", ratio(m.right, n), n)
			}
			fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s | %s | %s | %s | %s | %s |\n", r.ID, r.ID, r.Title,
				severityWord(r.Severity), fixWord(r.Fix), onWord(onByDefault(r)), hits, precision, cost)
		}
	}
	return b.String()
}

func TestRulePagesAreCurrent(t *testing.T) {
	all, size := readMeasured(t)
	want := map[string]string{"index.md": index(all, size)}
	for _, r := range All() {
		want[r.ID+".md"] = page(r, all[r.ID], size)
	}
	const dir = "../docs/rules"
	old, err := filepath.Glob(filepath.Join(dir, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range old {
		if _, ok := want[filepath.Base(path)]; ok {
			continue
		}
		if !*update {
			t.Errorf("%s is of no rule", path)
		} else if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range want {
		path := filepath.Join(dir, name)
		if *update {
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, []byte(text)) {
			t.Errorf("%s is stale: go test ./rules -run TestRulePages -update", path)
		}
	}
}

// TestMeasuredRulesEarnTheirDefault holds the promise of the catalogue: a rule
// whose findings were read and are right in fewer than 95 of 100 is not on by
// default at warning or above.
func TestMeasuredRulesEarnTheirDefault(t *testing.T) {
	all, _ := readMeasured(t)
	for _, r := range All() {
		m := all[r.ID]
		if n := m.right + m.wrong; n >= 5 && onByDefault(r) && r.Severity >= lint.Warning && m.right*100 < n*95 {
			t.Errorf("%s: %d of %d findings read were right; it may not be on by default at %s", r.ID, m.right, n, severityWord(r.Severity))
		}
	}
}
