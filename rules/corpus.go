package rules

import (
	_ "embed"
	"encoding/binary"
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
				if !readTwice(facts[0].Document, f.Document) {
					report(f, "the id {0} is that of {1} already", lint.Name(key), lint.Name(facts[0].Document))
				}
			}
		},
	},
}

// readTwice reports whether two addresses are one file that was named twice. Two
// members of an archive may have one name.
func readTwice(a, b string) bool { return a == b && strings.IndexByte(a, '!') < 0 }

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

// leadText is how many letters are compared: what follows them is a copy too when
// they are the same and all the digits are.
const leadText = 2000

// textSum is a hash of the first letters and all digits of the paragraphs, case
// apart; empty when there are too few of them. A letter that was folded or a blank
// that was added makes no difference to what is hashed; furniture is left out.
func textSum(d *cable.Document) string {
	const prose = cable.ZoneProse | cable.ZoneTable
	var h letterHash
	lines := d.Lines[min(d.BodyLine, len(d.Lines)):]
	for i := 0; i < len(lines) && h.letters < leadText; i++ {
		from := i
		for i < len(lines) && lines[i].Zone&prose != 0 {
			i++
		}
		if i > from { // line endings between lines count for nothing
			h.addLetters(d.Raw[lines[from].Start:lines[i-1].End])
		}
	}
	for i := range lines {
		if l := &lines[i]; l.Mask&cable.MaskDigit != 0 && l.Zone&prose != 0 {
			h.addDigits(d.Raw[l.Start:l.End])
		}
	}
	if h.letters+h.figures < leastText {
		return ""
	}
	return strconv.FormatUint(h.total(), 16)
}

// letterHash hashes letters and digits, case apart, whatever stands between them:
// every cable of every run goes through it, so a letter costs one look into a
// table and one addition. Each letter has its own number, and the sum of all tells
// texts apart that do not have the same ones; of the digits the order counts too,
// since it is what reports on one form differ in.
type letterHash struct {
	sum     uint64
	letters int    // leadText at most
	digits  uint64 // hash of the digits in their order
	figures int
}

// countBits are the low bits of a letter's number: they count.
const countBits = 12

// addLetters takes the letters of a text, up to leadText of them.
func (h *letterHash) addLetters(text []byte) {
	for len(text) > 0 && h.letters < leadText {
		part := text[:min(len(text), leadText-h.letters)] // no more letters than bytes
		text = text[len(part):]
		sum, i, t := uint64(0), 0, &letterNumber
		for ; i <= len(part)-16; i += 16 {
			b := (*[16]byte)(part[i:])
			sum += (t[b[0]] + t[b[1]] + t[b[2]] + t[b[3]]) + (t[b[4]] + t[b[5]] + t[b[6]] + t[b[7]]) +
				(t[b[8]] + t[b[9]] + t[b[10]] + t[b[11]]) + (t[b[12]] + t[b[13]] + t[b[14]] + t[b[15]])
		}
		for _, c := range part[i:] {
			sum += t[c]
		}
		h.sum += sum
		h.letters += int(sum & (1<<countBits - 1))
	}
}

// addDigits takes the digits of a text. Most of it has none: 32 bytes are asked at once
// whether there is one.
func (h *letterHash) addDigits(text []byte) {
	i := 0
	for ; i <= len(text)-32; i += 32 {
		if b := (*[32]byte)(text[i:]); mayHaveDigits(b) {
			h.digitsOf(b, 0)
		}
	}
	if len(text) < 32 {
		for _, c := range text {
			if isDigit(c) {
				h.digit(c)
			}
		}
		return
	}
	// The last 32 bytes, without those that were read.
	if b := (*[32]byte)(text[len(text)-32:]); i < len(text) && mayHaveDigits(b) {
		h.digitsOf(b, i-(len(text)-32))
	}
}

// mayHaveDigits is false where none of 32 bytes is a digit: digits are of the few bytes
// with bits 4 and 5 set and bit 6 clear.
func mayHaveDigits(b *[32]byte) bool {
	const bit5 = 0x2020202020202020
	w, x := binary.LittleEndian.Uint64(b[0:]), binary.LittleEndian.Uint64(b[8:])
	y, z := binary.LittleEndian.Uint64(b[16:]), binary.LittleEndian.Uint64(b[24:])
	return (w&(w<<1)&^(w>>1)|x&(x<<1)&^(x>>1)|y&(y<<1)&^(y>>1)|z&(z<<1)&^(z>>1))&bit5 != 0
}

// digitsOf takes the digits among 32 bytes but the first of them.
func (h *letterHash) digitsOf(b *[32]byte, but int) {
	const gather = 1<<49 | 1<<42 | 1<<35 | 1<<28 | 1<<21 | 1<<14 | 1<<7 | 1 // high bits of eight bytes, the first one lowest
	places := uint64(0)
	for i := 24; i >= 0; i -= 8 {
		places = places<<8 | digitsIn(binary.LittleEndian.Uint64(b[i:]))*gather>>56
	}
	for places = places >> but << but; places != 0; places &= places - 1 {
		h.digit(b[bits.TrailingZeros64(places)&31])
	}
}

func (h *letterHash) digit(c byte) {
	h.digits = (h.digits ^ uint64(c)) * 0xD6E8FEB86659FD93
	h.figures++
}

// digitsIn is the high bit of each of eight bytes that is a digit.
func digitsIn(w uint64) uint64 {
	const each = 0x0101010101010101
	w ^= each * '0' // a digit is 0 to 9 now
	return ^(w&(each*0x7f) + each*(0x80-10) | w) & (each * 0x80)
}

func (h *letterHash) total() uint64 {
	high, low := bits.Mul64(h.digits^h.sum, 0x9E3779B97F4A7C15)
	return high ^ low ^ uint64(h.figures)
}

// letterNumber is the number of a letter, case apart: bits that look like chance,
// and a one to count. 0 for what is no letter.
var letterNumber = func() (t [256]uint64) {
	for c := range byte(128) {
		if isLetter(c) {
			high, low := bits.Mul64(uint64(upper(c))*0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93)
			t[c] = (high^low)<<countBits | 1
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
	return numberKey(r.year, r.post, r.serial)
}

// numberKey is the canonical form of the id of a year, post and serial.
func numberKey(year int, post string, serial int) string {
	key := make([]byte, 0, 32)
	key = append(key, '0'+byte(year/10%10), '0'+byte(year%10))
	return string(strconv.AppendInt(append(key, post...), int64(serial), 10))
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
	return numberKey(year, post, item.Serial)
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
			emit(numberKey(on.Year(), post, b.Serial), string(appendPadded(append(appendPadded(nil, b.Section, 2), '/'), b.Sections, 2)))
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

// appendPadded writes a number that is not negative with zeros in front of it.
func appendPadded(dst []byte, n, wide int) []byte {
	for limit := 10; wide > 1; wide, limit = wide-1, limit*10 {
		if n < limit {
			return strconv.AppendInt(append(dst, "0000000"[:wide-1]...), int64(n), 10)
		}
	}
	return strconv.AppendInt(dst, int64(n), 10)
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
			key := append(appendPadded(nil, on.Year(), 4), post...)
			emit(string(key), string(appendPadded(append(appendPadded(nil, d.Banner.Serial, 7), '/'), on.YearDay(), 3)))
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
