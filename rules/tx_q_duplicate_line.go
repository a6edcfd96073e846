package rules

import (
	"bytes"
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/tx-q-duplicate-line.md
var qDuplicateLineDoc string

const (
	echoLeast = 25  // characters that must agree before a Q is read as an echo's
	echoReach = 400 // how far back the line that is echoed may start: a line, a page mark and their pilcrow
)

// qDuplicateLine reports the echo of a page's last line: Q and a copy of it. In
// unwrapped cables the echo stands in the middle of a line.
var qDuplicateLine = &lint.Rule{
	ID:        "tx-q-duplicate-line",
	Title:     "line sent twice, the copy marked with Q",
	Doc:       qDuplicateLineDoc,
	Severity:  lint.Warning,
	Fix:       lint.Safe,
	Authority: "observed",
	Since:     "0.1",
	Anchors:   []lint.Anchor{{Byte: 'Q', Before: cable.MaskBlank | cable.MaskControl}},
	In:        cable.ZoneProse | cable.ZoneFurniture | cable.ZoneUnknown | cable.ZoneTable,
	At: func(p *lint.Pass, at uint32) {
		echo, ok := echoAt(p.Cable, at)
		if !ok {
			return
		}
		p.Report(echo, "{0} repeats the text before it: the telegram system sent the last line of a page twice",
			lint.Text(p.Cable.Bytes(echo))).
			SetFix(lint.Safe, "take the copy out", lint.Delete(echoCut(p.Cable, echo)))
	},
}

// echoAt is the Q at offset at with the copy after it: text that is equal, byte
// for byte, to the text that ends right before the Q.
func echoAt(d *cable.Document, at uint32) (cable.Span, bool) {
	head := bytes.TrimRight(d.Raw[:at], " \r\n")
	tail := d.Raw[at+1:]
	if len(tail) < echoLeast || bytes.IndexByte(tail[:echoLeast], '\n') >= 0 {
		return cable.Span{}, false
	}
	reach := head[max(0, len(head)-echoReach):]
	i := cable.LastCopy(reach, tail[:echoLeast])
	if i < 0 {
		return cable.Span{}, false
	}
	line := reach[i:]
	if !bytes.HasPrefix(tail, line) {
		return cable.Span{}, false
	}
	return cable.Span{Start: at, End: at + 1 + uint32(len(line))}, true
}

// echoCut is an echo with its line ending when it stands alone, or with the blank
// after it in the middle of a line.
func echoCut(d *cable.Document, echo cable.Span) cable.Span {
	l := d.Lines[d.LineAt(echo.Start)]
	rest := bytes.TrimRight(d.Raw[echo.End:l.End], " ")
	switch {
	case len(rest) > 0:
		if d.Raw[echo.End] == ' ' {
			echo.End++
		}
	case echo.Start == l.Start:
		echo.End = l.Next()
	}
	return echo
}
