package cms

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// How long a one-time link opens.
const (
	inviteAge = 72 * time.Hour
	resetAge  = 24 * time.Hour
)

// tokenBytes is how random the token of a link is.
const tokenBytes = 32

// NewLink is a one-time link that has just been made, and for whom. Its token is
// told here and nowhere else.
type NewLink struct {
	models.UserLink
	Token string
	User  *models.User
}

// InviteUser makes a user without a password and the link with which they choose
// one. It needs the right to administer. An e-mail that somebody has already is
// errs.Conflict. The password of the input does not count.
func (n *Newsroom) InviteUser(ctx context.Context, by Actor, in UserInput) (*NewLink, error) {
	const op = "cms.InviteUser"
	u, err := n.checkUser(in)
	if err == nil && len(u.Grants) == 0 {
		err = errs.New(op, errs.Invalid, "error.grants_required", nil)
	}
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	var link *NewLink
	err = n.write(ctx, op, by, func(w *work) error {
		if err := w.allow(rights.Administer, nil, ""); err != nil {
			return err
		}
		if err := w.storeUser(ctx, u); err != nil {
			return err
		}
		data := map[string]any{"user": u.ID, "grants": grantsOf(u.Grants)}
		if err := w.event(ctx, models.UserInvitedEvent, 0, "", data); err != nil {
			return err
		}
		link, err = w.link(ctx, u)
		return err
	})
	return link, err
}

// MakeLink makes a link with which a user chooses a new password, or their first
// one; a former link opens nothing any more, the password holds until then. It needs
// the right to administer. A user who is disabled gets none: errs.Invalid.
func (n *Newsroom) MakeLink(ctx context.Context, by Actor, id int64) (*NewLink, error) {
	var link *NewLink
	err := n.write(ctx, "cms.MakeLink", by, func(w *work) error {
		u, err := w.person(ctx, id)
		if err != nil {
			return err
		}
		if u.DisabledAt != nil {
			return errs.New("cms", errs.Invalid, "error.user_disabled", nil)
		}
		link, err = w.link(ctx, u)
		return err
	})
	return link, err
}

// link makes the one-time link of a user.
func (w *work) link(ctx context.Context, u *models.User) (*NewLink, error) {
	token := make([]byte, tokenBytes)
	_, _ = rand.Read(token) // never fails: see crypto/rand
	l := &NewLink{Token: base64.RawURLEncoding.EncodeToString(token), User: u}
	l.Hash, l.UserID, l.Kind = linkHash(l.Token), u.ID, models.ResetLink
	l.CreatedAt, l.ExpiresAt = w.now, w.now.Add(resetAge)
	if u.State() == models.UserInvited {
		l.Kind, l.ExpiresAt = models.InviteLink, w.now.Add(inviteAge)
	}
	if err := w.SetUserLink(ctx, &l.UserLink); err != nil {
		return nil, err
	}
	return l, w.event(ctx, models.UserLinkMade, 0, "", map[string]any{"user": u.ID, "kind": l.Kind})
}

func linkHash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// AskReset counts that somebody at an address says that they forgot the password of
// an account. Whether there is such an account it does not tell; too many times are
// a [WaitError].
func (n *Newsroom) AskReset(ctx context.Context, email, address string) error {
	limits := []limit{accountLimit("forgot", email), addressLimit("forgot from", address)}
	return errs.Wrap("cms.AskReset", n.count(ctx, limits))
}

// ResetLink makes a link for whoever forgot their password, null where nobody who
// may log in has the e-mail. It needs no rights: the link goes to the e-mail alone.
func (n *Newsroom) ResetLink(ctx context.Context, email string) (*NewLink, error) {
	var link *NewLink
	err := n.write(ctx, "cms.ResetLink", Actor{Name: "forgotten password"}, func(w *work) error {
		u, err := w.UserByEmail(ctx, normalEmail(email))
		if err != nil || u == nil || u.DisabledAt != nil {
			return err
		}
		link, err = w.link(ctx, u)
		return err
	})
	return link, err
}

// OpenedLink is a one-time link in the hands of the person whom it is for.
type OpenedLink struct {
	models.UserLink
	User *models.User
}

// OpenLink returns what a token opens. One that is unknown, used or expired is
// errs.NotFound, all alike.
func (n *Newsroom) OpenLink(ctx context.Context, token string) (*OpenedLink, error) {
	const op = "cms.OpenLink"
	r := n.store.Read()
	l, err := r.UserLink(ctx, linkHash(token), n.Now())
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	if l == nil {
		return nil, errs.New(op, errs.NotFound, "error.link_void", nil)
	}
	u, err := r.User(ctx, l.UserID)
	if err == nil && (u == nil || u.DisabledAt != nil) {
		return nil, errs.New(op, errs.NotFound, "error.link_void", nil)
	}
	return &OpenedLink{*l, u}, errs.Wrap(op, err)
}

// UseLink sets the password of whom a link is for and returns them. The link opens
// nothing any more, and all their sessions end. Errors are those of [Newsroom.OpenLink],
// and errs.Invalid for a password that will not do: then the link goes on to open.
func (n *Newsroom) UseLink(ctx context.Context, token, password string) (*models.User, error) {
	const op = "cms.UseLink"
	// The link comes first: only whoever has one makes us hash.
	opened, err := n.OpenLink(ctx, token)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	hash, err := n.passwords.Hash(ctx, password)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	u := opened.User
	err = n.write(ctx, op, rights.Of(u), func(w *work) error {
		l, err := w.UserLink(ctx, opened.Hash, w.now)
		if err != nil {
			return err
		}
		if l == nil {
			return errs.New(op, errs.NotFound, "error.link_void", nil)
		}
		if u, err = w.User(ctx, l.UserID); err != nil {
			return err
		}
		return w.setPassword(ctx, u, hash, nil)
	})
	return u, err
}
