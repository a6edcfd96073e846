package cable

var longMonths = []string{
	"JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER",
}

// monthNumber is the month that b names, whole or cut to three letters (and
// SEPT); 0 when it names none.
func monthNumber(b []byte) int {
	if len(b) < 3 || len(b) > 9 {
		return 0
	}
	m := shortMonth(upper(b[0]), upper(b[1]), upper(b[2]))
	if m == 0 || len(b) == 3 || foldEqual(b, longMonths[m-1]) || m == 9 && foldEqual(b, "SEPT") {
		return m
	}
	return 0
}

// shortMonth is the month that three capitals stand for; 0 when they stand for none.
func shortMonth(a, b, c byte) int {
	switch uint32(a)<<16 | uint32(b)<<8 | uint32(c) {
	case 'J'<<16 | 'A'<<8 | 'N':
		return 1
	case 'F'<<16 | 'E'<<8 | 'B':
		return 2
	case 'M'<<16 | 'A'<<8 | 'R':
		return 3
	case 'A'<<16 | 'P'<<8 | 'R':
		return 4
	case 'M'<<16 | 'A'<<8 | 'Y':
		return 5
	case 'J'<<16 | 'U'<<8 | 'N':
		return 6
	case 'J'<<16 | 'U'<<8 | 'L':
		return 7
	case 'A'<<16 | 'U'<<8 | 'G':
		return 8
	case 'S'<<16 | 'E'<<8 | 'P':
		return 9
	case 'O'<<16 | 'C'<<8 | 'T':
		return 10
	case 'N'<<16 | 'O'<<8 | 'V':
		return 11
	case 'D'<<16 | 'E'<<8 | 'C':
		return 12
	}
	return 0
}

// Valid reports whether the date is one of the calendar, in a year that a cable
// can name.
func (d Date) Valid() bool {
	return d.Year >= 1900 && d.Year < 2200 && d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && d.Day <= daysIn(d.Year, d.Month)
}

// daysIn is the number of days of a month.
func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	default:
		return 31
	}
}

// dateAt reads a date at i and gives its end: 01/30/2016, 1/30/16, 2016/01/30,
// 2016-01-30, 20160130, 30 JAN 2016, JANUARY 30, 2016. What is no date of the
// calendar is given back with ok false.
func dateAt(t []byte, i int) (date Date, end int, ok bool) {
	if i < len(t) && isLetter(t[i]) {
		return namedDate(t, i)
	}
	if date, ok := paddedDate(t, i); ok {
		return date, i + len("01/30/2016"), date.Valid()
	}
	return dateOfDigits(t, i)
}

// dateOfDigits is dateAt where no letter stands at i.
func dateOfDigits(t []byte, i int) (date Date, end int, ok bool) {
	a, j := digitsAt(t, i)
	if a < 0 {
		return Date{}, i, false
	}
	if j-i == 8 {
		date = Date{Year: a / 10000, Month: a / 100 % 100, Day: a % 100, ISO: true}
		return date, j, date.Valid() && date.Year >= 1950 && date.Year < 2100
	}
	if k := skipBlanks(t, j); k < len(t) && isLetter(t[k]) {
		return dayFirst(t, a, k)
	}
	if j >= len(t) || t[j] != '/' && t[j] != '-' && t[j] != '.' {
		return Date{}, i, false
	}
	joint := t[j]
	b, k := digitsAt(t, j+1)
	if b < 0 || k >= len(t) || t[k] != joint {
		return Date{}, i, false
	}
	c, end := digitsAt(t, k+1)
	if c < 0 {
		return Date{}, i, false
	}
	if j-i == 4 {
		date = Date{Year: a, Month: b, Day: c, ISO: true, Unpadded: k-j < 3 || end-k < 3}
		return date, end, date.Valid()
	}
	date = Date{Year: c, Month: a, Day: b, Unpadded: j-i != 2 || k-j-1 != 2}
	if end-k-1 <= 2 {
		date.Year, date.TwoDigitYear = fullYear(c), true
	}
	return date, end, date.Valid()
}

// paddedDate reads 01/30/2016 at i, as most dates are; false for any other form.
func paddedDate(t []byte, i int) (date Date, ok bool) {
	const form = "01/30/2016"
	if i+len(form) > len(t) || t[i+2] != '/' || t[i+5] != '/' || isDigit(byteAt(t, i+len(form))) {
		return date, false
	}
	b := (*[len(form)]byte)(t[i:])
	for _, c := range [...]byte{b[0], b[1], b[3], b[4], b[6], b[7], b[8], b[9]} {
		if !isDigit(c) {
			return date, false
		}
	}
	return Date{Year: decimal(b[6:]), Month: decimal(b[:2]), Day: decimal(b[3:5])}, true
}

// digitsAt is the value of the digits at i and their end; -1 when there are none
// or too many.
func digitsAt(t []byte, i int) (int, int) {
	j := skipDigits(t, i)
	return number(t[i:j]), j
}

// namedDate reads JANUARY 30, 2016.
func namedDate(t []byte, i int) (Date, int, bool) {
	j := skipLetters(t, i)
	month := monthNumber(t[i:j])
	if month == 0 {
		return Date{}, i, false
	}
	if j < len(t) && t[j] == '.' {
		j++
	}
	day, k := digitsAt(t, skipBlanks(t, j))
	if day < 0 || day > 31 {
		return Date{}, i, false
	}
	for k < len(t) && (isBlank(t[k]) || t[k] == ',') {
		k++
	}
	year, end := digitsAt(t, k)
	return withYear(Date{Month: month, Day: day}, year, end-k, end)
}

// dayFirst reads 30 JAN 2016 whose month is at k.
func dayFirst(t []byte, day, k int) (Date, int, bool) {
	j := skipLetters(t, k)
	month := monthNumber(t[k:j])
	if month == 0 || day > 31 {
		return Date{}, k, false
	}
	for j < len(t) && (isBlank(t[j]) || t[j] == ',' || t[j] == '.' || t[j] == '-') {
		j++
	}
	year, end := digitsAt(t, j)
	return withYear(Date{Month: month, Day: day}, year, end-j, end)
}

// withYear completes a date with a year of n digits.
func withYear(d Date, year, n, end int) (Date, int, bool) {
	switch n {
	case 2:
		d.Year, d.TwoDigitYear = fullYear(year), true
	case 4:
		d.Year = year
	default:
		return Date{}, end, false
	}
	return d, end, d.Valid()
}
