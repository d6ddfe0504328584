package site

import (
	"github.com/qalam-cms/qalam/internal/locale"
)

// fonts are the files of the font that every page in the language is written with.
// They are asked for at once: text does not wait for a font, and does not change to one
// that comes late. What else a page needs, its browser finds in the style sheet.
func fonts(l *locale.Locale) []string {
	list := []string{"fonts/literata-latin-normal.woff2"} // for the names of the languages, too
	if l.Script == "Cyrl" {
		list = append(list, "fonts/literata-cyrillic-normal.woff2")
	}
	switch l.Tag {
	case locale.Kazakh:
		list = append(list, "fonts/literata-kazakh-normal.woff2")
	case locale.Azerbaijani, locale.KazakhLatin:
		list = append(list, "fonts/literata-latin-own-normal.woff2")
	}
	return list
}
