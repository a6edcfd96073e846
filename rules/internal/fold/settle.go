package fold

import "slices"

// settle puts the repairs in order and drops of two that overlap the less certain.
func (d *Decider) settle() {
	slices.SortFunc(d.repairs, func(a, b Repair) int {
		if c := a.Start() - b.Start(); c != 0 {
			return c
		}
		return b.Margin - a.Margin
	})
	kept := d.repairs[:0]
	for _, r := range d.repairs {
		if n := len(kept); n > 0 && overlap(&kept[n-1], &r) {
			if kept[n-1].Margin < r.Margin {
				kept[n-1] = r
			}
			continue
		}
		kept = append(kept, r)
	}
	d.repairs = kept
}

// overlap reports whether two repairs edit the same byte.
func overlap(a, b *Repair) bool {
	for i := range a.N {
		for j := range b.N {
			x, y := a.Edits[i], b.Edits[j]
			if x.Start < y.End && y.Start < x.End {
				return true
			}
		}
	}
	return false
}
