package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	bin "encoding/binary"
	"encoding/csv"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz/lzma"

	"github.com/cablelint/cablelint/cable"
)

// kept is one cable of the fixtures with a name of its own.
type kept struct {
	name, id string
	text     []byte
}

// fixtureCables are the cables of the rules' fixtures, without the line ends
// round them: a row of a table has none.
func fixtureCables(t testing.TB) []kept {
	t.Helper()
	paths, err := filepath.Glob("../../fixtures/*/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []kept
	for _, path := range paths {
		if filepath.Base(path) == "findings.txt" {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		id := cable.Parse(text).ID()
		if id == "" {
			id = "06ARBONNE824"
		}
		all = append(all, kept{fmt.Sprintf("cables/%04d/%s.txt", len(all), id), id, bytes.Trim(text, "\r\n")})
	}
	if len(all) < 200 {
		t.Fatalf("only %d cables in the fixtures", len(all))
	}
	return all
}

// cablesCSV writes n rows in the dialect of cables.csv, the cables over and over,
// some rows of which cannot be read.
func cablesCSV(cables []kept, n int) []byte {
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	var b bytes.Buffer
	for i := range n {
		c := cables[i%len(cables)]
		switch {
		case i%997 == 500:
			fmt.Fprintf(&b, "\"%d\",\"too few\"\n", i+1)
		case i%1009 == 700:
			fmt.Fprintf(&b, "\"%d\",\"\",\"06ARBONNE%d\",\"\",\"\",\"\",\"\",\"never closed\nmore\n", i+1, i)
		default:
			fmt.Fprintf(&b, "\"%d\",\"\",\"%s\",\"\",\"\",\"\",\"\",\"%s\"\n", i+1, c.id, escape.Replace(string(c.text)))
		}
	}
	return b.Bytes()
}

// archivesOf packs cables as every kind of archive, by the names of the files.
func archivesOf(t testing.TB, cables []kept) map[string][]byte {
	t.Helper()
	var tarball, zipped bytes.Buffer
	tw, zw := tar.NewWriter(&tarball), zip.NewWriter(&zipped)
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range cables {
		check(tw.WriteHeader(&tar.Header{Name: c.name, Size: int64(len(c.text)), Mode: 0o644}))
		_, err := tw.Write(c.text)
		check(err)
		w, err := zw.Create(c.name)
		check(err)
		_, err = w.Write(c.text)
		check(err)
	}
	check(tw.Close())
	check(zw.Close())
	z, err := zstd.NewWriter(nil)
	check(err)
	return map[string][]byte{"a.zip": zipped.Bytes(), "a.tar.zst": z.EncodeAll(tarball.Bytes(), nil), "a.7z": sevenZipOf(t, cables)}
}

// TestSameFindingsFromEveryContainer lints the cables of the fixtures out of
// everything that may hold them: only addresses differ.
func TestSameFindingsFromEveryContainer(t *testing.T) {
	cables := fixtureCables(t)
	dir := t.TempDir()
	var lines, table bytes.Buffer
	cw := csv.NewWriter(&table)
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(cw.Write([]string{"id", "text"}))
	for _, c := range cables {
		file(t, dir, c.name, string(c.text))
		fmt.Fprintf(&lines, "{\"id\":%q,\"text\":%s}\n", c.id, jsonString(c.text))
		check(cw.Write([]string{c.id, string(c.text)}))
	}
	cw.Flush()
	files := archivesOf(t, cables)
	files["a.csv"], files["a.jsonl"] = table.Bytes(), lines.Bytes()
	findings := func(path string) []string {
		got := cablelint(t, "", "lint", "--isolated", "--select", "all", "--format", "jsonl", path)
		if got.status != int(Found) {
			t.Fatalf("%s: status %d: %s", path, got.status, got.stderr)
		}
		address := regexp.MustCompile(regexp.QuoteMeta(filepath.ToSlash(dir)) + `/[^" ]*`)
		size := regexp.MustCompile(`"bytes":\d+`) // of the records, with what the container adds
		return strings.Split(size.ReplaceAllString(address.ReplaceAllString(got.stdout, "@"), ""), "\n")
	}
	want := findings(filepath.Join(dir, "cables"))
	if len(want) < 500 {
		t.Fatalf("only %d findings in the folder", len(want))
	}
	for name, b := range files {
		t.Run(name, func(t *testing.T) {
			got := findings(file(t, dir, name, string(b)))
			for i := range min(len(got), len(want)) {
				if got[i] != want[i] {
					t.Fatalf("line %d differs from that of the folder:\n%s\n%s", i+1, got[i], want[i])
				}
			}
			if len(got) != len(want) {
				t.Fatalf("%d lines, %d of the folder", len(got), len(want))
			}
		})
	}
}

// jsonString is text as a JSON string that keeps bytes that are not UTF-8.
func jsonString(text []byte) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			b.WriteString(`\` + string(rune(c)))
		case c < ' ':
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String() + `"`
}

// sevenZipOf packs cables as one solid block of LZMA2.
func sevenZipOf(t testing.TB, cables []kept) []byte {
	t.Helper()
	var packed, names, sizes, sums bytes.Buffer
	z, err := lzma.Writer2Config{DictCap: 8 << 20}.NewWriter2(&packed)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	number := func(b *bytes.Buffer, n int) { b.Write(bin.LittleEndian.AppendUint64([]byte{0xff}, uint64(n))) }
	for i, c := range cables {
		if _, err := z.Write(c.text); err != nil {
			t.Fatal(err)
		}
		total += len(c.text)
		if i < len(cables)-1 { // the last is what is left of the block
			number(&sizes, len(c.text))
		}
		sums.Write(bin.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(c.text)))
		for _, u := range append(utf16.Encode([]rune(c.name)), 0) {
			names.Write(bin.LittleEndian.AppendUint16(nil, u))
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	var h bytes.Buffer
	h.Write([]byte{0x01, 0x04, 0x06, 0, 1, 0x09}) // one packed stream
	number(&h, packed.Len())
	h.Write([]byte{0, 0x07, 0x0b, 1, 0, 1, 0x21, 0x21, 1, 22, 0x0c}) // one folder, one coder: LZMA2, 8 MiB
	number(&h, total)
	h.Write([]byte{0, 0x08, 0x0d})
	number(&h, len(cables))
	h.WriteByte(0x09)
	h.Write(sizes.Bytes())
	h.Write([]byte{0x0a, 1})
	h.Write(sums.Bytes())
	h.Write([]byte{0, 0, 0x05})
	number(&h, len(cables))
	h.WriteByte(0x11)
	number(&h, names.Len()+1)
	h.WriteByte(0)
	h.Write(names.Bytes())
	h.Write([]byte{0, 0})
	start := bin.LittleEndian.AppendUint64(nil, uint64(packed.Len()))
	start = bin.LittleEndian.AppendUint64(start, uint64(h.Len()))
	start = bin.LittleEndian.AppendUint32(start, crc32.ChecksumIEEE(h.Bytes()))
	out := append([]byte("7z\xbc\xaf\x27\x1c\x00\x04"), bin.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(start))...)
	return append(append(append(out, start...), packed.Bytes()...), h.Bytes()...)
}
