package cms

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

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

// AddAuthor makes an author and returns them. Their key is made from their first
// name.
func (n *Newsroom) AddAuthor(ctx context.Context, by Actor, in AuthorForm) (*models.Author, error) {
	a := &models.Author{}
	err := n.write(ctx, "cms.AddAuthor", by, func(w *work) error {
		if err := w.allow(rights.Structure, nil, ""); err != nil {
			return err
		}
		if err := w.fillAuthor(ctx, a, in); err != nil {
			return err
		}
		var err error
		english, _ := locale.Lookup(locale.English)
		first := firstName(n.locales.Tags(), func(l locale.Tag) string { return AuthorTextOf(a, l).Name })
		if a.Key, err = n.freeSlug(english.Slug(first), func(key string) (bool, error) { return w.authorKeyTaken(ctx, key) }); err != nil {
			return err
		}
		if err := w.CreateAuthor(ctx, a); err != nil {
			return err
		}
		if err := w.moveAuthorSlugs(ctx, &models.Author{}, a); err != nil {
			return err
		}
		return w.event(ctx, models.AuthorCreated, 0, "", map[string]any{"author": a.ID, "key": a.Key})
	})
	return a, err
}

// authorKeyTaken reports whether a key, which stands in for slugs, leads to an
// author in any language.
func (w *work) authorKeyTaken(ctx context.Context, key string) (bool, error) {
	for _, l := range w.n.locales.Tags() {
		if a, err := w.AuthorBySlug(ctx, l, key); err != nil || a != nil {
			return true, err
		}
	}
	return false, nil
}

// ChangeAuthor changes who an author is and what is told of them. version is the one
// that the input started from; another is errs.Conflict.
func (n *Newsroom) ChangeAuthor(ctx context.Context, by Actor, id int64, version int, in AuthorForm) error {
	return n.write(ctx, "cms.ChangeAuthor", by, func(w *work) error {
		a, err := w.authorFor(ctx, id, version)
		if err != nil {
			return err
		}
		before := *a
		before.Names = slices.Clone(a.Names)
		if err := w.fillAuthor(ctx, a, in); err != nil {
			return err
		}
		data := authorChanges(&before, a)
		if len(data) == 0 {
			return nil
		}
		if err := w.UpdateAuthor(ctx, a); err != nil {
			return err
		}
		if err := w.moveAuthorSlugs(ctx, &before, a); err != nil {
			return err
		}
		data["author"], data["key"] = a.ID, a.Key
		return w.event(ctx, models.AuthorUpdated, 0, "", data)
	})
}

// authorFor returns an author to somebody who may change them; version is the one
// that they know.
func (w *work) authorFor(ctx context.Context, id int64, version int) (*models.Author, error) {
	if err := w.allow(rights.Structure, nil, ""); err != nil {
		return nil, err
	}
	a, err := w.AuthorByID(ctx, id)
	if err == nil && a.Version != version {
		err = changedMeanwhile()
	}
	return a, err
}

// fillAuthor puts the input into a.
func (w *work) fillAuthor(ctx context.Context, a *models.Author, in AuthorForm) error {
	for _, l := range w.n.locales.All() {
		text, ok := in.Texts[l.Tag]
		if !ok {
			continue
		}
		if err := w.describeAuthor(ctx, a, l, text); err != nil {
			return err
		}
	}
	if len(a.Names) == 0 {
		return errs.New("cms", errs.Invalid, "error.name_required", nil)
	}
	a.Handle, a.PortraitID = plainLine(in.Handle), in.PortraitID
	if utf8.RuneCountInString(a.Handle) > MaxHandle {
		return tooMany("error.handle_too_long", MaxHandle)
	}
	return w.nameUser(ctx, a, in.UserID)
}

// describeAuthor sets what an author is called, and what is told of them, in a
// language.
func (w *work) describeAuthor(ctx context.Context, a *models.Author, l *locale.Locale, in AuthorText) error {
	row := models.AuthorName{
		AuthorID: a.ID, Locale: l.Tag, Name: plainLine(in.Name), Title: plainLine(in.Title), Handle: plainLine(in.Handle),
		Biography: plainText(in.Biography),
	}
	switch {
	case utf8.RuneCountInString(row.Name) > MaxAuthorName:
		return textProblem("error.name_too_long", l, MaxAuthorName)
	case utf8.RuneCountInString(row.Title) > MaxAuthorTitle:
		return textProblem("error.author_title_too_long", l, MaxAuthorTitle)
	case utf8.RuneCountInString(row.Handle) > MaxHandle:
		return textProblem("error.handle_too_long", l, MaxHandle)
	case utf8.RuneCountInString(row.Biography) > MaxBiography:
		return textProblem("error.biography_too_long", l, MaxBiography)
	case misleading(row.Name):
		return textProblem("error.name_signs", l, 0)
	case row.Name == "" && row.Title+row.Handle+row.Biography != "":
		return textProblem("error.name_missing", l, 0)
	}
	a.Names = slices.DeleteFunc(a.Names, func(x models.AuthorName) bool { return x.Locale == l.Tag })
	if row.Name == "" {
		return nil
	}
	var err error
	row.Slug, err = w.n.chooseSlug(l, in.Slug, row.Name, func(slug string) (bool, error) {
		other, err := w.AuthorBySlug(ctx, l.Tag, slug)
		return other != nil && other.ID != a.ID, err
	})
	a.Names = append(a.Names, row)
	return err
}

// plainText cleans a text without markup: paragraphs with a blank line between them.
func plainText(s string) string {
	var paragraphs, lines []string
	end := func() {
		if len(lines) > 0 {
			paragraphs, lines = append(paragraphs, strings.Join(lines, " ")), nil
		}
	}
	for line := range strings.Lines(strings.ReplaceAll(s, "\r\n", "\n")) {
		if line = plainLine(line); line == "" {
			end()
		} else {
			lines = append(lines, line)
		}
	}
	end()
	return strings.Join(paragraphs, "\n\n")
}

// nameUser says who an author is at the desk.
func (w *work) nameUser(ctx context.Context, a *models.Author, userID *int64) error {
	if userID == nil || sameUser(a.UserID, *userID) {
		a.UserID = userID
		return nil
	}
	u, err := w.User(ctx, *userID)
	if err != nil {
		return err
	}
	if u == nil || u.DisabledAt != nil {
		return errs.New("cms", errs.Invalid, "error.bad_request", nil)
	}
	other, err := w.AuthorByUser(ctx, u.ID)
	if err != nil {
		return err
	}
	if other != nil && other.ID != a.ID {
		return errs.New("cms", errs.Conflict, "error.user_is_author", errs.Args{"name": u.Name})
	}
	a.UserID = userID
	return nil
}

// authorChanges says what differs, before and after, for the journal.
func authorChanges(before, after *models.Author) map[string]any {
	var tags []locale.Tag
	for _, x := range append(slices.Clone(before.Names), after.Names...) {
		tags = append(tags, x.Locale)
	}
	data := renamed(tags,
		func(l locale.Tag) AuthorText { return AuthorTextOf(before, l) }, func(l locale.Tag) AuthorText { return AuthorTextOf(after, l) })
	note := func(name string, was, is any) {
		if was != is {
			data[name] = map[string]any{"before": was, "after": is}
		}
	}
	note("handle", before.Handle, after.Handle)
	note("portrait", idOf(before.PortraitID), idOf(after.PortraitID))
	note("user", idOf(before.UserID), idOf(after.UserID))
	return data
}

// idOf is the id, 0 for none.
func idOf(id *int64) int64 {
	if id == nil {
		return 0
	}
	return *id
}

// moveAuthorSlugs keeps the addresses that an author had before.
func (w *work) moveAuthorSlugs(ctx context.Context, before, after *models.Author) error {
	for _, l := range w.n.locales.Tags() {
		if err := w.moveSlug(ctx, models.AuthorSlug, l, after.ID, AuthorTextOf(before, l).Slug, AuthorSlug(after, l)); err != nil {
			return err
		}
	}
	return nil
}

// DeleteAuthor forgets an author. One who has signed a story or is credited for a
// translation is errs.Conflict.
func (n *Newsroom) DeleteAuthor(ctx context.Context, by Actor, id int64, version int) error {
	return n.write(ctx, "cms.DeleteAuthor", by, func(w *work) error {
		a, err := w.authorFor(ctx, id, version)
		if err != nil {
			return err
		}
		credited, err := w.AuthorIsCredited(ctx, id)
		if err != nil {
			return err
		}
		if credited {
			return errs.New("cms", errs.Conflict, "error.author_used", nil)
		}
		if err := w.DropFormerSlugs(ctx, models.AuthorSlug, id); err != nil {
			return err
		}
		if err := w.DeleteAuthor(ctx, id, version); err != nil {
			return err
		}
		data := authorChanges(a, &models.Author{})
		data["author"], data["key"] = id, a.Key
		return w.event(ctx, models.AuthorDeleted, 0, "", data)
	})
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
