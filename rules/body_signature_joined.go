package rules

import (
	"bytes"
	_ "embed"
	"unicode"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/body-signature-joined.md
var signatureJoinedDoc string

// signatureJoined reports a signature on the last line of the text: a publisher
// unwrapped the lines.
var signatureJoined = &lint.Rule{
	ID:        "body-signature-joined",
	Title:     "signature joined to the text",
	Doc:       signatureJoinedDoc,
	Severity:  lint.Info,
	Fix:       lint.Safe,
	Presets:   archived,
	Authority: "observed",
	Since:     "0.1",
	Needs:     cable.HasSignature,
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if len(d.Signature) == 0 {
			return
		}
		s := d.Signature[0]
		if d.Lines[d.LineAt(s.Start)].Kind == cable.KindSignature {
			return
		}
		text := before(d, s.Start)
		if bytes.IndexFunc(text, unicode.IsLetter) < 0 {
			return // a mark alone is no text that the name was joined to
		}
		fix := lint.Unsafe // behind the address of a page, or END COMMENT without a stop
		switch {
		case bytes.HasSuffix(text, []byte{'.'}), bytes.HasSuffix(text, []byte{'"'}), bytes.HasSuffix(text, []byte("\u201d")):
			fix = lint.Safe
		case bytes.IndexByte([]byte(":;,?!"), text[len(text)-1]) >= 0:
			return // more of the sentence
		case bytes.HasSuffix(text, []byte{')'}):
			if bytes.LastIndexByte(text, '(') < 0 {
				return // one that nothing opens is a dash
			}
			fix = lint.Safe
		}
		p.Report(s, "the signature {0} is joined to the text; expected a line of its own", lint.Text(d.Bytes(s))).
			SetFix(fix, "put it on its own line", breakBefore(d, s.Start))
	},
}
