package site

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/web"
)

// How wide pages show pictures, as style sheets lay them out.
const (
	sizesOfBody = "(min-width: 42rem) 38rem, 100vw"
	sizesOfCard = "(min-width: 42rem) 22rem, 100vw"
	sizesOfLead = "(min-width: 60rem) 42rem, 100vw"

	sizesOfPortrait = "9rem"
)

// media answers with a picture that something shows in public now. There is no page
// for one that is not: nobody reads it.
func (s *Site) media(c echo.Context) error {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return echo.ErrNotFound
	}
	p, err := s.newsroom.PublicPrint(c.Request().Context(), s.newsroom.Now(), id, c.Param("variant"), c.Param("name"))
	if err != nil {
		return err
	}
	return web.SendPrint(c, p, web.MediaPrefix, true)
}

// previewMedia answers with a picture of the draft that a link leads to.
func (s *Site) previewMedia(c echo.Context) error {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return echo.ErrNotFound
	}
	token := c.Param("token")
	p, err := s.newsroom.PreviewPrint(c.Request().Context(), token, id, c.Param("variant"), c.Param("name"))
	if err != nil {
		return err
	}
	c.Response().Header().Set("X-Robots-Tag", "noindex, nofollow")
	return web.SendPrint(c, p, previewMediaPrefix(token), false)
}

func previewMediaPrefix(token string) string { return web.PreviewPrefix + "/" + token + "/media" }

// mediaPrefix is where the pictures of the visit are: those that are not public yet
// are shown to whoever may see the page.
func (v *visit) mediaPrefix() string {
	switch {
	case v.preview != nil && v.preview.ID != 0:
		return previewMediaPrefix(v.Param("token"))
	case v.preview != nil, v.prefix != "":
		return web.DeskMediaPrefix
	}
	return web.MediaPrefix
}

// picture is a picture as a page of the visit shows it.
func (v *visit) picture(p *cms.Picture, cut cms.Cut, sizes string) *text.Picture {
	alt, credit := label(p.Alt, v.loc.Tag), label(p.Credit, v.loc.Tag)
	out := &text.Picture{
		Sizes: sizes, Alt: alt.Text, AltLang: alt.Lang, Caption: v.loc.NoBreak(p.Caption), Credit: credit.Text, CreditLang: credit.Lang,
	}
	for _, r := range cms.Renditions(p.Medium, cut) {
		out.Files = append(out.Files, text.PictureFile{
			Width: r.Width, Height: r.Height,
			WebP: web.MediaPath(v.mediaPrefix(), p.Medium, r, "webp"), JPEG: web.MediaPath(v.mediaPrefix(), p.Medium, r, "jpg"),
		})
	}
	return out
}

// widest is the absolute address of the largest public print of a picture, wider than it is
// high.
func (s *Site) widest(p *cms.Picture) string {
	all := cms.Renditions(p.Medium, cms.WideCut)
	return web.Absolute(s.base, web.MediaPath(web.MediaPrefix, p.Medium, all[len(all)-1], "jpg"))
}

// pictures finds the pictures in the text of a story.
func (v *visit) pictures(story *cms.Story) func(url string) (*text.Picture, bool) {
	return func(url string) (*text.Picture, bool) {
		id, _ := text.MediumID(url)
		p, ok := story.Pictures[id]
		if !ok {
			return nil, false
		}
		return v.picture(&p, cms.FullCut, sizesOfBody), true
	}
}
