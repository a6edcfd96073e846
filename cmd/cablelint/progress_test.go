package main

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/cablelint/cablelint/corpus"
)

func TestProgressIsOneLine(t *testing.T) {
	t.Chdir(t.TempDir())
	for i := range 10 {
		file(t, ".", fmt.Sprintf("in/%d.txt", i), "1. (U) TEXT\n")
	}
	src, err := corpus.Open([]string{"in"}, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for range src.All(t.Context()) {
	}
	var out bytes.Buffer
	p := &progress{w: &out, src: src, start: time.Now(), last: time.Now()}
	if got := p.text(1234567, 3, 10*time.Second); got != "1,234,567 records  0.0 MB/s  3 findings" {
		t.Errorf("of an unknown number: %q", got)
	}
	p.records.Store(40)
	if got := p.text(10, 3, 10*time.Second); got != "10 records  0.0 MB/s  3 findings  25%  30s left" {
		t.Errorf("of 40 records: %q", got)
	}
	p.records.Store(0)
	p.total = 1200
	if got := p.text(10, 3, 10*time.Second); got != "10 records  0.0 MB/s  3 findings  10%  1m30s left" {
		t.Errorf("of 1200 bytes: %q", got)
	}
	p.write("long line")
	p.write("short")
	p.end()
	if got := out.String(); got != "\rlong line\rshort    \r     \r" {
		t.Errorf("written %q", got)
	}
	var none *progress
	none.tick(1, 1)
	none.end()
}
