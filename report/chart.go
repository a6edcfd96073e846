package report

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode"
)

// counted is a name with its number.
type counted struct {
	name string
	n    int
}

// ranked lists the largest of a tally first, equal ones by name; most == 0: all.
func ranked(tally map[string]int, most int) []counted {
	list := make([]counted, 0, len(tally))
	for name, n := range tally {
		list = append(list, counted{name, n})
	}
	slices.SortFunc(list, func(a, b counted) int {
		return cmp.Or(cmp.Compare(b.n, a.n), strings.Compare(a.name, b.name))
	})
	if most > 0 && len(list) > most {
		list = list[:most]
	}
	return list
}

// families in the order in which charts stack them, with their names for people.
var families = [...]struct{ name, title string }{
	{"enc", "encoding"}, {"tx", "transmission"}, {"hdr", "header"}, {"body", "text"},
	{"web", "web page"}, {"meta", "metadata"}, {"corpus", "corpus"}, {"lint", "cablelint"},
}

// familyTitle is the name of a family for people; the user's own rules have theirs.
func familyTitle(name string) string {
	for _, f := range families {
		if f.name == name {
			return f.title
		}
	}
	return name
}

// mostBars is how many bars a chart has.
const mostBars = 20

func (p *page) charts(b *strings.Builder) {
	b.WriteString("<section id=\"charts\"><h2>Overview</h2><div class=\"charts\">\n")
	rules := ranked(p.findingsByRule(), 0)
	chart{title: "Findings by rule", rows: rules, pick: true}.write(b)
	b.WriteString("<div class=\"stack\">")
	byFamily, touched := map[string]int{}, []counted{{"any finding", p.touched}, {"an error", p.withErrors}}
	for name, s := range p.byFamily {
		byFamily[name] = s.findings
	}
	for _, f := range ranked(byFamily, 0) {
		touched = append(touched, counted{f.name, p.byFamily[f.name].cables})
	}
	chart{title: "Findings by family", rows: ranked(byFamily, 0), families: true}.write(b)
	chart{title: "Share of cables touched", rows: touched, families: true, of: p.read}.write(b)
	p.weighed(b)
	b.WriteString("</div>")
	p.years(b)
	chart{title: "Findings by post", rows: ranked(p.byPost, 0), wide: len(p.byPost) > 0}.write(b)
	b.WriteString("</div></section>\n")
}

// weighed draws how sure the decisions were that were weighed.
func (p *page) weighed(b *strings.Builder) {
	var rows []counted
	total := 0
	for i, n := range p.confidence {
		name := fmt.Sprintf("under %g", confidenceSteps[0])
		if i > 0 {
			name = fmt.Sprintf("%g and more", confidenceSteps[i-1])
		}
		rows = append(rows, counted{name, n})
		total += n
	}
	if total > 0 {
		chart{title: "Confidence of weighed decisions", rows: rows}.write(b)
	}
}

// chart is one horizontal bar a row.
type chart struct {
	title    string
	rows     []counted
	families bool // the rows are families
	pick     bool // the rows are rules, whose findings a click shows
	wide     bool // as wide as the page
	of       int  // the whole, when the numbers are parts of it
}

// Sizes of charts, in units of the drawing: pixels where there is room.
const (
	barStep   = 20
	letter    = 7.6 // width
	capital   = 9.2 // width
	valueArea = 105
)

// widthOf is about how wide a label is drawn.
func widthOf(label string) (w float64) {
	for _, r := range label {
		if unicode.IsUpper(r) || r > unicode.MaxLatin1 {
			w += capital
		} else {
			w += letter
		}
	}
	return w
}

func (c chart) write(b *strings.Builder) {
	if len(c.rows) == 0 {
		return
	}
	more := max(len(c.rows)-mostBars, 0)
	rows := c.rows[:len(c.rows)-more]
	most, label := max(1, c.of), 0.0
	for _, r := range rows {
		most, label = max(most, r.n), max(label, widthOf(c.label(r)))
	}
	total, class := 500.0, ""
	if c.wide {
		total, class = 1100, ` class="wide"`
	}
	label = min(label+8, 260)
	width := total - label - valueArea
	fmt.Fprintf(b, `<figure%s><figcaption>%s</figcaption><svg aria-label="%s" viewBox="0 0 %g %d" width="%[4]g">`, class, c.title, c.title, total, len(rows)*barStep)
	for i, r := range rows {
		c.bar(b, r, i*barStep, label, width*float64(r.n)/float64(most))
	}
	b.WriteString("</svg>")
	if more > 0 {
		fmt.Fprintf(b, "<p class=\"soft\">and %d more</p>", more)
	}
	b.WriteString("</figure>\n")
}

// label is the name of a row as it is shown.
func (c chart) label(r counted) string {
	if c.families {
		return familyTitle(r.name)
	}
	return Printable(r.name)
}

// bar draws one row at y.
func (c chart) bar(b *strings.Builder, r counted, y int, label, width float64) {
	name, value := html.EscapeString(c.label(r)), thousands(r.n)
	if c.of > 0 {
		value += " (" + share(r.n, c.of) + ")"
	}
	group := "<g>"
	if c.pick {
		group = fmt.Sprintf(`<g class="pick" data-rule="%s">`, html.EscapeString(r.name))
	}
	fmt.Fprintf(b, `%s<title>%s: %s</title><text x="%.1f" y="%d" text-anchor="end">%s</text><rect class="bar %s" x="%.1f" y="%d" width="%.1f" height="%d"/><text x="%.1f" y="%d">%s</text></g>`,
		group, name, value, label-6, y+14, name, html.EscapeString(family(r.name)), label, y+3, width, barStep-6, label+width+5, y+14, value)
}

// years draws one column a year, the families stacked.
func (p *page) years(b *strings.Builder) {
	if len(p.byYear) == 0 {
		return
	}
	first, last, most := 9999, 0, 1
	for year, tally := range p.byYear {
		first, last = min(first, year), max(last, year)
		n := 0
		for _, k := range tally {
			n += k
		}
		most = max(most, n)
	}
	const height, top, left, total = 170, 14, 60, 1100
	step := min((total-left)/float64(last-first+1), 70)
	fmt.Fprintf(b, `<figure class="wide"><figcaption>Findings by year and family</figcaption><svg aria-label="Findings by year and family" viewBox="0 0 %d %d" width="%[1]d">`, total, top+height+22)
	for _, n := range []int{0, most / 2, most} {
		y := float64(top+height) - height*float64(n)/float64(most)
		fmt.Fprintf(b, `<line class="grid" x1="%d" x2="%d" y1="%.1f" y2="%[3]g"/><text x="%d" y="%.1f" text-anchor="end">%s</text>`, left, total, y, left-6, y+4, thousands(n))
	}
	every := int(34/step) + 1
	for year := first; year <= last; year++ {
		x, y := left+float64(year-first)*step, float64(top+height)
		for _, f := range p.familiesSeen() {
			n := p.byYear[year][f]
			if n == 0 {
				continue
			}
			h := height * float64(n) / float64(most)
			y -= h
			fmt.Fprintf(b, `<rect class="bar %s" x="%.1f" y="%.1f" width="%.1f" height="%.1f"><title>%d, %s: %s</title></rect>`,
				html.EscapeString(f), x+2, y, step-4, h, year, html.EscapeString(familyTitle(f)), thousands(n))
		}
		if (year-first)%every == 0 {
			fmt.Fprintf(b, `<text x="%.1f" y="%d" text-anchor="middle">%d</text>`, x+step/2, top+height+16, year)
		}
	}
	b.WriteString("</svg><p class=\"legend\">")
	for _, f := range p.familiesSeen() {
		fmt.Fprintf(b, `<span class="key %s">%s</span> `, html.EscapeString(f), html.EscapeString(familyTitle(f)))
	}
	b.WriteString("</p></figure>\n")
}

// familiesSeen are the families that have findings, in the order of charts.
func (p *page) familiesSeen() []string {
	var list []string
	for _, f := range families {
		if p.byFamily[f.name] != nil {
			list = append(list, f.name)
		}
	}
	var own []string
	for name := range p.byFamily {
		if !slices.Contains(list, name) {
			own = append(own, name)
		}
	}
	slices.Sort(own)
	return append(list, own...)
}
