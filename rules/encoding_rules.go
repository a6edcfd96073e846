package rules

import "github.com/cablelint/cablelint/lint"

// encodingRules are the rules over characters that were folded, cut or misread (enc-).
var encodingRules = []*lint.Rule{
	apostropheComma,
	apostropheCommaName,
	pluralPossessiveComma,
	quoteOpenAmp,
	quoteClose8,
	quoteMixedPair,
	dashParen,
	emdashAsterisk,
	ellipsisParen,
	smartQ,
	questionMark,
	utf8SevenBit,
	htmlEntity,
	droppedAccent,
	droppedPlus,
	latin1SevenBit,
	oddApostrophe,
	curlyQuotes,
	curlyUnbalanced,
	straightQuoteOdd,
	otherNonASCII,
	mojibake,
	entityReference,
	control,
	lineEndings,
}
