package cable

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Object is what `cablelint parse` prints of a cable, as JSON. What the cable
// lacks is absent. Texts are on one line, as written but for the canonical
// spelling that each field says.
type Object struct {
	ID             string                `json:"id,omitempty"`
	Edition        string                `json:"edition"`
	Era            string                `json:"era,omitempty"`
	Partial        bool                  `json:"partial"`
	Metadata       *MetadataObject       `json:"metadata,omitempty"`
	Transmission   *TransmissionObject   `json:"transmission,omitempty"`
	Banner         *BannerObject         `json:"banner,omitempty"`
	Captions       []string              `json:"captions,omitempty"`
	ExecutiveOrder *ExecutiveOrderObject `json:"executive_order,omitempty"`
	Tags           []string              `json:"tags,omitempty"` // upper case, without repeats
	Subject        string                `json:"subject,omitempty"`
	References     []ReferenceObject     `json:"references,omitempty"`
	ClassifiedBy   *ClassifiedByObject   `json:"classified_by,omitempty"`
	Summary        string                `json:"summary,omitempty"`
	Paragraphs     []ParagraphObject     `json:"paragraphs,omitempty"`
	Signature      []string              `json:"signature,omitempty"` // surnames, upper case
}

// MetadataObject is what the container or the page says.
type MetadataObject struct {
	Created        string   `json:"created,omitempty"` // RFC 3339 where the value can be read
	Classification string   `json:"classification,omitempty"`
	Origin         string   `json:"origin,omitempty"`
	Title          string   `json:"title,omitempty"`
	Tags           []string `json:"tags,omitempty"`
	References     []string `json:"references,omitempty"`
}

// TransmissionObject is the ACP-127 header.
type TransmissionObject struct {
	Precedence       string            `json:"precedence,omitempty"`
	DateTimeGroup    string            `json:"date_time_group,omitempty"` // RFC 3339, UTC
	RoutingIndicator string            `json:"routing_indicator,omitempty"`
	Serial           *int              `json:"serial,omitempty"` // the station's, four digits
	From             string            `json:"from,omitempty"`
	To               []AddresseeObject `json:"to,omitempty"`
	Info             []AddresseeObject `json:"info,omitempty"`
}

// AddresseeObject is one addressee.
type AddresseeObject struct {
	RoutingIndicator string `json:"routing_indicator,omitempty"`
	Name             string `json:"name"`
	Precedence       string `json:"precedence"` // ROUTINE where no word is written
	ContinuityNumber string `json:"continuity_number,omitempty"`
}

// BannerObject is the banner.
type BannerObject struct {
	Classification string `json:"classification,omitempty"`
	Post           string `json:"post,omitempty"` // with its blanks
	Serial         *int   `json:"serial,omitempty"`
	Section        int    `json:"section,omitempty"`
	Sections       int    `json:"sections,omitempty"`
}

// ExecutiveOrderObject is the E.O. line.
type ExecutiveOrderObject struct {
	Number       int    `json:"number,omitempty"`
	DeclassifyOn string `json:"declassify_on,omitempty"` // ISO date; absent for N/A and events
	Raw          string `json:"raw,omitempty"`
}

// ReferenceObject is one item of REF.
type ReferenceObject struct {
	ID  string `json:"id,omitempty"` // absent for what is not a cable
	Raw string `json:"raw"`
}

// ClassifiedByObject is the classification authority.
type ClassifiedByObject struct {
	Name    string   `json:"name,omitempty"`
	Title   string   `json:"title,omitempty"`
	Reasons []string `json:"reasons,omitempty"`
}

// ParagraphObject is one numbered or marked paragraph.
type ParagraphObject struct {
	Number  int    `json:"number,omitempty"`
	Marking string `json:"marking,omitempty"`
	Line    int    `json:"line"` // from 1
}

// Object gives the typed fields as the interface prints them. The strings are
// copies: they stay good when the document is reused.
func (d *Document) Object() Object {
	return Object{
		ID: d.ID(), Edition: d.Edition.String(), Era: d.Era.String(), Partial: d.Partial,
		Metadata: d.metadataObject(), Transmission: d.transmissionObject(), Banner: d.bannerObject(), Captions: d.captionList(),
		ExecutiveOrder: d.executiveOrderObject(), Tags: d.TagList(), Subject: d.SubjectText(), References: d.referenceObjects(),
		ClassifiedBy: d.classifiedByObject(), Summary: d.SummaryText(), Paragraphs: d.paragraphObjects(), Signature: d.Surnames(),
	}
}

// oneLine is the text of a span on one line: without blank lines, page marks and
// pilcrows, every run of white space one blank.
func (d *Document) oneLine(s Span, cut bool) string {
	if s.Empty() {
		return ""
	}
	var f Flow
	d.fieldText(&f, s, d.LineAt(s.Start), cut)
	return strings.ToValidUTF8(strings.Join(strings.Fields(string(f.Text)), " "), "\uFFFD")
}

func (d *Document) upperLine(s Span) string { return strings.ToUpper(d.oneLine(s, false)) }

func (d *Document) metadataObject() *MetadataObject {
	m := d.Metadata
	o := MetadataObject{
		Created: m.Created, Classification: m.Classification, Origin: m.Origin, Title: m.Title,
		Tags: slices.Clone(m.Tags), References: slices.Clone(m.References),
	}
	if t, ok := createdTime(m.Created); ok {
		o.Created = t.Format(time.RFC3339)
	}
	if o.Created == "" && o.Classification == "" && o.Origin == "" && o.Title == "" && len(o.Tags) == 0 && len(o.References) == 0 {
		return nil
	}
	return &o
}

// createdTime reads the time at which a container says that the cable was made.
func createdTime(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return time.Time{}, false
	}
	if i := strings.IndexByte(s, '('); i > 0 {
		s = strings.TrimSpace(s[:i]) // the weekday
	}
	for _, layout := range [...]string{
		time.RFC3339, "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02", "1/2/2006 15:04:05", "1/2/2006 15:04", "1/2/2006",
		"2006 January 2, 15:04", "2 January 2006", "2 Jan 2006",
	} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

func (d *Document) transmissionObject() *TransmissionObject {
	t := d.Transmission
	o := TransmissionObject{
		Precedence: t.DTG.Action.String(), DateTimeGroup: t.DTG.ISO(), RoutingIndicator: d.upperLine(t.DE.Station), From: d.upperLine(t.From),
		To: d.addressees(t.To), Info: d.addressees(t.Info),
	}
	if o.Precedence == "" {
		o.Precedence = t.Called.Precedence.String()
	}
	if !t.DE.Span.Empty() && t.DE.Serial >= 0 {
		o.Serial = &t.DE.Serial
	}
	if o.Precedence == "" && o.DateTimeGroup == "" && o.RoutingIndicator == "" && o.From == "" && o.Serial == nil && len(o.To) == 0 && len(o.Info) == 0 {
		return nil
	}
	return &o
}

// ISO is the group as RFC 3339; empty when it gives no date.
func (d DateTimeGroup) ISO() string {
	if !d.Valid() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:00Z", d.Year, d.Month, d.Day, d.Minute/60, d.Minute%60)
}

func (d *Document) addressees(list []Addressee) []AddresseeObject {
	var out []AddresseeObject
	for _, a := range list {
		level := a.Precedence
		if level == NoPrecedence {
			level = Routine // what no word means
		}
		out = append(out, AddresseeObject{
			RoutingIndicator: d.upperLine(a.Indicator), Name: d.upperLine(a.Name), Precedence: level.String(), ContinuityNumber: d.upperLine(a.Continuity),
		})
	}
	return out
}

func (d *Document) bannerObject() *BannerObject {
	b := d.Banner
	if !b.Present() {
		return nil
	}
	o := BannerObject{Classification: b.Level.String(), Post: d.upperLine(b.Post), Section: b.Section, Sections: b.Sections}
	if b.Serial >= 0 {
		o.Serial = &b.Serial
	}
	return &o
}

// captionList is the captions, each once; a line may hold several.
func (d *Document) captionList() []string {
	var out []string
	add := func(s string) {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, c := range d.Captions {
		text := d.upperLine(c.Span)
		b := []byte(text)
		if end := spacedWord(b, 0, "CORRECTEDCOPY"); end > 0 {
			add("CORRECTED COPY" + text[end:])
			continue
		}
		if c.Known || !captionList(b) {
			add(text)
			continue
		}
		for i := 0; i < len(b); {
			end := spacedCaption(b, i)
			if end == 0 || isBlank(b[i]) {
				i++
				continue
			}
			add(joined(b[i:end]))
			i = end
		}
	}
	return out
}

// joined is a caption without the blanks between its letters; one of several
// words keeps its own.
func joined(b []byte) string {
	single := true
	for _, w := range strings.Fields(string(b)) {
		single = single && len(w) == 1
	}
	if single {
		return strings.ReplaceAll(string(b), " ", "")
	}
	return string(b)
}

func (d *Document) executiveOrderObject() *ExecutiveOrderObject {
	eo := d.EO
	if !eo.Present() {
		return nil
	}
	o := ExecutiveOrderObject{Number: eo.Number, Raw: d.oneLine(eo.Tail, false)}
	if eo.Form == DeclassifyDate && eo.Date.Valid() {
		o.DeclassifyOn = fmt.Sprintf("%04d-%02d-%02d", eo.Date.Year, eo.Date.Month, eo.Date.Day)
	}
	return &o
}

// TagList is the tags in canonical form: upper case, in order, without repeats,
// persons as "STEINBERG, JAMES B.".
func (d *Document) TagList() []string {
	var out []string
	for _, t := range d.Tags.Items {
		tag := d.upperLine(t.Span)
		if t.Kind == TagPerson {
			tag = personName(tag)
		}
		if tag != "" && !slices.Contains(out, tag) {
			out = append(out, tag)
		}
	}
	return out
}

// personName puts one comma and one blank after the surname. A name whose comma
// the archive turned into a blank begins with the surname too.
func personName(s string) string {
	surname, given, found := strings.Cut(s, ",")
	if !found {
		surname, given, found = strings.Cut(s, " ")
	}
	surname, given = strings.TrimSpace(surname), strings.TrimSpace(given)
	if !found || given == "" {
		return surname
	}
	return surname + ", " + strings.Join(strings.Fields(given), " ")
}

// SubjectText is the subject on one line without its portion mark.
func (d *Document) SubjectText() string { return d.oneLine(d.Subject.Text, false) }

// SummaryText is the summary on one line: without paragraph numbers, portion
// marks, headings and END SUMMARY.
func (d *Document) SummaryText() string { return strings.ToValidUTF8(d.summaryText(), "\uFFFD") }

func (d *Document) referenceObjects() []ReferenceObject {
	var out []ReferenceObject
	for _, r := range d.References.Items {
		out = append(out, ReferenceObject{ID: d.ReferenceID(r), Raw: d.oneLine(r.Span, false)})
	}
	return out
}

func (d *Document) classifiedByObject() *ClassifiedByObject {
	a := d.Authority
	name, title := d.ClassifiedBy()
	o := ClassifiedByObject{Name: d.oneLine(name, true), Title: d.oneLine(title, true)}
	for _, r := range a.Reasons {
		if s := r.String(); !slices.Contains(o.Reasons, s) {
			o.Reasons = append(o.Reasons, s)
		}
	}
	if !a.Present() {
		o.Name = d.oneLine(d.EO.Classifier, false)
	}
	if o.Name == "" && o.Title == "" && len(o.Reasons) == 0 {
		return nil
	}
	return &o
}

// String is the reason as "1.4(b)"; without the section, when none is written, "b".
func (r Reason) String() string {
	if r.Section == 0 {
		return string(rune(r.Letter))
	}
	return "1." + string(rune(r.Section)) + "(" + string(rune(r.Letter)) + ")"
}

func (d *Document) paragraphObjects() []ParagraphObject {
	var out []ParagraphObject
	for i := range d.Paragraphs {
		p := &d.Paragraphs[i]
		if !p.Nested && !d.isMarkedHeading(p) {
			out = append(out, ParagraphObject{Number: p.Number, Marking: d.Marking(p.Mark), Line: p.Line + 1})
		}
	}
	return out
}

// isMarkedHeading reports whether what has a mark and no number is a heading, the
// title of a table, or a name: it stands over a ruler, or alone on a short line
// without a stop.
func (d *Document) isMarkedHeading(p *Paragraph) bool {
	if p.Number > 0 {
		return false
	}
	if next := p.Line + 1; next < len(d.Lines) {
		switch d.Lines[next].Kind {
		case KindRuler:
			return true
		case KindText:
			return false
		}
	}
	b := d.Bytes(d.trim(Span{p.Text.Start, max(p.Text.Start, d.content(p.Line).End)}))
	return len(b) < 60 && (len(b) == 0 || !endsSentence(b) && !endsRedacted(b) || opensList(b))
}

// Marking is a portion mark in canonical spelling without its parentheses: "S/NF".
func (d *Document) Marking(m PortionMark) string {
	if !m.Marked() {
		return ""
	}
	s := strings.Trim(d.upperLine(m.Span), "() ") // one of them may be lost
	if m.Canonical {
		return s
	}
	if fused, ok := fusedMark([]byte(s)); ok && fused.NoForeign && fused.Level != NoLevel {
		if fused.Level == Secret {
			return "S/NF"
		}
		return "C/NF"
	}
	for _, w := range [...][2]string{
		{"SENSITIVE BUT UNCLASSIFIED", "SBU"}, {"LIMITED OFFICIAL USE", "LOU"}, {"TOP SECRET", "TS"}, {"SECRET", "S"}, {"CONFIDENTIAL", "C"},
		{"UNCLASSIFIED", "U"}, {"UNCLAS", "U"},
	} {
		if rest, ok := strings.CutPrefix(s, w[0]); ok {
			s = w[1] + rest
			break
		}
	}
	if m.EntireText {
		return s
	}
	n := len(s) - len(strings.TrimLeft(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	rest := strings.TrimLeft(s[n:], " -,/")
	if rest == "" {
		return s[:n]
	}
	if strings.HasPrefix(s[n:], "//") {
		return s[:n] + "//" + rest
	}
	return s[:n] + "/" + rest
}

// Surnames is the signature: the surnames in upper case, each once.
func (d *Document) Surnames() []string {
	var out []string
	for _, s := range d.Signature {
		name := strings.TrimRight(d.upperLine(s), ",")
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}
