//go:build unix

package cable

import (
	"syscall"
	"time"
)

// spent is the processor time that the tests have used: on a busy machine it
// tells more than a clock.
func spent() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
