package corpus

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/cablelint/cablelint/cable/pace"
)

// TestHostileInputCostsLinearTime reads inputs of one and of four parts: four
// times the bytes may cost four times as much, with room for a busy machine.
func TestHostileInputCostsLinearTime(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	row := wikileaksRow("1", "", "06ZENDA1", "", "", "", "", "TEXT")
	for _, c := range []struct{ what, name, start, part string }{
		{"quotes", "a.csv", "id,text\n", `"`},
		{"lines of one quote", "a.csv", "id,text\n", "\"\n"},
		{"rows that never close", "a.csv", "id,text\n", "1,\"a\n"},
		{"doubled quotes that never close", "a.csv", "id,text\n1,\"", `""`},
		{"backslashes", "a.csv", row, `\`},
		{"rows with too few columns over lines", "a.csv", "id,text,c\n", "\"a\n\",b\n"},
		{"commas", "a.csv", "id,text\n", ","},
		{"an open quote before good rows of another shape", "a.csv", "id,text\n1,\"x \"y\n", "2,bare\n"},
		{"open braces", "a.json", "[", "{"},
		{"open brackets in a line", "a.jsonl", `{"text":`, "["},
		{"quotes in JSON", "a.jsonl", `{"text":`, `"`},
		{"backslashes in JSON", "a.jsonl", `{"text":"`, `\`},
		{"keys", "a.jsonl", `{"text":"x"`, `,"a":1`},
		{"junk between objects", "a.json", "[", "x\n"},
		{"unclosed tags", "a.html", "<pre>", "<div id=tagged-text>"},
		{"attributes", "a.html", "<div ", "id "},
		{"tags of metadata", "a.jsonl", `{"text":"x","tags":"(`, `(a,`},
		{"lines of attributes", "a.txt", "Message Text\nMessage Attributes\n", "Xx: y\n"},
	} {
		cost := func(n int) time.Duration {
			in := c.start + strings.Repeat(c.part, n/len(c.part))
			best := time.Hour
			for range 3 {
				begin := pace.Spent()
				src, _ := Open([]string{"-"}, Options{Stdin: bytes.NewReader([]byte(in)), StdinName: c.name})
				for range src.All(context.Background()) {
				}
				best = min(best, pace.Spent()-begin)
			}
			return best
		}
		// A busy machine may spoil a measurement, a square spoils all of them.
		var small, large time.Duration
		grows := true
		for try := 0; try < 4 && grows; try++ {
			small, large = cost(250_000), cost(2_000_000)
			grows = large > 8*4*max(small, 2*time.Millisecond)
		}
		if grows {
			t.Errorf("%s: %v for 0.25 MB, %v for 2 MB", c.what, small, large)
		}
	}
}
