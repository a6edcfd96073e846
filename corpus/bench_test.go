package corpus

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// benchCable is an invented cable of the usual length, about 10 KB.
func benchCable(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "VZCZCXYZ0000\nPP RUEHC\nDE RUEHZE #%04d 0391651\nZNY CCCCC ZZH\nP 081651Z FEB 06\nFM AMEMBASSY ZENDA\nTO RUEHC/SECSTATE WASHDC PRIORITY 4041\nC O N F I D E N T I A L ZENDA %06d\n\nSIPDIS\n\n", n%10000, n)
	for i := 1; i <= 15; i++ {
		fmt.Fprintf(&b, "%d. (C) ", i)
		for range 10 {
			b.WriteString("The duke \"said\" that the treaty of Strelsau would be signed by\n")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// BenchmarkSources measures what each container costs: MB/s of the cables' own text.
func BenchmarkSources(b *testing.B) {
	const cables = 500
	dir := b.TempDir()
	var csv, wiki, lines strings.Builder
	var tarball bytes.Buffer
	tw := tar.NewWriter(&tarball)
	csv.WriteString("id,text\n")
	total := 0
	for i := range cables {
		text := benchCable(i)
		total += len(text)
		id := fmt.Sprintf("06ZENDA%d", i)
		write(b, dir, fmt.Sprintf("tree/%d/%s.txt", i/100, id), text)
		fmt.Fprintf(&csv, "%s,\"%s\"\n", id, strings.ReplaceAll(text, `"`, `""`))
		head, body, _ := strings.Cut(text, "\nC O N F")
		wiki.WriteString(wikileaksRow(fmt.Sprint(i), "2/8/2006 16:51", id, "Embassy Zenda", "CONFIDENTIAL", "", head, "C O N F"+body))
		line, err := json.Marshal(map[string]string{"id": id, "text": text})
		if err != nil {
			b.Fatal(err)
		}
		lines.Write(append(line, '\n'))
		if err := tw.WriteHeader(&tar.Header{Name: id + ".txt", Size: int64(len(text)), Mode: 0o644}); err != nil {
			b.Fatal(err)
		}
		tw.Write([]byte(text))
	}
	tw.Close()
	page := strings.Replace(cablegatePage, "1. (C) TEXT", strings.ReplaceAll(benchCable(1), "\n", "&#x000A;"), 1)
	for i := range 50 {
		write(b, dir, fmt.Sprintf("pages/%d.html", i), page)
	}
	for _, c := range []struct {
		name, path string
		bytes      int
	}{
		{"folder", filepath.Join(dir, "tree"), total},
		{"lines", write(b, dir, "a.jsonl", lines.String()), total},
		{"csv", write(b, dir, "a.csv", csv.String()), total},
		{"cables.csv", write(b, dir, "b.csv", wiki.String()), total},
		{"tar", write(b, dir, "a.tar", tarball.String()), total},
		{"tar.gz", write(b, dir, "a.tar.gz", string(gzipOf(tarball.Bytes()))), total},
		{"tar.zst", write(b, dir, "a.tar.zst", string(zstdOf(tarball.Bytes()))), total},
		{"pages", filepath.Join(dir, "pages"), 50 * len(page)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(c.bytes))
			b.ReportAllocs()
			for b.Loop() {
				src, err := Open([]string{c.path}, Options{})
				if err != nil {
					b.Fatal(err)
				}
				n := 0
				err = Run(context.Background(), src, Job[int]{
					Workers: 1,
					Work:    func(_ int, r *Record) int { return len(r.Text) },
					Emit:    func(_ *Record, size int) error { n += size; return nil },
					Fail:    func(_ *Record, e *RecordError) error { return e },
				})
				if err != nil || n == 0 {
					b.Fatal(n, err)
				}
			}
		})
	}
}

// BenchmarkPipeline measures the way of a record through the ring of buffers.
func BenchmarkPipeline(b *testing.B) {
	dir := b.TempDir()
	path := filepath.Join(dir, "a.jsonl")
	if err := os.WriteFile(path, []byte(strings.Repeat("{\"text\":\"X\"}\n", 50_000)), 0o644); err != nil {
		b.Fatal(err)
	}
	for _, workers := range []int{1, 2, 8} {
		b.Run(fmt.Sprintf("j%d", workers), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				src, err := Open([]string{path}, Options{})
				if err != nil {
					b.Fatal(err)
				}
				n := 0
				err = Run(context.Background(), src, Job[int]{Workers: workers, Work: func(int, *Record) int { return 1 }, Emit: func(_ *Record, k int) error { n += k; return nil }})
				if err != nil || n != 50_000 {
					b.Fatal(n, err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/50_000, "ns/record")
		})
	}
}
