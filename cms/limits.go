package cms

import (
	"strings"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Limits of what a version may hold, in characters and blocks, of a person's name and
// of what somebody says about a version.
const (
	MaxComment = 2000
	MaxTitle   = 300
	MaxSummary = 1000
	MaxBlocks  = 2000
	MaxName    = 100
)

// checkLimits refuses a version without a title, and one that holds too much.
func checkLimits(c *models.Content) error {
	switch {
	case c.Title == "":
		return errs.New("cms", errs.Invalid, "error.title_required", nil)
	case utf8.RuneCountInString(c.Title) > MaxTitle:
		return tooMany("error.title_too_long", MaxTitle)
	case utf8.RuneCountInString(c.Summary) > MaxSummary:
		return tooMany("error.summary_too_long", MaxSummary)
	case len(c.Body) > MaxBlocks:
		return tooMany("error.body_too_long", MaxBlocks)
	}
	return nil
}

func tooMany(key string, limit int) error {
	return errs.New("cms", errs.Invalid, key, errs.Args{"max": limit})
}

// plainLine cleans a text that holds one line without markup: composed, no control
// characters, no white space around or doubled.
func plainLine(s string) string {
	s = strings.ToValidUTF8(s, "")
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
	return locale.Compose(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " "))
}
