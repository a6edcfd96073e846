package rules

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// Rules over a corpus. Each emits small facts of a cable and reads them again,
// key by key, when all cables have been seen.

//go:embed docs/corpus-duplicate-id.md
var corpusDuplicateIDDoc string

//go:embed docs/corpus-duplicate-text.md
var corpusDuplicateTextDoc string

//go:embed docs/corpus-dangling-reference.md
var corpusDanglingReferenceDoc string

//go:embed docs/corpus-missing-section.md
var corpusMissingSectionDoc string

//go:embed docs/corpus-serial-date-order.md
var corpusSerialDateOrderDoc string

// corpusDuplicateID reports an id that an earlier record has already.
var corpusDuplicateID = &lint.Rule{
	ID:        "corpus-duplicate-id",
	Title:     "two records have one id",
	Doc:       corpusDuplicateIDDoc,
	Severity:  lint.Error,
	Authority: "an id names one cable: year, post, serial",
	Since:     "0.1",
	Corpus: &lint.CorpusRule{
		Collect: func(d *cable.Document, id string, emit func(key, value string)) {
			if key := idKey(d, id); key != "" && d.Banner.Section <= 1 {
				emit(key, "")
			}
		},
		Finish: func(key string, facts []lint.Fact, report func(lint.Fact, string, ...lint.Arg)) {
			for _, f := range facts[1:] {
				report(f, "the id {0} is that of {1} already", lint.Name(key), lint.Name(facts[0].Document))
			}
		},
	},
}

// corpusDuplicateText reports a text that an earlier record has under another id.
var corpusDuplicateText = &lint.Rule{
	ID:        "corpus-duplicate-text",
	Title:     "one text under two ids",
	Doc:       corpusDuplicateTextDoc,
	Severity:  lint.Warning,
	Authority: "observed in published collections",
	Since:     "0.1",
	Corpus: &lint.CorpusRule{
		Collect: func(d *cable.Document, id string, emit func(key, value string)) {
			if sum := textSum(d); sum != "" {
				emit(sum, idKey(d, id))
			}
		},
		Finish: func(_ string, facts []lint.Fact, report func(lint.Fact, string, ...lint.Arg)) {
			for _, f := range facts[1:] {
				if f.Value != facts[0].Value || f.Value == "" {
					report(f, "the text is that of {0}", lint.Name(facts[0].Document))
				}
			}
		},
	},
}

// leastText is the least number of letters and digits for which equal texts say
// something: two cables of one line each may well agree.
const leastText = 400

// textSum is a hash of the letters and digits of the paragraphs, case apart;
// empty when there are too few of them. A letter that was folded or a blank that
// was added makes no difference to what is hashed; furniture is left out.
func textSum(d *cable.Document) string {
	var h letterHash
	for i := d.BodyLine; i < len(d.Lines); i++ {
		if l := &d.Lines[i]; l.Zone&(cable.ZoneProse|cable.ZoneTable) != 0 {
			h.add(d.Raw[l.Start:l.End])
		}
	}
	if h.n < leastText {
		return ""
	}
	return strconv.FormatUint(h.sum(), 16)
}

// letterHash hashes letters and digits, case apart, eight at a time: every cable
// of every run goes through it, so that a cryptographic hash would cost more than
// all other rules. A pair of three million texts meets by chance once in four
// million corpora.
type letterHash struct {
	state uint64
	n     int // letters and digits
	held  int
	buf   [256 + 8]byte
}

func (h *letterHash) add(line []byte) {
	for len(line) > 0 {
		part := line[:min(len(line), 256-h.held)]
		line = line[len(part):]
		at := h.held
		for _, c := range part {
			// A byte that does not count is written over by the next.
			v := letterOrDigit[c]
			h.buf[at] = v
			at += int(v >> 7)
		}
		h.n += at - h.held
		h.held = at
		if at == 256 {
			h.mix()
		}
	}
}

// mix takes in what is held, up to a multiple of eight bytes.
func (h *letterHash) mix() {
	for at := 0; at < h.held; at += 8 {
		high, low := bits.Mul64(h.state^binary.LittleEndian.Uint64(h.buf[at:])^0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93)
		h.state = high ^ low
	}
	h.held = 0
}

func (h *letterHash) sum() uint64 {
	clear(h.buf[h.held:])
	h.mix()
	return h.state ^ uint64(h.n)
}

// letterOrDigit is the capital letter or digit of a byte with its high bit set;
// 0 for what is neither.
var letterOrDigit = func() (t [256]byte) {
	for c := range byte(128) {
		if isLetter(c) || isDigit(c) {
			t[c] = upper(c) | 0x80
		}
	}
	return t
}()

// idKey is the canonical form of an id; the id itself when it has no such form.
func idKey(d *cable.Document, id string) string {
	id = canonicalID(id)
	r, ok := readID(d, id)
	if !ok {
		return strings.ToUpper(strings.TrimSpace(id))
	}
	return fmt.Sprintf("%02d%s%d", r.year, r.post, r.serial)
}

// corpusDanglingReference reports a reference to a cable that is not in the corpus.
var corpusDanglingReference = &lint.Rule{
	ID:        "corpus-dangling-reference",
	Title:     "reference to a cable that is not there",
	Doc:       corpusDanglingReferenceDoc,
	Severity:  lint.Info,
	Off:       true,
	Authority: "a completeness check; most collections are parts",
	Since:     "0.1",
	Corpus: &lint.CorpusRule{
		Collect: func(d *cable.Document, id string, emit func(key, value string)) {
			if key := idKey(d, id); key != "" {
				emit(key, "is")
			}
			for _, item := range d.References.Items {
				if key := referenceKey(d, item); key != "" {
					emit(key, "refers")
				}
			}
		},
		Finish: func(key string, facts []lint.Fact, report func(lint.Fact, string, ...lint.Arg)) {
			if slices.ContainsFunc(facts, func(f lint.Fact) bool { return f.Value == "is" }) {
				return
			}
			for _, f := range facts {
				report(f, "the cable refers to {0}, which is not in this corpus", lint.Name(key))
			}
		},
	},
}

// referenceKey is the id that a reference names; empty when it names no cable or
// the year cannot be known.
func referenceKey(d *cable.Document, item cable.Reference) string {
	if item.Serial <= 0 || item.Post.Empty() {
		return ""
	}
	post, known := d.PostName(d.Bytes(item.Post))
	year := item.Year
	if on, ok := sent(d); ok && year == 0 {
		year = on.Year()
	}
	if !known || year == 0 {
		return ""
	}
	return fmt.Sprintf("%02d%s%d", year%100, post, item.Serial)
}

// corpusMissingSection reports a cable whose sections are records of their own
// and not all there.
var corpusMissingSection = &lint.Rule{
	ID:        "corpus-missing-section",
	Title:     "a section of a cable is missing",
	Doc:       corpusMissingSectionDoc,
	Severity:  lint.Warning,
	Authority: "5 FAH-2 H-320: SECTION nn OF nn",
	Since:     "0.1",
	Corpus: &lint.CorpusRule{
		Collect: func(d *cable.Document, _ string, emit func(key, value string)) {
			b := &d.Banner
			post, known := d.PostName(d.Bytes(b.Post))
			on, dated := sent(d)
			if b.Section == 0 || b.Sections < 2 || b.Serial < 0 || !known || !dated {
				return
			}
			emit(fmt.Sprintf("%02d%s%d", on.Year()%100, post, b.Serial), fmt.Sprintf("%02d/%02d", b.Section, b.Sections))
		},
		Finish: func(key string, facts []lint.Fact, report func(lint.Fact, string, ...lint.Arg)) {
			have, total := sectionsOf(facts)
			if len(have) == 1 && have[0] == 1 {
				return // the archive joins the sections under the first
			}
			for n := 1; n <= total; n++ {
				if !slices.Contains(have, n) {
					report(facts[0], "section {0} of {1} of {2} is not in this corpus", lint.Int(n), lint.Int(total), lint.Name(key))
				}
			}
		},
	},
}

// sectionsOf are the sections that facts name, each once, and the most that one
// says there are.
func sectionsOf(facts []lint.Fact) (have []int, total int) {
	for _, f := range facts {
		section, of, _ := strings.Cut(f.Value, "/")
		n, _ := strconv.Atoi(section)
		all, _ := strconv.Atoi(of)
		total = max(total, all)
		if !slices.Contains(have, n) {
			have = append(have, n)
		}
	}
	return have, total
}

// corpusSerialDateOrder reports a cable whose date lies off the run of the serials
// of its post in its year.
var corpusSerialDateOrder = &lint.Rule{
	ID:        "corpus-serial-date-order",
	Title:     "serial and date out of step",
	Doc:       corpusSerialDateOrderDoc,
	Severity:  lint.Info,
	Off:       true,
	Authority: "5 FAH-2 H-320: a post numbers its cables from 1 each year",
	Since:     "0.1",
	Corpus: &lint.CorpusRule{
		Collect: func(d *cable.Document, _ string, emit func(key, value string)) {
			post, known := d.PostName(d.Bytes(d.Banner.Post))
			on, dated := groupDay(d)
			if !known || !dated || d.Banner.Serial < 0 || !d.Banner.Present() {
				return
			}
			emit(fmt.Sprintf("%04d%s", on.Year(), post), fmt.Sprintf("%07d/%03d", d.Banner.Serial, on.YearDay()))
		},
		Finish: serialDateOrder,
	},
}

// daysOff is how many days a cable may lie off the run: drafts wait for clearance
// and serials are given when they are begun.
const daysOff = 5

// serialDateOrder reports the facts of one post and year that lie off the run of
// the others: earlier than all before them, or later than all after them, by more
// than daysOff, where leaving the cable out mends the run.
func serialDateOrder(_ string, facts []lint.Fact, report func(lint.Fact, string, ...lint.Arg)) {
	facts = slices.Clone(facts)
	slices.SortStableFunc(facts, func(a, b lint.Fact) int { return strings.Compare(a.Value, b.Value) })
	for i := 1; i+1 < len(facts); i++ {
		before, at, after := yearDay(facts[i-1]), yearDay(facts[i]), yearDay(facts[i+1])
		if before > after || at >= before-daysOff && at <= after+daysOff {
			continue
		}
		report(facts[i], "serial {0} is dated day {1} of the year; its neighbours are of days {2} and {3}",
			lint.Int(serialOf(facts[i])), lint.Int(at), lint.Int(before), lint.Int(after))
	}
}

func yearDay(f lint.Fact) int {
	_, s, _ := strings.Cut(f.Value, "/")
	n, _ := strconv.Atoi(s)
	return n
}

func serialOf(f lint.Fact) int {
	s, _, _ := strings.Cut(f.Value, "/")
	n, _ := strconv.Atoi(s)
	return n
}
