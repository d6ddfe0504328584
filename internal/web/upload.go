package web

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"github.com/qalam-cms/qalam/internal/errs"
)

// How large the body of a request may be, and one that brings pictures; and how
// long such a one may be under way.
const (
	bodyLimit   = "1M"
	uploadLimit = "12M"
	uploadTime  = 5 * time.Minute
)

// limited refuses bodies that are too large.
func limited() echo.MiddlewareFunc {
	plain, upload := middleware.BodyLimit(bodyLimit), middleware.BodyLimit(uploadLimit)
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		usual, large := plain(next), upload(next)
		return func(c echo.Context) error {
			if c.Request().Method == http.MethodPost && strings.HasPrefix(c.Path(), DeskMediaPrefix) {
				return large(c)
			}
			return usual(c)
		}
	}
}

// File is a file that a form brings.
type File struct {
	// Name is what the client calls it.
	Name string
	Data []byte
}

// EachFile reads the files of a form's field one after another, of each at most so
// many bytes and one more, and gives them to take; a field without a file is passed
// over. It allows a slow connection its time.
func EachFile(c echo.Context, field string, limit int64, take func(File) error) error {
	until := time.Now().Add(uploadTime) //nolint:forbidigo // of the connection, not of the newsroom
	control := http.NewResponseController(c.Response())
	if err := errors.Join(control.SetReadDeadline(until), control.SetWriteDeadline(until)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	parts, err := c.Request().MultipartReader()
	if err != nil {
		return errs.New("web.EachFile", errs.Invalid, "error.bad_request", nil)
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return broken(err)
		}
		if part.FormName() != field || part.FileName() == "" {
			continue
		}
		data, err := io.ReadAll(io.LimitReader(part, limit+1))
		if err != nil {
			return broken(err)
		}
		if err := take(File{part.FileName(), data}); err != nil {
			return err
		}
	}
}

// broken is the error of a body that ended too soon or was too large.
func broken(err error) error {
	if _, ok := errors.AsType[*echo.HTTPError](err); ok {
		return ours(err)
	}
	return &errs.Error{Op: "web.EachFile", Kind: errs.Invalid, Key: "error.bad_request", Err: err}
}
