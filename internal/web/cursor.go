package web

import (
	"strconv"
	"strings"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/models"
)

// FormatCursor writes a place in a list for a query string.
func FormatCursor(c cms.Cursor) string {
	return strconv.FormatInt(int64(c.At), 36) + "-" + strconv.FormatInt(c.ID, 36)
}

// ParseCursor reads what FormatCursor wrote. Anything else is nil: the list
// begins at its beginning.
func ParseCursor(s string) *cms.Cursor {
	// The last hyphen divides: a moment before 1970 begins with one.
	cut := strings.LastIndexByte(s, '-')
	if cut < 0 {
		return nil
	}
	a, errAt := strconv.ParseInt(s[:cut], 36, 64)
	i, errID := strconv.ParseInt(s[cut+1:], 36, 64)
	if errAt != nil || errID != nil {
		return nil
	}
	return &cms.Cursor{At: models.Instant(a), ID: i}
}
