//go:build !race

package cable

// underRace says that the race detector watches: it allocates too.
const underRace = false
