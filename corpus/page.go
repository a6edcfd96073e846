package corpus

import "errors"

func loadPageFile(r *Record, b *batch) error {
	raw, err := b.readFile(r.File)
	if err != nil {
		return err
	}
	r.Raw = raw
	return loadPage(r, b)
}

func loadPage(*Record, *batch) error { return errors.New("pages are not read yet") }
