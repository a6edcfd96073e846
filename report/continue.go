package report

import "io"

// Continuer is a reporter whose report goes on where one of an interrupted run
// was cut: what it wrote until Pause and what it writes after Continue are, put
// together, what one run would have written.
type Continuer interface {
	Reporter
	// Pause comes in the place of the next cable: everything that belongs before
	// the end is written. The number is what Continue has to know.
	Pause() (shown int, err error)
	// Continue comes in the place of Begin.
	Continue(run *Run, shown int) error
}

// Pause writes nothing: nothing is held.
func (t *text) Pause() (int, error) { return t.n, nil }

// Continue sets what separates.
func (t *text) Continue(_ *Run, shown int) error { t.n = shown; return nil }

// Pause writes nothing: nothing is held.
func (j *lines) Pause() (int, error) { return j.n, nil }

// Continue sets what separates.
func (j *lines) Continue(_ *Run, shown int) error { j.n = shown; return nil }

// Pause writes the rows that are held.
func (t *table) Pause() (int, error) {
	t.w.Flush()
	return 0, t.w.Error()
}

// Continue leaves the row of names out.
func (t *table) Continue(*Run, int) error { return nil }

// Pause writes nothing: nothing is held.
func (s *sarif) Pause() (int, error) { return s.n, nil }

// Continue learns the numbers of the rules.
func (s *sarif) Continue(run *Run, shown int) error {
	w := s.w
	s.w = io.Discard
	err := s.Begin(run)
	s.w, s.n = w, shown
	return err
}

// Pause writes nothing: nothing is held.
func (g *gitlab) Pause() (int, error) { return g.n, nil }

// Continue sets what separates.
func (g *gitlab) Continue(_ *Run, shown int) error { g.n = shown; return nil }

// Pause writes nothing: nothing is held.
func (d *rdjson) Pause() (int, error) { return d.n, nil }

// Continue sets what separates.
func (d *rdjson) Continue(_ *Run, shown int) error { d.n = shown; return nil }

// Pause writes nothing: nothing is held.
func (j *junit) Pause() (int, error) { return 0, nil }

// Continue has nothing to know.
func (j *junit) Continue(*Run, int) error { return nil }

// Pause writes nothing: nothing is held.
func (c *checkstyle) Pause() (int, error) { return 0, nil }

// Continue has nothing to know.
func (c *checkstyle) Continue(*Run, int) error { return nil }
