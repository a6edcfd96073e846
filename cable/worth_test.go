package cable

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// What is found without a set or a table is what is found with it.
func TestTablesAreFoundWithoutTheirSets(t *testing.T) {
	p, g, ids := postSet.build(), tagSet.build(), malformedSieve.build()
	keys := []string{"", "A", "ZZZZ", "PARISX", "UNKNOWN"}
	for _, table := range Tables() {
		for row := range tableRows(table.Text) {
			keys = append(keys, column(row, 0), column(row, 0)+"X", strings.TrimRight(column(row, 0), "ABCDEFG"))
		}
	}
	for _, k := range keys {
		key := []byte(k)
		if len(key) == 0 || len(key) > longestKey {
			continue
		}
		post := p.find(key)
		if found, ok := postInTables(key); ok != (post.key != "") || found != post.post() {
			t.Errorf("post %q: %q with the set, %q without", k, post.post(), found)
		}
		if row, ok := tableRow(postTable, key); ok && !post.alias && row != post.row {
			t.Errorf("post %q: the row is %q with the set, %q without", k, post.row, row)
		}
		if _, ok := tableRow(malformedIDTable, key); ok && !ids.mayHave(key) {
			t.Errorf("id %q is passed over", k)
		}
		if len(key) <= 8 && tagInTables(key) != g.kind(packTag(key)) {
			t.Errorf("tag %q: %v with the set, %v without", k, g.kind(packTag(key)), tagInTables(key))
		}
	}
}

// Lines have the same classes and facts with and without the table of pairs.
func TestLinesAreReadWithoutTheTableOfPairs(t *testing.T) {
	parts := []string{"a", "XX", "x", "w", "ww", ":/", "//", "v/", ".gov", " ", "  ", "\t", "1", "\x00", "é", "(", "longwordwithoutblanks"}
	r := rand.New(rand.NewPCG(3, 4))
	table := pairTable.build()
	for range 20000 {
		var b []byte
		for range r.IntN(16) {
			b = append(b, parts[r.IntN(len(parts))]...)
		}
		if got, want := lineByBytes(b), table.line(b); got != want {
			t.Fatalf("%q: %x without the table, %x with it", b, got, want)
		}
	}
}

func TestWorthIsBuiltOnceItPays(t *testing.T) {
	built := 0
	w := worth[int]{after: 3, build: func() *int { built++; return &built }}
	if w.get(3) != nil || built != 0 {
		t.Error("built too early")
	}
	for range 2 {
		if w.get(1) == nil || built != 1 {
			t.Errorf("built %d times", built)
		}
	}
}
