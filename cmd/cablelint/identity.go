package main

import (
	"fmt"
	"strings"

	"github.com/cablelint/cablelint/cable"
)

// metadataID is the id that a container gives a cable, or its file's name.
func metadataID(m *cable.Metadata) string {
	if m == nil {
		return ""
	}
	if m.ID != "" {
		return m.ID
	}
	return m.FileID
}

// cableID is the id of a cable: from its container or page, the name of its
// file, or its banner with the year of the date-time group, in that order.
func cableID(d *cable.Document) string {
	if id := metadataID(&d.Metadata); id != "" {
		return id
	}
	b, dtg := d.Banner, d.Transmission.DTG
	if b.Post.Empty() || b.Serial < 0 || !dtg.Valid() {
		return ""
	}
	post := strings.ToUpper(strings.Join(strings.Fields(string(d.Bytes(b.Post))), ""))
	return fmt.Sprintf("%02d%s%d", dtg.Year%100, post, b.Serial)
}
