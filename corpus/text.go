package corpus

import (
	"bytes"
	"errors"
)

// loadFile reads the plain text file of r.
func loadFile(r *Record, b *batch) error {
	raw, err := b.readFile(r.File)
	if err != nil {
		return err
	}
	r.Raw = raw
	return loadText(r, b)
}

// loadText makes the text of a record whose text is its bytes.
func loadText(r *Record, _ *batch) error {
	r.Text = r.Raw
	r.meta.FileID = FileID(r.Address)
	if err := checkText(r.Raw); err != nil {
		return err
	}
	r.attributes()
	return nil
}

var (
	errEmpty  = errors.New("the file is empty")
	errBlank  = errors.New("the file holds nothing but blanks")
	errUTF16  = errors.New("the text is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8")
	errUTF32  = errors.New("the text is UTF-32; convert it first: iconv -f UTF-32 -t UTF-8")
	errBinary = errors.New("not a text: it is binary")
)

// checkText refuses what is no text of a cable.
func checkText(b []byte) error {
	switch {
	case len(b) == 0:
		return errEmpty
	case bytes.HasPrefix(b, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(b, []byte("\x00\x00\xfe\xff")):
		return errUTF32
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		return errUTF16
	case (b[0] <= ' ' || b[0] == bom[0]) && len(bytes.TrimLeft(bytes.TrimPrefix(b, bom), " \t\r\n\f\v")) == 0:
		return errBlank
	}
	head := b[:min(len(b), 4096)]
	if bytes.IndexByte(head, 0) < 0 {
		return checkMagic(head)
	}
	// A stray NUL is a fault of a cable; many of them are another kind of file.
	even, odd := 0, 0
	for i, c := range head {
		if c == 0 && i%2 == 0 {
			even++
		} else if c == 0 {
			odd++
		}
	}
	switch n := len(head); {
	case odd > n*2/5 && even < n/20, even > n*2/5 && odd < n/20:
		return errUTF16
	case even+odd > n/50:
		return errBinary
	}
	return nil
}

// checkMagic refuses well-known binary files without a NUL at their start.
func checkMagic(head []byte) error {
	if bytes.HasPrefix(head, []byte("%PDF-")) {
		return errors.New("a PDF file; give the text that pdftotext makes of it")
	}
	if start := head[:min(len(head), startBytes)]; controls(start) > len(start)/10 && controls(head) > len(head)/10 {
		return errBinary
	}
	return nil
}

// startBytes is how much of a file must look like a binary one before more of it is
// looked at: those do from their first bytes on.
const startBytes = 512

// controls counts the control characters that no text has.
func controls(b []byte) (n int) {
	for _, c := range b {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			n++
		}
	}
	return n
}
