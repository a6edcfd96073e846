package lint

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/cablelint/cablelint/cable"
)

// Known is one finding of a baseline: it was there when the baseline was
// written, so that only new ones count. It is known by its content, not by its
// place: lines may move.
type Known struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	ID          string `json:"id,omitempty"` // of the cable
}

// Baseline is a set of known findings. Goroutines may share it.
type Baseline struct {
	known []Known // ordered by fingerprint
	seen  []atomic.Bool
}

// BaselineReason is why a finding of the baseline is left out.
const BaselineReason = "in the baseline"

// NewBaseline makes a baseline of findings; equal ones count once.
func NewBaseline(known []Known) *Baseline {
	known = slices.Clone(known)
	slices.SortFunc(known, func(a, b Known) int { return strings.Compare(a.Fingerprint, b.Fingerprint) })
	known = slices.CompactFunc(known, func(a, b Known) bool { return a.Fingerprint == b.Fingerprint })
	return &Baseline{known: known, seen: make([]atomic.Bool, len(known))}
}

// ReadBaseline reads what [Baseline.WriteTo] wrote. An error names the line.
func ReadBaseline(r io.Reader) (*Baseline, error) {
	var known []Known
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		var k Known
		if err := json.Unmarshal(line, &k); err != nil {
			return nil, fmt.Errorf("line %d: not a line of a baseline: %w", n, err)
		}
		if k.Fingerprint == "" {
			return nil, fmt.Errorf("line %d: a finding of a baseline has a fingerprint; this one has none", n)
		}
		known = append(known, k)
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	return NewBaseline(known), nil
}

// WriteTo writes one JSON object a line, ordered, so that a baseline under
// version control changes only where findings do.
func (b *Baseline) WriteTo(w io.Writer) (int64, error) {
	var out bytes.Buffer
	for _, k := range b.known {
		line, err := json.Marshal(k)
		if err != nil {
			return 0, err
		}
		out.Write(line)
		out.WriteByte('\n')
	}
	n, err := w.Write(out.Bytes())
	return int64(n), err
}

// Len is the number of known findings.
func (b *Baseline) Len() int { return len(b.known) }

// Filter leaves out what is known, and remembers what was met.
func (b *Baseline) Filter(d *cable.Document, from Origin, findings []Finding, why []string) {
	if len(b.known) == 0 {
		return
	}
	for i, print := range Fingerprints(d.Raw, from.ID, findings) {
		k, ok := slices.BinarySearchFunc(b.known, print, func(k Known, print string) int { return strings.Compare(k.Fingerprint, print) })
		if !ok {
			continue
		}
		b.seen[k].Store(true)
		if why[i] == "" {
			why[i] = BaselineReason
		}
	}
}

// Stale lists what no cable since the baseline was read had: repaired, or in
// cables that were not read.
func (b *Baseline) Stale() []Known { return b.pick(false) }

// Met lists what some cable had.
func (b *Baseline) Met() []Known { return b.pick(true) }

func (b *Baseline) pick(seen bool) []Known {
	var list []Known
	for i := range b.known {
		if b.seen[i].Load() == seen {
			list = append(list, b.known[i])
		}
	}
	return list
}
