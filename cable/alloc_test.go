package cable

import "testing"

// TestScanAllocatesNothing reads cables of every edition with a scanner that has
// read one like it before.
func TestScanAllocatesNothing(t *testing.T) {
	if underRace {
		t.Skip("the race detector allocates too")
	}
	for name, text := range samples {
		var s Scanner
		var d Document
		raw := []byte(text)
		s.Scan(&d, raw, nil)
		if n := testing.AllocsPerRun(10, func() { s.Scan(&d, raw, nil) }); n > 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}
