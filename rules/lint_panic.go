package rules

import (
	_ "embed"

	"github.com/cablelint/cablelint/lint"
)

//go:embed docs/lint-panic.md
var lintPanicDoc string

// lintPanic stands in the catalogue for what the engine itself reports: a rule
// that failed on a cable.
var lintPanic = &lint.Rule{
	ID:        lint.PanicID,
	Title:     "a rule failed on this cable",
	Doc:       lintPanicDoc,
	Severity:  lint.Error,
	Authority: "cablelint",
	Since:     "0.1",
}
