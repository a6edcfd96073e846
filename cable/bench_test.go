package cable

import (
	"strings"
	"testing"
)

func BenchmarkScanCorpus(b *testing.B) {
	_, texts := corpus(b)
	benchmarkScan(b, texts)
}

func BenchmarkScanInvented(b *testing.B) {
	benchmarkScan(b, [][]byte{[]byte(wireHeader + wireFields + strings.Repeat(wireBody[:len(wireBody)-11], 10))})
}

func benchmarkScan(b *testing.B, texts [][]byte) {
	n := 0
	for _, t := range texts {
		n += len(t)
	}
	var s Scanner
	var d Document
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		for _, t := range texts {
			s.Scan(&d, t, nil)
		}
	}
}
