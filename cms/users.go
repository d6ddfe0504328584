package cms

import (
	"context"
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

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
	if err := w.storeUser(ctx, u); err != nil {
		return err
	}
	return w.event(ctx, models.UserCreated, 0, "", map[string]any{"user": u.ID})
}

// storeUser stores a new user, unless somebody has the e-mail.
func (w *work) storeUser(ctx context.Context, u *models.User) error {
	u.CreatedAt = w.now
	taken, err := w.UserByEmail(ctx, u.Email)
	if err != nil {
		return err
	}
	if taken != nil {
		return errs.New("cms", errs.Conflict, "error.email_taken", nil)
	}
	return w.CreateUser(ctx, u)
}

// newUser checks the input and hashes the password, outside of any
// transaction because that is slow on purpose.
func (n *Newsroom) newUser(ctx context.Context, in UserInput) (*models.User, error) {
	u, err := n.checkUser(in)
	if err != nil {
		return nil, err
	}
	u.PasswordHash, err = n.passwords.Hash(ctx, in.Password)
	return u, err
}

// checkUser checks all of the input but the password.
func (n *Newsroom) checkUser(in UserInput) (*models.User, error) {
	addr, err := mail.ParseAddress(strings.TrimSpace(in.Email))
	if err != nil || addr.Name != "" {
		return nil, errs.New("cms", errs.Invalid, "error.email_invalid", nil)
	}
	u := &models.User{Email: strings.ToLower(addr.Address), Name: plainLine(in.Name), Interface: in.Interface}
	if u.Name == "" {
		u.Name, _, _ = strings.Cut(u.Email, "@")
	}
	if utf8.RuneCountInString(u.Name) > MaxName {
		return nil, tooMany("error.person_name_too_long", MaxName)
	}
	u.Grants, err = n.checkGrants(in.Grants)
	return u, err
}

// checkGrants refuses roles and languages that there are not.
func (n *Newsroom) checkGrants(in []models.Grant) ([]models.Grant, error) {
	var grants []models.Grant
	for _, g := range in {
		if !slices.Contains(models.Roles(), g.Role) {
			return nil, errs.New("cms", errs.Invalid, "error.role_unknown", errs.Args{"role": string(g.Role)})
		}
		for _, l := range g.Locales {
			if _, err := n.enabled(l); err != nil {
				return nil, err
			}
		}
		// Stored as [], never null.
		grants = append(grants, models.Grant{Role: g.Role, Locales: append([]locale.Tag{}, g.Locales...)})
	}
	return grants, nil
}

// Credentials are what somebody logs in with.
type Credentials struct {
	Email, Password string
	// Address is where they come from; empty for the machine itself.
	Address string
}

// Authenticate returns the user whose e-mail and password these are. Every
// failure is the same errs.Unauthorized and takes the same time. After too many of
// them, for one e-mail or from one address, the answer is a [WaitError].
func (n *Newsroom) Authenticate(ctx context.Context, in Credentials) (*models.User, error) {
	const op = "cms.Authenticate"
	u, err := n.store.Read().UserByEmail(ctx, normalEmail(in.Email))
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	limits := logInLimits(in.Email, in.Address)
	if err := n.count(ctx, limits); err != nil {
		return nil, errs.Wrap(op, err)
	}
	hash := ""
	if u != nil && u.DisabledAt == nil {
		hash = u.PasswordHash
	}
	ok, err := n.passwords.Match(ctx, in.Password, hash)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	if !ok {
		return nil, errs.New(op, errs.Unauthorized, "error.login_failed", nil)
	}
	return u, errs.Wrap(op, n.succeed(ctx, limits))
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

// UserNamed returns the user with an e-mail; it needs the right to administer.
func (n *Newsroom) UserNamed(ctx context.Context, by Actor, email string) (*models.User, error) {
	const op = "cms.UserNamed"
	if err := allow(by, rights.Administer, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	u, err := n.store.Read().UserByEmail(ctx, normalEmail(email))
	if err == nil && u == nil {
		return nil, errs.New(op, errs.NotFound, "error.user_unknown", errs.Args{"email": email})
	}
	return u, errs.Wrap(op, err)
}

// HasAdmin reports whether anyone who can log in administers the newsroom.
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
	// Zone is the IANA name of a time zone of their own; empty is the newsroom's.
	Zone string
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
		zone, err := n.zoneNamed(p.Zone)
		if err != nil {
			return err
		}
		return w.changeUser(ctx, *by.UserID, func(u *models.User) {
			u.Interface, u.Theme, u.Zone = p.Interface, p.Theme, zone
		})
	})
}

// zoneNamed checks the name of a time zone and returns it as it is kept: empty for
// none.
func (n *Newsroom) zoneNamed(name string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return "", nil
	}
	// The machine's own zone is no zone of the person's.
	if _, err := n.zones(name); err != nil || name == time.Local.String() {
		return "", errs.New("cms", errs.Invalid, "error.zone_unknown", errs.Args{"zone": name})
	}
	return name, nil
}

// ZoneOf returns the time zone of a user where it is another than the newsroom's,
// null where not.
func (n *Newsroom) ZoneOf(u *models.User) *time.Location {
	if u.Zone == "" {
		return nil
	}
	zone, err := n.zones(u.Zone)
	if err != nil || zone.String() == n.zone.String() {
		return nil
	}
	return zone
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
