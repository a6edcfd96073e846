package rules

import (
	_ "embed"
	"strings"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/hdr-post.md
var hdrPostDoc string

// hdrPost reports a sender whose name or routing indicator is not the banner's post.
var hdrPost = &lint.Rule{
	ID:        "hdr-post",
	Title:     "FM and banner name different posts",
	Doc:       hdrPostDoc,
	Severity:  lint.Error,
	Presets:   drafted,
	Unproved:  beforeCablegate,
	Authority: "5 FAH-2 H-230, H-320; observed: 1,183 of 1,193",
	Since:     "0.1",
	Needs:     cable.HasFrom | cable.HasBanner,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		t := &d.Transmission
		if t.From.Empty() || !d.Banner.Present() || redacted(d.Bytes(t.From)) || redacted(d.Bytes(d.Banner.Post)) {
			return
		}
		from := nameOf(p, d.Bytes(t.From))
		post, known := postName(p, d.Bytes(d.Banner.Post))
		if from != "" && !samePost(from, post) && known == d.KnownPost(from) {
			p.Report(t.From, "FM names {0}, the banner {1}", lint.Text(d.Bytes(t.From)), lint.Text(d.Bytes(d.Banner.Post)))
			return
		}
		reportStation(p, post, known)
	},
}

// column is a column of a row of a table, from 0; empty when the row has not so many.
func column(row string, n int) string {
	for range n {
		_, rest, ok := strings.Cut(row, "\t")
		if !ok {
			return ""
		}
		row = rest
	}
	cell, _, _ := strings.Cut(row, "\t")
	return cell
}

// reportStation reports a DE line whose routing indicator is another post's.
func reportStation(p *lint.Pass, post string, known bool) {
	d := p.Cable
	own, ok := cable.PostRow(post)
	if !ok || !known {
		return
	}
	routing := column(own, 3)
	if routing == "" || routing == string(d.Bytes(d.Transmission.DE.Station)) {
		return // unknown, or as the table says; a table of addresses may know the indicator for a neighbour too
	}
	row, ok := cable.RoutingRow(d.Bytes(d.Transmission.DE.Station))
	if !ok {
		return
	}
	owner := strings.TrimRight(column(row, 1), " 0123456789") // with how often it was seen
	station := postOf(d, []byte(owner))
	if station == "" || samePost(station, post) {
		return
	}
	p.Report(d.Transmission.DE.Station, "routing indicator {0} is that of {1}, the banner names {2}",
		lint.Text(d.Bytes(d.Transmission.DE.Station)), lint.Name(owner), lint.Text(d.Bytes(d.Banner.Post)))
}
