module github.com/cablelint/cablelint

go 1.26.0

require (
	github.com/fatih/color v1.19.0
	github.com/sergi/go-diff v1.4.0
)

require (
	github.com/bmatcuk/doublestar/v4 v4.10.4 // indirect
	github.com/mattn/go-colorable v0.1.14 // indirect
	github.com/mattn/go-isatty v0.0.24 // indirect
	golang.org/x/sys v0.42.0 // indirect
)
