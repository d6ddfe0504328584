package site

import (
	"time"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// archive answers with the stories of a day of the newsroom's zone. A date that there is
// not, or is not here yet, is not found.
func (s *Site) archive(v *visit) error {
	zone := s.newsroom.Zone()
	day, err := time.ParseInLocation("2006/01/02", v.Param("year")+"/"+v.Param("month")+"/"+v.Param("day"), zone)
	if err != nil || day.After(v.at.In(zone)) {
		return echo.ErrNotFound
	}
	in := cms.ListInput{At: v.at, Locale: v.loc.Tag, Before: v.before()}
	found, err := s.newsroom.Day(v.Request().Context(), day, in)
	if err != nil {
		return err
	}
	cp := counterparts{path: func(t locale.Tag) string { return web.ArchivePath(t, day) }}
	body := &list{
		Kind: "site.list.archive", Heading: link{Text: v.loc.NoBreak(v.loc.Date(day, locale.DateLong))},
		Earlier: s.dayLink(v, found.Earlier), Later: s.dayLink(v, found.Later),
	}
	return s.showList(v, "list", in, found.Listing, body, cp, "")
}

// dayLink leads to the day of a moment; null for none.
func (s *Site) dayLink(v *visit, at models.Instant) *link {
	if at == 0 {
		return nil
	}
	day := at.In(s.newsroom.Zone())
	return &link{Text: v.loc.NoBreak(v.loc.Date(day, locale.DateLong)), URL: v.to(web.ArchivePath(v.loc.Tag, day))}
}
