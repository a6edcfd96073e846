package cable

// String is the kind's name where people and programs count lines by kind.
func (k Kind) String() string {
	if int(k) < len(kindWords) {
		return kindWords[k]
	}
	return "unknown"
}

var kindWords = [...]string{
	KindUnknown: "unknown", KindBlank: "blank", KindPageMetadata: "page metadata", KindPartialExtract: "partial extract",
	KindStart: "start of transmission", KindCalledStations: "called stations", KindDE: "calling station", KindSecurity: "security",
	KindDateTimeGroup: "date-time group", KindFrom: "from", KindTo: "to", KindInfo: "info", KindExempt: "exempt",
	KindDistribution: "distribution", KindDrafting: "drafting", KindDashCounter: "dash counter", KindStamp: "stamp",
	KindBanner: "banner", KindCaption: "caption", KindSlug: "slug", KindExecutiveOrder: "executive order", KindTags: "tags",
	KindSubject: "subject", KindReference: "reference", KindAuthority: "classification authority", KindHeading: "heading",
	KindRuler: "ruler", KindParagraph: "numbered paragraph", KindUnnumbered: "paragraph", KindText: "text", KindTable: "table",
	KindFurniture: "page furniture", KindLegacyPage: "legacy page header", KindCaptionInBody: "caption in body", KindEcho: "echo",
	KindSignature: "signature", KindEndMark: "end mark", KindAttributes: "attributes",
}
