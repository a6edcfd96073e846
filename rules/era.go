package rules

import (
	"strconv"
	"strings"
	"time"

	"github.com/cablelint/cablelint/cable"
)

// An order is an executive order on classification, with the span of days on
// which cables cite it. Sources: the orders themselves; 1978STATE296107 for
// E.O. 12065; ISOO, "Changes to Classified Document Markings", 22 September 2003.
type order struct {
	number      int
	first, last time.Time // days, inclusive; the zero time of last is "still in force"
}

// day is the start of a day of Greenwich. It is what time.Date gives, in a third of
// the steps: a cable is asked for its days by many rules.
func day(y int, m time.Month, d int) time.Time {
	if m < time.January || m > time.December || y < 1 {
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	// Years that begin in March have their odd day at the end: month n of one, from
	// 0, begins (153n+2)/5 days after it.
	n := int(m) - 3
	if n < 0 {
		n, y = n+12, y-1
	}
	days := 365*y + y/4 - y/100 + y/400 + (153*n+2)/5 + d - 1
	const epoch = 719468 // 1 January 1970
	return time.Unix(int64(days-epoch)*86400, 0).UTC()
}

// daysAfter is the day that many days after one.
func daysAfter(day time.Time, days int) time.Time {
	return day.Add(time.Duration(days) * 24 * time.Hour) // days of Greenwich are of one length
}

// orderNumbered is the order with the number; false when there is none. A
// function, not a table: nothing is computed at start-up.
func orderNumbered(number int) (order, bool) {
	switch number {
	case 10501:
		return order{number, day(1953, time.December, 15), day(1972, time.May, 31)}, true
	case 11652:
		return order{number, day(1972, time.June, 1), day(1978, time.November, 30)}, true
	case 12065:
		return order{number, day(1978, time.December, 1), day(1982, time.July, 31)}, true
	case 12356:
		return order{number, day(1982, time.August, 1), day(1995, time.October, 13)}, true
	case 12958:
		return order{number, day(1995, time.October, 14), day(2010, time.June, 26)}, true
	case 13526:
		return order{number: number, first: day(2010, time.June, 27)}, true
	default:
		return order{}, false
	}
}

// isOrder reports whether there is an order with the number.
func isOrder(number int) bool {
	switch number {
	case 10501, 11652, 12065, 12356, 12958, 13526:
		return true
	default:
		return false
	}
}

// numberInForce is the number of the order that a cable of the day cites; 0 when
// none of the orders known was in force.
func numberInForce(on time.Time) int {
	for _, n := range [...]int{13526, 12958, 12356, 12065, 11652, 10501} {
		if o, _ := orderNumbered(n); !on.Before(o.first) {
			return n
		}
	}
	return 0
}

// amended is the day on which E.O. 13292 changed E.O. 12958: reasons moved from
// section 1.5 to 1.4, the limit from 10 to 25 years, and X1 to X8 and OADR ended.
func amended() time.Time { return day(2003, time.September, 22) }

// sent is the day on which the cable was sent: that of its date-time group, else
// that of its metadata; false when neither can be read.
func sent(d *cable.Document) (time.Time, bool) {
	if t, ok := groupDay(d); ok {
		return t, true
	}
	return createdDay(d)
}

// sentBetween are the first and the last day on which the cable may have been
// sent: those of the year of its id where nothing says the day; false when not
// even the year is known.
func sentBetween(d *cable.Document) (first, last time.Time, ok bool) {
	if on, ok := sent(d); ok {
		return on, on, true
	}
	id, ok := readID(d, cableID(d))
	if !ok {
		return first, last, false
	}
	year := 2000 + id.year
	if id.year >= 50 {
		year -= 100
	}
	return day(year, time.January, 1), day(year, time.December, 31), true
}

// groupDay is the day of the date-time group; false when there is no readable one.
func groupDay(d *cable.Document) (time.Time, bool) {
	g := &d.Transmission.DTG
	if !g.Valid() {
		return time.Time{}, false
	}
	return day(g.Year, time.Month(g.Month), g.Day), true
}

// createdDay is the day that the metadata gives: 2006-02-08 16:51:00, 2/8/2006
// 16:51 or 1976 February 8, 16:51 (Sunday); false when there is none.
func createdDay(d *cable.Document) (time.Time, bool) {
	s := strings.TrimSpace(d.Metadata.Created)
	if s == "" {
		return time.Time{}, false
	}
	if date, _, ok := strings.Cut(s, ","); ok {
		if t, err := time.Parse("2006 January 2", date); err == nil {
			return t, true
		}
	}
	if i := strings.IndexAny(s, " T"); i > 0 {
		s = s[:i]
	}
	for _, layout := range [...]string{time.DateOnly, "1/2/2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// real reports whether a written date is a day of the calendar, and which.
func real(w cable.Date) (time.Time, bool) {
	if w.Year == 0 {
		return time.Time{}, false
	}
	t := day(w.Year, time.Month(w.Month), w.Day)
	return t, t.Month() == time.Month(w.Month) && t.Day() == w.Day
}

// yearsBetween is the number of whole years from one day to a later one.
func yearsBetween(from, to time.Time) int {
	n := to.Year() - from.Year()
	if from.AddDate(n, 0, 0).After(to) {
		n--
	}
	return n
}

// orderName is the order as people cite it: E.O. 12958.
func orderName(number int) string { return "E.O. " + strconv.Itoa(number) }
