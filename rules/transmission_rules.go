package rules

import "github.com/cablelint/cablelint/lint"

// transmissionRules are the rules over what transmission did to the text (tx-).
var transmissionRules = []*lint.Rule{
	pageFurniture,
	legacyPageHeader,
	pageBreakBlank,
	pageBreakHeading,
	sipdisInBody,
	qDuplicateLine,
	duplicateLine,
	duplicateBlock,
	garble,
	lostLetter,
	tokenBreakRuler,
	tokenBreakURL,
	hardCut,
	endMark,
	furnitureSerial,
	furnitureTotal,
	furnitureOrder,
}

// bodyRules are the rules over what the writers of the text did (body-).
var bodyRules = []*lint.Rule{
	portionMissing,
	portionMalformed,
	portionOutranksBanner,
	bannerHigher,
	nfWithoutCaption,
	captionMismatch,
	paraNumberGap,
	paraNumberDuplicate,
	paraNumberFormat,
	paraRunOn,
	paraUnnumbered,
	noteUnclosed,
	endSummaryOrphan,
	signatureJoined,
	usMissingStop,
	doubledWord,
	spacing,
	ocrDigit,
	trailingBlank,
	lineOver72,
}

// webRules are the rules over what archives and web pages added (web-).
var webRules = []*lint.Rule{
	pilcrow,
	pilcrowFalse,
	partialExtract,
	webPageFurniture,
	redaction,
	sentenceCase,
	truncatedEnd,
}
