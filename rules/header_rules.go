package rules

import "github.com/cablelint/cablelint/lint"

// headerRules are the rules over the header fields of a cable (hdr-), over what a
// page or a table row says of it (meta-), and over a corpus of cables (corpus-).
var headerRules = []*lint.Rule{
	eoHorizon,
}
