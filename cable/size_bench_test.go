package cable

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkScanSizes shows the cost of a byte from 1 KB to 100 MB.
func BenchmarkScanSizes(b *testing.B) {
	unit := "2. (C) The council of Zenda met on Monday and put off its vote,\nsaying that the duke,s envoy had not brought the papers.\n\n"
	for _, size := range []int{1 << 10, 1 << 15, 1 << 20, 100 << 20} {
		text := []byte(wireHeader + wireFields + strings.Repeat(unit, size/len(unit)))
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			var s Scanner
			var d Document
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				s.Scan(&d, text, nil)
			}
		})
	}
}
