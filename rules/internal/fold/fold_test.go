package fold

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// repairsOf is every repair of a text: those of the block, and each that is decided alone.
func repairsOf(text []byte, ev *Evidence) []Repair {
	var d Decider
	block := d.Block(text, ev)
	all := slices.Clone(block)
	for i := range text {
		for c := range NumCauses {
			if !IsAlone(c, text[i]) {
				continue
			}
			if r, ok := d.Alone(c, text, i, ev); ok && r.Anchor == i {
				all = append(all, r)
			}
		}
	}
	if !slices.Equal(block, all[:len(block)]) {
		panic("what is decided alone changes the repairs of the block")
	}
	slices.SortFunc(all, func(a, b Repair) int { return a.Start() - b.Start() })
	return all
}

// written applies the repairs that are safe, and those that are shown, in ASCII.
func written(text string, safeOnly bool) string {
	ev := Gather([]byte(text))
	var b strings.Builder
	at := 0
	var all []Edit
	for _, r := range repairsOf([]byte(text), &ev) {
		t := Thresholds[r.Cause]
		if r.Margin >= t.Safe || !safeOnly && r.Margin >= t.Suggest {
			all = append(all, r.Edits[:r.N]...)
		}
	}
	for len(all) > 0 {
		first := 0
		for i := range all {
			if all[i].Start < all[first].Start {
				first = i
			}
		}
		e := all[first]
		all = append(all[:first], all[first+1:]...)
		b.WriteString(text[at:e.Start])
		b.WriteString(map[Glyph]string{Apostrophe: "'", OpenQuote: `"` + e.Text, CloseQuote: `"`, Dash: "--", HalfDash: "-", Hyphen: "-", Ellipsis: "...", Letters: e.Text}[e.Glyph])
		at = e.End
	}
	return b.String() + text[at:]
}

// TestLeavesAlone holds the counter-examples of the defect catalogue, in invented
// words: nothing in them is damage, and nothing is even proposed.
func TestLeavesAlone(t *testing.T) {
	for _, text := range []string{
		"Classified By: Anna Vale for reasons 1.4 (b,d) and (a,b,c,d), 1.4 B,D.",
		"PASS TO RSO,ARBONNE AND EINV,EFIN.",
		"the wounded,facilitating their return; the notes,Ferris said.",
		"At the time,XXXXXXXXXXXX left; However,xxxxx said so.",
		"R&D, Q&A, S&ED, AT&L, P&O and A&B Polling; E&P licenses; MOC&Ed; C&C; 1.4 b&d; (b)&(d); the UN & EU.",
		"The G-8 met on October 28, 2008, in the F/A-18; 38.9% of 48-hour flights, 7.8 percent.",
		"1) to vote, 2) to rest; REF: A) STATE 1, B) ARBONNE 2; a) one, iv) four. END NOTE.)",
		"Rows of **** and 2007* 2008** (% of total); SELECT * FROM ports.",
		"Come(and go) as you like ( d) or (paragraph 3-end and so on).",
		"al-Qaeda, Qods, IRGC-QF, Qom, QME and Q: who? Two HQs.",
		"Under paragraph Q of the law an agent called Q was named; the list Q and R, a Q on it, THE Q OF IT.",
		"Lots 3 1 and 4 1 were sold, in the proportion 3 1; 3 12 countries, 3 1.5 meetings.",
		"The harbor--visible from afar--was seen; a trellis--vis was her word.",
		"HARD LINE OR SOFT TOUCH ?",
		"(CoC) and the GoC's SOC(FWD)-PAK; B-1/B-2 visas; the GOC's own.",
		"It cost 5 million pounds, \u00a35 million; 8 \u00b5g and 3 \u00a2.",
		"A terrorist attach was feared; please attach it; Cote d'Ivoire.",
		"US$ 5 million; the novel plan.",
		"The DVs, TVs and X-s arrived.",
		"One of the visitors, Todd Vale, was there. They spoke of plans, prices, and ships.",
		"The caf\xe9 of the Charg\xe9, a communiqu\xe9 and the Legal Attach\xef\xbf\xbd.",
		"In recent years, ships were few. Human rights, freedom and trade.",
		"At the port \"ready for ships\" it was \u201cquiet\u201d at 18:08.",
	} {
		if got := written(text, false); got != text {
			t.Errorf("%s\nbecame\n%s", text, got)
		}
	}
}

// TestRepairs: what is repaired without being asked.
func TestRepairs(t *testing.T) {
	for _, row := range []struct{ bad, good string }{
		{"Lorvania,s port, the G-8,s, the 1990,s and the (HCA),s", "Lorvania's port, the G-8's, the 1990's and the (HCA)'s"},
		{"the Pol M/C,s questions", "the Pol M/C's questions"},
		{"they don,t; we,re; I,d; THE COUNCIL,S", "they don't; we're; I'd; THE COUNCIL'S"},
		{"Charge d,Affaires of Cote d,Ivoire, O,Harran, al-Qa,ida, Shi,a", "Charge d'Affaires of Cote d'Ivoire, O'Harran, al-Qa'ida, Shi'a"},
		{"President Yar,Adua in Tal,Afar", "President Yar'Adua in Tal'Afar"},
		{"a &middle power8 status and &100 percent by ourselves8 too", `a "middle power" status and "100 percent by ourselves" too`},
		{"he saw &a 48-hour chance if they,re quick8 between", `he saw "a 48-hour chance if they're quick" between`},
		{"that &at least 250,0008 were asked, &from\nport8 to port", "that \"at least 250,000\" were asked, \"from\nport\" to port"},
		{"it was &stunned\" by it", `it was "stunned" by it`},
		{"movements ) the council ) met (for an hour)", "movements -- the council -- met (for an hour)"},
		{"weeks -) even months )- or so", "weeks -- even months -- or so"},
		{"the venture (JV half ) two of it ) failed) was", "the venture (JV half -- two of it -- failed) was"},
		{"quickly*he suggested", "quickly--he suggested"},
		{"LorvaniaQs port doesnQt pay", "Lorvania's port doesn't pay"},
		{"Lorvania?s port doesn?t pay", "Lorvania's port doesn't pay"},
		{"the P5 1 process and the 5 2 talks", "the P5+1 process and the 5+2 talks"},
		{"it was \u2202 of the problem8 then", `it was "part of the problem" then`},
	} {
		if got := written(row.bad, true); got != row.good {
			t.Errorf("%s\nbecame %s\nwant   %s", row.bad, got, row.good)
		}
	}
}

// TestSuggestions: what is only proposed.
func TestSuggestions(t *testing.T) {
	for _, row := range []struct{ bad, shown string }{
		{"the clerk read &all of it", `the clerk read "all of it`},
		{"her answer was \"(that was long ago.\"", "her answer was \"...that was long ago.\""},
		{"it is not naove, vis-`-vis the pi$atas", "it is not na\u00efve, vis-a-vis the pi\u00f1atas"},
		{"the postVs work", "the post's work"},
		{"the threats Q with a stress on piracy Q\nwere named", "the threats -- with a stress on piracy --\nwere named"},
		{"the \"3 1 Mechanism\" and the 3 1 group", "the \"3+1 Mechanism\" and the 3+1 group"},
		{"a Mercosur 4 1 with the port, and the 4 1 talks", "a Mercosur 4+1 with the port, and the 4+1 talks"},
		{"its weight vis--vis the port", "its weight vis-a-vis the port"},
	} {
		if got := written(row.bad, true); got != row.bad {
			t.Errorf("%s\nis repaired unasked: %s", row.bad, got)
		}
		if got := written(row.bad, false); got != row.shown {
			t.Errorf("%s\nbecame %s\nwant   %s", row.bad, got, row.shown)
		}
	}
}

func TestAPluralThatMayCloseARemarkIsOnlyProposed(t *testing.T) {
	const bad = "The board shared Vale,s, but not the mayors, vision of the port."
	if got, want := written(bad, true), "The board shared Vale's, but not the mayors, vision of the port."; got != want {
		t.Errorf("unasked it became %s", got)
	}
	if got, want := written(bad, false), "The board shared Vale's, but not the mayors' vision of the port."; got != want {
		t.Errorf("it was proposed as %s", got)
	}
}

func TestAListGoesOnAfterAPlural(t *testing.T) {
	for _, row := range []struct{ bad, shown string }{
		{"Lorvania,s letter, the mayor,s note and the port,s mail reached clerks employed within the Division of Harbor Affairs, Office of the Special Pilot for Dredging.",
			"Lorvania's letter, the mayor's note and the port's mail reached clerks employed within the Division of Harbor Affairs, Office of the Special Pilot for Dredging."},
		{"Lorvania,s ports want written information on Harbor\nInspectors, information on their dealings with\nthe owners.",
			"Lorvania's ports want written information on Harbor\nInspectors, information on their dealings with\nthe owners."},
		{"Lorvania,s ports want the Harbor\nInspectors, information on their dealings with\nthe owners.",
			"Lorvania's ports want the Harbor\nInspectors' information on their dealings with\nthe owners."},
	} {
		if got := written(row.bad, false); got != row.shown {
			t.Errorf("%s\nbecame %s\nwant   %s", row.bad, got, row.shown)
		}
	}
}

func TestDroppedWordsAreFoundByTheirBytes(t *testing.T) {
	by := ""
	for _, x := range dropped {
		by += x.word[x.by : x.by+1]
	}
	if by != droppedBy {
		t.Errorf("droppedBy is %q, expected %q", droppedBy, by)
	}
}

// TestEvidence: what counts, and what only looks like it.
func TestEvidence(t *testing.T) {
	for _, row := range []struct {
		text   string
		ticks  ticks
		marks  Marks
		dashes int
	}{
		{text: "Arkham,s and isn,t, PORT,S, 1990,s; a,so ,s a,t1", ticks: ticks{commas: 4}},
		{text: "Arkham's and isn't, PORT'S; a'so 's a't1 'x'", ticks: ticks{apostrophes: 3}, marks: Marks{Apostrophes: 3}},
		{text: "Arkham\u2019s and isn\u2019t; a\u2019so \u2019s \u2018x\u2019 \u2099s", ticks: ticks{apostrophes: 2, curly: 2}, marks: Marks{Apostrophes: 2, Curly: 2}},
		{text: "&one two8, a&b & c &1 B8 a8b", ticks: ticks{amps: 2, eights: 1}},
		{text: "a ) b (c) d )\n) e", ticks: ticks{parens: 3}},
		{text: "\"a\" \u201cb\u201d \u2013 \u2014 -- --- -", marks: Marks{Quotes: 4, CurlyQuotes: 2, EmDashes: 1, EnDashes: 1}, dashes: 3},
	} {
		ev := Gather([]byte(row.text))
		if got := ev.Marks(); got != row.marks {
			t.Errorf("%s: marks %+v, expected %+v", row.text, got, row.marks)
		}
		if ev.folded(); ev.ticks != row.ticks {
			t.Errorf("%s: %+v, expected %+v", row.text, ev.ticks, row.ticks)
		}
		if got := ev.Dashes(); got != row.dashes {
			t.Errorf("%s: %d dashes, expected %d", row.text, got, row.dashes)
		}
	}
}

// TestBoundsHideNoPlural: the sum of a comma is worked out to the end wherever it is as
// great as what is enough, in sentences of words drawn from the lexicon.
func TestBoundsHideNoPlural(t *testing.T) {
	_, words := lexiconText(t)
	lines := strings.Split(words, "\n")
	r := rand.New(rand.NewPCG(3, 4))
	word := func() string {
		w, _, _ := strings.Cut(lines[r.IntN(len(lines))], "\t")
		switch r.IntN(8) {
		case 0:
			return strings.ToUpper(w)
		case 1:
			return strings.ToUpper(w[:1]) + w[1:]
		case 2:
			return []string{"and", "of", "the", "which", "in", "(C)", "2006", "Zzyx", "it's", "his", "\"Old", "XXXX"}[r.IntN(12)]
		}
		return w
	}
	for range 20_000 {
		var text []byte
		for range r.IntN(12) {
			text = append(append(text, word()...), []string{" ", " ", " ", " ", "\n", ", ", ". ", " -- "}[r.IntN(8)]...)
		}
		text = append(append(text, word()...), 's')
		at := len(text)
		text = append(text, ',')
		for range 1 + r.IntN(10) {
			text = append(append(text, []string{" ", " ", " ", " ", "\n", ", ", ". "}[r.IntN(7)]...), word()...)
		}
		if at+1 < len(text) && text[at+1] == ',' {
			continue
		}
		full := PluralScore(PluralFeatures(text, at, nil))
		if w := (weighing{text: text, enough: full, unowned: full}); !w.comma(at) || w.sum/100 != full {
			t.Fatalf("%q: the sum is %d, and %d is not enough", text, full, w.sum/100)
		}
	}
}

func TestIntLog(t *testing.T) {
	for n, want := range map[int]int{1: 0, 2: 69, 10: 230, 100: 460, 1000: 690} {
		if got := intLog(n); got < want-1 || got > want+1 {
			t.Errorf("intLog(%d) = %d, want about %d", n, got, want)
		}
	}
}

func TestLexiconIsSorted(t *testing.T) {
	lexicon, words := lexiconText(t)
	last := ""
	for line := range strings.Lines(words) {
		word, _, ok := strings.Cut(line, "\t")
		if !ok || word <= last {
			t.Fatalf("%q stands after %q", word, last)
		}
		last = word
		if !known([]byte(word)) {
			t.Fatalf("%q is not found", word)
		}
	}
	if len(lexicon) > 200_000 {
		t.Errorf("the lexicon has %d bytes; 200,000 are allowed", len(lexicon))
	}
}

// sound checks what holds of the repairs of any text: they lie in it, no two that are
// shown edit the same byte, and the quick looks that come before a decision pass them.
func sound(t *testing.T, text []byte) {
	t.Helper()
	ev := Gather(text)
	all := repairsOf(text, &ev)
	for i := range all {
		r := &all[i]
		if r.N < 1 || r.Anchor < 0 || r.Anchor >= len(text) {
			t.Fatalf("%q: %+v", text, r)
		}
		for _, e := range r.Edits[:r.N] {
			if e.Start < 0 || e.End < e.Start || e.End > len(text) {
				t.Fatalf("%q: %+v outside %d bytes", text, e, len(text))
			}
		}
		if i > 0 && overlap(&all[i-1], r) {
			t.Fatalf("%q: %+v and %+v edit the same byte", text, all[i-1], r)
		}
		if r.Margin >= Thresholds[r.Cause].Suggest && (!Probe(r.Cause, text, r.Anchor) || !ev.Allows(r.Cause, text, r.Anchor)) {
			t.Fatalf("%q: a quick look hides %+v", text, r)
		}
		if r.Cause == ApostropheComma && text[r.Anchor] != ',' && !Closes(text, r.Anchor, &ev) {
			t.Fatalf("%q: nothing is said to close %+v", text, r)
		}
	}
}

func FuzzBlock(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(sound)
}

// seeds have each mark of each cause beside marks of the others.
var seeds = []string{
	"Lorvania,s &port8 ) the \u201cold\u201d one", "Q,s?s*a(8", "\xff,s &\xe2\x80 8)", "5 1P5 1 vis-`-vis", "4 1 of Mercosur 4 1,", "the ports, guild met", "in the ,90s it was 'new, they said",
	"a \u2018ready, man and 'a, b8 c, s and", "the Charg d'affaires, the Legal Attach spoke", "naove pi$atas *he- postVs a8at8b vis--vis", "a threat Q with it, the 3 1 group", "a Mercosul 4 1 pact", "\u2202 of it8 and \u00b6graph",
	"AttachC) and CafC) 12B0 C B7 x B7 y", "peopleQ,s ZimbabweQs Qword8Q a Q b isnQt", "it is ? that ?word? doesn???t", "an &open co-8 and &x8 y, &A G8 and &x8", "an \u201copen co-8 and \u201cx\u201d y", "&one8 &two &three\" x8 20018 7.8 (a) b) iv) a )b ) c",
}

// TestQuickLooksHideNothing changes the seeds and joins them, so that marks of all
// causes come to stand beside each other.
func TestQuickLooksHideNothing(t *testing.T) {
	const marks = ",'8&\"()*Q?CB-V~5`$ \nsthuvx.;X"
	r := rand.New(rand.NewPCG(1, 2))
	for range 40_000 {
		var text []byte
		for range 1 + r.IntN(3) {
			text = append(append(text, seeds[r.IntN(len(seeds))]...), ' ')
		}
		for range r.IntN(6) {
			i := r.IntN(len(text))
			switch r.IntN(4) {
			case 0:
				text[i] = marks[r.IntN(len(marks))]
			case 1:
				text = slices.Insert(text, i, marks[r.IntN(len(marks))])
			case 2:
				text = slices.Delete(text, i, min(len(text), i+1+r.IntN(3)))
			case 3:
				k := r.IntN(len(text))
				text[i], text[k] = text[k], text[i]
			}
			if len(text) == 0 {
				break
			}
		}
		sound(t, text)
	}
}
