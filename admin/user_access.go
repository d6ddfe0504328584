package admin

import (
	"context"
	"net/http"

	"github.com/qalam-cms/qalam/cms"
)

// linkView is a one-time link that has just been made.
type linkView struct {
	URL   string
	Until moment
	// Mail says what became of the letter: sent, failed, or none where there is no
	// mail server.
	Mail string
}

// userLink makes a link for a user and shows it, this once.
func (a *Admin) userLink(r *request) error {
	u, err := a.account(r)
	if err != nil {
		return err
	}
	link, err := a.newsroom.MakeLink(r.Request().Context(), r.by, u.ID)
	if correctable(err) {
		view := a.userView(r, u)
		return a.showUser(r, statusOf(err), &view, err)
	}
	if err != nil {
		return err
	}
	return a.showLink(r, link)
}

// showLink sends a new link to its user, where that can be, and shows it.
func (a *Admin) showLink(r *request, link *cms.NewLink) error {
	ctx := r.Request().Context()
	mail := "none"
	if a.mailer != nil {
		mail = "sent"
		if a.send(ctx, link) != nil { // It is logged; the link is on the screen.
			mail = "failed"
		}
	}
	u, err := a.newsroom.Account(ctx, r.by, link.UserID)
	if err != nil {
		return err
	}
	view := a.userView(r, u)
	view.Link = &linkView{a.welcomeURL(link.Token), a.moment(r, link.ExpiresAt), mail}
	return a.showUser(r, http.StatusCreated, &view, nil)
}

func (a *Admin) userDisable(r *request) error {
	return a.changeAccess(r, a.newsroom.DisableUser, "admin.user.disabled")
}

func (a *Admin) userEnable(r *request) error {
	return a.changeAccess(r, a.newsroom.EnableUser, "admin.user.enabled")
}

func (a *Admin) userEndSessions(r *request) error {
	return a.changeAccess(r, a.newsroom.EndSessionsOf, "admin.user.sessions_ended")
}

// changeAccess does something to a user, and says that it is done or why not.
func (a *Admin) changeAccess(r *request, change func(context.Context, cms.Actor, int64) error, key string) error {
	u, err := a.account(r)
	if err != nil {
		return err
	}
	err = change(r.Request().Context(), r.by, u.ID)
	if correctable(err) {
		view := a.userView(r, u)
		return a.showUser(r, statusOf(err), &view, err)
	}
	if err != nil {
		return err
	}
	return a.done(r, userPath(u.ID), key, nil)
}
