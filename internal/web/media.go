package web

import (
	"bytes"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/cms"
)

// mediaPolicy lets a file be looked at and do nothing, whatever a browser takes it
// for.
const mediaPolicy = "default-src 'none'; sandbox"

// SendPrint answers with a picture. One that is public never changes under its
// address; an address of an earlier edition leads to the present one, under the
// prefix.
func SendPrint(c echo.Context, p *cms.Print, prefix string, public bool) error {
	h := c.Response().Header()
	h.Set("Content-Security-Policy", mediaPolicy)
	h.Set("Cache-Control", "private, no-cache")
	if !p.Current {
		_, ext, _ := strings.Cut(c.Param("name"), ".")
		h.Set("Cache-Control", "no-store")
		return c.Redirect(http.StatusFound, MediaPath(prefix, p.Medium, p.Rendition, ext))
	}
	if public {
		h.Set("Cache-Control", forever)
	}
	h.Set("Content-Type", p.Type)
	h.Set("ETag", `"`+p.Medium.Digest[:16]+"-"+c.Param("variant")+`"`)
	http.ServeContent(c.Response(), c.Request(), "", zeroTime(), bytes.NewReader(p.Data))
	return nil
}

// forever is for what never changes under its address.
const forever = "public, max-age=31536000, immutable"

// SendCard answers with the image of a page, whose name says all that can be seen on it.
func SendCard(c echo.Context, name string, data []byte) error {
	h := c.Response().Header()
	h.Set("Content-Security-Policy", mediaPolicy)
	h.Set("Cache-Control", forever)
	h.Set("Content-Type", CardType(name))
	h.Set("ETag", `"`+name+`"`)
	http.ServeContent(c.Response(), c.Request(), "", zeroTime(), bytes.NewReader(data))
	return nil
}

// CardType is the media type of the image of a page, by the name of its file.
func CardType(name string) string {
	if strings.HasSuffix(name, ".jpg") {
		return "image/jpeg"
	}
	return "image/png"
}
