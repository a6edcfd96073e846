# make bench prints the table of docs/scale.md; make bench-short is what CI runs.
.PHONY: bench bench-short
bench:
	go run ./bench
	go test ./rules -run Speed -speed -v

bench-short:
	go test ./rules -count=1 -run 'Speed|Allocations' -speed
