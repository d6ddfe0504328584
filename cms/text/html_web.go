package text

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isLeftOut reports whether an element goes with its content although the
// content is text: it is not of the story. So are what leads to other stories
// or stands beside this one, what nobody was to see, and what editors of
// another program have deleted or said to each other.
func isLeftOut(t html.Token, l *look) bool {
	switch t.DataAtom {
	case 0, atom.Html, atom.Body:
		return false // the end of it could not be told
	case atom.Nav, atom.Aside:
		return true
	case atom.Del:
		// Without these it is text that is shown as struck through.
		if hasAttribute(t, "datetime") || hasAttribute(t, "cite") {
			return true
		}
	case atom.Hr:
		// The line above footnotes.
		if attribute(t, "width") == "33%" {
			return true
		}
	}
	return l.hidden || l.office.comment || l.hasPrefix("MsoCommentReference") || l.hasPrefix("msocom") ||
		l.hasPrefix("TrackChangeTextDeletion")
}

// isShare reports whether a link offers to pass the page on. Such an address
// is a button only on a page with a look; elsewhere somebody wrote about it.
func isShare(href string) bool {
	scheme, rest, _ := splitScheme(escapeURL(href))
	switch scheme {
	case "whatsapp", "viber", "tg", "fb-messenger":
		return true
	case "mailto":
		return strings.HasPrefix(rest, "?")
	case "http", "https":
	default:
		return false
	}
	u, err := url.Parse(scheme + ":" + rest)
	if err != nil {
		return false
	}
	path := u.Path
	switch bareHost(u) {
	case "facebook.com":
		return strings.HasPrefix(path, "/sharer") || strings.HasPrefix(path, "/dialog/")
	case "twitter.com", "x.com":
		return path == "/intent/tweet" || path == "/intent/post" || path == "/share"
	case "t.me", "telegram.me":
		return strings.HasPrefix(path, "/share")
	case "vk.com":
		return path == "/share.php"
	case "connect.ok.ru":
		return strings.HasPrefix(path, "/offer")
	case "linkedin.com":
		return strings.HasPrefix(path, "/shareArticle") || strings.HasPrefix(path, "/sharing/")
	case "api.whatsapp.com", "web.whatsapp.com", "wa.me":
		return (path == "/send" || path == "/send/" || path == "/") && !u.Query().Has("phone") && u.Query().Has("text")
	case "pinterest.com":
		return strings.HasPrefix(path, "/pin/create")
	}
	return false
}

// bareHost returns the host of an address without its www.
func bareHost(u *url.URL) string {
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// image takes an image. Those that stand for a character are it; those too
// small to be seen count readers; one that loads later says elsewhere what it
// will show.
func (r *foreignReader) image(t html.Token, l *look) {
	alt := attribute(t, "alt")
	if hasAttribute(t, "data-emoji") || l.hasPrefix("emoji") || l.has("wp-smiley") {
		r.text(alt)
		return
	}
	if isTiny(attribute(t, "width")) && isTiny(attribute(t, "height")) {
		return
	}
	seen := startTag(atom.Img, html.Attribute{Key: "src", Val: imageSource(t)},
		html.Attribute{Key: "alt", Val: r.field(alt)}, html.Attribute{Key: "title", Val: r.field(attribute(t, "title"))})
	r.next.open(seen)
}

// field cleans an attribute that is text.
func (r *foreignReader) field(s string) string {
	if r.next.words.words.laidOut {
		return strings.Map(withoutLayout, s)
	}
	return s
}

func isTiny(size string) bool { return size == "0" || size == "1" }

// imageSource returns where an image is.
func imageSource(t html.Token) string {
	for _, key := range []string{"data-src", "data-original", "data-lazy-src", "src"} {
		if src := attribute(t, key); mediaURL(src) != "" {
			return src
		}
	}
	for _, key := range []string{"data-srcset", "srcset"} {
		if sources := strings.Fields(attribute(t, key)); len(sources) > 0 {
			return strings.TrimSuffix(sources[0], ",")
		}
	}
	return ""
}

// frame makes an embed of a frame that shows something known.
func (r *foreignReader) frame(t html.Token) {
	src := attribute(t, "src")
	if embedURL(src) == "" {
		src = attribute(t, "data-src")
	}
	shown := framed(src)
	if shown == "" {
		return
	}
	r.openBlock(startTag(atom.P, html.Attribute{Key: "class", Val: embedClass}), look{})
	r.next.open(startTag(atom.A, html.Attribute{Key: "href", Val: shown}))
	r.next.text(shown)
	r.next.close(atom.A)
	r.closeBlock(atom.P)
}

// frameID is the name of a video or a post.
var frameID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// framed returns the address for people of what a frame shows, or "".
func framed(src string) string {
	src = escapeURL(src)
	if strings.HasPrefix(src, "//") {
		src = "https:" + src
	}
	u, err := url.Parse(src)
	if err != nil {
		return ""
	}
	page, id := "", ""
	switch bareHost(u) {
	case "youtube.com", "youtube-nocookie.com":
		page = "https://www.youtube.com/watch?v="
		id, _ = strings.CutPrefix(u.Path, "/embed/")
	case "player.vimeo.com":
		page = "https://vimeo.com/"
		id, _ = strings.CutPrefix(u.Path, "/video/")
	case "platform.twitter.com", "platform.x.com":
		page = "https://x.com/i/status/"
		id = u.Query().Get("id")
	}
	if !frameID.MatchString(id) || id == "videoseries" {
		return ""
	}
	return page + id
}

// link takes what the program it comes from has made of a link's address.
// A place in a document that was left behind is no longer there.
func (r *foreignReader) link(t html.Token) html.Token {
	href := attribute(t, "href")
	if strings.HasPrefix(strings.TrimSpace(href), "#") && r.next.words.words.laidOut {
		href = ""
	}
	return startTag(atom.A, html.Attribute{Key: "href", Val: unwrapped(href)})
}
