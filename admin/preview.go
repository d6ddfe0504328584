package admin

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
)

// previewView is a link to a draft in the editor.
type previewView struct {
	ID    int64
	Until moment
}

// Travellers lets those pass who are logged in and may see the site as it is at
// another moment; the others go to the log-in page, or are told that they may
// not.
func (a *Admin) Travellers() echo.MiddlewareFunc {
	return a.guard(func(r *request) error { return a.newsroom.MayTravel(r.by) })
}

// Members lets those pass who are logged in; the others go to the log-in page.
func (a *Admin) Members() echo.MiddlewareFunc { return a.guard(func(*request) error { return nil }) }

// guard lets those pass whom may does not refuse, and tells who they are.
func (a *Admin) guard(may func(r *request) error) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		guarded := a.signedIn(func(r *request) error {
			if err := may(r); err != nil {
				return a.Error(r, web.Failure{Status: statusOf(err), Err: err, RequestID: web.RequestID(r)})
			}
			web.SetActor(r.Context, r.by)
			return next(r.Context)
		})
		return a.sessions.Middleware()(noStore(guarded))
	}
}

// contentLocale is the language of content nearest to that of the interface.
func (a *Admin) contentLocale(r *request) locale.Tag {
	return a.newsroom.Locales().Negotiate(string(r.p.Lang()), "").Tag
}

// storyPreview makes a link to a draft and shows it, this once.
func (a *Admin) storyPreview(r *request) error {
	id, l, err := storyPath(r)
	if err != nil {
		return err
	}
	made, err := a.newsroom.CreatePreview(r.Request().Context(), r.by, cms.PreviewInput{
		ArticleID: id, Locale: l, Revision: formID(r, "revision"), At: cms.WallTime{Local: r.FormValue("at")},
	})
	if err != nil {
		return a.afterAction(r, err, "", nil)
	}
	d, loc, err := a.openStory(r)
	if err != nil {
		return err
	}
	view, err := a.storyView(r, d, loc)
	if err != nil {
		return err
	}
	if err := a.choices(r, view, d, loc); err != nil {
		return err
	}
	view.NewPreview = web.Absolute(a.base, web.PreviewPrefix+"/"+made.Token)
	return a.show(r, http.StatusCreated, "story_edit", storyPage(r, view))
}

// storyPreviewRevoke closes a link to a draft.
func (a *Admin) storyPreviewRevoke(r *request) error {
	id, l, err := storyPath(r)
	if err != nil {
		return err
	}
	preview, err := paramID(r, "preview")
	if err != nil {
		return err
	}
	err = a.newsroom.RevokePreview(r.Request().Context(), r.by, id, l, preview)
	return a.afterAction(r, err, "admin.preview.revoked", nil)
}

// previews lists the links that open drafts of a version.
func (a *Admin) previews(r *request, id int64, l locale.Tag) ([]previewView, error) {
	links, err := a.newsroom.Previews(r.Request().Context(), r.by, id, l)
	if err != nil {
		return nil, err
	}
	views := make([]previewView, len(links))
	for i, p := range links {
		views[i] = previewView{p.ID, a.moment(r, p.ExpiresAt)}
	}
	return views, nil
}
