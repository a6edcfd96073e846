//go:build unix

package pace

import (
	"syscall"
	"time"
)

// Spent is the processor time that this process has used: on a busy machine it
// tells more than a clock.
func Spent() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
