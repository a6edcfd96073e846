package rules

import "github.com/cablelint/cablelint/cable"

// foldedZones are the zones whose words a person typed: smart characters were
// folded there and nowhere else.
const foldedZones = cable.ZoneText

// Neighbours that several rules over folded characters ask for.
const (
	letters       = cable.MaskLower | cable.MaskUpper | cable.MaskQ
	wordEnd       = letters | cable.MaskDigit | cable.MaskClose | cable.MaskStop | cable.MaskQuote | cable.MaskHigh
	letterStart   = letters | cable.MaskHigh
	blankOrDash   = cable.MaskBlank | cable.MaskControl | cable.MaskDash
	blankOrOpen   = blankOrDash | cable.MaskOpen | cable.MaskAmp | cable.MaskQuote | cable.MaskHigh
	stopOrBlank   = cable.MaskBlank | cable.MaskControl | cable.MaskStop | cable.MaskComma | cable.MaskColon | cable.MaskQuestion | cable.MaskClose | cable.MaskDash | cable.MaskQuote | cable.MaskTick | cable.MaskSlash | cable.MaskHash | cable.MaskHigh | cable.MaskAmp | cable.MaskStar
	anyButBlank   = ^(cable.MaskBlank | cable.MaskControl)
	notWord       = ^(letters | cable.MaskDigit | cable.MaskClose | cable.MaskAmp)
	endOfSentence = letters | cable.MaskDigit | cable.MaskStop | cable.MaskComma | cable.MaskQuestion | cable.MaskHash | cable.MaskColon | cable.MaskClose | cable.MaskTick | cable.MaskDash | cable.MaskHigh
)

// What may stand beside a folded quotation mark.
const (
	beforeQuote    = notWord
	afterOpenQuote = anyButBlank &^ (cable.MaskAmp | cable.MaskClose | cable.MaskComma)
	beforeEight    = endOfSentence
	afterEight     = stopOrBlank
)
