package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"
)

// Reading loads the session before a handler and leaves it as it is: for what a page
// asks for by the dozen, such as its pictures, which are no sign of anybody's doing
// something.
func (s *Sessions) Reading() echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			token := ""
			cookie, err := c.Cookie(s.scs.Cookie.Name)
			if err == nil {
				token = cookie.Value
			} else if !errors.Is(err, http.ErrNoCookie) {
				return err
			}
			ctx, err := s.scs.Load(c.Request().Context(), token)
			if err != nil {
				return err
			}
			c.SetRequest(c.Request().WithContext(ctx))
			return next(c)
		}
	}
}
