package report

import (
	"container/heap"
	_ "embed"
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
	htmlOfOne    = 500     // findings shown of one cable
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
	withErrors    int // cables
	bySeverity    Counts
	byRule        map[string]*ruleSeen
	byFamily      map[string]*ruleSeen
	byPost        map[string]int
	byYear        map[int]map[string]int // year -> family -> findings
	confidence    [len(confidenceSteps) + 1]int
	rows          int
	shown         shownCables
}

// ruleSeen is what a rule or a family came to.
type ruleSeen struct {
	rule                   *lint.Rule // nil for a family
	findings, cables, safe int
	last                   int // number of the last cable that counted
}

// add counts a finding in the cable with the number n.
func (s *ruleSeen) add(f *lint.Finding, n int) {
	s.findings++
	if s.last != n {
		s.last = n
		s.cables++
	}
	if f.Fix != nil && f.Fix.Applicability == lint.Safe {
		s.safe++
	}
}

// confidenceSteps are where the bars of the chart of confidence begin, but for
// the first: nearly all decisions are close to 1.
var confidenceSteps = [...]float64{0.9, 0.95, 0.99, 0.999, 0.9999}

func newHTML(w io.Writer, opt Options) Reporter { return &page{w: w, opt: opt} }

// shownCable is a cable that the page shows. It owns its strings.
type shownCable struct {
	key      uint64 // hash of the address: the smallest are kept
	seq      uint64
	name, id string
	findings []shownFinding
	more     int    // findings that are not shown
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
	p.byRule, p.byFamily = map[string]*ruleSeen{}, map[string]*ruleSeen{}
	p.byPost, p.byYear = map[string]int{}, map[int]map[string]int{}
	return nil
}

func (p *page) Cable(r *Result) error {
	p.read++
	year, post := yearAndPost(r)
	errors := p.bySeverity.Error
	before := p.bySeverity.Total()
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Severity >= p.opt.Least {
			p.count(f, year, post)
		}
	}
	if p.bySeverity.Total() == before {
		return nil
	}
	p.touched++
	if p.bySeverity.Error > errors {
		p.withErrors++
	}
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
	seenIn(p.byRule, f.Rule.ID).add(f, p.read)
	p.byRule[f.Rule.ID].rule = f.Rule
	seenIn(p.byFamily, family(f.Rule.ID)).add(f, p.read)
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
		step := 0
		for step < len(confidenceSteps) && f.Confidence >= confidenceSteps[step] {
			step++
		}
		p.confidence[step]++
	}
}

// seenIn is the tally of a name, which is made when it is first asked for.
func seenIn(tally map[string]*ruleSeen, name string) *ruleSeen {
	s := tally[name]
	if s == nil {
		s = new(ruleSeen)
		tally[name] = s
	}
	return s
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
		if len(c.findings) == htmlOfOne {
			c.more++
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

// htmlBody is the text of a cable with its faults marked. Where faults overlap
// the shortest gives the colour, and the reason names them all.
func htmlBody(d *cable.Document, marks []htmlMark, c *shownCable) string {
	end := uint32(min(len(d.Raw), htmlText))
	cuts := []uint32{0, end}
	for _, m := range marks {
		cuts = append(cuts, min(m.span.Start, end), min(m.end(), end))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	byLength := slices.Clone(marks)
	slices.SortStableFunc(byLength, func(a, b htmlMark) int { return a.span.Len() - b.span.Len() })
	b := markedText{c: c, named: map[int]bool{}}
	for i := 0; i+1 < len(cuts); i++ {
		text := html.EscapeString(plainText(d.Raw[cuts[i]:cuts[i+1]]))
		var here []int
		for _, m := range byLength {
			if m.span.Start <= cuts[i] && cuts[i] < m.end() {
				here = append(here, m.n)
			}
		}
		b.add(text, here)
	}
	if int(end) < len(d.Raw) {
		fmt.Fprintf(&b, "\n<i>(%s more bytes are not shown)</i>", thousands(len(d.Raw)-int(end)))
	}
	return b.String()
}

// end is where the mark ends on the page: a fault without length is one byte wide,
// and a long one (a block printed twice) is marked where it begins.
func (m htmlMark) end() uint32 { return min(max(m.span.End, m.span.Start+1), m.span.Start+longestMark) }

// longestMark is the number of bytes of a fault that are marked: the reason of
// what goes on for pages would cover them.
const longestMark = 400

// cableNumber stands in the text for the number of the cable on the page, which
// is known at the end. No text holds it: control characters are shown as pictures.
const cableNumber = "\x00"

// markedText is the text of a cable while its marks are written.
type markedText struct {
	strings.Builder
	c     *shownCable
	named map[int]bool // findings to which a link leads already
}

// add writes a stretch of text with the findings that cover it.
func (b *markedText) add(text string, findings []int) {
	if len(findings) == 0 {
		b.WriteString(text)
		return
	}
	fmt.Fprintf(b, `<mark class="%s" tabindex="0" data-findings="`, severityName(b.c.findings[findings[0]].severity))
	for i, n := range findings {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.Itoa(n))
	}
	b.WriteString(`">`)
	for _, n := range findings {
		if !b.named[n] {
			b.named[n] = true
			fmt.Fprintf(b, `<a id="m%s-%d"></a>`, cableNumber, n)
		}
	}
	b.WriteString(text + `<span class="tip" role="tooltip">`)
	for _, n := range findings[:min(len(findings), 4)] {
		f := b.c.findings[n]
		fmt.Fprintf(b, `<span class="reason"><b>%s</b> %s%s</span>`, html.EscapeString(f.rule), html.EscapeString(Printable(f.message)), f.diff)
	}
	b.WriteString("</span></mark>")
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
		head, tail := shownText(d.Raw[start:e.Span.Start]), shownText(d.Raw[e.Span.End:end])
		fmt.Fprintf(&b, "<del>%s<b>%s</b>%s</del><ins>%[1]s<b>%[4]s</b>%[3]s</ins>", head, shownText(d.Bytes(e.Span)), tail, shownText(e.New))
	}
	if b.Len() == 0 {
		return ""
	}
	return `<span class="diff">` + b.String() + `</span>`
}

// shownText is a part of a diff as HTML.
func shownText(b []byte) string { return html.EscapeString(shorten(plainText(b))) }

// lineBounds are the lines of a span, kept short on unwrapped text.
func lineBounds(raw []byte, s cable.Span) (int, int) {
	start, end := int(s.Start), int(s.End)
	for start > 0 && raw[start-1] != '\n' && int(s.Start)-start < 100 {
		start--
	}
	for end < len(raw) && raw[end] != '\n' && end-int(s.End) < 100 {
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
