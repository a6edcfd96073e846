package corpus

// Back leads from the cable's own text to the bytes of the container. The zero
// value is the identity: Text is Raw.
type Back struct {
	fields [2]field // header and body; an empty one is absent
	codec  codec
}

// Identity reports whether Text is Raw.
func (b Back) Identity() bool { return b.codec == nil }

// field is one encoded field of a row or an object and its place in Text.
type field struct {
	raw  [2]int // the encoded content in Raw, without its quotes
	text [2]int // the part of Text that came from it
	skip int    // decoded bytes before text: leading line ends that Text leaves out
}

// codec reads and writes the content of an encoded field.
type codec interface {
	// unit is the length in raw and in text of the next encoded unit of raw.
	unit(raw []byte) (inRaw, inText int)
	// encode appends the encoding of text to dst, in the manner of like.
	encode(dst, text, like []byte) []byte
}
