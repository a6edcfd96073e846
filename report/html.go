package report

import (
	"container/heap"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"hash/fnv"
	"html"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// What one page can hold and a browser still shows at once. A larger run is
// sampled, and the page says so.
const (
	htmlCables   = 200     // cables shown with their text
	htmlFindings = 5000    // rows of the table
	htmlText     = 1 << 16 // bytes of text shown of one cable
)

//go:embed assets/report.css
var htmlStyle string

//go:embed assets/report.js
var htmlScript string

// page writes one HTML file that needs no network: totals, charts, a table and
// a view of each cable. Totals count everything; cables and rows are a sample
// when there are more than fit, chosen by a hash of the address, so that the
// same run gives the same page.
type page struct {
	w       io.Writer
	opt     Options
	where   Locator
	version string

	read, touched int
	bySeverity    Counts
	byRule        map[string]int
	byPost        map[string]int
	byYear        map[int]map[string]int // year -> family -> findings
	confidence    [10]int                // tenths of a weighed decision
	rows          int
	shown         shownCables
}

func newHTML(w io.Writer, opt Options) Reporter { return &page{w: w, opt: opt} }

// shownCable is a cable that the page shows. It owns its strings.
type shownCable struct {
	key      uint64 // hash of the address: the smallest are kept
	seq      uint64
	name, id string
	findings []shownFinding
	body     string // HTML of the text
}

type shownFinding struct {
	line, column  int
	rule, message string
	severity      lint.Severity
	fix, diff     string
	confidence    float64
}

// shownCables is a heap with the largest key on top, the next to give way.
type shownCables []*shownCable

func (s shownCables) Len() int           { return len(s) }
func (s shownCables) Less(i, k int) bool { return s[i].key > s[k].key }
func (s shownCables) Swap(i, k int)      { s[i], s[k] = s[k], s[i] }
func (s *shownCables) Push(x any)        { *s = append(*s, x.(*shownCable)) }
func (s *shownCables) Pop() any {
	old := *s
	x := old[len(old)-1]
	*s = old[:len(old)-1]
	return x
}

func (p *page) Begin(run *Run) error {
	p.version = run.Version
	p.byRule, p.byPost, p.byYear = map[string]int{}, map[string]int{}, map[int]map[string]int{}
	return nil
}

func (p *page) Cable(r *Result) error {
	p.read++
	year, post := yearAndPost(r)
	n := 0
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Severity < p.opt.Least {
			continue
		}
		n++
		p.count(f, year, post)
	}
	if n == 0 {
		return nil
	}
	p.touched++
	key := addressKey(r.Document)
	if len(p.shown) == htmlCables && key >= p.shown[0].key {
		return nil
	}
	if len(p.shown) == htmlCables {
		p.rows -= len(heap.Pop(&p.shown).(*shownCable).findings)
	}
	c := p.show(r, key)
	p.rows += len(c.findings)
	heap.Push(&p.shown, c)
	return nil
}

func (p *page) count(f *lint.Finding, year int, post string) {
	p.bySeverity.Add(f.Severity)
	p.byRule[f.Rule.ID]++
	if post != "" {
		p.byPost[post]++
	}
	if year > 0 {
		if p.byYear[year] == nil {
			p.byYear[year] = map[string]int{}
		}
		p.byYear[year][family(f.Rule.ID)]++
	}
	if f.Confidence > 0 {
		p.confidence[min(int(f.Confidence*10), 9)]++
	}
}

// yearAndPost reads the year and the post of a cable id: 06PARIS824. Years
// before 1950 do not occur.
func yearAndPost(r *Result) (int, string) {
	id := r.ID
	if len(id) < 3 || id[0] < '0' || id[0] > '9' || id[1] < '0' || id[1] > '9' {
		return 0, ""
	}
	year := 1900 + int(id[0]-'0')*10 + int(id[1]-'0')
	if year < 1950 {
		year += 100
	}
	return year, strings.TrimRight(id[2:], "0123456789")
}

func family(rule string) string {
	name, _, _ := strings.Cut(rule, "-")
	return name
}

func addressKey(s string) uint64 {
	h := fnv.New64a()
	io.WriteString(h, s) //nolint:errcheck // a hash does not fail
	return h.Sum64()
}

// show copies what the page needs of one cable.
func (p *page) show(r *Result, key uint64) *shownCable {
	p.where.Reset(r.Cable)
	c := &shownCable{key: key, seq: r.Seq, name: r.Document, id: r.ID}
	var marks []htmlMark
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Severity < p.opt.Least {
			continue
		}
		at := p.where.Position(f.Span.Start)
		s := shownFinding{line: at.Line, column: at.Column, rule: f.Rule.ID, message: Message(f, p.opt.Redact), severity: f.Severity, confidence: f.Confidence}
		if f.Fix != nil && f.Fix.Applicability != lint.NoFix {
			s.fix = applicabilityName(f.Fix.Applicability)
			if !p.opt.Redact {
				s.diff = htmlDiff(r.Cable, f.Fix.Edits)
			}
		}
		marks = append(marks, htmlMark{span: f.Span, n: len(c.findings)})
		c.findings = append(c.findings, s)
	}
	if !p.opt.Redact {
		c.body = htmlBody(r.Cable, marks, c)
	}
	return c
}

// htmlMark is the place of finding n.
type htmlMark struct {
	span cable.Span
	n    int
}

// htmlBody is the text of a cable with its faults marked. Of faults that
// overlap the shortest is shown at each place, so that none hides another.
func htmlBody(d *cable.Document, marks []htmlMark, c *shownCable) string {
	end := uint32(min(len(d.Raw), htmlText))
	cuts := []uint32{0, end}
	for _, m := range marks {
		cuts = append(cuts, min(m.span.Start, end), min(max(m.span.End, m.span.Start+1), end))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	byLength := slices.Clone(marks)
	slices.SortStableFunc(byLength, func(a, b htmlMark) int { return a.span.Len() - b.span.Len() })
	var b strings.Builder
	for i := 0; i+1 < len(cuts); i++ {
		text := html.EscapeString(plainText(d.Raw[cuts[i]:cuts[i+1]]))
		k := slices.IndexFunc(byLength, func(m htmlMark) bool {
			return m.span.Start <= cuts[i] && cuts[i] < max(m.span.End, m.span.Start+1)
		})
		// A long stretch (a block printed twice) is marked at its first line only.
		if k < 0 || byLength[k].span.Len() > 400 && byLength[k].span.Start != cuts[i] {
			b.WriteString(text)
			continue
		}
		rest := ""
		if byLength[k].span.Len() > 400 {
			if n := strings.IndexByte(text, '\n'); n > 0 {
				text, rest = text[:n], text[n:]
			}
		}
		f := c.findings[byLength[k].n]
		fmt.Fprintf(&b, `<mark class="%s" tabindex="0">%s<span class="tip" role="tooltip"><b>%s</b> %s%s</span></mark>%s`,
			severityName(f.severity), text, html.EscapeString(f.rule), html.EscapeString(f.message), f.diff, rest)
	}
	if int(end) < len(d.Raw) {
		fmt.Fprintf(&b, "\n<i>(%d more bytes are not shown)</i>", len(d.Raw)-int(end))
	}
	return b.String()
}

// plainText is text that a browser shows as it stands: control characters as
// pictures, bytes that are not UTF-8 as U+FFFD.
func plainText(b []byte) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return r
		}
		if r == '\r' {
			return -1
		}
		return visible(r)
	}, strings.ToValidUTF8(string(b), "\uFFFD"))
}

// htmlDiff is a fix as lines before and after.
func htmlDiff(d *cable.Document, edits []lint.Edit) string {
	changes := diffChanges(d.Raw, edits)
	var b strings.Builder
	for i, e := range edits {
		if i == 3 || len(changes) == 0 {
			fmt.Fprintf(&b, "<span class=more>and %d more places</span>", len(edits)-i)
			break
		}
		start, end := lineBounds(d.Raw, e.Span)
		before := d.Raw[start:end]
		after := slices.Concat(d.Raw[start:e.Span.Start], e.New, d.Raw[e.Span.End:end])
		fmt.Fprintf(&b, "<del>%s</del><ins>%s</ins>", html.EscapeString(shorten(plainText(before))), html.EscapeString(shorten(plainText(after))))
	}
	if b.Len() == 0 {
		return ""
	}
	return `<span class="diff">` + b.String() + `</span>`
}

// lineBounds are the lines of a span, kept short on unwrapped text.
func lineBounds(raw []byte, s cable.Span) (int, int) {
	start, end := int(s.Start), int(s.End)
	for start > 0 && raw[start-1] != '\n' && int(s.Start)-start < 60 {
		start--
	}
	for end < len(raw) && raw[end] != '\n' && end-int(s.End) < 60 {
		end++
	}
	return start, end
}

// shorten cuts the middle out of a long text.
func shorten(s string) string {
	r := []rune(s)
	if len(r) <= 300 {
		return s
	}
	return string(r[:150]) + " … " + string(r[len(r)-140:])
}

func (p *page) End(sum *Summary) error {
	slices.SortFunc(p.shown, func(a, b *shownCable) int {
		if a.seq != b.seq {
			return int(a.seq) - int(b.seq)
		}
		return strings.Compare(a.name, b.name)
	})
	var b strings.Builder
	script := sha256.Sum256([]byte(htmlScript))
	fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-%s'">
<link rel="icon" href="data:,"><title>cablelint report</title><style>%s</style></head><body>
`, base64.StdEncoding.EncodeToString(script[:]), htmlStyle)
	p.totals(&b, sum)
	p.charts(&b)
	p.table(&b)
	p.cables(&b)
	fmt.Fprintf(&b, "<footer>cablelint %s</footer><script>%s</script></body></html>\n", html.EscapeString(p.version), htmlScript)
	_, err := io.WriteString(p.w, b.String())
	return err
}

func (p *page) totals(b *strings.Builder, sum *Summary) {
	share := 0.0
	if p.read > 0 {
		share = 100 * float64(p.touched) / float64(p.read)
	}
	b.WriteString("<header><h1>cablelint report</h1><ul class=\"totals\">")
	for _, t := range []struct{ class, value, label string }{
		{"", thousands(p.read), "cables read"},
		{"", fmt.Sprintf("%.1f %%", share), "of them with findings"},
		{"error", thousands(p.bySeverity.Error), "errors"},
		{"warning", thousands(p.bySeverity.Warning), "warnings"},
		{"info", thousands(p.bySeverity.Info), "notes"},
		{"", thousands(sum.Fixable.Safe), "can be repaired safely"},
		{"", thousands(sum.Failed), "could not be read"},
	} {
		fmt.Fprintf(b, `<li class="%s"><b>%s</b> %s</li>`, t.class, t.value, t.label)
	}
	b.WriteString("</ul>")
	if p.touched > len(p.shown) {
		fmt.Fprintf(b, `<p class="sample" role="note">The figures and charts count all %s cables. Below is a sample: %d of the %s cables with findings.</p>`,
			thousands(p.read), len(p.shown), thousands(p.touched))
	}
	b.WriteString("</header>\n")
}

// thousands is a number with blanks between its thousands.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u00a0" + s[i:]
	}
	return s
}

func (p *page) table(b *strings.Builder) {
	b.WriteString(`<section id="findings"><h2>Findings</h2><form class="filters">
<label>Search <input id="search" type="search"></label>
<label>Severity <select id="severity"><option value="">all</option><option>error</option><option>warning</option><option>info</option></select></label>
<label>Rule <select id="rule"><option value="">all</option>`)
	for _, r := range ranked(p.byRule, 0) {
		fmt.Fprintf(b, "<option>%s</option>", html.EscapeString(r.name))
	}
	b.WriteString(`</select></label> <output id="count" aria-live="polite"></output></form>
<table><thead><tr>`)
	for i, h := range []string{"severity", "rule", "cable", "line", "message", "fix"} {
		fmt.Fprintf(b, `<th aria-sort="none"><button type="button" data-column="%d">%s</button></th>`, i, h)
	}
	b.WriteString("</tr></thead><tbody>\n")
	rows := 0
	for n, c := range p.shown {
		for k, f := range c.findings {
			if rows++; rows > htmlFindings {
				break
			}
			fmt.Fprintf(b, `<tr class="%[1]s"><td data-sort="%[2]d">%[1]s</td><td><code>%[3]s</code></td><td>%[4]s</td><td data-sort="%[5]d"><a href="#c%[6]d-%[7]d">%[5]d:%[8]d</a></td><td>%[9]s</td><td>%[10]s</td></tr>`+"\n",
				severityName(f.severity), int(lint.Error-f.severity), html.EscapeString(f.rule), html.EscapeString(Printable(c.name)), f.line, n, k, f.column,
				html.EscapeString(Printable(f.message)), f.fix)
		}
	}
	b.WriteString("</tbody></table>")
	if p.rows > htmlFindings {
		fmt.Fprintf(b, "<p>The table shows the first %d of the %s findings of the sample.</p>", htmlFindings, thousands(p.rows))
	}
	b.WriteString("</section>\n")
}

func (p *page) cables(b *strings.Builder) {
	b.WriteString("<section id=\"cables\"><h2>Cables</h2>\n")
	for n, c := range p.shown {
		name := html.EscapeString(Printable(c.name))
		if c.id != "" && !strings.Contains(c.name, c.id) {
			name += " (" + html.EscapeString(Printable(c.id)) + ")"
		}
		fmt.Fprintf(b, `<details class="cable" id="c%d"><summary>%s <span class="n">%d findings</span></summary><div class="columns">`, n, name, len(c.findings))
		if c.body != "" {
			fmt.Fprintf(b, "<pre tabindex=\"0\" aria-label=\"text of %s\">%s</pre>", name, c.body)
		}
		b.WriteString("<ol class=\"list\">")
		for k, f := range c.findings {
			fmt.Fprintf(b, `<li id="c%d-%d" class="%s"><b>%s</b> line %d, column %d: %s`, n, k, severityName(f.severity), html.EscapeString(f.rule), f.line, f.column, html.EscapeString(Printable(f.message)))
			if f.confidence > 0 {
				fmt.Fprintf(b, ` <span class="confidence">confidence %.4g</span>`, f.confidence)
			}
			if f.fix != "" {
				fmt.Fprintf(b, ` <span class="fix">%s fix</span>%s`, f.fix, f.diff)
			}
			b.WriteString("</li>")
		}
		b.WriteString("</ol></div></details>\n")
	}
	b.WriteString("</section>\n")
}
