package rules

import (
	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

const (
	// asSent is the editions whose layout is the post's: no publisher typed the
	// lines again.
	asSent = cable.EditionWire | cable.EditionMirror | cable.EditionUnknown

	// drafted is the presets of a rule on what a post wrote: it holds for a new
	// telegram as for an old one.
	drafted = lint.Ingest | lint.Draft | lint.Strict

	// archived is the presets of a rule on what an archive or a page added.
	archived = lint.Ingest | lint.Archive | lint.Strict
)
