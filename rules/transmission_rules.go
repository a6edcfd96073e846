package rules

import "github.com/cablelint/cablelint/lint"

// transmissionRules are the rules over what transmission (tx-), writers (body-)
// and web pages (web-) did to the text.
var transmissionRules = []*lint.Rule{}
