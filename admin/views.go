package admin

import (
	"net/http"
	"net/url"
)

// views are the person's own lists; the one with the query is current.
func (a *Admin) views(r *request, query string) ([]savedView, error) {
	list, err := a.newsroom.SavedViews(r.Request().Context(), r.by)
	views := make([]savedView, len(list))
	for i, v := range list {
		views[i] = savedView{v.ID, v.Name, storiesPath + "?" + v.Query, v.Query == query}
	}
	return views, err
}

// viewSave keeps the list of a filter.
func (a *Admin) viewSave(r *request) error {
	filter := readFilter(r)
	query := filter.query().Encode()
	if err := a.newsroom.SaveView(r.Request().Context(), r.by, r.FormValue("name"), query); err != nil {
		return err
	}
	return a.done(r, storiesPath+"?"+query, "admin.views.saved", nil)
}

// viewForget drops a list.
func (a *Admin) viewForget(r *request) error {
	id, err := paramID(r, "view")
	if err != nil {
		return err
	}
	views, err := a.newsroom.SavedViews(r.Request().Context(), r.by)
	if err != nil {
		return err
	}
	if err := a.newsroom.ForgetView(r.Request().Context(), r.by, id); err != nil {
		return err
	}
	var back *undo
	for _, v := range views {
		if v.ID == id {
			back = &undo{Prefix + "/views?" + v.Query, url.Values{"name": {v.Name}}}
		}
	}
	return a.done(r, storiesPath, "admin.views.forgotten", back)
}

// found is the answer of the command palette.
type found struct {
	Rows []storyRow
	// Linked says that a story is picked for a link, not to go to.
	Linked bool
}

// foundAtOnce is how many stories the palette shows.
const foundAtOnce = 8

// find answers the palette, and the dialog of a link, with stories.
func (a *Admin) find(r *request) error {
	filter := storyFilter{Words: r.QueryParam("q")}
	body := found{Linked: r.QueryParam("link") != ""}
	if filter.Words != "" {
		q, err := a.storyQuery(r, &filter)
		if err != nil {
			return err
		}
		q.Limit = foundAtOnce
		page, err := a.newsroom.Stories(r.Request().Context(), r.by, q)
		if err != nil {
			return err
		}
		for i := range page.Rows {
			body.Rows = append(body.Rows, a.row(r, &page.Rows[i]))
		}
	}
	html, err := a.templates.Part(r.p.Lang(), "stories", "found", body)
	if err != nil {
		return err
	}
	return r.HTMLBlob(http.StatusOK, html)
}
