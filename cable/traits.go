package cable

// Traits is what a cable has, a bit each: one word that tells whether a question about
// the whole cable can have an answer in it.
type Traits uint64

// The traits. Fields first, then what stands in the text.
const (
	HasBanner       Traits = 1 << iota // a classification line
	HasLevel                           // its level is known
	HasClassified                      // the level is one that an executive order defines
	HasDamage                          // the classification line lost letters, or has too many
	HasSections                        // the classification line or DE has a number of a section
	HasDE                              // format line 3
	HasSecurity                        // format line 4, with its letter
	HasDay                             // a date-time group that is a day
	HasPrecedence                      // a date-time group with a precedence
	HasFrom                            // FM
	HasCaptions                        // two captions or more
	HasSlugs                           // attention or passing lines
	HasEO                              // E.O.
	HasDate                            // a declassification date
	HasExemption                       // OADR, MR, X1 to X8 and their like in place of a date
	HasTags                            // TAGS
	HasTagItems                        // a tag
	HasSubjectTag                      // a tag that is a subject's, or unknown
	HasPersonTag                       // a tag that is a person's
	HasRunOn                           // E.O. or TAGS that do not begin their line
	HasSubject                         // SUBJECT
	HasSubjectLines                    // SUBJECT that runs over lines, or a copy of it
	HasReferences                      // an item of REF
	HasAuthority                       // who classified the cable
	HasReasons                         // a reason
	HasMetadata                        // what a page or a table says of the cable, but for its id

	HasFurniture     // a page mark
	HasRepeats       // a header block printed again
	HasBreaks        // a blank line of a page break
	HasCuts          // a word that was cut
	HasFalsePilcrows // a pilcrow before what starts no paragraph
	HasMarks         // redactions, addresses of the web, furniture in mid-line
	HasSignature     // the name at the end

	HasOddPortion  // a portion mark that is not spelled as the handbooks do, stands before its number or has a stop or what may be its copy behind it
	HasSBU         // one that says SBU
	HasOutranked   // one above the level of the classification line
	HasOnlyLower   // and all of them below it
	HasUnmarked    // a paragraph with a number and no portion mark
	HasUnnumbered  // a paragraph with a portion mark and no number
	HasRunOnNumber // a paragraph that starts in mid-line
	HasOddNumber   // a number of a paragraph that is not the one after that of the paragraph before
)

// trait is t if the cable has it.
func trait(has bool, t Traits) Traits {
	if has {
		return t
	}
	return 0
}

// Traits is what the cable has.
func (d *Document) Traits() Traits {
	return d.headTraits() | d.fieldTraits() | d.textTraits() | d.paragraphTraits()
}

// headTraits is what the transmission header and the lines below it have.
func (d *Document) headTraits() Traits {
	b, t, m := &d.Banner, &d.Transmission, &d.Metadata
	return trait(b.Present(), HasBanner) | trait(b.Level != NoLevel, HasLevel) | trait(b.Level.Classified(), HasClassified) |
		trait(b.Damaged, HasDamage) | trait(b.Section|t.DE.Section != 0, HasSections) |
		trait(!t.DE.Span.Empty(), HasDE) | trait(!t.Security.Span.Empty(), HasSecurity) |
		trait(t.DTG.Valid(), HasDay) | trait(t.DTG.Action != NoPrecedence, HasPrecedence) |
		trait(!t.From.Empty(), HasFrom) |
		trait(len(d.Captions) > 1, HasCaptions) | trait(len(d.Slugs) > 0, HasSlugs) |
		trait(len(m.Created)|len(m.Classification)|len(m.Origin)|len(m.Title)|len(m.Tags) != 0, HasMetadata)
}

// fieldTraits is what the fields from E.O. on have.
func (d *Document) fieldTraits() Traits {
	eo, s := &d.EO, &d.Subject
	kinds := 0 // of tags, a bit each
	for i := range d.Tags.Items {
		kinds |= 1 << (d.Tags.Items[i].Kind & 7)
	}
	return trait(eo.Present(), HasEO) | trait(eo.Date.Year != 0, HasDate) |
		trait(eo.Form == DeclassifyOADR || eo.Form == DeclassifyMR || eo.Form == DeclassifyExempt, HasExemption) |
		trait(d.Tags.Present(), HasTags) | trait(kinds != 0, HasTagItems) |
		trait(kinds&(1<<TagSubject|1<<TagUnknown) != 0, HasSubjectTag) | trait(kinds&(1<<TagPerson) != 0, HasPersonTag) |
		trait(eo.Present() && !eo.AtStart || d.Tags.Present() && !d.Tags.AtStart, HasRunOn) |
		trait(s.Present(), HasSubject) | trait(len(d.SubjectAgain) > 0 || !s.Text.Empty() && s.Text.End > d.Lines[s.Line].End, HasSubjectLines) |
		trait(len(d.References.Items) > 0, HasReferences) |
		trait(d.Authority.Present(), HasAuthority) | trait(len(d.Authority.Reasons) > 0, HasReasons)
}

// textTraits is what stands in the text.
func (d *Document) textTraits() Traits {
	return trait(len(d.Furniture) > 0, HasFurniture) | trait(len(d.Repeats) > 0, HasRepeats) | trait(len(d.Breaks) > 0, HasBreaks) |
		trait(len(d.Cuts) > 0, HasCuts) | trait(len(d.FalsePilcrows) > 0, HasFalsePilcrows) | trait(len(d.Marks) > 0, HasMarks) |
		trait(len(d.Signature) > 0, HasSignature)
}

// paragraphTraits is what the paragraphs have, and the portion mark of the subject.
// What few paragraphs have is asked with branches.
func (d *Document) paragraphTraits() (t Traits) {
	highest, last := NoLevel, 0
	if m := &d.Subject.Mark; m.Marked() {
		t, highest = d.portionTraits(m), m.Level
	}
	for i := range d.Paragraphs {
		p := &d.Paragraphs[i]
		if p.RunOn {
			t |= HasRunOnNumber
		}
		marked := p.Mark.Marked()
		if marked {
			t |= d.portionTraits(&p.Mark)
			highest = max(highest, p.Mark.Level)
		}
		switch {
		case p.Number == 0:
			t |= trait(marked, HasUnnumbered)
			continue
		case marked && p.Mark.Span.Start < p.NumberSpan.Start:
			t |= HasOddPortion
		case !marked && !p.Nested:
			t |= HasUnmarked
		}
		if !p.Nested {
			if p.Number != last+1 {
				t |= HasOddNumber
			}
			last = p.Number
		}
	}
	level := d.Banner.Level
	return t | trait(highest > level && level != NoLevel, HasOutranked) | trait(highest < level && highest != NoLevel, HasOnlyLower)
}

// portionTraits is what a portion mark has.
func (d *Document) portionTraits(m *PortionMark) (t Traits) {
	if !m.Canonical || d.oddBehind(m.Span) {
		t = HasOddPortion
	}
	if m.SBU {
		t |= HasSBU
	}
	return t
}

// oddBehind reports whether a stop stands behind a mark that is spelled well or, after
// blanks, what may be the mark again, with or without its parenthesis.
func (d *Document) oddBehind(mark Span) bool {
	b, at, start := d.Raw, int(mark.End), int(mark.Start)
	if at < len(b) && b[at] == '.' {
		return true
	}
	for at < len(b) && isBlank(b[at]) {
		at++
	}
	return at+1 < len(b) && (b[at] == '(' || b[at] == b[start+1] && b[at+1] == b[start+2])
}
