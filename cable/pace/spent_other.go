//go:build !unix

package pace

import "time"

var begun = time.Now()

// Spent is the time since the process began.
func Spent() time.Duration { return time.Since(begun) }
