package admin

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

const mediaPath = Prefix + "/media"

// mediaList is the media library.
type mediaList struct {
	Query   string
	Mine    bool
	Filters []filterChoice
	Filter  cms.MediaFilter
	Tiles   []mediaTile
	Next    string
	// Here is the page itself, for when there is more to see.
	Here string
	// Refused are files of an upload that were not taken.
	Refused []refusedFile
}

// refusedFile is a file that the library does not take.
type refusedFile struct{ Name, Reason string }

// mediaTile is a picture of the library.
type mediaTile struct {
	ID   int64
	URL  string
	Src  string
	Name cms.Label
	// Undescribed are the languages in which nothing stands for it.
	Undescribed []language
	// Ends is when it may no longer be shown; null where that is far or never.
	Ends    *moment
	Expired bool
}

func (a *Admin) mediaList(r *request) error { return a.showMedia(r, http.StatusOK, nil) }

// showMedia answers with the library as the query asks for it.
func (a *Admin) showMedia(r *request, status int, refused []refusedFile) error {
	body, err := a.findMedia(r)
	if err != nil {
		return err
	}
	body.Refused = refused
	return a.show(r, status, "media", page{Title: r.p.T("admin.media.title"), Active: "media", Body: body})
}

func (a *Admin) findMedia(r *request) (*mediaList, error) {
	q := cms.MediaQuery{
		Text: strings.TrimSpace(r.QueryParam("q")), Mine: r.QueryParam("mine") != "",
		Filter: cms.MediaFilter(r.QueryParam("filter")), Before: int64(number(r, "before")),
	}
	if !slices.Contains(cms.MediaFilters(), q.Filter) {
		q.Filter = ""
	}
	list, more, err := a.newsroom.Media(r.Request().Context(), r.by, q)
	if err != nil {
		return nil, err
	}
	body := &mediaList{Query: q.Text, Mine: q.Mine, Filter: q.Filter, Here: mediaPath}
	for _, f := range cms.MediaFilters() {
		body.Filters = append(body.Filters, filterChoice{string(f), r.p.T("admin.media_filter." + string(f)), f == q.Filter})
	}
	for i := range list {
		body.Tiles = append(body.Tiles, a.mediaTile(r, &list[i]))
	}
	if more {
		body.Next = nextMedia(q, list[len(list)-1].ID)
	}
	return body, nil
}

// nextMedia is the address of the next page of the library.
func nextMedia(q cms.MediaQuery, before int64) string {
	v := url.Values{"before": {strconv.FormatInt(before, 10)}}
	if q.Text != "" {
		v.Set("q", q.Text)
	}
	if q.Filter != "" {
		v.Set("filter", string(q.Filter))
	}
	if q.Mine {
		v.Set("mine", "1")
	}
	return mediaPath + "?" + v.Encode()
}

func (a *Admin) mediaTile(r *request, m *models.Medium) mediaTile {
	t := mediaTile{
		ID: m.ID, URL: mediumPath(m.ID), Src: printPath(m, cms.WideCut, 320), Name: a.newsroom.MediumLabel(m, a.contentLocale(r)),
		Expired: m.Expired(a.newsroom.Now()),
	}
	for _, l := range a.languages() {
		if cms.TextOf(m, l.Tag).Alt == "" {
			t.Undescribed = append(t.Undescribed, l)
		}
	}
	if a.newsroom.EndsSoon(m) {
		at := a.moment(r, *m.ExpiresAt)
		t.Ends = &at
	}
	return t
}

func mediumPath(id int64) string { return mediaPath + "/" + strconv.FormatInt(id, 10) }

// printPath is where the desk finds a print that is at least so wide, or the
// widest.
func printPath(m *models.Medium, c cms.Cut, width int) string {
	list := cms.Renditions(m, c)
	i := slices.IndexFunc(list, func(r cms.Rendition) bool { return r.Width >= width })
	if i < 0 {
		i = len(list) - 1
	}
	return web.MediaPath(web.DeskMediaPrefix, m, list[i], "webp")
}

// upload is what came of one file, for the script that sent it.
type upload struct {
	ID    int64  `json:"id,omitempty"`
	Name  string `json:"name"`
	Src   string `json:"src,omitempty"`
	Error string `json:"error,omitempty"`
}

// mediaUpload adds files to the library. Those that it does not take are named,
// with the reason; the others are there.
func (a *Admin) mediaUpload(r *request) error {
	results, err := a.takeFiles(r)
	if err != nil {
		return err
	}
	if r.Request().Header.Get("Accept") == echo.MIMEApplicationJSON {
		return r.JSON(http.StatusOK, results)
	}
	var refused []refusedFile
	var last int64
	for _, f := range results {
		if f.Error != "" {
			refused = append(refused, refusedFile{f.Name, f.Error})
		} else {
			last = f.ID
		}
	}
	switch {
	case len(refused) > 0:
		return a.showMedia(r, http.StatusUnprocessableEntity, refused)
	case len(results) == 1:
		return a.done(r, mediumPath(last), "admin.media.added", nil)
	}
	return a.done(r, mediaPath, "admin.media.added_all", nil)
}

func (a *Admin) takeFiles(r *request) ([]upload, error) {
	results := []upload{}
	err := web.EachFile(r, "file", cms.MaxUpload, func(f web.File) error {
		result := upload{Name: f.Name}
		m, _, err := a.newsroom.AddMedium(r.Request().Context(), r.by, cms.UploadInput{Name: f.Name, Data: f.Data})
		switch {
		case errs.Is(err, errs.Forbidden) || err != nil && !correctable(err):
			return err
		case err != nil:
			result.Error = r.p.Error(err)
		default:
			result.ID, result.Src = m.ID, printPath(m, cms.WideCut, 320)
		}
		results = append(results, result)
		return nil
	})
	return results, err
}

// mediaPick lists pictures to choose from, for a dialog.
func (a *Admin) mediaPick(r *request) error {
	body, err := a.findMedia(r)
	if err != nil {
		return err
	}
	html, err := a.templates.Part(r.p.Lang(), "media", "pick", body)
	if err != nil {
		return err
	}
	return r.HTMLBlob(http.StatusOK, html)
}

// mediaFile answers with a print of any picture.
func (a *Admin) mediaFile(r *request) error {
	id, err := paramID(r, "medium")
	if err != nil {
		return err
	}
	p, err := a.newsroom.MediumPrint(r.Request().Context(), r.by, id, r.Param("variant"), r.Param("name"))
	if err != nil {
		return err
	}
	return web.SendPrint(r, p, web.DeskMediaPrefix, false)
}

// mediaThumb leads to a small print of a picture, for who knows its id only.
func (a *Admin) mediaThumb(r *request) error {
	d, err := a.openMedium(r)
	if err != nil {
		return err
	}
	return r.Redirect(http.StatusFound, printPath(d.Medium, cms.FullCut, 640))
}
