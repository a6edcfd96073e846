package main

import "errors"

// errIsFolder is the reason when a folder stands where a file is expected.
var errIsFolder = errors.New("is a folder")
