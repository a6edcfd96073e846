package rules

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/lint"
)

// mutants are variations of a cable: lines lost, doubled and swapped, marks of
// other channels put in, the text cut in the middle.
func mutants(raw []byte, n int) [][]byte {
	h := fnv.New64a()
	h.Write(raw) //nolint:errcheck // a hash does not fail
	rng := rand.New(rand.NewPCG(h.Sum64(), 1))
	noise := []string{",s ", "&word8 ", " ) ", "\n\n", "XXXXXXXXXXXX", "\nSIPDIS\n", "\nARBONNE 00000824  001.2 OF 002\n", "\u00a0", "\u00b6", "Q", "?s "}
	var all [][]byte
	for range n {
		lines := bytes.SplitAfter(raw, []byte("\n"))
		for range 1 + rng.IntN(3) {
			i := rng.IntN(len(lines))
			switch rng.IntN(5) {
			case 0:
				lines = slices.Delete(lines, i, i+1)
			case 1:
				lines = slices.Insert(lines, i, lines[rng.IntN(len(lines))])
			case 2:
				k := rng.IntN(len(lines))
				lines[i], lines[k] = lines[k], lines[i]
			case 3:
				at := rng.IntN(len(lines[i]) + 1)
				lines[i] = slices.Concat(lines[i][:at], []byte(noise[rng.IntN(len(noise))]), lines[i][at:])
			default:
				lines[i] = lines[i][:rng.IntN(len(lines[i])+1)]
			}
			if len(lines) == 0 {
				break
			}
		}
		all = append(all, bytes.Join(lines, nil))
	}
	return all
}

// modelTexts are the fixtures and their mutants.
func modelTexts(t *testing.T, each int) map[string][]byte {
	texts := map[string][]byte{}
	for name, raw := range fixtureCables(t) {
		texts[name] = raw
		for i, m := range mutants(raw, each) {
			texts[fmt.Sprintf("%s~%d", name, i)] = m
		}
	}
	return texts
}

// repaired is a text after the safe fixes of some rules.
func repaired(s *lint.Session, raw []byte) []byte {
	_, r := s.Fix(raw, nil, lint.Origin{})
	if r.Text == nil {
		return raw
	}
	return r.Text
}

// TestSafeFixesOfMutants: no safe fix adds a finding in any preset, a second fix
// is empty, undo restores, on texts that nobody wrote.
func TestSafeFixesOfMutants(t *testing.T) {
	each := modelDepth(t, 1, 6)
	texts := modelTexts(t, each)
	fixes := 0
	for _, preset := range []lint.Preset{lint.Ingest, lint.Draft, lint.Archive, lint.Strict} {
		fixer := sessionOf(t, lint.Options{Fixing: true, FixInfo: true}, lint.Request{Preset: preset})
		for name, raw := range texts {
			_, r := fixer.Fix(raw, nil, lint.Origin{})
			if r.Text == nil {
				continue
			}
			fixes++
			before := countByRule(r.Findings)
			_, after := fixer.Lint(r.Text, nil, lint.Origin{})
			for rule, n := range countByRule(after.Findings) {
				if n > before[rule] {
					t.Errorf("preset %d, %s: the repair adds a finding of %s", preset, name, rule)
				}
			}
			if again := repaired(fixer, r.Text); !bytes.Equal(again, r.Text) {
				t.Errorf("preset %d, %s: a second fix changes the text", preset, name)
			}
			if back := lint.Apply(r.Text, lint.Inverse(raw, lint.Edits(r.Edits))); !bytes.Equal(back, raw) {
				t.Errorf("preset %d, %s: undo does not restore", preset, name)
			}
		}
	}
	t.Logf("%d texts, %d repairs", len(texts), fixes)
	if fixes == 0 {
		t.Error("nothing was repaired")
	}
}

// apart is where a text leaves another one, with a little around it.
func apart(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	if n == len(a) && n == len(b) {
		return "the same"
	}
	return fmt.Sprintf("%q", a[max(0, n-120):min(len(a), n+120)])
}

// modelDepth is how many mutants are made of each fixture: CABLELINT_MODEL asks
// for more.
func modelDepth(t *testing.T, short, long int) int {
	t.Helper()
	if n, err := strconv.Atoi(os.Getenv("CABLELINT_MODEL")); err == nil {
		return n
	}
	if testing.Short() {
		return short
	}
	return long
}

// baseBlock is the header block of headerBase.
const baseBlock = "C O N F I D E N T I A L SECTION 01 OF 02 ARBONNE 000824\n\nSIPDIS\n\n" + baseEO + "\n" + baseTags + "\nSUBJECT: HARBOR COUNCIL MEETS AGAIN"

// TestOrderOfTwoRepairs: two rules whose repairs touch give one text, whichever
// comes first and when both come at once.
func TestOrderOfTwoRepairs(t *testing.T) {
	for _, tt := range []struct {
		name, a, b string
		from, to   string // in headerBase
		want       string // for to
	}{
		{"a second SIPDIS between the lines of TAGS", "hdr-sipdis-duplicate", "hdr-tags-wrapped",
			baseTags, "TAGS: PGOV, PREL,\nSIPDIS\nFR", "TAGS: PGOV, PREL, FR"},
		{"a second SIPDIS between blank lines and the lines of TAGS", "hdr-sipdis-duplicate", "hdr-tags-wrapped",
			baseTags, "TAGS: PGOV, PREL,\n\nSIPDIS\n\nFR", "TAGS: PGOV, PREL, FR"},
		{"a copy of the SUBJECT after a page mark between paragraphs", "hdr-subject-repeated", "tx-page-furniture",
			"\n\n2. (C)", "\n\nARBONNE 00000824  002 OF 002\n\n\nSUBJECT: HARBOR COUNCIL MEETS AGAIN\n\n2. (C)", "\n\n2. (C)"},
		{"a copy of the SUBJECT after a page mark below the text", "hdr-subject-repeated", "tx-page-furniture",
			"\n\n2. (C)", "\nARBONNE 00000824  002 OF 002\n\nSUBJECT: HARBOR COUNCIL MEETS AGAIN\n\n2. (C)", "\n\n2. (C)"},
		{"a copy of the SUBJECT after a page mark inside a sentence", "hdr-subject-repeated", "tx-page-furniture",
			"told Econoff that the vote", "told Econoff that\n\nARBONNE 00000824  002 OF 002\n\n\nSUBJECT: HARBOR COUNCIL MEETS AGAIN\n\nthe vote",
			"told Econoff that\nthe vote"},
		{"a caption after a page mark between paragraphs", "tx-page-furniture", "tx-sipdis-in-body",
			"\n\n2. (C)", "\n\nARBONNE 00000824  002 OF 002\n\n\nSIPDIS\n\n2. (C)", "\n\n2. (C)"},
		{"a caption right below a page mark inside a sentence", "tx-page-furniture", "tx-sipdis-in-body",
			"told Econoff that the vote", "told Econoff that\n\nARBONNE 00000824  002 OF 002\nSIPDIS\n\nthe vote", "told Econoff that\nthe vote"},
		{"a copy of the SUBJECT right below a caption", "hdr-subject-repeated", "tx-sipdis-in-body",
			"\n\n2. (C)", "\n\nSIPDIS\nSUBJECT: HARBOR COUNCIL MEETS AGAIN\n\n2. (C)", "\n\n2. (C)"},
		{"a blank line after U.S.", "body-us-missing-stop", "tx-page-break-blank",
			"The chairman told Econoff that the vote would be held\nbefore", "The chairman told Econoff of the U.S. that he had thanked the U.S\n\nbefore",
			"The chairman told Econoff of the U.S. that he had thanked the U.S.\nbefore"},
		{"a copy of the SUBJECT between a page mark and the rest of a sentence", "hdr-subject-repeated", "tx-page-furniture",
			"told Econoff that the vote", "told Econoff that\nARBONNE 00000824  002 OF 002\nSUBJECT: HARBOR COUNCIL MEETS AGAIN\nthe vote", "told Econoff that\nthe vote"},
		{"a copy of the SUBJECT above a page mark and the authority", "hdr-subject-repeated", "tx-page-furniture",
			"\n\nREF: VELLANO 310", "\n\nSUBJECT: HARBOR COUNCIL MEETS AGAIN\nARBONNE 00000824  001.2 OF 002\n", ""},
		{"a copy of the SUBJECT below TAGS that run on", "hdr-subject-repeated", "hdr-tags-run-on",
			baseEO + "\n" + baseTags + "\nSUBJECT: HARBOR COUNCIL MEETS AGAIN", "SUBJECT: HARBOR COUNCIL MEETS AGAIN\n\nE.O. " + baseTags + "\nSUBJECT: HARBOR COUNCIL MEETS AGAIN",
			"SUBJECT: HARBOR COUNCIL MEETS AGAIN\n\nE.O.\n" + baseTags},
		{"a folded dash in the name of a page mark", "enc-dash-paren", "tx-page-furniture",
			"\n\n2. (C)", "\n\nARB ) ONNE 00000824  002 OF 002\n\n2. (C)", "\n\n2. (C)"},
		{"a parenthesis that closes after a page mark", "enc-dash-paren", "tx-page-furniture",
			"told Econoff that", "told the clerk (Econoff\nARBONNE 00000824  002 OF 002\n) that", "told the clerk (Econoff\n) that"},
		{"a folded dash alone on a line below a page mark", "enc-dash-paren", "tx-page-furniture",
			"held\nbefore Easter.\n", "held\n\nARBONNE 00000824  002 OF 002\n\n\nbefore Easter.\n ) \n", "held\nbefore Easter.\n -- \n"},
		{"a glyph that was a quotation mark and a word, and the mark that closes", "enc-html-entity", "enc-quote-close-8",
			"told Econoff that the vote would be held", "told Econoff of \u2202 of the problem8 and that the vote8 would be held",
			"told Econoff of \"part of the problem\" and that the vote\" would be held"},
		{"an 8 that nothing opens before a glyph that was a quotation mark", "enc-html-entity", "enc-quote-close-8",
			"told Econoff that the vote would be held", "told8 Econoff that the \u2227 vote8 would be held", "told\" Econoff that the \"and vote\" would be held"},
		{"a folded dash before an E.O. line", "enc-dash-paren", "hdr-eo-run-on",
			baseEO + "\n" + baseTags + "\nSUBJECT: HARBOR", " ) " + baseEO + "\n" + baseTags + "\nSUBJECT: HARBOR )", " ) " + baseEO + "\n" + baseTags + "\nSUBJECT: HARBOR --"},
		{"a second label below TAGS", "hdr-tags-odd-token", "hdr-tags-wrapped", baseTags, baseTags + "\nETAGS: PGOV, FR", baseTags + "\nETAGS: PGOV, FR"},
		{"a paragraph below TAGS", "hdr-tags-wrapped", "tx-sipdis-in-body", baseTags, baseTags + "\n3. (S NF) The engineers agreed.", baseTags + "\n3. (S NF) The engineers agreed."},
		{"a sentence that goes on after a line in which a paragraph starts", "body-para-run-on", "tx-page-break-blank",
			"held\nbefore Easter.", "held. 3. (C) He was asked\n\nabout it.", "held.\n\n3. (C) He was asked\n\nabout it."},
		{"a blank line below a page mark at the end of a line", "tx-page-break-blank", "tx-page-furniture",
			"2. (C) The chairman told Econoff that the vote would be held\nbefore", "2. (C) The chairman said ARBONNE 00000824  002 OF 002\n\nthat before",
			"2. (C) The chairman said\n\nthat before"},
		{"SIPDIS and a page mark between blank lines", "hdr-sipdis-duplicate", "tx-page-furniture",
			"\n\n" + baseEO, "\n\nSIPDIS\nARBONNE 00000824  001.2 OF 002\n\n\n" + baseEO, "\n\n" + baseEO},
		{"SIPDIS below a copy of the SUBJECT", "hdr-subject-repeated", "tx-sipdis-in-body",
			"\n\n1. (C)", "\n\nSUBJECT: HARBOR COUNCIL MEETS AGAIN\nSIPDIS\n1. (C)", "\n\n1. (C)"},
		{"SIPDIS inside a copy of the SUBJECT", "hdr-sipdis-duplicate", "hdr-subject-repeated",
			baseTags + "\nSUBJECT: HARBOR COUNCIL MEETS AGAIN", "SUBJECT: HARBOR COUNCIL MEETS AGAIN\n" + baseTags + "\nSUBJECT: HARBOR COUNCIL MEE\nSIPDIS\nTS AGAIN",
			"SUBJECT: HARBOR COUNCIL MEETS AGAIN\n" + baseTags},
		{"a second SIPDIS in one of two header blocks", "hdr-duplicate-block", "hdr-sipdis-duplicate",
			"\n\nREF: VELLANO 310\n\n" + baseBy + "\n", "\n\nSIPDIS\n" + baseBy + "\n\n" + baseBlock + "\n\n" + baseBy + "\n", "\n\n" + baseBy + "\n"},
		{"a no-break space before a bullet cut to seven bits", "enc-other-nonascii", "enc-utf8-7bit",
			"held\nbefore Easter.", "held.\n\u00a0B7 It was.", "held.\n \u00b7 It was."},
		{"a no-break space before a pilcrow", "enc-other-nonascii", "web-pilcrow",
			"\n\n2. (C)", "\n\n\u00a0\u00b62. (C)", "\n\n 2. (C)"},
		{"a no-break space before a plural possessive", "enc-other-nonascii", "enc-plural-possessive-comma",
			"told Econoff that the vote would be held", "told Econoff that the\n\u00a0ministers, views on the vote, the town,s plan and the port,s needs differed",
			"told Econoff that the\n ministers' views on the vote, the town,s plan and the port,s needs differed"},
		{"plain possessives and those of plurals", "enc-apostrophe-comma", "enc-plural-possessive-comma",
			"told Econoff that the vote would be held", "met Lorvania,s ministers. The mayor,s letter repeated the\nministers, views on the harbour and the council,s",
			"met Lorvania's ministers. The mayor's letter repeated the\nministers' views on the harbour and the council's"},
		{"an 8 before what may be a plural possessive", "enc-plural-possessive-comma", "enc-quote-close-8",
			"told Econoff that the vote would be held", "met Lorvania,s ministers. The mayor,s letter repeated the\nminis&word8 ters, views on the harbour and the officials, willingness to\nwait. The council,s clerk noted the governments, decision",
			"met Lorvania,s ministers. The mayor,s letter repeated the\nminis&word\" ters, views on the harbour and the officials' willingness to\nwait. The council,s clerk noted the governments' decision"},
		{"a line that is printed twice, with quotations", "enc-quote-open-amp", "tx-duplicate-line",
			"told Econoff that the vote would be held\nbefore Easter.", "told Econoff it was &ready\nfor ships.8 He said &by all means,8 and &by September 7.8 (Note: the\nfor ships.8 He said &by all means,8 and &by September 7.8 (Note: the\nvote.)",
			"told Econoff it was \"ready\nfor ships.\" He said \"by all means,\" and \"by September 7.\" (Note: the\nvote.)"},
		{"a page mark inside a copy of the SUBJECT", "hdr-subject-repeated", "tx-page-furniture",
			"HARBOR COUNCIL MEETS AGAIN\n", "HARBOR COUNCIL MEETS AGAIN\nSUBJECT: HARBOR COUNCIL M\nARBONNE 00000824  001.2 OF 002\nEETS AGAIN\n", "HARBOR COUNCIL MEETS AGAIN\n"},
		{"a page mark above the end mark", "tx-nnnn", "tx-page-furniture", "VALE\n", "VALE\n\n\nARBONNE 00000824  002 OF 002\nNNNN\n", "VALE\n"},
		{"SIPDIS above the end mark", "tx-nnnn", "tx-sipdis-in-body", "VALE\n", "VALE\n\nSIPDIS\nNNNN\n", "VALE\n"},
		{"a second SIPDIS above a no-break space and the E.O. line", "hdr-eo-run-on", "hdr-sipdis-duplicate",
			"\n\n" + baseEO, "\n\nSIPDIS\n\n\u00a0" + baseEO, "\n\n\u00a0" + baseEO},
		{"SIPDIS below a copy of the SUBJECT in the header", "hdr-sipdis-duplicate", "hdr-subject-repeated",
			"HARBOR COUNCIL MEETS AGAIN\n\nREF: VELLANO 310", "HARBOR COUNCIL MEETS AGAIN\nSUBJECT: HARBOR COUNCIL MEETS AGAIN\nSIPDIS\n\nREF: VELLANO 310", "HARBOR COUNCIL MEETS AGAIN\n\nREF: VELLANO 310"},
	} {
		raw := []byte(strings.Replace(headerBase, tt.from, tt.to, 1))
		want := strings.Replace(headerBase, tt.from, tt.want, 1)
		for _, ids := range [][]string{{tt.a, tt.b}, {tt.b, tt.a}, {tt.a + "," + tt.b}} {
			got := raw
			for _, id := range ids {
				got = repaired(sessionOf(t, lint.Options{Fixing: true}, lint.Request{Select: strings.Split(id, ",")}), got)
			}
			if string(got) != want {
				t.Errorf("%s: %v gives\n%s", tt.name, ids, got)
			}
		}
	}
}

// TestFirstCaptionInsideTags: the caption of the cable is no tag, and its place
// among the lines of TAGS is for a person to judge.
func TestFirstCaptionInsideTags(t *testing.T) {
	raw := []byte(strings.NewReplacer("SIPDIS\n\n", "", baseTags, "TAGS: PGOV, PREL,\nSIPDIS\nFR").Replace(headerBase))
	if got := findingsOf(t, "hdr-tags-odd-token", raw); got != "" {
		t.Errorf("the caption is taken for a tag: %s", got)
	}
	s := sessionOf(t, lint.Options{Fixing: true}, lint.Request{Select: []string{"hdr-sipdis-duplicate", "hdr-tags-wrapped"}})
	if got := repaired(s, raw); !bytes.Equal(got, raw) {
		t.Errorf("changed to\n%s", got)
	}
}

// TestPairsOfSafeRules: for each pair of rules with fixes on one text, fixing
// with the one and then the other gives what both together give, in either
// order; and neither ever undoes the other: once both were applied, both leave
// the text alone.
//
// What one rule reads is so the same before and after the repair of the other. With
// many mutants there are texts in which one repair still takes away what made the
// other certain: it then waits for a person. Of a thousand pairs at most one may be so.
func TestPairsOfSafeRules(t *testing.T) {
	sessions := map[string]*lint.Session{}
	session := func(ids ...string) *lint.Session {
		key := strings.Join(ids, ",")
		if sessions[key] == nil {
			sessions[key] = sessionOf(t, lint.Options{Fixing: true}, lint.Request{Select: ids})
		}
		return sessions[key]
	}
	each := modelDepth(t, 0, 8)
	all := sessionOf(t, lint.Options{Fixing: true, FixInfo: true}, lint.Request{})
	pairs, depend := 0, 0
	say := t.Errorf
	if os.Getenv("CABLELINT_MODEL") != "" {
		say = t.Logf
	}
	for name, raw := range modelTexts(t, each) {
		_, r := all.Fix(raw, nil, lint.Origin{})
		var ids []string
		for _, e := range r.Edits {
			ids = append(ids, strings.Split(e.Rule, "+")...)
		}
		slices.Sort(ids)
		ids = slices.Compact(ids)
		for i, a := range ids {
			for _, b := range ids[i+1:] {
				pairs++
				ab := repaired(session(b), repaired(session(a), raw))
				ba := repaired(session(a), repaired(session(b), raw))
				both := repaired(session(a, b), raw)
				for _, done := range [][]byte{ab, ba, both} {
					if bytes.Equal(done, raw) {
						t.Errorf("%s: %s and %s undo one another", name, a, b)
					}
					last := done
					for range 3 {
						last = repaired(session(a), repaired(session(b), last))
					}
					if again := repaired(session(a), repaired(session(b), last)); !bytes.Equal(again, last) {
						t.Errorf("%s: %s and %s never come to an end: %s", name, a, b, apart(string(again), string(last)))
					}
				}
				if bytes.Equal(ab, both) && bytes.Equal(ba, both) {
					continue
				}
				depend++
				say("%s: %s and %s depend on their order\nthis, then that: %s\nthat, then this: %s\ntogether: %s", name, a, b,
					apart(string(ab), string(both)), apart(string(ba), string(both)), apart(string(both), string(ab)))
			}
		}
	}
	t.Logf("%d pairs; %d depend on their order", pairs, depend)
	if pairs == 0 || depend*1000 > pairs {
		t.Errorf("of %d pairs %d depend on their order", pairs, depend)
	}
}
