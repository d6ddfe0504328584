package cms

import (
	"context"
	"reflect"
	"slices"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// ArticleInput is what an article has besides its words.
type ArticleInput struct {
	Kind      models.ArticleKind
	SectionID *int64
	Source    locale.Tag
	Place     models.Names
	Urgent    bool
	// CoverID is the picture at the head of the story; null for none.
	CoverID   *int64
	AuthorIDs []int64
	TagIDs    []int64
	ImportKey *string
}

// CreateArticle makes an article without any words yet.
func (n *Newsroom) CreateArticle(ctx context.Context, by Actor, in ArticleInput) (*models.Article, error) {
	var a *models.Article
	err := n.write(ctx, "cms.CreateArticle", by, func(w *work) (err error) {
		a, err = w.createArticle(ctx, in)
		return err
	})
	return a, err
}

func (w *work) createArticle(ctx context.Context, in ArticleInput) (*models.Article, error) {
	a := &models.Article{OwnerID: w.by.UserID, ImportKey: in.ImportKey, CreatedAt: w.now}
	if err := w.allow(rights.WriteSource, a, in.Source); err != nil {
		return nil, err
	}
	if err := w.fillArticle(a, in); err != nil {
		return nil, err
	}
	if err := w.CreateArticle(ctx, a); err != nil {
		return nil, err
	}
	return a, w.event(ctx, models.ArticleCreated, a.ID, in.Source, map[string]any{"kind": a.Kind})
}

// fillArticle checks the input and puts it into a.
func (w *work) fillArticle(a *models.Article, in ArticleInput) error {
	if _, err := w.n.enabled(in.Source); err != nil {
		return err
	}
	if !slices.Contains(models.ArticleKinds(), in.Kind) {
		return errs.New("cms", errs.Invalid, "error.bad_request", nil)
	}
	if (in.Kind == models.Page) != (in.SectionID == nil) {
		return errs.New("cms", errs.Invalid, "error.section_required", nil)
	}
	a.Kind, a.SectionID, a.SourceLocale, a.Urgent, a.CoverID = in.Kind, in.SectionID, in.Source, in.Urgent, in.CoverID
	a.Place = models.Names{}
	for l, place := range in.Place {
		if place = plainLine(place); place != "" {
			a.Place[l] = place
		}
	}
	a.Authors, a.Tags = nil, nil
	for _, id := range in.AuthorIDs {
		a.Authors = append(a.Authors, models.ArticleAuthor{AuthorID: id})
	}
	for _, id := range in.TagIDs {
		a.Tags = append(a.Tags, models.ArticleTag{TagID: id})
	}
	a.UpdatedAt = w.now
	return nil
}

// UpdateArticle changes what an article has besides its words. version is the
// one that the input started from; another is errs.Conflict.
func (n *Newsroom) UpdateArticle(ctx context.Context, by Actor, id int64, version int, in ArticleInput) error {
	return n.write(ctx, "cms.UpdateArticle", by, func(w *work) error {
		a, err := w.lockedArticle(ctx, id)
		if err != nil {
			return err
		}
		if a.Version != version {
			return changedMeanwhile()
		}
		_, err = w.updateArticle(ctx, a, in)
		return err
	})
}

// updateArticle reports whether anything changed.
func (w *work) updateArticle(ctx context.Context, a *models.Article, in ArticleInput) (bool, error) {
	if err := w.allow(rights.WriteSource, a, a.SourceLocale); err != nil {
		return false, err
	}
	before := *a
	if in.Source != a.SourceLocale {
		// The source locale changes by a use case of its own, which looks
		// after the confirmations.
		return false, errs.New("cms", errs.Invalid, "error.source_locale_fixed", nil)
	}
	if err := w.fillArticle(a, in); err != nil {
		return false, err
	}
	if sameArticle(&before, a) {
		return false, nil
	}
	if err := w.UpdateArticle(ctx, a); err != nil {
		return false, err
	}
	if !reflect.DeepEqual(before.SectionID, a.SectionID) {
		if err := w.MovePublications(ctx, a.ID, a.SectionID); err != nil {
			return false, err
		}
	}
	return true, w.event(ctx, models.ArticleUpdated, a.ID, "", map[string]any{"version": a.Version})
}

// sameArticle compares what fillArticle sets.
func sameArticle(a, b *models.Article) bool {
	ids := func(x *models.Article) (list []int64) {
		for _, v := range x.Authors {
			list = append(list, v.AuthorID)
		}
		list = append(list, 0)
		for _, v := range x.Tags {
			list = append(list, v.TagID)
		}
		return list
	}
	return a.Kind == b.Kind && a.Urgent == b.Urgent && reflect.DeepEqual(a.SectionID, b.SectionID) &&
		reflect.DeepEqual(a.CoverID, b.CoverID) &&
		reflect.DeepEqual(a.Place, b.Place) && reflect.DeepEqual(ids(a), ids(b))
}

// BeginStory makes an article with a title in its source language, in one
// transaction: the way a story begins at the desk. Where nobody is named to sign it
// an actor who is an author does.
func (n *Newsroom) BeginStory(ctx context.Context, by Actor, in ArticleInput, title string) (*models.Article, error) {
	var a *models.Article
	err := n.write(ctx, "cms.BeginStory", by, func(w *work) (err error) {
		if len(in.AuthorIDs) == 0 {
			if in.AuthorIDs, err = w.ownByline(ctx); err != nil {
				return err
			}
		}
		if a, err = w.createArticle(ctx, in); err != nil {
			return err
		}
		_, err = w.save(ctx, a, SaveInput{
			ArticleID: a.ID, Locale: in.Source, Content: models.Content{Title: title},
		})
		return err
	})
	return a, err
}
