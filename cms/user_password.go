package cms

import (
	"context"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// SetPassword gives a user a new password and ends their sessions; it needs the
// right to administer.
func (n *Newsroom) SetPassword(ctx context.Context, by Actor, id int64, password string) error {
	const op = "cms.SetPassword"
	hash, err := n.passwords.Hash(ctx, password)
	if err != nil {
		return errs.Wrap(op, err)
	}
	return n.write(ctx, op, by, func(w *work) error {
		u, err := w.person(ctx, id)
		if err != nil {
			return err
		}
		return w.setPassword(ctx, u, hash, nil)
	})
}

// PasswordChange is somebody's new password.
type PasswordChange struct {
	Present, New string
	// Address is where the person is, Session the hash of the token of the session
	// that stays.
	Address string
	Session []byte
}

// ChangePassword gives the actor a new password and ends their other sessions. A
// present password that is wrong is errs.Invalid, and counts like a log-in that
// failed: too many are a [WaitError].
func (n *Newsroom) ChangePassword(ctx context.Context, by Actor, in PasswordChange) error {
	const op = "cms.ChangePassword"
	if by.UserID == nil {
		return errs.New(op, errs.Forbidden, "error.forbidden", nil)
	}
	u, err := n.UserByID(ctx, *by.UserID)
	if err != nil {
		return errs.Wrap(op, err)
	}
	limits := logInLimits(u.Email, in.Address)
	if err := n.count(ctx, limits); err != nil {
		return errs.Wrap(op, err)
	}
	ok, err := n.passwords.Match(ctx, in.Present, u.PasswordHash)
	if err != nil {
		return errs.Wrap(op, err)
	}
	if !ok {
		return errs.New(op, errs.Invalid, "error.password_wrong", nil)
	}
	if err := n.succeed(ctx, limits); err != nil {
		return errs.Wrap(op, err)
	}
	hash, err := n.passwords.Hash(ctx, in.New)
	if err != nil {
		return errs.Wrap(op, err)
	}
	return n.write(ctx, op, by, func(w *work) error {
		u, err := w.User(ctx, *by.UserID)
		if err != nil {
			return err
		}
		return w.setPassword(ctx, u, hash, in.Session)
	})
}

// setPassword gives a user a new password: whoever has got in with the old one, or
// with a link, is out, but for one session. Nobody waits for their own new password.
func (w *work) setPassword(ctx context.Context, u *models.User, hash string, but []byte) error {
	u.PasswordHash = hash
	if err := w.UpdateUser(ctx, u); err != nil {
		return err
	}
	if _, err := w.DeleteUserLink(ctx, u.ID); err != nil {
		return err
	}
	if err := w.endSessions(ctx, u.ID, but); err != nil {
		return err
	}
	if err := w.DeleteTry(ctx, accountLimit("account", u.Email).hash); err != nil {
		return err
	}
	return w.event(ctx, models.UserPasswordChanged, 0, "", map[string]any{"user": u.ID})
}
