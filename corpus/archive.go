package corpus

import "errors"

func (p *producer) archive(in *input, _ kind) bool {
	return p.fail(unreadable(in.addr, errors.New("archives are not read yet")))
}
