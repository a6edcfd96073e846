package report

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strings"
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

// families in the order in which charts stack them.
var families = [...]string{"enc", "tx", "hdr", "body", "web", "meta", "corpus", "lint"}

func (p *page) charts(b *strings.Builder) {
	if p.bySeverity.Total() == 0 {
		b.WriteString("<p class=\"clean\">No findings.</p>\n")
		return
	}
	b.WriteString("<section id=\"charts\"><h2>Overview</h2><div class=\"charts\">\n")
	bars(b, "Findings by rule", ranked(p.byRule, 20))
	byFamily := map[string]int{}
	for rule, n := range p.byRule {
		byFamily[family(rule)] += n
	}
	bars(b, "Findings by family", ranked(byFamily, 0))
	bars(b, "Findings by post", ranked(p.byPost, 20))
	bars(b, "Cables touched", []counted{{"with findings", p.touched}, {"without", p.read - p.touched}})
	p.years(b)
	var weighed []counted
	total := 0
	for i, n := range p.confidence {
		weighed = append(weighed, counted{fmt.Sprintf("%.1f to %.1f", float64(i)/10, float64(i+1)/10), n})
		total += n
	}
	if total > 0 {
		bars(b, "Confidence of weighed decisions", weighed)
	}
	b.WriteString("</div></section>\n")
}

// bars draws one horizontal bar a row.
func bars(b *strings.Builder, title string, rows []counted) {
	if len(rows) == 0 {
		return
	}
	most := 1
	for _, r := range rows {
		most = max(most, r.n)
	}
	const height, label, width = 20, 200, 120
	fmt.Fprintf(b, `<figure><figcaption>%s</figcaption><svg role="img" aria-label="%s" viewBox="0 0 %d %d" width="%[3]d">`,
		title, title, label+width+60, len(rows)*height)
	for i, r := range rows {
		name := html.EscapeString(Printable(r.name))
		y := i * height
		w := float64(width) * float64(r.n) / float64(most)
		fmt.Fprintf(b, `<g><title>%s: %d</title><text x="%d" y="%d" text-anchor="end">%s</text><rect class="bar %s" x="%d" y="%d" width="%.1f" height="%d"/><text x="%.1f" y="%d">%s</text></g>`,
			name, r.n, label-6, y+14, name, family(r.name), label, y+3, w, height-6, float64(label)+w+5, y+14, thousands(r.n))
	}
	b.WriteString("</svg></figure>\n")
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
	const height, step = 170, 26
	width := (last - first + 1) * step
	title := "Findings by year and family"
	fmt.Fprintf(b, `<figure class="wide"><figcaption>%s</figcaption><svg role="img" aria-label="%s" viewBox="0 0 %d %d" width="%[3]d">`, title, title, max(width, 320), height+20)
	for year := first; year <= last; year++ {
		x, y := (year-first)*step, float64(height)
		for _, f := range families {
			n := p.byYear[year][f]
			if n == 0 {
				continue
			}
			h := float64(height-10) * float64(n) / float64(most)
			y -= h
			fmt.Fprintf(b, `<rect class="bar %s" x="%d" y="%.1f" width="%d" height="%.1f"><title>%d, %s: %d</title></rect>`, f, x+2, y, step-4, h, year, f, n)
		}
		fmt.Fprintf(b, `<text x="%d" y="%d" text-anchor="middle">%02d</text>`, x+step/2, height+14, year%100)
	}
	b.WriteString("</svg><p class=\"legend\">")
	for _, f := range families {
		fmt.Fprintf(b, `<span class="key %s">%s</span> `, f, f)
	}
	b.WriteString("</p></figure>\n")
}
