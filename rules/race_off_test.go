//go:build !race

package rules

// underRace says that the race detector watches: it allocates too.
const underRace = false
