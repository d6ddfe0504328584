package locale

import "strings"

// mapText returns a fragment of HTML with its texts changed by change, and its tags by
// tags: where that is null every byte of tags, comments and attributes stays, and so does
// everything inside elements that skip names. Entities are part of the text, as they are
// written.
// It tells texts from tags, no more, and expects elements to be closed: reading
// HTML is the affair of the package that wrote the fragment.
func mapText(fragment string, skip func(element, lang string) bool, change, tags func(text string) string) string {
	var changed strings.Builder
	changed.Grow(len(fragment) + len(fragment)/16)
	for rest := fragment; rest != ""; {
		text, tag := nextTag(rest)
		changed.WriteString(change(text))
		rest = rest[len(text)+len(tag):]
		if element := tagName(tag); hasContent(element) && skip(element, tagLang(tag)) {
			untouched := skipElement(element, rest)
			changed.WriteString(tag)
			tag, rest = untouched, rest[len(untouched):]
		} else if tags != nil {
			tag = tags(tag)
		}
		changed.WriteString(tag)
	}
	return changed.String()
}

// nextTag returns the text before the first tag or comment, and that.
func nextTag(s string) (text, tag string) {
	for from := 0; ; {
		i := strings.IndexByte(s[from:], '<')
		if i < 0 {
			return s, ""
		}
		if start := from + i; isTag(s[start:]) {
			return s[:start], s[start : start+tagLength(s[start:])]
		}
		from += i + 1
	}
}

// isTag tells a tag from a sign of "less than".
func isTag(s string) bool {
	return len(s) > 1 && (isASCIILetter(s[1]) || strings.IndexByte("/!?", s[1]) >= 0)
}

func isASCIILetter(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

// tagLength returns how long the tag or comment at the start of s is; all of s
// if it is not closed.
func tagLength(s string) int {
	if strings.HasPrefix(s, "<!--") {
		if end := strings.Index(s, "-->"); end >= 0 {
			return end + len("-->")
		}
		return len(s)
	}
	quoted := byte(0)
	for i := range len(s) {
		switch {
		case quoted != 0:
			if s[i] == quoted {
				quoted = 0
			}
		case s[i] == '"', s[i] == '\'':
			quoted = s[i]
		case s[i] == '>':
			return i + 1
		}
	}
	return len(s)
}

// tagName returns the name of a tag's element, behind a slash in an end tag:
// /p; nothing for a comment.
func tagName(tag string) string {
	end := min(1, len(tag))
	for end < len(tag) && (isASCIILetter(tag[end]) || tag[end] >= '0' && tag[end] <= '9' || end == 1 && tag[end] == '/') {
		end++
	}
	return strings.ToLower(tag[min(1, end):end])
}

// tagLang returns the language that a tag names.
func tagLang(tag string) string {
	_, value, _ := strings.Cut(tag, ` lang="`)
	lang, _, _ := strings.Cut(value, `"`)
	return lang
}

// skipElement returns the content of an element and its end tag, given what
// follows its start tag.
func skipElement(element, rest string) string {
	end := 0
	for depth := 1; depth > 0; {
		text, tag := nextTag(rest[end:])
		if tag == "" {
			return rest
		}
		end += len(text) + len(tag)
		switch tagName(tag) {
		case element:
			depth++
		case "/" + element:
			depth--
		}
	}
	return rest[:end]
}

// hasContent tells start tags of elements that end with a tag, too.
func hasContent(element string) bool {
	switch element {
	case "", "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr":
		return false
	}
	return element[0] != '/'
}

// isCode tells the elements whose text is for machines.
func isCode(element string) bool {
	switch element {
	case "code", "pre", "kbd", "samp", "var", "script", "style":
		return true
	}
	return false
}
