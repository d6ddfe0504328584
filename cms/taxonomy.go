package cms

import (
	"context"
	"fmt"
	"slices"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// SectionInput names a section in any number of languages.
type SectionInput struct {
	Key   string
	Names models.Names
}

// EnsureSection returns the section of that key and makes it where there is
// none.
func (n *Newsroom) EnsureSection(ctx context.Context, by Actor, in SectionInput) (*models.Section, error) {
	var s *models.Section
	err := n.write(ctx, "cms.EnsureSection", by, func(w *work) (err error) {
		s, err = w.ensureSection(ctx, in)
		return err
	})
	return s, err
}

func (w *work) ensureSection(ctx context.Context, in SectionInput) (*models.Section, error) {
	key, err := cleanKey(in.Key)
	if err != nil {
		return nil, err
	}
	s, err := w.SectionByKey(ctx, key)
	if err != nil || s != nil {
		return s, err
	}
	if err := w.allow(rights.Structure, nil, ""); err != nil {
		return nil, err
	}
	if w.n.isReserved(key) {
		return nil, errs.New("cms", errs.Invalid, "error.key_reserved", errs.Args{"key": key})
	}
	s = &models.Section{Key: key}
	for _, l := range w.n.locales.All() {
		name := plainLine(in.Names[l.Tag])
		if name == "" {
			continue
		}
		slug := l.Slug(name)
		taken, err := w.SectionBySlug(ctx, l.Tag, slug)
		if err != nil {
			return nil, err
		}
		if taken != nil || w.n.isReserved(slug) {
			slug = key
		}
		s.Names = append(s.Names, models.SectionName{Locale: l.Tag, Name: name, Slug: slug})
	}
	if err := w.CreateSection(ctx, s); err != nil {
		return nil, err
	}
	if err := w.moveSectionSlugs(ctx, nil, s); err != nil {
		return nil, err
	}
	return s, w.event(ctx, models.SectionCreated, 0, "", map[string]any{"section": s.ID, "key": key})
}

// TagInput names a tag in any number of languages.
type TagInput struct {
	Key   string
	Names models.Names
}

// EnsureTag returns the tag of that key and makes it where there is none.
func (n *Newsroom) EnsureTag(ctx context.Context, by Actor, in TagInput) (*models.Tag, error) {
	var t *models.Tag
	err := n.write(ctx, "cms.EnsureTag", by, func(w *work) (err error) {
		t, err = w.ensureTag(ctx, in)
		return err
	})
	return t, err
}

func (w *work) ensureTag(ctx context.Context, in TagInput) (*models.Tag, error) {
	key, err := cleanKey(in.Key)
	if err != nil {
		return nil, err
	}
	t, err := w.TagByKey(ctx, key)
	if err == nil && t == nil {
		t, err = tagOnceCalled(ctx, w.Reader, inNoLanguage, key) // it went into another
	}
	if err != nil || t != nil {
		return t, err
	}
	if err := w.allow(rights.EditMedia, nil, ""); err != nil {
		return nil, err
	}
	t = &models.Tag{Key: key}
	for _, l := range w.n.locales.All() {
		name := plainLine(in.Names[l.Tag])
		if name == "" {
			continue
		}
		slug := l.Slug(name)
		taken, err := w.TagBySlug(ctx, l.Tag, slug)
		if err != nil {
			return nil, err
		}
		if taken != nil {
			slug = key
		}
		t.Names = append(t.Names, models.TagName{Locale: l.Tag, Name: name, Slug: slug})
	}
	if err := w.CreateTag(ctx, t); err != nil {
		return nil, err
	}
	return t, w.tagCreated(ctx, t)
}

// AuthorInput is who signs, in any number of languages.
type AuthorInput struct {
	Key    string
	Handle string
	Names  map[locale.Tag]AuthorNameInput
}

// AuthorNameInput is an author in one language.
type AuthorNameInput struct{ Name, Title string }

// EnsureAuthor returns the author of that key and makes them where there is
// none; a name in a language that they had none in is added.
func (n *Newsroom) EnsureAuthor(ctx context.Context, by Actor, in AuthorInput) (*models.Author, error) {
	var a *models.Author
	err := n.write(ctx, "cms.EnsureAuthor", by, func(w *work) (err error) {
		a, err = w.ensureAuthor(ctx, in)
		return err
	})
	return a, err
}

func (w *work) ensureAuthor(ctx context.Context, in AuthorInput) (*models.Author, error) {
	key, err := cleanKey(in.Key)
	if err != nil {
		return nil, err
	}
	a, err := w.AuthorByKey(ctx, key)
	if err != nil {
		return nil, err
	}
	kind := models.AuthorUpdated
	if a == nil {
		kind = models.AuthorCreated
		if err := w.allow(rights.Structure, nil, ""); err != nil {
			return nil, err
		}
		a = &models.Author{Key: key, Handle: plainLine(in.Handle)}
		if err := w.CreateAuthor(ctx, a); err != nil {
			return nil, err
		}
	}
	added, err := w.addAuthorNames(ctx, a, in.Names)
	if err != nil || kind == models.AuthorUpdated && !added {
		return a, err
	}
	return a, w.event(ctx, kind, 0, "", map[string]any{"author": a.ID, "key": key})
}

// addAuthorNames adds the names in languages that the author has none in and
// reports whether there were any.
func (w *work) addAuthorNames(ctx context.Context, a *models.Author, names map[locale.Tag]AuthorNameInput) (bool, error) {
	added := false
	for _, l := range w.n.locales.All() {
		in := names[l.Tag]
		name := plainLine(in.Name)
		has := slices.ContainsFunc(a.Names, func(n models.AuthorName) bool { return n.Locale == l.Tag })
		if name == "" || has {
			continue
		}
		if !added {
			if err := w.allow(rights.Structure, nil, ""); err != nil {
				return false, err
			}
		}
		slug, err := w.freeAuthorSlug(ctx, l, name)
		if err != nil {
			return false, err
		}
		row := models.AuthorName{AuthorID: a.ID, Locale: l.Tag, Name: name, Title: plainLine(in.Title), Slug: slug}
		if err := w.AddAuthorName(ctx, &row); err != nil {
			return false, err
		}
		if err := w.moveSlug(ctx, models.AuthorSlug, l.Tag, a.ID, "", slug); err != nil {
			return false, err
		}
		a.Names = append(a.Names, row)
		added = true
	}
	return added, nil
}

// freeAuthorSlug numbers the slugs of namesakes.
func (w *work) freeAuthorSlug(ctx context.Context, l *locale.Locale, name string) (string, error) {
	base := l.Slug(name)
	slug := base
	for i := 2; ; i++ {
		taken, err := w.AuthorSlugTaken(ctx, l.Tag, slug)
		if err != nil || !taken {
			return slug, err
		}
		slug = fmt.Sprintf("%s-%d", base, i)
	}
}

// cleanKey checks a key: lower-case ASCII words joined by hyphens. What is
// not is made so by the rules of English slugs.
func cleanKey(key string) (string, error) {
	key = plainLine(key)
	if key == "" {
		return "", errs.New("cms", errs.Invalid, "error.key_required", nil)
	}
	english, _ := locale.Lookup(locale.English)
	return english.Slug(key), nil
}
