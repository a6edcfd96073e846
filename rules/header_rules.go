package rules

import "github.com/cablelint/cablelint/lint"

// headerRules are the rules over the header fields of a cable (hdr-), over what a
// page or a table row says of it (meta-), and over a corpus of cables (corpus-).
var headerRules = []*lint.Rule{
	headerRepeated, subjectRepeated, sipdisDuplicate,
	bannerMalformed, bannerMissing, wrongCable, classificationDisagrees,
	eoNoColon, eoMistyped, eoDate, eoRunOn, eoMissing, eoInForce, eoHorizon, eoExemption, eoUnclassified,
	tagsNoColon, tagsRunOn, tagsMissing, tagsBlankSeparated, tagsWrapped, tagsOddToken, tagsNoSubjectTag, tagsPerson,
	subjectMissing, subjectSplit,
	refDoubleLetter, refSplitAtComma, refMalformed, refLetters, refYearMissing,
	classifiedByMissing, classifiedByDuplicate, classifiedByUnclassified, reasonsMalformed, reasonEra,
	captionOrder, captionUnknown,
	precedence, deSerial, deJulianDay, securityLine, hdrPost, sectionCount, correctedCopy, lineMalformed,
	metaIDMalformed, metaCreated, metaOrigin, metaTags, metaTitleTruncated,
	corpusDuplicateID, corpusDuplicateText, corpusDanglingReference, corpusMissingSection, corpusSerialDateOrder,
}
