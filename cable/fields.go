package cable

func (d *Document) parseBanner(line int) (Banner, bool)                   { return Banner{}, false }
func (d *Document) parseTransmissionLine(line int)                        {}
func (d *Document) parseAddressees(first, last int, info bool)            {}
func (d *Document) parseCaption(line int) (Caption, bool)                 { return Caption{}, false }
func (d *Document) parseExecutiveOrder(span Span, line int)               {}
func (d *Document) parseTags(span Span, line int)                         {}
func (d *Document) parseSubject(span Span, line int)                      {}
func (d *Document) parseReferences(span Span, line int)                   {}
func (d *Document) parseAuthority(span Span, line int)                    {}
func (d *Document) parsePortionMark(at, end uint32) (PortionMark, uint32) { return PortionMark{}, at }
func (d *Document) parseSummary()                                         {}
func (d *Document) parseSignature()                                       {}
func isTagsContinuation(b []byte) bool                                    { return false }
func isBannerLine(b []byte) bool                                          { return false }
func isCaptionLine(b []byte) bool                                         { return false }
