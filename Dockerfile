# A static binary on an empty image, run by nobody.
FROM golang:1.26.0-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags=-buildid= -tags urfave_cli_no_docs -o /cablelint ./cmd/cablelint

FROM scratch
COPY --from=build /cablelint /cablelint
USER 65534:65534
WORKDIR /cables
ENTRYPOINT ["/cablelint"]
CMD ["lint"]
