package rules

import (
	"bytes"
	_ "embed"
	"unicode"

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
	Cable: func(p *lint.Pass) {
		d := p.Cable
		if len(d.Signature) == 0 {
			return
		}
		s := d.Signature[0]
		text := before(d, s.Start)
		if bytes.IndexFunc(text, unicode.IsLetter) < 0 {
			return // a mark alone is no text that the name was joined to
		}
		if !bytes.HasSuffix(text, []byte{'.'}) && !bytes.HasSuffix(text, []byte{'"'}) && !bytes.HasSuffix(text, []byte("\u201d")) &&
			!(bytes.HasSuffix(text, []byte{')'}) && bytes.LastIndexByte(text, '(') >= 0) { // one that nothing opens is a dash
			return
		}
		p.Report(s, "the signature {0} is joined to the text; expected a line of its own", lint.Text(d.Bytes(s))).
			SetFix(lint.Safe, "put it on its own line", breakBefore(d, s.Start))
	},
}
