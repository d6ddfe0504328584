package site

import (
	"log/slog"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
)

// failure is a page for what is not there.
type failure struct {
	Heading, Text string
	// Versions are the languages in which the story can be read.
	Versions []versionLink
	// written are the languages of the versions.
	written []*locale.Locale
	// RequestID is what a reader can quote; empty where there is nothing to
	// report.
	RequestID string
}

// versionLink leads to a version of a story by its title; Name is that of the language.
type versionLink struct {
	link

	Name string
}

// notFound answers for a story that is not public in this language: 410 where
// it was, else 404, with links to the versions there are. story is null, and id
// 0, where the address names none. Where there is nothing to say of it the address may
// be an old one: see Error.
func (s *Site) notFound(v *visit, story *cms.Story, id int64) error {
	if story == nil || id == 0 || story.Standing == cms.Never && len(story.Versions) == 0 {
		return errs.New("site", errs.NotFound, "error.not_found", nil)
	}
	// The number may be one that it had elsewhere.
	if path, err := s.becameOf(v); err != nil {
		return err
	} else if path != "" {
		return v.redirect(path)
	}
	status, key := http.StatusNotFound, "site.error.not_found"
	switch {
	case story.Standing == cms.Gone:
		status, key = http.StatusGone, "site.error.gone"
	case len(story.Versions) > 0:
		key = "site.error.not_translated"
	}
	f := &failure{Heading: v.p.T(key + ".heading"), Text: v.p.T(key + ".text")}
	for _, version := range story.Versions {
		l := link{Text: version.Title, Lang: version.Locale, URL: v.to(web.ArticlePath(version))}
		loc, _ := s.newsroom.Locales().Lookup(version.Locale) // no other is among them
		f.Versions = append(f.Versions, versionLink{l, loc.Name})
		f.written = append(f.written, loc)
	}
	return s.sendFailure(v, status, f, storyCounterparts(story, id))
}

// sendFailure answers with an error page, whose switcher leads to the same
// thing in the other languages.
func (s *Site) sendFailure(v *visit, status int, f *failure, cp counterparts) error {
	p := s.barePage(v, f.Heading, cp)
	if status < http.StatusInternalServerError {
		var err error
		if p, err = s.newPage(v, f.Heading, cp); err != nil {
			return err
		}
	}
	for _, l := range f.written {
		p.ask(fonts(l, "normal"))
	}
	p.Body = f
	return s.send(v, status, "error", p)
}

// Error answers with an error page in the language of the path, or the one
// that suits the reader where the path names none. An old address of an imported
// story leads to it.
func (s *Site) Error(c echo.Context, f web.Failure) error {
	v, _ := s.visit(c) // that of now, where the path names no moment
	s.speak(v, s.pathLocale(v))
	if f.Status == http.StatusNotFound {
		path, err := s.becameOf(v)
		switch {
		case err != nil:
			s.log.ErrorContext(c.Request().Context(), "old address", slog.String("request_id", f.RequestID), slog.Any("error", err))
			f.Status = http.StatusInternalServerError
		case path != "":
			return v.redirect(path)
		}
	}
	key := "site.error.internal"
	if f.Status < http.StatusInternalServerError {
		key = "site.error.not_found"
	}
	view := &failure{Heading: v.p.T(key + ".heading"), Text: v.p.T(key + ".text")}
	if f.Status >= http.StatusInternalServerError {
		view.RequestID = f.RequestID
	}
	fronts := counterparts{path: web.FrontPath, has: everywhere}
	return s.sendFailure(v, f.Status, view, fronts)
}

// becameOf is the path by now of the story that had the address of the visit before it was
// imported; empty where none had.
func (s *Site) becameOf(v *visit) (string, error) {
	version, ok, err := s.newsroom.Redirect(v.Request().Context(), v.at, v.path(), v.QueryParams())
	if err != nil || !ok {
		return "", err
	}
	return web.ArticlePath(version), nil
}

func (s *Site) pathLocale(v *visit) *locale.Locale {
	first, _, _ := strings.Cut(strings.TrimPrefix(v.asked(), "/"), "/")
	for _, tag := range []string{v.Param("lang"), first} { // on a visit that is refused the path begins elsewhere
		if loc, ok := s.language(v, tag); ok {
			return loc
		}
	}
	return s.newsroom.Locales().Negotiate("", v.Request().Header.Get("Accept-Language"))
}
