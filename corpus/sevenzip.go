package corpus

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/stangelandcl/ppmd"
	"github.com/ulikunitz/xz/lzma"
)

// The 7z container is read here, with the coders of libraries: the one library
// that reads the container brings net/http with it, which every start of the
// program would pay for. See the file 7zFormat.txt of the LZMA SDK.

var err7z = errors.New("7z: its directory is damaged")

// The ids of properties.
const (
	id7zEnd = iota
	id7zHeader
	_
	_
	id7zMainStreams
	id7zFiles
	id7zPackInfo
	id7zUnpackInfo
	id7zSubStreams
	id7zSize
	id7zCRC
	id7zFolder
	id7zCodersUnpackSize
	id7zNumUnpackStream
	id7zEmptyStream
	id7zEmptyFile
	_
	id7zNames
	id7zEncodedHeader = 23
)

// folder7z is one stream of coders and the files that it unpacks to.
type folder7z struct {
	coders   []coder7z
	bonds    [][2]int64 // which input takes which output
	unpack   []int64    // sizes of the outputs of the coders
	crc      uint32
	hasCRC   bool
	packed   int64 // size of its packed stream
	at       int64 // offset of its packed stream
	packs    int   // number of its packed streams
	streams  int   // files
	sizes    []int64
	crcs     []uint32
	haveCRCs []bool
}

// size is the size of all that the folder unpacks to.
func (f *folder7z) size() int64 {
	if m := f.main(); m >= 0 {
		return f.unpack[m]
	}
	return 0
}

// main is the output that no input takes.
func (f *folder7z) main() int {
	for i := range f.unpack {
		if f.bound(1, int64(i)) < 0 {
			return i
		}
	}
	return -1
}

// bound is the other end of a bond whose end of kind side (0: input, 1: output)
// is i; -1 when there is none.
func (f *folder7z) bound(side int, i int64) int64 {
	for _, b := range f.bonds {
		if b[side] == i {
			return b[1-side]
		}
	}
	return -1
}

type coder7z struct {
	id    uint64
	ins   int
	outs  int
	props []byte
}

// header7z reads the numbers of a directory. Errors are sticky.
type header7z struct {
	b   []byte
	err error
}

func (h *header7z) fail() { h.err, h.b = err7z, nil }

func (h *header7z) byte() byte {
	if len(h.b) == 0 {
		h.fail()
		return 0
	}
	c := h.b[0]
	h.b = h.b[1:]
	return c
}

func (h *header7z) take(n int64) []byte {
	if n < 0 || n > int64(len(h.b)) {
		h.fail()
		return nil
	}
	b := h.b[:n]
	h.b = h.b[n:]
	return b
}

// number is the variable-length number of the format.
func (h *header7z) number() int64 {
	first := h.byte()
	mask, v := byte(0x80), uint64(0)
	for i := range 8 {
		if first&mask == 0 {
			v |= uint64(first&(mask-1)) << (8 * i)
			break
		}
		v |= uint64(h.byte()) << (8 * i)
		mask >>= 1
	}
	if int64(v) < 0 {
		h.fail()
		return 0
	}
	return int64(v)
}

// count is a number of things that need at least so many bits each: a directory
// cannot claim more than it has room for.
func (h *header7z) count() int {
	n := h.number()
	if n > 64<<20 {
		h.fail()
		return 0
	}
	return int(n)
}

func (h *header7z) bits(n int) []bool {
	if (n+7)/8 > len(h.b) {
		h.fail()
		return make([]bool, 0)
	}
	bits := make([]bool, n)
	var c byte
	for i := range bits {
		if i%8 == 0 {
			c = h.byte()
		}
		bits[i] = c&0x80 != 0
		c <<= 1
	}
	return bits
}

// optionalBits is a list of bits, or a byte that says that all are set.
func (h *header7z) optionalBits(n int) []bool {
	if h.byte() == 0 {
		return h.bits(n)
	}
	bits := make([]bool, n)
	for i := range bits {
		bits[i] = true
	}
	return bits
}

func (h *header7z) crcs(n int) ([]uint32, []bool) {
	have := h.optionalBits(n)
	sums := make([]uint32, n)
	for i := range have {
		if have[i] {
			if b := h.take(4); h.err == nil {
				sums[i] = binary.LittleEndian.Uint32(b)
			}
		}
	}
	return sums, have
}

// streams reads where the packed streams stand and how they are unpacked.
func (h *header7z) streams() []folder7z {
	var at int64
	var packs []int64
	var folders []folder7z
	for h.err == nil {
		switch h.number() {
		case id7zEnd:
			return folders
		case id7zPackInfo:
			at, packs = h.packInfo()
		case id7zUnpackInfo:
			folders = h.unpackInfo()
			next := 0
			for i := range folders {
				f := &folders[i]
				if next+f.packs > len(packs) {
					h.fail()
					return nil
				}
				f.at = 32 + at
				for _, n := range packs[next : next+f.packs] {
					f.packed += n
					at += n
				}
				next += f.packs
			}
		case id7zSubStreams:
			h.subStreams(folders)
		default:
			h.fail()
		}
	}
	return nil
}

func (h *header7z) packInfo() (int64, []int64) {
	at := h.number()
	packs := make([]int64, min(h.count(), len(h.b)))
	for h.err == nil {
		switch h.number() {
		case id7zEnd:
			return at, packs
		case id7zSize:
			for i := range packs {
				packs[i] = h.number()
			}
		case id7zCRC:
			h.crcs(len(packs))
		default:
			h.fail()
		}
	}
	return 0, nil
}

func (h *header7z) unpackInfo() []folder7z {
	if h.number() != id7zFolder {
		h.fail()
	}
	folders := make([]folder7z, min(h.count(), len(h.b)))
	if h.byte() != 0 { // the folders stand elsewhere: nobody writes that
		h.fail()
	}
	for i := range folders {
		h.folder(&folders[i])
	}
	if h.number() != id7zCodersUnpackSize {
		h.fail()
	}
	for i := range folders {
		f := &folders[i]
		for j := range f.unpack {
			f.unpack[j] = h.number()
		}
		f.streams = 1
	}
	for h.err == nil {
		switch h.number() {
		case id7zEnd:
			for i := range folders {
				f := &folders[i]
				f.sizes, f.crcs, f.haveCRCs = []int64{f.size()}, []uint32{f.crc}, []bool{f.hasCRC}
			}
			return folders
		case id7zCRC:
			sums, have := h.crcs(len(folders))
			for i := range have {
				folders[i].crc, folders[i].hasCRC = sums[i], have[i]
			}
		default:
			h.fail()
		}
	}
	return nil
}

func (h *header7z) folder(f *folder7z) {
	n := h.number()
	if n < 1 || n > 32 {
		h.fail()
	}
	ins, outs := 0, 0
	for range n {
		if h.err != nil {
			return
		}
		c := coder7z{ins: 1, outs: 1}
		flags := h.byte()
		for _, b := range h.take(int64(flags & 15)) {
			c.id = c.id<<8 | uint64(b)
		}
		if flags&0x10 != 0 {
			c.ins, c.outs = int(h.number()), int(h.number())
		}
		if flags&0x20 != 0 {
			c.props = h.take(h.number())
		}
		if ins, outs = ins+c.ins, outs+c.outs; ins > 64 || outs > 64 {
			h.fail()
		}
		f.coders = append(f.coders, c)
	}
	for range outs - 1 {
		f.bonds = append(f.bonds, [2]int64{h.number(), h.number()})
	}
	f.packs = ins - len(f.bonds)
	if f.packs > 1 {
		for range f.packs {
			h.number()
		}
	}
	if outs > 0 && outs <= 64 {
		f.unpack = make([]int64, outs)
	}
}

func (h *header7z) subStreams(folders []folder7z) {
	id := h.number()
	if id == id7zNumUnpackStream {
		for i := range folders {
			folders[i].streams = h.count()
		}
		id = h.number()
	}
	for i := range folders {
		f := &folders[i]
		if f.streams > len(h.b)+1 {
			h.fail()
			return
		}
		f.sizes = make([]int64, f.streams)
		rest := f.size()
		for j := range f.sizes {
			if j == f.streams-1 {
				f.sizes[j] = rest
			} else if id == id7zSize {
				f.sizes[j] = h.number()
				rest -= f.sizes[j]
			}
		}
		if rest < 0 {
			h.fail()
			return
		}
	}
	if id == id7zSize {
		id = h.number()
	}
	h.subCRCs(folders, &id)
	for h.err == nil && id != id7zEnd {
		h.fail()
	}
}

// subCRCs reads the sums of files whose folder has none of its own.
func (h *header7z) subCRCs(folders []folder7z, id *int64) {
	unknown := 0
	for i := range folders {
		f := &folders[i]
		known := f.streams == 1 && f.hasCRC
		f.crcs, f.haveCRCs = make([]uint32, f.streams), make([]bool, f.streams)
		if known {
			f.crcs[0], f.haveCRCs[0] = f.crc, true
		} else {
			unknown += f.streams
		}
	}
	for h.err == nil && *id != id7zEnd {
		if *id != id7zCRC {
			h.fail()
			return
		}
		sums, have := h.crcs(unknown)
		next := 0
		for i := range folders {
			f := &folders[i]
			if f.streams == 1 && f.hasCRC {
				continue
			}
			for j := range f.crcs {
				if next < len(have) {
					f.crcs[j], f.haveCRCs[j] = sums[next], have[next]
				}
				next++
			}
		}
		*id = h.number()
	}
}

// file7z is one entry of the directory.
type file7z struct {
	name  string
	empty bool // no stream: a folder or an empty file
	file  bool // an empty file
}

func (h *header7z) files() []file7z {
	files := make([]file7z, min(h.count(), len(h.b)))
	empties := 0
	for h.err == nil {
		id := h.number()
		if id == id7zEnd {
			return files
		}
		p := &header7z{b: h.take(h.number())}
		switch id {
		case id7zEmptyStream:
			for i, e := range p.bits(len(files)) {
				files[i].empty = e
				if e {
					empties++
				}
			}
		case id7zEmptyFile:
			bits := p.bits(empties)
			for i := range files {
				if files[i].empty && len(bits) > 0 {
					files[i].file, bits = bits[0], bits[1:]
				}
			}
		case id7zNames:
			p.names(files)
		}
		if p.err != nil {
			h.fail()
		}
	}
	return nil
}

func (h *header7z) names(files []file7z) {
	if h.byte() != 0 {
		h.fail()
		return
	}
	var name []uint16
	for i := range files {
		name = name[:0]
		for {
			b := h.take(2)
			if h.err != nil {
				return
			}
			if c := binary.LittleEndian.Uint16(b); c != 0 {
				name = append(name, c)
				continue
			}
			break
		}
		files[i].name = strings.ReplaceAll(string(utf16.Decode(name)), `\`, "/")
	}
}

// sevenZip reads the members of a 7z file in the order of its directory.
func (p *producer) sevenZip(in *input) (bool, error) {
	at, size, done, err := p.seekable(in)
	if err != nil {
		return true, err
	}
	defer done()
	folders, files, err := directory7z(at, size)
	if err != nil {
		return true, err
	}
	if len(files) > p.opts.MaxMembers {
		return true, p.tooMany()
	}
	next := 0
	for i := range folders {
		f := &folders[i]
		var mine []file7z
		for len(mine) < f.streams && next < len(files) {
			if !files[next].empty {
				mine = append(mine, files[next])
			} else if files[next].file && !p.member(in, files[next].name, bytes.NewReader(nil), nil) {
				return false, nil
			}
			next++
		}
		if !p.folder7z(in, at, f, mine) {
			return false, nil
		}
	}
	for ; next < len(files); next++ {
		if files[next].file && !p.member(in, files[next].name, bytes.NewReader(nil), nil) {
			return false, nil
		}
	}
	return true, nil
}

// directory7z reads the directory, which stands at the end of the file.
func directory7z(at io.ReaderAt, size int64) ([]folder7z, []file7z, error) {
	var head [32]byte
	if _, err := at.ReadAt(head[:], 0); err != nil {
		return nil, nil, io.ErrUnexpectedEOF
	}
	if string(head[:6]) != "7z\xbc\xaf\x27\x1c" || crc32.ChecksumIEEE(head[12:]) != binary.LittleEndian.Uint32(head[8:]) {
		return nil, nil, errors.New("7z: its start is damaged")
	}
	offset, length := int64(binary.LittleEndian.Uint64(head[12:])), int64(binary.LittleEndian.Uint64(head[20:]))
	if length == 0 {
		return nil, nil, nil
	}
	if offset < 0 || length < 0 || offset > size-32 || length > size-32-offset || length > 1<<30 {
		return nil, nil, io.ErrUnexpectedEOF
	}
	b := make([]byte, length)
	if _, err := at.ReadAt(b, 32+offset); err != nil {
		return nil, nil, io.ErrUnexpectedEOF
	}
	if crc32.ChecksumIEEE(b) != binary.LittleEndian.Uint32(head[28:]) {
		return nil, nil, err7z
	}
	for range 4 { // the directory may be packed, and so may that one
		h := &header7z{b: b}
		switch h.number() {
		case id7zHeader:
			return h.header()
		case id7zEncodedHeader:
			folders := h.streams()
			if h.err != nil || len(folders) != 1 || folders[0].size() > 1<<30 {
				return nil, nil, err7z
			}
			r, err := folders[0].open(at)
			if err != nil {
				return nil, nil, err
			}
			g := &guard{r: r, packed: func() int64 { return size }, opts: &Options{MaxSize: 1 << 30, MaxRatio: 1 << 30}}
			if b, err = io.ReadAll(io.LimitReader(g, folders[0].size())); err != nil {
				return nil, nil, err
			}
			if folders[0].hasCRC && crc32.ChecksumIEEE(b) != folders[0].crc {
				return nil, nil, err7z
			}
		default:
			return nil, nil, err7z
		}
	}
	return nil, nil, err7z
}

func (h *header7z) header() (folders []folder7z, files []file7z, err error) {
	for h.err == nil {
		switch h.number() {
		case id7zEnd:
			return folders, files, h.err
		case id7zMainStreams:
			folders = h.streams()
		case id7zFiles:
			files = h.files()
		default:
			h.fail()
		}
	}
	return nil, nil, h.err
}

// open starts to unpack a folder.
func (f *folder7z) open(at io.ReaderAt) (_ io.Reader, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("the decompressor gave up: %v", cause)
		}
	}()
	if f.packs != 1 || len(f.unpack) != len(f.coders) || f.main() < 0 {
		return nil, fmt.Errorf("%w: 7z with several streams in a block (BCJ2)", errUnsupported)
	}
	var r io.Reader = bufio.NewReaderSize(io.NewSectionReader(at, f.at, f.packed), 64<<10)
	var chain []int // from the last coder to the first
	for i := int64(f.main()); i >= 0 && len(chain) < len(f.coders); i = f.bound(0, i) {
		if i >= int64(len(f.coders)) {
			return nil, err7z
		}
		chain = append(chain, int(i))
	}
	for _, i := range slices.Backward(chain) {
		if r, err = f.coders[i].open(r, f.unpack[i], f.window()); err != nil {
			return nil, err
		}
	}
	return io.LimitReader(r, f.size()), nil
}

// window is the most memory that a coder can make use of: no coder packs better
// than 16,384 to 1, whatever the directory says of sizes.
func (f *folder7z) window() int64 {
	return min(f.packed, 1<<20) << 14
}

// open starts one coder.
func (c *coder7z) open(r io.Reader, size, window int64) (io.Reader, error) {
	switch c.id {
	case 0: // copy
		return r, nil
	case 0x21:
		if len(c.props) != 1 {
			return nil, err7z
		}
		dict, err := dictionary(c.props[0])
		if err != nil {
			return nil, err
		}
		dict = int(max(min(int64(dict), size, window), lzma.MinDictCap))
		return lzma.Reader2Config{DictCap: dict}.NewReader2(r)
	case 0x030101:
		if len(c.props) != 5 {
			return nil, err7z
		}
		dict := max(min(int64(binary.LittleEndian.Uint32(c.props[1:])), size, window), lzma.MinDictCap)
		head := binary.LittleEndian.AppendUint32([]byte{c.props[0]}, uint32(dict))
		head = binary.LittleEndian.AppendUint64(head, uint64(size))
		return lzma.NewReader(bufio.NewReader(io.MultiReader(bytes.NewReader(head), r)))
	case 0x030401:
		if len(c.props) != 5 {
			return nil, err7z
		}
		memory := binary.LittleEndian.Uint32(c.props[1:])
		if memory > 1<<30 {
			return nil, fmt.Errorf("%w: PPMd with more than 1 GiB of memory", errUnsupported)
		}
		p, err := ppmd.NewH7zReader(r, int(c.props[0]), int(memory), int(size))
		return &p, err
	case 0x040108:
		return flate.NewReader(r), nil
	case 0x040202:
		return bzip2.NewReader(r), nil
	case 0x04F71101:
		z, _, err := decompress(kindZstd, r)
		return z, err
	case 0x06F10701:
		return nil, fmt.Errorf("%w: the archive is encrypted", errUnsupported)
	default:
		return nil, fmt.Errorf("%w: 7z with the method %x", errUnsupported, c.id)
	}
}

// folder7z reads the files of one folder. After damage the rest of the folder is
// lost, since every byte depends on those before it.
func (p *producer) folder7z(in *input, at io.ReaderAt, f *folder7z, files []file7z) bool {
	if len(files) == 0 {
		return !p.stop()
	}
	r, err := f.open(at)
	if err != nil {
		return p.fail(unreadable(in.addr+"!"+files[0].name, lost7z(err, len(files)-1)))
	}
	g := &guard{r: r, packed: func() int64 { return f.packed }, opts: &p.opts}
	for i, file := range files {
		m := &member7z{r: io.LimitReader(g, f.sizes[i]), left: f.sizes[i], crc: f.crcs[i], have: f.haveCRCs[i], behind: len(files) - 1 - i}
		if !p.member(in, file.name, m, g) {
			return false
		}
		if m.damaged {
			return !p.stop()
		}
		if _, err := io.Copy(io.Discard, m); m.damaged { // what nobody read, as of a file that is skipped
			return p.fail(unreadable(in.addr+"!"+file.name, archiveError(err)))
		}
	}
	return !p.stop()
}

// member7z reads one file of a folder and checks its sum.
type member7z struct {
	r       io.Reader
	left    int64
	sum     uint32
	crc     uint32
	have    bool
	behind  int // files behind it in the folder
	damaged bool
}

func (m *member7z) Read(b []byte) (int, error) {
	n, err := m.r.Read(b)
	m.sum = crc32.Update(m.sum, crc32.IEEETable, b[:n])
	m.left -= int64(n)
	switch {
	case err == io.EOF && m.left > 0:
		err = lost7z(io.ErrUnexpectedEOF, m.behind)
	case err == io.EOF && m.have && m.sum != m.crc:
		return n, errors.New("7z: the sum of the member does not fit")
	case err == io.EOF || err == nil:
		return n, err
	default:
		err = lost7z(err, m.behind)
	}
	m.damaged = true
	return n, err
}

// lost7z adds to an error what else is lost by it.
func lost7z(err error, files int) error {
	err = archiveError(err)
	if files == 0 {
		return err
	}
	return fmt.Errorf("%w; %d more files of its block are lost", err, files)
}
