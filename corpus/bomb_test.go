package corpus

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/ulikunitz/xz"
	"github.com/ulikunitz/xz/lzma"
)

// bombSize is what a bomb unpacks to; it packs to a few kilobytes.
const bombSize = 24 << 20

// sevenZipOf is a 7z archive of some files in one block of LZMA2, written by hand.
func sevenZipOf(t testing.TB, list []named) []byte {
	t.Helper()
	var packed bytes.Buffer
	w, err := lzma.Writer2Config{DictCap: 1 << 20}.NewWriter2(&packed)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range list {
		if _, err := io.WriteString(w, m.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var h bytes.Buffer
	number := func(n int) { // the longest form is always right
		h.WriteByte(0xff)
		binary.Write(&h, binary.LittleEndian, uint64(n)) //nolint:errcheck // a buffer does not fail
	}
	total := 0
	for _, m := range list {
		total += len(m.text)
	}
	h.Write([]byte{1, 4, 6, 0, 1, 9}) // header, streams, pack info at 0, one stream, its size
	number(packed.Len())
	h.Write([]byte{0, 7, 11, 1, 0, 1, 0x21, 0x21, 1, 16, 12}) // one folder, one coder: LZMA2 with a dictionary of 1 MiB
	number(total)
	h.Write([]byte{0, 8, 13})
	number(len(list))
	h.WriteByte(9)
	for _, m := range list[:len(list)-1] {
		number(len(m.text))
	}
	h.Write([]byte{0, 0, 5})
	number(len(list))
	var names bytes.Buffer
	for _, m := range list {
		for _, c := range append(utf16.Encode([]rune(m.name)), 0) {
			binary.Write(&names, binary.LittleEndian, c) //nolint:errcheck // as above
		}
	}
	h.WriteByte(17)
	number(names.Len() + 1)
	h.WriteByte(0)
	h.Write(names.Bytes())
	h.Write([]byte{0, 0})
	var start bytes.Buffer
	binary.Write(&start, binary.LittleEndian, []uint64{uint64(packed.Len()), uint64(h.Len())}) //nolint:errcheck // as above
	binary.Write(&start, binary.LittleEndian, crc32.ChecksumIEEE(h.Bytes()))                   //nolint:errcheck // as above
	out := append([]byte("7z\xbc\xaf\x27\x1c\x00\x04"), binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(start.Bytes()))...)
	return append(append(append(out, start.Bytes()...), packed.Bytes()...), h.Bytes()...)
}

// wholeXz is in as one block of xz.
func wholeXz(t testing.TB, in []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := xz.WriterConfig{DictCap: 1 << 20}.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(in); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestBombsOfEachKind: an archive that unpacks to thousands of times its size is
// one error, wherever it lies and however it is packed; what was read before it
// is there, and memory stays small.
func TestBombsOfEachKind(t *testing.T) {
	bomb := []named{{"good.txt", "GOOD"}, {"bomb.txt", strings.Repeat("A", bombSize)}, {"late.txt", "LATE"}}
	tarball := tarOf(bomb)
	bz2, err := os.ReadFile("testdata/bomb.tar.bz2")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, b := range map[string][]byte{
		"b.zip": zipOf(bomb), "b.tar.gz": gzipOf(tarball), "b.tar.bz2": bz2, "b.tar.xz": wholeXz(t, tarball), "b.tar.zst": zstdOf(tarball), "b.7z": sevenZipOf(t, bomb),
		"zip in zip.zip": zipOf([]named{{"good.txt", "GOOD"}, {"in.zip", string(zipOf(bomb))}}),
		"gz in gz.gz":    gzipOf(gzipOf([]byte(bomb[1].text))),
		"gz in tar.tar":  tarOf([]named{{"good.txt", "GOOD"}, {"in.csv.gz", string(gzipOf([]byte("id,text\n" + strings.Repeat("1,a\n", bombSize/4))))}}),
		"gz in 7z.7z":    sevenZipOf(t, []named{{"good.txt", "GOOD"}, {"in.jsonl.gz", string(gzipOf([]byte(strings.Repeat("{\"text\":\"A\"}\n", bombSize/13))))}}),
	} {
		t.Run(name, func(t *testing.T) {
			path := write(t, dir, name, string(b))
			if len(b) > bombSize/100 {
				t.Fatalf("%d bytes are no bomb", len(b))
			}
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			src, err := Open([]string{path}, Options{MaxRatio: 50, MaxRecord: 1 << 20})
			if err != nil {
				t.Fatal(err)
			}
			good, told, total := false, false, 0
			for r, err := range src.All(context.Background()) {
				var bad *RecordError
				switch {
				case errors.As(err, &bad):
					told = told || strings.Contains(err.Error(), "50 times its size") || errors.Is(err, ErrTooLong)
				case err != nil:
					t.Fatal(err)
				default:
					good = good || string(r.Text) == "GOOD"
					total += len(r.Raw)
				}
			}
			runtime.ReadMemStats(&after)
			if !told {
				t.Error("nobody is told of the bomb")
			}
			if !good && !strings.HasPrefix(name, "gz in gz") {
				t.Error("what stands before the bomb was not read")
			}
			if total > bombSize/2 {
				t.Errorf("%d bytes were unpacked", total)
			}
			if grown := int64(after.Sys) - int64(before.Sys); grown > 64<<20 {
				t.Errorf("memory grew by %d MiB", grown>>20)
			}
		})
	}
}

// TestSpecialMembersAreNotFollowed: links, devices and pipes in an archive are
// no cables, and nothing that they name on the disk is read.
func TestSpecialMembersAreNotFollowed(t *testing.T) {
	dir := t.TempDir()
	secret := write(t, dir, "secret.txt", "SECRET OF THE DISK\n")
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range []tar.Header{
		{Name: "link.txt", Typeflag: tar.TypeSymlink, Linkname: secret}, {Name: "hard.txt", Typeflag: tar.TypeLink, Linkname: secret},
		{Name: "up.txt", Typeflag: tar.TypeSymlink, Linkname: "../secret.txt"}, {Name: "fifo.txt", Typeflag: tar.TypeFifo},
		{Name: "char.txt", Typeflag: tar.TypeChar, Devmajor: 1, Devminor: 5}, {Name: "block.txt", Typeflag: tar.TypeBlock, Devmajor: 8}, {Name: "dir.txt/", Typeflag: tar.TypeDir},
	} {
		h.Mode = 0o644
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.WriteHeader(&tar.Header{Name: "good.txt", Size: 4, Mode: 0o644}); err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, "GOOD") //nolint:errcheck // a buffer does not fail
	w.Close()
	var z bytes.Buffer
	zw := zip.NewWriter(&z)
	h := &zip.FileHeader{Name: "link.txt"}
	h.SetMode(os.ModeSymlink | 0o777)
	f, err := zw.CreateHeader(h)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(f, secret) //nolint:errcheck // as above
	f, _ = zw.Create("good.txt")
	io.WriteString(f, "GOOD") //nolint:errcheck // as above
	zw.Close()
	for name, b := range map[string][]byte{"a.tar": b.Bytes(), "a.zip": z.Bytes()} {
		src, err := Open([]string{write(t, dir, name, string(b))}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		for r, err := range src.All(context.Background()) {
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			texts = append(texts, filepath.Base(r.Address)+": "+string(r.Text))
		}
		if got := strings.Join(texts, "; "); strings.Contains(got, "SECRET") || !strings.Contains(got, "good.txt: GOOD") {
			t.Errorf("%s: %s", name, got)
		} else if len(texts) != 1 {
			t.Errorf("%s: a link is taken for a cable: %s", name, got)
		}
	}
}
