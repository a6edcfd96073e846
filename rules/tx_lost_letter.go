package rules

import (
	"bytes"
	_ "embed"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/tx-lost-letter.md
var lostLetterDoc string

// lostLetter reports a long word of the service that lacks one letter. It is off
// by default: typing errors look the same, and names may.
var lostLetter = &lint.Rule{
	ID:        "tx-lost-letter",
	Title:     "letter lost from a common word",
	Doc:       lostLetterDoc,
	Severity:  lint.Info,
	Fix:       lint.Display,
	Off:       true,
	Authority: "observed",
	Since:     "0.1",
	Kinds:     []cable.Kind{cable.KindText, cable.KindParagraph, cable.KindUnnumbered},
	Line: func(p *lint.Pass, line int) {
		l := p.Cable.Lines[line]
		words := frequentWords()
		for at := l.Start; at < l.End; {
			end := at
			for end < l.End && isLower(p.Cable.Raw[end]) {
				end++
			}
			if end-at >= 5 && (at == l.Start || p.Cable.Raw[at-1] == ' ') && (end == l.End || bytes.IndexByte([]byte(" .,;"), p.Cable.Raw[end]) >= 0) {
				if w := restored(p.Cable.Raw[at:end], words); w != "" {
					span := cable.Span{Start: at, End: end}
					p.Report(span, "{0} may have lost a letter; expected {1}", lint.Text(p.Cable.Bytes(span)), lint.Quoted(w)).
						SetFix(lint.Display, "put the letter back", lint.Replace(span, w))
				}
			}
			at = max(end, at+1)
		}
	},
}

// restored is the frequent word that is b with one letter more; empty when there
// is none, or when b is a word itself.
func restored(b []byte, words []string) string {
	switch string(b) {
	case "resident", "resented", "meting", "elations", "minster":
		return ""
	}
	found := ""
	for _, w := range words {
		if len(w) == len(b) && w == string(b) {
			return ""
		}
		if found == "" && len(w) == len(b)+1 && lacksOne(b, w) {
			found = w
		}
	}
	return found
}

// lacksOne reports whether b is w without one of its letters. A final s or d is
// an ending of its own: nothing is lost there.
func lacksOne(b []byte, w string) bool {
	i := 0
	for i < len(b) && b[i] == w[i] {
		i++
	}
	if i == len(b) && (w[i] == 's' || w[i] == 'd') {
		return false
	}
	return string(b[i:]) == w[i+1:]
}

// frequentWords is words of six letters and more that cables use often and
// that no other word of the list, nor a plural, makes by losing a letter.
func frequentWords() []string {
	return []string{
		"government", "ambassador", "minister", "president", "parliament", "political", "security", "cooperation",
		"international", "following", "including", "continued", "meeting", "support", "between", "according",
		"embassy", "military", "economic", "elections", "opposition", "officials", "national", "foreign",
		"because", "against", "several", "possible", "important", "additional", "discussed", "expressed",
		"concerns", "however", "without", "despite", "towards", "relations", "bilateral", "delegation", "secretary",
		"counselor", "approach", "progress", "agreement", "negotiations", "assistance", "development", "investment",
		"sanctions", "terrorism", "operations", "information", "announced", "responded", "requested", "paralyzed",
		"presented", "councils", "within", "influence", "experience", "situation", "independent", "administration", "department",
	}
}
