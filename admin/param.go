package admin

import (
	"net/url"
	"strconv"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// paramID reads an id in an address; what is none is not found.
func paramID(r *request, name string) (int64, error) {
	id, err := strconv.ParseInt(r.Param(name), 10, 64)
	if err != nil {
		return 0, errs.New("admin", errs.NotFound, "error.not_found", nil)
	}
	return id, nil
}

// translatePath is where a version is translated paragraph by paragraph. The source,
// which is not, is written instead: the address leads on to where.
func translatePath(id int64, l locale.Tag) string { return editPath(id, l) + "/translate" }

// unitPath is the place of a paragraph there; that of what is said of the whole where the
// key is empty.
func unitPath(id int64, l locale.Tag, key models.Key) string {
	path := translatePath(id, l)
	if key == "" {
		return path + "#remarks"
	}
	return path + "#unit-" + url.PathEscape(string(key))
}
