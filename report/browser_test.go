package report

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// browser is a page in a headless Chromium.
type browser struct {
	t          *testing.T
	ctx        context.Context
	complaints []string
}

// openInBrowser shows a page, or skips the test where there is no browser.
func openInBrowser(t *testing.T, page []byte) *browser {
	t.Helper()
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		t.Skip("no Chromium on this machine: the page is not tried in a browser")
	}
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, page, 0o666); err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.WindowSize(1280, 900), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stop := chromedp.NewContext(allocator)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(stop)
	b := &browser{t: t, ctx: ctx}
	chromedp.ListenTarget(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			b.complaints = append(b.complaints, e.ExceptionDetails.Error())
		case *runtime.EventConsoleAPICalled:
			b.complaints = append(b.complaints, "console: "+string(e.Type))
		case *log.EventEntryAdded:
			b.complaints = append(b.complaints, e.Entry.Text)
		}
	})
	b.do(log.Enable(), chromedp.Navigate("file://"+file))
	return b
}

func (b *browser) do(actions ...chromedp.Action) {
	b.t.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// ask is the value of an expression of the page's own language, as text.
func (b *browser) ask(expression string) string {
	b.t.Helper()
	var v any
	b.do(chromedp.Evaluate(expression, &v))
	return fmt.Sprint(v)
}

// choose sets a field as a user does.
func (b *browser) choose(id, value string) {
	b.t.Helper()
	b.do(chromedp.Evaluate(fmt.Sprintf(`{const f = document.getElementById(%q); f.value = %q; f.dispatchEvent(new Event("input"))}`, id, value), nil))
}

func (b *browser) color(scheme string) {
	b.t.Helper()
	b.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}))
}

const (
	shownRows    = `[...document.querySelectorAll("#findings tbody tr")].filter(r => !r.hidden).map(r => r.cells[1].textContent).join(" ")`
	cablesInView = `[...document.querySelectorAll("details.cable")].filter(c => !c.hidden).length`
	tipOf        = `getComputedStyle(document.querySelector("mark.warning .tip")).display`
	// The first text whose contrast is too low to read, of any text that is shown, by the formula of the WCAG.
	contrast = `(() => {
		const light = ([r, g, b]) => {
			const f = c => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
			return .2126 * f(r) + .7152 * f(g) + .0722 * f(b);
		};
		const parts = c => c.match(/[\d.]+/g).map(Number);
		const under = e => {
			for (; e; e = e.parentElement) {
				const c = parts(getComputedStyle(e).backgroundColor);
				if (c.length < 4 || c[3] > 0) return c;
			}
			return [255, 255, 255];
		};
		for (const e of document.querySelectorAll("body, body *")) {
			if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || e.closest("script, title, option")) continue;
			const ink = e.closest("svg") ? getComputedStyle(e).fill : getComputedStyle(e).color;
			const a = light(parts(ink)), b = light(under(e));
			const c = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
			if (c < 4.5) return c + " of " + e.outerHTML.slice(0, 200);
		}
		return "enough";
	})()`
)

// TestHTMLInABrowser opens the page in a headless Chromium and uses it.
func TestHTMLInABrowser(t *testing.T) {
	results := sampleResults()
	second := *results[0]
	second.Seq, second.Document, second.Findings = 3, "second.txt", second.Findings[:1]
	b := openInBrowser(t, render(t, "html", Options{}, append(results, &second)))
	is := func(what, expression, want string) {
		t.Helper()
		if got := b.ask(expression); got != want {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}

	is("names of bars that are cut off", `[...document.querySelectorAll("svg text")].filter(e => e.getBBox().x < 0).map(e => e.textContent).join(" ")`, "")
	is("all rows", shownRows, "enc-toy web-toy hdr-toy enc-toy")
	b.choose("severity", "error")
	is("rows of a severity", shownRows, "hdr-toy")
	is("cables of these rows", cablesInView, "1")
	b.choose("severity", "")
	b.choose("search", "SECOND")
	is("rows with a word", shownRows, "enc-toy")
	b.choose("search", "")
	b.choose("fix", "none")
	is("rows without a fix", shownRows, "hdr-toy")
	b.do(chromedp.Click(`button[type="reset"]`), chromedp.WaitVisible(`#findings tbody tr:nth-child(2)`))
	is("rows after the reset", shownRows, "enc-toy web-toy hdr-toy enc-toy")
	b.do(chromedp.Click(`#rules button[data-rule="web-toy"]`))
	is("rows of a rule that was picked", shownRows, "web-toy")
	is("the number beside the filters", `document.getElementById("count").textContent`, "1 of 4")
	b.do(chromedp.Click(`button[type="reset"]`), chromedp.WaitVisible(`#findings tbody tr:nth-child(1)`),
		chromedp.Click(`th button[data-column="3"]`), chromedp.Click(`th button[data-column="3"]`))
	is("rows by line, last first", shownRows, "hdr-toy web-toy enc-toy enc-toy")

	b.do(chromedp.Click(`#findings tbody tr a`), chromedp.WaitVisible(`#c0 pre`))
	is("a link to a finding opens its cable", `document.querySelector("#c0").open`, "true")
	is("the reason before the focus", tipOf, "none")
	b.do(chromedp.Focus(`#c0 pre`), chromedp.KeyEvent(kb.Tab))
	is("the reason after the key Tab", tipOf, "block")
	is("the finding beside it", `document.querySelector("#c0 li.on b").textContent`, "enc-toy")
	is("the reason lies inside the text", `(() => {
		const tip = document.querySelector("mark.warning .tip").getBoundingClientRect(), pre = document.querySelector("#c0 pre").getBoundingClientRect();
		return tip.left >= pre.left && tip.right <= pre.right && tip.height > 20;
	})()`, "true")
	if tip := b.ask(`document.querySelector("mark.warning .tip").textContent`); !strings.Contains(tip, "the apostrophe was folded to a comma") {
		t.Errorf("the reason reads %q", tip)
	}
	b.do(chromedp.Click(`#c0-0 a`), chromedp.WaitVisible(`mark.warning:focus`))
	is("a link to a place goes to its mark", `document.activeElement.dataset.findings`, "0")

	for _, scheme := range []string{"light", "dark"} {
		b.color(scheme)
		is("contrast in "+scheme, contrast, "enough")
	}
	dark := b.ask(`getComputedStyle(document.body).backgroundColor`)
	b.color("light")
	if light := b.ask(`getComputedStyle(document.body).backgroundColor`); light == dark {
		t.Errorf("light and dark have the same background %s", light)
	}
	b.do(chromedp.EmulateViewport(360, 740))
	is("nothing sticks out of a small window", `document.documentElement.scrollWidth <= innerWidth`, "true")
	if len(b.complaints) > 0 {
		t.Errorf("the browser complains: %q", b.complaints)
	}
}

// TestHTMLScreenshots writes pictures of a report to the folder that SCREENSHOTS
// names: of REPORT, a page that cablelint wrote, or of the sample.
func TestHTMLScreenshots(t *testing.T) {
	dir := os.Getenv("SCREENSHOTS")
	if dir == "" {
		t.Skip("SCREENSHOTS names no folder: no pictures are wanted")
	}
	page := render(t, "html", Options{}, sampleResults())
	if name := os.Getenv("REPORT"); name != "" {
		var err error
		if page, err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	b := openInBrowser(t, page)
	shot := func(name string, actions ...chromedp.Action) {
		t.Helper()
		var picture []byte
		b.do(append(actions, chromedp.Sleep(300*time.Millisecond), chromedp.CaptureScreenshot(&picture))...)
		if err := os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, scheme := range []string{"light", "dark"} {
		b.color(scheme)
		top := chromedp.Evaluate(`document.querySelectorAll("details.cable").forEach(c => c.open = false); scrollTo(0, 0)`, nil)
		shot(scheme+"-overview", top)
		shot(scheme+"-findings", chromedp.Evaluate(`document.querySelector("#rules").scrollIntoView()`, nil))
		shot(scheme+"-cable", chromedp.Evaluate(`document.querySelector("#c0").open = true; document.querySelector("#c0").scrollIntoView()`, nil),
			chromedp.Focus("#c0 mark.warning"))
	}
	b.do(chromedp.EmulateViewport(360, 740))
	shot("small", chromedp.Evaluate(`scrollTo(0, 0)`, nil))
}
