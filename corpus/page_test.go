package corpus

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cablelint/cablelint/cable/pace"
)

const cablegatePage = `<?xml version='1.0' encoding='utf-8' ?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "x">
<html><head><title>Cable Viewer</title><script>var a = "<pre>no</pre>";</script></head>
<body><h3>Articles</h3>
<div class='pane big'>
<h3>Viewing cable 06ZENDA824, RURITANIA: DUKE &amp; REGENT
MEET</h3>
<table class='cable'>
<tr><th>Reference ID</th><th>Created</th><th>Released</th><th>Classification</th><th>Origin</th></tr>
<tr><td><a href='/x'>06ZENDA824</a></td><td>
<a href='/d'>2006-02-08 16:04</a></td><td>2010-12-03 15:03</td><td><a title='x'>CONFIDENTIAL</a></td><td><a>Embassy Zenda</a></td></tr>
<tr><td colspan='5'>Appears in these articles:<br />none</td></tr>
</table>
<code><pre>VZCZC&#x000A;R 081651Z FEB 06&#x000A;FM AMEMBASSY ZENDA</pre></code>
<code><pre>C O N F I D E N T I A L ZENDA 000824 &#x000A; &#x000A;TAGS: <a href='/t'>PGOV</a> <a>ZE</a>&#x000A;SUBJECT: X &amp; Y &#x000A;<a id='par1' href='#par1'>¶</a>1. (C) TEXT&#x000A;</pre></code>
</div></body></html>`

const plusdPage = `<html><body><pre style="display:none"></pre><table id="synopsis"><tr><td colspan="2">DUKE OF STRELSAU</td></tr>
<tr><td><div class="s_key">Date:</div><div class="s_val">1973 March 9, 06:52 (Friday)</div></td>
<td><div class="s_key">Canonical ID:</div><div class="s_val">1973ZENDA043554_b</div></td></tr>
<tr><td><div class="s_key">Original Classification:</div><div class="s_val">SECRET</div></td>
<td><div class="s_key">Locator:</div><div class="s_val">-- N/A or Blank --</div></td></tr>
<tr><td><div class="s_key">TAGS:</div><div class="s_val">PFOR - Political Affairs | RU - Ruritania</div></td>
<td><div class="s_key">From:</div><div class="s_val">Ruritania Zenda</div></td></tr></table>
<div id="tagged-text"><p>SECRET PAGE 01<br/>
TAGS: PFOR, RU<br/>
SUBJECT: DUKE</p></div><pre>not this</pre></body></html>`

func TestPagesGiveTheTextThatAReaderSees(t *testing.T) {
	for _, c := range []struct{ what, in, text, meta string }{
		{"a page of 2010-11: header and body joined", cablegatePage,
			"VZCZC\nR 081651Z FEB 06\nFM AMEMBASSY ZENDA\nC O N F I D E N T I A L ZENDA 000824 \n \nTAGS: PGOV ZE\nSUBJECT: X & Y \n¶1. (C) TEXT",
			"06ZENDA824|2006-02-08 16:04|CONFIDENTIAL|Embassy Zenda|RURITANIA: DUKE & REGENT MEET|[]"},
		{"a page of PlusD", plusdPage, "SECRET PAGE 01\nTAGS: PFOR, RU\nSUBJECT: DUKE",
			"1973ZENDA043554|1973 March 9, 06:52 (Friday)|SECRET|Ruritania Zenda|DUKE OF STRELSAU|[PFOR RU]"},
		{"one pre block only: no header", "<html><body><h1>Notes</h1><pre>\nSECRET\nTEXT\n</pre></body></html>", "SECRET\nTEXT", "|||||[]"},
		{"no pre block, lines ended by elements", "<html><head><title>x</title></head><body><p>FM AMEMBASSY ZENDA<br>TO SECSTATE\n WASHDC</p><p>SUBJECT: DUKE</p></body>",
			"x\n\nFM AMEMBASSY ZENDA\nTO SECSTATE WASHDC\n\nSUBJECT: DUKE", "|||||[]"},
	} {
		path := write(t, t.TempDir(), "page.html", c.in)
		src, _ := Open([]string{path}, Options{})
		for r, err := range src.All(context.Background()) {
			if err != nil {
				t.Fatalf("%s: %v", c.what, err)
			}
			if string(r.Text) != c.text {
				t.Errorf("%s: text\n%q\nwant\n%q", c.what, r.Text, c.text)
			}
			m := r.Meta
			if got := strings.Join([]string{m.ID, m.Created, m.Classification, m.Origin, m.Title, fmt.Sprint(m.Tags)}, "|"); got != c.meta {
				t.Errorf("%s: metadata %s, want %s", c.what, got, c.meta)
			}
			if r.ReadOnly() == "" {
				t.Errorf("%s: the page can be written", c.what)
			}
		}
	}
}

func TestPageWithoutCableIsNoCable(t *testing.T) {
	dir := t.TempDir()
	path := write(t, dir, "index.html", "<html><body><ul><li>one<li>two</ul></body></html>")
	same(t, dir, read(t, Options{}, path), "1 error index.html: no cable in it: the page has no block of preformatted text and no header fields of a cable")
}

// TestArchivePagesHoldTheTextsOfTheSample compares pages with the text files
// that were made of them.
func TestArchivePagesHoldTheTextsOfTheSample(t *testing.T) {
	root := "../../shared/corpus"
	if _, err := os.Stat(root + "/html"); err != nil {
		t.Skip("the sample of real cables is not here: ", root)
	}
	src, _ := Open([]string{root + "/html", root + "/html-legacy"}, Options{})
	n := 0
	for r, err := range src.All(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		if id := FileID(r.Address); r.Meta.ID != id || r.Meta.Origin == "" || r.Meta.Created == "" {
			t.Errorf("%s: metadata %+v", id, *r.Meta)
		}
		if text, err := os.ReadFile(filepath.Join(root, "text", FileID(r.Address)+".txt")); err == nil {
			n++
			// One page shows a number in double angle brackets, which is no tag; the
			// text file was made without it.
			if !strings.Contains(string(r.Text), "<<") && strings.TrimRight(string(text), "\n") != string(r.Text) {
				t.Errorf("%s: the text differs", r.Address)
			}
		}
	}
	if n < 24 {
		t.Errorf("%d pages were compared", n)
	}
}

func FuzzPage(f *testing.F) {
	f.Add([]byte(cablegatePage))
	f.Add([]byte(plusdPage))
	f.Add([]byte("<html><pre>UNCLAS ZENDA 000123&nbsp;&#x41;&lt;script&gt;<br>1. (U) TEXT</pre><table><tr><td>Date"))
	f.Fuzz(func(t *testing.T, in []byte) {
		load := func(in []byte) *Record {
			r, b := &Record{Raw: in, load: loadPage, Address: "x.html"}, new(batch)
			b.fill(r)
			return r
		}
		was := bytes.Clone(in)
		r := load(in)
		switch {
		case !bytes.Equal(in, was):
			t.Fatal("the page was changed")
		case r.err != nil && r.Text != nil && r.err.Err == nil:
			t.Fatal("an error without a reason")
		case r.err == nil && len(r.Text) > len(in)*3+2:
			t.Fatalf("%d bytes of text out of %d", len(r.Text), len(in))
		case r.err == nil && len(bytes.Trim(r.Text, "\r\n")) != len(r.Text):
			t.Fatalf("line ends around the text %q", r.Text)
		}
		if long := pace.Stretch(in, 1<<18, 32); long != nil && !pace.Within(4*time.Second, func() { load(long) }) {
			t.Fatal("256 KB of this page take too long")
		}
	})
}

// FuzzText reads any bytes as a plain text file: the text is its bytes or there
// is an error that says why not.
func FuzzText(f *testing.F) {
	f.Add([]byte("Message Text\nUNCLAS ZENDA 1\nMessage Attributes\nCopy: SINGLE\nDocument Number: 1973ZENDA00123\n"))
	f.Add([]byte("\xff\xfeU\x00N\x00"))
	f.Add([]byte("\xef\xbb\xbfUNCLAS ZENDA 000123\r\r\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		load := func(in []byte) *Record {
			r, b := &Record{Raw: in, load: loadText, Address: "06ZENDA1.txt"}, new(batch)
			b.fill(r)
			return r
		}
		r := load(in)
		if r.err == nil && !bytes.Equal(r.Text, in) {
			t.Fatalf("the text %q is not the file %q", r.Text, in)
		}
		if r.err != nil && r.err.Error() == "" {
			t.Fatal("an error without a reason")
		}
		if long := pace.Stretch(in, 1<<18, 32); long != nil && !pace.Within(2*time.Second, func() { load(long) }) {
			t.Fatal("256 KB of this text take too long")
		}
	})
}
