package cable

func (d *Document) parseSummary()   {}
func (d *Document) parseSignature() {}
