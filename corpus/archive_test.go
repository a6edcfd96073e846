package corpus

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"github.com/cablelint/cablelint/cable/pace"
)

// The cables of testdata/cables: invented, in the exact format.
var testCables = []string{"06ZENDA824", "06ZENDA825", "06ZENDA826"}

func cableText(t testing.TB, id string) string {
	b, err := os.ReadFile("testdata/cables/" + id + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// named is one member of an archive.
type named struct{ name, text string }

func members(t testing.TB) []named {
	var list []named
	for _, id := range testCables {
		list = append(list, named{"cables/" + id + ".txt", cableText(t, id)})
	}
	return append(list, named{"cables/notes.md", "not a cable\n"})
}

func tarOf(list []named) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, m := range list {
		w.WriteHeader(&tar.Header{Name: m.name, Size: int64(len(m.text)), Mode: 0o644})
		io.WriteString(w, m.text)
	}
	w.Close()
	return b.Bytes()
}

func zipOf(list []named) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, m := range list {
		f, _ := w.Create(m.name)
		io.WriteString(f, m.text)
	}
	w.Close()
	return b.Bytes()
}

func gzipOf(in []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(in)
	w.Close()
	return b.Bytes()
}

func zstdOf(in []byte) []byte {
	w, _ := zstd.NewWriter(nil)
	return w.EncodeAll(in, nil)
}

func xzOf(in []byte, check byte) []byte {
	var b bytes.Buffer
	w, _ := xz.WriterConfig{CheckSum: check, NoCheckSum: check == 0, BlockSize: 700}.NewWriter(&b)
	w.Write(in)
	w.Close()
	return b.Bytes()
}

// csvOf and linesOf write the same cables as tables and streams.
func csvOf(t testing.TB) string {
	var b strings.Builder
	for i, id := range testCables {
		head, body, _ := strings.Cut(cableText(t, id), "\nC O N F")
		b.WriteString(wikileaksRow(fmt.Sprint(i+1), "2/8/2006 16:51", id, "Embassy Zenda", "CONFIDENTIAL", "", head, "C O N F"+body))
	}
	return b.String()
}

func linesOf(t testing.TB) string {
	var b strings.Builder
	for _, id := range testCables {
		line, _ := json.Marshal(map[string]string{"id": id, "text": cableText(t, id)})
		b.Write(append(line, '\n'))
	}
	return b.String()
}

func TestSameCablesFromEveryContainer(t *testing.T) {
	dir := t.TempDir()
	list := members(t)
	tarball := tarOf(list)
	files := map[string][]byte{
		"a.zip": zipOf(list), "a.tar": tarball, "a.tar.gz": gzipOf(tarball), "a.tgz": gzipOf(tarball),
		"a.tar.zst": zstdOf(tarball), "a.tar.xz": xzOf(tarball, xz.CRC64), "b.txz": xzOf(tarball, xz.SHA256), "c.tar.xz": append(xzOf(tarball[:1024], xz.CRC32), xzOf(tarball[1024:], 0)...),
		"nested.zip": zipOf([]named{{"deep/a.tar.gz", string(gzipOf(tarball))}}),
		"a.csv":      []byte(csvOf(t)), "a.csv.gz": gzipOf([]byte(csvOf(t))), "a.jsonl": []byte(linesOf(t)), "a.jsonl.zst": zstdOf([]byte(linesOf(t))),
		"noname": []byte(linesOf(t)), "zipped": zipOf(list),
	}
	var paths []string
	for name, b := range files {
		paths = append(paths, write(t, dir, name, string(b)))
	}
	paths = append(paths, "testdata/cables")
	for _, name := range []string{"lzma2.7z", "lzma.7z", "ppmd.7z", "bzip2.7z", "deflate.7z", "copy.7z", "cables.tar.bz2"} {
		paths = append(paths, "testdata/"+name)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			src, _ := Open([]string{path}, Options{})
			i := 0
			for r, err := range src.All(context.Background()) {
				if err != nil {
					t.Fatal(err)
				}
				if i == len(testCables) {
					t.Fatalf("one record too many: %s", r.Address)
				}
				id, want := testCables[i], cableText(t, testCables[i])
				if r.Form == Row { // a row has no outer line ends
					want = strings.Trim(want, "\n")
				}
				if string(r.Text) != want {
					t.Errorf("%s: text %q\nwant %q", r.Address, r.Text, want)
				}
				if r.Meta.ID != id && r.Meta.FileID != id {
					t.Errorf("%s: metadata %+v", r.Address, *r.Meta)
				}
				i++
			}
			if i != len(testCables) {
				t.Errorf("%d records", i)
			}
		})
	}
}

func TestAddressesOfMembers(t *testing.T) {
	dir := t.TempDir()
	cable := []named{{"c/06ZENDA1.txt", "TEXT\n"}}
	nested := write(t, dir, "n.zip", string(zipOf([]named{{"d/a.tar.gz", string(gzipOf(tarOf(cable)))}, {"t.csv", "id,text\nZ,A\n"}, {"one.txt.gz", string(gzipOf([]byte("ONE")))}})))
	same(t, dir, read(t, Options{}, nested),
		`1 n.zip!d/a.tar.gz!c/06ZENDA1.txt "TEXT\n"`, `2 n.zip!t.csv#1 "A"`, `3 n.zip!one.txt.gz "ONE"`)
	same(t, dir, read(t, Options{Stdin: bytes.NewReader(zipOf(cable)), StdinName: "x.zip"}, "-"), `1 x.zip!c/06ZENDA1.txt "TEXT\n"`)
}

func TestBadArchivesAreOneErrorAndTheRestIsDone(t *testing.T) {
	dir := t.TempDir()
	list := []named{{"a.txt", strings.Repeat("FIRST ", 500)}, {"b.txt", "SECOND"}}
	zero := strings.Repeat("\x00", 3<<20)
	damaged := zipOf(list)
	copy(damaged[60:], "XXXXXXXXXXXX")
	store := func(name string, b []byte) string { return write(t, dir, name, string(b)) }
	cut := func(b []byte) []byte { return b[:len(b)/2] }
	seven, _ := os.ReadFile("testdata/lzma2.7z")
	broken := bytes.Clone(seven)
	broken[60] ^= 0xff
	first := strings.Repeat("FIRST ", 500)
	var noise string // that does not pack
	for i := range 500 {
		noise += fmt.Sprintf("%x", sha256.Sum256([]byte{byte(i), byte(i >> 8)}))
	}
	for _, c := range []struct {
		what, path string
		opts       Options
		want       []string
	}{
		{"a member that climbs out", store("up.zip", zipOf([]named{{"../../x.txt", "X"}, {"b.txt", "SECOND"}})), Options{},
			[]string{`1 error up.zip!../../x.txt: its name leads out of the archive`, `2 up.zip!b.txt "SECOND"`}},
		{"an absolute name in a tar", store("abs.tar", tarOf([]named{{"/etc/x.txt", "X"}, {"b.txt", "SECOND"}})), Options{},
			[]string{`1 error abs.tar!/etc/x.txt: its name leads out of the archive`, `2 abs.tar!b.txt "SECOND"`}},
		{"a damaged member of a zip", store("bad.zip", damaged), Options{},
			[]string{"1 error bad.zip!a.txt: the archive is damaged: flate: corrupt input before offset 27", `2 bad.zip!b.txt "SECOND"`}},
		{"a zip cut in half", store("cut.zip", cut(zipOf(list))), Options{}, []string{"1 error cut.zip: the archive is damaged: zip: not a valid zip file"}},
		{"a tar cut in the second member", store("cut.tar", tarOf(list)[:3584+512+3]), Options{}, []string{fmt.Sprintf("1 cut.tar!a.txt %q", first), "2 error cut.tar!b.txt: the archive is cut off"}},
		{"a gzip cut", store("cut.txt.gz", cut(gzipOf([]byte("TEXT")))), Options{}, []string{"1 error cut.txt.gz: the archive is cut off"}},
		{"a zst that is none", store("no.txt.zst", []byte("hello world")), Options{}, []string{"1 error no.txt.zst: the archive is damaged: invalid input: magic number mismatch"}},
		{"an xz cut", store("cut.txt.xz", cut(xzOf([]byte(first), xz.CRC64))), Options{}, []string{"1 error cut.txt.xz: the archive is cut off"}},
		{"a 7z cut", store("cut.7z", cut(seven)), Options{}, []string{"1 error cut.7z: the archive is cut off"}},
		{"a 7z with a damaged block", store("bad.7z", broken), Options{}, []string{"1 error bad.7z!cables/06ZENDA824.txt: the archive is damaged: writeMatch: distance out of range; 3 more files of its block are lost"}},
		{"an encrypted 7z", "testdata/crypt.7z", Options{}, []string{"1 error testdata/crypt.7z!cables/06ZENDA824.txt: not supported: the archive is encrypted; 3 more files of its block are lost"}},
		{"an archive bomb in a stream", store("bomb.txt.gz", gzipOf([]byte(zero))), Options{MaxRatio: 100},
			[]string{"1 error bomb.txt.gz: the archive is given up: it unpacks to more than 100 times its size; raise --max-ratio to read it"}},
		{"an archive bomb in a zip", store("bomb.zip", zipOf([]named{{"a.txt", zero}, {"b.txt", "SECOND"}})), Options{MaxRatio: 100},
			[]string{"1 error bomb.zip!a.txt: the member is given up: it unpacks to more than 100 times its size; raise --max-ratio to read it", `2 bomb.zip!b.txt "SECOND"`}},
		{"a zip of many bombs", store("bombs.zip", zipOf(append(slices.Repeat([]named{{"a.txt", zero}}, 20), named{"b.txt", "SECOND"}))), Options{MaxRatio: 100},
			append(slices.Repeat([]string{"error bombs.zip!a.txt: the member is given up: it unpacks to more than 100 times its size; raise --max-ratio to read it"}, 19),
				"error bombs.zip!a.txt: the archive is given up: it unpacks to more than 100 times its size; raise --max-ratio to read it")},
		{"a stream cut within a record", store("cut.jsonl.gz", gzipOf([]byte("{\"text\":\"A\"}\n{\"text\":\"" + noise))[:600]), Options{},
			[]string{`1 cut.jsonl.gz#1 "A"`, "2 error cut.jsonl.gz#2: the archive is cut off"}},
		{"a table cut within a record", store("cut.csv.gz", gzipOf([]byte("id,text\nZ1,\"A\"\nZ2,\"" + noise))[:600]), Options{},
			[]string{`1 cut.csv.gz#1 "A"`, "2 error cut.csv.gz#2: the archive is cut off"}},
		{"a JSON file that holds no cables", store("mixed.zip", zipOf([]named{{"package.json", `{"name":"x"}`}, {"b.txt", "SECOND"}})), Options{}, []string{`1 mixed.zip!b.txt "SECOND"`}},
		{"an archive bomb in a tar", store("bomb.tgz", gzipOf(tarOf([]named{{"a.txt", zero}, {"b.txt", "SECOND"}}))), Options{MaxRatio: 100},
			[]string{"1 error bomb.tgz!a.txt: the archive is given up: it unpacks to more than 100 times its size; raise --max-ratio to read it"}},
		{"too large unpacked", store("large.jsonl.gz", gzipOf([]byte(strings.Repeat("{\"text\":\"A\"}\n", 20000)))), Options{MaxSize: 100_000, Shard: 2, Shards: 100_000},
			nil},
		{"too deep", store("deep.zip", zipOf([]named{{"a.zip", string(zipOf([]named{{"b.zip", string(zipOf(list))}}))}})), Options{MaxDepth: 2},
			[]string{"1 error deep.zip!a.zip!b.zip: the archive is given up: it lies in 2 archives; raise --max-depth to read it"}},
		{"too many members", store("many.tar", tarOf(list)), Options{MaxMembers: 1},
			[]string{fmt.Sprintf("1 many.tar!a.txt %q", first), "2 error many.tar: the archive is given up: it has more than 1 members; raise --max-members to read it"}},
		{"a member too long", store("long.zip", zipOf(list)), Options{MaxRecord: 100},
			[]string{"1 error long.zip!a.txt: record too long: more than 100 bytes; raise --max-record to read it", `2 long.zip!b.txt "SECOND"`}},
		{"nothing in it", store("empty.zip", zipOf([]named{{"a.png", "x"}})), Options{}, []string{"0 error empty.zip: the archive holds no cables; 1 other files were skipped"}},
		{"an archive in archives without end", store("loop.gz", gzipOf(gzipOf(gzipOf(gzipOf(gzipOf(gzipOf([]byte("X")))))))), Options{},
			[]string{"1 error loop.gz: the archive is given up: it lies in 4 archives; raise --max-depth to read it"}},
	} {
		got := read(t, c.opts, c.path)
		if c.want == nil {
			continue
		}
		if strings.HasPrefix(c.want[0], "error") { // the numbers are left out
			for i := range got {
				_, got[i], _ = strings.Cut(got[i], " ")
			}
		}
		t.Run(c.what, func(t *testing.T) { same(t, dir, got, c.want...) })
	}
}

func FuzzArchive(f *testing.F) {
	for _, name := range []string{"lzma2.7z", "lzma.7z", "ppmd.7z", "deflate.7z", "crypt.7z", "cables.tar.bz2"} {
		b, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	list := []named{{"a.txt", "FIRST"}, {"b.csv", "id,text\n1,A\n"}}
	f.Add(zipOf(list))
	f.Add(zstdOf(tarOf(list)))
	f.Add(xzOf(tarOf(list), xz.CRC32))
	f.Add(gzipOf(zipOf([]named{{"../up.txt", "UP"}, {"/abs.txt", "ABS"}, {"a\nb.txt", "LINE"}})))
	f.Fuzz(func(t *testing.T, in []byte) {
		if !pace.Within(10*time.Second, func() { readArchive(t, in) }) {
			t.Fatal("reading takes too long")
		}
	})
}

// readArchive reads in as standard input and checks what no archive may break:
// records are numbered without a gap, each has an address and a name to be written
// under that stays in the folder, and the limits hold.
func readArchive(t testing.TB, in []byte) {
	const most, members = 4 << 20, 100
	src, _ := Open([]string{"-"}, Options{Stdin: bytes.NewReader(in), MaxRecord: 1 << 20, MaxSize: most, MaxMembers: members})
	last, total := uint64(0), 0
	for r, err := range src.All(context.Background()) {
		var bad *RecordError
		switch {
		case err != nil && !errors.As(err, &bad):
			t.Fatalf("reading ends with %v", err)
		case bad != nil && bad.Seq == 0:
			continue // says that there was nothing
		case r.Seq != last+1:
			t.Fatalf("record %d after %d", r.Seq, last)
		case r.Address == "":
			t.Fatal("a record without an address")
		}
		last = r.Seq
		if bad == nil {
			if total += len(r.Raw); len(r.Raw) > 1<<20 {
				t.Fatalf("%s: %d bytes", r.Address, len(r.Raw))
			}
		}
	}
	// Archives within archives have their own limits: few, as they may only be so deep.
	if total > DefaultMaxDepth*most+len(in) {
		t.Fatalf("%d bytes of records out of %d", total, len(in))
	}
}
