package corpus

import (
	"errors"
	"fmt"
	"iter"

	"github.com/cablelint/cablelint/cable"
)

// Item is one cable of a source that is no file.
type Item struct {
	Address string // of the cable, such as db:cables/41: messages and merges speak of it
	Text    []byte // the cable's own text; it may be overwritten once the next item is asked for
	Meta    cable.Metadata
}

// OpenItems makes a source of whatever gives cables one by one: the rows of a
// database, the messages of a queue. A [*RecordError] in the place of an item is
// a record that could not be read; any other error ends the run. Limits, shards
// and [Options.Skip] hold as for files; nothing can be written back.
func OpenItems(items iter.Seq2[Item, error], opts Options) (*Source, error) {
	if err := opts.defaults(); err != nil {
		return nil, err
	}
	return &Source{items: items, opts: opts}, nil
}

// readItems reads all items.
func (p *producer) readItems() {
	for item, err := range p.items {
		var broken *RecordError
		switch {
		case errors.As(err, &broken):
			if !p.fail(&RecordError{Address: broken.Address, Failure: broken.Failure, Err: broken.Err}) {
				return
			}
			continue
		case err != nil:
			p.broken = fmt.Errorf("the source broke off after record %d: %w", p.seq, err)
			return
		case p.stop():
			return
		case int64(len(item.Text)) > p.opts.MaxRecord:
			if !p.fail(unreadable(item.Address, tooLong(p.opts.MaxRecord))) {
				return
			}
			continue
		case !p.next(item.Address, 0):
			continue
		}
		b := p.batch()
		start := len(b.buf)
		b.buf = append(b.buf, item.Text...)
		r := b.add()
		r.Seq, r.Address, r.Name = p.seq, item.Address, item.Address
		r.Raw, r.meta, r.load = b.buf[start:len(b.buf):len(b.buf)], item.Meta, loadText
		if len(b.buf) >= chunk {
			p.flush()
		} else {
			p.sent()
		}
	}
}
