package cable

// findRepeats finds header blocks that are printed again and takes them out of
// what is read.
func (d *Document) findRepeats(r *reader) {}
