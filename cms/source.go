package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// SourceInput makes another language the source of a story.
type SourceInput struct {
	ArticleID int64
	// Version is the article's that was on the screen; another is errs.Conflict.
	Version int
	// To is the new source language, which must have words.
	To locale.Tag
}

// ChangeSource makes another language the source of a story. Blocks that were
// current, and whose counterpart in the new source was, stay confirmed: against
// the new source's head. The rest become unconfirmed. No word changes, so every
// stage stays; what is public stays public. It needs the right to write the
// source in both languages.
func (n *Newsroom) ChangeSource(ctx context.Context, by Actor, in SourceInput) error {
	return n.write(ctx, "cms.ChangeSource", by, func(w *work) error {
		a, err := w.lockedArticle(ctx, in.ArticleID)
		if err != nil {
			return err
		}
		if _, err := w.n.enabled(in.To); err != nil {
			return err
		}
		for _, l := range []locale.Tag{a.SourceLocale, in.To} {
			if err := w.allow(rights.WriteSource, a, l); err != nil {
				return err
			}
		}
		if a.Version != in.Version {
			return changedMeanwhile()
		}
		if a.SourceLocale == in.To {
			return nil
		}
		return w.changeSource(ctx, a, in.To)
	})
}

func (w *work) changeSource(ctx context.Context, a *models.Article, to locale.Tag) error {
	versions, err := w.Translations(ctx, a.ID)
	if err != nil {
		return err
	}
	find := func(l locale.Tag) *models.Translation {
		i := slices.IndexFunc(versions, func(t models.Translation) bool { return t.Locale == l && t.Head != nil })
		if i < 0 {
			return nil
		}
		return &versions[i]
	}
	old, fresh := find(a.SourceLocale), find(to)
	if fresh == nil {
		return errs.New("cms", errs.Invalid, "error.source_without_words", nil)
	}
	current := map[locale.Tag]map[models.Key]bool{}
	for i := range versions {
		if current[versions[i].Locale], err = w.currentUnits(ctx, a, old, &versions[i]); err != nil {
			return err
		}
	}
	from := a.SourceLocale
	a.SourceLocale, a.UpdatedAt = to, w.now
	if err := w.UpdateArticle(ctx, a); err != nil {
		return err
	}
	head, err := w.rebase(ctx, a, fresh, nil)
	if err != nil {
		return err
	}
	for i := range versions {
		t := &versions[i]
		if t == fresh || t.Head == nil {
			continue
		}
		if _, err := w.rebase(ctx, a, t, &newSource{head, both(current[t.Locale], current[to])}); err != nil {
			return err
		}
	}
	return w.event(ctx, models.ArticleSourceChanged, a.ID, "", map[string]any{"from": from, "to": to, "version": a.Version})
}

// currentUnits returns the units of a version that say what the old source
// says. Its own all do.
func (w *work) currentUnits(ctx context.Context, a *models.Article, old, t *models.Translation) (map[models.Key]bool, error) {
	units := map[models.Key]bool{}
	if old == nil || t.Head == nil {
		return units, nil
	}
	if t.ID == old.ID {
		for _, b := range t.Head.Content.Units() {
			units[b.Key] = b.HasContent()
		}
		return units, nil
	}
	report, err := compare(ctx, w.Reader, a.SourceLocale, old.Head, t.Head)
	for i := range report {
		units[report[i].Key] = report[i].State == staleness.Current
	}
	return units, err
}

func both(a, b map[models.Key]bool) map[models.Key]bool {
	common := map[models.Key]bool{}
	for key := range a {
		common[key] = a[key] && b[key]
	}
	return common
}

// newSource is what the units of a translation are confirmed against from now
// on, and which of them are.
type newSource struct {
	head      *models.Revision
	confirmed map[models.Key]bool
}

// rebase makes a revision of a version with the same words, confirmed against a
// new source; null makes it the source itself, which remembers nothing. A block
// that was left out on purpose has no place in a source.
func (w *work) rebase(ctx context.Context, a *models.Article, t *models.Translation, source *newSource) (*models.Revision, error) {
	c := t.Head.Content
	c.Body = slices.Clone(c.Body)
	rev := &models.Revision{
		TranslationID: t.ID, BaseID: t.HeadID, UserID: w.by.UserID, CreatedAt: w.now,
	}
	if source == nil {
		c.Confirmed = models.Confirmed{}
		c.Body = slices.DeleteFunc(c.Body, func(b models.Block) bool { return b.Mark == models.Omitted })
		forget(c.Body)
	} else {
		rev.SourceID = &source.head.ID
		source.confirm(models.KeyTitle, &c.Confirmed.Title)
		source.confirm(models.KeySummary, &c.Confirmed.Summary)
		for i := range c.Body {
			source.confirm(c.Body[i].Key, &c.Body[i].Confirmation)
		}
	}
	rev.Content = c
	saved, err := w.setHead(ctx, a, t, rev, t.Stage == models.Approved)
	return saved.head, err
}

func (s *newSource) confirm(key models.Key, c *models.Confirmation) {
	c.From = 0
	if s.confirmed[key] {
		c.From = s.head.ID
	}
}
