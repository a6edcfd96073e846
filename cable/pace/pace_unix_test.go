//go:build unix

package pace

import (
	"testing"
	"time"
)

// TestWaitingCostsNothing: what others do on a busy machine is not counted, work is.
func TestWaitingCostsNothing(t *testing.T) {
	if !Within(20*time.Millisecond, func() { time.Sleep(40 * time.Millisecond) }) {
		t.Error("waiting is counted")
	}
	if Within(time.Millisecond, func() {
		for start := Spent(); Spent()-start < 5*time.Millisecond; {
		}
	}) {
		t.Error("work is not counted")
	}
}
