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
	at, id, ok := strings.Cut(s, "-")
	if !ok {
		return nil
	}
	a, errAt := strconv.ParseInt(at, 36, 64)
	i, errID := strconv.ParseInt(id, 36, 64)
	if errAt != nil || errID != nil {
		return nil
	}
	return &cms.Cursor{At: models.Instant(a), ID: i}
}
