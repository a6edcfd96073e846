package rules

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// long reports whether a word of more than one letter stands twice round a blank.
func long(raw []byte, blank int) bool {
	both, ok := doubledAt(raw, uint32(blank)+1)
	return ok && both.Len() > len("a  a")
}

// TestEdgesFindEveryDoubledWord compares the search by edges with one that tries
// every blank.
func TestEdgesFindEveryDoubledWord(t *testing.T) {
	words := slices.Concat(functionWords[:], []string{"that", "talks", "U.S.", "1", "Zaw", "co", "\u201cto", "(the", "the,", "of.", "in)"})
	gaps := []string{" ", " ", " ", " ", "  ", "\n", ", ", "-"}
	rng := rand.New(rand.NewPCG(3, 3))
	seen := 0
	for range 2_000 {
		var b strings.Builder
		word := "the"
		for range rng.IntN(60) {
			if rng.IntN(3) > 0 {
				word = words[rng.IntN(len(words))]
			}
			b.WriteString(word + gaps[rng.IntN(len(gaps))])
		}
		raw := []byte(b.String())
		var found, want []int
		eachRepeat(raw, func(blank int) {
			if long(raw, blank) {
				found = append(found, blank)
			}
		})
		for i := 4; i+5 <= len(raw); i++ {
			if raw[i] == ' ' && sameAround((*[9]byte)(raw[i-4:])) && long(raw, i) {
				want = append(want, i)
			}
		}
		if !slices.Equal(found, want) {
			t.Fatalf("%q: found blanks %v, want %v", raw, found, want)
		}
		seen += len(want)
	}
	if seen < 1_000 {
		t.Errorf("only %d doubled words were tried", seen)
	}
}

// TestWordsOverALineEnd holds the look at the bytes beside a line end, before words
// are compared, to all words that may stand there.
func TestWordsOverALineEnd(t *testing.T) {
	seam := func(above, below string) bool {
		raw := []byte(above + "\r\n" + below)
		lines := []cable.Line{
			{End: uint32(len(above)), EOL: cable.CRLF, Kind: cable.KindText, Zone: cable.ZoneProse},
			{Start: uint32(len(above) + 2), End: uint32(len(raw)), Kind: cable.KindText, Zone: cable.ZoneProse},
		}
		return nextSeam(raw, lines, 1) == 1
	}
	for _, w := range functionWords {
		for _, blanks := range []string{"", " ", "  ", " \t "} {
			raw := "x " + w + blanks + "\r\n" + w + " the"
			if _, ok := doubledAt([]byte(raw), uint32(strings.IndexByte(raw, '\n')+1)); !ok || !seam("x "+w+blanks, w+" the") {
				t.Errorf("%q is not seen over a line end behind %q", w, blanks)
			}
		}
	}
	for _, text := range [][2]string{{"he went in", "for it"}, {"and XYZ", "for it"}, {"is 7 ", "a town"}, {"so...", "to it"}, {"we see", "each"}} {
		if seam(text[0], text[1]) {
			t.Errorf("no function word ends and starts as in %q", text)
		}
	}
}

// TestEndOfAPage: a word doubled over the end of a page is seen while what the page
// left stands between the two, so that taking it out adds no finding.
func TestEndOfAPage(t *testing.T) {
	const mark = "ARBONNE 00000824  002 OF 002"
	for _, tt := range []struct {
		name, from, to string // in headerBase
		finding, want  string // want is for to
	}{
		{"a page mark", "that the vote", "that the\n\n" + mark + "\n\n\nthe vote", "the", "that the\nthe vote"},
		{"a page mark in mid-line", "that the vote", "that the " + mark + " the vote", "the", "that the the vote"},
		{"a caption", "that the vote", "that the\n\nSIPDIS\nthe vote", "the", "that the\nthe vote"},
		{"a word that may be doubled", "that the vote", "that\n\n" + mark + "\n\n\nthat vote", "", "that\nthat vote"},
		{"a longer word before it", "that the vote", "that bathe\n\n" + mark + "\n\n\nthe vote", "", "that bathe\nthe vote"},
		{"between paragraphs", "7\nand put off its vote on the new mole. End summary.\n\n2. (C) The", "7 in the\n\n" + mark + "\n\n2. (C) the", "", "7 in the\n\n2. (C) the"},
		{"SUBJECT", "MEETS AGAIN", "MEETS\n\n" + mark + "\n\n\nAGAIN", "", "MEETS\nAGAIN"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			raw := []byte(strings.Replace(headerBase, tt.from, tt.to, 1))
			s := sessionOf(t, lint.Options{Fixing: true}, lint.Request{Preset: lint.Strict, Select: []string{"body-doubled-word", "tx-page-furniture", "tx-sipdis-in-body"}})
			_, r := s.Fix(raw, nil, lint.Origin{})
			if want := strings.Replace(headerBase, tt.from, tt.want, 1); string(r.Text) != want {
				t.Errorf("held back %v, repaired to\n%s", r.Held, r.Text)
			}
			found := ""
			for _, f := range r.Findings {
				if f.Rule == doubledWord {
					found += string(raw[f.Span.Start:f.Span.End])
				}
			}
			if found != tt.finding {
				t.Errorf("found %q, want %q", found, tt.finding)
			}
		})
	}
}
