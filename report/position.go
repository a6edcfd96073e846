package report

import (
	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

// Position is one place in a cable's own text.
type Position = lint.Position

// Locator turns byte offsets of a cable into positions.
type Locator struct{ known lint.Positions }

// Reset makes the locator serve another cable.
func (l *Locator) Reset(doc *cable.Document) { l.known.Reset(doc.Raw) }

// Position is the place of a byte offset.
func (l *Locator) Position(at uint32) Position { return l.known.At(at) }
