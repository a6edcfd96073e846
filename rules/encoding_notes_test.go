package rules

import (
	"bytes"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
	"github.com/cablelint/cablelint/rules/internal/fold"
)

// TestEvidenceOnTheWayIsThatOfAVisit: what the rule of plural possessives counts at
// its anchors is what a visit to all bytes counts.
func TestEvidenceOnTheWayIsThatOfAVisit(t *testing.T) {
	var noted *fold.Evidence
	after := &lint.Rule{ID: "x-after", In: cable.ZoneAll, Anchors: []lint.Anchor{{Byte: 1}}, At: func(*lint.Pass, uint32) {}, Cable: func(p *lint.Pass) {
		ev := memoOf(p).evidence
		noted = &ev
	}}
	session := sessionOfRules(t, []*lint.Rule{pluralPossessiveComma, after}, lint.Options{}, lint.Request{})
	texts, _ := benchTexts(t, fixtureTexts)
	const marks = ",'\u2019&8)"
	for _, before := range []string{"", "a", "Z", "Q", "7", " ", "\n", "\t", "\x0b", "\x01", "\u00e9", "\xe2\x80", "(", ",", "-"} {
		for _, after := range []string{"", "s", "S", "t ", "T)", "sa", "t7", "x", " ", "\n", "\r\n", "9", ",", "\u00e9", "&a", "\xff"} {
			for _, m := range marks {
				mark := before + string(m) + after
				texts = append(texts, []byte(mark), []byte("TAGS: PGOV\nSUBJECT: X\n\n1. (C) "+mark))
				// An ampersand counts beside eights, an eight beside ampersands.
				texts = append(texts, []byte(mark+" port8 quay8 ship8"), []byte(mark+" &one &two &three"))
			}
		}
	}
	for _, text := range texts {
		session.Lint(text, nil, lint.Origin{})
		visited := fold.Gather(text)
		if noted.FoldedShare() != visited.FoldedShare() || noted.FoldedCommas() != visited.FoldedCommas() || noted.Marks() != visited.Marks() {
			t.Fatalf("%q: noted %d, %+v; visited %d, %+v", text[max(0, len(text)-300):], noted.FoldedShare(), noted.Marks(), visited.FoldedShare(), visited.Marks())
		}
	}
}

func TestEncodingRulesDoNotAllocateOnSoundText(t *testing.T) {
	if underRace {
		t.Skip("the race detector allocates too")
	}
	var b strings.Builder
	b.WriteString("TAGS: PGOV\nSUBJECT: X\n\n")
	for n := range 60 {
		b.WriteString(strings.Replace("N. (C) The ministers, who met at 18:08, 'agreed' on the port's plans & the ships (see below), as \u201cneighbors\u201d do -- so\nthe envoys, Todd Vale and others, said; Which quays, if any, were left? Chargé Vale's answer: 48 of 58, R&Ds; A=B.\n\n", "N", string(rune('1'+n%9)), 1))
	}
	var rules []*lint.Rule
	for _, r := range encodingRules {
		if !r.Off {
			rules = append(rules, r)
		}
	}
	s, err := lint.Select(rules, lint.Request{})
	if err != nil {
		t.Fatal(err)
	}
	e, err := lint.New(s, lint.Options{})
	if err != nil {
		t.Fatal(err)
	}
	session, d := e.NewSession(), cable.Parse([]byte(b.String()))
	if fs := session.Run(d, lint.Origin{}).Findings; len(fs) > 0 {
		t.Fatalf("%s at %q", fs[0].Rule.ID, bytes.TrimSpace(d.Bytes(fs[0].Span)))
	}
	if n := testing.AllocsPerRun(20, func() { session.Run(d, lint.Origin{}) }); n > 0 {
		t.Errorf("%v allocations; expected none", n)
	}
}
