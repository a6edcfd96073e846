package rules

import (
	"github.com/cablelint/cablelint/cable"
	"github.com/cablelint/cablelint/lint"
)

const (
	// asSent is the editions whose layout is the post's: no publisher typed the
	// lines again.
	asSent = cable.EditionWire | cable.EditionMirror | cable.EditionUnknown

	// beforeCablegate is the eras of which published cables are few and their
	// forms known from handbooks more than from texts.
	beforeCablegate = cable.Era10501 | cable.Era11652 | cable.Era12065

	// drafted is the presets of a rule on what a post wrote: it holds for a new
	// telegram as for an old one.
	drafted = lint.Ingest | lint.Draft | lint.Strict

	// archived is the presets of a rule on what an archive or a page added.
	archived = lint.Ingest | lint.Archive | lint.Strict

	// anywhere is the presets of a rule on what either may have done.
	anywhere = lint.Ingest | lint.Draft | lint.Archive | lint.Strict

	// portionsAsked is the eras in which every portion had to be marked: since E.O.
	// 12065, of December 1978. Cables before it mark none.
	portionsAsked = cable.EraAny &^ (cable.Era10501 | cable.Era11652)
)
