# A static binary on an empty image, run by nobody:
#   docker build -t cablelint . && docker run --rm -v "$PWD/cables:/cables:ro" cablelint
FROM golang:1.26.0-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags=-buildid= -tags urfave_cli_no_docs -o /cablelint ./cmd/cablelint
RUN mkdir /scratch

# /tmp holds what is sorted on disk and members of archives that have to be read twice.
FROM scratch
COPY --from=build /cablelint /cablelint
COPY --from=build --chown=65534:65534 /scratch /tmp
USER 65534:65534
WORKDIR /cables
ENTRYPOINT ["/cablelint"]
CMD ["lint"]
