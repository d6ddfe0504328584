package testkit

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"testing"
)

// Feed is what a program that follows the news makes of a feed.
type Feed struct {
	// Version is the format: rss20, atom10.
	Version string
	// Wrong says what is no proper feed of that format; empty for nothing.
	Wrong   string
	Title   string
	Entries []FeedEntry
}

// FeedEntry is an entry of a feed.
type FeedEntry struct{ ID, Title, Link, Published, Updated string }

// reader reads a feed as feedparser does, and tells what it found.
const reader = `
import feedparser, json, sys
d = feedparser.parse(sys.stdin.buffer.read(), response_headers={"content-type": sys.argv[1]})
print(json.dumps({"version": d.version, "wrong": str(d.get("bozo_exception", "")) if d.bozo else "", "title": d.feed.get("title", ""),
  "entries": [{k: e.get(k, "") for k in ("id", "title", "link", "published", "updated")} for e in d.entries]}))
`

// ReadFeed reads a feed of a media type with feedparser, which Debian has as
// python3-feedparser.
func ReadFeed(t testing.TB, mediaType string, data []byte) (f Feed) {
	t.Helper()
	const python = "/usr/bin/python3" // Debian's: another would not know its packages
	if err := exec.CommandContext(t.Context(), python, "-c", "import feedparser").Run(); err != nil {
		missing(t, "feedparser: install python3-feedparser: "+err.Error())
	}
	command := exec.CommandContext(t.Context(), python, "-c", reader, mediaType)
	command.Stdin = bytes.NewReader(data)
	out, err := command.Output()
	if err == nil {
		err = json.Unmarshal(out, &f)
	}
	if err != nil {
		t.Fatalf("feedparser: %v", err)
	}
	return f
}
