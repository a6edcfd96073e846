package rules

import (
	"testing"
	"time"
)

func TestDayIsThatOfTheCalendar(t *testing.T) {
	for y := -1; y <= 2410; y++ {
		for m := time.Month(0); m <= 13; m++ {
			for _, d := range [...]int{0, 1, 28, 29, 30, 31, 99} {
				if got, want := day(y, m, d), time.Date(y, m, d, 0, 0, 0, 0, time.UTC); got != want {
					t.Fatalf("day(%d, %d, %d) is %v, expected %v", y, m, d, got, want)
				}
			}
		}
	}
}
