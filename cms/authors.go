package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// Limits of what is said of an author, in characters.
const (
	MaxAuthorName  = 80
	MaxAuthorTitle = 120
	MaxHandle      = 60
	MaxBiography   = 3000
)

// AuthorText is an author in one language. An empty slug is made from the name;
// without a name the author has nothing in the language.
type AuthorText struct {
	Name   string `json:"name"`
	Title  string `json:"title"`
	Handle string `json:"handle"`
	Slug   string `json:"slug"`
	// Biography is plain text; a blank line parts paragraphs.
	Biography string `json:"biography"`
}

// AuthorTextOf is what an author is called, and what is told of them, in a language.
func AuthorTextOf(a *models.Author, l locale.Tag) AuthorText {
	for _, x := range a.Names {
		if x.Locale == l {
			return AuthorText{x.Name, x.Title, x.Handle, x.Slug, x.Biography}
		}
	}
	return AuthorText{}
}

// AuthorForm is what people say of an author.
type AuthorForm struct {
	// Handle is the name on social networks in languages that have none of their own.
	Handle string
	// PortraitID is a picture of the library; null for none.
	PortraitID *int64
	// UserID is who the author is at the desk; null for nobody.
	UserID *int64
	// Texts are those of the languages that are changed; others stay.
	Texts map[locale.Tag]AuthorText
}

// AuthorLine is an author in a list.
type AuthorLine struct {
	*models.Author

	Stories int
	// Portrait is null where there is none.
	Portrait *models.Medium
}

// AuthorList returns every author for those who may change them.
func (n *Newsroom) AuthorList(ctx context.Context, by Actor) ([]AuthorLine, error) {
	const op = "cms.AuthorList"
	if err := allow(by, rights.Structure, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	r := n.store.Read()
	authors, err := r.Authors(ctx)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	var ids, pictures []int64
	for i := range authors {
		ids = append(ids, authors[i].ID)
		if id := authors[i].PortraitID; id != nil {
			pictures = append(pictures, *id)
		}
	}
	stories, err := r.AuthorStories(ctx, ids)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	media, err := r.MediaByID(ctx, pictures)
	list := make([]AuthorLine, len(authors))
	for i := range authors {
		a := &authors[i]
		list[i] = AuthorLine{a, stories[a.ID], portraitOf(a, media)}
	}
	return list, errs.Wrap(op, err)
}

func portraitOf(a *models.Author, among []models.Medium) *models.Medium {
	if a.PortraitID == nil {
		return nil
	}
	i := slices.IndexFunc(among, func(m models.Medium) bool { return m.ID == *a.PortraitID })
	if i < 0 {
		return nil
	}
	return &among[i]
}

// AuthorDetails is an author as those see it who may change them.
type AuthorDetails struct {
	AuthorLine

	// Removable says that nothing names them, so that they may be deleted.
	Removable bool
	// Users are those who the author may be.
	Users []models.User
}

// NewAuthor returns what a form needs for an author who is not there yet.
func (n *Newsroom) NewAuthor(ctx context.Context, by Actor) (*AuthorDetails, error) {
	const op = "cms.NewAuthor"
	if err := allow(by, rights.Structure, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	d := &AuthorDetails{AuthorLine: AuthorLine{Author: &models.Author{}}}
	var err error
	d.Users, err = usersFor(ctx, n.store.Read(), d.Author)
	return d, errs.Wrap(op, err)
}

// Author returns an author for those who may change them, or errs.NotFound.
func (n *Newsroom) Author(ctx context.Context, by Actor, id int64) (*AuthorDetails, error) {
	const op = "cms.Author"
	if err := allow(by, rights.Structure, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	r := n.store.Read()
	a, err := r.AuthorByID(ctx, id)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	d := &AuthorDetails{AuthorLine: AuthorLine{Author: a}}
	if d.Portrait, err = portraitFor(ctx, r, a); err != nil {
		return nil, errs.Wrap(op, err)
	}
	stories, err := r.AuthorStories(ctx, []int64{id})
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	d.Stories = stories[id]
	credited, err := r.AuthorIsCredited(ctx, id)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	d.Removable = !credited
	d.Users, err = usersFor(ctx, r, a)
	return d, errs.Wrap(op, err)
}

func portraitFor(ctx context.Context, r store.Reader, a *models.Author) (*models.Medium, error) {
	if a.PortraitID == nil {
		return nil, nil //nolint:nilnil // nil is the answer "there is none"
	}
	return r.Medium(ctx, *a.PortraitID)
}

// usersFor are those who an author may be: who may log in and is no other author,
// and who the author is already.
func usersFor(ctx context.Context, r store.Reader, a *models.Author) ([]models.User, error) {
	users, err := r.Users(ctx)
	if err != nil {
		return nil, err
	}
	authors, err := r.Authors(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(users, func(u models.User) bool {
		if sameUser(a.UserID, u.ID) {
			return false
		}
		return u.DisabledAt != nil || slices.ContainsFunc(authors, func(x models.Author) bool { return sameUser(x.UserID, u.ID) })
	}), nil
}

func sameUser(id *int64, user int64) bool { return id != nil && *id == user }

// Portrait returns the picture of an author for readers of a language; null where
// there is none that may be shown at a moment.
func (n *Newsroom) Portrait(ctx context.Context, at models.Instant, l locale.Tag, a *models.Author) (*Picture, error) {
	m, err := portraitFor(ctx, n.store.Read(), a)
	if err != nil || m == nil {
		return nil, errs.Wrap("cms.Portrait", err)
	}
	if p, ok := n.picture(m, l, at); ok {
		return &p, nil
	}
	return nil, nil //nolint:nilnil // nil is the answer "there is none"
}

// ownByline is the author who the actor is, none where they are none.
func (w *work) ownByline(ctx context.Context) ([]int64, error) {
	if w.by.UserID == nil {
		return nil, nil
	}
	a, err := w.AuthorByUser(ctx, *w.by.UserID)
	if err != nil || a == nil {
		return nil, err
	}
	return []int64{a.ID}, nil
}

// authorOnceCalled returns the author that a slug once named in a language; nil
// where there is none.
func authorOnceCalled(ctx context.Context, r store.Reader, l locale.Tag, slug string) (*models.Author, error) {
	former, err := r.FormerSlug(ctx, models.AuthorSlug, l, slug)
	if err != nil || former == nil {
		return nil, err
	}
	return r.AuthorByID(ctx, former.ID)
}
