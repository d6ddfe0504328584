package text

import (
	"strconv"
	"strings"

	"github.com/qalam-cms/qalam/models"
)

// articleScheme begins the address of an own story, wherever it will be.
const articleScheme = "article:"

// Links returns the ids of the own stories that the body links, each once, in
// the order in which they appear.
func Links(body models.Body) []int64 {
	var ids []int64
	seen := make(map[int64]bool)
	for i := range body {
		if !strings.Contains(body[i].Text, articleScheme) {
			continue // Most have none, and need no reading.
		}
		for _, runs := range fragments(&body[i]) {
			for _, r := range runs {
				if id, ok := articleID(r.marks.href); ok && !seen[id] {
					seen[id] = true
					ids = append(ids, id)
				}
			}
		}
	}
	return ids
}

// articleID returns the id in a link to an own story.
func articleID(href string) (int64, bool) {
	digits, ok := strings.CutPrefix(href, articleScheme)
	if !ok || digits == "" || digits[0] < '0' || digits[0] > '9' {
		return 0, false
	}
	id, err := strconv.ParseInt(digits, 10, 64)
	return id, err == nil && id > 0
}

// linkHref returns the one spelling of a link's address, or "" where the
// address is not of a kind that a text may link.
func linkHref(raw string) string {
	href := escapeURL(raw)
	scheme, rest, ok := splitScheme(href)
	if !ok {
		return relativeURL(href)
	}
	switch scheme {
	case "http", "https":
		return hostURL(scheme, rest)
	case "mailto":
		if rest == "" {
			return ""
		}
		return "mailto:" + rest
	case "article":
		id, ok := articleID(articleScheme + rest)
		if !ok {
			return ""
		}
		return articleScheme + strconv.FormatInt(id, 10)
	}
	return ""
}

// mediaURL returns the one spelling of an image's address, or "": on the web,
// beside the text, or in the media library.
func mediaURL(raw string) string {
	href := escapeURL(raw)
	if scheme, rest, _ := splitScheme(href); scheme+":" == mediaScheme {
		id, ok := MediumID(mediaScheme + rest)
		if !ok {
			return ""
		}
		return MediumURL(id)
	}
	return pageURL(href)
}

// pageURL returns the one spelling of the address of a page, or "".
func pageURL(raw string) string {
	href := escapeURL(raw)
	if scheme, rest, ok := splitScheme(href); ok {
		return webURL(scheme, rest)
	}
	return relativeURL(href)
}

// embedURL returns the one spelling of the address of something embedded, or
// "". It is on another site, so it is never relative.
func embedURL(raw string) string {
	scheme, rest, _ := splitScheme(escapeURL(raw))
	return webURL(scheme, rest)
}

func webURL(scheme, rest string) string {
	if scheme != "http" && scheme != "https" {
		return ""
	}
	return hostURL(scheme, rest)
}

// isExternal reports whether a canonical address leads to another site.
func isExternal(href string) bool {
	return strings.HasPrefix(href, "http://") || strings.HasPrefix(href, "https://")
}

// hostURL puts the address together again if it names a host.
func hostURL(scheme, rest string) string {
	host, ok := strings.CutPrefix(rest, "//")
	if !ok || host == "" || strings.ContainsRune("/?#:@", rune(host[0])) {
		return ""
	}
	return scheme + "://" + host
}

// relativeURL refuses what has a host although it has no scheme.
func relativeURL(href string) string {
	if strings.HasPrefix(href, "//") {
		return ""
	}
	return href
}

// splitScheme cuts a URL at the colon that ends its scheme. A colon after the
// first slash, question mark or hash ends none.
func splitScheme(href string) (scheme, rest string, ok bool) {
	i := strings.IndexAny(href, ":/?#")
	if i < 0 || href[i] != ':' {
		return "", href, false
	}
	return strings.ToLower(href[:i]), href[i+1:], true
}

// escapeURL percent-encodes every byte that cannot stand in a URL and drops
// control characters, as browsers do: they are how schemes are disguised.
// Encoding the backslash keeps "/\host" from being read as "//host".
func escapeURL(raw string) string {
	raw = strings.ToValidUTF8(raw, "\uFFFD")
	raw = strings.TrimFunc(raw, func(r rune) bool { return r <= ' ' })
	const hexDigits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(raw) {
		c := raw[i]
		switch {
		case c < ' ' || c == 0x7F:
		case isWordByte(c) || strings.IndexByte("!#$&'()*+,-./:;=?@_~", c) >= 0 || isPercentCode(raw, i):
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hexDigits[c>>4])
			b.WriteByte(hexDigits[c&15])
		}
	}
	return b.String()
}

// isPercentCode reports whether a percent sign and two hexadecimal digits
// stand at s[i].
func isPercentCode(s string, i int) bool {
	return s[i] == '%' && i+2 < len(s) && isHexByte(s[i+1]) && isHexByte(s[i+2])
}

func isHexByte(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
}
