package fold

func known(word []byte) bool                                   { return false }
func singleOpen(text []byte, i int) bool                       { return false }
func (d *Decider) outerComma(text []byte, i int, ev *Evidence) {}
func (d *Decider) rare(text []byte, ev *Evidence)              {}
func entity(text []byte, i int) int                            { return 0 }
