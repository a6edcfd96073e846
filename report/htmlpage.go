package report

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/cablelint/cablelint/lint"
)

// End writes the page: what was counted, then the sample.
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
	if p.touched == 0 {
		b.WriteString("<p class=\"clean\">No findings.</p>\n")
	} else {
		p.charts(&b)
		p.rules(&b)
		p.table(&b)
		p.cables(&b)
	}
	fmt.Fprintf(&b, "<footer>cablelint %s; <code>cablelint explain RULE</code> tells more of a rule</footer><script>%s</script></body></html>\n", html.EscapeString(p.version), htmlScript)
	_, err := io.WriteString(p.w, b.String())
	return err
}

func (p *page) totals(b *strings.Builder, sum *Summary) {
	b.WriteString("<header><h1>cablelint report</h1><ul class=\"totals\">")
	for _, t := range []struct{ class, value, label string }{
		{"", thousands(p.read), "cables read"},
		{"", share(p.touched, p.read), "of them with findings"},
		{"error", thousands(p.bySeverity.Error), "errors"},
		{"warning", thousands(p.bySeverity.Warning), "warnings"},
		{"info", thousands(p.bySeverity.Info), "at info"},
		{"", thousands(sum.Fixable.Safe), "can be repaired safely"},
		{"", thousands(sum.Failed), "could not be read"},
	} {
		fmt.Fprintf(b, `<li class="%s"><b>%s</b> %s</li>`, t.class, t.value, t.label)
	}
	b.WriteString("</ul>")
	if line := would(sum.Fixable); line != "" {
		fmt.Fprintf(b, "<p>%s.</p>", html.EscapeString(line))
	}
	if p.opt.Redact {
		b.WriteString(`<p class="sample" role="note">No text of the cables is in this report: a length and a hash stand for it.</p>`)
	}
	if p.touched > len(p.shown) {
		fmt.Fprintf(b, `<p class="sample" role="note">The figures and charts count all %s cables. The lists of findings and cables are a sample: %d of the %s cables with findings.</p>`,
			thousands(p.read), len(p.shown), thousands(p.touched))
	}
	if p.touched > 0 {
		b.WriteString(`<nav aria-label="parts of the report"><a href="#charts">Overview</a> <a href="#rules">Rules</a> <a href="#findings">Findings</a> <a href="#cables">Cables</a></nav>`)
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

// share is a part in per cent.
func share(n, of int) string {
	return fmt.Sprintf("%.1f\u00a0%%", 100*float64(n)/float64(max(of, 1)))
}

// rules lists the rules that have findings: the figures of the charts as text.
func (p *page) rules(b *strings.Builder) {
	b.WriteString(`<section id="rules"><h2>Rules</h2><div class="scroll" tabindex="0" role="region" aria-label="rules"><table><thead><tr><th>rule</th><th>what it finds</th><th>severity</th><th class="n">findings</th><th class="n">cables</th><th class="n">share</th><th class="n">safe fix</th></tr></thead><tbody>` + "\n")
	for _, r := range ranked(p.findingsByRule(), 0) {
		s := p.byRule[r.name]
		fmt.Fprintf(b, `<tr><td><button type="button" class="pick" data-rule="%[1]s" title="show its findings"><code>%[1]s</code></button></td><td>%s</td><td class="%[3]s"><b>%[3]s</b></td><td class="n">%s</td><td class="n">%s</td><td class="n">%s</td><td class="n">%s</td></tr>`+"\n",
			html.EscapeString(r.name), html.EscapeString(s.rule.Title), severityName(s.rule.Severity), thousands(s.findings), thousands(s.cables), share(s.cables, p.read), thousands(s.safe))
	}
	b.WriteString("</tbody></table></div></section>\n")
}

func (p *page) findingsByRule() map[string]int {
	tally := make(map[string]int, len(p.byRule))
	for id, s := range p.byRule {
		tally[id] = s.findings
	}
	return tally
}

func (p *page) table(b *strings.Builder) {
	b.WriteString(`<section id="findings"><h2>Findings</h2><form class="filters">
<label>Search <input id="search" type="search" placeholder="cable or message"></label>
<label>Severity <select id="severity"><option value="">all</option><option>error</option><option>warning</option><option>info</option></select></label>
<label>Rule <select id="rule"><option value="">all</option>`)
	for _, r := range ranked(p.findingsByRule(), 0) {
		fmt.Fprintf(b, "<option>%s</option>", html.EscapeString(r.name))
	}
	b.WriteString(`</select></label>
<label>Fix <select id="fix"><option value="">all</option><option>safe</option><option>unsafe</option><option>display</option><option value="none">none</option></select></label>
<button type="reset">Show all</button> <output id="count" aria-live="polite"></output></form>
<div class="scroll" tabindex="0" role="region" aria-label="findings"><table><thead><tr>`)
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
			fmt.Fprintf(b, `<tr class="%[1]s" data-cable="c%[6]d"><td data-sort="%[2]d">%[1]s</td><td><code>%[3]s</code></td><td>%[4]s</td><td data-sort="%[5]d"><a href="#c%[6]d-%[7]d">%[5]d:%[8]d</a></td><td>%[9]s</td><td>%[10]s</td></tr>`+"\n",
				severityName(f.severity), int(lint.Error-f.severity), html.EscapeString(f.rule), html.EscapeString(Printable(c.name)), f.line, n, k, f.column,
				html.EscapeString(Printable(f.message)), f.fix)
		}
	}
	b.WriteString("</tbody></table></div>")
	if p.rows > htmlFindings {
		fmt.Fprintf(b, "<p>The table shows the first %s of the %s findings of the sample.</p>", thousands(htmlFindings), thousands(p.rows))
	}
	b.WriteString("</section>\n")
}

func (p *page) cables(b *strings.Builder) {
	b.WriteString("<section id=\"cables\"><h2>Cables</h2><p id=\"narrowed\" hidden></p>\n")
	for n, c := range p.shown {
		c.write(b, n)
	}
	b.WriteString("</section>\n")
}

// write is the view of cable n: its text, and beside it what was found.
func (c *shownCable) write(b *strings.Builder, n int) {
	name := html.EscapeString(Printable(c.name))
	if c.id != "" && !strings.Contains(c.name, c.id) {
		name += " (" + html.EscapeString(Printable(c.id)) + ")"
	}
	fmt.Fprintf(b, `<details class="cable" id="c%d"><summary>%s <span class="soft">%s</span></summary><div class="columns">`, n, name, Count(len(c.findings)+c.more, "finding"))
	if c.body != "" {
		fmt.Fprintf(b, "<pre tabindex=\"0\" aria-label=\"text of %s\">%s</pre>", name, strings.ReplaceAll(c.body, cableNumber, strconv.Itoa(n)))
	}
	b.WriteString("<ol class=\"list\">")
	for k, f := range c.findings {
		fmt.Fprintf(b, `<li id="c%d-%d" class="%s"><b>%s</b> `, n, k, severityName(f.severity), html.EscapeString(f.rule))
		if place := fmt.Sprintf("line %d, column %d", f.line, f.column); c.body == "" {
			b.WriteString(place)
		} else {
			fmt.Fprintf(b, `<a href="#m%d-%d">%s</a>`, n, k, place)
		}
		fmt.Fprintf(b, `: %s`, html.EscapeString(Printable(f.message)))
		if f.confidence > 0 {
			fmt.Fprintf(b, ` <span class="soft">confidence %.4g</span>`, f.confidence)
		}
		if f.fix != "" {
			fmt.Fprintf(b, ` <span class="soft">%s fix</span>%s`, f.fix, f.diff)
		}
		b.WriteString("</li>")
	}
	b.WriteString("</ol>")
	if c.more > 0 {
		fmt.Fprintf(b, "<p>%s more are not shown.</p>", thousands(c.more))
	}
	b.WriteString("</div></details>\n")
}
