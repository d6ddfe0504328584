package text

import (
	"net/url"
	"regexp"
	"strings"
)

// maxWraps is how many redirects around an address are looked through. More
// are no accident; bounding them bounds the time.
const maxWraps = 3

// unwrapped returns the address that a link of a program or a network leads
// to in the end, where the link says it: they put a counter of their own in
// front of what people link. Other addresses are returned as they are.
func unwrapped(href string) string {
	inner := href
	for range maxWraps {
		next, ok := wrappedIn(inner)
		if !ok {
			return inner
		}
		inner = next
	}
	if _, ok := wrappedIn(inner); ok {
		return href
	}
	return inner
}

// wrappedIn returns the address that a redirect names.
func wrappedIn(href string) (string, bool) {
	u, err := url.Parse(linkHref(href))
	if err != nil || u.Host == "" {
		return "", false
	}
	key := redirectKey(bareHost(u), u.Path)
	if key == "" {
		return "", false
	}
	q := u.Query()
	target := q.Get(key)
	if target == "" && key == "q" {
		target = q.Get("url")
	}
	// What does not lead to another site is not what was wrapped.
	return target, isExternal(linkHref(target))
}

// googleHost is the search engine, whose host has the ending of every country.
var googleHost = regexp.MustCompile(`^google\.(com|[a-z]{2}|com?\.[a-z]{2})$`)

// redirectKey returns the parameter that names where a redirect leads, or "".
func redirectKey(host, path string) string {
	switch {
	case googleHost.MatchString(host) && path == "/url":
		return "q"
	case host == "youtube.com" && path == "/redirect":
		return "q"
	case strings.HasSuffix(host, ".safelinks.protection.outlook.com"),
		host == "slack-redir.net" && path == "/link",
		host == "linkedin.com" && strings.HasPrefix(path, "/redir/redirect"),
		host == "t.me" && path == "/iv",
		host == "out.reddit.com":
		return "url"
	case host == "l.facebook.com", host == "lm.facebook.com", host == "l.instagram.com":
		return "u"
	case (host == "vk.com" || host == "m.vk.com" || host == "away.vk.com") && path == "/away.php":
		return "to"
	}
	return ""
}
