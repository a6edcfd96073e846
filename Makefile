# make bench prints the table of docs/scale.md, make bench-full with the folder of
# 100,000 cables and the stream of 1,000,000; make bench-short is what CI runs.
.PHONY: bench bench-full bench-short
bench:
	go run ./bench
	go test ./rules -run Speed -speed -v

bench-full:
	go run ./bench -full

bench-short:
	go test ./rules -count=1 -run 'Speed|Allocations' -speed
