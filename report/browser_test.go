package report

import (
	"context"
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
)

// TestHTMLInABrowser opens the page in a headless Chromium and uses it.
func TestHTMLInABrowser(t *testing.T) {
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			browser = path
			break
		}
	}
	if browser == "" {
		t.Skip("no Chromium on this machine: the page is not tried in a browser")
	}
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, render(t, "html", Options{}, sampleResults()), 0o666); err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	defer stop()
	ctx, stop := chromedp.NewContext(allocator)
	defer stop()
	ctx, stop = context.WithTimeout(ctx, 2*time.Minute)
	defer stop()
	var complaints []string
	chromedp.ListenTarget(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			complaints = append(complaints, e.ExceptionDetails.Error())
		case *runtime.EventConsoleAPICalled:
			complaints = append(complaints, "console: "+string(e.Type))
		case *log.EventEntryAdded:
			complaints = append(complaints, e.Entry.Text)
		}
	})
	shown := `[...document.querySelectorAll("#findings tbody tr")].filter(r => !r.hidden).map(r => r.cells[1].textContent).join(" ")`
	var all, warnings, found, sorted, tip, tipAfter, tipAlone string
	var open bool
	var light, dark string
	background := `getComputedStyle(document.body).backgroundColor`
	err := chromedp.Run(ctx,
		log.Enable(),
		chromedp.Navigate("file://"+file),
		chromedp.Evaluate(shown, &all),
		chromedp.SetValue("#severity", "warning"),
		chromedp.Evaluate(`document.querySelector("#severity").dispatchEvent(new Event("input"))`, nil),
		chromedp.Evaluate(shown, &warnings),
		chromedp.SetValue("#severity", ""),
		chromedp.SendKeys("#search", "lines"),
		chromedp.Evaluate(shown, &found),
		chromedp.Evaluate(`document.querySelector("#search").value = ""; document.querySelector("#search").dispatchEvent(new Event("input"))`, nil),
		chromedp.Click(`th button[data-column="3"]`),
		chromedp.Click(`th button[data-column="3"]`),
		chromedp.Evaluate(shown, &sorted),
		chromedp.Click(`#findings tbody tr a`),
		chromedp.Sleep(200*time.Millisecond),
		chromedp.Evaluate(`document.querySelector("details.cable").open`, &open),
		// Without a mouse: the focus on a marked fault shows its reason.
		chromedp.Evaluate(`getComputedStyle(document.querySelector("mark.warning .tip")).display`, &tip),
		chromedp.Focus("mark.warning"),
		chromedp.Evaluate(`getComputedStyle(document.querySelector("mark.warning .tip")).display`, &tipAfter),
		chromedp.Evaluate(`document.querySelector("mark.warning .tip").textContent`, &tipAlone),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}}),
		chromedp.Evaluate(background, &light),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}),
		chromedp.Evaluate(background, &dark),
	)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ what, got, want string }{
		{"all rows", all, "enc-toy web-toy hdr-toy"},
		{"filtered by severity", warnings, "enc-toy"},
		{"searched", found, "hdr-toy"},
		{"sorted by line, last first", sorted, "hdr-toy web-toy enc-toy"},
		{"reason before the focus", tip, "none"},
		{"reason at the focus", tipAfter, "block"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.what, c.got, c.want)
		}
	}
	if !open {
		t.Error("a link to a finding does not open its cable")
	}
	if !strings.Contains(tipAlone, "the apostrophe was folded to a comma") {
		t.Errorf("the reason reads %q", tipAlone)
	}
	if light == dark {
		t.Errorf("light and dark have the same background %s", light)
	}
	if len(complaints) > 0 {
		t.Errorf("the browser complains: %q", complaints)
	}
}
