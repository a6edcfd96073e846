package lint

import (
	"bytes"
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/cablelint/cablelint/cable"
)

// Corpus lists the rules over a corpus that the engine was selected with.
func (s *Selection) Corpus() []Selected {
	var on []Selected
	for _, r := range s.Rules {
		if r.On && r.Corpus != nil {
			on = append(on, r)
		}
	}
	return on
}

// Collector gathers the facts of cables, one after another, and keeps its memory
// between them. One goroutine uses it.
type Collector struct {
	rules []Selected
	add   func(Fact)
	facts []Fact // of the cable at hand
	rule  *Rule
	from  Origin
	emit  func(key, value string)
}

// NewCollector makes a collector for rules over a corpus; add takes the facts.
func NewCollector(rules []Selected, add func(Fact)) *Collector {
	c := &Collector{rules: rules, add: add}
	c.emit = func(key, value string) {
		c.facts = append(c.facts, Fact{Rule: c.rule.ID, Seq: c.from.Seq, Document: c.from.Document, ID: c.from.ID, Key: key, Value: value})
	}
	return c
}

// Collect calls the rules for one cable and hands on their facts. A rule that
// breaks gives no fact of this cable and is named in the findings.
func (c *Collector) Collect(d *cable.Document, from Origin) []Finding {
	var broken []Finding
	c.from, c.facts = from, c.facts[:0]
	for _, r := range c.rules {
		before := len(c.facts)
		c.rule = r.Rule
		if why := c.ask(d); why != "" {
			c.facts = c.facts[:before]
			broken = append(broken, panicFinding(panicRule, r.ID, why))
		}
	}
	for i := range c.facts {
		c.add(c.facts[i])
	}
	return broken
}

func (c *Collector) ask(d *cable.Document) (why string) {
	defer func() {
		if p := recover(); p != nil {
			why = fmt.Sprint(p)
		}
	}()
	c.rule.Corpus.Collect(d, c.from.ID, c.emit)
	return ""
}

// CompareFacts is the order in which facts are finished: by rule and key, then by
// record, then by all that tells two apart, so that shards merge to one order.
func CompareFacts(a, b Fact) int {
	return cmp.Or(
		strings.Compare(a.Rule, b.Rule), strings.Compare(a.Key, b.Key), cmp.Compare(a.Seq, b.Seq),
		cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End),
		strings.Compare(a.Value, b.Value), strings.Compare(a.Document, b.Document), strings.Compare(a.ID, b.ID),
	)
}

// SortFacts makes a run of facts.
func SortFacts(facts []Fact) { slices.SortFunc(facts, CompareFacts) }

// CorpusFinding is a finding of a rule over a corpus, about one record.
type CorpusFinding struct {
	Origin
	Finding
}

// FinishFacts gives each rule its facts, key by key, and reports what it finds.
// The facts are sorted; those of one key are held at a time. Facts of rules that
// are not in the list are left out. A rule that breaks is reported and goes on
// with the next key.
func FinishFacts(rules []Selected, facts iter.Seq2[Fact, error], report func(CorpusFinding) error) error {
	end := finisher{rules: rules, report: report}
	for f, err := range facts {
		if err != nil {
			return err
		}
		if len(end.group) > 0 && (end.group[0].Rule != f.Rule || end.group[0].Key != f.Key) {
			if err := end.key(); err != nil {
				return err
			}
		}
		end.group = append(end.group, f)
	}
	return end.key()
}

// finisher is the end of the rules over a corpus. It keeps its memory from key to
// key: there may be as many keys as cables.
type finisher struct {
	rules  []Selected
	report func(CorpusFinding) error
	group  []Fact // of one key
	out    []CorpusFinding
}

// key calls the rule of one key.
func (e *finisher) key() error {
	if len(e.group) == 0 {
		return nil
	}
	defer func() { e.group = e.group[:0] }()
	i := slices.IndexFunc(e.rules, func(r Selected) bool { return r.ID == e.group[0].Rule })
	if i < 0 {
		return nil
	}
	e.ask(e.rules[i])
	for _, f := range e.out {
		if err := e.report(f); err != nil {
			return err
		}
	}
	return nil
}

// ask collects what a rule says of the group.
func (e *finisher) ask(r Selected) {
	defer func() {
		if p := recover(); p != nil {
			e.out = append(e.out[:0], CorpusFinding{origin(e.group[0]), panicFinding(panicRule, r.ID, fmt.Sprint(p))})
		}
	}()
	e.out = e.out[:0]
	r.Corpus.Finish(e.group[0].Key, e.group, func(f Fact, message string, args ...Arg) {
		e.out = append(e.out, CorpusFinding{origin(f), Finding{Rule: r.Rule, Severity: r.Severity, Span: f.Span, Message: message, Args: args}})
	})
}

func origin(f Fact) Origin { return Origin{Seq: f.Seq, Document: f.Document, ID: f.ID} }

// AppendFact writes a fact as one line, fields between tabs, with \t, \n, \r and
// \\ for what would break the line. It keeps every byte.
func AppendFact(dst []byte, f Fact) []byte {
	dst = strconv.AppendUint(dst, f.Seq, 10)
	for _, s := range [...]string{f.Rule, f.Key, f.Value, f.Document, f.ID} {
		dst = appendField(append(dst, '\t'), s)
	}
	dst = strconv.AppendUint(append(dst, '\t'), uint64(f.Span.Start), 10)
	dst = strconv.AppendUint(append(dst, '\t'), uint64(f.Span.End), 10)
	return append(dst, '\n')
}

func appendField(dst []byte, s string) []byte {
	for i := range len(s) {
		switch s[i] {
		case '\t':
			dst = append(dst, '\\', 't')
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\\':
			dst = append(dst, '\\', '\\')
		default:
			dst = append(dst, s[i])
		}
	}
	return dst
}

// ParseFact reads a line that [AppendFact] wrote, with or without its line end.
func ParseFact(line []byte) (Fact, error) {
	parts := bytes.Split(bytes.TrimSuffix(line, []byte{'\n'}), []byte{'\t'})
	if len(parts) != 8 {
		return Fact{}, fmt.Errorf("a fact has 8 fields, this line has %d", len(parts))
	}
	var numbers [3]uint64
	for i, k := range [...]int{0, 6, 7} {
		n, err := strconv.ParseUint(string(parts[k]), 10, 64)
		if err != nil || k > 0 && n > 1<<32-1 {
			return Fact{}, fmt.Errorf("field %d of a fact is %q, which is no offset or number of a record", k+1, parts[k])
		}
		numbers[i] = n
	}
	return Fact{
		Seq: numbers[0], Rule: field(parts[1]), Key: field(parts[2]), Value: field(parts[3]), Document: field(parts[4]), ID: field(parts[5]),
		Span: cable.Span{Start: uint32(numbers[1]), End: uint32(numbers[2])},
	}, nil
}

func field(b []byte) string {
	if bytes.IndexByte(b, '\\') < 0 {
		return string(b)
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' || i+1 == len(b) {
			out = append(out, b[i])
			continue
		}
		i++
		switch b[i] {
		case 't':
			out = append(out, '\t')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		default:
			out = append(out, b[i])
		}
	}
	return string(out)
}
