package corpus

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"hash/crc64"
	"io"

	"github.com/ulikunitz/xz/lzma"
)

// xzReader reads the .xz container: streams of blocks, each LZMA2 with a check
// behind it. The coder is a library; its package for the container builds tables
// whenever the program starts.
// See https://tukaani.org/xz/xz-file-format-1.2.1.txt
type xzReader struct {
	r     *bufio.Reader
	n     int64 // bytes taken from r
	check hash.Hash
	sizes int // bytes of the check
	block *lzma.Reader2
	start int64 // n at the start of the block
	err   error
}

var errXz = errors.New("xz: the stream is damaged")

func newXzReader(r io.Reader) (*xzReader, error) {
	x := &xzReader{r: bufio.NewReaderSize(r, 64<<10)}
	return x, x.header()
}

// ReadByte makes the coder take no byte more than it needs.
func (x *xzReader) take() io.Reader { return (*xzSource)(x) }

// xzSource is the input of an xzReader, counted.
type xzSource xzReader

func (s *xzSource) Read(b []byte) (int, error) {
	n, err := s.r.Read(b)
	s.n += int64(n)
	return n, err
}

func (s *xzSource) ReadByte() (byte, error) {
	c, err := s.r.ReadByte()
	if err == nil {
		s.n++
	}
	return c, err
}

func (x *xzReader) full(n int) ([]byte, error) {
	b := make([]byte, n)
	_, err := io.ReadFull(x.take(), b)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return b, err
}

// header reads the header of a stream.
func (x *xzReader) header() error {
	b, err := x.full(12)
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(b, []byte("\xfd7zXZ\x00")) || crc32.ChecksumIEEE(b[6:8]) != binary.LittleEndian.Uint32(b[8:]) {
		return errXz
	}
	switch b[7] {
	case 0:
		x.check, x.sizes = nil, 0
	case 1:
		x.check, x.sizes = crc32.NewIEEE(), 4
	case 4:
		x.check, x.sizes = crc64.New(crc64.MakeTable(crc64.ECMA)), 8
	case 10:
		x.check, x.sizes = sha256.New(), 32
	default:
		return fmt.Errorf("%w: xz with check number %d", errUnsupported, b[7])
	}
	return nil
}

func (x *xzReader) Read(b []byte) (int, error) {
	for x.err == nil {
		if x.block == nil {
			x.err = x.next()
			continue
		}
		n, err := x.block.Read(b)
		if x.check != nil {
			x.check.Write(b[:n])
		}
		if err == io.EOF {
			err = x.endBlock()
		}
		x.err = err
		if n > 0 {
			return n, nil
		}
	}
	return 0, x.err
}

// next opens the next block, or reads what stands behind the last one.
func (x *xzReader) next() error {
	x.start = x.n
	size, err := x.full(1)
	if err != nil {
		return err
	}
	if size[0] == 0 {
		return x.index()
	}
	rest, err := x.full(int(size[0])*4 + 3)
	if err != nil {
		return err
	}
	head := append(size, rest...)
	end := len(head) - 4
	if crc32.ChecksumIEEE(head[:end]) != binary.LittleEndian.Uint32(head[end:]) {
		return errXz
	}
	return x.openBlock(head[1:end])
}

func (x *xzReader) openBlock(head []byte) error {
	flags := head[0]
	r := bytes.NewReader(head[1:])
	for _, present := range []byte{0x40, 0x80} {
		if flags&present != 0 {
			if _, err := binary.ReadUvarint(r); err != nil {
				return errXz
			}
		}
	}
	id, err := binary.ReadUvarint(r)
	if err != nil {
		return errXz
	}
	if flags&3 != 0 || id != 0x21 {
		return fmt.Errorf("%w: xz with a filter before LZMA2", errUnsupported)
	}
	var props [2]byte
	if _, err := io.ReadFull(r, props[:]); err != nil || props[0] != 1 {
		return errXz
	}
	dict, err := dictionary(props[1])
	if err != nil {
		return err
	}
	x.start = x.n
	x.block, err = lzma.Reader2Config{DictCap: dict}.NewReader2(x.take())
	if x.check != nil {
		x.check.Reset()
	}
	return err
}

// dictionary is the size that the property byte of LZMA2 stands for.
func dictionary(b byte) (int, error) {
	if b > 37 { // 1.5 GiB is the largest that any tool makes
		return 0, fmt.Errorf("%w: LZMA2 with a dictionary of more than 1.5 GiB", errUnsupported)
	}
	return max((2|int(b)&1)<<(b/2+11), lzma.MinDictCap), nil
}

// endBlock reads the padding and the check behind a block.
func (x *xzReader) endBlock() error {
	x.block = nil
	if pad := int((x.start - x.n) & 3); pad > 0 {
		if _, err := x.full(pad); err != nil {
			return err
		}
	}
	sum, err := x.full(x.sizes)
	if err != nil {
		return err
	}
	if x.check == nil {
		return nil
	}
	want := x.check.Sum(nil)
	if x.sizes < 32 { // the CRCs stand there with their low byte first
		for i, j := 0, len(want)-1; i < j; i, j = i+1, j-1 {
			want[i], want[j] = want[j], want[i]
		}
	}
	if !bytes.Equal(sum, want) {
		return errors.New("xz: the check of a block does not fit")
	}
	return nil
}

// index skips the index and the footer; another stream may follow.
func (x *xzReader) index() error {
	src := (*xzSource)(x)
	records, err := binary.ReadUvarint(src)
	if err != nil {
		return errXz
	}
	for range records {
		for range 2 {
			if _, err := binary.ReadUvarint(src); err != nil {
				return io.ErrUnexpectedEOF
			}
		}
	}
	if _, err := x.full(int((x.start-x.n)&3) + 4 + 12); err != nil {
		return err
	}
	for { // padding is zeros, four at a time
		next, err := x.r.Peek(4)
		switch {
		case len(next) == 0 && err == io.EOF:
			return io.EOF
		case err != nil:
			return errXz
		case !bytes.Equal(next, []byte{0, 0, 0, 0}):
			return x.header()
		}
		if _, err := x.full(4); err != nil {
			return err
		}
	}
}
