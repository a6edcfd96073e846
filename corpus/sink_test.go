package corpus

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestSplitGivesEveryRecordAFileOfItsOwn puts records whose files would have one
// name: of two folders, of a member that an archive has twice, of a file and the
// same one compressed. An end after any record and going on changes nothing.
func TestSplitGivesEveryRecordAFileOfItsOwn(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "in/a.txt", "1. (U) A.")
	write(t, dir, "in/sub/t.csv", "id,text\n1,1. (U) T1.\n2,1. (U) T2.\n")
	write(t, dir, "in2/a.txt", "1. (U) B.")
	write(t, dir, "in2/sub/t.csv", "id,text\n1,1. (U) T3.\n2,1. (U) T4.\n3,1. (U) T5.\n")
	write(t, dir, "in3/d.tar", string(tarOf([]named{{"m.txt", "1. (U) C."}, {"m.txt", "1. (U) D."}})))
	write(t, dir, "in3/d.tar.txt", "1. (U) E.")
	paths := []string{filepath.Join(dir, "in"), filepath.Join(dir, "in2"), filepath.Join(dir, "in3")}
	want := []string{
		"a.txt 1. (U) A.", "a~4.txt 1. (U) B.", "d.tar.txt 1. (U) E.", "d.tar/m.txt 1. (U) C.", "d.tar/m~9.txt 1. (U) D.",
		"sub/t.csv id,text\n1,1. (U) T1.\n2,1. (U) T2.\n", "sub/t~5.csv id,text\n1,1. (U) T3.\n2,1. (U) T4.\n3,1. (U) T5.\n",
	}
	for stop := range uint64(10) { // the run ends after so many records; 0: at its end
		out := filepath.Join(dir, "out", string(rune('a'+stop)))
		put := func(from *Mark, after uint64) *Mark {
			s, err := NewSplit(filepath.Join(out, "a"), filepath.Join(out, "q"), true, false, from)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close() //nolint:errcheck // marked
			src, err := Open(paths, Options{})
			if err != nil {
				t.Fatal(err)
			}
			err = src.Outline(context.Background(), func(r *Record) bool {
				if r.Seq <= after {
					s.Passed(r)
				}
				return r.Seq < after
			})
			if err != nil {
				t.Fatal(err)
			}
			if src, err = Open(paths, Options{Skip: after}); err != nil {
				t.Fatal(err)
			}
			var at *Mark
			job := Job[bool]{
				Workers: 1,
				Work:    func(_ int, r *Record) bool { r.Keep(); return true },
				Fail:    func(_ *Record, e *RecordError) error { return e },
				Emit: func(r *Record, _ bool) error {
					if at != nil {
						return nil
					}
					err := s.Put(Accepted, r, r.Raw)
					if err == nil && r.Seq == stop && after == 0 {
						at = new(Mark)
						*at, err = s.Mark()
					}
					return err
				},
				Tail: func(r *Record) error {
					if at != nil {
						return nil
					}
					return s.Tail(r)
				},
			}
			if err := Run(context.Background(), src, job); err != nil {
				t.Fatal(err)
			}
			return at
		}
		if at := put(nil, 0); at != nil {
			put(at, stop)
		}
		var got []string
		root := filepath.Join(out, "a")
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			rel, _ := filepath.Rel(root, path)
			got = append(got, filepath.ToSlash(rel)+" "+string(b))
			return err
		})
		slices.Sort(got)
		if slices.Sort(want); err != nil || !slices.Equal(got, want) {
			t.Errorf("end after %d: %v\n%q\nwant\n%q", stop, err, got, want)
		}
	}
}
