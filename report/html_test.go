package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// TestHTMLRunsNothingFromACable parses the page as a browser does: markup in a
// cable must be text, and the only script is ours.
func TestHTMLRunsNothingFromACable(t *testing.T) {
	r := sampleResults()[0]
	r.Cable = cable.Parse([]byte(strings.Replace(sample, "<b>", "<script>alert(1)</script><img src=x onerror=alert(2)>", 1)))
	r.Document = `"><script>alert(3)</script>.txt`
	r.ID = "09<b>X"
	root, err := html.Parse(bytes.NewReader(render(t, "html", Options{}, []*Result{r})))
	if err != nil {
		t.Fatal(err)
	}
	scripts, pictures := 0, 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script":
			scripts++
		case "img", "iframe", "object":
			pictures++
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s> has the handler %s", n.Data, a.Key)
			}
		}
	}
	if scripts != 1 || pictures != 0 {
		t.Errorf("%d scripts and %d foreign elements; want our script alone", scripts, pictures)
	}
}

// TestHTMLSamplesALargeRunAndSaysSo gives more cables than a page holds.
func TestHTMLSamplesALargeRunAndSaysSo(t *testing.T) {
	var results []*Result
	for i := range htmlCables + 50 {
		r := *sampleResults()[0]
		r.Seq, r.Document = uint64(i+1), fmt.Sprintf("%d.txt", i)
		results = append(results, &r)
	}
	out := string(render(t, "html", Options{}, results))
	if n := strings.Count(out, `<details class="cable"`); n != htmlCables {
		t.Errorf("%d cables are shown, want %d", n, htmlCables)
	}
	if !strings.Contains(out, "a sample: 200 of the 250 cables") {
		t.Error("the page does not say that it is a sample")
	}
	if again := string(render(t, "html", Options{}, results)); again != out {
		t.Error("the same run gives another page")
	}
}

func TestHTMLOfACleanRun(t *testing.T) {
	out := string(render(t, "html", Options{}, sampleResults()[1:]))
	if !strings.Contains(out, "No findings.") || strings.Contains(out, "<svg") {
		t.Error("a clean run should say so and draw nothing")
	}
}

// TestHTMLMarksTheShortestOfOverlappingFaults: it gives the colour; the reason names both.
func TestHTMLMarksTheShortestOfOverlappingFaults(t *testing.T) {
	raw := []byte("abcdef\n")
	rule := &lint.Rule{ID: "enc-toy"}
	r := &Result{Cable: cable.Parse(raw), Document: "x", Findings: []lint.Finding{
		{Rule: rule, Severity: lint.Error, Span: cable.Span{Start: 0, End: 6}, Message: "long"},
		{Rule: rule, Severity: lint.Info, Span: cable.Span{Start: 2, End: 3}, Message: "short"},
	}}
	out := string(render(t, "html", Options{}, []*Result{r}))
	for _, want := range []string{`<mark class="error" tabindex="0" data-findings="0"><a id="m0-0"></a>ab<`,
		`<mark class="info" tabindex="0" data-findings="1 0"><a id="m0-1"></a>c<`, `<mark class="error" tabindex="0" data-findings="0">def<`} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s", want)
		}
	}
}
