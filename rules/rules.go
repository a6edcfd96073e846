// Package rules holds the catalogue: every rule of cablelint, one file a rule or
// a tight family of them. A rule is a value with its documentation beside it in
// docs/<id>.md and one pure function; it reads the model of package cable, keeps
// no state, does no I/O and prints nothing.
package rules

import (
	"slices"

	"github.com/cablelint/cablelint/lint"
)

// All is every rule, in the order of the catalogue: encoding, transmission and
// page layout, header, body, web, metadata, corpus. The slice is the caller's.
func All() []*lint.Rule {
	return slices.Concat(encodingRules, transmissionRules, headerRules, bodyRules, webRules, []*lint.Rule{lintPanic})
}
