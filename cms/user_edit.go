package cms

import (
	"context"
	"reflect"
	"slices"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Account is a user as an administrator sees them.
type Account struct {
	models.User
	// Link is the one-time link that waits for them, null for none.
	Link *models.UserLink
	// Sessions are how often they are logged in.
	Sessions int
}

// Account returns a user; it needs the right to administer.
func (n *Newsroom) Account(ctx context.Context, by Actor, id int64) (*Account, error) {
	const op = "cms.Account"
	if err := allow(by, rights.Administer, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	r, now := n.store.Read(), n.Now()
	u, err := r.User(ctx, id)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	if u == nil {
		return nil, errs.New(op, errs.NotFound, "error.not_found", nil)
	}
	p := &Account{User: *u}
	if p.Link, err = r.UserLinkOf(ctx, id, now); err != nil {
		return nil, errs.Wrap(op, err)
	}
	sessions, err := r.Sessions(ctx, id, now)
	p.Sessions = len(sessions)
	return p, errs.Wrap(op, err)
}

// UserEdit is what an administrator changes of a user.
type UserEdit struct {
	ID int64
	// Version is the one that the form showed.
	Version int
	Name    string
	Grants  []models.Grant
}

// EditUser changes a user's name and rights; it needs the right to administer. The
// new rights hold from the person's next request on. The last administrator stays
// one: to take that right is errs.Invalid.
func (n *Newsroom) EditUser(ctx context.Context, by Actor, in UserEdit) error {
	const op = "cms.EditUser"
	name := plainLine(in.Name)
	grants, err := n.checkGrants(in.Grants)
	switch {
	case err != nil:
	case name == "":
		err = errs.New(op, errs.Invalid, "error.person_name_required", nil)
	case utf8.RuneCountInString(name) > MaxName:
		err = tooMany("error.person_name_too_long", MaxName)
	case len(grants) == 0:
		err = errs.New(op, errs.Invalid, "error.grants_required", nil)
	}
	if err != nil {
		return errs.Wrap(op, err)
	}
	return n.write(ctx, op, by, func(w *work) error {
		u, err := w.person(ctx, in.ID)
		if err != nil {
			return err
		}
		data := map[string]any{"user": u.ID}
		was := administers(u)
		if u.Name != name {
			data["name"] = change(u.Name, name)
		}
		if before, after := grantsOf(u.Grants), grantsOf(grants); !reflect.DeepEqual(before, after) {
			data["grants"] = change(before, after)
			if err := w.SetGrants(ctx, u.ID, grants); err != nil {
				return err
			}
		}
		u.Name, u.Version, u.Grants = name, in.Version, nil // written above
		if err := w.UpdateUser(ctx, u); err != nil {
			return err
		}
		if err := w.event(ctx, models.UserUpdated, 0, "", data); err != nil {
			return err
		}
		return w.keepAdmin(ctx, was)
	})
}

// change is a value before and after, for the journal.
func change(before, after any) map[string]any {
	return map[string]any{"before": before, "after": after}
}

// grantsOf is how the journal tells of grants.
func grantsOf(grants []models.Grant) []map[string]any {
	list := []map[string]any{}
	for _, g := range grants {
		list = append(list, map[string]any{"role": g.Role, "locales": append([]locale.Tag{}, g.Locales...)})
	}
	return list
}

// person returns a user for an administrator to change.
func (w *work) person(ctx context.Context, id int64) (*models.User, error) {
	if err := w.allow(rights.Administer, nil, ""); err != nil {
		return nil, err
	}
	u, err := w.User(ctx, id)
	if err == nil && u == nil {
		return nil, errs.New("cms", errs.NotFound, "error.not_found", nil)
	}
	return u, err
}

// administers reports whether a user can log in and administer.
func administers(u *models.User) bool {
	return u.State() == models.UserActive &&
		slices.ContainsFunc(u.Grants, func(g models.Grant) bool { return g.Role == models.RoleAdmin })
}

// keepAdmin refuses to leave the newsroom without an administrator who can log in,
// where was says that there was one. It comes after the event, which other
// transactions wait for: of two administrators who go for each other one sees what
// the other has done.
func (w *work) keepAdmin(ctx context.Context, was bool) error {
	if !was {
		return nil
	}
	has, err := w.HasAdmin(ctx)
	if err == nil && !has {
		return errs.New("cms", errs.Invalid, "error.last_admin", nil)
	}
	return err
}

// DisableUser takes all access from a user at once: their sessions end, open pages
// included, and a link that waits for them opens nothing. It needs the right to
// administer. Oneself and the last administrator are errs.Invalid; one who is
// disabled stays so.
func (n *Newsroom) DisableUser(ctx context.Context, by Actor, id int64) error {
	return n.write(ctx, "cms.DisableUser", by, func(w *work) error {
		u, err := w.person(ctx, id)
		if err != nil || u.DisabledAt != nil {
			return err
		}
		if by.UserID != nil && *by.UserID == id {
			return errs.New("cms", errs.Invalid, "error.disable_self", nil)
		}
		was := administers(u)
		u.DisabledAt = &w.now
		if err := w.UpdateUser(ctx, u); err != nil {
			return err
		}
		if _, err := w.DeleteUserLink(ctx, id); err != nil {
			return err
		}
		if err := w.endSessions(ctx, id, nil); err != nil {
			return err
		}
		if err := w.event(ctx, models.UserDisabledEvent, 0, "", map[string]any{"user": id}); err != nil {
			return err
		}
		return w.keepAdmin(ctx, was)
	})
}

// EnableUser gives a user back the access that they had; it needs the right to
// administer.
func (n *Newsroom) EnableUser(ctx context.Context, by Actor, id int64) error {
	return n.write(ctx, "cms.EnableUser", by, func(w *work) error {
		u, err := w.person(ctx, id)
		if err != nil || u.DisabledAt == nil {
			return err
		}
		u.DisabledAt = nil
		if err := w.UpdateUser(ctx, u); err != nil {
			return err
		}
		return w.event(ctx, models.UserEnabled, 0, "", map[string]any{"user": id})
	})
}

// EndSessionsOf ends every session of a user; it needs the right to administer.
func (n *Newsroom) EndSessionsOf(ctx context.Context, by Actor, id int64) error {
	return n.write(ctx, "cms.EndSessionsOf", by, func(w *work) error {
		if _, err := w.person(ctx, id); err != nil {
			return err
		}
		return w.endSessions(ctx, id, nil)
	})
}
