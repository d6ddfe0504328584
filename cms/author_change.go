package cms

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

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
