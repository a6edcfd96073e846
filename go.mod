module github.com/cablelint/cablelint

go 1.26.0
