package site

import (
	"strings"

	"github.com/qalam-cms/qalam/internal/locale"
)

// fonts are the files of the font that a page in the language is written with, upright
// or italic. They are asked for at once: text does not wait for a font, does not change
// to one that comes late, and so does not move. Names of languages are in the system's
// own letters. What else a page needs, its browser finds in the style sheet.
func fonts(l *locale.Locale, style string) []string {
	scripts := []string{"latin"} // with the marks and the figures
	switch {
	case l.Script == "Cyrl" && style == "italic":
		scripts = []string{"marks", "cyrillic"}
	case l.Script == "Cyrl":
		scripts = append(scripts, "cyrillic")
	case style == "italic":
		scripts = append(scripts, "marks")
	}
	if own, ok := map[locale.Tag]string{
		locale.Kazakh: "kazakh", locale.Azerbaijani: "latin-own", locale.KazakhLatin: "latin-own",
	}[l.Tag]; ok {
		scripts = append(scripts, own)
	}
	files := make([]string, len(scripts))
	for i, script := range scripts {
		files[i] = "fonts/literata-" + script + "-" + style + ".woff2"
	}
	return files
}

// slanted reports whether a page has anything in italics.
func slanted(page string) bool {
	return strings.Contains(page, "<em>") || strings.Contains(page, "<blockquote")
}
