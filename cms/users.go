package cms

import (
	"context"
	"net/mail"
	"slices"
	"strings"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// UserInput is a new user.
type UserInput struct {
	Email, Name, Password string
	// Interface is the language of the admin for them; the caller makes sure
	// that there is a bundle for it.
	Interface string
	Grants    []models.Grant
}

// AddUser makes a user who can log in. An e-mail that somebody has already is
// errs.Conflict.
func (n *Newsroom) AddUser(ctx context.Context, by Actor, in UserInput) (*models.User, error) {
	const op = "cms.AddUser"
	u, err := n.newUser(ctx, in)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	err = n.write(ctx, op, by, func(w *work) error {
		if err := w.allow(rights.Administer, nil, ""); err != nil {
			return err
		}
		return w.addUser(ctx, u)
	})
	return u, err
}

// AddFirstAdmin makes the first administrator; where there is one already the
// answer is errs.Forbidden. It needs no rights, for nobody could hold them.
func (n *Newsroom) AddFirstAdmin(ctx context.Context, in UserInput) (*models.User, error) {
	const op = "cms.AddFirstAdmin"
	in.Grants = []models.Grant{{Role: models.RoleAdmin}}
	u, err := n.newUser(ctx, in)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	err = n.write(ctx, op, rights.Operator(u.Name), func(w *work) error {
		has, err := w.HasAdmin(ctx)
		if err != nil {
			return err
		}
		if has {
			return errs.New(op, errs.Forbidden, "error.setup_done", nil)
		}
		return w.addUser(ctx, u)
	})
	return u, err
}

func (w *work) addUser(ctx context.Context, u *models.User) error {
	u.CreatedAt = w.now
	taken, err := w.UserByEmail(ctx, u.Email)
	if err != nil {
		return err
	}
	if taken != nil {
		return errs.New("cms", errs.Conflict, "error.email_taken", nil)
	}
	if err := w.CreateUser(ctx, u); err != nil {
		return err
	}
	return w.event(ctx, models.UserCreated, 0, "", map[string]any{"user": u.ID})
}

// newUser checks the input and hashes the password, outside of any
// transaction because that is slow on purpose.
func (n *Newsroom) newUser(ctx context.Context, in UserInput) (*models.User, error) {
	addr, err := mail.ParseAddress(strings.TrimSpace(in.Email))
	if err != nil || addr.Name != "" {
		return nil, errs.New("cms", errs.Invalid, "error.email_invalid", nil)
	}
	u := &models.User{Email: strings.ToLower(addr.Address), Name: plainLine(in.Name), Interface: in.Interface}
	if u.Name == "" {
		u.Name, _, _ = strings.Cut(u.Email, "@")
	}
	for _, g := range in.Grants {
		if !slices.Contains(models.Roles(), g.Role) {
			return nil, errs.New("cms", errs.Invalid, "error.role_unknown", errs.Args{"role": string(g.Role)})
		}
		for _, l := range g.Locales {
			if _, err := n.enabled(l); err != nil {
				return nil, err
			}
		}
		g.Locales = append([]locale.Tag{}, g.Locales...) // stored as [], never null
		u.Grants = append(u.Grants, g)
	}
	u.PasswordHash, err = n.passwords.Hash(ctx, in.Password)
	return u, err
}

// Authenticate returns the user whose e-mail and password these are. Every
// failure is the same errs.Unauthorized and takes the same time.
func (n *Newsroom) Authenticate(ctx context.Context, email, password string) (*models.User, error) {
	const op = "cms.Authenticate"
	u, err := n.store.Read().UserByEmail(ctx, strings.ToLower(strings.TrimSpace(email)))
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	hash := ""
	if u != nil && u.DisabledAt == nil {
		hash = u.PasswordHash
	}
	ok, err := n.passwords.Match(ctx, password, hash)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	if !ok {
		return nil, errs.New(op, errs.Unauthorized, "error.login_failed", nil)
	}
	return u, nil
}

// UserByID returns a user who may log in; another is errs.Unauthorized.
func (n *Newsroom) UserByID(ctx context.Context, id int64) (*models.User, error) {
	const op = "cms.UserByID"
	u, err := n.store.Read().User(ctx, id)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	if u == nil || u.DisabledAt != nil {
		return nil, errs.New(op, errs.Unauthorized, "error.login_required", nil)
	}
	return u, nil
}

// Users lists everyone; it needs the right to administer.
func (n *Newsroom) Users(ctx context.Context, by Actor) ([]models.User, error) {
	const op = "cms.Users"
	if err := allow(by, rights.Administer, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	list, err := n.store.Read().Users(ctx)
	return list, errs.Wrap(op, err)
}

// HasAdmin reports whether anyone can administer the newsroom.
func (n *Newsroom) HasAdmin(ctx context.Context) (bool, error) {
	ok, err := n.store.Read().HasAdmin(ctx)
	return ok, errs.Wrap("cms.HasAdmin", err)
}

// Preferences are how a person wants the admin to be.
type Preferences struct {
	// Interface is its language; the caller makes sure that there is a bundle
	// for it.
	Interface string
	Theme     models.Theme
}

// SetPreferences changes the actor's own preferences.
func (n *Newsroom) SetPreferences(ctx context.Context, by Actor, p Preferences) error {
	return n.write(ctx, "cms.SetPreferences", by, func(w *work) error {
		if by.UserID == nil {
			return errs.New("cms", errs.Forbidden, "error.forbidden", nil)
		}
		if !slices.Contains(models.Themes(), p.Theme) {
			return errs.New("cms", errs.Invalid, "error.bad_request", nil)
		}
		return w.changeUser(ctx, *by.UserID, func(u *models.User) { u.Interface, u.Theme = p.Interface, p.Theme })
	})
}

// SetPassword gives a user, named by e-mail, a new password; it needs the
// right to administer.
func (n *Newsroom) SetPassword(ctx context.Context, by Actor, email, password string) error {
	const op = "cms.SetPassword"
	hash, err := n.passwords.Hash(ctx, password)
	if err != nil {
		return errs.Wrap(op, err)
	}
	return n.administerUser(ctx, op, by, email, func(u *models.User, _ models.Instant) { u.PasswordHash = hash })
}

// DisableUser takes all access from a user, named by e-mail, at once; it needs
// the right to administer.
func (n *Newsroom) DisableUser(ctx context.Context, by Actor, email string) error {
	return n.administerUser(ctx, "cms.DisableUser", by, email, func(u *models.User, now models.Instant) {
		u.DisabledAt = &now
	})
}

func (n *Newsroom) administerUser(ctx context.Context, op string, by Actor, email string, change func(*models.User, models.Instant)) error {
	return n.write(ctx, op, by, func(w *work) error {
		if err := w.allow(rights.Administer, nil, ""); err != nil {
			return err
		}
		u, err := w.UserByEmail(ctx, strings.ToLower(strings.TrimSpace(email)))
		if err != nil {
			return err
		}
		if u == nil {
			return errs.New(op, errs.NotFound, "error.user_unknown", errs.Args{"email": email})
		}
		return w.changeUser(ctx, u.ID, func(u *models.User) { change(u, w.now) })
	})
}

func (w *work) changeUser(ctx context.Context, id int64, change func(*models.User)) error {
	u, err := w.User(ctx, id)
	if err != nil {
		return err
	}
	if u == nil {
		return errs.New("cms", errs.NotFound, "error.not_found", nil)
	}
	change(u)
	if err := w.UpdateUser(ctx, u); err != nil {
		return err
	}
	return w.event(ctx, models.UserUpdated, 0, "", map[string]any{"user": u.ID})
}
