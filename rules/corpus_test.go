package rules

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// record is one cable of an invented corpus.
type record struct{ id, text string }

// corpusCable is a cable of the invented post Arbonne.
func corpusCable(serial int, group, section, ref, body string) string {
	return fmt.Sprintf("R %s\nFM AMEMBASSY ARBONNE\nTO RUEHC/SECSTATE WASHDC\nC O N F I D E N T I A L %sARBONNE %06d\n\nSIPDIS\n\n"+
		"E.O. 12958: DECL: 02/08/2016\nTAGS: PGOV, FR\nSUBJECT: HARBOR COUNCIL\n\n%s1. (C) %s\n", group, section, serial, ref, body)
}

// corpusFindings runs one rule over a corpus.
func corpusFindings(t *testing.T, id string, records []record) []string {
	t.Helper()
	s, err := lint.Select(All(), lint.Request{Select: []string{id}})
	if err != nil {
		t.Fatal(err)
	}
	rules := s.Corpus()
	var facts []lint.Fact
	collector := lint.NewCollector(rules, func(f lint.Fact) { facts = append(facts, f) })
	for i, r := range records {
		d := cable.Parse([]byte(r.text))
		d.Metadata.FileID = r.id
		from := lint.Origin{Seq: uint64(i + 1), Document: fmt.Sprintf("dump.csv#%d", i+1), ID: r.id}
		if broken := collector.Collect(d, from); len(broken) > 0 {
			t.Fatalf("%s broke: %s", id, lint.Render(&broken[0], false))
		}
	}
	lint.SortFacts(facts)
	var out []string
	err = lint.FinishFacts(rules, func(yield func(lint.Fact, error) bool) {
		for _, f := range facts {
			if !yield(f, nil) {
				return
			}
		}
	}, func(f lint.CorpusFinding) error {
		out = append(out, f.Document+": "+lint.Render(&f.Finding, false))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAFileThatIsNamedTwiceIsNoDuplicate(t *testing.T) {
	var got []string
	for _, documents := range [][]string{{"a.txt", "a.txt"}, {"a.txt", "b.txt", "a.txt"}, {"t.csv#1", "t.csv#2"}, {"d.tar!a.txt", "d.tar!a.txt"}} {
		var facts []lint.Fact
		for i, d := range documents {
			facts = append(facts, lint.Fact{Seq: uint64(i + 1), Document: d})
		}
		corpusDuplicateID.Corpus.Finish("06ARBONNE824", facts, func(f lint.Fact, _ string, args ...lint.Arg) {
			got = append(got, f.Document+" like "+args[1].Str)
		})
	}
	if want := []string{"b.txt like a.txt", "t.csv#2 like t.csv#1", "d.tar!a.txt like d.tar!a.txt"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestCorpusRules(t *testing.T) {
	long := strings.Repeat("The harbor council met and put off its vote on the mole once more. ", 12)
	longer := strings.Repeat("Nothing was decided about the lamps of the old quay either. ", 12)
	tests := []struct {
		name, rule string
		records    []record
		want       []string
	}{
		{"an id that two records have is reported at the second", "corpus-duplicate-id",
			[]record{{"06ARBONNE824", long}, {"06ARBONNE825", long}, {"06ARBONNE00824", long}},
			[]string{"dump.csv#3: the id 06ARBONNE824 is that of dump.csv#1 already"}},
		{"sections of one cable are no duplicates", "corpus-duplicate-id",
			[]record{
				{"06ARBONNE824", corpusCable(824, "081651Z FEB 06", "SECTION 01 OF 02 ", "", long)},
				{"06ARBONNE824", corpusCable(824, "081651Z FEB 06", "SECTION 02 OF 02 ", "", longer)},
			}, nil},
		{"one text under two ids is reported, whatever its blanks and quotation marks", "corpus-duplicate-text",
			[]record{
				{"06ARBONNE824", corpusCable(824, "081651Z FEB 06", "", "", long)},
				{"06ARBONNE825", corpusCable(825, "091651Z FEB 06", "", "", strings.ReplaceAll(long, ". ", ".  "))},
				{"06ARBONNE826", corpusCable(826, "091652Z FEB 06", "", "", longer)},
			}, []string{"dump.csv#2: the text is that of dump.csv#1"}},
		{"short texts say nothing when they agree", "corpus-duplicate-text",
			[]record{
				{"06ARBONNE824", corpusCable(824, "081651Z FEB 06", "", "", "Nothing to report.")},
				{"06ARBONNE825", corpusCable(825, "091651Z FEB 06", "", "", "Nothing to report.")},
			}, nil},
		{"a reference to a cable that is not there is reported", "corpus-dangling-reference",
			[]record{
				{"06OSLO824", corpusCable(824, "081651Z FEB 06", "", "REF: A. OSLO 310\n     B. 05 LIMA 12\n\n", long)},
				{"06OSLO310", corpusCable(310, "011651Z FEB 06", "", "", long)},
			}, []string{"dump.csv#1: the cable refers to 05LIMA12, which is not in this corpus"}},
		{"a section that is missing between others is reported", "corpus-missing-section",
			[]record{
				{"a", strings.ReplaceAll(corpusCable(824, "081651Z FEB 06", "SECTION 01 OF 03 ", "", long), "ARBONNE", "OSLO")},
				{"b", strings.ReplaceAll(corpusCable(824, "081653Z FEB 06", "SECTION 03 OF 03 ", "", long), "ARBONNE", "OSLO")},
			}, []string{"dump.csv#1: section 2 of 3 of 06OSLO824 is not in this corpus"}},
		{"a cable whose sections were joined is complete", "corpus-missing-section",
			[]record{{"a", strings.ReplaceAll(corpusCable(824, "081651Z FEB 06", "SECTION 01 OF 03 ", "", long), "ARBONNE", "OSLO")}}, nil},
		{"a date off the run of the numbers is reported", "corpus-serial-date-order",
			[]record{
				{"a", strings.ReplaceAll(corpusCable(822, "071651Z FEB 06", "", "", long), "ARBONNE", "OSLO")},
				{"b", strings.ReplaceAll(corpusCable(823, "071651Z JUN 06", "", "", long), "ARBONNE", "OSLO")},
				{"c", strings.ReplaceAll(corpusCable(824, "081651Z FEB 06", "", "", long), "ARBONNE", "OSLO")},
				{"d", strings.ReplaceAll(corpusCable(825, "061651Z FEB 06", "", "", long), "ARBONNE", "OSLO")},
			}, []string{"dump.csv#2: serial 823 is dated day 158 of the year; its neighbours are of days 38 and 39"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := corpusFindings(t, tt.rule, tt.records); !slices.Equal(got, tt.want) {
				t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(tt.want, "\n\t"))
			}
		})
	}
}

// What the hash of a text tells apart, and what not: blanks, marks, case and the
// width of the lines make no difference.
func TestTextHash(t *testing.T) {
	hash := func(lines ...string) uint64 {
		var h letterHash
		for _, l := range lines {
			h.addLetters([]byte(l))
			h.addDigits([]byte(l))
		}
		return h.total()
	}
	const text = "1. (U) The consul met 12 traders of Laurenberg on May 3; they asked for 450 tons of wheat."
	same := hash(text)
	for _, lines := range [][]string{
		{strings.ToUpper(text)},
		{strings.ToLower(text)},
		{strings.ReplaceAll(text, " ", "  ")},
		{strings.ReplaceAll(text, " ", "\xa0")},
		{strings.ReplaceAll(text, ";", "\xe2\x80\x99")},
		{strings.ReplaceAll(text, ";", "`[]{}_^~|\\@\x7f")},
		{text[:11], text[11:13], text[13:40], text[40:]},
		strings.Split(text, ""),
	} {
		if hash(lines...) != same {
			t.Errorf("%q has another hash", lines)
		}
	}
	for _, other := range []string{
		strings.Replace(text, "12", "21", 1),
		strings.Replace(text, "450", "540", 1),
		strings.Replace(text, "May 3", "May 2", 1),
		strings.Replace(text, "consul", "consols", 1),
		strings.Replace(text, "wheat", "maize", 1),
		strings.Replace(text, "Laurenberg", "Laurenbern", 1),
		"2. (U) They will come again." + text,
	} {
		if hash(other) == same {
			t.Errorf("%q has the same hash", other)
		}
	}
}

// The letters and digits that are hashed are those that a plain loop finds, and
// only the first of the letters, wherever the text is cut into lines.
func TestTextHashByBytes(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 7))
	for range 300 {
		text, top := make([]byte, rng.IntN(3*leadText)), []int{91, 128, 256}[rng.IntN(3)]
		var want, got letterHash
		for i := range text {
			text[i] = byte(rng.IntN(top))
			if c := text[i]; isLetter(c) && want.letters < leadText {
				want.sum += letterNumber[c]
				want.letters++
			} else if isDigit(c) {
				want.digit(c)
			}
		}
		for len(text) > 0 {
			line := text[:1+rng.IntN(len(text))]
			text = text[len(line):]
			got.addLetters(line)
			got.addDigits(line)
		}
		if got != want {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	}
}

// Reports on one form that differ in a name or a number are no copies of one
// another; all pairs of many names are tried.
func TestReportsOnOneFormAreNotEqual(t *testing.T) {
	const form = "The harbor council of %s met on Monday under its chairman %s and put off its vote on the mole once more; %d ships lay in the roads. "
	names := strings.Fields("Arbonne Barbonne Carbone Sandvik Kolding Merrow Tallis Tarsil Ostend Dunmore Dunmare Laurenberg Laurenborg Vale Veal Lave Anna Nana Hobart Hobert Ilse Elsi Marko Darko Petrow Petrov")
	met := map[string]string{}
	for _, place := range names {
		for _, chairman := range names {
			for _, ships := range []int{12, 21} {
				body := strings.Repeat("Nothing was decided about the lamps of the old quay either. ", 8) + fmt.Sprintf(form, place, chairman, ships)
				d := cable.Parse([]byte(corpusCable(824, "081651Z FEB 06", "", "", body)))
				said := []string{place, chairman}
				for i, name := range said { // the letters of a name may stand in another order
					letters := []byte(strings.ToLower(name))
					slices.Sort(letters)
					said[i] = string(letters)
				}
				letters := []byte(said[0] + said[1])
				slices.Sort(letters)
				name := fmt.Sprint(string(letters), ships)
				sum := textSum(d)
				if sum == "" {
					t.Fatal("too few letters")
				}
				if before, ok := met[sum]; ok && before != name {
					t.Fatalf("%q and %q have one hash", before, name)
				}
				met[sum] = name
			}
		}
	}
	if len(met) < 500 {
		t.Errorf("only %d hashes", len(met))
	}
}

func TestAppendPadded(t *testing.T) {
	for _, wide := range []int{2, 3, 4, 7} {
		for _, n := range []int{0, 1, 9, 10, 99, 100, 824, 9999, 123456, 99999999} {
			if got, want := string(appendPadded(nil, n, wide)), fmt.Sprintf("%0*d", wide, n); got != want {
				t.Errorf("%d in %d places is %q, want %q", n, wide, got, want)
			}
		}
	}
}
